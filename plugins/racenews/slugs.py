"""Names and titles -> folder names: one way for stories, authors and subjects."""

from __future__ import annotations

import hashlib
import re

from racenews.folding import to_ascii

MAX_SLUG_CHARS = 80  # longer addresses are cut off in mails and search results
MIN_CUT_CHARS = 40  # a cut at a word may not leave less than this; below it the word itself is cut
DIGEST_CHARS = 8

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_SLUG = re.compile("[^a-z0-9]+")
# Names that Windows keeps for devices: a clone or an archive of the site could not be unpacked there.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
# What a page's folder or its parent holds besides pages of its kind.
_RESERVED = frozenset({"receipt", "index", "plate", "page", "feed"})


def slugify(text: str, kind: str, limit: int = MAX_SLUG_CHARS) -> str:
    """Return an ASCII slug of at most `limit` characters, cut at a word; "" without any Latin letter or digit.

    A reserved name takes `kind` for a tail.

    >>> slugify("Mørkøv’s day & Sæther", "story"), slugify("Con", "author"), slugify("新聞", "author")
    ('morkovs-day-saether', 'con-author', '')
    """
    slug = _NOT_SLUG.sub("-", _APOSTROPHES.sub("", to_ascii(text)).lower()).strip("-")
    slug = cut_at_word(slug, limit)
    return f"{slug}-{kind}" if is_reserved(slug) else slug


def is_reserved(slug: str) -> bool:
    """Say whether a slug is the name of a file of ours, or one that Windows keeps for a device."""
    return slug in _RESERVED or _DEVICES.match(slug) is not None


def cut_at_word(slug: str, limit: int) -> str:
    """Return the slug, where it is too long without the words past `limit`."""
    if len(slug) <= limit:
        return slug
    cut = slug.rfind("-", MIN_CUT_CHARS, limit + 1)
    return (slug[:cut] if cut > 0 else slug[:limit]).strip("-")


def digest_of(text: str, length: int = DIGEST_CHARS) -> str:
    """Return hexadecimal digits that stand for `text`, the same for ever."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:length]
