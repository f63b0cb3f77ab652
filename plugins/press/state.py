"""What the press knows of the edition that stands: for every file its key, its stamp on the disk, and its facts.

Metadata only, in one file that may go at any time: without it, or with one that is damaged, everything is printed anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from press.rows import Packed, Rows, Stamp, pack_facts
from racenews.publish.checks import FileFacts, Targets

STATE = "edition.state"
_HEAD = f"racenews edition state 2 {sys.byteorder}\n".encode()  # a new number where the meaning of a field changes
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class State:
    """An edition as it was published in the folder `output`."""

    output: str
    names: list[str]
    """The places that the numbers in the facts stand for."""
    rows: Rows = field(default_factory=Rows)

    @property
    def targets(self) -> Targets:
        """Return the numbered places."""
        return Targets(self.names)

    def let_go(self) -> None:
        """Know nothing any more: it takes as much memory as the search."""
        self.names.clear()
        self.rows.clear()


_decode = msgspec.msgpack.Decoder(tuple[str, list[str], Packed]).decode


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a file, None where there is no regular file."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def load_state(folder: Path, output: Path) -> State:
    """Return what is known of the edition in `output`; an empty state where nothing is, or nothing certain."""
    nothing = State(str(output), [])
    try:
        raw = memoryview((folder / STATE).read_bytes())
    except OSError:
        return nothing
    body = raw[len(_HEAD) + _DIGEST_BYTES :]  # no copy: it is as large as all else that is known
    if raw[: len(_HEAD)] != _HEAD or _digest(body) != raw[len(_HEAD) : len(_HEAD) + _DIGEST_BYTES]:
        return nothing
    try:
        place, names, packed = _decode(body)
    except msgspec.MsgspecError:
        return nothing
    return State(place, names, Rows(packed)) if place == str(output) else nothing


def restamp(state: State, *, check: bool = False) -> State:
    """Return a state with the rows whose files stand, with the stamps they have now; with `check` those unchanged.

    The rows are taken out of `state`.
    """
    rows = Rows()
    for path, row in state.rows.take_each():
        now = stamp_of(f"{state.output}/{path}")
        if now and (now == row.stamp or not check):
            rows.put(path, row._replace(stamp=now))
    return State(state.output, state.names, rows)


def save_state(folder: Path, state: State) -> None:
    """Keep a state; where the disk refuses, none is kept, and the next edition is printed whole."""
    body = msgspec.msgpack.encode((state.output, state.names, state.rows.packed))
    draft = folder / f"{STATE}.next"
    try:
        with draft.open("wb") as stream:
            stream.writelines((_HEAD, _digest(body), body))
        draft.replace(folder / STATE)
    except OSError:
        forget_state(folder)
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def forget_state(folder: Path) -> None:
    """Remove what is known."""
    with contextlib.suppress(OSError):
        (folder / STATE).unlink(missing_ok=True)


def drop_unused(rows: Rows, targets: Targets) -> tuple[Rows, list[str]]:
    """Return rows and names without the places that no file leads to any more."""
    used: set[int] = set()
    for _, row in rows.each():
        if facts := row.facts:
            for packed in (facts.links, facts.full_links, facts.listed):
                used.update(Targets.numbers_in(packed))
    if len(targets.names) <= 2 * len(used) + 1000:
        return rows, targets.names
    fewer, kept = Targets(), Rows()
    numbers = [fewer.find(name) if number in used else 0 for number, name in enumerate(targets.names)]
    for path, row in rows.each():
        facts = row.facts
        kept.put(path, row._replace(told=pack_facts(facts and renumber(facts, numbers))))
    return kept, fewer.names


def renumber(facts: FileFacts, numbers: Sequence[int], start: int = 0) -> FileFacts:
    """Return facts with other numbers from `start` on: `numbers` holds the new one at the old one's place behind it."""

    def again(packed: bytes) -> bytes:
        old = Targets.numbers_in(packed)
        if not old or old[-1] < start:  # they are in order of size
            return packed
        return Targets.pack(number if number < start else numbers[number - start] for number in old)

    return facts._replace(links=again(facts.links), full_links=again(facts.full_links), listed=again(facts.listed))


def _digest(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest()
