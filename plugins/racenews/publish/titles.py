"""No two pages of the site have one title."""

from __future__ import annotations

import re

from racenews.publish.view_records import House
from racenews.words import Words

RESERVED = (
    "archive.title", "authors.title", "rider.index", "team.index", "race.index", "topic.index", "search.title",
    "section.about", "missing.title", "archive.undated_title",
)  # fmt: skip
"""The words that are titles of pages which every paper has."""


class Titles:
    """The titles given out so far."""

    def __init__(self, house: House) -> None:
        self._taken = {t.casefold() for t in (*map(house.words.say, RESERVED), house.name)}
        self._later_page = _later_page(house.words)

    def claim(self, title: str, *hints: str) -> str:
        """Return the title; where it is taken, with the first hint that makes it new, at last with a number."""
        candidates = [title, *(f"{title}, {hint}" for hint in hints if hint)]
        free = next((c for c in candidates if self._is_free(c)), None)
        number = 2
        while free is None:
            numbered = f"{candidates[-1]} ({number})"
            free = numbered if self._is_free(numbered) else None
            number += 1
        self._taken.add(free.casefold())
        return free

    def _is_free(self, title: str) -> bool:
        return title.casefold() not in self._taken and not self._later_page.fullmatch(title)


def _later_page(words: Words) -> re.Pattern[str]:
    """Return a pattern for what the later pages of a list are called."""
    called = re.escape(words.say("list.later_page", title="\0", n="\1"))
    return re.compile(called.replace(re.escape("\0"), ".*").replace(re.escape("\1"), r"\d+"), re.IGNORECASE | re.DOTALL)
