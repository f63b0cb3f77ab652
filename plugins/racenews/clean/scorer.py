"""Judge by learned weights: how much does each stretch of a dump, seen among its neighbours, read like story?

First a cheap score, a weighted sum over the words of a stretch; then trees over what is known of the stretch, of its
surroundings, and of what the phrase rules found. Above 0 speaks for story. Nothing here opens a file.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from racenews.clean.features import Evidence, Matrix, add_cheap, describe, gather_evidence, join_evidence
from racenews.clean.parts import part_text, phrases_in, removals_in, spans_in
from racenews.clean.tokens import (
    Bools,
    Floats,
    Ints,
    Tokens,
    grams,
    join_stretches,
    only_stretches,
    tokenise,
)
from racenews.clean.voice import (
    is_attributed,
    is_short_sentence,
    marks_speaker,
    opens_story,
    sounds_like_answer,
    sounds_like_furniture,
    story_tail,
)
from racenews.clean.weights import MAX_LEAVES, Stage, Trees, Weights
from racenews.types import Removal, Span

WORDS_RULE, PLACE_RULE = "weights/words", "weights/place"
FEW_ROWS = 12  # are asked row by row, more of them question by question
MAX_CELLS = 500_000  # asked at once, so that they lie close by
SURE_STORY, SURE_CHROME = 2.5, -4.0  # no later tree has turned such a score round
MIN_FUNCTION_SHARE = 0.15  # fewer English function words: the dump is in another language
LONG_CHARS = 100  # so long a stretch in another language stays, unless it is plainly the page's
SENTENCE_CHARS = 75  # and a sentence of this length
FOREIGN_DOUBT, LONG_FOREIGN_DOUBT = 1.0, 3.0
QUOTE_DOUBT = 1.0  # a sentence with quotation marks needs so much more evidence
PLAIN_DOUBT = {"cautious": 4.0, "thorough": 1.0}  # and so much more one without a word of forms, wherever it stands
MIN_PLAIN_CHEAP = 1.0
MIN_PLAIN_WORDS = 8
_FORM_LISTS = ("interface", "newsletter", "networks", "you", "we", "picture", "related", "legal", "offer")
_OF_FORMS = tuple(f"share {name}" for name in _FORM_LISTS)
CHEAP_SHARE = 0.3  # how much the words alone add to what the trees say, where both are asked
MAX_SHOWN = 3
BY_PLACE = ("place/", "run/")  # rules that know no phrase, only what stands around: they are overruled sooner
SOONER = 1.5
TELLING = ("consent/", "errors/", "sign-up/")
SHORT_CHARS = 25  # "Are you human?" at the end of a story scores like its last sentence: the rule knows better
SENTENCE_REACH = 400  # characters
LINE_REACH = 4000
_BREAK = re.compile(r"\n|[.!?…][\"'”’»)]*(?=\s|$)")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Scored:
    """The stretches of one text with their scores."""

    tokens: Tokens
    cheap: Floats
    score: Floats
    evidence: Evidence
    doubt: Floats
    """How far below the threshold a stretch must score to go, for its kind."""
    plain: Bools
    """Whole sentences whose words speak for story, and of which none is a form's."""
    hits: tuple[Ints, Ints]
    """The runs of words that the weights know: their places in `Weights.keys`, and the stretches they stand in."""


def score_text(
    text: str,
    line_starts: Sequence[int],
    weights: Weights,
    cuts: Sequence[Removal] = (),
    phrases: Sequence[tuple[int, bool]] = (),
    head: Sequence[Span] = (),
    most: int | None = None,
    *,
    is_export: bool = False,
) -> Scored:
    """Return every stretch of `text` with its score; `cuts`, `phrases` and `head` are what the rules say of it.

    Where only the first `most` lines are asked for, no stretch of the others is one to cut. `is_export` tells whether
    the dump opens with a date field. A text longer than forty stories is judged in parts, which know nothing of each
    other. `cuts` and `phrases` stand in order.
    """
    parts = list(part_text(text, line_starts))
    if len(parts) == 1:
        return _score_part(text, line_starts, weights, cuts, phrases, head, most, is_export=is_export)
    ends = [cut.span.end for cut in cuts]
    found: list[Scored] = []
    line = 0
    for part in parts:
        scored = _score_part(
            text[part.start : part.end],
            part.line_starts,
            weights,
            removals_in(part, cuts, ends),
            phrases_in(part, phrases),
            spans_in(part, head),
            None if most is None else max(0, most - line),
            is_export=is_export,
        )
        tokens = only_stretches(scored.tokens, part.start, line - part.goes_on)
        line = int(tokens.line[-1]) + 1 if tokens.units else line
        found.append(replace(scored, tokens=tokens, hits=_against_once(scored.hits, weights)))
    return _join(found)


def _join(parts: Sequence[Scored]) -> Scored:
    """Return what was found in parts that follow each other as one."""
    first = list(itertools.accumulate((part.tokens.units for part in parts), initial=0))
    hits = [(part.hits[0], part.hits[1] + before) for part, before in zip(parts, first, strict=False)]
    return Scored(
        join_stretches([part.tokens for part in parts]),
        np.concatenate([part.cheap for part in parts]),
        np.concatenate([part.score for part in parts]),
        join_evidence([part.evidence for part in parts]),
        np.concatenate([part.doubt for part in parts]),
        np.concatenate([part.plain for part in parts]),
        (np.concatenate([at for at, _ in hits]), np.concatenate([owners for _, owners in hits])),
    )


def _score_part(
    text: str,
    line_starts: Sequence[int],
    weights: Weights,
    cuts: Sequence[Removal],
    phrases: Sequence[tuple[int, bool]],
    head: Sequence[Span],
    most: int | None,
    *,
    is_export: bool,
) -> Scored:
    tokens = tokenise(text, line_starts)
    evidence = gather_evidence(tokens, cuts, phrases, [(s.start, s.end) for s in head], is_export=is_export)
    hashes, owners = grams(tokens)
    sought, at = weights.keys.hits(hashes)
    hits = at, owners.take(sought)
    none = np.zeros(0, np.float32)
    if not tokens.units:
        return Scored(tokens, none, none, evidence, none, none > 0, hits)
    cheap = cheap_score(hits, tokens.first, weights)
    trees = weights.trees(is_export=is_export)
    table, sums = describe(tokens, text, evidence)
    add_cheap(table, cheap, sums, tokens)
    asked = tokens.units if most is None else int(tokens.line.searchsorted(most))
    score = np.full(tokens.units, np.inf, np.float32)
    score[:asked] = ask_trees(table.columns[:, :asked], trees) + CHEAP_SHARE * cheap[:asked]
    matrix = table.columns.T
    doubt, plain = find_doubt(tokens, matrix, trees.places), find_plain(matrix, trees.places, cheap)
    return Scored(tokens, cheap, score, evidence, doubt, plain, hits)


def cheap_score(hits: tuple[Ints, Ints], first: Ints, weights: Weights) -> Floats:
    """Return the weighted sum over the words of each stretch, by the root of the number of its runs of words.

    `first` holds the first token of each stretch and the end of the last.
    """
    total = np.bincount(hits[1], weights.values.take(hits[0]), len(first) - 1)
    size = 3 * (first[1:] - first[:-1]) + 1  # runs of one and of three words, one around each; of two, one more
    score: Floats = (total / np.sqrt(size) + weights.bias).astype(np.float32)
    return score


def ask_trees(table: Matrix, trees: Trees) -> Floats:
    """Return the sum of all trees for each row of the `table`, which has a column of numbers a line.

    Rows on which the first trees agree skip the others.
    """
    score = np.zeros(table.shape[1], np.float32)
    open_ = np.arange(len(score))
    for stage in trees.stages:
        if not len(open_):
            break
        now = score.take(open_)
        now += _sum_trees(table if len(open_) == len(score) else table.take(open_, axis=1), stage)
        score[open_] = now
        open_ = open_[(now < SURE_STORY) & (now > SURE_CHROME)]
    return score


def _sum_trees(table: Matrix, stage: Stage) -> Floats:
    rows = table.shape[1]
    if rows <= FEW_ROWS:
        total: Floats = _leaves_of_few(table, stage).sum(axis=1, dtype=np.float32)
        return total
    most = max(FEW_ROWS, MAX_CELLS // len(stage.column))
    parts = (table[:, at : at + most] for at in range(0, rows, most))
    return np.concatenate([_leaves_of_many(part, stage).sum(axis=1, dtype=np.float32) for part in parts])


def _leaves_of_few(table: Matrix, stage: Stage) -> Floats:
    """Return the value of the leaf of each tree, rows below each other, for rows fewer than trees."""
    above = np.ascontiguousarray(table.T).take(stage.column, axis=1)
    np.subtract(stage.limit, above, out=above)
    answers = above.view(np.int32)
    answers >>= 31  # all bits where the difference is below 0
    struck = answers.view(np.uint32)
    struck &= stage.strikes
    struck = np.bitwise_or.reduce(struck.reshape(len(struck), -1, stage.trees), axis=1)
    return stage.leaf.take(_lowest_clear(struck) + np.arange(0, len(stage.leaf), MAX_LEAVES))


def _leaves_of_many(table: Matrix, stage: Stage) -> Floats:
    """Return the same for many rows, worked out with rows side by side."""
    above = table.take(stage.column, axis=0)
    np.subtract(stage.limit[:, None], above, out=above)
    answers = above.view(np.int32)
    answers >>= 31
    struck = answers.view(np.uint32)
    struck &= stage.strikes[:, None]
    struck = np.bitwise_or.reduce(struck.reshape(-1, stage.trees, struck.shape[1]), axis=0)
    return stage.leaf.take(_lowest_clear(struck).T + np.arange(0, len(stage.leaf), MAX_LEAVES))


def _lowest_clear(bits: npt.NDArray[np.uint32]) -> Ints:
    """Return the place of the lowest bit of each that is 0."""
    lowest = (~bits & (bits + np.uint32(1))).astype(np.float32)  # a power of 2: its exponent tells which
    return (lowest.view(np.uint32) >> 23).astype(np.int64) - 127


def find_doubt(tokens: Tokens, matrix: Matrix, column: Mapping[str, int]) -> Floats:
    """Return how much more evidence each stretch needs: quotes, and languages the weights know little of."""
    doubt = np.zeros(tokens.units, np.float32)
    quoted = (matrix[:, column["share quote"]] > 0) & (matrix[:, column["ends as a sentence"]] > 0)
    doubt[quoted] = QUOTE_DOUBT
    if matrix[0, column["function words of dump"]] < MIN_FUNCTION_SHARE:
        length = tokens.unit_end - tokens.unit_start
        long = (length > LONG_CHARS) | ((length > SENTENCE_CHARS) & (matrix[:, column["ends as a sentence"]] > 0))
        doubt = np.maximum(doubt, np.where(long, LONG_FOREIGN_DOUBT, FOREIGN_DOUBT)).astype(np.float32)
    return doubt


def find_plain(matrix: Matrix, column: Mapping[str, int], cheap: Floats) -> Bools:
    """Tell of each stretch whether it is a whole sentence that speaks for story in every word."""
    of_forms = matrix.T.take([column[name] for name in _OF_FORMS], axis=0).any(axis=0)
    long = matrix[:, column["words"]] >= np.log1p(MIN_PLAIN_WORDS) - 1e-6
    plain: Bools = (matrix[:, column["ends as a sentence"]] > 0) & long & ~of_forms & (cheap > MIN_PLAIN_CHEAP)
    return plain


def cut_by_score(text: str, scored: Scored, weights: Weights, mode: str, taken: Sequence[Span]) -> tuple[Removal, ...]:
    """Return what the scores cut, in order: runs of stretches of one line, without what is `taken` already.

    `taken` is the dump's head and the cuts of the rules; its spans do not overlap.
    """
    trees = weights.trees(is_export=scored.evidence.is_export)
    doubt = np.maximum(scored.doubt, scored.plain * PLAIN_DOUBT[mode])
    gone = (scored.score < trees.thresholds[mode] - doubt) & (scored.evidence.head < 0.5)
    removals: list[Removal] = []
    tokens = scored.tokens
    candidates = np.flatnonzero(gone).tolist()
    pairs = zip(tokens.unit_start[candidates].tolist(), tokens.unit_end[candidates].tolist(), strict=True)
    places = [i for i, (a, b) in zip(candidates, pairs, strict=True) if not is_attributed(text[a:b])]
    if not places:
        return ()
    against = _words_against(scored, weights)
    taken = sorted(taken)
    ends = [span.end for span in taken]
    line, starts, stops = (column[places].tolist() for column in (tokens.line, tokens.unit_start, tokens.unit_end))
    at = 0
    while at < len(places):
        end = at
        while end + 1 < len(places) and places[end + 1] == places[end] + 1 and line[end + 1] == line[at]:
            end += 1
        units = places[at : end + 1]
        reason: tuple[str, str] | None = None  # most runs are taken already, and need none
        span = Span(starts[at], stops[end])
        for piece in _without(span, taken, ends):
            bare = piece.of(text)
            if not _WORD.search(bare) or is_attributed(_sentence_around(text, piece)):
                continue
            if marks_speaker(_line_to(text, piece.end)):
                continue
            start = piece.start + len(bare) - len(bare.lstrip())
            length = _before_story(text, start, bare.strip(), ends)
            if length:
                reason = reason or _reason(scored, weights, against, units)
                removals.append(Removal(Span(start, start + length), *reason))
        at = end + 1
    return tuple(removals)


def _before_story(text: str, start: int, stretch: str, ends: Sequence[int]) -> int:
    """Return how much of `stretch` stands before the sentence that a form runs into without a line's end: the lead.

    `ends` holds where the cuts of the rules end, in order; behind none of them all of the stretch does.
    """
    at = bisect.bisect_right(ends, start) - 1
    if at < 0 or text[ends[at] : start].strip(" \t"):
        return len(stretch)
    short = is_short_sentence(stretch) and not sounds_like_furniture(stretch) and not sounds_like_answer(stretch)
    if short or opens_story(stretch):
        return 0
    tail = story_tail(stretch)
    return len(stretch) if tail is None else len(stretch[:tail].rstrip())


def _line_to(text: str, end: int) -> str:
    """Return what stands on the line before `end`, no more than a long paragraph holds."""
    low = max(0, end - LINE_REACH)
    return text[max(low, text.rfind("\n", low, end) + 1) : end]


def _sentence_around(text: str, span: Span) -> str:
    """Return the sentence, on one line, that `span` begins in; looks no further than a long sentence reaches."""
    low = max(0, span.start - SENTENCE_REACH)
    low = max(low, text.rfind("\n", low, span.start) + 1)
    start = max((m.end() + low for m in _BREAK.finditer(text[low : span.start])), default=low)
    ends = _BREAK.search(text, span.start, span.start + SENTENCE_REACH)
    return text[start : ends.end() if ends else span.start + SENTENCE_REACH].strip()


def overruled(scored: Scored, weights: Weights, mode: str, cuts: Sequence[Removal]) -> Bools:
    """Tell of each cut of the rules whether the scores of all stretches it touches speak for story clearly."""
    tokens = scored.tokens
    stays = np.zeros(len(cuts), bool)
    limit = weights.trees(is_export=scored.evidence.is_export).overrule[mode]
    sure = scored.score >= limit - SOONER
    clear = scored.score >= limit
    lows = np.searchsorted(tokens.unit_end, [cut.span.start for cut in cuts], "right").tolist()
    highs = np.searchsorted(tokens.unit_start, [cut.span.end for cut in cuts], "left").tolist()
    for i, (cut, low, high) in enumerate(zip(cuts, lows, highs, strict=True)):
        if len(cut.span) <= SHORT_CHARS and cut.rule.startswith(TELLING):
            continue
        if low < high and sure[low:high].all():
            stays[i] = cut.rule.startswith(BY_PLACE) or clear[low:high].all()
    return stays


def _without(span: Span, taken: Sequence[Span], ends: Sequence[int]) -> list[Span]:
    """Return `span` less what is taken; `taken` lies in order, and `ends` are its ends."""
    pieces, at = [], span.start
    for i in range(bisect.bisect_right(ends, at), len(taken)):
        if taken[i].start >= span.end:
            break
        if taken[i].start > at:
            pieces.append(Span(at, taken[i].start))
        at = max(at, taken[i].end)
    if at < span.end:
        pieces.append(Span(at, span.end))
    return pieces


def _against_once(hits: tuple[Ints, Ints], weights: Weights) -> tuple[Ints, Ints]:
    """Return the hits with weights below 0, each once for a stretch: no others are told of."""
    at, owners = hits
    low = np.flatnonzero(weights.values[at] < 0)
    count = len(weights.values)
    once = np.unique(owners[low] * count + at[low])
    return once % count, once // count


def _words_against(scored: Scored, weights: Weights) -> tuple[Ints, Ints]:
    """Return the runs of words with weights below 0, by stretch, and where those of each stretch begin."""
    at, owners = scored.hits
    low = weights.values[at] < 0
    at, owners = at[low], owners[low]
    order = np.argsort(owners, kind="stable")
    return at[order], np.searchsorted(owners[order], np.arange(scored.tokens.units + 1))


def _reason(scored: Scored, weights: Weights, against: tuple[Ints, Ints], units: Sequence[int]) -> tuple[str, str]:
    """Return the rule's name and, in short, what spoke against the stretches: words first, then their place."""
    low, high = units[0], units[-1] + 1
    scores, cheap = scored.score[low:high].tolist(), scored.cheap[low:high].tolist()
    found = against[0][against[1][low] : against[1][high]].tolist()
    worst = sorted(set(found), key=lambda i: (float(weights.values[i]), i))[:MAX_SHOWN]
    words = ", ".join(f'"{weights.grams[i]}"' for i in worst)
    around = sum(cut > 0.5 for cut in scored.evidence.cut[max(0, low - 3) : high + 3].tolist())
    beside = f"; {around} cuts of rules around" if around else ""
    said = f"words such as {words}" if words else "its shape and place"
    rule = WORDS_RULE if sum(cheap) < 0 else PLACE_RULE
    return rule, f"scores {sum(scores) / len(scores):+.1f} for story (0 is even): {said}{beside}"
