"""What the desk's files have in common: TOML read from disk, entries and their keys checked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Check = Callable[[Any], str]
"""Return what is wrong with a value, "" where nothing is."""


def read_toml(file: Path, faults: list[str]) -> Mapping[str, Any]:
    """Return what a TOML file holds; {} where it is missing or, with a line in `faults`, cannot be read."""
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        faults.append(f"{name_of(file)}: not valid TOML ({fault}). Mend that line.")
        return {}


def read_entries(file: Path, table: str, faults: list[str], *beside: str) -> list[Mapping[str, Any]]:
    """Return the `[[table]]` entries of a TOML file, none where the file is missing; `beside` it may hold others."""
    whole = read_toml(file, faults)
    others = sorted(set(whole) - {table, *beside})
    faults += [f'{name_of(file)}: unknown table "{other}". Known: {table}.' for other in others]
    return entries_of(whole, table, name_of(file), faults)


def entries_of(whole: Mapping[str, Any], table: str, file: str, faults: list[str]) -> list[Mapping[str, Any]]:
    """Return the `[[table]]` entries of what the file named `file` holds."""
    entries = whole.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        faults.append(f"{file}: {table} is no list of entries. Begin each one with [[{table}]].")
        return []
    return entries


def name_of(file: Path) -> str:
    """Return the file as messages name it: "desk/authors.toml"."""
    return f"{file.parent.name}/{file.name}"


def check_entry(entry: Mapping[str, Any], where: str, known: Mapping[str, Check], faults: list[str]) -> bool:
    """Tell whether every key of `entry` is known and holds what it should; append what is wrong to `faults`."""
    before = len(faults)
    names = ", ".join(known)
    faults += [f'{where}: unknown key "{key}". Known: {names}.' for key in sorted(set(entry) - set(known))]
    for key, check in known.items():
        if key in entry and (wrong := check(entry[key])):
            faults.append(f"{where}: {key} {wrong}")
    return len(faults) == before


def check_text(value: Any) -> str:
    """Return what is wrong with a text."""
    return "" if isinstance(value, str) and value.strip() else 'is empty or no text. Write it in quotes: "…".'


def check_texts(value: Any) -> str:
    """Return what is wrong with a list of texts."""
    if isinstance(value, list) and value and all(not check_text(v) for v in value):
        return ""
    return 'is no list of texts. Write it in brackets: ["…", "…"].'
