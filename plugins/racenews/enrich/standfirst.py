"""Summarise a story by the first whole sentences of its lead."""

from __future__ import annotations

from collections.abc import Sequence

from racenews.sentences import read_sentences

MAX_SUMMARY_CHARS = 240  # three lines of a card, and what search engines show


def summarise(paragraphs: Sequence[str], max_chars: int = MAX_SUMMARY_CHARS) -> str:
    """Return whole sentences from the lead, never an ellipsis; "" where there is no text.

    A first sentence longer than `max_chars` comes back whole: a cut sentence may claim what the story does not.

    >>> summarise(["Vos won. She attacked late.", "More."], max_chars=12)
    'Vos won.'
    """
    for paragraph in paragraphs:
        sentences = read_sentences(" ".join(paragraph.split()))
        if not sentences:
            continue
        taken = _quote_closed(sentences, 1)
        while (following := _quote_closed(sentences, taken + 1)) <= len(sentences):
            if following == taken or len(" ".join(sentences[:following])) > max_chars:
                break
            taken = following
        return " ".join(sentences[:taken])
    return ""


def _quote_closed(sentences: Sequence[str], count: int) -> int:
    """Return the least number of sentences, `count` or more, after which no quotation is open."""
    depth = 0
    for number, sentence in enumerate(sentences, start=1):
        depth += sentence.count("“") - sentence.count("”")
        if number >= count and depth <= 0:
            return number
    return count
