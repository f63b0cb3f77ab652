"""Sentences that open with a day or a year: "12 March 1974 was …", "1903: sixty riders …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from racenews.clean.voice import sounds_like_furniture
from racenews.types import Segment, Span

MIN_WORDS = 6

_DAY = re.compile(
    r"(?:(?:on|le|am|op|il|el|em)\s+)?(?:\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?|"
    r"[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+|\d{1,2}[./-]\d{1,2}[./-])(?:18|19|20)\d\d\b"
    r"|(?:18|19|20)\d\d-\d\d-\d\d\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:18|19|20)\d\d(?::|\s?[–—-]\s|\s+(?=[^\W\d_]))")
_CHRONICLE = re.compile(r"(?:18|19|20)\d\d\s?[:–—-]\s")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")


def dated_sentences(
    text: str, lines: Sequence[Sequence[Segment]], phrases: Sequence[tuple[int, bool]]
) -> tuple[Span, ...]:
    """Return the sentences that open with a day or a year: the story's first one, and the entries of a chronicle.

    The learned judge, to whom figures behind a date field mean a form, is not heard against them. `phrases` are the
    places of the rules' phrases: a sentence that holds one may well be a form's.
    """
    marked = [at for at, _ in phrases]
    found = []
    for number, line in enumerate(lines):
        span = line[0].span
        body = span.of(text)
        opens = _CHRONICLE.match(body) or (number == 0 and (_YEAR.match(body) or _DAY.match(body)))
        if (
            opens
            and len(body.split()) >= MIN_WORDS
            and _ENDS.search(body)
            and not sounds_like_furniture(body)
            and not any(span.start <= at < span.end for at in marked)
        ):
            found.append(span)
    return tuple(found)
