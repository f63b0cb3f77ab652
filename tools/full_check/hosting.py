"""A folder, served on this machine as GitHub Pages serves it: below its base path, compressed, kept ten minutes."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Iterator
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

_SQUEEZED = ("text/", "application/json", "application/xml", "application/atom", "image/svg", "application/manifest")


@contextlib.contextmanager
def host(output: Path, siteurl: str) -> Iterator[str]:
    """Serve `output` on a free port; yields its address, base path included, without a slash at its end."""
    base = urlsplit(siteurl).path.rstrip("/")
    with _Server(("127.0.0.1", 0), partial(_Shelf, directory=str(output.resolve()), base=base)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that left before the answer was whole."""


class _Shelf(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, base: str, **more: object) -> None:
        self.base = base
        super().__init__(*args, **more)  # type: ignore[arg-type]  # handed through as they came

    def do_GET(self) -> None:
        """Answer with a file, its folder's index.html, or the 404 page."""
        path = urlsplit(self.path).path
        inside = path.removeprefix(self.base) if path.startswith(f"{self.base}/") else "/no such page"
        file = Path(self.translate_path(inside))
        if path.endswith("/"):
            file = file / "index.html"
        status = HTTPStatus.OK if file.is_file() else HTTPStatus.NOT_FOUND
        file = file if file.is_file() else Path(self.directory, "404.html")
        kind = self.guess_type(str(file))
        squeeze = kind.startswith(_SQUEEZED) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _squeezed(file, file.stat().st_mtime_ns) if squeeze else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if squeeze:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet about requests."""


@lru_cache(maxsize=256)
def _squeezed(file: Path, changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), 9, mtime=0)
