"""Read the dumps of a large edition in a process of its own: that takes twice what the stories take in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import islice
from operator import attrgetter
from tempfile import TemporaryFile
from typing import IO, Any, get_type_hints, overload

import msgspec

from press.apart import Word, is_worth_it, listening, put, records, work_apart
from press.edition import Edition, Progress
from press.store import Kept, Store
from racenews import batch
from racenews.types import Article, Brief, LedgerEntry, RacenewsError

Read = Callable[[Progress], batch.Edition]


class _Head(msgspec.Struct, array_like=True):
    """What stands before the stories: how many there are, and what else is known when they are read."""

    word: Word
    fault: str = ""
    stories: int = 0
    held: int = 0
    rows: int = 0
    notes: tuple[str, ...] = ()
    kept: Kept | None = None


def _fields(kind: type) -> Any:
    return tuple[tuple(get_type_hints(kind).values())]  # type: ignore[misc]  # the type is worked out here


of_row = attrgetter(*get_type_hints(LedgerEntry))
_of_brief = attrgetter(*get_type_hints(Brief))
encode = msgspec.msgpack.Encoder().encode
decode_row = msgspec.msgpack.Decoder(_fields(LedgerEntry)).decode
decode_article = msgspec.msgpack.Decoder(Article).decode
_decode_head = msgspec.msgpack.Decoder(_Head).decode
_decode_story = msgspec.msgpack.Decoder(tuple[str, _fields(Brief)]).decode  # type: ignore[misc]  # as above


def read_edition(edition: Edition, read: Read) -> batch.Edition:
    """Return what `read` returns; where there are many dumps, it is worked out in a process of its own."""
    if is_worth_it(edition):
        with suppress(OSError), ExitStack() as stack:
            file = stack.enter_context(TemporaryFile(dir=edition.state, prefix="read-"))
            if work_apart(edition, file, lambda file, progress: _write(file, edition, read, progress)):
                made = _take(file, edition)
                stack.pop_all()  # the ledger is read from it
                return made
    return read(edition.progress)


def _write(file: IO[bytes], edition: Edition, read: Read, progress: Progress) -> None:
    """Write what `read` returns, or the fault of the editor's that it raises; any other fault is raised here."""
    shelf: Any = edition.shelf
    with listening() as listener:
        try:
            made = read(progress)
        except RacenewsError as fault:
            put(file, encode(_Head(listener.word(edition), str(fault))))
            return
    kept = shelf.hand_over()
    counts = len(made.stories), len(shelf.held), len(made.ledger)
    put(file, encode(_Head(listener.word(edition), "", *counts, made.notes, kept)))
    for story in made.stories:
        put(file, encode((made.urls[story.source], _of_brief(story))))
    for source in shelf.held:
        put(file, encode(shelf.article(source)))
    for row in made.ledger:
        put(file, encode(of_row(row)))


def _take(file: IO[bytes], edition: Edition) -> batch.Edition:
    """Return what was written to `file`, and let the shelf know what it would know had all been read here.

    Raises RacenewsError where that is what came of the reading.
    """
    raw, shelf = records(file), edition.shelf
    assert isinstance(shelf, Store)
    head = _decode_head(next(raw))
    head.word.hear(edition)
    if head.kept is None:
        raise RacenewsError(head.fault)
    stories: list[Brief] = []
    urls: dict[str, str] = {}
    for url, told in map(_decode_story, islice(raw, head.stories)):
        brief = Brief(*told)
        stories.append(shelf.sharing.share(brief, brief.source))
        urls[brief.source] = url
    shelf.sharing.forget()
    shelf.take_over(head.kept, map(decode_article, islice(raw, head.held)))
    return batch.Edition(tuple(stories), Ledger(file, head.rows), urls, head.notes, shelf)


class Ledger(Sequence[LedgerEntry]):
    """What became of each dump, on the disk: it is wanted when all is printed."""

    def __init__(self, file: IO[bytes], count: int) -> None:
        self._file, self._start, self._count = file, file.tell(), count

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._count

    def __iter__(self) -> Iterator[LedgerEntry]:
        """Yield the rows."""
        return (LedgerEntry(*told) for told in map(decode_row, records(self._file, self._start)))

    @overload
    def __getitem__(self, place: int) -> LedgerEntry: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[LedgerEntry, ...]: ...

    def __getitem__(self, place: int | slice) -> LedgerEntry | tuple[LedgerEntry, ...]:
        """Return one row, or several."""
        return tuple(self)[place]
