"""Does a change of texts leave it as it was which stories are nearly the same? The comparison of all is not made again.

Two stories are compared where they share a row of their signatures, each with the first that has it (`racenews.kin`).
So a row has a say only where two of the stories that have it are kin. Where none are, before and after a change, it
does not matter which of them is the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from press.changes import Change, TooMuchError
from press.store import Store, traces_of
from racenews.kin import Signature, are_kin, signature_of
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


def check_likeness(changes: Sequence[Change], shelf: Store, is_held: Callable[[int], bool]) -> None:
    """Raise TooMuchError where stories may be nearly the same, of which one has changed, or where they were.

    `is_held` says of a trace whether a story has it that the store does not keep: of that nothing more is known.
    """
    said: dict[_Key, _Said] = {}
    for change in changes:
        said[change.source, False], said[change.source, True] = _say(change.before), _say(change.after)
    changed = frozenset(change.source for change in changes)
    pairs: set[tuple[_Key, _Key]] = set()
    for trace in {trace for one in said.values() for trace in one.traces}:
        before, after = (
            {key for key, s in said.items() if key[1] == now and trace in s.traces} for now in (False, True)
        )
        others = {(source, False) for source in shelf.sharers(trace) if source not in changed}
        if is_held(trace) or len(others) > MOST:
            raise TooMuchError("nobody knows whether other stories are alike")
        for world in (before, after):
            pairs.update(product(world, others), combinations(sorted(world), 2))
        if {source for source, _ in before} != {source for source, _ in after}:
            pairs.update(combinations(sorted(others), 2))
    _compare(pairs, said, shelf)


def _compare(pairs: Iterable[tuple[_Key, _Key]], said: dict[_Key, _Said], shelf: Store) -> None:
    for pair in pairs:
        for key in pair:
            if key not in said:
                known = shelf.last_said(key[0])
                if known is None:
                    raise TooMuchError(f"{key[0]}: what it says is not known")
                said[key] = _Said((), *known)
        if _are_alike(*(said[key] for key in pair)):
            raise TooMuchError(f"{pair[0][0]} and {pair[1][0]} are alike")


def _are_alike(one: _Said, other: _Said) -> bool:
    return one.text == other.text or are_kin(one.signature, other.signature, lambda: (one.text, other.text))


def _say(article: Article) -> _Said:
    signature = signature_of(article.text)
    return _Said(traces_of(brief_of(article), signature), signature, article.text)
