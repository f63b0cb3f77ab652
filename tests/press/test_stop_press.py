"""Another text prints the page of its story alone, and whatever other pages could show prints what a build prints."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from press import folders, own_road, printer, stop_press, vouching
from press.folders import FORMER
from press.precheck import LEDGER, Asked, find_standing
from press.printer import ROOT, Order, Printed, asked_of, print_edition
from press.proofs import FILE
from press.stamps import SECOND_NS
from press.store import FILE as STORE
from press.store import Store
from press.verify import compare
from racenews import kin

TODAY = dt.date(2024, 7, 5)
LEAD = "Marianne Vos won the sprint in Plumelec after a long and windy day in the lead, a wheel ahead of the others."
CHASE = "Behind them the chase was not organised, and the gap at the finish was more than two minutes."
LONG = " ".join(f"Kilometre {n} went past the {n * 7} houses of village {n}, which nobody saw." for n in range(40))


def story(title: str, day: str, *paragraphs: str) -> str:
    return f"title {title}\nauthor Ida Holm\ndate {day}\n\n\n\n" + "\n\n\n\n".join(paragraphs) + "\n"


class Paper:
    """A small paper on the disk, built again and again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "content/dumps").mkdir(parents=True)
        for n in range(1, 5):
            self.write(f"dumps/{n}.txt", self.story(n))
        shutil.copytree(ROOT / "theme", home / "theme")
        # The folder's own name may hold a word that settings must not hold.
        lines = [
            "import sys",
            "from pathlib import Path",
            f"sys.path.insert(0, {str(ROOT)!r})",
            "from pelicanconf import *",
            "RECEIPTS = True",
        ]
        lines += ["THEME = str(Path(__file__).with_name('theme'))", f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]", ""]
        (home / "conf.py").write_text("\n".join(lines), encoding="utf-8")

    def story(self, n: int, *more: str) -> str:
        return story(f"Stage {n} of the Fens", f"2024-06-0{n}", LEAD, f"The weather of day {n} was fair.", *more)

    def write(self, name: str, text: str) -> None:
        file = self.home / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def order(self, name: str = "output") -> Order:
        state = self.home / (".racenews" if name == "output" else f"{name}.state")
        return Order(self.home / "content", self.home / name, self.home / "conf.py", state, today=TODAY)

    def asked(self) -> Asked:
        return asked_of(self.order())

    def build(self, name: str = "output") -> Printed:
        return print_edition(self.order(name))

    def differences(self) -> list[str]:
        """Build from nothing beside, and return the files that the site has otherwise; the ledger is one of them."""
        for name in ("anew", "anew.state"):
            shutil.rmtree(self.home / name, ignore_errors=True)
        self.build("anew")
        ledgers = [(self.home / state / LEDGER).read_bytes() for state in (".racenews", "anew.state")]
        other = [LEDGER] if ledgers[0] != ledgers[1] else []
        return [*compare(self.home / "output", self.home / "anew"), *other]

    def files(self) -> dict[str, Path]:
        site = self.home / "output"
        return {f.relative_to(site).as_posix(): f for f in site.rglob("*") if f.is_file()}

    def contents(self) -> dict[str, bytes]:
        return {name: file.read_bytes() for name, file in self.files().items()}


both_sizes = pytest.mark.parametrize("paper", ["small", "large"], indirect=True)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Paper:
    # What other tests wrote and loaded is younger than this process, which a build would mind.
    monkeypatch.setattr(vouching, "STARTED_NS", time.time_ns() + SECOND_NS)
    if getattr(request, "param", "large") == "large":
        monkeypatch.setattr(folders, "FEW_FILES", 0)  # as on a site of thousands
    paper = Paper(tmp_path)
    assert not paper.build().stop_press
    return paper


@both_sizes
@pytest.mark.parametrize("text", ["The gap was seven seconds.", f"The gap was seven seconds. {LONG}"])
def test_another_text_prints_its_page_its_receipt_and_its_index(paper: Paper, text: str) -> None:
    before = paper.contents()
    paper.write("dumps/2.txt", paper.story(2, text))  # the second takes more minutes to read
    printed = paper.build()
    assert printed.stop_press
    assert printed.stories == 4
    after = paper.contents()
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    page = "2024/06/02/stage-2-of-the-fens"
    assert {name for name in changed if not name.startswith("pagefind/")} == {
        f"{page}/index.html",
        f"{page}/receipt/index.html",
    }
    assert any(name.startswith("pagefind/") for name in changed)
    assert "seven seconds" in (paper.home / "output" / page / "index.html").read_text(encoding="utf-8")
    assert paper.differences() == []


def test_a_small_site_has_one_name_for_each_file_and_a_whole_build_takes_them_over(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "FEW_FILES", 5_000)
    for n, more in ((2, "It rained."), (3, "It snowed.")):
        paper.write(f"dumps/{n}.txt", paper.story(n, more))
        assert paper.build().stop_press
        assert {file.stat().st_nlink for file in paper.files().values()} == {1}
    paper.write("dumps/1.txt", story("Another title", "2024-06-01", LEAD, CHASE))
    printed = paper.build()
    assert not printed.stop_press
    assert printed.taken_over > 20
    assert paper.differences() == []


@both_sizes
def test_what_is_printed_can_be_read_by_all_whatever_the_mask(paper: Paper) -> None:
    before = os.umask(0o077)
    try:
        paper.write("dumps/2.txt", paper.story(2, "It rained."))
        assert paper.build().stop_press
    finally:
        os.umask(before)
    site = paper.home / "output"
    assert {path.stat().st_mode & 0o777 for path in (site, *site.rglob("*"))} == {0o755, 0o644}


def test_a_file_of_a_copied_twin_that_somebody_edits_in_place_is_not_published(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "FEW_FILES", 5_000)
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    assert paper.build().stop_press
    page = paper.home / ".racenews" / FORMER / "2024/06/03/stage-3-of-the-fens/index.html"
    with page.open("ab") as stream:
        stream.write(b"mine")
    paper.write("dumps/1.txt", paper.story(1, "The gap was eight seconds."))
    assert paper.build().stop_press
    assert paper.differences() == []


@both_sizes
def test_one_edit_after_the_other_gives_what_a_build_from_nothing_gives(paper: Paper) -> None:
    for n, more in ((2, "It rained."), (3, "It snowed."), (2, "It rained again."), (3, "It snowed no more.")):
        paper.write(f"dumps/{n}.txt", paper.story(n, more))
        assert paper.build().stop_press
    assert paper.differences() == []
    paper.write("dumps/1.txt", story("Another title", "2024-06-01", LEAD, CHASE))
    assert not paper.build().stop_press
    paper.write("dumps/3.txt", paper.story(3, "It snowed once more."))
    assert paper.build().stop_press
    assert paper.differences() == []


@both_sizes
def test_what_was_looked_at_before_is_vouched_for_as_it_stands(paper: Paper) -> None:
    for n, more in ((2, "It rained."), (3, "It snowed.")):
        paper.write(f"dumps/{n}.txt", paper.story(n, more))
        assert paper.build().stop_press
        assert find_standing(paper.asked())


@both_sizes
def test_a_page_that_somebody_edits_while_the_press_prints_is_not_vouched_for(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.write("dumps/2.txt", paper.story(2, "It rained."))
    assert paper.build().stop_press  # there is a twin from now on
    page = paper.home / "output/2024/06/01/stage-1-of-the-fens/index.html"

    def edit_and_print(*asked: Any) -> Any:
        with page.open("ab") as stream:
            stream.write(b"mine")
        return open_typesetter(*asked)

    open_typesetter = own_road.open_typesetter
    with monkeypatch.context() as patch:
        patch.setattr(own_road, "open_typesetter", edit_and_print)
        paper.write("dumps/2.txt", paper.story(2, "It snowed."))
        paper.build()
    assert find_standing(paper.asked()) is None or paper.differences() == []


@both_sizes
def test_an_edition_before_that_has_the_same_pages_is_no_twin(paper: Paper) -> None:
    with (paper.home / "conf.py").open("a", encoding="utf-8") as stream:
        stream.write('DESK_BYLINE = "The Desk"\n')
    assert not paper.build().stop_press
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    assert paper.build().stop_press
    assert paper.differences() == []


def test_a_site_that_is_too_large_already_is_told_so_again(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stop_press, "MOST_BYTES", 1_000)
    paper.write("dumps/2.txt", paper.story(2, "It rained."))
    assert paper.build().stop_press


def test_a_site_that_becomes_too_large_is_looked_at_whole(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stop_press, "MOST_BYTES", paper.build().size + 5)
    paper.write("dumps/2.txt", paper.story(2, "It rained."))
    assert "too large" in paper.build().why_whole


def test_a_picture_among_the_dumps_is_no_dump(paper: Paper) -> None:
    paper.write("dumps/finish.jpg", "no picture yet")
    assert not paper.build().stop_press
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    assert paper.build().stop_press
    paper.write("dumps/finish.jpg", "another")
    paper.write("dumps/1.txt", paper.story(1, "The gap was eight seconds."))
    assert not paper.build().stop_press


def test_where_more_than_dumps_changed_the_settings_are_read_once(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    load = printer.load_settings
    monkeypatch.setattr(printer, "load_settings", lambda file, *more: read.append(file) or load(file, *more))
    article = paper.home / "theme/templates/article.html"
    article.write_text(article.read_text(encoding="utf-8").replace("byline", "by"), encoding="utf-8")
    assert not paper.build().stop_press
    assert len(read) == 1


def _report(n: int, *more: str) -> str:
    """Return a report that shares sentences with the others, and is no kin of theirs."""
    own = " ".join(f"Rider {k} of team {n} had {k * n} seconds at corner {k + n}, they said." for k in range(12))
    return story(f"Stage {n} of the Fens", f"2024-06-0{n}", LEAD, f"{'. '.join(LONG.split('. ')[:22])}. {own}", *more)


def _shared_rows(paper: Paper) -> list[set[int]]:
    """Return the rows that the second story shares with the third, and of those the fourth has as well."""
    with closing(Store(paper.home / ".racenews" / STORE, lambda: b"")) as shelf:
        second, third, fourth = (set(said[0].rows) for n in (2, 3, 4) if (said := shelf.last_said(f"{n}.txt")))
    return [second & third, second & third & fourth]


@pytest.mark.parametrize("few", [kin.FEW_PAIRS, 0], ids=["one by one", "abreast"])
def test_a_story_that_shares_other_runs_with_stories_that_are_no_kin_is_printed_alone(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(kin, "FEW_PAIRS", few)
    for n in (2, 3, 4):
        paper.write(f"dumps/{n}.txt", _report(n))
    paper.build()
    before = _shared_rows(paper)
    assert all(before)
    paper.write(
        "dumps/2.txt", _report(2, "Night fell early, and it was dark over the roofs of Ely when they came home.")
    )
    assert paper.build().stop_press
    assert all(now < then for now, then in zip(_shared_rows(paper), before, strict=True))
    paper.write("dumps/2.txt", _report(2))
    assert paper.build().stop_press
    assert _shared_rows(paper) == before
    assert paper.differences() == []


def _by_hand(paper: Paper) -> None:
    paper.write("dumps/2.txt", story("Stage 2 of the Fens", "2024-06-02", LEAD, CHASE, LONG))


def _desk(paper: Paper) -> None:
    paper.write("desk/authors.toml", '[[author]]\nname = "Ida Holm"\nbio = "Writes."\n')


EDITS: dict[str, Callable[[Paper], object]] = {
    "a title": lambda p: p.write("dumps/2.txt", story("Stage two", "2024-06-02", LEAD, CHASE)),
    "a day": lambda p: p.write("dumps/2.txt", story("Stage 2 of the Fens", "2024-06-03", LEAD, CHASE)),
    "a summary": lambda p: p.write("dumps/2.txt", story("Stage 2 of the Fens", "2024-06-02", CHASE, LEAD)),
    "a name": lambda p: p.write("dumps/2.txt", p.story(2, "Lotte Kopecky was second, and Lotte Kopecky smiled.")),
    "a name once more": lambda p: p.write("dumps/2.txt", p.story(2, "The team of Marianne Vos was glad.")),
    "a new dump": lambda p: p.write("dumps/5.txt", p.story(5)),
    "no dump": lambda p: (p.home / "content/dumps/4.txt").unlink(),
    "another name": lambda p: (p.home / "content/dumps/4.txt").rename(p.home / "content/dumps/9.txt"),
    "a copy": lambda p: p.write("dumps/2.txt", p.story(3)),
    "kin": lambda p: p.write("dumps/2.txt", story("Stage 2 of the Fens", "2024-06-02", LEAD, CHASE, LONG)),
    "kin at once": lambda p: [
        p.write(f"dumps/{n}.txt", story(f"Stage {n} of the Fens", f"2024-06-0{n}", LEAD, CHASE, LONG)) for n in (2, 3)
    ],
    "kin of a story by hand": _by_hand,
    "the desk": _desk,
    "a page by hand": lambda p: p.write("pages/about.md", "Title: About\n\nWe write.\n"),
    "no story": lambda p: p.write("dumps/2.txt", ""),
}


def test_stories_that_become_kin_among_many_that_share_their_runs_are_told_of(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kin, "FEW_PAIRS", 0)
    for n in (2, 3, 4):
        paper.write(f"dumps/{n}.txt", _report(n))
    paper.build()
    paper.write("dumps/2.txt", _report(3, "It rained."))
    assert "are alike" in paper.build().why_whole
    assert paper.differences() == []


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_what_other_pages_show_prints_them(paper: Paper, edit: Callable[[Paper], object]) -> None:
    if edit is EDITS["kin"]:
        paper.write("dumps/3.txt", story("Stage 3 of the Fens", "2024-06-03", LEAD, CHASE, LONG))
        paper.build()
    if edit is EDITS["kin of a story by hand"]:
        paper.write("dumps/6.md", f"Title: The kilometres\nDate: 2024-06-01\n\n{LEAD}\n\n{CHASE}\n\n{LONG}\n")
        paper.build()
    edit(paper)
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    printed = paper.build()
    assert not printed.stop_press
    assert printed.why_whole
    assert paper.differences() == []


def test_a_text_that_becomes_that_of_a_hand_written_story_is_told_of(paper: Paper) -> None:
    paper.write("dumps/5.md", f"Title: A stage\nDate: 2024-06-05\n\n{LEAD}\n\n{CHASE}\n\n{LONG}\n")
    own = " ".join(f"Rider {n} of 36 was seen in town {n * 3}." for n in range(25))
    paper.write("dumps/1.txt", paper.story(1, f"{LONG[:1540]} {own}"))  # two fifths of it, and one of its traces
    paper.build()
    paper.write("dumps/1.txt", paper.story(1, f"{LONG[:1540]} {own}", "The gap was seven seconds."))
    assert paper.build().stop_press
    assert paper.differences() == []
    paper.write("dumps/2.txt", story("Stage 2 of the Fens", "2024-06-02", LEAD, CHASE, LONG))
    printed = paper.build()
    assert not printed.stop_press
    assert "a story written by hand is alike" in printed.why_whole
    assert paper.differences() == []


def test_two_stories_that_become_copies_at_once_are_told_of(paper: Paper) -> None:
    for texts in (("It rained.", "It snowed."), ("It hailed.", "It hailed.")):
        for n, text in zip((2, 3), texts, strict=True):
            paper.write(f"dumps/{n}.txt", story("A stage of the Fens", "2024-06-02", LEAD, text))
        assert "copy" in paper.build().why_whole or text != "It hailed."
    assert paper.differences() == []


@pytest.mark.parametrize("step", ["open_typesetter", "renew_shelf", "write_standing"])
def test_a_text_that_was_read_when_a_stop_press_was_interrupted_is_not_forgotten(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    with monkeypatch.context() as patch:
        patch.setattr(own_road if step == "open_typesetter" else stop_press, step, interrupt)
        with pytest.raises(KeyboardInterrupt):
            paper.build()
    paper.write("dumps/2.txt", paper.story(2, "It rained."))
    paper.build()
    assert paper.differences() == []


def test_where_the_texts_cannot_be_kept_the_next_edition_is_made_whole(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_write", lambda shelf: setattr(shelf, "fault", "database or disk is full"))
        assert paper.build().stop_press
        paper.write("dumps/1.txt", paper.story(1, "The gap was eight seconds."))
        assert not paper.build().stop_press
    paper.write("dumps/1.txt", paper.story(1, "The gap was nine seconds."))
    assert not paper.build().stop_press
    assert paper.differences() == []


@both_sizes
@pytest.mark.parametrize("place", ["output", f".racenews/{FORMER}"])
@pytest.mark.parametrize("what", ["edit", "remove", "add", "all"])
def test_a_site_or_a_twin_that_somebody_touched_is_put_right(paper: Paper, place: str, what: str) -> None:
    paper.write("dumps/4.txt", paper.story(4, "It hailed."))
    assert paper.build().stop_press  # a small site has a twin from now on
    page = paper.home / place / "2024/06/03/stage-3-of-the-fens/index.html"
    text = page.read_bytes()
    if what == "all":
        shutil.rmtree(page.parents[4])
    elif what == "add":
        (page.parent / "mine.html").write_bytes(text)
    else:
        page.unlink()
        if what == "edit":
            page.write_bytes(text[:-2] + b" \n")
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    paper.build()
    assert paper.differences() == []


@pytest.mark.parametrize("rest", [None, b"", b"nothing of the kind"])
def test_proofs_that_are_gone_or_broken_cost_only_time(paper: Paper, rest: bytes | None) -> None:
    file = paper.home / ".racenews" / FILE
    file.unlink()
    if rest is not None:
        file.write_bytes(rest)
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    assert not paper.build().stop_press
    assert paper.differences() == []
    paper.write("dumps/1.txt", paper.story(1, "The gap was eight seconds."))
    assert paper.build().stop_press


def test_a_proof_of_which_a_byte_is_another_is_not_believed(paper: Paper) -> None:
    file = paper.home / ".racenews" / FILE
    whole = file.read_bytes()
    for number, word in enumerate((b"Stage 2 of", b"Ida Holm"), 1):
        assert word in whole
        file.write_bytes(whole.replace(word, word[:-1] + b"?"))
        paper.write("dumps/3.txt", paper.story(3, f"The gap was {number} seconds."))
        assert not paper.build().stop_press
        assert paper.differences() == []
        whole = file.read_bytes()


def test_a_proof_that_is_on_no_shelf_takes_no_story_from_the_search(paper: Paper) -> None:
    with contextlib.closing(sqlite3.connect(paper.home / ".racenews" / FILE)) as base:
        base.execute("UPDATE stories SET shelf = 'text-1' WHERE source = '1.txt'")
        base.commit()
    paper.write("dumps/4.txt", paper.story(4, "The gap was seven seconds."))
    assert not paper.build().stop_press
    assert paper.differences() == []


def test_a_dump_that_was_read_by_a_build_that_failed_is_not_forgotten(paper: Paper) -> None:
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    paper.write("desk/overrides.toml", '[[override]]\nfile = "nowhere.txt"\ntitle = "x"\n')
    with pytest.raises(Exception, match="no such file"):
        paper.build()
    shutil.rmtree(paper.home / "content/desk")
    paper.build()
    assert paper.differences() == []


def test_an_edition_stays_for_whoever_stands_in_it(paper: Paper) -> None:
    page = "2024/06/01/stage-1-of-the-fens/index.html"
    inside = os.open(paper.home / "output", os.O_RDONLY)
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    assert paper.build().stop_press
    old = os.open(page, os.O_RDONLY, dir_fd=inside)
    assert b"seven seconds" not in os.read(old, 1_000_000)
    os.close(old)
    os.close(inside)


def test_nothing_links_where_files_have_one_name_only(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(paper.home / ".racenews" / FORMER)

    def refuse(*args: object, **more: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    paper.write("dumps/1.txt", paper.story(1, "The gap was seven seconds."))
    assert not paper.build().stop_press
    monkeypatch.undo()
    assert paper.differences() == []
