from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.racenews.enrich.traps import TRAPS, Trap
from tests.steps import steps

from racenews.enrich.gazetteer import Gazetteer
from racenews.enrich.mentions import MAX_NAMES, find_mentions, judge_story
from racenews.resources_gazetteer import load_gazetteer
from racenews.types import Entry

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT.parent / "shared" / "gold" / "articles_dev.jsonl"
GAZETTEER = load_gazetteer(ROOT / "plugins" / "racenews" / "data" / "gazetteer")


def found(text: str, date: str | None = "2024-07-01", title: str | None = None) -> dict[str, str]:
    day = dt.date.fromisoformat(date) if date else None
    return {m.surface: f"{m.kind}/{m.id}" for m in find_mentions(title, text.split("\n"), GAZETTEER, day)}


@pytest.mark.parametrize("trap", TRAPS, ids=lambda t: t.name)
def test_trap_is_linked_right_or_not_at_all(trap: Trap) -> None:
    mentions = find_mentions(trap.title, trap.paragraphs, GAZETTEER, trap.date)
    assert {f"{m.kind}/{m.id}" for m in mentions} == trap.expect


def test_a_story_of_thousands_of_names_is_judged_in_proportion_and_not_to_its_end() -> None:
    names = "Tour of Britain, Tour of Oman, Tadej Pogačar, Lotto, Sky, then Astana and Movistar. "
    few, many = (
        steps(lambda count=count: find_mentions(None, [names * count], GAZETTEER, None)) for count in (50, 200)
    )
    assert many < 5 * few
    story = judge_story(None, [names * 500, names * 500], GAZETTEER, None)
    assert story is not None
    assert sum(len(text.hits) for text in story.texts) == MAX_NAMES


def test_full_name_is_linked_and_its_rule_says_so() -> None:
    (mention,) = find_mentions(None, ["Yesterday Tadej Pogačar won stage four."], GAZETTEER, None)
    assert (mention.rule, mention.surface, mention.paragraph) == ("full-name", "Tadej Pogačar", 0)


def test_offsets_are_those_of_the_paragraph() -> None:
    paragraphs = ["“Straße”, said Tadej Pogacar.", "Pogacar won the Giro d’Italia for UAE Team Emirates."]
    for mention in find_mentions(None, paragraphs, GAZETTEER, dt.date(2024, 5, 26)):
        assert paragraphs[mention.paragraph][mention.start : mention.end] == mention.surface


def test_surname_in_the_title_counts_on_the_body() -> None:
    links = found("Tadej Pogačar won the Giro d'Italia.", title="Pogačar wins")
    assert links["Pogačar"] == "rider/tadej-pogacar"


def test_surname_before_its_full_name_is_left_alone_where_others_share_it() -> None:
    links = found("Yates attacked. Then Simon Yates of Jayco AlUla, a rider of the peloton, sat up.")
    assert "Yates" not in links


def test_surname_with_another_given_name_is_somebody_else() -> None:
    assert "Martin" not in found("Dan Martin won. Paul Martin, a rider of the local club, was there.")


def test_given_name_in_its_long_form_is_the_rider() -> None:
    assert found("Benjamin Healy won Strade Bianche, the peloton far behind.")["Healy"] == "rider/ben-healy"


def test_short_team_name_needs_evidence() -> None:
    assert "Movistar" not in found("Movistar sold more phones in July. Enric Mas bought one.")
    assert found("Enric Mas of Movistar won the stage for the peloton.")["Movistar"] == "team/movistar-team"


def test_team_in_brackets_behind_a_rider_is_the_team() -> None:
    links = found(
        "1. Enric Mas (Movistar)\n2. Mads Pedersen (Trek)\nThe riders of the peloton finished later.", "2022-09-01"
    )
    assert (links["Movistar"], links["Trek"]) == ("team/movistar-team", "team/lidl-trek")


def test_short_team_name_out_of_its_years_is_left_alone() -> None:
    assert "Sky" not in found(
        "Tadej Pogačar and Wout van Aert rode for hours. Geraint Thomas, of Sky, led the peloton.", "2025-07-01"
    )


@pytest.mark.parametrize(
    ("date", "text", "linked"),
    [
        ("2020-05-01", "Anna Holm of the Blue Train, a rider of the peloton, won.", True),
        ("2024-05-01", "Anna Holm of the Blue Train, a rider of the peloton, won.", False),
        ("2024-05-01", "In 2020 Anna Holm of the Blue Train, a rider of the peloton, won.", True),
        (None, "Anna Holm of the Blue Train, a rider of the peloton, won.", True),
    ],
)
def test_alias_is_linked_in_its_years_or_where_the_text_names_one(date: str | None, text: str, linked: bool) -> None:
    gazetteer = Gazetteer(
        [
            Entry("rider", "anna-holm", "Anna Holm", "F", {"surname": "Holm"}),
            Entry("team", "quay", "Quay Wheelers", "F", {"aliases": "2019-2021=Blue Train"}),
        ]
    )
    day = dt.date.fromisoformat(date) if date else None
    assert ("quay" in {m.id for m in find_mentions(None, [text], gazetteer, day)}) == linked


def test_veto_phrase_is_never_part_of_a_link() -> None:
    links = found("Wout van Aert won Paris-Roubaix in the Roubaix velodrome, his first WorldTour win.")
    assert set(links) == {"Wout van Aert", "Paris-Roubaix"}


def test_names_in_capitals_are_found() -> None:
    assert found("TADEJ POGAČAR wins stage four. Wout VAN AERT was second.") == {
        "TADEJ POGAČAR": "rider/tadej-pogacar",
        "Wout VAN AERT": "rider/wout-van-aert",
    }


def test_part_of_a_longer_word_is_no_name() -> None:
    assert found("The Tour de Francesca and the anti-Wout van Aertism.") == {}


def test_mentions_are_in_reading_order_and_do_not_overlap() -> None:
    text = "Demi Vollering won the Tour de France Femmes. Vollering rides for FDJ-Suez.\nMarianne Vos was second."
    mentions = find_mentions("Vollering wins", text.split("\n"), GAZETTEER, dt.date(2025, 8, 1))
    places = [(m.paragraph, m.start, m.end) for m in mentions]
    assert places == sorted(places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert find_mentions("Vos wins", ["Marianne Vos won."], Gazetteer([]), None) == ()


WORDS = st.sampled_from(
    "Tour Giro the of Tadej Pogačar Martin Tony ( ) . , Movistar Sky women's Roubaix velodrome Worlds ß æ ’ – — \u00a0 "
    "Quick-Step Femmes brother Adam Yates J. \u0301 she".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40), st.booleans())
def test_any_text_is_read_without_fault(words: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(words)
    for mention in find_mentions(text, [text, "", text], GAZETTEER, dt.date(2024, 1, 1)):
        assert text[mention.start : mention.end] == mention.surface


def test_the_steps_grow_in_line_with_the_text() -> None:
    story = (
        "Tadej Pogačar of UAE Team Emirates won the Tour. Martin and Yates of Movistar were third at the Giro. " * 20
    )

    def cost(times: int) -> int:
        return steps(lambda: find_mentions(None, [story] * times, GAZETTEER, dt.date(2024, 7, 1)))

    cost(1)  # what is folded once
    assert cost(8) < 10 * cost(1)


@pytest.mark.skipif(not GOLD.exists(), reason="the gold articles are not beside this checkout (../shared/gold)")
def test_links_of_the_gold_articles_stay_above_their_floors() -> None:
    counts: Counter[str] = Counter()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        date = dt.date.fromisoformat(gold["gold"]["date"]) if gold["gold"]["date"] else None
        mentions = find_mentions(gold["gold"]["title"], gold["gold"]["body"], GAZETTEER, date)
        got = {(m.kind, m.id) for m in mentions} - {(t["kind"], t["id"]) for t in gold.get("optional", [])}
        want = {(t["kind"], t["id"]) for t in gold["topics"] if t["in_kb"]}
        extra = {(t["kind"], t["id"]) for t in gold["topics"]} - want
        counts.update(right=len(got & want), wrong=len(got - want - extra), missed=len(want - got))
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= 0.995
    assert counts["right"] / (counts["right"] + counts["missed"]) >= 0.98


ERIC = "Jelena Erić won the stage of the Tour de France Femmes. "


@pytest.mark.parametrize(
    "after", ["Eric was happy, said the rider.", "Eric De Vlaeminck watched.", "Erić De Smet watched."]
)
def test_a_given_name_is_no_surname_without_its_signs(after: str) -> None:
    assert set(found(ERIC + after)) == {"Jelena Erić", "Tour de France Femmes"}


def test_a_surname_with_its_signs_is_the_rider() -> None:
    assert found(f"{ERIC}Erić attacked again.")["Erić"] == "rider/jelena-eric"


def test_in_capitals_another_given_name_is_somebody_else() -> None:
    text = "The rider ERIC DE VLAEMINCK beat Eddy Merckx and Roger De Vlaeminck in the race."
    assert set(found(text)) == {"Eddy Merckx", "Roger De Vlaeminck"}


def test_in_capitals_a_surname_behind_a_verb_is_the_rider() -> None:
    text = "The cyclists Eddy Merckx and Roger De Vlaeminck raced. MERCKX BEAT DE VLAEMINCK."
    assert {"MERCKX", "DE VLAEMINCK"} <= set(found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Giro has made a lighter helmet, said the riders Tadej Pogačar and Jonas Vingegaard.",
        "Vuelta wheels are lighter, said the riders Tadej Pogačar and Jonas Vingegaard.",
        "The helmet maker Giro pays the riders Tadej Pogačar and Jonas Vingegaard.",
    ],
)
def test_a_maker_of_helmets_or_wheels_is_no_race(text: str) -> None:
    assert set(found(text)) == {"Tadej Pogačar", "Jonas Vingegaard"}


def test_a_race_that_made_somebody_happy_is_the_race() -> None:
    text = "Primož Roglič won the Giro d'Italia. The Giro has made him happy, and he rode it on new wheels."
    assert found(text)["The Giro"] == "race/giro-d-italia"
