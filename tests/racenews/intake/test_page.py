from __future__ import annotations

import datetime as dt

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
