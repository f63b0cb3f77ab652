"""What stands in pages for machines does no harm to readers, and what is for readers works without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SLIP_IN_RULES = """async () => {
  const reports = [];
  document.addEventListener("securitypolicyviolation", event => reports.push(event.effectiveDirective));
  const script = document.createElement("script");
  script.type = "speculationrules";
  script.textContent = '{"prefetch":[{"urls":["https://elsewhere.example/a"],"eagerness":"immediate"}]}';
  document.body.append(script);
  await new Promise(done => setTimeout(done, 200));
  return reports;
}"""


def test_rules_for_prefetching_that_slip_into_a_story_are_blocked(page: Page, visit: Visit) -> None:
    visit(page, "story")
    assert page.evaluate(SLIP_IN_RULES) == ["script-src-elem"]


def test_a_page_on_which_the_pointer_rests_is_fetched_ahead(page: Page, visit: Visit) -> None:
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    visit(page, "story")
    link = page.locator(".masthead nav a").nth(1)
    link.hover()
    page.wait_for_timeout(1500)  # a browser waits a fifth of a second, then fetches
    link.click()
    page.wait_for_load_state()
    assert page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType") == "navigational-prefetch"
    assert not faults


def test_pages_fade_into_one_another_only_where_motion_is_welcome(page: Page, visit: Visit) -> None:
    visit(page, "story")
    found = """() => {
      const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);
      const inside = rule => [rule, ...[...(rule.cssRules ?? [])].flatMap(inside)];
      return rules.flatMap(inside).filter(rule => rule.constructor.name === "CSSViewTransitionRule")
        .map(rule => [rule.navigation, rule.parentRule?.conditionText]);
    }"""
    assert page.evaluate(found) == [["auto", "(prefers-reduced-motion: no-preference)"]]


def test_kits_have_their_colours(page: Page, visit: Visit) -> None:
    visit(page, "story")
    square = page.locator(".swatch[data-k]").first
    assert "linear-gradient" in square.evaluate("e => getComputedStyle(e).backgroundImage")
    assert "rgb" in square.evaluate("e => getComputedStyle(e).backgroundImage")


def test_style_comes_in_one_sheet(page: Page, visit: Visit) -> None:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if r.url.endswith(".css") else None)
    visit(page, "story")
    assert len(asked) == 1


def test_a_feed_opened_in_a_browser_reads_as_a_list(page: Page, address: str) -> None:
    for feed in ("feeds/all.atom.xml", "feeds/all.rss.xml"):
        page.goto(f"{address}/{feed}")
        assert page.locator("h1").inner_text() == "This is a web feed"
        story = page.locator(":is(entry, item)").first
        assert story.locator("title").is_visible()
        assert not story.locator(":is(id, guid)").first.is_visible()
        link = story.locator("a")
        assert link.inner_text() == "Read the story"
        assert link.evaluate("a => a instanceof HTMLAnchorElement && a.href").startswith("https://")
