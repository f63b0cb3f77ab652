"""Stories and pages -> schema.org, as text that may stand in a `<script>` block."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from racenews.desks import is_desk
from racenews.publish.dossier import topic_key, topic_path
from racenews.publish.topic_record import TYPES
from racenews.publish.view_records import Head, House, StoryView, TopicView
from racenews.types import Article, Topic

LEADING_TOPICS = 3  # a story is about few; the others are linked in its body
MAX_HEADLINE_CHARS = 110  # what Google's guidelines for NewsArticle allow
# In a script block these characters could end it or start a comment; in JSON their escapes mean the same.
_SCRIPT_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})

_UNSAFE = tuple(map(chr, _SCRIPT_SAFE))
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_script_text(record: Mapping[str, object] | Sequence[Mapping[str, object]]) -> str:
    r"""Return JSON that no HTML parser can take for markup.

    >>> as_script_text({"headline": "</script>"})
    '{"headline":"\\u003c/script\\u003e"}'
    """
    text = _encode(record)
    return text.translate(_SCRIPT_SAFE) if any(sign in text for sign in _UNSAFE) else text


def news_article(article: Article, story: StoryView, house: House) -> dict[str, object]:
    """Return the schema.org NewsArticle of one story. What the page's `<meta>` and `<link>` say is not said again."""
    desk = article.author is None or is_desk(article.author)
    record: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": _shorten(article.title),
        "inLanguage": house.lang,
        "author": {
            "@type": "Organization" if desk else "Person",
            "name": story.card.author.name,
            "url": house.address(story.card.author.path),
        },
        "publisher": _publisher(house),
    }
    if article.date:
        record["datePublished"] = article.date.isoformat()
    shared = story.card.photo.shared.path if story.card.photo else story.social
    if picture := shared or story.card.plate:
        record["image"] = house.address(picture)
    leading = sorted(article.topics, key=lambda topic: -topic.mentions)[:LEADING_TOPICS]
    if leading:
        record["about"] = [_topic_thing(topic, house) for topic in leading]
    return record


def _topic_thing(topic: Topic, house: House) -> dict[str, object]:
    """Return a topic by its name of that day; its page tells the rest under the same `@id`.

    An `@id` leads no reader and no crawler anywhere, so it is written as links are: JSON-LD takes the address of the
    page for its base. What a story is about is a Thing where it says nothing else.
    """
    id = f"{house.base}/{topic_path(topic_key(topic))}#{topic.kind}"
    type_of = {"@type": TYPES[topic.kind]} if topic.kind in TYPES else {}
    return {**type_of, "@id": id, "name": topic.shown}


def breadcrumbs(house: House, trail: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return the schema.org BreadcrumbList of `trail`: (name, path) from the front page down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": house.address(path)}
            for position, (name, path) in enumerate(trail, 1)
        ],
    }


def story_jsonld(article: Article, story: StoryView, house: House) -> str:
    """Return the script text for the page of one story: the story and where it stands.

    Search engines ask for two crumbs at least and need neither the front page nor the page itself among them.
    """
    day = article.date
    if day:
        year = f"{day.year:04}/"
        trail = [(f"{day.year}", year), (house.words.month_and_year(day.year, day.month), f"{year}{day.month:02}/")]
    else:
        trail = [(house.name, ""), (house.words.say("archive.undated_title"), "undated/")]
    return _graph(news_article(article, story, house), breadcrumbs(house, trail))


def page_jsonld(head: Head, house: House, topic: TopicView | None = None) -> str:
    """Return the script text for any other page: the site on the front page, else where the page is.

    The page of a `topic` says first what it is.
    """
    if not head.path:
        return _graph(
            {
                "@type": "WebSite",
                "@id": house.address("#site"),
                "name": house.name,
                "url": house.address(),
                "description": house.description,
                "inLanguage": house.lang,
                "publisher": _publisher(house),
            }
        )
    section, _, below = head.path.rstrip("/").partition("/")
    trail = [(house.name, "")]
    if below and head.section and f"{head.section}/" != head.path and section == head.section:
        trail = [(house.words.say(f"section.{section}"), f"{section}/")]  # two crumbs do
    trail.append((head.title or house.name, head.path))
    return _graph(*(_about(topic, house) if topic else ()), breadcrumbs(house, trail))


def _about(topic: TopicView, house: House) -> Iterator[Mapping[str, object]]:
    """Yield what a topic is, in the words of schema.org; nothing for a subject."""
    if topic.record:
        address = house.address(topic.link.path)
        image = {"image": house.address(topic.plate)} if topic.plate else {}
        yield {**topic.record, "@id": f"{address}#{topic.kind}", "url": address, "mainEntityOfPage": address, **image}


def _graph(*records: Mapping[str, object]) -> str:
    return as_script_text({"@context": "https://schema.org", "@graph": list(records)})


def _publisher(house: House) -> dict[str, object]:
    return {"@type": "NewsMediaOrganization", "name": house.name, "url": house.address()}


def _shorten(title: str) -> str:
    if len(title) <= MAX_HEADLINE_CHARS:
        return title
    cut = title.rfind(" ", 0, MAX_HEADLINE_CHARS)
    return title[: cut if cut > 0 else MAX_HEADLINE_CHARS - 1].rstrip() + "…"
