"""Small repairs of a paragraph's text, one named function each. None of them changes a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]+"
)
"""Signs that no reader sees: controls, direction overrides, zero-width spaces. Joiners of emoji and of Arabic stay."""


def drop_invisible(text: str) -> str:
    """Return `text` without signs that no reader sees."""
    return INVISIBLE.sub("", text)


def compose_letters(text: str) -> str:
    """Return `text` in Unicode's composed form, so that é is one letter everywhere."""
    return unicodedata.normalize("NFC", text)


def fold_spaces(text: str) -> str:
    """Return `text` with every run of white space made one space, none at the ends."""
    return " ".join(text.split())


FIXERS: tuple[Callable[[str], str], ...] = (drop_invisible, compose_letters, fold_spaces)


def fix(text: str) -> str:
    """Return `text` after all fixers, in order.

    >>> fix(" Mo\u0308rk\u200bov  won ")
    'Mörkov won'
    """
    for fixer in FIXERS:
        text = fixer(text)
    return text
