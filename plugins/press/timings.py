"""How long each step of a build takes and how much memory: the steps are those that its progress names."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass

from press.edition import Progress

_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes that the system counts by


@dataclass(frozen=True, slots=True)
class Timing:
    """What one step took, in seconds: by the clock, and of the processor, other processes included.

    `peak` is the most memory that a process which laid out or printed has had at once until the end of the step, in
    bytes; 0 where the system does not tell.
    """

    step: str
    wall: float
    cpu: float
    peak: int


class Stopwatch:
    """Times the steps that pass through `tell` on their way to the progress that is shown.

    Processes that clean count for the step in which they end.
    """

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._step = "Starting"
        self._began = _now()
        self._spent: dict[str, tuple[float, float, int]] = {}

    def tell(self, step: str, done: int, total: int) -> None:
        """Note that `step` is at work, and hand the word on."""
        if step != self._step:
            self._turn_to(step)
        self._shown(step, done, total)

    def stop(self) -> tuple[Timing, ...]:
        """Return what each step took, in the order in which they began."""
        self._turn_to(self._step)
        return tuple(Timing(step, *spent) for step, spent in self._spent.items())

    def _turn_to(self, step: str) -> None:
        now = _now()
        wall, cpu, _ = self._spent.get(self._step, (0.0, 0.0, 0))
        self._spent[self._step] = wall + now[0] - self._began[0], cpu + now[1] - self._began[1], peak_memory()
        self._step, self._began = step, now


@dataclass(slots=True)
class Elsewhere:
    """What a process of ours that is still at work has used of the processor, in seconds, and its peak in bytes."""

    cpu: float = 0.0
    peak: int = 0


elsewhere = Elsewhere()


def _now() -> tuple[float, float]:
    return time.monotonic(), used_cpu()


def used_cpu() -> float:
    """Return the seconds of the processor that this process has used, with those that have worked for it."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system + elsewhere.cpu


def peak_memory() -> int:
    """Return the most memory that a process of ours has had at once, in bytes; 0 where the system does not tell."""
    with contextlib.suppress(ImportError):  # Windows knows no such thing
        import resource

        return max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT, elsewhere.peak)
    return 0
