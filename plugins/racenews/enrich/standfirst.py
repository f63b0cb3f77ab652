"""Summarise a story by the first whole sentences of its lead."""

from __future__ import annotations

from collections.abc import Sequence

MAX_SUMMARY_CHARS = 240  # three lines of a card


def summarise(paragraphs: Sequence[str], max_chars: int = MAX_SUMMARY_CHARS) -> str:
    """Return whole sentences from the lead, never an ellipsis; "" where there is no text."""
    return paragraphs[0] if paragraphs else ""
