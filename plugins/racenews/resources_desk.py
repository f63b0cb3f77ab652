"""The files in `content/desk/`: the editor's word on dumps, authors and old addresses, loaded and checked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from racenews.clean.rules import RuleBook
from racenews.desk_word import MIN_LIKENESS
from racenews.folding import fold
from racenews.resources_checks import (
    Check,
    check_entry,
    check_passages,
    check_text,
    check_texts,
    name_of,
    read_entries,
)
from racenews.resources_pictures import PICTURES, load_pictures
from racenews.resources_topics import TOPICS
from racenews.resources_words import WORDS
from racenews.slugs import MAX_SLUG_CHARS, is_reserved
from racenews.types import Byline, Correction, Override, Picture, RacenewsError, Redirect, Rule

OVERRIDES, AUTHORS, REDIRECTS, RULES = "overrides.toml", "authors.toml", "redirects.toml", "rules.toml"
FILES = (OVERRIDES, AUTHORS, REDIRECTS, RULES, PICTURES, TOPICS, WORDS)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk says. Overrides are found by the dump they speak of, a path below `content/dumps`."""

    overrides: Mapping[str, Override] = field(default_factory=dict)
    authors: tuple[Byline, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
    """Every spelling of an author's name, folded, and the name that pages show."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """The photograph of a story, by its dump."""
    rules: frozenset[str] = frozenset()
    """The ids of the desk's own rules: no other judge overrules them."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    """What `topics.toml` says of the links in single dumps, by the dump. Its names and vetoes are the gazetteer's."""
    notes: tuple[str, ...] = ()
    """What the desk says in vain, a line with a remedy for each: it stops nothing."""

    @property
    def spoken_of(self) -> Set[str]:
        """Return the dumps that the desk speaks of."""
        return self.overrides.keys() | self.corrections.keys()

    def name_of(self, author: str | None) -> str | None:
        """Return the name that pages show for a byline; the byline itself where the desk knows it not."""
        return self.spellings.get(_folded(author), author) if author else author


def load_desk(folder: Path | None, rules: Sequence[Rule] = ()) -> Desk:
    """Return what the files in `folder` say; an empty word where there is none.

    `rules` are all rules that were loaded; the cases in `rules.toml` are held against the desk's own.
    Raises RacenewsError listing every fault with file, entry and remedy.
    """
    if folder is None:
        return Desk()
    faults = list(_find_strangers(folder))
    overrides = _load_overrides(folder / OVERRIDES, faults)
    authors, spellings = _load_authors(folder / AUTHORS, faults)
    redirects = _load_redirects(folder / REDIRECTS, faults)
    pictures = load_pictures(folder / PICTURES, faults)
    own = _check_cases(folder / RULES, rules, faults)
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))
    return Desk(overrides, authors, redirects, spellings, pictures, own)


# --- the folder -------------------------------------------------------------------------------------------------


def _find_strangers(folder: Path) -> Iterator[str]:
    """Yield a fault for each file that looks like one of the desk's and is read by nobody: "topic.toml"."""
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        stem, _, ending = file.name.lower().partition(".")
        is_meant = ending == "toml" or (ending in ("", "txt", "toml.txt", "tml") and f"{stem}.toml" in FILES)
        if not is_meant or file.name in FILES or file.is_dir():
            continue
        close = get_close_matches(f"{stem}.toml", FILES, 1, MIN_LIKENESS)
        hint = f'Do you mean "{close[0]}"? Rename it' if close else f"Rename it to one of {', '.join(FILES)}"
        yield f"{name_of(file)}: nothing reads a file of this name. {hint}, or take it out of the folder."


# --- overrides ----------------------------------------------------------------------------------------------


def _author(value: Any) -> str:
    return "" if isinstance(value, str) else 'is no text. Write a name in quotes, or "" for the desk.'


def _date(value: Any) -> str:
    return "" if _day(value) else "is no day. Write it as 2023-09-26."


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _slug(value: Any) -> str:
    if isinstance(value, str) and len(value) <= MAX_SLUG_CHARS and _SLUG.fullmatch(value):
        kept = f'is "{value}", a name that is kept for something else. Lengthen it: "{value}-story".'
        return kept if is_reserved(value) else ""
    return f'is no address. Use a-z, 0-9 and hyphens, at most {MAX_SLUG_CHARS}: "holm-rides-away".'


def _yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "is neither true nor false. Write it without quotes."


_OVERRIDE_KEYS: Mapping[str, Check] = {
    "file": check_text, "title": check_text, "author": _author, "date": _date, "summary": check_text, "slug": _slug,
    "keep": check_passages, "cut": check_passages, "publish": _yes_or_no,
}  # fmt: skip


def _load_overrides(file: Path, faults: list[str]) -> dict[str, Override]:
    found: dict[str, Override] = {}
    for number, entry in enumerate(read_entries(file, "override", faults), 1):
        source = entry.get("file")
        if not isinstance(source, str) or not source.strip():
            faults.append(
                f"{name_of(file)}: override {number} names no file. "
                'Name the dump by its path below content/dumps: file = "2023/x.txt".'
            )
            continue
        where = f'{name_of(file)}: override "{source}"'
        sound = check_entry(entry, where, _OVERRIDE_KEYS, faults)
        if source in found:
            faults.append(f"{where}: there are two entries for this file. Put them into one.")
        if len(entry) == 1:
            faults.append(f"{where}: it says nothing. Add title, author, date, summary, keep, cut or publish.")
        if not sound:
            continue
        override = Override(
            file=source,
            title=entry.get("title"),
            author=entry.get("author"),
            date=_day(entry.get("date")),
            summary=entry.get("summary"),
            slug=entry.get("slug"),
            keep=tuple(entry.get("keep", ())),
            cut=tuple(entry.get("cut", ())),
            publish=entry.get("publish", True),
        )
        both = {_folded(t) for t in override.keep} & {_folded(t) for t in override.cut}
        faults += [f'{where}: "{text}" is both kept and cut. Decide for one.' for text in sorted(both)]
        found[source] = override
    return found


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


# --- authors ------------------------------------------------------------------------------------------------


def _addresses(value: Any) -> str:
    if wrong := check_texts(value):
        return wrong
    bad = [link for link in value if not _is_address(link)]
    return f'hold "{bad[0]}", which is no address. Write it with https://.' if bad else ""


def _is_address(link: str) -> bool:
    if re.search(r"[\s<>\"'\\]", link):
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


_AUTHOR_KEYS: Mapping[str, Check] = {"name": check_text, "bio": check_text, "aliases": check_texts, "links": _addresses}


def _load_authors(file: Path, faults: list[str]) -> tuple[tuple[Byline, ...], dict[str, str]]:
    """Return the authors in order, and the name that pages show for each folded spelling."""
    authors: list[Byline] = []
    spellings: dict[str, str] = {}
    for number, entry in enumerate(read_entries(file, "author", faults), 1):
        name = entry.get("name")
        if not isinstance(name, str) or not name.strip():
            faults.append(f"{name_of(file)}: author {number} has no name. Write it as stories sign it.")
            continue
        where = f'{name_of(file)}: author "{name}"'
        if not check_entry(entry, where, _AUTHOR_KEYS, faults):
            continue
        author = Byline(name, entry.get("bio", ""), tuple(entry.get("aliases", ())), tuple(entry.get("links", ())))
        faults += [
            f'{where}: "{spelling}" is spoken of twice. Put the entries into one.'
            for spelling in (name, *author.aliases)
            if _folded(spelling) in spellings
        ]
        spellings |= dict.fromkeys(map(_folded, (name, *author.aliases)), name)
        authors.append(author)
    return tuple(authors), spellings


# --- redirects ----------------------------------------------------------------------------------------------

_PATH = re.compile(r"(?:(?!\.)[\w.~-]+/)*(?:(?!\.)[\w.~-]+(?:/|\.html))")
_INDEX = "index.html"


def _path(value: Any) -> str:
    if isinstance(value, str) and _PATH.fullmatch(value.removeprefix("/")):
        return ""
    return 'is no path below the site. It ends in a slash or in .html: "2019/a-story/".'


def _path_or_front(value: Any) -> str:
    return "" if value in ("", "/") else _path(value)


_REDIRECT_KEYS: Mapping[str, Check] = {"from": _path, "to": _path_or_front}


def _load_redirects(file: Path, faults: list[str]) -> tuple[Redirect, ...]:
    found: dict[str, Redirect] = {}
    for number, entry in enumerate(read_entries(file, "redirect", faults), 1):
        if "from" not in entry:
            faults.append(f'{name_of(file)}: redirect {number} has no "from". Name the old address.')
            continue
        where = f'{name_of(file)}: redirect "{entry["from"]}"'
        if "to" not in entry:
            faults.append(f'{where}: it has no "to". Name the page where the old address leads.')
            continue
        if not check_entry(entry, where, _REDIRECT_KEYS, faults):
            continue
        old, new = (entry[key].removeprefix("/").removesuffix(_INDEX) for key in ("from", "to"))
        if old in found:
            faults.append(f"{where}: this address is moved twice. Decide for one.")
        found[old] = Redirect(old, new)
    return tuple(found.values())


# --- cases that guard the desk's rules ------------------------------------------------------------------------

_CASE_KEYS: Mapping[str, Check] = {"rule": check_text, "text": check_text, "stays": _yes_or_no}


def _check_cases(file: Path, rules: Sequence[Rule], faults: list[str]) -> frozenset[str]:
    """Return the ids of the rules in the desk's file; append to `faults` each case that they do not keep.

    Says nothing where the rules themselves have faults: those are told first.
    """
    if not rules or not file.is_file():
        return frozenset()
    entries = read_entries(file, "rule", faults, "case")
    own = frozenset(str(entry.get("id")) for entry in entries)
    for number, case in enumerate(read_entries(file, "case", faults, "rule"), 1):
        where = f"{name_of(file)}: case {number}"
        if "text" not in case:
            faults.append(f"{where} has no text. Copy what the rule takes, or add stays = true to what it must not.")
            continue
        if not check_entry(case, where, _CASE_KEYS, faults):
            continue
        rule_id, text = str(case.get("rule", "")), str(case["text"])
        if rule_id not in own:
            faults.append(f'{where}: there is no rule "{rule_id}" in this file. Name one, or take the case out.')
            continue
        takes, stays = _takes([rule for rule in rules if rule.id == rule_id], text), case.get("stays", False)
        if takes and stays:
            faults.append(f'{where}: rule "{rule_id}" takes "{text}", which is to stay. Narrow its match.')
        elif not takes and not stays:
            faults.append(f'{where}: rule "{rule_id}" does not take "{text}". Mend its match, or take the case out.')
    return own


def _takes(rules: Sequence[Rule], text: str) -> bool:
    """Tell whether one of `rules` finds its phrase in `text`; a line's phrase stands at its beginning."""
    book, folded = RuleBook(rules), fold(text)
    lines = (i for i, rule in enumerate(rules) if rule.scope in ("line", "notice"))
    return bool(book.judge(folded).matches) or any(book.match_line(i, folded, 0, len(folded)) for i in lines)
