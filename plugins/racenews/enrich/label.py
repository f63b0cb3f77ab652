"""Name what a story is about where no sentence of it makes a headline: "John Degenkolb and Paris-Roubaix: a crash"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from racenews.enrich.gazetteer import Gazetteer
from racenews.types import Mention

MAX_NAMES = 2  # more names are a list
MAX_LABEL_CHARS = 90
# What kind of story the words of a lead tell of; the first that matches is told. None is here that could wrong whoever
# is named beside it: a death, a test, a court or a fine may be another's.
_KINDS = tuple(
    (re.compile(rf"\b(?:{words})\b"), kind)
    for words, kind in (
        (r"fractur\w+|broken|broke (?:his|her|an?)|surgery|operation|injur\w+|concussion", "an injury"),
        (r"crash\w*", "a crash"),
        ("retire[sd]?|retirement|retiring", "a retirement"),
        ("merger|takeover|sponsors?|sponsorship", "the sponsors"),
        ("contract|transfer|sign(?:s|ed)? (?:for|with)", "a contract"),
        ("route", "the route"),
        ("bronze|silver|gold|medals?", "the medals"),
        ("time trial", "the time trial"),
        ("sprint", "the sprint"),
        ("wild cards?|invitations?", "the invitations"),
        ("breakaway", "the breakaway"),
    )
)


def label_story(mentions: Sequence[Mention], paragraphs: Sequence[str], gazetteer: Gazetteer) -> str:
    """Return whom and what the lead tells of and what kind of story it is; "" where it names nothing known."""
    names = _names(mentions, paragraphs, gazetteer)
    lead = paragraphs[0] if paragraphs else ""
    kind = next((kind for cue, kind in _KINDS if cue.search(lead)), "")
    told = f"{names}: {kind}"
    return told if names and kind and ": " not in names and len(told) <= MAX_LABEL_CHARS else names


def _names(mentions: Sequence[Mention], paragraphs: Sequence[str], gazetteer: Gazetteer) -> str:
    riders = list(dict.fromkeys(gazetteer.entry("rider", m.id).name for m in mentions if m.kind == "rider"))
    race = next((_with_article(m, paragraphs) for m in mentions if m.kind == "race"), "")
    teams = list(dict.fromkeys(m.surface for m in mentions if m.kind == "team"))
    whose = (riders or teams)[:MAX_NAMES]
    if not race or not whose:
        named = race or " and ".join(whose)
    elif len(whose) == 1:
        named = f"{whose[0]} and {race}"
    else:
        named = f"{race.removeprefix('the ')}: {' and '.join(whose)}"
    return f"{named[:1].upper()}{named[1:]}"


def _with_article(race: Mention, paragraphs: Sequence[str]) -> str:
    """Return a race as the lead names it, with the article that stands before it."""
    before = paragraphs[race.paragraph][max(0, race.start - 4) : race.start].lower()
    return f"the {race.surface}" if before == "the " else race.surface
