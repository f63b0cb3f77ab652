from __future__ import annotations

import pytest

from racenews.enrich.eponyms import is_named_after


@pytest.mark.parametrize(
    "text",
    [
        "in Via *, near the station",
        "the Stade * is shut",
        "at the Cafe * they serve soup",
        "the * National Velodrome",
        "the * Foundation gives bicycles",
        "the * UCI Gran Fondo",
        "over the * bridge on foot",
        "the * lane ends at a ditch",
        "the *, two hundred kilometres long",
        "a * college",
        "Trains stop at *, a halt without a roof",
        "a horse called * won the second race",
        "*, a gelding of four, won",
        "the Grand Prix * was put off",
    ],
)
def test_what_is_named_after_a_rider_is_not_the_rider(text: str) -> None:
    before, after = text.split("*")
    assert is_named_after(before, after)


@pytest.mark.parametrize(
    "text",
    [
        "reported via *, the winner",
        "* bridged to the leaders",
        "let * bridge across",
        "*'s foundation gives bicycles",
        "*, a Breton, won",
        "at the bar * told a story",
        "after the race * rode home",
        "the great *, the winner, and",
        "after * the lane is wide",
        "the * group sprinted for second",
        "*, the son of a school teacher",
        "the former champion * runs a hotel",
    ],
)
def test_a_rider_beside_such_words_is_the_rider(text: str) -> None:
    before, after = text.split("*")
    assert not is_named_after(before, after)
