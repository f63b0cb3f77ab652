from __future__ import annotations

import time

import pytest

from racenews.intake.markup import read_markup


def lines(html: str) -> list[str]:
    return [block.text for block in read_markup(html).blocks]


def test_inline_text_is_never_glued_and_never_parted() -> None:
    assert lines("<p>Ada <b>Ho</b>lm, <a href=x>second</a><!-- x --> on <i>Tuesday</i>.</p>") == [
        "Ada Holm, second on Tuesday."
    ]


def test_paragraphs_and_items_that_are_never_closed_end_where_the_next_begins() -> None:
    assert lines("<p>One<p>Two<ul><li>Three<li>Four</ul>Five") == ["One", "Two", "Three", "Four", "Five"]


def test_breaks_part_paragraphs() -> None:
    assert lines("<div>First.<br><br>Second.<br/>Third.</div>") == ["First.", "Second.", "Third."]


def test_rows_of_a_table_are_one_line_each() -> None:
    page = read_markup("<table><tr><th>1</th><th>Holm</th><td>4:12:33</td></tr><tr><td>2<td>Roche<td>at 14</table>")
    assert [(b.text, b.element.kind) for b in page.blocks] == [("1 Holm 4:12:33", "row"), ("2 Roche at 14", "row")]


def test_a_table_that_lays_out_the_page_does_not_glue_menu_and_story() -> None:
    story = "The second stage was won by Holm after a long ride alone into the wind. " * 4
    assert lines(f"<table><tr><td>Home</td><td>{story}</td><td>Shop</td></tr></table>") == [
        "Home",
        story.strip(),
        "Shop",
    ]


def test_signs_that_look_like_tags_are_text() -> None:
    assert lines("<p>gaps < 10 seconds & > 5, 3 <4</p>") == ["gaps < 10 seconds & > 5, 3 <4"]


def test_a_sign_in_an_attribute_does_not_end_its_tag() -> None:
    assert lines("<p title=\"a > b\" data-x='<p>'>Story.</p>") == ["Story."]


def test_a_quote_that_is_never_closed_costs_no_text() -> None:
    assert lines("<p class=\"lead>First words.</p><p alt=it's>Second words.</p>")[-1] == "Second words."


def test_what_is_never_shown_is_left_out() -> None:
    assert lines(
        "<!doctype html><title>T</title><style>p{}</style><script>if (a < b) '<p>no</p>'</script><svg><text>no</text>"
        "</svg><noscript><p>no</p></noscript><template><p>no</p></template><!-- <p>no</p> --><p>yes</p>"
    ) == ["yes"]


def test_what_stands_in_noscript_is_read_when_asked_for() -> None:
    html = "<noscript><p>Story.</p></noscript>"
    assert [b.text for b in read_markup(html, scripted=False).blocks] == ["Story."]


def test_a_shadow_template_is_part_of_the_page() -> None:
    assert lines('<template shadowrootmode="open"><p>Story.</p></template>') == ["Story."]


def test_stray_end_tags_close_nothing_else() -> None:
    page = read_markup("<article></b></p></li><p>One <b>two</p></i><p>three</article>")
    assert [b.text for b in page.blocks] == ["One two", "three"]
    assert all(b.element.up is not None and b.element.up.tag == "article" for b in page.blocks)


def test_entities_make_no_invisible_signs() -> None:
    assert lines("<p>H&#8203;olm&nbsp;wins &amp; waves&#x202e;</p>") == ["Holm wins & waves"]


def test_elements_know_which_blocks_lie_in_them() -> None:
    page = read_markup("<main><p>a</p><section><p>b</p><p>c</p></section></main><p>d</p>")
    spans = {e.tag: (e.first, e.last) for e in page.elements if e.tag in ("main", "section")}
    assert spans == {"main": (0, 3), "section": (1, 3)}


def test_the_head_is_set_aside() -> None:
    page = read_markup(
        '<title>A &amp; B</title><meta property="og:title" content="A"><link rel=canonical href=/a>'
        '<script type="application/ld+json">{"a": 1}</script><p>x<time datetime="2023-05-02">2 May</time>'
    )
    assert (page.title, page.scripts, page.metas) == ("A & B", ['{"a": 1}'], [{"property": "og:title", "content": "A"}])
    assert page.links == [{"rel": "canonical", "href": "/a"}]
    assert page.times == [(0, "2023-05-02")]


HOSTILE = {
    "nested elements": "<div>" * 100_000 + "x",
    "closed backwards": "<div>" * 50_000 + "</p>" * 50_000 + "</b>" * 50_000,
    "tags that never end": "<a " * 100_000,
    "comments that never end": "<!-- " * 100_000,
    "quotes that never close": '<a href="' * 100_000,
    "quotes of both kinds": "<a \"'>" * 100_000,
    "inline around blocks": "<b>" * 100_000 + "<p>" * 100_000,
    "scripts that never end": "<script>" * 100_000,
    "pictures that never end": "<svg>" * 100_000,
    "less-than signs": "<" * 300_000,
    "one long tag": "<p " + 'a="b" ' * 100_000 + ">x",
    "cells without a row": "<td>x" * 100_000,
    "tables in tables": "<table><tr><td>" * 50_000,
    "entities": "&amp" * 200_000,
    "a name that never ends": "<" + "a" * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_no_longer_than_their_length(name: str) -> None:
    began = time.process_time()
    read_markup(HOSTILE[name])
    assert time.process_time() - began < 4  # a second on a slow machine; quadratic ones take minutes


def test_a_link_that_is_never_closed_ends_at_the_next() -> None:
    page = read_markup('<p><a href="/x">One <a href="/y">two</a> three</p><p>four</p>')
    assert [(b.text, b.link_chars) for b in page.blocks] == [("One two three", 6), ("four", 0)]


def test_a_named_place_is_no_link() -> None:
    assert read_markup('<a name="top"><p>Story.</p>').blocks[0].link_chars == 0
