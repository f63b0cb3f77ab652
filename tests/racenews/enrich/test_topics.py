from __future__ import annotations

import datetime as dt

from racenews.enrich.gazetteer import Gazetteer
from racenews.enrich.topics import choose_topics
from racenews.types import Entry, Mention

GAZETTEER = Gazetteer(
    [
        Entry("rider", "anna-holm", "Anna Holm", "F"),
        Entry("rider", "bo-berg", "Bo Berg", "M"),
        Entry("team", "harbour", "Harbour-Red", "M", {"names_by_year": "2010-2020=Harbour-Blue;2020-=Harbour-Red"}),
    ]
)


def mention(kind: str, id: str, paragraph: int, start: int = 0, surface: str = "x") -> Mention:
    return Mention(kind, id, surface, paragraph, start, start + len(surface), "full-name")  # type: ignore[arg-type]


def test_title_count_and_place_decide_the_order() -> None:
    mentions = [mention("rider", "bo-berg", 0), mention("rider", "anna-holm", -1), mention("team", "harbour", 0, 9)]
    topics = choose_topics(mentions, GAZETTEER, None)
    assert [(t.id, t.mentions) for t in topics] == [("anna-holm", 1), ("bo-berg", 1), ("harbour", 1)]


def test_team_shows_the_name_of_that_day() -> None:
    mentions = [mention("team", "harbour", 0)]
    (topic,) = choose_topics(mentions, GAZETTEER, dt.date(2015, 1, 1))
    assert (topic.name, topic.shown) == ("Harbour-Red", "Harbour-Blue")


def test_in_a_year_of_two_names_the_story_decides() -> None:
    (topic,) = choose_topics([mention("team", "harbour", 0, surface="Harbour – Blue")], GAZETTEER, dt.date(2020, 1, 1))
    assert topic.shown == "Harbour-Blue"


def test_listed_subjects_become_topics_unless_known() -> None:
    topics = choose_topics(
        (), GAZETTEER, None, ["Stage 1", "Stage 12", "stage 1", "Anna Holm", " ", "Straße & Co", "…"]
    )
    assert [(t.kind, t.id, t.shown) for t in topics] == [
        ("topic", "stage-1", "Stage 1"),
        ("topic", "stage-12", "Stage 12"),
        ("topic", "strasse-co", "Straße & Co"),
    ]


def test_no_mentions_no_topics() -> None:
    assert choose_topics((), GAZETTEER, None) == ()


def test_a_piece_of_markup_is_no_subject() -> None:
    listed = ("<script>x()</script>", "{{ x }}", "https://example.test/", "C#", "Gravel")
    assert [t.name for t in choose_topics((), GAZETTEER, None, listed)] == ["C#", "Gravel"]
