"""The commands as an editor types them."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from press.commands import find_uv
from press.desk import built_for, start_story
from press.printer import ROOT
from racenews.types import RacenewsError

STORY = (
    "title A sprint in Plumelec\ndate 2024-07-03\n\n\n\n"
    "Hollie Marsh's favourite rider won the sprint in Plumelec after a long and windy day in the lead.\n\n\n\n"
    "The bunch had let six riders go in the first hour, and never saw them again before the last climb.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project with one story."""
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tasks.py", "pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    dumps = tmp_path / "content/dumps"
    dumps.mkdir(parents=True)
    (dumps / "a.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def invoke(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "invoke", *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "plugins")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def break_file(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_build_says_what_it_did(project: Path) -> None:
    (project / "content/dumps/empty.txt").write_text("", encoding="utf-8")
    done = invoke(project, "build")
    assert done.returncode == 0, done.stderr
    assert "set aside: empty.txt: the file is empty" in done.stdout
    last = done.stdout.splitlines()[-1]
    assert last.startswith("1 stories published, 1 set aside; ")
    assert all(unit in last for unit in (" pages, ", " seconds, ", " MB in "))
    assert (project / "output/index.html").is_file()


def test_a_site_is_published_as_two_and_checked_as_two(project: Path) -> None:
    older = STORY.replace("2024", "2018").replace("A sprint", "An older sprint").replace("favourite", "first")
    (project / "content/dumps/b.txt").write_text(older, encoding="utf-8")
    words = ("--siteurl", "https://p.example/news", "--archive-split", "2019")
    alone = invoke(project, "build", *words)
    assert alone.returncode == 1 and "--archive-url" in alone.stderr and not (project / "output").exists()
    for _ in ("built", "standing"):
        done = invoke(project, "build", *words, "--archive-url", "https://p.example/old")
        assert done.returncode == 0, done.stderr
        assert "1 story moved to the archive; " in done.stdout
        assert sorted(path.name for path in (project / "parted").iterdir() if path.is_dir()) == ["archive", "paper"]
    checked = invoke(project, "check", "--output", "parted")
    assert checked.returncode == 0, checked.stderr
    assert "parted: nothing to mend." in checked.stdout


def test_strict_build_exits_with_1_where_a_dump_was_set_aside(project: Path) -> None:
    assert invoke(project, "build", "--strict").returncode == 0
    (project / "content/dumps/empty.txt").write_text("", encoding="utf-8")
    assert invoke(project, "build", "--strict").returncode == 1


def identity(file: Path) -> tuple[int, int, int]:
    """Return what a file keeps while nobody writes it, though it loses a second name."""
    state = file.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("pelicanconf.py", "\nSITENAME = ''\n", ["pelicanconf.py", "SITENAME", "Give the paper a name"]),
        ("plugins/racenews/data/rules/share.toml", '\n[[rule]]\nid = "x"\nmach = "y"\n', ["share.toml", '"x"', "mach"]),
        (
            "plugins/racenews/data/gazetteer/riders.csv",
            "\nonly-an-id\n",
            ["riders.csv", "1 cells where the header has"],
        ),
        ("plugins/site_checks.py", "\n1 / 0\n", ["division by zero"]),
        ("plugins/topic_pages.py", "\nimport no_such_module\n", ["no_such_module"]),
        ("theme/templates/article.html", "{% if %}", ["Expected an expression", "article.html", "line "]),
    ],
)
def test_fault_is_one_message_and_leaves_the_old_site(project: Path, file: str, text: str, says: list[str]) -> None:
    assert invoke(project, "build").returncode == 0
    before = identity(project / "output/index.html")
    break_file(project / file, text)
    stopped = invoke(project, "build")
    assert stopped.returncode == 1
    assert "Traceback" not in stopped.stderr
    for word in says:
        assert word in stopped.stderr
    assert identity(project / "output/index.html") == before
    assert not list(project.glob("output.*"))


def test_check_lists_findings_and_exits_with_1(project: Path) -> None:
    assert invoke(project, "check").returncode == 1
    assert invoke(project, "build", "--siteurl", "https://example.org/repo").returncode == 0
    assert invoke(project, "check").returncode == 0
    (project / "output/about.html").write_text("<html><a href='/gone/'>", encoding="utf-8")
    found = invoke(project, "check")
    assert found.returncode == 1
    assert "about.html: <html> names no language" in found.stderr


def test_explain_takes_any_number_of_files(project: Path) -> None:
    (project / "content/dumps/b.txt").write_text(STORY.replace("Hollie", "Gwen"), encoding="utf-8")
    done = invoke(project, "explain", "content/dumps/a.txt", "content/dumps/b.txt")
    assert done.returncode == 0, done.stderr
    assert "Hollie" in done.stdout
    assert "Gwen" in done.stdout
    assert invoke(project, "explain", "content/dumps/none.txt").returncode == 2


@pytest.fixture
def golden(project: Path) -> Path:
    """Return a project's folder of golden stories, two of them with a dump and nothing else."""
    folder = project / "tests/golden"
    for name in ("one", "two"):
        (folder / name).mkdir(parents=True)
        (folder / name / "dump.txt").write_text(STORY, encoding="utf-8")
    for name in ("__init__.py", "golden_files.py"):
        shutil.copy(ROOT / "tests" / name, project / "tests" / name)
    return folder


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_golden_writes_what_is_expected_of_the_named_story(golden: Path) -> None:
    done = invoke(golden.parents[1], "golden", "one")
    assert done.returncode == 0, done.stderr
    assert files_of(golden / "one") == ["article.md", "dump.txt", "removals.toml"]
    assert files_of(golden / "two") == ["dump.txt"]
    assert "tests/golden/one/article.md" in done.stdout
    assert "title: A sprint in Plumelec" in (golden / "one/article.md").read_text(encoding="utf-8")


def test_golden_without_a_name_writes_all(golden: Path) -> None:
    done = invoke(golden.parents[1], "golden")
    assert done.returncode == 0, done.stderr
    assert files_of(golden / "one") == files_of(golden / "two") == ["article.md", "dump.txt", "removals.toml"]


def test_golden_knows_its_stories(golden: Path) -> None:
    done = invoke(golden.parents[1], "golden", "three")
    assert done.returncode == 1
    assert "tests/golden/three: there is no dump. Put one there, or name one of: one, two" in done.stderr


def test_new_story_is_a_draft_that_builds(project: Path) -> None:
    assert invoke(project, "new", "--title", "Vos wins: again").returncode == 0
    (file,) = (project / "content/dumps").rglob("*.md")
    assert "Title: Vos wins: again\n" in file.read_text(encoding="utf-8")
    assert invoke(project, "build").returncode == 0
    file.write_text(file.read_text(encoding="utf-8").replace("Status: draft\n", ""), encoding="utf-8")
    assert "2 stories published" in invoke(project, "build").stdout


def test_new_story_never_overwrites_another(tmp_path: Path) -> None:
    day = dt.date(2024, 7, 3)
    assert start_story(tmp_path, "Vos wins", "", day).name == "2024-07-03-vos-wins.md"
    with pytest.raises(RacenewsError, match="there is a story with this title"):
        start_story(tmp_path, "Vos wins", "", day)


def test_publish_builds_for_the_address_that_is_given(project: Path) -> None:
    assert invoke(project, "publish", "--siteurl", "https://example.org/repo").returncode == 0
    assert built_for(project / "output") == "https://example.org/repo"


def test_publish_asks_for_an_address(project: Path) -> None:
    stopped = invoke(project, "publish")
    assert stopped.returncode == 1
    assert "publishconf.py: SITEURL = '' is wrong. It is a web address" in stopped.stderr


def test_clean_output_removes_the_site_and_nothing_else(project: Path) -> None:
    invoke(project, "build")
    assert invoke(project, "clean-output").returncode == 0
    assert not (project / "output").exists()
    assert invoke(project, "clean-output", "--output", "content").returncode == 1
    assert (project / "content/dumps/a.txt").is_file()


@pytest.mark.parametrize(
    "task", "build serve check explain new publish rules topics test golden lint clean-output".split()
)
def test_every_command_explains_itself(task: str) -> None:
    helped = invoke(ROOT, "--help", task)
    assert helped.returncode == 0
    assert "none" not in helped.stdout.split("Docstring:")[1].split("Options:")[0]


def test_uv_is_found_in_the_environment() -> None:
    assert find_uv()


def test_sbom_lists_each_locked_package_that_the_site_needs(tmp_path: Path) -> None:
    done = invoke(ROOT, "sbom", "--output", str(tmp_path / "sbom.json"))
    assert done.returncode == 0, done.stderr
    listed = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    found = {part["name"]: part["version"] for part in listed["components"]}
    assert {"pelican", "jinja2", "nh3"} <= found.keys()
    assert "pytest" not in found, "tools of the next engineer are no part of the site"
    locked = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert all(f'name = "{name}"\nversion = "{version}"' in locked for name, version in found.items())


def test_a_build_of_what_has_not_changed_says_so_and_leaves_the_site(project: Path) -> None:
    (project / "content/dumps/empty.txt").write_text("", encoding="utf-8")
    assert invoke(project, "build").returncode == 0
    page = project / "output/2024/07/03/a-sprint-in-plumelec/index.html"
    was, number = page.read_bytes(), page.stat().st_ino
    again = invoke(project, "build")
    assert (again.returncode, again.stdout) == (0, "nothing changed, 1 story, 1 set aside, output stands\n")
    assert page.stat().st_ino == number
    strict = invoke(project, "build", "--strict")
    assert strict.returncode == 1
    assert "--strict: 1 set aside" in strict.stderr
    page.write_bytes(was + b" ")
    assert "1 stories published" in invoke(project, "build").stdout
    assert page.read_bytes() == was
