"""The face of a story: all that other pages, lists, feeds and maps show or go by. The rest is on its own page alone."""

from __future__ import annotations

from dataclasses import fields

from racenews.palette import Palette
from racenews.publish.brief import brief_of
from racenews.publish.drafts import draft_story
from racenews.publish.front_page import reads_like_a_story
from racenews.publish.view_records import House, StoryView
from racenews.types import Article

_OF_THE_TEXT = frozenset({"paragraphs", "mentions", "header_spans", "removals", "credits", "body_html"})
_OF_THE_FACE = tuple(field.name for field in fields(Article) if field.name not in _OF_THE_TEXT)


def has_same_face(before: Article, after: Article, view: StoryView, house: House, palette: Palette) -> bool:
    """Say whether every other page stays as it is when `after` takes the place of `before`, whose view is `view`."""
    if any(getattr(before, name) != getattr(after, name) for name in _OF_THE_FACE):
        return False
    briefs = brief_of(before), brief_of(after)
    if reads_like_a_story(briefs[0]) != reads_like_a_story(briefs[1]):
        return False
    authors = {after.author or house.desk: view.card.author}
    was, now = (draft_story(brief, view.card.path, authors, house, palette) for brief in briefs)
    return (was.plate, was.family, was.card) == (now.plate, now.family, now.card)
