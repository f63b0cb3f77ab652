"""The rows of a Parquet file: cut into partitions, and read, whatever wrote them."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from racenews.record_lines import decode
from racenews.types import RacenewsError

COLUMNS = ("id", "raw", "html")
MAX_PIECES = 64  # of a row group: who does a piece has to read what stands before it in the group
BATCH_ROWS = 500  # in memory at a time
MAX_COLUMNS_TOLD = 10


class DamagedError(RacenewsError):
    """A file, or a part of one, that cannot be read as Parquet."""


def find_row_stretches(file: Path, partition_bytes: int) -> list[tuple[int, int]]:
    """Return the rows of each partition: a row group each, or a piece of one that is large.

    Raises OSError or DamagedError where the file cannot be read.
    """
    stretches: list[tuple[int, int]] = []
    for start, count, size, _ in _groups(_open(file)):
        pieces = min(count, MAX_PIECES, max(1, size // partition_bytes))
        stretches += itertools.pairwise(start + count * piece // pieces for piece in range(pieces + 1))
    return stretches


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, what it holds without what is empty, and what it took to read its texts."""

    number: int
    values: dict[str, object]
    warnings: tuple[str, ...]


def read_rows(file: Path, name: str, start: int, end: int) -> Iterator[Row]:
    """Yield the rows from `start` to `end`.

    Raises OSError or DamagedError where the file cannot be read, and RacenewsError where it holds no such columns.
    """
    table = _open(file)
    columns = _choose(name, table.schema_arrow.names)
    for first, count, _, group in _groups(table):
        if first < end and start < first + count:
            yield from _read_group(file, table, columns, (group, first), (start, end))


def _read_group(
    file: Path, table: Any, columns: Sequence[str], group: tuple[int, int], stretch: tuple[int, int]
) -> Iterator[Row]:
    (number, place), (start, end) = group, stretch
    batches = table.iter_batches(batch_size=BATCH_ROWS, row_groups=[number], columns=columns)
    while place < end:
        with _told(file):
            batch = next(batches, None)
            if batch is None:
                return
            skipped = max(start - place, 0)
            rows = _values(batch.slice(skipped, max(end - place - skipped, 0)))
        for at, row in enumerate(rows, place + skipped):
            yield _decoded(at, row)
        place += batch.num_rows


def _values(batch: Any) -> list[dict[str, Any]]:
    """Return the rows of a batch; where a text of it is no UTF-8, all of its texts as bytes."""
    try:
        rows: list[dict[str, Any]] = batch.to_pylist()
    except UnicodeDecodeError:
        from pyarrow import binary, types

        texts = [types.is_string(column.type) or types.is_large_string(column.type) for column in batch.columns]
        columns = [c.cast(binary()) if is_text else c for c, is_text in zip(batch.columns, texts, strict=True)]
        rows = type(batch).from_arrays(columns, names=batch.schema.names).to_pylist()
    return rows


def _decoded(number: int, row: Mapping[str, object]) -> Row:
    """Return a row with its texts; many programs write them as bytes."""
    values: dict[str, object] = {}
    warnings: dict[str, None] = {}
    for key, value in row.items():
        if isinstance(value, bytes):
            values[key], told = decode(value)
            warnings |= dict.fromkeys(told)
        elif value is not None:
            values[key] = value
    return Row(number, values, tuple(warnings))


def _choose(name: str, there: Sequence[str]) -> list[str]:
    """Return the columns that are read."""
    columns = [column for column in COLUMNS if column in there]
    told = ", ".join(f'"{column}"' for column in there[:MAX_COLUMNS_TOLD]) or "none"
    if "id" not in columns or len(columns) == 1:
        raise RacenewsError(f'{name}: it has no columns "id" and "raw" or "html", but {told}. Name its columns so')
    if any(there.count(column) > 1 for column in columns):
        raise RacenewsError(f"{name}: two of its columns have one name: {told}. Rename the one that is not meant")
    return columns


def _groups(table: Any) -> Iterator[tuple[int, int, int, int]]:
    """Yield of each row group its first row, how many it has, their bytes and its number."""
    start = 0
    for number in range(table.num_row_groups):
        group = table.metadata.row_group(number)
        if group.num_rows:
            yield start, group.num_rows, group.total_byte_size, number
        start += group.num_rows


def _open(file: Path) -> Any:  # pyarrow brings no types, and need not be there
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise RacenewsError(f"{file}: reading Parquet needs pyarrow. Run: uv sync --extra cluster") from None
    with _told(file):
        return ParquetFile(file, page_checksum_verification=True)


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    """Raise DamagedError where Arrow finds the file damaged; what the disk says goes on."""
    from pyarrow import ArrowException

    try:
        yield
    except (ArrowException, OSError) as fault:
        if isinstance(fault, OSError) and fault.errno:
            raise
        what = " ".join(str(fault).split())
        raise DamagedError(f"{file}: it cannot be read as Parquet ({what}). Export it anew") from None
