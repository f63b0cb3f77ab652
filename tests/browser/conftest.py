"""One printing of the sample, one server and one Chromium for every test of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.kinds import KINDS, find_path
from tests.browser.reading_room import MISSING, Sample, find_chromium, open_chromium, print_sample, serve

Visit = Callable[[Page, str], str]
DESK = {"width": 1440, "height": 900}
FETCH_IMAGES = """async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
}"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of one kind, with all its pictures fetched, and what went wrong on the way."""

    kind: str
    page: Page
    faults: list[str]


@pytest.fixture(scope="session", autouse=True)
def chromium() -> str:
    """Return the path of Chromium; without one every test of this folder is skipped."""
    path = find_chromium()
    if path is None:
        pytest.skip(MISSING)
    return path


@pytest.fixture(scope="session")
def sample(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return print_sample(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="session")
def address(sample: Sample) -> Iterator[str]:
    with serve(sample.folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with open_chromium(chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    # Without motion nothing is half way when it is looked at.
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="session")
def visit(address: str, sample: Sample) -> Visit:
    """Return a function that opens the page of a kind, or the story of a dump, and returns its address."""

    def open_page(page: Page, kind: str) -> str:
        url = address + (sample.urls[kind] if kind in sample.urls else find_path(kind, sample.urls))
        answer = page.goto(url)
        assert answer is not None and answer.ok, f"{url}: {answer and answer.status}"
        return url

    return open_page


@pytest.fixture(scope="module", params=KINDS)
def opened(request: pytest.FixtureRequest, context: BrowserContext, address: str, visit: Visit) -> Iterator[Opened]:
    """Open each kind of page once for all tests of a module."""
    page, faults = context.new_page(), []
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: faults.append(f"script: {fault}"))
    page.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    page.on("requestfailed", lambda r: faults.append(f"failed: {r.url}"))
    page.on("request", lambda r: None if r.url.startswith(address) else faults.append(f"elsewhere: {r.url}"))
    visit(page, request.param)
    page.evaluate(FETCH_IMAGES)
    yield Opened(request.param, page, faults)
    page.close()


@pytest.fixture
def fresh(opened: Opened) -> Opened:
    """Return the opened page as it was at first: at the desk, on a screen, in light colours."""
    opened.page.set_viewport_size(DESK)
    opened.page.emulate_media(media="screen", color_scheme="light")
    return opened
