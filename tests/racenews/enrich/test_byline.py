from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from racenews.enrich.byline import MAX_BYLINE_CHARS, tidy_author


@pytest.mark.parametrize(
    ("raw", "author"),
    [
        ("By SELA HAILE, in Turin", "Sela Haile"),
        ("by Priya Lal | 27 March 2022", "Priya Lal"),
        ("MATHIEU VAN DER POEL", "Mathieu van der Poel"),
        ("JEAN-PAUL O'BRIEN", "Jean-Paul O'Brien"),
        ("RONAN MCLAUGHLIN", "Ronan McLaughlin"),
        ("Jean-Paul O'BRIEN", "Jean-Paul O'Brien"),
        ("carlo benassi", "Carlo Benassi"),
        ("By Race Desk", "Race Desk"),
        ("News Desk", "News Desk"),
        ("By Hollie Marsh and Marek Hroch", "Hollie Marsh and Marek Hroch"),
        ("Hollie Marsh, Marek Hroch and Priya Lal", "Hollie Marsh, Marek Hroch and Priya Lal"),
        ("Hollie Marsh, senior reporter", "Hollie Marsh"),
        ("Words: Tess Okafor", "Tess Okafor"),
        ("By Tess Okafor published 3 July 2024", "Tess Okafor"),
        ("Tess Okafor, Paris", "Tess Okafor"),
        ("Gwen Pryce @gwen <gwen@example.org>", "Gwen Pryce"),
        ("By Byron Smith", "Byron Smith"),
        ("Anna van der Breggen", "Anna van der Breggen"),
        ("J.P. McMurray", "J.P. McMurray"),
        ("Tess Okafor & ¡A", "Tess Okafor"),
    ],
)
def test_names_are_printed_as_names(raw: str, author: str) -> None:
    assert tidy_author(raw) == author


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "By",
        "¡A",
        "admin",
        "user123",
        "a@example.org",
        "@handle",
        "Reuters",
        "AFP",
        "Getty Images",
        "Staff",
        "—",
    ],
)
def test_what_names_nobody_gives_nobody(raw: str | None) -> None:
    assert tidy_author(raw) is None


@given(st.text(max_size=300))
def test_any_text_gives_a_short_name_or_none(raw: str) -> None:
    author = tidy_author(raw)
    assert author is None or 0 < len(author) <= MAX_BYLINE_CHARS


@given(st.text(max_size=60))
def test_a_tidy_author_stays_as_it_is(raw: str) -> None:
    author = tidy_author(raw)
    assert author is None or tidy_author(author) in (author, None)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("A.J. Bell yesterday", "A.J. Bell"),
        ("Ann Bell 3 hours ago", "Ann Bell"),
        ("Ann Bell Leave a comment", "Ann Bell"),
        ("Dr. Ingrid O'Malley, Data Correspondent", "Dr. Ingrid O'Malley"),
        ("Entrevista de Ana Lima", "Ana Lima"),
        ("Geschrieben von Uli Brandt", "Uli Brandt"),
        ("Propos recueillis par Luc Vernet", "Luc Vernet"),
        ("A cura di Carla Sordi", "Carla Sordi"),
        ("Een verslag van Piet Maas", "Piet Maas"),
        ("Ana Lima y agencias", "Ana Lima"),
        ("Ana Lima e agências", "Ana Lima"),
        ("Luc Vernet avec AFP", "Luc Vernet"),
        ("Carla Sordi e agenzie", "Carla Sordi"),
        ("Piet Maas en persbureaus", "Piet Maas"),
        ("Uli Brandt und Agenturen", "Uli Brandt"),
        ("Ana Ruiz y Luc Vernet", "Ana Ruiz and Luc Vernet"),
        ("Ana Lima e Rui Sousa", "Ana Lima and Rui Sousa"),
        ("Piet Maas en Jan Bos", "Piet Maas and Jan Bos"),
    ],
)
def test_what_stands_around_a_name_goes_in_every_language(raw: str, name: str) -> None:
    assert tidy_author(raw) == name


@pytest.mark.parametrize("name", ["José Ortega y Gasset", "Von Trapp", "Ramón y Cajal", "Di Luca", "Leave Tomlin"])
def test_names_that_look_like_it_stay(name: str) -> None:
    assert tidy_author(name) == name
