"""Dates as news sites write them. Day before month where figures leave it open."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from racenews.types import Span

FIRST_YEAR = 1869  # the first road race, Paris-Rouen
LAST_YEAR = 2100

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan january. januari januar janvier janv gennaio gen enero ene jänner janeiro stycznia",
        "february feb februari februar février fevrier févr fevr febbraio febrero fevereiro fev lutego",
        "march mar maart mrt märz mars marzo março marco marts marca",
        "april apr avril avr aprile abril abr kwietnia",
        "may mei mai maggio mag mayo maio maj maja",
        "june jun juni juin giugno giu junio junho czerwca",
        "july jul juli juillet juil luglio lug julio julho lipca",
        "august aug augustus août aout agosto ago augusti sierpnia",
        "september sep sept septembre settembre set septiembre setembro września",
        "october oct oktober okt octobre ottobre ott octubre outubro out października",
        "november nov novembre noviembre novembro listopada",
        "december dec dezember dez décembre decembre déc dicembre dic diciembre dezembro desember grudnia",
    ),
    start=1,
):
    for _name in _names.split():
        _MONTHS.setdefault(_name.strip("."), _number)

_MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag"
    r"|måndag|tisdag|lördag|söndag)\b\.?,?\s+(?:(?:den|le|el)\s+)?"
)
_TIME = (
    r"(?:[\s,·|@–—-]{0,4}(?:(?:at|um|om|à|alle|ore|alle\s+ore|a\s+las?|às?|kl\.?)\s+)?[0-2]?\d[:.h][0-5]\d(?::[0-5]\d)?"
    r"(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:BST|GMT|UTC|CES?T|E[SD]T|[PCM][SD]T|AE[SD]T|Uhr|uur|u|Z|h|hs|hrs|horas)\b\.?)?(?:\s?[+-]\d\d:?\d\d)?)?"
)
_SURE_YEAR = r"(?:18|19|20)\d\d(?![\w/])(?!-\d)"
_MONTH_ENDS = "|".join(sorted({name[-2:] for name in _MONTHS}))
_AFTER_MONTH = rf"[^\W\d_](?=\.?,?[\s-]+(?:de\s+)?{_SURE_YEAR})(?<={_MONTH_ENDS})"
_AFTER_DAY = rf"\d(?:[a-z]{{2}}|[.º])?,?\s+{_SURE_YEAR}"
_SHORT_YEAR = r"\s['’]\d\d"
_FORMS = (
    (
        r"(?P<year>(?:18|19|20)\d\d)-(?P<mm>[01]\d)-(?P<day>[0-3]\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
        r"\d-[01]\d-\d",
    ),
    (r"(?P<year>(?:18|19|20)\d\d)(?P<sep>[./])(?P<mm>[01]?\d)(?P=sep)(?P<day>[0-3]?\d)", r"\d\d[./]\d\d?[./]\d"),
    (rf"(?:{_WEEKDAY})?{_DAY}[\s-]+(?:of\s+|de\s+)?{_MONTH},?[\s-]+(?:de\s+)?{_YEAR}", _AFTER_MONTH),
    (rf"(?:{_WEEKDAY})?{_MONTH}\s+{_DAY},?\s+{_YEAR}", _AFTER_DAY),
    (rf"(?:{_WEEKDAY})?{_DAY}\s+{_MONTH},?\s+['’](?P<yy>\d\d)", _SHORT_YEAR),
    (rf"(?:{_WEEKDAY})?{_MONTH}\s+{_DAY},?\s+['’](?P<yy>\d\d)", _SHORT_YEAR),
    (
        r"(?P<day>[0-3]?\d)(?P<sep>[./-])(?P<mm>[0-3]?\d)(?P=sep)(?P<year>(?:18|19|20)\d\d)",
        r"\d[./-]\d\d?[./-]\d\d\d",
    ),
    (r"(?P<day>[0-3]?\d)(?P<sep>[./-])(?P<mm>[0-3]?\d)(?P=sep)(?P<yy>\d\d)", r"\d[./-]\d\d?[./-]\d\d"),
)
"""Each form with what must stand somewhere for it to match: to look for that is far faster than to try the form."""
_PATTERNS = tuple(
    (
        re.compile(rf"(?<![\w/.-])(?:{form})(?![\w/])(?!-\d){_TIME}", re.IGNORECASE),
        re.compile(needed, re.IGNORECASE),
    )
    for form, needed in _FORMS
)
YEARLESS = re.compile(
    rf"(?:{_WEEKDAY})?(?:{_DAY}\s+{_MONTH}|{_MONTH.replace('month', 'month2')}\s+{_DAY.replace('day', 'day2')}){_TIME}",
    re.I,
)
"""A day without its year ("Tue 26 Sep"): header matter, and no date."""

MAX_DATELINE_CHARS = 100
_PLACE_AHEAD = re.compile(
    r"(?!(?:On|In|At|Am|Le|El|Il|Op|Em)\b)[^\W\d_a-z][\w'’.-]*(?:[ -](?:[^\W\d_a-z][\w'’.-]*|de|del|la|los|las|le|les|"
    r"sur|am|an|der|di|upon))*(?:,? ?\([^()\d]{2,24}\)|, [^\W\d_a-z][\w'’. -]{1,24})?,\s+(?:le |el |den |il )?"
)
_LEAD_BEHIND = re.compile(r"\s*(?:\([^()\d]{2,24}\)|/[^/\d]{2,24}/)?\s*[—–-]{1,2}\s+[\"“‘«„]?[^\Wa-z\d_]")
"""What stands before and behind the date of a dateline: a place with its comma, an agency, a dash."""

_CANDIDATE = re.compile(r"['’\d](?:(?<=\d)[./-]\d|(?<=['’])\d\d|(?<=1)[89]\d\d|(?<=2)0\d\d)")
"""Something of this stands in every date: a year, or figures with a sign between or before them."""
MAX_LINE_CHARS = 2000  # a date that heads a story stands near the start of its line


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date and the span of its notation (weekday and time of day included)."""

    span: Span
    date: dt.date


def find_dates(text: str, start: int = 0, end: int | None = None) -> tuple[DateFound, ...]:
    """Return the real dates written in `text[start:end]`, in order, without overlaps.

    >>> [str(d.date) for d in find_dates("Sun 6 Aug 2023 18.20 BST; 06-08-21; 31/02/2020")]
    ['2023-08-06', '2021-08-06']
    """
    stop = min(len(text) if end is None else end, start + MAX_LINE_CHARS)
    if not _CANDIDATE.search(text, start, stop):
        return ()
    found: list[DateFound] = []
    for pattern, needed in _PATTERNS:
        if not needed.search(text, start, stop):
            continue
        for match in pattern.finditer(text, start, stop):
            date = _date_of(match.groupdict())
            span = Span(match.start(), match.end())
            if date and all(span.end <= f.span.start or f.span.end <= span.start for f in found):
                found.append(DateFound(span, date))
    return tuple(sorted(found, key=lambda f: f.span))


def read_dateline(line: str) -> dt.date | None:
    """Return the day in the dateline that opens a lead, None where none does.

    >>> str(read_dateline("BERGEN, Norway, Aug 31, 2023 (AP) — Ada Holm won the stage."))
    '2023-08-31'
    >>> read_dateline("On 5 May 2019 – Ada Holm was a girl then – it rained.")
    """
    found = next(iter(find_dates(line[:MAX_DATELINE_CHARS])), None)
    if found is None or not _PLACE_AHEAD.fullmatch(line[: found.span.start]):
        return None
    return found.date if _LEAD_BEHIND.match(line[found.span.end :]) else None


def _date_of(parts: dict[str, str | None]) -> dt.date | None:
    """Return the day that the named parts of a match stand for, None where there is no such day."""
    year = int(parts.get("year") or 0) or _century(int(parts.get("yy") or 0))
    month = _MONTHS.get((parts.get("month") or "").lower()) or int(parts.get("mm") or 0)
    day = int(parts.get("day") or 0)
    if month > 12 and day <= 12 and parts.get("sep"):
        day, month = month, day  # 09/26/2023 can only be the American order
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date if FIRST_YEAR <= date.year <= LAST_YEAR else None


def _century(two: int) -> int:
    """Return the year that two figures stand for: 1970 to 2069."""
    return 2000 + two if two < 70 else 1900 + two
