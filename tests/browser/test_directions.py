"""A paper that is read from right to left, and one whose words are long, in a real Chromium."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.reading_room import BASE, serve
from tests.browser.test_every_page import STICKING_OUT

from press.printer import ROOT, Order, print_edition

pytestmark = pytest.mark.browser

WIDTHS = (360, 1440)
DUMPS = ("2023", "undated")
PATHS = (
    "/",
    "/riders/",
    "/teams/",
    "/races/tour-de-france/",
    "/authors/",
    "/archive/",
    "/2023/",
    "/2023/09/",
    "/search/",
    "/404.html",
)
OUT_OF_SIGHT = "() => [...document.querySelectorAll('.chart text')].filter(t => t.getBoundingClientRect().left < t.ownerSVGElement.getBoundingClientRect().left).length"
ARABIC = """
dir = "rtl"
[dates]
months = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
[count]
story = { zero = "لا أخبار", one = "خبر واحد", two = "خبران", few = "{n} أخبار", many = "{n} خبرا", other = "{n} خبر" }
[section]
latest = "الأحدث"
riders = "الدراجون"
teams = "الفرق"
races = "السباقات"
archive = "الأرشيف"
search = "بحث"
[story]
by = "بقلم {author}"
"""
ARABIC_STORY = """Title: فوز كبير في جبال الألب بعد هروب طويل
Date: 2023-09-28

فاز الدراج الشاب بالمرحلة الأصعب في السباق بعد أن هاجم وحيدا على آخر تسلق، وترك منافسيه خلفه بأكثر من دقيقة.
"""
GERMAN_STORY = """Title: Straßenradsportweltmeisterschaftsqualifikation: Verbandsgerichtsentscheidung erschüttert Nationalmannschaft
Date: 2023-09-28

Die Unterbrechung des Mannschaftszeitfahrenqualifikationswettbewerbs erzwingt eine Generalversammlung des Weltradsportverbandes.
"""


def print_paper(home: Path, lang: str, story: str, words: str) -> Path:
    content = home / "content"
    (content / "desk").mkdir(parents=True)
    for folder in DUMPS:
        shutil.copytree(ROOT / "content/dumps" / folder, content / "dumps" / folder)
    (content / "dumps/own.md").write_text(story, encoding="utf-8")
    (content / "desk/words.toml").write_text(words, encoding="utf-8")
    conf = home / "conf.py"
    conf.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nDEFAULT_LANG = {lang!r}\n"
        f"THEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n",
        encoding="utf-8",
    )
    address = f"https://paper.example{BASE}"
    return print_edition(Order(content, home / "site", conf, home / "state", address, today=dt.date(2024, 1, 1))).output


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(print_paper(tmp_path_factory.mktemp("ar"), "ar", ARABIC_STORY, ARABIC)) as address:
        yield address


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(print_paper(tmp_path_factory.mktemp("de"), "de", GERMAN_STORY, "")) as address:
        yield address


@pytest.fixture(params=WIDTHS)
def open_at(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Page]]:
    page = browser.new_page(viewport={"width": request.param, "height": 900}, reduced_motion="reduce")

    def go(url: str) -> Page:
        page.goto(url)
        return page

    yield go
    page.close()


def paths(page: Page, address: str) -> list[str]:
    """Return a page of every kind, and the lead story."""
    page.goto(address + "/")
    lead = page.locator(".card--lead h2 a").get_attribute("href") or ""
    return [*PATHS, lead.removeprefix(BASE)]


def test_a_page_from_right_to_left_scrolls_to_no_side(arabic: str, open_at: Callable[[str], Page]) -> None:
    for path in paths(open_at(arabic + "/"), arabic):
        page = open_at(arabic + path)
        assert page.locator("html").get_attribute("dir") == "rtl" and page.locator("html").get_attribute("lang") == "ar"
        assert page.evaluate(STICKING_OUT) == [], path
        assert page.evaluate("Math.abs(scrollX) + (scrollTo(-99, 0), Math.abs(scrollX))") == 0, path
        assert page.evaluate(OUT_OF_SIGHT) == 0, path


def test_from_right_to_left_the_kite_hangs_over_the_beginning_of_its_section(
    arabic: str, open_at: Callable[[str], Page]
) -> None:
    page = open_at(arabic + "/riders/")
    width = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('nav [aria-current]'), '::before').width)"
    )
    assert width < 16


def test_long_words_part_before_the_page_does(german: str, open_at: Callable[[str], Page]) -> None:
    for path in paths(open_at(german + "/"), german):
        page = open_at(german + path)
        assert page.evaluate(STICKING_OUT) == [], path
    for place in ("h1", ".prose p"):
        assert page.locator(place).first.evaluate("e => getComputedStyle(e).hyphens") == "auto"


def test_the_search_speaks_as_the_page_does(german: str, open_at: Callable[[str], Page]) -> None:
    page = open_at(german + "/search/?q=vuelta")
    page.locator("#found").wait_for()
    page.wait_for_function("document.querySelector('#said').textContent")
    assert page.locator("#said").inner_text().endswith("Artikel zu „vuelta“")
    assert ". " in page.locator("#found time").first.inner_text()
