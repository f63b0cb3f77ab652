"""No change may make the cleaner worse unseen: figures on pages of publishers that the weights do not know."""

from __future__ import annotations

import pytest
from tools.gate.floors import INPUTS, below, clean_pages, figures, read_floors, read_pages
from tools.gate.measure import measure, summarise

from racenews.clean.weights import MODES, Mode

STORY = "Vermeer won the second stage by a wheel. Nobody had expected the rain to come so early."
FORM = "Sign up for our newsletter and never miss a stage again."


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", INPUTS)
def test_quality_stays_above_the_floor(kind: str, mode: Mode) -> None:
    found = figures(summarise(clean_pages(kind, mode, read_pages())))
    floor = read_floors()[kind][mode]
    assert set(floor) == set(found)
    assert not below(found, floor)


def test_floor_names_what_is_worse() -> None:
    good = {"f1": 0.9, "clean": 50.0, "lost": 1.0, "kept": 5.0, "sign_up": 0.0}
    assert not below(good, good)
    assert below({**good, "lost": 1.1}, good) == ["lost is 1.1, the floor is 1.0"]
    assert below({**good, "f1": 0.899}, good) == ["f1 is 0.899, the floor is 0.9"]


def test_perfect_output_is_clean() -> None:
    found = measure(STORY, f"{FORM}\n{STORY}", STORY)
    assert found.is_clean
    assert (found.lost_share, found.kept_share, found.precision, found.recall) == (0, 0, 1, 1)
    assert (found.sign_up, found.sign_up_left) == (1, 0)


def test_lost_and_kept_sentences_are_named() -> None:
    found = measure(STORY, f"{FORM}\n{STORY}", f"{FORM}\nVermeer won the second stage by a wheel.")
    assert found.lost == ("Nobody had expected the rain to come so early.",)
    assert found.kept == (FORM,)
    assert (found.lost_share, found.kept_share, found.sign_up_left) == (0.5, 1, 1)


def test_sentence_that_the_dump_never_held_is_not_lost() -> None:
    assert measure(f"{STORY} The jury met at nine in the evening.", STORY, STORY).lost == ()
