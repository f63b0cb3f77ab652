"""What a process of its own does for a large edition is as if it had been done here, and whatever ends it costs time."""

from __future__ import annotations

import datetime as dt
import errno
import functools
import logging
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from press import apart, bindery, own_road, printing, reading, vouching
from press.apart import Word, listening, put, records, work_apart
from press.edition import Edition, Progress, say_nothing
from press.precheck import find_standing
from press.printer import Order, Printed, asked_of, print_edition
from press.roads import NeedsPelicanError
from press.stamps import SECOND_NS, at_rest, scan
from press.store import FILE, Kept, Store
from racenews import batch, resources
from racenews.types import RacenewsError

TODAY = dt.date(2024, 7, 5)
STORY = """title A sprint in {place}
date 2024-06-0{day}



Marianne Vos won the sprint in {place} after a long day in the lead, a wheel ahead of the others.



It was a windy day on all the roads to {place}.
"""
PLACES = ("Plumelec", "Ely", "March", "Wisbech")

_load = resources.load


@functools.cache
def _knowledge(desk: Path | None, lang: str) -> resources.Resources:
    return _load(desk=desk, lang=lang)


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every edition be worth it, and read the rules and names once."""
    monkeypatch.setattr(apart, "FROM_FILES", 1)
    monkeypatch.setattr(resources, "load", lambda desk=None, lang="en", drawer=None: _knowledge(desk, lang))


class Paper:
    """A small paper on the disk, with a story by hand, one that is sent twice, and a file that is none."""

    def __init__(self, home: Path) -> None:
        self.home, self.output = home, home / "output"
        dumps = home / "content/dumps"
        dumps.mkdir(parents=True)
        for day, place in enumerate(PLACES, 1):
            (dumps / f"{day}.txt").write_text(STORY.format(place=place, day=day), encoding="utf-8")
        (dumps / "copy.txt").write_text(STORY.format(place="Ely", day=2), encoding="utf-8")
        (dumps / "empty.txt").write_text("", encoding="utf-8")
        (dumps / "hand.md").write_text("Title: By hand\nDate: 2024-05-01\n\nMarianne Vos rests.\n", encoding="utf-8")

    def print(self, progress: Progress = say_nothing) -> Printed:
        return print_edition(self.order, progress)

    @property
    def order(self) -> Order:
        return Order(self.home / "content", self.output, state=self.home / ".racenews", today=TODAY, jobs=2)

    def site(self) -> dict[str, bytes]:
        return {str(f.relative_to(self.output)): f.read_bytes() for f in self.output.rglob("*") if f.is_file()}


@pytest.fixture(scope="session")
def printed_here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Printed, dict[str, bytes]]:
    """Return what is told of the paper that is printed in this process, and its site."""
    paper = Paper(tmp_path_factory.mktemp("here"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "FROM_FILES", 1_000)
        return paper.print(), paper.site()


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    # The process of a test has code that other tests have just written.
    monkeypatch.setattr(vouching, "STARTED_NS", time.time_ns() + SECOND_NS)
    return Paper(tmp_path)


def never(*args: object, **named: object) -> None:
    raise AssertionError("that is done in a process of its own")


def test_an_edition_printed_apart_is_the_same(
    paper: Paper, printed_here: tuple[Printed, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, site = printed_here
    ours, taken, steps = os.getpid(), reading._take, []

    def take(file: IO[bytes], edition: Edition) -> batch.Edition:
        assert os.getpid() != ours, "the printing process asks the reading one"
        return taken(file, edition)

    monkeypatch.setattr(reading, "_take", take)
    monkeypatch.setattr(own_road, "bind", _apart_alone(bindery.bind, never))
    told = paper.print(lambda step, done, total: steps.append(step))
    assert paper.site() == site
    assert (told.stories, told.pages, told.files, told.size) == (here.stories, here.pages, here.files, here.size)
    assert (told.ledger, told.notes, told.warnings, told.findings) == (
        here.ledger, here.notes, here.warnings, here.findings,
    )  # fmt: skip
    assert [*dict.fromkeys(steps)] == [
        "Loading", "Reading", "Cleaning", "Comparing", "Laying out", "Printing", "Indexing", "Checking", "Sealing",
    ]  # fmt: skip
    assert find_standing(asked_of(paper.order)), "the next build sees that nothing has changed"
    (paper.home / "content/pages.txt").touch()
    laid = [path for path in site if not path.startswith((".nojekyll", "pagefind/"))]
    assert paper.print().taken_over == len(laid)
    assert sorted(f.name for f in (paper.home / ".racenews").iterdir() if f.name.startswith(("read-", "print-"))) == []


def test_an_edit_after_it_prints_that_page_alone(paper: Paper) -> None:
    paper.print()
    file = paper.home / "content/dumps/1.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("windy", "rainy"), encoding="utf-8")
    at_rest(lambda: scan(str(file)))
    told = paper.print()
    assert told.stop_press, told.why_whole
    assert b"rainy" in (paper.output / "2024/06/01/a-sprint-in-plumelec/index.html").read_bytes()


def _killed(*args: object, **named: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _full(*args: object, **named: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _apart_alone(act: Callable[..., object], do: Callable[..., object]) -> Callable[..., object]:
    ours = os.getpid()
    return lambda *args, **named: do(*args, **named) if os.getpid() == ours else act(*args, **named)


@pytest.mark.parametrize("act", [_killed, _full])
@pytest.mark.parametrize(
    ("module", "name"),
    [(batch, "find_kin"), (reading, "put"), (bindery, "_print_one"), (printing, "fill_galleys"), (printing, "put")],
)
def test_what_ends_the_process_costs_time_alone(
    paper: Paper,
    printed_here: tuple[Printed, dict[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[..., object],
    module: object,
    name: str,
) -> None:
    monkeypatch.setattr(module, name, _apart_alone(act, getattr(module, name)))
    told = paper.print()
    assert paper.site() == printed_here[1]
    assert told.ledger == printed_here[0].ledger
    assert find_standing(asked_of(paper.order))


def test_what_the_editor_has_to_mend_is_told_once(paper: Paper) -> None:
    paper.print()
    site = paper.site()
    desk = paper.home / "content/desk"
    desk.mkdir()
    (desk / "overrides.toml").write_text('[[override]]\nfile = "5.txt"\ntitle = "Five"\n', encoding="utf-8")
    steps: list[str] = []
    with pytest.raises(RacenewsError, match=r'"5\.txt": there is no such file'):
        paper.print(lambda step, done, total: steps.append(step))
    assert "Laying out" not in steps
    assert steps.count("Loading") == 1
    assert paper.site() == site


def test_a_template_that_asks_for_what_only_pelican_has_is_printed_by_pelican(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks(*args: object, **named: object) -> None:
        raise NeedsPelicanError("a template asks for article.tags")

    monkeypatch.setattr(own_road, "bind", asks)
    told = paper.print()
    assert told.why_pelican == "a template asks for article.tags"
    assert (paper.output / "index.html").is_file()


# --- the process itself -------------------------------------------------------------------------------------------


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return Edition(tmp_path, None, "", shelf=Store(tmp_path / FILE, lambda: b"rules"))


def test_what_is_put_is_read_in_its_order(edition: Edition, tmp_path: Path) -> None:
    with (tmp_path / "file").open("w+b") as file:
        assert work_apart(
            edition, file, lambda file, tell: [put(file, raw) for raw in (b"one", b"", b"three")] and None
        )
        assert [*records(file)] == [b"one", b"", b"three"]


def test_it_is_over_when_all_that_belong_to_it_are_gone(edition: Edition, tmp_path: Path) -> None:
    late = tmp_path / "late"

    def leave_a_helper(file: IO[bytes], tell: Progress) -> None:
        if not os.fork():
            time.sleep(0.3)  # whoever does not wait for it is back before
            late.touch()
            os._exit(0)
        _killed()

    with (tmp_path / "file").open("w+b") as file:
        assert not work_apart(edition, file, leave_a_helper)
    assert late.exists()


def test_an_interrupt_ends_it(edition: Edition, tmp_path: Path) -> None:
    def interrupt(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    def go_on(file: IO[bytes], tell: Progress) -> None:
        (tmp_path / "pid").write_text(str(os.getpid()), encoding="ascii")
        tell("Reading", 0, 0)
        signal.pause()

    edition.progress = interrupt
    with (tmp_path / "file").open("w+b") as file, pytest.raises(KeyboardInterrupt):
        work_apart(edition, file, go_on)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="ascii")), 0)


def test_what_it_says_and_loads_is_known_here(edition: Edition, caplog: pytest.LogCaptureFixture) -> None:
    with listening() as listener:
        logging.getLogger("apart").warning("said %s", "there")
        word = listener.word(edition)
    assert word.said == [("apart", logging.WARNING, "said there")]
    caplog.clear()
    Word([("apart", logging.WARNING, "100 % of it")], [*word.code, "/lib/loaded_there.py"]).hear(edition)
    assert [(record.name, record.getMessage()) for record in caplog.records] == [("apart", "100 % of it")]
    assert {"/lib/loaded_there.py", apart.__file__} <= edition.code


def test_a_shelf_without_its_file_hands_nothing_over(tmp_path: Path) -> None:
    shelf = Store(tmp_path / FILE, lambda: b"rules")
    assert shelf.hand_over() == Kept(0, 0, b"", b"")
    shelf._give_up(ValueError("rules were changed"))
    with pytest.raises(OSError, match="rules were changed"):
        shelf.hand_over()


def test_a_full_disk_is_told_of_with_what_to_do(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bindery, "_print_one", _full)
    monkeypatch.setattr(apart, "FROM_FILES", 1_000)
    with pytest.raises(RacenewsError, match=r"No space left on device\. Make room there .* stands is untouched"):
        paper.print()
