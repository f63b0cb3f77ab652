"""Fields at the head of a dump: `title … author … date … topics … url …`, on one line or on lines of their own."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from racenews.desks import DESK
from racenews.intake.dates import find_dates
from racenews.intake.header_lines import HeadLine
from racenews.intake.names import LEAD_OPENER, PERSON, is_person
from racenews.types import Header, Span

MAX_TITLE_CHARS = 400  # what a run-on headline may reach; a lead without a full stop is longer

FIELD_NAMES = {
    "title": "title", "headline": "title", "subject": "title",
    "titre": "title", "titel": "title", "titolo": "title", "título": "title", "titulo": "title", "tittel": "title",
    "author": "author", "authors": "author", "writer": "author", "byline": "author", "by": "author",
    "auteur": "author", "autor": "author", "autore": "author", "forfatter": "author", "författare": "author",
    "date": "date", "published": "date", "pubdate": "date", "updated": "updated",
    "datum": "date", "data": "date", "fecha": "date", "dato": "date",
    "topics": "topics", "topic": "topics", "tags": "topics", "keywords": "topics",
    "sujets": "topics", "mots-clés": "topics", "onderwerpen": "topics", "trefwoorden": "topics", "themen": "topics",
    "schlagwörter": "topics", "stichwörter": "topics", "argomenti": "topics", "temas": "topics", "etiquetas": "topics",
    "language": "other", "lang": "other", "id": "other", "publisher": "other", "section": "other", "category": "other",
    "from": "author",
    "url": "url", "link": "url", "source": "url", "canonical": "url",
}  # fmt: skip
_COLON_FIELD = re.compile(
    r"(?<!\S)\*{0,2}(" + "|".join(FIELD_NAMES) + r")(?:\*{0,2}\s?:\*{0,2}(?=\s|$)|\s?=(?!=)|[ ]*\t)", re.IGNORECASE
)
_BARE_NAMES = (
    r"title|titre|titel|titolo|título|titulo|author|auteur|autore?|date|datum|data|fecha|topics|tags|sujets|"
    r"onderwerpen|themen|argomenti|temas|url"
)
_BARE_FIELD = re.compile(rf"(?<!\S)((?i:{_BARE_NAMES}))(?=\s|$)")
_OPENING_BARE = frozenset("title author date topics url".split())
"""What opens a line of fields whatever else the line holds; another name needs a second field to be one."""
_URL = re.compile(r"https?://[^\s<>\"]{4,2000}")
_DATE_SHAPE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\d{1,2}\.? [A-Za-zÀ-ÿ]{3,10}\.?,? \d{4}\b")
"""What is meant for a day, be there such a day or not: "2025-02-31"."""
_GLUED_DATE = re.compile(r"\d{4}-\d\d-\d\d(?=[A-ZÀ-ÖØ-Þ\"“«‘])(?!T\d)")
"""An export that lost the blank before its lead: "2025-05-18Wout van Aert won"."""
_PERSON_AT = re.compile(PERSON)
_DESK_FIELD = re.compile(rf"{DESK}(?:\s+(?:and|&)\s+{PERSON})?(?=\s*$|\s+(?i:{_BARE_NAMES})(?:\s|$))")
_SIGNS = " |;·•–—"
_QUOTED = re.compile(r"([\"'])(?P<inside>(?:(?!\1).)+)\1")
_STOP = re.compile(r"[^\W\d_]{2}[.!?][\"'”’»)]*(?=\s|$)")
_ZONE = re.compile(r"[\W\d_]*(?:[A-Z]{1,5}|[ap]\.?m)?[\W\d_]*")
"""What may stand between a day and the next field: a time with its zone."""
_SIGNED = re.compile(r"[A-ZÀ-ÖØ-Þ]|(?:van|von|de|den|der|di|da|del|la|le|our|the|staff)\s")
_Label = tuple[int, str, int]
MAX_OTHER_WORDS = 4
MAX_AUTHOR_WORDS = 8  # "Ada Kern, chief correspondent in Siena and Rome"
MAX_STOPPED_WORDS = 12  # a headline with a full stop: "Evenepoel is out. Again."
_QUOTES = "\"'”’»)"
MAX_SUBJECT_WORDS = 6  # of a topic; more are running text
MAX_TOPIC_WORDS = 4  # of one in a list that the lead runs on from
MAX_LAST_TOPIC_WORDS = 2  # right before the lead: a third word may be the lead's own
MAX_SMALL_TOPIC_WORDS = 2  # of a lone topic without a capital, behind an empty headline: more are the headline


@dataclass(slots=True)
class Found:
    """What has been read of the header so far."""

    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    topics: list[str] = field(default_factory=list)
    url: str | None = None
    spans: list[Span] = field(default_factory=list)
    above: list[Span] = field(default_factory=list)
    opening: str | None = None

    def take(self, span: Span, says: HeadLine) -> None:
        """Store what one line says, where nothing was said before."""
        self.spans.append(span)
        self.author = self.author or says.author
        self.published = self.published or says.published
        self.updated = self.updated or says.updated

    def header(self) -> Header:
        """Return what was found as a record."""
        return Header(
            title=self.title,
            author=self.author,
            published=self.published or self.updated,
            topics=tuple(dict.fromkeys(self.topics)),
            url=self.url,
            spans=tuple(sorted(self.spans)),
            above=tuple(sorted(self.above)),
            opening=self.opening,
        )


def read_fields(text: str, line: Span, found: Found, *, first: bool) -> Span | None:
    """Read `title … author … date …` from one line; return the span taken, None where the line has no fields."""
    labels = _labels(text, line, first=first)
    if not labels:
        return None
    end = line.start
    is_lone = len(labels) == 1 and labels[0][1] in ("topics", "other")
    for at, (label_start, name, value_start) in enumerate(labels):
        stop = labels[at + 1][0] if at + 1 < len(labels) else line.end
        last = at + 1 == len(labels)
        if last and name == "title" and not _is_headline(text[value_start:stop].strip()):
            end = max(end, value_start)
            break  # the story runs on from the headline, and nobody says where it begins: all of it stays
        used = read_value(text, name, Span(value_start, stop), found, last=last)
        if is_lone and used <= value_start + 1 and stop > used:
            return None  # "Language: the words of the sport are French, and …"
        end = max(end, used, value_start if at + 1 == len(labels) else label_start)
    return Span(line.start, line.start + len(text[line.start : end].rstrip()))


def _labels(text: str, line: Span, *, first: bool) -> list[_Label]:
    """Return the field labels of a line as (start, field, start of its value); the first opens the line."""
    body = line.of(text)
    if match := _COLON_FIELD.match(body):
        pattern = _COLON_FIELD
    elif first and (match := _BARE_FIELD.match(body)):
        pattern = _BARE_FIELD
    else:
        return []
    if (
        pattern is _COLON_FIELD
        and match.group(1).lower() in ("by", "from")
        and not is_person(body[match.end() :].strip())
    ):
        return []
    labels: list[_Label] = []
    style = _case(match.group(1))
    for match in pattern.finditer(text, line.start, min(line.end, line.start + 4000)):
        name = FIELD_NAMES[match.group(1).lower()]
        opens = match.start() == line.start
        if pattern is _BARE_FIELD and _case(match.group(1)) != style:
            continue
        # "author title topics", "title date": what follows a field that stands empty is one, whatever its value;
        # behind the first field it is one if nothing else follows: "title date set for Lille" is a headline
        is_empty = bool(labels) and not text[labels[-1][2] : match.start()].strip()
        follows = is_empty and (len(labels) > 1 or not text[match.end() : line.end].strip())
        opens_headline = is_empty and not follows and labels[-1][1] == "title" and name == "topics"
        if opens_headline and _is_phrase(text[match.end() : line.end]):
            continue
        if not follows and (pattern is _BARE_FIELD or not opens):
            if name == "title" and not opens and any(label[1] == "title" for label in labels):
                continue
            if not _value_fits(text, name, Span(match.end(), line.end)):
                if opens:
                    return []
                continue
        if labels and not _ends_before(text, labels[-1][1], Span(labels[-1][2], match.start())):
            break  # the story runs on from the field before: "date 2025-08-01 She had won the title before"
        labels.append((match.start(), name, match.end()))
    if pattern is _BARE_FIELD and not (style == "lower" and body.split()[0] in _OPENING_BARE):
        sure = {name for _, name, _ in labels[1:]} & {"author", "date"}
        return labels if sure else []
    return labels


def _ends_before(text: str, name: str, span: Span) -> bool:
    """Tell whether `span`, from a label to the next, can be the value of its field and nothing more."""
    value = span.of(text).strip().strip(_SIGNS)
    words = value.split()
    if name in ("date", "updated"):
        dates = find_dates(text, span.start, span.end)
        behind = text[dates[0].span.end : span.end] if dates else ""
        return bool(_ZONE.fullmatch(behind)) if dates else len(words) <= MAX_OTHER_WORDS
    if name == "url":
        return len(words) <= 1
    if name == "author":
        return bool(_PERSON_AT.fullmatch(value)) or (len(words) <= MAX_AUTHOR_WORDS and not _STOP.search(value))
    if name == "topics":
        return all(len(item.split()) <= MAX_SUBJECT_WORDS for item in re.split(r"[;|,]", value)) and not _STOP.search(
            value
        )
    if name == "title":
        return len(value) <= MAX_TITLE_CHARS and len(_STOP.findall(value)) <= 1
    return len(words) <= MAX_SUBJECT_WORDS


def _is_headline(value: str) -> bool:
    """Tell whether what follows `title` to the end of its line is a headline, and not one with the story behind it."""
    if len(value) > MAX_TITLE_CHARS:
        return False
    breaks = _STOP.findall(value)
    return not breaks or (value[-1] in "!?" and len(breaks) == 1) or len(value.split()) <= MAX_STOPPED_WORDS


def _is_phrase(value: str) -> bool:
    """Tell whether what follows `title topics` is a headline, "topics for the winter break", and no list."""
    value = _BARE_FIELD.split(value, maxsplit=1)[0]
    is_list = re.search(r"[;|,]", value) or _STOP.search(value)
    return not is_list and value.lstrip()[:1].islower() and len(value.split()) > MAX_SMALL_TOPIC_WORDS


def _case(word: str) -> str:
    """Return how a label is written: the labels of one line are written alike."""
    return "lower" if word.islower() else "upper" if word.isupper() else "capital"


def _value_fits(text: str, name: str, rest: Span) -> bool:
    """Tell whether what follows a bare label can be its value: a date after `date`, a name after `author`."""
    value = text[rest.start : min(rest.end, rest.start + 300)].strip()
    if name in ("date", "updated"):
        dates = find_dates(value)
        return (bool(dates) and dates[0].span.start <= 1) or bool(_DATE_SHAPE.match(value) or _GLUED_DATE.match(value))
    if name == "author":
        return (
            not value
            or any(known.match(value) for known in (_BARE_FIELD, _PERSON_AT, _DESK_FIELD))
            or _has_dated_neighbour(text, rest)
        )
    if name == "url":
        return bool(_URL.match(value))
    return bool(value) and not (name == "topics" and ";" not in value and value.endswith("."))


def _has_dated_neighbour(text: str, rest: Span) -> bool:
    """Tell whether a date field follows a few words on: "author our staff date 2025-08-01"."""
    near = _BARE_FIELD.search(text, rest.start, min(rest.end, rest.start + 80))
    while near and FIELD_NAMES[near.group(1).lower()] == "author":
        near = _BARE_FIELD.search(text, near.end(), min(rest.end, rest.start + 80))
    if near is None or FIELD_NAMES[near.group(1).lower()] != "date":
        return False
    between = text[rest.start : near.start()].strip()
    return (
        bool(_SIGNED.match(between))
        and len(between.split()) <= MAX_OTHER_WORDS
        and not _STOP.search(between)
        and _value_fits(text, "date", Span(near.end(), rest.end))
    )


def read_value(text: str, name: str, span: Span, found: Found, *, last: bool) -> int:
    """Store one field's value; return where it ends."""
    value = span.of(text)
    begin = span.start + len(value) - len(value.lstrip())
    value = value.strip()
    if not value:
        return span.end if not last else begin
    if name in ("date", "updated"):
        glued = _GLUED_DATE.match(value)
        dates = find_dates(text, begin, begin + glued.end() if glued else span.end)
        if not dates and (shape := _DATE_SHAPE.match(value)):
            return begin + shape.end()
        if not dates:
            return span.end if not last or len(value) < 40 else begin
        if name == "date" and found.published is None:
            found.published = dates[0].date
        elif found.updated is None:
            found.updated = dates[0].date
        return dates[0].span.end
    if name == "other":
        fits = len(value.split()) <= MAX_OTHER_WORDS and value[-1] not in ".!?"
        return span.end if not last or fits else begin
    if name == "title":
        if found.title is None and len(value) <= MAX_TITLE_CHARS:
            found.title = _bare(value if last else value.rstrip(_SIGNS))
            return span.end
        return begin if last else span.end
    if name == "author":
        return _read_author(value, begin, span.end, found, last=last)
    if name == "url":
        match = _URL.match(value)
        if match:
            found.url = found.url or match.group().rstrip(".,;)")
            return begin + match.end()
        return span.end if len(value) < 60 else begin
    return _read_topics(value, begin, span.end, found, last=last)


def _read_topics(value: str, begin: int, end: int, found: Found, *, last: bool) -> int:
    """Store a list of topics; where the lead runs on from it, the list ends at a word that opens sentences."""
    sign = r"[;|]" if re.search(r"[;|]", value) else ","
    items = [squeeze(item) for item in re.split(sign, value)]
    if last and (value.rstrip(_QUOTES)[-1:] in ".!?" or any(len(item.split()) > MAX_SUBJECT_WORDS for item in items)):
        opener = LEAD_OPENER.search(value)
        items = [squeeze(item) for item in re.split(sign, value[: opener.start()])] if opener else []
        if (
            not items
            or any(not item[:1].isupper() or len(item.split()) > MAX_TOPIC_WORDS for item in items)
            or len(items[-1].split()) > MAX_LAST_TOPIC_WORDS
        ):
            return begin  # it is no list but running text: leave the line to the judges
        end = begin + (opener.start() if opener else 0)
    found.topics += [item for item in items if item and len(item) <= 60]
    return end


def _read_author(value: str, begin: int, end: int, found: Found, *, last: bool) -> int:
    """Store a byline; where the lead runs on from it, only the first two words are the name."""
    words = value.split()
    if (len(words) <= 6 and not value.endswith(".")) or _PERSON_AT.fullmatch(value):
        found.author = found.author or _bare(value if last else value.rstrip(_SIGNS))
        return end
    match = _PERSON_AT.match(value)
    if not match or not last:
        return end if not last else begin
    name = match.group()
    if len(name.split()) > 3:
        name = " ".join(name.split()[:2])
    found.author = found.author or name
    return begin + value.index(name) + len(name)


def _bare(value: str) -> str:
    """Return a value without the quotes that YAML and its like put around it."""
    quoted = _QUOTED.fullmatch(value)
    return squeeze(quoted["inside"] if quoted else value)


def squeeze(text: str) -> str:
    """Return `text` with its white space folded."""
    return re.sub(r"\s+", " ", text).strip()
