"""What an edition consists of: a piece for every file, with a key of all that the file is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

KEY_BYTES = 16

Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of an edition: its path below the output folder, its key, and how it is made.

    Two pieces with one path and one key have the same bytes.
    """

    path: str
    key: bytes
    make: Make


class SetPage(Protocol):
    """Sets one page: template, context and path -> bytes."""

    def __call__(self, template: str, context: Mapping[str, object], path: str) -> bytes:
        """Return the page."""


class Compositor:
    """Makes pieces. A key is a digest of what the piece is made from and of what such pieces are made with.

    All are made with what `made_with` says, pages of templates with these `templates` as well: another theme draws no
    picture anew and writes no feed.
    """

    def __init__(self, made_with: object, templates: bytes, set_page: SetPage) -> None:
        self.set_page = set_page
        self._start = hashlib.blake2b(_encode(made_with), digest_size=KEY_BYTES)
        self._templates = templates

    def page(
        self,
        path: str,
        template: str,
        seen: Mapping[str, object],
        more: Callable[[], Mapping[str, object]] | None = None,
    ) -> Piece:
        """Return a page of a template.

        Without `more` the template sees what is `seen`. With it the template sees what `more` returns, which is made of
        `seen` and nothing else, and only when the page is printed.
        """

        def make() -> bytes:
            return self.set_page(template, more() if more else seen, path)

        return Piece(path, self.key(self._templates, path, template, seen), make)

    def text(self, path: str, text: str) -> Piece:
        """Return a file whose text is known."""
        return self.made(path, text, text.encode)

    def made(self, path: str, made_from: object, make: Make) -> Piece:
        """Return a file that `make` makes of `made_from` and nothing else."""
        return Piece(path, self.key(path, made_from), make)

    def key(self, *made_from: object) -> bytes:
        """Return a digest of records, texts and numbers."""
        digest = self._start.copy()
        digest.update(_encode(made_from))
        return digest.digest()


class Planner(Protocol):
    """A generator of Pelican's that can say what it would write, so that the press need not write it all."""

    def plan_files(self, compositor: Compositor) -> Iterator[Piece]:
        """Yield a piece for every file."""


def _plain(value: Any) -> Any:
    """Return what msgspec does not know as something that it does; TypeError where that would guess."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a key")


_encode = msgspec.msgpack.Encoder(enc_hook=_plain).encode
