from __future__ import annotations

import datetime as dt
import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.steps import steps

from racenews.intake.markup import read_markup
from racenews.intake.page import mark_of
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump, clean_text
from racenews.resources import Resources
from racenews.types import Article

PAGE = """<!doctype html><html lang="en"><head><title>Holm rides away - Fjord News</title>
<meta property="og:site_name" content="Fjord News"><link rel="canonical" href="https://news.example/holm">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Holm rides away in the fjords",
 "datePublished": "2023-05-02T18:00:00+02:00", "author": [{"@type": "Person", "name": "Gwen Pryce"}]}]}</script>
<style>p { color: red }</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/road">Road</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies to make this long banner sentence count as a paragraph of text.</p></div>
<main><article><h1>Holm rides away in the fjords</h1><p class="byline">By Gwen Pryce</p><time datetime="2023-05-02">2 May</time>
<figure><img src="a.jpg" alt=""><figcaption>Holm on the climb. (Image credit: Fjord Pictures)</figcaption></figure>
<p>Ada Holm <b>won</b> the second stage on <a href="/t">Tuesday</a> after a long solo ride into the wind.</p>
<aside class="newsletter"><form><label>Your email address</label><input><button>Sign up</button></form></aside>
<h2>How it was won</h2>
<p>In&egrave;s Roche was second, a minute behind, and keeps the leader&rsquo;s jersey for another day.</p>
<ul><li>1. Ada Holm (Team Nord)</li><li>2. In&egrave;s Roche (Equipe Sud)</li></ul>
<blockquote>“I did not look back once, because I knew what I would see,” Holm said.</blockquote>
<div class="related-links"><a href="/x">The climbs of the fjords</a></div></article></main>
<footer><p>© Fjord News. All rights reserved.</p></footer></body></html>"""


def article(html: str, resources: Resources) -> Article:
    outcome = article_from_dump(dump_from_text(html, "page.html", is_html=True), resources)
    assert isinstance(outcome, Article)
    return outcome


def test_a_page_gives_its_story_and_its_facts(resources: Resources) -> None:
    story = article(PAGE, resources)
    assert story.title == "Holm rides away in the fjords"
    assert story.title_source == "dump"
    assert story.author == "Gwen Pryce"
    assert story.date == dt.date(2023, 5, 2)
    assert story.source_url == "https://news.example/holm"
    assert [(p.kind, p.text) for p in story.paragraphs] == [
        ("p", "Ada Holm won the second stage on Tuesday after a long solo ride into the wind."),
        ("heading", "How it was won"),
        ("p", "Inès Roche was second, a minute behind, and keeps the leader’s jersey for another day."),
        ("item", "1. Ada Holm (Team Nord)"),
        ("item", "2. Inès Roche (Equipe Sud)"),
        ("quote", "“I did not look back once, because I knew what I would see,” Holm said."),
    ]


def test_the_facts_of_open_graph_serve_where_there_is_no_json(resources: Resources) -> None:
    head = PAGE.index('<script type="application'), PAGE.index("<style>")
    html = PAGE[: head[0]] + '<meta property="article:published_time" content="2023-05-03">' + PAGE[head[1] :]
    html = html.replace('<p class="byline">By Gwen Pryce</p>', "").replace("<h1>Holm rides away in the fjords</h1>", "")
    story = article(html, resources)
    assert story.title == "Holm rides away"
    assert story.date == dt.date(2023, 5, 3)
    assert story.author is None


def test_a_page_without_landmarks_is_read_by_its_prose() -> None:
    body = "".join(f"<p>Sentence number {i} of the story is long enough to count as prose here.</p>" for i in range(5))
    html = f'<div id="top"><a href="/">Home</a></div><div><div class="x">{body}</div><div class="sidebar"><p>Buy it.</p></div></div>'
    text = clean_text(html, "html")
    assert text.count("Sentence number") == 5
    assert "Buy it" not in text
    assert "Home" not in text


def test_broken_markup_never_raises(resources: Resources) -> None:
    for html in ("<", "<div" * 50, "<p>" * 3000, '<script type="application/ld+json">{"@graph": [', "<!--", ""):
        article_from_dump(dump_from_text(html, "page.html", is_html=True), resources)


def test_a_page_saved_as_text_is_read_as_a_page(resources: Resources) -> None:
    outcome = article_from_dump(dump_from_text(PAGE, "page.txt"), resources)
    assert isinstance(outcome, Article)
    assert outcome.title == "Holm rides away in the fjords"
    assert len(outcome.paragraphs) == 6


def bodies(html: str) -> list[str]:
    return clean_text(html, "html").split("\n\n")


STORY = [
    "Ada Holm won the second stage of the Fjord Race on Tuesday after a ride of forty kilometres alone into the wind.",
    "Inès Roche came in a minute later and keeps the leader’s jersey for another day, with three stages left to ride.",
    "“I did not look back once, because I knew what I would see,” said Holm, who had lost two minutes on the first day.",
    "The race goes on with a time trial along the coast, and the climbers fear the wind more than they fear the clock.",
]
OTHER = [
    "Nine gravel tyres were tested on the same loop for a month, and two of them came back without a single puncture.",
    "The widest was the slowest on tarmac, and its rider was the only one who said that she would ride it every day.",
    "All of them were set up without tubes, at the pressure that their makers print on the side, and weighed before.",
]


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>Holm rides away in the fjords | Fjord News</title>{head}</head><body>"
        '<header><a href="/">Fjord News</a><nav><ul><li><a href="/road">Road</a></li><li><a href="/kit">Kit</a></li>'
        f"</ul></nav></header>{body}<footer><p>© Fjord News</p><a href='/terms'>Terms</a></footer></body></html>"
    )


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


TITLE = "<h1>Holm rides away in the fjords</h1>"


def test_of_two_articles_on_a_page_the_headline_tells_the_story() -> None:
    html = page(
        f'<main><article class="post">{TITLE}{paragraphs(STORY)}</article><article class="post">'
        f"<h2>Nine tyres for gravel</h2>{paragraphs(OTHER)}</article></main>"
    )
    assert all(text in bodies(html) for text in STORY)


def test_breaks_part_the_paragraphs_of_a_page_without_any() -> None:
    html = page(f'<div id="content">{TITLE}<div class="text">{"<br><br>".join(STORY)}</div></div>')
    assert bodies(html) == STORY


def test_a_page_of_boxes_alone_gives_its_story() -> None:
    html = page(f"<div><div>{TITLE}</div>{''.join(f'<div>{t}</div>' for t in STORY)}</div>")
    assert bodies(html) == STORY


def test_results_stay_as_rows(resources: Resources) -> None:
    rows = "".join(
        f"<tr><td>{i}</td><td>{name}</td><td>{gap}</td></tr>"
        for i, (name, gap) in enumerate([("Ada Holm", "4:12:33"), ("Inès Roche", "+1:02"), ("Vida Lund", "+1:40")], 1)
    )
    html = page(f"<article>{TITLE}{paragraphs(STORY)}<table class='results'>{rows}</table></article>")
    kept = [(p.kind, p.text) for p in article(html, resources).paragraphs]
    assert kept[-3:] == [("row", "1 Ada Holm 4:12:33"), ("row", "2 Inès Roche +1:02"), ("row", "3 Vida Lund +1:40")]


def test_the_credit_in_a_caption_is_kept_with_the_story(resources: Resources) -> None:
    figure = "<figure><img src=a.jpg><figcaption>Holm on the climb (Image credit: Fjord Pictures)</figcaption></figure>"
    story = article(page(f"<article>{TITLE}{STORY[0]}{figure}{paragraphs(STORY[1:])}</article>"), resources)
    assert story.credits == ("Image credit: Fjord Pictures",)
    assert not any("Holm on the climb" in p.text for p in story.paragraphs)


def test_a_page_for_phones_is_read_like_any(resources: Resources) -> None:
    html = page(
        f'<div class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">Holm rides away in '
        f'the fjords</h1></header><amp-img src="a.jpg"></amp-img><div class="amp-wp-article-content">{paragraphs(STORY)}'
        '<amp-ad type="x"><div fallback>Advertisement</div></amp-ad></div></div>',
        "<style amp-boilerplate>body{}</style>",
    )
    assert [p.text for p in article(html, resources).paragraphs] == STORY


def test_what_noscript_repeats_is_read_once() -> None:
    html = page(f"<article>{TITLE}{paragraphs(STORY)}<noscript>{paragraphs(STORY)}</noscript></article>")
    assert bodies(html) == STORY


def test_a_story_in_noscript_alone_is_read() -> None:
    assert bodies(f"<html><body><noscript>{TITLE}{paragraphs(STORY)}</noscript></body></html>")[-1] == STORY[-1]


def test_text_that_a_paywall_hides_is_part_of_the_story() -> None:
    html = page(
        f'<article>{TITLE}<p>{STORY[0]}</p><div class="paywall" hidden style="display:none">{paragraphs(STORY[1:])}</div>'
        "</article>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Holm rides away in the fjords",'
        f' "articleBody": "{" ".join(STORY).replace(chr(34), "")}"}}</script>',
    )
    assert bodies(html) == STORY


def test_cards_of_other_stories_inside_the_story_go() -> None:
    card = (
        '<article class="card related-card"><a href="/tyres"><h3>Nine tyres for gravel</h3><p>We rode them for a month '
        "and broke two of them.</p></a></article>"
    )
    html = page(f"<main><article>{TITLE}{paragraphs(STORY[:2])}{card}{paragraphs(STORY[2:])}</article></main>")
    assert bodies(html) == STORY


def test_a_list_of_stories_below_is_not_the_story() -> None:
    cards = "".join(
        f'<li class="teaser"><a href="/{i}"><h3>Story number {i} of the day</h3></a><p>What happened on day {i}.</p></li>'
        for i in range(8)
    )
    html = page(
        f"<main><article>{TITLE}{paragraphs(STORY)}</article><section><h2>Latest</h2><ul>{cards}</ul></section></main>"
    )
    assert bodies(html) == STORY


def test_a_page_in_another_language_gives_its_story() -> None:
    told = [
        "Ada Holm a remporté mardi la deuxième étape de la course des fjords, au terme d’une échappée de quarante bornes.",
        "Inès Roche, arrivée une minute plus tard, garde le maillot de leader pour un jour encore avant le chrono.",
        "« Je ne me suis pas retournée, je savais ce que je verrais », a dit la Norvégienne à l’arrivée au port.",
    ]
    html = page(
        f"<article>{TITLE}{paragraphs(told)}</article><aside><h2>À lire aussi</h2><a href='/x'>Neuf pneus</a></aside>"
    )
    assert [t.replace("\u00a0", " ") for t in bodies(html)] == told


def test_doubted_blocks_go_when_the_newsroom_is_thorough() -> None:
    dump = dump_from_text(PAGE, "page.html", is_html=True)
    lines = {removal.span for removal in dump.marked}
    assert not lines & {removal.span for removal in dump.doubted}


def test_a_byline_and_a_date_near_the_headline_are_read(resources: Resources) -> None:
    html = page(
        f"<article>{TITLE}<p class='meta'>Posted by <span>Gwen Pryce</span> on <time datetime='2023-05-02'>2 May</time></p>"
        f"{paragraphs(STORY)}</article>"
    )
    story = article(html, resources)
    assert (story.author, story.date) == ("Gwen Pryce", dt.date(2023, 5, 2))
    assert [p.text for p in story.paragraphs] == STORY


@pytest.mark.parametrize(
    "meta",
    [
        "<time>2 May 2023</time>",
        '<span class="posted-on">May 2, 2023</span>',
        "<p>Published 2 May 2023</p>",
        '<div class="meta">Posted on May 2, 2023 by Gwen Pryce</div>',
    ],
)
def test_a_date_that_only_readers_see_is_read(meta: str, resources: Resources) -> None:
    story = article(page(f"<article>{TITLE}{meta}{paragraphs(STORY)}</article>"), resources)
    assert story.date == dt.date(2023, 5, 2)
    assert [p.text for p in story.paragraphs] == STORY


TAGS = """<p> </p> <article> </a> <h1> <li> <br> <td> <table> <tr> </table> <figure> <figcaption> <script> <!-- --> </div>
&amp; < “""".split()
PIECES = st.lists(
    st.sampled_from([*TAGS, "<div class='ad'>", "<a href=x>", "A race."]) | st.text(max_size=8), max_size=40
).map("".join)


@given(PIECES)
def test_marks_of_any_page_lie_in_order_within_its_text(html: str) -> None:
    dump = dump_from_text(html, "page.html", is_html=True)
    spans = [removal.span for removal in dump.marked]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= s.start < s.end <= len(dump.text) for s in spans)
    assert "\n\n" not in dump.text


@pytest.mark.parametrize(
    "html",
    [
        "<p>One line of text." * 20_000,
        "<div>" * 10_000 + "Words here." + "<p>x" * 10_000,
        "<table><tr><td>a b" * 8_000,
    ],
    ids=["many paragraphs", "deep nesting", "tables in tables"],
)
def test_long_pages_are_judged_in_time(html: str) -> None:
    began = time.process_time()
    dump_from_text(html, "page.html", is_html=True)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("by", ["by ", ""])
def test_the_card_of_an_author_between_other_facts_gives_the_byline(by: str, resources: Resources) -> None:
    card = f'{by}<span class="author vcard"><a class="url fn n" href="/author/lis">Lis Orme</a></span>'
    meta = f'<div class="entry-meta"><span class="posted-on">Posted on <time>May 2, 2023</time></span> <span>{card}</span></div>'
    html = PAGE.replace('"author": [{"@type": "Person", "name": "Gwen Pryce"}]', '"keywords": []').replace(
        '<p class="byline">By Gwen Pryce</p>', meta
    )
    assert article(html, resources).author == "Lis Orme"


def test_a_standfirst_that_the_head_repeats_stays(resources: Resources) -> None:
    lead = "Norwegian says that she will ride on"
    whole = f"{lead}; rivals expect rain"
    html = PAGE.replace("<title>", f'<meta name="description" content="{lead} …"><title>', 1).replace(
        '<p class="byline">', f'<header class="tagline menu-header"><p>{whole}</p></header><p class="byline">'
    )
    assert article(html, resources).paragraphs[0].text == whole
    other = html.replace(f"<p>{whole}", "<p>Follow us for more of the best racing")
    assert article(other, resources).paragraphs[0].text.startswith("Ada Holm")


def _named_page(top: str, head: str) -> str:
    story = "".join(
        f"<p>{p}</p>"
        for p in (
            "Ada Holm won the second stage of the race on Tuesday after a long sprint in the rain, and leads it now.",
            "The third stage brings the riders over two climbs to the sea, and the wind may split the bunch once more.",
        )
    )
    said = "<title>Holm sprints to victory in Bergen - Gazette</title>"
    said += '<meta property="og:title" content="Holm sprints to victory in Bergen">'
    return f"<html><head>{said}</head><body>{top}<article>{head}{story}</article></body></html>"


@pytest.mark.parametrize(
    ("top", "head", "title"),
    [
        ("<header><h1>Gazette</h1></header>", "<h2>Holm sprints to victory in Bergen</h2>", None),
        ("<h1>The Fjord Gazette</h1>", "<h2 class='entry-title'>Holm sprints to victory in Bergen</h2>", None),
        ("", "<h2>Holm sprints to victory in Bergen</h2><h1>Gazette</h1>", None),
        ("", "<h1>Holm takes the sprint of the day</h1><h2>Holm sprints to victory in Bergen</h2>", "Holm takes the sprint of the day"),
        ("", "<h1>Rain in Bergen</h1><h2>She sprints to victory</h2>", "Rain in Bergen"),
    ],
)  # fmt: skip
def test_the_name_of_the_paper_is_no_headline_where_the_page_says_another(
    top: str, head: str, title: str | None
) -> None:
    dump = dump_from_text(_named_page(top, head), "a.html", is_html=True)
    assert dump.declared.title == (title or "Holm sprints to victory in Bergen")


@pytest.mark.parametrize(
    ("block", "count", "judged"),
    [("<li>x", 9_000, 3_000), ("<b><p>x", 9_000, 3_000), (f"<p>{'One line of text. ' * 6}</p>", 4_000, 4_000)],
)
def test_blocks_are_judged_for_as_long_as_the_length_of_a_page_warrants(block: str, count: int, judged: int) -> None:
    dump = dump_from_text(block * count, "a.html", is_html=True)
    assert len(dump.text.split("\n")) == judged
    assert bool(dump.warnings) is (judged < count)
    assert all(f"{judged:,} blocks" in warning for warning in dump.warnings)


def test_the_part_of_a_page_is_looked_up_once_for_all_that_stands_in_it() -> None:
    blocks = read_markup("<nav>" + "<div>" * 150 + "<p>A line.</p>" * 400).blocks
    parts: dict[int, str] = {}
    assert {mark_of(block.element, 0, parts) for block in blocks} == {"navigation"}
    assert steps(lambda: [mark_of(block.element, 0, parts) for block in blocks]) <= 10 * len(blocks)
