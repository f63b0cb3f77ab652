from __future__ import annotations

import pytest

from racenews import clean_text

MORE = (
    "Ada Holm won the second stage on Tuesday after a long solo ride.\n\n"
    "Inès Roche was second, a minute behind, and keeps the leader's jersey."
)


@pytest.mark.parametrize("head", ["", "date 2025-03-14 ", "date 2025-03-14\n\n\n"])
@pytest.mark.parametrize(
    "lead",
    [
        "1903: sixty riders left a café outside Paris, and twenty-one came back.",
        "1903 was the first year, and sixty riders left a café outside Paris.",
        "12 March 1974 was the day on which the race changed, and nobody who stood on the hill has forgotten it.",
        "On 12 March 1974 the race changed, and nobody who stood on the hill has forgotten it.",
        "March 12, 1974, was the day on which the race changed.",
        "1974-03-12 was the day on which the race changed, and nobody has forgotten it.",
    ],
)
def test_a_story_that_opens_with_a_day_or_a_year_is_whole(head: str, lead: str) -> None:
    assert clean_text(f"{head}{lead}\n\n{MORE}").replace("’", "'") == f"{lead}\n\n{MORE}"


def test_a_form_that_opens_with_a_year_goes() -> None:
    text = "date 2025-03-14 2025 newsletter: Sign up to our newsletter and never miss a race.\n\n"
    assert clean_text(f"{text}{MORE}").replace("’", "'") == MORE
