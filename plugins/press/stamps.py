"""Stamps of files: what tells one saving of a file from the next without reading it. Standard library alone.

A stamp is told apart by the time of the last change to the file itself, which nobody can set back. Clocks of file
systems tick: a file that was changed a moment before it is looked at may be changed again in the same tick, and look
the same. git calls such files racily clean. Here a stamp counts only when the file rested before it was taken.
"""

from __future__ import annotations

import os
import stat
import time

STARTED_NS = time.time_ns()
"""When this process began to load the program. Code that is younger than that may not be the code that runs."""

REST_NS = 30_000_000  # kernels tick every 1 to 10 ms
COARSE_REST_NS = 2_100_000_000  # file systems that know whole seconds, or every other one
SECOND_NS = 1_000_000_000

Stamp = tuple[int, int, int, int]
"""Size, time of change of the content, time of change of the file, number of the file."""


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
    """Every file below some folders: one line that tells whether any changed, and when all have come to rest."""

    def __init__(self) -> None:
        self.lines: list[object] = []
        self.rests_at_ns = 0

    def add(self, path: str, suffix: str = "") -> None:
        """Add a file, or all files below a folder whose names end in `suffix`; one that is missing counts as well."""
        try:
            found = os.stat(path)
        except OSError:
            self.lines.append((path, None))
            return
        if stat.S_ISDIR(found.st_mode):
            self.lines.append((path, found.st_dev, found.st_ino))
            self._add_folder(path, suffix)
        else:
            self._note(path, found)

    def _add_folder(self, root: str, suffix: str) -> None:
        note, pending = self.lines.append, [root]
        rests = self.rests_at_ns
        try:
            while pending:
                with os.scandir(pending.pop()) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            if entry.name != "__pycache__":
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
                        note((entry.path, found.st_size, found.st_mtime_ns, changed, found.st_ino))
        except OSError as fault:
            raise NoStampError(str(fault)) from None
        self.rests_at_ns = max(self.rests_at_ns, rests)

    def _add_link(self, entry: os.DirEntry[str]) -> None:
        if entry.is_dir():
            raise NoStampError(f"{entry.path} is a link to a folder")
        try:
            self._note(entry.path, entry.stat())
        except OSError:
            self.lines.append((entry.path, None))

    def _note(self, path: str, found: os.stat_result) -> None:
        self.lines.append((path, *stamp_of(found)))
        self.rests_at_ns = max(self.rests_at_ns, rests_at(found.st_ctime_ns))

    def digest(self) -> str:
        """Return the one line."""
        return digest_text(repr(self.lines))


def digest_text(text: str) -> str:
    """Return the digest of a text."""
    from _blake2 import blake2b  # hashlib asks OpenSSL first, which takes longer than all files

    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def scan(*paths: str, suffix: str = "") -> Scan:
    """Return the scan of files and of folders with all that is in them but caches of Python."""
    found = Scan()
    for path in paths:
        found.add(path, suffix)
    return found


def scan_at_rest(*paths: str) -> Scan:
    """Return the scan once nothing in it is as young as a tick of the clock; NoStampError where that does not help."""
    found = scan(*paths)
    for _ in range(3):
        if found.rests_at_ns < time.time_ns():
            return found
        time.sleep(REST_NS / SECOND_NS * 1.2)
        found = scan(*paths)
    raise NoStampError("files change all the time, or their times lie ahead")
