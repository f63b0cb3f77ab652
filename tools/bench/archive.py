"""Time `racenews archive` alone and on a Dask cluster of one and of two workers: `python -m tools.bench.archive`.

The scheduler and its workers, a process each, run on this machine and clean the same made-up dumps in turn, a round
after the other; what they write is compared byte for byte with what one process writes. What a hundred million dumps
take is worked out from the seconds of a processor that a dump takes, without what it takes to start, and what they cost
from the price of an hour.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bench.__main__ import SHARED
from tools.bench.cluster import Cluster, running
from tools.bench.timing import time_command

from press.printer import PLUGINS

WARM_UP_DUMPS = 8  # before a round, so that every worker has loaded the rules and names


@dataclass(frozen=True, slots=True)
class Cost:
    """One run: seconds of the processors of the command, the scheduler and the workers; of the clock; the bytes."""

    client: float
    scheduler: float
    workers: float
    wall: float
    digest: str

    @property
    def cpu(self) -> float:
        """Return the seconds of the processors, of all together."""
        return self.client + self.scheduler + self.workers


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a road and the bill; return 1 where two roads do not give the same bytes."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.archive", description=__doc__)
    parser.add_argument("--dumps", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--partitions", type=int, default=8, help="of how many files, a partition each (8)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is timed (3)")
    parser.add_argument("--many", type=int, default=100_000_000, help="dumps that the bill is for (100 million)")
    parser.add_argument("--price", type=float, default=0.04, help="dollars for an hour of one processor (0.04)")
    parser.add_argument("--limit", type=float, default=900.0, help="seconds that one run may take (900)")
    parser.add_argument("--work", type=Path, help="folder for the data; a temporary one if none is named")
    asked = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that nothing that was started stays
    if not (SHARED / "gen.py").is_file():
        print(f"{SHARED} is not there: no made-up dumps.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="archive-", dir=asked.work) as folder, contextlib.ExitStack() as stack:
        work = Path(folder)
        source = _write_dumps(work, asked.dumps, asked.partitions)
        clusters = [stack.enter_context(running(work / f"cluster-{workers}", workers)) for workers in (1, 2)]
        for cluster in clusters:
            _run(work, work / "warm-up", cluster, asked.limit)
        start = _run(work, work / "warm-up", clusters[-1], asked.limit)
        roads: dict[str, list[Cost]] = {}
        for number in range(asked.rounds):
            for road in (None, *clusters):
                cost = _run(work, source, road, asked.limit)
                roads.setdefault(_name(road), []).append(cost)
                told = f"round {number + 1}: {_name(road)}: {cost.cpu:.1f} s CPU, {cost.wall:.1f} s wall"
                print(told, file=sys.stderr, flush=True)
    _tell(roads, asked.dumps)
    spent = statistics.median(cost.cpu for cost in roads[_name(clusters[-1])]) - start.cpu
    _tell_bill(spent / (asked.dumps - WARM_UP_DUMPS), asked.many, asked.price)
    same = len({cost.digest for costs in roads.values() for cost in costs}) == 1
    print("The same bytes by all." if same else "THE BYTES ARE NOT THE SAME.")
    return 0 if same else 1


def _write_dumps(work: Path, dumps: int, partitions: int) -> Path:
    """Return a folder with the dumps as JSONL, and write a few of them into another beside it."""
    data = work / "data"
    command = [sys.executable, str(SHARED / "gen.py"), "--n", str(dumps), "--out", str(data), "--formats", "raw"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # the bench's own generator
    lines = [
        json.dumps({"id": file.stem, "raw": file.read_text(encoding="utf-8")}, ensure_ascii=False) + "\n"
        for file in sorted((data / "raw").rglob("*.txt"))
    ]
    _write_files(work / "in", lines, partitions)
    _write_files(work / "warm-up", lines[:WARM_UP_DUMPS], WARM_UP_DUMPS)
    return work / "in"


def _write_files(folder: Path, lines: Sequence[str], files: int) -> None:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:05}.jsonl").write_text("".join(lines[number::files]), encoding="utf-8")


def _run(work: Path, source: Path, cluster: Cluster | None, limit: float) -> Cost:
    target = work / "out"
    words = [sys.executable, "-m", "racenews", "archive", str(source), str(target)]
    words += ["--scheduler", cluster.address] if cluster else ["--jobs", "1"]
    before = cluster.cpu() if cluster else (0.0, 0.0)
    run = time_command(words, work, {"PYTHONPATH": str(PLUGINS)}, limit)
    after = cluster.cpu() if cluster else (0.0, 0.0)
    digest = hashlib.sha256()
    for file in sorted((target / "records").rglob("*.jsonl")):
        digest.update(file.read_bytes())
    shutil.rmtree(target)
    return Cost(run.cpu, after[0] - before[0], after[1] - before[1], run.wall, digest.hexdigest())


def _name(cluster: Cluster | None) -> str:
    if not cluster:
        return "one process"
    return f"{cluster.workers} worker{'s' if cluster.workers > 1 else ''}"


def _tell(roads: Mapping[str, Sequence[Cost]], dumps: int) -> None:
    """Print the medians: dumps a second, and seconds of the processors for a thousand dumps."""

    def middle(name: str, what: str) -> float:
        return statistics.median(float(getattr(cost, what)) for cost in roads[name])

    print(f"{dumps:,} dumps, medians of {len(roads['one process'])} rounds; seconds of the processors for 1,000 dumps")
    print(f"{'':14}{'dumps/s':>9}{'command':>9}{'scheduler':>11}{'workers':>9}{'all':>8}{'to one process':>16}")
    alone = middle("one process", "cpu")
    for name in roads:
        speed = dumps / middle(name, "wall")
        parts = [middle(name, what) / dumps * 1000 for what in ("client", "scheduler", "workers", "cpu")]
        client, scheduler, workers, whole = parts
        over = middle(name, "cpu") / alone
        print(f"{name:14}{speed:9.0f}{client:9.2f}{scheduler:11.2f}{workers:9.2f}{whole:8.2f}{over:16.3f}")
    ratio = middle("1 worker", "wall") / middle("2 workers", "wall")
    print(f"Two workers take 1 / {ratio:.2f} of the time of one.")


def _tell_bill(seconds: float, many: int, price: float) -> None:
    """Print what `many` dumps take and cost, at so many seconds of a processor a dump."""
    hours = seconds * many / 3600
    million = seconds * 1_000_000 / 3600 * price
    print(
        f"{many:,} dumps: {hours:,.0f} hours of one processor, {hours * price:,.2f} dollars at {price:g} an hour "
        f"({million:.2f} a million); {hours / 1000 * 60:,.0f} minutes on 1,000 processors."
    )


if __name__ == "__main__":
    sys.exit(main())
