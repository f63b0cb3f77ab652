"""What became of dumps in earlier runs: the shelf that `batch` looks at before it cleans. This one stays empty."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from racenews.kin import Signature, signature_of
from racenews.resources_desk import Desk
from racenews.types import Article, Rejection, UnreadableDumpError

Outcome = Article | Rejection | UnreadableDumpError


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the outcome of one dump stands: what it is made of, apart from rules, names and weights."""

    source: str
    digest: bytes
    """Of its bytes and its ending, as `digest_dump` makes it."""
    word: str
    """What the desk says of this dump alone."""


def slot_of(source: str, digest: bytes, desk: Desk) -> Slot:
    """Return the slot of a dump with these bytes, about which the desk says what it says now."""
    word = desk.overrides.get(source), desk.corrections.get(source)
    return Slot(source, digest, "" if word == (None, None) else repr(word))


def digest_dump(path: Path, raw: bytes) -> bytes:
    """Return the digest of what a file holds; its ending belongs to it, which says how it is read."""
    return hashlib.blake2b(path.suffix.lower().encode("utf-8", "surrogateescape") + raw, digest_size=20).digest()


def read_file(path: Path, max_bytes: int | None) -> bytes:
    """Return what a file holds; UnreadableDumpError where it cannot be read. None stands for the usual limit."""
    from racenews.intake.read import MAX_BYTES, read_bytes  # what mends texts waits for the first one

    return read_bytes(path, MAX_BYTES if max_bytes is None else max_bytes)


class Shelf:
    """An empty shelf: every file is read, every dump is cleaned, nothing is kept."""

    def digest(self, path: Path, max_bytes: int | None) -> bytes:
        """Return the digest of the file; UnreadableDumpError where it cannot be read."""
        return digest_dump(path, read_file(path, max_bytes))

    def find(self, slot: Slot) -> Outcome | None:
        """Return what became of the dump; None where that is not known."""
        return None

    def keep(self, slot: Slot, outcome: Outcome) -> None:
        """Remember what became of the dump."""

    def signature(self, article: Article) -> Signature:
        """Return by what kin of the story are found, as `kin.signature_of` makes it."""
        return signature_of(article.text)
