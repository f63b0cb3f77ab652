"""The records of links and of names that are none: each says what its rule found."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from tests.racenews.enrich.traps import TRAPS

from racenews.enrich.audit import audit_story, correction_line, veto_line
from racenews.enrich.gazetteer import Gazetteer
from racenews.enrich.mentions import find_mentions
from racenews.resources_gazetteer import load_gazetteer
from racenews.resources_topics import TopicsWord
from racenews.types import Correction, Entry, Naming, TopicKind

RIDERS = [
    Entry("rider", "anna-holm", "Anna Holm", "F", {"surname": "Holm", "surname_policy": "shared"}),
    Entry("rider", "bea-holm", "Bea Holm", "F", {"surname": "Holm", "surname_policy": "shared"}),
    Entry(
        "rider",
        "cy-quist",
        "Cy Quist",
        "M",
        {"surname": "Quist", "surname_policy": "unique", "sources": "hand", "birth_year": "1995"},
    ),
]
TEAM = Entry(
    "team",
    "harbour",
    "Harbour Blue",
    "M",
    {
        "names_by_year": "2010-2012=Old Pier;2013-=Harbour Blue",
        "ambiguous_aliases": "Harbour;Pier;2012-2014=OPX",
        "aliases": "HBX",
    },
)
WOMEN = Entry(
    "team", "harbour-women", "Harbour Blue Women", "F", {"sibling": "harbour", "ambiguous_aliases": "Harbour"}
)
RACES = [
    Entry("race", "fen-classic", "Fen Classic", "M", {"place_aliases": "Fen"}),
    Entry("race", "fen-classic-women", "Fen Classic Women", "F", {"sibling": "fen-classic", "place_aliases": "Fen"}),
]
GAZETTEER = Gazetteer([*RIDERS, TEAM, WOMEN, *RACES], vetoes=["Fen Classic Car Show"])
SPORT = "The riders of the peloton rode for hours."


def evidence(text: str, gazetteer: Gazetteer = GAZETTEER, year: int = 2024) -> dict[str, str]:
    links, _ = audit_story(None, [SPORT, *text.split("\n")], gazetteer, dt.date(year, 5, 1))
    return {r.mention.surface: f"{r.mention.rule}: {r.evidence}" for r in links}


def reasons(text: str, gazetteer: Gazetteer = GAZETTEER, year: int = 2024, sport: str = SPORT) -> dict[str, str]:
    _, left = audit_story(None, [sport, *text.split("\n")], gazetteer, dt.date(year, 5, 1))
    return {r.surface: r.reason for r in left}


def test_a_full_name_says_whose_it_is_and_when() -> None:
    assert evidence("Cy Quist rode for Old Pier.") == {
        "Cy Quist": "full-name: the name of Cy Quist",
        "Old Pier": "full-name: the name of Harbour Blue in 2010–2012",
    }


def test_an_alias_says_whose_it_is_and_who_gives_it() -> None:
    given = Gazetteer([*RIDERS, TEAM], namings=[Naming(("team", "harbour"), "The Tide", 0, 9999, True)])
    assert evidence("HBX won. The Tide lost.", given) == {
        "HBX": "safe-alias: a name of Harbour Blue alone",
        "The Tide": "safe-alias: content/desk/topics.toml gives it to Harbour Blue",
    }


def test_a_short_name_says_where_the_full_one_stands() -> None:
    assert (
        evidence("Anna Holm led.\nThen Holm fell.")["Holm"]
        == "surname-after-full-name: “Anna Holm” stands in paragraph 2"
    )


def test_a_lone_surname_says_why_it_is_sure() -> None:
    found = evidence("Quist won the Fen Classic. Anna Holm and Bea Holm saw it.")
    assert (
        found["Quist"]
        == "unique-surname: nobody else who races in these years is called so, and the story names 3 topics in full"
    )


def test_a_cue_shows_the_words_around() -> None:
    found = evidence(
        "It was a long and cold day for Cy Quist of Harbour Blue, said the leader of the Pier squad.", year=2012
    )
    assert found["Pier"] == "team-cue-word: “Blue, said the leader of the [Pier] squad.”"


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("Holm won.", "Holm", "it may be Anna Holm or Bea Holm, and the story names none of them in full"),
        ("Anna Holm and Bea Holm led. Holm won.", "Holm", "the story names Anna Holm or Bea Holm in full: it may be any of them"),
        ("Holm won. Anna Holm said so.", "Holm", "the full name of Anna Holm stands only behind it"),
        ("Then Dora Holm won.", "Holm", "“Dora” before it makes it somebody else’s name"),
        ("Quist won.", "Quist", "it may be Cy Quist, whom the story does not name in full"),
        ("Anna Holm sat in the Harbour.", "Harbour", "it may be Harbour Blue: no full name, rider, bracket or cue word beside it says so"),
        ("Anna Holm of Harbour Blue won.", "Harbour Blue", "the rider beside it is not one of Harbour Blue, and no other team of the name is known"),
        ("Anna Holm saw the Pier.", "Pier", "Harbour Blue was not called so in 2024, and no year near it says otherwise"),
        ("Anna Holm of OPX won.", "OPX", "it is a name of harbour in 2012–2014; the story is of 2024"),
        ("Anna Holm won the Fen Classic near Fen.", "Fen", "it may be the place, not Fen Classic: no word of a result beside it"),
        ("Anna Holm saw the HBX, a bank of the town.", "HBX", "the sponsor of Harbour Blue is meant: the words behind it call it a firm"),
        ("They met in the Anna Holm Museum.", "Anna Holm", "it is the name of a place, an event or a house named after a rider"),
        ("Anna Holm saw the Fen Classic Car Show.", "Fen Classic Car Show", "a phrase or name that is vetoed"),
    ],
)  # fmt: skip
def test_a_name_that_is_no_link_says_why(text: str, name: str, reason: str) -> None:
    assert reasons(text)[name] == reason


def test_a_story_of_another_sport_says_so() -> None:
    said = reasons("Anna Holm lent money to the Harbour.", sport="It rained.")
    assert said["Harbour"] == "the story is not surely about cycling: too few names and words of the sport"


def test_a_story_of_another_field_says_so() -> None:
    said = reasons("Anna Holm spoke.", sport="The council put off the vote, and the opposition left.")
    assert said["Anna Holm"] == "the story is of another field than cycling, and no word of the sport beside the name"


def test_who_was_a_child_says_so() -> None:
    assert reasons("Cy Quist won.", year=2001)["Cy Quist"] == "Cy Quist was a child in 2001"


def test_links_and_the_rest_are_all_names_of_the_story() -> None:
    text = "Anna Holm of Harbour Blue Women won the Fen Classic Women. Holm and Bea sat in the Harbour near Fen."
    links, left = audit_story("Holm wins", [SPORT, text], GAZETTEER, None)
    assert [r.mention for r in links] == list(find_mentions("Holm wins", [SPORT, text], GAZETTEER, None))
    places = sorted((r.mention.paragraph, r.mention.start, r.mention.end) for r in links)
    assert not {(r.paragraph, r.start, r.end) for r in left} & set(places)
    assert {r.surface for r in left} == {"Harbour", "Fen"}


def test_the_desk_s_corrections_show_in_both_lists() -> None:
    correction = Correction("a.txt", unlink=("Old Pier",), link={"Harbour": ("team", "harbour-women")})
    links, left = audit_story(None, [SPORT, "Old Pier saw the Harbour."], GAZETTEER, None, correction)
    assert [(r.mention.surface, r.mention.id, r.evidence) for r in links] == [
        ("Harbour", "harbour-women", "content/desk/topics.toml says so")
    ]
    assert [(r.surface, r.reason) for r in left] == [("Old Pier", "content/desk/topics.toml corrects it")]


def test_a_vetoed_name_says_so() -> None:
    vetoed = Gazetteer(RIDERS, never=[(("rider", "anna-holm"), "Anna Holm")])
    assert reasons("Anna Holm won.", vetoed) == {"Anna Holm": "a phrase or name that is vetoed"}


def test_the_veto_of_every_link_in_the_traps_ends_it() -> None:
    folder = Path(__file__).resolve().parents[3] / "plugins" / "racenews" / "data" / "gazetteer"
    shipped = load_gazetteer(folder)

    def links(gazetteer: Gazetteer) -> set[tuple[str, TopicKind, str]]:
        found = (find_mentions(t.title, t.paragraphs, gazetteer, t.date) for t in TRAPS)
        return {(m.surface, m.kind, m.id) for mentions in found for m in mentions}

    before = links(shipped)
    never = tuple(((kind, id), surface) for surface, kind, id in before)
    after = links(load_gazetteer(folder, TopicsWord(never=never)))
    assert len(before) > 50
    assert not before & after


def test_lines_for_the_desk_are_toml() -> None:
    assert tomllib.loads(veto_line('The "Tide"\x7f', ("team", "harbour"))) == {'The "Tide"\x7f': "team/harbour"}
    assert tomllib.loads(veto_line("Holm", ("rider", "a"), ("rider", "b"))) == {"Holm": ["rider/a", "rider/b"]}
    assert tomllib.loads(correction_line("2024/a b.txt", "Holm", ("rider", "anna-holm"))) == {
        "2024/a b.txt": {"link": {"Holm": "rider/anna-holm"}}
    }
