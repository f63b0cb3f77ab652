"""What is left after the cuts -> CleanText: paragraphs, in order, each with the spans it was kept from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from racenews.clean.fixers import fix
from racenews.clean.voice import marks_speaker
from racenews.types import CleanText, Paragraph, ParagraphKind, Removal, Segment, Span

MAX_HEADING_WORDS = 10
_MIN_PROSE_WORDS = 12

_ROW = re.compile(r"(?:\d{1,3}[.):]?|[-–—•*·])\s+[\"'“‘(]?[^\W\d_]")
_NUMBERED = re.compile(r"\d{1,3}[.):]?\s+\S")
_OUT = re.compile(r"(?:DNF|DNS|DSQ|DNQ|OTL)\b:?\s+[^\W\d_a-zà-ÿ][^\n]{0,60}(?<![.!?])\Z")
_WORD = re.compile(r"\w")
_CREDIT_RULES = "credit/"


def compose(
    text: str,
    lines: Sequence[Sequence[Segment]],
    removals: Sequence[Removal],
    kinds: Mapping[int, ParagraphKind],
) -> CleanText:
    """Return the story in `lines` without `removals`, a paragraph a line."""
    kept: list[list[Span]] = []
    line_starts: list[int] = []
    at = 0
    for line in lines:
        spans: list[Span] = []
        for segment in line:
            cursor = segment.span.start
            while at < len(removals) and removals[at].span.end <= cursor:
                at += 1
            while at < len(removals) and removals[at].span.start < segment.span.end:
                if removals[at].span.start > cursor:
                    spans += _without_margins(text, Span(cursor, removals[at].span.start))
                cursor = removals[at].span.end
                if cursor > segment.span.end:
                    break  # it goes on in the next segment
                at += 1
            if cursor == segment.span.start:
                spans.append(segment.span)
            elif cursor < segment.span.end:
                spans += _without_margins(text, Span(cursor, segment.span.end))
        if spans:
            kept.append(spans)
            line_starts.append(line[0].span.start)
    paragraphs = []
    for line_start, spans in zip(line_starts, kept, strict=True):
        body = fix(_joined(text, spans))
        if _WORD.search(body):
            paragraphs.append(Paragraph(body, tuple(spans), kinds.get(line_start, "p")))
    credits = tuple(fix(cut.span.of(text)).strip("() []") for cut in removals if cut.rule.startswith(_CREDIT_RULES))
    return CleanText(_with_kinds(paragraphs), tuple(removals), tuple(dict.fromkeys(credits)))


def _joined(text: str, spans: Sequence[Span]) -> str:
    """Return the kept stretches of a line in one; a full stop that stood behind a cut bracket needs no space."""
    pieces = [span.of(text) for span in spans]
    return "".join(piece if not i or piece[0] in ".," else f" {piece}" for i, piece in enumerate(pieces))


def _without_margins(text: str, span: Span) -> list[Span]:
    body = span.of(text)
    stripped = body.strip()
    if not stripped:
        return []
    start = span.start + len(body) - len(body.lstrip())
    return [Span(start, start + len(stripped))]


def _with_kinds(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs with result rows, list items and sub-headings told apart."""
    marks = [len(p.text) <= 160 and bool(_ROW.match(p.text)) for p in paragraphs]
    typed: list[Paragraph] = []
    for i, paragraph in enumerate(paragraphs):
        kind = paragraph.kind
        if kind == "p":
            in_list = marks[i] and ((i > 0 and marks[i - 1]) or (i + 1 < len(marks) and marks[i + 1]))
            if in_list:
                kind = "row" if _NUMBERED.match(paragraph.text) else "item"
            elif typed and typed[-1].kind == "row" and _OUT.match(paragraph.text):  # did not finish
                kind = "row"
            elif _is_heading(paragraphs, i):
                kind = "heading"
        elif kind == "heading" and len(paragraph.text.split()) > 25:
            kind = "p"
        typed.append(paragraph if kind == paragraph.kind else Paragraph(paragraph.text, paragraph.spans, kind))
    return tuple(typed)


def _is_heading(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Tell whether paragraph `i` is a sub-heading: short, unpunctuated, prose above and below it."""
    text = paragraphs[i].text
    if not 0 < i < len(paragraphs) - 1 or text[-1] in ".,;:…”’\"'!" or not (text[0].isupper() or text[0] in "‘“\"'"):
        return False
    if len(text.split(None, MAX_HEADING_WORDS)) > MAX_HEADING_WORDS or marks_speaker(text):  # "Q: And the last climb"
        return False
    below = paragraphs[i + 1].text
    return below[-1] in '.!?”"’:' and len(below.split(None, _MIN_PROSE_WORDS)) >= _MIN_PROSE_WORDS
