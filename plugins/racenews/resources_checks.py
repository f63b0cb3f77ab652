"""What the desk's files have in common: TOML read from disk, entries and their keys checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from racenews.folding import fold_names
from racenews.toml_slips import explain_slip

Check = Callable[[Any], str]
"""Return what is wrong with a value, "" where nothing is."""


MAX_EVERYDAY_WORDS = 3  # "of the day": four such words may be a line of their own

MAX_TOML_BYTES = 2_000_000  # ten thousand entries; Python's reader takes a second a megabyte

_WORD = re.compile(r"[^\W\d_]+")
_EVERYDAY = frozenset(
    "a an the and or but if of to in on at by for with from as is was are were be been it its this that he she they we "
    "you i his her their our your not no so up out who which has had have said after before over than then there "
    "le la les l un une des du de d et ou en au aux est que qui il elle ce se sur pour par dans avec son sa ses "
    "der die das den dem des ein eine einen und oder ist war im am zu von mit auf fur er sie es sich nicht "
    "het een van op te zijn was ook niet dat die hij ze met voor naar el los las lo y o es por con se su al del "
    "gli i uno di da che e per nel della non si os as um uma em no na do dos das com".split()
)


def is_everyday(text: str) -> bool:
    """Tell whether `text` is made of words that stand in every story, in one of the languages that dumps are in.

    >>> is_everyday("The"), is_everyday("of the"), is_everyday("Sky"), is_everyday("2019"), is_everyday("Van der Poel")
    (True, True, False, False, False)
    """
    words = _WORD.findall(fold_names(text).lower())
    return 0 < len(words) <= MAX_EVERYDAY_WORDS and not re.search(r"\d", text) and _EVERYDAY.issuperset(words)


def read_toml(file: Path, faults: list[str]) -> Mapping[str, Any]:
    """Return what a TOML file holds; {} where it is missing or, with a line in `faults`, cannot be read."""
    if not file.is_file():
        return {}
    try:
        if (size := file.stat().st_size) > MAX_TOML_BYTES:
            told = f"it has {size / 1e6:,.1f} MB, and may have {MAX_TOML_BYTES / 1e6:,.0f} MB"
            faults.append(f"{name_of(file)}: {told}. Take out what no longer matters.")
            return {}
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        faults.append(f"{name_of(file)}: not valid TOML ({fault}). {explain_slip(text, fault)}")
        return {}
    except UnicodeDecodeError as fault:
        faults.append(f"{name_of(file)}: not UTF-8 at byte {fault.start}. Save the file as UTF-8.")
        return {}
    except RecursionError:
        faults.append(
            f"{name_of(file)}: brackets stand in brackets hundreds deep. Mend the line with all the brackets."
        )
        return {}
    except ValueError as fault:  # a number of thousands of digits
        faults.append(f"{name_of(file)}: not valid TOML ({fault}). Put a text in straight quotes.")
        return {}
    except OSError as fault:
        faults.append(f"{name_of(file)}: cannot be read ({fault.strerror}). Make the file readable.")
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


def check_passages(value: Any) -> str:
    """Return what is wrong with a list of passages of a dump: words that stand everywhere tell no place."""
    if wrong := check_texts(value):
        return wrong
    loose = [text for text in value if is_everyday(text)]
    return f'holds "{loose[0]}", which stands all over the dump. Copy the whole sentence or line.' if loose else ""
