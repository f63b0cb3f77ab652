"""Pieces -> the files of a new edition: those that did not change are taken over, all others are printed."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import signal
from collections.abc import Callable, Container, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from press import folders
from press.plan import Piece
from press.rows import Row, Rows, Stamp, pack_facts
from press.state import State, renumber, stamp_of
from racenews.publish.checks import FileFacts, Reader, Targets, is_read
from racenews.types import RacenewsError

BATCH = 1000  # pieces that are planned before they are printed
SEARCHED_EVERY = 8  # batches
FORK_FROM = 400  # below so many files, a second process costs more than it saves

Value = TypeVar("Value")
Told = Callable[[int, int], None]
"""Called with how many files are done, and how many there are; 0 where that is not known yet."""


@dataclass(slots=True)
class Bound:
    """The files of a new edition, by their path below it."""

    rows: Rows = field(default_factory=Rows)
    beside: dict[str, int] = field(default_factory=dict)
    """Files that others lay into the edition, with their sizes: the search index."""
    targets: Targets = field(default_factory=Targets)
    printed: int = 0
    taken_over: int = 0


def bind(
    pieces: Iterable[Piece],
    folder: Path,
    last: State,
    siteurl: str,
    *,
    jobs: int = 1,
    told: Told,
    rows: Rows | None = None,
) -> Bound:
    """Lay a file into `folder` for each piece, and return what was laid; it is put into `rows` where they are given.

    A file of the `last` edition is taken over where its key is the piece's and nobody has touched it since. A large
    site has more pieces than it has room for in memory: they are printed as they are planned, a batch at a time.
    """
    bound = Bound(Rows() if rows is None else rows, targets=last.targets)
    root, old_root = f"{folder}/", f"{last.output}/"
    take_over = _take_over if len(last.rows) > folders.FEW_FILES else _take_copy
    folders_of_batch: set[str] = set()
    batches = count(1)
    todo: dict[str, Piece] = {}

    def tell() -> None:
        done, known = len(bound.rows), len(last.rows)
        told(done, known if known > done + len(todo) else 0)

    def make_folder(name: str) -> None:
        if not name or name in folders_of_batch or name in bound.rows.packed:
            return
        make_folder(name.rpartition("/")[0])
        try:
            os.mkdir(root + name)  # noqa: PTH102  # one folder in two files
        except FileExistsError:
            if not os.path.isdir(root + name):  # noqa: PTH112  # as above
                raise
        folders_of_batch.add(name)

    def print_batch() -> None:
        reader = Reader(siteurl, bound.targets)  # it remembers each link that it has seen
        for piece, stamp, facts in _print_all(list(todo.values()), root, reader, jobs):
            bound.rows.put(piece.path, Row(piece.key, stamp, pack_facts(facts)))
            bound.printed += 1
            tell()
        todo.clear()
        folders_of_batch.clear()
        # What templates leave behind; whoever calls may have put the collector to rest. What is rubbish only later is
        # older than that, and looked for now and then: else it stays until the last page is printed.
        gc.collect(2 if next(batches) % SEARCHED_EVERY == 0 else 0)

    folder.mkdir(parents=True, exist_ok=True)
    with _resting_records():
        for piece in pieces:
            _check_path(piece.path, bound.rows, todo)
            row = last.rows.get(piece.path)
            stamp = None
            make_folder(piece.path.rpartition("/")[0])
            if row and row.key == piece.key:
                stamp = take_over(row.stamp, old_root + piece.path, root + piece.path)
            if row and stamp:
                bound.rows.put(piece.path, row._replace(stamp=stamp))
                bound.taken_over += 1
                continue
            todo[piece.path] = piece
            if len(todo) == BATCH:
                print_batch()
        print_batch()
    told(len(bound.rows), len(bound.rows))
    return bound


@contextlib.contextmanager
def _resting_records() -> Iterator[None]:
    """Let the collector of garbage leave alone what is there: it would walk over all records again and again.

    It would write into them besides, and a process that was forked shares only what nobody writes to.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _check_path(path: str, *taken: Container[str]) -> None:
    """Raise RacenewsError where a path is taken or leads out of the site."""
    if any(path in paths for paths in taken):
        address = f"/{path.removesuffix('index.html')}"
        raise RacenewsError(
            f"{address}: two pages have this address, rename one of them. The site that stands is untouched."
        )
    if path.startswith("/") or ".." in path.split("/"):
        raise RacenewsError(f"{path}: leads out of the site. Give the page another address.")


class Sizes(Mapping[str, int]):
    """The sizes of all files of an edition, by their paths."""

    def __init__(self, bound: Bound) -> None:
        self._rows, self._beside = bound.rows, bound.beside

    def __getitem__(self, path: str) -> int:
        """Return the size of a file; KeyError where there is none."""
        return self._beside[path] if path in self._beside else self._rows[path].stamp.size

    def __contains__(self, path: object) -> bool:
        """Say whether there is such a file."""
        return path in self._beside or path in self._rows

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        yield from self._rows
        yield from self._beside

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._rows) + len(self._beside)

    def values(self) -> ValuesView[int]:
        """Return the sizes, in the order of the paths."""
        return _InOneGo(self, lambda: chain((row.stamp.size for _, row in self._rows.each()), self._beside.values()))


class Facts(Mapping[str, FileFacts]):
    """What the check has to know of the files that it reads, by their paths: unpacked when it is asked for."""

    def __init__(self, bound: Bound) -> None:
        self._rows = bound.rows

    def __getitem__(self, path: str) -> FileFacts:
        """Return the facts of a file; KeyError where there are none."""
        if facts := self._rows[path].facts:
            return facts
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return (path for path, row in self._rows.each() if row.told)

    def __len__(self) -> int:
        """Return how many files were read."""
        return sum(1 for _ in self)

    def values(self) -> ValuesView[FileFacts]:
        """Return the facts, in the order of the paths."""
        return _InOneGo(self, lambda: (facts for _, facts in self.items()))

    def items(self) -> ItemsView[str, FileFacts]:
        """Return the paths with their facts."""
        return _PairsInOneGo(self, lambda: ((path, facts) for path, row in self._rows.each() if (facts := row.facts)))


class _InOneGo(ValuesView[Value]):
    """The values of a mapping in one walk over its rows: to look each up by its path takes three times as long."""

    def __init__(self, mapping: Mapping[str, Value], walk: Callable[[], Iterator[Value]]) -> None:
        super().__init__(mapping)
        self._walk = walk

    def __iter__(self) -> Iterator[Value]:
        """Yield the values."""
        return self._walk()


class _PairsInOneGo(ItemsView[str, Value]):
    """The pairs of a mapping, likewise."""

    def __init__(self, mapping: Mapping[str, Value], walk: Callable[[], Iterator[tuple[str, Value]]]) -> None:
        super().__init__(mapping)
        self._walk = walk

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        """Yield the pairs."""
        return self._walk()


def settle(bound: Bound, output: Path) -> Rows:
    """Return the rows of the files that stand in `output` as they were laid, with the stamps they have now.

    They are taken out of `bound`: twice the rows of a large site would take much memory. To be asked when the edition
    before is gone: taking its files over and away changes their times.
    """
    rows = Rows()
    for path, row in bound.rows.take_each():
        now = stamp_of(f"{output}/{path}")
        if now and (now.size, now.modified, now.number) == (row.stamp.size, row.stamp.modified, row.stamp.number):
            rows.put(path, row._replace(stamp=now))
    return rows


def _take_over(stamp: Stamp, old: str, new: str) -> Stamp | None:
    """Put the file `old` in the place `new` as well, if it is the one we know; return the stamp of what stands there.

    A second name for one file costs less than a copy, but not every disk has such names, or as many as one likes.
    """
    if stamp_of(old) != stamp:
        return None
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        return _copy(stamp, old, new)
    return stamp


def _take_copy(stamp: Stamp, old: str, new: str) -> Stamp | None:
    """Put a copy of the file `old` in the place `new`, if it is the one we know; return the stamp of the copy."""
    return _copy(stamp, old, new) if stamp_of(old) == stamp else None


def _copy(stamp: Stamp, old: str, new: str) -> Stamp | None:
    try:
        shutil.copyfile(old, new, follow_symlinks=False)
    except OSError:
        return None
    copied = stamp_of(new)
    # What was written to the old file meanwhile may be in the copy.
    return copied if copied and copied.size == stamp.size and stamp_of(old) == stamp else None


# --- printing ---------------------------------------------------------------------------------------------------


class _Told(NamedTuple):
    """What a helping process tells of the files that it has printed."""

    stamps: list[Stamp]
    facts: list[FileFacts | None]
    known: int
    """How many places were known when the process began; their numbers mean the same here."""
    names: list[str]
    """The places that were met since, which the numbers from there on stand for."""


_told = msgspec.msgpack.Decoder(_Told)


@dataclass(slots=True)
class _Helper:
    """A process that prints its part of the pieces, and the end of the pipe on which it tells."""

    pid: int
    pipe: int

    def stop(self) -> None:
        """End the process if it is still at work, and let go of both."""
        if self.pid:
            os.close(self.pipe)
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0


def _start_helper(part: Sequence[Piece], root: str, reader: Reader) -> _Helper:
    """Fork a process that prints `part`: it finds all records in its copy of our memory."""
    incoming, outgoing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(outgoing)
        return _Helper(pid, incoming)
    code, known = 1, len(reader.targets.names)
    try:
        printed = [_print_one(piece, root, reader) for piece in part]
        names = reader.targets.names[known:]
        told = _Told([stamp for stamp, _ in printed], [facts for _, facts in printed], known, names)
        with os.fdopen(outgoing, "wb") as pipe:
            pipe.write(msgspec.msgpack.encode(told))
        code = 0
    finally:
        os._exit(code)  # whatever happened: what the parent opened is the parent's to close


def _finish_helper(helper: _Helper) -> _Told | None:
    """Return what a process tells in the end; None where it did not come to its end."""
    with os.fdopen(os.dup(helper.pipe), "rb") as pipe:
        raw = pipe.read()
    _, status = os.waitpid(helper.pid, 0)
    os.close(helper.pipe)
    helper.pid = 0
    return _told.decode(raw) if status == 0 else None


def _print_all(
    todo: Sequence[Piece], root: str, reader: Reader, jobs: int
) -> Iterator[tuple[Piece, Stamp, FileFacts | None]]:
    """Write each piece and read it for the check, in up to `jobs` processes where there are many."""
    jobs = jobs if len(todo) >= FORK_FROM and hasattr(os, "fork") else 1
    parts = [todo[number::jobs] for number in range(jobs)]
    helpers = [_start_helper(part, root, reader) for part in parts[1:]]
    try:
        for piece in parts[0]:
            yield (piece, *_print_one(piece, root, reader))
        for helper, part in zip(helpers, parts[1:], strict=True):
            told = _finish_helper(helper)
            if told is None:  # killed, or it met a fault: here the fault is seen
                for piece in part:
                    yield (piece, *_print_one(piece, root, reader))
                continue
            numbers = [reader.targets.find(name) for name in told.names]
            for piece, stamp, facts in zip(part, told.stamps, told.facts, strict=True):
                yield piece, stamp, facts and renumber(facts, numbers, told.known)
    finally:
        for helper in helpers:
            helper.stop()


def _print_one(piece: Piece, root: str, reader: Reader) -> tuple[Stamp, FileFacts | None]:
    raw = piece.make()
    file = os.open(root + piece.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        left = memoryview(raw)
        while left:
            left = left[os.write(file, left) :]
        found = os.fstat(file)
    finally:
        os.close(file)
    stamp = Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return stamp, reader.read(piece.path, raw) if is_read(piece.path) else None
