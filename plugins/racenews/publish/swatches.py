"""The squares of colour beside names."""

from __future__ import annotations

from racenews.palette import Palette
from racenews.publish.view_records import Swatch


def race_swatch(race: str, palette: Palette) -> Swatch:
    """Return the square of a race's family; all races without one share a square."""
    return Swatch(family=family_class(palette.family_of(race)))


def kit_swatch(team: str, palette: Palette) -> Swatch:
    """Return the square of a team's kit."""
    kit = palette.kit(team)
    return Swatch(colours=(kit.primary, kit.second))


def family_class(family: str | None) -> str:
    """Return the family's name in the style sheet: the stage-race palettes and no family share "other"."""
    return "other" if family is None or family.startswith("tour-") else family
