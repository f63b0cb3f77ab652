"""Small turns of text for pages: capitals, sort keys, letters, folders. What the paper says is in `racenews.words`."""

from __future__ import annotations

from racenews.folding import to_ascii
from racenews.slugs import digest_of, slugify


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
