"""The line below a plate names what is drawn there, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from racenews.palette import load_palette
from racenews.publish.plate import PlateFacts
from racenews.publish.plate_caption import family_words, read_plate
from racenews.words import english

PALETTE = load_palette()
MAY = dt.date(2025, 5, 31)
NAMES = {"soudal-quick-step": "Soudal Quick-Step", "xds-astana": "Astana Qazaqstan", "movistar-team": "Movistar"}


def caption(
    headline: str, race: str = "", teams: tuple[str, ...] = (), riders: int = 0, day: dt.date | None = MAY
) -> str:
    facts = PlateFacts("x", headline, day, (race,) if race else (), teams, riders)
    said = read_plate(facts, PALETTE, [NAMES.get(team, team.title()) for team in teams], english())
    return said.removeprefix("Drawn from the story itself: ")


def test_a_stage_is_its_race_its_riders_its_teams_and_its_day() -> None:
    assert caption("Berg wins", "giro-d-italia", ("a", "b", "c", "d", "e"), 7) == (
        "Giro pink, seven riders as beads, four kits on the spine, the sun where it stands on 31 May."
    )


def test_a_transfer_is_the_two_kits_and_not_the_race_that_it_names() -> None:
    said = caption("Mørkøv to leave Soudal Quick-Step, joins Astana", "giro-d-italia", tuple(NAMES)[:2], 4)
    assert said == "the kits of Soudal Quick-Step and Astana Qazaqstan, four riders as beads."


def test_more_riders_than_beads_are_counted_as_drawn() -> None:
    said = caption("Berg joins Astana", "giro-d-italia", tuple(NAMES), 7)
    assert said == (
        "the kits of Soudal Quick-Step and Astana Qazaqstan, five of its seven riders as beads, three kits on the spine."
    )
    assert "nine of its 14 riders as beads" in caption("Berg wins", "tour-de-france", riders=14)


def test_one_team_is_one_kit() -> None:
    assert caption("Berg leaves", "", ("movistar-team",), 1) == "the kit of Movistar, one rider as a bead."


def test_a_team_whose_kit_nobody_listed_has_colours_only() -> None:
    assert caption("Berg leaves", "", ("northern-wheel",)) == "colours for Northern-Wheel."


def test_kits_without_a_team_are_painted_in_the_colours_of_the_race() -> None:
    assert caption("Berg leaves the race", "giro-d-italia", riders=1) == "Giro pink, one rider as a bead."


@pytest.mark.parametrize(
    ("race", "home", "away"),
    [
        ("uci-road-world-championships", "the rainbow", "a podium"),
        ("strade-bianche", "white gravel", "a podium"),
        ("hour-record", "the boards of the velodrome", "a podium"),
        ("koppenbergcross", "the mud of a winter field", "a podium"),
        ("tour-of-flanders", "Flemish yellow and black", "Flemish yellow and black, a podium"),
    ],
)
def test_a_terrain_is_named_where_it_is_drawn(race: str, home: str, away: str) -> None:
    assert caption("Berg wins", race, day=None) == f"{home}."
    assert caption("Berg: full results", race, day=None) == f"{away}."


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("Berg, king of the mountains", "Tour yellow, a mountain in red dots."),
        ("Berg wins by eight seconds", "Tour yellow, a stopwatch."),
        ("Berg wins the sprint", "Tour yellow, the finishing straight."),
        ("Berg dies aged 90", "a night with a moon in Tour yellow."),
    ],
)
def test_other_forms_are_named(headline: str, said: str) -> None:
    assert caption(headline, "tour-de-france", day=None) == said


def test_a_wet_roubaix_has_no_dust() -> None:
    assert caption("Rain in Roubaix", "paris-roubaix", day=None) == "the pavé in the wet."


def test_a_sun_that_is_hidden_or_stepped_aside_shows_no_day() -> None:
    assert caption("Berg wins", "hour-record", day=dt.date(2025, 10, 20)) == "the boards of the velodrome."
    assert caption("Berg wins", "hour-record", day=MAY).endswith("the sun where it stands on 31 May.")
    assert caption("Berg wins", "milan-san-remo", day=dt.date(2025, 11, 27)) == "the blue of the Riviera."


def test_a_story_about_nothing_we_draw_says_no_more() -> None:
    assert caption("Berg wins", "race-9", day=None) == "Drawn from the story itself."


def test_a_family_is_known_by_its_home() -> None:
    assert tuple(family_words(name, english()) for name in ("giro", "worlds", "tour-3")) == (
        "Giro pink",
        "the rainbow",
        "",
    )
