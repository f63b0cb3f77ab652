"""Clean once: what became of each dump, kept in `.racenews/press.sqlite` until the dump or the knowledge changes.

The file can be deleted at any time. Whatever is wrong with it (another version, garbage, a full disk), it is put
aside and dumps are cleaned anew. A row counts only where its key and its seal fit: it is found by its dump's path, the
key is made of all that has a say in the outcome, and the seal of what stands in the row.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Literal

import msgspec

from press.stamps import Stamp, rests_at, stamp_of
from racenews.batch import story_key
from racenews.kin import Signature
from racenews.shelf import Outcome, Shelf, Slot
from racenews.types import (
    Article,
    Mention,
    Paragraph,
    Rejection,
    Removal,
    Span,
    TitleSource,
    Topic,
    UnreadableDumpError,
)

FILE = "press.sqlite"
VERSION = 2  # one more where the tables or the records change
COMMIT_EVERY = 500  # dumps cleaned; so many are lost when the power goes
_ROW = "SELECT key, head, body, traces, places, seal FROM dumps WHERE source = ?"
_TABLES = """
CREATE TABLE dumps (
    source TEXT PRIMARY KEY, key BLOB NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL, traces BLOB NOT NULL,
    places BLOB NOT NULL, seal BLOB NOT NULL
);
CREATE TABLE traces (trace INTEGER, source TEXT, PRIMARY KEY (trace, source)) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER, digest BLOB NOT NULL
) WITHOUT ROWID;
"""


class _Head(msgspec.Struct, array_like=True, frozen=True):
    """What lists and topics show of a story, or why there is none."""

    kind: Literal["article", "rejection", "unreadable"]
    source: str = ""
    reason: str = ""
    remedy: str = ""
    title: str = ""
    title_source: TitleSource = "dump"
    author: str | None = None
    date: dt.date | None = None
    summary: str = ""
    summary_source: TitleSource = "dump"
    topics: tuple[Topic, ...] = ()
    source_url: str | None = None
    warnings: tuple[str, ...] = ()
    slug: str | None = None


class _Body(msgspec.Struct, array_like=True, frozen=True):
    """What only the page of the story shows."""

    paragraphs: tuple[Paragraph, ...] = ()
    mentions: tuple[Mention, ...] = ()
    header_spans: tuple[Span, ...] = ()
    removals: tuple[Removal, ...] = ()
    credits: tuple[str, ...] = ()
    body_html: str | None = None


def traces_of(article: Article, signature: Signature) -> array[int]:
    """Return the numbers by which stories are found that say the same: of title and text, then those of its rows."""
    return array("q", [int.from_bytes(story_key(article)[:8], "little", signed=True), *signature.rows])


_encode = msgspec.msgpack.Encoder().encode
_decode_head = msgspec.msgpack.Decoder(_Head).decode
_decode_body = msgspec.msgpack.Decoder(_Body).decode


def pack(outcome: Outcome) -> tuple[bytes, bytes]:
    """Return head and body of what became of a dump, as bytes."""
    if isinstance(outcome, Rejection):
        head = _Head("rejection", outcome.source, outcome.reason, outcome.remedy)
        return _encode(head), _encode(_Body(removals=outcome.removals))
    if isinstance(outcome, Article):
        head = _Head("article", **{name: getattr(outcome, name) for name in _OF_HEAD})
        return _encode(head), _encode(_Body(**{name: getattr(outcome, name) for name in _OF_BODY}))
    return _encode(_Head("unreadable", reason=str(outcome))), _encode(_Body())


def unpack(head: bytes, body: bytes) -> Outcome:
    """Return what was packed."""
    first, rest = _decode_head(head), _decode_body(body)
    if first.kind == "unreadable":
        return UnreadableDumpError(first.reason)
    if first.kind == "rejection":
        return Rejection(first.source, first.reason, first.remedy, rest.removals)
    return Article(
        **dict(zip(_OF_HEAD, _of_head(first), strict=True)), **dict(zip(_OF_BODY, _of_body(rest), strict=True))
    )


_OF_BODY = _Body.__struct_fields__
_of_body = attrgetter(*_OF_BODY)
_OF_HEAD = tuple(name for name in _Head.__struct_fields__ if name not in ("kind", "reason", "remedy"))
_of_head = attrgetter(*_OF_HEAD)


class Store(Shelf):
    """The shelf on disk. `knowledge` returns the digest of all that cleaning and linking go by.

    One process uses it at a time. What went wrong with it is in `fault`; it then keeps nothing.
    """

    def __init__(self, file: Path, knowledge: Callable[[], bytes]) -> None:
        self.file = file
        self.fault = ""
        self.found = self.kept = 0
        self._ask_knowledge = knowledge
        self._knowledge = knowledge()
        self._base: sqlite3.Connection | None = None
        self._rows: list[tuple[str, bytes, bytes, bytes, bytes, bytes, bytes]] = []
        self._signatures: dict[str, Signature] = {}
        self._stamps: dict[str, tuple[Stamp, bytes]] = {}
        self._new_stamps: list[tuple[object, ...]] = []
        self._used: set[str] = set()
        self._seen: set[str] = set()
        self._open()

    # --- the shelf ------------------------------------------------------------------------------------------

    def digest(self, path: Path, max_bytes: int | None) -> bytes:
        """Return the digest of the file; it is read only where its stamp is not known."""
        name = os.fspath(path)
        self._seen.add(name)
        try:
            before, looked = stamp_of(os.lstat(name)), time.time_ns()
        except OSError:
            return super().digest(path, max_bytes)
        known = self._stamps.get(name)
        if known and known[0] == before and max_bytes is not None and before[0] <= max_bytes:
            return known[1]
        digest = super().digest(path, max_bytes)
        with contextlib.suppress(OSError):
            if rests_at(before[2]) < looked and stamp_of(os.lstat(name)) == before:
                self._new_stamps.append((name, *before, digest))
        return digest

    def find(self, slot: Slot) -> Outcome | None:
        """Return what became of the dump when these bytes were last cleaned by this knowledge."""
        self._used.add(slot.source)
        if self._base is None:
            return None
        try:
            row = self._base.execute(_ROW, (slot.source,)).fetchone()
            if row is None or row[0] != self._key(slot) or row[5] != _seal(*row[:5]):
                return None
            outcome = unpack(row[1], row[2])
        except sqlite3.Error as fault:
            self._give_up(fault)
            return None
        except (msgspec.MsgspecError, TypeError, UnicodeError):
            return None
        self.found += 1
        self._signatures[slot.source] = Signature(array("q", row[3])[1:], array("H", row[4]))
        return outcome

    def last(self, source: str, path: Path, word: str) -> tuple[bytes, Outcome] | None:
        """Return the digest of the file when it was last read, and what became of it; None where that is not known."""
        known = self._stamps.get(os.fspath(path))
        outcome = known and self.find(Slot(source, known[1], word))
        return (known[1], outcome) if known and outcome else None

    def text_of(self, source: str) -> str | None:
        """Return the text of a story as it was when it was last cleaned; None where that is not known."""
        row = self._base.execute(_ROW, (source,)).fetchone() if self._base else None
        if row is None or row[5] != _seal(*row[:5]):
            return None
        outcome = unpack(row[1], row[2])
        return outcome.text if isinstance(outcome, Article) else None

    def is_read(self, path: str, stamp: Stamp) -> bool:
        """Say whether the file was read as it is now."""
        known = self._stamps.get(path)
        return known is not None and known[0] == stamp

    def has_other(self, digests: Sequence[bytes], path: Path) -> bool:
        """Say whether another file was last read with one of these digests; True where nobody knows."""
        if self._base is None:
            return True
        try:
            marks = ",".join("?" * len(digests))
            question = f"SELECT 1 FROM files WHERE digest IN ({marks}) AND path != ?"  # noqa: S608  # question marks
            return self._base.execute(question, (*digests, os.fspath(path))).fetchone() is not None
        except sqlite3.Error as fault:
            self._give_up(fault)
            return True

    def sharers(self, traces: Iterable[int], source: str) -> list[tuple[int, str]]:
        """Return which of the traces stand in which other stories' as well."""
        if self._base is None:
            return []
        found: list[tuple[int, str]] = []
        for trace in traces:
            found += self._base.execute(
                "SELECT trace, source FROM traces WHERE trace = ? AND source != ?", (trace, source)
            ).fetchall()
        return found

    def signature(self, article: Article) -> Signature:
        """Return by what kin of the story are found; it is worked out once."""
        return self._signatures.get(article.source) or super().signature(article)

    def keep(self, slot: Slot, outcome: Outcome) -> None:
        """Remember what became of the dump; written to the disk now and then, and by `finish`."""
        self._used.add(slot.source)
        if self._base is None:
            return
        try:
            head, body = pack(outcome)
            source = slot.source.encode("utf-8").decode("utf-8")
        except (msgspec.MsgspecError, TypeError, UnicodeError):  # text that UTF-8 cannot hold: cleaned every time
            return
        key = self._key(slot)
        traces, places = b"", b""
        if isinstance(outcome, Article):
            signature = self._signatures[source] = super().signature(outcome)
            traces, places = traces_of(outcome, signature).tobytes(), signature.places.tobytes()
        row = (key, head, body, traces, places)
        self._rows.append((source, *row, _seal(*row)))
        self.kept += 1
        if len(self._rows) >= COMMIT_EVERY:
            self._write()

    def finish(self) -> None:
        """Write what is left, and drop the rows of files that are not there any more."""
        self._write()
        with self._guard() as base:
            if base is None:
                return
            for table, column, used in (("dumps", "source", self._used), ("files", "path", self._seen)):
                stored = base.execute(f"SELECT {column} FROM {table}")  # noqa: S608  # names of our own
                gone = [row for row in stored if row[0] not in used]
                if table == "dumps":
                    _forget_traces(base, [source for (source,) in gone])
                base.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)  # noqa: S608  # names of our own
                if len(gone) > len(used):
                    base.commit()
                    base.execute("VACUUM")
            base.commit()

    def close(self) -> None:
        """Write what was cleaned, and let go of the file."""
        self._write()
        self._let_go()

    def _let_go(self) -> None:
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()
        self._base = None

    # --- the file -------------------------------------------------------------------------------------------

    def _key(self, slot: Slot) -> bytes:
        parts = (
            self._knowledge,
            slot.source.encode("utf-8", "replace"),
            slot.digest,
            slot.word.encode("utf-8", "replace"),
        )
        return _digest_parts(*parts)

    def _open(self) -> None:
        for attempt in (1, 2):
            try:
                self._base = self._connect()
                self._stamps = {
                    row[0]: ((row[1], row[2], row[3], row[4]), row[5])
                    for row in self._base.execute("SELECT path, size, mtime, ctime, inode, digest FROM files")
                }
                return
            except (sqlite3.Error, OSError) as fault:
                self._let_go()
                if attempt == 2:
                    self._give_up(fault)
                self._throw_away()

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.file, timeout=0, isolation_level=None)
        try:
            (version,) = base.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                if version or base.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
                    raise sqlite3.DatabaseError(f"it is of version {version}")
                base.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
            base.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            base.close()
            raise
        base.isolation_level = "IMMEDIATE"
        return base

    def _throw_away(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self.file.with_name(self.file.name + ending).unlink()

    def _write(self) -> None:
        if not self._rows and not self._new_stamps:
            return
        if self._ask_knowledge() != self._knowledge:  # an editor changed it while we cleaned: by which was it done?
            self._give_up(ValueError("rules or names were changed meanwhile"))
        with self._guard() as base:
            if base is not None:
                _forget_traces(base, [row[0] for row in self._rows])
                base.executemany("INSERT OR REPLACE INTO dumps VALUES (?, ?, ?, ?, ?, ?, ?)", self._rows)
                traces = ((trace, row[0]) for row in self._rows for trace in array("q", row[4]))
                base.executemany("INSERT OR IGNORE INTO traces VALUES (?, ?)", traces)
                base.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", self._new_stamps)
                base.commit()
        self._rows, self._new_stamps = [], []

    @contextlib.contextmanager
    def _guard(self) -> Iterator[sqlite3.Connection | None]:
        try:
            yield self._base
        except (sqlite3.Error, OverflowError, TypeError, ValueError) as fault:  # numbers and texts that are none
            self._give_up(fault)

    def _give_up(self, fault: Exception) -> None:
        """Keep nothing from now on. What is in the file is thrown away where it is broken."""
        self.fault = str(fault)
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.rollback()
        self._let_go()
        if isinstance(fault, sqlite3.DatabaseError) and not isinstance(fault, sqlite3.OperationalError):
            self._throw_away()


def _forget_traces(base: sqlite3.Connection, sources: Iterable[str]) -> None:
    """Remove the traces of stories: their rows tell which they are."""
    for source in sources:
        for (traces,) in base.execute("SELECT traces FROM dumps WHERE source = ?", (source,)).fetchall():
            base.executemany(
                "DELETE FROM traces WHERE trace = ? AND source = ?", ((trace, source) for trace in array("q", traces))
            )


def _seal(*parts: bytes) -> bytes:
    return _digest_parts(*parts)


def _digest_parts(*parts: bytes) -> bytes:
    """Return a digest of the parts, whose borders count."""
    lengths = ",".join([str(len(part)) for part in parts])
    return hashlib.blake2b(b"".join((lengths.encode(), b";", *parts)), digest_size=20).digest()
