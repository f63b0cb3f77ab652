"""Everything under `data/`, loaded and checked; a fault names its file, its entry and the remedy."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from racenews.clean.glossary_kept import keep_glossary, take_glossary
from racenews.clean.phrases import Glossary, PhraseError
from racenews.clean.rules import RuleBook
from racenews.derived import Drawer
from racenews.desk_word import find_nearest
from racenews.resources_checks import check_text, check_texts, entries_of, read_toml
from racenews.resources_desk import RULES, Desk, load_desk
from racenews.resources_gazetteer import load_gazetteer, take_gazetteer
from racenews.resources_topics import TOPICS, TopicsWord, load_topics
from racenews.resources_words import load_words
from racenews.types import RacenewsError, Rule
from racenews.words import ENGLISH, Words, english

if TYPE_CHECKING:
    from racenews.clean.weights import Mode, Weights
    from racenews.enrich.gazetteer import Gazetteer

DATA = Path(__file__).parent / "data"
_KNOWN_KEYS = ("id", "match", "why", "seen", "scope", "strength")
_SCOPES = ("phrase", "sentence", "opening", "line", "notice", "button", "teaser", "field")
_DUMP_SUFFIXES = frozenset((".txt", ".html", ".htm", ".md"))
_STRENGTHS = ("sure", "near")


class Phrases:
    """The phrase rules; they are compiled when the first dump is cleaned, which many a build has none of."""

    def __init__(self, rules: Sequence[Rule], glossary: Glossary | None = None) -> None:
        self.rules = tuple(rules)
        self._glossary = glossary

    @functools.cached_property
    def book(self) -> RuleBook:
        """Return the rules, compiled once."""
        return RuleBook(self.rules, self._glossary)


@dataclass(frozen=True, slots=True)
class Resources:
    """What the newsroom knows: its rules, its gazetteer, its learned weights, and what the desk says."""

    phrases: Phrases
    gazetteer: Gazetteer
    desk: Desk = field(default_factory=Desk)
    mode: Mode = "cautious"
    """How bold the cleaner is: `cautious` loses hardly a sentence, `thorough` leaves hardly one of the page."""
    weights_folder: Path = DATA / "weights"
    drawer: Drawer | None = None
    """Where what is worked out from the data is kept from one process to the next."""
    words: Words = field(default_factory=english)
    """What the paper itself says, in its language."""

    @property
    def rules(self) -> RuleBook:
        """Return the rules, compiled when they are first asked for."""
        return self.phrases.book

    def prepare(self) -> None:
        """Have everything ready that is read or compiled at first sight: processes that are forked share it."""
        _ = self.rules, self.weights
        self.gazetteer.prepare()

    @property
    def weights(self) -> Weights:
        """Return the learned weights, read when they are first asked for; raises RacenewsError."""
        return _weights_in(self.weights_folder, self.drawer)


@functools.cache
def _weights_in(folder: Path, drawer: Drawer | None) -> Weights:
    if drawer is None:
        from racenews.clean.weights import load_weights  # numpy waits for the first text

        return load_weights(folder)
    from racenews.clean.weights_packed import take_weights

    return take_weights(folder, drawer)


def load(data: Path = DATA, desk: Path | None = None, lang: str = ENGLISH, drawer: Drawer | None = None) -> Resources:
    """Return the resources under `data`, with what the files in `desk` say: its own rules, topics and the like.

    `lang` is the language of the paper's own words. What takes long to work out is taken from `drawer`, if there.

    Raises RacenewsError listing every fault at once.
    """
    faults: list[str] = []
    folders = [data / "rules"]
    own = desk / RULES if desk and (desk / RULES).is_file() else None
    files = sorted(p for f in folders for p in f.glob("*.toml"))
    glossary = take_glossary(drawer) if drawer else Glossary()
    known = len(glossary.known)
    rules = _gather(faults, lambda: load_rules(files if own is None else [*files, own], glossary))
    topics = _gather(faults, lambda: load_topics(desk / TOPICS) if desk else TopicsWord())
    gazetteer = _gather(faults, lambda: _gazetteer(data / "gazetteer", topics, drawer))
    word = _gather(faults, lambda: load_desk(desk, rules or ()))
    words = _gather(faults, lambda: load_words(lang, desk))
    if rules is None or topics is None or gazetteer is None or word is None or words is None:
        raise RacenewsError("\n".join(faults))
    if drawer:
        keep_glossary(drawer, glossary, known)
    notes = _check_reach(own, rules, topics, gazetteer, word) if own or topics.never else ()
    word = replace(word, corrections=topics.corrections, notes=(*notes, *words.notes))
    return Resources(Phrases(rules, glossary), gazetteer, word, words=words, drawer=drawer)


def _gazetteer(folder: Path, topics: TopicsWord | None, drawer: Drawer | None) -> Gazetteer:
    return take_gazetteer(folder, topics or TopicsWord(), drawer) if drawer else load_gazetteer(folder, topics)


def _check_reach(
    own: Path | None, rules: Sequence[Rule], topics: TopicsWord, gazetteer: Gazetteer, word: Desk
) -> tuple[str, ...]:
    """Return what the desk says in vain; RacenewsError where a rule of its own reaches too far."""
    from racenews.resources_reach import find_idle_rules, find_idle_vetoes, find_wide_rules  # they read dumps

    if too_wide := sorted(set(find_wide_rules(rules, word.rules, gazetteer, f"desk/{RULES}"))):
        raise RacenewsError("\n".join(too_wide))
    return (*(find_idle_rules(own, rules) if own else ()), *find_idle_vetoes(topics, gazetteer))


_T = TypeVar("_T")


def _gather(faults: list[str], load: Callable[[], _T]) -> _T | None:
    """Return what `load` returns; where it raises, None, and what it says is added to `faults`."""
    try:
        return load()
    except RacenewsError as fault:
        faults.append(str(fault))
        return None


def load_rules(files: list[Path], glossary: Glossary | None = None) -> tuple[Rule, ...]:
    """Return the rules of all `files`, in order; raises RacenewsError listing every fault.

    Their phrases are in the `glossary` then.
    """
    glossary = glossary or Glossary()
    faults: list[str] = []
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for file in files:
        name = f"{file.parent.name}/{file.name}"
        table = read_toml(file, faults)
        known = ("case", "rule") if file.parent.name == "desk" else ("rule",)
        faults += [
            f'{name}: unknown table "{other}". Known: {", ".join(known)}.' for other in sorted(set(table) - set(known))
        ]
        dumps = file.parent.parent / "dumps" if file.parent.name == "desk" else None
        for entry in entries_of(table, "rule", name, faults):
            rules += _rules_of(entry, name, seen, faults, glossary)
            if dumps is not None and (told := _unseen(entry.get("seen"), dumps)):
                faults.append(f'{name}: rule "{entry.get("id")}": {told}')
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))
    return tuple(rules)


def _unseen(seen: Any, dumps: Path) -> str:
    """Return what is wrong with the dump that a rule of the desk was seen in, "" where nothing is, or it names none."""
    if not isinstance(seen, str) or not dumps.is_dir() or Path(seen).suffix not in _DUMP_SUFFIXES:
        return ""
    if (dumps / seen).is_file():
        return ""
    files = (path.relative_to(dumps).as_posix() for path in dumps.rglob("*") if path.is_file())
    nearest = find_nearest(seen, files)
    hint = f'Do you mean "{nearest}"? Correct its path.' if nearest else "Name the dump that shows the phrase."
    return f'seen is "{seen}", and there is no such file in content/dumps. {hint}'


def _rules_of(
    entry: Mapping[str, Any], file: str, seen: dict[str, str], faults: list[str], glossary: Glossary
) -> list[Rule]:
    """Return one Rule a phrase of `entry`; append what is wrong with it to `faults`."""
    rule_id = entry.get("id")
    if not isinstance(rule_id, str) or not rule_id:
        faults.append(f'{file}: a rule without an id. Give it one, such as "sign-up/inbox".')
        return []
    where = f'{file}: rule "{rule_id}"'
    before = len(faults)
    known = ", ".join(_KNOWN_KEYS)
    faults += [f'{where}: unknown key "{key}". Known: {known}.' for key in sorted(set(entry) - set(_KNOWN_KEYS))]
    needed = ("match", "why", "seen")
    faults += [f'{where}: "{k}" is missing. Every rule has match, why and seen.' for k in needed if not entry.get(k)]
    faults += [
        f"{where}: {key} {wrong}" for key in ("why", "seen") if entry.get(key) and (wrong := check_text(entry[key]))
    ]
    if rule_id in seen:
        faults.append(f"{where}: this id is also used in {seen[rule_id]}. Choose another.")
    seen[rule_id] = file
    scope, strength = entry.get("scope", "sentence"), entry.get("strength", "sure")
    if scope not in _SCOPES:
        faults.append(f'{where}: scope "{scope}" is unknown. Known: {", ".join(_SCOPES)}.')
    if strength not in _STRENGTHS:
        faults.append(f'{where}: strength "{strength}" is unknown. Known: {", ".join(_STRENGTHS)}.')
    phrases = entry.get("match", [])
    phrases = [phrases] if isinstance(phrases, str) else phrases
    if phrases and (wrong := check_texts(phrases)):
        faults.append(f"{where}: match {wrong}")
        phrases = []
    for phrase in phrases:
        try:
            glossary.facts(phrase)
        except (PhraseError, AttributeError, TypeError) as fault:
            faults.append(f'{where}: match "{phrase}" cannot be read: {fault}.')
    if len(faults) > before:
        return []
    return [Rule(id=rule_id, why=entry["why"], pattern=p, scope=scope, strength=strength) for p in phrases]
