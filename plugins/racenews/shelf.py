"""What became of dumps: the shelf that `batch` looks at before it cleans, and on which the texts of stories lie.

This one knows nothing of earlier runs, and has the texts in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from racenews.kin import Signature, signature_of
from racenews.publish.brief import Sharing, brief_of
from racenews.resources_desk import Desk
from racenews.types import Article, Brief, Rejection, UnreadableDumpError

Outcome = Article | Rejection | UnreadableDumpError
Known = Brief | Rejection | UnreadableDumpError
"""What became of a dump, a story without its text."""


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
    """An empty shelf: every file is read, every dump is cleaned, and stories lie here until the build is over."""

    def __init__(self) -> None:
        self.sharing = Sharing()
        self._held: dict[str, Article] = {}
        self._signatures: dict[str, Signature] = {}

    @property
    def held(self) -> Set[str]:
        """Return the sources of the stories that lie here, and nowhere else."""
        return self._held.keys()

    def digest(self, path: Path, max_bytes: int | None) -> bytes:
        """Return the digest of the file; UnreadableDumpError where it cannot be read."""
        return digest_dump(path, read_file(path, max_bytes))

    def find(self, slot: Slot) -> Known | None:
        """Return what became of the dump; None where that is not known."""
        return None

    def keep(self, slot: Slot, outcome: Outcome) -> Known:
        """Remember what became of the dump; return it in brief."""
        return self.hold(outcome)

    def hold(self, outcome: Outcome) -> Known:
        """Have the text of a story at hand until the build is over; return it in brief."""
        if not isinstance(outcome, Article):
            return outcome
        self._held[outcome.source] = outcome
        return self.sharing.share(brief_of(outcome), outcome.source)

    def article(self, source: str) -> Article:
        """Return a story with its text; KeyError where none lies here."""
        return self._held[source]

    def signature(self, source: str) -> Signature:
        """Return by what kin of the story are found, as `kin.signature_of` makes it; it is worked out once."""
        if source not in self._signatures:
            self._signatures[source] = signature_of(self.article(source).text)
        return self._signatures[source]


class Articles(Mapping[str, Article]):
    """The stories of an edition with their texts, by source: each is taken from the shelf when it is asked for."""

    def __init__(self, briefs: Mapping[str, Brief], shelf: Shelf) -> None:
        self._briefs, self._shelf = briefs, shelf

    def __getitem__(self, source: str) -> Article:
        """Return a story; KeyError where it is none of the edition's."""
        if source not in self._briefs:
            raise KeyError(source)
        return self._shelf.article(source)

    def __iter__(self) -> Iterator[str]:
        """Yield the sources in the order of the edition."""
        return iter(self._briefs)

    def __len__(self) -> int:
        """Return how many stories there are."""
        return len(self._briefs)
