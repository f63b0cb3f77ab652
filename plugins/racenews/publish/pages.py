"""`Site` -> the pages to print, one plan each: where, with which template, showing what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from racenews.publish.search_records import FACETS, plan_shelves, searched_whole_since
from racenews.publish.view_records import (
    Card,
    DayView,
    Front,
    Head,
    MonthView,
    Season,
    Site,
    TopicIndex,
    TopicView,
    YearRow,
)
from racenews.words import Words

TOPIC_STORIES = 12  # rows with pictures on the first page of a topic or an author
OLDER_STORIES = 200  # lines on each page behind the first; each page has some 3 kB around them
FRONT_PAGES = 20  # of the newest headlines; behind them the archive has all, by their days
MONTH_STORIES = 60  # rows on the first page of a month: two a day, which most papers never reach; then lines
AUTHORS_TO_FIND = 24  # names on the search page


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
    behind: str = ""
    """The path of what tells more where this is the last page, "" where nothing does."""

    @property
    def url(self) -> str:
        """Return the path of this page, by the name under which plug-ins of Pelican's ask pages for it."""
        return self.path(self.number)

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
    shelves = plan_shelves(site.announced, site.house.full_text_stories)
    since = words.long_date(searched_whole_since(shelves))
    return _plan(
        "search.html",
        head,
        form=site.house.search and bool(site.stories),
        whole=[shelf.name for shelf in shelves[1:] if shelf.whole],
        older=[shelf.name for shelf in shelves if not shelf.whole],
        since=since,
        facets=FACETS,
        spoken=_spoken(words),
        indexes=tuple(_without_entries(index) for index in site.indexes),
        years=site.year_rows,
        authors=tuple(author.link for author in site.authors[:AUTHORS_TO_FIND]),
        bylines=len(site.authors),
    )


def _spoken(words: Words) -> str:
    """Return as JSON what the script of the search page says."""
    said = {
        "undated": words.say("dates.undated"),
        "date": words.find("dates.short"),
        "months": words.texts("dates.months_short"),
        "news": words.say("search.news"),
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
    """Split a list into pages of `size` (the first of `first`); an empty list is one empty page.

    Where the last page would not be full, the second is not: a new story then changes the first two pages, and the
    archive behind them stays as it is until the second is full.
    """
    first = first or size
    behind = max(0, len(cards) - first)
    starts = [0, *range(first, len(cards), size)]
    starts[2:] = [start - (-behind % size) for start in starts[2:]]
    ends = [*starts[1:], len(cards)]
    return tuple(
        Page(number, len(starts), folder, tuple(cards[start:end]))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _paged(head: Head, page: Page, words: Words) -> Head:
    """Return the head of a later page: its own title and address, and nothing that a newer story would change."""
    if page.number == 1:
        return head
    return _named(head, page, words.say("list.later_page", title=head.title, n=str(page.number)))


def _named(head: Head, page: Page, title: str) -> Head:
    return replace(head, title=title, description=f"{title}.", path=page.path(page.number))


def _front(site: Site) -> Iterator[PagePlan]:
    words = site.house.words
    head = Head(site.house.name, site.house.description, "", section="latest")
    on_front = 1 + len(site.front.seconds) + len(site.front.river)
    pages = split(site.order, site.house.stories_per_page, "", first=on_front)
    if len(pages) > FRONT_PAGES:
        pages = tuple(replace(page, pages=FRONT_PAGES, behind="archive/") for page in pages[:FRONT_PAGES])
    for page in pages:
        if page.number == 1:
            yield _plan("front.html", head, page=page, front=site.front)
        else:
            later = _named(head, page, words.say("front.latest_page", n=str(page.number)))
            yield _plan("front.html", later, page=page, front=Front(None, (), (), (), ()))


def seasons(cards: Sequence[Card]) -> tuple[Season, ...]:
    """Group cards, newest first, by their year."""
    return tuple(
        Season(year, tuple(group)) for year, group in groupby(cards, key=lambda c: str(c.date.year) if c.date else "")
    )


def _without_entries(index: TopicIndex) -> TopicIndex:
    """Return the list with its letters and one name below each, so that it changes when a letter does."""
    return replace(index, letters=tuple(replace(letter, entries=letter.entries[:1]) for letter in index.letters))


def _topics(site: Site) -> Iterator[PagePlan]:
    for index in site.indexes:
        yield _plan("topic_index.html", index.head, index=index)
    for topic in site.topics:
        shown = replace(topic, cards=())  # a page shows those of its own
        for page in split(topic.cards, OLDER_STORIES, topic.link.path, first=TOPIC_STORIES):
            head = _paged(topic.head, page, site.house.words)
            own = shown if page.number == 1 else _later_topic(shown, head)
            yield _plan("topic.html", head, topic=own, page=page, seasons=seasons(page.cards))


def _later_topic(topic: TopicView, head: Head) -> TopicView:
    """Return a topic as its later pages show it: by name, for what is counted stands on the first."""
    return replace(
        topic, head=head, link=replace(topic.link, count=0), intro="", facts=(), names=(), timeline=None, rankings=(),
        plate="", caption="",
    )  # fmt: skip


def _authors(site: Site) -> Iterator[PagePlan]:
    yield _plan(
        "authors.html",
        _static(site.house.words, "authors", "authors/"),
        authors=tuple(replace(author, cards=author.cards[:1]) for author in site.authors),  # the newest is shown
    )
    for author in site.authors:
        shown = replace(author, cards=())
        for page in split(author.cards, OLDER_STORIES, author.link.path, first=TOPIC_STORIES):
            head = _paged(author.head, page, site.house.words)
            link = replace(author.link, count=0)
            own = shown if page.number == 1 else replace(shown, head=head, link=link, intro="", rankings=())
            yield _plan("author.html", head, author=own, page=page)


def _month(month: MonthView, rows: Sequence[YearRow], words: Words) -> Iterator[PagePlan]:
    """Yield the pages of a month. The first has its calendar, which leads to the page on which each day begins."""
    pages = split(month.cards, OLDER_STORIES, month.head.path, first=MONTH_STORIES)
    shown = replace(month, days=())
    days = [tuple(_days_on(page, month)) for page in pages]
    begins = {day.day: page.path(page.number) for page, on in zip(pages[::-1], days[::-1], strict=True) for day in on}
    elsewhere = {day: path for day, path in begins.items() if path != month.head.path}
    for page, on in zip(pages, days, strict=True):
        head = _paged(month.head, page, words)
        first = page.number == 1
        own = shown if first else replace(shown, head=head, count=0, weeks=(), earlier=None, later=None)
        more = {"years": rows, "elsewhere": elsewhere} if first else {"years": (), "elsewhere": {}}
        yield _plan("month.html", head, month=own, page=replace(page, cards=()), days=on, **more)


def _days_on(page: Page, month: MonthView) -> Iterator[DayView]:
    """Yield the days that have stories on a page, each with those alone."""
    days = {day.day: day for day in month.days}
    for number, cards in groupby(page.cards, key=lambda card: card.date.day if card.date else 0):
        yield replace(days[number], cards=tuple(cards))


def _archive(site: Site) -> Iterator[PagePlan]:
    rows, undated = site.year_rows, len(site.undated)
    words = site.house.words
    head = _static(words, "archive", "archive/")
    yield _plan("archive.html", head, years=rows, stories=len(site.stories), undated=undated)
    for year, row in zip(site.years, rows, strict=True):
        yield _plan("year.html", year.head, year=replace(year, columns=()), years=(row,))
        for month in year.months:
            yield from _month(month, (row,), words)
    if site.undated:
        title, description = words.say("archive.undated_title"), words.say("archive.undated_description")
        head = Head(title, description, "undated/", section="archive")
        for page in split(site.undated, TOPIC_STORIES, head.path):
            yield _plan("undated.html", _paged(head, page, words), page=page, undated=undated)
