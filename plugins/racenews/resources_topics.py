"""`content/desk/topics.toml`: the desk's own topics, names, vetoes and corrections, read and checked.

What this file says of ids is held against the gazetteer in `resources_gazetteer`, which knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from racenews.enrich.gazetteer import parse_alias
from racenews.folding import fold_names
from racenews.resources_checks import Check, check_entry, check_texts, entries_of, is_everyday, name_of, read_toml
from racenews.types import Correction, Naming, RacenewsError, TopicKind, TopicRef

TOPICS = "topics.toml"
EVERY_TOPIC = "all"  # "Harbour Arena" = "all": nothing in these words is ever a link

KEYS: Mapping[TopicKind, tuple[str, ...]] = {
    "rider": (
        "id", "name", "gender", "nation", "birth_year", "aliases", "nicknames", "surname", "surname_policy", "wikidata",
    ),
    "team": (
        "id", "name", "gender", "nation", "status", "names_by_year", "aliases", "ambiguous_aliases", "sibling",
        "successor", "predecessor", "wikidata",
    ),
    "race": (
        "id", "name", "gender", "class", "country", "month", "since", "aliases", "ambiguous_aliases", "place_aliases",
        "sibling", "wikidata",
    ),
}  # fmt: skip
MIN_NAME_CHARS = 2
_NEEDED = ("id", "name", "gender")
_PARTICLES = frozenset("van von der den de di da del della dos du la le ten ter vande".split())


@dataclass(frozen=True, slots=True)
class TopicsWord:
    """What the desk says of topics. `entries` are cells by column, as a row of the gazetteer's CSV has them."""

    entries: tuple[tuple[TopicKind, Mapping[str, str]], ...] = ()
    namings: tuple[Naming, ...] = ()
    phrases: tuple[str, ...] = ()
    """Words in which nothing is ever a link."""
    never: tuple[tuple[TopicRef, str], ...] = ()
    """A topic, and a name that is never it."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)

    def references(self) -> Iterator[tuple[str, TopicRef]]:
        """Yield every topic that the file speaks of, and where it does."""
        for naming in self.namings:
            yield f'{"alias" if naming.sure else "ambiguous_alias"} "{naming.name}"', naming.topic
        for topic, name in self.never:
            yield f'veto "{name}"', topic
        for correction in self.corrections.values():
            where = f'correct "{correction.file}"'
            yield from ((where, topic) for topic in correction.link.values())
            yield from ((where, topic) for topic in correction.drop if topic[0] != "topic")


def load_topics(file: Path) -> TopicsWord:
    """Return what the file says; nothing where it is missing. RacenewsError lists every fault with key and remedy."""
    faults: list[str] = []
    whole, name = read_toml(file, faults), name_of(file)
    tables: Mapping[str, Callable[[str, Any], None]]
    word = _Reader(name, faults)
    tables = {
        "veto": word.read_veto,
        "alias": word.read_alias,
        "ambiguous_alias": word.read_ambiguous,
        "correct": word.read_correction,
    }
    known = ", ".join((*KEYS, *tables))
    faults += [f'{name}: unknown table "{other}". Known: {known}.' for other in sorted(set(whole) - {*KEYS, *tables})]
    for kind in KEYS:
        for number, entry in enumerate(entries_of(whole, kind, name, faults), 1):
            word.read_topic(kind, number, entry)
    for table, read in tables.items():
        lines = whole.get(table, {})
        if not isinstance(lines, dict):
            faults.append(f'{name}: {table} is no table. Begin it with [{table}], a line "NAME" = "KIND/ID" for each.')
            continue
        for key, value in lines.items():
            read(key, value)
    word.check_contradictions()
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))
    return TopicsWord(
        tuple(word.entries), tuple(word.namings), tuple(word.phrases), tuple(word.never), word.corrections
    )


class _Reader:
    """Collects what the tables of one file say, and what is wrong with them."""

    def __init__(self, file: str, faults: list[str]) -> None:
        self.file, self.faults = file, faults
        self.entries: list[tuple[TopicKind, Mapping[str, str]]] = []
        self.namings: list[Naming] = []
        self.phrases: list[str] = []
        self.never: list[tuple[TopicRef, str]] = []
        self.corrections: dict[str, Correction] = {}

    def read_topic(self, kind: TopicKind, number: int, entry: Mapping[str, Any]) -> None:
        """Take a `[[rider]]`, `[[team]]` or `[[race]]`."""
        named = entry.get("id")
        where = f"{self.file}: {kind} " + (f'"{named}"' if isinstance(named, str) and named else f"{number}")
        lacking = [key for key in _NEEDED if not entry.get(key)]
        self.faults += [f"{where}: {key} is missing. Every {kind} has id, name and gender." for key in lacking]
        sound = check_entry(entry, where, dict.fromkeys(KEYS[kind], _check_cell), self.faults)
        if sound and not lacking:
            cells = {key: _cell(value) for key, value in entry.items()}
            self.entries.append((kind, _with_surname(cells) if kind == "rider" else cells))

    def read_veto(self, name: str, value: Any) -> None:
        """Take a line of `[veto]`: a phrase for ever, or a name of one topic or several."""
        where = f'{self.file}: veto "{name}"'
        if not name.strip():
            self.faults.append(f"{where}: there is no name. Write the words that are no link in quotes.")
        elif value == EVERY_TOPIC:
            self.phrases.append(name.strip())
        else:
            self.never += [(topic, name.strip()) for topic in self._topics(where, value, f' or "{EVERY_TOPIC}"')]

    def read_alias(self, name: str, value: Any) -> None:
        """Take a line of `[alias]`: a name that is surely one topic's."""
        self._read_naming("alias", name, value, sure=True)

    def read_ambiguous(self, name: str, value: Any) -> None:
        """Take a line of `[ambiguous_alias]`: a name that needs evidence, of one topic or several."""
        self._read_naming("ambiguous_alias", name, value, sure=False)

    def _read_naming(self, table: str, key: str, value: Any, *, sure: bool) -> None:
        where = f'{self.file}: {table} "{key}"'
        try:
            period = parse_alias(key)
        except ValueError as fault:
            self.faults.append(f"{where}: {fault}. Write it like 2019-2021=Blue Train, or the name alone.")
            return
        if not period.name:
            self.faults.append(f"{where}: there is no name. Write it in quotes.")
            return
        if is_everyday(period.name) or len(period.name) < MIN_NAME_CHARS:
            self.faults.append(f"{where}: this stands in every story. Write a longer name, or take the line out.")
            return
        if sure and period.name.islower() and len(period.name.split()) == 1:
            self.faults.append(
                f"{where}: without a capital it is a word like any other, and would be a link wherever it stands. "
                "Write the name as stories do, or move the line below [ambiguous_alias]."
            )
            return
        topics = self._topics(where, value, "")
        if sure and len(topics) > 1:
            self.faults.append(f"{where}: it names two topics. Move the line below [ambiguous_alias].")
            return
        self.namings += [Naming(topic, period.name, period.first, period.last, sure) for topic in topics]

    def read_correction(self, file: str, value: Any) -> None:
        """Take what `[correct]` says of one dump: names to link and to unlink, topics to drop."""
        where = f'{self.file}: correct "{file}"'
        if not isinstance(value, dict) or not value:
            self.faults.append(f'{where}: it says nothing. Write "{file}".unlink = ["NAME"], link or drop.')
            return
        checks: Mapping[str, Check] = {"unlink": check_texts, "link": _check_links, "drop": lambda v: ""}
        if not check_entry(value, where, checks, self.faults):
            return
        link = {
            name: topics[0]
            for name, text in value.get("link", {}).items()
            if (topics := self._topics(f'{where}: link "{name}"', text, ""))
        }
        drop = tuple(self._topics(f"{where}: drop", value["drop"], "", subjects=True)) if "drop" in value else ()
        unlink = tuple(value.get("unlink", ()))
        both = {_plain(name) for name in unlink} & {_plain(name) for name in link}
        self.faults += [f'{where}: "{name}" is both linked and unlinked. Decide for one.' for name in sorted(both)]
        self.faults += [
            f'{where}: "{"/".join(topic)}" is both linked and dropped. Decide for one.'
            for topic in sorted({*link.values()} & {*drop})
        ]
        self.corrections[file] = Correction(file, unlink, link, drop)

    def _topics(self, where: str, value: Any, other: str, *, subjects: bool = False) -> list[TopicRef]:
        """Return the topics that a value names: "rider/anna-holm", or several in brackets."""
        values = value if isinstance(value, list) and value else [value]
        topics = [_topic_ref(v, subjects=subjects) for v in values]
        self.faults += [
            f'{where}: {v!r} names no topic. Write it like "rider/mark-cavendish"{other}.'
            for v, topic in zip(values, topics, strict=True)
            if topic is None
        ]
        return [topic for topic in topics if topic is not None]

    def check_contradictions(self) -> None:
        """Tell of names that are given to a topic and vetoed for it, and of names given twice for certain."""
        never = {(topic, _plain(name)) for topic, name in self.never}
        phrases = set(map(_plain, self.phrases))
        sure: dict[str, list[Naming]] = {}
        for naming in self.namings:
            where = f'{self.file}: alias "{naming.name}"'
            if (naming.topic, _plain(naming.name)) in never:
                topic = "/".join(naming.topic)
                self.faults.append(f'{where}: it is vetoed for "{topic}", too. Take one of the lines out.')
            if _plain(naming.name) in phrases:
                self.faults.append(f"{where}: it is vetoed for all, too. Take one of the lines out.")
            if not naming.sure:
                continue
            claimed = sure.setdefault(_plain(naming.name), [])
            if any(n.first <= naming.last and naming.first <= n.last for n in claimed):
                self.faults.append(f"{where}: it is given twice in the same years. Move both below [ambiguous_alias].")
            claimed.append(naming)


def _topic_ref(value: Any, *, subjects: bool) -> TopicRef | None:
    if not isinstance(value, str):
        return None
    kind, _, id = value.partition("/")
    kinds: Iterable[TopicKind] = (*KEYS, "topic") if subjects else KEYS
    return next(((known, id) for known in kinds if known == kind and id), None)


def _check_links(value: Any) -> str:
    return "" if isinstance(value, dict) and value else 'is no table. Write link."NAME" = "KIND/ID".'


def _check_cell(value: Any) -> str:
    """Return what is wrong with a value that stands for a cell of the gazetteer."""
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(v, str | int) and not isinstance(v, bool) for v in values):
        return 'is neither text nor number. Write it in quotes, several in brackets: ["…", "…"].'
    if any(";" in str(v) for v in values):
        return 'holds a semicolon. Write several values in brackets: ["…", "…"].'
    return ""


def _cell(value: Any) -> str:
    return ";".join(str(v).strip() for v in value) if isinstance(value, list) else str(value).strip()


def _with_surname(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return a rider's cells with the surname and how it is linked, where the desk leaves them open.

    >>> _with_surname({"name": "Jo van den Berg"})["surname"]
    'van den Berg'
    """
    words = cells["name"].split()
    first = next((i for i, word in enumerate(words) if i and word.lower() in _PARTICLES), max(1, len(words) - 1))
    return {"surname": " ".join(words[first:]), "surname_policy": "shared", "sources": "hand", **cells}


def _plain(name: str) -> str:
    return fold_names(name).lower()
