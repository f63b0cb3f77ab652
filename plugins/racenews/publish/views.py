"""Articles -> `Site`: everything the templates show, worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from racenews.publish.view_records import Card, Front, Head, House, Link, Site, StoryView, Swatch, TopicView
from racenews.types import Article, Entry, TopicKind

__all__ = ["Card", "Front", "Head", "House", "Link", "Site", "StoryView", "Swatch", "TopicView", "build_site"]


class Entries(Protocol):
    """What is asked of a gazetteer here."""

    def entry(self, kind: TopicKind, id: str) -> Entry:
        """Return the entry; KeyError where there is none."""


def build_site(articles: Sequence[Article], urls: Mapping[str, str], gazetteer: Entries, house: House) -> Site:
    """Return the whole newspaper as records, newest story first. `urls` maps an article's source to its path."""
    raise NotImplementedError
