from __future__ import annotations

import pytest

from racenews.enrich.fields import MIN_FIELD_WORDS, count_field_words


@pytest.mark.parametrize(
    "text",
    [
        "The council put off the vote, and the opposition walked out.",
        "Magistrates heard the witness and fined the driver.",
        "The goalkeeper saved a header, and the striker hit the post.",
        "Shares rose when the company doubled its profit, said an analyst.",
        "The saddle weighs ninety grams, and the rims are made of carbon.",
        "She swam well and won the marathon of the triathlon.",
    ],
)
def test_another_field_is_told_by_its_words(text: str) -> None:
    assert count_field_words(text) >= MIN_FIELD_WORDS


@pytest.mark.parametrize(
    "text",
    [
        "He attacked on the last climb, caught the break and won the stage by a wheel.",
        "The team has signed a sprinter; the manager spoke of a goal and of a transfer.",
        "The coach told her to wait, and she went with a lap to ride.",
    ],
)
def test_a_race_report_is_of_no_other_field(text: str) -> None:
    assert count_field_words(text) < MIN_FIELD_WORDS


def test_forms_of_one_word_count_once() -> None:
    assert count_field_words("vote votes voted voters") == 1
