"""Put an index of Pagefind in order: the same stories, the same bytes.

Pagefind lists the values of a facet as its hash table happens to hold them, another way each time, and names files
by their content. Here each list is sorted, and the files, and what names them, are named anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from press.pagefind import ENTRY

_SIGNATURE = b"pagefind_dcd"  # opens what is inside of each file
_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4  # the major types of CBOR (RFC 8949) that an index is written in


def put_in_order(folder: Path, prefix: str = "") -> None:
    """Rewrite the facets of the index in `folder`, and what names them; ValueError where it is not as expected.

    With a `prefix` to the name of each record, the browser can tell from which of several indexes a find comes.
    """
    entry_file = folder / ENTRY
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    for language, told in sorted(entry["languages"].items()):
        meta_file = folder / f"pagefind.{told['hash']}.pf_meta"
        meta = _read(meta_file)
        for page in meta[1]:
            fragment = folder / "fragment" / f"{page[0]}.pf_fragment"
            page[0] = prefix + page[0]
            fragment.rename(fragment.with_name(f"{page[0]}.pf_fragment"))
        facets = meta[3]
        for facet in facets:
            file = folder / "filter" / f"{facet[1]}.pf_filter"
            name, values = _read(file)
            file.unlink()
            facet[1] = _write(folder / "filter", language, [name, sorted(values)], 7, "{}.pf_filter")
        facets.sort()
        meta_file.unlink()
        told["hash"] = _write(folder, language, meta, 10, "pagefind.{}.pf_meta")
    entry_file.write_text(json.dumps(entry, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def _read(file: Path) -> list[Any]:
    content = gzip.decompress(file.read_bytes())
    if not content.startswith(_SIGNATURE):
        raise ValueError(f"{file.name}: not a file of Pagefind's")
    value, end = _decode(content, len(_SIGNATURE))
    if end != len(content) or not isinstance(value, list):
        raise ValueError(f"{file.name}: not one list")
    return value


def _write(folder: Path, language: str, value: list[Any], digits: int, pattern: str) -> str:
    """Write a list into a file of `folder`; return the name by which the index knows it."""
    content = _SIGNATURE + _encode(value)
    name = f"{language}_{hashlib.sha256(content).hexdigest()[:digits]}"
    (folder / pattern.format(name)).write_bytes(gzip.compress(content, mtime=0))
    return name


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
