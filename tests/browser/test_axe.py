"""WCAG 2.2 A and AA on every kind of page, as far as axe-core can tell."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(fresh: Opened, scheme: Literal["light", "dark"]) -> None:
    fresh.page.emulate_media(color_scheme=scheme)
    found = Axe().run(fresh.page, options=OPTIONS).response
    assert "color-contrast" in [rule["id"] for rule in found["passes"]], "axe has not looked at the colours"
    faults = [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert faults == []
