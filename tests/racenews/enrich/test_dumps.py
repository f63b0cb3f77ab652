"""Links, headlines, bylines and dates of dumps and probes that we wrote to mislead: `dumps/`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from tests.racenews.enrich.test_mentions import GAZETTEER
from tests.racenews.enrich.trap_dumps import FOLDER, read_dumps

from racenews.enrich.mentions import find_mentions
from racenews.folding import fold_names
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump, default_resources
from racenews.types import Article

TUNED = read_dumps("tuned.toml")
KINDS = ("rider", "team", "race")


def probes() -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Yield date, text, the topics that must be linked and those that may be."""
    for line in (FOLDER / "probes.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            date, text, topics = (part.strip() for part in line.split("|"))
            must = {topic for topic in topics.split() if not topic.startswith("?")}
            yield date, text, must, {topic[1:] for topic in topics.split() if topic.startswith("?")}


def read(gold: dict[str, Any]) -> Article:
    outcome = article_from_dump(dump_from_text(str(gold["raw"]), "a dump of ours"), default_resources())
    assert isinstance(outcome, Article)
    return outcome


def straight(text: str) -> str:
    """Return the text with plain quotation marks and dashes."""
    return fold_names(text)


def name_case(value: str | set[str]) -> str:
    """Return the same name in every process: sets have no order."""
    return (value if isinstance(value, str) else " ".join(sorted(value)))[:60]


@pytest.mark.parametrize(("date", "text", "must", "may"), tuple(probes()), ids=name_case)
def test_probe_is_linked_right(date: str, text: str, must: set[str], may: set[str]) -> None:
    mentions = find_mentions(None, [text], GAZETTEER, dt.date.fromisoformat(date))
    assert {f"{m.kind}/{m.id}" for m in mentions} - may == must


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.toml")))
def test_topics_of_our_dumps_stay_above_their_floors(name: str) -> None:
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for gold in read_dumps(name):
        may = {(t["kind"], t["id"]) for t in gold["optional"]}
        got = {(t.kind, t.id) for t in read(gold).topics if t.kind in KINDS} - may
        want = {(t["kind"], t["id"]) for t in gold["topics"]}
        right.update(kind for kind, _ in got & want)
        wrong.update(kind for kind, _ in got - want)
        missed.update(kind for kind, _ in want - got)
    assert not wrong
    assert all(right[kind] / (right[kind] + missed[kind]) >= 0.92 for kind in KINDS)


@pytest.mark.parametrize("gold", TUNED, ids=lambda gold: str(gold["id"]))
def test_head_and_story_of_our_dumps(gold: dict[str, Any]) -> None:
    article = read(gold)
    want = gold["gold"]
    assert (article.author, article.date and str(article.date)) == (want["author"], want["date"])
    if want["title"]:
        assert article.title == want["title"]
    assert [straight(p.text) for p in article.paragraphs] == [straight(str(text)) for text in want["body"]]
