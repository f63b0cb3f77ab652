"""Articles -> `Site`: everything the templates show, worked out once.

Each step walks the stories a fixed number of times, and lists that could grow with the square of the stories
(related stories, names beside names) look at capped neighbourhoods: two thousand stories take a second or two.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from racenews.publish.calendar_views import build_years
from racenews.publish.dossier import Topics, build_indexes, build_topics, rank, topic_key, topic_path
from racenews.publish.palette import Palette
from racenews.publish.plate import MAX_BEADS, PlateFacts, choose_family, choose_form, read_plate
from racenews.publish.titles import Titles
from racenews.publish.view_records import (
    AuthorView,
    Card,
    Front,
    Head,
    House,
    Link,
    RaceStrip,
    RailGroup,
    Ranking,
    Site,
    StoryView,
    Swatch,
    TopicView,
)
from racenews.publish.wording import (
    bare,
    long_date,
    number_word,
    plural,
    sentence,
    short_date,
    slug,
    sort_key,
)
from racenews.resources_theme import load_nations, load_palette
from racenews.types import Article, Entry, Topic, TopicKind

__all__ = [
    "AuthorView", "Card", "Front", "Head", "House", "Link", "Site", "StoryView", "Swatch", "TopicView", "build_site",
]  # fmt: skip

WORDS_A_MINUTE = (
    230  # silent reading of English prose: 238 (Brysbaert 2019), a little less with names and figures
)
YEARS_UNTIL_AGED = 2
RELATED = 4  # one row of small cards at full width
RELATED_TOPICS = 8  # the topics of a story that are asked for relatives
RELATED_REACH = 6  # how far each way in a topic's stories a relative may stand
NEWS_WINDOW = 200  # "in the news" counts the newest stories, so that ten years of archive do not decide it
RIVER = 12  # rows of the front page below lead and seconds
SECONDS = 2
LEAD_WITHIN = 12  # an older story does not lead, however well it reads
STRIPS, STRIP_STORIES = 4, 3
RAIL_TITLES: Mapping[TopicKind, str] = {
    "race": "Races",
    "rider": "Riders",
    "team": "Teams",
    "topic": "Subjects",
}


class Entries(Protocol):
    """What is asked of a gazetteer here."""

    def entry(self, kind: TopicKind, id: str) -> Entry:
        """Return the entry; KeyError where there is none."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article on its way to a view: its card and what other pages ask of it."""

    article: Article
    path: str
    plate: PlateFacts
    family: str
    card: Card


def build_site(
    articles: Sequence[Article],
    urls: Mapping[str, str],
    gazetteer: Entries,
    house: House,
    palette: Palette | None = None,
) -> Site:
    """Return the whole newspaper as records, newest story first. `urls` maps an article's source to its path.

    Articles whose source has no path are left out.
    """
    palette = palette or load_palette()
    newest_first = sorted((a for a in articles if a.source in urls), key=lambda a: _edition_order(a, urls))
    authors = _author_links(newest_first, house)
    titles = Titles(house)
    drafts = [_draft(a, urls[a.source], authors, house, palette) for a in newest_first]
    topics = Topics([(d.article, d.card) for d in drafts], palette)
    heads = _heads(drafts, titles)
    stories = _stories(drafts, heads, topics, house, palette)
    cards = tuple(d.card for d in drafts)
    lead = _choose_lead(drafts)
    order = cards if lead is None else (lead, *(c for c in cards if c is not lead))
    topic_views = build_topics(topics, gazetteer, load_nations(), titles)
    return Site(
        house=house,
        stories=stories,
        front=_front(order, topics, drafts),
        order=order,
        topics=topic_views,
        indexes=build_indexes(topics, gazetteer, titles),
        authors=_authors(drafts, authors, topics, house, titles),
        years=build_years([c for c in cards if c.date], titles),
        undated=tuple(c for c in cards if c.date is None),
        by_source={s.source: s for s in stories},
        by_topic={(t.kind, t.id): t for t in topic_views},
        sketches={d.card.plate: d.plate for d in drafts} | topics.sketches(),
        palette=palette,
    )


def _edition_order(article: Article, urls: Mapping[str, str]) -> tuple[int, str]:
    """Sort newest first and undated last; stories of one day by their address, so that the order never wavers."""
    return (-article.date.toordinal() if article.date else 0, urls[article.source])


# --- cards ------------------------------------------------------------------------------------------------


def _draft(
    article: Article, path: str, authors: Mapping[str, Link], house: House, palette: Palette
) -> _Draft:
    facts = _plate_facts(article, path)
    family = choose_family(facts, palette)
    css_family = "other" if family is None or family.startswith("tour-") else family
    card = Card(
        path=path,
        title=article.title,
        date=article.date,
        author=authors[article.author or house.desk],
        kicker=_kicker(article, facts, family, palette),
        standfirst=article.summary,
        plate=f"{path}plate.svg",
        minutes=max(1, -(-article.words // WORDS_A_MINUTE)),
    )
    return _Draft(article, path, facts, css_family, card)


def _plate_facts(article: Article, path: str) -> PlateFacts:
    races = sorted(
        _of_kind(article, "race"), key=lambda t: -_length_in(t, article.title)
    )  # stable: then by weight
    return PlateFacts(
        slug=path.rstrip("/").rsplit("/", 1)[-1],
        headline=article.title,
        day=article.date,
        races=tuple(t.id for t in races),
        teams=tuple(t.id for t in _of_kind(article, "team")),
        riders=len(_of_kind(article, "rider")),
    )


def _of_kind(article: Article, kind: TopicKind) -> list[Topic]:
    return [t for t in article.topics if t.kind == kind]


def _length_in(topic: Topic, headline: str) -> int:
    """Return the length of the topic's name where the headline holds it, else 0."""
    plain = bare(headline).casefold()
    return max((len(n) for n in (topic.shown, topic.name) if bare(n).casefold() in plain), default=0)


def _kicker(article: Article, facts: PlateFacts, family: str | None, palette: Palette) -> Link | None:
    """Return the topic above a headline: the team for a transfer, else the race, else what there is."""
    by_kind = {kind: _of_kind(article, kind) for kind in RAIL_TITLES}
    transfer = choose_form(facts.headline, family) == "kits"
    if by_kind["team"] and (transfer or not by_kind["race"]):
        team = by_kind["team"][0]
        return Link(team.shown, topic_path(topic_key(team)), swatch=_kit_swatch(team.id, palette))
    if by_kind["race"]:
        race = next(t for t in by_kind["race"] if t.id == facts.races[0])
        return Link(race.shown, topic_path(topic_key(race)), swatch=race_swatch(race.id, palette))
    for topic in (*by_kind["rider"], *by_kind["topic"]):
        return Link(topic.shown, topic_path(topic_key(topic)))
    return None


def race_swatch(race: str, palette: Palette) -> Swatch:
    """Return the square of a race's family; all races without one share a square."""
    family = palette.family_of(race)
    return Swatch(family="other" if family.startswith("tour-") else family)


def _kit_swatch(team: str, palette: Palette) -> Swatch:
    kit = palette.kit(team)
    return Swatch(colours=(kit.primary, kit.second))


# --- the front page ----------------------------------------------------------------------------------------


def _choose_lead(drafts: Sequence[_Draft]) -> Card | None:
    """Return the newest story that reads like a story rather than a list; the newest of all where none does."""
    for draft in drafts[:LEAD_WITHIN]:
        if reads_like_a_story(draft.article) and draft.article.date:
            return draft.card
    return drafts[0].card if drafts else None


def reads_like_a_story(article: Article) -> bool:
    """Say whether prose outweighs lists, and the headline announces no table."""
    if choose_form(article.title, None) == "podium":
        return False
    if article.body_html is not None:
        return "<table" not in article.body_html
    listed = sum(p.kind in {"row", "item"} for p in article.paragraphs)
    prose = sum(p.kind in {"p", "quote"} for p in article.paragraphs)
    return prose >= 2 and listed <= prose


def _front(order: Sequence[Card], topics: Topics, drafts: Sequence[_Draft]) -> Front:
    first = 1 + SECONDS
    shown = {c.path for c in order[: first + RIVER]}
    window = drafts[:NEWS_WINDOW]
    return Front(
        lead=order[0] if order else None,
        seconds=tuple(order[1:first]),
        river=tuple(order[first : first + RIVER]),
        rankings=_in_the_news(window, topics),
        strips=_strips(window, topics, shown),
    )


def _in_the_news(window: Sequence[_Draft], topics: Topics) -> tuple[Ranking, ...]:
    counts: dict[TopicKind, Counter[str]] = defaultdict(Counter)
    for draft in window:
        for topic in draft.article.topics:
            counts[topic.kind][topic.id] += 1
    titles: tuple[tuple[TopicKind, str, int], ...] = (
        ("rider", "Riders in the news", 10),
        ("race", "Races in the news", 8),
        ("team", "Teams in the news", 8),
    )
    rankings = [
        Ranking(title, rank(((topics.link((kind, id)), n) for id, n in counts[kind].items()), most))
        for kind, title, most in titles
    ]
    return tuple(r for r in rankings if r.links)


def _strips(window: Sequence[_Draft], topics: Topics, shown: set[str]) -> tuple[RaceStrip, ...]:
    """Return the races most written about, with stories that the front page does not show already."""
    fresh: dict[str, list[Card]] = defaultdict(list)
    for draft in window:
        if draft.path not in shown and draft.plate.races:
            fresh[draft.plate.races[0]].append(draft.card)
    busiest = sorted(fresh, key=lambda race: (-len(fresh[race]), race))[:STRIPS]
    return tuple(
        RaceStrip(topics.link(("race", race)), tuple(fresh[race][:STRIP_STORIES]))
        for race in busiest
        if len(fresh[race]) > 1
    )


# --- the page of a story -----------------------------------------------------------------------------------


def _heads(drafts: Sequence[_Draft], titles: Titles) -> dict[str, Head]:
    """Return a head for every story; the oldest of two equal titles keeps it bare."""
    heads = {}
    for draft in reversed(drafts):
        article = draft.article
        title = titles.claim(article.title, long_date(article.date), draft.card.author.name)
        description = article.summary or article.title
        heads[article.source] = Head(title, description, draft.path, section="", kind="article")
    return heads


def _stories(
    drafts: Sequence[_Draft], heads: Mapping[str, Head], topics: Topics, house: House, palette: Palette
) -> tuple[StoryView, ...]:
    relatives = _Relatives(drafts)
    views = []
    for i, draft in enumerate(drafts):
        article = draft.article
        views.append(
            StoryView(
                source=article.source,
                head=heads[article.source],
                card=draft.card,
                standfirst=_standfirst(article),
                words=article.words,
                caption=read_plate(draft.plate, palette),
                age=_age(article.date, house.today),
                made=_how_it_was_made(article, house),
                credits=article.credits,
                source_domain=_domain(article.source_url),
                source_url=article.source_url or "",
                rail=_rail(article, topics),
                earlier=drafts[i + 1].card if i + 1 < len(drafts) else None,
                later=drafts[i - 1].card if i else None,
                related=relatives.of(draft),
                family=draft.family,
            )
        )
    return tuple(views)


def _standfirst(article: Article) -> str:
    """Return the summary where an editor or the dump wrote it; a derived one repeats the first paragraph."""
    if article.summary_source == "derived" or not article.summary:
        return ""
    first = article.paragraphs[0].text if article.paragraphs else ""
    return "" if first.startswith(article.summary.rstrip(".…")) else article.summary


def _age(day: dt.date | None, today: dt.date | None) -> str:
    """Return "seven years" for a story of 2019 read in 2026, or "" below two years."""
    if day is None or today is None:
        return ""
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return f"{number_word(years)} years" if years >= YEARS_UNTIL_AGED else ""


def _how_it_was_made(article: Article, house: House) -> tuple[str, ...]:
    """Return what was done to the text that came in, sentence by sentence; nothing for a hand-written story."""
    if article.body_html is not None:
        return ()
    left_out = [r for r in article.removals if len(r.span)]
    said = []
    if left_out:
        rules = len({r.rule for r in left_out})
        n = len(left_out)
        passages = "passage" if n == 1 else "passages"
        named = "named rule" if rules == 1 else "named rules"
        characters = plural(sum(len(r.span) for r in left_out), "character", "characters")
        said.append(
            f"{sentence(number_word(n))} {passages} of the text that came in, {characters} in all, "
            f"{'was' if n == 1 else 'were'} left out by {number_word(rules)} {named}."
        )
    else:
        said.append("Nothing was left out of the text that came in.")
    if article.title_source == "derived":
        said.append("It came without a headline; ours is made from its first sentences.")
    if article.author is None:
        said.append(f"It came without a byline and is filed under {house.desk}.")
    if article.date is None:
        said.append("It came without a date.")
    said.append("No sentence was rewritten.")
    return tuple(said)


def _domain(url: str | None) -> str:
    host = urlsplit(url).hostname if url else None
    return (host or "").removeprefix("www.")


def _rail(article: Article, topics: Topics) -> tuple[RailGroup, ...]:
    """Return the story's topics in blocks, each by its name of that day with the stories it has."""
    groups = []
    for kind, title in RAIL_TITLES.items():
        links = tuple(replace(topics.link(topic_key(t)), name=t.shown) for t in _of_kind(article, kind))
        if links:
            groups.append(RailGroup(title, links))
    return tuple(groups)


class _Relatives:
    """Find the stories that share most with a story, among its neighbours in the lists of its topics.

    A shared topic counts the more the rarer it is. Only `RELATED_TOPICS` lists and `RELATED_REACH` neighbours each
    way are looked at, so the work grows with the stories and not with their square.
    """

    def __init__(self, drafts: Sequence[_Draft]) -> None:
        self._lists: dict[tuple[TopicKind, str], list[_Draft]] = defaultdict(list)
        self._places: dict[tuple[TopicKind, str, str], int] = {}
        for draft in drafts:
            for topic in draft.article.topics:
                stories = self._lists[topic_key(topic)]
                self._places[(*topic_key(topic), draft.path)] = len(stories)
                stories.append(draft)

    def of(self, draft: _Draft) -> tuple[Card, ...]:
        """Return the nearest relatives, best first, then newest."""
        scores: Counter[str] = Counter()
        found: dict[str, _Draft] = {}
        for topic in sorted(draft.article.topics, key=lambda t: -t.mentions)[:RELATED_TOPICS]:
            stories = self._lists[topic_key(topic)]
            here = self._places[(*topic_key(topic), draft.path)]
            for other in stories[max(0, here - RELATED_REACH) : here + RELATED_REACH + 1]:
                if other is not draft:
                    scores[other.path] += 1000 // (1 + len(stories))
                    found[other.path] = other
        best = sorted(scores, key=lambda path: (-scores[path], _newest(found[path].card), path))
        return tuple(found[path].card for path in best[:RELATED])


def _newest(card: Card) -> int:
    return -card.date.toordinal() if card.date else 0


# --- authors -----------------------------------------------------------------------------------------------


def _author_links(articles: Iterable[Article], house: House) -> dict[str, Link]:
    """Return a link for every byline; spellings with one slug share a page under the spelling used most."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        name = article.author or house.desk
        spellings[slug(name, "author")][name] += 1
    links = {}
    for author, names in spellings.items():
        shown = min(names, key=lambda n: (-names[n], n))
        link = Link(shown, f"authors/{author}/", count=names.total())
        links |= dict.fromkeys(names, link)
    return links


def _authors(
    drafts: Sequence[_Draft], links: Mapping[str, Link], topics: Topics, house: House, titles: Titles
) -> tuple[AuthorView, ...]:
    """Return the authors by name, the house desk last."""
    written: dict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        written[draft.card.author.path].append(draft)
    desk = links.get(house.desk)
    views = []
    for path, own in written.items():
        link = own[0].card.author
        is_desk = desk is not None and desk.path == path
        cards = tuple(d.card for d in own)
        subjects = Counter(("race", race) for d in own for race in d.plate.races)
        ranking = Ranking("Writes about", rank(((topics.link(key), n) for key, n in subjects.items()), 8))  # type: ignore[arg-type]
        intro = _span(cards)
        if is_desk:
            intro += " Stories that came in without a byline are filed here."
        head = Head(
            titles.claim(f"Stories by {link.name}"),
            f"Stories by {link.name}. {intro}",
            path,
            section="authors",
        )
        views.append(AuthorView(head, link, is_desk, cards, intro, (ranking,) if ranking.links else ()))
    return tuple(sorted(views, key=lambda a: (a.desk, sort_key(a.link.name))))


def _span(cards: Sequence[Card]) -> str:
    """Return "15 stories between 25 May 2018 and 3 August 2025."."""
    days = [c.date for c in cards if c.date]
    said = plural(len(cards), "story", "stories")
    if not days:
        return f"{said}."
    if min(days) == max(days):
        return f"{said}, {long_date(days[0])}."
    return f"{said} between {long_date(min(days))} and {long_date(max(days))}."
