"""The plate: a story's picture, an SVG drawn from its own facts. Same facts, same bytes.

    date    -> where the sun stands: left on 1 January, right on 31 December
    race    -> the family: ground, terrain, tones
    words   -> the form: podium, clock, kits, polka dots, lanes, else the family's terrain
    riders  -> beads on the road, one a rider, the first is the leader
    teams   -> kit stripes on the spine
    slug    -> ridges, tilt, horizon, by a SHA-256; nothing else varies

Held by a test for any story: the red kite stays within x 80–620 and y 42–358 and off the sun, beads stay on the
canvas and off the spine, a drawing is under 3 kB.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from racenews.palette import Family, Kit, Palette
from racenews.publish.plate_forms import (
    FORMS,
    INK,
    RED,
    WHITE,
    Bead,
    Draw,
    Finish,
    Scene,
    circle,
    path,
    whole,
)

MAX_BEADS = 9  # more would not fit between the kite and the spine
MAX_STRIPES = 4  # the spine then covers a tenth of the picture
MAX_KITS = 2  # of the kits form: a rider goes from one to the other
NIGHT = Family("#1b1c20", "#2b2d33", "#3a3c44", "#0c0d0f", "", "")
RED_GROUNDS = frozenset({"#d90f23", "#c4161c", "#a9141f", "#e23b2e", "#ee4b8b", "#ef6a1f"})
"""Kit colours on which a red kite would not be seen."""

_DEATH = re.compile(r"\bdies\b|dead at", re.IGNORECASE)
_WET = re.compile(r"mud|rain|wet|storm", re.IGNORECASE)
_FORM_WORDS = (
    ("podium", re.compile(r"\bresults|general classification")),
    ("clock", re.compile(r"\bseconds\b|time trial|hour record|\bdoor\b.*clock")),
    (
        "kits",
        re.compile(
            r"\b(leaves?|leaving|joins?|signs?|swaps?|set for|without a team|team names|relegation|relegated|teams out"
            r"|calls time)\b"
        ),
    ),
    ("dots", re.compile(r"eagle|king of the mountains|climber|polka")),
)
_SPRINT = re.compile(r"sprint|pips|record 35th|four from four|upset")
_TERRAIN = {
    "roubaix": "cobbles", "flanders": "cobbles", "sanremo": "coast", "ardennes": "hills", "lombardia": "hills",
    "strade": "hills", "worlds": "bands", "track": "track", "cross": "mud",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlateFacts:
    """All that a plate is drawn from. `races` and `teams` are ids by weight, `riders` is how many are named."""

    slug: str
    headline: str
    day: dt.date | None = None
    races: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    riders: int = 0
    form: str = ""
    """Set where no headline is to choose it, as on a team's page."""


def choose_family(facts: PlateFacts, palette: Palette) -> str | None:
    """Return the name of the family that a story is drawn in, or None for a story without a race."""
    if re.search(r"cyclo-cross", facts.headline, re.IGNORECASE):
        return "cross"
    if not facts.races:
        return None
    if facts.races[0] == "olympic-games" and re.search(r"road race", facts.headline, re.IGNORECASE):
        return "tour-2"  # the Games are drawn as a velodrome, their road race is not
    return palette.family_of(facts.races[0])


def choose_form(headline: str, family: str | None) -> str:
    """Return the first form whose words the headline holds, else the terrain of the family."""
    words = headline.lower()
    for form, pattern in _FORM_WORDS:
        if pattern.search(words):
            return form
    stage_race = family in {"tour", "giro", "vuelta"} or (family or "").startswith("tour-")
    if stage_race and _SPRINT.search(words):
        return "lanes"
    return "kits" if family is None else _TERRAIN.get(family, "profile")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plate before it is framed: what was chosen, and what the form made of it."""

    family: str | None
    form: str
    scene: Scene
    finish: Finish


def compose(facts: PlateFacts, palette: Palette) -> Drawn:
    """Return a story's plate as its form draws it, without kite, beads and spine."""
    family = choose_family(facts, palette)
    form = facts.form or choose_form(facts.headline, family)
    draw = Draw(facts.slug)
    scene = Scene(
        draw=draw,
        family=family,
        tones=choose_tones(facts, family, palette, draw),
        headline=facts.headline,
        day=facts.day,
        kits=tuple(palette.kit(team) for team in facts.teams[:MAX_KITS]),
        beads=max(1, min(MAX_BEADS, facts.riders)),
        night=bool(_DEATH.search(facts.headline)),
        wet=bool(_WET.search(facts.headline)),
    )
    return Drawn(family, form, scene, FORMS[form](scene))


def draw_plate(facts: PlateFacts, palette: Palette) -> str:
    """Return a story's plate as SVG text, 640 × 400, without ids or words in it."""
    drawn = compose(facts, palette)
    scene, finish = drawn.scene, drawn.finish
    stripes = [palette.kit(team) for team in facts.teams[:MAX_STRIPES]]
    beads = _beads(finish, drawn.form, drawn.family, scene.night)
    body = "".join(scene.shapes) + beads + _kite(finish, drawn.form, drawn.family)
    return _frame(finish.ground or scene.tones.ground, body + _spine(stripes))


def choose_tones(facts: PlateFacts, family: str | None, palette: Palette, draw: Draw) -> Family:
    """Return the family's tones, changed for a wet Roubaix and for an obituary, whose moon is the family's colour."""
    name = family or f"tour-{1 + draw.digest[3] % 5}"
    tones = palette.families.get(name) or palette.families["tour-1"]
    if family == "roubaix" and _WET.search(facts.headline):
        tones = Family("#a9b4ad", "#8c9488", "#6b6656", tones.near, "#dfe3d8", tones.leader)
    if _DEATH.search(facts.headline):
        return Family(NIGHT.ground, NIGHT.far, NIGHT.mid, NIGHT.near, tones.ground, tones.leader)
    return tones


def _beads(finish: Finish, form: str, family: str | None, night: bool) -> str:
    """Draw the riders: the leader as a disc, the others as round line ends, one path a size."""
    leader, others = finish.beads[0], finish.beads[1:]
    if form == "kits":
        rest_colour, lead_colour = finish.rest_colour, finish.lead_colour
    else:
        dark_on_light = form in {"profile", "dots", "coast", "podium", "mud"} and not night
        rest_colour = INK if dark_on_light else WHITE
        lead_colour = WHITE if family == "vuelta" else RED
    drawn = []
    for width in sorted({_bead_width(bead) for bead in others}):
        dots = "".join(f"M{whole(b.x)} {whole(b.y)}h0" for b in others if _bead_width(b) == width)
        drawn.append(path(dots, stroke=rest_colour, stroke_width=width, stroke_linecap="round"))
    return "".join(drawn) + circle(leader.x, leader.y, leader.radius + 2, lead_colour)


def _bead_width(bead: Bead) -> int:
    return round(bead.radius * 2)


def _kite(finish: Finish, form: str, family: str | None) -> str:
    """Hang the kite at the finish: red, or white where the ground is red."""
    on_red = family == "vuelta" and form not in {"kits", "clock"}
    if form == "kits":
        on_red = finish.kite_ground in RED_GROUNDS
    x, y = finish.kite
    return path(f"M{whole(x - 13)} {whole(y - 42)}h26l-13 42Z", fill=WHITE if on_red else RED)


def _spine(kits: Sequence[Kit]) -> str:
    """Draw the kit stripes along the left edge, one a team, 11 + 4 wide."""
    return "".join(
        path(f"M{x} 0h11v400h-11z", fill=kit.primary) + path(f"M{x + 11} 0h4v400h-4z", fill=kit.second)
        for x, kit in zip(range(0, 15 * len(kits), 15), kits, strict=True)
    )


def _frame(ground: str, body: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" height="400">'
        f"{path('M0 0H640V400H0Z', fill=ground)}{body}</svg>"
    )
