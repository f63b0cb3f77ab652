"""Rows of one table -> whether they are results: a rank, names, a time. They are judged together, links or not.

Sites link every rider and team, so that a row of results is as much link as a row of a menu. What tells them apart is
what the rows say: a menu has no ranks, and the headlines that a box of the most read numbers are sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_RESULT_CHARS = 160  # a longer row is no result
MIN_ROWS = 2
MIN_SHARE = 0.6  # of the rows; the others are heads, and riders who did not finish
MIN_CAPITALS = 3  # of a row with a rider and a team
MAX_SMALL_WORDS = 1  # in lower case, of a row: "Canyon SRAM zondacrypto"; a headline has more

# A rank, perhaps the number worn, a name.
_RANKED = re.compile(r"\d{1,3}(?:st|nd|rd|th|er|e|º|ª)?[.):]?\s+(?:\d{1,4}\s+)?(?=[^\W\d_])")
_TIMED = re.compile(
    r"\b\d{1,2}[:h.'’]\s?\d\d\b|\+\s?\d|\b(?:s\.?t\.?|m\.t\.|same time|pts?\.?|points)(?!\w)", re.IGNORECASE
)
_COUNTED = re.compile(r".*\D\s\d{1,5}")
_PARTICLES = frozenset("a and of the to de van der den di la le du des del von zu en et y e dos da".split())


def are_finishers(rows: Sequence[str], *, some_kept: bool) -> bool:
    """Tell whether the rows of one table are riders in their order, with a time or points.

    Where the judge keeps some of them (`some_kept`), ranks and nothing but names are enough.

    >>> are_finishers(["1 Ada Holm 3:12:04", "2 Inès Roche s.t."], some_kept=False)
    True
    >>> are_finishers(["1 Holm wins alone in the rain", "2 Roche signs with a new team"], some_kept=True)
    False
    >>> are_finishers(["1 Ada Holm Nordlys", "2 Inès Roche Équipe du Sud"], some_kept=True)
    True
    """
    if len(rows) < MIN_ROWS or max(map(len, rows)) > MAX_RESULT_CHARS:
        return False
    least = MIN_SHARE * len(rows)
    named = [row for row in rows if _RANKED.match(row) and _small_words(row) <= MAX_SMALL_WORDS]
    if len(named) < least:
        return False
    if any(map(_TIMED.search, named)) or sum(_COUNTED.fullmatch(row) is not None for row in named) >= least:
        return True
    return some_kept and sum(not _small_words(row) for row in named) >= least


def are_facts(rows: Sequence[str], *, linked: bool) -> bool:
    """Tell whether the rows of one table are names and figures, as a start list has them, and no headlines.

    Where they are links (`linked`), most need the capitals of two names, which the entries of a menu have not.

    >>> are_facts(["Rider Team", "Ada Holm Nordlys", "Inès Roche Équipe du Sud"], linked=True)
    True
    >>> are_facts(["Home Races", "Riders Teams"], linked=True)
    False
    >>> are_facts(["Holm wins alone in the rain", "Roche signs with a new team"], linked=False)
    False
    """
    if len(rows) < MIN_ROWS or max(map(len, rows)) > MAX_RESULT_CHARS:
        return False
    least = MIN_SHARE * len(rows)
    named = [row for row in rows if _small_words(row) <= MAX_SMALL_WORDS]
    return len(named) >= least and (not linked or sum(map(_has_two_names, named)) >= least)


def _has_two_names(row: str) -> bool:
    return sum(word[0].isupper() for word in row.split()) >= MIN_CAPITALS


def _small_words(row: str) -> int:
    """Return how many words in lower case a row has, but for those in names and times."""
    words = _TIMED.sub(" ", row).split()
    return sum(word[0].islower() and word.strip(".,") not in _PARTICLES for word in words)
