"""What has to be true of every kind of page, at any width, in light, dark, print and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import DESK, Opened, Visit

pytestmark = pytest.mark.browser

# px: a phone with letters twice as large, the narrowest that WCAG's reflow asks for, a phone, a tablet, a desk
WIDTHS = (180, 320, 360, 768, 1440)

# How far the page is too wide, and what sticks out of it; boxes that scroll by themselves may hold what is wider.
STICKING_OUT = """() => {
  const edge = document.documentElement.clientWidth, width = document.scrollingElement.scrollWidth;
  if (width <= edge) return [];
  const scrolls = e => e && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter(
    e => e.getBoundingClientRect().right > edge + 1 && !scrolls(e.parentElement));
  return [`${width} px wide`, ...wide.slice(0, 3).map(e => e.outerHTML.slice(0, 120))];
}"""

NOT_DRAWN = """() => [...document.images].filter(
  image => !image.naturalWidth || image.checkVisibility() && !image.getBoundingClientRect().width
).map(image => image.src)"""

# Relative luminance, as WCAG has it, of the page's colour and of its heading's.
PAPER_AND_INK = """() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(n => n / 255).map(
      c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  return [document.body, document.querySelector("h1")].map(
    (e, i) => light(i ? getComputedStyle(e).color : getComputedStyle(e).backgroundColor));
}"""

# The words that can be seen. What is far below the window counts too, although it is not laid out yet. The form of
# the search is not there without scripts, and says nothing that the ways below it do not.
WORDS = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important } #find, #slash { display: none !important }");
  document.adoptedStyleSheets = [sheet];  // the policy of the page lets no other style in
  return document.body.innerText;
}"""


def test_page_asks_for_nothing_that_is_missing_or_elsewhere(fresh: Opened) -> None:
    assert fresh.faults == []


def test_page_has_one_heading_of_the_first_order(fresh: Opened) -> None:
    assert fresh.page.locator("h1").count() == 1
    assert fresh.page.locator("main h1").inner_text().strip()
    assert fresh.page.get_by_role("heading", level=1).count() == 1, "readers who listen do not hear of it"


def test_page_fits_its_window(fresh: Opened) -> None:
    faults = {}
    for width in WIDTHS:
        fresh.page.set_viewport_size({**DESK, "width": width})
        if out := fresh.page.evaluate(STICKING_OUT):
            faults[width] = out
    assert faults == {}


def test_page_fits_its_sheet(fresh: Opened) -> None:
    fresh.page.emulate_media(media="print")
    try:
        assert fresh.page.evaluate(STICKING_OUT) == []
    finally:
        fresh.page.emulate_media(media="screen")


def test_a_paper_with_a_long_name_fits_its_window(fresh: Opened) -> None:
    fresh.page.set_viewport_size({**DESK, "width": WIDTHS[1]})
    longer = "document.querySelector('.wordmark span:last-child').append('sportnachrichtenzeitung')"
    fresh.page.evaluate(longer)
    try:
        assert fresh.page.evaluate(STICKING_OUT) == []
    finally:  # other tests look at this page
        fresh.page.evaluate("document.querySelector('.wordmark span:last-child').lastChild.remove()")


def test_pictures_are_drawn(fresh: Opened) -> None:
    assert fresh.page.evaluate(NOT_DRAWN) == []
    if fresh.kind.partition(",")[0].split()[0] in ("front", "story", "rider", "race"):
        older = "page 2" in fresh.kind  # stories in lines
        assert bool(fresh.page.locator("img").count()) != older


def test_page_is_set_in_the_typefaces_of_the_paper(fresh: Opened) -> None:
    fresh.page.evaluate("document.fonts.ready")
    loaded = fresh.page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert "FR Head" in [name.strip('"') for name in loaded]


def test_dark_page_is_dark_and_light_page_is_light(fresh: Opened) -> None:
    paper, ink = fresh.page.evaluate(PAPER_AND_INK)
    assert paper > 0.8 and ink < 0.1
    fresh.page.emulate_media(color_scheme="dark")
    paper, ink = fresh.page.evaluate(PAPER_AND_INK)
    assert paper < 0.1 and ink > 0.7


def test_printed_page_is_black_on_white_without_navigation(fresh: Opened) -> None:
    fresh.page.emulate_media(media="print", color_scheme="dark")
    assert fresh.page.evaluate(PAPER_AND_INK) == [1, 0]
    assert fresh.page.locator("nav:visible, .skip:visible").count() == 0
    assert fresh.page.locator("main h1").is_visible()
    if fresh.kind.startswith("story"):
        assert fresh.page.locator(".prose p").first.is_visible()


@pytest.fixture(scope="module")
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce", java_script_enabled=False)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_page_says_the_same_without_javascript(fresh: Opened, page_without_scripts: Page, visit: Visit) -> None:
    visit(page_without_scripts, fresh.kind)
    said = page_without_scripts.evaluate(WORDS)
    assert said.strip()
    assert said == fresh.page.evaluate(WORDS)


def test_sections_lead_to_their_pages_without_javascript(page_without_scripts: Page, visit: Visit) -> None:
    page = page_without_scripts
    visit(page, "story")
    names = page.locator(".masthead nav a").all_inner_texts()
    assert len(names) >= 5
    headings = set()
    for name in names:
        page.locator(".masthead nav").get_by_role("link", name=name, exact=True).click()
        assert page.locator(".masthead nav [aria-current=page]").inner_text() == name
        headings.add(page.locator("h1").inner_text())
    assert len(headings) == len(names)
