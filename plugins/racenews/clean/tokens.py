"""A text -> its words and signs and the stretches they stand in, as numpy arrays: no Python loop runs over characters.

A stretch is a sentence, a label or the rest of a line: what the learned judge keeps or cuts as a whole.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
_LETTER_MULTIPLIER = 0x100000001B3
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


_BUCKET_BITS = 4


@dataclass(frozen=True, slots=True)
class Keys:
    """Sorted hashes in buckets by their highest bits: most of what is sought is not there, and one look tells so."""

    sorted: Hashes
    filled: Bools
    """Of each bucket whether it holds a key."""
    first: npt.NDArray[np.int32]
    """The place of the first key of each bucket."""
    most: int
    """How many keys the fullest bucket holds."""
    shift: np.uint64

    def find(self, sought: Hashes) -> Ints:
        """Return where each of `sought` stands among the keys, -1 where it does not."""
        found = np.full(len(sought), -1, np.int64)
        bucket = (sought >> self.shift).view(np.int64)
        maybe = np.flatnonzero(self.filled.take(bucket))
        chosen = sought.take(maybe)
        at = self.first.take(bucket.take(maybe)).astype(np.int64)
        for _ in range(self.most - 1):
            at += self.sorted.take(at, mode="clip") < chosen
        hit = np.flatnonzero(self.sorted.take(at, mode="clip") == chosen)
        found[maybe.take(hit)] = at.take(hit)
        return found


def make_keys(hashes: Hashes) -> Keys:
    """Return `hashes`, which must be sorted, in sixteen to thirty-two buckets a key."""
    bits = len(hashes).bit_length() + _BUCKET_BITS
    shift = np.uint64(64 - bits)
    count = np.bincount((hashes >> shift).view(np.int64), minlength=1 << bits)
    first = (np.cumsum(count) - count).astype(np.int32)
    return Keys(hashes, count > 0, first, int(count.max()), shift)


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of characters and words beforehand."""

    kind: npt.NDArray[np.uint8]
    folded: npt.NDArray[np.uint32]
    flags: npt.NDArray[np.uint8]
    """1 capital, 2 small letter, 4 ends a sentence, 8 closes a quote or bracket, 16 opens one."""
    sign_shape: npt.NDArray[np.uint8]
    word_keys: Keys
    word_lists: npt.NDArray[np.int32]
    """Bits of the lists a word stands in; the last entry is for unknown words."""
    attributes: Floats
    combos: npt.NDArray[np.int32]
    label_pairs: Keys
    sections: npt.NDArray[np.int32]
    stop: np.uint64
    copyright: np.uint64


MAX_WORD_CHARS = 64  # what is longer is an address or noise: its first letters stand for it
_MAX_KEPT_POWERS = 1 << 18


def _powers(count: int) -> tuple[Hashes, Hashes]:
    """Return the first powers of the multiplier of the hash, and what undoes each of them, both modulo 2 ** 64."""
    powers, inverses = np.ones((2, count), np.uint64)
    powers[1:], inverses[1:] = _LETTER_MULTIPLIER, pow(_LETTER_MULTIPLIER, -1, 1 << 64)
    return np.multiply.accumulate(powers), np.multiply.accumulate(inverses)


_kept_powers = functools.cache(_powers)


def _hash_words(words: Iterable[str]) -> Hashes:
    found = []
    powers, _ = _kept_powers(MAX_WORD_CHARS)
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
    keys = _hash_words(names)
    order = np.argsort(keys)
    word_bits = np.array([bits[names[i]] for i in order] + [0], np.int32)
    combos, combo_of = np.unique(word_bits, return_inverse=True)
    attributes = np.zeros((len(combos), len(LISTS)), np.float32)
    for i in range(len(LISTS)):
        attributes[:, i] = combos >> i & 1
    first = _hash_words(w[0] for w in labels if len(w) == 2)
    second = _hash_words(w[1] for w in labels if len(w) == 2)
    return Tables(
        kind=kind,
        folded=folded,
        flags=flags,
        sign_shape=shapes,
        word_keys=make_keys(keys[order]),
        word_lists=combo_of.astype(np.int32),
        attributes=attributes,
        combos=combos,
        label_pairs=make_keys(np.sort(pair(first, second))),
        sections=(combos >> len(LISTS) & (1 << len(SECTIONS)) - 1).astype(np.int32),
        stop=_hash_words(".")[0],
        copyright=_hash_words("©")[0],
    )


def _shifted(values: npt.NDArray[Any], by: int) -> npt.NDArray[Any]:
    """Return `values` moved `by` places to the right (left where negative), zeros moving in."""
    if abs(by) >= len(values):
        return np.zeros_like(values)
    out = np.empty_like(values)
    if by > 0:
        out[:by], out[by:] = 0, values[:-by]
    else:
        out[by:], out[:by] = 0, values[-by:]
    return out


def tokenise(text: str, line_starts: Sequence[int]) -> Tokens:
    """Return the tokens of `text`; `line_starts` are the offsets at which its lines begin, in order."""
    known = tables()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    far = codes >= _TABLE_SIZE
    beyond = bool(far.any())
    near = (np.where(far, 0, codes) if beyond else codes).astype(np.int64)
    kind, folded, flags = known.kind.take(near), known.folded.take(near), known.flags.take(near)
    if beyond:
        kind[far] = np.where(codes[far] > 0xFFFF, _SIGN, _LETTER)
        folded[far] = codes[far]
        flags[far] = 0
    wordy = (kind == _LETTER) | (kind == _DIGIT)
    inner = (folded == 39) & _shifted(wordy, 1) & _shifted(wordy, -1)
    wordy |= inner
    before = _shifted(wordy, 1)
    small = (flags & 2) > 0
    glue = _glue(small, np.flatnonzero(flags & 1))
    sign = (kind == _SIGN) & ~inner
    begins = sign | (wordy & ~before) | glue
    start = np.flatnonzero(begins)
    if not len(start):
        return _nothing()
    is_word = wordy[start]
    closes = np.flatnonzero((wordy & ~_shifted(wordy, -1)) | sign | _shifted(glue, -1)) + 1
    end = closes[: len(start)]
    value = _hashes(folded, start, end)
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
    unit_line = np.cumsum(new_line)[first] - 1
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
        line=unit_line,
        glued=glue[start],
        content=content,
    )


def only_stretches(tokens: Tokens, start: int, line: int) -> Tokens:
    """Return the stretches of a part that begins at `start` and with `line`, by the whole text's offsets and lines.

    Of their words nothing is left.
    """
    return replace(
        _nothing(), unit_start=tokens.unit_start + start, unit_end=tokens.unit_end + start, line=tokens.line + line
    )


def join_stretches(parts: Sequence[Tokens]) -> Tokens:
    """Return the stretches of parts that follow each other as those of one text."""
    return replace(
        _nothing(),
        unit_start=np.concatenate([part.unit_start for part in parts]),
        unit_end=np.concatenate([part.unit_end for part in parts]),
        line=np.concatenate([part.line for part in parts]),
    )


def _nothing() -> Tokens:
    none = np.zeros(0, np.int64)
    no = np.zeros(0, bool)
    zero = np.zeros(1, np.int64)
    return Tokens(none, none, none.astype(np.uint64), none, none, zero, none, none, none, no, no)


def _glue(small: Bools, capitals: Ints) -> Bools:
    """Tell of each character whether it is a capital behind three small letters and before one: `textSubscribe`."""
    inside = capitals[(capitals >= 3) & (capitals < len(small) - 1)]
    found = np.zeros(len(small), bool)
    found[inside] = small[inside - 1] & small[inside - 2] & small[inside - 3] & small[inside + 1]
    return found


def _hashes(folded: npt.NDArray[np.uint32], start: Ints, end: Ints) -> Hashes:
    """Return the hash of each token from running sums over the whole text, in which its letters lie side by side."""
    size = 1 << len(folded).bit_length()
    powers, inverses = (_kept_powers if size <= _MAX_KEPT_POWERS else _powers)(size)
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.cumsum((folded + np.uint64(1)) * powers[: len(folded)], out=sums[1:])
    stop = np.minimum(end, start + MAX_WORD_CHARS)
    return _mix((sums.take(stop) - sums.take(start)) * inverses.take(start))


def _shapes(
    start: Ints,
    end: Ints,
    is_word: Bools,
    kind: npt.NDArray[np.uint8],
    flags: npt.NDArray[np.uint8],
    near: Ints,
    small: Bools,
    known: Tables,
) -> Ints:
    """Return the shape of each token as bits, one for each name in SHAPES."""
    length = end - start
    capital = (flags[start] & 1) > 0
    smalls = np.zeros(len(small) + 1, np.int32)
    np.cumsum(small, out=smalls[1:])
    upper = capital & (length > 1) & (smalls.take(end) == smalls.take(start))
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
    parts = [np.array([_MARKS[w]]) if w in _MARKS else _hash_words([w[:MAX_WORD_CHARS]]) for w in gram]
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
