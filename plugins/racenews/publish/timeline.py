"""When a topic was in the news, as the numbers of a small drawing and as a table of its years."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from racenews.publish.view_records import Card, Link, Mark, Timeline
from racenews.words import Words

FEWEST = 3  # two kites on a line say less than the two dates
MOST_KITES = 40  # then one bar a month
MOST_LABELS = 8  # years that fit under a drawing of 320 pixels
TALLEST = 96
AXIS = 112  # where the line lies in the drawing, from above
KITE, KITE_STEP, KITE_STEPS = 44, 12, 4
LEFT, RIGHT = 1.5, 97.0  # per cent; the last label needs room


@dataclass(frozen=True, slots=True)
class Sighting:
    """One story that names the topic: how often, and whether the topic is among the first of its kind."""

    card: Card
    mentions: int
    hot: bool


def draw_timeline(name: str, hot: str, sightings: Sequence[Sighting], words: Words) -> Timeline | None:
    """Return the timeline of a topic, or None below three dated stories. `hot` says what a red kite means."""
    dated = [(s.card.date, s) for s in sightings if s.card.date]
    if len(dated) < FEWEST:
        return None
    days = [day for day, _ in dated]
    first, last = min(days).year, max(days).year
    title = words.say(
        "timeline.years" if first < last else "timeline.year", name=name, first=str(first), last=str(last)
    )
    ticks, labels = _ticks(first, last)
    by_year = sorted(Counter(day.year for day in days).items(), reverse=True)
    rows = tuple(Link(str(year), f"{year:04}/", count) for year, count in by_year)
    if len(dated) > MOST_KITES:
        return Timeline(title, ticks, labels, (), _bars(days, first, last), rows, words.say("timeline.bars"))
    marks = tuple(Mark(f"{_x(day, first, last)}%", _kite_height(s.mentions), s.hot) for day, s in dated)
    return Timeline(title, ticks, labels, marks, "", rows, words.say("timeline.kites", hot=hot))


def _kite_height(mentions: int) -> int:
    return KITE + KITE_STEP * min(KITE_STEPS, max(0, mentions - 1))


def _x(day: dt.date, first: int, last: int) -> str:
    """Return a day's place between 1 January of the first and 31 December of the last year, in hundredths."""
    start, end = dt.date(first, 1, 1), dt.date(last, 12, 31)
    return f"{LEFT + (RIGHT - LEFT) * (day - start).days / (end - start).days:.1f}"


def _ticks(first: int, last: int) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    step = math.ceil((last - first + 1) / MOST_LABELS)
    years = range(first, last + 1, step)
    return tuple(Mark(f"{_x(dt.date(y, 1, 1), first, last)}%", 0) for y in years), tuple(str(y) for y in years)


def _bars(days: Sequence[dt.date], first: int, last: int) -> str:
    """Return a bar a month as the path of an SVG that is 100 wide and stands on y = 112."""
    counts = Counter((day.year, day.month) for day in days)
    busiest = max(counts.values())
    return "".join(
        f"M{_x(dt.date(year, month, 15), first, last)} {AXIS - max(4, round(TALLEST * count / busiest))}V{AXIS}"
        for (year, month), count in sorted(counts.items())
    )
