"""Which dumps have changed since an edition was made, and does a change touch more than the page of its story?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from press.stamps import Scan, Stamp
from press.store import Store
from racenews import batch
from racenews.palette import Palette
from racenews.publish.dossier import topic_key
from racenews.publish.face import has_same_face
from racenews.publish.view_records import House, StoryView
from racenews.resources import Resources
from racenews.shelf import slot_of
from racenews.types import Article, Brief, TopicKind

_READ = batch.DUMP_SUFFIXES | batch.STORY_SUFFIXES


class TooMuchError(Exception):
    """More than the page of a story changes, or may change; the text says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """A story that has another text; `digest` is that of its dump now."""

    source: str
    digest: bytes
    before: Article
    after: Article


def name_dumps(found: Scan, folder: str, dumps: Path) -> tuple[bytes, dict[str, Stamp]]:
    """Return a digest of what a scan found in the folder of dumps, by name, and the stamp of each dump.

    Of what is no dump, such as a photograph that lies there, the stamp is in the digest. `folder` is what the scan
    calls the folder `dumps`.
    """
    names: list[str] = []
    stamps: dict[str, Stamp] = {}
    start = len(folder)
    for path, stamp in found.each():
        name = path[start:]
        names.append(name)
        _, _, last = name.rpartition("/")
        if stamp is None or last.startswith(".") or f".{last.rpartition('.')[2].lower()}" not in _READ:
            names.append(str(stamp))
        else:
            stamps[f"{dumps}{name}"] = stamp
    text = "\0".join(sorted(names)).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=20).digest(), stamps


def read_change(path: Path, source: str, shelf: Store, res: Resources, max_bytes: int) -> Change:
    """Return what became of a dump that has changed; TooMuchError where it is or was no story that is known."""
    last = shelf.last(source, path, slot_of(source, b"", res.desk).word)
    if last is None or not isinstance(last[1], Brief):
        raise TooMuchError(f"{source}: what it was is not known")
    before = shelf.article(source)
    digest = shelf.digest(path, max_bytes)
    if shelf.has_other((last[0], digest), path):
        raise TooMuchError(f"{source}: it has or had a copy")
    read, after = batch.clean_again(path, source, res, max_bytes)
    if read != digest or not isinstance(after, Article):
        raise TooMuchError(f"{source}: it is no story any more, or changes while it is read")
    shelf.keep(slot_of(source, digest, res.desk), after)
    return Change(source, digest, before, after)


def check_face(
    change: Change,
    view: StoryView,
    linked: frozenset[tuple[TopicKind, str]],
    house: House,
    palette: Palette,
) -> frozenset[tuple[TopicKind, str]]:
    """Return the topics which have a page of those that the text names; TooMuchError where others show the change."""
    if not has_same_face(change.before, change.after, view, house, palette):
        raise TooMuchError(f"{change.source}: other pages show it")
    known = {(m.kind, m.id) for m in change.before.mentions}
    named = {(m.kind, m.id) for m in change.after.mentions}
    have_pages = linked | {topic_key(topic) for topic in change.after.topics}
    if named - known - have_pages:
        raise TooMuchError(f"{change.source}: it names what it did not")
    return frozenset(named & have_pages)
