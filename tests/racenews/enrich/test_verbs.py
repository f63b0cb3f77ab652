from __future__ import annotations

import pytest

from racenews.enrich.verbs import PAST_FORMS, PRESENT_FORMS, present


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
