import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from press import folders, printer
from press.folders import MARK, MARKER, clear_leftovers, lock, remove_edition, swap_in
from press.printer import Order, print_edition
from racenews.types import RacenewsError

ROOT = printer.ROOT
TODAY = dt.date(2024, 7, 5)
STORY = """title A sprint in Plumelec
date 2024-07-03



Hollie Marsh's favourite rider won the sprint in Plumelec after a long and windy day in the lead.



The bunch had let six riders go in the first hour, and never saw them again before the last climb.



Behind them the chase was not organised, and the gap at the finish was more than two minutes.
"""

Ordering = Callable[..., Order]


@pytest.fixture
def order(tmp_path: Path) -> Ordering:
    """Return a function that orders an edition of one story, everything below tmp_path."""
    dumps = tmp_path / "content" / "dumps"
    dumps.mkdir(parents=True)
    (dumps / "a.txt").write_text(STORY, encoding="utf-8")

    def make(**wishes: object) -> Order:
        given: dict[str, object] = {
            "content": tmp_path / "content",
            "output": tmp_path / "output",
            "state": tmp_path / ".racenews",
            "today": TODAY,
        }
        return Order(**(given | wishes))  # type: ignore[arg-type]

    return make


def settings_file(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "conf.py"
    head = ["import sys", f"sys.path.insert(0, {str(ROOT)!r})", "from pelicanconf import *"]
    paths = [f"THEME = {str(ROOT / 'theme')!r}", f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]"]
    file.write_text("\n".join([*head, *paths, *lines, ""]), encoding="utf-8")
    return file


def tree(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def only_the_site_is_left(tmp_path: Path) -> bool:
    return {p.name for p in tmp_path.iterdir()} <= {"content", "output", ".racenews", "conf.py", "__pycache__"}


# --- a build ---------------------------------------------------------------------------------------------


def test_edition_is_printed_and_told_of(order: Ordering, tmp_path: Path) -> None:
    printed = print_edition(order())
    assert (tmp_path / "output/2024/07/03/a-sprint-in-plumelec/index.html").is_file()
    assert printed.stories == 1
    assert printed.pages == len(list((tmp_path / "output").rglob("*.html")))
    assert printed.size == sum(len(text) for text in tree(tmp_path / "output").values())
    ledger = json.loads((tmp_path / ".racenews/ledger.json").read_text(encoding="utf-8"))
    assert ledger == {
        "entries": [
            {
                "file": "a.txt",
                "status": "published",
                "reason": None,
                "url": "/2024/07/03/a-sprint-in-plumelec/",
                "missing": ["byline"],
            }
        ]
    }
    assert only_the_site_is_left(tmp_path)


def test_ledger_names_files_as_the_disk_does_and_holds_no_control(order: Ordering, tmp_path: Path) -> None:
    (tmp_path / "content/dumps/a.txt").rename(tmp_path / "content/dumps/🚴🏽‍♀️ ‮[1m.txt")
    printed = print_edition(order())
    assert printed.ledger[0].file == "🚴🏽\\u200d♀️ \\u202e\\x1b[1m.txt"
    text = (tmp_path / ".racenews/ledger.json").read_text(encoding="utf-8")
    assert json.loads(text)["entries"][0]["file"] == "🚴🏽‍♀️ ‮[1m.txt"
    assert text.isascii()


def test_same_dumps_make_the_same_bytes(order: Ordering, tmp_path: Path) -> None:
    print_edition(order())
    first = tree(tmp_path / "output")
    print_edition(order(output=tmp_path / "again"))
    assert tree(tmp_path / "again") == first


def test_files_can_be_read_by_a_web_server(order: Ordering, tmp_path: Path) -> None:
    was = os.umask(0o077)
    try:
        print_edition(order())
    finally:
        os.umask(was)
    modes = {oct(p.stat().st_mode & 0o777) for p in (tmp_path / "output").rglob("*") if p.is_file()}
    assert modes == {"0o644"}
    assert {oct(p.stat().st_mode & 0o777) for p in (tmp_path / "output").rglob("*") if p.is_dir()} == {"0o755"}


def test_what_is_gone_from_the_dumps_is_gone_from_the_site(order: Ordering, tmp_path: Path) -> None:
    print_edition(order())
    dumps = tmp_path / "content/dumps"
    (dumps / "a.txt").unlink()
    (dumps / "b.txt").write_text(STORY.replace("A sprint in Plumelec", "Another day"), encoding="utf-8")
    print_edition(order())
    assert not (tmp_path / "output/2024/07/03/a-sprint-in-plumelec").exists()
    assert (tmp_path / "output/2024/07/03/another-day/index.html").is_file()


def test_folder_without_dumps_is_a_folder_of_dumps(order: Ordering, tmp_path: Path) -> None:
    printed = print_edition(order(content=tmp_path / "content/dumps"))
    assert printed.stories == 1
    assert printed.ledger[0].file == "a.txt"


def test_content_is_only_read(order: Ordering, tmp_path: Path) -> None:
    content = tmp_path / "content"
    before = tree(content)
    for path in (content / "dumps", content):
        path.chmod(0o555)
    try:
        print_edition(order())
    finally:
        for path in (content, content / "dumps"):
            path.chmod(0o755)
    assert tree(content) == before


def test_empty_folder_makes_a_paper_without_stories(order: Ordering, tmp_path: Path) -> None:
    (tmp_path / "content/dumps/a.txt").unlink()
    assert print_edition(order()).stories == 0
    assert (tmp_path / "output/index.html").is_file()


def test_site_below_a_path_links_with_it(order: Ordering, tmp_path: Path) -> None:
    print_edition(order(siteurl="https://example.org/news/"))
    page = (tmp_path / "output/index.html").read_text(encoding="utf-8")
    assert 'href="/news/2024/07/03/a-sprint-in-plumelec/"' in page
    feed = (tmp_path / "output/feeds/all.atom.xml").read_text(encoding="utf-8")
    assert "https://example.org/news/2024/07/03/a-sprint-in-plumelec/" in feed


def test_set_aside_dumps_are_named_and_the_rest_is_published(order: Ordering, tmp_path: Path) -> None:
    (tmp_path / "content/dumps/empty.txt").write_text("", encoding="utf-8")
    printed = print_edition(order())
    assert printed.stories == 1
    assert [(row.file, row.status) for row in printed.set_aside] == [("empty.txt", "quarantined")]


# --- what stands in the way --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["SITENAME = ''"], "conf.py: SITENAME = '' is wrong. Give the paper a name"),
        (["SITENAM = 'x'", "del SITENAME"], "conf.py: unknown setting SITENAM. Did you mean SITENAME?"),
        (["STORIES_PER_PAGE = 'ten'"], "conf.py: STORIES_PER_PAGE = 'ten' is wrong."),
        (["SITEURL = 'example.org'"], "conf.py: SITEURL = 'example.org' is wrong."),
        (["TIMEZONE = 'Mars/Olympus'"], "conf.py: TIMEZONE = 'Mars/Olympus' is wrong."),
        (["JINJA_ENVIRONMENT = {}"], "conf.py: JINJA_ENVIRONMENT = {} is wrong."),
        (["PLUGINS = ['dump_reader']"], "conf.py: PLUGINS = ['dump_reader'] is wrong."),
        (["PLUGINS.append('no_such_plugin')"], "Cannot load plugin `no_such_plugin`"),
        (["THEME = '/nowhere'"], "conf.py: ValueError: Could not find the theme /nowhere"),
        (["PATH = 'stories'"], "conf.py: PATH = 'stories' has no say: this build works with "),
        (
            ["OUTPUT_PATH = 'public'"],
            'Name the folder on the command line, --output public, and leave OUTPUT_PATH = "output".',
        ),
        (["PAGE_PATHS = 'pages'"], "conf.py: PAGE_PATHS = 'pages' is wrong. It is a list: PAGE_PATHS = "),
        (["MARKDOWN = 'x'"], "conf.py: MARKDOWN = 'x' is wrong. It is a table: MARKDOWN = "),
        (["THEME = 5"], "conf.py: THEME = 5 is wrong. It is a text"),
        (["EXTRA_PATH_METADATA = {'a': 'b'}"], "is wrong. It is a table of tables"),
        (["LOCALE = 5"], "conf.py: LOCALE = 5 is wrong. It is a list of texts"),
        (["PAGE_SAVE_AS = '{slugg}/index.html'"], "is wrong. It names the page by its slug"),
        (["PAGE_URL = 'page/'"], "conf.py: PAGE_URL = 'page/' is wrong."),
        (["DIRECT_TEMPLATES = ['index']"], "The newspaper plans its lists itself: DIRECT_TEMPLATES = []."),
        (["FEED_ALL_ATOM = 'a.xml'"], "The newspaper writes its feeds itself: FEED_ALL_ATOM = None."),
        (["MAX_DUMP_MB = float('inf')"], "conf.py: MAX_DUMP_MB = inf is wrong."),
        (["x = ("], "line 6: not valid Python"),
        (["undefined_name"], "line 6: NameError"),
    ],
)
def test_wrong_setting_leaves_the_old_site(order: Ordering, tmp_path: Path, lines: list[str], says: str) -> None:
    print_edition(order())
    before = tree(tmp_path / "output")
    with pytest.raises(RacenewsError) as stopped:
        print_edition(order(settings=settings_file(tmp_path, *lines)))
    assert says in str(stopped.value)
    assert "Traceback" not in str(stopped.value)
    assert tree(tmp_path / "output") == before
    assert only_the_site_is_left(tmp_path)


def test_a_setting_that_names_the_folder_of_the_build_is_fine(order: Ordering, tmp_path: Path) -> None:
    lines = (f"PATH = {str(tmp_path / 'content')!r}", "OUTPUT_PATH = './output'", "PAGE_PATHS = ('pages',)")
    assert print_edition(order(settings=settings_file(tmp_path, *lines))).stories == 1


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (["pages/riders.md"], "content/pages/riders.md: its address /riders/ is that of a page the newspaper makes."),
        (["pages/a.md", "pages/b/a.md"], "content/pages/b/a.md: content/pages/a.md has the address /a/ as well."),
        (["extra/index.html"], "content/extra/index.html: its address / is that of a page the newspaper makes."),
    ],
)
def test_pages_whose_addresses_clash_are_named(order: Ordering, tmp_path: Path, files: list[str], says: str) -> None:
    for file in files:
        (tmp_path / "content" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / file).write_text("Title: A page\n\nText.\n", encoding="utf-8")
    with pytest.raises(RacenewsError) as stopped:
        print_edition(order())
    assert str(stopped.value).startswith(says)


def test_all_wrong_settings_are_named_at_once(order: Ordering, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as stopped:
        print_edition(order(settings=settings_file(tmp_path, "SITENAME = 1", "DESK_BYLINE = ''")))
    assert len(str(stopped.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("template", "says"),
    [("{{ article.view.no_such_thing.at_all }}", "no_such_thing"), ("{% if %}", "article.html")],
)
def test_broken_template_leaves_the_old_site(order: Ordering, tmp_path: Path, template: str, says: str) -> None:
    print_edition(order())
    before = tree(tmp_path / "output")
    theme = tmp_path / "content" / "theme"
    shutil.copytree(ROOT / "theme", theme)
    (theme / "templates/article.html").write_text(template, encoding="utf-8")
    with pytest.raises(RacenewsError, match=says):
        print_edition(order(settings=settings_file(tmp_path, f"THEME = {str(theme)!r}")))
    assert tree(tmp_path / "output") == before
    assert only_the_site_is_left(tmp_path)


def test_site_with_a_fault_leaves_the_old_site(order: Ordering, tmp_path: Path) -> None:
    print_edition(order())
    before = tree(tmp_path / "output")
    pages = tmp_path / "content/pages"
    pages.mkdir()
    (pages / "about.md").write_text("Title: About\n\n[Nowhere](/nowhere/)\n", encoding="utf-8")
    with pytest.raises(RacenewsError, match=r"about/index\.html: the link to /nowhere/ leads nowhere"):
        print_edition(order())
    assert tree(tmp_path / "output") == before


def test_folder_of_somebody_else_is_never_replaced(order: Ordering, tmp_path: Path) -> None:
    home = tmp_path / "output"
    home.mkdir()
    (home / "thesis.txt").write_text("three years of work", encoding="utf-8")
    with pytest.raises(RacenewsError, match="did not write"):
        print_edition(order())
    assert tree(home) == {"thesis.txt": b"three years of work"}


def test_a_nojekyll_file_of_somebody_else_is_no_marker(order: Ordering, tmp_path: Path) -> None:
    home = tmp_path / "output"
    home.mkdir()
    (home / MARKER).write_text("", encoding="utf-8")
    with pytest.raises(RacenewsError, match="did not write"):
        print_edition(order())


def test_file_is_no_folder(order: Ordering, tmp_path: Path) -> None:
    (tmp_path / "output").write_text("x", encoding="utf-8")
    with pytest.raises(RacenewsError, match="is not a folder"):
        print_edition(order())


def test_site_cannot_replace_its_content(order: Ordering, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "content")
    (tmp_path / "content").mkdir()
    with pytest.raises(RacenewsError, match="cannot replace its own content"):
        print_edition(order(output=tmp_path / "content"))


def test_second_build_is_told_who_builds(order: Ordering, tmp_path: Path) -> None:
    code = (
        "import sys, time, pathlib; from press.folders import lock\n"
        f"with lock(pathlib.Path({str(tmp_path / '.racenews')!r})): print('locked', flush=True); sys.stdin.read()"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        with pytest.raises(RacenewsError, match=rf"another build is running \(process {other.pid}\)"):
            print_edition(order())
        other.kill()
        other.stdin.close()
    assert print_edition(order()).stories == 1  # the lock of a dead process holds nobody up


def test_interrupted_build_leaves_the_old_site(
    order: Ordering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_edition(order())
    before = tree(tmp_path / "output")

    def interrupt(folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(printer, "push_to_disk", interrupt)
    with pytest.raises(KeyboardInterrupt):
        print_edition(order())
    assert tree(tmp_path / "output") == before
    assert only_the_site_is_left(tmp_path)


@pytest.mark.parametrize("wrong", ["soon", "99999999999999999999"])
def test_day_is_taken_from_the_environment_where_it_is_set(wrong: str) -> None:
    assert printer.today({"SOURCE_DATE_EPOCH": "1720137600"}) == TODAY
    with pytest.raises(RacenewsError, match="SOURCE_DATE_EPOCH"):
        printer.today({"SOURCE_DATE_EPOCH": wrong})


# --- folders ----------------------------------------------------------------------------------------------


def edition(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / MARKER).write_text(MARK, encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("can_exchange", [True, False])
def test_editions_are_swapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool) -> None:
    if not can_exchange:
        monkeypatch.setattr(folders, "_exchange", lambda one, other: False)
    old, new = edition(tmp_path / "output", "old"), edition(tmp_path / "output.next-1", "new")
    aside = swap_in(new, old)
    assert (tmp_path / "output/index.html").read_text(encoding="utf-8") == "new"
    assert aside is not None
    assert (aside / "index.html").read_text(encoding="utf-8") == "old"


def test_what_killed_builds_left_is_mended(tmp_path: Path) -> None:
    nobody = 2**22 + 1  # above the largest process number of Linux
    edition(tmp_path / f"output.old-{nobody}", "old")
    edition(tmp_path / f"output.next-{nobody}", "half")
    mine = tmp_path / f"output.next-{nobody + 1}"
    mine.mkdir()
    (mine / "thesis.txt").write_text("x", encoding="utf-8")
    living = edition(tmp_path / f"output.next-{os.getppid()}", "another build's")
    clear_leftovers(tmp_path / "output")
    assert (tmp_path / "output/index.html").read_text(encoding="utf-8") == "old"
    assert {p.name for p in tmp_path.iterdir()} == {"output", mine.name, living.name}


def test_only_editions_are_removed(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(RacenewsError, match="did not write"):
        remove_edition(tmp_path)


def test_lock_is_given_back(tmp_path: Path) -> None:
    for _ in range(2):
        with lock(tmp_path):
            pass


def test_extra_files_stand_at_the_root_of_every_edition(order: Ordering, tmp_path: Path) -> None:
    extra = tmp_path / "content" / "extra"
    (extra / ".well-known").mkdir(parents=True)
    (extra / "CNAME").write_text("paper.example", encoding="utf-8")
    (extra / ".well-known" / "security.txt").write_text("Contact: x", encoding="utf-8")
    for _ in range(2):
        print_edition(order())
        assert (tmp_path / "output" / "CNAME").read_text(encoding="utf-8") == "paper.example"
        assert (tmp_path / "output" / ".well-known" / "security.txt").is_file()
        assert not (tmp_path / "output" / "extra").exists()
