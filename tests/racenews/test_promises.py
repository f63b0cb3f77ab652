"""The ten promises of the newsroom, as properties of whatever bytes a stranger sends."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import nh3
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.racenews.adapter import clean
from tests.steps import steps

from racenews.intake.invisible import INVISIBLE

NEWS = "Vollering beat Kopecky by four seconds on the last climb of the day."
FRAGMENTS = st.sampled_from(
    [
        " date 2023-09-26 ", "title A long day ", "author Gwen Pryce ", "topics a; b; c ",
        "url https://example.test/a ",
        "Title: A long day\n", "By Gwen Pryce\n", "published 3 July 2024\n", "Name: Your Email Address ",
        "Thank you for signing up. ", "There was a problem. ", "Please refresh the page and try again. ",
        "Advertisement\n", "Read more: another story\n", "\n© All rights reserved.\n", "\n(Image credit: A B)\n",
        "\n\n\n", "\n\n", "\n", "\r\n", "\u2028", "\t", "\x00", "\x0c", "\u202e", "\u200b", "\ufeff", "\ufffe", "“", "”", "‘", "’",
        '"', "|", "·", "1. Ada Holm (Team Nord)\n", "- an item\n", "é", "e\u0301", "e\u0301\u0301\u0301\u0301\u0301", "İ", "ß", "😀", "🚴🏽‍♀️",
        "Ada Holm won the race in a sprint. ", "Ada Holm won the race in a sprint. ", "Rain and wind in the fjords",
        "<p>", "<script>x()</script>", "<!--", "-->", "[a](javascript:x())", "{{ x }}", "{static}../x", "../", "<", "&", "&lt;",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=12)), max_size=30).map("".join)
BYTES = st.one_of(
    TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda t: t.encode("utf-16", "surrogatepass")),
    TEXTS.map(lambda t: t.encode("cp1252", "replace")),
    st.binary(max_size=300),
)
# The same hundred on every machine; what others find goes in as an example, or as a known failure.
promise = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@promise
@given(BYTES)
def test_1_any_bytes_become_a_story_or_a_reason_and_always_the_same(raw: bytes) -> None:
    result = clean(raw)
    assert result == clean(raw)
    assert result.status in ("published", "quarantined")
    assert result.status == "published" or (len(result.reason) > 8 and not INVISIBLE.search(result.reason))


@promise
@given(BYTES)
def test_2_header_kept_and_removed_spans_tile_the_dump(raw: bytes) -> None:
    result = clean(raw)
    at = 0
    for start, end, label, rule in result.spans:
        assert start == at < end
        assert label == "kept" or rule
        at = end
    assert at == len(result.text)


@promise
@given(BYTES)
def test_3_every_published_letter_comes_from_a_kept_span_in_order(raw: bytes) -> None:
    result = clean(raw)
    kept = iter(letters("".join(result.text[a:b] for a, b, label, _ in result.spans if label == "kept")))
    assert all(letter in kept for letter in letters(result.body))


@promise
@given(TEXTS)
def test_4_a_cleaned_story_comes_out_as_it_is(text: str) -> None:
    once = clean(text.encode("utf-8", "surrogatepass"))
    if once.status == "published":
        again = clean(once.body.encode())
        assert again.status == "quarantined" or again.body == once.body


def test_4_holds_for_a_notice_glued_to_a_credit() -> None:
    once = clean(f"{NEWS}\n\n(Image credit: A B)© All rights reserved.\n\n{NEWS} Again.".encode())
    assert clean(once.body.encode()).body == once.body


@pytest.mark.xfail(reason="one stretch without a break: the scores see more form than story, the dump is set aside")
def test_4_holds_for_half_a_form_before_a_field() -> None:
    text = "« date 2023-09-26 Name: Your Email Address title A long day Ada Holm won the race in a sprint."
    once = clean(text.encode())
    assert "Ada Holm won the race in a sprint." in once.body
    assert clean(once.body.encode()).body == once.body


@promise
@given(BYTES)
@example(b"1. Ada Holm (Team Nord)\n2. Ida Berg (Team Sud)\n3. Ine Roche (Team Nord)\n")
def test_5_the_html_of_a_story_is_what_an_allow_list_lets_through(raw: bytes) -> None:
    html = clean(raw).html
    tags = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "em", "strong", "br"}
    tags |= {"table", "thead", "tbody", "tr", "th", "td"}
    attributes = {"a": {"href"}, "table": {"class"}, "th": {"scope"}}
    schemes = {"http", "https", "mailto"}
    assert nh3.clean(html, tags=tags, attributes=attributes, url_schemes=schemes, link_rel=None) == html


@promise
@given(BYTES)
def test_6_nothing_invisible_is_published(raw: bytes) -> None:
    result = clean(raw)
    for shown in (result.title, result.author, result.summary, result.body, result.html, result.slug):
        assert not INVISIBLE.search(shown or "")
        assert unicodedata.is_normalized("NFC", shown or "")


@promise
@given(BYTES)
def test_7_a_slug_is_safe_and_a_date_is_a_day(raw: bytes) -> None:
    result = clean(raw)
    if result.status == "published":
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", result.slug or "")
        assert not re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d|index", result.slug or "")
        assert result.date is None or dt.date.fromisoformat(result.date)


@promise
@given(TEXTS)
def test_8_a_sentence_of_news_survives_whatever_surrounds_it(text: str) -> None:
    text = text.replace("<", "< ")  # what stands in an open tag or comment is no text
    result = clean(f" date 2023-09-26 x\n\n{text}\n\n{NEWS}\n\n{text}".encode("utf-8", "replace"))
    assert result.status == "quarantined" or letters(NEWS) in letters(result.body)


@promise
@given(TEXTS)
def test_9_encodings_and_line_ends_make_no_difference(text: str) -> None:
    raw = text.replace("\r", "").replace("\ufeff", "").encode("utf-8", "replace")
    bodies = {clean(form).body for form in (raw, b"\xef\xbb\xbf" + raw, raw.replace(b"\n", b"\r\n"))}
    assert len(bodies) == 1


FLOODS = {
    "tags that never close": "<a ",
    "brackets": "[",
    "marks on one letter": "\u0301",
    "one line without end": "Ada Holm won the race in a sprint, and nobody saw it coming. ",
    "short lines": "a\n",
    "fields": "Title: x\n",
    "topics": "topics a; b; c ",
    "quotes that never close": "“He said ",
    "forms": "Enter your email address\n",
    "names": "Mathieu van der Poel ",
}


@pytest.mark.parametrize("flood", FLOODS)
def test_10_eight_times_the_text_costs_about_eight_times_the_steps(flood: str) -> None:
    piece = FLOODS[flood]
    few, many = (f"{NEWS}\n\n{piece * (size // len(piece))}".encode() for size in (2_000, 16_000))
    clean(few)
    assert steps(lambda: clean(many)) <= 12 * steps(lambda: clean(few)) + 5_000
