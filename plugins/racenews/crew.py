"""Processes that work through a list, each of which may die or hang over an item without harm to the others."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
CAN_FORK = "fork" in multiprocessing.get_all_start_methods()


@dataclass(frozen=True, slots=True)
class Lost:
    """An item over which a process ended, or had to be ended; `reason` says which."""

    reason: str


@dataclass(slots=True)
class _Hand:
    """One process, our end of its pipe, and the item it is at."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    at: int | None = None
    since: float = 0.0


def work_apart(
    task: Callable[[Item], Result], items: Sequence[Item], hands: int, seconds: float
) -> Generator[Result | Lost, None, None]:
    """Yield what `task` gives for each of `items`, in their order, worked out in so many processes.

    An item is Lost where its process dies (a fault of a library, no memory left) or takes longer than `seconds`: the
    process is replaced, and the others go on. The processes are forks: what is loaded need not be sent. A task raises
    nothing, and what it gives can be pickled.
    """
    done: dict[int, Result | Lost] = {}
    waiting = deque(range(len(items)))
    crew: list[_Hand] = []
    told = 0
    try:
        while told < len(items):
            while waiting and len(crew) < hands:
                crew.append(_hire(task, items, crew))
                _hand_out(crew[-1], waiting)
            done.update(_collect(crew, waiting, seconds))
            while told in done:
                yield done.pop(told)
                told += 1
    finally:
        for hand in crew:
            _dismiss(hand)


def _hire(task: Callable[[Item], Result], items: Sequence[Item], crew: Sequence[_Hand]) -> _Hand:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    not_theirs = [ours, *(hand.pipe for hand in crew)]
    process = context.Process(target=_work, args=(task, items, theirs, not_theirs), daemon=True)
    process.start()
    theirs.close()
    return _Hand(process, ours)


def _work(
    task: Callable[[Item], Result], items: Sequence[Item], pipe: Connection, not_ours: Sequence[Connection]
) -> None:
    gc.freeze()  # what was loaded before stays as long as we do: the collector need not walk through it again and again
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the editor's Ctrl-C is for the one who hired us
    for other in not_ours:
        other.close()  # while anybody holds them, nobody hears that the build is gone
    try:
        while True:
            pipe.send(task(items[pipe.recv()]))
    except (EOFError, OSError):
        os._exit(0)


def _hand_out(hand: _Hand, waiting: deque[int]) -> None:
    if not waiting:
        return
    hand.at, hand.since = waiting.popleft(), time.monotonic()
    try:
        hand.pipe.send(hand.at)
    except OSError:  # it died at rest, and not over this item
        waiting.appendleft(hand.at)
        hand.at = None


def _collect(crew: list[_Hand], waiting: deque[int], seconds: float) -> Iterator[tuple[int, Result | Lost]]:
    """Wait until somebody has something; yield it, and send whoever is free to the next item."""
    busy = {hand.pipe: hand for hand in crew if hand.at is not None}
    due = min((hand.since for hand in busy.values()), default=time.monotonic()) + seconds
    ready = wait(list(busy), timeout=max(0.0, due - time.monotonic()))
    late = () if ready else [pipe for pipe, hand in busy.items() if time.monotonic() - hand.since >= seconds]
    for pipe in (*ready, *late):
        hand = busy[pipe]
        item = hand.at
        assert item is not None
        try:
            yield item, hand.pipe.recv() if pipe in ready else Lost(f"it takes longer than {seconds:g} seconds")
        except (EOFError, OSError):
            hand.process.join()
            yield item, Lost(_how_it_ended(hand.process.exitcode))
        hand.at = None
        if pipe in ready and hand.process.is_alive():
            _hand_out(hand, waiting)
        if hand.at is None:
            _dismiss(hand)
            crew.remove(hand)


def _dismiss(hand: _Hand) -> None:
    hand.pipe.close()
    if hand.at is not None or hand.process.is_alive():
        hand.process.kill()
    hand.process.join()


def _how_it_ended(code: int | None) -> str:
    if code == -signal.SIGKILL:
        return "the process that read it was killed, for want of memory perhaps"
    if code is not None and code < 0:
        return f"it ended the process that read it ({signal.Signals(-code).name})"
    return f"it ended the process that read it (exit status {code})"
