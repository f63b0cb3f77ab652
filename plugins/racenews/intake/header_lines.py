"""What one line at the head of a story says: a byline, a date, small print, or none of these."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import NamedTuple

from racenews.desks import is_desk
from racenews.intake.credit_lines import DATE_MARK as _DATE_MARK
from racenews.intake.credit_lines import is_signature, read_credits, without_comments
from racenews.intake.dates import YEARLESS, find_dates
from racenews.intake.names import PERSON, is_person
from racenews.types import Span

MAX_LINE_CHARS = 200  # longer lines are prose, whatever they begin with
MAX_KNOWN_LINES = 4096

_BY = (
    r"(?:(?:words|text|story|report|written|posted|published|reported|analysis|interview|opinion|photos? and words)?"
    r"\s*(?:by|:)\s*|(?:words|text|author|writer)\s*:?\s+|(?:texte|tekst|testo|texto|auteur|autore?)\s*:\s*|"
    r"di\s+|de\s+|par\s+|por\s+|von\s+|door\s+|da\s+|af\s+|av\s+)"
)
BYLINE_WORD = (
    r"(?:(?:(?:Words|Text|Story|Report|Written|Posted|Published|Reported|Interview|Analysis)\s+[Bb]y|By|BY|Door|DOOR|Par|"
    r"PAR|Von|VON|Di|DI|Por|POR|Af|Av)\b:?|(?:Words|Text|Texte|Tekst|Testo|Texto|Author|Auteur|Autore?)\s?:)"
)
"""What opens a byline in mid-line, where "beaten by Anna Rossi" may be a headline's end."""
_LABEL = re.compile(
    r"\b(?:first |originally |last |article |laatst |zuletzt |dernière |ultimo |última |sist |senast )?"
    r"(?:published|updated?|posted|modified|created|released|"
    r"pubblicat[oa]|publiée?|publicad[oa]|veröffentlicht|gepubliceerd|geplaatst|publicerad|publiceret|publisert|"
    r"opublikowano|erstellt(?= am)|stand(?=:)|aktualisiert|mis à jour|màj|mise à jour|bijgewerkt|gewijzigd|"
    r"actualizad[oa]|"
    r"actualización|atualizad[oa]|aggiornat[oa]|aggiornamento|oppdatert|opdateret|uppdaterad|modifica|modifiée?|"
    r"last checked|checked|date|datum|data|fecha|dato)\b"
    r"(?:\s+in our [\w ]{1,24} issue)?(?:\s+(?:on|at|about|il|le|el|em|am|op|den|alle))?\s*:?",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updated|modified|checked|aktualisiert|mise? à jour|màj|aggiorna|bijgewerkt|gewijzigd|actualiza|atualiza|"
    r"modifi|oppdatert|opdateret|uppdaterad",
    re.IGNORECASE,
)
_RELATIVE_DATE = re.compile(
    r"\b(?:\d{1,3}|an?|one|two|three)\s+(?:second|minute|min|hour|hr|day|week|month|year)s?\s+ago\b"
    r"|^\s*(?:yesterday|today)\s*$",
    re.IGNORECASE,
)
_BY_NAME = re.compile(rf"(?i:{_BY})(?P<name>{PERSON})")
_BY_FIRST = re.compile(r"\s*(?:(?:posted|published|written|words|reported)\s*(?:by|:)|by\b)", re.IGNORECASE)
_NAME_AND_PLACE = re.compile(rf"(?P<name>{PERSON})(?:\s+(?:reports?\s+)?(?:in|at|from|auf|aus|à)\s+[\w'’ -]{{2,30}})?")
_NAME_AND_HANDLE = re.compile(r"\s*(?:@\w{1,30}|\S{1,40}@\S{1,40})$")
_BYLINE_THEN_DATE = re.compile(
    rf"(?i:{_BY})(?P<name>{PERSON})[\s,|·•–—-]*(?i:(?:last )?(?:published|updated|posted)(?: on)?:?)?\s*$"
)
_CLOCK = r"(?:at )?\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:BST|GMT|UTC|CES?T|E[SD]T|P[SD]T|AE[SD]T))?"
_AT_CLOCK = re.compile(rf"(?<=\w) {_CLOCK}(?=[\s,|]*(?:on )?[\s|]*\x00)", re.IGNORECASE)
SMALL_PRINT = re.compile(
    r"@\w{1,30}|\d{1,2}[- ]?min(?:ute)?s?(?: read)?|(?:read(?:ing)? time|time to read|temps de lecture"
    r"|lesezeit|leestijd|tempo di lettura)\s*:? .{1,12}|\d+ words|"
    r"(?:in )?(?:news|opinion|tech|features?|racing|road|track|analysis|interviews?|explainers?|guides?|history|"
    r"reports?|reviews?|gear|culture|columns?|results?|women|men|mountain bike|cyclo-?cross|gravel|previews?|"
    r"obituar(?:y|ies)|"
    r"race reports?|race news|cycling|sport|comment|exclusive|breaking|live|transfers?|press release"
    r"|wielrennen|cyclisme|ciclismo|radsport)|staff|correspondent|(?:staff|senior|freelance) (?:writer|reporter)|"
    r"(?:staff|wire|agency) reports?|editor|"
    r"(?:category|categories|section|posted in|filed under|rubrik|rubrique|categoria|categoría)\s*:? .{1,40}|"
    r"(?:tags?|topics?|keywords)\s?: .{1,40}|"
    rf"{_CLOCK}|AFP|AP|Reuters|PA|PA Media|Belga|ANP|DPA|ANSA|EFE|Ritzau|"
    r"(?:posted |written )?by (?:admin|editor|staff)|"
    r"(?:photos?|photography|pictures?|images?|fotos?|bilder)\s*(?:by|:|von|di|par|door)\s*.{1,40}|"
    r"envoyée? spéciale?(?: (?:à|en|aux?|dans) .{2,30})?|\d+ (?:claps|views|comments|shares)|"
    r"[ap]\.?m\.?|BST|GMT|UTC|CES?T|E[SD]T",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:,\s+[\w ]{0,30}|\s+(?:(?:special|staff|senior|chief|sports?|cycling|our|deputy|europe|news|features?)\s+)*)"
    r"(?:correspondent|writer|editor|reporter|contributor|columnist)(?=, (?:in|at|from) [^\W\d_]|$)",
    re.IGNORECASE,
)
_LOWER_NAME = re.compile(r"(?:(?!\d)[^\W_][\w'’.-]+)(?: (?:(?!\d)[^\W_][\w'’.-]+)){1,3}")
_NO_NAME = frozenset(
    "the a an or no not any all some his her its their our your my this that these those in on at of to for from with "
    "hook crook popular demand far now then chance default hand name law bike train car bus boat plane sea land air "
    "foot phone email mail post day night half means way one two three four five team staff member readers seconds "
    "minutes".split()
)
_PEOPLE = re.compile(rf"(?P<name>{PERSON})(?=\s*(?:[|·•–—-]|$))")
_NAMES = re.compile(r",\s+|,?\s+(?:and|&|und|et|en|y|e)\s+")
_FILLERS = frozenset("on at by in le il el am um om den à a op alle".split())
_PLACE = re.compile(r"(?:in |at |from |à |aus )?[^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,3}")
_CHUNKS = re.compile(
    r"\s*(?:[|·•/()\u2192>»]|\]\s*\[|//|,(?=\s|$)|;|\s[–—-]\s|^[–—-]\s|\s[–—-]$|(?<=\w\w)\.(?=\s|$))\s*"
)
_TOLD = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|must|he|she|it|they|we|you|won|wins|starts?|ends?|"
    r"begins?|returns?|ist|sind|war|wird|hat|est|sont|était|sera|è|sono|era|sarà|es|son|fue|será|zijn|werd|wordt|foi)\b",
    re.IGNORECASE,
)
"""What a sentence has and no place: "She will be back. 22 March 2025."."""
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")
_MARKDOWN_LINK = re.compile(r"\[([^\]\n]{1,80})\]\([^)\s]{0,200}\)")


class HeadLine(NamedTuple):
    """What a line says. `explained`: every part of it is header matter; `certain`: a date or a label says so."""

    explained: bool
    certain: bool = False
    author: str | None = None
    published: dt.date | None = None
    updated: dt.date | None = None


def read_head_line(text: str, line: Span) -> HeadLine:
    """Return what the line says as part of a story's head."""
    if len(line) > MAX_LINE_CHARS:
        return HeadLine(explained=False)
    if text[line.start - 1 : line.start].strip():
        return _read(text, line)  # what it is glued to has a say in whether it opens with a date
    return _read_alone(line.of(text))


@functools.lru_cache(MAX_KNOWN_LINES)  # the lines of a head are read again when what stood among them is cut
def _read_alone(line: str) -> HeadLine:
    return _read(line, Span(0, len(line)))


def _read(text: str, line: Span) -> HeadLine:
    body = line.of(text)
    dates = find_dates(text, line.start, line.end)
    published = updated = None
    at = line.start
    for found in dates:
        if _UPDATED.search(text, at, found.span.start):
            updated = updated or found.date
        else:
            published = published or found.date
        at = found.span.end
    for found in reversed(dates):
        body = body[: found.span.start - line.start] + _DATE_MARK + body[found.span.end - line.start :]
    body = _MARKDOWN_LINK.sub(r"\1", _EMPHASIS.sub("", body))
    body, relative = _RELATIVE_DATE.subn(_DATE_MARK, body)
    author, explained, certain = _explain(body)
    certain = certain or bool(dates) or bool(relative) or bool(YEARLESS.fullmatch(body.strip()))
    return HeadLine(explained, certain, author, published, updated)


def _explain(body: str) -> tuple[str | None, bool, bool]:
    """Return (author, whether all is header matter, whether a byline's label makes that certain).

    `body` has a mark in the place of each date.
    """
    credits = read_credits(body.strip())
    if credits and credits.author:
        return credits.author, True, True
    author, explained, certain = _explain_parts(body)
    if not explained and credits:
        return None, True, True
    if not explained and is_signature(body.strip()):
        return body.strip(), True, False
    return author, explained, certain


def _explain_parts(body: str) -> tuple[str | None, bool, bool]:
    """Return what `_explain` does, read part by part between signs: a section, a place and small print may be parts."""
    body = without_comments(body)
    by_first = bool(_BY_FIRST.match(body))
    certain = by_first
    if not by_first:
        body = _LABEL.sub(" | ", body)
    body = _AT_CLOCK.sub(" | ", body).replace(_DATE_MARK, f" | {_DATE_MARK} | ")
    author: str | None = None
    dated = _DATE_MARK in body
    listed = _BY_NAME.match(body.strip()) or (_PEOPLE.match(body.strip()) if dated else None)
    if listed and "," in listed.group("name") and all(map(is_person, _NAMES.split(listed.group("name")))):
        author, certain, body = listed.group("name"), True, body.strip()[listed.end() :]
    body = _ROLE.sub("", body.strip())
    for chunk in filter(None, (c.strip(" .:,–—-[]") for c in _CHUNKS.split(body))):
        chunk = re.sub(r"(?i)\s+(?:on|at|in|le|il|am)$", "", chunk)
        chunk = _without_label(chunk) if by_first else chunk
        if (
            not chunk
            or chunk == _DATE_MARK
            or chunk.lower() in _FILLERS
            or YEARLESS.fullmatch(chunk)
            or SMALL_PRINT.fullmatch(chunk)
        ):
            continue
        chunk = _ROLE.sub("", _NAME_AND_HANDLE.sub("", chunk))
        signed = _BY_FIRST.sub("", chunk).strip() if by_first else ""
        if author is None and is_desk(signed):
            author = signed
            continue
        if author is None and signed and _is_lower_name(signed):
            author = signed
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
        if (
            (author or dated)
            and _PLACE.fullmatch(chunk)
            and not _TOLD.search(chunk)
            and (chunk[:1].isupper() or chunk[:3] in ("in ", "at "))
        ):
            continue
        return author, False, False
    return author, True, certain


def _is_lower_name(signed: str) -> bool:
    """Tell whether what follows "by" is one or two people, all in lower case: "anna smith and bob jones"."""
    if not signed.islower():
        return False
    people = re.split(r" (?:and|&) ", signed)
    return len(people) <= 2 and all(_LOWER_NAME.fullmatch(p) and not _NO_NAME & set(p.split()) for p in people)


def _without_label(chunk: str) -> str:
    """Return the chunk without its label; "By Mark Date" stays, for what a label would leave of it is no name."""
    bare = _LABEL.sub("", chunk).strip()
    whole, rest = _BY_NAME.fullmatch(chunk), _BY_NAME.fullmatch(bare)
    return chunk if whole and is_person(whole.group("name")) and not rest else bare


def read_prefix(text: str, line: Span) -> tuple[Span, HeadLine] | None:
    """Return `By NAME published DATE`, or an ISO date, that opens a line on which the lead follows."""
    dates = find_dates(text, line.start, min(line.end, line.start + 160))
    if not dates:
        return None
    head = text[line.start : dates[0].span.start]
    match = _BYLINE_THEN_DATE.fullmatch(head)
    bare = not head.strip() and re.match(r"\d{4}-\d\d-\d\d", text[dates[0].span.start :][:10])
    if not match and not bare:
        return None
    author = match.group("name") if match and is_person(match.group("name")) else None
    tail = re.match(r"[\s|·•–—-]*", text[dates[0].span.end : line.end])
    if text[dates[0].span.end + (len(tail.group()) if tail else 0) : line.end][:1].islower():
        return None  # "2025-03-14 was the day on which …"
    end = dates[0].span.end + (len(tail.group().rstrip()) if tail else 0)
    return Span(line.start, end), HeadLine(True, True, author, dates[0].date)
