"""The learned judge once more, on what is left: a story that was cleaned and comes in again must come out as it is."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from racenews.clean.features import opens_with_date
from racenews.clean.scorer import cut_by_score, score_text
from racenews.clean.weights import Weights
from racenews.types import Paragraph, Removal, Span

_BREAK = "\n\n"


def cut_again(
    text: str,
    paragraphs: Sequence[Paragraph],
    phrases: Sequence[tuple[int, bool]],
    weights: Weights,
    mode: str,
    most: int | None = None,
) -> tuple[Removal, ...]:
    """Return what the scores cut when `paragraphs`, kept from `text`, are judged alone; spans refer to `text`.

    Only the first `most` paragraphs are judged, where that is given; the others stand beside them.
    """
    pieces: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    kept: list[Span] = []
    length = 0
    for number, paragraph in enumerate(paragraphs):
        for at, span in enumerate(paragraph.spans):
            between = (_BREAK if number else "") if at == 0 else " "
            body = " ".join(span.of(text).split("\n"))
            if at == 0:
                starts.append(length + len(between))
            places.append(length + len(between))
            kept.append(span)
            pieces += [between, body]
            length += len(between) + len(body)
    rest = "".join(pieces)
    began = [span.start for span in kept]
    moved = []
    for offset, is_sure in phrases:
        i = bisect.bisect_right(began, offset) - 1
        if i >= 0 and offset < kept[i].end:
            moved.append((places[i] + offset - kept[i].start, is_sure))
    scored = score_text(rest, starts, weights, (), moved, most=most)
    if opens_with_date(text):
        mode = "cautious"  # what is left of an export has no page around it: the trees for pages know little of that
    removals = []
    for cut in cut_by_score(rest, scored, weights, mode, ()):
        for i in range(max(0, bisect.bisect_right(places, cut.span.start) - 1), len(places)):
            if places[i] >= cut.span.end:
                break
            start = max(cut.span.start, places[i]) - places[i] + kept[i].start
            end = min(cut.span.end - places[i] + kept[i].start, kept[i].end)
            if start < end:
                removals.append(Removal(Span(start, end), cut.rule, cut.why))
    return tuple(removals)
