"""Add the search index to an edition, or take over that of the edition before where its stories are the same."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from press import folders
from press.edition import Progress
from press.pagefind import find_program, program_version, write_index
from press.pagefind_order import put_in_order
from racenews.publish.search_records import NEWEST, SearchRecord, Shelf, plan_shelves, shelf_records
from racenews.publish.view_records import Site
from racenews.types import Article, Brief, Finding, RacenewsError

FOLDER = "pagefind"
STAMP = "stamp.txt"
"""In the folder of each index: the digests of its records and of its files."""
_MAKING = "2"  # counted up when the same records are to make another index

_PLACE = "search/"
NO_PROGRAM = Finding(
    _PLACE,
    "no search form, for Pagefind is not made for this machine",
    "The page offers the ways to a story alone; build on Linux, macOS or Windows to have the form",
    "warning",
)


def add_search_index(
    site: Site,
    briefs: Mapping[str, Brief],
    articles: Mapping[str, Article],
    output: Path,
    published: Path | None,
    progress: Progress,
) -> tuple[Finding, ...]:
    """Write what the search needs into `output`; return what an editor should know of it.

    `published` is the site that stands, for the indexes in it that can stay. A program that fails ends no build:
    the search page then offers the ways to a story alone. OSError where the index does not reach the disk: the rest
    of the site may not either, and nobody would look for what is missing.
    """
    program = find_program()
    if program is None:
        return (NO_PROGRAM,)
    if not site.stories:
        return ()
    done, total = 0, len(site.stories)

    def count(stories: int = 1) -> None:
        nonlocal done
        done += stories
        progress("Indexing", done, total)

    progress("Indexing", 0, total)
    is_small = published is None or _has_few_files(published)
    take_over = shutil.copyfile if is_small else _link_or_copy
    try:
        for shelf in plan_shelves(site.stories, site.house.full_text_stories):
            folder = output / FOLDER / shelf.name
            old = published / FOLDER / shelf.name if published else None
            digest = _digest(shelf_records(shelf, briefs, articles, site.house.words), site.house.lang)
            if old is not None and _stamp_of(old) == _stamp(old, digest):
                shutil.copytree(old, folder, copy_function=take_over)
                count(len(shelf.stories))
            else:
                records = shelf_records(shelf, briefs, articles, site.house.words)
                _write_shelf(program, shelf, records, site.house.lang, folder, count)
                (folder / STAMP).write_text(_stamp(folder, digest), encoding="ascii")
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
    with tempfile.TemporaryDirectory(prefix="racenews-index-") as beside:
        folder = Path(beside, FOLDER, shelf.name)
        _write_shelf(program, shelf, records, language, folder, lambda: None)
        (folder / STAMP).write_text(_stamp(folder, _digest(records, language)), encoding="ascii")
        files = (file for file in folder.rglob("*") if file.is_file())
        return {file.relative_to(beside).as_posix(): file.read_bytes() for file in files}


def _write_shelf(
    program: Path, shelf: Shelf, records: Iterable[SearchRecord], language: str, folder: Path, count: Callable[[], None]
) -> None:
    write_index(program, records, language, folder, count, alone=shelf.name == NEWEST)
    put_in_order(folder, prefix=shelf.prefix)


def _digest(records: Iterable[SearchRecord], language: str) -> str:
    """Return a digest of all that an index is made of."""
    digest = hashlib.sha256(f"{_MAKING} {program_version()} {language}".encode())
    for record in records:
        digest.update(json.dumps(asdict(record), sort_keys=True).encode())
    return digest.hexdigest()


def _stamp(folder: Path, digest: str) -> str:
    """Return what the stamp of a whole index says: its records' digest, and one of its files' names and sizes."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != STAMP)
    sizes = sorted(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}\n" for file in files)
    return f"{digest}\n{hashlib.sha256(''.join(sizes).encode()).hexdigest()}\n"


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
