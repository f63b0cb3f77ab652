"""A paper and the archive that it sheds: a real build, parted, read as browsers, feed readers and search engines do."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from press import parting
from press.folders import MARKER
from press.parting import check_parted, is_parted, part_site
from press.printer import ROOT, Order, print_edition
from racenews.publish.sitemap import as_published
from racenews.types import RacenewsError

SITE, OLD = "https://host.example/news", "https://host.example/old"
TEXT = (
    "title {title}\nauthor Hollie Marsh\ndate {day}\n\n\n\n"
    "Marianne Vos won the sprint in Plumelec after a long and windy day in the lead of the race.\n\n\n\n"
    "The bunch had let six riders go in the first hour, and never saw them again before the last climb.\n"
)
OLD_STORY, NEW_STORY = "2018/07/03/vos-wins-in-plumelec/", "2024/07/03/vos-wins-again/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a printed site of an old and a new story, and that site in two."""
    home = tmp_path_factory.mktemp("parting")
    dumps = home / "content/dumps"
    dumps.mkdir(parents=True)
    for name, title, day in (("a", "Vos wins in Plumelec", "2018-07-03"), ("b", "Vos wins again", "2024-07-03")):
        (dumps / f"{name}.txt").write_text(TEXT.format(title=title, day=day), encoding="utf-8")
    settings = home / "conf.py"
    paths = f"THEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    head = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
    settings.write_text(f"{head}{paths}RECEIPTS = True\n", encoding="utf-8")
    asked = Order(home / "content", home / "output", settings, home / "state", SITE, today=dt.date(2024, 7, 5))
    print_edition(asked)
    part(home)
    return home


def part(home: Path, before: int = 2019, url: str = OLD, folder: str = "parted") -> parting.Parted:
    return part_site(home / "output", before, url, home / folder, home / "state")


def read(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


def digest(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_old_story_stands_in_the_archive_under_its_new_address(home: Path) -> None:
    page = BeautifulSoup(read(home / "parted/archive", f"{OLD_STORY}index.html"), "lxml")
    assert page.select_one("link[rel=canonical]")["href"] == f"{OLD}/{OLD_STORY}"
    record = json.loads(page.select_one('script[type="application/ld+json"]').text)
    article = record["@graph"][0]
    assert article["image"].startswith(f"{OLD}/{OLD_STORY}")
    assert page.select_one("meta[property='og:url']")["content"] == f"{OLD}/{OLD_STORY}"
    assert page.select_one("meta[property='og:image']")["content"].startswith(f"{OLD}/{OLD_STORY}")
    assert page.select_one("link[rel=stylesheet]")["href"] == "/news/theme/css/paper.css"
    assert page.select_one(".prose a")["href"] == "/news/riders/marianne-vos/"
    assert page.select_one(".pager [rel=next]")["href"] == f"/news/{NEW_STORY}"
    assert page.select_one(".note a")["href"] == f"/old/{OLD_STORY}receipt/"


def test_its_address_of_old_leads_on_and_so_do_those_of_its_month_and_year(home: Path) -> None:
    for part, path, target in (
        ("paper", OLD_STORY, f"/old/{OLD_STORY}"),
        ("paper", f"{OLD_STORY}receipt/", f"/old/{OLD_STORY}receipt/"),
        ("archive", "2018/07/", "/news/2018/07/"),
        ("archive", "2018/", "/news/2018/"),
        ("archive", "", "/news/archive/"),
    ):
        page = BeautifulSoup(read(home / "parted" / part, f"{path}index.html"), "lxml")
        assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={target}"


def test_what_lists_the_old_story_names_its_new_address(home: Path) -> None:
    paper = home / "parted/paper"
    for path in ("riders/marianne-vos/", "2018/07/", "authors/hollie-marsh/", NEW_STORY):
        links = [a["href"] for a in BeautifulSoup(read(paper, f"{path}index.html"), "lxml").select("main a")]
        assert f"/old/{OLD_STORY}" in links and f"/news/{OLD_STORY}" not in links, path
    feed = BeautifulSoup(read(paper, "feeds/all.atom.xml"), "xml")
    (entry,) = (e for e in feed.select("entry") if OLD_STORY in e.id.text)
    assert (entry.link["href"], entry.id.text) == (f"{OLD}/{OLD_STORY}", f"{SITE}/{OLD_STORY}")
    (item,) = (i for i in json.loads(read(paper, "feeds/all.json"))["items"] if OLD_STORY in i["url"])
    assert (item["url"], item["id"]) == (f"{OLD}/{OLD_STORY}", f"{SITE}/{OLD_STORY}")


def test_search_engines_find_each_story_in_one_sitemap(home: Path) -> None:
    paper, archive = (read(home / "parted" / part, "sitemap.xml") for part in ("paper", "archive"))
    assert f"{SITE}/{NEW_STORY}<" in paper and OLD_STORY not in paper
    assert f"{OLD}/{OLD_STORY}<" in archive and archive.count("<loc>") == 1
    for part, file in (("paper", "robots.txt"), ("paper", "llms.txt"), ("archive", "robots.txt")):
        assert f"{OLD}/sitemap.xml" in read(home / "parted" / part, file)


def test_a_sitemap_in_packed_parts_names_the_stories_that_go(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home / "output", tmp_path / "output")
    whole = tmp_path / "output/sitemap.xml"
    name = "sitemap-1.xml.gz"
    whole.with_name(name).write_bytes(as_published(name, whole.read_text(encoding="utf-8")))
    whole.write_text(f"<sitemapindex><sitemap><loc>{SITE}/{name}</loc></sitemap></sitemapindex>", encoding="utf-8")
    part_site(tmp_path / "output", 2019, OLD, tmp_path / "parted", tmp_path / "state")
    paper, archive = (read(tmp_path / "parted" / part, "sitemap.xml") for part in ("paper", "archive"))
    assert f"{SITE}/{NEW_STORY}<" in paper and OLD_STORY not in paper
    assert f"{OLD}/{OLD_STORY}<" in archive
    assert not list((tmp_path / "parted").rglob(name))


def test_what_the_search_draws_beside_an_old_address_is_there(home: Path) -> None:
    paper = home / "parted/paper"
    assert sorted(path.name for path in (paper / OLD_STORY).iterdir()) == ["index.html", "plate.svg", "receipt"]
    assert (paper / "pagefind/newest").is_dir()


def test_both_hold_together_and_a_link_that_breaks_between_them_is_found(home: Path) -> None:
    assert is_parted(home / "parted") and not is_parted(home / "output")
    assert check_parted(home / "parted") == ()
    assert (home / "parted/paper" / MARKER).is_file() and (home / "parted/archive" / MARKER).is_file()
    part(home, folder="broken")
    (home / "broken/archive" / OLD_STORY / "index.html").unlink()
    (home / "broken/paper/theme/css/paper.css").unlink()
    said = "\n".join(finding.what for finding in check_parted(home / "broken"))
    assert f"the link to /old/{OLD_STORY} leads nowhere" in said
    assert "the link to /news/theme/css/paper.css leads nowhere" in said


def test_the_same_site_is_parted_into_the_same_bytes_and_is_not_touched_itself(home: Path) -> None:
    before, parted = digest(home / "output"), digest(home / "parted")
    part(home)
    assert digest(home / "output") == before
    assert digest(home / "parted") == parted


def test_what_stops_half_way_leaves_what_stood(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(home / "parted")

    def break_off(*_: object, **__: object) -> tuple[()]:
        raise KeyboardInterrupt

    monkeypatch.setattr(parting, "check_parted", break_off)
    with pytest.raises(KeyboardInterrupt):
        part(home)
    assert digest(home / "parted") == before
    assert not list(home.glob("parted.*"))


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda home: part(home, folder="output/parted"), "beside"),
        (lambda home: part(home, folder="content"), "did not write.*--archive-output DIR"),
        (lambda home: part_site(home / "content", 2019, OLD, home / "parted", home / "state"), "Build one first"),
        (lambda home: part(home, before=2031), "all stories would go"),
    ],
)
def test_a_wish_that_cannot_be_met_changes_nothing(home: Path, ask: Callable[[Path], object], says: str) -> None:
    before = digest(home / "parted")
    with pytest.raises(RacenewsError, match=says):
        ask(home)
    assert digest(home / "parted") == before
