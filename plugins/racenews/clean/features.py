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

from racenews.clean.tokens import (
    COLUMN,
    COLUMNS,
    LISTS,
    SECTIONS,
    SHAPE_BITS,
    Bools,
    Floats,
    Hashes,
    Ints,
    Tokens,
    tables,
)
from racenews.types import Removal

VERSION = 2  # of this list of columns; weights of another version are refused
MAX_COLUMNS = 300  # a table has room for so many
MAX_DISTANCE = 60
MAX_TIMES = 20
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
_COUNTED_AT, _FIRST_AT, _LAST_AT = (np.array([COLUMN[name] for name in names]) for names in (_COUNTED, _FIRST, _LAST))
_AROUND = np.array((-3, -2, -1, 1, 2, 3))
_NEIGHBOUR_NAMES = [
    f"neighbour {by:+d} {name}"
    for by in _AROUND
    for name in ("words", "function", "ends", "interface", "byline", "capital", "cut")
]
_LINES_AROUND = np.array((0, -2, -1, 1, 2))
_LINE_NAMES = [f"line {by:+d} {name}" for by in _LINES_AROUND for name in ("words", "prose", "ends")]
_PLACE_NAMES = [
    "stretches before", "stretches after", "place", "place by characters", "place in line", "stretches in line",
    "left in line",
]  # fmt: skip
_DUMP_NAMES = [
    "stretches in dump", "lines in dump", "prose share of dump", "words a stretch in dump", "function words of dump",
]  # fmt: skip
_PROSE_WIDTHS = np.array((3, 8, 20))
_WINDOW_NAMES = [
    name
    for width in _PROSE_WIDTHS
    for name in (
        f"prose within {width}", f"prose words within {width}", f"prose {width} before", f"prose {width} behind",
    )
]  # fmt: skip
_PROSE_RUN_NAMES = ["in the best run of prose", "from the start of the run", "to the end of the run"]
_SECTION_NAMES = [f"{sign} {name}" for name in SECTIONS for sign in ("since", "until", "prose since")]
_RULE_NAMES = [f"rule {name}" for name in FAMILIES]
_FAR = 1 << 40  # farther than any stretch
_NO_SECTION = np.array((MAX_DISTANCE, MAX_DISTANCE, -1))[:, None]  # since, until, prose since
_CUT_WIDTHS = np.array((3, 10))
_CUT_NAMES = [f"cut {side} {width}" for width in _CUT_WIDTHS for side in ("before", "behind")]
_SCORES_AROUND = np.array((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5))
_SCORE_NAMES = [f"cheap score {by:+d}" for by in _SCORES_AROUND]
_STORY_WIDTHS = np.array((2, 5, 12, 30))
_STORY_NAMES = [
    name
    for width in _STORY_WIDTHS
    for name in (f"story within {width}", f"story {width} before", f"story {width} behind")
]
_STORY_RUN_NAMES = ["in the best run of story", "from the start of story", "to the end of story"]
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
        self.room(names)[:] = columns

    def room(self, names: Sequence[str]) -> Matrix:
        """Return the room of several columns, appended, to be filled."""
        start = len(self.names)
        self.names += names
        return self._columns[start : start + len(names)]

    @property
    def columns(self) -> Matrix:
        """Return all columns as one matrix, a row a column."""
        return self._columns[: len(self.names)]

    def matrix(self) -> Matrix:
        """Return all columns as one matrix, a row a stretch."""
        return np.ascontiguousarray(self.columns.T)


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
    spans = [*((cut.span.start, cut.span.end) for cut in cuts), *head]
    columns = [_FAMILY_COLUMN.get(cut.rule.partition("/")[0], len(FAMILIES) - 1) for cut in cuts]
    columns += [len(FAMILIES)] * len(head)
    covered = _covered(tokens, spans, columns, len(FAMILIES) + 1)
    counts = np.zeros((2, units), np.float32)
    if phrases and units:
        places = np.maximum(tokens.unit_start.searchsorted([at for at, _ in phrases], "right") - 1, 0)
        for place, (_, is_sure) in zip(places.tolist(), phrases, strict=True):
            counts[int(not is_sure), place] += 1
    if not spans:
        none = covered[:, -1]
        return Evidence(none, covered[:, :-1], counts[0], counts[1], none, is_export)
    covered /= np.maximum(tokens.unit_end - tokens.unit_start, 1)[:, None].astype(np.float32)
    families = np.ascontiguousarray(covered[:, :-1])
    cut = np.minimum(families.sum(1), 1)
    return Evidence(cut, families, counts[0], counts[1], np.minimum(covered[:, -1], 1), is_export)


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
    low = tokens.unit_end.searchsorted(start, "right")
    touched = np.maximum(tokens.unit_start.searchsorted(end, "left") - low, 0)
    span = np.arange(len(spans)).repeat(touched)
    unit = np.arange(len(span)) - (touched.cumsum() - touched - low).repeat(touched)
    length = np.minimum(tokens.unit_end.take(unit), end.take(span))
    length -= np.maximum(tokens.unit_start.take(unit), start.take(span))
    place = unit * count + np.array(columns).take(span)
    return np.bincount(place, np.maximum(length, 0), tokens.units * count).reshape(-1, count).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Sums:
    """What several groups of columns share."""

    words: Floats
    prose: Floats
    """The words of a stretch that reads like a sentence, 0 of one that does not."""
    running: Any
    """The words before each stretch, and of them those of prose; the last entry of either is all."""
    line_starts: Ints
    """The first stretch of each line."""
    line_sizes: Ints
    """The number of its stretches."""


def describe(tokens: Tokens, text: str, evidence: Evidence) -> tuple[Table, Sums]:
    """Return the columns for the stretches of one text, those of the cheap score excepted: `add_cheap` adds them."""
    known = tables()
    units = tokens.units
    table = Table(units)
    first, size = tokens.first[:-1], tokens.first[1:] - tokens.first[:-1]
    last = tokens.first[1:] - 1
    second = np.minimum(first + 1, last)
    signs = known.signs.take(tokens.rows, axis=0)
    sums = np.ascontiguousarray(np.add.reduceat(signs, first, axis=0).T)
    words = sums[COLUMN["word"]]
    per_word = sums / np.maximum(words, 1)
    corners = signs.take(np.concatenate([first, second, np.maximum(last - 1, first), last]), axis=0)
    opening, behind, before, closing = np.ascontiguousarray(corners.reshape(4, units, -1).swapaxes(1, 2))
    chars = (tokens.unit_end - tokens.unit_start).astype(np.float32)
    ends = closing[COLUMN["stop"]] + closing[COLUMN["question"]] + closing[COLUMN["exclamation"]]
    quote_last = closing[COLUMN["quote"]] + closing[COLUMN["bracket"]]
    ends += quote_last * (before[COLUMN["stop"]] + before[COLUMN["question"]])
    long = words >= MIN_PROSE_WORDS
    function = per_word[0][long]
    english = float(np.add.reduce(function) / len(function)) if len(function) else 0.0
    prose = (long & ((per_word[0] > MIN_FUNCTION_SHARE) if english >= 0.15 else ends > 0)) * words
    new_line = np.ones(units, bool)
    np.not_equal(tokens.line[1:], tokens.line[:-1], out=new_line[1:])
    line_starts = new_line.nonzero()[0]
    line_sizes = np.empty_like(line_starts)
    np.subtract(line_starts[1:], line_starts[:-1], out=line_sizes[:-1])
    line_sizes[-1] = units - line_starts[-1]
    shared = Sums(words, prose, _running(words, prose), line_starts, line_sizes)

    table.add("words", np.log1p(words))
    table.add("characters per token", chars / size)
    table.add_all(_SHARE_NAMES, per_word)
    table.add_all(_COUNT_NAMES, sums.take(_COUNTED_AT, axis=0))
    table.add_all(_FIRST_NAMES, opening.take(_FIRST_AT, axis=0))
    table.add_all(_SECOND_NAMES, behind[: len(LISTS)])
    table.add_all(_LAST_NAMES, closing.take(_LAST_AT, axis=0))
    table.add("ends as a sentence", ends)
    table.add("prose", prose)
    table.add("glued", np.add.reduceat(tokens.glued, first, dtype=np.float32) if tokens.glued.any() else 0)
    _repetition(table, tokens, first, second)
    _quotes(table, text, tokens)
    _place(table, tokens, shared, chars, english)
    _lines(table, tokens, shared, ends)
    _windows(table, shared)
    _sections(table, tokens, shared, first, second)
    _topic(table, tokens, shared)
    interface = sums[COLUMN["newsletter"]] + sums[COLUMN["interface"]]
    byline = sums[COLUMN["picture"]] + sums[COLUMN["byline"]]
    base = words, per_word[0], ends, interface, byline, per_word[COLUMN["capital"]], evidence.cut
    _add_around(table, _NEIGHBOUR_NAMES, base, _AROUND, np.arange(units), -1)
    _rules(table, evidence)
    return table, shared


def _running(*rows: Any) -> Any:
    """Return the sums of all values of each row before each place; the last entry is the whole sum."""
    out = np.zeros((len(rows), len(rows[0]) + 1))
    for row, sums in zip(rows, out, strict=True):
        row.cumsum(out=sums[1:])
    return out


def _add_around(table: Table, names: Sequence[str], rows: Sequence[Any], places: Ints, at: Ints, fill: float) -> None:
    """Add for each of `places` what stands so many places on from `at`, in every row; `fill` beyond the ends."""
    reach, length = int(places[-1]), len(rows[0])
    padded = np.empty((len(rows), length + 2 * reach), np.float32)
    padded[:, :reach] = padded[:, reach + length :] = fill
    for row, room in zip(rows, padded, strict=True):
        room[reach : reach + length] = row
    moved = padded.take(at + (places + reach)[:, None], axis=1)
    table.room(names).reshape(len(places), len(rows), -1)[:] = moved.swapaxes(0, 1)


def _repetition(table: Table, tokens: Tokens, first: Ints, second: Ints) -> None:
    """Add how often a stretch, and its first two words, stand in the dump."""
    place = np.arange(1, len(tokens.hash) + 1) - first.take(tokens.unit)
    whole = np.add.reduceat(tokens.hash * place.view(np.uint64), first)
    start = tokens.hash.take(first) * np.uint64(31) + tokens.hash.take(np.minimum(first + 1, len(tokens.hash) - 1))
    table.add("times in the dump", _times(whole))
    table.add("times begun so", _times(start))


def _times(keys: Hashes) -> Ints:
    """Return how often each of `keys` is among them, so many times at most."""
    ordered = np.sort(keys)
    times: Ints = np.minimum(ordered.searchsorted(keys, "right") - ordered.searchsorted(keys), MAX_TIMES)
    return times


def _quotes(table: Table, text: str, tokens: Tokens) -> None:
    """Add where a stretch begins as its first character shows: with a small letter, with a quotation mark."""
    starts = [text[i] for i in tokens.unit_start.tolist()]
    table.add("begins small", [c.islower() for c in starts])
    table.add("begins with a quote", [c in "\"“'‘«" for c in starts])


def _place(table: Table, tokens: Tokens, shared: Sums, chars: Floats, english: float) -> None:
    units, starts = tokens.units, shared.line_starts
    index = np.arange(units, dtype=np.float32)
    so_far = chars.cumsum()
    place = table.room(_PLACE_NAMES)
    place[0] = index
    np.subtract(units, index, out=place[1])
    np.divide(index, units, out=place[2])
    np.divide(so_far, so_far[-1], out=place[3])
    place[4] = index - starts.take(tokens.line)
    place[5] = shared.line_sizes.take(tokens.line)
    np.subtract(place[5], place[4], out=place[6])
    words, prose = shared.running[:, -1].tolist()
    of_dump = np.log1p(units), np.log1p(len(starts)), prose / max(words, 1), words / units, english
    table.add_all(_DUMP_NAMES, np.array(of_dump)[:, None])


def _lines(table: Table, tokens: Tokens, shared: Sums, ends: Floats) -> None:
    """Add what the line of a stretch looks like, and the two lines above and below."""
    words, prose, ended = (
        np.add.reduceat(row, shared.line_starts, dtype=np.float64) for row in (shared.words, shared.prose, ends)
    )
    looks = np.log1p(words), prose / np.maximum(words, 1), ended / shared.line_sizes
    _add_around(table, _LINE_NAMES, looks, _LINES_AROUND, tokens.line, -1)


def _window(units: int, widths: Ints) -> tuple[Ints, Ints]:
    """Return where the windows around each stretch begin and end, a row a width."""
    index = np.arange(units)
    return np.maximum(index - widths[:, None], 0), np.minimum(index + (widths + 1)[:, None], units)


def _sides(running: Any, widths: Ints) -> Any:
    """Return the sums within the windows around each stretch, in them before it and behind it, a row of `running` each.

    The axes are: within, before, behind; row; width; stretch.
    """
    low, high = (running.take(places, axis=1) for places in _window(running.shape[1] - 1, widths))
    sides = np.empty((3, *low.shape))
    np.subtract(high, low, out=sides[0])
    np.subtract(running[:, None, :-1], low, out=sides[1])
    np.subtract(high, running[:, None, 1:], out=sides[2])
    return sides


def _windows(table: Table, shared: Sums) -> None:
    """Add how much of the text around a stretch, before and behind it, is prose."""
    sides = _sides(shared.running, _PROSE_WIDTHS)
    shares = sides[:, 1] / np.maximum(sides[:, 0], 1)
    columns = table.room(_WINDOW_NAMES).reshape(len(_PROSE_WIDTHS), 4, -1)
    columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3] = shares[0], sides[0, 1], shares[1], shares[2]
    prose = shared.running[1]
    total = max(float(prose[-1]), 1.0)
    behind = total - prose[1:]
    table.add("share of prose before", prose[:-1] / total)
    table.add("share of prose behind", behind / total)
    table.add("prose words behind", behind)
    _add_best_run(table, _PROSE_RUN_NAMES, np.where(shared.prose > 0, shared.prose, np.float32(-8)))


def _add_best_run(table: Table, names: Sequence[str], values: Floats) -> None:
    """Add whether a stretch lies in the best run of `values`, and how far from its start and its end."""
    start, end = _best_run(values)
    inside, since, until = table.room(names)
    inside[:] = 0
    inside[start:end] = 1
    index = np.arange(len(values), dtype=np.float32)
    np.maximum(np.minimum(index - start, MAX_DISTANCE), -MAX_DISTANCE, out=since)
    np.maximum(np.minimum(end - index, MAX_DISTANCE), -MAX_DISTANCE, out=until)


def _best_run(values: Floats) -> tuple[int, int]:
    """Return the half-open stretch of `values` with the largest sum."""
    total = np.zeros(len(values) + 1)
    total[1:] = values.cumsum()
    gain = total[1:] - np.minimum.accumulate(total[:-1])
    end = int(gain.argmax())
    return (int(total[: end + 1].argmin()), end + 1) if gain[end] > 0 else (0, 0)


def _sections(table: Table, tokens: Tokens, shared: Sums, first: Ints, second: Ints) -> None:
    """Add how far the last and the next sign over a part of the page are ("Related", "Comments"), kind by kind."""
    bits = tables().sections
    hit = bits.take(tokens.rows.take(first) >> SHAPE_BITS) | bits.take(tokens.rows.take(second) >> SHAPE_BITS)
    hit *= shared.words <= 9
    columns = table.room(_SECTION_NAMES).reshape(len(SECTIONS), 3, -1)
    columns[:] = _NO_SECTION
    told = int(np.bitwise_or.reduce(hit))
    kinds = [kind for kind in range(len(SECTIONS)) if told >> kind & 1]
    if not kinds:
        return
    index = np.arange(len(first))
    prose = shared.running[1, :-1]
    behind, ahead = _nearest((hit >> np.array(kinds)[:, None] & 1) > 0, index)
    columns[kinds, 0] = np.minimum(index - behind, MAX_DISTANCE)
    columns[kinds, 1] = np.minimum(ahead - index, MAX_DISTANCE)
    columns[kinds, 2] = np.where(behind >= 0, prose - prose.take(behind, mode="clip"), -1)


def _nearest(here: Bools, index: Ints) -> tuple[Ints, Ints]:
    """Return the last marked place up to each place, and the next one; far away for none."""
    behind = np.maximum.accumulate(np.where(here, index, -_FAR), axis=-1)
    ahead = np.minimum.accumulate(np.where(here, index, _FAR)[..., ::-1], axis=-1)[..., ::-1]
    return behind, ahead


_TOPIC_BUCKETS = 1 << 13


def _topic(table: Table, tokens: Tokens, shared: Sums) -> None:
    """Add how many of a stretch's content words the dump's other sentences use too."""
    units = tokens.units
    chosen = tokens.content.nonzero()[0]
    unit = tokens.unit.take(chosen)
    bucket = (tokens.hash.take(chosen) >> np.uint64(40)).view(np.int64) & (_TOPIC_BUCKETS - 1)
    in_prose = shared.prose.take(unit) > 0
    counts = np.bincount(2 * bucket + in_prose, minlength=2 * _TOPIC_BUCKETS).reshape(-1, 2).take(bucket, axis=0)
    others = counts[:, 1] - in_prose
    count = np.bincount(unit, minlength=units)
    size = np.maximum(count, 1)
    table.add("topic share", np.bincount(unit, others > 0, units) / size)
    table.add("topic mass", np.bincount(unit, np.log1p(others), units) / size)
    table.add("words seen again", np.bincount(unit, counts[:, 0] + counts[:, 1] > 1, units) / size)
    table.add("content words", count)


def _rules(table: Table, evidence: Evidence) -> None:
    table.add("rule cuts", evidence.cut)
    table.add_all(_RULE_NAMES, evidence.families.T)
    table.add("sure phrases", evidence.sure)
    table.add("doubtful phrases", evidence.doubtful)
    table.add("in the head", evidence.head)
    table.add("in an export", evidence.is_export)
    index = np.arange(len(evidence.cut))
    last, _ = _nearest(evidence.head > 0.5, index)
    table.add("since the head", np.minimum(index - last, MAX_DISTANCE))
    beside = table.room(_CUT_NAMES)
    beside[:] = 0
    if evidence.cut.any():
        sides = _sides(_running(evidence.cut > 0.5), _CUT_WIDTHS)
        beside.reshape(len(_CUT_WIDTHS), 2, -1)[:] = sides[1:, 0].swapaxes(0, 1)


def add_cheap(table: Table, score: Floats, shared: Sums, tokens: Tokens) -> None:
    """Add the cheap score of a stretch, its neighbours', its line's, and how much story lies before and behind."""
    units = len(score)
    score = np.minimum(np.maximum(score, -6), 6)  # numpy's own way there takes five times as long
    chance = 1 / (1 + np.exp(-score))
    table.add("cheap score", score)
    index = np.arange(units)
    _add_around(table, _SCORE_NAMES, [score], _SCORES_AROUND, index, -6)
    weight = np.minimum(shared.words, 40) + 0.5
    running = _running(weight, chance * weight)
    sides = _sides(running, _STORY_WIDTHS)
    shares = sides[:, 1] / np.maximum(sides[:, 0], 0.5)
    table.room(_STORY_NAMES).reshape(len(_STORY_WIDTHS), 3, -1)[:] = shares.swapaxes(0, 1)
    total, mass = running
    whole = max(float(mass[-1]), 1.0)
    behind = whole - mass[1:]
    table.add("share of story before", mass[:-1] / whole)
    table.add("share of story behind", behind / whole)
    table.add("story mass before", mass[:-1])
    table.add("story mass behind", behind)
    table.add("story mass", whole)
    table.add("story share of dump", whole / total[-1])
    line = tokens.line
    mean = np.bincount(line, score * weight) / np.bincount(line, weight)
    _add_around(table, _LINE_SCORE_NAMES, [mean], _LINES_AROUND, line, -6)
    _add_best_run(table, _STORY_RUN_NAMES, score * np.sqrt(weight))
    last, coming = _nearest(chance > 0.8, index)
    table.add("since sure story", np.minimum(index - last, MAX_DISTANCE))
    table.add("until sure story", np.minimum(coming - index, MAX_DISTANCE))
