import random
from pathlib import Path

from tools.fuzz.edits import run_round
from tools.fuzz.paper import Paper

from press.verify import compare


def test_every_difference_is_named(tmp_path: Path) -> None:
    for site in ("one", "other"):
        for file in ("same.html", "a/edited.html"):
            (tmp_path / site / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / site / file).write_text(f"{file}, of the same length", encoding="utf-8")
    (tmp_path / "one/a/edited.html").write_text("a/edited.html, of the Same length", encoding="utf-8")
    (tmp_path / "one/more.html").touch()
    (tmp_path / "other/a/lacking.html").touch()
    (tmp_path / "other/more.html").mkdir()
    assert list(compare(tmp_path / "one", tmp_path / "other")) == ["a/edited.html", "a/lacking.html", "more.html"]


def test_builds_after_edits_leave_what_a_build_from_nothing_makes(tmp_path: Path) -> None:
    paper = Paper(tmp_path, random.Random(1))
    assert not run_round(paper, builds=4), paper.log  # hundreds: python -m tools.fuzz.edits
