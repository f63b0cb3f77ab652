"""Text -> Segments: the sentences of each line, header left out."""

from __future__ import annotations

from collections.abc import Sequence

from racenews.intake.lines import text_lines
from racenews.sentences import split_sentences
from racenews.types import Segment, Span


def segment(text: str, taken: Sequence[Span] = (), most: int | None = None) -> tuple[tuple[Segment, ...], ...]:
    """Return the segments of `text` line by line, in order; `taken` spans (header, markup) are left out.

    A line without words of its own gives no entry. Between them only white space and `taken` is left.
    It stops after `most` lines.
    """
    lines = []
    taken = sorted(taken)
    at = 0
    for number, line in enumerate(text_lines(text)):
        while at < len(taken) and taken[at].end <= line.start:
            at += 1
        pieces, cursor, look = [], line.start, at
        while look < len(taken) and taken[look].start < line.end:
            if taken[look].start > cursor:
                pieces.append((cursor, taken[look].start))
            cursor = max(cursor, taken[look].end)
            look += 1
        if cursor < line.end:
            pieces.append((cursor, line.end))
        segments = [
            Segment(Span(start, end), text[start:end], number)
            for low, high in pieces
            for start, end in split_sentences(text, low, high)
        ]
        if segments:
            lines.append(tuple(segments))
            if len(lines) == most:
                break
    return tuple(lines)
