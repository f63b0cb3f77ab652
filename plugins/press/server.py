"""Serve the site on this machine, rebuild it when something changes, and tell the browser."""

from __future__ import annotations

import contextlib
import logging
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

from press.stamps import NoStampError, scan
from press.standby import Standby
from racenews.types import RacenewsError

EVENTS, SCRIPT = "/.racenews/events", "/.racenews/reload.js"
PING_SECONDS = 15  # a browser that has gone is noticed when it is written to
# Added to pages on their way to the browser; the files themselves stay as they are published.
TAG = f'<script src="{SCRIPT}" defer></script>'.encode()
RELOAD = f'new EventSource("{EVENTS}").addEventListener("reload", () => location.reload());\n'.encode()


LOOK_EVERY_MS = 400  # how often files that stand alone are looked at; a person does not notice less


class Newsroom:
    """Counts editions, and lets browsers wait for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._edition = 0

    @property
    def edition(self) -> int:
        """Return the number of the edition that is out."""
        return self._edition

    def announce(self) -> None:
        """Say that a new edition is out."""
        with self._changed:
            self._edition += 1
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """Return the number of the edition when it is no longer `seen`, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._edition != seen, seconds)
            return self._edition


class PageHandler(SimpleHTTPRequestHandler):
    """Serves the output folder as GitHub Pages would, with the reload script in each page."""

    def __init__(self, *args: object, newsroom: Newsroom, **kwargs: object) -> None:
        self.newsroom = newsroom
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as they came

    def do_GET(self) -> None:
        """Answer one request."""
        path = self.path.split("?")[0].split("#")[0]
        if path == EVENTS:
            self._send_events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, RELOAD, "text/javascript")
        else:
            self._send_file(Path(self.translate_path(self.path)), path)

    def _send_file(self, file: Path, path: str) -> None:
        if file.is_dir() and path.endswith("/"):
            file = file / "index.html"
        if file.suffix == ".html" and file.is_file():
            self._send(HTTPStatus.OK, _with_script(file.read_bytes()), "text/html; charset=utf-8")
        elif file.exists():
            super().do_GET()
        else:
            missing = Path(self.directory, "404.html")
            page = missing.read_bytes() if missing.is_file() else b"<!doctype html><title>404</title>"
            self._send(HTTPStatus.NOT_FOUND, _with_script(page), "text/html; charset=utf-8")

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _send_events(self) -> None:
        seen = self.newsroom.edition  # before the answer begins: what comes out after it is news
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while True:
                now = self.newsroom.wait(seen, PING_SECONDS)
                self.wfile.write(b": still here\n\n" if now == seen else b"event: reload\ndata: 1\n\n")
                self.wfile.flush()
                seen = now
        except OSError:  # the browser has left
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet about requests."""


def open_server(output: Path, port: int, newsroom: Newsroom) -> ThreadingHTTPServer:
    """Return a server on this machine alone; RacenewsError where the port is taken."""
    handler = partial(PageHandler, newsroom=newsroom, directory=str(output))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OSError, OverflowError) as fault:
        raise RacenewsError(f"port {port} cannot be used ({fault}). Choose another with --port N.") from fault
    server.daemon_threads = True
    return server


def look_at(watched: Iterable[Path]) -> str:
    """Return how the `watched` folders and files stand, as a line; "" where that cannot be told."""
    try:
        return scan(*map(str, watched)).digest()
    except NoStampError:
        return ""


def serve(output: Path, port: int, watched: Sequence[Path], build: Sequence[str], built_from: str = "") -> None:
    """Serve `output` and run the `build` command on every change, until interrupted.

    `built_from` is what `look_at` returned before `output` was built: what has changed since is built at once.
    """
    newsroom = Newsroom()
    # It warns of an interrupt, which is how an editor ends it.
    logging.getLogger("watchfiles.main").setLevel(logging.ERROR)

    def begin() -> bool:
        print(f"Serving {address} (Ctrl-C ends)", flush=True)
        return bool(built_from) and look_at(watched) != built_from

    with _ended_by_a_word(), open_server(output, port, newsroom) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://localhost:{server.server_port}/"
        with Standby(build) as standby:
            for _ in changes(watched, begin):
                if standby.build():
                    newsroom.announce()
        server.shutdown()


@contextlib.contextmanager
def _ended_by_a_word() -> Iterator[None]:
    """Let whoever asks this process to end (SIGTERM) have it end as by Ctrl-C: no build and no helper stays behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: object) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def changes(watched: Iterable[Path], begin: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Yield once for every burst of changes to the `watched` folders and files; Ctrl-C ends it.

    `begin` is called once all of them are watched: a change after that is not missed. It says whether there was one
    before. Editors replace a file when they
    save it, and a watch on the old one sees nothing more: files are looked at by name, as often as the folders' watch
    comes up for air.
    """
    paths = list(watched)
    folders = [path for path in paths if path.is_dir()]
    files = [path for path in paths if not path.is_dir()]
    known = _stamps(files)
    watches = was_late = False
    for changed in watch(*folders, raise_interrupt=False, yield_on_timeout=True, rust_timeout=LOOK_EVERY_MS):
        if not watches:
            watches, was_late = True, begin()
        now = _stamps(files)
        is_other, known = now != known, now
        if changed or is_other or was_late:
            was_late = False
            yield


def _stamps(files: Iterable[Path]) -> list[tuple[int, int, int] | None]:
    """Return what tells one saving of each file from the next, None where there is no file."""
    stamps: list[tuple[int, int, int] | None] = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            stamps.append(None)
        else:
            stamps.append((stat.st_ino, stat.st_mtime_ns, stat.st_size))
    return stamps


def _with_script(page: bytes) -> bytes:
    head, found, tail = page.rpartition(b"</body>")
    return head + TAG + found + tail if found else page + TAG
