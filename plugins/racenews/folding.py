"""Text made plain, in three ways.

fold        for phrases: lower case, lines and accents stay; as long as its input
fold_names  for names: no accents, the case stays, for a capital tells a name; as long as its input
to_ascii    for sorting and addresses: "ß" becomes "ss"; may be longer
"""

from __future__ import annotations

import re
import unicodedata

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʼ＇"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPACES = dict.fromkeys(
    [*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 0x2028, 0x2029, 0x85, 0x0B, 0x0C, 0x09], " "
)
_MARKS: dict[int, str] = _QUOTES | _DASHES | _SPACES
# Letters that Unicode does not take apart into a base letter and a mark.
_WHOLE_LETTERS: dict[int, str] = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ŧ": "t",
     "Ŧ": "T", "ı": "i", "ĸ": "k", "ŀ": "l", "Ŀ": "L", "ŋ": "n", "Ŋ": "N", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
)  # fmt: skip


MAX_REPLACED = 12  # so few letters are replaced one by one, which is faster than to translate every one
_MARK = re.compile("[" + re.escape("".join(map(chr, _MARKS))) + "]")
_COMMON = bytes(c for c in range(0x20, 0x7F) if c not in _MARKS)


def rare_letters(text: str) -> str:
    """Return the letters and signs in `text`, each once, without the common ones: printable ASCII save the backtick.

    >>> sorted(rare_letters("Mørkøv’s"))
    ['ø', '’']
    """
    if text.isascii():
        rare = text.encode("ascii").translate(None, _COMMON).decode("ascii")
    else:
        rare = text.encode("utf-8", "surrogatepass").translate(None, _COMMON).decode("utf-8", "surrogatepass")
    return "".join(set(rare))


def fold(text: str) -> str:
    """Return `text` for comparing, code point for code point, so that offsets hold in both.

    >>> fold("You’ll “Subscribe”")
    'you\\'ll "subscribe"'
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.lower()
    plain = text
    for mark in _MARK.findall(rare_letters(text)):  # to replace the few that are there is faster than to translate
        plain = plain.replace(mark, _MARKS[ord(mark)])
    lowered = plain.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


class _NameTable(dict[int, int]):
    """A translation table that works out each code point once, on first sight."""

    def __missing__(self, code: int) -> int:
        folded = ord(_name_letter(chr(code)))
        if len(self) < 20_000:  # bounds memory whatever a dump holds
            self[code] = folded
        return folded


def _name_letter(char: str) -> str:
    """Return one plain code point for one code point; those without a one-letter twin stay (ß, æ)."""
    if char < "\x80" and char != "`":
        return " " if char.isspace() else char
    if char.isspace():
        return " "
    if plain := _MARKS.get(ord(char)):
        return plain
    ascii_twin = _WHOLE_LETTERS.get(ord(char), "")
    first = ascii_twin if len(ascii_twin) == 1 else unicodedata.normalize("NFKD", char)[0]
    return first if first.isascii() and first.isalpha() else char


_NAME_TABLE = _NameTable()


def fold_names(text: str) -> str:
    """Return `text` without accents and with plain apostrophes, dashes and spaces, code point for code point.

    >>> fold_names("Mørkøv, Giro d’Italia, Deceuninck–Quick-Step")
    "Morkov, Giro d'Italia, Deceuninck-Quick-Step"
    >>> len(fold_names("Straße")) == len("Straße")
    True
    """
    rare = rare_letters(text)
    if len(rare) > MAX_REPLACED:
        return text.translate(_NAME_TABLE)
    for letter in rare:  # none becomes another of them
        if (plain := _NAME_TABLE[ord(letter)]) != ord(letter):
            text = text.replace(letter, chr(plain))
    return text


def to_ascii(text: str) -> str:
    """Return `text` with ASCII letters where it has Latin ones; other letters and the case are kept.

    It may be longer than `text`.

    >>> to_ascii("Mørkøv, Małecki, Roglič, Groß, Færøerne")
    'Morkov, Malecki, Roglic, Gross, Faeroerne'
    """
    if text.isascii():
        return text
    taken_apart = unicodedata.normalize("NFKD", text.translate(_WHOLE_LETTERS))
    return "".join(c for c in taken_apart if not unicodedata.combining(c))
