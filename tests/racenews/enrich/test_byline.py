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
