"""Markup -> Head: what JSON-LD, meta tags and links say of a page, as texts and objects, not yet believed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from racenews.intake.markup import Markup, clean_line

MAX_SCRIPTS = 20
MAX_OBJECTS = 2_000  # of JSON-LD on one page; what is longer lists a whole site
MAX_BODY_CHARS = 200_000
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report)$")
_SITE_TYPES = frozenset(("WebSite", "Organization", "NewsMediaOrganization"))
_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"')
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(slots=True)
class Head:
    """What a page's head declares: JSON-LD articles, meta tags by name, candidate titles, descriptions, bodies."""

    articles: list[Mapping[str, Any]] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    title: str = ""
    headlines: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    """What JSON-LD calls the site: a publisher's name, a website's."""


def read_head(page: Markup) -> Head:
    """Return what the head of `page` declares. Broken JSON is passed over."""
    head = Head(title=page.title)
    for meta in page.metas:
        value = meta.get("content", "")
        for key in ("property", "name", "itemprop"):
            if (name := meta.get(key)) and value:
                head.metas.setdefault(name.lower(), clean_line(value))
    head.canonical = next((clean_line(link["href"]) for link in page.links if link.get("href")), "")
    for raw in page.scripts[:MAX_SCRIPTS]:
        for item in _objects(raw, head):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(k, str) and _ARTICLE_TYPES.search(k) for k in kinds):
                head.articles.append(item)
            if _SITE_TYPES.intersection(k for k in kinds if isinstance(k, str)):
                _take(head.sites, item.get("name"))
            if isinstance(publisher := item.get("publisher"), dict):
                _take(head.sites, publisher.get("name"))
            _take(head.headlines, item.get("headline"))
            _take(head.descriptions, item.get("description"))
            if isinstance(body := item.get("articleBody"), str):
                head.bodies.append(plain(body))
    for name in ("og:title", "twitter:title"):
        _take(head.headlines, head.metas.get(name))
    _take(head.headlines, head.title)
    for name in ("description", "og:description", "twitter:description"):
        _take(head.descriptions, head.metas.get(name))
    return head


def _take(found: list[str], value: object) -> None:
    if isinstance(value, str) and (text := clean_line(value[:2000])) and text not in found:
        found.append(text)


def plain(text: str) -> str:
    """Return a JSON-LD body as text: some hold markup, some hold it escaped.

    >>> plain("&lt;p&gt;He won.&lt;/p&gt; Again")
    'He won. Again'
    """
    return clean_line(_TAG.sub(" ", clean_line(text[:MAX_BODY_CHARS])))


def _objects(raw: str, head: Head) -> Iterator[Mapping[str, Any]]:
    """Yield every object in a JSON-LD script, outer ones first; the body of a broken one goes to `head`."""
    try:
        queue = [json.loads(raw, strict=False)]
    except (ValueError, RecursionError):
        if found := _BODY.search(raw[: 2 * MAX_BODY_CHARS]):
            head.bodies.append(plain(found.group(1).replace("\\n", " ").replace('\\"', '"')))
        return
    count = at = 0
    while at < len(queue) and count < MAX_OBJECTS:
        item = queue[at]
        at += 1
        if isinstance(item, list):
            queue.extend(item[:MAX_OBJECTS])
        elif isinstance(item, dict):
            count += 1
            yield item
            queue.extend(value for value in item.values() if isinstance(value, dict | list))
