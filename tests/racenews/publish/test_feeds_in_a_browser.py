"""A feed opened in a browser reads as a list; a feed reader sees none of what makes it one."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from lxml import etree
from tests.racenews.publish.test_feeds import newspaper, story

THEME = Path(__file__).parents[3] / "theme"
HERE = Path(__file__).parent
STORIES = [story("a.txt", "3 < 4 & 5", dt.date(2024, 7, 3), "Hollie Marsh"), story("b.txt", "Nobody knows when", None)]
XML = ["feeds/all.atom.xml", "feeds/all.rss.xml", "riders/marianne-vos/feed.atom.xml"]
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def feeds() -> dict[str, str]:
    from racenews.publish.feeds import all_feeds

    return dict(all_feeds(newspaper(STORIES)))


@pytest.mark.parametrize("path", XML)
def test_feed_names_a_style_sheet_that_the_theme_has(feeds: dict[str, str], path: str) -> None:
    document = etree.fromstring(feeds[path].encode()).getroottree()
    (instruction,) = document.xpath("/processing-instruction('xml-stylesheet')")
    assert (instruction.get("type"), instruction.get("href")) == ("text/css", "/news/theme/feed.css")
    assert (THEME / "static" / "feed.css").is_file()


@pytest.mark.parametrize("path", XML)
def test_feed_explains_itself_and_links_each_story(feeds: dict[str, str], path: str) -> None:
    root = etree.fromstring(feeds[path].encode())
    assert root.findtext(f".//{XHTML}h1") == "This is a web feed"
    links = [str(a.get("href")) for a in root.iter(f"{XHTML}a")]
    assert links[0].startswith("https://example.org/news/")
    assert links[1:] == [entry.link for entry in feedparser.parse(feeds[path].encode()).entries]


@pytest.mark.parametrize("path", XML)
def test_feed_reader_sees_the_summary_alone(feeds: dict[str, str], path: str) -> None:
    feed = feedparser.parse(feeds[path].encode())
    assert not feed.bozo
    assert [entry.summary for entry in feed.entries] == ["What happened at the race of a.txt.", "What happened at the race of b.txt."]  # fmt: skip
    assert "web feed" not in f"{feed.feed.title} {feed.feed.get('subtitle', '')}"


def test_json_feed_fits_the_schema_of_the_format(feeds: dict[str, str]) -> None:
    schema: Any = json.loads((HERE / "json_feed.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(feeds["feeds/all.json"]), schema, format_checker=jsonschema.FormatChecker())
    broken = json.loads(feeds["feeds/all.json"])
    del broken["items"][0]["id"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)
