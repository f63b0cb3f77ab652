"""The press prints what changed and nothing else, and what it prints is what Pelican would have printed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import errno
import functools
import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from press import bindery, folders, printer
from press.bindery import bind, settle
from press.plan import Piece
from press.printer import Order, Printed, print_edition
from press.roads import is_plain
from press.state import STATE, State, load_state
from racenews import resources
from racenews.types import RacenewsError

ROOT = printer.ROOT
TODAY = dt.date(2024, 7, 5)
LEAD = "Marianne Vos won the sprint in Plumelec after a long and windy day in the lead, a wheel ahead of the others."
CHASE = "Behind them the chase was not organised, and the gap at the finish was more than two minutes."
END = "The bunch had let six riders go in the first hour, and never saw them again before the last climb."


@functools.cache
def _knowledge(desk: Path | None, lang: str) -> resources.Resources:
    return _load(desk=desk, lang=lang)


_load = resources.load


@pytest.fixture(autouse=True)
def known_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the rules and names once for all builds: they take longer than all else, and no test changes them."""
    monkeypatch.setattr(
        folders, "FEW_FILES", 0
    )  # as on a site of thousands, where the number of a file tells who was printed
    monkeypatch.setattr(resources, "load", lambda desk=None, lang="en", drawer=None: _knowledge(desk, lang))


def story(title: str, day: str, *paragraphs: str, author: str = "Ida Holm") -> str:
    return f"title {title}\nauthor {author}\ndate {day}\n\n\n\n" + "\n\n\n\n".join(paragraphs) + "\n"


class Paper:
    """A small paper on the disk, built again and again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.output = home / "output"
        self.wishes: dict[str, object] = {}
        (home / "content/pages").mkdir(parents=True)
        (home / "content/dumps").mkdir()
        for n in range(1, 5):
            self.write(f"dumps/{n}.txt", story(f"Stage {n} of the Fens", f"2024-06-0{n}", LEAD, CHASE, f"{END} {n}."))
        self.write("dumps/hand.md", "Title: By hand\nDate: 2022-05-01\n\n[Before](/2024/06/02/stage-2-of-the-fens/)\n")
        self.write("pages/about.md", "Title: About\n\nWe write.\n")
        shutil.copytree(ROOT / "theme", home / "theme")
        self.setting()

    def write(self, name: str, text: str) -> None:
        (self.home / "content" / name).write_text(text, encoding="utf-8")

    def setting(self, *lines: str) -> None:
        head = ["import sys", f"sys.path.insert(0, {str(ROOT)!r})", "from pelicanconf import *"]
        paths = [f"THEME = {str(self.home / 'theme')!r}", f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]"]
        (self.home / "conf.py").write_text("\n".join([*head, *paths, *lines, ""]), encoding="utf-8")

    def order(self) -> Order:
        order = Order(self.home / "content", self.output, self.home / "conf.py", self.home / ".racenews", today=TODAY)
        return dataclasses.replace(order, **self.wishes)  # type: ignore[arg-type]

    def build(self) -> Printed:
        return print_edition(self.order())

    def printed_by_build(self) -> set[str]:
        """Build, and return the files that are not those of the edition before, but for those of the search index."""
        before = {name: (self.output / name).stat().st_ino for name in tree(self.output)}
        keep = [(self.output / name).open("rb") for name in before]  # a number is given again when its file is gone
        self.build()
        for file in keep:
            file.close()
        printed = {name for name in tree(self.output) if (self.output / name).stat().st_ino != before.get(name)}
        return {name for name in printed if not name.startswith("pagefind/")}

    def built_from_nothing(self) -> dict[str, bytes]:
        fresh = self.home / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        order = dataclasses.replace(self.order(), output=fresh / "output", state=fresh / "state")
        print_edition(order)
        return tree(fresh / "output")


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    paper = Paper(tmp_path)
    paper.build()
    return paper


def tree(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


STAGE_3 = "2024/06/03/stage-3-of-the-fens/index.html"
MARKER = ".nojekyll"  # written for every edition


# --- what is printed ------------------------------------------------------------------------------------------


def test_nothing_is_printed_where_nothing_changed(paper: Paper) -> None:
    assert paper.printed_by_build() == {MARKER}


def test_another_body_prints_one_page(paper: Paper) -> None:
    paper.write("dumps/3.txt", story("Stage 3 of the Fens", "2024-06-03", LEAD, CHASE, f"{END} It was late."))
    assert paper.printed_by_build() == {MARKER, STAGE_3}
    assert b"It was late." in (paper.output / STAGE_3).read_bytes()


def test_another_title_prints_its_lists_and_feeds_and_no_page_that_does_not_show_it(paper: Paper) -> None:
    paper.write(
        "dumps/other.txt", story("A dull day", "2019-01-01", "Nobody rode.", "It rained all day.", author="Al Fe")
    )
    paper.build()
    paper.write("dumps/3.txt", story("Stage three", "2024-06-03", LEAD, CHASE, f"{END} 3."))
    printed = paper.printed_by_build()
    assert {"index.html", "feeds/all.atom.xml", "2024/06/index.html", "authors/ida-holm/index.html"} <= printed
    assert not {"2019/01/01/a-dull-day/index.html", "authors/al-fe/index.html", "about/index.html"} & printed


def test_another_template_prints_pages_and_neither_feeds_nor_pictures(paper: Paper) -> None:
    edit_template(paper)
    printed = paper.printed_by_build()
    assert {STAGE_3, "index.html"} <= printed
    assert {name for name in printed if not name.endswith(".html")} == {MARKER}


def edit_body(paper: Paper) -> None:
    paper.write("dumps/3.txt", story("Stage 3 of the Fens", "2024-06-03", LEAD, CHASE, f"{END} It was late."))


def edit_title(paper: Paper) -> None:
    paper.write("dumps/3.txt", story("Stage three", "2024-06-03", LEAD, CHASE, f"{END} 3."))


def edit_author(paper: Paper) -> None:
    paper.write("dumps/3.txt", story("Stage 3 of the Fens", "2024-06-03", LEAD, CHASE, END, author="Nils Berg"))


def add_story(paper: Paper) -> None:
    paper.write("dumps/5.txt", story("Stage 5 of the Fens", "2024-06-05", LEAD, f"{CHASE} So it was."))


def remove_story(paper: Paper) -> None:
    (paper.home / "content/dumps/4.txt").unlink()


def edit_page(paper: Paper) -> None:
    paper.write("pages/about.md", "Title: About\n\nWe write a little.\n")


def edit_template(paper: Paper) -> None:
    template = paper.home / "theme/templates/macros/cards.html"
    template.write_text(template.read_text(encoding="utf-8").replace(" · ", " – "), encoding="utf-8")


def edit_style(paper: Paper) -> None:
    (paper.home / "theme/static/css/base.css").write_text("a{}", encoding="utf-8")


def edit_setting(paper: Paper) -> None:
    paper.setting("SITESUBTITLE = 'News of the Fens'")


def next_year(paper: Paper) -> None:
    paper.wishes["today"] = dt.date(2026, 7, 6)  # now the first stories are two years old, and say so


def add_robots(paper: Paper) -> None:
    (paper.home / "content/extra").mkdir()
    paper.write("extra/robots.txt", "User-agent: *\nDisallow: /\n")


EDITS = (
    edit_body,
    edit_title,
    edit_author,
    add_story,
    remove_story,
    edit_page,
    edit_template,
    edit_style,
    edit_setting,
    next_year,
    add_robots,
)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_gives_the_site_that_a_build_from_nothing_gives(paper: Paper, edit: Callable[[Paper], None]) -> None:
    before = tree(paper.output)
    edit(paper)
    paper.build()
    after = tree(paper.output)
    assert after != before
    assert after == paper.built_from_nothing()


def test_edits_one_after_the_other_give_the_same(paper: Paper) -> None:
    for edit in EDITS:
        edit(paper)
        paper.build()
    assert tree(paper.output) == paper.built_from_nothing()


def test_links_of_pages_that_did_not_change_are_followed(paper: Paper) -> None:
    (paper.home / "content/dumps/2.txt").unlink()
    before = tree(paper.output)
    said = r"dumps/hand\.md \(page /.*by-hand/index\.html\): the link to /2024/06/02/stage-2.* leads nowhere"
    with pytest.raises(RacenewsError, match=said):
        paper.build()
    assert tree(paper.output) == before


# --- what cannot be trusted -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [STAGE_3, "feeds/all.atom.xml", "theme/css/main.css", "404.html"])
def test_a_file_that_somebody_touched_is_printed_anew(paper: Paper, name: str) -> None:
    before = tree(paper.output)
    file = paper.output / name
    was = file.stat()
    file.write_bytes(b"?" + file.read_bytes()[1:])
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    paper.build()
    assert tree(paper.output) == before


def test_files_that_are_gone_or_were_added_are_put_right(paper: Paper) -> None:
    before = tree(paper.output)
    (paper.output / STAGE_3).unlink()
    (paper.output / "stray.html").write_text("x", encoding="utf-8")
    (paper.output / "index.html").unlink()
    (paper.output / "index.html").symlink_to(paper.output / "404.html")
    paper.build()
    assert tree(paper.output) == before


@pytest.mark.parametrize("rest", [b"", b"garbage", None, "half", "flipped"])
def test_a_state_that_is_damaged_or_gone_costs_only_time(paper: Paper, rest: bytes | str | None) -> None:
    before = tree(paper.output)
    file = paper.home / ".racenews" / STATE
    raw = file.read_bytes()
    if rest is None:
        file.unlink()
    elif isinstance(rest, bytes):
        file.write_bytes(rest)
    else:
        middle = len(raw) // 2
        file.write_bytes(
            raw[:middle] if rest == "half" else raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]
        )
    assert not load_state(file.parent, paper.output).rows
    paper.build()
    assert tree(paper.output) == before


def test_a_build_that_was_killed_before_it_noted_its_state_costs_only_time(paper: Paper) -> None:
    state = paper.home / ".racenews" / STATE
    old = state.read_bytes()
    edit_title(paper)
    paper.build()
    state.write_bytes(old)
    paper.build()
    assert tree(paper.output) == paper.built_from_nothing()


def test_a_state_that_cannot_be_kept_stops_nobody(paper: Paper) -> None:
    (paper.home / ".racenews" / f"{STATE}.next").mkdir()
    edit_title(paper)
    paper.build()
    assert not (paper.home / ".racenews" / STATE).exists()
    assert tree(paper.output) == paper.built_from_nothing()


def test_files_of_a_small_site_have_one_name(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "FEW_FILES", 5_000)
    for _ in range(2):
        paper.build()
        assert {f.stat().st_nlink for f in paper.output.rglob("*") if f.is_file()} == {1}
    assert paper.build().taken_over > 20


def test_files_are_copied_where_they_cannot_have_two_names(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*names: object, **how: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", refuse)
    before = tree(paper.output)
    own = [name for name in before if not name.startswith("pagefind/")]
    for _ in range(2):
        assert paper.build().taken_over == len(own) - 1  # but for the marker
        assert tree(paper.output) == before


# --- how it is printed ----------------------------------------------------------------------------------------


def test_a_setting_is_data_where_equal_values_always_look_equal() -> None:
    assert is_plain({"a": ["b", (1, 2.5, None, True)]})
    assert not is_plain({"a": {"b", "c"}})
    assert not is_plain([len])


@pytest.mark.parametrize("jobs", [1, 3])
def test_two_folders_hold_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720137600")
    monkeypatch.setattr(bindery, "FORK_FROM", 1)
    one, other = Paper(tmp_path / "one"), Paper(tmp_path / "elsewhere/other")
    other.wishes["jobs"] = jobs
    for paper in (one, other):
        paper.wishes["today"] = None
        paper.build()
        monkeypatch.setattr(bindery, "BATCH", 7)
    assert tree(one.output) == tree(other.output)


def test_what_a_helper_leaves_undone_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bindery, "FORK_FROM", 1)
    printer_itself = os.getpid()

    def make(text: str) -> bytes:
        if os.getpid() != printer_itself and text == "7":
            os.kill(os.getpid(), signal.SIGKILL)
        return text.encode()

    pieces = [Piece(f"{n}/x.txt", b"", functools.partial(make, str(n))) for n in range(9)]
    last = State(str(tmp_path / "none"), [])
    bound = bind(pieces, tmp_path, last, "", jobs=2, told=lambda done, total: None)
    assert {name: text.decode() for name, text in tree(tmp_path).items()} == {f"{n}/x.txt": str(n) for n in range(9)}
    laid = set(bound.rows)
    assert set(settle(bound, tmp_path)) == laid
    assert not bound.rows, "they are not kept twice"


def test_helpers_name_only_places_that_were_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bindery, "FORK_FROM", 1)
    monkeypatch.setattr(bindery, "BATCH", 4)
    named: list[list[str]] = []
    finish = bindery._finish_helper

    def listen(helper: Any) -> Any:
        told = finish(helper)
        assert told
        named.append(told.names)
        return told

    monkeypatch.setattr(bindery, "_finish_helper", listen)

    def page(n: int) -> bytes:
        return f'<!doctype html><html lang="en"><title>{n}</title><a href="/{n // 2}">a</a><a href="/b">b</a>'.encode()

    pieces = [Piece(f"{n}.html", b"", functools.partial(page, n)) for n in range(8)]
    bound = bind(pieces, tmp_path, State("", []), "", jobs=2, told=lambda done, total: None)
    led_to = {
        path: {bound.targets.names[number] for number in bound.targets.numbers_in(facts.links)}
        for path, row in bound.rows.each()
        if (facts := row.facts)
    }
    assert led_to == {f"{n}.html": {str(n // 2), "b"} for n in range(8)}
    assert [set(names) for names in named] == [{"0", "1", "b"}, {"2", "3"}]


def test_a_fault_in_a_helper_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bindery, "FORK_FROM", 1)

    def make(n: int) -> bytes:
        return bytes([1 // (n - 3)]) if n < 4 else b""

    pieces = [Piece(f"{n}.txt", b"", functools.partial(make, n)) for n in (4, 3, 5, 6)]
    with pytest.raises(ZeroDivisionError):
        bind(pieces, tmp_path, State("", []), "", jobs=2, told=lambda done, total: None)


def test_pieces_are_printed_while_others_are_still_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bindery, "BATCH", 2)
    planned: list[int] = []
    seen: list[int] = []

    def plan() -> Iterator[Piece]:
        for n in range(5):
            planned.append(n)
            yield Piece(f"{n}/x.txt", b"", lambda: seen.append(len(planned)) or b"x")

    bound = bind(plan(), tmp_path, State("", []), "", told=lambda done, total: None)
    assert seen == [2, 2, 4, 4, 5]
    assert bound.printed == len(bound.rows) == 5


def test_two_pieces_with_one_place_are_found_over_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bindery, "BATCH", 1)
    pieces = [Piece(path, b"", lambda: b"x") for path in ("a/index.html", "b/index.html", "a/index.html")]
    with pytest.raises(RacenewsError, match="two pages have this address"):
        bind(pieces, tmp_path, State("", []), "", told=lambda done, total: None)


@pytest.mark.parametrize("paths", [("a/index.html", "a/index.html"), ("../a.html",), ("/a.html",)])
def test_a_piece_has_a_place_of_its_own_in_the_site(tmp_path: Path, paths: tuple[str, ...]) -> None:
    pieces = [Piece(path, b"", lambda: b"x") for path in paths]
    with pytest.raises(RacenewsError):
        bind(pieces, tmp_path / "site", State("", []), "", told=lambda done, total: None)
    assert not list(tmp_path.rglob("*.html"))


# --- the other road -------------------------------------------------------------------------------------------

PLUGIN = """
from pelican import signals

def register():
    signals.content_written.connect(see)

def see(path, context):
    pass
"""


@pytest.fixture
def plug_ins_go() -> Iterator[None]:
    """Let go of the plug-in: in a build of its own process nothing of it would be left."""
    yield
    sys.modules.pop("see_pages", None)
    gc.collect()


def plug_in(paper: Paper) -> None:
    (paper.home / "plug/see_pages").mkdir(parents=True)
    (paper.home / "plug/see_pages/__init__.py").write_text(PLUGIN, encoding="utf-8")
    paths = f"PLUGIN_PATHS = [*PLUGIN_PATHS, {str(paper.home / 'plug')!r}]"
    paper.setting(paths, "PLUGINS = [*PLUGINS, 'see_pages']")


def filter_of_own(paper: Paper) -> None:
    paper.setting("JINJA_FILTERS = {'shout': str.upper}")


def ask_for_pelicans_articles(paper: Paper) -> None:
    colophon = paper.home / "theme/templates/partials/colophon.html"
    text = colophon.read_text(encoding="utf-8")
    colophon.write_text("{% if articles is defined %}{% endif %}" + text, encoding="utf-8")


def ask_for_what_a_pelican_article_has(paper: Paper) -> None:
    article = paper.home / "theme/templates/article.html"
    article.write_text(article.read_text(encoding="utf-8").replace("{{ card.title }}", "{{ article.title }}"))


def finalizer_of_own(paper: Paper) -> None:
    paper.setting("JINJA_ENVIRONMENT = {**JINJA_ENVIRONMENT, 'finalize': lambda value: value}")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (filter_of_own, "JINJA_FILTERS is set"),
        (finalizer_of_own, "JINJA_ENVIRONMENT holds more than data"),
        (ask_for_pelicans_articles, "a template asks for articles"),
        (ask_for_what_a_pelican_article_has, "a template asks for article.title"),
        (plug_in, "PLUGINS names see_pages"),
    ],
)
@pytest.mark.usefixtures("plug_ins_go")
def test_pelican_prints_what_the_press_cannot_and_the_bytes_are_the_same(
    paper: Paper, change: Callable[[Paper], None], why: str
) -> None:
    before = tree(paper.output)
    change(paper)
    printed = paper.build()
    assert printed.why_pelican == why
    assert printed.taken_over == 0
    assert tree(paper.output) == before
    assert not (paper.home / ".racenews" / STATE).exists()


def test_the_press_prints_again_when_the_plug_in_has_gone(paper: Paper) -> None:
    filter_of_own(paper)
    paper.build()
    paper.setting()
    assert paper.build().why_pelican == ""
    assert paper.build().taken_over > 0


def test_a_template_may_ask_for_a_setting(paper: Paper) -> None:
    head = paper.home / "theme/templates/partials/colophon.html"
    head.write_text(head.read_text(encoding="utf-8") + "<p>{{ MOTTO }} {{ SITENAME }}</p>", encoding="utf-8")
    paper.setting("MOTTO = 'In doubt, keep'")
    assert paper.build().why_pelican == ""
    assert b"<p>In doubt, keep Flamme Rouge</p>" in (paper.output / STAGE_3).read_bytes()
    paper.setting("MOTTO = 'Keep'")
    paper.build()
    assert b"<p>Keep Flamme Rouge</p>" in (paper.output / STAGE_3).read_bytes()
