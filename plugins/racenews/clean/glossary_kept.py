"""The facts of all phrases, kept from one process to the next: to work them out takes longer than to clean a dump."""

from __future__ import annotations

from pathlib import Path

import msgspec

from racenews.clean.phrases import Facts, Glossary
from racenews.derived import Drawer, key_of

FILE = "phrases"
_CODE = [Path(__file__).with_name(name) for name in ("phrases.py", "wordlists.py")]
_CODE.append(Path(__file__).parents[1] / "folding.py")


def take_glossary(drawer: Drawer) -> Glossary:
    """Return the phrases that are kept in the drawer, with their facts; an empty glossary where none fit this code."""
    kept = drawer.take(FILE, key_of(_CODE))
    return Glossary(msgspec.json.decode(kept, type=dict[str, Facts]) if kept else {})


def keep_glossary(drawer: Drawer, glossary: Glossary, count: int) -> None:
    """Keep the glossary where it holds another number of phrases than the `count` it was taken with."""
    if len(glossary.known) != count:
        drawer.keep(FILE, key_of(_CODE), msgspec.json.encode(glossary.known))
