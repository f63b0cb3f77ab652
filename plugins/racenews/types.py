"""The records that travel through the newsroom, in the order in which they are made.

All are frozen: a step returns new records and leaves its input alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

DumpKind = Literal["text", "html"]
TopicKind = Literal["rider", "team", "race", "topic"]
ParagraphKind = Literal["p", "heading", "item", "row", "quote"]
TitleSource = Literal["dump", "desk", "derived"]
Label = Literal["content", "boilerplate"]
TopicRef = tuple[TopicKind, str]
"""A topic by kind and id."""


class RacenewsError(Exception):
    """A fault that a person can mend; its text says where, what, and what to do."""


class UnreadableDumpError(RacenewsError):
    """A dump that cannot be read as text at all; the build sets it aside and goes on."""


# --- room 1: what did we receive? -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open stretch of `Dump.text`, in code points."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        """Return the number of code points covered."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the stretch of `text` that this span covers."""
        return text[self.start : self.end]


# A story takes hundreds of spans: to fill the slots themselves takes half the time that a frozen record's own way does.
_set_start, _set_end = (vars(Span)[name].__set__ for name in ("start", "end"))


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of itself in markup (JSON-LD, OpenGraph, `<time>`); empty where it says nothing."""

    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    url: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """A stretch of the dump that is not published, with the rule that took it."""

    span: Span
    rule: str
    why: str = ""


class Tile(NamedTuple):
    """One stretch of the dump: header, kept or removed. Tiles lie edge to edge and cover all of it."""

    start: int
    end: int
    label: str
    rule: str


@dataclass(frozen=True, slots=True)
class Dump:
    """One raw export, decoded: `text` is what all spans refer to.

    Line ends are line feeds in it, signs that no reader sees and marks of Markdown are gone, `as_sent` tells whether
    any were there. For an HTML dump `text` is the page's text, one line a block element; `declared` holds its markup's
    facts, `marked` what the markup itself sets apart (navigation, asides, forms), `kinds` what its lines are.
    """

    source: str
    text: str
    kind: DumpKind = "text"
    declared: Declared = Declared()
    warnings: tuple[str, ...] = ()
    marked: tuple[Removal, ...] = ()
    kinds: Mapping[int, ParagraphKind] = field(default_factory=dict)
    """Start of a line -> what it is, where markup says so."""
    doubted: tuple[Removal, ...] = ()
    """What the judge of markup would set apart as well, were it told to be thorough."""
    as_sent: bool = False
    """Whether `text` is what came in, code point for code point: no line end, sign or mark of markup was changed."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a dump says about its story, and the spans that say it."""

    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    topics: tuple[str, ...] = ()
    url: str | None = None
    spans: tuple[Span, ...] = ()
    above: tuple[Span, ...] = ()
    """What stands above the headline: menus and kickers, no part of the story."""
    opening: str | None = None
    """A first line that reads like a headline where nothing else says so. It stays in the story."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of judgement: a sentence, a label or a line. Segments lie in order and do not overlap.

    `line` counts the non-empty lines of the dump; `block` counts paragraphs (lines that no blank line parts).
    """

    span: Span
    text: str
    line: int


# --- room 2: what of it is the story? ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """One phrase rule as it stands in `data/rules/*.toml`.

    scope: `phrase` cuts its own words, `sentence` the sentence around them; `line` cuts a sentence or line that is
    all the phrase's, unless it reads as prose; `notice` does so even then; `opening` cuts the sentence that the phrase
    opens; `button` cuts its own words where they open a stretch behind something that was cut; `teaser` cuts a label
    and the headline behind it, wherever on a line it stands; `field` cuts labels and buttons that stand in a row.
    strength: `near` needs a neighbour, as a button always does, and a row of fields that only may be a form's.
    """

    id: str
    why: str
    pattern: str
    scope: Literal["phrase", "sentence", "opening", "line", "notice", "button", "teaser", "field"]
    strength: Literal["sure", "near"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one segment is, and the rule that says so (empty for content)."""

    segment: Segment
    label: Label
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the story: its text with white space folded, and the spans it was kept from."""

    text: str
    spans: tuple[Span, ...] = ()
    kind: ParagraphKind = "p"


@dataclass(frozen=True, slots=True)
class CleanText:
    """The story as paragraphs, and everything that was taken from around and between them."""

    paragraphs: tuple[Paragraph, ...]
    removals: tuple[Removal, ...] = ()
    credits: tuple[str, ...] = ()


# --- room 3: what is it about? ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the story names a topic. `paragraph` is an index into the body, -1 for the title.

    `start` and `end` are half-open offsets in that paragraph's text; `rule` names the tier of certainty.
    """

    kind: TopicKind
    id: str
    surface: str
    paragraph: int
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """Why a mention is a link: its rule is the mention's, `evidence` what that rule found."""

    mention: Mention
    evidence: str


@dataclass(frozen=True, slots=True)
class LeftRecord:
    """A known name that was considered and is no link: where it stands, what it may mean, why it was left."""

    surface: str
    paragraph: int
    start: int
    end: int
    candidates: tuple[TopicRef, ...]
    reason: str
    is_open: bool = False
    """It may well be one of the candidates: a word of the desk can settle it."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A rider, team, race or subject that a story is about. `name` is the topic's page name,
    `shown` the name of that day (Quick-Step Alpha Vinyl in 2022)."""

    kind: TopicKind
    id: str
    name: str
    shown: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Article:
    """A story ready for the press."""

    source: str
    title: str
    title_source: TitleSource
    author: str | None
    date: dt.date | None
    summary: str
    summary_source: TitleSource
    paragraphs: tuple[Paragraph, ...]
    topics: tuple[Topic, ...] = ()
    mentions: tuple[Mention, ...] = ()
    header_spans: tuple[Span, ...] = ()
    removals: tuple[Removal, ...] = ()
    credits: tuple[str, ...] = ()
    source_url: str | None = None
    warnings: tuple[str, ...] = ()
    body_html: str | None = None
    """Set for stories written by hand in Markdown: the sanitised body as it is to be printed."""
    slug: str | None = None
    """Set by the desk: the last part of the address, instead of one made of the title."""

    @property
    def text(self) -> str:
        """Return the body, a line for each paragraph."""
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def words(self) -> int:
        """Count the words of the body."""
        return sum(len(p.text.split()) for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Brief:
    """A story without its text: what cards, lists, topics and the check for doubles go by.

    A paper holds all its stories in brief, and the text of few at a time.
    """

    source: str
    title: str
    title_source: TitleSource
    author: str | None
    date: dt.date | None
    summary: str
    summary_source: TitleSource
    topics: tuple[Topic, ...]
    source_url: str | None
    warnings: tuple[str, ...]
    slug: str | None
    credits: tuple[str, ...]
    digest: bytes
    """Of the whole article: another one is printed anew."""
    text_digest: bytes
    """Of title and text: by it a story that was sent twice is known."""
    words: int
    prose: int
    """How many of its paragraphs are prose, and how many stand in a list or a table, the rows of tables among them."""
    listed: int
    rows: int
    opens_with_summary: bool
    cuts: tuple[int, int, int]
    """What was left out: how many passages, of how many characters, by how many rules."""
    named: tuple[TopicRef, ...]
    """The topics that title and text name, each once."""
    passing: tuple[str, ...]
    """The ids of the races that are named in passing only."""
    is_written: bool
    """Whether it was written by hand: its body came as markup."""
    has_table: bool
    """Whether that markup has a table."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A dump that holds no story, why, and what the editor can do about it."""

    source: str
    reason: str
    remedy: str
    removals: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of `.racenews/ledger.json`: what became of one file in `content/dumps`."""

    file: str
    status: Literal["published", "quarantined", "ignored", "duplicate"]
    reason: str | None = None
    url: str | None = None
    missing: tuple[str, ...] = ()
    """What a published story came without: "date", "byline", "headline"."""
    name: str | None = None
    """The file as the disk has it, where `file` shows it with escapes; bytes that are no UTF-8 stay escaped."""


# --- the gazetteer ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic of the gazetteer. `facts` holds the columns that only pages show (nation, birth_year, month …)."""

    kind: TopicKind
    id: str
    name: str
    gender: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a finished site: where, what, and what to do."""

    where: str
    what: str
    remedy: str = ""
    severity: Literal["error", "warning"] = "error"
    stands_for: int = 1
    """How many faults this is; more where the like of it are left out."""


# --- the editor's word --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Override:
    """What the desk says of one dump. None leaves a field to the newsroom; an empty author is the desk itself."""

    file: str
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None
    summary: str | None = None
    slug: str | None = None
    keep: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    publish: bool = True


@dataclass(frozen=True, slots=True)
class Byline:
    """What the desk says of an author: the name that pages show, a sentence, other spellings, addresses."""

    name: str
    bio: str = ""
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that the desk gives to a topic, with the years in which it holds, both included.

    A sure one is a link wherever it stands; another needs what a short name needs: a full name, a cue word.
    """

    topic: TopicRef
    name: str
    first: int
    last: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What the desk says of the links in one dump: names that are none, names and their topics, topics to drop."""

    file: str
    unlink: tuple[str, ...] = ()
    link: Mapping[str, TopicRef] = field(default_factory=dict)
    drop: tuple[TopicRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What the desk says of the photograph that stands with the story of one dump. `image` is a path below content."""

    file: str
    image: str
    alt: str
    credit: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and the page it leads to now: paths below the site, "" for the front page."""

    old: str
    new: str
    by_desk: bool = True
    """It stands in the desk's file; others are made of the names that a topic had."""
