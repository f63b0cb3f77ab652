"""Go through all partitions of an archive, on this machine or on a cluster, and sum up what became of them."""

from __future__ import annotations

import contextlib
import fcntl
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from racenews.archive.cluster import Failure, clean_on_cluster
from racenews.archive.partitions import PARTITION_BYTES, find_partitions
from racenews.archive.worker import RECORDS, SUMS, Sum, Work, clean_partition, digest_newsroom, read_counts, write_whole
from racenews.crew import CAN_FORK, Lost, work_apart
from racenews.pipeline import default_resources
from racenews.repeats import Counts, propose
from racenews.types import RacenewsError

if TYPE_CHECKING:
    from racenews.clean.weights import Mode

LOCK, FIGURES, REPEATS = ".archive-lock", "archive.json", "repeats.jsonl"
SECONDS_BETWEEN_LINES = 5.0
MAX_SECONDS = 3600.0  # for a partition of half a minute, on a disk that hardly answers


@dataclass(frozen=True, slots=True)
class Archived:
    """What became of an archive."""

    partitions: int
    kept: int
    """Partitions that an earlier run had done."""
    records: int
    articles: int
    faults: tuple[str, ...]
    """Lines that were passed over and partitions that could not be done."""
    faulty: int
    failed: int

    def told(self) -> str:
        """Return it as one line."""
        again = f", {self.kept:,} of them kept from an earlier run" if self.kept else ""
        aside = f", {self.faulty:,} lines passed over" if self.faulty else ""
        missing = f", {self.failed:,} partitions not done: run the command again" if self.failed else ""
        here = f"{self.records:,} records ({self.articles:,} articles) in {self.partitions:,} partitions"
        return f"{here}{again}{aside}{missing}"


def archive(
    source: Path,
    target: Path,
    *,
    mode: Mode = "cautious",
    jobs: int = 1,
    scheduler: str = "",
    minimum: int = 5,
    partition_bytes: int = PARTITION_BYTES,
) -> Archived:
    """Clean, link and count all dumps of `source`; return what became of them.

    `target` then holds `records/` and `sums/`, a file a partition; `repeats.jsonl`, what recurs in at least `minimum`
    dumps of a source; `archive.json`, the figures. Raises RacenewsError where nothing can be done at all.
    """
    if target.resolve().is_relative_to(source.resolve()):
        raise RacenewsError(
            f"{target}: it lies in {source}, and would be read as dumps. Name a folder beside it for OUT."
        )
    parts = find_partitions(source, partition_bytes)
    with _held(target):
        newsroom = digest_newsroom()
        whole = (str(source.resolve()), str(target.resolve()))
        works = [Work(*whole, part, mode, newsroom) for part in parts]
        _sweep(target, {part.name for part in parts})
        doing = clean_on_cluster(scheduler, works) if scheduler else _clean_here(works, jobs)
        done: dict[str, Sum] = {}
        failures: list[Failure] = []
        for result in _with_progress(doing, len(works)):
            if isinstance(result, Failure):
                failures.append(result)
            else:
                done[result.name] = result
        return _sum_up(target, [done[part.name] for part in parts if part.name in done], failures, minimum)


def _clean_here(works: Sequence[Work], jobs: int) -> Iterator[Sum | Failure]:
    hands = min(jobs, len(works))
    if hands == 1 or not CAN_FORK:
        yield from map(_outcome, works)
        return
    default_resources().prepare()  # once, and not in every process
    for work, result in zip(works, work_apart(_outcome, works, hands, MAX_SECONDS), strict=True):
        yield Failure(work.part.name, f"{result.reason}; try fewer --jobs") if isinstance(result, Lost) else result


def _outcome(work: Work) -> Sum | Failure:
    try:
        return clean_partition(work)
    except (RacenewsError, OSError) as fault:
        return Failure(work.part.name, str(fault))


def _with_progress(doing: Iterable[Sum | Failure], partitions: int) -> Iterator[Sum | Failure]:
    """Yield what is done, and say on the error stream how far it is, now and then."""
    began = told = time.monotonic()
    records = 0
    for number, result in enumerate(doing, 1):
        if isinstance(result, Sum) and not result.kept:
            records += result.records
        now = time.monotonic()
        if now - told >= SECONDS_BETWEEN_LINES:
            told = now
            speed = records / (now - began)
            print(f"{number:,} of {partitions:,} partitions, {speed:,.0f} dumps a second", file=sys.stderr, flush=True)
        yield result


def _sum_up(target: Path, done: Sequence[Sum], failures: Sequence[Failure], minimum: int) -> Archived:
    """Write what recurs and the figures. The sums are merged in the partitions' order: it makes a difference."""
    counts = Counts()
    for each in done:
        counts = counts.merge(read_counts(target / SUMS / f"{each.name}.json"))
    lines = [json.dumps(asdict(proposal), ensure_ascii=False) + "\n" for proposal in propose(counts, minimum)]
    faults = [fault for each in done for fault in each.faults]
    told = Archived(
        partitions=len(done) + len(failures),
        kept=sum(each.kept for each in done),
        records=sum(each.records for each in done),
        articles=sum(each.articles for each in done),
        faults=(*faults, *(f"{failure.name}: not done: {failure.reason}" for failure in failures)),
        faulty=sum(each.faulty for each in done),
        failed=len(failures),
    )
    figures = {key: value for key, value in asdict(told).items() if key != "kept"} | {"repeats_missed": counts.missed}
    write_whole(target / REPEATS, "".join(lines).encode("utf-8", errors="replace"))
    write_whole(target / FIGURES, json.dumps(figures, ensure_ascii=False, indent=1).encode())
    return told


@contextlib.contextmanager
def _held(target: Path) -> Iterator[None]:
    """Hold the folder for one command alone; RacenewsError where it is not ours or another one works there."""
    if target.exists() and not target.is_dir():
        raise RacenewsError(f"{target}: a file, and no folder. Name a folder for OUT.")
    if target.is_dir() and any(target.iterdir()) and not (target / LOCK).exists():
        raise RacenewsError(f"{target}: it holds other things than an archive. Name an empty folder for OUT.")
    target.mkdir(parents=True, exist_ok=True)
    with (target / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RacenewsError(
                f"{target}: another command archives there. Wait for it, or name another OUT."
            ) from None
        yield


def _sweep(target: Path, names: Set[str]) -> None:
    """Take away results of partitions that are no more, and what a worker left that was killed while it wrote."""
    for folder, ending in ((RECORDS, ".jsonl"), (SUMS, ".json")):
        for file in (target / folder).rglob("*"):
            if file.is_file() and file.relative_to(target / folder).as_posix().removesuffix(ending) not in names:
                file.unlink()
