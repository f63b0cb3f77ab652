"""The social card: what a story looks like where it is shared, a PNG of 1200 × 630. Same facts, same bytes.

It is the story's plate in large, reduced to what makes it ours, with the headline set on its sky:

    ground, ridges, sun, kite   in the tones of the race, the sun where it stands on that day
    beads                       the riders on the road to the kite
    stripes                     the kits of the teams, along the left edge
    headline                    as large as it fits; a headline of any length does
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from racenews.card_face import CardFace
from racenews.palette import Family, Kit, Palette
from racenews.publish.card_canvas import Canvas, Point, rgb
from racenews.publish.card_facts import CardFacts, composed
from racenews.publish.card_letters import letters_of
from racenews.publish.plate import MAX_STRIPES, RED_GROUNDS, PlateFacts, choose_family, choose_tones
from racenews.publish.plate_forms import INK, RED, WHITE, Draw

Measure = Callable[[str], float]
"""How long a text is, in pixels."""

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
TEXT_RIGHT = 872  # the sun, the kite and the summit stand right of it
KICKER_BASELINE, KICKER_PX = 88, 34
HEADLINE_TOP, HEADLINE_BOTTOM = 116, 440  # below run the ridges
HEADLINE_SIZES = (92, 84, 76, 70, 64, 58, 53, 48, 44, 40, 36, 32)  # px; 32 is the smallest that a phone shows legibly
BREAKING_PX = 48  # a word too long for this size is broken instead of setting the whole headline smaller
SETTINGS = (
    *((size, False) for size in HEADLINE_SIZES if size >= BREAKING_PX),
    *((size, True) for size in HEADLINE_SIZES if size <= BREAKING_PX),
)
"""The sizes in the order in which they are tried, each with whether long words may be broken."""
LEADING = 1.14
EVEN_ENOUGH = 4  # px
NAME_BASELINE, NAME_PX = 598, 40
SUMMIT_X, SUMMIT_Y = 1040, 404
ROAD_Y = 540.0
RIDGE_STEP = 150
SUN_LEFT, SUN_TRAVEL, SUN_Y, SUN_RADIUS = 962, 164, 138, 74  # left on 1 January, right on 31 December
MIDSUMMER = 183  # the day of an undated story
MAX_BEADS = 6  # on the slope from the foot to the summit
BEAD = 13
STRIPE, STRIPE_EDGE = 20, 7  # px: the two colours of a kit


def draw_card(facts: CardFacts, palette: Palette, face: CardFace) -> bytes:
    """Return the card as PNG. Words that the face cannot set are left out."""
    plate = facts.plate
    draw = Draw(plate.slug)
    family = choose_family(plate, palette)
    tones = choose_tones(plate, family, palette, draw)
    ink = readable_on(tones.ground)
    canvas = Canvas(WIDTH, HEIGHT, tones.ground)
    on_red = family == "vuelta" or tones.ground in RED_GROUNDS
    _draw_landscape(canvas, plate, tones, _Inks(ink, WHITE if on_red else RED), draw)
    left = MARGIN + _draw_stripes(canvas, [palette.kit(team) for team in plate.teams[:MAX_STRIPES]])
    lines = [
        *_set_one_line(facts.kicker, KICKER_PX, left, KICKER_BASELINE, ink, face),
        *_set_headline(composed(facts.headline), left, ink, face),
        *_set_one_line(facts.name, NAME_PX, left, NAME_BASELINE, readable_on(tones.near), face),
    ]
    for line in lines:
        _draw_line(canvas, line, face)
    return canvas.to_png()


def readable_on(ground: str) -> str:
    """Return the ink, dark or light, that stands out more on a colour."""
    light = luminance(ground)
    on_dark, on_light = (luminance(WHITE) + 0.05) / (light + 0.05), (light + 0.05) / (luminance(INK) + 0.05)
    return WHITE if on_dark > on_light else INK


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1, as WCAG 2 defines it."""
    parts = [part / 255 for part in rgb(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True)
class _Inks:
    """What is drawn upon the landscape: the riders, and the kite with their leader."""

    ink: str
    kite: str


# --- the picture ------------------------------------------------------------------------------------------


def _draw_landscape(canvas: Canvas, plate: PlateFacts, tones: Family, inks: _Inks, draw: Draw) -> None:
    """Draw sun, ridges, the road up to the summit, the riders on it and the kite above it."""
    summit = (SUMMIT_X + draw(-30, 30), SUMMIT_Y + draw(-14, 14))
    foot = (TEXT_RIGHT - 250.0, ROAD_Y)
    day = plate.day.timetuple().tm_yday if plate.day else MIDSUMMER
    canvas.disc(SUN_LEFT + SUN_TRAVEL * day / 366, SUN_Y, SUN_RADIUS, tones.sun)
    canvas.land(_ridge(draw, 512, 40), tones.far)
    canvas.land(_ridge(draw, 532, 30), tones.mid)
    canvas.land([(0.0, ROAD_Y), foot, summit, (WIDTH, 516.0)], tones.near)
    for number in range(max(1, min(MAX_BEADS, plate.riders))):
        share = 1 - 0.1 - 0.15 * number  # of the way from the foot to the summit
        x, y = foot[0] + (summit[0] - foot[0]) * share, foot[1] + (summit[1] - foot[1]) * share
        leads = number == 0
        canvas.disc(x, y - BEAD - (2 if leads else 0), BEAD + (3 if leads else 0), inks.kite if leads else inks.ink)
    top, point = summit[1] - 138, summit[1] - 34
    canvas.polygon([(summit[0] - 31, top), (summit[0] + 31, top), (summit[0], point)], inks.kite)


def _ridge(draw: Draw, level: float, height: float) -> list[Point]:
    """Return a ridge over the whole width, lower where the words stand."""
    points = []
    for x in range(0, WIDTH + RIDGE_STEP, RIDGE_STEP):
        swell = 1.0 if x < TEXT_RIGHT else 2.4
        points.append((float(x), level - draw(0, height) * swell))
    return points


def _draw_stripes(canvas: Canvas, kits: Sequence[Kit]) -> int:
    """Draw the kits along the left edge and return where they end."""
    x = 0
    for kit in kits:
        canvas.box(x, 0, STRIPE, HEIGHT, kit.primary)
        canvas.box(x + STRIPE, 0, STRIPE_EDGE, HEIGHT, kit.second)
        x += STRIPE + STRIPE_EDGE
    return x


# --- the words --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of words and where its baseline starts."""

    text: str
    size: int
    left: int
    baseline: int
    ink: str


def _set_one_line(text: str, size: int, left: int, baseline: int, ink: str, face: CardFace) -> list[_Line]:
    """Return a text as one line, cut where it is too long; none where the face lacks a letter."""
    text = composed(text)
    if not text or not face.can_set(text):
        return []
    measure, room = partial(face.measure, size=size), TEXT_RIGHT - left
    return [_Line(text if measure(text) <= room else _cut(text, measure, room), size, left, baseline, ink)]


def _set_headline(text: str, left: int, ink: str, face: CardFace) -> list[_Line]:
    """Return the lines of a headline in the largest size in which it fits, as even as they can be."""
    if not text or not face.can_set(text):
        return []
    width, height = TEXT_RIGHT - left, HEADLINE_BOTTOM - HEADLINE_TOP
    lines: list[str] = []
    for size, may_break in SETTINGS:
        measure = partial(face.measure, size=size)
        lines = wrap(text, measure, width, may_break=may_break)
        most = int(height / (size * LEADING))
        if lines and len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", measure, width)]
    step = size * LEADING
    return [_Line(line, size, left, round(HEADLINE_TOP + size + i * step), ink) for i, line in enumerate(lines)]


def wrap(text: str, measure: Measure, width: float, *, may_break: bool) -> list[str]:
    """Return a text in lines of `width` at most, as even as they can be; [] where a word is too long.

    With `may_break` a long word is broken instead.
    """
    words = text.split(" ")
    lengths = [measure(word) for word in words]
    if max(lengths) > width:
        if not may_break:
            return []
        words = [part for word in words for part in _parts(word, measure, width)]
        lengths = [measure(word) for word in words]
    space = measure(" ")
    fewest = len(_fill(lengths, space, width))
    narrow, wide = max(lengths), width
    while wide - narrow > EVEN_ENOUGH:  # the narrowest column that needs no more lines has the most even ones
        middle = (narrow + wide) / 2
        if len(_fill(lengths, space, middle)) > fewest:
            narrow = middle
        else:
            wide = middle
    return [" ".join(words[first:last]) for first, last in _fill(lengths, space, wide)]


def _fill(lengths: Sequence[float], space: float, width: float) -> list[tuple[int, int]]:
    """Return the lines of a greedy break, each as (first word, word behind the last)."""
    lines, first, used = [], 0, 0.0
    for i, length in enumerate(lengths):
        if i > first and used + space + length > width:
            lines.append((first, i))
            first, used = i, length
        else:
            used += length + (space if i > first else 0)
    return [*lines, (first, len(lengths))]


def _parts(word: str, measure: Measure, width: float) -> list[str]:
    """Return a word in parts that fit."""
    parts, used = [""], 0.0
    for char in word:
        length = measure(char)
        if used + length > width:
            parts.append("")
            used = 0.0
        parts[-1] += char
        used += length
    return parts


def _cut(line: str, measure: Measure, width: float) -> str:
    """Return a line that ends in an ellipsis and fits."""
    fits, room = 0, width - measure("…")
    for char in line:
        room -= measure(char)
        if room < 0:
            break
        fits += 1
    return f"{line[:fits].rstrip()}…"


def _draw_line(canvas: Canvas, line: _Line, face: CardFace) -> None:
    mask, left, top = letters_of(face).draw(line.text, line.size)
    canvas.paint(mask, line.left + left, line.baseline + top, line.ink)
