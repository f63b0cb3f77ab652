"""Articles -> addresses: one folder a story, stable and different by construction."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping

from racenews.types import Article

MAX_SLUG_CHARS = 80  # longer addresses are cut off in mails and search results
MIN_CUT_CHARS = 40  # a cut at a word may not leave less than this; below it the word itself is cut
DIGEST_CHARS = 8

# Letters that Unicode does not take apart into a base letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h",
     "ŋ": "n", "ŧ": "t", "ĸ": "k", "ŀ": "l"}
)  # fmt: skip
_APOSTROPHES = re.compile("['’‘ʼ`´]")
# Markup and calls in a title are text on the page, but no part of an address.
_CODE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>|&#?\w+;|\w+\([^()]*\)", re.IGNORECASE | re.DOTALL)
_NOT_SLUG = re.compile("[^a-z0-9]+")
# Names that Windows keeps for devices: a clone or an archive of the site could not be unpacked there.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
# What a story's folder or its parent holds besides stories.
_RESERVED = frozenset({"receipt", "index", "plate", "page"})


def fold_to_ascii(text: str) -> str:
    """Return `text` in lower case with ASCII letters where it has Latin ones; other letters are kept.

    >>> fold_to_ascii("Mørkøv, Małecki, Roglič, Groß, Færøerne")
    'morkov, malecki, roglic, gross, faeroerne'
    """
    taken_apart = unicodedata.normalize("NFKD", text.lower().translate(_WHOLE_LETTERS))
    return "".join(c for c in taken_apart if not unicodedata.combining(c)).lower()


def slug_of(title: str, source: str) -> str:
    """Return the slug of a title: ASCII, at most 80 characters, cut at a word.

    A title without a single Latin letter or digit is named by a digest of its source.

    >>> slug_of("Philipsen’s stage 12: a sprint", "a.txt")
    'philipsens-stage-12-a-sprint'
    """
    words = _CODE.sub(" ", html.unescape(title))
    slug = _NOT_SLUG.sub("-", _APOSTROPHES.sub("", fold_to_ascii(words))).strip("-")
    slug = _cut_at_word(slug, MAX_SLUG_CHARS)
    if not slug:
        return f"story-{_digest(source)}"
    if slug in _RESERVED or _DEVICES.match(slug):
        return f"{slug}-story"
    return slug


def assign_urls(articles: Iterable[Article]) -> Mapping[str, str]:
    """Map each article's source to its address below the site: "2023/09/26/slug/" or "undated/slug/".

    Where several stories ask for one address, the first by source path has it and the others carry
    a digest of their source, so the answer does not depend on the order of `articles`.
    """
    urls: dict[str, str] = {}
    taken: set[str] = set()
    rivals: list[tuple[str, str]] = []
    for article in sorted(articles, key=lambda a: a.source):
        folder, slug = _folder(article.date), article.slug or slug_of(article.title, article.source)
        url = f"{folder}{slug}/"
        if url in taken:
            rivals.append((article.source, url))
            continue
        taken.add(url)
        urls[article.source] = url
    for source, url in rivals:  # after all plain addresses are given out, so that none is lost to a digest
        urls[source] = _with_digest(url, source, taken)
        taken.add(urls[source])
    return urls


def _with_digest(url: str, source: str, taken: set[str]) -> str:
    folder, slug = url[:-1].rsplit("/", 1)
    for length in range(DIGEST_CHARS, 65):
        mark = _digest(source, length)
        candidate = f"{folder}/{_cut_at_word(slug, MAX_SLUG_CHARS - length - 1)}-{mark}/"
        if candidate not in taken:
            return candidate
    raise AssertionError(f"two sources are called {source!r}")


def _cut_at_word(slug: str, limit: int) -> str:
    if len(slug) <= limit:
        return slug
    cut = slug.rfind("-", MIN_CUT_CHARS, limit + 1)
    return (slug[:cut] if cut > 0 else slug[:limit]).strip("-")


def _folder(date: dt.date | None) -> str:
    return f"{date.year:04}/{date.month:02}/{date.day:02}/" if date else "undated/"


def _digest(source: str, length: int = DIGEST_CHARS) -> str:
    return hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()[:length]
