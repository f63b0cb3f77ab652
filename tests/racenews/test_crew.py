"""Work in processes that may die or hang: every item is answered for, in order."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import threading

import pytest

from racenews.crew import Lost, work_apart

PATIENCE = 60.0  # seconds; no test waits for them


def act(item: int | str) -> int | str:
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "leave":
        os._exit(3)
    if item == "hang":
        threading.Event().wait()
    return item if isinstance(item, str) else item * item


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(work_apart(act, range(50), 3, PATIENCE)) == [n * n for n in range(50)]
    assert list(work_apart(act, [], 3, PATIENCE)) == []


def test_the_collector_passes_by_what_was_loaded_before() -> None:
    (frozen,) = work_apart(lambda _: gc.get_freeze_count(), [0], 1, PATIENCE)
    assert isinstance(frozen, int)
    assert frozen > 10_000
    assert gc.get_freeze_count() < frozen


def test_an_item_that_ends_its_process_is_lost_alone() -> None:
    items = ["die", 1, "die", 2, 3, "leave", 4, "die"]
    given = list(work_apart(act, items, 2, PATIENCE))
    assert [g for g in given if not isinstance(g, Lost)] == [1, 4, 9, 16]
    assert [n for n, g in enumerate(given) if isinstance(g, Lost)] == [0, 2, 5, 7]
    assert "was killed" in getattr(given[0], "reason", "")
    assert "exit status 3" in getattr(given[5], "reason", "")


def test_an_item_that_hangs_is_ended_and_the_others_go_on() -> None:
    assert list(work_apart(act, [1, "hang", 2], 1, 0.5)) == [1, Lost("it takes longer than 0.5 seconds"), 4]


def test_nobody_stays_when_the_work_is_given_up() -> None:
    with contextlib.closing(work_apart(lambda _: os.getpid(), range(100), 2, PATIENCE)) as pids:
        first = next(pids)
    assert isinstance(first, int)
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
