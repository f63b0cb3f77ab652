"""What stands of each story beside its text, kept in `.racenews/proofs.sqlite`: enough to print its page alone anew.

The file belongs to one record of what stands (`precheck`), by the record's seal. A build takes it away before it reads
anything, and leaves a new one when its edition is in place. It can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import msgspec

from racenews.publish.search_records import SearchRecord
from racenews.publish.view_records import Card, Frame, StoryView
from racenews.types import Finding, RacenewsError, TopicKind

FILE = "proofs.sqlite"
VERSION = 3  # one more where the tables or the records change
_TABLES = """
CREATE TABLE edition (told BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE stories (
    path TEXT PRIMARY KEY, source TEXT NOT NULL UNIQUE, place INTEGER NOT NULL, shelf TEXT NOT NULL,
    proof BLOB NOT NULL, record BLOB NOT NULL, seal BLOB NOT NULL
);
CREATE INDEX shelves ON stories (shelf, place);
CREATE TABLE held (trace INTEGER NOT NULL, places BLOB NOT NULL);
CREATE INDEX held_by_trace ON held (trace);
"""


class Told(NamedTuple):
    """What is known of the edition as a whole."""

    seal: str
    """Of the record of what stands."""
    names: bytes
    """A digest of what lies in the folder of dumps, by name."""
    frame: Frame
    others: Sequence[str]
    """Names that only Pelican's own pipeline could give to a template."""
    pages: int
    files: int
    size: int
    warnings: Sequence[str]
    findings: Sequence[Finding]
    notes: Sequence[str]
    twin: str = ""
    """The stamp of the folders of the edition's twin; "" where there is none."""
    behind: Sequence[str] = ()
    """The files of the edition that its twin has otherwise or not at all, or has alone."""


class Proof(NamedTuple):
    """The page of one story, but for its text."""

    view: StoryView
    linked: frozenset[tuple[TopicKind, str]]
    """Those of the topics that its text names which have a page."""
    shelf: str
    """The name of the shelf on which the search has it."""
    record: SearchRecord | None
    """What the search has of it; None on a shelf of stories in brief."""


class _Kept(NamedTuple):
    view: StoryView
    """Without the stories beside it: each has a proof of its own."""
    earlier: str
    later: str
    related: tuple[str, ...]
    linked: tuple[tuple[TopicKind, str], ...]


class Pulled(NamedTuple):
    """A proof as it is kept."""

    path: str
    source: str
    shelf: str
    kept: bytes
    record: bytes = b""
    """What the search has of the story; b"" on a shelf of stories in brief."""


_Row = tuple[str, str, str, bytes, bytes, bytes]
_ROW = "SELECT path, source, shelf, proof, record, seal FROM stories"
_INSERT = "INSERT INTO stories (place, path, source, shelf, proof, record, seal) VALUES (?, ?, ?, ?, ?, ?, ?)"
_encode = msgspec.msgpack.Encoder().encode
_decode_told = msgspec.msgpack.Decoder(Told).decode
_decode_record = msgspec.msgpack.Decoder(SearchRecord).decode
_decode_kept = msgspec.msgpack.Decoder(_Kept).decode


class Proofs:
    """The proofs of the edition that stands.

    sqlite3.Error, msgspec.MsgspecError, TypeError or ValueError where the file is broken.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        told, seal = base.execute("SELECT told, seal FROM edition").fetchone()
        _check(seal, told)
        self.told = _decode_told(told)

    def find(self, source: str) -> Proof | None:
        """Return the proof of the story that came from one dump, None where none did."""
        row = self._base.execute(f"{_ROW} WHERE source = ?", (source,)).fetchone()
        if row is None:
            return None
        kept = _read(row)
        view = replace(
            kept.view,
            earlier=self._card(kept.earlier),
            later=self._card(kept.later),
            related=tuple(filter(None, map(self._card, kept.related))),
        )
        return Proof(view, frozenset(kept.linked), row[2], _decode_record(row[4]) if row[4] else None)

    def records(self, shelf: str) -> dict[str, SearchRecord]:
        """Return what the search has of the stories of a shelf with their text, by source, in the shelf's order."""
        rows = self._base.execute("SELECT source, record FROM stories WHERE shelf = ? ORDER BY place", (shelf,))
        return {source: _decode_record(record) for source, record in rows}

    def held_with(self, trace: int) -> list[array[int]]:
        """Return the places of the signatures of all stories with a trace that the store does not keep."""
        rows = self._base.execute("SELECT places FROM held WHERE trace = ?", (trace,))
        return [array("H", places) for (places,) in rows]

    def tell(self, told: Told, proofs: Mapping[str, Proof]) -> None:
        """Note another state of the edition, and the proofs of stories whose text has changed, by their sources."""
        for source, proof in proofs.items():
            kept = _read(self._base.execute(f"{_ROW} WHERE source = ?", (source,)).fetchone())
            kept = kept._replace(view=_alone(proof.view), linked=tuple(sorted(proof.linked)))
            row = _write(kept, proof)
            self._base.execute(
                "UPDATE stories SET proof = ?, record = ?, seal = ? WHERE source = ?", (*row[3:], source)
            )
        packed = _encode(told)
        self._base.execute("UPDATE edition SET told = ?, seal = ?", (packed, _seal(packed)))
        self._base.commit()

    def _card(self, path: str) -> Card | None:
        if not path:
            return None
        return _read(self._base.execute(f"{_ROW} WHERE path = ?", (path,)).fetchone()).view.card


def forget_proofs(state: Path) -> None:
    """Remove what is known; RacenewsError where it cannot be: it would be taken for true."""
    try:
        for ending in ("", "-journal", ".next", ".next-journal"):
            (state / f"{FILE}{ending}").unlink(missing_ok=True)
    except OSError as fault:
        remedy = "Make it writable, or remove it: only time is lost."
        raise RacenewsError(f"{state}: what is kept there cannot be replaced ({fault.strerror}). {remedy}") from fault


@contextlib.contextmanager
def open_proofs(state: Path, seal: str) -> Iterator[Proofs | None]:
    """Yield the proofs that belong to the record with this seal; None where there are none."""
    if not (state / FILE).is_file():
        yield None
        return
    with contextlib.closing(sqlite3.connect(state / FILE, timeout=0)) as base:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        proofs = Proofs(base) if version == VERSION else None
        yield proofs if proofs and proofs.told.seal == seal else None


def pull_proof(view: StoryView, linked: Iterable[tuple[TopicKind, str]], shelf: str) -> Pulled:
    """Return the proof of a story, without what the search has of it."""
    return Pulled(view.card.path, view.source, shelf, _encode(_keep(view, linked)))


def save_proofs(state: Path, told: Told, proofs: Iterable[Pulled], held: Iterable[tuple[int, bytes]]) -> None:
    """Keep the proofs of an edition, in the order of its stories; of those that the store has not, traces and places.

    OSError and sqlite3.Error where the disk refuses.
    """
    forget_proofs(state)
    draft = state / f"{FILE}.next"
    with contextlib.closing(sqlite3.connect(draft, timeout=0, isolation_level=None)) as base:
        base.execute("PRAGMA synchronous = OFF")  # a file that a crash leaves half is never given its name
        base.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION};")
        packed = _encode(told)
        base.execute("INSERT INTO edition VALUES (?, ?)", (packed, _seal(packed)))
        rows = ((place, *proof, _seal(*proof)) for place, proof in enumerate(proofs))
        base.executemany(_INSERT, rows)
        base.executemany("INSERT INTO held VALUES (?, ?)", held)
        base.execute("COMMIT")
    draft.replace(state / FILE)


def _write(kept: _Kept, proof: Proof) -> _Row:
    record = _encode(proof.record) if proof.record else b""
    pulled = Pulled(kept.view.card.path, kept.view.source, proof.shelf, _encode(kept), record)
    return *pulled, _seal(*pulled)


def _read(row: _Row) -> _Kept:
    """Return what is kept of a story; ValueError where a byte of it is another."""
    _check(row[5], *row[:5])
    return _decode_kept(row[3])


def _check(seal: bytes, *parts: str | bytes) -> None:
    if seal != _seal(*parts):
        raise ValueError("a proof is not as it was left")


def _seal(*parts: str | bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d\0" % len(raw))
        digest.update(raw)
    return digest.digest()


def _alone(view: StoryView) -> StoryView:
    return replace(view, earlier=None, later=None, related=())


def _keep(view: StoryView, linked: Iterable[tuple[TopicKind, str]]) -> _Kept:
    earlier, later = (card.path if card else "" for card in (view.earlier, view.later))
    return _Kept(_alone(view), earlier, later, tuple(card.path for card in view.related), tuple(sorted(linked)))
