"""No two pages of the site have one title."""

from __future__ import annotations

import re

from racenews.publish.view_records import House

NOT_FOUND = "Outside the time limit"
UNDATED = "Stories without a date"
RECEIPT = "Receipt"
RESERVED = (
    "Archive", "Authors", "Riders A–Z", "Teams A–Z", "Races A–Z", "Subjects A–Z", "Search", "About", NOT_FOUND, UNDATED,
)  # fmt: skip
_LATER_PAGE = re.compile(r", page \d+\Z", re.IGNORECASE)  # how the second page of a list is called


class Titles:
    """The titles given out so far."""

    def __init__(self, house: House) -> None:
        self._taken = {t.casefold() for t in (*RESERVED, house.name)}

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
        return title.casefold() not in self._taken and not _LATER_PAGE.search(title)
