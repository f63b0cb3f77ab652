"""Lines of words as they are laid on a card. Each letter is drawn once for all cards: it stands on whole pixels."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from racenews.card_face import CardFace

Pixels = npt.NDArray[np.uint8]


class _Glyph(NamedTuple):
    """A letter as coverage, and where its left and top edge are from where it starts on the line."""

    mask: Pixels
    left: int
    top: int


class Letters:
    """The letters of a face, as far as they were asked for, in any size."""

    def __init__(self, face: CardFace) -> None:
        self._face = face
        self._advance = cache(self._find_advance)
        self._kern = cache(self._find_kern)
        self._glyph = cache(self._draw_glyph)

    def draw(self, text: str, size: int) -> tuple[Pixels, int, int]:
        """Return a line as coverage (0 to 255), and where its left and top edge are from where it starts."""
        at, last, places = 0, "", []
        for char in text:
            at += self._kern(last, char, size) if last else 0
            glyph = self._glyph(char, size)
            places.append((glyph, at + glyph.left))
            at += self._advance(char, size)
            last = char
        left = min(x for _, x in places)
        right = max(x + glyph.mask.shape[1] for glyph, x in places)
        top = min(glyph.top for glyph, _ in places)
        bottom = max(glyph.top + glyph.mask.shape[0] for glyph, _ in places)
        line = np.zeros((bottom - top, right - left), np.uint8)
        for glyph, x in places:
            height, width = glyph.mask.shape
            spot = line[glyph.top - top : glyph.top - top + height, x - left : x - left + width]
            np.maximum(spot, glyph.mask, out=spot)
        return line, left, top

    def _find_advance(self, text: str, size: int) -> int:
        return round(self._face.at(size).getlength(text))

    def _find_kern(self, first: str, second: str, size: int) -> int:
        """Return by how much the second letter moves away from the first, in pixels; below 0 towards it."""
        return self._find_advance(first + second, size) - self._advance(first, size) - self._advance(second, size)

    def _draw_glyph(self, char: str, size: int) -> _Glyph:
        font = self._face.at(size)
        left, top, right, bottom = (int(edge) for edge in font.getbbox(char, anchor="ls"))
        image = Image.new("L", (max(0, right - left), max(0, bottom - top)))
        ImageDraw.Draw(image).text((-left, -top), char, fill=255, font=font, anchor="ls")
        return _Glyph(np.asarray(image), left, top)


_LETTERS: dict[str, Letters] = {}


def letters_of(face: CardFace) -> Letters:
    """Return the letters of a face, those that other cards asked for among them."""
    return _LETTERS.setdefault(face.digest, Letters(face))
