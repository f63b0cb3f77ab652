"""A head on one line with the story: menu, headline, byline and date as a page shows them when its lines are lost.

A byline with a date is what can be told for certain. What stands between the menu and it is the headline, where it
looks like one; else it stays in the story. Nothing behind it is touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from racenews.intake.dates import find_dates
from racenews.intake.header_lines import BYLINE_WORD, HeadLine, read_head_line
from racenews.intake.menu_words import Menu, read_menu
from racenews.intake.names import LEAD_OPENER, PERSON, is_person
from racenews.types import Span

REACH_CHARS = 900  # a menu, a headline and a standfirst; what stands further down the line is story
ANCHOR_CHARS = 180
MIN_HEADLINE_WORDS, MAX_HEADLINE_WORDS = 3, 18  # a longer one has its standfirst glued to it
MAX_CAPITALS = 4  # so many capitals in a row may be a rider's name and a race's; more are a menu nobody knows
MIN_REPEATED_WORDS = 4
MIN_MENU_ITEMS = 3  # so many words of a menu in a row are one, whatever follows

_BYLINE = re.compile(rf"(?<!\S){BYLINE_WORD}\s*(?=[^\W\d_])")
_BY_BEHIND = re.compile(r"\s*[|,·•–—-]?\s*(?:by|door|par|von|di|por)\s(?=[^\W\d_a-z])")
_AGENCY = re.compile(
    r"(?<!\S)(?:AFP|AP|Reuters|PA|PA Media|Belga|ANP|DPA|dpa|SID|ANSA|EFE|Lusa|Ritzau|NTB|TT)\s*[|,/·•–—-]\s*$"
)
_LABEL = re.compile(
    r"(?<!\S)(?:(?:First|Last|Originally|Laatst|Zuletzt|Dernière|Ultimo)\s+)?(?:[Pp]ublished|[Uu]pdated|[Pp]osted|"
    r"PUBLISHED|UPDATED|POSTED|Pubblicat[oa]|Publiée?|Publicad[oa]|Veröffentlicht|Gepubliceerd|Geplaatst|Erstellt|Stand|"
    r"Publisert|Publiceret|Publicerad|Opublikowano|Date|Datum|Data|Fecha)\b(?:\s+(?:on|at|il|le|el|em|am|op|den))?\s*:?\s*$"
)
_TIED = re.compile(
    r"(?:\b(?:on|of|from|until|till|since|by|before|after|in|to|and|le|du|au|depuis|am|vom|zum|seit|bis|op|van|tot|"
    r"sinds|il|del|dal|al|el|desde|hasta|em|de|do|até|den|kl)|,)\s*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:\s*[|·•–—-]?\s*(?:\d{1,2}[- ]?min(?:ute)?s?(?: read)?\b|\d{1,4} (?:comments?|views|shares)\b))+", re.IGNORECASE
)
_SIGNS = " \t\xa0|·•–—-"
_OF_PICTURE = re.compile(
    r"\b(?:photos?|photography|images?|pictures?|fotos?|bild(?:er)?|graphics?|video|beeld)\W*$", re.IGNORECASE
)
_SHARE = (
    r"(?:Share(?: this(?: (?:article|story|page))?)?(?: on| via)?|Teilen|Partager|Delen|Deel|Condividi|Compartir|"
    r"Compartilhar|Partilhar|Facebook|Twitter|X|Tweet|WhatsApp|Whatsapp|LinkedIn|Linkedin|Pinterest|Reddit|Telegram|"
    r"Messenger|Bluesky|Threads|E-?mail|Print|Drucken|Imprimer|Stampa|Copy link|Link copied|Kopieer link|Save)"
)
_SHARE_BAR = re.compile(rf"\s*(?P<bar>{_SHARE}(?:[\s|·•,]+{_SHARE})+)(?=\s+[^\Wa-z]|\s*$)")
"""The names of two buttons and more, right behind byline and date."""
_NAME_THEN_LEAD = re.compile(rf"\s*(?P<name>{PERSON})")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?][\"”’»)]*\s+[\"“‘«(¿¡]?[^\W\d_]")
_TAIL_NAME = re.compile(
    rf"(?:\b(?P<by>(?i:by|door|par|von|di|da|de|por|af|av))\s+)?(?<!\S)(?P<name>{PERSON})"
    r"(?:\s+(?:reports?\s+)?(?:in|at|from|auf|aus|à|en|a|te)\s+[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*){0,2})?$"
)
_AGO = re.compile(r"\b(?:\d{1,3}|an?) (?:second|minute|min|hour|hr|day|week|month)s? ago\b")
_OPENS_TITLE = re.compile(r"[\"“‘«„¿¡'(]?[^\W_]")


class FlatHead(NamedTuple):
    """What one line says before its story begins: `menu` and `title` are empty where nothing can be told."""

    menu: Span
    title: Span
    anchor: Span
    share: Span
    says: HeadLine
    left: bool
    """Something between menu and byline is no headline for certain, and stays in the story."""


def read_flat_head(text: str, line: Span, is_topic: Callable[[str], bool]) -> FlatHead | None:
    """Return the head that opens a line, None where no byline or date says for certain that there is one."""
    stop = min(line.end, line.start + REACH_CHARS)
    dates = [found.span for found in find_dates(text, line.start, stop)]
    menu = read_menu(text[line.start : stop])
    if not dates and not menu.is_sure and not _AGO.search(text, line.start, stop):
        return None
    for start, is_marked in _starts(text, line.start, stop, dates):
        before = text[line.start : start]
        if _OF_PICTURE.search(before):
            continue
        tied = _TIED.search(before, menu.end) or _SENTENCE_END.search(before, menu.end)
        loose = not menu.is_sure or bool(tied)
        for end in _ends(text, start, stop, line.end, dates):
            says = read_head_line(text, Span(start, end))
            if not (says.explained and says.certain) or (says.author and is_topic(says.author)):
                continue
            is_dated = bool(says.published or says.updated or _AGO.search(text, start, end))
            if loose and not (is_dated and (says.author or is_marked)):
                continue
            if _BYLINE.match(text, start) and _BYLINE.search(text, start + 1, end):
                continue  # "… by four seconds by Gwen Pryce", in capitals: the last one is the byline
            rest = text[end : line.end]
            # where a name behind a date ends cannot always be told: then byline and lead stay
            if _opens_lead(rest) or (menu.is_sure and _BY_BEHIND.match(rest)):
                return _with_title(text, Span(line.start, start), Span(start, end), says, menu)
    return None


def read_flat_title(text: str, line: Span) -> tuple[Span, Span] | None:
    """Return menu and headline of a line right above a byline, None where a menu does not open it for certain."""
    menu = read_menu(line.of(text))
    rest = line.of(text)[menu.end :].lstrip(f"{_SIGNS}>/»›")
    if not menu.is_sure or menu.may_go_on or not _is_headline(rest, is_signed=True, after_site=menu.by_site):
        return None
    return Span(line.start + menu.start, line.end - len(rest)), Span(line.end - len(rest), line.end)


def read_flat_menu(text: str, line: Span) -> Span | None:
    """Return the menu that opens a line of text, None where what opens it may be story."""
    menu = read_menu(text[line.start : min(line.end, line.start + REACH_CHARS)], before_lead=True)
    is_menu = menu.is_sure and menu.items >= MIN_MENU_ITEMS and menu.start == 0
    return Span(line.start, line.start + menu.end) if is_menu else None


def opens_with_menu(line: str) -> bool:
    """Tell whether a line opens with what may well be a menu: it is no headline as it stands."""
    menu = read_menu(line)
    return menu.is_sure and menu.items >= MIN_MENU_ITEMS and menu.start == 0


def _starts(text: str, start: int, stop: int, dates: list[Span]) -> list[tuple[int, bool]]:
    """Return where a byline or a date may begin, in order, and whether a label or an agency marks a date there."""
    found = {match.start(): False for match in _BYLINE.finditer(text, start, stop)}
    for date in dates:
        head = text[max(start, date.start - 40) : date.start]
        label = _LABEL.search(head) or _AGENCY.search(head)
        found[date.start - len(head) + label.start() if label else date.start] = bool(label)
    return sorted(found.items())


def _ends(text: str, start: int, stop: int, line_end: int, dates: list[Span]) -> list[int]:
    """Return where what begins at `start` may end, the furthest first: behind a date, or before a lead's first word."""
    found = set()
    for date in dates:
        if start <= date.start and date.end <= start + ANCHOR_CHARS:
            behind = _BEHIND.match(text, date.end, line_end)
            found |= {date.end, behind.end() if behind else date.end}
    behind_date = [by for end in found if (by := _BY_BEHIND.match(text, end, line_end))]
    for byline in (*_BYLINE.finditer(text, start, min(stop, start + ANCHOR_CHARS)), *behind_date):
        match = _NAME_THEN_LEAD.match(text, byline.end(), line_end)
        for opener in LEAD_OPENER.finditer(text, byline.end(), match.end() + 12) if match else ():
            if is_person(text[byline.end() : opener.start()]):
                found.add(opener.start())
                break
        if match and match.end() == line_end:
            found.add(line_end)
    if ago := _AGO.search(text, start, min(stop, start + ANCHOR_CHARS)):
        found.add(ago.end())
    return sorted(found, reverse=True)


def _opens_lead(rest: str) -> bool:
    """Tell whether what follows can be the lead, or nothing follows."""
    rest = rest.lstrip(_SIGNS)
    return not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"“‘«„¿¡'("


def _with_title(text: str, before: Span, anchor: Span, says: HeadLine, menu: Menu) -> FlatHead:
    """Return the head with what stands before its anchor parted into menu and headline, where that can be told."""
    end = before.start + len(before.of(text).rstrip(_SIGNS))
    menu_start, menu_end = before.start + menu.start, before.start + menu.end
    if menu_end > end:
        menu_start = menu_end = before.start
    start = end - len(text[menu_end:end].lstrip(f"{_SIGNS}>/»›"))
    if again := _repeated(text[before.start : end]):
        start = before.start + again
        title = Span(start, end)
        if _SENTENCE_END.search(text, menu_end, start):
            return FlatHead(Span(start, start), title, anchor, Span(anchor.end, anchor.end), says, left=True)
        menu_start, menu_end = before.start, start
    elif not menu.may_go_on and _is_headline(text[start:end], is_signed=bool(says.author), after_site=menu.by_site):
        title = Span(start, end)
        menu_end = start
    else:
        title = Span(start, start)
        menu_end = menu_end if menu.is_sure else menu_start
    behind = text[anchor.end : anchor.end + REACH_CHARS]
    anchor = Span(anchor.start, anchor.end + len(behind[: len(behind) - len(behind.lstrip(_SIGNS))].rstrip()))
    bar = _SHARE_BAR.match(text, anchor.end)
    share = Span(bar.start("bar"), bar.end()) if bar else Span(anchor.end, anchor.end)
    return FlatHead(Span(menu_start, menu_end), title, anchor, share, says, left=not title and start < end)


def _repeated(before: str) -> int | None:
    """Return where the headline begins that stands in `before` twice, the second time at its end."""
    words = list(re.finditer(r"\S+", before))
    end = words[-1].end() if words else 0
    for word in words[len(words) // 2 - 1 if len(words) > 1 else 0 :]:
        tail = before[word.start() : end]
        if len(tail.split()) < MIN_REPEATED_WORDS:
            break
        at = before.find(tail)
        if at < word.start() and at >= 0 and not _SENTENCE_END.search(tail):
            return word.start()
    return None


def _is_headline(text: str, *, is_signed: bool, after_site: bool) -> bool:
    """Tell whether a stretch before a byline or a date is a headline and nothing else."""
    words = text.split()
    if not MIN_HEADLINE_WORDS <= len(words) <= MAX_HEADLINE_WORDS or not _OPENS_TITLE.match(text):
        return False
    if text[0].islower() or text[-1] in ".,;:" or _SENTENCE_END.search(text):
        return False
    name = _TAIL_NAME.search(text)
    if name and (name["by"] or not is_signed):
        return False  # "Vos wins again Anna Smith": a byline without its word, or the headline's own last name
    if after_site or not any(len(w) > MAX_CAPITALS and w.islower() for w in words):
        return True
    capitals = next((i for i, w in enumerate(words) if w[:1].islower()), len(words))
    return capitals <= MAX_CAPITALS
