"""What an editor reads at the end of a build."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from press.printer import Printed
from press.report import tell_result, tell_timings
from press.timings import Timing
from racenews.types import Finding, LedgerEntry


def lines_of(printed: Printed) -> list[str]:
    file = io.StringIO()
    tell_result(Console(file=file, width=60), printed)
    return file.getvalue().splitlines()


def told(*findings: Finding) -> list[str]:
    return lines_of(Printed(Path("output"), 1, 2, 3, 4, 5.0, (), findings=findings))


def warning(number: int) -> Finding:
    return Finding(f"p{number}/index.html", "shares its title with [a]", "titles are unique", "warning")


def test_a_build_without_findings_is_one_line() -> None:
    assert told() == ["1 stories published, 0 set aside; 2 pages, 5.0 seconds, 0.0 MB in output"]


def test_warnings_of_the_checks_are_told_before_the_summary() -> None:
    assert told(warning(1))[0] == "check: p1/index.html: shares its title with [a]. titles are unique."


def test_ten_warnings_are_told_and_the_others_counted() -> None:
    more = Finding("(site)", "30 more findings of this kind: title", "titles are unique", "warning", stands_for=30)
    lines = told(*map(warning, range(12)), more)
    assert len(lines) == 12
    assert lines[9].startswith("check: p9/index.html")
    assert lines[10] == "check: 32 more. `invoke check` lists them."


def test_what_a_published_story_warns_of_is_told() -> None:
    rows = (
        LedgerEntry("a.txt", "published", "nearly the same text as b.txt", "/a/"),
        LedgerEntry("b.txt", "published"),
    )
    printed = Printed(Path("output"), 2, 2, 3, 4, 5.0, rows)
    assert lines_of(printed)[0] == "look at: a.txt: nearly the same text as b.txt"


def test_of_many_warned_stories_the_first_are_named_and_the_others_counted() -> None:
    rows = tuple(LedgerEntry(f"{n}.txt", "published", "2 invisible signs left out", f"/{n}/") for n in range(40))
    lines = lines_of(Printed(Path("output"), 40, 2, 3, 4, 5.0, rows))
    assert len(lines) == 12
    assert lines[10] == "look at: 30 more; .racenews/ledger.json names them all."


def test_what_the_desk_says_in_vain_is_told() -> None:
    printed = Printed(Path("output"), 1, 2, 3, 4, 5.0, (), notes=('desk/topics.toml: veto "[x]" changes nothing.',))
    assert lines_of(printed)[0] == 'desk: desk/topics.toml: veto "[x]" changes nothing.'


def test_stories_that_miss_date_byline_or_headline_are_counted_in_one_line() -> None:
    rows = (
        LedgerEntry("a.txt", "published", None, "/a/", ("date", "byline")),
        LedgerEntry("b.txt", "published", None, "/b/", ("byline",)),
        LedgerEntry("c.txt", "published", None, "/c/", ("headline",)),
        LedgerEntry("d.txt", "published", None, "/d/"),
    )
    lines = lines_of(Printed(Path("output"), 4, 2, 3, 4, 5.0, rows))
    assert len(lines) == 2
    told = "1 story without a date, 2 without a byline, 1 without a headline of its own"
    assert lines[0] == f"{told}; .racenews/ledger.json names them."


def test_nothing_is_said_of_stories_that_miss_nothing() -> None:
    rows = (LedgerEntry("d.txt", "published", None, "/d/"),)
    assert len(lines_of(Printed(Path("output"), 1, 2, 3, 4, 5.0, rows))) == 1


@pytest.mark.parametrize(
    ("why", "line"), [("", "stop press: yes"), ("[x] has changed", "stop press: no, [x] has changed")]
)
def test_timings_say_why_more_than_a_page_was_printed(why: str, line: str) -> None:
    file = io.StringIO()
    tell_timings(Console(file=file, width=60), [Timing("Reading", 1.0, 1.0, 0)], why)
    assert file.getvalue().splitlines()[-1] == line
