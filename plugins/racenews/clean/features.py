"""What the learned judge looks at: one row a stretch, one column a sign, all of a dump at once.

Columns speak of the stretch itself, its line, its neighbours, its place, what the phrase rules found in it, and what
a cheap score (a weighted sum over its words) says of it and of the stretches around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from racenews.clean.tokens import COLUMN, COLUMNS, LISTS, SECTIONS, SHAPES, Bools, Floats, Ints, Tokens, tables
from racenews.types import Removal

VERSION = 2  # of this list of columns; weights of another version are refused
MAX_COLUMNS = 300  # a table has room for so many
MAX_DISTANCE = 60
MIN_PROSE_WORDS = 8
MIN_FUNCTION_SHARE = 0.25  # of the words of an English sentence
FAMILIES = (
    "sign-up", "share", "related", "legal", "credit", "ads", "paywall", "consent", "errors", "comments", "place",
    "run", "shape", "head",
)  # fmt: skip
_FAMILY_COLUMN = {name: i for i, name in enumerate(FAMILIES)}
_COUNTED = ("digit", "comma", "upper", "interface", "newsletter", "networks", "picture", "byline", "related", "legal",
            "bar", "quote", "stop", "single", "calendar", "offer", "you")  # fmt: skip
_LAST = ("stop", "question", "exclamation", "word", "capital", "colon", "bracket", "quote", "picture", "digit")
_FIRST = ("function", "capital", "digit", "interface", "byline", "related", "picture", "word", "networks", "legal",
          "bracket", "quote", "bar", "newsletter", "you", "third", "calendar", "offer", "upper")  # fmt: skip
_SHARE_NAMES = [f"share {name}" for name in COLUMNS]
_COUNT_NAMES = [f"count {name}" for name in _COUNTED]
_FIRST_NAMES = [f"first {name}" for name in _FIRST]
_SECOND_NAMES = [f"second {name}" for name in LISTS]
_LAST_NAMES = [f"last {name}" for name in _LAST]
_AROUND = (-3, -2, -1, 1, 2, 3)
_NEIGHBOUR_NAMES = [
    f"neighbour {by:+d} {name}"
    for by in _AROUND
    for name in ("words", "function", "ends", "interface", "byline", "capital", "cut")
]
_LINES_AROUND = (0, -2, -1, 1, 2)
_LINE_NAMES = [f"line {by:+d} {name}" for by in _LINES_AROUND for name in ("words", "prose", "ends")]
_PROSE_WIDTHS = (3, 8, 20)
_WINDOW_NAMES = [
    name
    for width in _PROSE_WIDTHS
    for name in (
        f"prose within {width}", f"prose words within {width}", f"prose {width} before", f"prose {width} behind",
    )
]  # fmt: skip
_SECTION_NAMES = [f"{sign} {name}" for name in SECTIONS for sign in ("since", "until", "prose since")]
_RULE_NAMES = [f"rule {name}" for name in FAMILIES]
_CUT_WIDTHS = (3, 10)
_CUT_NAMES = [f"cut {side} {width}" for width in _CUT_WIDTHS for side in ("before", "behind")]
_SCORES_AROUND = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
_SCORE_NAMES = [f"cheap score {by:+d}" for by in _SCORES_AROUND]
_STORY_WIDTHS = (2, 5, 12, 30)
_STORY_NAMES = [
    name
    for width in _STORY_WIDTHS
    for name in (f"story within {width}", f"story {width} before", f"story {width} behind")
]
_LINE_SCORE_NAMES = [f"line score {by:+d}" for by in _LINES_AROUND]

Matrix = npt.NDArray[np.float32]


class Table:
    """Columns with their names, in the order in which they were added."""

    def __init__(self, units: int) -> None:
        self.names: list[str] = []
        self._columns = np.empty((MAX_COLUMNS, units), np.float32)

    def add(self, name: str, values: Any) -> None:
        """Append one column."""
        self._columns[len(self.names)] = values
        self.names.append(name)

    def add_all(self, names: Sequence[str], columns: Any) -> None:
        """Append several columns."""
        start = len(self.names)
        self._columns[start : start + len(names)] = columns
        self.names += names

    def matrix(self) -> Matrix:
        """Return all columns as one matrix, a row a stretch."""
        return np.ascontiguousarray(self._columns[: len(self.names)].T)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the phrase rules say of each stretch."""

    cut: Floats
    """The share of its characters that rules cut."""
    families: Matrix
    """The same for each family of rules."""
    sure: Floats
    """How many sure phrases stand in it."""
    doubtful: Floats
    head: Floats
    """The share of it that belongs to the dump's head: headline, byline, date."""
    is_export: bool = False
    """Whether the dump opens with a date field, as exports of a story's own container do."""


_DATE_FIELD = re.compile(r"\s*date\W{1,3}\d", re.IGNORECASE)


def opens_with_date(text: str) -> bool:
    """Tell whether a dump opens with a date field: around such a story stand forms and hardly any menu."""
    return bool(_DATE_FIELD.match(text))


def gather_evidence(
    tokens: Tokens,
    cuts: Sequence[Removal],
    phrases: Sequence[tuple[int, bool]],
    head: Sequence[tuple[int, int]],
    *,
    is_export: bool = False,
) -> Evidence:
    """Return the rules' word on each stretch; `phrases` are (offset, is sure), `head` the spans of the header."""
    units = tokens.units
    columns = [_FAMILY_COLUMN.get(cut.rule.partition("/")[0], len(FAMILIES) - 1) for cut in cuts]
    families = _covered(tokens, [(cut.span.start, cut.span.end) for cut in cuts], columns, len(FAMILIES))
    header = _covered(tokens, head, [0] * len(head), 1)
    counts = np.zeros((2, units), np.float32)
    if phrases and units:
        places = np.searchsorted(tokens.unit_start, [at for at, _ in phrases], "right") - 1
        for place, (_, is_sure) in zip(places, phrases, strict=True):
            counts[int(not is_sure), max(place, 0)] += 1
    size = np.maximum(tokens.unit_end - tokens.unit_start, 1)[:, None].astype(np.float32)
    families /= size
    share = np.minimum((header / size)[:, 0], 1)
    return Evidence(np.minimum(families.sum(1), 1), families, counts[0], counts[1], share, is_export)


def join_evidence(parts: Sequence[Evidence]) -> Evidence:
    """Return the word of the rules on parts that follow each other; that of single families is left out."""
    return Evidence(
        np.concatenate([part.cut for part in parts]),
        parts[0].families[:0],
        np.concatenate([part.sure for part in parts]),
        np.concatenate([part.doubtful for part in parts]),
        np.concatenate([part.head for part in parts]),
        parts[0].is_export,
    )


def _covered(tokens: Tokens, spans: Sequence[tuple[int, int]], columns: Sequence[int], count: int) -> Matrix:
    """Return how many characters of each stretch lie in `spans`, in `count` columns; `columns` holds that of a span."""
    matrix = np.zeros((tokens.units, count), np.float32)
    if not spans:
        return matrix
    start, end = np.array(spans, np.int64).T
    low = np.searchsorted(tokens.unit_end, start, "right")
    touched = np.maximum(np.searchsorted(tokens.unit_start, end, "left") - low, 0)
    span = np.repeat(np.arange(len(spans)), touched)
    unit = np.arange(len(span)) - np.repeat(np.cumsum(touched) - touched - low, touched)
    length = np.minimum(tokens.unit_end[unit], end[span]) - np.maximum(tokens.unit_start[unit], start[span])
    np.add.at(matrix, (unit, np.array(columns)[span]), np.maximum(length, 0))
    return matrix


@dataclass(frozen=True, slots=True)
class Sums:
    """What several groups of columns share."""

    words: Floats
    prose: Floats
    """The words of a stretch that reads like a sentence, 0 of one that does not."""
    total_words: Any
    total_prose: Any


def describe(tokens: Tokens, text: str, evidence: Evidence) -> tuple[Table, Sums]:
    """Return the columns for the stretches of one text, those of the cheap score excepted: `add_cheap` adds them."""
    known = tables()
    table = Table(tokens.units)
    combo, shape = tokens.rows >> 16, tokens.rows & 65535
    signs = np.empty((len(combo), len(COLUMNS)), np.float32)
    signs[:, : len(LISTS)] = known.attributes[combo]
    two_bytes = shape.astype("<u2").view(np.uint8).reshape(-1, 2)
    signs[:, len(LISTS) :] = np.unpackbits(two_bytes, axis=1, count=len(SHAPES), bitorder="little")
    sums = np.add.reduceat(signs, tokens.first[:-1], axis=0)
    words = sums[:, COLUMN["word"]]
    per_word = sums / np.maximum(words, 1)[:, None]
    first = tokens.first[:-1]
    last = tokens.first[1:] - 1
    opening, second = signs[first], signs[np.minimum(first + 1, last)]
    closing, before_last = signs[last], signs[np.maximum(last - 1, first)]
    chars = (tokens.unit_end - tokens.unit_start).astype(np.float32)
    ends = closing[:, COLUMN["stop"]] + closing[:, COLUMN["question"]] + closing[:, COLUMN["exclamation"]]
    quote_last = closing[:, COLUMN["quote"]] + closing[:, COLUMN["bracket"]]
    ends += quote_last * (before_last[:, COLUMN["stop"]] + before_last[:, COLUMN["question"]])
    long = words >= MIN_PROSE_WORDS
    english = float(per_word[long, 0].mean()) if long.any() else 0.0
    prose_like = long & ((per_word[:, 0] > MIN_FUNCTION_SHARE) if english >= 0.15 else ends > 0)
    prose = (prose_like * words).astype(np.float32)
    shared = Sums(words, prose, _running(words), _running(prose))

    table.add("words", np.log1p(words))
    table.add("characters per token", chars / np.maximum(tokens.first[1:] - first, 1))
    table.add_all(_SHARE_NAMES, per_word.T)
    table.add_all(_COUNT_NAMES, sums.T[[COLUMN[c] for c in _COUNTED]])
    table.add_all(_FIRST_NAMES, opening.T[[COLUMN[c] for c in _FIRST]])
    table.add_all(_SECOND_NAMES, second[:, : len(LISTS)].T)
    table.add_all(_LAST_NAMES, closing.T[[COLUMN[c] for c in _LAST]])
    table.add("ends as a sentence", ends)
    table.add("prose", prose)
    table.add("glued", np.add.reduceat(tokens.glued.astype(np.float32), first))
    _repetition(table, tokens, first)
    _quotes(table, text, tokens)
    _place(table, tokens, shared, chars, english)
    _lines(table, tokens, shared, ends)
    _windows(table, shared)
    _sections(table, tokens, shared, combo, first, last)
    _topic(table, tokens, shared)
    interface = sums[:, COLUMN["newsletter"]] + sums[:, COLUMN["interface"]]
    byline = sums[:, COLUMN["picture"]] + sums[:, COLUMN["byline"]]
    capital = per_word[:, COLUMN["capital"]]
    base = np.stack([words, per_word[:, 0], ends, interface, byline, capital, evidence.cut])
    table.add_all(_NEIGHBOUR_NAMES, _around(base, _AROUND, -1))
    _rules(table, evidence)
    return table, shared


def _running(values: Any) -> Any:
    """Return the sum of all values before each place; the last entry is the whole sum."""
    out = np.zeros(len(values) + 1, np.float64)
    np.cumsum(values, out=out[1:])
    return out


def _around(rows: Any, places: Sequence[int], fill: float) -> Any:
    """Return `rows` once for each of `places`, moved so that each entry gives way to the one so many places on.

    Beyond the ends stands `fill`.
    """
    reach, length = max(places), rows.shape[1]
    padded = np.full((len(rows), length + 2 * reach), fill, rows.dtype)
    padded[:, reach : reach + length] = rows
    return np.concatenate([padded[:, reach + by : reach + by + length] for by in places])


def _repetition(table: Table, tokens: Tokens, first: Ints) -> None:
    """Add how often a stretch, and its first two words, stand in the dump."""
    place = np.arange(len(tokens.hash)) - first[tokens.unit] + 1
    whole = np.add.reduceat(tokens.hash * place.astype(np.uint64), first)
    second = np.minimum(first + 1, len(tokens.hash) - 1)
    start = tokens.hash[first] * np.uint64(31) + tokens.hash[second]
    for name, keys in (("times in the dump", whole), ("times begun so", start)):
        ordered = np.sort(keys)
        count = np.searchsorted(ordered, keys, "right") - np.searchsorted(ordered, keys)
        table.add(name, np.minimum(count, 20))


def _quotes(table: Table, text: str, tokens: Tokens) -> None:
    """Add where a stretch begins and ends as its characters show: a small letter, a quotation mark."""
    starts = [text[i] for i in tokens.unit_start.tolist()]
    table.add("begins small", np.array([c.islower() for c in starts]))
    table.add("begins with a quote", np.array([c in "\"“'‘«" for c in starts]))


def _place(table: Table, tokens: Tokens, shared: Sums, chars: Floats, english: float) -> None:
    units = tokens.units
    index = np.arange(units, dtype=np.float32)
    so_far = np.cumsum(chars)
    line_count = np.bincount(tokens.line).astype(np.float32)
    line_first = np.concatenate([[0], np.cumsum(line_count)[:-1]])
    in_line = index - line_first[tokens.line]
    size = line_count[tokens.line]
    words = shared.words.sum()
    table.add("stretches before", index)
    table.add("stretches after", units - index)
    table.add("place", index / units)
    table.add("place by characters", so_far / so_far[-1])
    table.add("place in line", in_line)
    table.add("stretches in line", size)
    table.add("left in line", size - in_line)
    table.add("stretches in dump", np.full(units, np.log1p(units)))
    table.add("lines in dump", np.full(units, np.log1p(len(line_count))))
    table.add("prose share of dump", np.full(units, shared.prose.sum() / max(words, 1)))
    table.add("words a stretch in dump", np.full(units, words / units))
    table.add("function words of dump", np.full(units, english))


def _lines(table: Table, tokens: Tokens, shared: Sums, ends: Floats) -> None:
    """Add what the line of a stretch looks like, and the two lines above and below."""
    line = tokens.line
    count = int(line[-1]) + 1
    words = np.bincount(line, shared.words, count)
    prose = np.bincount(line, shared.prose, count) / np.maximum(words, 1)
    ended = np.bincount(line, ends, count) / np.bincount(line, minlength=count)
    looks = np.stack([np.log1p(words), prose, ended])
    table.add_all(_LINE_NAMES, _around(looks, _LINES_AROUND, -1)[:, line])


def _window(index: Ints, widths: Sequence[int]) -> tuple[Ints, Ints]:
    """Return where the windows around each of `index` begin and end, a row a width."""
    width = np.array(widths)[:, None]
    return np.maximum(0, index - width), np.minimum(len(index), index + width + 1)


def _windows(table: Table, shared: Sums) -> None:
    """Add how much of the text around a stretch, before and behind it, is prose."""
    units = len(shared.words)
    index = np.arange(units)
    prose, words = shared.total_prose, shared.total_words
    low, high = _window(index, _PROSE_WIDTHS)
    all_prose, before, behind = prose[high] - prose[low], prose[:-1] - prose[low], prose[high] - prose[1:]
    columns = (
        all_prose / np.maximum(1, words[high] - words[low]),
        all_prose,
        before / np.maximum(1, words[:-1] - words[low]),
        behind / np.maximum(1, words[high] - words[1:]),
    )
    table.add_all(_WINDOW_NAMES, np.stack(columns, 1).reshape(-1, units))
    total = max(float(prose[-1]), 1.0)
    table.add("share of prose before", prose[:-1] / total)
    table.add("share of prose behind", (total - prose[1:]) / total)
    table.add("prose words behind", total - prose[1:])
    run_start, run_end = _best_run(np.where(shared.prose > 0, shared.prose, -8.0))
    table.add("in the best run of prose", (index >= run_start) & (index < run_end))
    table.add("from the start of the run", np.clip(index - run_start, -MAX_DISTANCE, MAX_DISTANCE))
    table.add("to the end of the run", np.clip(run_end - index, -MAX_DISTANCE, MAX_DISTANCE))


def _best_run(values: npt.NDArray[Any]) -> tuple[int, int]:
    """Return the half-open stretch of `values` with the largest sum."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    lowest = np.minimum.accumulate(total[:-1])
    gain = total[1:] - lowest
    end = int(np.argmax(gain))
    if gain[end] <= 0:
        return 0, 0
    start = int(np.argmin(total[: end + 1]))
    return start, end + 1


def _sections(table: Table, tokens: Tokens, shared: Sums, combo: Ints, first: Ints, last: Ints) -> None:
    """Add how far the last and the next sign over a part of the page are ("Related", "Comments"), kind by kind."""
    bits = tables().sections
    hit = bits[combo[first]] | np.where(first + 1 <= last, bits[combo[np.minimum(first + 1, last)]], 0)
    hit = np.where(shared.words <= 9, hit, 0)
    index = np.arange(len(first))
    prose = shared.total_prose[:-1]
    behind, ahead = _nearest((hit >> np.arange(len(SECTIONS))[:, None] & 1) > 0, index)
    columns = (
        np.where(behind >= 0, np.minimum(index - behind, MAX_DISTANCE), MAX_DISTANCE),
        np.minimum(ahead - index, MAX_DISTANCE),
        np.where(behind >= 0, prose - prose[np.maximum(behind, 0)], -1),
    )
    table.add_all(_SECTION_NAMES, np.stack(columns, 1).reshape(-1, len(index)))


def _nearest(here: Bools, index: Ints) -> tuple[Ints, Ints]:
    """Return the last marked place up to each place (-1 for none), and the next one (far away for none)."""
    behind = np.maximum.accumulate(np.where(here, index, -1), axis=-1)
    far = np.where(here, index, len(index) + 999)
    ahead = np.minimum.accumulate(far[..., ::-1], axis=-1)[..., ::-1]
    return behind, ahead


_TOPIC_BUCKETS = 1 << 13


def _topic(table: Table, tokens: Tokens, shared: Sums) -> None:
    """Add how many of a stretch's content words the dump's other sentences use too."""
    units = tokens.units
    chosen = np.flatnonzero(tokens.content)
    unit = tokens.unit[chosen]
    bucket = (tokens.hash[chosen] >> np.uint64(40)).astype(np.int64) & (_TOPIC_BUCKETS - 1)
    in_prose = shared.prose[unit] > 0
    used = np.bincount(bucket, in_prose, _TOPIC_BUCKETS)
    seen = np.bincount(bucket, minlength=_TOPIC_BUCKETS)
    others = np.maximum(used[bucket] - in_prose, 0)
    count = np.bincount(unit, minlength=units)
    size = np.maximum(count, 1)
    table.add("topic share", np.bincount(unit, others > 0, units) / size)
    table.add("topic mass", np.bincount(unit, np.log1p(others), units) / size)
    table.add("words seen again", np.bincount(unit, seen[bucket] > 1, units) / size)
    table.add("content words", count)


def _rules(table: Table, evidence: Evidence) -> None:
    table.add("rule cuts", evidence.cut)
    table.add_all(_RULE_NAMES, evidence.families.T)
    table.add("sure phrases", evidence.sure)
    table.add("doubtful phrases", evidence.doubtful)
    table.add("in the head", evidence.head)
    table.add("in an export", np.full(len(evidence.cut), evidence.is_export))
    index = np.arange(len(evidence.cut))
    behind, _ = _nearest(evidence.head > 0.5, index)
    table.add("since the head", np.where(behind >= 0, np.minimum(index - behind, MAX_DISTANCE), MAX_DISTANCE))
    gone = np.concatenate([[0.0], np.cumsum(evidence.cut > 0.5)])
    low, high = _window(index, _CUT_WIDTHS)
    columns = (gone[:-1] - gone[low], gone[high] - gone[1:])
    table.add_all(_CUT_NAMES, np.stack(columns, 1).reshape(-1, len(index)))


def add_cheap(table: Table, score: Floats, shared: Sums, tokens: Tokens) -> None:
    """Add the cheap score of a stretch, its neighbours', its line's, and how much story lies before and behind."""
    units = len(score)
    score = np.clip(score, -6, 6)
    chance = 1 / (1 + np.exp(-score))
    table.add("cheap score", score)
    table.add_all(_SCORE_NAMES, _around(score[None], _SCORES_AROUND, -6))
    weight = np.minimum(shared.words, 40) + 0.5
    mass, total = _running(chance * weight), _running(weight)
    index = np.arange(units)
    low, high = _window(index, _STORY_WIDTHS)
    columns = (
        (mass[high] - mass[low]) / (total[high] - total[low]),
        (mass[:-1] - mass[low]) / np.maximum(total[:-1] - total[low], 0.5),
        (mass[high] - mass[1:]) / np.maximum(total[high] - total[1:], 0.5),
    )
    table.add_all(_STORY_NAMES, np.stack(columns, 1).reshape(-1, units))
    whole = max(float(mass[-1]), 1.0)
    table.add("share of story before", mass[:-1] / whole)
    table.add("share of story behind", (whole - mass[1:]) / whole)
    table.add("story mass before", mass[:-1])
    table.add("story mass behind", whole - mass[1:])
    table.add("story mass", np.full(units, whole))
    table.add("story share of dump", np.full(units, whole / total[-1]))
    line = tokens.line
    count = int(line[-1]) + 1
    mean = np.bincount(line, score * weight, count) / np.bincount(line, weight, count)
    table.add_all(_LINE_SCORE_NAMES, _around(mean[None], _LINES_AROUND, -6)[:, line])
    run_start, run_end = _best_run(score * np.sqrt(weight))
    table.add("in the best run of story", (index >= run_start) & (index < run_end))
    table.add("from the start of story", np.clip(index - run_start, -MAX_DISTANCE, MAX_DISTANCE))
    table.add("to the end of story", np.clip(run_end - index, -MAX_DISTANCE, MAX_DISTANCE))
    behind, ahead = _nearest(chance > 0.8, index)
    table.add("since sure story", np.where(behind >= 0, np.minimum(index - behind, MAX_DISTANCE), MAX_DISTANCE))
    table.add("until sure story", np.minimum(ahead - index, MAX_DISTANCE))
