"""Print a large edition in a process of its own: then the search is indexed and the site checked in one that is small.

What the check has to know stays on the disk until the search is indexed, which takes much memory itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from functools import partial
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

import msgspec

from press.apart import Word, is_worth_it, listening, put, records, work_apart
from press.bindery import Bound
from press.edition import Edition
from press.galleys import Galleys, Place, fill_galleys
from press.reading import decode_article, decode_row, encode, of_row
from press.roads import NeedsPelicanError
from press.rows import Spool, read_spool
from press.store import Kept, Store
from racenews.publish.checks import Targets
from racenews.publish.view_records import Frame
from racenews.types import Brief, LedgerEntry, RacenewsError

TOGETHER = 1_000  # names of places in one record


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
    """Of the ledger, in the records behind them; then come the names of all places."""


_decode_head = msgspec.msgpack.Decoder(_Head).decode
_decode_brief = msgspec.msgpack.Decoder(Brief).decode
_decode_names = msgspec.msgpack.Decoder(list[str]).decode


def print_apart(edition: Edition, print_pages: Callable[[], None]) -> bool:
    """Have `print_pages` called in another process where there are many dumps; say whether all pages are printed then.

    What the edition and its shelf would know is known here as well. Raises what the editor has to mend, and
    NeedsPelicanError.
    """
    if not is_worth_it(edition):
        return False
    with suppress(OSError), ExitStack() as stack:
        told, laid = (stack.enter_context(TemporaryFile(dir=edition.state, prefix="print-")) for _ in range(2))
        galleys = stack.enter_context(closing(Galleys(edition.state)))
        if work_apart(edition, told, lambda told, _: _write(told, laid, galleys, edition, print_pages)):
            _take(told, laid, galleys, edition)
            stack.pop_all()  # they are read when the search is indexed
            return True
    return False


def _write(
    told: IO[bytes], laid: IO[bytes], galleys: Galleys, edition: Edition, print_pages: Callable[[], None]
) -> None:
    """Write what is known when all pages are printed, or why they cannot be; any other fault is raised here."""
    shelf = edition.shelf
    assert isinstance(shelf, Store)
    edition.rows = Spool(laid)
    with listening() as listener:
        try:
            print_pages()
        except RacenewsError as fault:
            put(told, encode(_Head(listener.word(edition), fault=str(fault))))
            return
        except NeedsPelicanError as asked:
            put(told, encode(_Head(listener.word(edition), needs=str(asked))))
            return
    laid.flush()
    edition.progress("Indexing", 0, edition.stories)
    fill_galleys(galleys, edition.site, edition.briefs, edition.articles)
    edition.forget_stories()
    bound = edition.bound
    assert bound is not None
    names, held = bound.targets.names, sorted(edition.briefs)
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
    )
    put(told, encode(head))
    for source in held:
        put(told, encode(edition.briefs[source]))
        put(told, encode(shelf.article(source)))
    for row in edition.ledger:
        put(told, encode(of_row(row)))
    for start in range(0, len(names), TOGETHER):
        put(told, encode(names[start : start + TOGETHER]))


def _take(told: IO[bytes], laid: IO[bytes], galleys: Galleys, edition: Edition) -> None:
    """Let the edition and its shelf know what was written, but for what the check alone needs."""
    raw, shelf = records(told), edition.shelf
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
    edition.rest = partial(_take_rest, told, laid, raw, head, edition)


def _take_rest(told: IO[bytes], laid: IO[bytes], raw: Iterator[bytes], head: _Head, edition: Edition) -> None:
    """Let the edition know what became of each dump, and what was laid into its folder."""
    with told, laid:
        edition.ledger = tuple(LedgerEntry(*row) for row in map(decode_row, islice(raw, head.rows)))
        targets = Targets()
        for names in map(_decode_names, raw):
            targets.names += names
        edition.bound = Bound(read_spool(laid), targets=targets, printed=head.printed, taken_over=head.taken_over)
