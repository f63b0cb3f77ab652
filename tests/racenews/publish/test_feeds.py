import datetime as dt
import json
from collections.abc import Iterable

import feedparser
import pytest
from feedgenerator import Atom1Feed
from lxml import etree
from tests import a_small_paper
from tests.a_small_paper import RIDER, SUBJECT, build_small_site

from racenews.enrich.gazetteer import Gazetteer
from racenews.publish.addresses import assign_urls
from racenews.publish.brief import brief_of
from racenews.publish.feeds import NEWEST, NEWEST_OF_ONE, all_feeds, write_entry
from racenews.publish.guides import opml
from racenews.publish.views import House, Site, build_site
from racenews.types import Article, Entry, Paragraph, Topic
from racenews.words import english

HOUSE = House(siteurl="https://example.org/news", base="/news", today=dt.date(2024, 7, 5))
VOS = Topic("rider", "marianne-vos", "Marianne Vos", "Marianne Vos", 1)


def story(source: str, title: str, date: dt.date | None, author: str | None = None) -> Article:
    text = f"What happened at the race of {source}."
    paragraphs = (Paragraph("Something else to begin with."), Paragraph(text))
    return Article(source, title, "dump", author, date, text, "dump", paragraphs, topics=(VOS,))


def newspaper(stories: Iterable[Article]) -> Site:
    stories = list(stories)
    gazetteer = Gazetteer([Entry("rider", "marianne-vos", "Marianne Vos", "w")])
    return build_site(map(brief_of, stories), assign_urls(stories), gazetteer, HOUSE)


@pytest.fixture(scope="module")
def many() -> dict[str, str]:
    first = dt.date(2024, 1, 1)
    return dict(
        all_feeds(
            newspaper(
                story(f"{i:03}.txt", f"Story {i}", first + dt.timedelta(days=i), "Hollie Marsh") for i in range(60)
            )
        )
    )


def test_every_list_has_its_feed(many: dict[str, str]) -> None:
    assert set(many) == {
        "feeds/all.atom.xml",
        "feeds/all.rss.xml",
        "feeds/all.json",
        "authors/hollie-marsh/feed.atom.xml",
        "riders/marianne-vos/feed.atom.xml",
    }


@pytest.mark.parametrize("path", ["feeds/all.atom.xml", "feeds/all.rss.xml"])
def test_feed_of_the_site_carries_the_newest_stories_first(many: dict[str, str], path: str) -> None:
    feed = feedparser.parse(many[path].encode())
    assert not feed.bozo
    assert len(feed.entries) == NEWEST
    assert feed.entries[0].title == "Story 59"
    assert feed.entries[0].link == "https://example.org/news/2024/02/29/story-59/"
    assert feed.entries[0].summary == "What happened at the race of 059.txt."
    assert feed.entries[0].author == "Hollie Marsh"
    assert [tag.term for tag in feed.entries[0].tags] == ["Marianne Vos"]
    assert feed.entries[0].published_parsed[:3] == (2024, 2, 29)
    assert feed.feed.link == "https://example.org/news/"


def test_feed_is_as_new_as_its_newest_story(many: dict[str, str]) -> None:
    assert feedparser.parse(many["feeds/all.atom.xml"]).feed.updated == "2024-02-29T00:00:00+00:00"


def test_feed_names_its_own_address(many: dict[str, str]) -> None:
    feed = feedparser.parse(many["riders/marianne-vos/feed.atom.xml"]).feed
    links = {link.rel: link.href for link in feed.links}
    assert links["self"] == "https://example.org/news/riders/marianne-vos/feed.atom.xml"
    assert links["alternate"] == "https://example.org/news/riders/marianne-vos/"


def test_a_subject_gets_a_feed_with_its_third_story_and_a_rider_with_the_first() -> None:
    for stories, feeds in ((2, {"riders/anna-berg/"}), (3, {"riders/anna-berg/", "topics/gravel/"})):
        site = build_small_site(
            [a_small_paper.story(f"Story {n}", topics=(RIDER, SUBJECT), source=str(n)) for n in range(stories)]
        )
        of_topics = {path for path, _ in all_feeds(site) if not path.startswith(("feeds/", "authors/"))}
        assert of_topics == {f"{page}feed.atom.xml" for page in feeds}
        assert {topic.head.feed for topic in site.topics} - {""} == of_topics
        assert ("topics/gravel/feed" in opml(site)) == (stories == 3)


def test_feed_of_a_topic_is_shorter(many: dict[str, str]) -> None:
    assert len(feedparser.parse(many["riders/marianne-vos/feed.atom.xml"]).entries) == NEWEST_OF_ONE


def test_json_feed_has_what_the_format_demands(many: dict[str, str]) -> None:
    feed = json.loads(many["feeds/all.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://example.org/news/feeds/all.json"
    assert len(feed["items"]) == NEWEST
    item = feed["items"][0]
    assert item["id"] == item["url"] == "https://example.org/news/2024/02/29/story-59/"
    assert item["content_text"] == "What happened at the race of 059.txt."
    assert item["date_published"] == "2024-02-29T00:00:00+00:00"


@pytest.mark.parametrize(
    "title", ["3 < 4 & 5 > 2", "</title><script>x()</script>", "A\x08b\x1fc\ufffe", "Ünï – 🚴🏽‍♀️", "]]>", "&amp;amp;"]
)
def test_feeds_are_well_formed_for_any_title(title: str) -> None:
    for path, text in all_feeds(newspaper([story("a.txt", title, dt.date(2024, 7, 3))])):
        if path.endswith(".json"):
            assert json.loads(text)["items"][0]["title"] == title
            continue
        etree.fromstring(text.encode())
        feed = feedparser.parse(text.encode(), sanitize_html=False)
        assert not feed.bozo
        shown = title.translate({8: None, 31: None, 0xFFFE: None})
        assert feed.entries[0].title == shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_undated_stories_come_last_and_do_not_ask_the_clock() -> None:
    stories = [story("a.txt", "No date", None), story("b.txt", "Dated", dt.date(2020, 1, 1))]
    texts = [dict(all_feeds(newspaper(stories))) for _ in range(2)]
    assert texts[0] == texts[1]
    atom = feedparser.parse(texts[0]["feeds/all.atom.xml"])
    assert [entry.title for entry in atom.entries] == ["Dated", "No date"]
    assert atom.entries[1].updated == "1970-01-01T00:00:00+00:00"
    assert "published" not in atom.entries[1]
    assert "date_published" not in json.loads(texts[0]["feeds/all.json"])["items"][1]


def test_a_paper_without_stories_has_feeds_all_the_same() -> None:
    feeds = dict(all_feeds(newspaper([])))
    atom = feedparser.parse(feeds["feeds/all.atom.xml"])
    assert not atom.bozo
    assert atom.feed.updated == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("day", [dt.datetime(2024, 6, 3, tzinfo=dt.UTC), None])
def test_an_entry_is_what_feedgenerator_writes_and_a_link_in_words(day: dt.datetime | None) -> None:
    feed = Atom1Feed(title="Paper", link="https://x.org/", description="")
    feed.add_item(
        title="A &amp; <b>",
        link="https://x.org/?a=1&b=2",
        unique_id="https://x.org/?a=1&b=2",
        description="",
        author_name='O"Neil & Co',
        pubdate=day,
        updateddate=dt.datetime(2024, 6, 3, tzinfo=dt.UTC),
        categories=["A \"b\" & 'c'", "d'e"],
    )
    whole = feed.writeString("utf-8")
    theirs = whole[whole.index("<entry>") + len("<entry>") : whole.index("</entry>")]
    ours = "".join(write_entry(feed.items[0], english()))
    assert ours.replace('<title type="html">', "<title>", 1).startswith(theirs)
    assert (
        ours[len(theirs) + len(' type="html"') :]
        == ('<p xmlns="http://www.w3.org/1999/xhtml">3 June 2024</p>' if day else "")
        + f'<a href="https://x.org/?a=1&amp;b=2" xmlns="http://www.w3.org/1999/xhtml">{english().say("feed.read")}</a>'
    )
