"""What pages are dressed with: the colours of races and teams, and the names of countries.

`data/kits.toml` and `data/nations.toml` hold them; both are read once.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from racenews.types import RacenewsError

DATA = Path(__file__).parent / "data"
STAGE_RACE_FAMILIES = 5
"""tour-1 … tour-5: palettes for races that have none of their own."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Family:
    """The tones of a race's plate, from sky to foreground."""

    ground: str
    far: str
    mid: str
    near: str
    sun: str
    leader: str


@dataclass(frozen=True, slots=True)
class Kit:
    """A team's colours: what one sees first, second, and the detail."""

    primary: str
    second: str
    accent: str


@dataclass(frozen=True, slots=True)
class Palette:
    """All families and kits. What is not listed takes a spare by its id's digest, the same for ever."""

    families: Mapping[str, Family]
    race_families: Mapping[str, str]
    kits: Mapping[str, Kit]
    spare: tuple[Kit, ...]

    def kit(self, team: str) -> Kit:
        """Return a team's kit."""
        return self.kits.get(team) or self.spare[_first_byte(team) % len(self.spare)]

    def family_of(self, race: str) -> str:
        """Return the name of a race's family."""
        return self.race_families.get(race) or f"tour-{1 + _first_byte(race) % STAGE_RACE_FAMILIES}"


def _first_byte(text: str) -> int:
    return hashlib.sha256(text.encode()).digest()[0]


@cache
def load_palette(folder: Path = DATA) -> Palette:
    """Return the colours in `folder`/kits.toml; RacenewsError lists every fault."""
    file = folder / "kits.toml"
    return read_palette(file.read_text(encoding="utf-8"), file.name)


@cache
def load_nations(folder: Path = DATA) -> Mapping[str, str]:
    """Return country names by their IOC code; the gazetteer uses a few codes more (INT, EUR)."""
    names: Mapping[str, str] = tomllib.loads((folder / "nations.toml").read_text(encoding="utf-8"))["names"]
    return names


def read_palette(text: str, where: str = "kits.toml") -> Palette:
    """Return the palette that a TOML text holds; RacenewsError lists every fault in it at once."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RacenewsError(f"{where}: not TOML: {error}. Mend that line.") from error
    faults: list[str] = []
    families: dict[str, Family] = {}
    races: dict[str, str] = {}
    for name, entry in data.get("families", {}).items():
        tones = [_colour(entry, tone, f"{where}: families.{name}", faults) for tone in Family.__slots__]
        families[name] = Family(*tones)
        races |= dict.fromkeys(entry.get("races", ()), name)
    faults += [f"{where}: families.{name} is missing" for name in _expected_families() if name not in families]
    kits = {team: _kit(colours, f"{where}: kits.{team}", faults) for team, colours in data.get("kits", {}).items()}
    spare = tuple(_kit(c, f"{where}: spare.kits", faults) for c in data.get("spare", {}).get("kits", ()))
    if not spare:
        faults.append(f"{where}: spare.kits is empty; name at least one kit for teams without colours")
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))
    return Palette(families, races, kits, spare)


def _expected_families() -> tuple[str, ...]:
    return tuple(f"tour-{n}" for n in range(1, STAGE_RACE_FAMILIES + 1))


def _colour(entry: Mapping[str, object], tone: str, where: str, faults: list[str]) -> str:
    value = entry.get(tone)
    if isinstance(value, str) and _COLOUR.fullmatch(value):
        return value
    faults.append(f'{where}.{tone}: {value!r} is no colour; write "#rrggbb" in small letters')
    return "#000000"


def _kit(colours: object, where: str, faults: list[str]) -> Kit:
    match colours:
        case [str(a), str(b), str(c)] if all(_COLOUR.fullmatch(x) for x in (a, b, c)):
            return Kit(a, b, c)
    faults.append(f'{where}: {colours!r} is no kit; write three colours, ["#rrggbb", "#rrggbb", "#rrggbb"]')
    return Kit("#000000", "#000000", "#000000")
