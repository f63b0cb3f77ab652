"""Signs that no reader sees: they hide phrases from rules and turn text around, so they go before anything is read.

So do marks that are piled on a letter until nobody can read it ("Zalgo").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from racenews.folding import rare_letters

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u2060-\u2065\u202a-\u202e\u2066-\u206f\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    "|[" + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17)) + "]"
)
"""Controls, direction overrides, zero-width spaces, noncharacters. Joiners of emoji and marks of Arabic stay."""

MAX_MARKS = 3  # Vietnamese piles two on a letter, phonetic writing three
MAX_SCRIPT_MARKS = 8  # pointed Hebrew and stacked Indic letters need more, of their own kind
_MARK = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_SCRIPT_MARK = (
    _MARK + "\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u103e"
)
_ANY_MARK = re.compile(f"[{_SCRIPT_MARK}]")
_PILE = re.compile(f"([{_MARK}]{{{MAX_MARKS}}})[{_MARK}]+|([{_SCRIPT_MARK}]{{{MAX_SCRIPT_MARKS}}})[{_SCRIPT_MARK}]+")


def drop_invisible(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` without signs that no reader sees and without piles of marks, and warnings that count them.

    >>> drop_invisible("Mør\\u200bkøv")
    ('Mørkøv', ('1 invisible sign left out: zero width space',))
    """
    rare = rare_letters(text)  # few texts hold such a sign, and this is much faster than a search
    text, warnings = _drop_signs(text) if INVISIBLE.search(rare) else (text, ())
    if not _ANY_MARK.search(rare):
        return text, warnings
    thinned, piles = _PILE.subn(r"\1\2", text)
    if not piles:
        return text, warnings
    cut = len(text) - len(thinned)
    return thinned, (
        *warnings,
        f"{cut} mark{'s' * (cut > 1)} cut that were piled on {piles} letter{'s' * (piles > 1)}",
    )


def _drop_signs(text: str) -> tuple[str, tuple[str, ...]]:
    found = Counter(INVISIBLE.findall(text))
    names = sorted({unicodedata.name(sign, "control or noncharacter").lower() for sign in found})
    count = found.total()
    return INVISIBLE.sub("", text), (f"{count} invisible sign{'s' * (count > 1)} left out: {', '.join(names)}",)
