"""Articles -> drafts: the card of a story, and what other pages ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from racenews.folding import to_ascii
from racenews.palette import Palette
from racenews.publish.dossier import topic_key, topic_path
from racenews.publish.plate import PlateFacts, choose_family, choose_form
from racenews.publish.swatches import family_class, kit_swatch, race_swatch
from racenews.publish.view_records import Card, House, Link
from racenews.types import Article, Topic, TopicKind

WORDS_A_MINUTE = 230  # silent reading of English prose: 238 (Brysbaert 2019), a little less with names and figures
KINDS_IN_RAIL: tuple[TopicKind, ...] = ("race", "rider", "team", "topic")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way to a view."""

    article: Article
    path: str
    plate: PlateFacts
    family: str
    card: Card


def draft_story(article: Article, path: str, authors: Mapping[str, Link], house: House, palette: Palette) -> Draft:
    """Return an article with its card; `path` is where its page lies."""
    facts = _plate_facts(article, path)
    family = choose_family(facts, palette)
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
    return Draft(article, path, facts, family_class(family), card)


def _plate_facts(article: Article, path: str) -> PlateFacts:
    races = sorted(  # stable: then by weight
        of_kind(article, "race"), key=lambda t: (_is_passing(article, t), -_length_in(t, article.title))
    )
    return PlateFacts(
        slug=path.rstrip("/").rsplit("/", 1)[-1],
        headline=article.title,
        day=article.date,
        races=tuple(t.id for t in races),
        teams=tuple(t.id for t in of_kind(article, "team")),
        riders=len(of_kind(article, "rider")),
    )


def of_kind(article: Article, kind: TopicKind) -> list[Topic]:
    """Return the story's topics of one kind, in its order."""
    return [t for t in article.topics if t.kind == kind]


def _is_passing(article: Article, topic: Topic) -> bool:
    """Say whether a story names the topic once, in the last third, and not in its headline: it is not about it."""
    places = [m.paragraph for m in article.mentions if (m.kind, m.id) == (topic.kind, topic.id)]
    return len(places) == 1 and places[0] >= max(1, len(article.paragraphs) * 2 / 3)


def _length_in(topic: Topic, headline: str) -> int:
    """Return the length of the topic's name where the headline holds it, else 0."""
    plain = to_ascii(headline).casefold()
    return max((len(n) for n in (topic.shown, topic.name) if to_ascii(n).casefold() in plain), default=0)


def _kicker(article: Article, facts: PlateFacts, family: str | None, palette: Palette) -> Link | None:
    """Return the topic above a headline: the team for a transfer, else the race, else what there is."""
    by_kind = {kind: of_kind(article, kind) for kind in KINDS_IN_RAIL}
    if by_kind["rider"] or by_kind["team"]:
        by_kind["race"] = [topic for topic in by_kind["race"] if not _is_passing(article, topic)]
    transfer = choose_form(facts.headline, family) == "kits"
    if by_kind["team"] and (transfer or not by_kind["race"]):
        team = by_kind["team"][0]
        return Link(team.shown, topic_path(topic_key(team)), swatch=kit_swatch(team.id, palette))
    if by_kind["race"]:
        race = next(t for t in by_kind["race"] if t.id == facts.races[0])
        return Link(race.shown, topic_path(topic_key(race)), swatch=race_swatch(race.id, palette))
    for topic in (*by_kind["rider"], *by_kind["topic"]):
        return Link(topic.shown, topic_path(topic_key(topic)))
    return None
