"""One command, timed as a whole process tree."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """What a command cost: seconds of the processors and of the wall clock, and the tree's peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def time_command(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], most_seconds: float = float("inf")
) -> Run:
    """Run a command in `folder` and return its cost, all its processes together (Linux: memory is their Pss).

    Raises SystemExit with the command's last words where it fails or takes longer than `most_seconds`.
    """
    os.sync()
    log = folder / "last.log"
    started = time.perf_counter()
    with log.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603  # the builders named by the bench
            words, cwd=folder, env={**os.environ, **environment}, stdout=stream, stderr=stream
        )
        peaks, done = [0.0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, done, peaks, most_seconds), daemon=True)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
    if process.returncode:
        late = f", after the {most_seconds:.0f} seconds that it may take" if wall >= most_seconds else ""
        raise SystemExit(
            f"{' '.join(words)}: exit {process.returncode}{late}\n{log.read_text(errors='replace')[-2000:]}"
        )
    return Run(usage.ru_utime + usage.ru_stime, wall, max(peaks[0], usage.ru_maxrss / 1024))


def _watch(pid: int, done: threading.Event, peaks: list[float], most_seconds: float) -> None:
    until = time.monotonic() + most_seconds
    while not done.wait(SAMPLE_SECONDS):
        peaks[0] = max(peaks[0], _tree_memory(pid))
        if time.monotonic() >= until:
            os.kill(pid, signal.SIGKILL)
            return


def _tree_memory(pid: int) -> float:
    """Return the memory of a process and its children in MB, pages that they share counted once."""
    todo, total = [pid], 0
    while todo:
        here = Path(f"/proc/{todo.pop()}")
        try:
            lines = (here / "smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            for task in (here / "task").iterdir():
                todo += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, StopIteration):
            continue  # it has just ended
    return total / 1024
