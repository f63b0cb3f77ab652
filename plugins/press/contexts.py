"""What templates see of a page: its record, and what is worked out of it when it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from press.roads import NeedsPelicanError
from racenews.publish.body import FindLink, render_body
from racenews.publish.jsonld import page_jsonld, story_jsonld
from racenews.publish.pages import PagePlan
from racenews.publish.view_records import House, StoryView
from racenews.types import Article

STORY_TEMPLATE = "article.html"


class PrintedStory:
    """A story as article.html sees it, whoever prints."""

    def __init__(self, view: StoryView, content: str, jsonld: str) -> None:
        self.view = view
        self.content = content
        self.jsonld = jsonld

    def __getattr__(self, name: str) -> Any:
        """Say that a theme asks for what only Pelican's articles have."""
        raise NeedsPelicanError(f"a template asks for article.{name}")


def story_context(article: Article, view: StoryView, house: House, link: FindLink) -> Mapping[str, object]:
    """Return what the template of a story sees. `link` tells where a mention leads."""
    jsonld = story_jsonld(article, view, house)
    return {"article": PrintedStory(view, render_body(article, link, house.base), jsonld), "jsonld": jsonld}


def page_context(plan: PagePlan, house: House) -> dict[str, Any]:
    """Return what the template of a planned page sees."""
    head: Any = plan.context["head"]
    topic: Any = plan.context.get("topic")
    return {"url": plan.path, "jsonld": page_jsonld(head, house, topic), **plan.context}
