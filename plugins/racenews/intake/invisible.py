"""Signs that no reader sees: they hide phrases from rules and turn text around, so they go before anything is read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    "|[" + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17)) + "]"
)
"""Controls, direction overrides, zero-width spaces, noncharacters. Joiners of emoji and marks of Arabic stay."""


def drop_invisible(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` without signs that no reader sees, and one warning that counts them by name.

    >>> drop_invisible("Mør\\u200bkøv")
    ('Mørkøv', ('1 invisible sign left out: zero width space',))
    """
    found = Counter(INVISIBLE.findall(text))
    if not found:
        return text, ()
    names = sorted({unicodedata.name(sign, "control or noncharacter").lower() for sign in found})
    count = found.total()
    return INVISIBLE.sub("", text), (f"{count} invisible sign{'s' * (count > 1)} left out: {', '.join(names)}",)
