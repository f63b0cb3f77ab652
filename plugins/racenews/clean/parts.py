"""A very long text in parts: what judges all of a text at once needs memory for all of it."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from racenews.types import Removal, Span

MAX_PART_CHARS = 200_000  # forty stories; up to 2 ** 18 the tables for hashing are kept
MAX_PART_LINES = 5_000


class Part(NamedTuple):
    """One part of a text: where it lies, where its lines begin in it, and whether its first goes on from before."""

    start: int
    end: int
    line_starts: Sequence[int]
    goes_on: bool


def part_text(text: str, line_starts: Sequence[int]) -> Iterator[Part]:
    """Yield the parts of `text` in order, whole lines where they are short enough; `line_starts` is in order.

    >>> [text[part.start : part.end] for text in ["One. Two."] for part in part_text(text, [0])]
    ['One. Two.']
    """
    at = first = 0
    goes_on = False
    while True:
        limit = at + MAX_PART_CHARS
        last = min(bisect.bisect_right(line_starts, limit), first + MAX_PART_LINES)  # lines before it begin in time
        if last == len(line_starts) and len(text) <= limit:
            end = len(text)
        elif last < len(line_starts) and line_starts[last] <= limit:
            end = line_starts[last]
        elif last > first and line_starts[last - 1] > at:  # the last line is longer than there is room for
            last -= 1
            end = line_starts[last]
        else:
            end = text.rfind(" ", at, limit) + 1 or limit
        starts = [start - at for start in line_starts[first:last]]
        yield Part(at, end, [0, *starts] if goes_on else starts, goes_on)
        if end >= len(text):
            return
        goes_on = last == len(line_starts) or line_starts[last] > end
        at, first = end, last


def removals_in(part: Part, removals: Sequence[Removal], ends: Sequence[int]) -> list[Removal]:
    """Return what lies in `part` of the `removals`, which stand in order and end at `ends`, by its own offsets."""
    found = []
    for removal in removals[bisect.bisect_right(ends, part.start) :]:
        if removal.span.start >= part.end:
            break
        found.append(replace(removal, span=_inside(part, removal.span)))
    return found


def spans_in(part: Part, spans: Sequence[Span]) -> list[Span]:
    """Return what lies in `part` of a few `spans`, by its own offsets."""
    return [_inside(part, span) for span in spans if span.end > part.start and span.start < part.end]


def phrases_in(part: Part, phrases: Sequence[tuple[int, bool]]) -> list[tuple[int, bool]]:
    """Return those of the `phrases`, which stand in order, that begin in `part`, by its own offsets."""
    low, high = (bisect.bisect_left(phrases, (at, False)) for at in (part.start, part.end))
    return [(at - part.start, is_sure) for at, is_sure in phrases[low:high]]


def _inside(part: Part, span: Span) -> Span:
    return Span(max(span.start, part.start) - part.start, min(span.end, part.end) - part.start)
