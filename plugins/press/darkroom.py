"""The photographs of an edition: looked at once, printed once, and kept in `.racenews/pictures` by what they are.

The folder can be deleted at any time; only speed is lost. What no story needs any more is taken out of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from press.plan import Make
from press.rows import Stamp
from press.state import stamp_of
from racenews.desk_word import find_nearest
from racenews.publish.photo import RECIPE, Negative, Photo, Pictures
from racenews.types import Picture, RacenewsError

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "pictures"
_SEAL_BYTES = 16
_OLD_NAMES = 60  # images that are looked through for a name like the one that is missing


class _Look(msgspec.Struct, frozen=True):
    """What was found when a file with this stamp was last looked at: a negative, or why there is none."""

    stamp: Stamp
    negative: Negative | None
    fault: str = ""


_MadeFrom = tuple[str, str, int]
"""What a print is made from: the digest of its original, its format, its width."""
_looks = msgspec.json.Decoder(dict[str, _Look])


class Darkroom:
    """Looks at the originals below `content` and makes their prints; `shelf` is the folder that keeps them, if any."""

    def __init__(self, content: Path, shelf: Path | None) -> None:
        self._content = content
        self._shelf = shelf
        self._originals: dict[str, Path] = {}
        self._negatives: dict[str, Negative] = {}
        self._prepared: tuple[str, Image] | None = None
        self.faults: tuple[str, ...] = ()
        """What stands in the way of single pictures, a line with a remedy for each."""

    @property
    def originals(self) -> frozenset[str]:
        """Return the files that stand for a photograph, which are not published as they came."""
        return frozenset(str(path.resolve()) for path in self._originals.values())

    def look_at(self, pictures: Mapping[str, Picture]) -> Pictures:
        """Return the pictures that can be printed, by the dump of their story; `faults` tells of the others."""
        known = self._load_known() if pictures else {}
        looks: dict[str, _Look] = {}
        faults = []
        found = {}
        for source, picture in pictures.items():
            file = self._content / picture.image
            self._originals[source] = file
            look = looks.get(picture.image) or _look(file, self._content, known.get(picture.image))
            looks[picture.image] = look
            if look.negative is None:
                why = look.fault or f"it is not there. {self._hint(picture.image)}Correct the path or add the file"
                faults.append(
                    f'desk/pictures.toml: picture "{source}": {picture.image}: {why}. '
                    "The story is published without it."
                )
                continue
            found[source] = (picture, look.negative)
            self._negatives[source] = look.negative
        self.faults = tuple(sorted(faults))
        if self._shelf and looks != known:
            self._keep(_known(), msgspec.json.encode(looks))
        return found

    def plan_prints(self, photos: Iterable[tuple[str, Photo]]) -> Iterator[tuple[str, object, Make]]:
        """Yield each print of these photographs, given with their dumps, as (path, what it is made from, how)."""
        wanted = {_known()}
        for source, photo in photos:
            for one in photo.prints:
                made_from = (self._negatives[source].digest, one.kind, one.width)
                wanted.add(_name(made_from))
                yield one.path, made_from, partial(self._print, source, made_from)
        self._clear(wanted)

    def _print(self, source: str, made_from: _MadeFrom) -> bytes:
        name = _name(made_from)
        kept = self._find(name)
        if kept is None:
            from racenews.publish.photo_lab import make_print  # Pillow waits for the first picture

            digest, kind, width = made_from
            kept = make_print(self._open(source, digest), kind, width)
            self._keep(name, kept)
        return kept

    def _open(self, source: str, digest: str) -> Image:
        """Return an original, ready to be printed; the last one is at hand, since its prints are made in a row."""
        if self._prepared is None or self._prepared[0] != digest:
            from racenews.publish.photo_lab import prepare

            file = self._originals[source]
            raw = file.read_bytes()
            if hashlib.blake2b(raw, digest_size=16).hexdigest() != digest:
                raise RacenewsError(f"{file}: it was changed while it was being printed. Build again.")
            self._prepared = digest, prepare(raw)
        return self._prepared[1]

    def _hint(self, image: str) -> str:
        beside = (self._content / image).parent
        names = sorted(path.name for path in beside.iterdir())[:_OLD_NAMES] if beside.is_dir() else []
        nearest = find_nearest(Path(image).name, names)
        return f'Do you mean "{nearest}"? ' if nearest else ""

    # --- what is kept ---------------------------------------------------------------------------------------------

    def _load_known(self) -> dict[str, _Look]:
        raw = self._find(_known())
        try:
            return _looks.decode(raw) if raw else {}
        except msgspec.MsgspecError:
            return {}

    def _find(self, name: str) -> bytes | None:
        """Return what is kept under a name, if it is whole."""
        try:
            raw = (self._shelf / name).read_bytes() if self._shelf else b""
        except OSError:
            return None
        seal, kept = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
        return kept if kept and seal == _seal(name, kept) else None

    def _keep(self, name: str, raw: bytes) -> None:
        """Keep what was made, if the disk lets us; several processes may keep the same."""
        if self._shelf is None:
            return
        with contextlib.suppress(OSError):
            self._shelf.mkdir(parents=True, exist_ok=True)
            draft = self._shelf / f"{name}.{os.getpid()}"
            draft.write_bytes(_seal(name, raw) + raw)
            draft.replace(self._shelf / name)

    def _clear(self, wanted: set[str]) -> None:
        """Take out what no story of this edition needs."""
        if self._shelf is None:
            return
        with contextlib.suppress(OSError):
            for file in list(self._shelf.iterdir()):
                if file.name not in wanted:
                    file.unlink()


def _look(file: Path, content: Path, known: _Look | None) -> _Look:
    """Return what a file is, without reading one that was looked at before; none that a link leads to elsewhere."""
    if not file.resolve().is_relative_to(content.resolve()):
        return _Look(Stamp(0, 0, 0, 0), None, "a link leads to it from elsewhere. Put a copy of the picture there")
    stamp = stamp_of(str(file.resolve()))
    if stamp is None:
        return _Look(Stamp(0, 0, 0, 0), None)
    if known and known.stamp == stamp:
        return known
    from racenews.publish.photo_lab import MAX_BYTES, NoPhotoError, read_negative

    try:
        with file.open("rb") as stream:
            return _Look(stamp, read_negative(stream.read(MAX_BYTES + 1)))
    except NoPhotoError as fault:
        return _Look(stamp, None, str(fault))
    except OSError as fault:
        return _Look(stamp, None, f"it cannot be read ({fault.strerror}). Make it readable")


@cache
def _recipe() -> str:
    """Return all that has a say in what is made of an original."""
    return f"{RECIPE}-{version('pillow')}"


def _known() -> str:
    return f"known-{_recipe()}.json"


def _name(made_from: _MadeFrom) -> str:
    digest = hashlib.blake2b(repr((*made_from, _recipe())).encode(), digest_size=16)
    return f"{digest.hexdigest()}.{made_from[1]}"


def _seal(name: str, raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=_SEAL_BYTES, person=name.encode()[:16]).digest()
