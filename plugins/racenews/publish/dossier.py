"""What the paper knows of a rider, team, race or subject: its stories, its facts, and whom it is named beside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from racenews.publish.wording import MONTHS, initial, long_date, number_word, plural, sentence, sort_key
from racenews.types import Article, Entry, Topic, TopicKind

TopicKey = tuple[TopicKind, str]

FOLDERS: Mapping[TopicKind, str] = {"rider": "riders", "team": "teams", "race": "races", "topic": "topics"}
KINDS: Mapping[TopicKind, tuple[str, str, str]] = {
    "rider": ("rider", "riders", "Riders"),
    "team": ("team", "teams", "Teams"),
    "race": ("race", "races", "Races"),
    "topic": ("subject", "subjects", "Subjects"),
}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

HOT_PLACES: Mapping[TopicKind, int] = {"rider": 2, "team": 1, "race": 1, "topic": 1}
"""So many of a story's topics of a kind are what it is about: two riders, who beat whom, but one race."""
NEWEST_STORIES = 200  # that many decide whom a topic is named beside
TOPICS_A_STORY = 40  # a result list may name a hundred riders; those at its end say little
TOP_OF_INDEX = 12

LEVELS = {
    "WT": "WorldTour", "WWT": "Women’s WorldTour", "Pro": "ProTeam",
    "Cont": "Continental", "defunct": "No longer racing",
}  # fmt: skip
CLASSES = {
    "GT": "Grand Tour", "WWT-GT": "Women’s Grand Tour", "Monument": "Monument", "WT": "WorldTour", "Pro": "ProSeries",
    "1.Pro": "ProSeries", "WWT": "Women’s WorldTour", "NC": "National championship", "WC": "World championship",
    "CC": "Continental championship", "CX": "Cyclo-cross", "Track": "Track", "OG": "Olympic Games",
    "CG": "Commonwealth Games", "U23": "Under-23 race", "gravel": "Gravel", "crit": "Criterium", "Record": "Record",
    "sportive": "Open to all riders", "defunct": "No longer held",
    "nat": "National calendar",
    "1.1": "One day, class 1", "2.1": "Several days, class 1", "2.2": "Several days, class 2",
}  # fmt: skip
_BESIDE: Mapping[TopicKind, tuple[tuple[TopicKind, str, int], ...]] = {
    "rider": (("rider", "Named beside", 8), ("race", "At these races", 6)),
    "team": (("rider", "Riders named beside", 10), ("race", "At these races", 6)),
    "race": (("rider", "Riders named most", 10), ("team", "Teams named most", 8)),
    "topic": (("rider", "Riders named most", 8), ("race", "At these races", 6)),
}


class Entries(Protocol):
    """What is asked of a gazetteer here."""

    def entry(self, kind: TopicKind, id: str) -> Entry:
        """Return the entry; KeyError where there is none."""


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

    def __init__(self, stories: Iterable[tuple[Article, Card]], palette: Palette) -> None:
        self.stories: dict[TopicKey, list[tuple[Article, Card]]] = defaultdict(list)
        self._names: dict[TopicKey, str] = {}
        for article, card in stories:
            for topic in article.topics:
                self.stories[topic_key(topic)].append((article, card))
                self._names.setdefault(topic_key(topic), topic.name)
        self._links = {key: self._make_link(key, palette) for key in self.stories}
        self.palette = palette
        self._plates: dict[str, PlateFacts] = {}

    def _make_link(self, key: TopicKey, palette: Palette) -> Link:
        kind, id = key
        swatches = {"race": race_swatch, "team": kit_swatch}
        swatch = swatches[kind](id, palette) if kind in swatches else None
        return Link(self._names[key], topic_path(key), len(self.stories[key]), swatch)

    def link(self, key: TopicKey) -> Link:
        """Return the way to a topic, with its number of stories."""
        return self._links[key]

    def keys(self, kind: TopicKind) -> list[TopicKey]:
        """Return the topics of a kind by name."""
        return sorted((k for k in self.stories if k[0] == kind), key=lambda k: (sort_key(self._names[k]), k[1]))

    def beside(self, key: TopicKey) -> Mapping[TopicKind, Counter[str]]:
        """Count the topics that stand in the same stories, by kind."""
        counts: dict[TopicKind, Counter[str]] = defaultdict(Counter)
        for article, _ in self.stories[key][:NEWEST_STORIES]:
            for topic in article.topics[:TOPICS_A_STORY]:
                if topic_key(topic) != key:
                    counts[topic.kind][topic.id] += 1
        return counts

    def keep_plate(self, path: str, facts: PlateFacts) -> None:
        """Remember what a topic's picture is drawn from."""
        self._plates[path] = facts

    def sketches(self) -> Mapping[str, PlateFacts]:
        """Return what every topic's picture is drawn from, by its path."""
        return self._plates


# --- dossiers ------------------------------------------------------------------------------------------------


def build_topics(
    topics: Topics, gazetteer: Entries, nations: Mapping[str, str], titles: Titles
) -> tuple[TopicView, ...]:
    """Return a dossier for every topic: riders, teams, races, subjects, each kind by name."""
    return tuple(_topic(key, topics, gazetteer, nations, titles) for kind in KINDS for key in topics.keys(kind))


def _topic(key: TopicKey, topics: Topics, gazetteer: Entries, nations: Mapping[str, str], titles: Titles) -> TopicView:
    kind, id = key
    link, stories = topics.link(key), topics.stories[key]
    cards = tuple(card for _, card in stories)
    entry = _entry(key, gazetteer)
    beside = topics.beside(key)
    plate, caption = _plate(key, topics, beside, len(cards))
    if plate:
        topics.keep_plate(f"{link.path}plate.svg", plate)
    one, many, title = KINDS[kind]
    return TopicView(
        kind=kind,
        id=id,
        head=Head(
            title=titles.claim(f"{link.name}: stories", one),
            description=_description(link.name, cards),
            path=link.path,
            section=FOLDERS[kind],
            feed=f"{link.path}feed.atom.xml",
        ),
        link=link,
        intro=_intro(one, cards),
        cards=cards,
        facts=(*_facts(entry, nations, topics), _story_count(cards)),
        names=_names_by_year(entry),
        timeline=draw_timeline(
            link.name, _hot_words(kind, one, many), [_sighting(key, article, card) for article, card in stories]
        ),
        rankings=_rankings(kind, beside, topics),
        kicker=Link(title, f"{FOLDERS[kind]}/", swatch=link.swatch),
        plate=f"{link.path}plate.svg" if plate else "",
        caption=caption,
        record=describe_topic(entry, tuple(name for _, name in _names_by_year(entry)), nations),
    )


def _entry(key: TopicKey, gazetteer: Entries) -> Entry | None:
    try:
        return gazetteer.entry(*key)
    except KeyError:
        return None


def _description(name: str, cards: Sequence[Card]) -> str:
    return f"{name} in the news: {plural(len(cards), 'story', 'stories')}. Newest: {cards[0].title}."[:300]


def _intro(one: str, cards: Sequence[Card]) -> str:
    verb = "names" if len(cards) == 1 else "name"
    said = f"{plural(len(cards), 'story', 'stories')} {verb} this {one}"
    newest = cards[0].date
    if newest is None:
        return f"{said}."
    return f"{said}, dated {long_date(newest)}." if len(cards) == 1 else f"{said}, the newest of {long_date(newest)}."


def _hot_words(kind: TopicKind, one: str, many: str) -> str:
    return f"one of the first two {many}" if HOT_PLACES[kind] == 2 else f"the first {one}"


def _sighting(key: TopicKey, article: Article, card: Card) -> Sighting:
    """Return one story as the timeline sees it; it is hot where the topic comes first among its kind."""
    same_kind = [t for t in article.topics if t.kind == key[0]]
    topic = next(t for t in same_kind if t.id == key[1])
    return Sighting(card, topic.mentions, hot=topic in same_kind[: HOT_PLACES[key[0]]])


def _plate(
    key: TopicKey, topics: Topics, beside: Mapping[TopicKind, Counter[str]], count: int
) -> tuple[PlateFacts | None, str]:
    """Return what a topic's picture is drawn from and how to read it; subjects have none."""
    kind, id = key
    beads = min(count, MAX_BEADS)
    stories = "one bead for one story" if count == 1 else f"a bead for each of its {number_word(count)} stories"
    if count > MAX_BEADS:
        stories = f"{number_word(beads)} beads, as many as fit, for {count:,} stories"
    if kind == "team":
        return PlateFacts(id, "", teams=(id,), riders=count, form="kits"), "Drawn from the team’s colours."
    if kind == "race":
        teams = tuple(_most(beside["team"])[:MAX_STRIPES]) if "team" in beside else ()
        words = family_words(topics.palette.family_of(id))
        caption = ", ".join(filter(None, (words, stories, "the kits of the teams named most" if teams else "")))
        return PlateFacts(id, "", races=(id,), teams=teams, riders=count), f"Drawn from its stories: {caption}."
    if kind == "rider":
        races = tuple(_most(beside["race"])[:1]) if "race" in beside else ()
        words = family_words(topics.palette.family_of(races[0])) if races else ""
        race = f"{words} for {topics.link(('race', races[0])).name}, the race named most" if words else ""
        caption = "; ".join(filter(None, (race, stories.replace(" its ", " the "))))
        form = "" if races else "profile"
        return PlateFacts(id, "", races=races, riders=count, form=form), f"Drawn from the stories: {caption}."
    return None, ""


def _most(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda id: (-counts[id], id))


def _rankings(kind: TopicKind, beside: Mapping[TopicKind, Counter[str]], topics: Topics) -> tuple[Ranking, ...]:
    rankings = [
        Ranking(
            title,
            rank(((topics.link((other, id)), n) for id, n in beside[other].items()), most),
            "shared stories",
        )
        for other, title, most in _BESIDE[kind]
        if other in beside
    ]
    return tuple(r for r in rankings if r.links)


# --- facts ----------------------------------------------------------------------------------------------------


def _facts(entry: Entry | None, nations: Mapping[str, str], topics: Topics) -> tuple[Fact, ...]:
    """Return what the gazetteer's row says, in words; nothing for what it leaves open."""
    if entry is None:
        return ()
    row = entry.facts
    facts = []
    nation = row.get("nation", "") or row.get("country", "")
    if nation in nations:
        facts.append(Fact("Country" if entry.kind == "race" else "Nation", sentence(nations[nation])))
    if row.get("birth_year"):
        facts.append(Fact("Born", row["birth_year"]))
    if row.get("status") in LEVELS:
        facts.append(Fact("Level", LEVELS[row["status"]]))
    if row.get("class") in CLASSES:
        facts.append(Fact("Class", CLASSES[row["class"]]))
    if row.get("month", "").isdigit() and 1 <= int(row["month"]) <= 12:
        facts.append(Fact("Month", MONTHS[int(row["month"]) - 1]))
    for column, term in (("predecessor", "Grew out of"), ("successor", "Became")):
        teams: list[TopicKey] = [("team", id) for id in row.get(column, "").split(";")]
        facts += [Fact(term, topics.link(t).name, path=topics.link(t).path) for t in teams if t in topics.stories]
    return tuple(facts)


def _story_count(cards: Sequence[Card]) -> Fact:
    oldest = min((c.date for c in cards if c.date), default=None)
    return Fact("Stories", f"{len(cards):,}", note=f"since {long_date(oldest)}" if oldest else "")


def _names_by_year(entry: Entry | None) -> tuple[tuple[str, str], ...]:
    """Return a team's names with their years, newest first; nothing where it has had only one.

    The row writes "2019-2021=Deceuninck–Quick-Step;2023-=Soudal Quick-Step".
    """
    cell = entry.facts.get("names_by_year", "") if entry else ""
    names = []
    for part in cell.split(";"):
        years, _, name = part.strip().partition("=")
        first, _, last = years.partition("-")
        if name:
            names.append((first if first == last else f"{first}–{last}" if last else f"since {first}", name))
    return tuple(reversed(names)) if len(names) > 1 else ()


# --- indexes ---------------------------------------------------------------------------------------------------


def build_indexes(topics: Topics, gazetteer: Entries, titles: Titles) -> tuple[TopicIndex, ...]:
    """Return the A–Z of riders, teams and races, and of subjects where a story has one."""
    return tuple(_index(kind, topics, gazetteer) for kind in KINDS if kind != "topic" or topics.keys(kind))


def _index(kind: TopicKind, topics: Topics, gazetteer: Entries) -> TopicIndex:
    one, many, title = KINDS[kind]
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
            title=f"{title} A–Z",
            description=f"All {many} that the stories name, from A to Z, with the number of stories.",
            path=f"{FOLDERS[kind]}/",
            section=FOLDERS[kind],
        ),
        one=one,
        many=many,
        letters=tuple(Letter(letter, tuple(by_letter.get(letter, ()))) for letter in letters),
        count=len(entries),
        top=Ranking("Most in the news", top) if top and len(entries) > TOP_OF_INDEX else None,
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
