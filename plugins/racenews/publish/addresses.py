"""Articles -> addresses: one folder a story, stable and different by construction."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Collection, Iterable, Mapping

from racenews.slugs import DIGEST_CHARS, MAX_SLUG_CHARS, cut_at_word, digest_of, slugify
from racenews.types import Article, Brief

# Markup and calls in a title are text on the page, but no part of an address.
_CODE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>|&#?\w+;|\w+\([^()]*\)", re.IGNORECASE | re.DOTALL)
_MAY_BE_CODE = re.compile("[<&(]").search


def slug_of(title: str, source: str) -> str:
    """Return the slug of a title: ASCII, at most 80 characters, cut at a word.

    A title without a single Latin letter or digit is named by a digest of its source.

    >>> slug_of("Philipsen’s stage 12: a sprint", "a.txt")
    'philipsens-stage-12-a-sprint'
    """
    words = _CODE.sub(" ", html.unescape(title)) if _MAY_BE_CODE(title) else title
    return slugify(words, "story") or f"story-{digest_of(source)}"


def assign_urls(stories: Iterable[Article | Brief]) -> Mapping[str, str]:
    """Map each story's source to its address below the site: "2023/09/26/slug/" or "undated/slug/".

    Where several stories ask for one address, the first by source path has it and the others carry
    a digest of their source, so the answer does not depend on the order of `stories`.
    """
    urls: dict[str, str] = {}
    taken: set[str] = set()
    rivals: list[tuple[str, str]] = []
    for story in sorted(stories, key=lambda story: story.source):
        folder, slug = _folder(story.date), story.slug or slug_of(story.title, story.source)
        url = f"{folder}{slug}/"
        if url in taken:
            rivals.append((story.source, url))
            continue
        taken.add(url)
        urls[story.source] = url
    for source, url in rivals:  # after all plain addresses are given out, so that none is lost to a digest
        urls[source] = _with_digest(url, source, taken)
        taken.add(urls[source])
    return urls


def _with_digest(url: str, source: str, taken: set[str]) -> str:
    folder, slug = url[:-1].rsplit("/", 1)
    for length in range(DIGEST_CHARS, 65):
        mark = digest_of(source, length)
        candidate = f"{folder}/{cut_at_word(slug, MAX_SLUG_CHARS - length - 1)}-{mark}/"
        if candidate not in taken:
            return candidate
    raise AssertionError(f"two sources are called {source!r}")


def _folder(date: dt.date | None) -> str:
    return f"{date.year:04}/{date.month:02}/{date.day:02}/" if date else "undated/"


def find_clashes(files: Iterable[tuple[str, str]], planned: Collection[str]) -> tuple[str, ...]:
    """Return a line for each file by hand whose place on the site is taken: (file, path below the site) in `files`.

    `planned` are the paths of what the newspaper makes itself.
    """
    faults: list[str] = []
    taken: dict[str, str] = {}
    for file, path in sorted(files):
        address = f"/{path.removesuffix('index.html')}"
        remedy = "Rename it, or give it a Slug of its own." if file.endswith(".md") else "Rename it, or take it out."
        if path in planned:
            faults.append(f"{file}: its address {address} is that of a page the newspaper makes. {remedy}")
        elif path in taken:
            faults.append(f"{file}: {taken[path]} has the address {address} as well. {remedy}")
        taken.setdefault(path, file)
    return tuple(faults)
