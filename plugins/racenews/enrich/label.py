"""Name what a story is about where no sentence of it makes a headline: "John Degenkolb and Paris-Roubaix"."""

from __future__ import annotations

from collections.abc import Sequence

from racenews.enrich.gazetteer import Gazetteer
from racenews.types import Mention

MAX_NAMES = 2  # more names are a list


def label(mentions: Sequence[Mention], paragraphs: Sequence[str], gazetteer: Gazetteer) -> str:
    """Return the names of whom and what the lead tells: riders before race or team; "" where it names nothing known."""
    riders = list(dict.fromkeys(gazetteer.entry("rider", m.id).name for m in mentions if m.kind == "rider"))
    race = next((_with_article(m, paragraphs) for m in mentions if m.kind == "race"), "")
    team = next((m.surface for m in mentions if m.kind == "team"), "")
    what = race or team
    if not riders:
        teams = list(dict.fromkeys(m.surface for m in mentions if m.kind == "team"))[:MAX_NAMES]
        named = f"{race.removeprefix('the ')}: {' and '.join(teams)}" if race and teams else race or " and ".join(teams)
        return f"{named[:1].upper()}{named[1:]}"
    if not what:
        return " and ".join(riders[:MAX_NAMES])
    if len(riders) == 1:
        return f"{riders[0]} and {what}"
    return f"{what.removeprefix('the ')}: {' and '.join(riders[:MAX_NAMES])}"


def _with_article(race: Mention, paragraphs: Sequence[str]) -> str:
    """Return a race as the lead names it, with the article that stands before it."""
    before = paragraphs[race.paragraph][max(0, race.start - 4) : race.start].lower()
    return f"the {race.surface}" if before == "the " else race.surface
