"""The photograph of a story as pages show it: which files there are of it, and how a browser chooses among them.

What makes the files is `photo_lab`; it is loaded only where one has to be made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from racenews.types import Picture

WIDTHS = (320, 640, 960, 1440, 1920)
"""In pixels: a row of a list, a card, a phone, a story, a lead on a large screen, each at its usual density."""
FALLBACK_WIDTHS = (640, 1440)  # for browsers that know neither AVIF nor WebP, and where a story is shared
MODERN = ("avif", "webp")
RECIPE = "1"
"""Another one where `photo_lab` would judge an original otherwise, or print it otherwise."""


@dataclass(frozen=True, slots=True)
class Negative:
    """What is known of an original: the digest of its bytes, its size when upright, whether it is see-through."""

    digest: str
    width: int
    height: int
    see_through: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """One file of a photograph: its path below the output folder, its format and its size."""

    path: str
    kind: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as the templates see it. `stem` is where its files lie, but for "-640.avif"."""

    stem: str
    width: int
    height: int
    """Of the largest file."""
    kind: str
    """The format of the files that every browser knows: jpg, or png where the picture is see-through."""
    alt: str
    credit: str = ""
    caption: str = ""

    @property
    def prints(self) -> tuple[Print, ...]:
        """Return every file of the photograph."""
        kinds = [*((kind, WIDTHS) for kind in MODERN), (self.kind, FALLBACK_WIDTHS)]
        return tuple(self._print(kind, width) for kind, widths in kinds for width in _fitting(widths, self.width))

    @property
    def shared(self) -> Print:
        """Return the file that stands for the story where it is shared."""
        return self._print(self.kind, _fitting(FALLBACK_WIDTHS, self.width)[-1])

    def srcset(self, kind: str, base: str, most: int = WIDTHS[-1]) -> str:
        """Return the files of one format up to a width for a `srcset`, smallest first."""
        files = [p for p in self.prints if p.kind == kind]
        return ", ".join(f"{base}/{p.path} {p.width}w" for p in files if p.width <= max(most, files[0].width))

    def sources(self, base: str, most: int = WIDTHS[-1]) -> Iterator[tuple[str, str]]:
        """Yield (format, srcset) for each format that not every browser knows, the smaller files first."""
        return ((kind, self.srcset(kind, base, most)) for kind in MODERN)

    def src(self, base: str) -> str:
        """Return the file for browsers that choose among none."""
        return f"{base}/{self._print(self.kind, _fitting(FALLBACK_WIDTHS, self.width)[0]).path}"

    def _print(self, kind: str, width: int) -> Print:
        return Print(f"{self.stem}-{width}.{kind}", kind, width, max(1, round(self.height * width / self.width)))


def _fitting(widths: tuple[int, ...], most: int) -> tuple[int, ...]:
    """Return the widths that a picture of `most` pixels has: nothing is enlarged, and the largest is not lost.

    >>> _fitting((320, 640, 960), 700), _fitting((320, 640), 640), _fitting((640,), 500)
    ((320, 640, 700), (320, 640), (500,))
    """
    smaller = [width for width in widths if width <= most]
    return tuple(smaller) if len(smaller) == len(widths) or most in smaller else (*smaller, most)


def lay_out_photo(path: str, picture: Picture, negative: Negative) -> Photo:
    """Return the photograph of the story at `path`."""
    width = min(negative.width, WIDTHS[-1])
    height = max(1, round(negative.height * width / negative.width))
    kind = "png" if negative.see_through else "jpg"
    return Photo(f"{path}photo", width, height, kind, picture.alt, picture.credit, picture.caption)


Pictures = Mapping[str, tuple[Picture, Negative]]
"""The pictures that can be printed, by the dump of their story."""
