from __future__ import annotations

from pathlib import Path

import pytest

from racenews.resources import DATA, load_rules
from racenews.types import RacenewsError

GOOD = '[[rule]]\nid = "a/b"\nmatch = "sign up"\nwhy = "a form"\nseen = "cases"\n'


def rules(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    load_rules([file])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("match", "mach"), 'unknown key "mach". Known: id, match, why, seen'),
        (GOOD.replace('why = "a form"\n', ""), '"why" is missing'),
        (GOOD + GOOD, "this id is also used in"),
        (GOOD + 'scope = "page"\n', 'scope "page" is unknown. Known: phrase, sentence, opening, line, notice'),
        (GOOD.replace("sign up", "{sign up"), "a brace { } is not closed"),
        (GOOD.replace('"a/b"', '""'), "a rule without an id"),
        ("[[rule]\n", "not valid TOML"),
        ("[[rules]]\n", 'unknown table "rules"'),
    ],
)
def test_a_broken_rule_names_file_entry_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        rules(tmp_path, text)
    assert message in str(fault.value)
    assert "rules.toml" in str(fault.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        rules(tmp_path, GOOD.replace("match", "mach") + GOOD.replace("a/b", "c/d").replace("why", "because"))
    assert "mach" in str(fault.value)
    assert "because" in str(fault.value)


def test_the_shipped_rules_are_sound() -> None:
    assert len(load_rules(sorted((DATA / "rules").glob("*.toml")))) > 100
