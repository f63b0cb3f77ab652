import datetime as dt

import pytest
from lxml import etree

from racenews.enrich.gazetteer import Gazetteer
from racenews.publish.addresses import assign_urls
from racenews.publish.brief import brief_of
from racenews.publish.sitemap import all_maps, as_published, text_of
from racenews.publish.views import House, Site, build_site
from racenews.types import Article, Paragraph

HOUSE = House(siteurl="https://example.org/news", base="/news")
TODAY = dt.date(2024, 7, 5)


def newspaper(*dates: dt.date | None) -> Site:
    stories = [
        Article(f"{i}.txt", f"A & B {i}", "dump", None, date, "S.", "dump", (Paragraph("Text."),))
        for i, date in enumerate(dates)
    ]
    return build_site(map(brief_of, stories), assign_urls(stories), Gazetteer([]), HOUSE)


def locations(text: str) -> list[str]:
    return [str(loc.text) for loc in etree.fromstring(text.encode()).iterfind(".//{*}loc")]


def test_sitemap_names_pages_and_stories() -> None:
    maps = dict(all_maps(newspaper(dt.date(2024, 7, 3), None), ["", "about/"], TODAY))
    assert locations(maps["sitemap.xml"]) == [
        "https://example.org/news/",
        "https://example.org/news/about/",
        "https://example.org/news/2024/07/03/a-b-0/",
        "https://example.org/news/undated/a-b-1/",
    ]
    dates = [d.text for d in etree.fromstring(maps["sitemap.xml"].encode()).iterfind(".//{*}lastmod")]
    assert dates == ["2024-07-03"]


def test_long_sitemap_is_parted_under_an_index() -> None:
    maps = dict(all_maps(newspaper(*[dt.date(2024, 7, 3)] * 5), ["", "about/"], TODAY, per_map=3))
    assert locations(maps["sitemap.xml"]) == [f"https://example.org/news/sitemap-{n}.xml.gz" for n in (1, 2, 3)]
    assert [len(locations(maps[f"sitemap-{n}.xml.gz"])) for n in (1, 2, 3)] == [3, 3, 1]


def test_parts_of_a_sitemap_are_packed_and_other_files_are_their_text() -> None:
    text = "<urlset>" + "<url><loc>https://example.org/é</loc></url>" * 100 + "</urlset>"
    packed = as_published("sitemap-1.xml.gz", text)
    assert len(packed) * 10 < len(text) and text_of("sitemap-1.xml.gz", packed) == text
    assert packed == as_published("sitemap-1.xml.gz", text)
    assert as_published("sitemap.xml", text) == text.encode()
    with pytest.raises(ValueError, match="cannot be unpacked"):
        text_of("sitemap-1.xml.gz", packed[:40])


@pytest.mark.parametrize(
    ("date", "is_news"),
    [
        (dt.date(2024, 7, 5), True),
        (dt.date(2024, 7, 3), True),
        (dt.date(2024, 7, 2), False),
        (dt.date(2024, 7, 6), False),
        (None, False),
    ],
)
def test_news_sitemap_has_the_last_two_days(date: dt.date | None, is_news: bool) -> None:
    text = dict(all_maps(newspaper(date), [], TODAY))["news-sitemap.xml"]
    assert len(locations(text)) == is_news
    titles = [t.text for t in etree.fromstring(text.encode()).iterfind(".//{*}title")]
    assert titles == ["A & B 0"] * is_news


def test_robots_names_both_maps() -> None:
    robots = dict(all_maps(newspaper(), [], TODAY))["robots.txt"]
    assert robots.splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://example.org/news/sitemap.xml",
        "Sitemap: https://example.org/news/news-sitemap.xml",
    ]
