"""A paper dresses itself by content/theme/, without a fork."""

import datetime as dt
from pathlib import Path

import pytest

from press.printer import Order, print_edition
from racenews.publish.style_sheet import find_slips
from racenews.types import RacenewsError

STORY = """Title: A sprint in Plumelec
Date: 2024-07-03

Hollie Marsh's favourite rider won the sprint in Plumelec after a long and windy day in the lead.
"""
OWN_COLOPHON = '<footer class="colophon"><p>Printed in Plumelec & {{ say("section.riders") }}</p></footer>\n'


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "content/dumps").mkdir(parents=True)
    (tmp_path / "content/dumps/a.md").write_text(STORY, encoding="utf-8")
    return tmp_path


def wear(paper: Path, name: str, text: str) -> None:
    file = paper / "content/theme" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def build(paper: Path) -> Path:
    print_edition(Order(paper / "content", paper / "output", state=paper / "state", today=dt.date(2024, 7, 5)))
    return paper / "output"


def test_templates_come_before_the_theme_s_and_sheets_behind(paper: Path) -> None:
    wear(paper, "templates/partials/colophon.html", OWN_COLOPHON)
    wear(
        paper,
        "templates/article.html",
        '{% extends "!theme/article.html" %}{% block skip %}{% include "skip.html" %}{% endblock %}',
    )
    wear(paper, "templates/skip.html", "Jump")
    wear(paper, "tokens.css", "/* it's ours */\n:root { --kite: #06c; }\n")
    output = build(paper)
    story = next(output.glob("2024/07/03/*/index.html")).read_text(encoding="utf-8")
    assert "<p>Printed in Plumelec & Riders</p>" in story and ">Jump</a>" in story and "A sprint in Plumelec" in story
    sheet = (output / "theme/css/paper.css").read_text(encoding="utf-8")
    assert sheet.rstrip().endswith("@layer own {:root{--kite: #06c}}") or sheet.rstrip().endswith(
        "@layer own{:root{--kite: #06c}}"
    )


def test_what_nothing_reads_is_told_at_once_and_the_old_site_stays(paper: Path) -> None:
    output = build(paper)
    before = (output / "index.html").read_bytes()
    wear(paper, "templates/artcle.html", "x")
    wear(paper, "templates/colophon.html", "x")
    wear(paper, "logo.png", "x")
    wear(paper, "own.css", "p { color: red; ")
    with pytest.raises(RacenewsError) as told:
        build(paper)
    lines = str(told.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "content/theme/logo.png",
        "content/theme/own.css",
        "content/theme/templates/artcle.html",
        "content/theme/templates/colophon.html",
    ]
    assert 'Do you mean "article.html"?' in lines[2] and 'Do you mean "partials/colophon.html"?' in lines[3]
    assert (output / "index.html").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{{ say("section.rider") }}', 'There is no word "section.rider". Do you mean "section.riders"?'),
        ('{{ say("story.by") }}', 'The word "story.by" needs a value for {author}.'),
        ('{{ say("count.story") }}', 'The word "count.story" has forms by number. Give it a whole number as n.'),
        ("{% if %}", "colophon.html, line 1"),
    ],
)
def test_a_template_that_asks_wrongly_is_named_with_its_line(paper: Path, text: str, told: str) -> None:
    wear(paper, "templates/partials/colophon.html", text)
    with pytest.raises(RacenewsError) as fault:
        build(paper)
    assert told in str(fault.value) and "colophon.html, line 1" in str(fault.value)


@pytest.mark.parametrize(
    ("css", "told"),
    [
        (":root { --kite: #06c; }\n@media print { p { color: red; } }", ""),
        ("p::before { content: '}'; } /* } */", ""),
        ("p { color: red; }\n}", "line 2: a brace is closed"),
        ("/* a\nb */ } ", "line 2: a brace is closed"),
        ("p { color: red;", "a brace is not closed"),
        ("/* p { color: red; }", "a comment is not closed"),
        ('@import url("x.css");', "@import and @charset cannot stand here"),
    ],
)
def test_a_sheet_that_would_break_out_of_its_layer_is_told(css: str, told: str) -> None:
    assert find_slips(css).startswith(told) and bool(find_slips(css)) == bool(told)
