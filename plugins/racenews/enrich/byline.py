"""Tidy the name of an author as a dump gives it."""

from __future__ import annotations


def tidy_author(raw: str | None) -> str | None:
    """Return the author's name as it is printed, None where the dump names nobody."""
    return raw
