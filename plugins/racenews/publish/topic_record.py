"""What the gazetteer holds of a topic, in the words of schema.org: a Person, a SportsTeam, a SportsEvent."""

from __future__ import annotations

from collections.abc import Mapping

from racenews.types import Entry, TopicKind

TYPES: Mapping[TopicKind, str] = {"rider": "Person", "team": "SportsTeam", "race": "SportsEvent"}
SPORT = "Cycling"
MOST_NAMES = 12  # a lineage of thirty years has spellings by the dozen
_GENDERS = {"F": "Female", "M": "Male"}
_WIKIDATA = "https://www.wikidata.org/wiki/"
_RIDER_PAGES = "https://www.procyclingstats.com/rider/"


def describe_topic(entry: Entry | None, names: tuple[str, ...], nations: Mapping[str, str]) -> dict[str, object]:
    """Return the facts of a topic without addresses of ours; {} for a subject, and nothing for what a row leaves open.

    `names` are the others by which it has been known.
    """
    if entry is None or entry.kind not in TYPES:
        return {}
    row = entry.facts
    record: dict[str, object] = {"@type": TYPES[entry.kind], "name": entry.name}
    if others := [name for name in dict.fromkeys(names) if name != entry.name][:MOST_NAMES]:
        record["alternateName"] = others
    country = nations.get(row.get("nation", "") or row.get("country", ""))
    if entry.kind == "rider":
        record |= {"gender": _GENDERS[entry.gender]} if entry.gender in _GENDERS else {}
        record |= {"nationality": {"@type": "Country", "name": country}} if country else {}
        record |= {"birthDate": row["birth_year"]} if row.get("birth_year") else {}
    else:
        record["sport"] = SPORT
        record |= {"location": {"@type": "Country", "name": country}} if country else {}
    if same := _same_as(row):
        record["sameAs"] = same
    return record


def _same_as(row: Mapping[str, str]) -> list[str]:
    found = [f"{_WIKIDATA}{row['wikidata']}"] if row.get("wikidata") else []
    return [*found, f"{_RIDER_PAGES}{row['pcs_slug']}"] if row.get("pcs_slug") else found
