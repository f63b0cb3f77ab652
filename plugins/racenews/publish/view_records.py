"""What the templates see: small frozen records, each already in the words of the page.

Paths are relative to the site's root and carry no base path ("riders/mark-cavendish/"), so a record is the same
wherever the site is hung up; templates write `{{ house.base }}/{{ link.path }}`.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from racenews.palette import Palette
from racenews.publish.photo import Photo
from racenews.publish.plate import PlateFacts, draw_plate
from racenews.types import Mention, TopicKind
from racenews.words import Words, english

NEWEST_WITH_CARD = 300

PREFETCH = '{"prefetch":[{"where":{"href_matches":"/*/"},"eagerness":"moderate"}]}'
"""Speculation rules: browsers that know them fetch a page on which the pointer rests, before it is asked for.
theme/static/js/slash.js brings them in; the policy of each page knows them by their digest and lets no others in."""
_PREFETCH_HASH = base64.b64encode(hashlib.sha256(PREFETCH.encode()).digest()).decode()

CONTENT_POLICY = "default-src 'none';" + ";".join(
    f"{kind}-src 'self'" for kind in ("img", "style", "font", "connect")
) + f";script-src 'self' 'sha256-{_PREFETCH_HASH}';base-uri 'none';form-action 'self'"  # fmt: skip
"""What a page may load and run: files of this site, nothing inline but `PREFETCH`, nothing from elsewhere."""
SEARCH_POLICY = CONTENT_POLICY.replace("script-src 'self'", "worker-src 'self';script-src 'self' 'wasm-unsafe-eval'")
"""On the search page WebAssembly may run besides; it is compiled, never made of text as `eval` would."""
FRONT_POLICY = CONTENT_POLICY.replace("script-src 'self'", "manifest-src 'self';script-src 'self'")
"""The front page alone names a manifest."""


@dataclass(frozen=True, slots=True)
class House:
    """What the newspaper says of itself. `base` is "" or "/repo"; `siteurl` is absolute, base included, or ""."""

    name: str = "Flamme Rouge"
    tagline: str = "Race news, kept clean"
    description: str = "Race news, kept clean: riders, teams and races of professional cycling."
    desk: str = "Race Desk"
    lang: str = "en"
    base: str = ""
    siteurl: str = ""
    stories_per_page: int = 100
    """How many headlines stand on each page behind the front page."""
    receipts: bool = False
    search: bool = False
    """Whether stories are put into an index, so that the search page may have a form."""
    full_text_stories: int = 2_000
    """Of so many, the newest, the search knows the whole text."""
    social_cards: int = NEWEST_WITH_CARD
    """How many of the newest stories have a card of their own where they are shared."""
    about: bool = True
    """Whether there is a page at about/, so that the sections may name it."""
    today: dt.date | None = None
    """The day of the edition; stories are aged against it. The clock is never read here."""
    words: Words = field(default_factory=english)
    """What the paper itself says, in its language."""

    @property
    def content_policy(self) -> str:
        """Return the Content-Security-Policy of a page; GitHub Pages sends no headers, so it stands in the page."""
        return CONTENT_POLICY

    @property
    def front_policy(self) -> str:
        """Return the Content-Security-Policy of the front page."""
        return FRONT_POLICY

    @property
    def search_policy(self) -> str:
        """Return the Content-Security-Policy of the search page."""
        return SEARCH_POLICY if self.search else CONTENT_POLICY

    @property
    def front_title(self) -> str:
        """Return the front page's title: "Flamme Rouge: race news, kept clean"."""
        if not self.tagline:
            return self.name
        lowered = f"{self.tagline[:1].lower()}{self.tagline[1:]}"
        return self.words.say("head.front", paper=self.name, tagline=self.tagline, lowered=lowered)

    @property
    def wordmark(self) -> tuple[str, str]:
        """Return the name in two parts; the kite hangs between them, or after a name of one word."""
        first, _, rest = self.name.partition(" ")
        return first, rest

    def address(self, path: str = "") -> str:
        """Return the full address of a path; without a site address, the root-relative one."""
        return f"{self.siteurl or self.base}/{path}"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in a page's `<head>`. `title` is unique on the site and lacks the paper's name."""

    title: str
    description: str
    path: str
    section: str = ""
    """The id of the section whose kite flies: latest, riders, teams, races, archive, about, search."""
    feed: str = ""
    """The path of the page's own Atom feed, where it has one."""
    kind: str = "website"
    listed: bool = True
    """Whether search engines are asked to list the page."""


@dataclass(frozen=True, slots=True)
class Swatch:
    """A small square of colour: a race family by its name, or a kit by two colours. Never text."""

    family: str = ""
    colours: tuple[str, ...] = ()

    @property
    def kit(self) -> str:
        """Return the kit's name in the style sheet, its colours in a row; "" for a race family."""
        return "".join(colour.lstrip("#") for colour in self.colours)


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a topic, an author or a list, with the number of stories behind it (0: not said)."""

    name: str
    path: str
    count: int = 0
    swatch: Swatch | None = None
    share: int = 0
    """Its count as a percentage of the largest in its list, for the bar of a ranked list."""


@dataclass(frozen=True, slots=True)
class Card:
    """A story as it is announced on other pages."""

    path: str
    title: str
    date: dt.date | None
    author: Link
    kicker: Link | None
    standfirst: str
    plate: str
    """The path of the picture that is drawn of its facts."""
    photo: Photo | None = None
    """Takes the place of the plate."""


class Announced(Protocol):
    """A story as far as lists, maps and pictures know it."""

    @property
    def source(self) -> str:
        """Return the name of the file that the story came in."""

    @property
    def card(self) -> Card:
        """Return how it is announced."""

    @property
    def plate(self) -> PlateFacts:
        """Return what its picture is drawn from."""


@dataclass(frozen=True, slots=True)
class RailGroup:
    """One block of the rail beside a story: its riders, its teams, its races."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything the page of one story shows besides its body."""

    source: str
    head: Head
    card: Card
    standfirst: str
    """Empty where it would only repeat the first paragraph."""
    minutes: int
    """How long it takes to read."""
    caption: str
    """How to read the plate."""
    age: str
    """"This story is seven years old.", or "" for one younger than two."""
    made: tuple[str, ...]
    """How this page was made, in whole sentences."""
    credits: tuple[str, ...]
    source_domain: str
    source_url: str
    rail: tuple[RailGroup, ...]
    earlier: Card | None
    later: Card | None
    related: tuple[Card, ...]
    social: str
    """The path of its card where it is shared; "" where its photograph or the card of the house stands for it."""
    family: str
    """The race family, for the colour of a result sheet's first row."""

    @property
    def topics(self) -> tuple[Link, ...]:
        """Return every topic of the rail in its order."""
        return tuple(link for group in self.rail for link in group.links)


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value on a topic page, with a small note below."""

    term: str
    value: str
    note: str = ""
    path: str = ""
    """Where the value leads, if anywhere."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One drawing on a timeline: `x` in per cent of the width, `height` in pixels above the axis."""

    x: str
    height: int
    hot: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """When a topic was in the news: a kite a story, or where those are many a bar a month."""

    title: str
    ticks: tuple[Mark, ...]
    labels: tuple[str, ...]
    marks: tuple[Mark, ...]
    """The kites; none where there are bars."""
    bars: str
    """The bars as the path of an SVG, "" where there are kites."""
    rows: tuple[Link, ...]
    """The years, newest first, each with the number of its stories."""
    key: str
    """One sentence: how to read it."""

    @property
    def years(self) -> tuple[tuple[Mark, str], ...]:
        """Return each tick with its label."""
        return tuple(zip(self.ticks, self.labels, strict=True))


@dataclass(frozen=True, slots=True)
class Season:
    """The stories of one year on a topic page; "" where the date is not known."""

    year: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranked list with its heading."""

    title: str
    links: tuple[Link, ...]
    unit: str = "story"
    """What is counted: "story", or "shared" for stories that name both."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A rider, team, race or subject with all its stories, newest first."""

    kind: TopicKind
    id: str
    head: Head
    link: Link
    intro: str
    cards: tuple[Card, ...]
    facts: tuple[Fact, ...]
    names: tuple[tuple[str, str], ...]
    """Names by year, newest first: ("2019–2021", "Deceuninck–Quick-Step")."""
    timeline: Timeline | None
    rankings: tuple[Ranking, ...]
    kicker: Link | None
    plate: str
    caption: str
    record: Mapping[str, object] = field(default_factory=dict)
    """What it is, for machines, without addresses; {} for a subject."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name in an A–Z list: the part it is filed under, and the rest."""

    lead: str
    rest: str
    link: Link


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of an A–Z list. `anchor` is empty where nothing is filed."""

    letter: str
    entries: tuple[IndexEntry, ...]

    @property
    def anchor(self) -> str:
        """Return the id of the letter's heading."""
        return "" if not self.entries else "letter-" + ("other" if self.letter == "#" else self.letter.lower())


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """All topics of one kind, from A to Z."""

    kind: TopicKind
    head: Head
    letters: tuple[Letter, ...]
    count: int
    top: Ranking | None


@dataclass(frozen=True, slots=True)
class AuthorView:
    """One byline with its stories, newest first. `desk` marks the house's own."""

    head: Head
    link: Link
    desk: bool
    cards: tuple[Card, ...]
    intro: str
    rankings: tuple[Ranking, ...]
    bio: str = ""
    web: tuple[Link, ...] = ()
    """The author's own pages elsewhere; their paths are full addresses."""


@dataclass(frozen=True, slots=True)
class DayView:
    """The stories of one day of a month."""

    day: int
    label: str
    cards: tuple[Card, ...]

    @property
    def anchor(self) -> str:
        """Return the id of the day's heading."""
        return f"d{self.day}"


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """A square of a month's calendar: day 0 lies outside the month."""

    day: int
    count: int


@dataclass(frozen=True, slots=True)
class MonthView:
    """One month that has stories, newest day first."""

    year: int
    month: int
    name: str
    head: Head
    days: tuple[DayView, ...]
    count: int
    weeks: tuple[tuple[CalendarCell, ...], ...]
    heat: int
    """1 to 6: how busy it was beside the busiest month."""
    earlier: Link | None
    later: Link | None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Return its stories, newest first."""
        return tuple(card for day in self.days for card in day.cards)


@dataclass(frozen=True, slots=True)
class YearView:
    """One year that has stories, newest month first, and its twelve columns (None: no story)."""

    year: int
    head: Head
    months: tuple[MonthView, ...]
    columns: tuple[MonthView | None, ...]
    count: int
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month in the table of all years."""

    name: str
    path: str
    count: int
    heat: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year in the table of all years, with its twelve months (None: no story)."""

    year: int
    path: str
    columns: tuple[MonthCell | None, ...]


@dataclass(frozen=True, slots=True)
class RaceStrip:
    """A race on the front page, with its newest stories."""

    link: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: one lead, two seconds, the river, and what is in the news."""

    lead: Card | None
    seconds: tuple[Card, ...]
    river: tuple[Card, ...]
    rankings: tuple[Ranking, ...]
    strips: tuple[RaceStrip, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around its own: the sections, and the A–Z lists that there are."""

    sections: tuple[Link, ...]
    """In the order of the masthead."""
    lists: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The whole newspaper as records. Stories are newest first, undated last.

    Templates never see it whole, or every page would depend on every story: as `site` they see its `frame`.
    """

    house: House
    stories: Sequence[StoryView]
    """Each is made when it is asked for: ask no oftener than is needed."""
    announced: Sequence[Announced]
    """The same stories, as far as other pages know them: these are at hand."""
    topics_of: Callable[[int], tuple[Link, ...]]
    """Returns the topics of the story at a place in `stories`."""
    front: Front
    order: tuple[Card, ...]
    """The front page and the pages after it: the lead, then everything else, newest first."""
    topics: tuple[TopicView, ...]
    indexes: tuple[TopicIndex, ...]
    authors: tuple[AuthorView, ...]
    years: tuple[YearView, ...]
    undated: tuple[Card, ...]
    by_topic: Mapping[tuple[TopicKind, str], TopicView]
    topic_plates: Mapping[str, PlateFacts]
    palette: Palette

    @property
    def frame(self) -> Frame:
        """Return what every page shows around its own."""
        say = self.house.words.say
        sections = (
            Link(say("section.latest"), ""),
            Link(say("section.riders"), "riders/"),
            Link(say("section.teams"), "teams/"),
            Link(say("section.races"), "races/"),
            Link(say("section.archive"), "archive/"),
            *([Link(say("section.about"), "about/")] if self.house.about else []),
            Link(say("section.search"), "search/"),
        )
        return Frame(sections, tuple(Link(index.head.title, index.head.path) for index in self.indexes))

    @property
    def year_rows(self) -> tuple[YearRow, ...]:
        """Return the table of all years, newest first."""
        return tuple(
            YearRow(
                year.year,
                year.head.path,
                tuple(MonthCell(m.name, m.head.path, m.count, m.heat) if m else None for m in year.columns),
            )
            for year in self.years
        )

    @property
    def subjects(self) -> bool:
        """Say whether there is a page of subjects (topics/)."""
        return any(index.kind == "topic" for index in self.indexes)

    def story(self, source: str) -> StoryView:
        """Return the story that came from one dump; KeyError if it is not published."""
        for place, story in enumerate(self.announced):
            if story.source == source:
                return self.stories[place]
        raise KeyError(source)

    def topic(self, kind: TopicKind, id: str) -> TopicView | None:
        """Return a topic's page, or None where no published story is about it."""
        return self.by_topic.get((kind, id))

    def mention_url(self, mention: Mention) -> str | None:
        """Return where a mention in a body leads, base path included; None where there is no page."""
        topic = self.topic(mention.kind, mention.id)
        return f"{self.house.base}/{topic.link.path}" if topic else None

    def plates(self) -> Iterator[tuple[str, str]]:
        """Yield every picture as (path below the output folder, SVG)."""
        for path, facts in self.sketches():
            yield path, draw_plate(facts, self.palette)

    def sketches(self) -> Iterator[tuple[str, PlateFacts]]:
        """Yield what every picture is drawn from, by its path below the output folder."""
        yield from ((story.card.plate, story.plate) for story in self.announced)
        yield from self.topic_plates.items()
