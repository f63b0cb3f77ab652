"""A sponsor is a firm, a town, or pays for skaters as well: only the cycling team is linked, however it is spelt."""

from __future__ import annotations

import pytest
from tests.racenews.enrich.test_mentions import found

PELOTON = "\nThe peloton heard of it before stage four."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ineos has bought a football club. It owns the cycling team Ineos Grenadiers too. Ineos will pay well.", {"Ineos Grenadiers"}),
        ("The plant is owned by Ineos. Ineos Grenadiers have nothing to do with it.", {"Ineos Grenadiers"}),
        ("Snow shut the airport of Astana, and the mayor of Astana said sorry to XDS Astana.", {"XDS Astana"}),
        ("Patrick Roest of the Jumbo-Visma skating team won. Jumbo-Visma paid him a bonus.", set()),
        ("Alpine, Mercedes and Ineos were happy with Formula 1.", set()),
        ("Ineos have signed Tom Pidcock again. Ineos Grenadiers paid for it.", {"Ineos", "Tom Pidcock", "Ineos Grenadiers"}),
        ("Alexey Lutsenko of Astana won for XDS Astana.", {"Alexey Lutsenko", "Astana", "XDS Astana"}),
    ],
)  # fmt: skip
def test_only_the_cycling_team_is_linked(text: str, names: set[str]) -> None:
    assert set(found(text + PELOTON, "2023-07-01")) == names


@pytest.mark.parametrize(
    ("date", "text", "names"),
    [
        ("2011-07-08", "Sky left Bradley Wiggins at the roadside.", {"Sky", "Bradley Wiggins"}),
        ("2011-07-08", "Sky asked Bradley Wiggins about it on television.", {"Bradley Wiggins"}),
        ("2022-07-08", "Rudi Altig turned professional with Mercier in 1965.", {"Rudi Altig", "Mercier"}),
        ("2022-07-08", "Rudi Altig went to see Mercier in 1965.", {"Rudi Altig"}),
        ("2022-07-08", "TotalEnergies have signed Peter Sagan. He leads TotalEnergies in the classics.", {"TotalEnergies", "Peter Sagan"}),
    ],
)  # fmt: skip
def test_what_a_team_does_to_its_riders_names_it(date: str, text: str, names: set[str]) -> None:
    assert set(found(text + PELOTON, date)) == names


@pytest.mark.parametrize(
    "name",
    [
        "Red Bull-Bora-hansgrohe",
        "Red Bull-BORA-Hansgrohe",
        "Red Bull – Bora – Hansgrohe",
        "Arkéa-B&B HOTELS",
        "ARKÉA-B&B Hotels",
        "XDS-Astana",
        "Soudal-Quick Step",
        "Visma–Lease A Bike",
    ],
)
def test_a_team_is_linked_however_its_name_is_joined(name: str) -> None:
    assert name in found(f"The riders of {name} led the peloton.", "2025-05-01")


def test_words_that_only_sound_like_a_team_are_none() -> None:
    assert not found("Quick step by step, the peloton rode a red bull-bora hansgrohe stage.", "2025-05-01")


@pytest.mark.parametrize(
    ("text", "name", "race"),
    [
        ("Hij won Luik-Bastenaken-Luik.", "Luik-Bastenaken-Luik", "liege-bastogne-liege"),
        ("Er gewann die Flandern-Rundfahrt.", "Flandern-Rundfahrt", "tour-of-flanders"),
        ("Ha vinto il Giro delle Fiandre.", "Giro delle Fiandre", "tour-of-flanders"),
        ("Il a gagné le Tour d’Italie.", "Tour d’Italie", "giro-d-italia"),
        ("Ganó la Vuelta a Suiza.", "Vuelta a Suiza", "tour-de-suisse"),
        ("Venceu a Volta à Suíça.", "Volta à Suíça", "tour-de-suisse"),
    ],
)
def test_a_race_is_known_by_its_names_in_other_languages(text: str, name: str, race: str) -> None:
    assert found(text + PELOTON)[name] == f"race/{race}"


@pytest.mark.parametrize("name", ["Giro delle Colline", "Giro dei Borghi", "Vuelta dos Montes", "Tour da Serra"])
def test_a_race_that_nobody_knows_is_no_grand_tour(name: str) -> None:
    text = f"Tadej Pogačar and Remco Evenepoel rode the {name}."
    assert set(found(text + PELOTON)) == {"Tadej Pogačar", "Remco Evenepoel"}


@pytest.mark.parametrize(
    "text",
    [
        "Remco Evenepoel ganó a Tadej Pogačar, segundo en la etapa.",
        "Remco Evenepoel ha battuto a sorpresa e dato due minuti a Tadej Pogačar.",
        "Remco Evenepoel venceu a Tadej Pogačar. A etapa foi longa.",
    ],
)
def test_a_preposition_of_one_letter_is_no_article(text: str) -> None:
    assert "Tadej Pogačar" in found(text + PELOTON)


def test_whose_race_it_was_says_which_edition() -> None:
    text = "Demi Vollering won La Vuelta.\nThe Vuelta was her first stage race. The men's Vuelta is in August."
    links = found(text, "2025-05-12")
    assert (links["The Vuelta"], links["Vuelta"]) == ("race/vuelta-femenina", "race/vuelta-a-espana")


def test_whose_men_may_win_speaks_of_the_men() -> None:
    text = "Pauline Ferrand-Prévot leads the Tour de France Femmes for Jumbo-Visma, whose men may win the Tour with Jonas Vingegaard."
    assert found(text, "2022-07-30")["the Tour"] == "race/tour-de-france"


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Mark Cavendish, 51, saw the peloton pass his shop.", False),
        ("The 51-year-old Mark Cavendish saw the peloton pass.", False),
        ("Mark Cavendish, 39, led the peloton.", True),
        ("In 2008 Mark Cavendish, 23, won stage five.", True),
    ],
)
def test_an_age_that_is_not_the_rider_s_makes_him_another(text: str, linked: bool) -> None:
    assert ("Mark Cavendish" in found(text)) == linked
