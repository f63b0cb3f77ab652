"""A line of JSON in, a record out: what `clean --jsonl` and `archive` share."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from racenews.intake.read import dump_from_text, guess_encoding
from racenews.pipeline import article_from_dump
from racenews.records import record
from racenews.types import UnreadableDumpError

if TYPE_CHECKING:
    from racenews.resources import Resources
    from racenews.types import Article, Dump, Rejection


class RequestError(ValueError):
    """A line, or a row, that asks for nothing that can be done; its text says why and what to do about it."""


@dataclass(frozen=True, slots=True)
class Request:
    """One dump that is to be cleaned, and the id that its record gets."""

    id: str
    text: str
    is_html: bool
    warnings: tuple[str, ...] = ()
    """What had to be done to read it."""


def read_line(line: bytes) -> Request:
    """Return what one line asks for; raises RequestError."""
    if b"\0" in line:
        raise RequestError("it holds NUL bytes, as UTF-16 does. Save the file as UTF-8")
    text, warnings = decode(line)
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError) as broken:
        fault = str(broken) or type(broken).__name__
        raise RequestError(f"it is no JSON ({fault}). Write one whole record on the line") from None
    return read_request(asked, warnings)


def decode(sent: bytes) -> tuple[str, tuple[str, ...]]:
    """Return bytes as text, and what that took: they may be Windows-1252, or some of them no text at all.

    >>> decode("Zürich".encode())
    ('Zürich', ())
    """
    sent = sent.removeprefix(codecs.BOM_UTF8)
    try:
        return sent.decode("utf-8"), ()
    except UnicodeDecodeError as fault:
        try:
            return guess_encoding(sent, fault.start)
        except UnreadableDumpError:
            return sent.decode("utf-8", errors="replace"), ("bytes that are no UTF-8 were replaced",)


def read_request(asked: object, warnings: tuple[str, ...] = ()) -> Request:
    """Return what a record asks for: `{"id": …, "raw": …}` or `{"id": …, "html": …}`; raises RequestError."""
    if not isinstance(asked, dict):
        raise RequestError(f'it holds {_kind_of(asked)}, and no record. Write {{"id": …, "raw": …}}')
    if "id" not in asked:
        raise RequestError('the key "id" is missing. Give every record an id of its own: {"id": …, "raw": …}')
    if "raw" not in asked and "html" not in asked:
        has = ", ".join(f'"{key}"' for key in asked)
        raise RequestError(
            f'the keys "raw" and "html" are missing, one of which holds the dump; it has {has}. '
            'Call the dump\'s text "raw", or its page "html"'
        )
    key = "raw" if "raw" in asked else "html"
    if not isinstance(asked[key], str):
        raise RequestError(f'"{key}" holds {_kind_of(asked[key])}, and no text. Write the dump in quotes')
    try:
        json.dumps(asked["id"], allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise RequestError('"id" holds what JSON cannot say. Give it a text or a whole number') from None
    return Request(asked["id"], asked[key], key == "html", warnings)


def clean_request(request: Request, resources: Resources) -> tuple[Dump, Article | Rejection]:
    """Return the dump that was sent and what became of it."""
    dump = dump_from_text(request.text, str(request.id), is_html=request.is_html, warnings=request.warnings)
    return dump, article_from_dump(dump, resources)


def record_line(request: Request, dump: Dump, outcome: Article | Rejection) -> str:
    """Return the record as one line of JSON, its end included."""
    return json.dumps(record(dump, outcome, request.id), ensure_ascii=False) + "\n"


def _kind_of(value: object) -> str:
    """Return what a JSON value is, in a reader's words."""
    kinds: dict[type, str] = {
        int: "a number",
        float: "a number",
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        type(None): "null",
    }
    return kinds.get(type(value), f"a {type(value).__name__}")
