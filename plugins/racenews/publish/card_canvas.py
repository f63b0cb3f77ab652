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

LEVELS = 4  # of coverage from none to whole: smooth to the eye where letters are large, and a fifth lighter than eight
COMPRESSION = 5  # of 9: the next takes half as long again for a twelfth of the size, the last ten times as long
_SCALE = 4  # shapes are drawn so many times larger, then reduced

Pixels = npt.NDArray[np.uint8]
Point = tuple[float, float]
Colour = tuple[int, int, int]

_LEVEL_OF: Pixels = ((np.arange(256) * (LEVELS - 1) + 127) // 255).astype(np.uint8)
"""The level of each coverage."""


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
        if not cut.size:
            return
        region = self._pixels[y : y + cut.shape[0], x : x + cut.shape[1]]
        under, solid = region[0, 0], self._index_of(colour)
        if (region == under).all():  # as below words and the sun: the steps of one ramp do
            region[:] = self._steps(int(self._counts_as[under]), int(under), solid)[_LEVEL_OF[cut]]
            return
        level = _LEVEL_OF[cut]
        edge = (level > 0) & (level < LEVELS - 1)
        region[edge] = self._blend(region[edge], level[edge], solid)
        region[level == LEVELS - 1] = solid

    def _blend(self, below: Pixels, level: Pixels, solid: int) -> Pixels:
        """Return the colours of pixels on an edge between what is `below` and a solid colour."""
        counts_as = self._counts_as[below]
        blended = np.empty_like(level)
        for under in np.unique(counts_as):
            here = counts_as == under
            blended[here] = self._ramp(int(under), solid) + level[here] - 1
        return blended

    def _steps(self, counts_as: int, under: int, solid: int) -> Pixels:
        """Return the index for each level of a solid colour upon another."""
        first = self._ramp(counts_as, solid)
        return np.array([under, *range(first, first + LEVELS - 2), solid], np.uint8)

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
        rows, columns = heights.astype(np.intp), np.arange(self.width)
        # Each column has one pixel that the line runs through, all below it are covered.
        level = _LEVEL_OF[((rows + 1 - heights) * 255).astype(np.uint8)]
        on_edge = (level > 0) & (level < LEVELS - 1)
        at = rows[on_edge], columns[on_edge]
        solid = self._index_of(colour)
        self._pixels[at] = self._blend(self._pixels[at], level[on_edge], solid)
        rows -= level == LEVELS - 1
        top, bottom = int(rows.min()), int(rows.max()) + 1
        np.copyto(self._pixels[top:bottom], solid, where=np.arange(top, bottom)[:, None] > rows)
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
