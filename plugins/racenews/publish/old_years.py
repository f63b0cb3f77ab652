"""Stories of old years -> a site of their own on the same host, an archive: which go, and what pages then say of them.

The paper keeps its lists and what stands in them. Each address of old leads on, so none ever breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from racenews.publish.redirects import INDEX, redirect_page
from racenews.types import RacenewsError

PICTURES_THAT_STAY = ("plate.svg", "photo-320.webp")  # the search page draws them beside the old address
REDIRECT_BYTES = 1_000  # of the page that leads on, about

_ADDRESS = re.compile(r"https?://[^/?#\s\"'<>\\]+(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._~-]+)*/?\Z")
_STORY = re.compile(r"(\d{4})/\d\d/\d\d/[^/]+/")
_ROW = re.compile(r"<url><loc>([^<]+)</loc>.*?</url>\n?", re.DOTALL)


def story_of(path: str) -> str:
    """Return the folder of the story that a file may belong to, "" for a file of the paper.

    >>> story_of("2019/07/28/bernal-wins/receipt/index.html")
    '2019/07/28/bernal-wins/'
    """
    found = _STORY.match(path)
    return found[0] if found else ""


def weigh_parting(sizes: Mapping[str, int], before: int) -> tuple[int, int]:
    """Return how heavy paper and archive will be, about, when the stories from before that year have gone."""
    stay = gone = 0
    for path, size in sizes.items():
        if int((story_of(path) or "9999")[:4]) >= before:
            stay += size
            continue
        gone += size
        if path.endswith(".html"):
            stay += min(size, REDIRECT_BYTES)
        elif path.endswith(PICTURES_THAT_STAY):
            stay += size
    return stay, gone


@dataclass(frozen=True, slots=True)
class Move:
    """Stories that leave `home`, the address of the paper, for `away`, that of the archive."""

    home: str
    away: str
    stories: frozenset[str]
    """Their folders: "2019/07/28/bernal-wins/"."""
    _named: re.Pattern[str]

    def rewrite(self, text: str) -> str:
        """Return what a page, feed or list says when it names the stories where they are now.

        The id by which a feed knows a story stays: readers would see it as new.
        """
        return self._named.sub(self._rename, text)

    def _rename(self, named: re.Match[str]) -> str:
        id, address, path = named[1], named[2], named[3]
        if id or unescape(path) not in self.stories:
            return named[0]
        return f"{self.away if address == self.home else base_of(self.away)}/{path}"

    def lead_on(self, path: str, paper: str, lang: str) -> str:
        """Return what stands in the paper where a page of a story was."""
        place = path.removesuffix(INDEX)
        return redirect_page(place, f"{base_of(self.away)}/{place}", f"{self.away}/{place}", paper, lang)

    def lead_home(self, pages: Iterable[str], paper: str, lang: str) -> Iterator[tuple[str, str]]:
        """Yield (path, page) for the front, years and months of the archive: `pages` of the paper show them."""
        there = frozenset(pages)
        places = {"", *(story[:length] for story in self.stories for length in (5, 8))}
        for place in sorted(places):
            new = place if place and f"{place}{INDEX}" in there else "archive/"
            link, full = f"{base_of(self.home)}/{new}", f"{self.home}/{new}"
            yield f"{place}{INDEX}", redirect_page(place, link, full, paper, lang)

    def part_rows(self, sitemap: str) -> tuple[list[str], list[str]]:
        """Return the rows of a sitemap that the paper keeps, and those of the archive."""
        kept: list[str] = []
        gone: list[str] = []
        for row in _ROW.finditer(sitemap):
            (gone if self._lists(row) else kept).append(self.rewrite(row[0]))
        return kept, gone

    def drop_rows(self, sitemap: str) -> str:
        """Return a sitemap without the stories that move."""
        return _ROW.sub(lambda row: "" if self._lists(row) else row[0], sitemap)

    def _lists(self, row: re.Match[str]) -> bool:
        return unescape(row[1]).removeprefix(f"{self.home}/") in self.stories


def plan_move(home: str, away: str, before: int, sitemaps: Iterable[str], taken: Iterable[str]) -> Move:
    """Return the move of all stories from before a year that the sitemaps of the paper list.

    `taken` are the names at the root of the paper. RacenewsError says what is wrong with the wish.
    """
    home, away = home.rstrip("/"), away.rstrip("/")
    _check_addresses(home, away, taken)
    listed = {row[1].removeprefix(f"{home}/") for text in sitemaps for row in _ROW.finditer(text)}
    stories = {path for path in map(unescape, listed) if path and story_of(path) == path}
    gone = frozenset(path for path in stories if int(path[:4]) < before)
    years = sorted({path[:4] for path in stories})
    if not gone or gone == stories:
        span = f"from {years[0]} to {years[-1]}" if years else "without a date"
        raise RacenewsError(
            f"--archive-split {before}: {'all stories' if gone else 'no story'} would go; there are stories {span}. "
            "Name the first year that stays."
        )
    return Move(home, away, gone, _names_of_stories(home))


def _names_of_stories(home: str) -> re.Pattern[str]:
    """Return what finds addresses of stories, in full and as attributes have them, with the mark of a feed's id."""
    base = re.escape(base_of(home))
    site = rf'{re.escape(home)}|(?<=["=]){base}|(?<=, ){base}'
    return re.compile(rf'(<id>|<guid[^>]*>|"id": ")?({site})/(\d{{4}}/\d\d/\d\d/[^/"\'<>\s]+/)')


def base_of(address: str) -> str:
    """Return the path at which a site hangs: "" or "/news"."""
    return urlsplit(address).path.rstrip("/")


def check_archive_address(address: str) -> None:
    """Raise RacenewsError where this is no address at which an archive can stand."""
    if not _ADDRESS.match(address):
        raise RacenewsError(
            f'--archive-url "{address}": no address of an archive. It looks like https://example.org/news-archive, '
            "its path of letters a to z, figures, hyphens and dots, without a query."
        )


def _check_addresses(home: str, away: str, taken: Iterable[str]) -> None:
    """Raise RacenewsError unless both are sites of one host, neither inside the other's pages."""
    paper, archive = urlsplit(home), urlsplit(away)
    where = f'--archive-url "{away}"'
    check_archive_address(away)
    if not home:
        raise RacenewsError("The site does not know its address. Build it with --siteurl https://…")
    if (paper.scheme, paper.netloc) != (archive.scheme, archive.netloc):
        raise RacenewsError(
            f"{where}: it has to stand on the paper's host, whose style sheet and lists it uses: "
            f"{paper.scheme}://{paper.netloc}/NAME, where NAME is that of its repository."
        )
    first = archive.path.strip("/").partition("/")[0]
    inside = f"{archive.path}/".startswith(f"{paper.path}/") if paper.path else not first or first in set(taken)
    if inside or f"{paper.path}/".startswith(f"{archive.path}/"):
        raise RacenewsError(f"{where}: that is a place of the paper, {home}. Give the archive a name of its own.")
