"""Pull the proofs of an edition that has just been put in its place, for the stop press that may come."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from press.changes import name_dumps
from press.edition import Edition
from press.proofs import Proof, Told, save_proofs
from press.stamps import NoStampError
from press.store import Store
from press.twin import stamp_twin
from press.vouching import Vouching
from racenews.publish.search_records import plan_shelves, search_record
from racenews.types import RacenewsError


def name_what_comes(content: Path) -> bytes:
    """Return a digest of the names in the folder of dumps, asked for before they are read; b"" where there is none."""
    try:
        return name_dumps(content.resolve() / "dumps")[0]
    except OSError:
        return b""


def pull_proofs(
    state: Path,
    edition: Edition,
    shelf: Store,
    vouching: Vouching,
    names: bytes,
    *,
    counted: tuple[int, int, int],
    warnings: Sequence[str],
    has_twin: bool,
) -> None:
    """Keep what a stop press needs, where the record vouches for the edition and the press printed it itself.

    What became of the dumps lies on the `shelf` by now, or there are no proofs: a text is compared with all of them.
    `counted` are its pages, files and bytes. Where the disk refuses, the next edition is simply made whole.
    """
    if shelf.fault or not (vouching.seal and names and edition.bound):
        return
    twin = ""
    with contextlib.suppress(OSError, NoStampError):
        # What is kept of the edition before may have the same folders, and other pages in them.
        twin = stamp_twin(str(state), vouching.asked.output, vouching.listed, copied=False) if has_twin else ""
    others, (pages, files, size) = sorted(edition.others), counted
    said = (warnings, edition.findings, edition.notes)
    told = Told(
        vouching.seal, names, edition.site.frame, others, pages, files, size, *said, twin, held=shelf.held_traces()
    )
    with contextlib.suppress(OSError, sqlite3.Error, RacenewsError):
        save_proofs(state, told, _proofs(edition))


def _proofs(edition: Edition) -> Iterator[Proof]:
    """Yield the proof of every story, newest first."""
    site, house = edition.site, edition.site.house
    for shelf in plan_shelves(site.stories, house.full_text_stories):
        for view in shelf.stories:
            brief = edition.briefs[view.source]
            linked = frozenset(topic for topic in brief.named if site.topic(*topic))
            article = edition.articles[view.source] if shelf.whole else None
            record = search_record(brief, view.card, house.words, article) if article else None
            yield Proof(view, linked, shelf.name, record)
