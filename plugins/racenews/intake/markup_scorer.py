"""Table -> scores: the learned judge of markup, decision trees worked out with numpy alone.

The weights are written by `invoke train`; each tree asks whether a column is at most a number and ends in a leaf,
and the leaves are added up. Above 0 a block is more likely story than not.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from racenews.intake.markup_columns import Floats
from racenews.intake.markup_features import feature_names
from racenews.intake.markup_names import NameWeights
from racenews.intake.markup_words import HINTS, SECTIONS, WORD_LISTS
from racenews.types import RacenewsError

WEIGHTS = "html.json"
MAX_LEAVES = 32  # of one tree: a leaf is a bit
FIRST_TREES = 40  # of several hundred: they are enough for most blocks of a page
GROWTH = 2.5  # the score of all trees is about so many times that of the first
SURE = 1.2  # what the first trees are so sure of, all agree on but for one block in three thousand
MAX_CELLS = 500_000  # worked out at once, so that they lie close by; longer pages are judged in parts


@dataclass(frozen=True, slots=True)
class MarkupWeights:
    """The trees, flat: one entry a question, trees one after the other."""

    columns: npt.NDArray[np.int64]
    limits: Floats
    masks: npt.NDArray[np.uint32]
    """The leaves that are left when the answer is no."""
    starts: npt.NDArray[np.int64]
    leaves: Floats
    """A row a tree, a column a leaf."""
    bias: float
    points: Mapping[str, float]
    """The score from which on a block is kept, by mode: cautious, thorough."""
    names: NameWeights

    def some(self, first: int, last: int) -> MarkupWeights:
        """Return the trees from `first` up to `last`."""
        edges = [*self.starts.tolist(), len(self.columns)]
        low, high = edges[first], edges[last]
        return MarkupWeights(
            self.columns[low:high],
            self.limits[low:high],
            self.masks[low:high],
            self.starts[first:last] - low,
            self.leaves[first:last],
            0.0,
            self.points,
            self.names,
        )


def lists_digest() -> str:
    """Return the digest of the word lists and columns that weights are learned for."""
    known = json.dumps([WORD_LISTS, HINTS, SECTIONS, feature_names()], ensure_ascii=False)
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def read_weights(raw: Mapping[str, Any], name: str = WEIGHTS) -> MarkupWeights:
    """Return the weights in a parsed file; raises RacenewsError where they do not fit this program."""
    if raw.get("lists") != lists_digest():
        raise RacenewsError(
            f"weights/{name}: learned for other word lists or columns ({raw.get('lists')}, here {lists_digest()}). "
            "Learn them again: invoke train."
        )
    columns: list[int] = []
    limits: list[float] = []
    masks: list[int] = []
    starts: list[int] = []
    leaves = np.zeros((len(raw["trees"]), MAX_LEAVES), np.float32)
    number = {column: i for i, column in enumerate(raw["columns"])}
    for i, tree in enumerate(raw["trees"]):
        starts.append(len(columns))
        leaves[i, : len(tree["leaves"])] = tree["leaves"]
        for column, limit, first, last in tree["splits"]:
            columns.append(number[column] if isinstance(column, str) else int(column))
            limits.append(limit)
            masks.append(0xFFFFFFFF & ~(((1 << (last - first)) - 1) << first))
    return MarkupWeights(
        np.array(columns, np.int64),
        np.array(limits, np.float32),
        np.array(masks, np.uint32),
        np.array(starts, np.int64),
        leaves,
        float(raw["bias"]),
        dict(raw["points"]),
        NameWeights(raw["names"]["words"], float(raw["names"]["bias"])),
    )


@functools.cache
def packaged_weights() -> MarkupWeights:
    """Return the weights that come with the program, read once a process."""
    text = (resources.files("racenews") / "data" / "weights" / WEIGHTS).read_text(encoding="utf-8")
    return read_weights(json.loads(text))


def score(rows: Floats, weights: MarkupWeights) -> Floats:
    """Return the score of each row: positive for story, in log-odds.

    Blocks that the first trees are sure of are not asked further; their score is what these trees gave, made up to
    the number of all.
    """
    count = len(weights.starts)
    if count <= 2 * FIRST_TREES:
        return _score_all(rows, weights) + np.float32(weights.bias)
    found = _score_all(rows, weights.some(0, FIRST_TREES))
    doubtful = np.flatnonzero(np.abs(found) < SURE)
    rest = _score_all(rows[doubtful], weights.some(FIRST_TREES, count)) if len(doubtful) else np.zeros(0, np.float32)
    total: Floats = found * np.float32(GROWTH)
    total[doubtful] = found[doubtful] + rest
    return total + np.float32(weights.bias)


def _score_all(rows: Floats, weights: MarkupWeights) -> Floats:
    part = max(1, MAX_CELLS // max(1, len(weights.columns)))
    return np.concatenate([_score(rows[at : at + part], weights) for at in range(0, len(rows), part)])


def _score(rows: Floats, weights: MarkupWeights) -> Floats:
    # A question that is answered with no strikes the leaves on its "at most" side; the first leaf left is the tree's
    # (QuickScorer: Lucchese et al., SIGIR 2015).
    asked = np.ascontiguousarray(rows.T).take(weights.columns, axis=0)
    left = np.where(asked <= weights.limits[:, None], np.uint32(0xFFFFFFFF), weights.masks[:, None])
    left = np.bitwise_and.reduceat(left, weights.starts, axis=0)
    lowest = left & (~left + np.uint32(1))
    leaf = np.frexp(lowest.astype(np.float64))[1] - 1
    found: Floats = np.take_along_axis(weights.leaves, leaf, axis=1).sum(axis=0, dtype=np.float64).astype(np.float32)
    return found
