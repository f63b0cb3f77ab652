"""The corridor as a whole: its promises as properties, and what a dump becomes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from racenews import clean_text
from racenews.clean.compose import compose
from racenews.clean.decide import decide
from racenews.folding import fold
from racenews.intake.invisible import INVISIBLE
from racenews.intake.read import dump_from_bytes, dump_from_text
from racenews.intake.segment import segment
from racenews.pipeline import article_from_dump, clean_dump, default_resources, tiles
from racenews.types import Article, Rejection, UnreadableDumpError

SHARED = Path(__file__).parents[3] / "shared"
NEWS = "Vollering beat Kopecky by four seconds on the last climb of the day."
FRAGMENTS = st.sampled_from(
    [
        " date 2023-09-26 ", "title A long day ", "author Gwen Pryce ", "topics a; b; c ",
        "url https://example.test/a ",
        "By Gwen Pryce\n", "published 3 July 2024\n", "Name: Your Email Address ", "Thank you for signing up. ",
        "There was a problem. ", "Please refresh the page and try again. ", "Advertisement",
        "Read more: another story\n",
        "\n\n\n", "\n", "\r\n", "\u2028", "\t", "\x00", "\u202e", "\u200b", "\ufeff", "“", "”", "‘", "’", '"', "|", "·",
        "1. Ada Holm (Team Nord)\n",
        "(Image credit: A B)", "© All rights reserved.", "é", "e\u0301", "İ", "ß", "😀",
        "Ada Holm won the race in a sprint. ", "<p>", "{{ x }}", "<", "&",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=30).map("".join)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(TEXTS, st.booleans())
def test_spans_tile_the_dump(text: str, is_html: bool) -> None:
    dump = dump_from_text(text, "x", is_html=is_html)
    header, clean = clean_dump(dump, default_resources())
    ledger = tiles(dump, header.spans, clean.removals)
    at = 0
    for tile in ledger:
        assert tile.start == at
        assert tile.end > tile.start
        assert tile.label in ("header", "kept", "removed")
        assert tile.rule or tile.label != "removed"
        at = tile.end
    assert at == len(dump.text)


@quick
@given(TEXTS)
def test_every_published_letter_comes_from_a_kept_span(text: str) -> None:
    dump = dump_from_text(text, "x")
    header, clean = clean_dump(dump, default_resources())
    kept = "".join(dump.text[t.start : t.end] for t in tiles(dump, header.spans, clean.removals) if t.label == "kept")
    kept_letters = iter("".join(kept.split()))
    for paragraph in clean.paragraphs:
        raw = "".join(span.of(dump.text) for span in paragraph.spans)
        assert all(letter in kept_letters for letter in "".join(raw.split()))


@quick
@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_unreadable(raw: bytes) -> None:
    try:
        dump = dump_from_bytes(raw, "x")
    except UnreadableDumpError as fault:
        assert len(str(fault)) > 8
        return
    assert isinstance(article_from_dump(dump, default_resources()), Article | Rejection)


@quick
@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    def clean(text: str) -> list[str]:  # the judging alone: a body has no header to be read
        folded, lines = fold(text), segment(text)
        cuts = decide(text, folded, lines, book.judge(folded), book)
        return [p.text for p in compose(text, lines, cuts, {}).paragraphs]

    book = default_resources().rules
    once = clean(dump_from_text(text, "x").text)
    assert clean("\n\n".join(once)) == once


@quick
@given(TEXTS)
def test_a_sentence_of_news_survives_whatever_surrounds_it(text: str) -> None:
    dump = dump_from_text(f"{text}\n\n{NEWS}\n\n{text}", "x")
    _, clean = clean_dump(dump, default_resources())
    assert any(NEWS in paragraph.text for paragraph in clean.paragraphs)


@quick
@given(TEXTS)
def test_encodings_and_line_ends_make_no_difference(text: str) -> None:
    text = text.replace("\r", "").replace("\ufeff", "")
    raw = text.encode("utf-8", "replace")
    forms = [raw, b"\xef\xbb\xbf" + raw, raw.replace(b"\n", b"\r\n")]
    outcomes: list[object] = []
    for form in forms:
        try:
            outcome = article_from_dump(dump_from_bytes(form, "x"), default_resources())
        except UnreadableDumpError:
            outcomes.append("no story")
            continue
        outcomes.append([p.text for p in outcome.paragraphs] if isinstance(outcome, Article) else "no story")
    assert outcomes[0] == outcomes[1] == outcomes[2]


@quick
@given(TEXTS)
def test_nothing_invisible_is_published(text: str) -> None:
    outcome = article_from_dump(dump_from_text(text, "x"), default_resources())
    if isinstance(outcome, Article):
        for shown in (outcome.title, outcome.author or "", outcome.summary, *(p.text for p in outcome.paragraphs)):
            assert not INVISIBLE.search(shown)


def test_the_record_of_a_plain_dump() -> None:
    dump = dump_from_text(
        " date 2023-05-02 title Holm rides away author Gwen Pryce topics Fjords; Long rides url https://example.test/a\n\n\n"
        "Ada Holm won the second stage on Tuesday after a long solo ride.\n\n\nSign up to our newsletter!\n\n\n"
        "She had attacked with sixty kilometres to go.",
        "a.txt",
    )
    article = article_from_dump(dump, default_resources())
    assert isinstance(article, Article)
    assert (article.title, article.title_source) == ("Holm rides away", "dump")
    assert article.author == "Gwen Pryce"
    assert article.date == dt.date(2023, 5, 2)
    assert article.source_url == "https://example.test/a"
    assert [(t.kind, t.name) for t in article.topics] == [("topic", "Fjords"), ("topic", "Long rides")]
    assert [p.text for p in article.paragraphs] == [
        "Ada Holm won the second stage on Tuesday after a long solo ride.",
        "She had attacked with sixty kilometres to go.",
    ]
    assert [r.rule for r in article.removals] == ["sign-up/sign-up"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "Sign up to our newsletter! You can unsubscribe at any time.",
        "404 Not Found",
        "title A headline and nothing else date 2023-01-01",
        "Ok.",
    ],
)
def test_what_is_no_story_is_rejected_with_a_reason(text: str) -> None:
    outcome = article_from_dump(dump_from_text(text, "x"), default_resources())
    assert isinstance(outcome, Rejection)
    assert len(outcome.reason) > 8
    assert outcome.remedy


def test_clean_text_gives_the_body_alone() -> None:
    assert clean_text(f"Holm rides away\nBy Gwen Pryce\n\n{NEWS}\n\nAdvertisement\n\n{NEWS}") == f"{NEWS}\n\n{NEWS}"
    assert clean_text("Advertisement") == ""


def test_the_seed_dump_keeps_its_seventeen_paragraphs() -> None:
    seeds = sorted((SHARED / "seeds").glob("*.txt")) if (SHARED / "seeds").is_dir() else []
    if not seeds:
        pytest.skip("the dump that the project was created from is not beside it (../shared/seeds)")
    dump = dump_from_bytes(seeds[0].read_bytes(), seeds[0].name)
    outcome = article_from_dump(dump, default_resources())
    assert isinstance(outcome, Article)
    lines = [" ".join(line.split()) for line in dump.text.split("\n") if line.strip()]
    assert [p.text for p in outcome.paragraphs] == lines[1:]
    assert len(outcome.paragraphs) == 17
    assert outcome.title_source == "derived"
    assert outcome.date == dt.date(2023, 9, 26)
    assert outcome.author is None
