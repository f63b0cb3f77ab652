"""The lines of a dump, as spans without their surrounding white space."""

from __future__ import annotations

import re

from racenews.types import Span

_LINE = re.compile(r"[^\n]+")


def text_lines(text: str) -> tuple[Span, ...]:
    """Return every line of `text` that holds more than white space, in order, stripped."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.strip()
        if body:
            start = match.start() + len(line) - len(line.lstrip())
            found.append(Span(start, start + len(body)))
    return tuple(found)
