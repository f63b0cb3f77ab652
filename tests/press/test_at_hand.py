"""What a process has at hand that stands by: a dump that it cleans afterwards needs nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from press.precheck import PLUGINS

STORY = (
    "Inès Roche won the second stage of the Tour of the Fens on Sunday, nine seconds ahead of a group of four riders."
)
PROGRAM = """
import sys
from pathlib import Path
from press import at_hand
from racenews.derived import Drawer
from racenews.intake.read import read_dump
from racenews.pipeline import article_from_dump

drawer = Drawer(Path(sys.argv[1]))
at_hand.keep(None, "en", drawer)
res = at_hand.load_resources(None, "en", drawer)
before = set(sys.modules)
print(article_from_dump(read_dump(Path(sys.argv[2]), "one"), res).title)
print(*sorted(set(sys.modules) - before))
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one.txt", f"{STORY}\n\nIt rained all day, and nobody was hurt when the bridge was crossed."),
        (
            "one.html",
            f"<html><body><article><h1>Roche wins</h1><p>{STORY}</p><p>It rained.</p></article></body></html>",
        ),
    ],
    ids=["a text without a headline", "a page"],
)
def test_nothing_is_loaded_when_the_first_dump_is_cleaned(name: str, text: str, tmp_path: Path) -> None:
    dump = tmp_path / name
    dump.write_text(text, encoding="utf-8")
    words = [sys.executable, "-c", PROGRAM, str(tmp_path / "drawer"), str(dump)]
    run = subprocess.run(words, check=True, capture_output=True, text=True, env={"PYTHONPATH": PLUGINS})
    title, loaded = run.stdout.splitlines()
    assert "Roche" in title
    assert loaded == ""
