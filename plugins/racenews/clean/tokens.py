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

# What a character is, as bits; white space is none of these.
_WORD, _SIGN, _SMALL, _CAPITAL, _DIGIT, _ENDS, _CLOSES, _OPENS = (1 << bit for bit in range(8))
_BEFORE, _BEHIND = 3, 1  # characters around a text, so that each has as many neighbours as are looked at
_AFTER = 2  # and so many tokens
_APOSTROPHE = np.uint64(ord("'") + 1)
MAX_SHORT_CHARS = 3  # longer words tell of a story's subject
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
# The shape of a token as a number: of a word so much for each of these, of a sign its place behind them.
_WORD_SHAPES = {"capital": 1, "upper": 2, "digit": 4, "long": 8, "single": 16}
_SIGN_SHAPE = 32
SHAPE_BITS = 6
_LONG_CHARS = 9
_OF_LENGTH = np.array([0, _WORD_SHAPES["single"], *[0] * (_LONG_CHARS - 2), _WORD_SHAPES["long"]], np.int64)
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
    """Row of each token in `Tables.signs`."""
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


_BUCKET_BITS = 2


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
        hit, at = self.hits(sought)
        found[hit] = at
        return found

    def hits(self, sought: Hashes) -> tuple[Ints, Ints]:
        """Return the places of those of `sought` that are keys, in order, and where they stand among the keys."""
        bucket = (sought >> self.shift).view(np.int64)
        maybe = self.filled.take(bucket).nonzero()[0]
        chosen = sought.take(maybe)
        at = self.first.take(bucket.take(maybe)).astype(np.int64)
        for _ in range(self.most - 1):
            at += self.sorted.take(at, mode="clip") < chosen
        hit = (self.sorted.take(at, mode="clip") == chosen).nonzero()[0]
        return maybe.take(hit), at.take(hit)


def make_keys(hashes: Hashes) -> Keys:
    """Return `hashes`, which must be sorted, in four to eight buckets a key."""
    bits = len(hashes).bit_length() + _BUCKET_BITS
    shift = np.uint64(64 - bits)
    count = np.bincount((hashes >> shift).view(np.int64), minlength=1 << bits)
    first = (np.cumsum(count) - count).astype(np.int32)
    return Keys(hashes, count > 0, first, int(count.max()), shift)


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of characters and words beforehand."""

    kinds: npt.NDArray[np.uint8]
    """Of each character the bits from `_WORD` to `_OPENS`."""
    letters: Hashes
    """Each character folded, figures as 0, and 1 more: nothing hashes to 0."""
    shapes: npt.NDArray[np.int64]
    """The shape of a token that begins with a character, its length left aside."""
    word_keys: Keys
    combos: npt.NDArray[np.int64]
    """The lists that a word stands in, as a row of `lists`; the last entry is for unknown words."""
    lists: npt.NDArray[np.int32]
    """Combinations of lists as bits."""
    signs: Floats
    """What `COLUMNS` say of a token, a row for each combination of lists and shape."""
    sections: npt.NDArray[np.int32]
    label_pairs: Keys
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
    return third(pair(a, b), c)


def third(two: Hashes, c: Any) -> Hashes:
    """Return the hash of two neighbours, hashed, and the one behind them."""
    found: Hashes = two * _TRIPLE + c
    return found


@functools.cache
def tables() -> Tables:
    """Return the tables, built on first use."""
    every = "".join(map(chr, range(_TABLE_SIZE)))
    plain = fold(every)
    other, digit, capital = _SIGN_SHAPE + SHAPES.index("other"), _WORD_SHAPES["digit"], _WORD_SHAPES["capital"]
    facts: list[tuple[int, int, int]] = []
    for code, (char, low) in enumerate(zip(every, plain, strict=True)):
        if char.isspace():
            facts.append((0, code, 0))
        elif char.isdigit():
            facts.append((_WORD | _DIGIT, ord("0"), digit))
        elif not char.isalpha():
            facts.append((_SIGN, ord(low), other))
        elif char.isupper():
            facts.append((_WORD | _CAPITAL, ord(low), capital))
        else:
            facts.append((_WORD | _SMALL if char.islower() else _WORD, ord(low), 0))
    kinds, folded, shapes = np.array(facts).T
    kinds = kinds.astype(np.uint8)
    for bit, chars in ((_ENDS, ".!?…"), (_CLOSES, "\"'”’)]»"), (_OPENS, "\"'“‘([«")):
        kinds[[ord(char) for char in chars]] |= bit
    for name, chars in _SIGN_SHAPES.items():
        alike = np.isin(folded, [ord(c) for c in chars]) & ((kinds & _SIGN) > 0)
        shapes[alike] = _SIGN_SHAPE + SHAPES.index(name)
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
    lists, combos = np.unique(word_bits, return_inverse=True)
    first = _hash_words(w[0] for w in labels if len(w) == 2)
    second = _hash_words(w[1] for w in labels if len(w) == 2)
    return Tables(
        kinds=kinds,
        letters=(folded + 1).astype(np.uint64),
        shapes=np.ascontiguousarray(shapes),
        word_keys=make_keys(keys[order]),
        combos=combos.astype(np.int64),
        lists=lists,
        signs=_signs(lists),
        sections=(lists >> len(LISTS) & (1 << len(SECTIONS)) - 1).astype(np.int32),
        label_pairs=make_keys(np.sort(pair(first, second))),
        stop=_hash_words(".")[0],
        copyright=_hash_words("©")[0],
    )


def _signs(lists: npt.NDArray[np.int32]) -> Floats:
    """Return what `COLUMNS` say of a token, for each combination of lists with each shape."""
    signs = np.zeros((len(lists), 1 << SHAPE_BITS, len(COLUMNS)), np.float32)
    for i in range(len(LISTS)):
        signs[:, :, i] = (lists >> i & 1)[:, None]
    shapes = np.arange(1 << SHAPE_BITS)
    is_word = shapes < _SIGN_SHAPE
    signs[:, is_word, COLUMN["word"]] = 1
    for name, bit in _WORD_SHAPES.items():
        signs[:, is_word & ((shapes & bit) > 0), COLUMN[name]] = 1
    for name in (*_SIGN_SHAPES, "other"):
        signs[:, _SIGN_SHAPE + _OF_LENGTH[1] + SHAPES.index(name), COLUMN[name]] = 1
    return signs.reshape(-1, len(COLUMNS))


def tokenise(text: str, line_starts: Sequence[int]) -> Tokens:
    """Return the tokens of `text`; `line_starts` are the offsets at which its lines begin, in order."""
    known = tables()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    near = codes.astype(np.int64)
    kinds = np.zeros(len(codes) + _BEFORE + _BEHIND, np.uint8)
    kind = kinds[_BEFORE:-_BEHIND]
    known.kinds.take(near, out=kind, mode="clip")
    letters = known.letters.take(near, mode="clip")
    far = () if text.isascii() else (codes >= _TABLE_SIZE).nonzero()[0]
    if len(far):
        kind[far] = np.where(codes[far] > 0xFFFF, _SIGN, _WORD)
        letters[far] = codes[far] + np.uint64(1)
    start, end, glue = _cut_apart(kinds, letters)
    count = len(start)
    if not count:
        return _nothing()
    value = _hashes(letters, start, end)
    first = np.zeros(count + _AFTER, np.uint8)
    kind.take(start, out=first[:count], mode="clip")
    length = end - start
    shape = known.shapes.take(near.take(start), mode="clip")
    if len(far):
        shape[(near.take(start) >= _TABLE_SIZE) & (first[:count] == _WORD)] = 0
    shape += _OF_LENGTH.take(length, mode="clip")
    capitals = (((first[:count] & _CAPITAL) > 0) & (length > 1)).nonzero()[0]
    shape[capitals[_all_capitals(kinds, start.take(capitals), end.take(capitals))]] += _WORD_SHAPES["upper"]
    spaced = np.ones(count + 1, bool)
    np.greater(start[1:], end[:-1], out=spaced[1:-1])
    new_line = np.zeros(count + 1, bool)
    new_line[start.searchsorted(line_starts)] = True
    new_line[0] = True
    combo = known.combos.take(known.word_keys.find(value))  # -1 reaches the last entry: no list
    lists = known.lists.take(combo)
    opens = new_line.copy()
    opens[_sentence_starts(first, length, value, lists, spaced, new_line, known)] = True
    glued = np.zeros(count, bool)
    if len(glue):
        glued[start.searchsorted(glue)] = True
    opens[_label_starts(first, value, lists, opens, glued, known)] = True
    opens[count] = True
    bounds = opens.nonzero()[0]
    return Tokens(
        start=start,
        end=end,
        hash=value,
        rows=(combo << SHAPE_BITS) + shape,
        unit=np.arange(len(bounds) - 1).repeat(bounds[1:] - bounds[:-1]),
        first=bounds,
        unit_start=start.take(bounds[:-1]),
        unit_end=end.take(bounds[1:] - 1),
        line=new_line.take(bounds[:-1]).cumsum() - 1,
        glued=glued,
        content=(first[:count] & (_WORD | _DIGIT) == _WORD) & (length > MAX_SHORT_CHARS) & (lists & 1 == 0),
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


def _cut_apart(kinds: npt.NDArray[np.uint8], letters: Hashes) -> tuple[Ints, Ints, Ints]:
    """Return where each token begins and ends, and where one begins inside a word: `textSubscribe`.

    `kinds` holds so many more characters as `_BEFORE` and `_BEHIND` say; an apostrophe between letters becomes one.
    """
    word = kinds & _WORD
    marks = (letters == _APOSTROPHE).nonzero()[0] + _BEFORE
    inner = marks[(word.take(marks - 1) & word.take(marks + 1)) > 0]
    kinds[inner], word[inner] = _WORD, 1
    sign = (kinds[_BEFORE:-_BEHIND] & _SIGN) > 0
    begins = word[_BEFORE:-_BEHIND] > word[_BEFORE - 1 : -_BEHIND - 1]
    closes = word[_BEFORE:-_BEHIND] > word[_BEFORE + 1 :]
    begins |= sign
    closes |= sign
    capitals = ((kinds & _CAPITAL) > 0).nonzero()[0]
    around = kinds.take(capitals + 1)
    for by in (1, 2, 3):
        around &= kinds.take(capitals - by)
    glue = capitals[(around & _SMALL) > 0] - _BEFORE
    begins[glue] = closes[glue - 1] = True
    return begins.nonzero()[0], closes.nonzero()[0] + 1, glue


def _hashes(letters: Hashes, start: Ints, end: Ints) -> Hashes:
    """Return the hash of each token from running sums over the whole text, in which its letters lie side by side.

    `letters` is used up.
    """
    size = 1 << len(letters).bit_length()
    powers, inverses = (_kept_powers if size <= _MAX_KEPT_POWERS else _powers)(size)
    letters *= powers[: len(letters)]
    sums = np.zeros(len(letters) + 1, np.uint64)
    letters.cumsum(out=sums[1:])
    stop = np.minimum(end, start + MAX_WORD_CHARS)
    return _mix((sums.take(stop) - sums.take(start)) * inverses.take(start))


def _all_capitals(kinds: npt.NDArray[np.uint8], start: Ints, end: Ints) -> Bools:
    """Tell of each token, which must follow each other, whether it holds no small letter."""
    bounds = np.empty(2 * len(start), np.int64)
    bounds[::2], bounds[1::2] = start, end
    bounds += _BEFORE
    found: Bools = np.bitwise_or.reduceat(kinds, bounds)[::2] & _SMALL == 0
    return found


def _sentence_starts(
    first: npt.NDArray[np.uint8],
    length: Ints,
    value: Hashes,
    lists: npt.NDArray[np.int32],
    spaced: Bools,
    new_line: Bools,
    known: Tables,
) -> Ints:
    """Return the tokens with which a sentence begins inside a line, not in order."""
    marks = ((first & _ENDS) > 0).nonzero()[0]
    dots = marks[(value.take(marks) == known.stop) & ~spaced.take(marks)]
    before = dots - 1
    kind = first.take(before)
    short = (lists.take(before) & _ABBREVIATION) > 0
    short |= ((kind & _CAPITAL) > 0) & (length.take(before) == 1)
    short |= ((kind & _DIGIT) > 0) & new_line.take(before)  # 3. Name: a place in a list
    ended = np.zeros(len(first), bool)
    ended[marks] = True
    ended[dots[short]] = False
    at = ended.nonzero()[0] + 1
    behind = [at]
    for _ in range(2):
        at = at[((first.take(at) & _CLOSES) > 0) & ~spaced.take(at)] + 1
        behind.append(at)
    at = np.concatenate(behind)
    at = at[spaced.take(at)]
    kind = first.take(at)
    opener = (kind & _OPENS) > 0
    kind[opener] |= first.take(at[opener] + 1)
    return at[(kind & (_CAPITAL | _DIGIT)) > 0]


def _label_starts(
    first: npt.NDArray[np.uint8],
    value: Hashes,
    lists: npt.NDArray[np.int32],
    opens: Bools,
    glued: Bools,
    known: Tables,
) -> Ints:
    """Return the tokens with which a label of the page begins; of a row of labels only the first counts."""
    at = ((lists & (_LABEL | _PAIR_OPENS)) > 0).nonzero()[0]
    if not len(at):
        return at
    own, own_lists = value.take(at), lists.take(at)
    label = (own_lists & _LABEL) > 0
    paired, _ = known.label_pairs.hits(pair(own, value.take(at + 1, mode="clip")))
    label[paired] |= (at.take(paired) + 1 < len(value)) & ((own_lists.take(paired) & _PAIR_OPENS) > 0)
    label &= ((first.take(at) & _CAPITAL) > 0) | (own == known.copyright)
    at = at[label]
    labels = np.zeros(len(value) + 2, bool)
    labels[at + 2] = True
    recent = labels.take(at) | labels.take(at + 1) | opens.take(at - 1)
    return at[~recent | glued.take(at)]


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
    units = tokens.units
    if not units:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    places = np.arange(len(tokens.hash)) + tokens.unit + 1
    new_line = np.ones(units, bool)
    np.not_equal(tokens.line[1:], tokens.line[:-1], out=new_line[1:])
    sequence = np.empty(len(places) + units + 1, np.uint64)
    sequence[places] = tokens.hash
    sequence[tokens.first[:-1] + np.arange(units)] = np.where(new_line, LINE_MARK, STOP_MARK)
    sequence[-1] = LINE_MARK
    pairs = pair(sequence[:-1], sequence[1:])
    triples = third(pairs.take(places - 1), sequence.take(places + 1))
    size = tokens.first[1:] - tokens.first[:-1]
    of_pairs = np.arange(units).repeat(size + 1)  # a mark and its word belong to the word's stretch
    return np.concatenate([tokens.hash, pairs, triples]), np.concatenate([tokens.unit, of_pairs, tokens.unit])
