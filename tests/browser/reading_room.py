"""The sample paper, printed and served on this machine, and a Chromium to read it with.

Used by the tests of this folder and by `python -m tools.pictures`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from press.printer import ROOT, Order, print_edition

CONTENT = ROOT / "content"
TODAY = dt.date(2025, 9, 1)  # soon after the newest story, so that notices of age stand where they always stood
BASE = "/news"  # the paper hangs below a folder, as on GitHub Pages: a link that forgets it fails
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # containers run as root, and the only site it ever opens is ours
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium is missing: install it with `sudo apt-get install chromium`, or Chrome with its own installer."


@dataclass(frozen=True, slots=True)
class Sample:
    """A printed paper: its folder, and the address of each published dump as it stands in the ledger."""

    folder: Path
    urls: Mapping[str, str]


def find_chromium() -> str | None:
    """Return the path of the system's Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextlib.contextmanager
def open_chromium(path: str) -> Iterator[Browser]:
    """Start the Chromium at `path` without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def print_sample(home: Path) -> Sample:
    """Print `content/` into a folder below `home`."""
    order = Order(
        content=CONTENT,
        output=home / "site",
        state=home / "state",
        siteurl=f"https://paper.example{BASE}",
        today=TODAY,
    )
    printed = print_edition(order)
    return Sample(printed.output, {row.file: row.url for row in printed.ledger if row.url})


class _Shelf(SimpleHTTPRequestHandler):
    """Serves the paper below BASE; what is not there is answered with its 404 page, as on GitHub Pages."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(BASE)
        return super().translate_path(inside if inside != path else "/no such page")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet about requests."""


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that left before the answer was whole."""


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port of this machine; yields the paper's address, without a slash at its end."""
    with _QuietServer(("127.0.0.1", 0), partial(_Shelf, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BASE}"
        finally:
            server.shutdown()
            thread.join()
