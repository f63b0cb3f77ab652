"""Search as a reader uses it: typed, narrowed, linked; and what there is without scripts."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import DESK
from tests.browser.reading_room import BASE, CONTENT, Sample, serve
from tests.browser.test_axe import LIGHT
from tests.browser.test_every_page import STICKING_OUT, WIDTHS

from press.printer import ROOT, Order, print_edition
from racenews.publish import search_records

pytestmark = pytest.mark.browser

PATIENCE_MS = 20_000  # a page, the library and the index have to come first, on a machine that may be busy
MAX_SCRIPT_BYTES = 5_000  # of all our own, compressed
COUNT_REPORTS = """
window.reports = [];
document.addEventListener("securitypolicyviolation", event => window.reports.push(event.violatedDirective));
"""


@pytest.fixture
def faults() -> list[str]:
    return []


@pytest.fixture
def reader(context: BrowserContext, address: str, faults: list[str]) -> Iterator[Page]:
    """Return a page that notes each fault, each request elsewhere and each breach of the policy."""
    page = context.new_page()
    page.add_init_script(COUNT_REPORTS)
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: faults.append(f"script: {fault}"))
    page.on("request", lambda r: None if r.url.startswith(address) else faults.append(f"elsewhere: {r.url}"))
    yield page
    assert faults == []
    assert page.evaluate("window.reports") == []
    page.close()


def wait_for(page: Page, words: str) -> None:
    expect(page.locator("#said")).to_contain_text(words)


def look_up(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}/search/?{query}")
    page.locator("#find").wait_for()
    page.locator("#found").wait_for()


def titles(page: Page) -> list[str]:
    return page.locator("#found h3").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("morkov", "Mørkøv"),
        ("Mørkøv", "Mørkøv"),
        ("pogacar", "Pogačar"),
        ("POGAČAR", "Pogačar"),
        ("wlodarczyk", "Włodarczyk"),
        ("roglic", "Roglič"),
    ],
)
def test_names_are_found_however_they_are_typed(reader: Page, address: str, typed: str, written: str) -> None:
    reader.goto(f"{address}/search/")
    reader.locator("#q").fill(typed)
    wait_for(reader, typed)
    assert written in reader.locator("#found mark").all_inner_texts()


def test_name_in_a_headline_comes_first(reader: Page, address: str) -> None:
    look_up(reader, address, "q=morkov")
    assert titles(reader)[0].startswith("Mørkøv to leave")


def test_search_can_be_linked_narrowed_and_gone_back_to(reader: Page, address: str) -> None:
    look_up(reader, address, "q=roubaix&year=2024")
    few = titles(reader)
    assert few and all("2024" in date for date in reader.locator("#found time").all_inner_texts())
    assert reader.locator("[name=year]").input_value() == "2024"
    reader.locator("[name=year]").select_option("")
    expect(reader.locator("#found time", has_text="2025").first).to_be_visible()
    assert reader.url == f"{address}/search/?q=roubaix"
    reader.locator("#q").fill("monuments")
    reader.locator("#q").press("Enter")
    wait_for(reader, "monuments")
    assert reader.url == f"{address}/search/?q=monuments"
    reader.go_back()
    wait_for(reader, "roubaix")


def test_facets_tell_how_many_stories_they_leave(reader: Page, address: str) -> None:
    look_up(reader, address, "q=roubaix")
    for name in ("kind", "rider", "team", "race", "author", "year"):
        option = reader.locator(f"[name={name}] option").nth(1).inner_text()
        counted = re.fullmatch(r"(.+) \((\d+)\)", option)
        assert counted, option
        value, count = counted.groups()
        look_up(reader, address, f"q=roubaix&{name}={quote(value)}")
        expect(reader.locator("#said")).to_have_text(re.compile(f"{count} stor(y|ies) for “roubaix”"))
        look_up(reader, address, "q=roubaix")


def test_facet_alone_lists_its_stories_newest_first(reader: Page, address: str) -> None:
    look_up(reader, address, f"rider={quote('Tadej Pogačar')}")
    dates = reader.locator("#found time").evaluate_all("all => all.map(time => time.dateTime)")
    assert len(dates) > 2 and dates == sorted(dates, reverse=True)


def test_found_story_leads_to_its_page(reader: Page, address: str) -> None:
    look_up(reader, address, "q=morkov")
    title = titles(reader)[0]
    reader.locator("#found h3 a").first.click()
    reader.wait_for_load_state()
    assert reader.locator("h1").inner_text() == title


def test_readers_who_listen_hear_how_many_and_are_taken_there(reader: Page, address: str) -> None:
    reader.goto(f"{address}/search/")
    reader.get_by_role("search").get_by_role("searchbox").fill("roubaix")
    reader.keyboard.press("Enter")
    wait_for(reader, "roubaix")
    expect(reader.locator("#said")).to_be_focused()
    assert re.fullmatch(r"\d+ stories for “roubaix”", reader.get_by_role("status").inner_text())
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('#found article') !== null")


def test_more_stories_are_shown_on_demand_and_get_the_focus(reader: Page, address: str) -> None:
    look_up(reader, address, "q=roubaix")
    first = len(titles(reader))
    reader.get_by_role("button", name="More stories").click()
    expect(reader.locator("#found h3 a").nth(first)).to_be_focused()


@pytest.fixture(scope="module")
def shelved(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the stories of one year, of which two are searched whole and the others on shelves of two."""
    home = tmp_path_factory.mktemp("shelves")
    shutil.copytree(CONTENT / "dumps/2023", home / "dumps")
    settings = home / "conf.py"
    settings.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nTHEME = {str(ROOT / 'theme')!r}\n"
        f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\nSEARCH_FULL_TEXT_STORIES = 2\n",
        encoding="utf-8",
    )
    order = Order(home / "dumps", home / "site", settings, home / "state", siteurl=f"https://a.example{BASE}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_records, "BRIEF_STORIES", 2)
        printed = print_edition(order)
    assert printed.stories > 6
    with serve(printed.output) as address:
        yield address


def test_older_stories_are_found_when_asked_for_and_stand_in_order(context: BrowserContext, shelved: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    look_up(page, shelved, "year=2023")
    expect(page.locator("#said")).to_have_text("2 stories")
    assert not any("/older-" in url for url in asked)
    page.get_by_label("as well, by headline").check()
    expect(page.locator("#said")).not_to_have_text("2 stories")
    assert page.url == f"{shelved}/search/?year=2023&older=yes"
    dates = page.locator("#found time").evaluate_all("all => all.map(time => time.dateTime)")
    assert len(dates) > 6 and dates == sorted(dates, reverse=True)
    assert len({url.split("/pagefind/")[1].split("/")[0] for url in asked if "/older-" in url}) > 1
    page.locator("#found h3 a").last.click()
    page.wait_for_load_state()
    assert page.locator("article h1").count() == 1
    page.close()


def test_a_hit_says_what_it_is_about_and_of_what_kind_it_is(reader: Page, address: str) -> None:
    look_up(reader, address, "q=final+general+classification")
    hit = reader.locator("#found article", has_text="Tour de France Femmes 2025: final general classification")
    expect(hit.locator(".kicker")).to_have_text("Tour de France Femmes · Results")
    expect(hit.locator("time")).to_have_attribute("datetime", "2025-08-03")


def test_nothing_found_is_said(reader: Page, address: str) -> None:
    look_up(reader, address, "q=xyzzyqua")
    assert reader.locator("#said").inner_text() == "No stories for “xyzzyqua”"
    assert titles(reader) == []


def test_what_is_typed_is_never_read_as_markup(reader: Page, address: str) -> None:
    look_up(reader, address, f"q={quote('<img src=x onerror=1>roubaix')}")
    assert reader.locator("#said img, #found mark img").count() == 0


@pytest.mark.parametrize("kind", ["/", "/riders/", "/search/"])
def test_slash_leads_to_the_search(reader: Page, address: str, kind: str) -> None:
    reader.goto(address + kind)
    if kind == "/search/":
        reader.locator("#find").wait_for()
    reader.keyboard.press("/")
    expect(reader.locator("#q")).to_be_focused(timeout=PATIENCE_MS)
    reader.keyboard.type("a/b")
    assert reader.locator("#q").input_value() == "a/b", "a slash that is typed is a slash"


def test_slash_can_be_switched_off_and_leaves_other_keys_alone(browser: Browser, address: str) -> None:
    context = browser.new_context()  # of its own, for it remembers
    page = context.new_page()
    page.goto(f"{address}/search/")
    page.locator("#find").wait_for()
    page.get_by_label("opens the search").uncheck()
    page.goto(f"{address}/riders/")
    page.keyboard.press("/")
    page.keyboard.press("Control+/")
    page.wait_for_timeout(100)
    assert page.url == f"{address}/riders/"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_in_what_was_found(
    page: Page, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page.set_viewport_size({**DESK, "width": width})
    page.emulate_media(color_scheme=scheme)
    look_up(page, address, "q=roubaix&year=2024")
    found = Axe().run(page, options={"runOnly": LIGHT, "resultTypes": ["violations"]}).response
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found["violations"]] == []


def test_what_was_found_fits_every_window(reader: Page, address: str) -> None:
    look_up(reader, address, "q=roubaix&race=Paris-Roubaix")
    for width in WIDTHS:
        reader.set_viewport_size({**DESK, "width": width})
        assert reader.evaluate(STICKING_OUT) == [], width


def test_forced_colours_show_marks_and_fields(reader: Page, address: str) -> None:
    reader.emulate_media(forced_colors="active")
    look_up(reader, address, "q=roubaix")
    ground = "e => getComputedStyle(e).backgroundColor"
    assert reader.locator("#found mark").first.evaluate(ground) != reader.locator("#found h3").first.evaluate(ground)
    assert reader.locator("#q").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_without_javascript_there_are_ways_and_no_form(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search/?q=roubaix")
    assert page.locator("form:visible, #found:visible, #slash:visible").count() == 0
    assert page.get_by_role("link", name="Riders", exact=True).count() >= 1
    context.close()


def test_without_an_index_there_is_no_form(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{address}/search/")
    page.wait_for_load_state("networkidle")
    assert page.locator("form:visible").count() == 0
    place = page.locator("#find").bounding_box()
    assert place and place["height"] > 60, "what stands below would jump when the form comes"
    page.close()


def test_scripts_of_the_paper_are_small(sample: Sample) -> None:
    scripts = sorted(Path(sample.folder, "theme/js").glob("*.js"))
    assert scripts
    assert sum(len(gzip.compress(script.read_bytes(), mtime=0)) for script in scripts) <= MAX_SCRIPT_BYTES
