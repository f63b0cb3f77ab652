"""Plates: same facts, same bytes, and a kite that is never cut."""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
import tomllib

import pytest

from racenews.palette import DATA, load_nations, load_palette, read_palette
from racenews.publish.plate import PlateFacts, choose_form, draw_plate
from racenews.types import RacenewsError

PALETTE = load_palette()
HEADLINES = (
    "Berg attacks on the climb", "Berg wins bunch sprint", "Big win by eight seconds in time trial",
    "Ghent: full results",
    "Berg leaves team", "The Eagle dies aged 90", "Mud, rain and ruin", "Cyclo-cross title", "A preview",
)  # fmt: skip


def gazetteer_ids(file):
    path = DATA / "gazetteer" / file
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["id"] for row in csv.DictReader(stream)}


def some_stories(count=600):
    chance = random.Random(4)
    races = [*PALETTE.race_families, *(f"race-{n}" for n in range(12))]
    teams = [*PALETTE.kits, *(f"team-{n}" for n in range(12))]
    for n in range(count):
        yield PlateFacts(
            slug=f"story-{n}",
            headline=chance.choice(HEADLINES),
            day=None if chance.random() < 0.05 else dt.date(2010, 1, 1) + dt.timedelta(days=chance.randrange(6000)),
            races=() if chance.random() < 0.12 else (chance.choice(races),),
            teams=tuple(chance.sample(teams, chance.randint(0, 7))),
            riders=chance.randint(0, 14),
        )


def test_same_facts_draw_the_same_bytes():
    for facts in some_stories(60):
        assert draw_plate(facts, PALETTE) == draw_plate(facts, PALETTE)


def test_kite_and_beads_are_never_cut_and_the_sun_is_never_touched():
    for facts in some_stories():
        svg = draw_plate(facts, PALETTE)
        [(left, top)] = re.findall(r'd="M(-?\d+) (-?\d+)h26l-13 42Z"', svg)
        x, y = int(left) + 13, int(top)
        assert 80 <= x <= 620 and 42 <= y <= 316, facts
        sun = re.search(r'<circle cx="(\d+)" cy="(\d+)" r="46"', svg)
        if sun:
            nearest_x = min(max(int(sun[1]), x - 13), x + 13)
            nearest_y = min(max(int(sun[2]), y), y + 42)
            assert (nearest_x - int(sun[1])) ** 2 + (nearest_y - int(sun[2])) ** 2 >= 46**2, facts
        if choose_form(facts.headline, "x") != "dots":
            for bx, by in re.findall(r"M(-?\d+) (-?\d+)h0", svg):
                assert 15 * min(4, len(facts.teams)) + 4 <= int(bx) <= 632 and 30 <= int(by) <= 396, facts
        assert len(svg) < 3000


def test_a_plate_holds_no_words_no_ids_and_no_style():
    for facts in some_stories(60):
        svg = draw_plate(facts, PALETTE)
        assert not re.search(r"<text|<style|<script|\bid=|\bstyle=|href", svg)


def test_the_colours_are_those_of_topics_that_exist():
    assert set(PALETTE.kits) <= gazetteer_ids("teams.csv")
    assert set(PALETTE.race_families) <= gazetteer_ids("races.csv")


def test_every_country_of_the_gazetteer_has_a_name():
    codes = set()
    for file, column in (("riders.csv", "nation"), ("teams.csv", "nation"), ("races.csv", "country")):
        gazetteer_ids(file)
        with (DATA / "gazetteer" / file).open(encoding="utf-8-sig", newline="") as stream:
            codes |= {row[column] for row in csv.DictReader(stream)} - {""}
    assert codes <= set(load_nations())


@pytest.mark.parametrize(
    ("headline", "family", "form"),
    [
        ("Tour 2025: final general classification", "tour", "podium"),
        ("Berg wins by four seconds", "tour", "clock"),
        ("Berg signs for Northern Wheel", "tour", "kits"),
        ("Berg wins bunch sprint", "tour", "lanes"),
        ("Berg wins bunch sprint", "roubaix", "cobbles"),
        ("A walk in the hills", "tour", "profile"),
        ("A walk in the hills", None, "kits"),
    ],
)
def test_the_words_of_the_headline_choose_the_form(headline, family, form):
    assert choose_form(headline, family) == form


def test_all_faults_of_a_palette_are_told_at_once():
    text = (DATA / "kits.toml").read_text(encoding="utf-8")
    tomllib.loads(text)
    broken = text.replace('ground = "#ffd21f"', 'ground = "yellow"').replace("[spare]", "[spares]")
    with pytest.raises(RacenewsError) as told:
        read_palette(broken)
    assert "families.tour.ground: 'yellow' is no colour; write \"#rrggbb\" in small letters" in str(told.value)
    assert "spare.kits is empty" in str(told.value)


def test_a_palette_that_is_no_toml_names_the_file():
    with pytest.raises(RacenewsError, match=r"kits\.toml: not TOML"):
        read_palette("[families")
