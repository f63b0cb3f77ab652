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
