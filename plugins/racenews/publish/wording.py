"""Small words for pages: dates, numbers, plurals, letters. English, as the paper is."""

from __future__ import annotations

import datetime as dt

from racenews.folding import to_ascii
from racenews.slugs import digest_of, slugify

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
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


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that files "Ó" with "O", ignores case, and still tells two spellings apart."""
    return to_ascii(text).casefold(), text


def initial(text: str) -> str:
    """Return the letter A–Z that a name is filed under, or "#"."""
    for c in to_ascii(text).upper():
        if "A" <= c <= "Z":
            return c
        if c.isdigit():
            break
    return "#"


def slug(text: str, kind: str = "x") -> str:
    """Return the folder of a name; one without any Latin letter is called by a short digest.

    >>> slug("Mørkøv & Søn"), slug("新聞", "author")
    ('morkov-son', 'author-9c200fe1')
    """
    return slugify(text, kind) or f"{kind}-{digest_of(text)}"
