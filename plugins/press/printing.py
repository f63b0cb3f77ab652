"""Print a large edition in a process of its own: then the search is indexed and the site checked in one that is small.

What the check has to know stays on the disk until the search is indexed, which takes much memory itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import IO, TypeVar

import msgspec

from press.apart import Word, is_worth_it, listening, put, records, work_apart
from press.bindery import Bound
from press.edition import Edition
from press.galleys import Galleys, Place, fill_galleys
from press.reading import decode_article, decode_row, encode, of_row
from press.roads import NeedsPelicanError
from press.rows import Packed, Rows
from press.store import Kept, Store
from racenews.publish.checks import Targets
from racenews.publish.view_records import Frame
from racenews.types import Brief, LedgerEntry, RacenewsError

TOGETHER = 1_000  # folders or names in one record

Thing = TypeVar("Thing")


class _Head(msgspec.Struct, array_like=True):
    """What stands before the stories: how many there are, and what else is known when they are printed."""

    word: Word
    fault: str = ""
    needs: str = ""
    """Why Pelican has to print the edition."""
    stories: int = 0
    notes: tuple[str, ...] = ()
    frame: Frame | None = None
    others: tuple[str, ...] = ()
    printed: int = 0
    taken_over: int = 0
    places: list[Place] = []
    kept: Kept | None = None
    held: list[str] = []
    """The stories that the shelf holds, each with its brief and its text in the next records."""
    rows: int = 0
    folders: int = 0
    names: int = 0


_decode_head = msgspec.msgpack.Decoder(_Head).decode
_decode_brief = msgspec.msgpack.Decoder(Brief).decode
_decode_folders = msgspec.msgpack.Decoder(Packed).decode
_decode_names = msgspec.msgpack.Decoder(list[str]).decode


def print_apart(edition: Edition, print_pages: Callable[[], None]) -> bool:
    """Have `print_pages` called in another process where there are many dumps; say whether all pages are printed then.

    What the edition and its shelf would know is known here as well. Raises what the editor has to mend, and
    NeedsPelicanError.
    """
    if not is_worth_it(edition):
        return False
    with suppress(OSError):
        file, galleys = tempfile.TemporaryFile(dir=edition.state, prefix="print-"), Galleys(edition.state)  # noqa: SIM115  # open until its end is read
        if work_apart(edition, file, lambda file, _: _write(file, galleys, edition, print_pages)):
            _take(file, galleys, edition)
            return True
        file.close()
        galleys.close()
    return False


def _write(file: IO[bytes], galleys: Galleys, edition: Edition, print_pages: Callable[[], None]) -> None:
    """Write what is known when all pages are printed, or why they cannot be; any other fault is raised here."""
    shelf = edition.shelf
    assert isinstance(shelf, Store)
    with listening() as listener:
        try:
            print_pages()
        except RacenewsError as fault:
            put(file, encode(_Head(listener.word(edition), fault=str(fault))))
            return
        except NeedsPelicanError as asked:
            put(file, encode(_Head(listener.word(edition), needs=str(asked))))
            return
    edition.progress("Indexing", 0, edition.stories)
    fill_galleys(galleys, edition.site, edition.briefs, edition.articles)
    edition.forget_stories()
    bound = edition.bound
    assert bound is not None
    packed, names, held = bound.rows.packed, bound.targets.names, sorted(edition.briefs)
    head = _Head(
        listener.word(edition),
        stories=edition.stories,
        notes=edition.notes,
        frame=edition.frame,
        others=tuple(sorted(edition.others)),
        printed=bound.printed,
        taken_over=bound.taken_over,
        places=galleys.places,
        kept=shelf.hand_over(),
        held=held,
        rows=len(edition.ledger),
        folders=_count(packed),
        names=_count(names),
    )
    put(file, encode(head))
    for source in held:
        put(file, encode(edition.briefs[source]))
        put(file, encode(shelf.article(source)))
    for row in edition.ledger:
        put(file, encode(of_row(row)))
    for folders in _together(packed.items()):
        put(file, encode(dict(folders)))
    for some in _together(names):
        put(file, encode(some))


def _together(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    left = iter(things)
    while some := list(islice(left, TOGETHER)):
        yield some


def _count(things: Mapping[str, object] | Sequence[str]) -> int:
    return -(-len(things) // TOGETHER)


def _take(file: IO[bytes], galleys: Galleys, edition: Edition) -> None:
    """Let the edition and its shelf know what was written, but for what the check alone needs."""
    raw, shelf = records(file), edition.shelf
    assert isinstance(shelf, Store)
    head = _decode_head(next(raw))
    head.word.hear(edition)
    if head.needs:
        raise NeedsPelicanError(head.needs)
    if head.kept is None:
        raise RacenewsError(head.fault)
    held = {source: (_decode_brief(next(raw)), decode_article(next(raw))) for source in head.held}
    edition.briefs = {source: brief for source, (brief, _) in held.items()}
    shelf.take_over(head.kept, (article for _, article in held.values()))
    edition.stories, edition.notes, edition.frame = head.stories, head.notes, head.frame
    edition.others = frozenset(head.others)
    galleys.places = head.places
    edition.galleys = galleys
    edition.rest = partial(_take_rest, file, raw, head, edition)


def _take_rest(file: IO[bytes], raw: Iterator[bytes], head: _Head, edition: Edition) -> None:
    """Let the edition know what became of each dump, and what was laid into its folder."""
    edition.ledger = tuple(LedgerEntry(*told) for told in map(decode_row, islice(raw, head.rows)))
    packed: Packed = {}
    for folders in map(_decode_folders, islice(raw, head.folders)):
        packed.update(folders)
    targets = Targets()
    for names in map(_decode_names, islice(raw, head.names)):
        targets.names += names
    edition.bound = Bound(Rows(packed), targets=targets, printed=head.printed, taken_over=head.taken_over)
    file.close()
