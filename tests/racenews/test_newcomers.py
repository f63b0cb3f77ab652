"""Unknown names that recur, with what speaks for a rider, a team or a race. All names here are invented."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest

from racenews.enrich.gazetteer import Gazetteer
from racenews.enrich.linking import link_story
from racenews.newcomers import Newcomer, Newcomers
from racenews.types import Article, Entry, Paragraph

GAZETTEER = Gazetteer(
    [
        Entry("rider", "anna-holm", "Anna Holm", "F", {"surname": "Holm"}),
        Entry("team", "harbour", "Harbour Blue", "F", {"ambiguous_aliases": "Harbour"}),
        Entry("race", "fen-classic", "Fen Classic", "X", {}),
    ],
    vetoes=["Radio Marsh"],
)


def story(number: int, *texts: str) -> Article:
    mentions, topics = link_story("A day", texts, GAZETTEER, dt.date(2024, 5, 1))
    return Article(
        f"2024/{number}.txt", "A day", "dump", None, None, "", "derived", tuple(map(Paragraph, texts)), topics, mentions
    )


def suggested(*texts: str, times: int = 3, minimum: int = 3) -> dict[str, Newcomer]:
    newcomers = Newcomers(GAZETTEER)
    for number in range(times):
        newcomers.add_story(story(number, *texts))
    return {n.name: n for n in newcomers.suggest(minimum)}


@pytest.mark.parametrize(
    ("text", "kind", "name", "sign"),
    [
        ("2. Jo Brändt (Harbour)", "rider", "Jo Brändt", "a row of results"),
        ("2. Jo Brändt (Harbour Blue)", "rider", "Jo Brändt", "a known team in brackets behind it"),
        ("On the climb Jo van den Brandt (NED) fell back.", "rider", "Jo van den Brandt", "a nation in brackets behind it"),
        ("The Belgian Jo Brandt sat up.", "rider", "Jo Brandt", "a word for a rider beside it"),
        ("Her team-mate Jo Brandt's bike broke.", "rider", "Jo Brandt", "a word for a rider beside it"),
        ("Then Jo Brandt attacked.", "rider", "Jo Brandt", "a word for a rider beside it"),
        ("Jo Brandt of Pier Wheelers was there.", "rider", "Jo Brandt", "a word for a rider beside it"),
        ("Jo Brandt of Pier Wheelers was there.", "team", "Pier Wheelers", "a word for a team beside it"),
        ("Anna Holm (Pier Wheelers) won.", "team", "Pier Wheelers", "in brackets behind a name"),
        ("Then the Pier Wheelers squad took over.", "team", "Pier Wheelers", "a word for a team beside it"),
        ("She won the Tour of the Marsh twice.", "race", "Tour of the Marsh", "a word for a race in its name"),
        ("She won the GP Jo Brandt twice.", "race", "GP Jo Brandt", "a word for a race in its name"),
    ],
)  # fmt: skip
def test_what_stands_around_a_name_says_what_it_may_be(text: str, kind: str, name: str, sign: str) -> None:
    found = suggested(text)[name]
    assert (found.kind, found.stories, found.sentence, found.source) == (kind, 3, text, "2024/0.txt")
    assert (sign, 3) in found.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Anna Holm attacked, Harbour Blue rode and the Fen Classic was hers.",  # known
        "Radio Marsh attacked the plan.",  # vetoed
        "They met in Lower Marsh near the Old Mill.",  # nothing speaks for a topic
        "Dora van Holm Park is closed.",
        "She was racing for Great Britain and won.",
        "The winner Van Marsh was glad.",  # a surname alone
        "Anna Holm (GBR) and Anna Holm (34) and Anna Holm (at 0:34) won.",
        "On Tuesday Belgian riders won the race.",
    ],
)
def test_what_is_known_or_speaks_for_nothing_is_not_suggested(text: str) -> None:
    assert suggested(text) == {}


def test_a_piece_of_a_longer_known_name_is_no_newcomer() -> None:
    assert suggested("The Belgian Old Marsh Harbour Blue is older.") == {}


def test_rare_names_are_left_out_and_frequent_ones_come_first() -> None:
    newcomers = Newcomers(GAZETTEER)
    for number in range(4):
        newcomers.add_story(
            story(number, "Jo Brandt attacked. Jo Brandt attacked again.", "" if number else "Cy Marsh attacked.")
        )
    newcomers.add_story(story(4, "Bo Fenn attacked."))
    newcomers.add_story(story(5, "Bo Fenn attacked."))
    assert [(n.name, n.stories, n.evidence[0][1]) for n in newcomers.suggest(2)] == [
        ("Jo Brandt", 4, 8),
        ("Bo Fenn", 2, 2),
    ]


def test_the_entry_is_toml_and_says_what_the_stories_say() -> None:
    found = suggested("Anna Holm beat Jo Brändt (BEL).\nShe was glad.")["Jo Brändt"]
    assert tomllib.loads(found.entry) == {
        "rider": [{"id": "jo-brandt", "name": "Jo Brändt", "gender": "F", "nation": "BEL"}]
    }
    assert tomllib.loads(suggested("Then Jo Brandt attacked.")["Jo Brandt"].entry)["rider"][0]["gender"] == "?"


def test_the_rarest_names_go_when_there_are_too_many() -> None:
    newcomers = Newcomers(GAZETTEER, capacity=5)
    for number in range(3):
        newcomers.add_story(
            story(number, "Jo Brandt attacked.", *(f"Cy Marsh{number}{i} attacked." for i in range(12)))
        )
    assert {n.name for n in newcomers.suggest(1)} >= {"Jo Brandt"}
    assert len(newcomers.suggest(1)) < 20
