"""A Dask scheduler and its workers on this machine, and what each of them has cost so far."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from press.printer import PLUGINS

START_SECONDS = 60.0
LOOK_SECONDS = 0.1


class Cluster:
    """A scheduler and so many worker processes, of one thread each."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self.workers = workers
        self.address = ""

    def start(self) -> None:
        """Start all and wait for them; SystemExit with the last words of one that does not come."""
        note = self._folder / "scheduler.json"
        here = ("--host", "127.0.0.1", "--no-dashboard")
        self._start("scheduler", *here, "--port", "0", "--scheduler-file", str(note))
        with self._waiting("the scheduler does not answer") as until:
            while not self.address:
                self._check(until)
                with contextlib.suppress(OSError, ValueError):
                    self.address = str(json.loads(note.read_text(encoding="utf-8"))["address"])
        for _ in range(self.workers):
            self._start("worker", self.address, *here, "--nthreads", "1", "--no-nanny", "--local-directory", "scratch")
        from distributed import Client

        with self._waiting("the workers do not come") as until, Client(self.address, timeout=START_SECONDS) as client:
            while len(client.nthreads()) < self.workers:
                self._check(until)

    def stop(self) -> None:
        """End all, without asking: a worker that is told to end while its scheduler ends may wait for ever."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()

    def cpu(self) -> tuple[float, float]:
        """Return the seconds of the processors that the scheduler has used, and those of its workers (Linux)."""
        scheduler, *workers = (_cpu_of(process.pid) for process in self._processes)
        return scheduler, sum(workers)

    def _start(self, *words: str) -> None:
        dask = str(Path(sys.executable).with_name("dask"))
        environment = {**os.environ, "PYTHONPATH": str(PLUGINS)}
        with self._log(len(self._processes)).open("wb") as log:
            self._processes.append(
                subprocess.Popen([dask, *words], cwd=self._folder, env=environment, stdout=log, stderr=log)  # noqa: S603  # the bench's own cluster
            )

    @contextlib.contextmanager
    def _waiting(self, fault: str) -> Iterator[float]:
        """Yield until when to wait; raise SystemExit with `fault` where that was in vain."""
        try:
            yield time.monotonic() + START_SECONDS
        except (OSError, ValueError) as reason:
            said = [self._log(n).read_text(errors="replace")[-500:] for n in range(len(self._processes))]
            raise SystemExit("\n".join([f"{fault}: {reason}", *said])) from None

    def _check(self, until: float) -> None:
        """Wait a little; TimeoutError where it is late, or a process has ended."""
        if time.monotonic() >= until or any(process.poll() is not None for process in self._processes):
            raise TimeoutError(f"{START_SECONDS:.0f} seconds went by, or a process has ended")
        time.sleep(LOOK_SECONDS)

    def _log(self, number: int) -> Path:
        return self._folder / f"process-{number}.log"


@contextlib.contextmanager
def running(folder: Path, workers: int) -> Iterator[Cluster]:
    """Yield a cluster that runs, with its files in `folder`."""
    folder.mkdir()
    cluster = Cluster(folder, workers)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def _cpu_of(process: int) -> float:
    numbers = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
