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
OWN_LAYER = "own"
"""The layer of the paper's own sheets, which the theme does not name: it comes last."""

_IMPORT = re.compile(r'@import url\("([^"]+)"\)\s*layer\((\w+)\)\s*([^;]*);')
_URL = re.compile(r'url\("([^":]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"""("[^"]*"|'[^']*')""")
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]) ?")


def join_sheets(read: Callable[[str], str], swatches: Iterable[Swatch] = (), own: Iterable[str] = ()) -> str:
    """Return main.css with every sheet that it imports in place, and a rule for each kit among `swatches`.

    `own` are the paper's own sheets: they come in a layer behind all others and win over them.

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
    behind = f"@layer blocks {{{rules}}}" if rules else ""
    behind += "".join(f"@layer {OWN_LAYER} {{{sheet}}}" for sheet in own)
    return tighten(joined + behind) + "\n"


def find_slips(css: str) -> str:
    """Return what keeps a sheet of the paper's own out of a layer behind the others, "" where nothing does."""
    bare = _STRING.sub('""', _COMMENT.sub("", css))
    if "/*" in bare:
        return "a comment is not closed. End it with */."
    depth = 0
    for number, line in enumerate(_STRING.sub('""', _COMMENT.sub(_only_lines, css)).splitlines(), 1):
        for sign in line:
            depth += {"{": 1, "}": -1}.get(sign, 0)
            if depth < 0:
                return f"line {number}: a brace is closed that was not opened. Take it out."
    if depth:
        return "a brace is not closed. Add } where its rule ends."
    if re.search(r"@(?:import|charset)\b", bare, re.IGNORECASE):
        return "@import and @charset cannot stand here: all sheets become one file. Copy the rules instead."
    return ""


def _only_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


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
