"""Which dumps have changed since an edition was made, and does a change touch more than the page of its story?"""

from __future__ import annotations

import hashlib
import os
import stat
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from press.stamps import Stamp, stamp_of
from press.store import Store, traces_of
from racenews import batch
from racenews.kin import Signature, is_kin, likeness, may_be_kin, signature_of
from racenews.palette import Palette
from racenews.publish.brief import story_key
from racenews.publish.dossier import topic_key
from racenews.publish.face import has_same_face
from racenews.publish.view_records import House, StoryView
from racenews.resources import Resources
from racenews.shelf import slot_of
from racenews.types import Article, Brief, TopicKind

_READ = batch.DUMP_SUFFIXES | batch.STORY_SUFFIXES


Held = Sequence[tuple[bytes, bytes]]
"""Traces and places of stories, packed."""


class TooMuchError(Exception):
    """More than the page of a story changes, or may change; the text says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """A story that has another text; `digest` is that of its dump now."""

    source: str
    digest: bytes
    before: Article
    after: Article


def name_dumps(dumps: Path) -> tuple[bytes, dict[str, Stamp]]:
    """Return a digest of what lies in the folder of dumps, by name, and the stamp of each dump.

    Of what is no dump, such as a photograph that lies there, the stamp is in the digest.
    """
    names: list[str] = []
    stamps: dict[str, Stamp] = {}
    pending = [str(dumps)]
    while pending:
        folder = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                names.append(f"{stat.S_IFMT(found.st_mode)} {entry.path}")
                if stat.S_ISDIR(found.st_mode):
                    pending.append(entry.path)
                elif entry.name.startswith(".") or f".{entry.name.rpartition('.')[2].lower()}" not in _READ:
                    names.append(str(stamp_of(found)))
                else:
                    stamps[entry.path] = stamp_of(found)
    text = "\0".join(sorted(names)).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=20).digest(), stamps


def read_change(path: Path, source: str, shelf: Store, res: Resources, max_bytes: int, held: Held) -> Change:
    """Return what became of a dump that has changed; TooMuchError where it is or was no story that is known.

    `held` are stories that the shelf does not keep.
    """
    last = shelf.last(source, path, slot_of(source, b"", res.desk).word)
    if last is None or not isinstance(last[1], Brief):
        raise TooMuchError(f"{source}: what it was is not known")
    before, was = shelf.article(source), shelf.signature(source)
    digest = shelf.digest(path, max_bytes)
    if shelf.has_other((last[0], digest), path):
        raise TooMuchError(f"{source}: it has or had a copy")
    read, after = batch.clean_again(path, source, res, max_bytes)
    if read != digest or not isinstance(after, Article):
        raise TooMuchError(f"{source}: it is no story any more, or changes while it is read")
    _check_kin(before, was, after, shelf, held)
    shelf.keep(slot_of(source, digest, res.desk), after)
    return Change(source, digest, before, after)


def _check_kin(before: Article, was: Signature, after: Article, shelf: Store, held: Held) -> None:
    """Raise TooMuchError where another story may be, or have been, nearly the same: the comparison of all decides."""
    now = signature_of(after.text)
    traces = [traces_of(story_key(before), was), traces_of(story_key(after), now)]
    if any(_may_be_kin(traces, (was, now), *other) for other in held):
        raise TooMuchError(f"{before.source}: a story written by hand is alike")
    shared = [set(shelf.sharers(numbers, before.source)) for numbers in traces]
    if shared[0] != shared[1] or any(trace in (traces[0][0], traces[1][0]) for trace, _ in shared[0]):
        raise TooMuchError(f"{before.source}: other stories are alike")
    for other in {source for _, source in shared[0]}:
        text = shelf.text_of(other)
        if text is None or any(is_kin(likeness(article.text, text)) for article in (before, after)):
            raise TooMuchError(f"{before.source}: {other} is alike")


def _may_be_kin(traces: Sequence[array[int]], signatures: Sequence[Signature], others: bytes, places: bytes) -> bool:
    """Say whether a story of which no text is at hand may be nearly the same, before or after a change."""
    shared = [frozenset(own).intersection(array("q", others)) for own in traces]
    if shared[0] == shared[1] == frozenset():
        return False
    is_same = shared[0] != shared[1] or any(own[0] in shared[0] for own in traces)
    return is_same or any(may_be_kin(found.places, array("H", places)) for found in signatures)


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
