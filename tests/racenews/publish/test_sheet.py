"""Result rows stand in the right columns of a table, or in a list; none of their words is lost."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from racenews.publish.body import render_body
from racenews.types import Article, Mention, Paragraph, TopicKind

TEAM_BEHIND_NATION = ("1 Ada Holm (Aut) AG2R Nordlys Team 4:49:08", "2 Finn Roche-Lund (NZl) Uno Koll Team +0:02")


def _render(*texts: str, mentions: tuple[Mention, ...] = ()) -> BeautifulSoup:
    paragraphs = tuple(Paragraph(text, kind="row") for text in texts)
    article = Article("a.txt", "T", "dump", None, None, "", "derived", paragraphs, mentions=mentions)
    return BeautifulSoup(render_body(article, lambda mention: None), "html.parser")


def _heads(*texts: str) -> list[str]:
    return [th.text for th in _render(*texts).select("thead th")]


def _cells(*texts: str) -> list[list[str]]:
    return [[cell.text for cell in tr.select("td, th")] for tr in _render(*texts).select("tbody tr")]


def _named(kind: TopicKind, text: str, surface: str) -> tuple[Mention, ...]:
    start = text.index(surface)
    return (Mention(kind, "x", surface, 0, start, start + len(surface), "full"),)


@pytest.mark.parametrize(
    ("rows", "heads", "cells"),
    [
        (
            TEAM_BEHIND_NATION,
            ["Pos.", "Rider", "Nation", "Team", "Time"],
            [
                ["1", "Ada Holm", "Aut", "AG2R Nordlys Team", "4:49:08"],
                ["2", "Finn Roche-Lund", "NZl", "Uno Koll Team", "+0:02"],
            ],
        ),
        (
            ("1. Tom Ek (GBR) Koll Grenadiers, 5:58:17", "2. Per Lie (NOR) Koll Grenadiers, s.t."),
            ["Pos.", "Rider", "Nation", "Team", "Time"],
            [["1", "Tom Ek", "GBR", "Koll Grenadiers", "5:58:17"], ["2", "Per Lie", "NOR", "Koll Grenadiers", "s.t."]],
        ),
        (
            ("1 Tom Ek (GBR) 36:05.12", "2 Per Lie (NOR) at 1:12"),
            ["Pos.", "Rider", "Nation", "Time"],
            [["1", "Tom Ek", "GBR", "36:05.12"], ["2", "Per Lie", "NOR", "at 1:12"]],
        ),
        (
            ("1. Lotte de Vries (Ned) Nordlys | Lease a Boat", "2. Ana Ruiz Gil (Esp) Q36.7-Koll"),
            ["Pos.", "Rider", "Nation", "Team"],
            [
                ["1", "Lotte de Vries", "Ned", "Nordlys | Lease a Boat"],
                ["2", "Ana Ruiz Gil", "Esp", "Q36.7-Koll"],
            ],
        ),
        (
            ("1. Lotte de Vries (Nordlys) 120 points", "2. Ana Ruiz (Koll Pro) 98 pts", "3. Eva Lie (Koll Pro) 77"),
            ["Pos.", "Rider", "Team", "Points"],
            [
                ["1", "Lotte de Vries", "Nordlys", "120 points"],
                ["2", "Ana Ruiz", "Koll Pro", "98 pts"],
                ["3", "Eva Lie", "Koll Pro", "77"],
            ],
        ),
        (
            ("1\tLotte Maes (Bel)\tNordlys Women\t3:02:11", "2\tEva Lie (Nor)\tKoll Women\tm.t."),
            ["Pos.", "Rider", "Nation", "Team", "Time"],
            [["1", "Lotte Maes", "Bel", "Nordlys Women", "3:02:11"], ["2", "Eva Lie", "Nor", "Koll Women", "m.t."]],
        ),
        (
            ("1. MAES Lotte (BEL, Nordlys) 3h02'11\"", '2. LIE Eva (NOR / Koll Pro) a 2"'),
            ["Pos.", "Rider", "Nation", "Team", "Time"],
            [["1", "MAES Lotte", "BEL", "Nordlys", "3h02'11\""], ["2", "LIE Eva", "NOR", "Koll Pro", 'a 2"']],
        ),
        (
            ("1. Lotte Maes (Bel) (Nordlys) 3:02:11", "2. Eva Lie (Nor) (Koll) same time"),
            ["Pos.", "Rider", "Nation", "Team", "Time"],
            [["1", "Lotte Maes", "Bel", "Nordlys", "3:02:11"], ["2", "Eva Lie", "Nor", "Koll", "same time"]],
        ),
        (
            ("1. Lotte Maes (Netherlands) 3:02:11", "2. Eva Lie (Norway) at 12 seconds"),
            ["Pos.", "Rider", "Nation", "Time"],
            [["1", "Lotte Maes", "Netherlands", "3:02:11"], ["2", "Eva Lie", "Norway", "at 12 seconds"]],
        ),
        (
            ("1. Lotte Maes (Koll//NORD sponsorix)", "2. Eva Lie (AG Nordlys-Koll)"),
            ["Pos.", "Rider", "Team"],
            [["1", "Lotte Maes", "Koll//NORD sponsorix"], ["2", "Eva Lie", "AG Nordlys-Koll"]],
        ),
        (
            ("1. Lotte Maes (UAE)", "2. Eva Lie (FDJ)", "3. Ana Ruiz (Nordlys)"),  # teams' codes beside a team
            ["Pos.", "Rider", "Team"],
            [["1", "Lotte Maes", "UAE"], ["2", "Eva Lie", "FDJ"], ["3", "Ana Ruiz", "Nordlys"]],
        ),
        (
            ("1. Lotte Maes (Nordlys) 3:02:11", "2. Eva Lie (Koll)", "DNF Ada Holm", "DNS: Ana van der Ruiz (Koll)"),
            ["Pos.", "Rider", "Team", "Time"],
            [
                ["1", "Lotte Maes", "Nordlys", "3:02:11"],
                ["2", "Eva Lie", "Koll", ""],
                ["DNF", "Ada Holm", "", ""],
                ["DNS", "Ana van der Ruiz", "Koll", ""],
            ],
        ),
        (
            (*TEAM_BEHIND_NATION, "DNF Marta Kos (Slo) Koll Team"),
            ["Pos.", "Rider", "Nation", "Team", "Time"],
            [
                ["1", "Ada Holm", "Aut", "AG2R Nordlys Team", "4:49:08"],
                ["2", "Finn Roche-Lund", "NZl", "Uno Koll Team", "+0:02"],
                ["DNF", "Marta Kos", "Slo", "Koll Team", ""],
            ],
        ),
    ],
)
def test_every_cell_stands_in_its_column(rows: tuple[str, ...], heads: list[str], cells: list[list[str]]) -> None:
    assert _heads(*rows) == heads
    assert _cells(*rows) == cells


@pytest.mark.parametrize(
    "rows",
    [
        ("1. Ada Holm 4:12:33", "2. Inès Roche +1:02"),  # a rider with or without a team
        ("1. Koll Grenadiers 24:13", "2. Uno Nordlys Team +0:02"),  # teams only
        ("1. Koll Pro Cycling (Ned) 24:13", "2. Uno Nordlys Team (Nor) +0:02"),
        ("1. Ada Holm (Aut) Koll 4:12:33", "2. Inès Roche, Koll, +1:02"),  # a row that does not fit
        ("1. Ada Holm (Aut) 4:12:33", "2. Inès Roche (Koll Pro) +1:02"),  # nation above team
        ("1. Ada Holm (Koll) Aut 4:12:33", "2. Inès Roche (Koll) Fra +1:02"),
        ("1. Ada Holm (Koll) 4:12:33", "2. Inès Roche (Koll) 12 pts"),  # time above points
        ("1. Ada Holm (Koll) 4:12:33", "2. Inès Roche (Koll) 12"),
        ("1. Ada Holm (Koll) 4:12:33 11:02:14", "2. Inès Roche (Koll) +1:02 +2:04"),
        ("1. Ada Holm (23) 4:12:33", "2. Inès Roche (U23) +1:02"),
        ("1. Ada Holm (Koll) after a long break", "2. Inès Roche (Koll) in the bunch"),
        ("1. Ada Holm (Koll). She had waited.", "2. Inès Roche (Koll). She was boxed in."),
        ("1. Ada Holm (Aut) Koll attacks", "2. Inès Roche (Fra) Koll follows"),
        ("1. The new wheel (Koll)", "2. Why Holm waits (Nordlys)"),
        ("1. Ada Holm and Inès Roche (Koll) 4:12:33", "2. Eva Lie (Koll) +0:01"),
        ("1. Ada Holm (UAE) 4:12:33", "2. Inès Roche (UAE) +0:02"),  # a nation or a team
        ("1. Ada Holm (XDS) 4:12:33", "2. Inès Roche (FDJ) +0:02"),
        ("1. Ada Holm (Aut) Koll (Nordlys) 4:12:33", "2. Inès Roche (Fra) Koll +0:02"),
        ("1. Ada Holm (UAE, Koll) 4:12:33", "2. Inès Roche (Fra, Koll) +0:02"),
        ("1. Ada Holm (Aut) Koll, Nordlys 4:12:33", "2. Inès Roche (Fra) Koll +0:02"),
        ("1. Col de Lund (France)", "2. Passo Koll (Ita)"),  # climbs
        ("1. Tour of the Fens (Gbr)", "2. Ronde van de Polder (Ned)"),
        ("1. Ada Holm (Koll) (Aut) 4:12:33", "2. Inès Roche (Koll) (Fra) +0:02"),  # the words would change places
    ],
)
def test_rows_whose_columns_are_in_doubt_stay_a_list(rows: tuple[str, ...]) -> None:
    page = _render(*rows)
    assert page.table is None
    assert [li.text for li in page.select("ol > li")] == [re.sub(r"\A\d\. ", "", row) for row in rows]


@pytest.mark.parametrize(
    ("kind", "row", "surface"),
    [
        ("team", "1. Nordlys Koll (Nor) 24:13", "Nordlys Koll"),
        ("race", "1. Fenland Roubaix (Gbr) 24:13", "Fenland Roubaix"),
        ("rider", "1. Ada Holm (Aut) Inès Roche 24:13", "Inès Roche"),
    ],
)
def test_what_is_known_to_be_no_rider_or_no_team_is_in_no_such_column(kind: TopicKind, row: str, surface: str) -> None:
    assert _render(row).table is not None
    assert _render(row, mentions=_named(kind, row, surface)).table is None


def test_nations_alone_are_a_column_beside_a_known_rider() -> None:
    row = "1. Ada Holm (Nor)"
    assert _render(row).table is None
    assert _render(row, mentions=_named("rider", row, "Ada Holm")).table is not None


def test_riders_who_did_not_finish_stand_below_a_numbered_list() -> None:
    page = _render("1. Ada Holm 4:12:33", "2. Eva Lie +0:01", "DNF Marta Kos")
    assert [li.text for li in page.select("ol > li")] == ["Ada Holm 4:12:33", "Eva Lie +0:01"]
    assert [li.text for li in page.select("ul > li")] == ["DNF Marta Kos"]


def test_riders_who_did_not_finish_alone_are_no_table() -> None:
    assert _render("DNF Marta Kos", "DNF Ada Holm").table is None


NAMES = st.sampled_from(
    ["Ada Holm", "Inès de Roche", "HOLM Per", "O'Lund", "Lund-Kos", "Why she waits", "Koll Team", "A 1"]
)
NATIONS = st.sampled_from(["", " (Aut)", " (NZL)", " (UAE)", " (FDJ)", " (Norway)", "(Bel)", " (Bel, Koll)", "\t(Ned)"])
TEAMS = st.sampled_from(
    ["", " (Koll | Lease)", " Koll Q36.7", " | Uno-Nordlys p/b Koll", ", AG2R", " (23)", "\tKoll 2"]
)
TIMES = st.sampled_from(
    ["", " 4:12:08", " +0:02", ", s.t.", " at 1:12", " 12 pts", " 12", "\tm.t.", " | +2", " +1:02 DNF"]
)
POSITIONS = st.sampled_from(["1 ", "2. ", "3) ", "14\t", "DNF ", "DNS: "])
ROWS = st.lists(st.tuples(POSITIONS, NAMES, NATIONS, TEAMS, TIMES).map("".join), min_size=1, max_size=4)


@given(ROWS | st.lists(st.text(alphabet="1Aa b(),|+:.é-\t", max_size=24).map("1. A (".__add__), min_size=1, max_size=3))
def test_no_word_of_a_row_is_lost(rows: list[str]) -> None:
    page = _render(*rows)
    blocks = page.select("tbody tr") or page.select("li")
    assert len(blocks) == len(rows)
    for block, row in zip(blocks, rows, strict=True):
        marked = block.parent is not None and block.parent.name == "ol"
        seen = " ".join(cell.text for cell in block.select("td, th")) if block.name == "tr" else block.text
        assert re.findall(r"\w+", seen) == re.findall(r"\w+", re.sub(r"\A\d+[.)]\s", "", row) if marked else row)


@given(ROWS)
def test_a_time_is_only_a_time_and_no_cell_is_in_a_wrong_column(rows: list[str]) -> None:
    page = _render(*rows)
    heads = [th.text for th in page.select("thead th")]
    for tr in page.select("tbody tr"):
        cells = dict(zip(heads, (cell.text for cell in tr.select("td, th")), strict=True))
        assert re.fullmatch(r"(?:4:12:08|\+0:02|s\.t\.|at 1:12|m\.t\.|\+2)?", cells.get("Time", ""))
        assert re.fullmatch(r"(?:12 pts|12)?", cells.get("Points", ""))
        assert cells.get("Nation", "") in {"", "Aut", "NZL", "UAE", "FDJ", "Norway", "Bel", "Ned"}
        assert cells["Rider"] in {"Ada Holm", "Inès de Roche", "HOLM Per", "O'Lund", "Lund-Kos"}
