from __future__ import annotations

import pytest

from racenews.enrich.verbs import PAST_FORMS, PRESENT_FORMS, past, present


@pytest.mark.parametrize(
    ("past", "now"),
    [
        ("won", "wins"),
        ("reached", "reaches"),
        ("carried", "carries"),
        ("controlled", "controls"),
        ("dropped", "drops"),
        ("equalled", "equals"),
        ("retired", "retires"),
        ("led", "leads"),
        ("beat", "beats"),
        ("went", "goes"),
        ("oversaw", "oversees"),
    ],
)
def test_past_forms_know_their_present(past: str, now: str) -> None:
    assert PAST_FORMS[past].past
    assert present(PAST_FORMS[past].base, plural=False) == now
    assert PRESENT_FORMS[now] == PAST_FORMS[past].base


def test_plural_subject_takes_the_base() -> None:
    assert present("win", plural=True) == "win"


def test_participle_alone_is_no_past() -> None:
    assert not PAST_FORMS["taken"].past
    assert PAST_FORMS["taken"].participle


def test_every_base_has_a_past() -> None:
    assert [past(base) for base in ("win", "finish", "drop", "prove")] == ["won", "finished", "dropped", "proved"]


def test_verbs_that_are_nouns_too_are_told_by_their_past_alone() -> None:
    assert PAST_FORMS["sentenced"].base == "sentence"
    assert "sentences" not in PRESENT_FORMS
