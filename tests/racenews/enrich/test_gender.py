from __future__ import annotations

import pytest

from racenews.enrich.gender import Tally, event_words, tally_words


@pytest.mark.parametrize(
    ("tally", "side"), [(Tally(), ""), (Tally(f=7, m=3), "F"), (Tally(f=3, m=7), "M"), (Tally(f=6, m=4), "")]
)
def test_side_needs_a_sure_share(tally: Tally, side: str) -> None:
    assert tally.side == side


def test_words_are_counted_for_their_side() -> None:
    assert tally_words("She rode her race; he watched the women.") == Tally(f=3, m=1)


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("The women's race followed.", "F"),
        ("The men's race followed.", "M"),
        ("The men's race followed the women's.", ""),
        ("The race followed.", ""),
    ],
)
def test_event_is_called_womens_or_mens(sentence: str, side: str) -> None:
    assert event_words(sentence) == side
