"""`Site` -> sitemap.xml, news-sitemap.xml and robots.txt."""

from __future__ import annotations

import datetime as dt
import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from racenews.publish.feeds import printable
from racenews.publish.view_records import Announced, House, Site

MAX_URLS = 50_000  # sitemaps.org: a sitemap holds at most so many, then an index names several
NEWS_DAYS = 2  # Google News reads stories of the last two days
SITEMAP, NEWS_SITEMAP, ROBOTS = "sitemap.xml", "news-sitemap.xml", "robots.txt"
PACKED = ".gz"
"""How the parts of a large sitemap end: compressed, as sitemaps.org allows, they take a tenth of the room."""
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def as_published(path: str, text: str) -> bytes:
    """Return the bytes of a file of this text: compressed where its path says so, the same each time."""
    data = text.encode()
    return gzip.compress(data, mtime=0) if path.endswith(PACKED) else data


def text_of(path: str, data: bytes) -> str:
    """Return the text of a file that was published; ValueError where it is damaged."""
    try:
        return (gzip.decompress(data) if path.endswith(PACKED) else data).decode()
    except (OSError, EOFError, zlib.error) as fault:
        raise ValueError(f"cannot be unpacked: {fault}") from fault


def all_maps(
    site: Site, other_pages: Iterable[str], today: dt.date, per_map: int = MAX_URLS
) -> Iterator[tuple[str, str]]:
    """Yield sitemaps and robots.txt as (path below the output folder, text).

    `other_pages` are the paths of the pages that are no stories; "" is the front page.
    """
    house = site.house
    urls = [_url(house.address(path)) for path in sorted(set(other_pages))]
    urls += [_url(house.address(s.card.path), s.card.date) for s in sorted(site.announced, key=lambda s: s.card.path)]
    yield from lay_out_maps(house.address, urls, per_map)
    yield NEWS_SITEMAP, news_sitemap(house, site.announced, today)
    yield ROBOTS, robots(house)


def news_sitemap(house: House, stories: Sequence[Announced], today: dt.date) -> str:
    """Return the news sitemap: stories of the last 48 hours, counted in whole days before `today`."""
    oldest = today - dt.timedelta(days=NEWS_DAYS)
    rows = "".join(
        f"<url><loc>{escape(house.address(s.card.path))}</loc><news:news><news:publication>"
        f"<news:name>{escape(printable(house.name))}</news:name><news:language>{house.lang}</news:language>"
        f"</news:publication><news:publication_date>{s.card.date.isoformat()}</news:publication_date>"
        f"<news:title>{escape(printable(s.card.title))}</news:title></news:news></url>\n"
        for s in stories
        if s.card.date and oldest <= s.card.date <= today
    )
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"{_XML}<urlset {_NS} {news}>\n{rows}</urlset>\n"


def robots(house: House) -> str:
    """Return robots.txt: everything may be read, and here are the maps."""
    maps = "".join(f"Sitemap: {house.address(name)}\n" for name in (SITEMAP, NEWS_SITEMAP))
    return f"User-agent: *\nAllow: /\n\n{maps}"


def lay_out_maps(
    address: Callable[[str], str], urls: Sequence[str], per_map: int = MAX_URLS
) -> Iterator[tuple[str, str]]:
    """Yield the sitemap of these rows, or several and one that names them. `address` tells where each will stand.

    `as_published` makes the bytes of each.
    """
    if len(urls) <= per_map:
        yield SITEMAP, f"{_XML}<urlset {_NS}>\n{''.join(urls)}</urlset>\n"
        return
    parts = [urls[i : i + per_map] for i in range(0, len(urls), per_map)]
    names = [f"sitemap-{number}.xml{PACKED}" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, f"{_XML}<urlset {_NS}>\n{''.join(part)}</urlset>\n"
    rows = "".join(f"<sitemap><loc>{escape(address(name))}</loc></sitemap>\n" for name in names)
    yield SITEMAP, f"{_XML}<sitemapindex {_NS}>\n{rows}</sitemapindex>\n"


def _url(address: str, day: dt.date | None = None) -> str:
    lastmod = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{lastmod}</url>\n"
