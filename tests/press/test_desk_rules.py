"""Ideas for rules from the desk's own dumps: shown, accepted, and at work in the next build."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.plugins.test_commands import invoke, project  # noqa: F401  (a fixture)

from press.desk import accept_rules, suggest_rules
from racenews import resources
from racenews.intake.read import read_dump
from racenews.pipeline import article_from_dump
from racenews.types import Article, RacenewsError

MOTTO = "The Long Chase, Bergen and Oslo, since 1902."
REFRAIN = "Ada Holm finished safely in the bunch."


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a folder with six dumps of one source, one of them sent twice."""
    dumps = tmp_path / "paper/dumps/chase"
    dumps.mkdir(parents=True)
    for n in range(6):
        (dumps / f"{n}.txt").write_text(dump(n), encoding="utf-8")
    (dumps / "copy.txt").write_text(dump(0), encoding="utf-8")
    return tmp_path / "paper"


def dump(n: int) -> str:
    words = "one two three four five six seven".split()
    return (
        f"title The race of day {words[n]}\ndate 2024-05-0{n + 1}\nurl https://chase.example/{n}\n\n"
        f"The {words[n]} riders in front were caught on the climb of hill number {words[n + 1]}, far from the line.\n\n"
        f"{REFRAIN}\n\n{MOTTO}\n\n"
        f"Behind them group {words[n]} lost {words[n + 1]} minutes, and the jury counted them all in the evening.\n"
    )


def test_a_motto_is_proposed_and_a_refrain_is_not(content: Path) -> None:
    (proposal,) = suggest_rules(content, 4)
    assert (proposal.text, proposal.count, proposal.source) == (MOTTO, 6, "chase.example")


def test_copies_are_counted_once(content: Path) -> None:
    assert suggest_rules(content, 7) == ()


def test_an_accepted_rule_cuts_and_is_proposed_no_more(content: Path) -> None:
    (proposal,) = suggest_rules(content, 4)
    (content / "desk").mkdir()
    (content / "desk/rules.toml").write_text("# Our own.\n", encoding="utf-8")
    assert accept_rules(content, [proposal.id], 4) == (proposal,)
    text = (content / "desk/rules.toml").read_text(encoding="utf-8")
    assert text.startswith("# Our own.\n")
    assert text.count("[[rule]]") == text.count("[[case]]") == 1
    assert suggest_rules(content, 4) == ()
    knowledge = resources.load(desk=content / "desk")
    article = article_from_dump(read_dump(content / "dumps/chase/0.txt", "chase/0.txt"), knowledge)
    assert isinstance(article, Article)
    assert [p.text for p in article.paragraphs][1] == REFRAIN
    assert proposal.id in {r.rule for r in article.removals}


def test_an_id_that_is_not_proposed_is_named_and_nothing_is_written(content: Path) -> None:
    (proposal,) = suggest_rules(content, 4)
    with pytest.raises(RacenewsError, match='"desk/nothing": no such proposal'):
        accept_rules(content, [proposal.id, "desk/nothing"], 4)
    assert not (content / "desk").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RacenewsError, match="there is no such folder"):
        suggest_rules(tmp_path / "none", 4)


def test_the_command_shows_and_accepts(content: Path, project: Path) -> None:  # noqa: F811  (the fixture imported above)
    shown = invoke(project, "rules", "--suggest", "--content", str(content), "--min", "4")
    assert shown.returncode == 0, shown.stderr
    assert "Left out: 1 line that recurs in 4 dumps or more." in shown.stdout
    assert f"{REFRAIN} (6 dumps)" in shown.stdout
    assert MOTTO in shown.stdout
    assert "6 dumps of chase.example" in shown.stdout
    assert "chase/0.txt, chase/1.txt" in shown.stdout
    (name,) = [word for word in shown.stdout.split() if word.startswith("desk/the-long")]
    taken = invoke(project, "rules", "--accept", name, "--content", str(content), "--min", "4")
    assert taken.returncode == 0, taken.stderr
    assert "desk/rules.toml" in taken.stdout
    again = invoke(project, "rules", "--suggest", "--content", str(content))
    assert "Nothing recurs" in again.stdout
    assert invoke(project, "rules", "--accept", "desk/nothing", "--content", str(content)).returncode == 1
