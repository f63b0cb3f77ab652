"""Load the data that pages are dressed with: colours and country names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from racenews.publish.palette import Palette, read_palette

DATA = Path(__file__).parent / "data"


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
