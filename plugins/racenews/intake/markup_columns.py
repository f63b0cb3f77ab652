"""Columns that grow by name, and what is remembered from page to page: shared by all that measures a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MAX_KNOWN = 200_000  # words and class names remembered from page to page
MIN_PROSE_WORDS = 8
FAR = 60.0  # blocks: what is farther is as far


class Columns:
    """Columns of numbers, one row a block."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.parts: list[Floats] = []

    def add(self, name: str, values: Any) -> None:
        """Add one column."""
        self.names.append(name)
        self.parts.append(np.asarray(values, np.float32)[:, None])

    def extend(self, names: Sequence[str], values: Any) -> None:
        """Add several columns."""
        self.names.extend(names)
        self.parts.append(np.asarray(values, np.float32))

    def column(self, name: str) -> Floats:
        """Return one column that was added alone."""
        for names, part in zip(self._starts(), self.parts, strict=True):
            if name in names:
                return part[:, names.index(name)]
        raise KeyError(name)

    def _starts(self) -> Iterator[list[str]]:
        at = 0
        for part in self.parts:
            yield self.names[at : at + part.shape[1]]
            at += part.shape[1]


class Memory(dict[str, int]):
    """What was worked out once for a word or a name, for as many as `MAX_KNOWN`."""

    def __init__(self, work_out: Callable[[str], int]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, key: str) -> int:
        if len(self) > MAX_KNOWN:
            self.clear()
        value = self[key] = self.work_out(key)
        return value


def shift(values: Any, step: int, fill: float) -> Any:
    """Return the rows of the neighbours `step` blocks away, `fill` where there are none."""
    shifted = np.full_like(values, fill)
    if abs(step) < len(values):
        if step < 0:
            shifted[-step:] = values[:step]
        else:
            shifted[:-step] = values[step:]
    return shifted


def best_run(scores: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of blocks with the highest sum."""
    best = current = 0.0
    low = start = end = 0
    for i, score in enumerate(scores):
        if current <= 0:
            current, low = 0.0, i
        current += score
        if current > best:
            best, start, end = current, low, i + 1
    return start, end
