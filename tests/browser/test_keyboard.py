"""The paper in the hands of a reader without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Visit
from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

SKIP_LINK = """() => {
  const link = document.querySelector("a.skip"), box = link.getBoundingClientRect();
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === link;
  return {focused: document.activeElement === link, seen};
}"""

# Where the focus is: the element's number among all of the page, and whether a ring shows it.
FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  if (element === document.body) return null;
  return {
    number: [...document.querySelectorAll("*")].indexOf(element),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inNav: !!element.closest("nav"), html: element.outerHTML.slice(0, 120),
  };
}"""
NAV_LINKS = """() => {
  const all = [...document.querySelectorAll("*")];
  return [...document.querySelectorAll("nav a[href]")].filter(a => a.checkVisibility()).map(a => all.indexOf(a));
}"""
# From the last link to the first, as Shift+Tab goes: a link comes in at the top, where bars stick.
# As in WCAG 2.4.11 it is a fault where all of a link is hidden, not where a part of it is.
COVERED = """() => {
  const links = [...document.querySelectorAll("main a[href]")].filter(a => a.checkVisibility());
  return links.reverse().filter(link => {
    link.focus();
    const box = link.getClientRects()[0];
    const seen = share => link.contains(document.elementFromPoint(box.x + box.width * share, box.y + box.height / 2));
    return ![.1, .5, .9].some(seen);
  }).map(link => link.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_first_tab_stop_skips_to_the_main_part(page: Page, visit: Visit, kind: str) -> None:
    url = visit(page, kind)
    assert page.evaluate(SKIP_LINK) == {"focused": False, "seen": False}
    page.keyboard.press("Tab")
    assert page.evaluate(SKIP_LINK) == {"focused": True, "seen": True}
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}#main")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)") or page.evaluate(
        "!document.querySelector('main a[href]')"
    ), "the next stop is outside of the main part"


@pytest.mark.parametrize("kind", ["front", "front, page 2", "story with a result sheet", "race", "month", "404"])
def test_tab_reaches_every_link_of_the_navigation_in_order(page: Page, visit: Visit, kind: str) -> None:
    visit(page, kind)
    stops = []
    for _ in range(1000):  # more than any page has, so that a trap ends too
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    else:
        pytest.fail("the focus never left the page")
    assert [stop["html"] for stop in stops if not stop["ring"]] == [], "stops that show no ring"
    assert [stop["number"] for stop in stops if stop["inNav"]] == page.evaluate(NAV_LINKS)
    numbers = [stop["number"] for stop in stops]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("kind", ["riders A–Z", "month", "front", "archive"])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_lies_over_the_link_that_has_the_focus(page: Page, visit: Visit, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    visit(page, kind)
    assert page.evaluate(COVERED) == []
