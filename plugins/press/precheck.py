"""Has anything changed since the last build? Asked before anything heavy is imported; standard library alone.

A build leaves `.racenews/standing`: what was asked of it, the stamp of everything it went by, and the stamp of what it
published. While all of it is as it was, the site in `output/` is what a build would make. `vouching` leaves it.
"""

from __future__ import annotations

import os
import sys
import time

from press.stamps import NoStampError, digest_text, scan, scan_but, scan_listed

TYPE_CHECKING = False  # what typing says as well; importing it takes as long as looking at a thousand files
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from press.stamps import Scan

    Stamped = tuple[str, str, Sequence[str]]

FILE, LEDGER = "standing", "ledger.json"
DRAWER = "drawer"  # of the state: what was worked out from rules, names and weights
# Of what a stamp speaks: all below these paths; all below the first but for what is below the second; the dumps; the
# files and folders of the site, and these alone.
WHOLE, BUT, DUMPS, LISTED = "whole", "but", "dumps", "listed"
VERSION = "racenews standing 2"  # one more where the record or what it speaks of changes
PLUGINS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(PLUGINS)


class Asked:
    """What a build is asked for. Paths as they were typed; `day` is that of the edition."""

    def __init__(
        self,
        content: str,
        output: str,
        settings: str,
        state: str,
        siteurl: str = "",
        future: bool = False,
        day: str = "",
    ) -> None:
        self.content, self.output, self.settings, self.state = content, output, settings, state
        self.siteurl, self.future, self.day = siteurl, future, day

    def identity(self) -> str:
        """Return all of it as one line."""
        places = map(os.path.realpath, (self.content, self.output, self.settings))
        return repr((*places, self.siteurl, self.future, self.day))


class Standing:
    """What stands in `output/`, when nothing has changed."""

    def __init__(self, stories: int, set_aside: int) -> None:
        self.stories, self.set_aside = stories, set_aside

    def told(self, output: str) -> str:
        """Return the one line that a build says instead of building."""
        aside = f", {self.set_aside:,} set aside" if self.set_aside else ""
        stories = "story" if self.stories == 1 else "stories"
        return f"nothing changed, {self.stories:,} {stories}{aside}, {output} stands"


def day_of(environment: Mapping[str, str]) -> str:
    """Return the day of an edition; that of SOURCE_DATE_EPOCH where set, "" where that is no number."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    try:
        day = time.gmtime(int(epoch)) if epoch else time.localtime()
        return f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if 0 < day.tm_year < 10_000 else ""
    except (ValueError, OverflowError, OSError):
        return ""


class Record:
    """What a build left: what stands, which variables the settings read, and the stamps of all that it went by.

    `seal` tells one record from the next.
    """

    def __init__(self, seal: str, standing: Standing, names: Sequence[str], stamps: Sequence[Stamped]) -> None:
        self.seal, self.standing, self.names, self.stamps = seal, standing, names, stamps


def find_standing(asked: Asked) -> Standing | None:
    """Return what stands where a build would print the same again; None where anything changed, or nothing is known."""
    record = read_record(asked)
    return record.standing if record and all(is_as_it_was(*stamped) for stamped in record.stamps) else None


def read_record(asked: Asked) -> Record | None:
    """Return what was left of a build that was asked for the same, in the same surroundings; None where nothing was."""
    try:
        with open(os.path.join(asked.state, FILE), encoding="utf-8", errors="surrogateescape") as stream:
            seal, _, text = stream.read().partition("\0")
        if seal != digest_text(text):
            return None
        fields = text.split("\0")
        if fields[0] != VERSION or fields[1] != asked.identity():
            return None
        standing = Standing(int(fields[2]), int(fields[3]))
        names, at = _take(fields, 5)
        if fields[4] != surroundings(names):
            return None
        stamps: list[Stamped] = []
        while at < len(fields):
            paths, end = _take(fields, at + 2)
            stamps.append((fields[at], fields[at + 1], paths))
            at = end
        return Record(seal, standing, names, stamps)
    except (OSError, ValueError, IndexError):
        return None


def is_as_it_was(stamp: str, kind: str, paths: Sequence[str]) -> bool:
    """Say whether a stamp is that of the files now."""
    return scan_as_it_was(stamp, kind, paths) is not None


def scan_as_it_was(stamp: str, kind: str, paths: Sequence[str]) -> Scan | None:
    """Return the scan of the files now; None where their stamp is another one."""
    try:
        found = _scan_again(kind, paths)
    except (OSError, NoStampError):
        return None
    return found if stamp == found.digest() else None


def _scan_again(kind: str, paths: Sequence[str]) -> Scan:
    if kind == LISTED:
        return scan_listed(paths)
    return scan_but(*paths) if kind == BUT else scan(*paths)


def _take(fields: Sequence[str], at: int) -> tuple[list[str], int]:
    """Return so many of the fields behind the one at `at` as that one says, and where the next one stands."""
    end = at + 1 + int(fields[at])
    if not at < end <= len(fields):
        raise ValueError("the record ends early")
    return list(fields[at + 1 : end]), end


def surroundings(names: Iterable[str]) -> str:
    """Return a digest of Python, of what is installed beside it, and of these variables of the environment."""
    libraries = [(f, os.stat(f).st_mtime_ns) for f in sys.path if f.endswith("-packages") and os.path.isdir(f)]
    variables = [(name, os.environ.get(name)) for name in names]
    return digest_text(repr((sys.version, sys.prefix, ROOT, libraries, variables)))


def write_standing(asked: Asked, standing: Standing, names: Sequence[str], stamps: Iterable[Stamped]) -> str:
    """Write the record that `find_standing` reads; OSError where it cannot be written.

    `stamps` are digests, each with the kind of its scan and its paths.
    """
    fields = [VERSION, asked.identity(), str(standing.stories), str(standing.set_aside)]
    fields += [surroundings(names), str(len(names)), *names]
    for stamp, kind, paths in stamps:
        fields += [stamp, kind, str(len(paths)), *paths]
    text = "\0".join(fields)
    file = os.path.join(asked.state, FILE)
    with open(f"{file}.next", "w", encoding="utf-8", errors="surrogateescape") as stream:
        seal = digest_text(text)
        stream.write(f"{seal}\0{text}")
    os.replace(f"{file}.next", file)
    return seal
