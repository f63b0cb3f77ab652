"""What the paper knows of a rider, team, race or subject: its stories, its facts, and whom it is named beside."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from racenews.folding import to_ascii
from racenews.palette import Palette
from racenews.publish.plate import MAX_BEADS, MAX_STRIPES, PlateFacts
from racenews.publish.plate_caption import family_words
from racenews.publish.swatches import kit_swatch, race_swatch
from racenews.publish.timeline import Sighting, draw_timeline
from racenews.publish.titles import Titles
from racenews.publish.topic_record import describe_topic
from racenews.publish.view_records import (
    Card,
    Fact,
    Head,
    IndexEntry,
    Letter,
    Link,
    Ranking,
    TopicIndex,
    TopicView,
)
from racenews.publish.wording import initial, sentence, sort_key
from racenews.types import Brief, Entry, Topic, TopicKind
from racenews.words import NATIONS, Words

TopicKey = tuple[TopicKind, str]

FOLDERS: Mapping[TopicKind, str] = {"rider": "riders", "team": "teams", "race": "races", "topic": "topics"}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

HOT_PLACES: Mapping[TopicKind, int] = {"rider": 2, "team": 1, "race": 1, "topic": 1}
"""So many of a story's topics of a kind are what it is about: two riders, who beat whom, but one race."""
NEWEST_STORIES = 200  # that many decide whom a topic is named beside
TOPICS_A_STORY = 40  # a result list may name a hundred riders; those at its end say little
TOP_OF_INDEX = 12
FEWEST_IN_FEED = 3  # a subject of one or two stories is often a passing word that nobody follows

_BESIDE: Mapping[TopicKind, tuple[tuple[TopicKind, int], ...]] = {
    "rider": (("rider", 8), ("race", 6)),
    "team": (("rider", 10), ("race", 6)),
    "race": (("rider", 10), ("team", 8)),
    "topic": (("rider", 8), ("race", 6)),
}
"""Which kinds are ranked on the page of a topic, and how many of each."""


class Entries(Protocol):
    """What is asked of a gazetteer here."""

    def entry(self, kind: TopicKind, id: str) -> Entry:
        """Return the entry; KeyError where there is none."""


class Told(Protocol):
    """A story as a topic knows it."""

    @property
    def brief(self) -> Brief:
        """Return the story in brief."""

    @property
    def card(self) -> Card:
        """Return how it is announced."""


def topic_key(topic: Topic) -> TopicKey:
    """Return what tells a topic from all others."""
    return topic.kind, topic.id


def topic_path(key: TopicKey) -> str:
    """Return "riders/mark-cavendish/"."""
    return f"{FOLDERS[key[0]]}/{key[1]}/"


def rank(counts: Iterable[tuple[Link, int]], most: int) -> tuple[Link, ...]:
    """Return the links with the largest counts, ties by name, each with its share of the largest."""
    top = sorted(counts, key=lambda pair: (-pair[1], sort_key(pair[0].name)))[:most]
    largest = top[0][1] if top else 1
    return tuple(Link(link.name, link.path, count, link.swatch, round(100 * count / largest)) for link, count in top)


class Topics:
    """All topics that published stories are about, with their stories, newest first."""

    def __init__(self, stories: Sequence[Told], palette: Palette) -> None:
        self._stories = stories
        self.places: dict[TopicKey, array[int]] = defaultdict(lambda: array("I"))
        """Where each topic's stories stand among all."""
        self._names: dict[TopicKey, str] = {}
        for place, story in enumerate(stories):
            for topic in story.brief.topics:
                self.places[topic_key(topic)].append(place)
                self._names.setdefault(topic_key(topic), topic.name)
        self._links = {key: self._make_link(key, palette) for key in self.places}
        self.palette = palette
        self.plates: dict[str, PlateFacts] = {}
        """What the picture of each topic is drawn from, by its path."""
        self._of_day: dict[tuple[TopicKey, str], Link] = {}

    def _make_link(self, key: TopicKey, palette: Palette) -> Link:
        kind, id = key
        swatches = {"race": race_swatch, "team": kit_swatch}
        swatch = swatches[kind](id, palette) if kind in swatches else None
        return Link(self._names[key], topic_path(key), len(self.places[key]), swatch)

    def stories(self, key: TopicKey, most: int | None = None) -> list[Told]:
        """Return the stories of a topic, newest first; no more than `most` where that is said."""
        return [self._stories[place] for place in self.places[key][:most]]

    def link(self, key: TopicKey) -> Link:
        """Return the way to a topic, with its number of stories."""
        return self._links[key]

    def link_of_day(self, topic: Topic) -> Link:
        """Return the way to a topic by its name in a story; all stories that name it so share one."""
        key, shown = topic_key(topic), topic.shown
        if (key, shown) not in self._of_day:
            self._of_day[key, shown] = replace(self._links[key], name=shown)
        return self._of_day[key, shown]

    def keys(self, kind: TopicKind) -> list[TopicKey]:
        """Return the topics of a kind by name."""
        return sorted((k for k in self.places if k[0] == kind), key=lambda k: (sort_key(self._names[k]), k[1]))

    def beside(self, key: TopicKey) -> Mapping[TopicKind, Counter[str]]:
        """Count the topics that stand in the same stories, by kind."""
        counts: dict[TopicKind, Counter[str]] = defaultdict(Counter)
        for story in self.stories(key, NEWEST_STORIES):
            for topic in story.brief.topics[:TOPICS_A_STORY]:
                if topic_key(topic) != key:
                    counts[topic.kind][topic.id] += 1
        return counts


# --- dossiers ------------------------------------------------------------------------------------------------


def build_topics(topics: Topics, gazetteer: Entries, titles: Titles, words: Words) -> tuple[TopicView, ...]:
    """Return a dossier for every topic: riders, teams, races, subjects, each kind by name."""
    nations = words.table(NATIONS)
    return tuple(
        _topic(key, topics, gazetteer, nations, titles, words) for kind in FOLDERS for key in topics.keys(kind)
    )


def _topic(
    key: TopicKey, topics: Topics, gazetteer: Entries, nations: Mapping[str, str], titles: Titles, words: Words
) -> TopicView:
    kind, id = key
    link, stories = topics.link(key), topics.stories(key)
    cards = tuple(story.card for story in stories)
    entry = _entry(key, gazetteer)
    beside = topics.beside(key)
    plate, caption = _plate(key, topics, beside, len(cards), words)
    if plate:
        topics.plates[f"{link.path}plate.svg"] = plate
    hot = words.say(f"{kind}.hot")
    names = _names_by_year(entry, words)
    return TopicView(
        kind=kind,
        id=id,
        head=Head(
            title=titles.claim(words.say("dossier.title", name=link.name), words.say(f"{kind}.hint")),
            description=_description(link.name, cards, words),
            path=link.path,
            section=FOLDERS[kind],
            feed=f"{link.path}feed.atom.xml" if kind != "topic" or len(cards) >= FEWEST_IN_FEED else "",
        ),
        link=link,
        intro=_intro(kind, cards, words),
        cards=cards,
        facts=(*_facts(entry, nations, topics, words), _story_count(cards, words)),
        names=names,
        timeline=draw_timeline(link.name, hot, [_sighting(key, story) for story in stories], words),
        rankings=_rankings(kind, beside, topics, words),
        kicker=Link(words.say(f"{kind}.title"), f"{FOLDERS[kind]}/", swatch=link.swatch),
        plate=f"{link.path}plate.svg" if plate else "",
        caption=caption,
        record=describe_topic(entry, tuple(name for _, name in names), nations),
    )


def _entry(key: TopicKey, gazetteer: Entries) -> Entry | None:
    try:
        return gazetteer.entry(*key)
    except KeyError:
        return None


def _description(name: str, cards: Sequence[Card], words: Words) -> str:
    return words.say("dossier.description", n=len(cards), name=name, newest=cards[0].title)[:300]


def _intro(kind: TopicKind, cards: Sequence[Card], words: Words) -> str:
    named = words.say(f"{kind}.named", n=len(cards))
    newest = cards[0].date
    if newest is None:
        return words.say("dossier.intro", named=named)
    return words.say("dossier.intro_dated", n=len(cards), named=named, date=words.long_date(newest))


def _sighting(key: TopicKey, story: Told) -> Sighting:
    """Return one story as the timeline sees it; it is hot where the topic comes first among its kind."""
    same_kind = [t for t in story.brief.topics if t.kind == key[0]]
    topic = next(t for t in same_kind if t.id == key[1])
    return Sighting(story.card, topic.mentions, hot=topic in same_kind[: HOT_PLACES[key[0]]])


def _plate(
    key: TopicKey, topics: Topics, beside: Mapping[TopicKind, Counter[str]], count: int, words: Words
) -> tuple[PlateFacts | None, str]:
    """Return what a topic's picture is drawn from and how to read it; subjects have none."""
    kind, id = key
    say = words.say
    if kind == "team":
        return PlateFacts(id, "", teams=(id,), riders=count, form="kits"), say("plate.team")
    if kind == "race":
        teams = tuple(_most(beside["team"])[:MAX_STRIPES]) if "team" in beside else ()
        colour = family_words(topics.palette.family_of(id), words)
        parts = (colour, _beads("plate.beads", count, words), say("plate.race_kits") if teams else "")
        caption = say("plate.race", parts=say("plate.between").join(filter(None, parts)))
        return PlateFacts(id, "", races=(id,), teams=teams, riders=count), caption
    if kind == "rider":
        races = tuple(_most(beside["race"])[:1]) if "race" in beside else ()
        colour = family_words(topics.palette.family_of(races[0]), words) if races else ""
        race = say("plate.rider_race", colour=colour, race=topics.link(("race", races[0])).name) if colour else ""
        told = (race, _beads("plate.rider_beads", count, words))
        caption = say("plate.rider", parts=say("plate.rider_between").join(filter(None, told)))
        return PlateFacts(id, "", races=races, riders=count, form="" if races else "profile"), caption
    return None, ""


def _beads(key: str, count: int, words: Words) -> str:
    """Return what the beads of a topic's picture are, by `key` where there is one for each story."""
    if count > MAX_BEADS:
        return words.say("plate.full_beads", n=count, shown=words.number_word(MAX_BEADS))
    return words.say(key, n=count)


def _most(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda id: (-counts[id], id))


def _rankings(
    kind: TopicKind, beside: Mapping[TopicKind, Counter[str]], topics: Topics, words: Words
) -> tuple[Ranking, ...]:
    rankings = [
        Ranking(
            words.say(f"dossier.{kind}_{other}"),
            rank(((topics.link((other, id)), n) for id, n in beside[other].items()), most),
            "shared",
        )
        for other, most in _BESIDE[kind]
        if other in beside
    ]
    return tuple(r for r in rankings if r.links)


# --- facts ----------------------------------------------------------------------------------------------------


def _facts(entry: Entry | None, nations: Mapping[str, str], topics: Topics, words: Words) -> tuple[Fact, ...]:
    """Return what the gazetteer's row says, in words; nothing for what it leaves open."""
    if entry is None:
        return ()
    row, say = entry.facts, words.say
    facts = []
    nation = row.get("nation", "") or row.get("country", "")
    if nation in nations:
        term = say("fact.country" if entry.kind == "race" else "fact.nation")
        facts.append(Fact(term, sentence(nations[nation])))
    if row.get("birth_year"):
        facts.append(Fact(say("fact.born"), row["birth_year"]))
    status, grade = row.get("status", ""), row.get("class", "")
    if level := words.find(f"level.{status}"):
        facts.append(Fact(say("fact.level"), level))
    if held := words.find(f"class.{grade}"):
        facts.append(Fact(say("fact.class"), held))
    if row.get("month", "").isdigit() and 1 <= int(row["month"]) <= 12:
        facts.append(Fact(say("fact.month"), words.month(int(row["month"]))))
    for column in ("predecessor", "successor"):
        teams: list[TopicKey] = [("team", id) for id in row.get(column, "").split(";")]
        links = [topics.link(team) for team in teams if team in topics.places]
        facts += [Fact(say(f"fact.{column}"), link.name, path=link.path) for link in links]
    return tuple(facts)


def _story_count(cards: Sequence[Card], words: Words) -> Fact:
    oldest = min((c.date for c in cards if c.date), default=None)
    note = words.say("fact.since", date=words.long_date(oldest)) if oldest else ""
    return Fact(words.say("fact.stories"), words.number(len(cards)), note=note)


def _names_by_year(entry: Entry | None, words: Words) -> tuple[tuple[str, str], ...]:
    """Return a team's names with their years, newest first; nothing where it has had only one.

    The row writes "2019-2021=Deceuninck–Quick-Step;2023-=Soudal Quick-Step".
    """
    cell = entry.facts.get("names_by_year", "") if entry else ""
    names = []
    for part in cell.split(";"):
        years, _, name = part.strip().partition("=")
        first, _, last = years.partition("-")
        since = first if first == last else f"{first}–{last}" if last else words.say("dossier.since_year", year=first)
        if name:
            names.append((since, name))
    return tuple(reversed(names)) if len(names) > 1 else ()


# --- indexes ---------------------------------------------------------------------------------------------------


def build_indexes(topics: Topics, gazetteer: Entries, words: Words) -> tuple[TopicIndex, ...]:
    """Return the A–Z of riders, teams and races, and of subjects where a story has one."""
    return tuple(_index(kind, topics, gazetteer, words) for kind in FOLDERS if kind != "topic" or topics.keys(kind))


def _index(kind: TopicKind, topics: Topics, gazetteer: Entries, words: Words) -> TopicIndex:
    entries = [_index_entry(key, topics, gazetteer) for key in topics.keys(kind)]
    entries.sort(key=lambda e: (sort_key(e.lead), sort_key(e.rest), e.link.path))
    by_letter: dict[str, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        by_letter[initial(entry.lead)].append(entry)
    letters = ALPHABET + ("#" if "#" in by_letter else "")
    top = rank(((e.link, e.link.count) for e in entries if e.link.count > 1), TOP_OF_INDEX)
    return TopicIndex(
        kind=kind,
        head=Head(
            title=words.say(f"{kind}.index"),
            description=words.say(f"{kind}.description"),
            path=f"{FOLDERS[kind]}/",
            section=FOLDERS[kind],
        ),
        letters=tuple(Letter(letter, tuple(by_letter.get(letter, ()))) for letter in letters),
        count=len(entries),
        top=Ranking(words.say("index.most"), top) if top and len(entries) > TOP_OF_INDEX else None,
    )


def _index_entry(key: TopicKey, topics: Topics, gazetteer: Entries) -> IndexEntry:
    """Return a name as it is filed: riders by surname, everything else by its first word."""
    link, entry = topics.link(key), _entry(key, gazetteer)
    surname = entry.facts.get("surname", "") if entry and key[0] == "rider" else ""
    if (
        surname
        and to_ascii(link.name).casefold().endswith(to_ascii(surname).casefold())
        and len(surname) < len(link.name)
    ):
        cut = len(link.name) - len(surname)
        return IndexEntry(link.name[cut:].strip(), link.name[:cut].strip(), link)
    if key[0] == "rider" and entry is None and " " in link.name:  # unknown to the gazetteer: the last word is likely
        first, _, last = link.name.rpartition(" ")
        return IndexEntry(last, first, link)
    return IndexEntry(link.name, "", link)
