"""Choose the topics of a story from its mentions, the most important first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from racenews.enrich.gazetteer import Gazetteer
from racenews.folding import fold_names
from racenews.slugs import slugify
from racenews.types import Mention, Topic, TopicKind

TITLE_WORTH = 3  # a name in the title weighs as much as three in the body
MAX_SUBJECTS = 12  # of one dump: more is a list of keywords, and each would become a page
MAX_TOPIC_ID_CHARS = 60  # an id is a folder name in a URL


_MARKUP = re.compile(r"[<>{}\\]|://")  # no subject has such signs: it is a piece of a page


def choose_topics(
    mentions: Sequence[Mention], gazetteer: Gazetteer, published: dt.date | None, extra: Sequence[str] = ()
) -> tuple[Topic, ...]:
    """Return the topics by importance: named in the title, named often, named early.

    `extra` are the topics that the dump itself lists: those that the gazetteer knows by the story's mentions or for
    certain by name are the gazetteer's; the others become kind "topic" with a slug for an id, after the found ones.
    A listed name that the gazetteer knows but the story never mentions is a tag of some other story, and is dropped.
    """
    groups: dict[tuple[TopicKind, str], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.kind, mention.id), []).append(mention)
    ranked = sorted(groups.items(), key=lambda group: _rank(group[1]))
    found = [_topic(kind, id, group, gazetteer, published) for (kind, id), group in ranked]
    return (*found, *_subjects(extra, groups, gazetteer))


def _rank(group: Sequence[Mention]) -> tuple[int, tuple[int, int]]:
    """Return a sort key: weight falling, then the first place."""
    in_title = any(m.paragraph == -1 for m in group)
    weight = len(group) + (TITLE_WORTH if in_title else 0)
    return -weight, min((m.paragraph, m.start) for m in group)


def _topic(
    kind: TopicKind, id: str, group: Sequence[Mention], gazetteer: Gazetteer, published: dt.date | None
) -> Topic:
    name = gazetteer.entry(kind, id).name
    return Topic(kind, id, name, _shown(kind, id, group, gazetteer, published), len(group))


def _shown(kind: TopicKind, id: str, group: Sequence[Mention], gazetteer: Gazetteer, published: dt.date | None) -> str:
    """Return the name of that day; in a year of two names, the one that the story itself uses."""
    shown = gazetteer.name_on(kind, id, published)
    if kind != "team" or published is None:
        return shown
    names = [p.name for p in gazetteer.names_by_year(id) if p.first <= published.year <= p.last]
    if len(names) < 2:
        return shown
    surfaces = set(map(_plain, {m.surface for m in group}))
    return next((n for n in reversed(names) if _plain(n) in surfaces), shown)


def _plain(name: str) -> str:
    return "".join(c for c in fold_names(name).lower() if c.isalnum())


def _subjects(
    extra: Sequence[str], found: dict[tuple[TopicKind, str], list[Mention]], gazetteer: Gazetteer
) -> list[Topic]:
    if not extra:
        return []
    subjects: dict[str, Topic] = {}
    surfaces = {m.surface for group in found.values() for m in group}
    taken = {*(id for _, id in found), *map(_slug, surfaces)}
    for raw in extra:
        name = " ".join(raw.split())
        id = _slug(name)
        if not id or id in taken or _MARKUP.search(name) or gazetteer.resolve(name) is not None:
            continue
        subjects.setdefault(id, Topic("topic", id, name, name, 0))
        if len(subjects) == MAX_SUBJECTS:
            break
    return list(subjects.values())


def _slug(name: str) -> str:
    return slugify(name, "subject", MAX_TOPIC_ID_CHARS)
