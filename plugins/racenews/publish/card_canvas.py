"""A picture of few colours that is drawn with smooth edges: indices into a palette, never a colour that is not in it.

A palette picture of flat colours is a tenth of the size of a true-colour one. Edges are smooth because each pair of
colours that meet has a short ramp between them in the palette.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

LEVELS = 8  # of coverage from none to whole: smooth to the eye, and 256 colours hold thirty such ramps
COMPRESSION = 6  # of 9: the last levels take five times as long for a tenth of the size
_SCALE = 4  # shapes are drawn so many times larger, then reduced

Pixels = npt.NDArray[np.uint8]
Point = tuple[float, float]
Colour = tuple[int, int, int]


def rgb(colour: str) -> Colour:
    """Return the three parts of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class Canvas:
    """A picture while it is painted, in one colour at first."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.width, self.height = width, height
        self._pixels: Pixels = np.zeros((height, width), np.uint8)
        self._colours: list[Colour] = [rgb(ground)]
        self._counts_as: Pixels = np.zeros(256, np.uint8)  # a step of a ramp counts as the colour painted last
        self._solid: dict[str, int] = {ground: 0}
        self._ramps: dict[tuple[int, int], int] = {}

    def paint(self, coverage: Pixels, left: int, top: int, colour: str) -> None:
        """Lay `colour` over the picture where `coverage` (0 to 255) says so; what hangs over the edge is cut."""
        x, y = max(0, left), max(0, top)
        cut = coverage[y - top : self.height - top, x - left : self.width - left]
        region = self._pixels[y : y + cut.shape[0], x : x + cut.shape[1]]
        level = ((cut.astype(np.uint16) * (LEVELS - 1) + 127) // 255).astype(np.uint8)
        solid = self._index_of(colour)
        edge = (level > 0) & (level < LEVELS - 1)
        on_edge, below = level[edge], self._counts_as[region[edge]]
        steps = np.empty_like(on_edge)
        for under in np.unique(below):
            here = below == under
            steps[here] = self._ramp(int(under), solid) + on_edge[here] - 1
        region[edge] = steps
        region[level == LEVELS - 1] = solid

    def box(self, left: int, top: int, width: int, height: int, colour: str) -> None:
        """Fill a rectangle."""
        self._pixels[top : top + height, left : left + width] = self._index_of(colour)

    def polygon(self, points: Sequence[Point], colour: str) -> None:
        """Fill a polygon."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        left, top = int(min(xs)) - 1, int(min(ys)) - 1
        width, height = int(max(xs)) + 2 - left, int(max(ys)) + 2 - top
        mask = Image.new("L", (width * _SCALE, height * _SCALE))
        ImageDraw.Draw(mask).polygon([((x - left) * _SCALE, (y - top) * _SCALE) for x, y in points], fill=255)
        self.paint(np.asarray(mask.reduce(_SCALE)), left, top, colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle."""
        left, top, size = int(x - radius) - 1, int(y - radius) - 1, int(2 * radius) + 3
        across = (np.arange(size) + 0.5 + left - x) ** 2
        down = (np.arange(size) + 0.5 + top - y) ** 2
        distance = np.sqrt(across[None, :] + down[:, None])
        self.paint((np.clip(radius + 0.5 - distance, 0, 1) * 255).astype(np.uint8), left, top, colour)

    def land(self, line: Sequence[Point], colour: str) -> None:
        """Fill everything below a line that runs from left to right over the whole picture."""
        heights = np.interp(np.arange(self.width) + 0.5, [x for x, _ in line], [y for _, y in line])
        top, bottom = int(heights.min()), int(heights.max()) + 1
        rows = np.arange(top, bottom, dtype=np.float32)
        below = np.clip(rows[:, None] + 1 - heights.astype(np.float32)[None, :], 0, 1)
        self.paint((below * 255).astype(np.uint8), 0, top, colour)
        self.box(0, bottom, self.width, self.height - bottom, colour)

    def to_png(self) -> bytes:
        """Return the picture as a PNG with a palette."""
        image = Image.fromarray(self._pixels)
        image.putpalette([part for colour in self._colours for part in colour])
        file = io.BytesIO()
        image.save(file, "PNG", compress_level=COMPRESSION)
        return file.getvalue()

    def _index_of(self, colour: str) -> int:
        index = self._solid.get(colour)
        if index is None:
            index = self._solid[colour] = self._add(rgb(colour))
            self._counts_as[index] = index
        return index

    def _ramp(self, under: int, over: int) -> int:
        """Return the index of the first step from one colour to the other."""
        first = self._ramps.get((under, over))
        if first is None:
            below, above = np.array(self._colours[under]), np.array(self._colours[over])
            first = self._ramps[under, over] = len(self._colours)
            for step in range(1, LEVELS - 1):
                red, green, blue = (below + (above - below) * step / (LEVELS - 1)).round().astype(int)
                self._counts_as[self._add((int(red), int(green), int(blue)))] = over
        return first

    def _add(self, colour: Colour) -> int:
        self._colours.append(colour)
        return len(self._colours) - 1
