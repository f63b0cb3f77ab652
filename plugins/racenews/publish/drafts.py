"""Articles -> drafts: the card of a story, and what other pages ask of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from racenews.folding import to_ascii
from racenews.palette import Palette
from racenews.publish.dossier import topic_key, topic_path
from racenews.publish.photo import Photo
from racenews.publish.plate import PlateFacts, choose_family, choose_form
from racenews.publish.swatches import family_class, kit_swatch, race_swatch
from racenews.publish.view_records import Card, House, Link
from racenews.sentences import sentence_spans
from racenews.types import Article, Mention, Topic, TopicKind

WORDS_A_MINUTE = 230  # silent reading of English prose: 238 (Brysbaert 2019), a little less with names and figures
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SINCE = re.compile(r"\bsince\b.*")  # "the first Irish winner since 1989" is news of today
_A_TITLE = re.compile(r" (?:\w+ )?(?:champions?|winners?)\b")  # "the Giro d'Italia champion" says who somebody is
_YEARS_AGO = re.compile(r"\b(?:last (?:year|season|spring|summer|autumn)|a year ago|(?:years|seasons) ago)\b")
KINDS_IN_RAIL: tuple[TopicKind, ...] = ("race", "rider", "team", "topic")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way to a view."""

    article: Article
    path: str
    plate: PlateFacts
    family: str
    card: Card


def draft_story(
    article: Article,
    path: str,
    authors: Mapping[str, Link],
    house: House,
    palette: Palette,
    photo: Photo | None = None,
) -> Draft:
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
        photo=photo,
    )
    return Draft(article, path, facts, family_class(family), card)


def _plate_facts(article: Article, path: str) -> PlateFacts:
    races = sorted(_races_told(article), key=lambda t: -_length_in(t, article.title))  # stable: then by weight
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


def _races_told(article: Article) -> list[Topic]:
    """Return the races that a story is about: those named in passing only where it names neither rider nor team."""
    races = of_kind(article, "race")
    told = [race for race in races if not _is_passing(article, race)]
    return told if told or of_kind(article, "rider") or of_kind(article, "team") else races


def _is_passing(article: Article, topic: Topic) -> bool:
    """Say whether a story names the topic once, not in its headline: late, looking back, or to say who somebody is."""
    places = [m for m in article.mentions if (m.kind, m.id) == (topic.kind, topic.id)]
    if len(places) != 1 or places[0].paragraph < 0:
        return False
    place = places[0]
    if _A_TITLE.match(article.paragraphs[place.paragraph].text, place.end):
        return True
    return place.paragraph >= max(1, len(article.paragraphs) * 2 / 3) or _looks_back(article, place)


def _looks_back(article: Article, mention: Mention) -> bool:
    """Say whether the sentence of a mention tells of an earlier year: "who won Paris-Nice in 2019"."""
    text = article.paragraphs[mention.paragraph].text
    sentence = _SINCE.sub("", next((text[a:b] for a, b in sentence_spans(text) if a <= mention.start < b), ""))
    if _YEARS_AGO.search(sentence):
        return True
    return article.date is not None and any(int(year) < article.date.year for year in _A_YEAR.findall(sentence))


def _length_in(topic: Topic, headline: str) -> int:
    """Return the length of the topic's name where the headline holds it, else 0."""
    plain = to_ascii(headline).casefold()
    return max((len(n) for n in (topic.shown, topic.name) if to_ascii(n).casefold() in plain), default=0)


def _kicker(article: Article, facts: PlateFacts, family: str | None, palette: Palette) -> Link | None:
    """Return the topic above a headline: the team for a transfer, else the race, else what there is."""
    by_kind = {kind: of_kind(article, kind) for kind in KINDS_IN_RAIL} | {"race": _races_told(article)}
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
