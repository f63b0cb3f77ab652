"""A sentence of story on one line with a form: the learned judge hears the form in it. Alone it is heard better."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from racenews.clean.voice import can_be_story, is_short_sentence, sounds_like_answer, sounds_like_furniture
from racenews.types import Removal


def without_neighbours(text: str, found: Sequence[Removal], cuts: Sequence[Removal]) -> tuple[Removal, ...]:
    """Return the scores' cuts `found` without the whole sentences that stand beside the rules' `cuts`, given in order.

    That is: one of them follows on the same line, or nothing but white space parts the sentence from one before and
    one behind. What is left of such places is judged once more when the form is gone.
    """
    starts, ends = [cut.span.start for cut in cuts], [cut.span.end for cut in cuts]

    def is_beside(cut: Removal) -> bool:
        behind = bisect.bisect_left(starts, cut.span.end)
        if behind == len(starts) or text[cut.span.end : starts[behind]].strip():
            return False
        before = bisect.bisect_right(ends, cut.span.start) - 1
        enclosed = before >= 0 and not text[ends[before] : cut.span.start].strip()
        return enclosed or "\n" not in text[cut.span.end : starts[behind]]

    return tuple(cut for cut in found if not (is_beside(cut) and _is_sentence(cut.span.of(text))))


def _is_sentence(stretch: str) -> bool:
    stretch = stretch.strip()
    if sounds_like_furniture(stretch) or sounds_like_answer(stretch):
        return False
    return can_be_story(stretch) or is_short_sentence(stretch)
