"""Tell whether a rider can have raced in a year: namesakes of two generations are told apart by it."""

from __future__ import annotations

from racenews.types import Entry

FIRST_AGE = 13  # a story of a first race, or of a talent at school
FIRST_ELITE_AGE = 17
LAST_ELITE_AGE = 44  # the oldest of a bunch; who stopped is written about later, too
TOUR_YEARS_AROUND = 14  # before and after a start in the Tour, where the birth year is not known


def is_old_enough(entry: Entry, year: int) -> bool:
    """Say whether a story of that year can be about the rider at all."""
    born = entry.facts.get("birth_year")
    return not born or year - int(born) >= FIRST_AGE


def has_age_in(entry: Entry, age: int, year: int) -> bool:
    """Say whether the rider is of that age in that year, give or take one; true where the birth year is not known."""
    born = entry.facts.get("birth_year")
    return not born or abs(year - int(born) - age) <= 1


def may_race_in(entry: Entry, year: int) -> bool:
    """Say whether the rider can have been one of the bunch in that year; true where nothing is known."""
    born = entry.facts.get("birth_year")
    if born:
        return FIRST_ELITE_AGE <= year - int(born) <= LAST_ELITE_AGE
    tours = entry.facts.get("tour_years") or ""  # "2010-2014;2016-2016"
    if not tours:
        return True
    return int(tours[:4]) - TOUR_YEARS_AROUND <= year <= int(tours[-4:]) + TOUR_YEARS_AROUND


def elite_years(entry: Entry) -> range:
    """Return the years in which the rider can have been one of the bunch; none where the birth year is not known."""
    born = entry.facts.get("birth_year")
    return range(int(born) + FIRST_ELITE_AGE, int(born) + LAST_ELITE_AGE + 1) if born else range(0)
