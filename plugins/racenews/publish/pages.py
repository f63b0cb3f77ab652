"""`Site` -> the pages to print, one plan each: where, with which template, showing what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from racenews.publish.search_records import FACETS, plan_shelves, searched_whole_since
from racenews.publish.view_records import Card, Head, Season, Site
from racenews.words import Words

TOPIC_STORIES = 24  # rows on one page of a topic or an author


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page to print: its file below the output folder, its template, and what the template sees."""

    path: str
    template: str
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list that runs over several. Page 1 lies in `folder`, the others in `folder`page/N/."""

    number: int
    pages: int
    folder: str
    cards: tuple[Card, ...]

    def path(self, number: int) -> str:
        """Return the path of a page of this list."""
        return self.folder if number == 1 else f"{self.folder}page/{number}/"

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the pages to name: the first, the last, and those around this one; 0 stands for a gap."""
        near = {1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)}
        shown: list[int] = []
        for number in sorted(near):
            if shown and number - shown[-1] > 1:
                shown.append(number - 1 if number - shown[-1] == 2 else 0)
            shown.append(number)
        return tuple(shown)


def list_pages(site: Site) -> Iterator[PagePlan]:
    """Yield every page but stories and hand-written pages. Each context holds `head` and the template's own names."""
    words = site.house.words
    yield from _front(site)
    yield from _topics(site)
    yield from _authors(site)
    yield from _archive(site)
    yield _search(site)
    yield PagePlan(
        "404.html",
        "404.html",
        {"head": _static(words, "missing", "404.html", False)},
    )


def _search(site: Site) -> PagePlan:
    words = site.house.words
    head = _static(words, "search", "search/")
    shelves = plan_shelves(site.stories, site.house.full_text_stories)
    since = words.long_date(searched_whole_since(site.stories, site.house.full_text_stories))
    older = [shelf.name for shelf in shelves[1:]]
    return _plan("search.html", head, older=older, since=since, facets=FACETS, spoken=_spoken(words))


def _spoken(words: Words) -> str:
    """Return as JSON what the script of the search page says."""
    said = {
        "undated": words.say("dates.undated"),
        "date": words.find("dates.short"),
        "months": words.texts("dates.months_short"),
        "none": words.say("search.none"),
        "noneFor": words.find("search.none_for"),
        "found": words.forms("count.story"),
        "foundFor": words.forms("search.found_for"),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _plan(template: str, head: Head, **context: object) -> PagePlan:
    return PagePlan(f"{head.path}index.html", template, {"head": head, **context})


def _static(words: Words, table: str, path: str, listed: bool = True) -> Head:
    title, description = words.say(f"{table}.title"), words.say(f"{table}.description")
    return Head(title, description, path, section=path.rstrip("/"), listed=listed)


def split(cards: Sequence[Card], size: int, folder: str, first: int | None = None) -> tuple[Page, ...]:
    """Split a list into pages of `size` (the first of `first`); an empty list is one empty page."""
    first = first or size
    starts = [0, *range(first, len(cards), size)]
    ends = [*starts[1:], len(cards)]
    return tuple(
        Page(number, len(starts), folder, tuple(cards[start:end]))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _paged(head: Head, page: Page, words: Words) -> Head:
    """Return the head of a later page: its own title, address and no claim to the first page's feed."""
    if page.number == 1:
        return head
    return replace(
        head, title=words.say("list.later_page", title=head.title, n=str(page.number)), path=page.path(page.number)
    )


def _latest(head: Head, page: Page, words: Words) -> Head:
    return replace(head, title=words.say("front.latest_page", n=str(page.number)))


def _front(site: Site) -> Iterator[PagePlan]:
    words = site.house.words
    head = Head(site.house.name, site.house.description, "", section="latest")
    on_front = 1 + len(site.front.seconds) + len(site.front.river)
    for page in split(site.order, site.house.stories_per_page, "", first=on_front):
        shown = head if page.number == 1 else _latest(_paged(head, page, words), page, words)
        yield _plan("front.html", shown, page=page, front=site.front)


def seasons(cards: Sequence[Card]) -> tuple[Season, ...]:
    """Group cards, newest first, by their year."""
    return tuple(
        Season(year, tuple(group)) for year, group in groupby(cards, key=lambda c: str(c.date.year) if c.date else "")
    )


def _topics(site: Site) -> Iterator[PagePlan]:
    for index in site.indexes:
        yield _plan("topic_index.html", index.head, index=index)
    for topic in site.topics:
        for page in split(topic.cards, TOPIC_STORIES, topic.link.path):
            yield _plan(
                "topic.html",
                _paged(topic.head, page, site.house.words),
                topic=topic,
                page=page,
                seasons=seasons(page.cards),
            )


def _authors(site: Site) -> Iterator[PagePlan]:
    yield _plan(
        "authors.html",
        _static(site.house.words, "authors", "authors/"),
        authors=site.authors,
    )
    for author in site.authors:
        for page in split(author.cards, TOPIC_STORIES, author.link.path):
            yield _plan("author.html", _paged(author.head, page, site.house.words), author=author, page=page)


def _archive(site: Site) -> Iterator[PagePlan]:
    words = site.house.words
    yield _plan("archive.html", _static(words, "archive", "archive/"), years=site.years)
    for year in site.years:
        yield _plan("year.html", year.head, year=year)
        for month in year.months:
            yield _plan("month.html", month.head, month=month)
    if site.undated:
        title, description = words.say("archive.undated_title"), words.say("archive.undated_description")
        head = Head(title, description, "undated/", section="archive")
        for page in split(site.undated, TOPIC_STORIES, head.path):
            yield _plan("undated.html", _paged(head, page, words), page=page)
