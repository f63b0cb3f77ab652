"""A finished site -> two that may be published side by side: the paper, and an archive with its old stories.

Both are written beside the folder they belong to, checked together and put in its place in one step; the site that
they are made from is only read.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.desk import built_for
from press.folders import (
    MARK,
    MARKER,
    check_replaceable,
    clear_leftovers,
    is_ours,
    lock,
    make_edition_folder,
    remove_edition,
    seal,
    swap_in,
)
from racenews.publish.checks import ERROR_PAGE, check_sites
from racenews.publish.guides import LLMS, MANIFEST
from racenews.publish.old_years import PICTURES_THAT_STAY, Move, plan_move, story_of
from racenews.publish.sitemap import NEWS_SITEMAP, ROBOTS, SITEMAP, as_published, lay_out_maps, text_of
from racenews.types import Finding, RacenewsError

PAPER, ARCHIVE = "paper", "archive"
_SITEMAPS = re.compile(r"sitemap(?:-\d+)?\.xml(?:\.gz)?\Z")
_NAMES_STORIES = (".html", ".xml", ".json")


@dataclass(frozen=True, slots=True)
class Parted:
    """What came of parting a site."""

    folder: Path
    stories: int
    paper_bytes: int
    archive_bytes: int
    findings: tuple[Finding, ...]
    """What the checks found that is no fault of the program."""

    @property
    def paper(self) -> Path:
        """Return the folder of the newer stories."""
        return self.folder / PAPER

    @property
    def archive(self) -> Path:
        """Return the folder of the older ones."""
        return self.folder / ARCHIVE


def part_site(output: Path, before: int, archive_url: str, folder: Path, state: Path) -> Parted:
    """Write `folder`/paper and `folder`/archive from the site in `output`; stories from before that year move.

    Raises RacenewsError for whatever stands in the way; what stands in both folders stays untouched then.
    """
    output, folder = output.resolve(), folder.resolve()
    if folder == output or folder in output.parents or output in folder.parents:
        raise RacenewsError(f"{folder}: the two sites need a folder beside {output}. Name one with --archive-output.")
    with lock(state.resolve()):
        if not is_ours(output):
            raise RacenewsError(f"{output}: there is no site of this program. Build one first.")
        clear_leftovers(folder)
        check_replaceable(folder, "--archive-output")
        move = _plan(output, before, archive_url)
        draft = make_edition_folder(folder)
        try:
            _write(output, draft, move)
            found = check_parted(draft, building=True)
            if errors := [f"{f.where}: {f.what}. {f.remedy}." for f in found if f.severity == "error"]:
                raise RacenewsError("The two sites have faults, so none is written:\n" + "\n".join(errors))
            seal(draft)
            old = swap_in(draft, folder)
        except OSError as fault:
            _forget(draft)
            raise RacenewsError(f"{folder}: cannot be written ({fault.strerror}).") from fault
        except BaseException:
            _forget(draft)
            raise
        if old:
            _forget(old)
    return Parted(folder, len(move.stories), _weigh(folder / PAPER), _weigh(folder / ARCHIVE), found)


def is_parted(folder: Path) -> bool:
    """Say whether `folder` holds a paper and its archive."""
    return is_ours(folder) and all(is_ours(folder / part) for part in (PAPER, ARCHIVE))


def check_parted(folder: Path, *, building: bool = False) -> tuple[Finding, ...]:
    """Return what is wrong with a paper and its archive, links from one to the other included."""
    return check_sites({built_for(folder / part): folder / part for part in (PAPER, ARCHIVE)}, building=building)


def _plan(output: Path, before: int, archive_url: str) -> Move:
    sitemaps = [_read_map(file) for file in output.iterdir() if _SITEMAPS.match(file.name)]
    return plan_move(built_for(output), archive_url, before, sitemaps, (entry.name for entry in output.iterdir()))


def _read_map(file: Path) -> str:
    return text_of(file.name, file.read_bytes())


def _forget(folder: Path) -> None:
    with contextlib.suppress(OSError, RacenewsError):  # the next run clears what is left
        remove_edition(folder)


def _weigh(folder: Path) -> int:
    return sum(file.stat().st_size for file in _files(folder))


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def _write(output: Path, draft: Path, move: Move) -> None:
    """Write both sites into `draft`."""
    paper, archive = _Site(draft / PAPER), _Site(draft / ARCHIVE)
    said = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    name, lang = said["name"], said["lang"]
    kept: list[str] = []
    gone: list[str] = []
    pages = set()
    for file in sorted(_files(output)):
        path = file.relative_to(output).as_posix()
        if path == MARKER:
            continue
        if story_of(path) in move.stories:
            archive.take(file, path, move)
            if path.endswith(".html"):
                paper.write(path, move.lead_on(path, name, lang))
            elif path.endswith(PICTURES_THAT_STAY):
                paper.take(file, path, move)
            continue
        pages.add(path)
        if _SITEMAPS.match(path):
            rows = move.part_rows(_read_map(file))
            kept += rows[0]
            gone += rows[1]
        elif path == NEWS_SITEMAP:
            paper.write(path, move.drop_rows(file.read_text(encoding="utf-8")))
        elif path in (ROBOTS, LLMS):
            paper.write(path, _name_map_of_archive(file.read_text(encoding="utf-8"), move))
        else:
            paper.take(file, path, move)
    for site, address, maps in ((paper, move.home, kept), (archive, move.away, gone)):
        for path, text in lay_out_maps(f"{address}/{{}}".format, maps):
            site.write(path, text)
    for path, page in move.lead_home(pages, name, lang):
        archive.write(path, page)
    archive.write(ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {move.away}/{SITEMAP}\n")
    archive.take(output / ERROR_PAGE, ERROR_PAGE, move)


def _name_map_of_archive(text: str, move: Move) -> str:
    """Return robots.txt or llms.txt with the archive's sitemap behind the paper's."""
    lines = text.splitlines(keepends=True)
    own = next(line for line in lines if f"{move.home}/{SITEMAP}" in line)
    lines.append(own.replace(f"{move.home}/{SITEMAP}", f"{move.away}/{SITEMAP}"))
    return "".join(lines)


class _Site:
    """A site that is being written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[Path] = set()
        self.write(MARKER, MARK)

    def take(self, file: Path, path: str, move: Move) -> None:
        """Take over a file; where it names stories that move, it names their new places."""
        if path.endswith(_NAMES_STORIES):
            text = file.read_text(encoding="utf-8")
            if (moved := move.rewrite(text)) != text:
                self.write(path, moved)
                return
        shutil.copyfile(file, self._place(path))

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        self._place(path).write_bytes(as_published(path, text))

    def _place(self, path: str) -> Path:
        place = self._folder / path
        if place.parent not in self._made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        return place
