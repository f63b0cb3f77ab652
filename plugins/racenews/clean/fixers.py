"""Small repairs of a paragraph's text, one named function each. None of them changes a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable


def compose_letters(text: str) -> str:
    """Return `text` in Unicode's composed form, so that é is one letter everywhere."""
    return unicodedata.normalize("NFC", text)


def fold_spaces(text: str) -> str:
    """Return `text` with every run of white space made one space, none at the ends."""
    return " ".join(text.split())


FIXERS: tuple[Callable[[str], str], ...] = (compose_letters, fold_spaces)


def fix(text: str) -> str:
    """Return `text` after all fixers, in order.

    >>> fix(" Mo\u0308rkov  won ")
    'Mörkov won'
    """
    for fixer in FIXERS:
        text = fixer(text)
    return text
