"""What slipped into a page all the same is neither run nor fetched."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SLIP_IN = """async () => {
  const reports = [];
  document.addEventListener("securitypolicyviolation", event => reports.push(event.effectiveDirective));
  document.body.insertAdjacentHTML("beforeend", `<p style="color: red" onclick="window.ran = 1" id="slipped">x</p>
    <img src="https://elsewhere.example/a.gif"><iframe src="https://elsewhere.example/"></iframe>`);
  const script = document.createElement("script");
  script.textContent = "window.ran = 1";
  document.body.append(script);
  document.getElementById("slipped").click();
  await fetch("https://elsewhere.example/").catch(() => 0);
  await new Promise(done => setTimeout(done, 200));
  return [window.ran ?? 0, [...new Set(reports)].sort()];
}"""


def test_nothing_that_slips_into_a_story_runs_or_asks_elsewhere(page: Page, visit: Visit) -> None:
    visit(page, "story")
    ran, reports = page.evaluate(SLIP_IN)
    assert ran == 0
    assert reports == ["connect-src", "frame-src", "img-src", "script-src-attr", "script-src-elem", "style-src-attr"]
