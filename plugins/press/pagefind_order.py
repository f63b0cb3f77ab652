"""Put an index of Pagefind in order: the same stories, the same bytes.

Pagefind lists the values of a facet as its hash table happens to hold them, another way each time, and names files
by their content. Here each list is sorted, and the files, and what names them, are named anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from press.pagefind import ENTRY

_SIGNATURE = b"pagefind_dcd"  # opens what is inside of each file
_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4  # the major types of CBOR (RFC 8949) that an index is written in


def put_in_order(files: Mapping[str, bytes], prefix: str = "") -> dict[str, bytes]:
    """Return the files of an index with its facets, and what names them, in order; ValueError where not as expected.

    With a `prefix` to the name of each record, the browser can tell from which of several indexes a find comes.
    """
    ordered = dict(files)
    entry = json.loads(ordered[ENTRY])
    for language, told in sorted(entry["languages"].items()):
        meta = _read(ordered.pop(name := f"pagefind.{told['hash']}.pf_meta"), name)
        for page in meta[1] if prefix else ():
            old = page[0]
            page[0] = prefix + old
            ordered[f"fragment/{page[0]}.pf_fragment"] = ordered.pop(f"fragment/{old}.pf_fragment")
        facets = meta[3]
        for facet in facets:
            facet_name, values = _read(ordered.pop(name := f"filter/{facet[1]}.pf_filter"), name)
            facet[1], content = _pack(language, [facet_name, sorted(values)], 7)
            ordered[f"filter/{facet[1]}.pf_filter"] = content
        facets.sort()
        told["hash"], content = _pack(language, meta, 10)
        ordered[f"pagefind.{told['hash']}.pf_meta"] = content
    ordered[ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return ordered


def _read(packed: bytes, name: str) -> list[Any]:
    content = gzip.decompress(packed)
    if not content.startswith(_SIGNATURE):
        raise ValueError(f"{name}: not a file of Pagefind's")
    value, end = _decode(content, len(_SIGNATURE))
    if end != len(content) or not isinstance(value, list):
        raise ValueError(f"{name}: not one list")
    return value


def _pack(language: str, value: list[Any], digits: int) -> tuple[str, bytes]:
    """Return the name by which the index knows a list, and the content of its file."""
    content = _SIGNATURE + _encode(value)
    return f"{language}_{hashlib.sha256(content).hexdigest()[:digits]}", gzip.compress(content, mtime=0)


def _decode(content: bytes, at: int) -> tuple[Any, int]:
    """Return the value that begins at `at`, and where it ends."""
    kind, number = content[at] >> 5, content[at] & 31
    at += 1
    if number >= 24:
        if number > 27:
            raise ValueError(f"byte {at}: a length that is not told")
        size = 1 << (number - 24)
        number = int.from_bytes(content[at : at + size], "big")
        at += size
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
        return _head(_UNSIGNED, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(map(_encode, value))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size, "big")
