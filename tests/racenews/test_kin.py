"""Stories that say nearly the same: found in one pass, whatever their number."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from racenews import kin as kinship
from racenews.kin import Kin, signature_of

WORDS = (
    "the riders race stage climb finish bunch team wind rain hour minute day road corner bridge jury lead gap attack chase "
    "sprint summit valley village feed bottle wheel tyre frame coach mayor crowd flag bell lap start north south east west"
).split()


def find_kin(stories: Sequence[tuple[str, str]]) -> tuple[Kin, ...]:
    return kinship.find_kin([(source, signature_of(text)) for source, text in stories], dict(stories).__getitem__)


def story(seed: int, words: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def edited(text: str, *places: int) -> str:
    words = text.split()
    for place in places:
        words[place] = "elsewhere"
    return " ".join(words)


def test_a_story_with_a_few_words_changed_is_kin() -> None:
    text = story(1)
    (kin,) = find_kin([("a.txt", text), ("b.txt", story(2)), ("c.txt", edited(text, 10, 150, 280))])
    assert (kin.source, kin.of) == ("c.txt", "a.txt")
    assert 85 <= kin.percent < 100


def test_case_quotes_and_white_space_make_no_difference() -> None:
    text = story(1)
    (kin,) = find_kin([("a.txt", text), ("b.txt", text.upper().replace(" ", "\n"))])
    assert kin.percent == 100


def test_kin_of_kin_name_the_first() -> None:
    text = story(1)
    found = find_kin([("a", text), ("b", edited(text, 5)), ("c", edited(text, 5, 90)), ("d", edited(text, 5, 90, 200))])
    assert [(kin.source, kin.of) for kin in found] == [("b", "a"), ("c", "a"), ("d", "a")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (story(1), story(2)),
        (story(1), f"{story(1, 100)} {story(3, 200)}"),
        ("Holm won.", "Holm won."),
        ("", ""),
    ],
)
def test_stories_that_share_a_part_or_are_too_short_are_no_kin(one: str, other: str) -> None:
    assert find_kin([("a", one), ("b", other)]) == ()


def test_reports_from_one_mould_are_no_kin() -> None:
    def report(stage: int, winner: str, second: str, gap: int) -> str:
        return (
            f"{winner} won stage {stage} of the race on day {stage} after {story(stage, 40)} and {second} was second at {gap} "
            f"seconds. The jury confirmed the result in the evening. {winner} said: {story(stage + 50, 30)}. All results below."
        )

    assert find_kin([("a", report(1, "Holm", "Berg", 4)), ("b", report(2, "Berg", "Roche", 12))]) == ()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 6), st.integers(60, 500))
def test_what_is_found_is_alike_and_what_is_alike_is_found(seed: int, edits: int, words: int) -> None:
    text = story(seed, words)
    places = random.Random(seed).sample(range(words), edits)
    found = find_kin([("a", text), ("b", edited(text, *places))])
    if edits * 5 * 12 <= words:  # fewer than one shingle in twelve has changed
        assert found
    for kin in found:
        assert isinstance(kin, Kin)
        assert kin.percent >= 70


def test_a_thousand_copies_are_compared_with_the_first_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from racenews import kin as module

    asked = 0
    sound = module._likeness

    def counted(one: frozenset[int], other: frozenset[int]) -> float:
        nonlocal asked
        asked += 1
        return sound(one, other)

    monkeypatch.setattr(module, "_likeness", counted)
    text = story(1, 80)
    assert len(find_kin([(f"{n:04}", text) for n in range(1000)])) == 999
    assert asked == 999


@given(seed=st.integers(0, 999), ones=st.integers(1, 140), others=st.integers(1, 80))
@settings(max_examples=30, deadline=None)
def test_many_compared_at_once_are_as_near_as_each_pair(seed: int, ones: int, others: int) -> None:
    chance = random.Random(seed)
    near = [array("H", (chance.choice((7, 8, n)) for n in range(64))) for _ in range(ones + others)]
    left, right = near[:ones], near[ones:]
    pairs = [(i, k) for i, one in enumerate(left) for k, other in enumerate(right) if kinship.are_near(one, other)]
    with mock.patch.object(kinship, "FEW_PAIRS", 0):
        assert list(kinship.find_near(left, right)) == pairs
