from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from racenews.publish.body import render_body, sanitise, sanitise_page
from racenews.types import Article, Mention, Paragraph, ParagraphKind

KINDS: list[ParagraphKind] = ["p", "heading", "item", "row", "quote"]


def story(*paragraphs: Paragraph, mentions: tuple[Mention, ...] = (), body_html: str | None = None) -> Article:
    return Article("a.txt", "T", "dump", None, None, "", "derived", paragraphs, mentions=mentions, body_html=body_html)


def no_link(mention: Mention) -> None:
    return None


def to_page(mention: Mention) -> str:
    return f"/repo/{mention.kind}s/{mention.id}/"


def rows(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, kind="row") for text in texts)


def test_text_is_escaped_once() -> None:
    html = render_body(story(Paragraph('3<4 & "5" > &amp;')), no_link)
    assert html == '<p>3&lt;4 &amp; "5" &gt; &amp;amp;</p>'


def test_kinds_of_paragraph_become_their_elements() -> None:
    html = render_body(
        story(
            Paragraph("Lead."),
            Paragraph("The climb", kind="heading"),
            Paragraph("One", kind="item"),
            Paragraph("Two", kind="item"),
            Paragraph("We rode.", kind="quote"),
        ),
        no_link,
    )
    assert html == (
        "<p>Lead.</p>\n<h2>The climb</h2>\n<ul><li>One</li><li>Two</li></ul>\n<blockquote><p>We rode.</p></blockquote>"
    )


def test_results_become_a_sheet() -> None:
    html = render_body(story(*rows("1. Biniam Girmay (Intermarché)", "2 Jasper Philipsen (Alpecin)")), no_link)
    table = BeautifulSoup(html, "lxml").table
    assert table is not None
    assert table["class"] == ["sheet"]
    assert [th.text for th in table.select("thead th")] == ["Pos.", "Rider", "Team"]
    cells = [[cell.text for cell in tr.select("td, th")] for tr in table.select("tbody tr")]
    assert cells == [["1", "Biniam Girmay", "Intermarché"], ["2", "Jasper Philipsen", "Alpecin"]]


def test_a_sheet_says_what_its_heads_are_heads_of() -> None:
    html = render_body(story(*rows("1. Vos (Visma) 3:59:02", "2. Kopecky (SD Worx), at 0:04")), no_link)
    table = BeautifulSoup(html, "lxml")
    assert [th["scope"] for th in table.select("thead th")] == ["col"] * 4
    assert [(th["scope"], th.text) for th in table.select("tbody th")] == [("row", "Vos"), ("row", "Kopecky")]


def test_a_handwritten_table_keeps_the_scope_of_its_heads_and_no_other_word_there() -> None:
    table = '<table><tbody><tr><th scope="row">Vos</th></tr></tbody></table>'
    assert sanitise(table) == table
    assert sanitise(table.replace("row", "x")) == table.replace(' scope="row"', "")


def test_results_with_times_have_a_column_for_them() -> None:
    html = render_body(story(*rows("1. Vos (Visma) 3:59:02", "2. Kopecky (SD Worx), at 0:04")), no_link)
    sheet = BeautifulSoup(html, "lxml")
    assert [th.text for th in sheet.select("thead th")] == ["Pos.", "Rider", "Team", "Time"]
    assert [td.text for td in sheet.select("td:last-child")] == ["3:59:02", "at 0:04"]


def test_numbered_rows_become_a_numbered_list() -> None:
    assert render_body(story(*rows("1. First", "2. Second")), no_link) == "<ol><li>First</li><li>Second</li></ol>"


def test_rows_that_do_not_count_from_one_keep_their_numbers() -> None:
    html = render_body(story(*rows("4. First", "7. Second")), no_link)
    assert html == "<ul><li>4. First</li><li>7. Second</li></ul>"


def test_first_mention_of_a_topic_is_linked_and_no_other() -> None:
    text = "Vos beat Kopecky. Vos smiled."
    mentions = (
        Mention("rider", "marianne-vos", "Vos", -1, 0, 3, "full"),
        Mention("rider", "marianne-vos", "Vos", 0, 18, 21, "full"),
        Mention("rider", "marianne-vos", "Vos", 0, 0, 3, "full"),
        Mention("rider", "lotte-kopecky", "Kopecky", 0, 9, 16, "full"),
    )
    assert render_body(story(Paragraph(text), mentions=mentions), to_page) == (
        '<p><a href="/repo/riders/marianne-vos/">Vos</a> beat '
        '<a href="/repo/riders/lotte-kopecky/">Kopecky</a>. Vos smiled.</p>'
    )


def test_mention_without_a_page_is_not_linked() -> None:
    mention = Mention("rider", "x", "Vos", 0, 0, 3, "full")
    assert render_body(story(Paragraph("Vos won."), mentions=(mention,)), no_link) == "<p>Vos won.</p>"


def test_mentions_in_a_sheet_are_linked_in_their_cells() -> None:
    mention = Mention("rider", "biniam-girmay", "Biniam Girmay", 0, 3, 16, "full")
    html = render_body(story(*rows("1. Biniam Girmay (Intermarché)"), mentions=(mention,)), to_page)
    assert '<th scope="row"><a href="/repo/riders/biniam-girmay/">Biniam Girmay</a></th>' in html


def test_handwritten_body_is_printed_as_it_was_sanitised() -> None:
    assert render_body(story(Paragraph("x"), body_html="<p><em>x</em></p>"), no_link) == "<p><em>x</em></p>"


def test_sanitiser_keeps_the_markup_of_a_story_and_nothing_else() -> None:
    dirty = (
        '<h1>Big</h1><p onclick="x()">A <a href="javascript:x()">b</a> <a href="https://e.org/">c</a></p>'
        '<script>x()</script><img src="https://e.org/pixel"><iframe src="https://e.org"></iframe>'
    )
    assert sanitise(dirty) == '<h2>Big</h2><p>A <a>b</a> <a href="https://e.org/">c</a></p>'


def test_a_link_to_a_page_of_the_site_stays_in_a_story_written_by_hand() -> None:
    html = (
        '<p><a href="/riders/anna-holm/">Holm</a> and <a href="/">all</a>, <a href="/search/?q=a&amp;b#c">more</a></p>'
    )
    assert sanitise(html) == html
    assert sanitise(sanitise(html)) == html


@pytest.mark.parametrize(
    "address",
    [
        "//elsewhere.net/x", "/\\elsewhere.net/x", "/\t/elsewhere.net", "\t//elsewhere.net", " //elsewhere.net",
        "/&#10;/elsewhere.net", "/&Tab;/elsewhere.net", "\\\\elsewhere.net", "riders/", "../riders/", "?q", "#top", "",
        "java\tscript:x()", "javascript:x()", "&#1;javascript:x()", "data:text/html,x", "ftp://elsewhere.net/",
    ],
)  # fmt: skip
def test_a_link_that_only_looks_like_one_to_the_site_goes(address: str) -> None:
    assert sanitise(f'<p><a href="{address}">x</a></p>') == "<p><a>x</a></p>"


@given(st.text(max_size=40))
def test_no_address_leads_elsewhere_without_its_name(address: str) -> None:
    once = sanitise(f'<p><a href="{escape(address)}">x</a></p>')
    assert sanitise(once) == once
    kept = BeautifulSoup(once, "html.parser").a
    assert kept is not None
    href = str(kept.get("href", "/"))
    assert href.lower().lstrip().startswith(("http:", "https:", "mailto:")) or (href + " ")[1] not in "/\\"


def test_the_base_path_stands_before_links_to_the_site_in_a_story_written_by_hand() -> None:
    body = '<p><a href="/riders/">R</a> <a href="https://e.org/">e</a> &lt;a href="/x"&gt;</p>'
    printed = render_body(story(Paragraph("x"), body_html=sanitise(body)), no_link, "/repo")
    assert printed == body.replace('<a href="/r', '<a href="/repo/r')


def test_a_sheet_passes_the_sanitiser_unchanged_but_for_its_class() -> None:
    html = render_body(story(*rows("1. Vos (Visma) 3:59:02", "2. Kopecky (SD Worx), at 0:04")), no_link)
    assert sanitise(html) == html.replace(' class="sheet"', "")


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(KINDS)), max_size=6))
def test_any_body_passes_the_sanitiser_unchanged(parts: list[tuple[str, ParagraphKind]]) -> None:
    printable = [("".join(c for c in text if c.isprintable()), kind) for text, kind in parts]
    html = render_body(story(*(Paragraph(text, kind=kind) for text, kind in printable)), no_link)
    html = html.replace(' class="sheet"', "")
    assert sanitise(html) == html


@given(st.text(alphabet=st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60))
def test_reader_sees_the_text_as_it_was(text: str) -> None:
    html = render_body(story(Paragraph(text)), no_link)
    assert BeautifulSoup(html, "html.parser").text == text


def test_a_top_heading_written_by_hand_is_a_heading_of_the_story() -> None:
    assert sanitise("<h1>The wind</h1><p>It blew.</p>") == "<h2>The wind</h2><p>It blew.</p>"


def test_a_page_of_the_editor_keeps_its_links_and_pictures_and_loses_what_could_run() -> None:
    kept = '<h2 id="us">Us</h2>\n<p><a href="/riders/">Riders</a> <img src="/images/a.png" alt="A"></p>\n<pre><code>x</code></pre>'
    assert sanitise_page(kept) == kept
    risky = (
        '<script>alert(1)</script><p onclick="x()">Hello <a href="javascript:x()">there</a></p>'
        '<img src="https://elsewhere.net/x.gif" alt="B"><img src="//elsewhere.net/x.gif" alt="C"><iframe src="/x"></iframe>'
        '<style>p { color: red }</style><form action="/x"><input name="a"></form><img src="/\\\\elsewhere.net/x.gif" alt="D">'
    )
    assert sanitise_page(risky) == '<p>Hello <a>there</a></p><img alt="B"><img alt="C"><img alt="D">'
