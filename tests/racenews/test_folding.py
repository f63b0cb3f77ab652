"""The three plain forms of a text: phrases, names, ASCII."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from racenews.folding import fold, fold_names, to_ascii


def test_names_fold_to_plain_letters() -> None:
    assert fold_names("Mørkøv Włodarczyk Pogačar D’hoore Đorđe\u00a0Ğ") == "Morkov Wlodarczyk Pogacar D'hoore Dorde G"


def test_letters_of_two_stay_as_they_are_in_a_name() -> None:
    assert fold_names("Straße Brauße Ægir") == "Straße Brauße Ægir"


def test_phrases_keep_their_accents_and_their_lines() -> None:
    assert fold("“Déjà vu”\nDon’t\tMISS") == '"déjà vu"\ndon\'t miss'


@pytest.mark.parametrize("mark", "’‘‚‛ʼ´`′＇")
def test_every_apostrophe_is_one_in_both_foldings(mark: str) -> None:
    assert fold(f"D{mark}hoore") == "d'hoore"
    assert fold_names(f"D{mark}hoore") == "D'hoore"


@pytest.mark.parametrize("mark", "–—‐‑‒−―")
def test_every_dash_is_one_in_both_foldings(mark: str) -> None:
    assert fold(f"a{mark}b") == fold_names(f"a{mark}b") == "a-b"


@given(st.text())
def test_length_never_changes(text: str) -> None:
    assert len(fold(text)) == len(fold_names(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_names(fold_names(text)) == fold_names(text)


def test_ascii_is_for_addresses_and_may_be_longer() -> None:
    assert to_ascii("Weiß Sæther Þór") == "Weiss Saether Thor"
