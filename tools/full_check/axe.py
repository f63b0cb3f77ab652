"""Each kind of page in Chromium, light and dark: axe-core, the console, and what is asked for elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def ask(browser: str, address: str, pages: Mapping[str, str]) -> Iterator[str]:
    """Yield each violation of WCAG 2.2 AA and best practice, each message of the console, each request elsewhere."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
        for scheme in SCHEMES:
            context = chromium.new_context(color_scheme=scheme, reduced_motion="reduce")
            for kind, path in pages.items():
                yield from (f"{kind}, {scheme}: /{path}: {line}" for line in _look_at(context, address, path))
            context.close()
        chromium.close()


def _look_at(context: BrowserContext, address: str, path: str) -> list[str]:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("request", lambda r: None if r.url.startswith(address) else said.append(f"asks for {r.url}"))
    page.goto(f"{address}/{path}", wait_until="networkidle")
    heard = list(said)  # what axe itself asks for and sets is no fault of the page
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    page.close()
    violated = (f"{r['id']}: {r['help']}: {node['html'][:160]}" for r in found["violations"] for node in r["nodes"])
    return [*heard, *violated]
