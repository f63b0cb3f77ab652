"""Stamps of files: what tells one saving of a file from the next without reading it. Standard library alone.

A stamp is told apart by the time of the last change to the file itself, which nobody can set back. Clocks of file
systems tick: a file that was changed a moment before it is looked at may be changed again in the same tick, and look
the same. git calls such files racily clean. Here a stamp counts only when the file rested before it was taken.
"""

from __future__ import annotations

import marshal
import os
import stat
import time

TYPE_CHECKING = False  # what typing says as well; importing it takes as long as looking at a thousand files
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

STARTED_NS = time.time_ns()
"""When this process began to load the program. Code that is younger than that may not be the code that runs."""

REST_NS = 30_000_000  # kernels tick every 1 to 10 ms
COARSE_REST_NS = 2_100_000_000  # file systems that know whole seconds, or every other one
SECOND_NS = 1_000_000_000

Stamp = tuple[int, int, int, int]
"""Size, time of change of the content, time of change of the file, number of the file."""
_UNKNOWN: Stamp = (0, 0, 0, 0)


def stamp_of(found: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def rests_at(changed_ns: int) -> int:
    """Return from when on a file that was last changed at `changed_ns` looks different after any further change.

    >>> rests_at(5_000_000_001) - 5_000_000_001 == REST_NS, rests_at(5 * SECOND_NS) - 5 * SECOND_NS == COARSE_REST_NS
    (True, True)
    """
    return changed_ns + (REST_NS if changed_ns % SECOND_NS else COARSE_REST_NS)


class NoStampError(Exception):
    """A tree that has no stamp: a link to a folder is in it, or it cannot be read."""


class Scan:
    """Files below some folders: one line that tells whether any changed, and when all have come to rest."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.rests_at_ns = 0
        self._numbers: list[int] = []

    def add(self, path: str, suffix: str = "", but: str = "") -> None:
        """Add a file, or all files below a folder whose names end in `suffix`; one that is missing counts as well.

        What lies below the folder `but` is left out.
        """
        try:
            found = os.stat(path)
        except OSError:
            self._note_missing(path)
            return
        if not stat.S_ISDIR(found.st_mode):
            self._note(path, found)
            return
        self.paths.append(path)
        self._numbers += (found.st_dev, found.st_ino)
        self._add_folder(path, suffix, but, with_folders=False)

    def add_listed(self, folder: str) -> None:
        """Add every file and every folder below `folder`: then their paths are enough to see any change.

        A folder has another stamp when something was put in, taken out or renamed.
        """
        self._add_folder(folder, "", "", with_folders=True)

    def add_again(self, paths: Iterable[str]) -> None:
        """Add the paths that `add_listed` found; OSError where one is missing."""
        note, numbers, look = self.paths.append, self._numbers, os.lstat
        rests = self.rests_at_ns
        for path in paths:
            note(path)
            found = look(path)
            changed = found.st_ctime_ns
            due = changed + (REST_NS if changed % SECOND_NS else COARSE_REST_NS)
            if due > rests:
                rests = due
            numbers += (found.st_size, found.st_mtime_ns, changed, found.st_ino)
        self.rests_at_ns = rests

    def stamps(self) -> dict[str, Stamp]:
        """Return the stamp of each path; of a scan of what is listed alone."""
        numbers = iter(self._numbers)
        return dict(zip(self.paths, zip(numbers, numbers, numbers, numbers, strict=True), strict=True))

    def each(self) -> Iterator[tuple[str, Stamp | None]]:
        """Yield what lies below the one folder of a scan, with its stamp; None for what a link leads to in vain."""
        numbers = iter(self._numbers[2:])  # behind those of the folder itself
        for path in self.paths[1:]:
            size = next(numbers)
            yield path, None if size < 0 else (size, next(numbers), next(numbers), next(numbers))

    def _add_folder(self, root: str, suffix: str, but: str, *, with_folders: bool) -> None:
        note, pending, numbers = self.paths.append, [root], self._numbers
        rests = self.rests_at_ns
        try:
            while pending:
                folder = pending.pop()
                if with_folders:
                    self._note(folder, os.lstat(folder))  # before it is looked into
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            if (entry.name != "__pycache__" or with_folders) and entry.path != but:
                                pending.append(entry.path)
                            continue
                        if not entry.name.endswith(suffix):
                            continue
                        if entry.is_symlink():
                            self._add_link(entry)
                        found = entry.stat(follow_symlinks=False)
                        changed = found.st_ctime_ns
                        due = changed + (REST_NS if changed % SECOND_NS else COARSE_REST_NS)
                        if due > rests:
                            rests = due
                        note(entry.path)
                        numbers += (found.st_size, found.st_mtime_ns, changed, found.st_ino)
        except OSError as fault:
            raise NoStampError(str(fault)) from None
        self.rests_at_ns = max(self.rests_at_ns, rests)

    def _add_link(self, entry: os.DirEntry[str]) -> None:
        if entry.is_dir():
            raise NoStampError(f"{entry.path} is a link to a folder")
        try:
            self._note(entry.path, entry.stat())
        except OSError:
            self._note_missing(entry.path)

    def _note_missing(self, path: str) -> None:
        self.paths.append(path)
        self._numbers.append(-1)

    def _note(self, path: str, found: os.stat_result) -> None:
        changed = found.st_ctime_ns
        self.paths.append(path)
        self._numbers += (found.st_size, found.st_mtime_ns, changed, found.st_ino)
        due = changed + (REST_NS if changed % SECOND_NS else COARSE_REST_NS)
        if due > self.rests_at_ns:
            self.rests_at_ns = due

    def digest(self) -> str:
        """Return the one line."""
        numbers = marshal.dumps(self._numbers, 2)  # of a version in which equal numbers are always equal bytes
        return _digest("\0".join(self.paths).encode("utf-8", "surrogateescape") + b"\0\0" + numbers)


def _digest(content: bytes) -> str:
    from _blake2 import blake2b  # hashlib asks OpenSSL first, which takes longer than all files

    return blake2b(content, digest_size=20).hexdigest()


def digest_text(text: str) -> str:
    """Return the digest of a text."""
    return _digest(text.encode("utf-8", "surrogateescape"))


def scan(*paths: str, suffix: str = "") -> Scan:
    """Return the scan of files and of folders with all that is in them but caches of Python."""
    found = Scan()
    for path in paths:
        found.add(path, suffix)
    return found


def scan_but(folder: str, but: str) -> Scan:
    """Return the scan of a folder without what is below the folder `but` in it."""
    found = Scan()
    found.add(folder, but=but)
    return found


def list_folder(path: str) -> Scan:
    """Return the scan of a folder that lists all that is in it."""
    found = Scan()
    found.add_listed(path)
    return found


def scan_listed(paths: Iterable[str]) -> Scan:
    """Return the scan of what was listed, which is faster than to look into every folder; OSError where one is gone."""
    found = Scan()
    found.add_again(paths)
    return found


def scan_again(before: Scan, paths: Sequence[str], known: Mapping[str, Stamp], anew: Collection[str]) -> Scan:
    """Return the scan of `paths` where most are as an earlier scan of what is listed found them; OSError as there.

    Stamps that are `known` to be others now are taken for true. Looked at are those of `anew`, and what is not known.
    """
    place_of = dict(zip(before.paths, range(len(before.paths)), strict=True))
    looked_at = [path for path in paths if path in anew or path not in place_of]
    found = Scan()
    found.add_again(looked_at)
    put = found.stamps()
    put.update((path, stamp) for path, stamp in known.items() if path not in put)
    if before.paths == paths:
        numbers = before._numbers.copy()
    else:
        of_all, numbers = before.stamps(), []
        for path in paths:
            numbers += of_all.get(path, _UNKNOWN)
        place_of = dict(zip(paths, range(len(paths)), strict=True))
    for path, stamp in put.items():
        if (place := place_of.get(path)) is not None:
            numbers[place * 4 : place * 4 + 4] = stamp
    found.paths, found._numbers = list(paths), numbers
    return found


def at_rest(take: Callable[[], Scan]) -> Scan:
    """Return the scan once nothing in it is as young as a tick of the clock; NoStampError where that does not help."""
    found = take()
    for _ in range(3):
        if found.rests_at_ns < time.time_ns():
            return found
        time.sleep(REST_NS / SECOND_NS * 1.2)
        found = take()
    raise NoStampError("files change all the time, or their times lie ahead")
