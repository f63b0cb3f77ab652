"""The mark that ends a story, and the letters of an index: what a reader finds the way by."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Visit
from tests.browser.kinds import STORY
from tests.browser.reading_room import Sample

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
MARKED = """() => [document.querySelector(".prose"), ...document.querySelectorAll(".prose *")]
  .filter(element => getComputedStyle(element, "::after").content !== "none")
  .map(element => element.matches(".prose") ? "the table" : element.textContent)"""
OUTSIDE = """() => [...document.querySelectorAll(".az-bar li")]
  .filter(letter => letter.getBoundingClientRect().right > innerWidth || letter.getBoundingClientRect().left < 0)
  .map(letter => letter.textContent)"""


@pytest.mark.parametrize(
    ("body", "end"),
    [
        ("<p>First.</p><p>Last.</p>", "Last."),
        ("<p>Results</p><ol><li>Holm</li><li>Maes</li></ol>", "Maes"),
        ("<ol><li>Holm</li></ol><ul><li>DNF Kos</li></ul>", "DNF Kos"),
        ("<p>First.</p><blockquote><p>So she said.</p><p>And went.</p></blockquote>", "And went."),
        ("<p>First.</p><table class='sheet'><tbody><tr><td>Holm</td></tr></tbody></table>", "the table"),
        ("<ul><li>Holm</li></ul><p>Last.</p>", "Last."),
    ],
)
def test_the_kite_stands_once_behind_the_last_words(page: Page, visit: Visit, body: str, end: str) -> None:
    visit(page, STORY)
    page.evaluate("body => { document.querySelector('.prose').innerHTML = body }", body)
    assert page.evaluate(MARKED) == [end]


def test_a_phone_shows_all_letters_of_an_index(page: Page, address: str, sample: Sample) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/riders/", wait_until="domcontentloaded")
    assert page.locator(".az-bar li").count() == 26
    assert page.evaluate(OUTSIDE) == []
