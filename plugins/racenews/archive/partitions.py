"""What came in, cut into partitions: stretches of JSONL files of so many bytes, of Parquet files of so many rows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from racenews.archive.parquet import DamagedError, Row, find_row_stretches, read_rows
from racenews.disk_faults import tell_disk_fault
from racenews.record_lines import Request, RequestError, read_line, read_request
from racenews.types import RacenewsError

PARTITION_BYTES = 8 * 1024 * 1024  # some 1,500 dumps: half a minute of work, so that little is lost with a worker
JSONL, PARQUET = ".jsonl", ".parquet"


@dataclass(frozen=True, slots=True)
class Partition:
    """One part of a file. `start` and `end` are bytes of a JSONL file; of a Parquet file, its rows.

    A line belongs to the partition in which it starts.
    """

    file: str
    """Its path below what is archived, with slashes."""
    number: int
    start: int
    end: int

    @property
    def name(self) -> str:
        """Where its results lie, without an ending: `2023/may.jsonl.00002`."""
        return f"{self.file}.{self.number:05}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line or row of a partition: where it stands, and what it asks for or why it asks for nothing."""

    place: str
    request: Request | RequestError


@dataclass(frozen=True, slots=True)
class Files:
    """What there is to archive, and what else lies there: files of other kinds, links to folders."""

    root: Path
    files: tuple[Path, ...]
    others: tuple[str, ...] = ()


def find_files(source: Path) -> Files:
    """Return a file, or all such files below a folder, in the order of their names.

    Raises RacenewsError where there is nothing to archive, or a folder cannot be opened.
    """
    if not source.exists():
        raise RacenewsError(
            f"{source}: no such file or folder, so no {JSONL} or {PARQUET} file. Name one, or a folder."
        )
    root = source if source.is_dir() else source.parent
    files, others = [], []
    for path in [source] if source.is_file() else _walk(source):
        if path.suffix.lower() in (JSONL, PARQUET) and path.is_file():
            files.append(path)
        else:
            others.append(path.relative_to(root).as_posix())
    if not files:
        raise RacenewsError(f"{source}: no {JSONL} or {PARQUET} file there. Name such a file, or a folder of them.")
    return Files(root, tuple(sorted(files)), tuple(sorted(others)))


def _walk(root: Path) -> Iterator[Path]:
    """Yield all files below a folder, and the links to folders, which are not followed."""
    for folder, folders, names in os.walk(root, onerror=_refuse):
        yield from (Path(folder, name) for name in names)
        yield from (path for name in folders if (path := Path(folder, name)).is_symlink())


def _refuse(fault: OSError) -> NoReturn:
    raise RacenewsError(tell_disk_fault(fault)) from None


def find_partitions(source: Path, partition_bytes: int = PARTITION_BYTES) -> tuple[Partition, ...]:
    """Return the partitions of all that `find_files` finds, in the order of the files' names."""
    found = find_files(source)
    return tuple(
        part for file in found.files for part in _cut(file, file.relative_to(found.root).as_posix(), partition_bytes)
    )


def _cut(file: Path, name: str, partition_bytes: int) -> Iterator[Partition]:
    try:
        stretches = (find_row_stretches if _is_parquet(file) else _stretches)(file, partition_bytes)
    except (OSError, DamagedError):
        stretches = [(0, 1)]  # whoever does it says what is wrong, and the others are done
    for number, (start, end) in enumerate(stretches):
        yield Partition(name, number, start, end)


def _stretches(file: Path, partition_bytes: int) -> list[tuple[int, int]]:
    size = file.stat().st_size
    return [(start, min(start + partition_bytes, size)) for start in range(0, size, partition_bytes)]


def read_partition(source: Path, part: Partition) -> Iterator[tuple[bytes, Asked]]:
    """Yield what each line or row asks for, with the bytes that say so; nothing where no line starts in the partition.

    Raises OSError where the file cannot be read, and RacenewsError where a Parquet file holds no such columns.
    """
    file = source if source.is_file() else source / part.file
    if _is_parquet(file):
        for row in read_rows(file, part.file, part.start, part.end):
            sent = repr(sorted(row.values.items())).encode("utf-8", "surrogatepass")
            yield sent, Asked(f"{part.file}, row {row.number:,}", _asked_by(row))
        return
    with file.open("rb") as stream:
        for place, line in _lines(stream, part.start, part.end):
            if line.strip():
                yield line, Asked(f"{part.file}, byte {place:,}", _asked(line))


def _is_parquet(file: Path) -> bool:
    return file.suffix.lower() == PARQUET


def _lines(stream: IO[bytes], start: int, end: int) -> Iterator[tuple[int, bytes]]:
    place = start
    if start:  # the line that runs over the edge belongs to the partition before
        stream.seek(start - 1)
        place = start - 1 + len(stream.readline())
    while place < end and (line := stream.readline()):
        yield place, line
        place += len(line)


def _asked(line: bytes) -> Request | RequestError:
    try:
        return read_line(line)
    except RequestError as fault:
        return fault


def _asked_by(row: Row) -> Request | RequestError:
    try:
        return read_request(row.values, row.warnings)
    except RequestError as fault:
        return fault
