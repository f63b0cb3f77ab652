"""The theme's style sheets -> one file: a browser that has to ask for eleven waits longer than for their bytes.

The source stays in layers and files. What is left out is comments and the white space between rules.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from racenews.publish.view_records import Site, Swatch

SHEET = "theme/css/paper.css"
"""Where the joined sheet lies, beside its sources, so that addresses in them stay right."""
MAIN = "main.css"

_IMPORT = re.compile(r'@import url\("([^"]+)"\)\s*layer\((\w+)\)\s*([^;]*);')
_URL = re.compile(r'url\("([^":]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"""("[^"]*"|'[^']*')""")
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]) ?")


def join_sheets(read: Callable[[str], str], swatches: Iterable[Swatch] = ()) -> str:
    """Return main.css with every sheet that it imports in place, and a rule for each kit among `swatches`.

    `read` returns a sheet by its path beside main.css.
    """

    def put_in_place(match: re.Match[str]) -> str:
        path, layer, media = match.groups()
        folder = posixpath.dirname(path)
        text = _URL.sub(lambda m: f'url("{posixpath.normpath(posixpath.join(folder, m[1]))}")', read(path))
        sheet = f"@layer {layer} {{{text}}}"
        return f"@media {media.strip()} {{{sheet}}}" if media.strip() else sheet

    joined = _IMPORT.sub(put_in_place, _COMMENT.sub("", read(MAIN)))
    rules = "".join(sorted({kit_rule(swatch) for swatch in swatches if swatch.colours}))
    return tighten(f"{joined}@layer blocks {{{rules}}}" if rules else joined) + "\n"


def kit_rule(swatch: Swatch) -> str:
    """Return the rule that colours the square of a kit."""
    first, second = swatch.colours
    return f"[data-k={swatch.kit!r}] {{ --k1: {first}; --k2: {second}; }}".replace("'", '"')


def tighten(css: str) -> str:
    """Return a style sheet without comments and without the white space that says nothing.

    >>> tighten("a , b { color : red ; }  /* no */  p > q { content: \'\' }")
    "a,b{color : red}p > q{content: \'\'}"
    """
    parts = _STRING.split(_COMMENT.sub("", css))
    parts[::2] = [_AROUND.sub(r"\1", _SPACE.sub(" ", part)).replace(";}", "}") for part in parts[::2]]
    return "".join(parts).strip()


def kits_of(site: Site) -> Iterator[Swatch]:
    """Yield the square of every kit that a page of the site shows."""
    return (topic.link.swatch for topic in site.topics if topic.link.swatch and topic.link.swatch.colours)
