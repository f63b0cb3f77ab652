"""Summarise a story by the first whole sentences of its lead."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence

from racenews.sentences import read_sentences

MAX_SUMMARY_CHARS = 240  # three lines of a card, and what search engines show
LONGEST_SENTENCE_CHARS = 2_000  # what runs on longer has no full stops, and every list and feed would carry it


def summarise(paragraphs: Sequence[str], max_chars: int = MAX_SUMMARY_CHARS) -> str:
    """Return whole sentences from the lead, never an ellipsis; "" where there is no text.

    A first sentence longer than `max_chars` comes back whole: a cut sentence may claim what the story does not.
    One of thousands of characters gives "".

    >>> summarise(["Vos won. She attacked late.", "More."], max_chars=12)
    'Vos won.'
    """
    for paragraph in paragraphs:
        sentences = read_sentences(" ".join(paragraph.split()))
        if not sentences:
            continue
        closed = _quotes_closed(sentences)
        taken = _first_from(closed, 1)
        while (following := _first_from(closed, taken + 1)) <= len(sentences):
            if len(" ".join(sentences[:following])) > max_chars:
                break
            taken = following
        summary = " ".join(sentences[:taken])
        return summary if len(summary) <= LONGEST_SENTENCE_CHARS else ""
    return ""


def _quotes_closed(sentences: Sequence[str]) -> list[int]:
    """Return after how many sentences no quotation is open, in order."""
    depths = itertools.accumulate(sentence.count("“") - sentence.count("”") for sentence in sentences)
    return [number for number, depth in enumerate(depths, start=1) if depth <= 0]


def _first_from(closed: Sequence[int], count: int) -> int:
    """Return the least of the numbers in order `closed` that is `count` or more; `count` where there is none."""
    at = bisect.bisect_left(closed, count)
    return closed[at] if at < len(closed) else count
