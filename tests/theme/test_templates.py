"""Every page of a small paper, rendered strictly and read back."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup
from tests.a_small_paper import build_small_site, small_paper, story

from racenews.publish.body import render_body
from racenews.publish.guides import GUIDES
from racenews.publish.page_reading import PageReader
from racenews.publish.pages import list_pages
from racenews.publish.style_sheet import SHEET

THEME = Path(__file__).parents[2] / "theme"
TEMPLATES = THEME / "templates"
PELICAN_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True}


def render(site, articles, **options):
    """Return path -> HTML of all pages, as Pelican would write them."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        **PELICAN_ENVIRONMENT,
        **options,
    )
    environment.globals.update(site=site.frame, house=site.house, words=site.house.words, say=site.house.words.say_html)

    def write(template, **context):
        return environment.get_template(template).render(site=site.frame, house=site.house, **context)

    pages = {plan.path: write(plan.template, **plan.context) for plan in list_pages(site)}
    by_source = {a.source: a for a in articles}
    for view in site.stories:
        content = render_body(by_source[view.source], site.mention_url)
        article = SimpleNamespace(view=view, content=content)
        pages[f"{view.card.path}index.html"] = write("article.html", article=article)
    about = SimpleNamespace(title="About & so on", url="about/", content="<p>A sample.</p>", metadata={})
    pages["about/index.html"] = write("page.html", page=about)
    return pages


@pytest.fixture(scope="module", params=["paper", "empty", "base"])
def paper(request):
    articles = [] if request.param == "empty" else small_paper()
    house = {"base": "/repo", "siteurl": "https://paper.example/repo"} if request.param == "base" else {}
    site = build_small_site(articles, **house)
    return site, {path: (text, BeautifulSoup(text, "lxml")) for path, text in render(site, articles).items()}


def test_every_page_has_what_every_page_needs(paper):
    for path, (text, soup) in paper[1].items():
        assert text.lower().startswith("<!doctype html>"), path
        assert soup.html["lang"] == "en", path
        assert len(soup.select("h1")) == 1 and soup.h1.get_text(strip=True), path
        assert soup.title.get_text(strip=True) and soup.select_one("meta[name=description]")["content"], path
        assert len(soup.select("main#main")) == 1 and soup.select_one("a.skip")["href"] == "#main", path
        assert soup.select_one("header.masthead nav[aria-label]") and soup.select_one("footer"), path
        types = {link["type"] for link in soup.select("link[rel=alternate]")}
        front = {"application/rss+xml", "application/feed+json"} if path == "index.html" else set()
        assert types == {"application/atom+xml"} | front, path
        if path != "404.html":
            assert soup.select_one("link[rel=canonical]")["href"].startswith("https://paper.example"), path
        shared = soup.select_one('meta[property="og:url"]')
        assert bool(shared) == bool(soup.select_one('meta[content="article"]')), path
        assert not shared or shared["content"] == soup.select_one("link[rel=canonical]")["href"], path


def test_a_policy_lets_a_manifest_in_where_there_is_one(paper):
    for path, (_, soup) in paper[1].items():
        policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
        assert policy.startswith("default-src 'none';"), path
        assert ("manifest-src 'self'" in policy) == bool(soup.select("link[rel=manifest]")), path


def test_pictures_are_known_by_their_place(paper):
    """A plate without a class has the room that the style sheet keeps for it: in a card, or beside a headline."""
    for path, (_, soup) in paper[1].items():
        named, placed = soup.select("img.plate"), soup.select(".card > img, .story-head img")
        assert not [str(image) for image in soup.select("img") if image not in named and image not in placed], path


def test_older_stories_stand_in_lines_and_every_story_of_a_topic_stands_somewhere() -> None:
    articles = [story(f"Story {n}", f"2024-03-{n % 28 + 1:02}", source=str(n)) for n in range(30)]
    site = build_small_site(articles)
    pages = {path: BeautifulSoup(text, "lxml") for path, text in render(site, articles).items()}
    first, second = (pages[f"riders/anna-berg/{page}index.html"].main for page in ("", "page/2/"))
    assert len(first.select(".card--row img")) == 12 and not second.select("img")
    shown = [link["href"] for page in (first, second) for link in page.select(":is(h4, .brief) a")]
    assert sorted(shown) == sorted(f"/{view.card.path}" for view in site.stories)


def test_titles_are_unique(paper):
    titles = Counter(soup.title.get_text() for _, soup in paper[1].values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_drawings_have_a_size_of_their_own(paper):
    # Without the style sheet an SVG that has none fills the page.
    for path, (_, soup) in paper[1].items():
        assert not [str(svg)[:80] for svg in soup.select("svg:not([height])") if not svg.find_parent("svg")], path


def test_one_picture_of_a_page_comes_first(paper):
    for path, (_, soup) in paper[1].items():
        assert len(soup.select("[fetchpriority]")) <= 1 and not soup.select("link[rel=preload]"), path
    front = paper[1]["index.html"][1].select("main img:not([loading])")
    assert len(front) in (0, 3)  # the lead and the two beside it


def test_no_inline_style_script_or_handler(paper):
    for path, (_, soup) in paper[1].items():
        assert not soup.select("[style], style, script:not([src], [type='application/ld+json'])"), path
        assert not [t for t in soup.find_all(True) if any(a.startswith("on") for a in t.attrs)], path


def test_nothing_is_asked_of_a_third_party(paper):
    for path, (_, soup) in paper[1].items():
        for tag in soup.select("img[src], link[rel=stylesheet], link[rel=icon], link[rel=preload], source, iframe"):
            asked = tag.get("src") or tag.get("href")
            assert asked == "plate.svg" or asked.startswith(paper[0].house.base + "/"), path


def test_no_page_but_the_search_holds_an_element_that_the_check_leaves_to_the_slow_parser(paper):
    reader = PageReader(lambda address: False, lambda link: None)
    for path, (text, _) in paper[1].items():
        if path != "search/index.html":
            reader.read_tags(text)


def test_every_internal_link_and_anchor_has_its_target(paper):
    site, pages = paper
    base = site.house.base
    feeds = {"feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/all.json"} | {t.head.feed for t in site.topics}
    feeds |= {*GUIDES, SHEET}
    known = set(pages) | feeds | {path for path, _ in site.plates()}
    for path, (_, soup) in pages.items():
        for tag in soup.select("a[href], link[href], img[src]"):
            target = tag.get("href") or tag.get("src")
            if target.startswith(("https://paper.example", "https://www.example.org")):
                continue
            if target.startswith("#"):
                assert soup.find(id=target[1:]), (path, target)
                continue
            target = f"{base}/{path.removesuffix('index.html')}plate.svg" if target == "plate.svg" else target
            assert target.startswith(f"{base}/"), (path, target)
            file, _, anchor = target.removeprefix(f"{base}/").partition("#")
            if file.startswith("theme/") and file != SHEET:
                assert (THEME / "static" / file.removeprefix("theme/")).is_file(), (path, target)
                continue
            file = f"{file}index.html" if file == "" or file.endswith("/") else file
            assert file in known, (path, target)
            if anchor:
                assert pages[file][1].find(id=anchor), (path, target)


def test_ids_are_unique_and_labels_point_at_something(paper):
    for path, (_, soup) in paper[1].items():
        ids = Counter(tag["id"] for tag in soup.select("[id]"))
        assert [i for i, count in ids.items() if count > 1] == [], path
        for tag in soup.select("[aria-labelledby]"):
            assert tag["aria-labelledby"] in ids, (path, tag["aria-labelledby"])


def test_headings_skip_no_level(paper):
    for path, (_, soup) in paper[1].items():
        levels = [int(h.name[1]) for h in soup.select("main :is(h1, h2, h3, h4)")]
        assert all(b - a <= 1 for a, b in pairwise(levels)), (path, levels)


def test_one_section_is_current_where_there_is_one(paper):
    for path, (_, soup) in paper[1].items():
        current = soup.select("header.masthead nav [aria-current]")
        assert len(current) <= 1, path
        if path.startswith(("riders/", "races/", "archive/", "search/", "about/")):
            assert current, path


def test_text_from_a_dump_is_escaped():
    articles = small_paper()
    pages = render(build_small_site(articles), articles)
    [story] = [text for path, text in pages.items() if "two-bikes" in path]
    assert "Two bikes &amp; a &lt;ferry&gt;" in story and "<ferry>" not in story


def test_a_story_says_where_it_comes_from_and_how_it_was_made():
    articles = small_paper()
    pages = {p: BeautifulSoup(t, "lxml") for p, t in render(build_small_site(articles), articles).items()}
    [ferry] = [soup for path, soup in pages.items() if "two-bikes" in path]
    imprint = ferry.select_one(".imprint").get_text(" ", strip=True)
    assert imprint == "Photo: Ida Holm First published at example.org"
    assert ferry.select_one("time")["datetime"] == "2023-08-06"
    assert ferry.select_one("time").get_text() == "6 August 2023"
    assert "two years old" in ferry.select_one(".note--age").get_text()
    [transfer] = [soup for path, soup in pages.items() if "van-dijk-signs" in path]
    assert "100 characters" in transfer.select_one("#made").parent.get_text()
    assert not transfer.select('a[href$="receipt/"]')


def test_receipts_are_linked_only_where_the_owner_shows_them():
    articles = small_paper()
    pages = render(build_small_site(articles, receipts=True), articles)
    assert any('receipt/">See the receipt' in text for text in pages.values())


def test_an_undated_story_has_no_time_and_says_so():
    articles = small_paper()
    pages = render(build_small_site(articles), articles)
    [bridge] = [BeautifulSoup(t, "lxml") for p, t in pages.items() if p.startswith("undated/the-old-bridge")]
    assert "Undated" in bridge.select_one(".byline").get_text()
    assert not bridge.select_one(".byline time")


def test_structured_data_is_printed_as_it_comes():
    site = build_small_site([])
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, **PELICAN_ENVIRONMENT)
    words = site.house.words
    environment.globals.update(site=site.frame, house=site.house, words=words, say=words.say_html)
    data = '{"headline":"\\u003c/script\\u003e"}'
    plan = next(iter(list_pages(site)))
    assert data in environment.get_template("front.html").render(jsonld=data, **plan.context)


def test_every_template_that_pelican_or_a_plan_asks_for_is_ours():
    asked = {plan.template for plan in list_pages(build_small_site())} | {"article.html", "page.html", "base.html"}
    for template in TEMPLATES.rglob("*.html"):
        source = template.read_text(encoding="utf-8")
        asked |= set(re.findall(r'{%-? *(?:extends|include|import|from) "([^"]+)"', source))
        assert "!simple" not in source, template
    assert sorted(t for t in asked if not (TEMPLATES / t).is_file()) == []


def test_no_variable_of_a_template_can_leave_its_place():
    articles = small_paper()

    def attack(value):
        return value if isinstance(value, Markup) or value is None else f"""{value}"><x data-y='>"""

    for path, text in render(build_small_site(articles), articles, finalize=attack).items():
        assert "<x" not in text, path
        assert "&lt;x" in text, path
        # Templates choose between <h2> and <h3>: there the name of the element itself is a variable.
        grown = [t for t in BeautifulSoup(text, "lxml").select("[data-y]") if "x" not in t.name]
        assert grown == [], f"{path}: an attribute without quotation marks"


def test_the_only_places_that_trust_html_are_known():
    trusting = {
        (str(path.relative_to(TEMPLATES)), match)
        for path in TEMPLATES.rglob("*.html")
        for match in re.findall(r"[\w.]+ \| safe", path.read_text(encoding="utf-8"))
    }
    assert trusting == {
        ("article.html", "article.content | safe"),
        ("page.html", "page.content | safe"),
        ("receipt.html", "receipt.body | safe"),
        ("partials/head.html", "jsonld | safe"),
        ("partials/head.html", "house.content_policy | safe"),
        ("partials/head.html", "house.front_policy | safe"),
        ("partials/head.html", "house.search_policy | safe"),
    }


def test_the_style_sheet_imports_what_exists_and_every_layer_is_named():
    css = THEME / "static" / "css"
    main = (css / "main.css").read_text(encoding="utf-8")
    named = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\)', main)
    assert {file for file, _ in named} == {
        str(path.relative_to(css)) for path in css.rglob("*.css") if path.name != "main.css"
    }
    assert {layer for _, layer in named} <= set(re.search(r"@layer ([\w, ]+);", main)[1].split(", "))
    for path in css.rglob("*.css"):
        for url in re.findall(r'url\("([^"]+)"\)', path.read_text(encoding="utf-8")):
            assert (path.parent / url).is_file(), (path, url)


def test_fonts_come_with_their_licences():
    fonts = {path.name for path in (THEME / "static" / "fonts").iterdir()}
    assert {"OFL-head.txt", "OFL-text.txt"} <= fonts and any(f.endswith(".woff2") for f in fonts)


def test_long_words_of_a_headline_stay_whole_in_the_markup():
    articles = small_paper()
    pages = render(build_small_site(articles), articles)
    [long] = [t for p, t in pages.items() if p.startswith("2022/07/01/")]
    assert html.escape("Schotterstraßenmeisterschaftsqualifikation") in long and 'h1 class="long"' in long
