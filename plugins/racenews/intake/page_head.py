"""What the newsroom takes from a page that has been judged by its markup: head, marks and doubts."""

from __future__ import annotations

import dataclasses

from racenews.types import Dump, Header, Span

MAX_LINE_WORDS = 12  # byline, date, reading time; a longer line that the judge of markup kept is a standfirst


def trim_header(header: Header, dump: Dump) -> Header:
    """Return `header` without the lines of a page that only look like a headline, or stand above one.

    In a text dump the head has to be guessed by its looks. A page that declares its title has been judged block by
    block: what is left at its head is a standfirst, and stays in the story.
    """
    title = _bare(dump.declared.title or "")
    if dump.kind != "html" or not title:
        return header

    def belongs(span: Span) -> bool:
        line = _bare(span.of(dump.text))
        return line == title or (len(line.split()) <= MAX_LINE_WORDS and line != _bare(header.title or ""))

    return dataclasses.replace(header, spans=tuple(filter(belongs, header.spans)), above=())


def settle_doubts(dump: Dump, mode: str) -> Dump:
    """Return `dump` with what its markup only speaks against set apart as well, where `mode` is thorough."""
    if mode != "thorough" or not dump.doubted:
        return dump
    marked = sorted((*dump.marked, *dump.doubted), key=lambda removal: removal.span)
    return dataclasses.replace(dump, marked=tuple(marked), doubted=())


def blank_marked(dump: Dump) -> str:
    """Return the text of `dump` with line breaks for what is marked: no rule need look there. Offsets stay."""
    parts, at = [], 0
    for removal in dump.marked:
        start, end = removal.span.start, removal.span.end
        if start >= at:
            parts += [dump.text[at:start], "\n" * (end - start)]
            at = end
    return "".join([*parts, dump.text[at:]])


def _bare(line: str) -> str:
    return " ".join(line.split()).casefold()
