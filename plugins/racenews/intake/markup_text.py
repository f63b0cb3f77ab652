"""What the words of each block tell, and where among the others it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from racenews.intake.head import Head
from racenews.intake.markup_columns import FAR, Columns, Floats, Ints, Memory, best_run
from racenews.intake.markup_words import LABEL, SECTION_PATTERNS, WORD_LISTS

WINDOWS = (3, 8, 20)
TITLE_LIKENESS = 0.5  # words shared with a declared headline, of all in both
MAX_BODY_WORDS = 20_000
MAX_TOKENS = 10_000  # whose rows are looked up at once

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_")
_PARTED = "\x01"
MAX_HEADING_CHARS = 400  # nine words have fewer; a hundred thousand brackets in a row are no word at all
_ENDED = re.compile(r"[.!?…:。][\"'”’)\]»]*$")
_GLUED = re.compile(r"[a-z][A-Z][a-z]")
_DATE = re.compile(
    r"\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}|\bago\b",
    re.IGNORECASE,
)
_DATE_HINT = re.compile(r"\d|ago", re.IGNORECASE)  # in every date, and found sooner
_ADDRESS = re.compile(r"https?:|www\.|\.com\b")


_LISTS: list[frozenset[str]] = [frozenset(words.split()) for words in WORD_LISTS.values()]
_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("word", lambda t: t[0].isalnum()),
    ("capital", lambda t: t[0].isupper()),
    ("upper", lambda t: len(t) > 1 and t.isupper()),
    ("digit", lambda t: t[0].isdigit()),
    ("comma", lambda t: t in ",;"),
    ("stop", lambda t: t in ".…。"),
    ("quote", lambda t: t in "\"“”‘’'«»"),
    ("bar", lambda t: t in "|/›»>•·—–-\\→"),
    ("colon", lambda t: t == ":"),
    ("bracket", lambda t: t in "()[]"),
    ("question", lambda t: t == "?"),
    ("exclamation", lambda t: t == "!"),
    ("at", lambda t: t in "@#"),
    ("long", lambda t: t[0].isalnum() and len(t) > 8),
    ("single", lambda t: t[0].isalnum() and len(t) == 1),
    ("sign", lambda t: not t[0].isalnum()),
    ("content", lambda t: t[0].isalpha() and len(t) > 3 and t.lower() not in _LISTS[0]),
)
COLUMNS = (*WORD_LISTS, *(name for name, _ in _SHAPES))
_C = {name: i for i, name in enumerate(COLUMNS)}
_COUNTED = tuple("digit comma upper interface sign_up social photo byline related legal bar quote stop".split())
_FIRST = ("common", "capital", "digit", "interface", "byline", "related", "photo", "word")
_LAST = ("stop", "word", "capital", "colon")
LINE = (
    "twins", "same opening", "label", "ended", "glued", "dates", "small first", "address", "opens quote", "ends colon",
)  # fmt: skip


def _known_bits(token: str) -> int:
    low = token.lower().replace("’", "'")
    bits = 0
    for i, words in enumerate(_LISTS):
        bits |= (low in words) << i
    for i, (_, test) in enumerate(_SHAPES, len(_LISTS)):
        bits |= test(token) << i
    return bits


_BITS = Memory(_known_bits)


@dataclass(slots=True)
class Words:
    """The words and signs of a page, in order, and what each block has of them."""

    kinds: Ints
    """The row of each token in `flags`."""
    ids: Ints
    """A number for each token, the same for capitals and small letters."""
    unit: Ints
    """The block each token stands in."""
    flags: Floats
    """A row for each different token, a column a name in `COLUMNS`."""
    sums: Floats
    """The same added up by block."""
    first: Floats
    last: Floats
    lows: dict[str, int]
    """Token in small letters -> its number."""

    def count(self, column: str) -> Floats:
        """Return how many tokens of each block count for `column`."""
        return self.sums[:, _C[column]]

    def that_are(self, column: str) -> npt.NDArray[np.bool_]:
        """Return which tokens count for `column`."""
        found: npt.NDArray[np.bool_] = (self.flags[:, _C[column]] > 0)[self.kinds]
        return found


def read_words(texts: Sequence[str]) -> Words:
    """Return the words and signs of the blocks."""
    tokens = _TOKEN.findall(_PARTED + _PARTED.join(t.replace(_PARTED, " ") if _PARTED in t else t for t in texts))
    numbers = _number(tokens)
    ids = np.fromiter(map(numbers.__getitem__, tokens), np.int64, len(tokens))
    bits = np.fromiter(map(_BITS.__getitem__, numbers), np.int64, len(numbers))
    small = [token.lower() for token in numbers]
    lows = _number(small)
    low = np.fromiter(map(lows.__getitem__, small), np.int64, len(numbers))
    flags = ((bits[:, None] >> np.arange(len(COLUMNS))) & 1).astype(np.float32)
    mark = numbers[_PARTED]
    flags[mark] = 0
    starts = np.flatnonzero(ids == mark)
    ends = np.append(starts[1:], len(ids))
    unit = np.cumsum(ids == mark) - 1
    return Words(
        ids,
        low[ids],
        unit,
        flags,
        _sums(flags, ids, unit, starts),
        flags[ids[np.minimum(starts + 1, len(ids) - 1)]],
        flags[ids[ends - 1]],
        lows,
    )


def _sums(flags: Floats, ids: Ints, unit: Ints, starts: Ints) -> Floats:
    """Return the rows of `flags` added up by block, so many tokens at once."""
    sums = np.zeros((len(starts), len(COLUMNS)), np.float32)
    for at in range(0, len(ids), MAX_TOKENS):
        low, high = np.searchsorted(starts, (at, at + MAX_TOKENS), "right")
        edges = np.concatenate([[at], starts[low:high]])
        edges = edges[edges < min(at + MAX_TOKENS, len(ids))]
        sums[unit[edges]] += np.add.reduceat(flags[ids[at : at + MAX_TOKENS]], edges - at, axis=0)
    return sums


def _number(tokens: Sequence[str]) -> dict[str, int]:
    """Return a number for each token, in the order in which they are first seen."""
    return {token: number for number, token in enumerate(dict.fromkeys(tokens))}


def add_words(out: Columns, words: Words, line: Floats) -> None:
    """Add what the tokens of each block count for, its first and last token, and its looks as a line."""
    per = np.maximum(words.count("word"), 1)[:, None]
    out.add("words", np.log1p(words.count("word")))
    out.extend([f"share {c}" for c in COLUMNS], words.sums / per)
    out.extend([f"count {c}" for c in _COUNTED], words.sums[:, [_C[c] for c in _COUNTED]])
    out.extend([f"first {c}" for c in _FIRST], words.first[:, [_C[c] for c in _FIRST]])
    out.extend([f"last {c}" for c in _LAST], words.last[:, [_C[c] for c in _LAST]])
    out.extend(LINE, line)


def line_facts(texts: Sequence[str]) -> Floats:
    """Return how each block looks as a line: repeated, a label, ended, dated, an address."""
    low = [t.lower() for t in texts]
    openings = [" ".join(t[:60].split(None, 2)[:2]) for t in low]
    twins, same = Counter(low), Counter(openings)
    return np.array(
        [
            (
                twins[low[i]],
                same[openings[i]],
                LABEL.match(t) is not None,
                _ENDED.search(t[-6:]) is not None,
                len(_GLUED.findall(t[:2000])),
                len(_DATE.findall(t)) if len(t) < 400 and _DATE_HINT.search(t) else 0,
                t[0].islower(),
                _ADDRESS.search(t[:2000]) is not None,
                t[0] in "\"“'‘«„",
                t[-1] == ":",
            )
            for i, t in enumerate(texts)
        ],
        np.float32,
    )


def add_place(
    out: Columns, n: int, chars: npt.NDArray[np.float64], words: Floats, prose: npt.NDArray[np.float64]
) -> None:
    """Add where each block stands in the page."""
    at = np.arange(n, dtype=np.float32)
    through = np.cumsum(chars)
    out.add("place", at)
    out.add("place from end", n - at)
    out.add("place share", at / n)
    out.add("chars share", through / max(through[-1], 1))
    out.add("blocks", np.full(n, np.log1p(n)))
    out.add("prose share", np.full(n, prose.sum() / max(1.0, float(words.sum()))))


def add_runs(out: Columns, n: int, words: Floats, prose: npt.NDArray[np.float64]) -> None:
    """Add how much prose is around each block, before it and behind it."""
    at = np.arange(n)
    c = np.concatenate([[0], np.cumsum(prose)])
    cw = np.concatenate([[0], np.cumsum(words)])
    total = max(float(c[-1]), 1e-6)
    for reach in WINDOWS:
        a, b = np.maximum(0, at - reach), np.minimum(n, at + reach + 1)
        out.add(f"prose share within {reach}", (c[b] - c[a]) / np.maximum(1, cw[b] - cw[a]))
        out.add(f"prose within {reach}", c[b] - c[a])
    out.add("prose before", c[:-1] / total)
    out.add("prose after", (total - c[1:]) / total)
    out.add("prose left", total - c[1:])
    low, high = best_run(np.where(prose > 0, prose, -8.0).tolist())
    out.add("in best run", (at >= low) & (at < high))
    out.add("from run start", at - low)
    out.add("to run end", high - at)
    is_prose = prose > 0
    before = np.maximum.accumulate(np.where(is_prose, at, -FAR))
    after = np.minimum.accumulate(np.where(is_prose, at, n + FAR)[::-1])[::-1]
    out.add("to prose above", np.minimum(at - before, FAR))
    out.add("to prose below", np.minimum(after - at, FAR))


def add_sections(out: Columns, n: int, texts: Sequence[str], words: Floats, prose: npt.NDArray[np.float64]) -> None:
    """Add how far each block is from the last and the next short heading of each kind."""
    at = np.arange(n)
    c = np.concatenate([[0], np.cumsum(prose)])[:-1]
    short = [(i, texts[i]) for i in np.flatnonzero(words <= 9).tolist() if len(texts[i]) <= MAX_HEADING_CHARS]
    for name, pattern in SECTION_PATTERNS.items():
        hit = np.zeros(n, bool)
        hit[[i for i, text in short if pattern.match(text)]] = True
        last = np.maximum.accumulate(np.where(hit, at, -999))
        following = np.minimum.accumulate(np.where(hit, at, n + 999)[::-1])[::-1]
        out.add(f"since {name}", np.minimum(at - last, FAR))
        out.add(f"until {name}", np.minimum(following - at, FAR))
        out.add(f"prose since {name}", np.where(last >= 0, c - c[np.maximum(last, 0)], -1))


def share_topic(ids: Ints, unit: Ints, n: int, is_prose: npt.NDArray[np.bool_]) -> Floats:
    """Return how much of each block's vocabulary the page's prose shares."""
    if not len(ids):
        return np.zeros((n, 4), np.float32)
    size = int(ids.max()) + 1
    in_prose = np.bincount(ids, is_prose[unit], size)
    _, index, own_counts = np.unique(ids * (n + 1) + unit, return_inverse=True, return_counts=True)
    own = own_counts[index]
    other = in_prose[ids] - np.where(is_prose[unit], own, 0)
    count = np.bincount(unit, minlength=n)
    total = np.maximum(1, count)
    echo = np.bincount(ids, minlength=size)[ids] - own
    return np.stack(
        [np.bincount(unit, other > 0, n) / total, np.bincount(unit, np.log1p(other), n) / total,
         np.bincount(unit, echo > 0, n) / total, count], 1,
    ).astype(np.float32)  # fmt: skip


def add_title(out: Columns, n: int, liked: Floats, is_h1: Any, words: Floats, prose: Any) -> int:
    """Add where each block stands to the headline; returns the headline's block, -1 where none is found.

    The headline is the block most like what the head declares; of several, the one above the most prose nearby.
    """
    at = np.arange(n)
    c = np.concatenate([[0], np.cumsum(prose)])
    below = c[np.minimum(n, at + 40)] - c[:-1]
    value = liked + 0.25 * is_h1 + 0.3 * below / max(float(below.max()), 1e-6)
    fits = ((liked >= TITLE_LIKENESS) | is_h1) & (words >= 2)
    title = int(np.where(fits, value, -1).argmax()) if fits.any() else -1
    known = title >= 0
    out.add("has title", np.full(n, known))
    out.add("from title", np.clip(at - title, -FAR, 4 * FAR) if known else np.full(n, -FAR))
    out.add("prose since title", np.where(at > title, c[:-1] - c[title + 1], -1) if known else np.full(n, -2))
    heads = is_h1 & (at > title)
    out.add("headlines since title", np.minimum(np.cumsum(heads), 9) if known else np.full(n, -1))
    repeated = (liked >= TITLE_LIKENESS) & (at > title)
    out.add("titles since title", np.minimum(np.cumsum(repeated), 9) if known else np.full(n, -1))
    gap = np.where(prose > 0, 0.0, 1.0) * np.where(words > 0, 1, 0)
    g = np.concatenate([[0], np.cumsum(gap)])
    out.add("furniture since title", np.where(at > title, g[:-1] - g[title + 1], -1) if known else np.full(n, -2))
    start = np.maximum.accumulate(np.where(prose > 0, at, -1))
    longest = np.maximum.accumulate(np.where((prose > 0) & (at > title), at - np.concatenate([[-1], start[:-1]]), 0))
    out.add("longest gap since title", np.minimum(longest, FAR) if known else np.full(n, -1))
    return title


def add_declared(
    out: Columns, head: Head, texts: Sequence[str], ids: Ints, unit: Ints, n: int, words: Floats, lows: dict[str, int]
) -> Floats:
    """Add how much of each block the head's body, headline and description hold; returns the share in the body."""
    body = " ".join(head.bodies)
    declared = np.full(n, -1, np.float32)
    whole = np.zeros(n, np.float32)
    if len(body) > 100:
        declared = _coverage(_encode(body, lows), ids, unit, n, 4)
        for i in np.flatnonzero((words < 12) & (words > 0)).tolist():
            whole[i] = len(texts[i]) > 3 and texts[i] in body
    out.add("in body", declared)
    out.add("has body", np.full(n, float(len(body) > 100)))
    out.add("line in body", whole)
    best = np.zeros(n)
    for headline in head.headlines[:5]:
        wanted = np.unique(_encode(headline, lows))
        common = np.bincount(unit, np.isin(ids, wanted), n)
        best = np.maximum(best, common / np.maximum(1, words + len(wanted) - common))
    out.add("like headline", best)
    covered = np.zeros(n, np.float32)
    for text in head.descriptions[:4]:
        covered = np.maximum(covered, _coverage(_encode(text, lows), ids, unit, n, 3))
    out.add("in description", covered)
    return declared


def _encode(text: str, lows: dict[str, int]) -> Ints:
    tokens = [t for t in _TOKEN.findall(text.lower()) if t[0].isalnum()][:MAX_BODY_WORDS]
    return np.array([lows.get(t, -1) for t in tokens], np.int64)


def _coverage(known: Ints, ids: Ints, unit: Ints, n: int, size: int) -> Floats:
    """Return the share of each block's word runs of `size` that `known` holds; -1 for shorter blocks."""
    covered = np.full(n, -1, np.float32)
    if len(ids) < size or len(known) < size:
        return covered

    def runs(values: Ints) -> Ints:
        found = values[: len(values) - size + 1].copy()
        for i in range(1, size):
            found = found * 1_000_003 + values[i : len(values) - size + 1 + i]
        return found

    whole = unit[: len(unit) - size + 1] == unit[size - 1 :]
    hits = np.isin(runs(ids), runs(known)) & whole
    count = np.bincount(unit[: len(whole)], whole, n)
    found = np.bincount(unit[: len(whole)], hits, n)
    covered[count > 0] = (found / np.maximum(count, 1))[count > 0]
    return covered
