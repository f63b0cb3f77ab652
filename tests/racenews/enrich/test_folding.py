from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from racenews.enrich.folding import fold


def test_names_fold_to_plain_letters() -> None:
    assert fold("Mørkøv Włodarczyk Pogačar D’hoore Đorđe\u00a0Ğ") == "Morkov Wlodarczyk Pogacar D'hoore Dorde G"


def test_letters_of_two_stay_as_they_are() -> None:
    assert fold("Straße Brauße Ægir") == "Straße Brauße Ægir"


@given(st.text())
def test_length_never_changes(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
