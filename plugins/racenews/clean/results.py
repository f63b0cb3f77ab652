"""Result lists, start lists, tables, numbered headings: lines that belong to the story and read like no sentence.

The learned judge has seen few of them, and much of the web's furniture is short numbered lines too. What it says
against a row in a run of rows is not heard.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from racenews.clean.shapes import names_a_page
from racenews.types import Removal, Segment, Span

MIN_ROWS = 3
MIN_HEADINGS = 2
MAX_NUMBERED_WORDS = 20
MIN_PROSE_WORDS = 12
MIN_ITEMS, MIN_ITEM_WORDS, MAX_ITEM_WORDS = 4, 3, 40
MAX_HEADING_WORDS = 5  # "General classification", "Stella", above rows
_NAME = r"[A-ZÀ-ÞŁ][\w'’.-]*"
_ROW = re.compile(
    rf"(?P<rank>\d{{1,3}})[.):]?\s+{_NAME}(?:"
    r"[^\n]{0,80}?(?:\d[:.'’]\d\d|\+\s?\d|\bs\.?t\.?$|\bpts?\b|\bpoints\b|\([A-Z]{3}\)|\([A-Z][^()]{2,40}\))"
    rf"[^\n]{{0,40}}|(?:\s+(?:{_NAME}|de|van|der|den|di|la|von)){{1,3}})"
)
_NUMBER = re.compile(r"(\d{1,2})\s?[.):]\s+\S")
_STAMP = re.compile(
    r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?:\s?(?:[ap]m|CES?T|GMT|BST|UTC|E[SD]?T|WES?T|[Uu]hr|uur|h|hrs?))?(?=[\s:–—-]|$)"
    r"\s?[:–—-]?"
)
_BAR = re.compile(r"\s\|\s|\t")
_CARD = re.compile(r"(?i)\bago\b|%|\b(?:min(?:ute)?s?|mins) read\b|\bcomments?\b|\bfree\b|\bsubscribe\b|\bsign up\b")
_SMALL = frozenset("a and of the to de van der den di la du des del von en et".split())
_STARS = r"(?:[*★⭐✭✩☆]\ufe0f?\s?){1,6}"
_STAR_WORDS = r"\w{1,7}[\s-](?:stars?|étoiles?|sterren|ster|sterne?|estrellas?|stelle|stella|estrelas?|stjerner?)"
_STAR_ROW = re.compile(
    rf"(?P<mark>{_STARS}|(?i:{_STAR_WORDS})\s*[:–—-])\s*(?P<names>[^\W\d_].*)|(?P<before>[^\W\d_].*?)\s*(?P<behind>{_STARS})"
)
_STAR, _STAR_WORD = frozenset("*★⭐✭✩☆\ufe0f"), re.compile(_STAR_WORDS, re.IGNORECASE)
_PART = re.compile(r"\s*[,;/&]\s*|\s+(?:and|et|en|und|y|og|och|e)\s+")
_RIDER = re.compile(
    rf"(?:(?:de|van|der|den|di|la|von|del|da|dos)\s+){{0,3}}{_NAME}(?:\s+(?:{_NAME}|de|van|der|den|di|la|von)){{0,4}}(?:\s*\([^()]{{2,40}}\))?"
)
_OUT = re.compile(r"(?:DNF|DNS|DSQ|DNQ|OTL|HD|AB)\b[^\n]{0,60}")


def result_lines(text: str, lines: Sequence[Sequence[Segment]]) -> tuple[Span, ...]:
    """Return the spans of the lines that are rows of results, or headings between them, in order."""
    spans = [Span(line[0].span.start, line[-1].span.end) for line in lines]
    ranks = [_rank(span.of(text).strip()) for span in spans]
    if sum(rank is not None for rank in ranks) < MIN_ROWS:
        return ()
    found: list[Span] = []
    run: list[int] = []

    def settle() -> None:
        while run and ranks[run[-1]] is None:  # a heading needs rows below
            run.pop()
        if sum(ranks[i] is not None for i in run) >= MIN_ROWS:
            found.extend(spans[i] for i in run)
        run.clear()

    last = 0
    for i, rank in enumerate(ranks):
        if rank is None:
            if not run or _has_more_words(spans[i].of(text), MAX_HEADING_WORDS) or ranks[i - 1] is None:
                settle()
            if run or _heads_rows(ranks, i, spans[i].of(text)):
                run.append(i)
            continue
        if rank > 1 and rank <= last and not (run and ranks[run[-1]] is None):
            settle()
        last = rank or last
        run.append(i)
    settle()
    return tuple(found)


def star_rows(text: str, lines: Sequence[Sequence[Segment]]) -> tuple[Span, ...]:
    """Return the spans of a preview's favourites by stars, and of a short line above them: "*** Holm, Maes".

    Three lines and more hold names alone behind or before their stars, and the stars grow fewer or more: bullets are
    all one star, and what buyers say of a thing is no name.
    """
    spans = [Span(line[0].span.start, line[-1].span.end) for line in lines]
    marks = [_star_mark(span.of(text).strip()) for span in spans]
    found: list[Span] = []
    start = 0
    for i in range(len(spans) + 1):
        if i < len(spans) and marks[i]:
            continue
        run = marks[start:i]
        changes = sum(one != other for one, other in pairwise(run))
        if len(run) >= MIN_ROWS and changes and changes + 1 == len(set(run)):
            headed = start and not _has_more_words(spans[start - 1].of(text), MAX_HEADING_WORDS)
            found += spans[start - 1 if headed else start : i]
        start = i + 1
    return tuple(found)


def _has_more_words(text: str, most: int) -> bool:
    """Tell whether there are more than `most` words; no more than these are looked at, for a line may be megabytes."""
    return len(text.split(None, most)) > most


def _star_mark(line: str) -> str:
    """Return the stars of a row of favourites, in one writing; "" where the line is none."""
    may_be = line and (line[0] in _STAR or line[-1] in _STAR or _STAR_WORD.match(line))
    match = _STAR_ROW.fullmatch(line) if may_be else None
    if not match or not all(
        _RIDER.fullmatch(part) for part in _PART.split((match["names"] or match["before"]).strip())
    ):
        return ""
    return "".join((match["mark"] or match["behind"]).lower().split())


def numbered_headings(text: str, lines: Sequence[Sequence[Segment]]) -> tuple[Span, ...]:
    """Return the spans of the lines that count up, each with prose below it: "1. The climb", prose, "2. The descent".

    Lines that count up with no prose between them may be a list of other stories, and are none.
    """
    spans = [Span(line[0].span.start, line[-1].span.end) for line in lines]
    found: list[Span] = []
    run: list[int] = []
    first = 0
    told = False
    for i, span in enumerate([*spans, Span(len(text), len(text))]):
        match = _NUMBER.match(text, span.start, span.end)
        words = len(span.of(text).split(None, MIN_PROSE_WORDS + MAX_NUMBERED_WORDS))
        if match is None or words > MAX_NUMBERED_WORDS:
            told = told or (words >= MIN_PROSE_WORDS and text[span.end - 1] in '.!?”’"')
            if i < len(spans):
                continue
        if match is None or not told or int(match[1]) != first + len(run):
            found += [spans[at] for at in run] if len(run) >= MIN_HEADINGS else []
            run, first = [], int(match[1]) if match else 0
        run.append(i)
        told = False
    return tuple(found)


def numbered_sentences(text: str, lines: Sequence[Sequence[Segment]]) -> tuple[Span, ...]:
    """Return the spans of the lines that count up, one below the other, and are sentences: a list of a story's own.

    "3. Check your email the night before." reads like a form, but no form counts, and links are no sentences.
    """
    spans = [Span(line[0].span.start, line[-1].span.end) for line in lines]
    found: list[Span] = []
    run: list[Span] = []
    last = 0
    for span in [*spans, Span(len(text), len(text))]:
        match = _NUMBER.match(text, span.start, span.end)
        if match is None or int(match[1]) != last + 1:
            told = sum(text[row.end - 1] in ".!?”’\"'" and _has_more_words(row.of(text), MIN_ITEM_WORDS) for row in run)
            found += run if len(run) >= MIN_ITEMS and 4 * told >= 3 * len(run) else []
            run = []
        if match:
            run.append(span)
        last = int(match[1]) if match else 0
    return tuple(row for row in found if not _has_more_words(row.of(text), MAX_ITEM_WORDS))


def barred_rows(text: str, lines: Sequence[Sequence[Segment]]) -> tuple[Span, ...]:
    """Return the spans of the lines that form a table of bars or tabs: "Date | Race | Country" and rows below it.

    A table has three lines and more with the same number of bars, and a number in most rows. Menus have none of
    these; cards of other stories ("Holm wins in the rain | 3 hours ago") are told by their words.
    """
    spans = [Span(line[0].span.start, line[-1].span.end) for line in lines]
    if "|" not in text and "\t" not in text:
        return ()
    bars = [len(_BAR.findall(span.of(text))) for span in spans]
    found: list[Span] = []
    start = 0
    for i in range(1, len(spans) + 1):
        if i == len(spans) or bars[i] != bars[start]:
            if bars[start] and _is_table([_BAR.split(span.of(text)) for span in spans[start:i]]):
                found += spans[start:i]
            start = i
    return tuple(found)


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether lines with the same number of bars, of which the first may be a head, hold facts and no links."""
    if len(set(map(tuple, rows))) < MIN_ROWS:
        return False
    body = len(rows) - 1
    numbers = sum(any(c.isdigit() for cell in row for c in cell) for row in rows)
    links = sum(any(map(names_a_page, row)) or any(map(_CARD.search, row)) or _tells(row) for row in rows)
    return numbers * 2 > body and links * 2 < len(rows)


def _tells(row: Sequence[str]) -> bool:
    """Tell whether a cell reads like a headline: the first, or either of two."""
    cells = row if len(row) == 2 else row[:1]
    return any(sum(word.islower() and word not in _SMALL for word in cell.split()) > 1 for cell in cells)


def _rank(line: str) -> int | None:
    """Return the rank that opens a row, 0 for a rider who did not finish, None where the line is no row."""
    if not line[:1].isdigit():
        return 0 if _OUT.fullmatch(line) else None
    match = _ROW.fullmatch(line)
    return int(match["rank"]) if match else None


def _heads_rows(ranks: Sequence[int | None], i: int, line: str) -> bool:
    return i + 1 < len(ranks) and bool(ranks[i + 1]) and not _has_more_words(line, MAX_HEADING_WORDS)


def live_entries(text: str, lines: Sequence[Sequence[Segment]]) -> tuple[Span, ...]:
    """Return the spans of the lines that open with a clock's time, and of those below a time that stands alone.

    Three whose times rise, or fall, and most of which are sentences make a report by the minute. Links to news have
    times as well, and are no sentences; fewer may be the page's own times.
    """
    spans = [Span(line[0].span.start, line[-1].span.end) for line in lines]
    stamps = [_STAMP.match(text, span.start, span.end) for span in spans]
    minutes = [60 * int(stamp[1]) + int(stamp[2]) for stamp in stamps if stamp]
    if len(minutes) < MIN_ROWS or minutes not in (sorted(minutes), sorted(minutes, reverse=True)):
        return ()
    alone = [stamp is not None and stamp.end() == span.end for stamp, span in zip(stamps, spans, strict=True)]
    entries = [i for i in range(len(spans)) if (stamps[i] and not alone[i]) or (i and alone[i - 1])]
    told = sum(spans[i].of(text).rstrip("\"'”’»)")[-1:] in (".", "!", "?", "…") for i in entries)
    if 2 * told < len(minutes):
        return ()
    return tuple(span for i, span in enumerate(spans) if stamps[i] or i in entries)


def without_items(cuts: Sequence[Removal], items: Sequence[Span], settled: Set[str]) -> tuple[Removal, ...]:
    """Return the cuts without those in one of `items`; what the rules in `settled` cut goes all the same."""
    if not items:
        return tuple(cuts)
    return tuple(
        cut
        for cut in cuts
        if cut.rule in settled or not any(row.start <= cut.span.start and cut.span.end <= row.end for row in items)
    )


def without_rows(cuts: Sequence[Removal], rows: Sequence[Span]) -> tuple[Removal, ...]:
    """Return the cuts without those of the learned judge that lie in one of `rows`."""
    return without_cuts_in(cuts, rows, ("weights/",)) if rows else tuple(cuts)


def without_cuts_in(cuts: Sequence[Removal], rows: Sequence[Span], kinds: tuple[str, ...]) -> tuple[Removal, ...]:
    """Return the cuts without those that lie in one of `rows` and whose rule begins like one of `kinds`."""
    return tuple(
        cut
        for cut in cuts
        if not cut.rule.startswith(kinds)
        or not any(row.start <= cut.span.start and cut.span.end <= row.end for row in rows)
    )
