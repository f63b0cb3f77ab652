"""The words of an index of Pagefind's: taken apart, changed for one record, and cut into files again.

A file of an index holds words in order, each with the records that have it (`[distance from the record before, places,
places in its metadata]`) and its spellings with accents, each with records of its own. It is CBOR (RFC 8949) of which
whole numbers and lists of them can be told by a regular expression: there are a hundred thousand of them on a shelf.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

SIGNATURE = b"pagefind_dcd"  # opens what is inside of each file
FILE_BYTES = 50_000  # as large as Pagefind makes them, more or less: a reader's word costs one of them
_HASH_DIGITS = 7

_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})"
_INTS = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})" + _INT + rb"*"
_PAGE = re.compile(rb"\x83(" + _INT + rb")(" + _INTS + _INTS + rb")", re.DOTALL)
_PAGES = re.compile(rb"(?:\x83" + _INT + _INTS + _INTS + rb")*", re.DOTALL)
_TEXT, _LIST = 3, 4  # the major types of CBOR

Entries = dict[tuple[bytes, bytes], bytes]
"""What one record says of its words: word and spelling ("" for the plain one) -> its places."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an index, with its records as they stand in the file, and those of its spellings with accents."""

    count: int
    pages: bytes
    spellings: Mapping[bytes, tuple[int, bytes]]


def read_words(content: bytes) -> dict[bytes, Word]:
    """Return the words in a file of an index, unpacked; ValueError where it is not as expected."""
    if not content.startswith(SIGNATURE):
        raise ValueError("not a file of Pagefind's")
    number, at = _list_at(content, len(SIGNATURE))
    if number != 1:
        raise ValueError("not one list of words")
    number, at = _list_at(content, at)
    words: dict[bytes, Word] = {}
    for _ in range(number):
        parts, at = _list_at(content, at)
        if parts != 3:
            raise ValueError(f"byte {at}: not a word with its records and its spellings")
        name, at = _text_at(content, at)
        count, pages, at = _pages_at(content, at)
        many, at = _list_at(content, at)
        spellings: dict[bytes, tuple[int, bytes]] = {}
        for _ in range(many):
            parts, at = _list_at(content, at)
            if parts != 2:
                raise ValueError(f"byte {at}: not a spelling with its records")
            spelling, at = _text_at(content, at)
            spelt, found, at = _pages_at(content, at)
            spellings[spelling] = (spelt, found)
        words[name] = Word(count, pages, spellings)
    if at != len(content):
        raise ValueError(f"byte {at}: more than a list of words")
    return words


def cut_words(words: Mapping[bytes, Word], language: str) -> tuple[list[list[str]], dict[str, bytes]]:
    """Return the files of an index of these words, unpacked, by their names; and first which words each begins and
    ends with, as the head of an index lists them.

    Of a first and a last word as much is listed as tells them from their neighbours.
    """
    parts: list[list[bytes]] = [[]]
    ends: list[list[bytes]] = [[]]
    size = 0
    for name in sorted(words):
        if size >= FILE_BYTES:
            parts.append([])
            ends.append([])
            size = 0
        parts[-1].append(_write_word(name, words[name]))
        ends[-1].append(name)
        size += len(parts[-1][-1])
    borders = [(part[0].decode(), part[-1].decode()) for part in ends if part]
    firsts, lasts = [first for first, _ in borders], [last for _, last in borders]
    for place, ((_, last), (first, _)) in enumerate(pairwise(borders)):
        lasts[place], firsts[place + 1] = _tell_apart(last, first)
    listed, files = [], {}
    for first, last, written in zip(firsts, lasts, parts, strict=bool(borders)):
        content = b"\x81" + write_head(_LIST, len(written)) + b"".join(written)
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        name_of_file = f"{language}_{digest[:_HASH_DIGITS]}"
        listed.append([first, last, name_of_file])
        files[name_of_file] = SIGNATURE + content
    return listed, files


def entries_of(words: Mapping[bytes, Word], place: int) -> Entries:
    """Return what the record at this place says of the words."""
    found: Entries = {}
    for name, word in words.items():
        for spelling, pages in _all_pages(word):
            entry = _put(pages, place, None)[1]
            if entry is not None:
                found[name, spelling] = entry
    return found


def replace_entries(words: dict[bytes, Word], place: int, before: Entries, after: Entries) -> None:
    """Let the record at this place say something else of the `words`; ValueError where it did not say `before`."""
    for name, spelling in sorted(before.keys() | after.keys()):
        word = words.get(name, Word(0, b"", {}))
        old, new = before.get((name, spelling)), after.get((name, spelling))
        count, pages = word.spellings.get(spelling, (0, b"")) if spelling else (word.count, word.pages)
        changed, stood = _put(pages, place, new)
        if stood != old:
            raise ValueError(f"{name!r}: the index says something else of record {place}")
        count += (new is not None) - (old is not None)
        if spelling:
            spellings = {**word.spellings, spelling: (count, changed)}
            if not count:
                del spellings[spelling]
            word = Word(word.count, word.pages, spellings)
        else:
            word = Word(count, changed, word.spellings)
        if word.count or word.spellings:
            words[name] = word
        else:
            words.pop(name, None)


def write_head(kind: int, number: int) -> bytes:
    """Return what opens a value of CBOR, or is all of it."""
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


def read_head(content: bytes, at: int) -> tuple[int, int, int]:
    """Return the major type and the number that begin at `at`, and where they end."""
    kind, number = content[at] >> 5, content[at] & 31
    at += 1
    if number >= 24:
        if number > 27:
            raise ValueError(f"byte {at}: a length that is not told")
        size = 1 << (number - 24)
        number = int.from_bytes(content[at : at + size], "big")
        at += size
    return kind, number, at


def _all_pages(word: Word) -> Iterator[tuple[bytes, bytes]]:
    yield b"", word.pages
    for spelling, (_, pages) in word.spellings.items():
        yield spelling, pages


def _put(pages: bytes, place: int, entry: bytes | None) -> tuple[bytes, bytes | None]:
    """Return the records of a word with this entry for the one at `place`, None for none; and the entry that stood."""
    before, at, found = 0, 0, None
    number = 0
    for found in _PAGE.finditer(pages):
        number = before + read_head(found[1], 0)[1]
        if number >= place:
            break
        before, at, found = number, found.end(), None
    stood = None
    if found and number == place:
        stood = found[2]
        found = _PAGE.match(pages, found.end())
        number += read_head(found[1], 0)[1] if found else 0
    parts: list[bytes] = [pages[:at]]
    if entry is not None:
        parts += (b"\x83", write_head(0, place - before), entry)
        before = place
    if found:
        parts += (b"\x83", write_head(0, number - before), found[2], pages[found.end() :])
    return b"".join(parts), stood


def _write_word(name: bytes, word: Word) -> bytes:
    spelt = (
        b"".join((b"\x82", write_head(_TEXT, len(spelling)), spelling, write_head(_LIST, count), pages))
        for spelling, (count, pages) in sorted(word.spellings.items())
    )
    head = (b"\x83", write_head(_TEXT, len(name)), name, write_head(_LIST, word.count), word.pages)
    return b"".join((*head, write_head(_LIST, len(word.spellings)), *spelt))


def _tell_apart(one: str, other: str) -> tuple[str, str]:
    """Return as much of two words as tells them from each other.

    >>> _tell_apart("ahead", "aix"), _tell_apart("in", "inbox")
    (('ah', 'ai'), ('in', 'inb'))
    """
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[: same + 1], other[: same + 1]


def _list_at(content: bytes, at: int) -> tuple[int, int]:
    kind, number, at = read_head(content, at)
    if kind != _LIST:
        raise ValueError(f"byte {at}: not a list")
    return number, at


def _text_at(content: bytes, at: int) -> tuple[bytes, int]:
    kind, length, at = read_head(content, at)
    if kind != _TEXT:
        raise ValueError(f"byte {at}: not a text")
    return content[at : at + length], at + length


def _pages_at(content: bytes, at: int) -> tuple[int, bytes, int]:
    count, at = _list_at(content, at)
    found = _PAGES.match(content, at)
    end = found.end() if found else at
    return count, content[at:end], end


def words_in(files: Iterable[bytes]) -> dict[bytes, Word]:
    """Return the words of all files of an index, unpacked."""
    return {name: word for content in files for name, word in read_words(content).items()}
