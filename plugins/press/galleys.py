"""What is still to be done with each story when its page is printed, on the disk: what the search and the proofs take.

What pages are made of can go then. The search is indexed after that, which takes much memory itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from press.proofs import Pulled, pull_proof
from racenews.publish.search_records import SearchRecord, Shelf, plan_shelves, shelf_records
from racenews.publish.view_records import Site
from racenews.types import Article, Brief

_encode = msgspec.msgpack.Encoder().encode
_decode_records = msgspec.msgpack.Decoder(list[SearchRecord]).decode
_part_records = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode
_decode_proofs = msgspec.msgpack.Decoder(list[Pulled]).decode


class Place(NamedTuple):
    """Where a shelf lies in the file: its name, how many stories it has, its start, and how long its parts are."""

    name: str
    stories: int
    start: int
    records: int
    proofs: int


class Galleys:
    """The shelves of the search, newest first, each with what is to be done with its stories."""

    def __init__(self, folder: Path | None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, prefix="galleys-")  # noqa: SIM115  # open until `close`
        self.places: list[Place] = []
        """Another process may have written them to the same file."""

    def put(self, shelf: Shelf, records: Sequence[SearchRecord], proofs: Sequence[Pulled]) -> None:
        """Write what is to be done with the stories of a shelf; OSError where the disk refuses."""
        parts = _encode(records), _encode(proofs)
        start = self._file.tell()
        self._file.write(b"".join(parts))
        self.places.append(Place(shelf.name, len(records), start, *map(len, parts)))

    def flush(self) -> None:
        """Have all in the file that was put; OSError where the disk refuses."""
        self._file.flush()

    def __len__(self) -> int:
        """Return how many stories there are."""
        return sum(place.stories for place in self.places)

    def shelves(self) -> Iterator[tuple[Shelf, list[SearchRecord]]]:
        """Yield each shelf, without its stories, and what the search has of them."""
        for place in self.places:
            yield Shelf(place.name), self._records(place)

    def proofs(self) -> Iterator[Pulled]:
        """Yield the proof of every story, newest first, as it is kept."""
        for place in self.places:
            proofs = _decode_proofs(self._read(place.start + place.records, place.proofs))
            if Shelf(place.name).whole:
                records = _part_records(self._read(place.start, place.records))
                proofs = [proof._replace(record=bytes(raw)) for proof, raw in zip(proofs, records, strict=True)]
            yield from proofs

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _records(self, place: Place) -> list[SearchRecord]:
        return _decode_records(self._read(place.start, place.records))

    def _read(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)


def pull_galleys(
    site: Site, briefs: Mapping[str, Brief], articles: Mapping[str, Article], folder: Path | None
) -> Galleys:
    """Return what is to be done with every story, in a file without a name that lies in `folder`."""
    galleys = Galleys(folder)
    fill_galleys(galleys, site, briefs, articles)
    return galleys


def fill_galleys(galleys: Galleys, site: Site, briefs: Mapping[str, Brief], articles: Mapping[str, Article]) -> None:
    """Write what is to be done with every story; OSError where the disk refuses."""
    views = iter(site.stories)  # in the order in which the shelves have them
    for shelf in plan_shelves(site.announced, site.house.full_text_stories):
        records = list(shelf_records(shelf, briefs, articles, site.house.words))
        proofs = [
            pull_proof(view, {topic for topic in briefs[view.source].named if site.topic(*topic)}, shelf.name)
            for view in islice(views, len(records))
        ]
        galleys.put(shelf, records, proofs)
    galleys.flush()
