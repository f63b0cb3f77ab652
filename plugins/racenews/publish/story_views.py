"""The page of a story: its head, its notes, its rail, its relatives."""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TypedDict, overload
from urllib.parse import urlsplit

from racenews.card_face import CardFace
from racenews.palette import Palette
from racenews.publish.card_facts import can_be_set
from racenews.publish.dossier import Topics, topic_key
from racenews.publish.drafts import Draft, of_kind
from racenews.publish.plate_caption import read_plate
from racenews.publish.titles import Titles
from racenews.publish.view_records import Card, Head, House, Link, RailGroup, StoryView
from racenews.publish.wording import sentence
from racenews.types import Brief, TopicKind
from racenews.words import Words

WORDS_A_MINUTE = 230  # silent reading of English prose: 238 (Brysbaert 2019), a little less with names and figures
YEARS_UNTIL_AGED = 2
RELATED = 3  # one row of small cards at full width
RELATED_TOPICS = 8  # the topics of a story that are asked for relatives
RELATED_REACH = 6  # how far each way in a topic's stories a relative may stand
RAIL_KINDS: tuple[TopicKind, ...] = ("race", "rider", "team", "topic")


class Stories(Sequence[StoryView]):
    """The page of every draft, in the order of the drafts, made when it is asked for.

    As records they would take half a kilobyte each, and they are asked for one after the other. What takes long to
    work out is kept.
    """

    def __init__(
        self, drafts: Sequence[Draft], titles: Titles, topics: Topics, house: House, palette: Palette, face: CardFace
    ) -> None:
        self._drafts, self._topics = drafts, topics
        self._house, self._face = house, face
        self._titles = _claim_titles(drafts, titles, house.words)
        captions: dict[str, str] = {}
        shown = (read_plate(d.plate, palette, [t.shown for t in of_kind(d.brief, "team")], house.words) for d in drafts)
        self._captions = [captions.setdefault(caption, caption) for caption in shown]
        relatives = _Relatives(drafts, topics)
        self._related = array("I", chain.from_iterable(map(relatives.of, range(len(drafts)))))
        self._blocks = {kind: house.words.say(f"{kind}.title") for kind in RAIL_KINDS}

    def __len__(self) -> int:
        """Return how many stories there are."""
        return len(self._drafts)

    @overload
    def __getitem__(self, place: int) -> StoryView: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[StoryView]: ...

    def __getitem__(self, place: int | slice) -> StoryView | Sequence[StoryView]:
        """Return the page of one story, or of several."""
        places = range(len(self._drafts))[place]
        return self._view(places) if isinstance(places, int) else [self._view(one) for one in places]

    def topics_of(self, place: int) -> tuple[Link, ...]:
        """Return every topic of a story in the order of its rail."""
        return tuple(link for group in self._rail(place) for link in group.links)

    def _view(self, i: int) -> StoryView:
        drafts, house, draft = self._drafts, self._house, self._drafts[i]
        brief, card = draft.brief, draft.card
        related = self._related[i * RELATED : (i + 1) * RELATED]
        title, description = self._titles.get(i, brief.title), brief.summary or brief.title
        return StoryView(
            source=brief.source,
            head=Head(title, description, card.path, section="", kind="article"),
            card=card,
            caption=self._captions[i],
            age=_age(brief.date, house),
            source_domain=_domain(brief.source_url, house.siteurl),
            source_url=brief.source_url or "",
            rail=self._rail(i),
            earlier=drafts[i + 1].card if i + 1 < len(drafts) else None,
            later=drafts[i - 1].card if i else None,
            related=tuple(drafts[other].card for other in related if other != i),
            social=f"{card.path}card.png" if _has_card(draft, i, house, self._face) else "",
            family=draft.family,
            **told_by_the_body(brief, house),
        )

    def _rail(self, place: int) -> tuple[RailGroup, ...]:
        """Return the topics of a story in blocks, each by its name of that day with the stories it has."""
        brief, groups = self._drafts[place].brief, []
        for kind in RAIL_KINDS:
            links = tuple(self._topics.link_of_day(topic) for topic in of_kind(brief, kind))
            if links:
                groups.append(RailGroup(self._blocks[kind], links))
        return tuple(groups)


def _claim_titles(drafts: Sequence[Draft], titles: Titles, words: Words) -> Mapping[int, str]:
    """Return the titles that are not the stories' own, by their places; the oldest of two that are equal keeps it."""
    others = {}
    for place in reversed(range(len(drafts))):
        brief = drafts[place].brief
        title = titles.claim(brief.title, words.long_date(brief.date), drafts[place].card.author.name)
        if title != brief.title:
            others[place] = title
    return others


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


class _Relatives:
    """Find the stories that share most with a story, among its neighbours in the lists of its topics.

    A shared topic counts the more the rarer it is. Only `RELATED_TOPICS` lists and `RELATED_REACH` neighbours each
    way are looked at, so the work grows with the stories and not with their square.
    """

    def __init__(self, drafts: Sequence[Draft], topics: Topics) -> None:
        self._drafts, self._places = drafts, topics.places

    def of(self, number: int) -> list[int]:
        """Return the places of a draft's nearest relatives, best first, then newest; its own stands where one lacks."""
        scores: dict[int, int] = defaultdict(int)
        for topic in sorted(self._drafts[number].brief.topics, key=lambda t: -t.mentions)[:RELATED_TOPICS]:
            stories = self._places[topic_key(topic)]
            here = bisect_left(stories, number)
            weight = 1000 // (1 + len(stories))
            for other in stories[max(0, here - RELATED_REACH) : here + RELATED_REACH + 1]:
                if other != number:
                    scores[other] += weight
        least = min(sorted(scores.values(), reverse=True)[:RELATED], default=0)
        near = (other for other, score in scores.items() if score >= least)  # the others need not be put in order
        cards = {other: self._drafts[other].card for other in near}
        best = sorted(cards, key=lambda other: (-scores[other], _newest(cards[other]), cards[other].path))[:RELATED]
        return best + [number] * (RELATED - len(best))


def _newest(card: Card) -> int:
    return -card.date.toordinal() if card.date else 0
