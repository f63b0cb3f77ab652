"""Take the pictures that stand in the README: build the sample, open it in Chromium, write six PNG files into docs/.

Run it after a change to the theme, look at what came out, and commit it with the change:

    uv run --group dev python -m tools.pictures
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser
from tests.browser.kinds import find_path
from tests.browser.reading_room import MISSING, find_chromium, open_chromium, print_sample, serve

DOCS = Path(__file__).resolve().parents[1] / "docs"
MAX_KB = 200  # a README with six pictures should open at once
PATIENCE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to take: its file, the kind of page, the width and height in px, the colours."""

    file: str
    kind: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    query: str = ""
    """What is asked of the search page."""


PICTURES = (
    Picture("front.png", "front", 1440, 1400),
    Picture("story.png", "story", 1440, 1280),
    Picture("topic.png", "race", 1440, 1280),
    Picture("search-dark.png", "search", 1440, 1280, "dark", "?q=roubaix"),
    Picture("front-phone-dark.png", "front", 390, 1100, "dark"),
    Picture("story-phone.png", "story with a result sheet", 390, 1100),
)


def take(browser: Browser, url: str, picture: Picture) -> bytes:
    """Return the top of the page at `url` as a PNG."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(url + picture.query)
    if picture.query:
        page.locator("#found article").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    shot = page.screenshot()
    context.close()
    return shot


def shrink(png: bytes) -> bytes:
    """Return the same picture in 256 colours at most, which is more than flat drawings and grey letters have."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
    return out.getvalue()


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
        print(f"More than {MAX_KB} kB: {', '.join(heavy)}. Take less of the page.", file=sys.stderr)
    return 1 if heavy else 0


if __name__ == "__main__":
    raise SystemExit(main())
