"""Time `racenews archive` on a Dask cluster of one worker and of two: `python -m tools.bench.archive --dumps 3000`.

The scheduler and its workers run on this machine, a process for each worker, and clean the same made-up dumps; what
they write is compared byte for byte with what one process writes. The bill for a hundred million dumps is worked out
from the seconds of a processor that a dump takes and from what an hour of one costs (`--price`).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bench.__main__ import SHARED
from tools.bench.timing import Run, time_command

from press.printer import PLUGINS

MANY = 100_000_000  # dumps
PRICE = 0.04  # an hour of one processor in dollars: the rent of a small machine by the hour; give your own
START_SECONDS = 60
DUMPS_PER_FILE = 250  # a partition each, so that there are enough of them for all
_QUIET = ("--no-dashboard",)
_WORKER = ("worker", "--nthreads", "1", "--nworkers", "1", "--no-nanny", *_QUIET)


@dataclass(frozen=True, slots=True)
class Road:
    """One way to the same records: how many workers of a cluster, 0 for a process alone, and what it cost."""

    workers: int
    run: Run
    digest: str
    """Of all files of records."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a road and the bill; return 1 where two roads do not give the same bytes."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.archive", description=__doc__)
    parser.add_argument("--dumps", type=int, default=3000, help="how many (3000)")
    parser.add_argument("--price", type=float, default=PRICE, help=f"of an hour of one processor ({PRICE})")
    parser.add_argument("--work", type=Path, help="folder for the data; a temporary one if none is named")
    asked = parser.parse_args(arguments)
    if not (SHARED / "gen.py").is_file():
        print(f"{SHARED} is not there: no made-up dumps.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="archive-", dir=asked.work) as work:
        source = _write_dumps(Path(work), asked.dumps)
        roads = [_take(Path(work), source, workers) for workers in (0, 1, 2)]
    _tell(roads, asked.dumps, asked.price)
    return 0 if len({road.digest for road in roads}) == 1 else 1


def _write_dumps(work: Path, dumps: int) -> Path:
    """Return a folder with the dumps as JSONL."""
    data = work / "data"
    command = [sys.executable, str(SHARED / "gen.py"), "--n", str(dumps), "--out", str(data), "--formats", "raw"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # the bench's own generator
    source = work / "in"
    source.mkdir()
    files = sorted((data / "raw").rglob("*.txt"))
    for number, start in enumerate(range(0, len(files), DUMPS_PER_FILE)):
        with (source / f"{number:05}.jsonl").open("w", encoding="utf-8") as stream:
            for file in files[start : start + DUMPS_PER_FILE]:
                record = {"id": file.stem, "raw": file.read_text(encoding="utf-8")}
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return source


def _take(work: Path, source: Path, workers: int) -> Road:
    target = work / f"out-{workers}"
    words = (sys.executable, "-m", "racenews", "archive", str(source), str(target))
    environment = {"PYTHONPATH": str(PLUGINS)}
    with _cluster(work, workers) as (address, processes):
        before = sum(map(_cpu_of, processes))
        run = time_command((*words, "--scheduler", address) if address else (*words, "--jobs", "1"), work, environment)
        spent = sum(map(_cpu_of, processes)) - before
    run = Run(run.cpu + spent, run.wall, run.memory)
    digest = hashlib.sha256()
    for file in sorted((target / "records").rglob("*.jsonl")):
        digest.update(file.read_bytes())
    print(f"{_name(workers)}: {run.cpu:.1f} s CPU, {run.wall:.1f} s wall", file=sys.stderr, flush=True)
    return Road(workers, run, digest.hexdigest())


@contextlib.contextmanager
def _cluster(work: Path, workers: int) -> Iterator[tuple[str, list[int]]]:
    """Yield the address of a scheduler with so many workers, and the numbers of all their processes."""
    if not workers:
        yield "", []
        return
    note = work / f"scheduler-{workers}.json"
    dask = str(Path(sys.executable).with_name("dask"))
    scheduler = [
        dask,
        "scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(note),
    ]
    started: list[subprocess.Popen[bytes]] = []
    environment = {**os.environ, "PYTHONPATH": str(PLUGINS)}

    def start(words: Sequence[str]) -> None:
        quiet = subprocess.DEVNULL
        started.append(subprocess.Popen(words, cwd=work, env=environment, stdout=quiet, stderr=quiet))  # noqa: S603

    try:
        start(scheduler)
        address = _read_address(note)
        for _ in range(workers):
            start([dask, *_WORKER, address])
        _await_workers(address, workers)
        yield address, [process.pid for process in started]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def _read_address(note: Path) -> str:
    """Return the address that a scheduler has written down; SystemExit where it does not start."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError, ValueError):
            address: str = json.loads(note.read_text(encoding="utf-8"))["address"]
            return address
        time.sleep(0.1)
    raise SystemExit("the scheduler does not start")


def _await_workers(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=START_SECONDS) as client:
        client.wait_for_workers(workers, timeout=START_SECONDS)


def _cpu_of(process: int) -> float:
    """Return the seconds of the processors that a process has used (Linux)."""
    numbers = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def _name(workers: int) -> str:
    return f"{workers} worker{'s' if workers > 1 else ''}" if workers else "one process"


def _tell(roads: Sequence[Road], dumps: int, price: float) -> None:
    print(f"{dumps:,} dumps")
    print(f"{'':14}{'CPU s':>9}{'wall s':>9}{'dumps/s':>9}{'ms a dump':>11}{'speed-up':>10}")
    one = next(road for road in roads if road.workers == 1)
    for road in roads:
        cpu, wall = road.run.cpu, road.run.wall
        speed_up = f"{one.run.wall / wall:10.2f}" if road.workers else ""
        print(f"{_name(road.workers):14}{cpu:9.1f}{wall:9.1f}{dumps / wall:9.0f}{cpu / dumps * 1000:11.2f}{speed_up}")
    print("The same bytes by all." if len({road.digest for road in roads}) == 1 else "THE BYTES ARE NOT THE SAME.")
    hours = max(roads, key=lambda road: road.workers).run.cpu / dumps * MANY / 3600
    print(
        f"100 million dumps: {hours:,.0f} hours of one processor, {hours * price:,.0f} dollars at {price} an hour; "
        f"a million costs {hours * price / 100:.2f}; on 1,000 processors {hours / 1000 * 60:,.0f} minutes of work."
    )


if __name__ == "__main__":
    sys.exit(main())
