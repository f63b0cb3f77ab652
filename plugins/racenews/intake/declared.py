"""What a page's markup says of its story: JSON-LD, OpenGraph, `<time>`, canonical address."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from racenews.intake.dates import find_dates
from racenews.types import Declared

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report)$")
MAX_JSON_CHARS = 500_000


def read_declared(soup: BeautifulSoup, root: Tag) -> Declared:
    """Return what the markup declares; what the reader sees (`h1`, `time`) comes before what machines see."""
    linked = next(_linked_articles(soup), {})
    title = _visible_title(soup, root) or _text(linked.get("headline")) or _site_title(soup)
    author = _author(linked.get("author")) or _meta(soup, "author", "article:author", "parsely-author")
    published = (
        _date(_text(linked.get("datePublished")))
        or _date(_meta(soup, "article:published_time", "datePublished", "date", "parsely-pub-date"))
        or _time(root)
    )
    canonical = soup.find("link", rel="canonical")
    url = str(canonical.get("href") or "") if isinstance(canonical, Tag) else ""
    url = url or _meta(soup, "og:url") or _text(linked.get("url")) or ""
    return Declared(
        title=title or None,
        author=None if author and re.match(r"https?://|@|www\.", author) else author or None,
        published=published,
        url=url if url.startswith(("http://", "https://")) else None,
    )


def _linked_articles(soup: BeautifulSoup) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects that call themselves an article; broken JSON is passed over."""
    for script in soup.find_all("script", type="application/ld+json"):
        raw = script.string or ""
        if len(raw) > MAX_JSON_CHARS:
            continue
        try:
            queue = [json.loads(raw)]
        except (ValueError, RecursionError):
            continue
        while queue:
            item = queue.pop(0)
            if isinstance(item, list):
                queue[:0] = item
            elif isinstance(item, dict):
                kinds = item.get("@type")
                for kind in kinds if isinstance(kinds, list) else [kinds]:
                    if isinstance(kind, str) and _ARTICLE_TYPES.search(kind):
                        yield item
                        break
                graph = item.get("@graph")
                if isinstance(graph, list):
                    queue.extend(graph)


def _text(value: object) -> str:
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else ""


def _author(value: object) -> str:
    """Return the names in a JSON-LD author: a string, a person, or a list of them."""
    if isinstance(value, list):
        return " and ".join(filter(None, (_author(v) for v in value[:3])))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def _meta(soup: BeautifulSoup, *names: str) -> str:
    for name in names:
        for key in ("property", "name", "itemprop"):
            tag = soup.find("meta", attrs={key: name})
            if isinstance(tag, Tag) and (value := _text(tag.get("content"))):
                return value
    return ""


def _visible_title(soup: BeautifulSoup, root: Tag) -> str:
    """Return the story's `h1`: the one in its root, or the only one of the page."""
    inside = root.find("h1")
    every = soup.find_all("h1")
    chosen = inside if isinstance(inside, Tag) else every[0] if len(every) == 1 else None
    return _text(chosen.get_text(" ")) if chosen is not None else ""


def _site_title(soup: BeautifulSoup) -> str:
    """Return the page's title without the site's name behind it."""
    title = _meta(soup, "og:title", "twitter:title") or (_text(soup.title.get_text(" ")) if soup.title else "")
    site = _meta(soup, "og:site_name")
    pattern = rf"\s+[|–—-]\s+{re.escape(site)}$" if site else r"\s+[|–—]\s+[^|–—]{2,40}$"
    return re.sub(pattern, "", title)


def _date(value: str) -> dt.date | None:
    found = find_dates(value) if value else ()
    return found[0].date if found else None


def _time(root: Tag) -> dt.date | None:
    tag = root.find("time")
    if not isinstance(tag, Tag):
        return None
    return _date(_text(tag.get("datetime"))) or _date(_text(tag.get_text(" ")))
