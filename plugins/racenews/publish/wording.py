"""Small words for pages: dates, numbers, plurals, letters. English, as the paper is."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
# Letters that Unicode does not take apart into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "đ": "d",
     "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)  # fmt: skip


def long_date(day: dt.date | None) -> str:
    """Return "3 August 2025", or "" for None."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def short_date(day: dt.date | None) -> str:
    """Return "3 Aug 2025", or "" for None."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else ""


def day_and_month(day: dt.date) -> str:
    """Return "3 August"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def number_word(number: int) -> str:
    """Return "seven" up to twelve, then figures with a comma at the thousands.

    >>> number_word(7), number_word(1812)
    ('seven', '1,812')
    """
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def plural(number: int, one: str, many: str) -> str:
    """Return "1 story", "8 stories", "1,812 riders"."""
    return f"{number:,} {one if number == 1 else many}"


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def bare(text: str) -> str:
    """Return the text without accents: "Włodarczyk" becomes "Wlodarczyk"."""
    flat = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(c for c in flat if not unicodedata.combining(c))


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that files "Ó" with "O", ignores case, and still tells two spellings apart."""
    return bare(text).casefold(), text


def initial(text: str) -> str:
    """Return the letter A–Z that a name is filed under, or "#"."""
    for c in bare(text).upper():
        if "A" <= c <= "Z":
            return c
        if c.isdigit():
            break
    return "#"


def slug(text: str, fallback: str = "x") -> str:
    """Return an ASCII slug of at most 80 characters; a name without any Latin letter gets a short digest.

    >>> slug("Mørkøv & Søn"), slug("新聞", "author")
    ('morkov-son', 'author-9c200fe1')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", bare(text).casefold()).strip("-")[:80].rstrip("-")
    return plain or f"{fallback}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
