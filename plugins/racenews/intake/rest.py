"""The head once more: what opens a story that was cleaned may be a field or a byline that stood behind a form.

Reading it again makes cleaning a fixpoint: a cleaned story, sent in as a dump, comes out as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from racenews.intake.header import parse_header
from racenews.intake.top_lines import MAX_HEADER_LINES
from racenews.types import Dump, Header, Paragraph, Span

MAX_HEADS = 4  # so often a head is looked for behind what was cut above it
_BREAK = "\n\n"
_SPACE = re.compile(r"\s")


def parse_rest(text: str, paragraphs: Sequence[Paragraph], is_topic: Callable[[str], bool]) -> Header:
    """Return what the first of `paragraphs` say as a head, until they say nothing more.

    All spans lie in `text`, the dump that the paragraphs were kept from.
    """
    said = Header()
    rest = [p.spans for p in paragraphs[:MAX_HEADER_LINES]]
    for _ in range(MAX_HEADS):
        found = _parse(text, rest, is_topic)
        taken = (*found.spans, *found.above)
        if not taken:
            break
        said = join_heads(said, found)
        rest = [left for spans in rest if (left := _without(spans, taken))]
    return said


def join_heads(first: Header, second: Header) -> Header:
    """Return what two heads say together; where both say something, the first counts."""
    return Header(
        title=first.title or second.title,
        author=first.author or second.author,
        published=first.published or second.published,
        topics=tuple(dict.fromkeys((*first.topics, *second.topics))),
        url=first.url or second.url,
        spans=tuple(sorted((*first.spans, *second.spans))),
        above=tuple(sorted((*first.above, *second.above))),
        opening=second.opening,
    )


def _parse(text: str, rest: Sequence[Sequence[Span]], is_topic: Callable[[str], bool]) -> Header:
    """Return the head of the paragraphs in `rest`, read as a text of their own, its spans in `text`."""
    pieces: list[tuple[int, Span]] = []  # where a kept span lies in the rest
    parts: list[str] = []
    length = 0
    for number, spans in enumerate(rest):
        for place, span in enumerate(spans):
            between = (_BREAK if number else "") if place == 0 else " "
            body = span.of(text)
            parts += [between, body if body.isprintable() else _SPACE.sub(" ", body)]  # space alone is printable
            length += len(between)
            pieces.append((length, span))
            length += len(span)
    found = parse_header(Dump("", "".join(parts)), (), is_topic)

    def back(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(part for span in spans for part in _back(span, pieces))

    return replace(found, spans=back(found.spans), above=back(found.above))


def _back(span: Span, pieces: Sequence[tuple[int, Span]]) -> list[Span]:
    """Return where a span of the rest lies in the dump, a part for each kept span it touches."""
    parts = []
    for at, kept in pieces:
        start, end = max(span.start, at), min(span.end, at + len(kept))
        if start < end:
            parts.append(Span(kept.start + start - at, kept.start + end - at))
    return parts


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """Return what is left of `spans` when the `taken` ones are gone."""
    left = list(spans)
    for other in taken:
        left = [
            Span(start, end)
            for span in left
            for start, end in (
                (span.start, min(span.end, max(span.start, other.start))),
                (max(span.start, min(span.end, other.end)), span.end),
            )
            if start < end
        ]
    return tuple(left)
