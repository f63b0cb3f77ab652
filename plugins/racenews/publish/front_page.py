"""What stands on the front page: one lead, two seconds, the river, and what is in the news."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from racenews.publish.dossier import Topics, rank
from racenews.publish.drafts import Draft
from racenews.publish.plate import choose_form
from racenews.publish.view_records import Card, Front, RaceStrip, Ranking
from racenews.types import Brief, TopicKind
from racenews.words import Words

NEWS_WINDOW = 200  # "in the news" counts the newest stories, so that ten years of archive do not decide it
RIVER = 12  # rows of the front page below lead and seconds
SECONDS = 2
LEAD_WITHIN = 12  # an older story does not lead, however well it reads
STRIPS, STRIP_STORIES = 4, 3


def choose_lead(drafts: Sequence[Draft]) -> Card | None:
    """Return the newest story that reads like a story rather than a list; the newest of all where none does."""
    for draft in drafts[:LEAD_WITHIN]:
        if reads_like_a_story(draft.brief) and draft.brief.date:
            return draft.card
    return drafts[0].card if drafts else None


def reads_like_a_story(brief: Brief) -> bool:
    """Say whether prose outweighs lists, and the headline announces no table."""
    if choose_form(brief.title, None) == "podium":
        return False
    if brief.is_written:
        return not brief.has_table
    return brief.prose >= 2 and brief.listed <= brief.prose


def build_front(order: Sequence[Card], topics: Topics, drafts: Sequence[Draft], words: Words) -> Front:
    """Return the front page. `order` is the lead, then all other stories, newest first."""
    first = 1 + SECONDS
    shown = {c.path for c in order[: first + RIVER]}
    window = drafts[:NEWS_WINDOW]
    return Front(
        lead=order[0] if order else None,
        seconds=tuple(order[1:first]),
        river=tuple(order[first : first + RIVER]),
        rankings=_in_the_news(window, topics, words),
        strips=_strips(window, topics, shown),
    )


def _in_the_news(window: Sequence[Draft], topics: Topics, words: Words) -> tuple[Ranking, ...]:
    counts: dict[TopicKind, Counter[str]] = defaultdict(Counter)
    for draft in window:
        for topic in draft.brief.topics:
            counts[topic.kind][topic.id] += 1
    titles: tuple[tuple[TopicKind, str, int], ...] = (
        ("rider", words.say("front.riders"), 10),
        ("race", words.say("front.races"), 8),
        ("team", words.say("front.teams"), 8),
    )
    rankings = [
        Ranking(title, rank(((topics.link((kind, id)), n) for id, n in counts[kind].items()), most))
        for kind, title, most in titles
    ]
    return tuple(r for r in rankings if r.links)


def _strips(window: Sequence[Draft], topics: Topics, shown: set[str]) -> tuple[RaceStrip, ...]:
    """Return the races most written about, with stories that the front page does not show already."""
    fresh: dict[str, list[Card]] = defaultdict(list)
    for draft in window:
        if draft.card.path not in shown and draft.plate.races:
            fresh[draft.plate.races[0]].append(draft.card)
    busiest = sorted(fresh, key=lambda race: (-len(fresh[race]), race))[:STRIPS]
    return tuple(
        RaceStrip(topics.link(("race", race)), tuple(fresh[race][:STRIP_STORIES]))
        for race in busiest
        if len(fresh[race]) > 1
    )
