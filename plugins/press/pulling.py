"""Pull the proofs of an edition that has just been put in its place, for the stop press that may come."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from press.edition import Edition
from press.proofs import Told, save_proofs
from press.stamps import NoStampError
from press.store import Store, traces_of
from press.twin import name_folders, scan_twin
from press.vouching import Vouching
from racenews.types import RacenewsError


def pull_proofs(
    state: Path,
    edition: Edition,
    shelf: Store,
    vouching: Vouching,
    *,
    counted: tuple[int, int, int],
    warnings: Sequence[str],
    has_twin: bool,
) -> None:
    """Keep what a stop press needs, where the record vouches for the edition and the press printed it itself.

    What became of the dumps lies on the `shelf` by now, or there are no proofs: a text is compared with all of them.
    `counted` are its pages, files and bytes. Where the disk refuses, the next edition is simply made whole.
    """
    if shelf.fault or not (vouching.seal and vouching.names and edition.bound and edition.galleys):
        return
    twin = ""
    with contextlib.suppress(OSError, NoStampError):
        if has_twin:  # what is kept of the edition before may have the same folders, and other pages in them
            places = name_folders(str(state), vouching.asked.output, vouching.listed)
            twin = scan_twin(str(state), places, copied=False).digest()
    others, (pages, files, size) = sorted(edition.others), counted
    said = (warnings, edition.findings, edition.notes)
    told = Told(vouching.seal, vouching.names, edition.frame, others, pages, files, size, *said, twin)
    with contextlib.suppress(OSError, sqlite3.Error, RacenewsError):
        save_proofs(state, told, edition.galleys.proofs(), _held(edition, shelf))


def _held(edition: Edition, shelf: Store) -> Iterator[tuple[int, bytes]]:
    """Yield each trace of the stories that the store does not keep, written by hand, with the story's places."""
    for source in sorted(shelf.held & edition.briefs.keys()):
        signature = shelf.signature(source)
        for trace in traces_of(edition.briefs[source], signature):
            yield trace, signature.places.tobytes()
