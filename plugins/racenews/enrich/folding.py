"""Fold text to a plain form of the same length, so that "Mørkøv" is found by "Morkov" and offsets stay true."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, and the marks that exports write in several ways.
_BY_HAND = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H",
    "ı": "i", "ŧ": "t", "Ŧ": "T", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'", "＇": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-",
    "−": "-", "―": "-",
}  # fmt: skip


class _FoldTable(dict[int, int]):
    """A translation table that works out each code point once, on first sight."""

    def __missing__(self, code: int) -> int:
        folded = ord(_fold_char(chr(code)))
        if len(self) < 20_000:  # bounds memory whatever a dump holds
            self[code] = folded
        return folded


def _fold_char(char: str) -> str:
    """Return one plain code point for one code point; those without a one-letter twin stay (ß, æ)."""
    if char < "\x80":
        return " " if char.isspace() else char
    if char in _BY_HAND:
        return _BY_HAND[char]
    if char.isspace():
        return " "
    first = unicodedata.normalize("NFKD", char)[0]
    return first if first.isascii() and first.isalpha() else char


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Return `text` without diacritics and with plain apostrophes, dashes and spaces, code point for code point.

    >>> fold("Mørkøv, Giro d’Italia, Deceuninck–Quick-Step")
    "Morkov, Giro d'Italia, Deceuninck-Quick-Step"
    >>> len(fold("Straße")) == len("Straße")
    True
    """
    return text.translate(_TABLE)
