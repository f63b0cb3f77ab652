"""Which of two figures is the day: 03/04/2024 is 3 April in London and 4 March in Chicago. The dump may tell.

Where it does not, the day comes first, as in most of the world that races; the editor is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from racenews.intake.dates import find_dates
from racenews.types import Header

MAX_CHARS = 20_000  # of a dump: who writes so tells it long before
NEAR_DAYS = 10  # a story names days close to its own
MIN_ENGLISH_SHARE = 0.04  # of all words: "the", "and" and their like; other languages have none
MIN_WORDS = 30  # fewer tell no language

OPEN_DATE = re.compile(
    r"(?<![\w/.-])(?P<first>0?[1-9]|1[0-2])/(?P<second>0?[1-9]|1[0-2])/(?:(?:19|20)\d\d|\d\d)(?![\w/])"
)
_SLASHED = re.compile(r"(?<![\w/.-])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?:(?:19|20)\d\d|\d\d)(?![\w/])")
_WEEKDAY = re.compile(
    r"\b(?:(mon|lun|ma(?=andag)|montag)|(tue|die(?=nst)|din(?=sd)|mar(?=di|ted|tes))|(wed|mit(?=tw)|woe|mer(?=cr|col)|"
    r"mié|mie(?=rc))|(thu|don|jeu|gio|jue)|(fri|fre(?=it)|vri|ven|vie)|(sat|sam|zat|sab|sáb)|(sun|son(?=nt)|zon|dim|"
    r"dom))[^\W\d_]*\.?,?\s*$",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"\b(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]?T)\b|\b(?:Associated Press|USA Today)\b|\(AP\)|"
    r"\b(?:color(?:s|ed|ful)?|favorites?|kilometers?|meters|centers?|defense|traveled|honor(?:s|ed)?)\b"
)
_BRITISH = re.compile(
    r"\b(?:BST|GMT|CES?T|AE[SD]T)\b|\bPA Media\b|\.(?:co\.uk|ie|com\.au|co\.nz|fr|de|nl|be|it|es|pt|dk|ch|at)\b|"
    r"\b(?:colour(?:s|ed|ful)?|favourites?|kilometres?|metres|centres?|defence|travelled|honour(?:s|ed)?|programmes?)\b"
)
_CLOCK = re.compile(r"[\s,|·–—-]{0,4}(?:at\s+|à\s+)?(?:(?:1[3-9]|2[0-3])[:.]|[0-2]?\dh)[0-5]\d\b")
"""Behind the date, by 24 hours: Americans count twelve twice."""
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset("the and of was with for his her their has at from".split())


def settle_day_order(header: Header, text: str) -> Header:
    """Return `header` with its date read as the dump writes dates, day first where nothing tells the order.

    Only a date in figures with strokes, both of which may be months, is open; dots and dashes put the day first.
    """
    if header.published is None:
        return header
    places = [
        found.span
        for span in header.spans
        for found in find_dates(text, span.start, span.end)
        if found.date == header.published
    ]
    is_open = [match for place in places if (match := OPEN_DATE.match(text, place.start))]
    if not is_open or len(is_open) < len(places):
        return header
    return replace(header, published=pick_day(header.published, text, is_open[0].start()))


def pick_day(day_first: dt.date, text: str, at: int) -> dt.date:
    """Return the day that the figures at `at` stand for, in which `day_first` was read."""
    if is_day_first(day_first, text, at) is False:
        return dt.date(day_first.year, day_first.day, day_first.month)
    return day_first


def is_day_first(day_first: dt.date, text: str, at: int) -> bool | None:
    """Tell what the dump says of the order of the figures at `at`; None where it says nothing."""
    match = OPEN_DATE.match(text, at)
    if match is None or int(match["first"]) == int(match["second"]):
        return True
    month_first = dt.date(day_first.year, day_first.day, day_first.month)
    told = _by_weekday(text, at, day_first, month_first)
    if told is None and _CLOCK.match(text, match.end()):
        told = True
    for ask in (_by_other_figures, _by_spelling, _by_language):
        told = ask(text[:MAX_CHARS]) if told is None else told
    if told is None:
        told = _by_other_days(text[:MAX_CHARS], day_first, month_first)
    return told


def _by_weekday(text: str, at: int, day_first: dt.date, month_first: dt.date) -> bool | None:
    """Return what the name of the day before the figures says: "Tue 02/05/2023"."""
    match = _WEEKDAY.search(text, max(0, at - 16), at)
    if not match or match.lastindex is None:
        return None
    return _only_one(day_first.weekday() == match.lastindex - 1, month_first.weekday() == match.lastindex - 1)


def _by_other_figures(text: str) -> bool | None:
    """Return the order of the other dates of this kind of which only one figure can be a month."""
    pairs = [(int(m["first"]), int(m["second"])) for m in _SLASHED.finditer(text)]
    return _only_one(any(first > 12 >= second for first, second in pairs), any(f <= 12 < s for f, s in pairs))


def _by_spelling(text: str) -> bool | None:
    """Return what time zones, agencies, addresses and spelling say of the country."""
    return _only_one(bool(_BRITISH.search(text)), bool(_AMERICAN.search(text)))


def _by_language(text: str) -> bool | None:
    """Return True where the text is not English: other languages put the day first."""
    words = _WORD.findall(text.lower())
    if len(words) < MIN_WORDS:
        return None
    return True if sum(word in _ENGLISH for word in words) < MIN_ENGLISH_SHARE * len(words) else None


def _by_other_days(text: str, day_first: dt.date, month_first: dt.date) -> bool | None:
    """Return the reading that lies close to a day which the dump writes out."""

    def is_near(day: dt.date) -> bool:
        return any(abs((other - day).days) <= NEAR_DAYS for other in _written_days(text))

    return _only_one(is_near(day_first), is_near(month_first))


def _written_days(text: str) -> Iterator[dt.date]:
    for line in re.finditer(r"[^\n]+", text):
        for found in find_dates(text, line.start(), line.end()):
            if not OPEN_DATE.match(text, found.span.start):
                yield found.date


def _only_one(day_first: bool, month_first: bool) -> bool | None:
    """Return which of two holds, None where both do or neither."""
    return day_first if day_first != month_first else None
