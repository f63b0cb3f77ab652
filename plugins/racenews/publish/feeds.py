"""`Site` -> its feeds: Atom, RSS and JSON Feed for everything, Atom for each author and topic.

Feeds carry summaries. Nothing in them depends on the clock: a feed is as new as its newest story.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from feedgenerator import Atom1Feed, Rss201rev2Feed
from feedgenerator.django.utils.feedgenerator import rfc3339_date

from racenews.publish.view_records import Card, House, Link, Site
from racenews.words import Words

NEWEST = 50  # stories in the feeds of the whole site
NEWEST_OF_ONE = 10  # stories in the feed of one author or topic
ALL_ATOM, ALL_RSS, ALL_JSON = "feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/all.json"
FEED_NAME = "feed.atom.xml"
STYLE = "theme/feed.css"
_XHTML = "http://www.w3.org/1999/xhtml"
_HTML = ' type="html"'

# Stories without a date need one in Atom: the format demands `updated`. The beginning of time claims nothing.
_NO_DATE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """One feed: its path below the output folder, the records that it is made from, and how."""

    path: str
    made_from: object
    make: Callable[[], str]


def all_feeds(site: Site) -> Iterator[tuple[str, str]]:
    """Yield every feed of the site as (path below the output folder, text)."""
    for plan in plan_feeds(site):
        yield plan.path, plan.make()


def plan_feeds(site: Site) -> Iterator[FeedPlan]:
    """Yield a plan for every feed of the site; the site's `House` goes into each."""
    house = replace(site.house, today=None)
    pages = [(author.link, author.cards) for author in site.authors]
    pages += [(topic.link, topic.cards) for topic in site.topics if topic.head.feed]
    newest = [story.card for story in site.announced[:NEWEST]]
    shown_at_all = {card.path for cards in (newest, *(cards[:NEWEST_OF_ONE] for _, cards in pages)) for card in cards}
    topics_of = {
        story.card.path: site.topics_of(place)
        for place, story in enumerate(site.announced)
        if story.card.path in shown_at_all
    }

    def plan(path: str, cards: Sequence[Card], make: Callable[..., str], *more: object) -> FeedPlan:
        shown = {card.path: [topic.name for topic in topics_of.get(card.path, ())] for card in cards}
        return FeedPlan(path, (house, cards, shown, more), partial(make, house, *more, cards, topics_of))

    yield plan(ALL_ATOM, newest, atom_feed, house.name, "", ALL_ATOM)
    yield plan(ALL_RSS, newest, rss_feed)
    yield plan(ALL_JSON, newest, json_feed)
    for link, cards in pages:
        path = f"{link.path}{FEED_NAME}"
        title = house.words.say("feed.of_one", name=link.name, paper=house.name)
        yield plan(path, cards[:NEWEST_OF_ONE], atom_feed, title, link.path, path)


def atom_feed(
    house: House,
    title: str,
    page: str,
    path: str,
    cards: Sequence[Card],
    topics_of: Mapping[str, Iterable[Link]],
) -> str:
    """Return one Atom feed that stands at `path` and tells of the page at `page`."""
    feed = _Atom(
        title=printable(title),
        link=house.address(page),
        feed_url=house.address(path),
        feed_guid=house.address(path),
        description=printable(house.tagline),
        language=house.lang,
        author_name=printable(house.name),
        words=house.words,
    )
    _add_items(feed, house, cards, topics_of)
    return _styled(feed, house)


def rss_feed(house: House, cards: Sequence[Card], topics_of: Mapping[str, Iterable[Link]]) -> str:
    """Return the RSS feed of the site."""
    feed = _Rss(
        title=printable(house.name),
        link=house.address(),
        feed_url=house.address(ALL_RSS),
        description=printable(house.tagline),
        language=house.lang,
        words=house.words,
    )
    _add_items(feed, house, cards, topics_of)
    return _styled(feed, house)


def json_feed(house: House, cards: Sequence[Card], topics_of: Mapping[str, Iterable[Link]]) -> str:
    """Return the JSON Feed 1.1 of the site."""
    items = [
        {
            "id": house.address(card.path),
            "url": house.address(card.path),
            "title": card.title,
            "summary": card.standfirst,
            "content_text": card.standfirst or card.title,
            **({"date_published": _at(card).isoformat()} if card.date else {}),
            "authors": [{"name": card.author.name, "url": house.address(card.author.path)}],
            "tags": [topic.name for topic in topics_of.get(card.path, ())],
        }
        for card in cards
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": house.name,
        "description": house.tagline,
        "home_page_url": house.address(),
        "feed_url": house.address(ALL_JSON),
        "language": house.lang,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _add_items(feed: Any, house: House, cards: Iterable[Card], topics_of: Mapping[str, Iterable[Link]]) -> None:
    for card in cards:
        address = house.address(card.path)
        feed.add_item(
            title=_markup(card.title),
            link=address,
            unique_id=address,
            description=_markup(card.standfirst),
            author_name=printable(card.author.name),
            pubdate=_at(card) if card.date else None,
            updateddate=_at(card),
            categories=[printable(topic.name) for topic in topics_of.get(card.path, ())],
        )


def _styled(feed: Any, house: House) -> str:
    """Return the feed's text with the style sheet by which a browser shows it as a list."""
    text = str(feed.writeString("utf-8"))
    declaration, _, rest = text.partition("?>")
    href = html.escape(f"{house.base}/{STYLE}")
    return f'{declaration}?>\n<?xml-stylesheet type="text/css" href="{href}"?>{rest.rstrip()}\n'


def _explain(handler: Any, page: str, words: Words) -> None:
    """Write for those who open a feed in a browser what it is; feed readers pass over what is XHTML."""
    handler.startElement("div", {"xmlns": _XHTML})
    handler.addQuickElement("h1", words.say("feed.what"))
    handler.addQuickElement("p", words.say("feed.how"))
    handler.startElement("p", {})
    handler.addQuickElement("a", words.say("feed.as_page"), {"href": page})
    handler.endElement("p")
    handler.endElement("div")


def _link(handler: Any, item: Mapping[str, Any], words: Words) -> None:
    """Write the day in words, and a link that a browser follows: it knows none of the feed's own."""
    if item["pubdate"]:
        handler.addQuickElement("p", words.long_date(item["pubdate"].date()), {"xmlns": _XHTML})
    handler.addQuickElement("a", words.say("feed.read"), {"xmlns": _XHTML, "href": item["link"]})


def _at(card: Card) -> dt.datetime:
    return dt.datetime.combine(card.date, dt.time(), dt.UTC) if card.date else _NO_DATE


def printable(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _markup(text: str) -> str:
    """Return `text` as HTML: readers of RSS take titles and descriptions for markup, and Atom says so."""
    return html.escape(printable(text), quote=False)


class _Steady:
    """Dates a feed by its stories; an empty one by the beginning of time, never by the clock."""

    items: list[dict[str, Any]]

    def latest_post_date(self) -> dt.datetime:
        """Return the date of the newest story."""
        return max((item["updateddate"] for item in self.items), default=_NO_DATE)


class _Rss(_Steady, Rss201rev2Feed):  # type: ignore[misc]  # feedgenerator is untyped
    """RSS 2.0 as feedgenerator writes it, with steady dates."""

    def add_root_elements(self, handler: Any) -> None:
        """Write the head of the feed."""
        super().add_root_elements(handler)
        _explain(handler, self.feed["link"], self.feed["words"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write one item."""
        super().add_item_elements(handler, item)
        _link(handler, item, self.feed["words"])


class _Atom(_Steady, Atom1Feed):  # type: ignore[misc]  # feedgenerator is untyped
    """Atom 1.0 as feedgenerator writes it, with steady dates and titles declared as HTML."""

    def add_root_elements(self, handler: Any) -> None:
        """Write the head of the feed."""
        super().add_root_elements(handler)
        _explain(handler, self.feed["link"], self.feed["words"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write one entry at once: most of a site's feeds is entries, and an element at a time takes far longer."""
        handler.ignorableWhitespace("".join(write_entry(item, self.feed["words"])))


def write_entry(item: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield what feedgenerator writes of an entry, with titles declared as HTML, and the day and a link in words."""
    day, link = item["pubdate"], quoteattr(item["link"])
    yield f'{_element("title", item["title"], _HTML)}<link href={link} rel="alternate"/>'
    if day:
        yield f"<published>{rfc3339_date(day)}</published>"
    yield f"<updated>{rfc3339_date(item['updateddate'])}</updated>"
    yield f"<author>{_element('name', item['author_name'])}</author>{_element('id', item['unique_id'])}"
    yield _element("summary", item["description"], _HTML)
    for name in item["categories"]:
        yield f"<category term={quoteattr(name)}/>"
    if day:
        yield _element("p", words.long_date(day.date()), f' xmlns="{_XHTML}"')
    yield _element("a", words.say("feed.read"), f' href={link} xmlns="{_XHTML}"')


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(text)}</{name}>" if text else f"<{name}{attributes}/>"
