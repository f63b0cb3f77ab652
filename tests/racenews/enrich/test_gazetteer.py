from __future__ import annotations

import datetime as dt

import pytest

from racenews.enrich.gazetteer import Gazetteer, Period, parse_periods, surnames_of
from racenews.folding import fold_names
from racenews.types import Entry


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer(
        [
            Entry("rider", "anna-holm", "Anna Hølm", "F", {"surname": "Hølm", "surname_policy": "unique"}),
            Entry("rider", "bo-van-der-berg", "Bo van der Berg", "M", {"surname": "van der Berg"}),
            Entry(
                "team",
                "harbour",
                "Harbour-Blue",
                "M",
                {"names_by_year": "2010-2012=Old Harbour;2013-=Harbour-Blue", "ambiguous_aliases": "Harbour"},
            ),
            Entry("team", "harbour-women", "Harbour-Blue Women", "F", {"sibling": "harbour"}),
            Entry("race", "hill-classic", "Hill Classic", "M", {"aliases": "the Hill"}),
        ],
        vetoes=["Hill Classic Museum"],
    )


def surfaces(gazetteer: Gazetteer, text: str) -> list[str]:
    return [text[h.start : h.end] for h in gazetteer.find(fold_names(text), text) if h.senses]


def test_name_of_that_day(gazetteer: Gazetteer) -> None:
    assert gazetteer.name_on("team", "harbour", dt.date(2011, 5, 1)) == "Old Harbour"
    assert gazetteer.name_on("team", "harbour", dt.date(2031, 5, 1)) == "Harbour-Blue"
    assert gazetteer.name_on("team", "harbour", None) == "Harbour-Blue"
    assert gazetteer.name_on("rider", "anna-holm", dt.date(2011, 5, 1)) == "Anna Hølm"


def test_unknown_entry_is_a_key_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError):
        gazetteer.entry("rider", "nobody")


def test_entries_come_in_the_order_of_their_file(gazetteer: Gazetteer) -> None:
    assert [e.id for e in gazetteer.entries("rider")] == ["anna-holm", "bo-van-der-berg"]
    assert gazetteer.entries("topic") == ()


def test_siblings_know_each_other(gazetteer: Gazetteer) -> None:
    assert gazetteer.sibling("team", "harbour") == "harbour-women"
    assert gazetteer.sibling("team", "harbour-women") == "harbour"
    assert gazetteer.sibling("race", "hill-classic") is None


def test_longest_name_wins_and_spellings_fold(gazetteer: Gazetteer) -> None:
    text = "Anna Holm of Harbour–Blue Women beat BO VAN DER BERG; Van der Berg of Harbour – Blue sat up."
    assert surfaces(gazetteer, text) == [
        "Anna Holm",
        "Harbour–Blue Women",
        "BO VAN DER BERG",
        "Van der Berg",
        "Harbour – Blue",
    ]


def test_veto_phrase_covers_the_name_in_it(gazetteer: Gazetteer) -> None:
    assert surfaces(gazetteer, "The Hill Classic Museum is shut.") == []


def test_hyphen_ties_a_name_to_a_longer_one(gazetteer: Gazetteer) -> None:
    assert surfaces(gazetteer, "Harbour-Red and Harbour-led and x-Harbour") == ["Harbour"]


def test_short_name_is_valid_in_its_years_and_one_around(gazetteer: Gazetteer) -> None:
    gazetteer = Gazetteer([Entry("team", "t", "New", "M", {"names_by_year": "2010-2012=Old Blue;2013-=New"})])
    assert [gazetteer.valid_in("t", "Blue", year) for year in (2008, 2009, 2013, 2014)] == [False, True, True, False]
    assert gazetteer.valid_in("t", "Nickname", 1950)


def test_alias_stands_for_its_topic_in_its_years_alone() -> None:
    gazetteer = Gazetteer(
        [
            Entry("team", "quay", "Quay Wheelers", "M", {"aliases": "2019-2021=Blue Train"}),
            Entry("team", "pier", "Pier Wheelers", "M", {"ambiguous_aliases": "2022-=Blue Train"}),
        ]
    )

    def meant(year: int | None, text: str = "the Blue Train") -> list[str]:
        return [sense.id for hit in gazetteer.find(text, text, year) for sense in hit.senses]

    assert [meant(2018), meant(2019), meant(2021), meant(2022)] == [[], ["quay"], ["quay"], ["pier"]]
    assert meant(2018, "the Blue Train of 2020") == ["quay"]
    assert meant(None) == ["quay", "pier"]


@pytest.mark.parametrize(
    ("name", "surname", "forms"),
    [
        ("Edvald Boasson Hagen", "Boasson Hagen", ("Boasson Hagen", "Hagen")),
        ("Ceylin del Carmen Alvarado", "Alvarado", ("Alvarado", "del Carmen Alvarado")),
        ("Mathieu van der Poel", "van der Poel", ("van der Poel",)),
        ("Reinardt Janse van Rensburg", "Janse van Rensburg", ("Janse van Rensburg", "van Rensburg")),
    ],
)
def test_rider_with_two_surnames_is_called_by_both_or_the_second(
    name: str, surname: str, forms: tuple[str, ...]
) -> None:
    assert surnames_of(Entry("rider", "x", name, "M", {"surname": surname})) == forms


def test_resolve_knows_sure_names_alone(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve(" Anna Hølm ") == ("rider", "anna-holm")
    assert gazetteer.resolve("Harbour") is None


def test_a_name_outside_its_years_leaves_the_shorter_one_in_it_free() -> None:
    gazetteer = Gazetteer([Entry("team", "quay", "Quay", "M", {"aliases": "2019-2021=Quay Racing Blue"})])
    text = "Quay Racing Blue"
    assert [h.end for year in (2020, 2025) for h in gazetteer.find(text, text, year)] == [16, 4]


def test_periods_that_end_before_they_begin_are_a_fault() -> None:
    assert parse_periods("2010-=A") == (Period(2010, 9999, "A"),)
    for cell in ("2012-2010=A", "A", "2010=A"):
        with pytest.raises(ValueError, match=r"ends before|is not YEAR"):
            parse_periods(cell)
