"""The files of an edition by their paths, each with its key, its stamp and its facts, packed folder by folder.

A large site has hundreds of thousands of files; as records they would take more memory than all else. Most folders hold
one file to four: their rows stand behind each other in one text of bytes, and are unpacked when they are asked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple

import msgspec

from racenews.publish.checks import FileFacts

MOST_IN_ONE = 4096  # bytes of a folder that are searched from the first on; in larger ones files are found by name

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(FileFacts).decode


class Stamp(NamedTuple):
    """By what a file on the disk is known to be the one that we wrote.

    Whoever writes to a file changes the second time at least, which nobody can set.
    """

    size: int
    modified: int
    """In nanoseconds, as `changed`."""
    changed: int
    number: int
    """Of its inode."""


class Row(NamedTuple):
    """One file of an edition."""

    key: bytes
    stamp: Stamp
    told: bytes = b""
    """Its facts, packed; b"" for a file that the check does not read."""

    @property
    def facts(self) -> FileFacts | None:
        """Return what the check has to know of the file."""
        return _decode(self.told) if self.told else None


def pack_facts(facts: FileFacts | None) -> bytes:
    """Return facts as a row holds them."""
    return _encode(facts) if facts else b""


Packed = dict[str, bytes | dict[str, bytes]]
"""By the folder: its rows behind each other, or each by the name of its file where they are many."""


class Rows(Mapping[str, Row]):
    """Rows by the paths of their files, in no order that means anything."""

    def __init__(self, packed: Packed | None = None) -> None:
        self.packed: Packed = {} if packed is None else packed
        self._count = sum(1 for _ in self)

    def put(self, path: str, row: Row) -> None:
        """Put the row of a file that has none yet."""
        self.put_packed(path, _pack_row(row))

    def put_packed(self, path: str, raw: bytes) -> None:
        """Put a row as bytes."""
        folder, _, name = path.rpartition("/")
        here = self.packed.get(folder, b"")
        self._count += 1
        if isinstance(here, bytes):
            if len(here) < MOST_IN_ONE:
                self.packed[folder] = here + _name_row(name, raw)
                return
            here = self.packed[folder] = dict(_part(here))
        here[name] = raw

    def each(self) -> Iterator[tuple[str, Row]]:
        """Yield every path with its row."""
        for folder, here in self.packed.items():
            start = f"{folder}/" if folder else ""
            for name, raw in _part(here) if isinstance(here, bytes) else here.items():
                yield f"{start}{name}", _unpack_row(raw)

    def take_each(self) -> Iterator[tuple[str, Row]]:
        """Yield every path with its row, and let go of it: in the end there are none."""
        for folder in list(self.packed):
            here = self.packed.pop(folder)
            start = f"{folder}/" if folder else ""
            for name, raw in _part(here) if isinstance(here, bytes) else here.items():
                self._count -= 1
                yield f"{start}{name}", _unpack_row(raw)

    def clear(self) -> None:
        """Let go of all rows."""
        self.packed.clear()
        self._count = 0

    def __getitem__(self, path: str) -> Row:
        """Return the row of a file; KeyError where it has none."""
        return _unpack_row(self._find(path))

    def __contains__(self, path: object) -> bool:
        """Say whether a file has a row."""
        try:
            return isinstance(path, str) and bool(self._find(path))
        except KeyError:
            return False

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        for folder, here in self.packed.items():
            start = f"{folder}/" if folder else ""
            for name in (name for name, _ in _part(here)) if isinstance(here, bytes) else here:
                yield f"{start}{name}"

    def __len__(self) -> int:
        """Return how many files there are."""
        return self._count

    def _find(self, path: str) -> bytes:
        folder, _, name = path.rpartition("/")
        here = self.packed[folder]
        if not isinstance(here, bytes):
            return here[name]
        for other, raw in _part(here):
            if other == name:
                return raw
        raise KeyError(path)


class Spool(Rows):
    """Rows that are written to a file as they come: here are told how many there are, and which paths have one.

    A path is known by its hash of 64 bits, which takes a tenth of what its row does.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self._paths: set[int] = set()

    def put(self, path: str, row: Row) -> None:
        """Write the row of a file that has none yet; OSError where the disk refuses."""
        self._file.write(_name_row(path, _pack_row(row)))
        self._paths.add(hash(path))

    def __contains__(self, path: object) -> bool:
        """Say whether a file has a row."""
        return hash(path) in self._paths

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._paths)


def read_spool(file: IO[bytes]) -> Rows:
    """Return the rows that were written to a file."""
    rows = Rows()
    file.seek(0)
    while lengths := file.read(_LENGTHS.size):
        name_length, length = _LENGTHS.unpack(lengths)
        raw = file.read(name_length + length)
        rows.put_packed(raw[:name_length].decode("utf-8", "surrogateescape"), raw[name_length:])
    return rows


_LENGTHS = struct.Struct("<HI")  # of a name and of a row
_NUMBERS = struct.Struct("<qqqQB")  # a stamp, and the length of a key


def _pack_row(row: Row) -> bytes:
    return b"".join((_NUMBERS.pack(*row.stamp, len(row.key)), row.key, row.told))


def _unpack_row(raw: bytes) -> Row:
    size, modified, changed, number, key_length = _NUMBERS.unpack_from(raw)
    key_ends = _NUMBERS.size + key_length
    return Row(raw[_NUMBERS.size : key_ends], Stamp(size, modified, changed, number), raw[key_ends:])


def _name_row(name: str, raw: bytes) -> bytes:
    called = name.encode("utf-8", "surrogateescape")
    return b"".join((_LENGTHS.pack(len(called), len(raw)), called, raw))


def _part(here: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each file of a folder, and its packed row."""
    at = 0
    while at < len(here):
        name_length, length = _LENGTHS.unpack_from(here, at)
        starts = at + _LENGTHS.size
        name_ends = starts + name_length
        at = name_ends + length
        yield here[starts:name_ends].decode("utf-8", "surrogateescape"), here[name_ends:at]
