"""The search index, written by the real Pagefind; and what a build makes of it."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.a_small_paper import RACE, RIDER, RIVAL, TEAM, build_small_site, small_paper, story

from press import pagefind, search_index
from press.edition import say_nothing
from press.galleys import pull_galleys
from press.pagefind_order import put_in_order
from press.printer import Order, Printed, print_edition
from racenews.publish import search_records
from racenews.publish.brief import brief_of
from racenews.types import Article, Finding

TODAY = dt.date(2024, 7, 5)
NEW = story("Berg and van Dijk in Ely", "2026-05-30", topics=(RIDER, RIVAL, RACE, TEAM))


def add(output: Path, articles: list[Article], published: Path | None = None, **house: Any) -> tuple[Finding, ...]:
    site = build_small_site(articles, search=True, **house)
    briefs, whole = {a.source: brief_of(a) for a in articles}, {a.source: a for a in articles}
    galleys = pull_galleys(site, briefs, whole, None)
    return search_index.add_search_index(galleys, site.house.lang, output, published, say_nothing)


def files(output: Path) -> dict[str, bytes]:
    folder = output / search_index.FOLDER
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the name of each index that is written and not taken over."""
    names: list[str] = []
    make: Callable[..., dict[str, bytes]] = search_index.make_index

    def noted(*args: Any, **more: Any) -> dict[str, bytes]:
        names.append(args[3].name)
        return make(*args, **more)

    monkeypatch.setattr(search_index, "make_index", noted)
    return names


def test_same_stories_make_the_same_bytes(tmp_path: Path) -> None:
    # Pagefind's own order of six years and as many authors differs from run to run.
    years = [story(f"Stage {n}", f"20{n}-06-01", author=f"Author {n}") for n in range(10, 24)]
    for name in ("one", "two"):
        assert add(tmp_path / name, years) == ()
    assert len([name for name in files(tmp_path / "one") if name.startswith("newest/fragment/")]) == 14
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_index_holds_only_what_a_page_loads(tmp_path: Path) -> None:
    add(tmp_path, small_paper())
    loaded = {"pagefind-entry.json", "pagefind-worker.js", "pagefind.js", "stamp.txt", "wasm.en.pagefind"}
    assert {name for name in files(tmp_path) if name.count("/") == 1 and not name.endswith(".pf_meta")} == {
        f"newest/{name}" for name in loaded
    }
    assert all(files(tmp_path).values()), "a file is empty"


def test_index_is_taken_over_until_a_story_changes(tmp_path: Path, written: list[str]) -> None:
    add(tmp_path / "first", small_paper())
    add(tmp_path / "same", small_paper(), tmp_path / "first")
    assert written == ["newest"]
    assert files(tmp_path / "same") == files(tmp_path / "first")
    add(tmp_path / "new", [*small_paper(), NEW], tmp_path / "same")
    assert written == ["newest", "newest"]
    assert files(tmp_path / "new") != files(tmp_path / "same")


def test_damaged_index_is_written_anew(tmp_path: Path, written: list[str]) -> None:
    add(tmp_path / "first", small_paper())
    whole = files(tmp_path / "first")
    next((tmp_path / "first/pagefind/newest/fragment").iterdir()).unlink()
    add(tmp_path / "second", small_paper(), tmp_path / "first")
    assert written == ["newest", "newest"]
    assert files(tmp_path / "second") == whole


def test_older_stories_stand_on_shelves_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: list[str]
) -> None:
    monkeypatch.setattr(search_records, "BRIEF_STORIES", 4)
    add(tmp_path / "first", small_paper(), full_text_stories=5)
    older = [name for name in written if name.startswith("older-")]
    text = [name for name in written if name.startswith("text-")]
    assert len(older) > 2 and text and written == ["newest", *text, *older]
    found = files(tmp_path / "first")
    assert f"{older[0]}/pagefind.js" not in found and f"{text[0]}/pagefind.js" not in found, "one library is loaded"
    assert json.loads(found[f"{older[-1]}/pagefind-entry.json"])["languages"]["en"]["page_count"] <= 8
    assert any(name.startswith(f"{older[0]}/fragment/{older[0][6:]}-") for name in found)
    written.clear()
    add(tmp_path / "second", [*small_paper(), NEW], tmp_path / "first", full_text_stories=5)
    assert len(written) < 4 and older[-1] not in written, "full shelves stay"


def test_pagefind_that_fails_leaves_no_index_and_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(search_index, "find_program", lambda: broken)
    (finding,) = add(tmp_path / "site", small_paper())
    assert finding.severity == "warning" and "could not be written" in finding.what
    assert files(tmp_path / "site") == {}


def test_environment_of_the_editor_has_no_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path / "one", small_paper())
    monkeypatch.setenv("PAGEFIND_INCLUDE_CHARACTERS", "<>")
    add(tmp_path / "two", small_paper())
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_file_of_another_make_is_refused() -> None:
    entry = json.dumps({"languages": {"en": {"hash": "en_1", "wasm": "en", "page_count": 1}}}).encode()
    for content, said in ((gzip.compress(b"something else"), "not a file of Pagefind's"), (b"no gzip", "gzip")):
        with pytest.raises((OSError, ValueError), match=said):
            put_in_order({"pagefind-entry.json": entry, "pagefind.en_1.pf_meta": content})


def test_shelves_made_at_once_are_those_made_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_records, "BRIEF_STORIES", 4)
    paper = small_paper()
    site = build_small_site(paper, search=True, full_text_stories=5)
    told: list[int] = []
    briefs, whole = {a.source: brief_of(a) for a in paper}, {a.source: a for a in paper}
    for jobs in (1, 3):

        def tell(step: str, done: int, total: int) -> None:
            told.append(done)

        output = tmp_path / str(jobs)
        galleys = pull_galleys(site, briefs, whole, None)
        assert search_index.add_search_index(galleys, site.house.lang, output, None, tell, jobs=jobs) == ()
        assert told[-1] == len(paper) and sorted(told) == told
        told.clear()
    assert len([name for name in files(tmp_path / "1") if name.endswith("stamp.txt")]) > 3
    assert files(tmp_path / "1") == files(tmp_path / "3")


def test_program_is_found_on_this_machine() -> None:
    assert pagefind.find_program() is not None
    assert pagefind.program_version().startswith("1.5.")


# --- in a build -------------------------------------------------------------------------------------------

STORY = """title Mørkøv wins in Plumelec
date 2024-07-03



Michael Mørkøv won the sprint in Plumelec after a long and windy day in the lead of the race.



The bunch had let six riders go in the first hour, and never saw them again before the last climb.
"""


def build(home: Path, *stories: str) -> Printed:
    dumps = home / "content/dumps"
    dumps.mkdir(parents=True)
    for number, text in enumerate(stories):
        (dumps / f"{number}.txt").write_text(text, encoding="utf-8")
    return print_edition(Order(home / "content", home / "output", state=home / "state", today=TODAY))


def page_of(printed: Printed) -> str:
    return (printed.output / "search/index.html").read_text(encoding="utf-8")


def words_of(printed: Printed) -> list[str]:
    return [finding.what for finding in printed.findings if finding.where == "search/"]


def test_build_writes_index_and_form(tmp_path: Path) -> None:
    printed = build(tmp_path, STORY)
    assert "newest/pagefind.js" in files(printed.output)
    assert 'role="search"' in page_of(printed) and "wasm-unsafe-eval" in page_of(printed)
    assert "wasm-unsafe-eval" not in (printed.output / "index.html").read_text(encoding="utf-8")
    assert "pagefind" not in (printed.output / "sitemap.xml").read_text(encoding="utf-8")


def test_machine_without_pagefind_publishes_the_ways_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.pagefind.PACKAGE", "no_such_package")
    printed = build(tmp_path, STORY)
    page = page_of(printed)
    assert "<form" not in page and "search.js" not in page and "wasm-unsafe-eval" not in page
    assert "find-year" in page
    assert not (printed.output / "pagefind").exists()
    assert words_of(printed) == ["no search form, for Pagefind is not made for this machine"]


def test_paper_without_stories_has_no_form(tmp_path: Path) -> None:
    printed = build(tmp_path)
    assert "<form" not in page_of(printed)
    assert words_of(printed) == []
