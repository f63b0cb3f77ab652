"""A sentence of story on one line with a form: the learned judge hears the form in it. Alone it is heard better."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from racenews.clean.voice import can_be_story, is_short_sentence, sounds_like_answer, sounds_like_furniture
from racenews.sentences import split_sentences
from racenews.types import Removal

_OF_FORMS = ("sign-up/", "consent/", "paywall/")
_SAME_LINE = (*_OF_FORMS, "ads/", "share/", "comments/", "errors/", "related/")


def without_neighbours(text: str, found: Sequence[Removal], cuts: Sequence[Removal], mode: str) -> tuple[Removal, ...]:
    """Return the scores' cuts `found` without the whole sentences that stand beside forms among the rules' `cuts`.

    These are in order. Beside is: it opens a line on which a form follows, or nothing but white space parts it from
    forms before and behind; where `mode` is to be thorough, the form is glued to it. What is left is judged once more.
    """
    starts = [cut.span.start for cut in cuts]
    ends = [cut.span.end for cut in cuts]

    def is_beside(cut: Removal) -> bool:
        behind = bisect.bisect_left(starts, cut.span.end)
        if behind == len(cuts) or text[cut.span.end : starts[behind]].strip():
            return False
        if "\n" not in text[cut.span.end : starts[behind]]:
            opens_line = cut.span.start == 0 or text[cut.span.start - 1] == "\n"
            if mode == "thorough" and cut.span.end < starts[behind]:
                return False
            return opens_line and cuts[behind].rule.startswith(_SAME_LINE)
        if mode == "thorough":
            return False
        before = bisect.bisect_right(ends, cut.span.start) - 1
        enclosed = before >= 0 and not text[ends[before] : cut.span.start].strip()
        return enclosed and all(cuts[at].rule.startswith("sign-up/") for at in (before, behind))

    return tuple(cut for cut in found if not (is_beside(cut) and _is_sentence(cut.span.of(text))))


def _is_sentence(stretch: str) -> bool:
    stretch = stretch.strip()
    if len(split_sentences(stretch)) > 1:
        return False
    if sounds_like_furniture(stretch) or sounds_like_answer(stretch):
        return False
    return can_be_story(stretch) or is_short_sentence(stretch)
