from __future__ import annotations

import pytest

from racenews.enrich.careers import elite_years, is_old_enough, may_race_in
from racenews.types import Entry


def rider(born: str = "", tours: str = "") -> Entry:
    return Entry("rider", "a-b", "A B", "M", {"birth_year": born, "tour_years": tours})


@pytest.mark.parametrize(("year", "expected"), [(2007, False), (2008, True), (2040, True)])
def test_no_story_is_about_a_child(year: int, expected: bool) -> None:
    assert is_old_enough(rider("1995"), year) is expected


@pytest.mark.parametrize(("year", "expected"), [(1990, False), (2012, True), (2039, True), (2040, False)])
def test_birth_year_bounds_a_career(year: int, expected: bool) -> None:
    assert may_race_in(rider("1995"), year) is expected


@pytest.mark.parametrize(("year", "expected"), [(1990, False), (2000, True), (2030, True), (2040, False)])
def test_starts_in_the_tour_bound_a_career_where_no_birth_year_is_known(year: int, expected: bool) -> None:
    assert may_race_in(rider(tours="2010-2014;2016-2020"), year) is expected


def test_of_an_unknown_rider_nothing_is_ruled_out() -> None:
    assert may_race_in(rider(), 1950)
    assert is_old_enough(rider(), 1950)
    assert not elite_years(rider())


def test_elite_years_are_those_in_which_he_may_race() -> None:
    years = elite_years(rider("1960"))
    assert all(may_race_in(rider("1960"), year) for year in years)
    assert (years[0], years[-1]) == (1977, 2004)
