"""The first lines of a dump, each with what it says as part of a head: byline, date, an item of a menu, or prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from racenews.intake.header_lines import HeadLine, read_head_line
from racenews.intake.lines import text_lines
from racenews.intake.names import is_person
from racenews.types import Span

MAX_HEADER_LINES = 14  # menu, kicker, headline, standfirst, byline, dates, credit: longer heads were not seen
MAX_ITEM_WORDS = 3  # of a menu's item on a line of its own
MAX_HEAD_LINES = 80  # with such items
MAX_HEADLINE_WORDS = 32
MAX_LINES_ABOVE_FIELDS = 3
MAX_FURNITURE_WORDS = 20
_MIN_PROSE_WORDS = 9
SENTENCE_BREAK = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")
_BY_ALONE = re.compile(
    r"(?:(?:written|posted|published|words|text)\s+)?by:?|door:?|par:?|von:?|di:?|por:?|av:?|af:?", re.I
)
_PICTURE = re.compile(
    r"\W*(?:©|copyright|photos?|pictures?|images?|credit|video|fotos?|bild(?:er)?|crédits?|beeld)\b", re.IGNORECASE
)
_NOTICE = re.compile(
    r"(?:(?:©|\(c\)|copyright)\s*){1,2}(?:19|20)\d\d\b", re.IGNORECASE
)  # the paper's own, of no picture


@dataclass(frozen=True)
class TopLine:
    """A line at the head of a dump, `source`: its part before any form, and what it says."""

    whole: Span
    span: Span
    text: str
    source: str

    @cached_property
    def says(self) -> HeadLine:
        """What the line says as part of a head; many a line is never asked."""
        return read_head_line(self.source, self.span)

    @cached_property
    def is_prose(self) -> bool:
        """Whether the line reads as running text and is no byline."""
        return is_prose(self.text) and not (self.says.explained and self.says.certain)


def read_line(text: str, whole: Span, span: Span) -> TopLine:
    """Return the line `whole`, read as far as `span` reaches."""
    return TopLine(whole, span, span.of(text), text)


def top_lines(text: str, junk: Sequence[Span], *, is_text: bool) -> list[TopLine]:
    """Return the first lines, each cut where a sure form phrase begins; lines that are all form are left out.

    Where the dump `is_text`, a line of form that says nothing but agency and day is kept.
    """
    starts = [j.start for j in junk]
    lines: list[TopLine] = []
    counted = 0  # the items of a menu, a line each, are no reason to stop
    for line in _with_names(text, text_lines(text)):
        at = bisect_right(starts, line.start)
        inside = at > 0 and junk[at - 1].end > line.start
        opens = inside and junk[at - 1].start >= line.start
        if is_text and opens and _is_dateline(dated := read_line(text, line, line)):
            lines.append(dated)
            continue
        if inside and junk[at - 1].end >= line.end:
            continue
        ahead = junk[at].start if at < len(junk) and junk[at].start < line.end else line.end
        end = line.start + len(text[line.start : line.start if inside else ahead].rstrip())
        span = Span(line.start, end)
        lines.append(read_line(text, line, span))
        counted += not is_item(lines[-1])
        if counted == MAX_HEADER_LINES or len(lines) == MAX_HEAD_LINES:
            break
    return lines


def _with_names(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines; "By" alone and the name below it are one."""
    waiting: Span | None = None
    for line in lines:
        if waiting is not None:
            if is_person(line.of(text)):
                line = Span(waiting.start, line.end)
            else:
                yield waiting
            waiting = None
        if _BY_ALONE.fullmatch(line.of(text)):
            waiting = line
        else:
            yield line
    if waiting is not None:
        yield waiting


def _is_dateline(line: TopLine) -> bool:
    """Tell whether a line that a rule cuts says who or when all the same: "AFP | 12 March 2025" is no credit."""
    says = line.says
    told = bool(says.published or says.updated) or (says.certain and bool(says.author))
    return says.explained and told and (not _PICTURE.match(line.text) or bool(_NOTICE.match(line.text)))


def first_lines(lines: list[TopLine]) -> Iterator[tuple[int, TopLine]]:
    """Yield the first lines with their places; items of a menu do not count."""
    counted = 0
    for i, line in enumerate(lines):
        yield i, line
        counted += not is_item(line)
        if counted == MAX_LINES_ABOVE_FIELDS:
            return


def is_item(line: TopLine) -> bool:
    """Tell whether a line may be an item of a menu: three words at most that begin with a capital and end openly."""
    text = line.text
    fits = text[:1].isupper() and text[-1:] not in ".?!:;," and len(text.split(None, MAX_ITEM_WORDS)) <= MAX_ITEM_WORDS
    return not text or (fits and not line.says.certain)


def is_furniture(line: TopLine) -> bool:
    """Tell whether a line above the headline may go: a menu, a kicker; never what could be text."""
    return (
        not line.is_prose
        and len(line.text.split(None, MAX_FURNITURE_WORDS)) <= MAX_FURNITURE_WORDS
        and not SENTENCE_BREAK.search(line.text)
    )


def is_prose(text: str) -> bool:
    """Tell whether a line reads as running text: long enough, and ended like a sentence."""
    words = len(text.split(None, MAX_HEADLINE_WORDS))  # no further: a line may be as long as a dump
    ended = text.rstrip("\"'”’»)")[-1:] in (".", "!", "?", "…", ":")
    return words >= _MIN_PROSE_WORDS and (ended or words > MAX_HEADLINE_WORDS)
