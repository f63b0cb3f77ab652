"""Add the search index to an edition, or take over that of the edition before where its stories are the same."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Lock

import msgspec

from press import folders
from press.edition import Progress
from press.galleys import Galleys
from press.pagefind import ENTRY, find_program, index_each, make_index, program_version
from press.pagefind_order import fields_of, put_in_order, replace_record
from racenews.publish.search_records import NEWEST, SearchRecord, Shelf
from racenews.types import Finding, RacenewsError

FOLDER = "pagefind"
STAMP = "stamp.txt"
"""In the folder of each index: the digests of its records and of its files."""
_MAKING = "4"  # counted up when the same records are to make another index

_encode = msgspec.msgpack.Encoder(order="deterministic").encode

_PLACE = "search/"
NO_PROGRAM = Finding(
    _PLACE,
    "no search form, for Pagefind is not made for this machine",
    "The page offers the ways to a story alone; build on Linux, macOS or Windows to have the form",
    "warning",
)


def add_search_index(
    galleys: Galleys,
    language: str,
    output: Path,
    published: Path | None,
    progress: Progress,
    *,
    jobs: int = 1,
) -> tuple[Finding, ...]:
    """Write what the search needs into `output`; return what an editor should know of it.

    `galleys` have what the search takes. `published` is the site that stands, for the indexes in it that can stay; up
    to `jobs` are written at once.
    A program that fails ends no build: the search page then offers the ways to a story alone. OSError where the index
    does not reach the disk: the rest of the site may not either, and nobody would look for what is missing.
    """
    program = find_program()
    if program is None:
        return (NO_PROGRAM,)
    if not len(galleys):
        return ()
    count = _Count(progress, len(galleys))
    is_small = published is None or _has_few_files(published)
    take_over = shutil.copyfile if is_small else _link_or_copy
    below = output / FOLDER
    below.mkdir(parents=True)

    def write(shelf: Shelf, records: Sequence[SearchRecord], digest: str) -> None:
        folder = below / shelf.name
        folder.mkdir()
        _write_files(folder, _make_shelf(program, shelf, records, language, folder, count, digest))

    try:
        with _at_once(jobs) as start:  # the work is Pagefind's: each shelf has a process of its own
            for shelf, records in galleys.shelves():
                digest = _digest(records, language)
                old = published / FOLDER / shelf.name if published else None
                if old is not None and _stamp_of(old) == _stamp(digest, _sizes_below(old)):
                    shutil.copytree(old, below / shelf.name, copy_function=take_over)
                    count(len(records))
                else:
                    start(partial(write, shelf, records, digest))
    except (RacenewsError, ValueError, KeyError) as fault:
        shutil.rmtree(output / FOLDER, ignore_errors=True)
        remedy = "The page offers the ways to a story alone. Build again; if it stays so, report it"
        return (Finding(_PLACE, f"no search, for the index could not be written: {fault}", remedy, "warning"),)
    return ()


def index_shelf(shelf: Shelf, records: Sequence[SearchRecord], language: str) -> Mapping[str, bytes]:
    """Return the files of the index of a shelf with these records, by their paths on the site.

    RacenewsError, OSError or ValueError where there is none.
    """
    program = find_program()
    if program is None:
        raise RacenewsError(NO_PROGRAM.what)
    digest = _digest(records, language)
    with tempfile.TemporaryDirectory(prefix="racenews-index-") as empty:
        files = _make_shelf(program, shelf, records, language, Path(empty), lambda: None, digest)
    return {f"{FOLDER}/{shelf.name}/{path}": content for path, content in files.items()}


def is_index_of(published: Path, shelf: Shelf, records: Sequence[SearchRecord], language: str) -> bool:
    """Say whether the index of a shelf in the site that stands was made of these records, of all and of no other."""
    return _stamp_of(published / FOLDER / shelf.name).partition("\n")[0] == _digest(records, language)


def renew_shelf(
    published: Path, shelf: Shelf, before: Sequence[SearchRecord], after: Sequence[SearchRecord], language: str
) -> dict[str, bytes | None]:
    """Return what changes on the site when `after` are the records of a shelf that has the index of those `before`.

    The files are found by their paths on the site; None stands for one that goes. The index has the bytes that one has
    which is made anew; that takes ten times as long. RacenewsError, OSError or ValueError where there is none.
    """
    folder = published / FOLDER / shelf.name
    places = [place for place, records in enumerate(zip(before, after, strict=True)) if records[0] != records[1]]
    try:
        changed = _replace_records(folder, shelf, places, before, after, language)
    except (RacenewsError, ValueError, KeyError, IndexError, OSError):
        made = index_shelf(shelf, after, language)
        standing = {f.relative_to(published).as_posix() for f in folder.rglob("*") if f.is_file()}
        gone: dict[str, bytes | None] = dict.fromkeys(standing - made.keys())
        return gone | {p: c for p, c in made.items() if p not in standing or (published / p).read_bytes() != c}
    sizes = _sizes_below(folder)
    for name, content in changed.items():
        if content is None:
            sizes.pop(name, None)
        else:
            sizes[name] = len(content)
    changed[STAMP] = _stamp(_digest(after, language), sizes).encode()
    return {f"{FOLDER}/{shelf.name}/{name}": content for name, content in changed.items()}


def _replace_records(
    folder: Path,
    shelf: Shelf,
    places: Sequence[int],
    before: Sequence[SearchRecord],
    after: Sequence[SearchRecord],
    language: str,
) -> dict[str, bytes | None]:
    """Return what changes in the index in `folder` when other records stand in these places."""
    program = find_program()
    if program is None:
        raise RacenewsError(NO_PROGRAM.what)
    files = (*folder.glob("*.pf_*"), *folder.glob("index/*"))
    index = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    index[ENTRY] = (folder / ENTRY).read_bytes()
    if any(_facets(before[place]) != _facets(after[place]) for place in places):
        raise ValueError("more than the text of a record has changed")
    changed: dict[str, bytes | None] = {}
    pairs = [record for place in places for record in (before[place], after[place])]
    with contextlib.closing(index_each(program, pairs, fields_of(index), language, folder)) as single:
        for place in places:
            one = replace_record(index, place, next(single), next(single), shelf.prefix)
            changed |= one
            index = {name: c for name, c in (index | one).items() if c is not None}
    return {name: c for name, c in changed.items() if c is not None or (folder / name).is_file()}


def _facets(record: SearchRecord) -> tuple[object, ...]:
    """Return what the index has of a record beside its words."""
    filters = {name: list(values) for name, values in record.filters.items()}
    return record.url, filters, dict(record.sort), sorted(record.meta)


class _Count:
    """Tells of stories that are in an index, from whatever thread they come."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done, self._lock = progress, total, 0, Lock()
        progress("Indexing", 0, total)

    def __call__(self, stories: int = 1) -> None:
        with self._lock:
            self._done += stories
            self._progress("Indexing", self._done, self._total)


def _make_shelf(
    program: Path,
    shelf: Shelf,
    records: Sequence[SearchRecord],
    language: str,
    empty: Path,
    count: Callable[[], None],
    digest: str,
) -> dict[str, bytes]:
    """Return the files of the index of a shelf and its stamp, by their paths; Pagefind stands in the `empty` folder."""
    made = make_index(program, records, language, empty, count, alone=shelf.name == NEWEST)
    files = put_in_order(made, prefix=shelf.prefix)
    return files | {STAMP: _stamp(digest, {path: len(content) for path, content in files.items()}).encode()}


@contextlib.contextmanager
def _at_once(most: int) -> Iterator[Callable[[Callable[[], None]], None]]:
    """Yield a function that starts work in a thread, and waits where `most` are at work; in the end all is done.

    What one of them raises is raised here.
    """
    pending: deque[Future[None]] = deque()
    pool = ThreadPoolExecutor(most)

    def start(work: Callable[[], None]) -> None:
        if len(pending) >= most:
            pending.popleft().result()
        pending.append(pool.submit(work))

    try:
        yield start
        for work in pending:
            work.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for below in {path.rpartition("/")[0] for path in files}:
        (folder / below).mkdir(parents=True, exist_ok=True)
    start = f"{folder}/"
    for path, content in files.items():
        with open(start + path, "wb") as stream:  # noqa: PTH123  # ten thousand: a `Path` each takes longer
            stream.write(content)


def _digest(records: Iterable[SearchRecord], language: str) -> str:
    """Return a digest of all that an index is made of."""
    digest = hashlib.sha256(f"{_MAKING} {program_version()} {language}".encode())
    for record in records:
        digest.update(_encode(record))
    return digest.hexdigest()


def _stamp(digest: str, sizes: Mapping[str, int]) -> str:
    """Return what the stamp of a whole index says: its records' digest, and one of its files' names and sizes."""
    lines = sorted(f"{path} {size}\n" for path, size in sizes.items())
    return f"{digest}\n{hashlib.sha256(''.join(lines).encode()).hexdigest()}\n"


def sizes_below(folder: Path) -> dict[str, int]:
    """Return path -> size of every file below a folder, which may lack; in the order of the paths."""
    sizes: dict[str, int] = {}
    pending = [("", str(folder))]
    while pending:
        start, place = pending.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append((f"{start}{entry.name}/", entry.path))
                elif entry.is_file():
                    sizes[start + entry.name] = entry.stat().st_size
    return {path: sizes[path] for path in sorted(sizes, key=lambda path: path.split("/"))}


def _sizes_below(folder: Path) -> dict[str, int]:
    """Return path -> size of the files of an index but for its stamp."""
    sizes = sizes_below(folder)
    sizes.pop(STAMP, None)
    return sizes


def _stamp_of(folder: Path) -> str:
    try:
        return (folder / STAMP).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def _has_few_files(site: Path) -> bool:
    """Tell whether the whole site has so few files that they are copied; no more than these are counted."""
    files = (file for _, _, names in os.walk(site) for file in names)
    return next(islice(files, folders.FEW_FILES, None), None) is None


def _link_or_copy(source: str, target: str) -> None:
    """Give the file a second name, which costs nothing; copy it where the file system knows no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
