from __future__ import annotations

import pytest

from racenews.enrich.cues import discipline_of, same_given_name


@pytest.mark.parametrize(
    ("text", "discipline"),
    [
        ("He won the sprint.", "road"),
        ("The keirin at the velodrome", "track"),
        ("A cyclocross race", "cyclo-cross"),
        ("From cyclo-cross to mountain biking", ""),
        ("The triathlon in Nice", "other"),
    ],
)
def test_discipline_is_named_where_one_is(text: str, discipline: str) -> None:
    assert discipline_of(text) == discipline


def test_given_names_have_forms() -> None:
    assert same_given_name("Tom", "Thomas")
    assert not same_given_name("Tony", "Thomas")
