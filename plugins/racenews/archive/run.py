"""Go through all partitions of an archive, on this machine or on a cluster, and sum up what became of them."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sys
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from racenews.archive.cluster import Failure, clean_on_cluster
from racenews.archive.partitions import PARTITION_BYTES, Partition, find_files, find_partitions
from racenews.archive.worker import (
    LOCK,
    RECORDS,
    SUMS,
    Sum,
    Work,
    clean_partition,
    digest_newsroom,
    read_counts,
    read_lock,
    to_json,
    write_whole,
)
from racenews.crew import CAN_FORK, Lost, work_apart
from racenews.disk_faults import tell_disk_fault
from racenews.pipeline import default_resources
from racenews.repeats import Counts, propose
from racenews.types import RacenewsError

if TYPE_CHECKING:
    from racenews.clean.weights import Mode

FIGURES, REPEATS = "archive.json", "repeats.jsonl"
SECONDS_BETWEEN_LINES = 5.0
MAX_NAMES = 3  # of files or partitions that are told of in one line
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
    others: tuple[str, ...] = ()
    """What lies in IN and is no file of dumps."""

    def notes(self) -> tuple[str, ...]:
        """Return what an editor should know of, a line each."""
        if not self.others:
            return self.faults
        what = "Files of dumps end in .jsonl or .parquet, and links to folders are not followed"
        return (*self.faults, f"{_name_some(self.others)}: not read. {what}.")

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
    scheduler: str | None = None,
    minimum: int = 5,
    partition_bytes: int = PARTITION_BYTES,
) -> Archived:
    """Clean, link and count all dumps of `source`; return what became of them.

    `target` then holds `records/` and `sums/`, a file a partition; `repeats.jsonl`, what recurs in at least `minimum`
    dumps of a source; `archive.json`, the figures. Raises RacenewsError where nothing can be done at all.
    """
    here, there = source.resolve(), target.resolve()
    if there.is_relative_to(here):
        raise RacenewsError(
            f"{target}: it lies in {source}, and would be read as dumps. Name a folder beside it for OUT."
        )
    parts, others = find_partitions(source, partition_bytes), find_files(source).others
    try:
        with _held(target, here) as run:
            newsroom = digest_newsroom()
            works = [Work(str(here), str(there), part, mode, newsroom, run) for part in parts]
            _sweep(target, {part.name for part in parts})
            doing = _clean_here(works, jobs) if scheduler is None else clean_on_cluster(scheduler, works)
            return _finish(target, doing, parts, others, minimum)
    except OSError as fault:
        raise RacenewsError(tell_disk_fault(fault, target)) from None


def _finish(
    target: Path,
    doing: Iterator[Sum | Failure],
    parts: Sequence[Partition],
    others: tuple[str, ...],
    minimum: int,
) -> Archived:
    done: dict[str, Sum] = {}
    failures: list[Failure] = []
    for result in _with_progress(doing, len(parts)):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            done[result.name] = result
    order = {part.name: number for number, part in enumerate(parts)}
    failures.sort(key=lambda failure: order[failure.name])
    return _sum_up(target, [done[part.name] for part in parts if part.name in done], failures, others, minimum)


def _clean_here(works: Sequence[Work], jobs: int) -> Iterator[Sum | Failure]:
    hands = min(jobs, len(works))
    if hands <= 1 or not CAN_FORK:
        yield from map(_outcome, works)
        return
    default_resources().prepare()  # once, and not in every process
    for work, result in zip(works, work_apart(_outcome, works, hands, MAX_SECONDS), strict=True):
        yield Failure(work.part.name, f"{result.reason}; try fewer --jobs") if isinstance(result, Lost) else result


def _outcome(work: Work) -> Sum | Failure:
    try:
        return clean_partition(work)
    except RacenewsError as fault:
        return Failure(work.part.name, str(fault))
    except Exception as fault:  # one partition must not cost the others
        return Failure(work.part.name, f"a fault of the program, {fault!r:.300}")


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


def _sum_up(
    target: Path, done: Sequence[Sum], failures: Sequence[Failure], others: tuple[str, ...], minimum: int
) -> Archived:
    """Write what recurs and the figures. The sums are merged in the partitions' order: it makes a difference."""
    counts = Counts()
    summed: list[Sum] = []
    lost: list[Failure] = []
    for each in done:
        file = target / SUMS / f"{each.name}.json"
        counted = read_counts(file, each.key)
        if counted is None:
            file.unlink(missing_ok=True)  # so that the next run does it again
            lost.append(Failure(each.name, f"{file}: somebody changed it, or the disk lost it. Run the command again"))
            continue
        counts = counts.merge(counted)
        summed.append(each)
    failures = (*failures, *lost)
    lines = [json.dumps(asdict(proposal), ensure_ascii=False) + "\n" for proposal in propose(counts, minimum)]
    told = Archived(
        partitions=len(summed) + len(failures),
        kept=sum(each.kept for each in summed),
        records=sum(each.records for each in summed),
        articles=sum(each.articles for each in summed),
        faults=(*(fault for each in summed for fault in each.faults), *_tell(failures)),
        faulty=sum(each.faulty for each in summed),
        failed=len(failures),
        others=others,
    )
    figures = {key: value for key, value in asdict(told).items() if key != "kept"} | {"repeats_missed": counts.missed}
    write_whole(target / REPEATS, "".join(lines).encode("utf-8", errors="replace"))
    write_whole(target / FIGURES, to_json(figures, indent=1))
    return told


def _tell(failures: Sequence[Failure]) -> Iterator[str]:
    """Yield a line for each reason why partitions were not done."""
    reasons: dict[str, list[str]] = {}
    for failure in failures:
        reasons.setdefault(failure.reason, []).append(failure.name)
    for reason, names in reasons.items():
        yield f"{_name_some(names)}: not done: {reason.rstrip('.')}."


def _name_some(names: Sequence[str]) -> str:
    more = len(names) - MAX_NAMES
    return ", ".join(names[:MAX_NAMES]) + (f" and {more:,} more" if more > 0 else "")


@contextlib.contextmanager
def _held(target: Path, source: Path) -> Iterator[str]:
    """Hold the folder for one command alone, and yield the name of its run.

    Raises RacenewsError where it is not ours, holds the archive of something else, or another command works there.
    """
    if target.exists() and not target.is_dir():
        raise RacenewsError(f"{target}: a file, and no folder. Name a folder for OUT.")
    if target.is_dir() and any(target.iterdir()) and not (target / LOCK).exists():
        raise RacenewsError(f"{target}: it holds other things than an archive. Name an empty folder for OUT.")
    if source.is_relative_to(target.resolve()):
        raise RacenewsError(f"{source}: it lies in {target}, where results go. Name a folder beside it for OUT.")
    target.mkdir(parents=True, exist_ok=True)
    with (target / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RacenewsError(
                f"{target}: another command archives there. Wait for it, or name another OUT."
            ) from None
        of, _ = read_lock(target)
        if of not in ("", str(source)):
            raise RacenewsError(
                f"{target}: it holds the archive of {of}, and not of {source}. Name another folder for OUT; or, where "
                f"the one has become the other, say so in {target / LOCK}."
            )
        run = uuid.uuid4().hex
        _note(lock, source, run)
        try:
            yield run
        finally:
            _note(lock, source, "")


def _note(lock: IO[str], source: Path, run: str) -> None:
    """Write into the lock what is archived and by which run: workers elsewhere look whether it is still theirs."""
    lock.truncate(0)
    lock.write(json.dumps({"in": str(source), "run": run}))
    lock.flush()
    os.fsync(lock.fileno())


def _sweep(target: Path, names: Set[str]) -> None:
    """Take away results of partitions that are no more, and what a worker left that was killed while it wrote."""
    for folder, ending in ((RECORDS, ".jsonl"), (SUMS, ".json")):
        for file in (target / folder).rglob("*"):
            if file.is_file() and file.relative_to(target / folder).as_posix().removesuffix(ending) not in names:
                file.unlink()
