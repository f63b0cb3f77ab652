"""A byline below the story: papers of a certain kind sign at the foot, and so do agencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from racenews.intake.header_lines import HeadLine, read_head_line
from racenews.intake.lines import text_lines
from racenews.intake.names import is_person
from racenews.types import Span

FOOT_LINES = 4  # byline, editor's credit, a notice: longer feet hold more than a signature
_ENDS = (".", "!", "?", "…")


class Foot(NamedTuple):
    """What the line in `span` says below a story."""

    span: Span
    says: HeadLine


def read_foot(text: str, kept: Sequence[Span], is_topic: Callable[[str], bool]) -> Foot | None:
    """Return the byline below a story of which `kept` are the spans, None where its foot names nobody.

    A name alone signs only as the last line of all, right below a sentence, and where it is no topic.
    """
    if len(kept) < 2:
        return None
    lines = [line for line in text_lines(text) if text[line.start : line.end].strip()]
    first = kept[0].end
    for line in reversed(lines[-FOOT_LINES:]):
        if line.start < first:
            break
        says = read_head_line(text, line)
        if says.explained and says.certain and says.author:
            return Foot(line, says)
    last = lines[-1].of(text).strip()
    if len(lines) > 1 and is_person(last) and not is_topic(last):
        above = lines[-2]
        is_story = any(span.start < above.end and above.start < span.end for span in kept)
        if is_story and above.of(text).rstrip("\"'”’») ").endswith(_ENDS):
            return Foot(lines[-1], HeadLine(explained=True, author=last))
    return None
