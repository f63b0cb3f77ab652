"""Text made plain: for comparing phrases, code point for code point, and for sorting and addresses, in ASCII."""

from __future__ import annotations

import unicodedata

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʼ"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPACES = dict.fromkeys(
    [*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 0x2028, 0x2029, 0x85, 0x0B, 0x0C, 0x09], " "
)
_TABLE = _QUOTES | _DASHES | _SPACES
# Letters that Unicode does not take apart into a base letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ŧ": "t",
     "Ŧ": "T", "ı": "i", "ĸ": "k", "ŀ": "l", "Ŀ": "L", "ŋ": "n", "Ŋ": "N", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
)  # fmt: skip


def fold(text: str) -> str:
    """Return `text` for comparing, code point for code point, so that offsets hold in both.

    >>> fold("You’ll “Subscribe”")
    'you\\'ll "subscribe"'
    """
    plain = text.translate(_TABLE)
    lowered = plain.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def to_ascii(text: str) -> str:
    """Return `text` with ASCII letters where it has Latin ones; other letters and the case are kept.

    It may be longer than `text`.

    >>> to_ascii("Mørkøv, Małecki, Roglič, Groß, Færøerne")
    'Morkov, Malecki, Roglic, Gross, Faeroerne'
    """
    taken_apart = unicodedata.normalize("NFKD", text.translate(_WHOLE_LETTERS))
    return "".join(c for c in taken_apart if not unicodedata.combining(c))
