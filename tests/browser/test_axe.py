"""WCAG 2.2 A and AA on every kind of page, as far as axe-core can tell."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser

LIGHT = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# The dark page is the same page: the rules that do not look at colours need not be asked again.
DARK = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize(("scheme", "rules"), [("light", LIGHT), ("dark", DARK)], ids=["light", "dark"])
def test_axe_finds_nothing(fresh: Opened, scheme: Literal["light", "dark"], rules: dict[str, object]) -> None:
    fresh.page.emulate_media(color_scheme=scheme)
    found = Axe().run(fresh.page, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    assert "color-contrast" in [rule["id"] for rule in found["passes"]], "axe has not looked at the colours"
    faults = [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert faults == []
