"""Speak with Pagefind, the program that writes a search index: https://pagefind.app.

Its own Python interface looks for an answer ten times a second, so that a thousand stories would take minutes.
What it says to the program is said here directly: JSON in Base64, a comma after each message, one answer each.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import io
import json
import os
import subprocess
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from racenews.publish.search_records import SearchRecord
from racenews.types import RacenewsError

Ask = Callable[[Mapping[str, Any]], Mapping[str, Any]]

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


def write_index(
    program: Path,
    records: Iterable[SearchRecord],
    language: str,
    folder: Path,
    indexed: Callable[[], None],
    *,
    alone: bool,
) -> None:
    """Write an index of `records` into `folder`, a new one; `indexed` is called after each record.

    An index that does not stand `alone` is added to another in the browser and needs no library of its own.
    RacenewsError where the program fails.
    """
    folder.mkdir(parents=True)
    with _conversation(program, folder) as ask:
        number = ask({"type": "NewIndex", "config": {"force_language": language}})["index_id"]
        for record in records:
            # One after the other: asked all at once, the program numbers them as they come, never twice alike.
            ask({"type": "AddRecord", "index_id": number, "language": language, **asdict(record)})
            indexed()
        # Asked to write the files itself, it answers before all that it wrote has reached the disk.
        told = ask({"type": "GetFiles", "index_id": number})
    _write_what_is_used(
        {file["path"]: base64.b64decode(file["content"]) for file in told["files"]}, folder, alone=alone
    )


def index_each(
    program: Path, records: Iterable[SearchRecord], language: str, folder: Path
) -> Generator[dict[str, bytes], None, None]:
    """Yield the files of an index of each record alone, by their paths. The program starts in `folder`."""
    with _conversation(program, folder) as ask:
        for record in records:
            number = ask({"type": "NewIndex", "config": {"force_language": language}})["index_id"]
            ask({"type": "AddRecord", "index_id": number, "language": language, **asdict(record)})
            told = ask({"type": "GetFiles", "index_id": number})
            # What every index has alike is not looked at: it is a thousand times as large.
            wanted = (file for file in told["files"] if file["path"] == ENTRY or ".pf_" in file["path"])
            yield {file["path"]: base64.b64decode(file["content"]) for file in wanted}


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

        def ask(payload: Mapping[str, Any]) -> Mapping[str, Any]:
            nonlocal said
            said += 1
            message = json.dumps({"message_id": said, "payload": payload}).encode()
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
            told: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
            if told["type"] == "Error":
                raise RacenewsError(f"Pagefind: {told.get('message')}")
            return told

        try:
            yield ask
        finally:
            process.kill()  # it has no word for goodbye
            with contextlib.suppress(BrokenPipeError):  # what it was not told any more
                questions.close()


def _write_what_is_used(files: Mapping[str, bytes], folder: Path, *, alone: bool) -> None:
    """Write an index without the ready-made forms and the code for other languages, which no page loads."""
    entry = json.loads(files[ENTRY])
    spoken = {f"wasm.{told['wasm'] or 'unknown'}.pagefind" for told in entry["languages"].values()}
    used = {ENTRY, *(spoken | set(_LIBRARY) if alone else ())}
    for name, content in files.items():
        if "/" in name or name in used or name.endswith(".pf_meta"):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
