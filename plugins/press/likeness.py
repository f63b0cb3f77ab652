"""Does a change of texts leave it as it was which stories are nearly the same? The comparison of all is not made again.

Two stories are compared where they share a row of their signatures, each with the first that has it (`racenews.kin`).
So a row has a say only where two of the stories that have it are kin. Where none are, before and after a change, it
does not matter which of them is the first.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product, starmap

from press.changes import Change, TooMuchError
from press.store import Store, traces_of
from racenews.kin import Signature, are_kin, are_near, signature_of
from racenews.publish.brief import brief_of
from racenews.types import Article

MOST = 60  # stories with one row that are compared with each other

_Key = tuple[str, bool]
"""A story, and whether it is one that changes, as it is afterwards."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a story says; `traces` are those of the store, of which the first is that of all that it says."""

    traces: Sequence[int]
    signature: Signature
    text: str


def check_likeness(changes: Sequence[Change], shelf: Store, held_with: Callable[[int], list[array[int]]]) -> None:
    """Raise TooMuchError where stories may be nearly the same, of which one has changed, or where they were.

    `held_with` returns the places of the stories with a trace that were written by hand: their texts are not at hand.
    """
    said: dict[_Key, _Said] = {}
    for change in changes:
        said[change.source, False], said[change.source, True] = _say(change.before), _say(change.after)
    changed = frozenset(change.source for change in changes)
    pairs: set[tuple[_Key, _Key]] = set()
    for trace in {trace for one in tuple(said.values()) for trace in one.traces}:
        before, after = (
            {key for key, s in said.items() if key[1] == now and trace in s.traces} for now in (False, True)
        )
        others = {(source, False) for source in shelf.sharers(trace) if source not in changed}
        held = held_with(trace)
        if len(others) + len(held) > MOST:
            raise TooMuchError("too many stories have some words in common")
        is_moved = {source for source, _ in before} != {source for source, _ in after}
        if held:
            known = [said[key] for key in before | after]
            known += [_find(key, said, shelf) for key in others] if is_moved else []
            _compare_held(trace, held, known)
            if is_moved and any(starmap(are_near, combinations(held, 2))):
                raise TooMuchError("stories written by hand are alike")
        for world in (before, after):
            pairs.update(product(world, others), combinations(sorted(world), 2))
        if is_moved:
            pairs.update(combinations(sorted(others), 2))
    _compare(pairs, said, shelf)


def _compare_held(trace: int, held: Sequence[array[int]], known: Iterable[_Said]) -> None:
    """Raise TooMuchError where a story with a trace may say the same as one written by hand that has it as well."""
    for one in known:
        says_all = bool(one.traces) and one.traces[0] == trace
        if says_all or any(are_near(one.signature.places, places) for places in held):
            raise TooMuchError("a story written by hand is alike")


def _compare(pairs: Iterable[tuple[_Key, _Key]], said: dict[_Key, _Said], shelf: Store) -> None:
    for one, other in pairs:
        if _are_alike(_find(one, said, shelf), _find(other, said, shelf)):
            raise TooMuchError(f"{one[0]} and {other[0]} are alike")


def _find(key: _Key, said: dict[_Key, _Said], shelf: Store) -> _Said:
    """Return what a story says, from the store where it has not changed."""
    if key not in said:
        known = shelf.last_said(key[0])
        if known is None:
            raise TooMuchError(f"{key[0]}: what it says is not known")
        said[key] = _Said((), *known)
    return said[key]


def _are_alike(one: _Said, other: _Said) -> bool:
    return one.text == other.text or are_kin(one.signature, other.signature, lambda: (one.text, other.text))


def _say(article: Article) -> _Said:
    signature = signature_of(article.text)
    return _Said(traces_of(brief_of(article), signature), signature, article.text)
