"""What came in, cut into partitions: stretches of JSONL files of so many bytes, row groups of Parquet files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from racenews.record_lines import Request, RequestError, read_line, read_request
from racenews.types import RacenewsError

PARTITION_BYTES = 8 * 1024 * 1024  # some 1,500 dumps: half a minute of work, so that little is lost with a worker
JSONL, PARQUET = ".jsonl", ".parquet"
COLUMNS = ("id", "raw", "html")


@dataclass(frozen=True, slots=True)
class Partition:
    """One part of a file. `start` and `end` are bytes of a JSONL file; of a Parquet file, its row groups.

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


def find_partitions(source: Path, partition_bytes: int = PARTITION_BYTES) -> tuple[Partition, ...]:
    """Return the partitions of a file, or of all such files below a folder, in the order of their names.

    Raises RacenewsError where there is nothing to archive.
    """
    if source.is_file():
        files = [source]
    else:
        files = sorted(f for f in source.rglob("*") if f.suffix in (JSONL, PARQUET) and f.is_file())
    if not files or files[0].suffix not in (JSONL, PARQUET):
        raise RacenewsError(f"{source}: no {JSONL} or {PARQUET} file there. Name such a file, or a folder of them.")
    root = source.parent if source.is_file() else source
    return tuple(part for file in files for part in _cut(file, file.relative_to(root).as_posix(), partition_bytes))


def _cut(file: Path, name: str, partition_bytes: int) -> Iterator[Partition]:
    if file.suffix == PARQUET:
        for group in range(_open_parquet(file).num_row_groups):
            yield Partition(name, group, group, group + 1)
        return
    size = file.stat().st_size
    for number, start in enumerate(range(0, size, partition_bytes)):
        yield Partition(name, number, start, min(start + partition_bytes, size))


def read_partition(source: Path, part: Partition) -> Iterator[tuple[bytes, Asked]]:
    """Yield what each line or row asks for, with the bytes that say so; nothing where no line starts in the partition.

    Raises OSError where the file cannot be read, and RacenewsError where a Parquet file holds no such columns.
    """
    file = source if source.is_file() else source / part.file
    if file.suffix == PARQUET:
        yield from _read_rows(file, part)
        return
    with file.open("rb") as stream:
        for place, line in _lines(stream, part.start, part.end):
            if line.strip():
                yield line, Asked(f"{part.file}, byte {place:,}", _asked(line))


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
        return read_line(line.decode("utf-8", errors="replace"))
    except RequestError as fault:
        return fault


def _read_rows(file: Path, part: Partition) -> Iterator[tuple[bytes, Asked]]:
    table = _open_parquet(file)
    columns = [name for name in COLUMNS if name in table.schema_arrow.names]
    if "id" not in columns or len(columns) < 2:
        raise RacenewsError(f'{part.file}: it has no columns "id" and "raw" or "html". Name its columns so.')
    for group in range(part.start, part.end):
        for number, row in enumerate(table.read_row_group(group, columns=columns).to_pylist()):
            filled = {key: value for key, value in row.items() if value is not None}
            try:
                request: Request | RequestError = read_request(filled)
            except RequestError as fault:
                request = fault
            yield repr(sorted(filled.items())).encode(), Asked(f"{part.file}, row {number} of group {group}", request)


def _open_parquet(file: Path) -> Any:  # pyarrow brings no types, and need not be there
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise RacenewsError(f"{file}: reading Parquet needs pyarrow. Run: uv sync --extra cluster") from None
    try:
        return ParquetFile(file)
    except ArrowException as fault:
        raise RacenewsError(f"{file}: it cannot be read as Parquet ({fault}). Export it anew.") from None
