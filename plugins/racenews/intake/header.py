"""The head of a dump -> Header: title, byline, date, topics and address, in fields or as a news page prints them."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from racenews.intake.dates import YEARLESS, DateFound, find_dates
from racenews.intake.lines import text_lines
from racenews.intake.names import PERSON, is_person
from racenews.types import Dump, Header, Span

MAX_HEADER_LINES = 12  # kicker, headline, standfirst, byline, dates, credit: longer heads were not seen
MAX_TITLE_CHARS = 400  # what a run-on headline may reach; a lead without a full stop is longer
MAX_HEADLINE_WORDS = 32
_MIN_PROSE_WORDS = 9
MIN_WRAPPED_CHARS = 40  # no text is wrapped to narrower columns

# --- fields -------------------------------------------------------------------------------------------

_FIELD_NAMES = {
    "title": "title", "headline": "title", "subject": "title",
    "author": "author", "writer": "author", "byline": "author", "by": "author",
    "date": "date", "published": "date", "pubdate": "date", "updated": "updated",
    "topics": "topics", "topic": "topics", "tags": "topics", "keywords": "topics",
    "url": "url", "link": "url", "source": "url", "canonical": "url",
}  # fmt: skip
_COLON_FIELD = re.compile(r"(?<!\S)(" + "|".join(_FIELD_NAMES) + r")\s?:(?=\s|$)", re.IGNORECASE)
_BARE_FIELD = re.compile(r"(?<!\S)(title|author|date|topics|url)(?=\s|$)")
_URL = re.compile(r"https?://[^\s<>\"]{4,2000}")
_PERSON_AT = re.compile(PERSON)

# --- lines of a header block ----------------------------------------------------------------------------

_BY = (
    r"(?:(?:words|text|story|report|written|posted|published|reported|analysis|interview|opinion|photos? and words)?"
    r"\s*(?:by|:)\s*|(?:words|text|author|writer)\s*:?\s+|di\s+|de\s+|par\s+|por\s+|von\s+|door\s+|da\s+)"
)
_LABEL = re.compile(
    r"\b(?:first |originally |last |article )?(?:published|updated|posted|modified|created|released|pubblicato|"
    r"publié|publicado|veröffentlicht|gepubliceerd|aktualisiert|mis à jour|date|datum|data)\b"
    r"(?:\s+in our [\w ]{1,24} issue)?(?:\s+(?:on|at|il|le|el|am|op))?\s*:?",
    re.IGNORECASE,
)
_RELATIVE_DATE = re.compile(
    r"\b(?:\d{1,3}|an?|one|two|three)\s+(?:second|minute|min|hour|hr|day|week|month|year)s?\s+ago\b|^\s*(?:yesterday|today)\s*$",
    re.IGNORECASE,
)
_BY_NAME = re.compile(rf"(?i:{_BY})(?P<name>{PERSON})")
_NAME_AND_PLACE = re.compile(rf"(?P<name>{PERSON})(?:\s+(?:reports?\s+)?(?:in|at|from|auf|aus|à)\s+[\w'’ -]{{2,30}})?")
_BYLINE_THEN_DATE = re.compile(
    rf"(?i:{_BY})(?P<name>{PERSON})[\s,|·•–—-]*(?i:(?:last )?(?:published|updated|posted)(?: on)?:?)?\s*$"
)
_SMALL_PRINT = re.compile(
    r"@\w{1,30}|\d{1,2}[- ]?min(?:ute)?s?(?: read)?|(?:read(?:ing)? time|time to read):? .{1,12}|\d+ words|"
    r"(?:in )?(?:news|opinion|tech|features?|racing|road|track|analysis|interviews?|explainers?|guides?|history|"
    r"reports?|reviews?|gear|culture|columns?|results?|women|men|mountain bike|cyclo-?cross|gravel|previews?|"
    r"race reports?|race news|cycling|sport)|staff|correspondent|(?:staff|senior|freelance) writer|editor|"
    r"[ap]\.?m\.?|BST|GMT|UTC|CES?T|E[SD]T",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:in |at |from )?[^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,3}")
_CHUNKS = re.compile(r"\s*(?:[|·•/()\u2192>]|,(?=\s|$)|;|\s[–—-]\s|^[–—-]\s|\s[–—-]$|(?<=\w\w)\.(?=\s|$))\s*")
_SENTENCE_BREAK = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")
_DATE_MARK = "\x00"
_ROW = re.compile(r"\d{1,3}[.)]?\s+\S|[-–—•*]\s")
_KICKER_WORDS = 3


@dataclass(slots=True)
class _Found:
    """What has been read of the header so far."""

    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    topics: list[str] = field(default_factory=list)
    url: str | None = None
    spans: list[Span] = field(default_factory=list)

    def header(self) -> Header:
        return Header(
            title=self.title,
            author=self.author,
            published=self.published or self.updated,
            topics=tuple(dict.fromkeys(self.topics)),
            url=self.url,
            spans=tuple(sorted(self.spans)),
        )


def parse_header(dump: Dump, junk: Sequence[Span] = (), is_topic: Callable[[str], bool] = lambda name: False) -> Header:
    """Return what the head of `dump` says of its story, with the spans that say it.

    `junk` holds the spans, in order, that rules are sure of: a headline ends where a sign-up form begins.
    `is_topic` tells a rider's name, which is no byline when it stands alone on a line.
    """
    found = _Found()
    starts = [j.start for j in junk]
    lines = _head_lines(dump.text, junk, starts)
    index = 0
    seen_title_at = -1
    while index < len(lines):
        line, cut = lines[index]
        text = cut.of(dump.text)
        if not text:  # the line begins with a form: the story's head may go on below it
            index += 1
            continue
        if taken := _read_fields(dump.text, cut, found, first=index == 0):
            found.spans.append(taken)
            if taken.end < cut.end:
                rest = Span(cut.end - len(dump.text[taken.end : cut.end].lstrip()), cut.end)
                if not _read_line(dump.text, rest, found, lines, index, seen_title_at, is_topic):
                    _read_prefix(dump.text, rest, found)
                    break  # the lead, or a form that no rule knows, runs on from the fields
                found.spans.append(rest)
            if cut.end < line.end and _is_prose(dump.text[cut.end : line.end]):
                break
            index += 1
            continue
        if _is_prose(text) and not _is_headline(text, dump.text, lines, index, found):
            _read_prefix(dump.text, cut, found)
            break
        if _read_line(dump.text, cut, found, lines, index, seen_title_at, is_topic) or _is_kicker(
            text, dump.text, lines, index, found
        ):
            found.spans.append(cut)
        elif _is_headline(text, dump.text, lines, index, found):
            found.title = _squeeze(text)
            found.spans.append(cut)
            seen_title_at = index
        else:
            break
        index += 1
    return found.header()


def _head_lines(text: str, junk: Sequence[Span], starts: list[int]) -> list[tuple[Span, Span]]:
    """Return the first lines as (line, part before the first sure form phrase); lines that are all form left out."""
    lines: list[tuple[Span, Span]] = []
    for line in text_lines(text):
        at = bisect_right(starts, line.start)
        inside = at > 0 and junk[at - 1].end > line.start
        if inside and junk[at - 1].end >= line.end:
            continue
        ahead = junk[at].start if at < len(junk) and junk[at].start < line.end else line.end
        first = line.start if inside else ahead
        end = line.start + len(text[line.start : first].rstrip())
        lines.append((line, Span(line.start, max(end, line.start))))
        if len(lines) == MAX_HEADER_LINES:
            break
    return lines


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


# --- fields ---------------------------------------------------------------------------------------------


def _read_fields(text: str, line: Span, found: _Found, *, first: bool) -> Span | None:
    """Read `title … author … date …` from one line; return the span taken, None where the line has no fields."""
    labels = _labels(text, line, first=first)
    if not labels:
        return None
    end = line.start
    for at, (label_start, name, value_start) in enumerate(labels):
        stop = labels[at + 1][0] if at + 1 < len(labels) else line.end
        used = _read_value(text, name, Span(value_start, stop), found, last=at + 1 == len(labels))
        end = max(end, used, value_start if at + 1 == len(labels) else label_start)
    return Span(line.start, line.start + len(text[line.start : end].rstrip()))


def _labels(text: str, line: Span, *, first: bool) -> list[tuple[int, str, int]]:
    """Return the field labels of a line as (start, field, start of its value); the first opens the line."""
    body = line.of(text)
    if match := _COLON_FIELD.match(body):
        pattern = _COLON_FIELD
    elif first and (match := _BARE_FIELD.match(body)):
        pattern = _BARE_FIELD
    else:
        return []
    if pattern is _COLON_FIELD and match.group(1).lower() == "by" and not is_person(body[match.end() :].strip()):
        return []
    labels: list[tuple[int, str, int]] = []
    for match in pattern.finditer(text, line.start, min(line.end, line.start + 4000)):
        name = _FIELD_NAMES[match.group(1).lower()]
        opens = match.start() == line.start
        if pattern is _BARE_FIELD or not opens:
            if name == "title" and not opens and any(label[1] == "title" for label in labels):
                continue
            if not _value_fits(text, name, Span(match.end(), line.end)):
                if opens:
                    return []
                continue
        labels.append((match.start(), name, match.end()))
    return labels


def _value_fits(text: str, name: str, rest: Span) -> bool:
    """Tell whether what follows a bare label can be its value: a date after `date`, a name after `author`."""
    value = text[rest.start : min(rest.end, rest.start + 300)].strip()
    if name in ("date", "updated"):
        dates = find_dates(value)
        return bool(dates) and dates[0].span.start <= 1
    if name == "author":
        return not value or bool(_BARE_FIELD.match(value)) or bool(_PERSON_AT.match(value))
    if name == "url":
        return bool(_URL.match(value))
    return bool(value) and not (name == "topics" and ";" not in value and value.endswith("."))


def _read_value(text: str, name: str, span: Span, found: _Found, *, last: bool) -> int:
    """Store one field's value; return where it ends."""
    value = span.of(text)
    begin = span.start + len(value) - len(value.lstrip())
    value = value.strip()
    if not value:
        return span.end if not last else begin
    if name in ("date", "updated"):
        dates = find_dates(text, begin, span.end)
        if not dates:
            return span.end if not last or len(value) < 40 else begin
        if name == "date" and found.published is None:
            found.published = dates[0].date
        elif found.updated is None:
            found.updated = dates[0].date
        return dates[0].span.end
    if name == "title":
        found.title = found.title or _squeeze(value)[:MAX_TITLE_CHARS]
        return span.end
    if name == "author":
        return _read_author(value, begin, span.end, found, last=last)
    if name == "url":
        match = _URL.match(value)
        if match:
            found.url = found.url or match.group().rstrip(".,;)")
            return begin + match.end()
        return span.end if len(value) < 60 else begin
    items = [_squeeze(item) for item in re.split(r"[;|]" if re.search(r"[;|]", value) else ",", value)]
    if last and items and len(items[-1].split()) > 6:
        return begin  # the last item is no subject but running text: leave the line to the judges
    found.topics += [item for item in items if item and len(item) <= 60]
    return span.end


def _read_author(value: str, begin: int, end: int, found: _Found, *, last: bool) -> int:
    """Store a byline; where the lead runs on from it, only the first two words are the name."""
    words = value.split()
    if len(words) <= 6 and not value.endswith("."):
        found.author = found.author or _squeeze(value)
        return end
    match = _PERSON_AT.match(value)
    if not match or not last:
        return end if not last else begin
    name = match.group()
    if len(name.split()) > 3:
        name = " ".join(name.split()[:2])
    found.author = found.author or name
    return begin + value.index(name) + len(name)


# --- header blocks ------------------------------------------------------------------------------------------


def _read_line(
    text: str,
    line: Span,
    found: _Found,
    lines: list[tuple[Span, Span]],
    index: int,
    title_at: int,
    is_topic: Callable[[str], bool],
) -> bool:
    """Read one line of byline, date and small print; False where something on it is none of these."""
    dates = find_dates(text, line.start, line.end)
    author, explained, certain = _explain(text, line, dates)
    if not explained:
        return False
    if not dates and not certain:
        alone = line.of(text)
        under_title = title_at == index - 1 >= 0
        if not author or not under_title:
            return False
        nearby = index + 1 < len(lines) and bool(find_dates(text, lines[index + 1][1].start, lines[index + 1][1].end))
        if is_topic(author) or (not nearby and not is_person(alone)):
            return False
    if author and not found.author:
        found.author = author
    if dates:
        updated = re.search(r"updated|modified|aktualisiert|mis à jour", text[line.start : dates[0].span.start], re.I)
        if updated and len(dates) == 1:
            found.updated = found.updated or dates[0].date
        else:
            found.published = found.published or dates[0].date
    return True


def _explain(text: str, line: Span, dates: Sequence[DateFound]) -> tuple[str | None, bool, bool]:
    """Return (author, whether every chunk of the line is header matter, whether a label makes that certain)."""
    body = line.of(text)
    if len(body) > 160:
        return None, False, False
    for found in reversed(dates):
        body = body[: found.span.start - line.start] + _DATE_MARK + body[found.span.end - line.start :]
    body, relative = _RELATIVE_DATE.subn(_DATE_MARK, body)
    relative += bool(YEARLESS.fullmatch(body.strip()))
    by_label = re.match(r"(?i)\s*(?:posted|published|written|words|reported)\s*(?:by|:)", body)
    certain = (
        bool(relative) or bool(by_label) or bool(_BY_NAME.match(body.strip()) and body.strip()[:2].lower() == "by")
    )
    if not by_label:
        body = _LABEL.sub(" | ", body)
    body = body.replace(_DATE_MARK, " | " + _DATE_MARK + " | ")
    author: str | None = None
    for chunk in filter(None, (c.strip(" .:,–—-") for c in _CHUNKS.split(body))):
        chunk = re.sub(r"(?i)\s+(?:on|at|in)$", "", chunk)
        if (
            chunk == _DATE_MARK
            or YEARLESS.fullmatch(chunk)
            or _SMALL_PRINT.fullmatch(chunk)
            or chunk.lower() in ("on", "at", "by", "in")
        ):
            continue
        match = _BY_NAME.fullmatch(chunk) or _BY_NAME.match(chunk)
        if match and (match.end() == len(chunk) or _PLACE.fullmatch(chunk[match.end() :].strip())):
            if author is None and is_person(match.group("name")):
                author, certain = match.group("name"), True
                continue
            return author, False, False
        match = _NAME_AND_PLACE.fullmatch(chunk)
        if match and author is None and is_person(match.group("name")):
            author = match.group("name")
            certain = certain or match.end("name") < len(chunk)
            continue
        if (author or dates) and _PLACE.fullmatch(chunk) and (chunk[:1].isupper() or chunk[:3] in ("in ", "at ")):
            continue
        return author, False, False
    return author, True, certain


def _read_prefix(text: str, line: Span, found: _Found) -> None:
    """Read `By NAME published DATE` or an ISO date where the lead follows on the same line."""
    dates = find_dates(text, line.start, min(line.end, line.start + 160))
    if not dates:
        return
    head = text[line.start : dates[0].span.start]
    match = _BYLINE_THEN_DATE.fullmatch(head)
    bare = not head.strip() and re.match(r"\d{4}-\d\d-\d\d", text[dates[0].span.start :][:10])
    if not match and not bare:
        return
    if match and is_person(match.group("name")):
        found.author = found.author or match.group("name")
    found.published = found.published or dates[0].date
    tail = re.match(r"[\s|·•–—-]*", text[dates[0].span.end : line.end])
    found.spans.append(Span(line.start, dates[0].span.end + (len(tail.group().rstrip()) if tail else 0)))


def _is_prose(text: str) -> bool:
    """Tell whether a line reads as running text: long enough, and ended like a sentence."""
    words = text.split()
    return len(words) >= _MIN_PROSE_WORDS and (
        text.rstrip("\"'”’»)]")[-1:] in ".!?…:" or len(words) > MAX_HEADLINE_WORDS
    )


def _is_headline(text: str, whole: str, lines: list[tuple[Span, Span]], index: int, found: _Found) -> bool:
    """Tell whether a line can be the story's headline: short, not ended like a sentence, prose or a byline below."""
    if found.title is not None or len(text) > MAX_TITLE_CHARS or len(text.split()) < 2:
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘«¿¡(") and not text[:1].isalpha():
        return False
    if _ROW.match(text) and not re.match(r"\d+ [a-z]", text):
        return False
    if _is_wrapped(whole, lines, index):
        return False
    last = text.rstrip("\"'”’»)")[-1:]
    below = [(line, cut) for line, cut in lines[index + 1 : index + 4] if len(cut)]
    header_below = any(_explain(whole, cut, find_dates(whole, cut.start, cut.end))[1] for _, cut in below[:1])
    first = index == 0 and not found.spans  # a headline with a full stop is believed only above its byline
    if last in ".;,:" and not (last == "." and first and header_below and len(text.split()) <= 14):
        return False
    if len(text.split()) > MAX_HEADLINE_WORDS and not header_below and last in ".!?":
        return False
    if last in "!?" and len(text.split()) > 14 and not header_below:
        return False
    if len(text.split()) > 14 and _SENTENCE_BREAK.search(text):
        return False
    return bool(below)


def _is_wrapped(whole: str, lines: list[tuple[Span, Span]], index: int) -> bool:
    """Tell whether the sentence of a line goes on in the line directly below it, as in hard-wrapped text."""
    if index + 1 >= len(lines):
        return False
    line, below = lines[index][0], lines[index + 1][0]
    return (
        len(line) >= MIN_WRAPPED_CHARS
        and whole[line.end : below.start].count("\n") == 1
        and whole[below.start].islower()
    )


def _is_kicker(text: str, whole: str, lines: list[tuple[Span, Span]], index: int, found: _Found) -> bool:
    """Tell whether a line is the section above the headline ("Race report") rather than the headline."""
    if found.title is not None or len(text.split()) > _KICKER_WORDS or not _SMALL_PRINT.fullmatch(text):
        return False
    below = next((i for i in range(index + 1, len(lines)) if len(lines[i][1])), None)
    return below is not None and _is_headline(lines[below][1].of(whole), whole, lines, below, found)
