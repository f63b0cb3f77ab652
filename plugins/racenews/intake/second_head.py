"""Two stories in one dump: a second headline with byline or date of its own, and prose below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from racenews.intake.fields import Found, read_fields, squeeze
from racenews.intake.header_lines import read_head_line
from racenews.intake.headline_line import MIN_TITLE_WORDS
from racenews.intake.lines import text_lines
from racenews.intake.top_lines import MAX_HEADLINE_WORDS, is_prose
from racenews.types import Span

MIN_PROSE_LINES = 2  # so much prose stands above and below a head that is a story's own
HEAD_REACH = 2  # a byline or a date stands at most so many lines below its headline
MAX_HEADS = 2  # more are a live blog, or a page of short reports

_LABEL = re.compile(r"(?:read|see|more|also|related|next|watch|lees|lire|leggi)\b.{0,30}$", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\bago\b", re.IGNORECASE)
_CAPTION = re.compile(
    r"^(?:image|photo|picture|caption|video|credit|updated|published|by)\b|https?:|pic\.|©", re.IGNORECASE
)
_ROW = re.compile(r"\d{1,3}[.)]?\s+\S|[-–—•*]\s")


def find_second_head(text: str, first: int = 0) -> str | None:
    """Return the headline of a second story in `text`, None where there is one story or what may be a live blog.

    `first` is where the first story's own head ends.
    """
    lines = [line for line in text_lines(text) if line.start >= first]
    prose = [is_prose(line.of(text)) for line in lines]
    above, heads = 0, []
    for i in range(len(lines)):
        if above >= MIN_PROSE_LINES and not prose[i] and (title := _head_at(text, lines, i)):
            below = lines[i + 1 :]
            nearest = [is_prose(line.of(text)) for line in below[: HEAD_REACH + 1 + MIN_PROSE_LINES]]
            if sum(nearest) >= MIN_PROSE_LINES:
                heads.append(title)
                above = 0
        above += prose[i]
    return heads[0] if 0 < len(heads) < MAX_HEADS else None


def _head_at(text: str, lines: Sequence[Span], i: int) -> str | None:
    """Return the headline that stands at line `i` with a byline or a date of its own, None where none does."""
    fields = Found()
    if read_fields(text, lines[i], fields, first=True) and fields.title:
        more = Found()
        own = fields.author or fields.published
        if own or (i + 1 < len(lines) and read_fields(text, lines[i + 1], more, first=True)):
            return fields.title
        return None
    line = lines[i].of(text)
    if (
        read_head_line(text, lines[i]).certain
        or not _can_be_headline(line)
        or (i and _LABEL.match(lines[i - 1].of(text)))
    ):
        return None
    for near in lines[i + 1 : i + 1 + HEAD_REACH]:
        body = near.of(text)
        if is_prose(body):
            return None
        says = read_head_line(text, near)
        if says.explained and says.certain and not _CLOCK.search(body) and (says.author or says.published):
            return squeeze(line)
    return None


def _can_be_headline(line: str) -> bool:
    words = line.split()
    return (
        not _CAPTION.search(line)
        and MIN_TITLE_WORDS <= len(words) <= MAX_HEADLINE_WORDS
        and line[:1] not in "([|"
        and line[-1:] not in ".,;:"
        and not _ROW.match(line)
        and not _LABEL.fullmatch(line)
    )
