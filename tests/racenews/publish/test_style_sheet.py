from pathlib import Path

import pytest
from tests.a_small_paper import build_small_site, small_paper

from racenews.publish.style_sheet import join_sheets, kits_of, tighten
from racenews.publish.view_records import Swatch

CSS = Path(__file__).parents[3] / "theme" / "static" / "css"


def read(path: str) -> str:
    return (CSS / path).read_text(encoding="utf-8")


def test_sheets_stand_in_the_place_of_their_imports_each_in_its_layer() -> None:
    sheets = {
        "main.css": '@layer a, b;\n@import url("one.css") layer(a);\n@import url("blocks/two.css") layer(b) print;',
        "one.css": "/* no */ p { color: red; }",
        "blocks/two.css": 'q { background: url("../../img/x.png"); }',
    }
    assert join_sheets(sheets.__getitem__) == (
        '@layer a,b;@layer a{p{color: red}}@media print{@layer b{q{background: url("../img/x.png")}}}\n'
    )


def test_every_sheet_of_the_theme_is_joined() -> None:
    joined = join_sheets(read)
    assert "@import" not in joined and "/*" not in joined
    for name in ("--paper", ".wordmark", ".card--lead", ".prose", ".sheet", ".years", ".hide", "@page"):
        assert name in joined
    assert joined.count("{") == joined.count("}")


def test_addresses_of_the_joined_sheet_lead_to_files() -> None:
    import re

    for url in re.findall(r'url\("([^"]+)"\)', join_sheets(read)):
        assert (CSS / url).is_file(), url


def test_every_kit_that_pages_show_has_a_rule() -> None:
    kits = list(kits_of(build_small_site(small_paper())))
    assert kits
    joined = join_sheets(read, kits)
    for kit in kits:
        assert f'[data-k="{kit.kit}"]{{--k1: {kit.colours[0]};--k2: {kit.colours[1]}}}' in joined


def test_a_kit_that_two_teams_share_has_one_rule() -> None:
    joined = join_sheets(read, [Swatch(colours=("#ffffff", "#17181b"))] * 2)
    assert joined.count('"ffffff17181b"') == 1


@pytest.mark.parametrize(
    ("css", "tight"),
    [
        ('ul { list-style: "–  "; }', 'ul{list-style: "–  "}'),
        ("a:is(b, c) > d { margin: calc(1px + 2px) ; }", "a:is(b,c) > d{margin: calc(1px + 2px)}"),
        ("@media (min-width: 1em) { a { b: c; } }", "@media (min-width: 1em){a{b: c}}"),
    ],
)
def test_white_space_that_says_something_stays(css: str, tight: str) -> None:
    assert tighten(css) == tight
