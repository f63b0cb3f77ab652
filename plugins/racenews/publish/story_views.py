"""The page of a story: its head, its notes, its rail, its relatives."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict
from urllib.parse import urlsplit

from racenews.card_face import CardFace
from racenews.palette import Palette
from racenews.publish.card_facts import can_be_set
from racenews.publish.dossier import Topics, topic_key
from racenews.publish.drafts import Draft, of_kind
from racenews.publish.plate_caption import read_plate
from racenews.publish.titles import Titles
from racenews.publish.view_records import Card, Head, House, RailGroup, StoryView
from racenews.publish.wording import sentence
from racenews.types import Article, TopicKind
from racenews.words import Words

YEARS_UNTIL_AGED = 2
RELATED = 3  # one row of small cards at full width
RELATED_TOPICS = 8  # the topics of a story that are asked for relatives
RELATED_REACH = 6  # how far each way in a topic's stories a relative may stand
RAIL_KINDS: tuple[TopicKind, ...] = ("race", "rider", "team", "topic")


def _heads(drafts: Sequence[Draft], titles: Titles, words: Words) -> dict[str, Head]:
    """Return a head for every story; the oldest of two equal titles keeps it bare."""
    heads = {}
    for draft in reversed(drafts):
        article = draft.article
        title = titles.claim(article.title, words.long_date(article.date), draft.card.author.name)
        description = article.summary or article.title
        heads[article.source] = Head(title, description, draft.path, section="", kind="article")
    return heads


def build_stories(
    drafts: Sequence[Draft], titles: Titles, topics: Topics, house: House, palette: Palette, face: CardFace
) -> tuple[StoryView, ...]:
    """Return the page of every draft, in the order of the drafts."""
    heads = _heads(drafts, titles, house.words)
    relatives = _Relatives(drafts)
    views = []
    for i, draft in enumerate(drafts):
        article = draft.article
        views.append(
            StoryView(
                source=article.source,
                head=heads[article.source],
                card=draft.card,
                caption=read_plate(draft.plate, palette, [t.shown for t in of_kind(article, "team")], house.words),
                age=_age(article.date, house),
                source_domain=_domain(article.source_url, house.siteurl),
                source_url=article.source_url or "",
                rail=_rail(article, topics, house.words),
                earlier=drafts[i + 1].card if i + 1 < len(drafts) else None,
                later=drafts[i - 1].card if i else None,
                related=relatives.of(draft),
                social=f"{draft.path}card.png" if _has_card(draft, i, house, face) else "",
                family=draft.family,
                **told_by_the_body(article, house),
            )
        )
    return tuple(views)


def _has_card(draft: Draft, newer: int, house: House, face: CardFace) -> bool:
    """Say whether a card is drawn for a story that has so many newer ones before it; a photograph speaks for itself."""
    return not draft.card.photo and newer < house.social_cards and can_be_set(draft.article.title, face)


class BodyTold(TypedDict):
    """What the page of a story says of its text, and no other page."""

    standfirst: str
    made: tuple[str, ...]
    credits: tuple[str, ...]


def told_by_the_body(article: Article, house: House) -> BodyTold:
    """Return what a `StoryView` takes from the text of its story: its other fields stay while the face does."""
    return BodyTold(
        standfirst=_standfirst(article),
        made=_how_it_was_made(article, house),
        credits=article.credits,
    )


def _standfirst(article: Article) -> str:
    """Return the summary where an editor or the dump wrote it; a derived one repeats the first paragraph."""
    if article.summary_source == "derived" or not article.summary:
        return ""
    first = article.paragraphs[0].text if article.paragraphs else ""
    return "" if first.startswith(article.summary.rstrip(".…")) else article.summary


def _age(day: dt.date | None, house: House) -> str:
    """Return "This story is seven years old." for one of 2019 read in 2026, or "" below two years."""
    today = house.today
    if day is None or today is None:
        return ""
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return house.words.say("story.age", n=years) if years >= YEARS_UNTIL_AGED else ""


def _how_it_was_made(article: Article, house: House) -> tuple[str, ...]:
    """Return what was done to the text that came in, sentence by sentence; nothing for a hand-written story."""
    if article.body_html is not None:
        return ()
    say = house.words.say
    left_out = [r for r in article.removals if len(r.span)]
    said = []
    if left_out:
        n = len(left_out)
        passages = sentence(say("made.passages", n=n))
        characters = say("count.character", n=sum(len(r.span) for r in left_out))
        rules = say("made.rules", n=len({r.rule for r in left_out}))
        said.append(say("made.left_out", n=n, passages=passages, characters=characters, rules=rules))
    else:
        said.append(say("made.nothing"))
    if article.title_source == "derived":
        said.append(say("made.headline"))
    if article.author is None:
        said.append(say("made.byline", desk=house.desk))
    if article.date is None:
        said.append(say("made.date"))
    said.append(say("made.end"))
    return tuple(said)


def _domain(url: str | None, siteurl: str) -> str:
    """Return where a story was first published; "" where it says that it was here, which only we can say."""
    host = urlsplit(url).hostname if url else None
    return "" if host == urlsplit(siteurl).hostname else (host or "").removeprefix("www.")


def _rail(article: Article, topics: Topics, words: Words) -> tuple[RailGroup, ...]:
    """Return the story's topics in blocks, each by its name of that day with the stories it has."""
    groups = []
    for kind in RAIL_KINDS:
        links = tuple(replace(topics.link(topic_key(t)), name=t.shown) for t in of_kind(article, kind))
        if links:
            groups.append(RailGroup(words.say(f"{kind}.title"), links))
    return tuple(groups)


class _Relatives:
    """Find the stories that share most with a story, among its neighbours in the lists of its topics.

    A shared topic counts the more the rarer it is. Only `RELATED_TOPICS` lists and `RELATED_REACH` neighbours each
    way are looked at, so the work grows with the stories and not with their square.
    """

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._lists: dict[tuple[TopicKind, str], list[Draft]] = defaultdict(list)
        self._places: dict[tuple[TopicKind, str, str], int] = {}
        for draft in drafts:
            for topic in draft.article.topics:
                stories = self._lists[topic_key(topic)]
                self._places[(*topic_key(topic), draft.path)] = len(stories)
                stories.append(draft)

    def of(self, draft: Draft) -> tuple[Card, ...]:
        """Return the nearest relatives, best first, then newest."""
        scores: dict[str, int] = defaultdict(int)
        found: dict[str, Draft] = {}
        for topic in sorted(draft.article.topics, key=lambda t: -t.mentions)[:RELATED_TOPICS]:
            stories = self._lists[topic_key(topic)]
            here = self._places[(*topic_key(topic), draft.path)]
            weight = 1000 // (1 + len(stories))
            for other in stories[max(0, here - RELATED_REACH) : here + RELATED_REACH + 1]:
                if other is not draft:
                    scores[other.path] += weight
                    found[other.path] = other
        least = min(sorted(scores.values(), reverse=True)[:RELATED], default=0)
        near = (path for path, score in scores.items() if score >= least)  # the others need not be put in order
        best = sorted(near, key=lambda path: (-scores[path], _newest(found[path].card), path))
        return tuple(found[path].card for path in best[:RELATED])


def _newest(card: Card) -> int:
    return -card.date.toordinal() if card.date else 0
