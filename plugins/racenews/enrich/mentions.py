"""Find the riders, teams and races that a story names: one pass of the automaton, then a judge for each hit.

Precision comes before recall: a name that could be two things, and that nothing nearby decides, is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from racenews.enrich.gazetteer import Gazetteer
from racenews.enrich.race_mentions import judge_race
from racenews.enrich.rider_mentions import add_kin, judge_rider
from racenews.enrich.story import Story
from racenews.enrich.story_text import StoryText
from racenews.enrich.team_mentions import judge_team
from racenews.folding import fold_names
from racenews.types import Mention

MAX_NAMES = 3_000  # that are judged in any story; the start lists of a season have as many
CHARS_PER_NAME = 100  # in a story with more


def find_mentions(
    title: str | None, paragraphs: Sequence[str], gazetteer: Gazetteer, published: dt.date | None
) -> tuple[Mention, ...]:
    """Return all mentions in reading order, title first (paragraph -1); none overlap.

    `rule` names the tier of certainty: "full-name", "safe-alias", "surname-after-full-name" and so on.
    """
    story = judge_story(title, paragraphs, gazetteer, published)
    return tuple(sorted(story.mentions, key=lambda m: (m.paragraph, m.start))) if story else ()


def judge_story(
    title: str | None, paragraphs: Sequence[str], gazetteer: Gazetteer, published: dt.date | None
) -> Story | None:
    """Return the story with its mentions and all by which they were judged; None where no known name stands in it."""
    texts = _read_all([*([(-1, title)] if title else []), *enumerate(paragraphs)], gazetteer, published)
    if not any(text.hits for text in texts):
        return None
    story = Story(texts, gazetteer, published)
    link_given(story)
    # Riders first: they say whose race a sentence is about, and so which of two namesakes is meant.
    for text, hit in story.open_hits("rider"):
        judge_rider(story, text, hit)
    add_kin(story)
    story.unlink_orphans()
    story.weigh_names()
    for text, hit in story.open_hits("team"):
        judge_team(story, text, hit, [s for s in hit.senses if s.kind == "team"])
    for text, hit in story.open_hits("race"):
        judge_race(story, text, hit, [s for s in hit.senses if s.kind == "race"])
    return story


def link_given(story: Story) -> None:
    """Link the names that the desk gives to a topic for certain: no doubt of ours weighs against its word."""
    for text in story.texts:
        for hit in text.hits:
            if sense := story.given_sense(text, hit):
                story.link(text, hit.start, hit.end, sense.kind, sense.id, "safe-alias")


def _read_all(told: Sequence[tuple[int, str]], gazetteer: Gazetteer, published: dt.date | None) -> list[StoryText]:
    """Return the paragraphs with the known names in them; past so many, names are left alone."""
    year = published.year if published else None
    left = max(MAX_NAMES, sum(len(raw) for _, raw in told) // CHARS_PER_NAME)
    texts = []
    for index, raw in told:
        folded = fold_names(raw)
        texts.append(StoryText(index, raw, folded, gazetteer.find(folded, raw, year)[:left] if left else []))
        left -= len(texts[-1].hits)
    return texts
