"""No two pages of the site have one title."""

from __future__ import annotations

from racenews.publish.view_records import House

RESERVED = ("Archive", "Authors", "Riders A–Z", "Teams A–Z", "Races A–Z", "Subjects A–Z", "Search", "About")


class Titles:
    """The titles given out so far."""

    def __init__(self, house: House) -> None:
        self._taken = {t.casefold() for t in (*RESERVED, house.name)}

    def claim(self, title: str, *hints: str) -> str:
        """Return the title; where it is taken, with the first hint that makes it new, at last with a number."""
        candidates = [title, *(f"{title}, {hint}" for hint in hints if hint)]
        free = next((c for c in candidates if c.casefold() not in self._taken), None)
        number = 2
        while free is None:
            numbered = f"{candidates[-1]} ({number})"
            free = numbered if numbered.casefold() not in self._taken else None
            number += 1
        self._taken.add(free.casefold())
        return free
