"""The line below a plate: it names what is drawn there, read off the drawing itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from racenews.palette import Palette
from racenews.publish.plate import MAX_KITS, MAX_STRIPES, Drawn, PlateFacts, compose
from racenews.words import Words

# Families whose tones a reader knows in every form that is painted with them.
_COLOURED = frozenset({"tour", "giro", "vuelta", "sanremo", "flanders", "roubaix", "ardennes", "lombardia"})
# Families that are known only where their own form is drawn: a podium of the Worlds has no rainbow.
_TERRAINS = frozenset({("strade", "hills"), ("worlds", "bands"), ("track", "track"), ("cross", "mud")})
_FORMS = frozenset({"podium", "clock", "dots", "lanes"})
_MOONS = frozenset({"tour", "giro", "vuelta"})  # the grounds that a reader knows without the land below


def family_words(family: str, words: Words) -> str:
    """Return how a reader knows the family at home: "Giro pink", "the rainbow"; "" for the stage-race palettes."""
    return words.find(f"colour.{family}")


def read_plate(facts: PlateFacts, palette: Palette, teams: Sequence[str], words: Words) -> str:
    """Return the sentence that tells a reader how to read the plate; `teams` are the names of `facts.teams`."""
    drawn = compose(facts, palette)
    parts = [
        *_colours(facts, drawn, palette, teams, words),
        *_form(drawn, words),
        *_riders(facts.riders, len(drawn.finish.beads), words),
        *_spine(facts, drawn, words),
        *_sky(facts, drawn, words),
    ]
    return (
        words.say("plate.story_of", parts=words.say("plate.between").join(parts)) if parts else words.say("plate.story")
    )


def _colours(facts: PlateFacts, drawn: Drawn, palette: Palette, teams: Sequence[str], words: Words) -> Iterator[str]:
    """Yield what the ground is painted in: two kits, or the race's colours; those are gone in the night of a death."""
    if drawn.form == "kits" and facts.teams:
        shown = list(zip(facts.teams, teams, strict=True))[:MAX_KITS]
        names = shown[0][1] if len(shown) == 1 else words.say("plate.two_names", first=shown[0][1], second=shown[1][1])
        known = all(team in palette.kits for team, _ in shown)
        yield words.say("plate.kits", n=len(shown), names=names) if known else words.say("plate.colours", names=names)
        return
    if drawn.scene.night:
        return
    if drawn.family == "roubaix" and drawn.scene.wet:
        yield words.say("plate.wet_pave")
    elif drawn.family in _COLOURED:
        yield family_words(drawn.family, words)


def _form(drawn: Drawn, words: Words) -> Iterator[str]:
    if drawn.form in _FORMS:
        yield words.say(f"plate.{drawn.form}")
    elif drawn.family and (drawn.family, drawn.form) in _TERRAINS:
        yield family_words(drawn.family, words)


def _riders(named: int, beads: int, words: Words) -> Iterator[str]:
    if named > max(1, beads):
        yield words.say("plate.some_riders", shown=words.number_word(beads), all=words.number_word(named))
    elif named:
        yield words.say("plate.riders", n=named)


def _spine(facts: PlateFacts, drawn: Drawn, words: Words) -> Iterator[str]:
    """Yield the stripes of the spine; where the ground is made of the same kits they need no second word."""
    stripes = min(len(facts.teams), MAX_STRIPES)
    if stripes > (MAX_KITS if drawn.form == "kits" else 0):
        yield words.say("plate.spine", n=stripes)


def _sky(facts: PlateFacts, drawn: Drawn, words: Words) -> Iterator[str]:
    scene = drawn.scene
    if drawn.form == "kits" and facts.teams:
        return  # kits fill the picture
    if scene.night:
        if scene.shines and drawn.family in _MOONS:
            yield words.say("plate.night_coloured_moon", colour=family_words(drawn.family, words))
        else:
            yield words.say("plate.night_moon" if scene.shines else "plate.night")
    elif facts.day and scene.sun_in_place:
        yield words.say("plate.sun", day=words.day_and_month(facts.day.day, facts.day.month))
