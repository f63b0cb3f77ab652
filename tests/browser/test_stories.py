"""What a reader sees of a story is what was in the dump: all of it, and nothing else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Visit
from tests.browser.kinds import STORY
from tests.browser.reading_room import CONTENT, TODAY, Sample

from racenews.batch import read_edition
from racenews.resources import load
from racenews.types import Paragraph

pytestmark = pytest.mark.browser

# The body's blocks as they are seen: hidden words are not among them, and cells are parted.
BLOCKS = """() => [...document.querySelectorAll(".prose :is(p, h2, li, tbody tr)")].map(
  block => block.matches("tr") ? [...block.cells].map(cell => cell.innerText).join(" ") : block.innerText
)"""


def words(text: str, *, row: bool = False) -> list[str]:
    """Return the words of a block; without the number of a row, which may be the marker of a list."""
    return re.findall(r"\w+", re.sub(r"\A\d{1,3}[.)]?\s", "", text) if row else text)


def same(seen: str, paragraph: Paragraph) -> bool:
    """Say whether a block shows a paragraph: letter by letter, or word by word where it stands in cells."""
    if paragraph.kind == "row":
        return words(seen, row=True) == words(paragraph.text, row=True)
    return seen == paragraph.text


def test_every_story_shows_its_paragraphs_and_no_others(page: Page, address: str, sample: Sample) -> None:
    # Read once more, and not taken from the printing: a paragraph lost on the way to the page is missed here.
    edition = read_edition(CONTENT / "dumps", load(desk=CONTENT / "desk"), today=TODAY)
    assert edition.articles
    faults = []
    for article in edition.articles:
        source, url = article.source, sample.urls[article.source]
        page.goto(address + url, wait_until="domcontentloaded")
        seen = page.evaluate(BLOCKS)
        if len(seen) != len(article.paragraphs):
            faults.append(f"{source}: {len(seen)} blocks for {len(article.paragraphs)} paragraphs")
        faults += [
            f"{source}: {block!r} for {paragraph.text!r}"
            for block, paragraph in zip(seen, article.paragraphs, strict=False)
            if not same(block, paragraph)
        ]
    assert faults == []


def test_form_above_a_story_is_nowhere_on_its_page(page: Page, visit: Visit) -> None:
    form = "Thanks for registering! Please verify your address."
    assert form in (CONTENT / "dumps" / STORY).read_text(encoding="utf-8")
    visit(page, STORY)
    assert "registering" not in page.content()


def test_address_that_leads_nowhere_shows_the_404_page_in_its_dress(page: Page, address: str) -> None:
    broken = []
    page.on("response", lambda r: broken.append(r.url) if r.status >= 400 else None)
    lost = f"{address}/2024/07/no-such-story/"
    page.goto(lost)
    assert broken == [lost]
    assert page.locator("h1").inner_text() == "Outside the time limit"
    page.locator("main").get_by_role("link", name="Front page").click()
    page.wait_for_url(f"{address}/")
