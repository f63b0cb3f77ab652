"""The typeface of social cards: FR Head, the paper's headline face, with the Latin letters of Europe and Vietnam.

`data/fonts/` holds it with its licence. It is set with Pillow's basic layout, so that every machine sets it alike.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import ImageFont

FILE = Path(__file__).parent / "data" / "fonts" / "fr-head.ttf"
_NO_CHARACTER = "\U0010ffff"  # never assigned: what is drawn for it is drawn for every missing letter
_PROBE_PX = 20


@dataclass(frozen=True, slots=True)
class CardFace:
    """A typeface in memory, in any size."""

    data: bytes
    _sizes: dict[int, ImageFont.FreeTypeFont] = field(default_factory=dict)
    _advances: dict[tuple[str, int], float] = field(default_factory=dict)
    _has: dict[str, bool] = field(default_factory=dict)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the face at `size` pixels."""
        font = self._sizes.get(size)
        if font is None:
            font = ImageFont.truetype(io.BytesIO(self.data), size, layout_engine=ImageFont.Layout.BASIC)
            self._sizes[size] = font
        return font

    def can_set(self, text: str) -> bool:
        """Say whether every letter of `text` has a shape; it has to be composed (NFC) first."""
        return all(self._can_draw(c) for c in text)

    def measure(self, text: str, size: int) -> float:
        """Return how long a text is at `size` pixels; kerning, left out here, makes it a little shorter.

        Each size is measured on its own: letters are set to whole pixels, and a line of one letter adds them up.
        """
        return sum(self._advance(char, size) for char in text)

    def _advance(self, char: str, size: int) -> float:
        advance = self._advances.get((char, size))
        if advance is None:
            advance = self._advances[char, size] = self.at(size).getlength(char)
        return advance

    def _can_draw(self, char: str) -> bool:
        known = self._has.get(char)
        if known is None:
            known = char == " " or (_is_visible(char) and self._shape(char) != self._shape(_NO_CHARACTER))
            self._has[char] = known
        return known

    def _shape(self, char: str) -> tuple[tuple[int, int], bytes]:
        mask = self.at(_PROBE_PX).getmask(char)
        return mask.size, bytes(mask)


def _is_visible(char: str) -> bool:
    """Say whether a character has a width of its own: marks that combine and controls have none."""
    return unicodedata.category(char)[0] not in "MCZ"


@cache
def load_face(file: Path = FILE) -> CardFace:
    """Return the typeface in `file`."""
    return CardFace(file.read_bytes())
