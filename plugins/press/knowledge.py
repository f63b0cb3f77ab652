"""What cleaning and linking go by, as one digest: code, rules, names, weights, the desk's word and the libraries."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from press.stamps import STARTED_NS, NoStampError, scan
from racenews.resources_desk import AUTHORS, RULES
from racenews.resources_topics import TOPICS

NEWSROOM = Path(__file__).resolve().parents[1] / "racenews"

_by_scan: dict[str, bytes] = {}


def digest_knowledge(desk: Path | None) -> bytes:
    """Return the digest of all that has a say in how any dump is cleaned and linked.

    What the desk says of single dumps is not in it, nor what it says of authors but their names.
    """
    whole = hashlib.blake2b(_digest_newsroom(), digest_size=20)
    for part in _desk_parts(desk) if desk else ():
        whole.update(len(part).to_bytes(8, "little") + part)
    return whole.digest()


def is_code_older() -> bool:
    """Say whether all code was last changed before this process started, so that the code on the disk is what runs."""
    try:
        return scan(str(NEWSROOM), suffix=".py").rests_at_ns < STARTED_NS
    except NoStampError:
        return False


def _digest_newsroom() -> bytes:
    """Return the digest of the newsroom's code and data and of the libraries; read once a process."""
    found = scan(str(NEWSROOM))
    stamp = found.digest()
    if stamp not in _by_scan:
        whole = hashlib.blake2b(digest_size=20)
        for line in sorted(_files_below(NEWSROOM)):
            whole.update(line)
        for word in (sys.version, platform.machine(), *list_libraries()):
            whole.update(word.encode() + b"\0")
        _by_scan[stamp] = whole.digest()
    return _by_scan[stamp]


def _files_below(folder: Path) -> Iterator[bytes]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = Path(parent, name)
            content = hashlib.blake2b(path.read_bytes(), digest_size=20).digest()
            yield os.fsencode(path.relative_to(folder)) + b"\0" + content


def list_libraries() -> tuple[str, ...]:
    """Return what is installed beside Python, each with its version: `lxml-5.3.0.dist-info`."""
    found: set[str] = set()
    for folder in map(Path, sys.path):
        if folder.name in ("site-packages", "dist-packages"):
            found.update(path.name for path in folder.iterdir() if path.suffix in (".dist-info", ".egg-info"))
    return tuple(sorted(found))


def _desk_parts(desk: Path) -> Iterator[bytes]:
    """Yield what the desk says to every dump. A file with slips yields its bytes: the build stops at it anyway."""
    rules, topics, authors = ((desk / name) for name in (RULES, TOPICS, AUTHORS))
    yield _bytes_of(rules)
    try:
        said = tomllib.loads(_bytes_of(topics).decode("utf-8-sig"))
        names = tomllib.loads(_bytes_of(authors).decode("utf-8-sig"))
        said.pop("correct", None)
        yield repr(said).encode("utf-8", "replace")
        yield repr([(a.get("name"), a.get("aliases")) for a in names.get("author", ())]).encode("utf-8", "replace")
    except (ValueError, AttributeError, TypeError, RecursionError):
        yield _bytes_of(topics)
        yield _bytes_of(authors)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
