"""The forms a plate can take: each draws its scene and says where kite and beads go.

Coordinates are units of a 640 × 400 canvas, y downwards. A form may ask the scene's `draw` for as many numbers as it
likes; the order of its questions is part of the picture, so a changed order changes every plate of that form.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from racenews.palette import Family, Kit

WIDTH, HEIGHT = 640, 400
RED, INK, WHITE = "#d90f23", "#17181b", "#fffdf8"
RAINBOW = ("#1769b5", RED, INK, "#f5c518", "#1c8a4b")
FLEMISH_GREY = "#b9ae98"
SUN_RADIUS = 46
KITE_FROM_SUN = 84  # centre to centre: the sun's radius, half a kite, and air between them

Point = tuple[float, float]


class Draw:
    """Numbers from a slug's digest: the n-th call always gives the same number.

    >>> Draw("a")() == Draw("a")(), Draw("a")() == Draw("b")()
    (True, False)
    """

    def __init__(self, slug: str) -> None:
        self.digest = hashlib.sha256(slug.encode()).digest()
        self._calls = 0

    def __call__(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return the next number, at least `low` and below `high`."""
        part = hashlib.sha256(self.digest + bytes([self._calls])).digest()[:4]
        self._calls += 1
        return low + (high - low) * int.from_bytes(part, "big") / 2**32


@dataclass(frozen=True, slots=True)
class Bead:
    """A rider on the road."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Finish:
    """Where a form hangs its kite and strings its beads; colours only where the form is made of kits."""

    kite: Point
    beads: tuple[Bead, ...]
    ground: str = ""
    kite_ground: str = ""
    lead_colour: str = ""
    rest_colour: str = ""


@dataclass(slots=True)
class Scene:
    """A plate while it is drawn: what it is about, and the shapes so far."""

    draw: Draw
    family: str | None
    tones: Family
    headline: str
    day: dt.date | None
    kits: tuple[Kit, ...]
    beads: int
    night: bool
    wet: bool
    shapes: list[str] = field(default_factory=list)
    shines: bool = False
    """Whether sun or moon is drawn."""
    sun_in_place: bool = False
    """Whether it is drawn where the day has it, not a step aside."""

    @property
    def sun(self) -> Point:
        """Return where the sun stands: by the day of the year, highest in summer; 2 July without a date."""
        day = self.day.timetuple().tm_yday if self.day else 183
        return 96 + 470 * day / 366, 132 - 42 * math.sin(math.pi * day / 366)

    def add(self, *shapes: str) -> None:
        """Put shapes on top of what is drawn."""
        self.shapes.extend(shapes)

    def shine(self, beside: float | None = None) -> None:
        """Draw the sun; it steps aside from a kite that flies at x = `beside`."""
        x, y = self.sun
        steps_aside = beside is not None and abs(x - beside) < 72
        if beside is not None and steps_aside:
            x = beside - 72
        self.shines, self.sun_in_place = True, not steps_aside
        self.add(circle(x, y, SUN_RADIUS, self.tones.sun))

    def land(self, line: Sequence[Point], colour: str) -> None:
        """Fill everything below a line."""
        self.add(path(f"{polyline(line)}V400H-10Z", fill=colour))

    def string(self, place: Callable[[float], Point], gap: float, radius: float) -> tuple[Bead, ...]:
        """String the beads `gap` apart; `place` turns a distance behind the leader into a point."""
        return tuple(Bead(*place(i * gap), radius) for i in range(self.beads))

    def aside(self, x: float, clearance: float, step: float, turn: float) -> float:
        """Return an x that keeps `step` from the sun: right of it while the sun stands left of `turn`."""
        sun = self.sun[0]
        if abs(x - sun) >= clearance:
            return x
        return sun + step if sun < turn else sun - step


# --- shapes -----------------------------------------------------------------------------------------------


def whole(value: float) -> str:
    """Return a coordinate without decimals: a plate is looked at, not measured."""
    return f"{value:.0f}"


def path(d: str, **attributes: object) -> str:
    """Return a path element; `stroke_width=3` becomes stroke-width="3"."""
    written = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<path{written} d="{d}"/>'


def circle(x: float, y: float, radius: float, fill: str) -> str:
    """Return a disc."""
    return f'<circle cx="{whole(x)}" cy="{whole(y)}" r="{whole(radius)}" fill="{fill}"/>'


def polyline(points: Sequence[Point]) -> str:
    """Return path data through the points."""
    return "".join(("M" if i == 0 else "L") + f"{whole(x)} {whole(y)}" for i, (x, y) in enumerate(points))


def ridge(draw: Draw, base: float, height: float, step: float = 46, summit: float | None = None) -> list[Point]:
    """Return a faceted profile with two to four climbs, straight-edged like a roadbook's."""
    peaks = [(draw(40, 600), draw(0.45, 1), draw(70, 150)) for _ in range(int(draw(2, 4)))]
    if summit is not None:
        peaks.append((summit, 1.12, 150))
    line: list[Point] = []
    x = -10.0
    while x < WIDTH + step:
        h = max([top * max(0.0, 1 - abs(x - centre) / width) for centre, top, width in peaks] + [0.08])
        line.append((x, base - height * h + draw(-7, 7)))
        x += step * draw(0.55, 1.1)
    if summit is not None:
        line = [point for point in line if abs(point[0] - summit) > 26]
        line = sorted([*line, (summit, base - height * 1.12)])
    return line


def level(line: Sequence[Point], x: float) -> float:
    """Return the y of a line at x."""
    for (ax, ay), (bx, by) in pairwise(line):
        if ax <= x <= bx:
            return ay + (by - ay) * (x - ax) / ((bx - ax) or 1)
    return line[-1][1]


# --- forms ------------------------------------------------------------------------------------------------


def draw_profile(scene: Scene) -> Finish:
    """Draw a mountain stage; the kite stands on its highest summit."""
    line, summit = _mountains(scene)
    scene.land(line, scene.tones.near)
    posts = "".join(f"M{x} {whole(level(line, x))}V400" for x in range(20, WIDTH, 40))
    scene.add(path(posts, stroke=scene.tones.ground, stroke_opacity=".22"))
    return _up_the_mountain(scene, line, summit)


def draw_dots(scene: Scene) -> Finish:
    """Draw the mountain in a climber's red dots on white."""
    line, summit = _mountains(scene)
    scene.land(line, WHITE)
    dots = ""
    for row in range(6):
        for column in range(13):
            x, y = 22 + column * 52 + (26 if row % 2 else 0), 172 + row * 44
            clear_above = y - 20 > level(line, x)
            clear_beside = all(y - 12 > level(line, max(0, min(WIDTH, x + side))) for side in (-14, 14))
            if clear_above and clear_beside:
                dots += f"M{x} {y}h0"
    scene.add(path(dots, stroke=RED, stroke_width=27, stroke_linecap="round"))
    return _up_the_mountain(scene, line, summit)


def _mountains(scene: Scene) -> tuple[list[Point], float]:
    """Draw sun and far ranges; return the line of the near range and the x of its summit."""
    draw = scene.draw
    summit, sun = draw(400, 545), scene.sun[0]
    if abs(summit - sun) < KITE_FROM_SUN:
        summit = sun + KITE_FROM_SUN if sun + KITE_FROM_SUN < 560 else sun - KITE_FROM_SUN
    scene.shine()
    scene.land(ridge(draw, 268, 118), scene.tones.far)
    scene.land(ridge(draw, 312, 120), scene.tones.mid)
    return ridge(draw, 352, 172, summit=summit), summit


def _up_the_mountain(scene: Scene, line: Sequence[Point], summit: float) -> Finish:
    def place(behind: float) -> Point:
        x = summit - 30 - behind
        return x, level(line, x) - 9

    return Finish((summit, level(line, summit) - 12), scene.string(place, 30, 8))


def draw_cobbles(scene: Scene) -> Finish:
    """Draw a cobbled road that narrows towards a flat horizon with chimneys and steeples."""
    draw, tones = scene.draw, scene.tones
    horizon = draw(176, 216)
    scene.shine()
    scene.land(ridge(draw, horizon + 6, 34, 60), tones.far)
    grey = FLEMISH_GREY if scene.family == "flanders" else tones.mid
    for _ in range(3):
        scene.add(_building(draw, horizon, grey))
    scene.add(path(f"M0 {horizon:.0f}H640V400H0Z", fill=tones.near))
    for row in _stones(scene, horizon, grey):
        scene.add(row)
    vanish = draw(300, 520)
    vanish = scene.aside(vanish, 70, 74, 400)
    road = f"M{whole(vanish - 5)} {horizon:.0f}h10L{whole(vanish - 60)} 400h-150Z"
    scene.add(path(road, fill=tones.near, opacity=".92"))

    def bead(i: int) -> Bead:
        t = min(1.0, 0.06 + i * 27 / 290) ** 1.25
        return Bead(vanish - t * 135, horizon + 4 + t * 190, 4.5 + 6.5 * min(1, i / 8 + 0.1))

    return Finish((vanish, horizon - 12), tuple(bead(i) for i in range(scene.beads)))


def _building(draw: Draw, horizon: float, colour: str) -> str:
    x, height = draw(110, 600), draw(26, 58)
    if draw() > 0.4:
        shape = f"h9v{whole(height)}z"  # a mill's chimney
    else:
        shape = f"l8 -{whole(height * 0.7)}l8 {whole(height * 0.7)}v{whole(height)}z"  # a steeple
    return path(f"M{whole(x)} {whole(horizon + 2)}v-{whole(height)}{shape}", fill=colour)


def _stones(scene: Scene, horizon: float, grey: str) -> list[str]:
    """Return rows of cobbles as dashed lines, larger towards the reader."""
    draw, tones = scene.draw, scene.tones
    usual = (tones.far, tones.ground) if scene.family == "flanders" else (tones.mid, tones.far)
    rows: list[str] = []
    y, height = horizon + 3, draw(7, 9.5)
    while y < 410:
        width = height * 1.25
        tone = usual[len(rows) % 2] if draw() > 0.28 else _odd_stone(draw, usual[0], grey)
        rows.append(
            path(
                f"M-40 {whole(y + height / 2)}H680",
                stroke=tone,
                stroke_width=whole(height * 0.78),
                stroke_linecap="round",
                stroke_dasharray=f"{whole(width * 0.55)} {whole(width)}",
                stroke_dashoffset=whole(draw(0, width * 2)),
            )
        )
        y, height = y + height, height * 1.3
    return rows


def _odd_stone(draw: Draw, usual: str, grey: str) -> str:
    """Return the tone of a row that breaks the rhythm."""
    return usual if draw() > 0.5 else grey


def draw_coast(scene: Scene) -> Finish:
    """Draw a headland with its road above three rows of waves."""
    draw, tones = scene.draw, scene.tones
    kite_x = 520.0
    scene.shine(beside=kite_x)
    for i, colour in enumerate((tones.far, tones.mid, tones.near)):
        y, shift, length = 210 + i * 58, draw(0, 60), 64 + 26 * i
        half = f"{whole(length / 2)} 0"
        waves = 2 * int((WIDTH + 2 * length + shift) / length)
        d = f"M{whole(-shift - length)} {y}q{whole(length / 4)} -{8 + 4 * i} {half}t{half}" + f"t{half}" * waves
        scene.add(path(f"{d}V400H-200Z", fill=colour))
    cape = [
        (250.0, 262.0), (330.0, 222.0), (392.0, 190.0), (446.0, 150 + draw(-10, 10)), (520.0, 136 + draw(-8, 8)),
        (590.0, 158.0), (650.0, 150.0),
    ]  # fmt: skip
    scene.add(path(f"{polyline(cape)}V400H420L360 330Z", fill=tones.near))
    road = "M330 262l150 -22l-70 -18l120 -24l-52 -18"
    scene.add(path(road, fill="none", stroke=tones.ground, stroke_width=5, stroke_linejoin="round"))

    def place(behind: float) -> Point:
        x = 505 - behind * 1.05
        return x, level(cape, x) - 9

    return Finish((kite_x, 124), scene.string(place, 30, 8))


def draw_hills(scene: Scene) -> Finish:
    """Draw rounded hills with a road that winds up the foremost."""
    draw, tones = scene.draw, scene.tones
    scene.shine()
    scene.add(path("M0 286H640V400H0Z", fill=tones.far))
    scene.add(_hill(-190, 330, draw(190, 225), tones.mid))
    scene.add(_hill(360 + draw(-20, 20), 860, draw(206, 232), tones.mid))
    top, height = draw(310, 470), draw(150, 190)
    if abs(top - scene.sun[0]) < 80:
        top = scene.sun[0] + KITE_FROM_SUN if scene.sun[0] < 330 else scene.sun[0] - KITE_FROM_SUN
    near = (
        f"M{whole(top - 330)} 400C{whole(top - 190)} 400 {whole(top - 150)} {whole(height)} {whole(top)} "
        f"{whole(height)}S{whole(top + 210)} 400 {whole(top + 360)} 400Z"
    )
    scene.add(path(near, fill=tones.near))
    road: list[Point] = [
        (top, height + 4), (top - 22, 222), (top + 54, 262), (top - 66, 306), (top + 96, 352), (top - 150, 396),
    ]  # fmt: skip
    gravel = WHITE if scene.family == "strade" else tones.ground
    scene.add(path(polyline(road[::-1]), fill="none", stroke=gravel, stroke_width=7, stroke_linejoin="round"))
    return Finish((top, height - 12), scene.string(lambda behind: _along(road, behind + 16), 34, 7.5))


def _hill(left: float, right: float, top: float, colour: str) -> str:
    width = right - left
    d = (
        f"M{whole(left)} 400C{whole(left + width * 0.28)} 400 {whole(left + width * 0.3)} {whole(top)} "
        f"{whole((left + right) / 2)} {whole(top)}S{whole(right - width * 0.28)} 400 {whole(right)} 400Z"
    )
    return path(d, fill=colour)


def _along(road: Sequence[Point], distance: float) -> Point:
    """Return the point that lies `distance` along a road of straight pieces; its last bend when it is shorter."""
    for a, b in pairwise(road[:-1]):
        length = math.dist(a, b)
        if distance <= length:
            return a[0] + (b[0] - a[0]) * distance / length, a[1] + (b[1] - a[1]) * distance / length
        distance -= length
    return road[-2]


def draw_bands(scene: Scene) -> Finish:
    """Draw the five bands of the rainbow jersey as one wave."""
    draw = scene.draw
    kite_x = 548.0
    scene.shine(beside=kite_x)
    shift = draw(-30, 30)
    swing = draw(60, 104) * (1 if draw() > 0.5 else -1)
    scene.land(ridge(draw, 300, 120), scene.tones.far)
    for i, colour in enumerate(RAINBOW):
        y = 178 + i * 36
        d = (
            f"M-20 {whole(y + shift / 2)}C160 {whole(y - swing * 2)} 400 {whole(y + swing * 2)} 660 "
            f"{whole(y - 14 - shift)}"
        )
        scene.add(path(d, fill="none", stroke=colour, stroke_width="36.5"))
    middle = (250 + shift / 2, 250 - swing * 2, 250 + swing * 2, 236 - shift)

    def place(behind: float) -> Point:
        x = 520 - behind
        t = _solve(lambda t: _bezier((-20, 160, 400, 660), t), x)
        return x, _bezier(middle, t)

    return Finish((kite_x, place(-28)[1] - 96), scene.string(place, 32, 8))


def _bezier(p: tuple[float, float, float, float], t: float) -> float:
    return (1 - t) ** 3 * p[0] + 3 * (1 - t) ** 2 * t * p[1] + 3 * (1 - t) * t * t * p[2] + t**3 * p[3]


def _solve(rising: Callable[[float], float], value: float) -> float:
    """Return t in 0–1 where a rising function takes a value, by thirty halvings."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < value else (low, middle)
    return low


def draw_track(scene: Scene) -> Finish:
    """Draw a velodrome from above, slightly turned."""
    draw, tones = scene.draw, scene.tones
    finish_x = 470.0
    if abs(scene.sun[0] - finish_x) > 70:
        scene.shine()
    turn = draw(-14, 14) / 2
    lines = "".join(
        f'<rect x="{50 + inset}" y="{150 + inset}" width="{600 - 2 * inset}" height="{270 - 2 * inset}" '
        f'rx="{135 - inset}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        for inset, colour, width in ((26, tones.near, 3), (44, RED, 4), (74, "#12367d", 5))
    )
    scene.add(
        f'<g transform="rotate({whole(turn)} 320 250)">'
        f'<rect x="30" y="150" width="640" height="270" rx="135" fill="{tones.mid}"/>{lines}'
        f'<rect x="124" y="240" width="452" height="90" rx="45" fill="{tones.far}"/>'
        f'<rect x="140" y="254" width="420" height="62" rx="31" fill="{tones.ground}"/>'
        f"{path('M470 150v88', stroke=tones.near, stroke_width=7)}</g>"
    )

    def place(behind: float) -> Point:
        x = 452 - behind
        return x, 185 - (finish_x - x) * math.tan(math.radians(turn))

    return Finish((finish_x, 138), scene.string(place, 32, 8))


def draw_mud(scene: Scene) -> Finish:
    """Draw a cyclo-cross field with two barriers and the tape."""
    draw, tones = scene.draw, scene.tones
    kite_x = 524.0
    scene.shine(beside=kite_x)
    scene.land(ridge(draw, 262, 50, 70), tones.far)
    scene.land([(-10, 292), (200, 270 + draw(-14, 14)), (420, 284), (660, 262)], tones.mid)
    scene.land([(-10, 344), (260, 330), (660, 340)], tones.near)
    for x in (372, 462):
        scene.add(path(f"M{x} 216l62 -14v86l-62 14z", fill=WHITE))
        scene.add(path(f"M{x} 238l62 -14v16l-62 14z", fill=tones.leader))
    tape = f"M-10 236Q160 {whole(252 + draw(-12, 12))} 372 232"
    scene.add(path(tape, fill="none", stroke=WHITE, stroke_width=5, stroke_dasharray="26 20"))
    return Finish((kite_x, 188), scene.string(lambda behind: (352 - behind, 282 - 0.02 * behind), 33, 8))


_SECONDS = re.compile(r"(\d+|two|three|four|five|six|seven|eight|nine|ten|twenty)[ -]seconds?")
_SECOND_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
}  # fmt: skip


def _named_seconds(headline: str, day: dt.date | None) -> int:
    """Return the seconds that a headline names, else the day of the month, else 21."""
    named = _SECONDS.search(headline.lower())
    if named is None:
        return day.day if day else 21
    return (_SECOND_WORDS.get(named[1]) or int(named[1])) % 60


def draw_clock(scene: Scene) -> Finish:
    """Draw a stopwatch whose hand has swept the seconds of the headline."""
    draw, tones = scene.draw, scene.tones
    x, y, radius = 384, 226, 108
    scene.land(ridge(draw, 330, 96), tones.far)
    scene.land(ridge(draw, 372, 96), tones.mid)
    scene.add(circle(x, y, radius + 22, tones.near))

    def rim(angle: float, distance: float) -> Point:
        return x + math.sin(angle) * distance, y - math.cos(angle) * distance

    ticks = "".join(
        polyline([rim(i * math.pi / 30, radius - 4), rim(i * math.pi / 30, radius + (8 if i % 5 else 12))])
        for i in range(60)
    )
    scene.add(path(ticks, stroke=tones.sun if scene.night else tones.ground, stroke_width=3))
    seconds = _named_seconds(scene.headline, scene.day)
    hand, sweep = seconds * math.pi / 30, radius - 18
    end_x, end_y = rim(hand, sweep)
    scene.add(
        path(
            f"M{x} {y}V{y - sweep}A{sweep} {sweep} 0 {int(seconds > 30)} 1 {whole(end_x)} {whole(end_y)}Z",
            fill=tones.ground,
        ),
        circle(x, y, 9, WHITE),
    )
    if scene.sun[0] < 190:  # later in the year the clock would hide it
        scene.shine()
    beads = tuple(Bead(*rim(hand + 0.16 + i * 0.3, radius - 46), 8) for i in range(scene.beads))
    return Finish((x, y - radius - 28), beads)


def draw_podium(scene: Scene) -> Finish:
    """Draw three steps; the first three beads stand on them, the others wait below."""
    scene.shine()
    scene.land(ridge(scene.draw, 300, 80), scene.tones.far)
    for x, y, colour in (
        (236, 284, scene.tones.mid),
        (448, 308, scene.tones.mid),
        (342, 246, scene.tones.near),
    ):
        scene.add(path(f"M{x} {y}h106v200h-106z", fill=colour))
    scene.add(path("M0 352H640V400H0Z", fill=scene.tones.near))
    steps = [Bead(395, 235, 9), Bead(289, 274, 9), Bead(501, 298, 9)]
    waiting = [Bead(210 - i * 25, 342, 8) for i in range(6)]
    return Finish((395, 212), tuple((steps + waiting)[: scene.beads]))


def draw_lanes(scene: Scene) -> Finish:
    """Draw a finishing straight with its chequered line, seen from above the riders."""
    draw, tones = scene.draw, scene.tones
    scene.shine()
    vanish, horizon = draw(330, 450), draw(164, 190)
    vanish = scene.aside(vanish, 74, 74, 366)
    scene.land(ridge(draw, horizon + 8, 56, 52), tones.far)
    scene.add(path(f"M0 {horizon:.0f}H640V400H0Z", fill=tones.near))
    for i in (-5, -3, -1, 1, 3, 5):
        inner = abs(i) == 1
        lane = f"M{whole(vanish)} {horizon:.0f}L{whole(vanish + i * 118 - 10)} 400h20Z"
        scene.add(path(lane, fill=tones.ground if inner else tones.mid, opacity="1" if inner else ".55"))
    scene.add(path("M0 268H640V292H0Z", fill=WHITE))
    scene.add(path("M0 274H640", stroke=INK, stroke_width=12, stroke_dasharray="12 12"))
    scene.add(path("M0 286H640", stroke=INK, stroke_width=12, stroke_dasharray="12 12", stroke_dashoffset=12))
    places = (0, 1, -1, 2, -2, 3, -3, 4, -4)
    beads = tuple(
        Bead(vanish + places[i] * 44 + draw(-6, 6), 312 + i * 9 + draw(-3, 3), 10) for i in range(scene.beads)
    )
    return Finish((vanish, horizon - 14), beads)


def draw_kits(scene: Scene) -> Finish:
    """Draw one or two kits parted by a slanting seam: a rider goes from the left one to the right one."""
    draw, tones = scene.draw, scene.tones
    left = scene.kits[0] if scene.kits else Kit(tones.ground, tones.near, WHITE)
    right = scene.kits[1] if len(scene.kits) > 1 else Kit(left.second, left.primary, left.accent)
    seam = draw(300, 380)
    scene.add(path(f"M{whole(seam + 110)} 0H640V400H{whole(seam - 90)}Z", fill=right.primary))
    for offset, width, colour in (
        (-36, 26, left.second),
        (-52, 12, left.accent),
        (10, 26, right.second),
        (40, 12, right.accent),
    ):
        scene.add(path(f"M{whole(seam + 110 + offset)} 0h{width}l-200 400h-{width}Z", fill=colour))
    y = 200 + draw(-26, 26)
    lean = (200 - y) * 0.5
    scene.add(path(f"M0 {whole(y)}H{whole(seam - 38 + lean)}l-28 56H0Z", fill=left.second))
    scene.add(path(f"M640 {whole(y)}H{whole(seam + 62 + lean)}l-28 56H640Z", fill=right.second))
    return Finish(
        kite=(584, y - 22),
        beads=tuple(Bead(560 - i * 30, y + 28, 8) for i in range(min(scene.beads, 5))),
        ground=left.primary,
        kite_ground=left.primary if seam > 584 else right.primary,
        lead_colour=right.primary,
        rest_colour=right.primary if right.accent == right.second else right.accent,
    )


FORMS: Mapping[str, Callable[[Scene], Finish]] = {
    "profile": draw_profile,
    "dots": draw_dots,
    "cobbles": draw_cobbles,
    "coast": draw_coast,
    "hills": draw_hills,
    "bands": draw_bands,
    "track": draw_track,
    "mud": draw_mud,
    "clock": draw_clock,
    "podium": draw_podium,
    "lanes": draw_lanes,
    "kits": draw_kits,
}
