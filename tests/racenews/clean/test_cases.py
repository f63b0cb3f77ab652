"""The short texts of tests/cases: a bug report goes there first."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from racenews.intake.read import dump_from_text
from racenews.pipeline import clean_dump
from racenews.resources import Resources

CASES = Path(__file__).parents[2] / "cases"
PROSE = "The race went on into the evening, and the favourites were still together at the foot of the climb."


def load(name: str) -> list[dict[str, object]]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]


def paragraphs(text: str, resources: Resources) -> list[str]:
    return [p.text for p in clean_dump(dump_from_text(text, "case"), resources)[1].paragraphs]


def negatives() -> list[object]:
    marks = {True: (pytest.mark.xfail(reason="a known failure, see its note"),), False: ()}
    return [
        pytest.param(case, id=str(case["id"]), marks=marks[bool(case.get("known_failure"))])
        for case in load("negative.toml")
    ]


@pytest.mark.parametrize("case", negatives())
def test_what_only_looks_like_furniture_stays(case: dict[str, str], resources: Resources) -> None:
    wanted = [" ".join(line.split()) for line in case["text"].split("\n")]
    text = f"{PROSE}\n\n{case['text']}\n\n{PROSE}"
    assert paragraphs(text, resources) == [PROSE, *wanted, PROSE]


@pytest.mark.parametrize("case", load("in_the_wild.toml"), ids=lambda case: case["id"])
def test_what_is_furniture_goes(case: dict[str, object], resources: Resources) -> None:
    assert paragraphs(str(case["text"]), resources) == case["expect"]


@pytest.mark.parametrize("case", load("rules.toml"), ids=lambda case: case["rule"])
def test_every_rule_takes_its_example(case: dict[str, str], resources: Resources) -> None:
    dump = dump_from_text(f"{PROSE}\n\n{case['text']}\n\n{PROSE}", "case")
    _, clean = clean_dump(dump, resources)
    near = any(rule.id == case["rule"] and rule.strength == "near" for rule in resources.rules.rules)
    left = [p.text for p in clean.paragraphs]
    if near:  # needs a neighbour: alone it stays, beside a form it goes
        assert case["text"] in left
        _, clean = clean_dump(dump_from_text(f"{PROSE}\n\nEnter your email address\n{case['text']}", "case"), resources)
        left = [p.text for p in clean.paragraphs]
        assert left == [PROSE]
    else:
        assert left == [PROSE, PROSE]
    family = case["rule"].split("/")[0]  # another rule of the same kind may be quicker
    assert family in {removal.rule.split("/")[0] for removal in clean.removals}


def test_every_rule_has_a_case(resources: Resources) -> None:
    assert {rule.id for rule in resources.rules.rules} == {case["rule"] for case in load("rules.toml")}
