import json
from typing import Any

from lxml import etree
from tests.a_small_paper import build_small_site, small_paper

from racenews.publish.feeds import all_feeds
from racenews.publish.guides import GUIDES, all_guides

SITE = build_small_site(small_paper(), siteurl="https://example.org/news", base="/news")
GUIDE = dict(all_guides(SITE))


def xml(name: str) -> Any:
    return etree.fromstring(GUIDE[name].encode())


def test_every_guide_is_written() -> None:
    assert tuple(GUIDE) == GUIDES


def test_opml_names_every_feed_of_authors_and_topics() -> None:
    named = {outline.get("xmlUrl") for outline in xml("feeds/all.opml").iter("outline") if outline.get("xmlUrl")}
    written = {SITE.house.address(path) for path, _ in all_feeds(SITE)}
    assert named == written - {SITE.house.address(f"feeds/all.{kind}") for kind in ("rss.xml", "json")}


def test_opml_is_what_the_format_demands() -> None:
    root = xml("feeds/all.opml")
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("opml", "2.0", ["head", "body"])
    assert all(outline.get("text") for outline in root.iter("outline"))
    assert all(outline.get("type") == "rss" for outline in root.iter("outline") if outline.get("xmlUrl"))


def test_open_search_leads_to_the_search_page() -> None:
    root = xml("opensearch.xml")
    assert etree.QName(root).namespace == "http://a9.com/-/spec/opensearch/1.1/"
    assert root.findtext("{*}ShortName") == "Flamme Rouge"
    assert root.findtext("{*}Description")
    urls = {url.get("type"): url.get("template") for url in root.iterfind("{*}Url")}
    assert urls["text/html"] == "https://example.org/news/search/?q={searchTerms}"


def test_open_search_keeps_to_the_lengths_of_the_format() -> None:
    site = build_small_site(
        [], name="A Very Long Name of a Newspaper & Its Many Friends in the World", description="d" * 2000
    )
    root = etree.fromstring(dict(all_guides(site))["opensearch.xml"].encode())
    assert [len(root.findtext(f"{{*}}{name}") or "") <= most for name, most in (("ShortName", 16), ("LongName", 48), ("Description", 1024))] == [True] * 3  # fmt: skip


def test_manifest_has_what_browsers_ask_before_they_install() -> None:
    record = json.loads(GUIDE["manifest.webmanifest"])
    assert record["name"] and record["short_name"] and record["start_url"] and record["display"]
    sizes = {icon["sizes"] for icon in record["icons"] if icon["type"] == "image/png"}
    assert {"192x192", "512x512"} <= sizes
    assert any(icon.get("purpose") == "maskable" for icon in record["icons"])


def test_manifest_names_icons_that_the_theme_has_in_that_size() -> None:
    from pathlib import Path

    from PIL import Image

    static = Path(__file__).parents[3] / "theme" / "static"
    for icon in json.loads(GUIDE["manifest.webmanifest"])["icons"]:
        file = static / icon["src"].removeprefix("theme/")
        assert file.is_file()
        if icon["type"] == "image/png":
            with Image.open(file) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]


def test_llms_txt_opens_with_the_name_and_links_in_full() -> None:
    lines = GUIDE["llms.txt"].splitlines()
    assert lines[0] == "# Flamme Rouge" and lines[2].startswith("> ")
    links = [line for line in lines if line.startswith("- ")]
    assert links and all("(https://example.org/news/" in link for link in links)
