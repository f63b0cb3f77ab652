"""Fields whose names stand on lines of their own, each above its value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from racenews.desks import is_desk
from racenews.intake.dates import find_dates
from racenews.intake.fields import FIELD_NAMES, MAX_TITLE_CHARS, Found, read_value
from racenews.intake.names import is_person
from racenews.types import Span

MIN_FIELDS = 2  # one such line alone may be a heading
MAX_AUTHOR_WORDS = 8
MAX_TOPICS_CHARS = 200

_LABEL = re.compile(rf"(?P<name>{'|'.join(FIELD_NAMES)})\s?:?", re.IGNORECASE)
_BODY_NAME = (
    r"(?:text|full text|body|body text|content|article|story|lead|texte|contenu|tekst|inhoud|artikel|inhalt|testo|"
    r"contenuto|texto|contenido|conteúdo|cuerpo)"
)
_BODY = re.compile(rf"{_BODY_NAME}\s?:?", re.IGNORECASE)
_BODY_OPENS = re.compile(rf"(?i:{_BODY_NAME})(?:\s?[:=]|[ ]*\t)\s*(?=$|[^\Wa-z]|[\"“‘«„¿¡'(])")
_SUBTITLE = re.compile(
    r"(?i:subtitle|sub-?heading|standfirst|sous-titre|chapô|untertitel|ondertitel|sottotitolo|subtítulo)\s?[:=]\s*"
    r"(?=[^\Wa-z]|[\"“‘«„¿¡'(])"
)


def read_label_lines(text: str, lines: Sequence[Span], found: Found) -> int:
    """Read the fields that open `lines`, a name and a value in turns; return how many lines they take.

    A name without a value is passed over; the name of the text itself ("Body") goes with the fields.
    """
    fields: list[tuple[str, Span]] = []
    at = 0
    while at < len(lines) and (label := _LABEL.fullmatch(lines[at].of(text))):
        name = FIELD_NAMES[label["name"].lower()]
        value = lines[at + 1] if at + 1 < len(lines) else None
        if value is not None and _LABEL.fullmatch(value.of(text)):
            at += 1
            continue
        if value is None or not _fits(name, value.of(text)):
            break
        fields.append((name, value))
        at += 2
    kinds = {name for name, _ in fields}
    if len(kinds) < MIN_FIELDS or not kinds & {"title", "author", "date"}:
        return 0
    for name, value in fields:
        read_value(text, name, value, found, last=False)
    if at < len(lines) and _BODY.fullmatch(lines[at].of(text)):
        at += 1
    found.spans += lines[:at]
    return at


def read_body_label(text: str, line: Span) -> Span | None:
    """Return the name of the text itself where it opens the line below the fields: "Body: The Norwegian …"."""
    match = _BODY_OPENS.match(line.of(text))
    return Span(line.start, line.start + len(match.group().rstrip())) if match else None


def read_subtitle_label(text: str, line: Span) -> Span | None:
    """Return the name of a subtitle that opens a line among the fields; its words are the story's."""
    match = _SUBTITLE.match(line.of(text))
    return Span(line.start, line.start + len(match.group().rstrip())) if match else None


def _fits(name: str, value: str) -> bool:
    """Tell whether a line can be the value of a field."""
    if name in ("date", "updated"):
        dates = find_dates(value)
        return bool(dates) and dates[0].span.start <= 1 and len(value) - dates[0].span.end <= 1
    if name == "author":
        return (
            is_person(value) or is_desk(value) or (len(value.split()) <= MAX_AUTHOR_WORDS and value[-1:] not in ".!?")
        )
    if name == "url":
        return value.startswith(("http://", "https://")) and " " not in value
    return len(value) <= (MAX_TITLE_CHARS if name == "title" else MAX_TOPICS_CHARS)
