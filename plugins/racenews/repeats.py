"""What recurs word for word across the dumps of one source, and is never said in quotes: ideas for the desk's rules.

Counting is a Misra-Gries summary: it holds so many spans and no more, counts too little by at most `missed`, and
summaries of parts merge into that of the whole (Agarwal et al., "Mergeable Summaries", 2012).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from racenews.clean.voice import quoted_spans, sounds_like_furniture, speaks_to_customers
from racenews.folding import fold, to_ascii
from racenews.sentences import split_sentences
from racenews.types import Article, Span

CAPACITY = 50_000  # spans in memory, twice as many before the rare ones go: some 60 MB
MAX_SPAN_CHARS = 400
MIN_SPAN_WORDS = 2  # one word is no phrase to cut by
MAX_ID_WORDS = 5
MAX_EXAMPLES = 3  # of the lines left out, for each reason

_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|can|may|might|must|should|shall|did|does|do|said|says|won|wins|took|"
    r"takes|beat|beats|rode|rides|came|comes|went|goes|left|leaves|made|makes|gave|held|lost|led|put|saw|became|began|"
    r"told|felt|fell|got|kept|ran|set|stood|threw|hit|cut|drove|found|knew|brought|\w{3,}ed)\b"
)
_SPECIAL = re.compile(r"[{}<>#*]")


@dataclass(frozen=True, slots=True)
class RepeatedSpan:
    """One sentence or line of a story, as it is counted."""

    key: str
    text: str
    quoted: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known of one span: in how many dumps it stands, two of them, and how it stands there."""

    count: int
    examples: tuple[str, ...]
    text: str
    newest: str = ""
    quoted: bool = False
    heading: bool = False

    def join(self, other: Tally) -> Tally:
        """Return both tallies as one; the order makes no difference."""
        return Tally(
            self.count + other.count,
            tuple(sorted({*self.examples, *other.examples})[:2]),
            min(self.text, other.text),
            max(self.newest, other.newest),
            self.quoted or other.quoted,
            self.heading or other.heading,
        )


@dataclass(slots=True)
class Counts:
    """How often spans recur, by source, in bounded memory: never more than twice `capacity` spans."""

    capacity: int = CAPACITY
    missed: int = 0
    """By so much a count can be too small, never too large."""
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.tallies)

    def count(self, source: str, key: str) -> int:
        """Return in how many dumps of `source` the span stands, at least."""
        tally = self.tallies.get((source, key))
        return tally.count if tally else 0

    def add_story(self, article: Article) -> None:
        """Count every span of one story once."""
        source, day = source_of(article), article.date.isoformat() if article.date else ""
        spans: dict[str, RepeatedSpan] = {}
        for span in spans_of(article):
            known = spans.get(span.key, span)
            spans[span.key] = RepeatedSpan(
                span.key, span.text, known.quoted or span.quoted, known.heading or span.heading
            )
        for span in spans.values():
            self._add((source, span.key), Tally(1, (article.source,), span.text, day, span.quoted, span.heading))
        self._shrink()

    def add(self, source: str, key: str, example: str, text: str) -> None:
        """Count one span of one dump."""
        self._add((source, key), Tally(1, (example,), text))
        self._shrink()

    def merge(self, other: Counts) -> Counts:
        """Return the counts of both parts together."""
        merged = Counts(min(self.capacity, other.capacity), self.missed + other.missed, dict(self.tallies))
        for key, tally in other.tallies.items():
            merged._add(key, tally)
        merged._shrink()
        return merged

    def _add(self, key: tuple[str, str], tally: Tally) -> None:
        known = self.tallies.get(key)
        self.tallies[key] = known.join(tally) if known else tally

    def _shrink(self) -> None:
        """Take from every count what the first span past the capacity has: the rare ones are gone then."""
        if len(self.tallies) > 2 * self.capacity:
            self.drop(sorted((t.count for t in self.tallies.values()), reverse=True)[self.capacity])

    def drop(self, least: int) -> None:
        """Take `least` from every count; spans that stand in no more dumps are gone then."""
        self.missed += least
        self.tallies = {
            key: Tally(t.count - least, t.examples, t.text, t.newest, t.quoted, t.heading)
            for key, t in self.tallies.items()
            if t.count > least
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span that could become a rule of the desk."""

    id: str
    source: str
    text: str
    count: int
    examples: tuple[str, ...]
    newest: str


def propose(counts: Counts, minimum: int) -> tuple[Proposal, ...]:
    """Return the spans that stand in at least `minimum` dumps of a source and may be furniture, newest first.

    A refrain is none: it speaks like a story (it has a verb) and says nothing to customers.
    """
    found = [
        Proposal(_id_of(source, tally.text), source, tally.text, tally.count, tally.examples, tally.newest)
        for (source, _), tally in counts.tallies.items()
        if tally.count >= minimum and not _why_not(tally)
    ]
    found.sort(key=lambda p: (-p.count, p.source, p.text))
    return tuple(sorted(found, key=lambda p: p.newest, reverse=True))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that recur and are not proposed, for one reason; the most frequent of them with their numbers of dumps."""

    reason: str
    lines: int
    examples: tuple[tuple[str, int], ...]


IN_QUOTES = "stand in quotation marks in one dump at least: what somebody says is no furniture"
A_HEADING = "are headings of stories and say nothing to customers"
A_REFRAIN = "read like a refrain of the story: they have a verb and say nothing to customers"
MANY_SOURCES = "stand in dumps of several sources, and in too few of any one; file them in one folder, or lower --min"


def name_left_out(counts: Counts, minimum: int) -> tuple[LeftOut, ...]:
    """Return what recurs in at least `minimum` dumps and is not proposed, by reason, the largest group first."""
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    together: dict[str, list[Tally]] = defaultdict(list)
    for (_, key), tally in counts.tallies.items():
        together[key].append(tally)
        if tally.count >= minimum and (reason := _why_not(tally)):
            groups[reason].append((tally.text, tally.count))
    for tallies in together.values():
        count = sum(tally.count for tally in tallies)
        if count >= minimum and all(tally.count < minimum for tally in tallies):
            groups[MANY_SOURCES].append((min(tally.text for tally in tallies), count))
    found = [
        LeftOut(reason, len(lines), tuple(sorted(lines, key=lambda line: (-line[1], line[0]))[:MAX_EXAMPLES]))
        for reason, lines in groups.items()
    ]
    return tuple(sorted(found, key=lambda group: (-group.lines, group.reason)))


def _why_not(tally: Tally) -> str:
    """Return why a span that recurs is not proposed, "" where it is."""
    if tally.quoted:
        return IN_QUOTES
    if _may_be_furniture(tally):
        return ""
    return A_HEADING if tally.heading else A_REFRAIN


def _may_be_furniture(tally: Tally) -> bool:
    if tally.heading:  # "What we know of the route" is one of a story's own
        return speaks_to_customers(tally.text)
    return sounds_like_furniture(tally.text) or not _VERB.search(fold(tally.text))


def source_of(article: Article) -> str:
    """Return where a story is from: the domain of its address, else the first folder of its dump."""
    try:
        host = urlsplit(article.source_url or "").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or article.source.rpartition("/")[0].partition("/")[0]


def spans_of(article: Article) -> tuple[RepeatedSpan, ...]:
    """Return the sentences and lines of a cleaned story that are worth counting; those in quotes are marked."""
    return tuple(_spans(article))


def _spans(article: Article) -> Iterator[RepeatedSpan]:
    for paragraph in article.paragraphs:
        text = paragraph.text
        if paragraph.kind == "row":
            continue
        heading, quoted = paragraph.kind == "heading", paragraph.kind == "quote"
        quotes = quoted_spans(text, 0)
        for place in split_sentences(text):
            runs_over = any(_runs_over(place, quote) for quote in quotes)  # a quote of several sentences
            yield from _counted(text, [place], quoted=quoted or runs_over, heading=heading)
        for quote in quotes:
            yield from _counted(text, split_sentences(text, quote.start + 1, quote.end - 1), quoted=True)


def _runs_over(place: tuple[int, int], quote: Span) -> bool:
    """Tell whether `quote` holds a part of the sentence and goes on beyond it."""
    start, end = place
    return quote.start < end and start < quote.end and not (start <= quote.start and quote.end <= end)


def _counted(
    text: str, places: Iterable[tuple[int, int]], *, quoted: bool, heading: bool = False
) -> Iterator[RepeatedSpan]:
    for start, end in places:
        span = text[start:end]
        words = fold(span).split()
        if len(words) >= MIN_SPAN_WORDS and len(span) <= MAX_SPAN_CHARS:
            key = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()
            yield RepeatedSpan(key, span, quoted, heading)


# --- from a proposal to a rule ----------------------------------------------------------------------------------


def _id_of(source: str, text: str) -> str:
    """Return an id that stays the same from run to run: its first words and a digest."""
    words = re.findall(r"[a-z0-9]+", to_ascii(text).lower())[:MAX_ID_WORDS]
    digest = hashlib.blake2b(f"{source}\n{' '.join(fold(text).split())}".encode("utf-8", "replace"), digest_size=2)
    return f"desk/{'-'.join([*words, digest.hexdigest()])}"


def phrase_of(text: str) -> str:
    """Return `text` as a phrase of the rules; a word with a sign that means something there becomes `*`.

    >>> phrase_of("Ride # 12 of our <b>letter</b> series")
    'Ride * 12 of our * series'
    """
    words: list[str] = []
    for word in text.split():
        if not _SPECIAL.search(word):
            words.append(word)
        elif words and words[-1] != "*":
            words.append("*")
    return " ".join(words).removesuffix(" *")
