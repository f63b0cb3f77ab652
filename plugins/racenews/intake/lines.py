"""The lines of a dump, as spans without their surrounding white space; hard-wrapped lines are one line again."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from racenews.types import Span

MIN_WRAPPED_CHARS = 40  # no text is wrapped to narrower columns
MAX_WRAPPED_CHARS = 120  # nor to wider ones
MIN_WRAPPED_LINES = 2  # one line that goes on in lower case may be chance
FULL_LINE = 0.75  # of the longest: the share from which on a wrapped line counts as full

_FIELD = re.compile(
    r"(?:title|subtitle|author|date|published|updated|topics|tags|keywords|url|source|titre|sous-titre|auteur|sujets|titel|"
    r"untertitel|ondertitel|autor|datum|titolo|sottotitolo|autore|data|argomenti|título|subtítulo|fecha|temas):\s"
)
SMALL_PIECES = 5_000  # lines and sentences, of any dump; a story has a hundred
CHARS_PER_PIECE = 40  # in a dump with more; shorter ones make a log or a table
MAX_LINES = 50_000  # with text, in any dump: each takes a kilobyte or two while it is looked at
_LINE = re.compile(r"[^\n]+")
_TEXT = re.compile(r"\S[^\n]*")  # of one line
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*[^\S\n]")  # of a sentence, another behind it on the line


def is_too_cut_up(text: str) -> bool:
    """Tell whether a text has more lines and sentences than a story of its length can have, empty lines not counted."""
    most = max(SMALL_PIECES, len(text) // CHARS_PER_PIECE)
    if text.count("\n") + sum(map(text.count, ".!?…")) < min(most, MAX_LINES):
        return False
    lines = _count(_TEXT, text, MAX_LINES + 1)
    return lines > MAX_LINES or lines + _count(_ENDS, text, most) > most


def _count(pattern: re.Pattern[str], text: str, most: int) -> int:
    """Count where `pattern` matches, no further than to `most`."""
    return sum(1 for _ in itertools.islice(pattern.finditer(text), most))


@functools.lru_cache(maxsize=4)  # several rooms ask for the lines of one dump, one after the other
def text_lines(text: str) -> tuple[Span, ...]:
    """Return every line of `text` that holds more than white space, in order, stripped."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.strip()
        if body:
            start = match.start() + len(line) - len(line.lstrip())
            found.append(Span(start, start + len(body)))
    return _unwrap(text, found)


def _unwrap(text: str, lines: Sequence[Span]) -> tuple[Span, ...]:
    """Return `lines` with those joined that were broken to a column width."""
    going_on = [
        i
        for i in range(1, len(lines))
        if len(lines[i - 1]) >= MIN_WRAPPED_CHARS
        and _is_next(text, lines[i - 1], lines[i])
        and _goes_on(text, lines[i])
    ]
    if len(going_on) < MIN_WRAPPED_LINES:
        return tuple(lines)
    longest = max(len(lines[i - 1]) for i in going_on)
    if longest > MAX_WRAPPED_CHARS:
        return tuple(lines)
    joined = [lines[0]]
    above = lines[0]
    for line in lines[1:]:
        full = FULL_LINE * longest <= len(above) <= MAX_WRAPPED_CHARS
        is_next = _is_next(text, above, line) and not _FIELD.match(text, line.start)
        if full and is_next and line.start - above.end < MIN_WRAPPED_CHARS:
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
        above = line
    return tuple(joined)


def _is_next(text: str, above: Span, line: Span) -> bool:
    """Tell whether `line` stands directly below `above`, no blank line between."""
    return text.count("\n", above.end, line.start) == 1


def _goes_on(text: str, line: Span) -> bool:
    """Tell whether a line goes on in lower case and is no field of a head: "author: Ann Bell"."""
    return text[line.start].islower() and not _FIELD.match(text, line.start)
