"""The gazetteer: riders, teams and races that the paper knows, and the tables by which they are found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from racenews.types import Entry, TopicKind


class Gazetteer:
    """Entries by kind and id."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[tuple[TopicKind, str], Entry] = {(e.kind, e.id): e for e in entries}

    def entry(self, kind: TopicKind, id: str) -> Entry:
        """Return the entry; KeyError where the gazetteer has none."""
        return self._entries[kind, id]

    def entries(self, kind: TopicKind) -> tuple[Entry, ...]:
        """Return all entries of a kind in the order of their file."""
        return tuple(e for e in self._entries.values() if e.kind == kind)

    def name_on(self, kind: TopicKind, id: str, date: dt.date | None) -> str:
        """Return the name the topic had on that day; its page name where the day or the history is unknown."""
        return self._entries[kind, id].name
