"""Title and paragraphs of a story -> its mentions and topics, with the desk's word on this story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from racenews.enrich.corrections import correct_mentions, correct_topics
from racenews.enrich.gazetteer import Gazetteer
from racenews.enrich.mentions import find_mentions
from racenews.enrich.topics import choose_topics
from racenews.types import Correction, Mention, Topic


def link_story(
    title: str | None,
    paragraphs: Sequence[str],
    gazetteer: Gazetteer,
    published: dt.date | None,
    listed: Sequence[str] = (),
    correction: Correction | None = None,
) -> tuple[tuple[Mention, ...], tuple[Topic, ...]]:
    """Return the mentions in reading order and the topics by importance; `listed` are those the dump itself lists."""
    mentions = find_mentions(title, paragraphs, gazetteer, published)
    if correction is None:
        return mentions, choose_topics(mentions, gazetteer, published, listed)
    mentions = correct_mentions(mentions, correction, title, paragraphs)
    return mentions, correct_topics(choose_topics(mentions, gazetteer, published, listed), correction)


def find_idle_corrections(
    title: str | None,
    paragraphs: Sequence[str],
    gazetteer: Gazetteer,
    published: dt.date | None,
    listed: Sequence[str],
    correction: Correction | None,
) -> tuple[str, ...]:
    """Return a warning for each topic that `correction` drops and nobody named, and each name unlinked in vain."""
    if correction is None or not (correction.drop or correction.unlink):
        return ()
    said = replace(correction, drop=(), unlink=())
    mentions, topics = link_story(title, paragraphs, gazetteer, published, listed, said)
    where = f'desk/topics.toml: correct "{correction.file}"'
    idle = tuple(
        f'{where}: unlink "{name}" changes nothing, for it is no link. Name one that is, or take it out.'
        for name in correction.unlink
        if len(correct_mentions(mentions, Correction("", unlink=(name,)), title, paragraphs)) == len(mentions)
    )
    named = {*((m.kind, m.id) for m in mentions), *((t.kind, t.id) for t in topics), *map(gazetteer.resolve, listed)}
    return idle + tuple(
        f'{where}: drop "{"/".join(topic)}" changes nothing, for the story has '
        "no such link. Name one that it has, or take it out."
        for topic in correction.drop
        if topic not in named
    )
