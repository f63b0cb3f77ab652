"""A text -> its words and signs and the stretches they stand in, as numpy arrays: no Python loop runs over characters.

A stretch is a sentence, a label or the rest of a line: what the learned judge keeps or cuts as a whole.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from racenews.clean.wordlists import ABBREVIATIONS, LABELS, SECTION_LISTS, WORD_LISTS
from racenews.folding import fold

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]

_SPACE, _LETTER, _DIGIT, _SIGN = 0, 1, 2, 3
_TABLE_SIZE = 0x3000  # letters beyond are taken as they are
_MULTIPLIER = 0x9E3779B97F4A7C15
_PAIR = np.uint64(0xC2B2AE3D27D4EB4F)
_TRIPLE = np.uint64(0x165667B19E3779F9)
_FINAL = np.uint64(32)
LINE_MARK = np.uint64(0x51ED270B35AB5C1D)  # stands for the start of a line among the words
STOP_MARK = np.uint64(0x2545F4914F6CDD1D)  # stands for the end of a sentence inside a line
LINE_SIGN, STOP_SIGN = "⏎", "‖"  # how training writes the two marks down

SHAPES = (
    "word", "capital", "upper", "digit", "long", "single", "comma", "stop", "question", "exclamation", "quote", "bar",
    "colon", "bracket", "at", "other",
)  # fmt: skip
LISTS = tuple(WORD_LISTS)
COLUMNS = (*LISTS, *SHAPES)
COLUMN = {name: i for i, name in enumerate(COLUMNS)}
SECTIONS = tuple(SECTION_LISTS)
_ABBREVIATION, _LABEL, _PAIR_OPENS = 1 << 27, 1 << 28, 1 << 29  # beyond the bits of lists and sections
_SIGN_SHAPES = {
    "comma": ",;", "stop": ".…", "question": "?", "exclamation": "!", "quote": "\"'«»", "bar": "|/›>•·-\\→✓★×*",
    "colon": ":", "bracket": "()[]", "at": "@#",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and signs of one text, and the stretches (units) they make up."""

    start: Ints
    end: Ints
    hash: Hashes
    rows: Ints
    """Row of each token in `Tables.attributes`."""
    unit: Ints
    """The stretch each token stands in."""
    first: Ints
    """The first token of each stretch; one more entry closes the last."""
    unit_start: Ints
    unit_end: Ints
    line: Ints
    """The line of each stretch, counted from 0 without gaps."""
    glued: Bools
    """Tokens that follow a small letter without a space: `textSubscribe`."""
    content: Bools

    @property
    def units(self) -> int:
        """Count the stretches."""
        return len(self.unit_start)


_SIEVE_BITS = 20


@dataclass(frozen=True, slots=True)
class Keys:
    """Sorted hashes, with a sieve before them: most of what is sought is not there, and one look tells so."""

    sorted: Hashes
    sieve: Bools

    def find(self, sought: Hashes) -> Ints:
        """Return where each of `sought` stands among the keys, -1 where it does not."""
        found = np.full(len(sought), -1, np.int64)
        if len(self.sorted):
            maybe = np.flatnonzero(self.sieve[_sieve_place(sought)])
            chosen = sought[maybe]
            at = np.searchsorted(self.sorted, chosen)
            at[at == len(self.sorted)] = 0
            found[maybe] = np.where(self.sorted[at] == chosen, at, -1)
        return found


def _sieve_place(hashes: Hashes) -> Ints:
    return (hashes >> np.uint64(64 - _SIEVE_BITS)).astype(np.int64)


def make_keys(hashes: Hashes) -> Keys:
    """Return `hashes`, which must be sorted, with their sieve."""
    sieve = np.zeros(1 << _SIEVE_BITS, bool)
    sieve[_sieve_place(hashes)] = True
    return Keys(hashes, sieve)


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of characters and words beforehand."""

    kind: npt.NDArray[np.uint8]
    folded: npt.NDArray[np.uint32]
    flags: npt.NDArray[np.uint8]
    """1 capital, 2 small letter, 4 ends a sentence, 8 closes a quote or bracket, 16 opens one."""
    sign_shape: npt.NDArray[np.uint8]
    powers: Hashes
    word_keys: Keys
    word_lists: npt.NDArray[np.int32]
    """Bits of the lists a word stands in; the last entry is for unknown words."""
    attributes: Floats
    combos: npt.NDArray[np.int32]
    label_pairs: Keys
    sections: npt.NDArray[np.int32]
    stop: np.uint64
    copyright: np.uint64


def _hash_words(words: Iterable[str], powers: Hashes) -> Hashes:
    found = []
    for word in words:
        codes = np.array([ord("0") if c.isdigit() else ord(c) for c in fold(word)], np.uint64)
        total = np.uint64(np.sum((codes + np.uint64(1)) * powers[: len(codes)]))
        found.append(total)
    return _mix(np.array(found, np.uint64))


def _mix(values: Hashes) -> Hashes:
    values = values * np.uint64(_MULTIPLIER)
    return values ^ (values >> _FINAL)


def pair(a: Any, b: Any) -> Hashes:
    """Return the hash of two neighbours."""
    found: Hashes = a * _PAIR + b
    return found


def triple(a: Any, b: Any, c: Any) -> Hashes:
    """Return the hash of three neighbours."""
    found: Hashes = (a * _PAIR + b) * _TRIPLE + c
    return found


MAX_WORD_CHARS = 64  # what is longer is an address or noise: its first letters stand for it


@functools.cache
def tables() -> Tables:
    """Return the tables, built on first use."""
    kind = np.full(_TABLE_SIZE, _SIGN, np.uint8)
    folded = np.arange(_TABLE_SIZE, dtype=np.uint32)
    flags = np.zeros(_TABLE_SIZE, np.uint8)
    every = "".join(map(chr, range(_TABLE_SIZE)))
    plain = fold(every)
    for code, (char, low) in enumerate(zip(every, plain, strict=True)):
        if char.isspace():
            kind[code] = _SPACE
        elif char.isdigit():
            kind[code], folded[code] = _DIGIT, ord("0")
        elif char.isalpha():
            kind[code], folded[code] = _LETTER, ord(low)
            flags[code] = 1 if char.isupper() else 2 if char.islower() else 0
        else:
            folded[code] = ord(low)
    for char in ".!?…":
        flags[ord(char)] |= 4
    for char in "\"'”’)]»":
        flags[ord(char)] |= 8
    for char in "\"'“‘([«":
        flags[ord(char)] |= 16
    shapes = np.full(_TABLE_SIZE, SHAPES.index("other"), np.uint8)
    for name, signs in _SIGN_SHAPES.items():
        shapes[np.isin(folded, [ord(c) for c in signs])] = SHAPES.index(name)
    powers = np.empty(MAX_WORD_CHARS, np.uint64)
    value = 1
    for i in range(MAX_WORD_CHARS):
        powers[i] = np.uint64(value)
        value = value * 0x100000001B3 % 2**64
    bits: dict[str, int] = {}
    for i, words in enumerate(WORD_LISTS.values()):
        for word in words.split():
            bits[word] = bits.get(word, 0) | 1 << i
    for i, words in enumerate(SECTION_LISTS.values()):
        for word in words.split():
            bits[word] = bits.get(word, 0) | 1 << (len(LISTS) + i)
    labels = [entry.split() for entry in LABELS.split(";")]
    for word in ABBREVIATIONS.split():
        bits[word] = bits.get(word, 0) | _ABBREVIATION
    for entry in labels:
        bits[entry[0]] = bits.get(entry[0], 0) | (_LABEL if len(entry) == 1 else _PAIR_OPENS)
    names = sorted(bits)
    keys = _hash_words(names, powers)
    order = np.argsort(keys)
    word_bits = np.array([bits[names[i]] for i in order] + [0], np.int32)
    combos, combo_of = np.unique(word_bits, return_inverse=True)
    attributes = np.zeros((len(combos), len(LISTS)), np.float32)
    for i in range(len(LISTS)):
        attributes[:, i] = combos >> i & 1
    first = _hash_words((w[0] for w in labels if len(w) == 2), powers)
    second = _hash_words((w[1] for w in labels if len(w) == 2), powers)
    return Tables(
        kind=kind,
        folded=folded,
        flags=flags,
        sign_shape=shapes,
        powers=powers,
        word_keys=make_keys(keys[order]),
        word_lists=combo_of.astype(np.int32),
        attributes=attributes,
        combos=combos,
        label_pairs=make_keys(np.sort(pair(first, second))),
        sections=(combos >> len(LISTS) & (1 << len(SECTIONS)) - 1).astype(np.int32),
        stop=_hash_words(".", powers)[0],
        copyright=_hash_words("©", powers)[0],
    )


def _shifted(values: npt.NDArray[Any], by: int) -> npt.NDArray[Any]:
    """Return `values` moved `by` places to the right (left where negative), zeros moving in."""
    out = np.zeros_like(values)
    if abs(by) >= len(values):
        return out
    if by > 0:
        out[by:] = values[:-by]
    else:
        out[:by] = values[-by:]
    return out


def tokenise(text: str, line_starts: Sequence[int]) -> Tokens:
    """Return the tokens of `text`; `line_starts` are the offsets at which its lines begin, in order."""
    known = tables()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    far = codes >= _TABLE_SIZE
    near = np.where(far, 0, codes) if far.any() else codes
    kind, folded, flags = known.kind[near], known.folded[near], known.flags[near]
    if near is not codes:
        kind[far] = np.where(codes[far] > 0xFFFF, _SIGN, _LETTER)
        folded[far] = codes[far]
        flags[far] = 0
    wordy = (kind == _LETTER) | (kind == _DIGIT)
    inner = (folded == 39) & _shifted(wordy, 1) & _shifted(wordy, -1)
    wordy |= inner
    before = _shifted(wordy, 1)
    small, large = (flags & 2) > 0, (flags & 1) > 0
    glue = large & _shifted(small, 1) & _shifted(small, 2) & _shifted(small, 3) & _shifted(small, -1)
    begins = ((kind == _SIGN) & ~inner) | (wordy & ~before) | glue
    start = np.flatnonzero(begins)
    if not len(start):
        return _nothing()
    is_word = wordy[start]
    closes = np.flatnonzero((wordy & ~_shifted(wordy, -1)) | ((kind == _SIGN) & ~inner) | _shifted(glue, -1)) + 1
    end = closes[: len(start)]
    value = _hashes(folded, start, end, known.powers)
    shape = _shapes(start, end, is_word, kind, flags, near, small, known)
    listed = known.word_keys.find(value)
    combo = known.word_lists[listed]  # -1 reaches the last entry: no list
    rows = combo.astype(np.int64) * 65536 + shape
    spaced = np.ones(len(start), bool)
    spaced[1:] = start[1:] > end[:-1]
    line = np.searchsorted(np.asarray(line_starts, np.int64), start, "right") - 1
    new_line = np.ones(len(start), bool)
    new_line[1:] = line[1:] != line[:-1]
    bits = known.combos[combo]
    opens = new_line | _sentence_opens(start, end, value, bits, flags, kind, spaced, new_line, known)
    opens |= _label_opens(value, bits, flags[start], opens, glue[start], known)
    first = np.flatnonzero(opens)
    unit = np.cumsum(opens) - 1
    bounds = np.append(first, len(start))
    unit_lines = line[first]
    _, unit_lines = np.unique(unit_lines, return_inverse=True)
    content = is_word & (end - start > 3) & (kind[start] == _LETTER) & ((bits & 1) == 0)
    return Tokens(
        start=start,
        end=end,
        hash=value,
        rows=rows,
        unit=unit,
        first=bounds,
        unit_start=start[first],
        unit_end=end[bounds[1:] - 1],
        line=unit_lines.astype(np.int64),
        glued=glue[start],
        content=content,
    )


def _nothing() -> Tokens:
    none = np.zeros(0, np.int64)
    no = np.zeros(0, bool)
    zero = np.zeros(1, np.int64)
    return Tokens(none, none, none.astype(np.uint64), none, none, zero, none, none, none, no, no)


def _hashes(folded: npt.NDArray[np.uint32], start: Ints, end: Ints, powers: Hashes) -> Hashes:
    length = np.minimum(end - start, MAX_WORD_CHARS)
    total = int(length.sum())
    offset = np.arange(total) - np.repeat(np.cumsum(length) - length, length)
    places = np.repeat(start, length) + offset
    parts = (folded[places].astype(np.uint64) + np.uint64(1)) * powers[offset]
    return _mix(np.add.reduceat(parts, np.cumsum(length) - length))


def _shapes(
    start: Ints,
    end: Ints,
    is_word: Bools,
    kind: npt.NDArray[np.uint8],
    flags: npt.NDArray[np.uint8],
    near: npt.NDArray[np.uint32],
    small: Bools,
    known: Tables,
) -> Ints:
    """Return the shape of each token as bits, one for each name in SHAPES."""
    length = end - start
    capital = (flags[start] & 1) > 0
    smalls = np.concatenate([[0], np.cumsum(small)])
    upper = capital & (length > 1) & (smalls[end] == smalls[start])
    bits = is_word * 1 + (is_word & capital) * 2 + upper * 4 + (is_word & (kind[start] == _DIGIT)) * 8
    bits = bits + (is_word & (length > 8)) * 16 + (is_word & (length == 1)) * 32
    found: Ints = np.where(is_word, bits, 1 << known.sign_shape[near[start]].astype(np.int64))
    return found


def _sentence_opens(
    start: Ints,
    end: Ints,
    value: Hashes,
    bits: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    kind: npt.NDArray[np.uint8],
    spaced: Bools,
    new_line: Bools,
    known: Tables,
) -> Bools:
    """Tell of each token whether a sentence begins with it, inside a line."""
    first = flags[start]
    mark = (first & 4) > 0
    dot = mark & (value == known.stop)
    length = np.ones(len(start), np.int64)
    length[1:] = (end - start)[:-1]
    earlier = _shifted(first, 1)
    short = _shifted(bits & _ABBREVIATION, 1).astype(bool) | ((length == 1) & ((earlier & 1) > 0))
    short |= _shifted(new_line & (kind[start] == _DIGIT), 1)  # 3. Name: a place in a list
    ended = mark & ~(dot & short & ~spaced)
    closer = ((first & 8) > 0) & ~spaced
    for _ in range(2):
        ended = ended | (closer & _shifted(ended, 1))
    starts = ((first & 1) > 0) | (kind[start] == _DIGIT)
    opener = (first & 16) > 0
    starts = starts | (opener & _shifted(starts, -1))
    found: Bools = _shifted(ended, 1) & spaced & starts
    return found


def _label_opens(
    value: Hashes,
    bits: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    opens: Bools,
    glued: Bools,
    known: Tables,
) -> Bools:
    """Tell of each token whether a label of the page begins with it; of a row of labels only the first counts."""
    label = (bits & _LABEL) > 0
    pairs = np.flatnonzero((bits[:-1] & _PAIR_OPENS) > 0)
    label[pairs] |= known.label_pairs.find(pair(value[pairs], value[pairs + 1])) >= 0
    label &= ((flags & 1) > 0) | (value == known.copyright)
    recent = _shifted(label, 1) | _shifted(label, 2) | _shifted(opens, 1)
    found: Bools = label & ~(recent & ~glued)
    return found


_MARKS = {LINE_SIGN: LINE_MARK, STOP_SIGN: STOP_MARK}
_TOKEN = re.compile(r"\S+")


def gram_hash(gram: Sequence[str]) -> Hashes:
    """Return the hash under which one to three words, as training writes them down, are found in a text."""
    powers = tables().powers
    parts = [np.array([_MARKS[w]]) if w in _MARKS else _hash_words([w[:MAX_WORD_CHARS]], powers) for w in gram]
    if len(parts) == 1:
        return parts[0]
    return pair(parts[0], parts[1]) if len(parts) == 2 else triple(parts[0], parts[1], parts[2])


def grams(tokens: Tokens) -> tuple[Hashes, Ints]:
    """Return the hashes of all runs of one to three words of each stretch, its edges included, and their stretch."""
    count, units = len(tokens.hash), tokens.units
    if not count:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    sequence = np.empty(count + units + 1, np.uint64)
    unit = np.empty(count + units + 1, np.int64)
    places = np.arange(count) + tokens.unit + 1
    sequence[places], unit[places] = tokens.hash, tokens.unit
    marks = tokens.first[:-1] + np.arange(units)
    new_line = np.ones(units, bool)
    new_line[1:] = tokens.line[1:] != tokens.line[:-1]
    sequence[marks] = np.where(new_line, LINE_MARK, STOP_MARK)
    unit[marks] = np.arange(units)
    sequence[-1], unit[-1] = LINE_MARK, units - 1
    is_mark = np.zeros(len(sequence), bool)
    is_mark[marks] = is_mark[-1] = True
    word = ~is_mark
    second = np.where(is_mark[:-1], unit[1:], unit[:-1])  # a mark and its word belong to the word's stretch
    middle = word[1:-1]
    return (
        np.concatenate(
            [
                sequence[word],
                pair(sequence[:-1], sequence[1:]),
                triple(sequence[:-2], sequence[1:-1], sequence[2:])[middle],
            ]
        ),
        np.concatenate([unit[word], second, unit[1:-1][middle]]),
    )
