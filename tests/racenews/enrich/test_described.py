from __future__ import annotations

import pytest

from racenews.enrich.described import is_described, name_described
from racenews.types import Entry


def rider(name: str, nation: str, gender: str = "M") -> Entry:
    return Entry("rider", name.lower().replace(" ", "-"), name, gender, {"nation": nation})


ROSA, MUNOZ = rider("Rosa Quintero", "MEX", "F"), rider("Pedro Muñoz", "MEX")
KOS = rider("Ana Kos", "SLO", "F")


def test_the_one_rider_of_the_nation_is_named() -> None:
    assert name_described("The Mexican wins the stage", [KOS, MUNOZ]) == "Pedro Muñoz wins the stage"


@pytest.mark.parametrize("riders", [[ROSA, MUNOZ], [KOS], [], [MUNOZ, rider("Jon Doe", "")]])
def test_nobody_is_named_where_it_is_not_sure(riders: list[Entry]) -> None:
    assert name_described("The Mexican wins the stage", riders) == "The Mexican wins the stage"


def test_a_word_for_women_means_a_woman() -> None:
    riders = [rider("Piet Bos", "NED"), rider("Anna Bos", "NED", "F")]
    assert name_described("The Dutchwoman attacks", riders) == "Anna Bos attacks"


def test_only_a_nationality_is_a_description() -> None:
    assert [is_described(t) for t in ("The Dane wins", "The Tour starts", "A Dane wins")] == [True, False, False]


@pytest.mark.parametrize(
    "title",
    [
        "The Mexican rider Pedro Muñoz dies at the age of 26",
        "The Mexican dies in the car of Muñoz",
        "The Mexican team wins the relay",
        "The Mexican federation appeals",
    ],
)
def test_no_name_is_put_where_one_stands_or_nobody_is_meant(title: str) -> None:
    assert name_described(title, [MUNOZ]) == title


def test_the_word_for_a_rider_goes_with_the_nationality() -> None:
    assert name_described("The Mexican sprinter wins the stage", [MUNOZ]) == "Pedro Muñoz wins the stage"
