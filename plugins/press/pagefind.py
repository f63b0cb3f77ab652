"""Speak with Pagefind, the program that writes a search index: https://pagefind.app.

Its own Python interface looks for an answer ten times a second, so that a thousand stories would take minutes.
What it says to the program is said here directly: JSON in Base64, a comma after each message, one answer each.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import io
import os
import subprocess
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

from racenews.publish.search_records import SearchRecord
from racenews.types import RacenewsError


class File(msgspec.Struct):
    """One file of an index: its path below it, and what is in it."""

    path: str
    content: bytes


class Payload(msgspec.Struct):
    """What the program answers, as far as it is read here."""

    type: str
    message: str = ""
    index_id: int = 0
    files: list[File] = []


class _Answer(msgspec.Struct):
    payload: Payload


Ask = Callable[[Mapping[str, Any]], Payload]

_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(_Answer).decode
_FIELDS = tuple(field.name for field in fields(SearchRecord))

PACKAGE = "pagefind_bin"
ENTRY = "pagefind-entry.json"
_LIBRARY = (
    "pagefind.js",
    "pagefind-worker.js",
)  # the rest are ready-made forms that no page of ours loads


def find_program() -> Path | None:
    """Return where Pagefind is, or None on a machine for which it is not made."""
    try:
        program = Path(importlib.import_module(PACKAGE).get_executable())
    except (ImportError, OSError):
        return None
    return program if program.is_file() and os.access(program, os.X_OK) else None


def program_version() -> str:
    """Return the version of Pagefind; "" where it is not installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""


def make_index(
    program: Path,
    records: Iterable[SearchRecord],
    language: str,
    folder: Path,
    indexed: Callable[[], None],
    *,
    alone: bool,
    before_files: Callable[[], None] = lambda: None,
) -> dict[str, bytes]:
    """Return the files of an index of `records` by their paths; `indexed` is called after each record.

    `before_files` is called before the program makes the files: that takes the most memory, there and here.
    The program stands in `folder`, which is to be empty. An index that does not stand `alone` is added to another in
    the browser and needs no library of its own. RacenewsError where the program fails.
    """
    with _conversation(program, folder) as ask:
        number = ask({"type": "NewIndex", "config": {"force_language": language}}).index_id
        added = _added(number, language)
        for record in records:
            # One after the other: asked all at once, the program numbers them as they come, never twice alike.
            ask(added | _fields_of(record))
            indexed()
        before_files()
        # Asked to write the files itself, it answers before all that it wrote has reached the disk.
        made = ask({"type": "GetFiles", "index_id": number}).files
    return _what_is_used({file.path: file.content for file in made}, alone=alone)


def index_each(
    program: Path, records: Iterable[SearchRecord], fields: Sequence[str], language: str, folder: Path
) -> Generator[dict[str, bytes], None, None]:
    """Yield the files of an index in which each record stands first, by their paths. The program starts in `folder`.

    Behind it stands one that says nothing and has all `fields`: an index counts them in the order of their names.
    """
    other = SearchRecord("/", "a", dict.fromkeys(fields, "a"), {}, {})
    with _conversation(program, folder) as ask:
        for record in records:
            number = ask({"type": "NewIndex", "config": {"force_language": language}}).index_id
            for one in (record, other):
                ask(_added(number, language) | _fields_of(one))
            made = ask({"type": "GetFiles", "index_id": number}).files
            yield {file.path: file.content for file in made if file.path == ENTRY or ".pf_" in file.path}


def _added(index: int, language: str) -> dict[str, object]:
    return {"type": "AddRecord", "index_id": index, "language": language}


def _fields_of(record: SearchRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in _FIELDS}


@contextlib.contextmanager
def _conversation(program: Path, folder: Path) -> Iterator[Ask]:
    """Start the program and yield a function that says something to it and returns its answer."""
    # Neither a pagefind.toml where the editor happens to stand nor PAGEFIND_… in the environment has a say.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        process = subprocess.Popen(  # noqa: S603  # the program that came with the package
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
        )
    except OSError as fault:
        raise RacenewsError(f"Pagefind does not start ({fault.strerror}).") from fault
    with process:
        questions, answers = process.stdin, process.stdout
        assert questions is not None and isinstance(answers, io.BufferedReader)
        said = 0

        def ask(payload: Mapping[str, Any]) -> Payload:
            nonlocal said
            said += 1
            message = _encode({"message_id": said, "payload": payload})
            try:
                questions.write(base64.b64encode(message) + b",")
                questions.flush()
            except OSError as fault:
                raise RacenewsError(f"Pagefind stopped ({fault.strerror}).") from fault
            answer = bytearray()
            while not answer.endswith(b","):  # it says nothing more until it is asked again
                more = answers.read1(1 << 20)
                if not more:
                    raise RacenewsError("Pagefind stopped without an answer.")
                answer += more
            told = _decode(base64.b64decode(answer[:-1])).payload
            if told.type == "Error":
                raise RacenewsError(f"Pagefind: {told.message}")
            return told

        try:
            yield ask
        finally:
            process.kill()  # it has no word for goodbye
            with contextlib.suppress(BrokenPipeError):  # what it was not told any more
                questions.close()


class _Spoken(msgspec.Struct):
    wasm: str | None = None


class _Entry(msgspec.Struct):
    languages: dict[str, _Spoken]


def _what_is_used(files: Mapping[str, bytes], *, alone: bool) -> dict[str, bytes]:
    """Return an index without the ready-made forms and the code for other languages, which no page loads."""
    entry = msgspec.json.decode(files[ENTRY], type=_Entry)
    spoken = {f"wasm.{told.wasm or 'unknown'}.pagefind" for told in entry.languages.values()}
    used = {ENTRY, *(spoken | set(_LIBRARY) if alone else ())}
    return {n: content for n, content in files.items() if "/" in n or n in used or n.endswith(".pf_meta")}
