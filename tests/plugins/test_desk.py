"""The desk's files through a real build and the commands."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.press.test_printer import settings_file

from press.printer import Order, print_edition
from racenews.__main__ import main
from racenews.types import RacenewsError

STORY = (
    "title A sprint in Plumelec author Gwen Pryce date 2024-07-03\n\n\n"
    "Hollie Marsh's favourite rider won the sprint in Plumelec after a long and windy day in the lead.\n\n\n"
    "Sign up to our newsletter and never miss a race.\n\n\n"
    "The bunch had let six riders go in the first hour, and never saw them again before the last climb.\n"
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Return a folder with one dump and an empty desk."""
    (tmp_path / "content/dumps/2024").mkdir(parents=True)
    (tmp_path / "content/dumps/2024/a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "content/desk").mkdir()
    return tmp_path


def write(paper: Path, name: str, text: str) -> None:
    (paper / "content/desk" / name).write_text(text, encoding="utf-8")


def build(paper: Path) -> Path:
    print_edition(Order(paper / "content", paper / "output", state=paper / "state", today=dt.date(2024, 7, 5)))
    return paper / "output"


OVERRIDE = """
[[override]]
file  = "2024/a.txt"
title = "Plumelec, in the desk's words"
keep  = ["never miss a race."]
cut   = ["after a long and windy day in the lead"]
"""


def test_the_desk_s_word_is_on_the_page(paper: Path) -> None:
    write(paper, "overrides.toml", OVERRIDE)
    page = (build(paper) / "2024/07/03/plumelec-in-the-desks-words/index.html").read_text(encoding="utf-8")
    assert "<p>never miss a race.</p>" in page
    assert "windy day" not in page


def test_a_slip_of_the_desk_stops_the_build_and_leaves_the_old_site(paper: Path) -> None:
    build(paper)
    write(paper, "overrides.toml", OVERRIDE.replace("windy", "sunny"))
    with pytest.raises(RacenewsError, match=r'desk/overrides.toml: override "2024/a.txt": cut "after a long and sunny'):
        build(paper)
    assert (paper / "output/2024/07/03/a-sprint-in-plumelec/index.html").is_file()


def test_what_is_held_back_has_its_row(paper: Path) -> None:
    write(paper, "overrides.toml", '[[override]]\nfile = "2024/a.txt"\npublish = false\n')
    build(paper)
    (row,) = json.loads((paper / "state/ledger.json").read_text(encoding="utf-8"))["entries"]
    assert (row["status"], "publish = false" in row["reason"]) == ("ignored", True)


def test_explain_shows_the_desk_s_word(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(paper, "overrides.toml", OVERRIDE)
    assert main(["explain", str(paper / "content/dumps/2024/a.txt")]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "desk sets title" in shown
    assert "keeps 'never miss a race.'" in shown
    assert "desk/cut: 1 piece: the desk cut it" in shown


AUTHORS = """
[[author]]
name    = "Gwendolyn Pryce"
bio     = "Writes <history> & more."
aliases = ["Gwen Pryce"]
links   = ["https://www.gwen.example/about"]
"""


def test_a_spelling_is_merged_and_the_bio_stands_on_the_author_s_page(paper: Path) -> None:
    write(paper, "authors.toml", AUTHORS)
    output = build(paper)
    page = BeautifulSoup((output / "authors/gwendolyn-pryce/index.html").read_text(encoding="utf-8"), "lxml")
    assert not (output / "authors/gwen-pryce").exists()
    assert "Writes <history> & more." in page.get_text()
    assert [a["href"] for a in page.select("a[rel=me]")] == ["https://www.gwen.example/about"]
    assert page.select("a[rel=me]")[0].get_text() == "gwen.example"
    story = (output / "2024/07/03/a-sprint-in-plumelec/index.html").read_text(encoding="utf-8")
    assert "Gwen Pryce" not in story
    assert "Gwendolyn Pryce" in story


def test_an_old_address_leads_to_the_new_one(paper: Path) -> None:
    write(paper, "redirects.toml", '[[redirect]]\nfrom = "old/sprint/"\nto = "2024/07/03/a-sprint-in-plumelec/"\n')
    output = build(paper)
    assert "url=/2024/07/03/a-sprint-in-plumelec/" in (output / "old/sprint/index.html").read_text(encoding="utf-8")
    assert "old/sprint" not in (output / "sitemap.xml").read_text(encoding="utf-8")


def test_an_old_address_that_leads_nowhere_stops_the_build(paper: Path) -> None:
    write(
        paper, "redirects.toml", '[[redirect]]\nfrom = "old/"\nto = "gone/"\n[[redirect]]\nfrom = "about/"\nto = ""\n'
    )
    (paper / "content/pages").mkdir()
    (paper / "content/pages/about.md").write_text("Title: About\n\nUs.\n", encoding="utf-8")
    with pytest.raises(RacenewsError) as fault:
        build(paper)
    assert 'redirect "old/": there is no page at "gone/"' in str(fault.value)
    assert 'redirect "about/": there is a page at this address' in str(fault.value)


PROSE = "The Long Chase is written by three people in Bergen who ride to work in the rain."
RULES = f"""
[[rule]]
id    = "desk/three-people"
match = "{PROSE}"
why   = "stands under every story of the Long Chase"
seen  = "2024/a.txt"
scope = "phrase"

[[case]]
rule = "desk/three-people"
text = "{PROSE}"

[[case]]
rule  = "desk/three-people"
text  = "Three people in Bergen ride to work in the rain."
stays = true
"""


def test_a_rule_of_the_desk_takes_what_reads_like_a_story(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dump = paper / "content/dumps/2024/a.txt"
    dump.write_text(f"{STORY}\n\n{PROSE}\n\nThe jury agreed with all of it in the evening.\n", encoding="utf-8")
    page = Path("2024/07/03/a-sprint-in-plumelec/index.html")
    assert PROSE in (build(paper) / page).read_text(encoding="utf-8")
    write(paper, "rules.toml", RULES)
    assert PROSE not in (build(paper) / page).read_text(encoding="utf-8")
    assert main(["explain", str(dump)]) == 0
    assert "desk/three-people: 1 piece: stands under every story" in " ".join(capsys.readouterr().out.split())


def test_the_setting_folds_what_says_nearly_the_same(paper: Path) -> None:
    more = " ".join(f"Rider {n} lost {n + 2} minutes on hill {n * 7} and slept in hotel {n * 3}." for n in range(20))
    for name, title in (("a", "One"), ("b", "Two")):
        text = STORY.replace("A sprint in Plumelec", f"{title} sprint in Plumelec") + f"\n{more} {title}.\n"
        (paper / f"content/dumps/2024/{name}.txt").write_text(text, encoding="utf-8")
    build(paper)
    assert (paper / "output/2024/07/03/two-sprint-in-plumelec/index.html").is_file()
    conf = settings_file(paper, "DUPLICATES = 'fold'")
    print_edition(
        Order(
            paper / "content",
            paper / "output",
            conf,
            paper / "state",
            siteurl="http://localhost",
            today=dt.date(2024, 7, 5),
        )
    )
    assert not (paper / "output/2024/07/03/two-sprint-in-plumelec").exists()


def test_a_wrong_word_for_duplicates_is_named(paper: Path) -> None:
    conf = settings_file(paper, "DUPLICATES = 'hide'")
    with pytest.raises(RacenewsError, match=r"DUPLICATES = 'hide' is wrong\. It is"):
        print_edition(Order(paper / "content", paper / "output", conf, paper / "state"))


TOPICS = """
[[rider]]
id = "hollie-marsh"
name = "Hollie Marsh"
gender = "F"
nation = "GBR"
birth_year = 1999

[alias]
"the bunch" = "race/tour-de-bretagne"

[[race]]
id = "tour-de-bretagne"
name = "Tour de Bretagne"
gender = "M"
"""


def test_a_rider_of_the_desk_has_a_page_with_her_facts(paper: Path) -> None:
    write(paper, "topics.toml", TOPICS)
    site = build(paper)
    page = BeautifulSoup((site / "riders/hollie-marsh/index.html").read_text(encoding="utf-8"), "lxml")
    terms, values = ([tag.get_text() for tag in page.select(f"dl.facts div > {name}")] for name in ("dt", "dd"))
    facts = dict(zip(terms, values, strict=True))
    assert (facts["Nation"], facts["Born"]) == ("Great Britain", "1999")
    story = BeautifulSoup(next((site / "2024/07/03").glob("*/index.html")).read_text(encoding="utf-8"), "lxml")
    assert {"/riders/hollie-marsh/", "/races/tour-de-bretagne/"} <= {str(a["href"]) for a in story.select("a")}


def test_explain_shows_links_as_the_desk_corrects_them(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correction = '[correct]\n"2024/a.txt" = { drop = ["rider/hollie-marsh"], unlink = ["The bunch", "Gone"] }\n'
    write(paper, "topics.toml", TOPICS + correction)
    assert main(["explain", str(paper / "content/dumps/2024/a.txt")]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "drops rider/hollie-marsh" in shown
    assert 'desk/topics.toml: correct "2024/a.txt": unlink "Gone" does not stand in the story' in shown
    assert "rider Hollie Marsh" not in shown
