"""Take the pictures that stand in the README: build the sample, open it in Chromium, write three PNG files here.

Run it after a change to the theme, look at what came out, and commit it with the change:

    uv run --group dev python docs/take_pictures.py
"""

from __future__ import annotations

import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser
from tests.browser.kinds import find_path
from tests.browser.reading_room import MISSING, find_chromium, open_chromium, print_sample, serve

DOCS = Path(__file__).resolve().parent
MAX_HEIGHT = 1400  # px: what lies below is more of the same
MAX_KB = 400  # a README with three pictures should open at once
PNG_HEAD = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to take: its file, the kind of page, the width in px, the colours."""

    file: str
    kind: str
    width: int
    scheme: Literal["light", "dark"] = "light"


PICTURES = (
    Picture("front.png", "front", 1440),
    Picture("topic.png", "race", 1440),
    Picture("story-phone-dark.png", "story with a result sheet", 360, "dark"),
)


def take(browser: Browser, url: str, picture: Picture) -> bytes:
    """Return the top of the page at `url` as a PNG."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": MAX_HEIGHT}, color_scheme=picture.scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    shot = page.screenshot()
    context.close()
    return shot


def shrink(png: bytes) -> bytes:
    """Return the same picture, packed as tightly as zlib can, without whatever is not needed to show it."""
    kept = {"IHDR": b"", "IDAT": b"", "IEND": b""}
    for name, body in _chunks(png):
        if name in kept:
            kept[name] += body
    kept["IDAT"] = zlib.compress(zlib.decompress(kept["IDAT"]), 9)
    small = PNG_HEAD + b"".join(_pack(name, body) for name, body in kept.items())
    return min(png, small, key=len)


def _chunks(png: bytes) -> Iterator[tuple[str, bytes]]:
    at = len(PNG_HEAD)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8].decode("ascii"), png[at + 8 : at + 8 + length]
        at += length + 12  # length, name and checksum: four bytes each


def _pack(name: str, body: bytes) -> bytes:
    named = name.encode("ascii") + body
    return struct.pack(">I", len(body)) + named + struct.pack(">I", zlib.crc32(named))


def main() -> int:
    """Write all pictures and return 0; 1 where Chromium is missing or a picture is too heavy."""
    chromium = find_chromium()
    if chromium is None:
        print(MISSING, file=sys.stderr)
        return 1
    heavy = []
    with tempfile.TemporaryDirectory() as home:
        sample = print_sample(Path(home))
        with serve(sample.folder) as address, open_chromium(chromium) as browser:
            for picture in PICTURES:
                png = shrink(take(browser, address + find_path(picture.kind, sample.urls), picture))
                (DOCS / picture.file).write_bytes(png)
                print(f"docs/{picture.file}: {len(png) / 1000:.0f} kB")
                if len(png) > MAX_KB * 1000:
                    heavy.append(picture.file)
    if heavy:
        print(f"More than {MAX_KB} kB: {', '.join(heavy)}. Lower MAX_HEIGHT.", file=sys.stderr)
    return 1 if heavy else 0


if __name__ == "__main__":
    raise SystemExit(main())
