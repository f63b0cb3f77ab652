"""What a page's markup says of its story: JSON-LD, OpenGraph, `<time>`, bylines, canonical address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from racenews.intake.dates import find_dates
from racenews.intake.day_order import OPEN_DATE, pick_day
from racenews.intake.head import Head
from racenews.intake.header_lines import read_head_line
from racenews.intake.markup import Block, Element, Markup, clean_line
from racenews.intake.markup_title import bare_title
from racenews.types import Declared, Span

MAX_BYLINE_WORDS = 12
MAX_SITE_WORDS = 4
MIN_STANDFIRST_WORDS = 6
MAX_HEAD_BLOCKS = 12  # between headline and story: byline, dates, reading time, shares
_BYLINE = re.compile(r"(?:(?:posted|published|written|words|text|story|report)\s+)?by\s+(?=[A-ZÀ-ÞĀ-Ž])", re.IGNORECASE)
_AUTHOR = re.compile(r"\bauthor\b|byline", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"https?://|@|www\.")
_BEHIND_NAME = re.compile(
    r"\s*(?:[|·•–—,]|\b(?:published|updated|posted|last updated|on|at|in)\b|\d).*$", re.IGNORECASE
)


def read_declared(page: Markup, head: Head, title_at: int | None, first: int, last: int) -> Declared:
    """Return what the markup declares; what the reader sees (`h1`, `time`) comes before what machines see.

    `title_at` is the block of the headline, `first` and `last` bound the blocks of the story: a byline or a date
    in between is the story's own.
    """
    article = next(iter(head.articles), {})
    title = page.blocks[title_at].text if title_at is not None else _text(article.get("headline"))
    title = bare_title(title, page, head, is_shown=True) if title else _site_title(page, head)
    metas = head.metas
    author = _author(article.get("author")) or _first(metas, "author", "article:author", "parsely-author")
    if not author or _NOT_A_NAME.match(author):
        author = _byline(page, title_at, first)
    published = (
        _date(_text(article.get("datePublished")), page, first, last)
        or _date(
            _first(metas, "article:published_time", "datepublished", "date", "parsely-pub-date"), page, first, last
        )
        or _time(page, title_at, first, last)
    )
    url = head.canonical or _first(metas, "og:url") or _text(article.get("url"))
    return Declared(
        title=title or None,
        author=author or None,
        published=published,
        url=url if url.startswith(("http://", "https://")) else None,
    )


def _text(value: object) -> str:
    return clean_line(value) if isinstance(value, str) else ""


def _first(metas: dict[str, str], *names: str) -> str:
    return next((metas[name] for name in names if metas.get(name)), "")


def _author(value: object) -> str:
    """Return the names in a JSON-LD author: a string, a person, or a list of them."""
    if isinstance(value, list):
        return " and ".join(filter(None, (_author(v) for v in value[:3])))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def find_title(page: Markup, head: Head, first: int, last: int) -> int | None:
    """Return the block of the story's headline: its `h1`, or the `h2` that the head declares where that names the site.

    A headline has more words than the name of a paper: a longer `h1` always counts.
    """
    title_at = _first_heading(page, first, last)
    if title_at is None or len(page.blocks[title_at].text.split()) > MAX_SITE_WORDS:
        return title_at
    said = {" ".join(title.split()) for title in head.headlines}
    if page.blocks[title_at].text in said:
        return title_at
    lower = (i for i, block in enumerate(page.blocks[: last + 1]) if block.element.tag in ("h2", "h3"))
    return next((i for i in lower if page.blocks[i].text in said), title_at)


def _first_heading(page: Markup, first: int, last: int) -> int | None:
    """Return the block of the story's `h1`: the nearest above its text, else the first in it, else the only one."""
    every = [i for i, block in enumerate(page.blocks) if block.element.tag == "h1"]
    above = [i for i in every if i <= first]
    inside = [i for i in every if first < i < last]
    if above and (len(every) == 1 or _share_article(page.blocks[above[-1]], page.blocks[first])):
        return above[-1]
    if inside:
        return inside[0]
    return every[0] if len(every) == 1 else None


def find_standfirst(page: Markup, head: Head, title_at: int | None, first: int) -> int | None:
    """Return the block between headline and story that the head declares word for word to be its description."""
    if title_at is None:
        return None
    for i in range(title_at + 1, min(first, title_at + 1 + MAX_HEAD_BLOCKS)):
        text = page.blocks[i].text
        if len(text.split()) >= MIN_STANDFIRST_WORDS and any(_begin_alike(text, said) for said in head.descriptions):
            return i
    return None


def _begin_alike(text: str, description: str) -> bool:
    """Tell whether a description is the text, or breaks off in it as descriptions do."""
    said = description.rstrip(" .…")
    return text.startswith(said) and len(said.split()) >= MIN_STANDFIRST_WORDS


def _share_article(one: Block, other: Block) -> bool:
    """Tell whether two blocks stand in one `article`, `main`, or in none."""
    return _article(one.element) is _article(other.element) or _article(one.element) is None


def _article(element: Element | None) -> Element | None:
    while element is not None and element.tag not in ("article", "main"):
        element = element.up
    return element


def _head_blocks(page: Markup, title_at: int | None, first: int) -> Sequence[Block]:
    """Return the short blocks between headline and story."""
    if title_at is None:
        return ()
    stop = first if first > title_at else title_at + 1 + MAX_HEAD_BLOCKS
    blocks = page.blocks[title_at + 1 : min(stop, title_at + 1 + MAX_HEAD_BLOCKS)]
    return [b for b in blocks if len(b.text.split()) <= MAX_BYLINE_WORDS]


def _byline(page: Markup, title_at: int | None, first: int) -> str:
    """Return the name in the byline under the headline, or in the block that the markup calls an author's."""
    for block in _head_blocks(page, title_at, first):
        if found := _BYLINE.match(block.text):
            return _BEHIND_NAME.sub("", block.text[found.end() :])
        called = f"{block.element.name} {block.element.hints}"
        if _AUTHOR.search(called) and 2 <= len(block.text.split()) <= 4 and not re.search(r"\d|:", block.text):
            return block.text
    for block in _head_blocks(page, title_at, first):
        # WordPress prints "Posted on May 12, 2024 by Tove Falk" in one line, the author's card in the midst of it.
        line = read_head_line(block.text, Span(0, len(block.text)))
        if line.explained and line.certain and line.author:
            return line.author
    return ""


def _site_title(page: Markup, head: Head) -> str:
    """Return the page's title without the site's name behind it."""
    title = _first(head.metas, "og:title", "twitter:title") or head.title
    return bare_title(title, page, head)


def _date(value: str, page: Markup, first: int, last: int) -> dt.date | None:
    """Return the day in `value`; where its figures leave the order open, the story has a say."""
    found = find_dates(value) if value else ()
    if not found or not OPEN_DATE.match(value, found[0].span.start):
        return found[0].date if found else None
    story = "\n".join([value, *(block.text for block in page.blocks[first : last + 1])])
    return pick_day(found[0].date, story, found[0].span.start)


def _time(page: Markup, title_at: int | None, first: int, last: int) -> dt.date | None:
    """Return the date of the first `<time>` from the headline to the story's end; else of a line in between."""
    start = min(first, title_at if title_at is not None else first)
    for at, stamp in page.times:
        if start <= at <= last and (date := _date(stamp, page, first, last)):
            return date
    for block in _head_blocks(page, title_at, first):
        dated = block.element.tag == "time" or "date" in f"{block.element.name} {block.element.hints}".lower()
        if dated and (date := _date(block.text, page, first, last)):
            return date
    for block in _head_blocks(page, title_at, first):
        line = read_head_line(block.text, Span(0, len(block.text)))  # "Published 14 April 2024", as in a text
        if line.explained and line.published:
            is_open = OPEN_DATE.search(block.text)
            return _date(block.text, page, first, last) if is_open else line.published
    return None
