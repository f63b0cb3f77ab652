"""Dated cards -> years, months and days, newest first."""

from __future__ import annotations

import calendar
import math
from collections.abc import Sequence
from itertools import groupby

from racenews.publish.titles import Titles
from racenews.publish.view_records import CalendarCell, Card, DayView, Head, Link, MonthView, YearView
from racenews.words import Words

HEATS = 6
_WEEKS = calendar.Calendar(firstweekday=0)


def build_years(cards: Sequence[Card], titles: Titles, words: Words) -> tuple[YearView, ...]:
    """Return the years that have stories. `cards` are dated and newest first."""
    by_month = [(key, tuple(group)) for key, group in groupby(cards, key=_month_key)]
    busiest = max((len(group) for _, group in by_month), default=0)
    months = []
    for i, ((year, month), group) in enumerate(by_month):
        earlier = _month_link(by_month[i + 1][0], words) if i + 1 < len(by_month) else None
        later = _month_link(by_month[i - 1][0], words) if i else None
        months.append(_month(year, month, group, busiest, earlier, later, titles, words))
    by_year = [(year, tuple(group)) for year, group in groupby(months, key=lambda m: m.year)]
    return tuple(
        _year(
            year,
            group,
            _year_link(by_year[i + 1][0]) if i + 1 < len(by_year) else None,
            _year_link(by_year[i - 1][0]) if i else None,
            titles,
            words,
        )
        for i, (year, group) in enumerate(by_year)
    )


def month_path(year: int, month: int) -> str:
    """Return "2023/09/"."""
    return f"{year:04}/{month:02}/"


def _month_key(card: Card) -> tuple[int, int]:
    if card.date is None:
        raise ValueError(f"{card.path} has no date and belongs in no month")
    return card.date.year, card.date.month


def _month_link(key: tuple[int, int], words: Words) -> Link:
    return Link(words.month_and_year(*key), month_path(*key))


def _year_link(year: int) -> Link:
    return Link(str(year), f"{year:04}/")


def _month(
    year: int,
    month: int,
    cards: Sequence[Card],
    busiest: int,
    earlier: Link | None,
    later: Link | None,
    titles: Titles,
    words: Words,
) -> MonthView:
    name = words.month_and_year(year, month)
    days = tuple(
        DayView(day, words.day_and_month(day, month), tuple(group))
        for day, group in groupby(cards, key=lambda c: c.date.day if c.date else 0)
    )
    counts = {day.day: len(day.cards) for day in days}
    weeks = tuple(
        tuple(CalendarCell(day, counts.get(day, 0)) for day in week) for week in _WEEKS.monthdayscalendar(year, month)
    )
    description = words.say("archive.month_description", stories=words.say("count.story", n=len(cards)), month=name)
    return MonthView(
        year=year,
        month=month,
        name=name,
        head=Head(
            titles.claim(words.say("archive.month_title", month=name)),
            description,
            month_path(year, month),
            section="archive",
        ),
        days=days,
        count=len(cards),
        weeks=weeks,
        heat=math.ceil(HEATS * len(cards) / busiest),
        earlier=earlier,
        later=later,
    )


def _year(
    year: int,
    months: Sequence[MonthView],
    earlier: Link | None,
    later: Link | None,
    titles: Titles,
    words: Words,
) -> YearView:
    columns: list[MonthView | None] = [None] * 12
    for month in months:
        columns[month.month - 1] = month
    count = sum(m.count for m in months)
    stories = words.say("count.story", n=count)
    description = words.say("archive.year_description", stories=stories, year=str(year))
    head = Head(
        titles.claim(words.say("archive.year_title", year=str(year))), description, f"{year:04}/", section="archive"
    )
    return YearView(year, head, tuple(months), tuple(columns), count, earlier, later)
