"""One partition -> its records on the disk and their sum. Runs in a process of this machine or of another one.

The sum is written last, by a rename: while it is not there, the partition is not done, and whoever does it again writes
the same bytes. So a worker that dies, or two that do the same partition, leave nothing half and nothing twice.
"""

from __future__ import annotations

import errno
import functools
import hashlib
import json
import os
import shutil
import sys
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from racenews.archive.partitions import Asked, Partition, read_partition
from racenews.disk_faults import tell_disk_fault
from racenews.pipeline import default_resources
from racenews.record_lines import Request, RequestError, clean_request, record_line
from racenews.repeats import Counts, Tally
from racenews.types import Article, RacenewsError

if TYPE_CHECKING:
    from racenews.clean.weights import Mode
    from racenews.resources import Resources

NEWSROOM = Path(__file__).resolve().parents[1]
LIBRARIES = ("ftfy", "lxml", "msgspec", "nh3", "numpy", "pyahocorasick")  # whose version may show in a record
RECORDS, SUMS, LOCK = "records", "sums", ".archive-lock"
MAX_FAULTS = 100  # told of one partition; all are counted


@dataclass(frozen=True, slots=True)
class Work:
    """One partition to be done. All paths mean the same on every machine that works."""

    source: str
    target: str
    part: Partition
    mode: Mode
    newsroom: str
    """What `digest_newsroom` gives where the archive was started."""
    run: str = ""
    """What the lock in `target` says while the command is at work, and no other one has begun since."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What became of one partition."""

    name: str
    key: str
    """Digest of what was read and of what it was cleaned by."""
    records: int
    articles: int
    record_bytes: int
    faults: tuple[str, ...]
    faulty: int
    kept: bool = False
    """Whether an earlier run had done it."""


def clean_partition(work: Work) -> Sum:
    """Write the records of one partition and return their sum; what an earlier run did is kept where nothing changed.

    Raises RacenewsError where this machine has other code or another OUT, or a file cannot be read or written.
    """
    if digest_newsroom() != work.newsroom:
        raise RacenewsError(
            "a worker has other code, rules or libraries than the command. "
            "Install the same commit and the same uv.lock everywhere"
        )
    try:
        return _do(work)
    except OSError as fault:
        told = tell_disk_fault(fault, Path(work.source, work.part.file)).rstrip(".")
        everywhere = " On a cluster IN has to lie at the same path on every machine" * (fault.errno == errno.ENOENT)
        raise RacenewsError(f"{told}.{everywhere}".rstrip(".")) from None


def _do(work: Work) -> Sum:
    _check_place(work)
    lines, key, size = _read(work)
    records, said = (Path(work.target, folder, work.part.name) for folder in (RECORDS, SUMS))
    records, said = records.with_name(f"{records.name}.jsonl"), said.with_name(f"{said.name}.json")
    known = read_sum(said)
    if known and known.key == key and _size(records) == known.record_bytes:
        return replace(known, kept=True)
    if shutil.disk_usage(work.target).free < size:  # before half a minute of work, not after it
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), work.target)
    text, done, counts = _clean(work.part.name, key, lines, replace(default_resources(), mode=work.mode))
    _check_place(work)  # meanwhile the command may have been stopped and begun anew
    write_whole(records, text)
    write_whole(said, to_json({**asdict(done), "counts": _plain(counts)}))
    return done


def _check_place(work: Work) -> None:
    if read_lock(Path(work.target))[1] != work.run:
        raise RacenewsError(
            f"{work.target}: another command has begun there since, or it is another folder than the command's. "
            "On a cluster OUT has to be one folder, shared by all machines, at the same path"
        )


def _read(work: Work) -> tuple[list[Asked], str, int]:
    """Return what the lines of a partition ask for, the digest that tells it from any other, and how long they are."""
    whole = hashlib.blake2b(f"{work.newsroom}\0{work.mode}\0".encode(), digest_size=20)
    lines: list[Asked] = []
    size = 0
    for raw, asked in read_partition(Path(work.source), work.part):
        whole.update(len(raw).to_bytes(8, "little") + raw)
        size += len(raw)
        lines.append(asked)
    return lines, whole.hexdigest(), size


def _clean(name: str, key: str, lines: Iterable[Asked], resources: Resources) -> tuple[bytes, Sum, Counts]:
    out: list[str] = []
    faults: list[str] = []
    counts, articles, faulty = Counts(), 0, 0
    for asked in lines:
        try:
            line, article = _clean_one(asked.request, resources)
        except Exception as fault:  # one dump must not cost the others
            faulty += 1
            what = str(fault) if isinstance(fault, RequestError) else f"a fault of the program, {fault!r:.120}"
            if len(faults) < MAX_FAULTS:
                faults.append(f"{asked.place}: passed over: {what}.")
            continue
        out.append(line)
        if article:
            articles += 1
            counts.add_story(article)
    counts.drop(1)  # what stands once in a partition is no repetition there, and most of all that there is
    text = "".join(out).encode("utf-8", errors="replace")
    return text, Sum(name, key, len(out), articles, len(text), tuple(faults), faulty), counts


def _clean_one(request: Request | RequestError, resources: Resources) -> tuple[str, Article | None]:
    if isinstance(request, RequestError):
        raise request
    dump, outcome = clean_request(request, resources)
    return record_line(request, dump, outcome), outcome if isinstance(outcome, Article) else None


def read_lock(target: Path) -> tuple[str, str]:
    """Return what is archived in a folder, and the name of the run that is at it; "" where the lock tells none."""
    try:
        said = json.loads((target / LOCK).read_bytes())
        return str(said["in"]), str(said["run"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""


def read_sum(file: Path) -> Sum | None:
    """Return the sum that is kept in a file; None where it holds none."""
    try:
        said = json.loads(file.read_bytes())
        del said["counts"]
        return Sum(**{**said, "faults": tuple(said["faults"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_counts(file: Path, key: str) -> Counts | None:
    """Return how often spans recur in the partition whose sum a file holds; None where it holds no sum of that key."""
    try:
        said = json.loads(file.read_bytes())
        if said["key"] != key:
            return None
        said = said["counts"]
        rows = said["tallies"]
        tallies = {(source, span): Tally(**{**t, "examples": tuple(t["examples"])}) for source, span, t in rows}
        return Counts(int(said["capacity"]), int(said["missed"]), tallies)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(counts: Counts) -> dict[str, Any]:
    rows = [[source, key, asdict(tally)] for (source, key), tally in sorted(counts.tallies.items())]
    return {"capacity": counts.capacity, "missed": counts.missed, "tallies": rows}


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def to_json(content: object, indent: int | None = None) -> bytes:
    """Return JSON as a file holds it; halves of signs, which a name or a dump may hold, stay as they are."""
    return json.dumps(content, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass")


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, also after the power went."""
    aside = file.with_name(f".{uuid.uuid4().hex}")  # no longer than a name may be, however long the file's own is
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(file)) from None


@functools.cache
def digest_newsroom() -> str:
    """Return the digest of the newsroom's code and data, of Python and of the libraries that may show in a record."""
    whole = hashlib.blake2b(digest_size=20)
    for folder, folders, names in os.walk(NEWSROOM):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = Path(folder, name)
            content = file.read_bytes()
            whole.update(f"{file.relative_to(NEWSROOM).as_posix()}\0{len(content)}\0".encode() + content)
    versions = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    whole.update(repr((sys.version_info[:2], versions)).encode())
    return whole.hexdigest()
