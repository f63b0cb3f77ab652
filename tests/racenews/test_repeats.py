"""Spans that recur across dumps of one source: what is counted, what is proposed, what never is."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from racenews.clean.phrases import phrase_to_regex
from racenews.folding import fold
from racenews.repeats import (
    A_HEADING,
    A_REFRAIN,
    IN_QUOTES,
    MANY_SOURCES,
    Counts,
    Proposal,
    name_left_out,
    phrase_of,
    propose,
    source_of,
    spans_of,
)
from racenews.types import Article, Paragraph, ParagraphKind

KEYS = st.text(alphabet="abcdefghij", min_size=1, max_size=2)
FORM = "Follow The Long Chase on our social channels."


def story(
    number: int, *texts: str, url: str | None = "https://www.chase.example/a", kind: ParagraphKind = "p"
) -> Article:
    paragraphs = tuple(Paragraph(text, kind=kind) for text in texts)
    return Article(
        f"2024/{number:02}.txt",
        "T",
        "dump",
        None,
        dt.date(2024, 1, 1 + number),
        "",
        "derived",
        paragraphs,
        source_url=url,
    )


def count(*stories: Article, capacity: int = 1000) -> Counts:
    counts = Counts(capacity)
    for one in stories:
        counts.add_story(one)
    return counts


def proposals(*texts: str, times: int = 4, minimum: int = 4, **more: object) -> tuple[Proposal, ...]:
    return propose(count(*(story(n, *texts, **more) for n in range(times))), minimum)  # type: ignore[arg-type]


# --- the sketch -------------------------------------------------------------------------------------------------


def sketch(keys: list[str], capacity: int) -> Counts:
    counts = Counts(capacity)
    for number, key in enumerate(keys):
        counts.add("s", key, f"{number}.txt", "")
    return counts


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(KEYS, max_size=60), min_size=1, max_size=5), st.integers(1, 12))
def test_counts_of_parts_are_near_the_truth_when_they_are_merged(parts: list[list[str]], capacity: int) -> None:
    merged = Counts(capacity)
    for part in parts:
        merged = merged.merge(sketch(part, capacity))
    truth = Counter(key for part in parts for key in part)
    assert len(merged) <= 2 * capacity
    assert merged.missed <= truth.total() / (capacity + 1)
    for key, times in truth.items():
        assert merged.count("s", key) <= times <= merged.count("s", key) + merged.missed


@settings(max_examples=100, deadline=None)
@given(st.lists(KEYS, max_size=80), st.lists(KEYS, max_size=80), st.lists(KEYS, max_size=80))
def test_where_all_fits_the_order_of_merging_makes_no_difference(a: list[str], b: list[str], c: list[str]) -> None:
    parts = [sketch(keys, 200) for keys in (a, b, c)]
    left = parts[0].merge(parts[1]).merge(parts[2])
    right = parts[2].merge(parts[0].merge(parts[1]))
    assert left == right
    assert left.missed == 0
    assert all(left.count("s", key) == times for key, times in Counter(a + b + c).items())


def test_memory_is_bounded() -> None:
    counts = Counts(50)
    for number in range(5000):
        counts.add("s", f"unique {number}", f"{number}.txt", "")
        if number % 2:
            counts.add("s", "often", f"{number}.txt", "")
        assert len(counts) <= 100
    assert counts.count("s", "often") + counts.missed >= 2500 >= counts.count("s", "often") > 2300


# --- what is counted ----------------------------------------------------------------------------------------------


def test_a_span_counts_once_a_dump() -> None:
    assert proposals(FORM, FORM, times=3, minimum=4) == ()


def test_sources_are_the_domain_or_the_first_folder() -> None:
    assert source_of(story(1)) == "chase.example"
    assert source_of(story(1, url=None)) == "2024"
    mixed = [story(n, FORM, url=f"https://{n % 2}.example/") for n in range(6)]
    assert propose(count(*mixed), 4) == ()
    assert {p.source for p in propose(count(*mixed), 3)} == {"0.example", "1.example"}


def test_white_space_quotes_and_case_make_no_difference() -> None:
    one, other = "See the archive – it’s yours, our “readers”.", 'SEE the  archive - it\'s yours, our "readers".'
    assert spans_of(story(1, one))[0].key == spans_of(story(2, other))[0].key


def test_rows_are_not_counted() -> None:
    assert spans_of(story(1, "1. Ada Holm (Team Nord)", kind="row")) == ()


# --- what is proposed ---------------------------------------------------------------------------------------------


def test_a_proposal_has_its_count_two_examples_and_an_id() -> None:
    (proposal,) = proposals("Holm won again on the second day of the race.", FORM, times=5)
    assert proposal.text == FORM
    assert proposal.count == 5
    assert proposal.examples == ("2024/00.txt", "2024/01.txt")
    assert proposal.id.startswith("desk/follow-the-long-chase")
    assert proposal.newest == "2024-01-05"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holm finished safely in the bunch.",
        "The rest finished safely in the bunch.",
        "The race was won by Ada Holm in a sprint of four.",
        "Riders must sign up by Friday.",
        "Holm won.",
    ],
)
def test_a_refrain_is_not_proposed(text: str) -> None:
    assert proposals(text) == ()


@pytest.mark.parametrize("kind", ["row", "heading", "quote"])
def test_rows_headings_and_quotes_are_not_proposed(kind: ParagraphKind) -> None:
    assert proposals("What we know of the route", kind=kind) == ()


def test_what_once_stands_inside_quotes_is_not_proposed() -> None:
    quoted = story(9, f"She read it out: “{FORM} Nothing else.” They laughed.")
    assert propose(count(*(story(n, FORM) for n in range(6)), quoted), 4) == ()


def test_a_refrain_with_words_to_customers_is_proposed() -> None:
    assert [p.text for p in proposals("Your rider finished safely? Tell us in the comments.")] != []


@pytest.mark.parametrize(
    "text", [FORM, "The Long Chase, Bergen and Oslo, since 1902.", "Follow us on X · YouTube · Mail"]
)
def test_furniture_is_proposed(text: str) -> None:
    assert [p.text for p in proposals(text)] == [text]


def test_the_newest_idea_comes_first() -> None:
    old = [story(n, "Follow the old paper on our page.") for n in range(9)]
    new = [story(n, FORM) for n in range(10, 14)]
    assert [p.text for p in propose(count(*old, *new), 4)] == [FORM, "Follow the old paper on our page."]


# --- what is left out ---------------------------------------------------------------------------------------------


def test_every_line_that_recurs_is_proposed_or_left_out_with_its_reason() -> None:
    refrain, said, form = (
        "Ada Holm finished safely in the bunch.",
        "She read it out: “Get our letter. Now or never.”",
        FORM,
    )
    counts = count(*(story(n, refrain, said, form) for n in range(6)))
    told = {group.reason: group for group in name_left_out(counts, 4)}
    assert [p.text for p in propose(counts, 4)] == [form]
    assert (refrain, 6) in told[A_REFRAIN].examples
    assert ("Get our letter.", 6) in told[IN_QUOTES].examples
    assert all(form not in dict(group.examples) for group in told.values())


def test_a_heading_is_left_out_as_one() -> None:
    (group,) = name_left_out(count(*(story(n, "What we know of the route", kind="heading") for n in range(6))), 4)
    assert (group.reason, group.lines) == (A_HEADING, 1)


def test_what_stands_in_several_sources_is_left_out_as_such() -> None:
    mixed = [story(n, FORM, url=f"https://{n % 3}.example/") for n in range(6)]
    (group,) = name_left_out(count(*mixed), 4)
    assert (group.reason, group.examples) == (MANY_SOURCES, ((FORM, 6),))


def test_nothing_is_left_out_below_the_minimum() -> None:
    assert name_left_out(count(*(story(n, "Holm won.") for n in range(3))), 4) == ()


# --- the rule -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [FORM, "Stars (*) and {braces} | bars # 1 <b> in our letter", "“Ride – on!” Our motto…"]
)
def test_the_phrase_of_a_span_finds_it(text: str) -> None:
    import re

    assert re.search(phrase_to_regex(phrase_of(text)), fold(text))
