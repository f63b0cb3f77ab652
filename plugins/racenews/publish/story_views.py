"""The page of a story: its head, its notes, its rail, its relatives."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypedDict
from urllib.parse import urlsplit

from racenews.card_face import CardFace
from racenews.palette import Palette
from racenews.publish.brief import Sharing
from racenews.publish.card_facts import can_be_set
from racenews.publish.dossier import Topics, topic_key
from racenews.publish.drafts import Draft, of_kind
from racenews.publish.plate_caption import read_plate
from racenews.publish.titles import Titles
from racenews.publish.view_records import Card, Head, House, RailGroup, StoryView
from racenews.publish.wording import sentence
from racenews.types import Brief, TopicKind
from racenews.words import Words

WORDS_A_MINUTE = 230  # silent reading of English prose: 238 (Brysbaert 2019), a little less with names and figures
YEARS_UNTIL_AGED = 2
RELATED = 3  # one row of small cards at full width
RELATED_TOPICS = 8  # the topics of a story that are asked for relatives
RELATED_REACH = 6  # how far each way in a topic's stories a relative may stand
RAIL_KINDS: tuple[TopicKind, ...] = ("race", "rider", "team", "topic")


def _heads(drafts: Sequence[Draft], titles: Titles, words: Words) -> dict[str, Head]:
    """Return a head for every story; the oldest of two equal titles keeps it bare."""
    heads = {}
    for draft in reversed(drafts):
        brief = draft.brief
        title = titles.claim(brief.title, words.long_date(brief.date), draft.card.author.name)
        description = brief.summary or brief.title
        heads[brief.source] = Head(title, description, draft.path, section="", kind="article")
    return heads


def build_stories(
    drafts: Sequence[Draft], titles: Titles, topics: Topics, house: House, palette: Palette, face: CardFace
) -> tuple[StoryView, ...]:
    """Return the page of every draft, in the order of the drafts."""
    heads = _heads(drafts, titles, house.words)
    relatives = _Relatives(drafts)
    blocks = {kind: house.words.say(f"{kind}.title") for kind in RAIL_KINDS}
    share = Sharing().one
    views = []
    for i, draft in enumerate(drafts):
        brief, told = draft.brief, told_by_the_body(draft.brief, house)
        told["made"] = share(told["made"])
        caption = read_plate(draft.plate, palette, [t.shown for t in of_kind(brief, "team")], house.words)
        views.append(
            StoryView(
                source=brief.source,
                head=heads[brief.source],
                card=draft.card,
                caption=share(caption),
                age=share(_age(brief.date, house)),
                source_domain=_domain(brief.source_url, house.siteurl),
                source_url=brief.source_url or "",
                rail=_rail(brief, topics, blocks),
                earlier=drafts[i + 1].card if i + 1 < len(drafts) else None,
                later=drafts[i - 1].card if i else None,
                related=relatives.of(i),
                social=f"{draft.path}card.png" if _has_card(draft, i, house, face) else "",
                family=draft.family,
                **told,
            )
        )
    return tuple(views)


def _has_card(draft: Draft, newer: int, house: House, face: CardFace) -> bool:
    """Say whether a card is drawn for a story that has so many newer ones before it; a photograph speaks for itself."""
    return not draft.card.photo and newer < house.social_cards and can_be_set(draft.brief.title, face)


class BodyTold(TypedDict):
    """What the page of a story says of its text, and no other page."""

    standfirst: str
    minutes: int
    made: tuple[str, ...]
    credits: tuple[str, ...]


def told_by_the_body(brief: Brief, house: House) -> BodyTold:
    """Return what a `StoryView` takes from the text of its story: its other fields stay while the face does."""
    return BodyTold(
        standfirst=_standfirst(brief),
        minutes=max(1, -(-brief.words // WORDS_A_MINUTE)),
        made=_how_it_was_made(brief, house),
        credits=brief.credits,
    )


def _standfirst(brief: Brief) -> str:
    """Return the summary where an editor or the dump wrote it; a derived one repeats the first paragraph."""
    if brief.summary_source == "derived" or not brief.summary:
        return ""
    return "" if brief.opens_with_summary else brief.summary


def _age(day: dt.date | None, house: House) -> str:
    """Return "This story is seven years old." for one of 2019 read in 2026, or "" below two years."""
    today = house.today
    if day is None or today is None:
        return ""
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return house.words.say("story.age", n=years) if years >= YEARS_UNTIL_AGED else ""


def _how_it_was_made(brief: Brief, house: House) -> tuple[str, ...]:
    """Return what was done to the text that came in, sentence by sentence; nothing for a hand-written story."""
    if brief.is_written:
        return ()
    say = house.words.say
    said = []
    n, characters_cut, cutting_rules = brief.cuts
    if n:
        passages = sentence(say("made.passages", n=n))
        characters = say("count.character", n=characters_cut)
        rules = say("made.rules", n=cutting_rules)
        said.append(say("made.left_out", n=n, passages=passages, characters=characters, rules=rules))
    else:
        said.append(say("made.nothing"))
    if brief.title_source == "derived":
        said.append(say("made.headline"))
    if brief.author is None:
        said.append(say("made.byline", desk=house.desk))
    if brief.date is None:
        said.append(say("made.date"))
    said.append(say("made.end"))
    return tuple(said)


def _domain(url: str | None, siteurl: str) -> str:
    """Return where a story was first published; "" where it says that it was here, which only we can say."""
    host = urlsplit(url).hostname if url else None
    return "" if host == urlsplit(siteurl).hostname else (host or "").removeprefix("www.")


def _rail(brief: Brief, topics: Topics, blocks: Mapping[TopicKind, str]) -> tuple[RailGroup, ...]:
    """Return the story's topics in blocks, each by its name of that day with the stories it has."""
    groups = []
    for kind in RAIL_KINDS:
        links = tuple(topics.link_of_day(topic) for topic in of_kind(brief, kind))
        if links:
            groups.append(RailGroup(blocks[kind], links))
    return tuple(groups)


class _Relatives:
    """Find the stories that share most with a story, among its neighbours in the lists of its topics.

    A shared topic counts the more the rarer it is. Only `RELATED_TOPICS` lists and `RELATED_REACH` neighbours each
    way are looked at, so the work grows with the stories and not with their square.
    """

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts
        self._lists: dict[tuple[TopicKind, str], list[int]] = defaultdict(list)
        for number, draft in enumerate(drafts):
            for topic in draft.brief.topics:
                self._lists[topic_key(topic)].append(number)

    def of(self, number: int) -> tuple[Card, ...]:
        """Return the nearest relatives of a draft, best first, then newest."""
        scores: dict[int, int] = defaultdict(int)
        for topic in sorted(self._drafts[number].brief.topics, key=lambda t: -t.mentions)[:RELATED_TOPICS]:
            stories = self._lists[topic_key(topic)]
            here = bisect_left(stories, number)
            weight = 1000 // (1 + len(stories))
            for other in stories[max(0, here - RELATED_REACH) : here + RELATED_REACH + 1]:
                if other != number:
                    scores[other] += weight
        least = min(sorted(scores.values(), reverse=True)[:RELATED], default=0)
        near = (other for other, score in scores.items() if score >= least)  # the others need not be put in order
        cards = {other: self._drafts[other].card for other in near}
        best = sorted(cards, key=lambda other: (-scores[other], _newest(cards[other]), cards[other].path))
        return tuple(cards[other] for other in best[:RELATED])


def _newest(card: Card) -> int:
    return -card.date.toordinal() if card.date else 0
