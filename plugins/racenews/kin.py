"""Stories that say nearly the same, found in one pass: runs of five words, and a short signature of each story.

Broder, "On the resemblance and containment of documents" (1997), with the signature made in one pass over the runs
(Li, Owen and Zhang, "One permutation hashing", 2012). Each story is compared with the first of its kind alone.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import eq
from typing import NamedTuple

from racenews.folding import fold

RUN_WORDS = 5  # long enough that two reports of one race share hardly any
MIN_RUNS = 40  # shorter texts are results and notes, which are alike by nature
MIN_PERCENT = 70
PLACES = 64  # of a signature; in rows of four, stories that are 70 % alike meet in 99 of 100 cases
ROW = 4
ROWS = PLACES // ROW
MIN_PLACES = 32  # of texts that are 70 % alike 45 are the same, give or take 4; of reports in one mould 20 to 30
FEW_PAIRS = 500
ABREAST = 64  # stories compared with all others at once: what that takes fits into a processor's cache
KEPT = 200  # stories whose runs are at hand: those that one story is compared with come again for the next of its kind

_WORD = re.compile(r"\w+")


class Signature(NamedTuple):
    """By what kin of a story are found: stories that share a row are compared by their places first."""

    rows: array[int]
    """Each as a number of 64 bits."""
    places: array[int]
    """The last 16 bits of each: as many are the same as the stories are alike."""


@dataclass(frozen=True, slots=True)
class Kin:
    """One story that says nearly what an earlier one says; `percent` of what either says, both say."""

    source: str
    of: str
    percent: int


def find_kin(stories: Iterable[tuple[str, Signature]], text_of: Callable[[str], str]) -> tuple[Kin, ...]:
    """Return every story (source, signature) that is nearly an earlier one, in order, with the first of its kind.

    `text_of` returns the text of a source; few are asked for.
    """
    sources: list[str] = []
    rows, places = array("q"), array("H")  # of all stories, behind each other: as records they would take much memory
    for source, signature in stories:
        if signature.rows:
            sources.append(source)
            rows += signature.rows
            places += signature.places
    firsts: dict[int, int] = {}
    shared = _find_shared(rows)
    found: list[Kin] = []

    @lru_cache(KEPT)
    def runs_of(source: str) -> frozenset[int]:
        return _runs(text_of(source))

    def places_of(number: int) -> array[int]:
        return places[number * PLACES : (number + 1) * PLACES]

    for number, source in enumerate(sources):
        own = [row for row in rows[number * ROWS : (number + 1) * ROWS] if row in shared]
        met = dict.fromkeys(firsts[row] for row in own if row in firsts)
        near = [first for first in met if are_near(places_of(number), places_of(first))]
        alike = [(_likeness(runs_of(source), runs_of(sources[first])), sources[first]) for first in near]
        best, nearest = max(alike, key=lambda pair: pair[0], default=(0.0, ""))
        if _is_kin(best):
            found.append(Kin(source, nearest, int(best * 100)))
            continue
        for row in own:
            firsts.setdefault(row, number)
    return tuple(found)


def _find_shared(rows: array[int]) -> frozenset[int]:
    """Return the rows that several stories have; most have none, and are compared with nobody."""
    counts = (Counter(rows[place::ROWS]) for place in range(ROWS))  # one at a time, for there are many
    return frozenset(row for times in counts for row, n in times.items() if n > 1)


def signature_of(text: str) -> Signature:
    """Return the signature of a text; an empty one where the text is too short for kin."""
    runs = _runs(text)
    if len(runs) < MIN_RUNS:
        return Signature(array("q"), array("H"))
    places = _places(runs)
    rows = ((start, *places[start : start + ROW]) for start in range(0, PLACES, ROW))
    return Signature(array("q", map(_number, rows)), array("H", [place & 0xFFFF for place in places]))


def are_kin(one: str, other: str) -> bool:
    """Say whether two texts are those of kin."""
    return _is_kin(_likeness(_runs(one), _runs(other)))


def are_near(one: Iterable[int], other: Iterable[int]) -> bool:
    """Say whether the places of two signatures are so much alike that their texts may be kin."""
    same: int = sum(map(eq, one, other))
    return same >= MIN_PLACES


def find_near(ones: Sequence[array[int]], others: Sequence[array[int]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of each one and each other of which the places are near, none of them empty.

    >>> a, b = array("H", range(64)), array("H", [*range(32), *range(32)])
    >>> list(find_near([a], [b, a, array("H", range(100, 164))])), len(list(find_near([a] * 30, [b] * 30)))
    ([(0, 0), (0, 1)], 900)
    """
    if len(ones) * len(others) < FEW_PAIRS:
        yield from ((i, k) for i, one in enumerate(ones) for k, other in enumerate(others) if are_near(one, other))
        return
    import numpy as np  # takes longer to import than few pairs to compare

    left, right = (np.array([bytes(places) for places in all_places]).view(np.uint16) for all_places in (ones, others))
    left, right = left.reshape(len(ones), PLACES), np.ascontiguousarray(right.reshape(len(others), PLACES).T)
    for start in range(0, len(ones), ABREAST):
        block = left[start : start + ABREAST]
        same = np.zeros((len(block), len(others)), np.uint8)
        for place in range(PLACES):
            same += block[:, place, None] == right[place]
        for i, k in zip(*np.nonzero(same >= MIN_PLACES), strict=True):
            yield start + int(i), int(k)


def _is_kin(likeness: float) -> bool:
    return likeness * 100 >= MIN_PERCENT


def _number(row: tuple[int, ...]) -> int:
    digest = hashlib.blake2b(",".join(map(str, row)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _runs(text: str) -> frozenset[int]:
    """Return the text's runs of words as numbers."""
    words = _WORD.findall(fold(text))
    runs = map(" ".join, zip(*(words[place:] for place in range(RUN_WORDS)), strict=False))
    return frozenset(map(zlib.crc32, map(str.encode, runs)))


def _places(runs: frozenset[int]) -> list[int]:
    """Return the places of a signature: the least run of every residue, gaps filled."""
    least = [-1] * PLACES
    for run in runs:
        place, value = run % PLACES, run // PLACES
        if least[place] < 0 or value < least[place]:
            least[place] = value
    filled = list(least)
    for place in range(PLACES):
        step = 0
        while filled[place] < 0:  # there is one run at least, so that this ends
            step += 1
            beside = least[(place + step) % PLACES]
            filled[place] = beside + step * (1 << 32) if beside >= 0 else -1
    return filled


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Return which share of what either says both say."""
    return len(one & other) / len(one | other)
