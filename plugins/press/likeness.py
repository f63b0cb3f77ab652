"""Does a change of texts leave it as it was which stories are nearly the same? The comparison of all is not made again.

Two stories are compared where they share a row of their signatures, each with the first that has it (`racenews.kin`).
So a row has a say only where two of the stories that have it are kin. Where none are, before and after a change, it
does not matter which of them is the first.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from press.changes import Change, TooMuchError
from press.store import Store, traces_of
from racenews.kin import Signature, are_kin, are_near, find_near, signature_of
from racenews.publish.brief import brief_of
from racenews.types import Article

MOST = 5_000  # stories with one row that are compared with each other, in a second or so


@dataclass(frozen=True, slots=True)
class _Said:
    """What a story that changes says; `traces` are those of the store, of which the first is that of all of it."""

    source: str
    traces: Sequence[int]
    signature: Signature
    text: str


def check_likeness(changes: Sequence[Change], shelf: Store, held_with: Callable[[int], list[array[int]]]) -> None:
    """Raise TooMuchError where stories may be nearly the same, of which one has changed, or where they were.

    `held_with` returns the places of the stories with a trace that were written by hand: their texts are not at hand.
    """
    worlds = [_say(change.source, change.before) for change in changes], [_say(c.source, c.after) for c in changes]
    for world in worlds:
        for one, other in combinations(world, 2):
            if not set(one.traces).isdisjoint(other.traces) and _are_alike(one, other):
                raise TooMuchError(f"{one.source} and {other.source} are alike")
    changed = frozenset(change.source for change in changes)
    stored = _Stored(shelf)
    for trace in {trace for world in worlds for said in world for trace in said.traces}:
        others = [source for source in shelf.sharers(trace) if source not in changed]
        held = held_with(trace)
        if len(others) + len(held) > MOST:
            raise TooMuchError("too many stories have some words in common")
        if others or held:
            before, after = ([said for said in world if trace in said.traces] for world in worlds)
            is_moved = {said.source for said in before} != {said.source for said in after}
            _check_row(trace, [*before, *after], others, held, stored, is_moved=is_moved)


class _Stored:
    """What stories say that do not change, each read once."""

    def __init__(self, shelf: Store) -> None:
        self._shelf = shelf
        self._places: dict[str, array[int]] = {}

    def places(self, source: str) -> array[int]:
        if source not in self._places:
            places = self._shelf.last_places(source)
            if places is None:
                raise TooMuchError(f"{source}: what it says is not known")
            self._places[source] = places
        return self._places[source]

    def text(self, source: str) -> str:
        said = self._shelf.last_said(source)
        if said is None:
            raise TooMuchError(f"{source}: what it says is not known")
        return said[1]


def _check_row(
    trace: int, known: list[_Said], others: list[str], held: list[array[int]], stored: _Stored, *, is_moved: bool
) -> None:
    """Raise TooMuchError where two stories with a trace may be kin, of which one is `known` to change.

    Where the row has moved from a story or to one, the others are compared with each other as well.
    """
    for one in known:
        if one.traces[0] == trace:
            raise TooMuchError(f"{one.source} and {others[0] if others else 'a story written by hand'} are alike")
    crowd = [*map(stored.places, others), *held]
    for number, place in find_near([said.signature.places for said in known], crowd):
        if place >= len(others):
            raise TooMuchError("a story written by hand is alike")
        if are_kin(known[number].text, stored.text(others[place])):
            raise TooMuchError(f"{known[number].source} and {others[place]} are alike")
    for first, second in find_near(crowd, crowd) if is_moved else ():
        if first >= second:
            continue
        if second >= len(others):
            raise TooMuchError("stories written by hand are alike")
        if are_kin(stored.text(others[first]), stored.text(others[second])):
            raise TooMuchError(f"{others[first]} and {others[second]} are alike")


def _are_alike(one: _Said, other: _Said) -> bool:
    if one.text == other.text:
        return True
    return are_near(one.signature.places, other.signature.places) and are_kin(one.text, other.text)


def _say(source: str, article: Article) -> _Said:
    signature = signature_of(article.text)
    return _Said(source, traces_of(brief_of(article), signature), signature, article.text)
