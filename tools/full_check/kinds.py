"""A built site -> one page of each kind, the largest, since most can go wrong on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

# A kind of page -> its path below the site. The first match of each is told by the folders alone (INDEX left out).
_KINDS = {
    "front": r"",
    "front, later": r"page/\d+/",
    "story": r"\d{4}/\d\d/\d\d/[^/]+/",
    "story without a date": r"undated/[^/]+/",
    "receipt": r"(?:\d{4}/\d\d/\d\d|undated)/[^/]+/receipt/",
    "rider": r"riders/[^/]+/",
    "team": r"teams/[^/]+/",
    "race": r"races/[^/]+/",
    "subject": r"topics/[^/]+/",
    "riders A–Z": r"riders/",
    "teams A–Z": r"teams/",
    "races A–Z": r"races/",
    "subjects A–Z": r"topics/",
    "author": r"authors/[^/]+/",
    "authors": r"authors/",
    "archive": r"archive/",
    "year": r"\d{4}/",
    "month": r"\d{4}/\d\d/",
    "month, later": r"\d{4}/\d\d/page/\d+/",
    "search": r"search/",
    "about": r"about/",
    "404": r"404\.html",
}
_PATTERNS = {kind: re.compile(rf"{pattern}\Z") for kind, pattern in _KINDS.items()}
_REDIRECT = b'http-equiv="refresh"'


def choose(output: Path) -> Mapping[str, str]:
    """Return kind -> path of its largest page, for every kind of which the site has one; redirects do not count."""
    largest: dict[str, tuple[int, str]] = {}
    for file in sorted(output.rglob("*.html")):
        path = file.relative_to(output).as_posix().removesuffix("index.html")
        kind = next((kind for kind, pattern in _PATTERNS.items() if pattern.match(path)), None)
        if kind and file.stat().st_size > largest.get(kind, (0, ""))[0] and _REDIRECT not in file.read_bytes()[:1000]:
            largest[kind] = (file.stat().st_size, path)
    return {kind: largest[kind][1] for kind in _KINDS if kind in largest}
