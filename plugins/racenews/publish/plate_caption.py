"""The line below a plate: it names what is drawn there, read off the drawing itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from racenews.palette import Palette
from racenews.publish.plate import MAX_KITS, MAX_STRIPES, Drawn, PlateFacts, compose
from racenews.publish.wording import day_and_month, number_word

# What a family's tones look like in every form that is painted with them.
_COLOURS = {
    "tour": "Tour yellow", "giro": "Giro pink", "vuelta": "Vuelta red", "sanremo": "the blue of the Riviera",
    "flanders": "Flemish yellow and black", "roubaix": "the dust of the pavé", "ardennes": "Ardennes green",
    "lombardia": "the colours of falling leaves",
}  # fmt: skip
# What is there only where the family's own form is drawn: a podium of the Worlds has no rainbow.
_TERRAINS = {
    ("strade", "hills"): "white gravel",
    ("worlds", "bands"): "the rainbow",
    ("track", "track"): "the boards of the velodrome",
    ("cross", "mud"): "the mud of a winter field",
}
_FORMS = {
    "podium": "a podium",
    "clock": "a stopwatch",
    "dots": "a mountain in red dots",
    "lanes": "the finishing straight",
}
_MOONS = frozenset({"tour", "giro", "vuelta"})  # the grounds that a reader knows without the land below


def family_words(family: str) -> str:
    """Return how a reader knows the family at home: "Giro pink", "the rainbow"; "" for the stage-race palettes."""
    own = (words for (name, _), words in _TERRAINS.items() if name == family)
    return _COLOURS.get(family) or next(own, "")


def read_plate(facts: PlateFacts, palette: Palette, teams: Sequence[str]) -> str:
    """Return the sentence that tells a reader how to read the plate; `teams` are the names of `facts.teams`."""
    drawn = compose(facts, palette)
    parts = [
        *_colours(facts, drawn, palette, teams),
        *_form(drawn),
        *_riders(facts.riders, len(drawn.finish.beads)),
        *_spine(facts, drawn),
        *_sky(facts, drawn),
    ]
    return f"Drawn from the story itself: {', '.join(parts)}." if parts else "Drawn from the story itself."


def _colours(facts: PlateFacts, drawn: Drawn, palette: Palette, teams: Sequence[str]) -> Iterator[str]:
    """Yield what the ground is painted in: two kits, or the race's colours; those are gone in the night of a death."""
    if drawn.form == "kits" and facts.teams:
        shown = list(zip(facts.teams, teams, strict=True))[:MAX_KITS]
        names = " and ".join(name for _, name in shown)
        known = all(team in palette.kits for team, _ in shown)
        yield f"the {'kit' if len(shown) == 1 else 'kits'} of {names}" if known else f"colours for {names}"
        return
    if drawn.scene.night:
        return
    if drawn.family == "roubaix" and drawn.scene.wet:
        yield "the pavé in the wet"
    elif drawn.family in _COLOURS:
        yield _COLOURS[drawn.family]


def _form(drawn: Drawn) -> Iterator[str]:
    words = _FORMS.get(drawn.form) or _TERRAINS.get((drawn.family or "", drawn.form))
    if words:
        yield words


def _riders(named: int, beads: int) -> Iterator[str]:
    if named == 1:
        yield "one rider as a bead"
    elif named > beads:
        yield f"{number_word(beads)} of its {number_word(named)} riders as beads"
    elif named:
        yield f"{number_word(named)} riders as beads"


def _spine(facts: PlateFacts, drawn: Drawn) -> Iterator[str]:
    """Yield the stripes of the spine; where the ground is made of the same kits they need no second word."""
    stripes = min(len(facts.teams), MAX_STRIPES)
    if stripes > (MAX_KITS if drawn.form == "kits" else 0):
        yield f"{number_word(stripes)} {'kit' if stripes == 1 else 'kits'} on the spine"


def _sky(facts: PlateFacts, drawn: Drawn) -> Iterator[str]:
    scene = drawn.scene
    if drawn.form == "kits" and facts.teams:
        return  # kits fill the picture
    if scene.night:
        colour = _COLOURS.get(drawn.family or "") if drawn.family in _MOONS else None
        moon = f"a moon in {colour}" if colour else "a moon"
        yield f"a night with {moon}" if scene.shines else "a night"
    elif facts.day and scene.sun_in_place:
        yield f"the sun where it stands on {day_and_month(facts.day)}"
