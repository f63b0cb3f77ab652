"""Known names that stay without a link because they may mean several topics, or none: what the desk could settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from racenews.enrich.audit import audit_story, correction_line, veto_line
from racenews.enrich.corrections import TITLE
from racenews.enrich.gazetteer import Gazetteer
from racenews.sentences import sentence_spans
from racenews.types import Article, Correction, LeftRecord, TopicRef

MOST_SENTENCES = 2  # of one name: enough to see what it means
MOST_CANDIDATES = 3  # with a line each; who wants another has its pattern then


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where the name stands: the dump, the sentence, and a line for `[correct]` for each candidate."""

    source: str
    sentence: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name that is left without a link: why, in how many stories, what it may mean, and what would settle it."""

    surface: str
    candidates: tuple[TopicRef, ...]
    reason: str
    stories: int
    sightings: tuple[Sighting, ...]
    always: str
    """The line for `[alias]` where one topic alone may be meant, "" where several are, or for a surname alone."""
    never: str
    """The line for `[veto]`, where it is none of them."""


@dataclass(slots=True)
class _Seen:
    reason: str
    stories: int = 0
    sightings: list[Sighting] = field(default_factory=list)


class OpenNames:
    """Gathers the names that stay open, story by story."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._seen: dict[tuple[str, tuple[TopicRef, ...]], _Seen] = {}

    def add_story(self, article: Article, correction: Correction | None = None) -> None:
        """Take the open names of one story."""
        texts = [p.text for p in article.paragraphs]
        _, left = audit_story(article.title, texts, self._gazetteer, article.date, correction)
        counted: set[tuple[str, tuple[TopicRef, ...]]] = set()
        for record in left:
            key = (record.surface, record.candidates)
            if not record.is_open or key in counted:
                continue
            counted.add(key)
            seen = self._seen.setdefault(key, _Seen(record.reason))
            seen.stories += 1
            if len(seen.sightings) < MOST_SENTENCES:
                seen.sightings.append(self._sighting(article, record, texts))

    def _sighting(self, article: Article, record: LeftRecord, texts: Sequence[str]) -> Sighting:
        text = article.title if record.paragraph == TITLE else texts[record.paragraph]
        start, end = next(span for span in sentence_spans(text) if span[0] <= record.start < span[1])
        likely = self._likely(record.candidates, article)
        lines = tuple(correction_line(article.source, record.surface, topic) for topic in likely)
        return Sighting(article.source, text[start:end].strip(), lines)

    def _likely(self, candidates: Sequence[TopicRef], article: Article) -> list[TopicRef]:
        """Return the likeliest candidates first: those that the story is about."""
        about = [(topic.kind, topic.id) for topic in article.topics]
        order = sorted(candidates, key=lambda ref: about.index(ref) if ref in about else len(about))
        return order[:MOST_CANDIDATES]

    def list_open(self, minimum: int = 1) -> tuple[OpenName, ...]:
        """Return the open names in `minimum` stories or more, those in most stories first."""
        found = [
            OpenName(
                surface,
                candidates,
                seen.reason,
                seen.stories,
                tuple(seen.sightings),
                veto_line(surface, candidates[0]) if _may_be_sure(surface, candidates) else "",
                veto_line(surface, *candidates),
            )
            for (surface, candidates), seen in self._seen.items()
            if seen.stories >= minimum
        ]
        return tuple(sorted(found, key=lambda n: (-n.stories, n.surface, n.candidates)))


def _may_be_sure(surface: str, candidates: Sequence[TopicRef]) -> bool:
    """Tell whether the desk could give the name to one topic for good.

    A surname alone ("Gate", "Long") is other people's, too, and mostly a word or a place: in one dump it is settled.
    """
    return len(candidates) == 1 and not (candidates[0][0] == "rider" and len(surface.split()) == 1)
