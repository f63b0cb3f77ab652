"""Name the rider of whom a derived headline says only where he or she is from: "The Mexican wins …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from racenews.enrich.headline import MAX_HEADLINE_CHARS
from racenews.enrich.verbs import is_finite
from racenews.folding import fold_names
from racenews.types import Entry

# Nation by what its people are called, with the gender where the word has one.
_PEOPLE: dict[str, tuple[str, str]] = {
    word: (nation, gender)
    for nation, words in {
        "AUS": "Australian", "AUT": "Austrian", "BEL": "Belgian", "CAN": "Canadian", "COL": "Colombian", "CZE": "Czech",
        "DEN": "Dane", "ECU": "Ecuadorian", "ERI": "Eritrean", "ESP": "Spaniard", "EST": "Estonian",
        "FRA": "Frenchman:M Frenchwoman:F", "GBR": "Briton Welshman:M Scot Englishman:M Englishwoman:F Yorkshireman:M",
        "GER": "German", "HUN": "Hungarian", "IRL": "Irishman:M Irishwoman:F", "ITA": "Italian Sicilian",
        "JPN": "Japanese", "KAZ": "Kazakh", "LAT": "Latvian", "LTU": "Lithuanian", "LUX": "Luxembourger",
        "MEX": "Mexican", "NED": "Dutchman:M Dutchwoman:F", "NOR": "Norwegian", "POL": "Pole", "POR": "Portuguese",
        "RUS": "Russian", "SLO": "Slovenian Slovene", "SUI": "Swiss", "SVK": "Slovak", "SWE": "Swede",
        "UKR": "Ukrainian", "USA": "American",
    }.items()
    for word, _, gender in (entry.partition(":") for entry in words.split())
}  # fmt: skip
_DESCRIBED = re.compile(
    r"^The ([A-Z][a-z]+)(?: (?:rider|cyclist|sprinter|climber|puncheur|rouleur|time-triallist))?(?= ([a-z]+))"
)


def is_described(title: str) -> bool:
    """Say whether a headline begins with a nationality for a name."""
    match = _DESCRIBED.match(title)
    return match is not None and match[1] in _PEOPLE and is_told_of(match[2])


def is_told_of(word: str) -> bool:
    """Say whether a description ends before this word: "The Mexican | wins", not "The Mexican | team"."""
    return is_finite(word) or word in ("to", "out", "still", "also", "then", "now", "never", "finally", "once")


def name_described(title: str, riders: Sequence[Entry]) -> str:
    """Return the headline with the name of the one of these riders whom it can mean; as it was where that is not sure.

    `riders` are those whom the lead names. One without a nation could be meant as well, so nobody is.
    """
    match = _DESCRIBED.match(title)
    if match is None or not is_described(title) or not all(rider.facts.get("nation") for rider in riders):
        return title
    nation, gender = _PEOPLE[match[1]]
    meant = [r for r in riders if r.facts["nation"] == nation and r.gender in (gender or r.gender)]
    if len(meant) != 1 or fold_names(meant[0].name.split()[-1]) in fold_names(title):
        return title  # the headline names somebody already
    named = f"{meant[0].name}{title[match.end() :]}"
    return named if len(named) <= MAX_HEADLINE_CHARS else title
