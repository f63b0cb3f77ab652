from __future__ import annotations

import pytest

from racenews.intake.dates import find_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-09-26", "2023-09-26"),
        ("2023-08-08T10:42:00+02:00", "2023-08-08"),
        ("2025.08.03", "2025-08-03"),
        ("published 3 July 2024", "2024-07-03"),
        ("Race Desk | 27 March 2022", "2022-03-27"),
        ("last updated April 06, 2023", "2023-04-06"),
        ("Sunday, April 4, 2021", "2021-04-04"),
        ("Sun 6 Aug 2023 18.20 BST", "2023-08-06"),
        ("by Nadine Schreuder, 18th October, 2022", "2022-10-18"),
        ("Camille Ferrand, Oct 15th 2024", "2024-10-15"),
        ("12/08/2024", "2024-08-12"),
        ("09/26/2023", "2023-09-26"),
        ("3.10.2021", "2021-10-03"),
        ("24/9/22", "2022-09-24"),
        ("06-08-21", "2021-08-06"),
        ("1 July 2022 at 7:45pm", "2022-07-01"),
        ("Sept. 26, 2023", "2023-09-26"),
        ("26 septembre 2023", "2023-09-26"),
        ("5 de julio de 2023", "2023-07-05"),
        ("3. März 2024", "2024-03-03"),
    ],
)
def test_every_notation_is_read(text: str, date: str) -> None:
    assert [found.date.isoformat() for found in find_dates(text)] == [date]


@pytest.mark.parametrize(
    "text", ["31/02/2020", "2023-13-40", "1,234 km", "4:12.5", "stage 12", "version 1.2.3", "192.168.10.24", "99-99-99"]
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_the_time_of_day_belongs_to_the_date() -> None:
    text = "17/09/2023 - 22:10"
    assert find_dates(text)[0].span.of(text) == text
