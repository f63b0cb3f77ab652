"""Stories in brief -> drafts: the card of a story, and what other pages ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from racenews.folding import to_ascii
from racenews.palette import Palette
from racenews.publish.dossier import topic_key, topic_path
from racenews.publish.photo import Photo
from racenews.publish.plate import PlateFacts, choose_family, choose_form
from racenews.publish.swatches import family_class, kit_swatch, race_swatch
from racenews.publish.view_records import Card, House, Link
from racenews.types import Brief, Topic, TopicKind

KINDS_IN_RAIL: tuple[TopicKind, ...] = ("race", "rider", "team", "topic")


@dataclass(frozen=True, slots=True)
class Draft:
    """A story on its way to a view: what is held of each; the rest is made of it when it is asked for."""

    brief: Brief
    card: Card
    family: str
    """The name of its race family in the style sheet, "" for none."""

    @property
    def source(self) -> str:
        """Return the name of the file that the story came in."""
        return self.brief.source

    @property
    def plate(self) -> PlateFacts:
        """Return what its picture is drawn from."""
        return _plate_facts(self.brief, self.card.path)


def draft_story(
    brief: Brief,
    path: str,
    authors: Mapping[str, Link],
    house: House,
    palette: Palette,
    photo: Photo | None = None,
) -> Draft:
    """Return a story with its card; `path` is where its page lies."""
    facts = _plate_facts(brief, path)
    family = choose_family(facts, palette)
    card = Card(
        path=path,
        title=brief.title,
        date=brief.date,
        author=authors[brief.author or house.desk],
        kicker=_kicker(brief, facts, family, palette),
        standfirst=brief.summary,
        plate=f"{path}plate.svg",
        photo=photo,
    )
    return Draft(brief, card, family_class(family))


def _plate_facts(brief: Brief, path: str) -> PlateFacts:
    races = sorted(_races_told(brief), key=lambda t: -_length_in(t, brief.title))  # stable: then by weight
    return PlateFacts(
        slug=path.rstrip("/").rsplit("/", 1)[-1],
        headline=brief.title,
        day=brief.date,
        races=tuple(t.id for t in races),
        teams=tuple(t.id for t in of_kind(brief, "team")),
        riders=len(of_kind(brief, "rider")),
    )


def of_kind(brief: Brief, kind: TopicKind) -> list[Topic]:
    """Return the story's topics of one kind, in its order."""
    return [t for t in brief.topics if t.kind == kind]


def _races_told(brief: Brief) -> list[Topic]:
    """Return the races that a story is about: those named in passing only where it names neither rider nor team."""
    races = of_kind(brief, "race")
    told = [race for race in races if race.id not in brief.passing]
    return told if told or of_kind(brief, "rider") or of_kind(brief, "team") else races


def _length_in(topic: Topic, headline: str) -> int:
    """Return the length of the topic's name where the headline holds it, else 0."""
    plain = to_ascii(headline).casefold()
    return max((len(n) for n in (topic.shown, topic.name) if to_ascii(n).casefold() in plain), default=0)


def _kicker(brief: Brief, facts: PlateFacts, family: str | None, palette: Palette) -> Link | None:
    """Return the topic above a headline: the team for a transfer, else the race, else what there is."""
    by_kind = {kind: of_kind(brief, kind) for kind in KINDS_IN_RAIL} | {"race": _races_told(brief)}
    transfer = choose_form(facts.headline, family) == "kits"
    if by_kind["team"] and (transfer or not by_kind["race"]):
        team = by_kind["team"][0]
        return _share_link(team.shown, topic_path(topic_key(team)), 0, kit_swatch(team.id, palette))
    if by_kind["race"]:
        race = next(t for t in by_kind["race"] if t.id == facts.races[0])
        return _share_link(race.shown, topic_path(topic_key(race)), 0, race_swatch(race.id, palette))
    for topic in (*by_kind["rider"], *by_kind["topic"]):
        return _share_link(topic.shown, topic_path(topic_key(topic)))
    return None


_share_link = lru_cache(maxsize=10_000)(Link)
"""Makes a link; stories with the same topic above their headlines share it."""
