"""`invoke topics` over a folder: counts, suggestions, and that a suggested line does what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from press import report
from press.desk import count_topics, suggest_topics
from press.printer import Order, print_edition
from racenews.types import RacenewsError

STORY = (
    "title A day in the hills {n}\ndate 2024-07-0{n}\n\n"
    "Adam Yates and Simon Yates led the peloton on stage {n}. Then Yates was caught by Jo Brandt (BEL), who attacked alone.\n\n"
    "The bunch had let six riders go in hour {n} and never saw them again before the last climb.\n"
)


LINEAGE = (
    "title {title}\ndate {date}\n\nJulian Alaphilippe, the rider of {team}, won the sprint of the peloton on {title}.\n\n"
    "The bunch had let six riders go in the first hour, and never saw them again before the last climb.\n"
)


def test_a_team_is_a_lineage(tmp_path: Path) -> None:
    (tmp_path / "content/dumps").mkdir(parents=True)
    for title, date, team in (
        ("Day one", "2019-07-08", "Deceuninck–Quick-Step"),
        ("Day two", "2022-07-08", "Quick-Step Alpha Vinyl"),
        ("Day three", "2024-07-08", "Soudal Quick-Step"),
    ):
        text = LINEAGE.format(title=title, date=date, team=team)
        (tmp_path / f"content/dumps/{date}.txt").write_text(text, encoding="utf-8")
    order = Order(tmp_path / "content", tmp_path / "output", state=tmp_path / "state", today=dt.date(2024, 8, 1))
    print_edition(order)
    site = tmp_path / "output"

    def page(path: str) -> BeautifulSoup:
        return BeautifulSoup((site / path / "index.html").read_text(encoding="utf-8"), "lxml")

    team = page("teams/soudal-quick-step")
    assert [h.get_text() for h in team.select("h1")] == ["Soudal Quick-Step"]
    assert [h.get_text() for h in team.select("section.strip > h3")] == ["2024", "2022", "2019"]
    assert "2022Quick-Step Alpha Vinyl" in [
        row.get_text().replace("\n", "") for row in team.select("table.sheet--names tr")
    ]
    links = page("2022/07/08/day-two").select('a[href="/teams/soudal-quick-step/"]')
    assert links[0].get_text(strip=True) == "Quick-Step Alpha Vinyl"
    assert "All on Quick-Step Alpha Vinyl" in {link.get_text(strip=True) for link in links}
    for old in ("deceuninck-quick-step", "quick-step-alpha-vinyl", "omega-pharma-quick-step"):
        moved = page(f"teams/{old}").select('meta[http-equiv="refresh"]')
        assert [meta["content"] for meta in moved] == ["0; url=/teams/soudal-quick-step/"]
    assert "deceuninck" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "deceuninck" not in (site / "teams/index.html").read_text(encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "dumps").mkdir()
    (tmp_path / "desk").mkdir()
    for number in range(1, 4):
        (tmp_path / f"dumps/{number}.txt").write_text(STORY.format(n=number), encoding="utf-8")
    return tmp_path


def shown(tell: Callable[..., None], *args: object) -> str:
    console = Console(width=400)
    with console.capture() as capture:
        tell(console, *args)
    return capture.get()


def test_topics_are_listed_with_counts(content: Path) -> None:
    counted = count_topics(content)
    assert [(topic.id, topic.mentions, stories) for topic, stories in counted] == [
        ("adam-yates", 3, 3),
        ("simon-yates", 3, 3),
    ]
    told = shown(report.tell_topics, counted, 1)
    assert "3 stories      3x  rider/adam-yates  Adam Yates" in told
    assert "1 more. --most 0 shows all." in told


def test_suggestions_show_evidence_sentence_and_lines(content: Path) -> None:
    newcomers, names = suggest_topics(content, 3)
    told = shown(report.tell_newcomers, newcomers, 30, 3)
    assert "Jo Brandt  3 stories: a rider? a word for a rider" not in told
    assert "Jo Brandt  3 stories: a rider? a nation in brackets behind it 3x" in told
    assert '[[rider]]\nid = "jo-brandt"\nname = "Jo Brandt"\n' in told
    told = shown(report.tell_open_names, names, 30)
    assert "Yates  3 stories: the story names Adam Yates or Simon Yates in full" in told
    assert '\n    [correct]\n    "1.txt".link."Yates" = "rider/adam-yates"\n' in told
    assert "1.txt: Then Yates was caught by Jo Brandt (BEL)" in told


def test_a_pasted_entry_and_line_settle_what_was_suggested(content: Path) -> None:
    newcomers, names = suggest_topics(content, 3)
    entry = newcomers[0].entry.replace('"?"', '"M"')
    lines = "\n".join(s.lines[0] for s in names[0].sightings)
    (content / "desk/topics.toml").write_text(f"[correct]\n{lines}\n\n{entry}\n", encoding="utf-8")
    assert suggest_topics(content, 3) == ((), ())
    _, names = suggest_topics(content, 1)
    assert [(name.surface, name.stories) for name in names] == [("Yates", 1)]
    assert ("jo-brandt", 3) in [(topic.id, stories) for topic, stories in count_topics(content)]


def test_nothing_to_suggest_is_said(tmp_path: Path) -> None:
    assert "No unknown name stands in 3 stories" in shown(report.tell_newcomers, (), 30, 3)
    assert "Every known name is a link" in shown(report.tell_open_names, (), 30)
    assert "No story names a topic" in shown(report.tell_topics, (), 30)


def test_wrong_orders_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RacenewsError, match="--min 0: a name stands in one story at least"):
        suggest_topics(tmp_path, 0)
    with pytest.raises(RacenewsError, match=r"there is no such folder. Name one that has dumps with --content DIR"):
        count_topics(tmp_path / "none")
