"""What pages say in JSON-LD is JSON-LD, and in words that schema.org has: held by a processor and a vocabulary of others."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec_schemaorg.models
import pytest
from pyld import jsonld
from tests.a_small_paper import build_small_site, small_paper

from racenews.publish.jsonld import page_jsonld, story_jsonld
from racenews.publish.pages import list_pages

SCHEMA = "https://schema.org/"
ARTICLES = small_paper()
SITE = build_small_site(ARTICLES, siteurl="https://example.org/news", base="/news")


def scripts() -> Iterator[str]:
    for article in ARTICLES:
        yield story_jsonld(article, SITE.story(article.source), SITE.house)
    for plan in list_pages(SITE):
        context: Any = plan.context
        yield page_jsonld(context["head"], SITE.house, context.get("topic"))


def load_vocabulary(url: str, options: Any) -> Any:
    """Stand in for the network: schema.org's context makes each name one of schema.org."""
    assert url.rstrip("/") == SCHEMA.rstrip("/")
    context = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ("url", "image", "item", "mainEntityOfPage")}}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": context},
    }


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for part in value:
            yield from nodes(part)
    elif isinstance(value, dict):
        yield value
        for part in value.values():
            yield from nodes(part)


@pytest.fixture(scope="module")
def expanded() -> list[Any]:
    options = {"documentLoader": load_vocabulary, "base": SITE.house.address()}  # of each page, on one site
    read = [jsonld.expand(json.loads(script), options) for script in scripts()]
    assert len(read) > len(ARTICLES)
    return read


def test_every_type_and_property_is_one_of_schema_org(expanded: list[Any]) -> None:
    seen = set()
    for node in nodes(expanded):
        for kind in node.get("@type", ()) if isinstance(node.get("@type"), list) else ():
            name = kind.removeprefix(SCHEMA)
            model = getattr(msgspec_schemaorg.models, name)
            properties = {key.removeprefix(SCHEMA) for key in node if not key.startswith("@")}
            assert properties <= set(model.__struct_fields__), (name, properties - set(model.__struct_fields__))
            seen.add(name)
    assert {"NewsArticle", "Person", "SportsTeam", "SportsEvent", "BreadcrumbList", "WebSite"} <= seen


def test_every_address_is_whole(expanded: list[Any]) -> None:
    addresses = {node["@id"] for node in nodes(expanded) if "@id" in node}
    assert addresses
    assert all(address.startswith("https://") for address in addresses)


def test_crumbs_count_from_one_and_are_two_at_least_on_stories(expanded: list[Any]) -> None:
    lists = [node for node in nodes(expanded) if node.get("@type") == [f"{SCHEMA}BreadcrumbList"]]
    for crumbs in lists:
        places = [item[f"{SCHEMA}position"][0]["@value"] for item in crumbs[f"{SCHEMA}itemListElement"]]
        assert places == list(range(1, len(places) + 1)) and len(places) >= 2


def test_what_a_story_is_about_is_told_on_the_page_of_the_topic(expanded: list[Any]) -> None:
    told = {node["@id"] for page in expanded for node in page if len(node) > 3 and "@id" in node}
    about = {topic["@id"] for node in nodes(expanded) for topic in node.get(f"{SCHEMA}about", ())}
    assert about and {topic for topic in about if not topic.endswith("#topic")} <= told


def test_no_string_of_a_story_stands_twice() -> None:
    """Addresses apart: each page carries its JSON-LD, and a hundred thousand of them have to fit."""
    for article in ARTICLES:
        said = [
            value
            for node in nodes(json.loads(story_jsonld(article, SITE.story(article.source), SITE.house)))
            for value in node.values()
            if isinstance(value, str) and len(value) > 24 and not value.startswith("https://")
        ]
        assert len(said) == len(set(said)), article.title
