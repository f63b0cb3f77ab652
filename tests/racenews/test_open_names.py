"""Known names that stay without a link, and the lines of the desk that settle them."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

from racenews import resources
from racenews.enrich.linking import link_story
from racenews.open_names import OpenNames
from racenews.resources import Resources
from racenews.types import Article, Paragraph

TEXT = "Adam Yates and Simon Yates rode with the peloton for hours. Then Yates attacked, and Mr Plum saw the Roubaix velodrome."


def story(known: Resources, source: str = "2024/a.txt") -> Article:
    day = dt.date(2024, 5, 1)
    mentions, topics = link_story(None, [TEXT], known.gazetteer, day, (), known.desk.corrections.get(source))
    return Article(source, "A day", "dump", None, day, "", "derived", (Paragraph(TEXT),), topics, mentions)


def desk(tmp_path: Path, text: str) -> Resources:
    (tmp_path / "topics.toml").write_text(text, encoding="utf-8")
    return resources.load(desk=tmp_path)


def names(known: Resources, *sources: str) -> list[str]:
    found = OpenNames(known.gazetteer)
    for source in sources or ("2024/a.txt",):
        found.add_story(story(known, source), known.desk.corrections.get(source))
    return [name.surface for name in found.list_open()]


def test_an_open_name_comes_with_its_sentences_and_lines(resources: Resources) -> None:
    found = OpenNames(resources.gazetteer)
    for source in ("2024/a.txt", "2024/b.txt", "2024/c.txt"):
        found.add_story(story(resources, source))
    (name,) = found.list_open()
    assert (name.surface, name.stories) == ("Yates", 3)
    assert name.reason == "the story names Adam Yates or Simon Yates in full: it may be any of them"
    assert [s.source for s in name.sightings] == ["2024/a.txt", "2024/b.txt"]
    assert name.sightings[0].sentence.startswith("Then Yates attacked")
    assert {str(tomllib.loads(line)["2024/a.txt"]["link"]["Yates"]) for line in name.sightings[0].lines} >= {
        "rider/adam-yates",
        "rider/simon-yates",
    }
    assert name.always == ""
    assert {"rider/adam-yates", "rider/simon-yates"} <= set(tomllib.loads(name.never)["Yates"])


def test_the_line_for_one_dump_settles_it_there(tmp_path: Path) -> None:
    known = desk(tmp_path, '[correct]\n"2024/a.txt" = { link = { "Yates" = "rider/adam-yates" } }\n')
    assert names(known, "2024/a.txt") == []
    assert names(known, "2024/b.txt") == ["Yates"]


def test_the_line_of_a_veto_settles_it_for_ever(tmp_path: Path) -> None:
    found = OpenNames(desk(tmp_path, "").gazetteer)
    found.add_story(story(desk(tmp_path, "")))
    (name,) = found.list_open()
    assert names(desk(tmp_path, f"[veto]\n{name.never}\n")) == []


def test_a_surname_alone_is_not_offered_for_good(resources: Resources) -> None:
    found = OpenNames(resources.gazetteer)
    text = "Ada Holm rode past Gate five with the peloton of riders, and won the race for Movistar in the sprint."
    found.add_story(Article("a.txt", "A day", "dump", None, None, "", "derived", (Paragraph(text),)))
    (name,) = (name for name in found.list_open() if name.surface == "Gate")
    assert name.always == ""
    assert tomllib.loads(name.never) == {"Gate": "rider/aaron-gate"}
