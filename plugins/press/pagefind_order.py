"""Put an index of Pagefind in order: the same stories, the same bytes.

Pagefind lists the values of a facet as its hash table happens to hold them, another way each time, and names files
by their content. Here each list is sorted, and the files, and what names them, are named anew. Its words are cut into
files and packed here as well, so that an index in which one record is replaced has the bytes of one that is made anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from press.pagefind import ENTRY
from press.pagefind_words import (
    SIGNATURE,
    Entries,
    Word,
    cut_words,
    entries_of,
    read_head,
    replace_entries,
    words_in,
    write_head,
)

_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4  # the major types of CBOR (RFC 8949) that an index is written in
_PACKED = 5  # of 9: a tenth larger than at best, in an eighth of the time


def put_in_order(files: Mapping[str, bytes], prefix: str = "") -> dict[str, bytes]:
    """Return the files of an index in order, by their paths in it; ValueError where they are not as expected.

    With a `prefix` to the name of each record, the browser can tell from which of several indexes a find comes.
    """
    ordered = dict(files)
    entry = json.loads(ordered[ENTRY])
    for language, told in sorted(entry["languages"].items()):
        meta = _unpack(ordered.pop(f"pagefind.{told['hash']}.pf_meta"))
        for page in meta[1] if prefix else ():
            fragment = ordered.pop(f"fragment/{page[0]}.pf_fragment")
            page[0] = prefix + page[0]
            ordered[f"fragment/{page[0]}.pf_fragment"] = fragment
        facets = meta[3]
        for facet in facets:
            name, values = _unpack(ordered.pop(f"filter/{facet[1]}.pf_filter"))
            content = SIGNATURE + _encode([name, sorted(values)])
            facet[1] = _name(content, language, 7)
            ordered[f"filter/{facet[1]}.pf_filter"] = _pack(content)
        facets.sort()
        parts = [ordered.pop(f"index/{name}.pf_index") for _, _, name in meta[2]]
        ordered |= _put_words(words_in(map(gzip.decompress, parts)), meta, told, language)
    ordered[ENTRY] = _entry(entry)
    return ordered


# --- one record replaced ------------------------------------------------------------------------------------


def fields_of(index: Mapping[str, bytes]) -> list[str]:
    """Return the names of the fields that the records of an index have, in the order in which it counts them."""
    ((_, told),) = json.loads(index[ENTRY])["languages"].items()
    return list(_unpack(index[f"pagefind.{told['hash']}.pf_meta"])[5])


def replace_record(
    index: Mapping[str, bytes], place: int, before: Mapping[str, bytes], after: Mapping[str, bytes], prefix: str = ""
) -> dict[str, bytes | None]:
    """Return what changes in an index in order when another text stands in the record at `place`: None for what goes.

    `index` holds its files by their paths; facets and fragments are not asked for. `before` and `after` are indexes in
    which that record stands first, as Pagefind writes them, with the same facets and fields. ValueError where the index
    said something else.
    """
    entry = json.loads(index[ENTRY])
    ((language, told),) = entry["languages"].items()
    meta_name = f"pagefind.{told['hash']}.pf_meta"
    meta = _unpack(index[meta_name])
    (old, was), (new, now) = _read_single(before, language), _read_single(after, language)
    if not old[5] == new[5] == meta[5]:
        raise ValueError("the records have other fields")
    (old_name, old_count), (new_name, new_count) = old[1][0], new[1][0]
    if meta[1][place] != [prefix + old_name, old_count]:
        raise ValueError("the index has another record at that place")
    meta[1][place] = [prefix + new_name, new_count]
    names = [f"index/{name}.pf_index" for _, _, name in meta[2]]
    words: dict[bytes, Word] = words_in(gzip.decompress(index[name]) for name in names)
    replace_entries(words, place, was, now)
    changed: dict[str, bytes | None] = dict.fromkeys((meta_name, *names))
    if old_name != new_name:
        changed[f"fragment/{prefix}{old_name}.pf_fragment"] = None
    changed[f"fragment/{prefix}{new_name}.pf_fragment"] = after[f"fragment/{new_name}.pf_fragment"]
    changed |= _put_words(words, meta, told, language)
    changed[ENTRY] = _entry(entry)
    return changed


def _read_single(index: Mapping[str, bytes], language: str) -> tuple[list[Any], Entries]:
    """Return the head of an index, and what its first record says of each word."""
    told = json.loads(index[ENTRY])["languages"][language]
    meta = _unpack(index[f"pagefind.{told['hash']}.pf_meta"])
    if len(meta[1]) != 2:  # the record and the one that has all fields
        raise ValueError("a record that says nothing is left out")
    words = words_in(gzip.decompress(index[f"index/{name}.pf_index"]) for _, _, name in meta[2])
    return meta, entries_of(words, 0)


def _put_words(words: Mapping[bytes, Word], meta: list[Any], told: dict[str, Any], language: str) -> dict[str, bytes]:
    """Return the files of these words and of the head, which lists them then; `told` names the head."""
    meta[2], cut = cut_words(words, language)
    head = SIGNATURE + _encode(meta)
    told["hash"] = _name(head, language, 10)
    files = {f"index/{name}.pf_index": _pack(content) for name, content in cut.items()}
    return files | {f"pagefind.{told['hash']}.pf_meta": _pack(head)}


# --- files ----------------------------------------------------------------------------------------------------


def _entry(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()


def _pack(content: bytes) -> bytes:
    return gzip.compress(content, _PACKED, mtime=0)


def _name(content: bytes, language: str, digits: int) -> str:
    return f"{language}_{hashlib.sha256(content).hexdigest()[:digits]}"


def _unpack(packed: bytes) -> list[Any]:
    content = gzip.decompress(packed)
    if not content.startswith(SIGNATURE):
        raise ValueError("not a file of Pagefind's")
    value, end = _decode(content, len(SIGNATURE))
    if end != len(content) or not isinstance(value, list):
        raise ValueError("a file of Pagefind's that is not one list")
    return value


def _decode(content: bytes, at: int) -> tuple[Any, int]:
    """Return the value that begins at `at`, and where it ends."""
    kind, number, at = read_head(content, at)
    if kind == _UNSIGNED:
        return number, at
    if kind == _TEXT:
        return content[at : at + number].decode("utf-8"), at + number
    if kind == _ARRAY:
        values = []
        for _ in range(number):
            value, at = _decode(content, at)
            values.append(value)
        return values, at
    raise ValueError(f"byte {at}: major type {kind} is not expected")


def _encode(value: Any) -> bytes:
    """Return CBOR for a list, a text or a whole number.

    >>> _encode(["a", 500]), _decode(_encode(["a", 500]), 0)[0]
    (b'\\x82aa\\x19\\x01\\xf4', ['a', 500])
    """
    if isinstance(value, int):
        return write_head(_UNSIGNED, value)
    if isinstance(value, str):
        text = value.encode()
        return write_head(_TEXT, len(text)) + text
    return write_head(_ARRAY, len(value)) + b"".join(map(_encode, value))
