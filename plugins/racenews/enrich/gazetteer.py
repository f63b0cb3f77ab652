"""The gazetteer: riders, teams and races that the paper knows, and the tables by which they are found."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType
from typing import Literal

import ahocorasick

from racenews.enrich.support import ORDINARY_SURNAMES
from racenews.folding import fold_names
from racenews.types import Entry, Naming, TopicKind, TopicRef

Tier = Literal["name", "safe", "ambiguous", "place", "nickname", "surname"]

MIN_CAPITALS_CHARS = 5  # "POGAČAR" is a name in capitals; "EF" is just "EF"
_LIMITED = re.compile(r"(?P<first>\d{4})?-(?P<last>\d{4})?=(?P<name>.*\S.*)")
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Each house joins the names of sponsors as it likes, and writes them large or small: all joiners are a space here.
_LOOSEN = "-/|"
MAX_LOOSE_JOINTS = 4  # "Visma | Lease a Bike" has one that is a sign between two spaces; each doubles the spellings
_JOINERS = re.compile(r"\s*(?:[-/|]+|\s-\s)\s*")
_PARTICLES = frozenset("van der de den di da dos do del della ten ter le la du von vande el".split())


FOREVER = 9999


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a surface may stand for, how sure the surface alone makes it, and in which years it may."""

    kind: TopicKind
    id: str
    tier: Tier
    first: int = 0
    last: int = FOREVER

    @property
    def is_limited(self) -> bool:
        """Say whether the surface stands for this in some years only."""
        return self.first > 0 or self.last < FOREVER

    def is_valid_in(self, years: Set[int]) -> bool:
        """Say whether the surface stands for this in one of the years."""
        return any(self.first <= year <= self.last for year in years)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a known surface stands between word boundaries; no senses means a veto phrase."""

    start: int
    end: int
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A name and the years, both included, in which it was in use."""

    first: int
    last: int
    name: str


def split_cell(cell: str | None) -> tuple[str, ...]:
    """Return the values of a cell: `A; B` -> ("A", "B"); () for an empty one."""
    return tuple(part for raw in cell.split(";") if (part := raw.strip())) if cell else ()


def parse_periods(cell: str | None) -> tuple[Period, ...]:
    """Return the periods of a `names_by_year` cell; ValueError says which part cannot be read.

    >>> parse_periods("2010-2019=Team Sky;2020-=Ineos Grenadiers")[0]
    Period(first=2010, last=2019, name='Team Sky')
    """
    periods = []
    for part in split_cell(cell):
        match = re.fullmatch(r"(\d{4})-(\d{4})?=(.+)", part)
        if match is None:
            raise ValueError(f"{part!r} is not YEAR-YEAR=NAME")
        first, last = int(match[1]), int(match[2]) if match[2] else FOREVER
        if last < first:
            raise ValueError(f"{part!r} ends before it begins")
        periods.append(Period(first, last, match[3].strip()))
    return tuple(periods)


def parse_alias(value: str) -> Period:
    """Return a name and the years in which it may be linked; ValueError where the years cannot be read.

    >>> parse_alias("2019-2021=Blue Train"), parse_alias("-2012=Old Guard").first, parse_alias("Cav").last
    (Period(first=2019, last=2021, name='Blue Train'), 0, 9999)
    """
    if "=" not in value:
        return Period(0, FOREVER, value.strip())
    match = _LIMITED.fullmatch(value.strip())
    if match is None or not (match["first"] or match["last"]):
        raise ValueError(f"{value!r} is not YEAR-YEAR=NAME")
    first, last = int(match["first"] or 0), int(match["last"] or FOREVER)
    if last < first:
        raise ValueError(f"{value!r} ends before it begins")
    return Period(first, last, match["name"].strip())


def split_aliases(cell: str | None) -> tuple[Period, ...]:
    """Return the names of a cell, each with its years: `A; 2019-2021=B`."""
    return tuple(map(parse_alias, split_cell(cell)))


@dataclass(frozen=True, slots=True)
class Surfaces:
    """All names by which entries are known, worked out."""

    senses: tuple[Sense, ...]
    meanings: tuple[tuple[int, ...], ...]
    """Places in `senses`, the surer sense first: what a surface may mean."""
    surfaces: dict[str, int]
    """Folded surface -> its place in `meanings`."""
    loose: dict[str, int]
    """The same for sure names of teams of several words in small letters, with every width that a joiner may have."""
    given_names: dict[str, int]
    surnames: dict[str, frozenset[str]]
    everyday: frozenset[str]


class Gazetteer:
    """Entries by kind and id, and one automaton over every name by which they are known.

    Build it once and share it: after construction nothing changes.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        vetoes: Sequence[str] = (),
        namings: Sequence[Naming] = (),
        never: Iterable[tuple[TopicRef, str]] = (),
        old_ids: Mapping[TopicRef, str] = MappingProxyType({}),
        worked_out: Surfaces | None = None,
    ) -> None:
        """Take the entries, phrases in which nothing is a link, the desk's own names and vetoes, and ids of old.

        `worked_out` is what `work_out` returned for a gazetteer of all the same.
        """
        self._entries: dict[tuple[TopicKind, str], Entry] = {(e.kind, e.id): e for e in entries}
        self._by_kind: dict[TopicKind, tuple[Entry, ...]] = {}
        self._periods: dict[str, tuple[Period, ...]] = {}
        self._periods_with: dict[tuple[str, str], list[Period]] = {}  # worked out at first sight, one a team and name
        self._siblings: dict[tuple[TopicKind, str], str] = {}
        self.old_ids = old_ids
        self.vetoes = vetoes
        self.given_names: dict[str, int] = {}  # with the number of riders who bear each
        self.surnames: dict[str, frozenset[str]] = {}
        self.everyday: Set[str] = frozenset()  # riders whose surname is a word or half a country's
        for kind in ("rider", "team", "race", "topic"):
            self._by_kind[kind] = tuple(e for e in self._entries.values() if e.kind == kind)
        for entry in self._by_kind["team"]:
            self._periods[entry.id] = parse_periods(entry.facts.get("names_by_year"))
        for entry in self._entries.values():
            if sibling := entry.facts.get("sibling"):
                self._siblings[entry.kind, entry.id] = sibling
                self._siblings[entry.kind, sibling] = entry.id
        self._never = frozenset((topic, fold_names(name).lower()) for topic, name in never)
        self._given = frozenset((naming.topic, fold_names(naming.name).lower()) for naming in namings)
        self._surfaces: dict[str, Collection[Sense]]
        self._loose_names: dict[str, Collection[Sense]]
        self._limited: Set[str]
        if worked_out:
            self._take(worked_out)
        else:
            found = self._collect_surfaces()
            for naming in namings:
                self._give(naming, found)
            self._take_vetoed_senses(found)
            self._surfaces = {**found}
            self._loose_names = {**_loosen_teams(found)}
            self._limited = {name for name, senses in found.items() if any(s.is_limited for s in senses)}
        self.has_years = bool(self._limited)
        """Whether some surface means something in certain years only."""

    def _take(self, known: Surfaces) -> None:
        meanings = [tuple([known.senses[i] for i in places]) for places in known.meanings]
        is_limited = [any(sense.is_limited for sense in senses) for senses in meanings]
        self._surfaces = {surface: meanings[i] for surface, i in known.surfaces.items()}
        self._loose_names = {surface: meanings[i] for surface, i in known.loose.items()}
        self._limited = {surface for surface, i in known.surfaces.items() if is_limited[i]}
        self.given_names, self.surnames, self.everyday = known.given_names, known.surnames, known.everyday

    def work_out(self) -> Surfaces:
        """Return all names as a gazetteer of the same entries takes them, which is faster than to make them again."""
        place: dict[Sense, int] = {}
        meanings: dict[tuple[int, ...], int] = {}
        surfaces, loose = (
            {
                name: meanings.setdefault(tuple(place.setdefault(s, len(place)) for s in senses), len(meanings))
                for name, senses in of.items()
            }
            for of in (self._surfaces, self._loose_names)
        )
        people = self.given_names, self.surnames, frozenset(self.everyday)
        return Surfaces(tuple(place), tuple(meanings), surfaces, loose, *people)

    def prepare(self) -> None:
        """Build what looks for names: it waits for the first text, and processes that are forked share it."""
        _ = self._automaton, self._loose

    @functools.cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        return _build_automaton(self._surfaces, self.vetoes, self._limited)

    @functools.cached_property
    def _loose(self) -> ahocorasick.Automaton:
        return _build_automaton(self._loose_names, (), limited=frozenset())

    def entry(self, kind: TopicKind, id: str) -> Entry:
        """Return the entry; KeyError where the gazetteer has none."""
        return self._entries[kind, id]

    def entries(self, kind: TopicKind) -> tuple[Entry, ...]:
        """Return all entries of a kind in the order of their file."""
        return self._by_kind.get(kind, ())

    def name_on(self, kind: TopicKind, id: str, date: dt.date | None) -> str:
        """Return the name the topic had on that day; its page name where the day or the history is unknown."""
        entry = self._entries[kind, id]
        if date is None:
            return entry.name
        names = [p.name for p in self._periods.get(id, ()) if p.first <= date.year <= p.last] if kind == "team" else []
        # Where a team changed its name within the year, the later name: most of a season's stories follow the change.
        return names[-1] if names else entry.name

    def names_by_year(self, id: str) -> tuple[Period, ...]:
        """Return the names of a team with their years, oldest first; () for an unknown one."""
        return self._periods.get(id, ())

    def has(self, kind: TopicKind, id: str) -> bool:
        """Say whether there is such an entry."""
        return (kind, id) in self._entries

    def sibling(self, kind: TopicKind, id: str) -> str | None:
        """Return the women's row of a men's team or race, the men's row of a women's; None without a twin."""
        return self._siblings.get((kind, id))

    def resolve(self, name: str) -> tuple[TopicKind, str] | None:
        """Return the one topic that `name` certainly names (page name or safe alias), else None."""
        senses = self._surfaces.get(fold_names(name.strip()), ())
        sure = [s for s in senses if s.tier in ("name", "safe")]
        return (sure[0].kind, sure[0].id) if len({(s.kind, s.id) for s in sure}) == 1 else None

    def valid_in(self, id: str, surface: str, year: int) -> bool:
        """Say whether a short team name was in use in `year`, give or take one (transfers are told early).

        A surface that no historical name contains says nothing, and is held valid.
        """
        spans = self._periods_with.get((id, surface))
        if spans is None:
            word = re.compile(rf"(?<![^\W_]){re.escape(fold_names(surface).lower())}(?![^\W_])")
            spans = [p for p in self._periods.get(id, ()) if word.search(fold_names(p.name).lower())]
            self._periods_with[id, surface] = spans
        return not spans or any(p.first - 1 <= year <= p.last + 1 for p in spans)

    def find(self, folded: str, original: str, year: int | None = None) -> list[Hit]:
        """Return the longest known surfaces in the text, in order and without overlaps.

        `folded` is `fold_names(original)`; both have the same length. What a surface means neither in the `year` of the
        text nor in one that the text names is left out: "In 2013, with Belkin" looks back. Without a year nothing is.
        """
        years: set[int] = set()
        found: list[tuple[int, int, tuple[Sense, ...]]] = []
        size = len(folded)
        for last, (length, senses, is_limited) in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
                continue  # inside a word, as most are
            if not _stands_alone(folded, original, start, end):
                continue
            if is_limited and year is not None:
                years = years or {year, *(int(named) for named in _A_YEAR.findall(folded))}
                senses = _valid_in(senses, years)
                if not senses:
                    continue
            found.append((start, end, senses))
        found += self._find_loose(folded, original)
        found.sort(key=lambda f: (f[0] - f[1], f[0]))  # longest first
        hits: list[Hit] = []
        covered = bytearray(len(folded))
        for start, end, senses in found:
            if not any(covered[start:end]):
                hits.append(Hit(start, end, senses))
                covered[start:end] = b"\1" * (end - start)
        hits.sort(key=lambda h: h.start)
        return hits

    def _find_loose(self, folded: str, original: str) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
        """Yield the teams of several words however the words are joined and written: "Red Bull-bora - Hansgrohe"."""
        for last, (length, senses, _) in self._loose.iter(_loosen(folded.lower())):
            start, end = last + 1 - length, last + 1
            if not _stands_alone(folded, original, start, end):
                continue
            words = re.split(r"[-/| ]+", folded[start:end])
            capitals = sum(word[:1].isupper() for word in words)
            if words[0][:1].isupper() and 2 * capitals > len(words):  # "Quick step by step" is no team
                yield start, end, senses

    def is_vetoed(self, kind: TopicKind, id: str, surface: str) -> bool:
        """Say whether the desk never takes the folded surface for this topic."""
        return bool(self._never) and ((kind, id), surface.lower()) in self._never

    def is_given(self, kind: TopicKind, id: str, surface: str) -> bool:
        """Say whether it is the desk that gives the folded surface to this topic."""
        return ((kind, id), surface.lower()) in self._given

    def _collect_surfaces(self) -> dict[str, dict[Sense, None]]:
        """Return folded surface -> senses, the surer sense first."""
        surfaces: dict[str, dict[Sense, None]] = {}
        everyday: set[str] = set()
        for entry in self._entries.values():
            seen: set[str] = set()  # a surer sense that holds in all years covers the others
            for surface, sense in _surfaces_of(entry, self._periods.get(entry.id, ())):
                if surface not in seen:
                    surfaces.setdefault(surface, {})[sense] = None
                    if not sense.is_limited:
                        seen.add(surface)
            if entry.kind == "rider":
                self._note_person(entry, everyday)
        self.everyday = everyday
        return surfaces

    def _give(self, naming: Naming, found: dict[str, dict[Sense, None]]) -> None:
        """Give a topic the desk's name for it. A sure one is nobody else's in its years."""
        kind, id = naming.topic
        tier: Tier = "safe" if naming.sure else "nickname" if kind == "rider" else "ambiguous"
        given = Sense(kind, id, tier, naming.first, naming.last)
        for surface in _variants(fold_names(naming.name), self._entries[naming.topic], tier):
            others = found.get(surface, {})
            if naming.sure:
                others = dict.fromkeys(rest for other in others for rest in _outside(other, naming))
            found[surface] = {given: None, **others} if naming.sure else {**others, given: None}

    def _take_vetoed_senses(self, found: dict[str, dict[Sense, None]]) -> None:
        """Take from every surface what the desk vetoed; one without a sense left stays, and is no link."""
        vetoed = {name for _, name in self._never}
        for surface in [s for s in found if s.lower() in vetoed] if vetoed else ():
            senses = found[surface]
            found[surface] = {s: None for s in senses if not self.is_vetoed(s.kind, s.id, surface)}

    def _note_person(self, entry: Entry, everyday: set[str]) -> None:
        """Remember given names and surnames: they tell "Tony Martin" from "Martin"."""
        given = fold_names(entry.name.split()[0])
        self.given_names[given] = self.given_names.get(given, 0) + 1
        surname = fold_names(entry.facts.get("surname") or "").lower()
        if entry.facts.get("surname_policy") == "common-word" or surname in ORDINARY_SURNAMES:
            everyday.add(entry.id)
        for surname in surnames_of(entry):
            key = fold_names(surname).lower()
            self.surnames[key] = self.surnames.get(key, frozenset()) | {entry.id}


def surnames_of(entry: Entry) -> tuple[str, ...]:
    """Return the forms by which a rider is called after the first naming: "Uttrup Ludwig", "Ludwig"."""
    surname = entry.facts.get("surname") or ""
    forms = [surname, " ".join(entry.name.split()[1:]), _second_of_two(surname)]
    return tuple(dict.fromkeys(f for f in forms if f and f != entry.name))


def _second_of_two(surname: str) -> str:
    """Return "Ludwig" for "Uttrup Ludwig" and "" for "van der Poel", which is one name."""
    first, _, second = surname.partition(" ")
    return "" if first.lower() in _PARTICLES else second


def _surfaces_of(entry: Entry, periods: Sequence[Period]) -> Iterator[tuple[str, Sense]]:
    """Yield every folded surface of an entry with its sense, the surest tier first."""
    facts = entry.facts
    ambiguous = split_aliases(facts.get("ambiguous_aliases"))
    doubtful = {fold_names(a.name) for a in ambiguous}
    bare = entry.name.split(" (")[0]  # "Peugeot (cycling team)"
    tiers: list[tuple[Tier, Iterable[Period]]] = []
    sure = [bare, *(p.name for p in periods if entry.kind == "team")]
    # A name that the row itself calls ambiguous ("Cannondale") is not made safe by having been the whole name.
    risky_words = {s for s in sure if len(s.split()) == 1 and "-" not in fold_names(s) and s != bare}
    tiers.append(("name", _always(s for s in sure if fold_names(s) not in doubtful and s not in risky_words)))
    tiers.append(("safe", split_aliases(facts.get("aliases"))))
    tiers.append(("ambiguous", [*ambiguous, *_always(sorted(risky_words))]))
    tiers.append(("place", split_aliases(facts.get("place_aliases"))))
    tiers.append(("nickname", split_aliases(facts.get("nicknames"))))
    if entry.kind == "rider":
        tiers.append(("surname", _always(surnames_of(entry))))
    for tier, names in tiers:
        for name in names:
            sense = Sense(entry.kind, entry.id, tier, name.first, name.last)
            for variant in _variants(fold_names(name.name), entry, tier):
                yield variant, sense


def _outside(sense: Sense, naming: Naming) -> Iterator[Sense]:
    """Yield what is left of a sense in the years that a naming does not cover."""
    for first, last in ((sense.first, naming.first - 1), (naming.last + 1, sense.last)):
        first, last = max(first, sense.first), min(last, sense.last)
        if first <= last and last > 0:
            yield replace(sense, first=first, last=last)


def _always(names: Iterable[str]) -> Iterator[Period]:
    return (Period(0, FOREVER, name) for name in names)


def _valid_in(senses: Iterable[Sense], years: Set[int]) -> tuple[Sense, ...]:
    """Return what a surface means in the years, one sense a topic."""
    kept: dict[tuple[TopicKind, str], Sense] = {}
    for sense in senses:
        if sense.is_valid_in(years):
            kept.setdefault((sense.kind, sense.id), sense)
    return tuple(kept.values())


def _variants(name: str, entry: Entry, tier: Tier) -> Iterator[str]:
    """Yield the spellings of one folded name that exports use."""
    yield name
    if name.startswith("the "):
        yield "The " + name[4:]
    if name.startswith("The ") and entry.kind == "race":
        yield "the " + name[4:]
    if len(name) >= MIN_CAPITALS_CHARS and tier != "ambiguous":
        yield name.upper()
    if entry.kind == "team" and _JOINERS.search(name):
        for joiner in ("-", " - ", " ", " | "):
            yield _JOINERS.sub(joiner, name)
        if "-" in name and tier != "ambiguous":
            yield name[0] + name[1:].lower()
    if entry.kind == "race" and "-" in name:
        yield name.replace("-", " - ")
    if entry.kind == "rider":
        words = name.split()
        if words[0].lower() in _PARTICLES and tier in ("surname", "nickname"):
            yield name[0].swapcase() + name[1:]
            yield " ".join(w.capitalize() if w in _PARTICLES else w for w in words)
            yield " ".join(w.lower() if w.lower() in _PARTICLES else w for w in words)
        elif any(w.lower() in _PARTICLES for w in words[1:]):
            yield " ".join([words[0], *(w.capitalize() if w in _PARTICLES else w for w in words[1:])])
            yield " ".join([words[0], *(w.lower() if w.lower() in _PARTICLES else w for w in words[1:])])
        if tier == "name" and len(words) > 1:
            yield f"{words[0]} {' '.join(words[1:]).upper()}"
            yield f"{' '.join(words[1:]).upper()} {words[0]}"
    if entry.kind == "race" and entry.gender == "F" and (tier == "name" or "women's" in name):
        yield name[0].swapcase() + name[1:] if name.lower().startswith("women's") else f"women's {name}"


def _loosen(text: str) -> str:
    for joiner in _LOOSEN:
        text = text.replace(joiner, " ")
    return text


def _loosen_teams(surfaces: Mapping[str, Mapping[Sense, None]]) -> dict[str, dict[Sense, None]]:
    """Return the sure names of teams of several words in small letters, with every width that a joiner may have."""
    loose: dict[str, dict[Sense, None]] = {}
    for surface, senses in surfaces.items():
        if not senses or not all(s.kind == "team" and s.tier in ("name", "safe") and not s.is_limited for s in senses):
            continue
        words = [word for word in re.split(r"[-/| ]+", surface.lower()) if word]
        if not 2 <= len(words) <= MAX_LOOSE_JOINTS + 1:
            continue
        for joints in product((" ", "   "), repeat=len(words) - 1):
            name = "".join(word + joint for word, joint in zip(words, (*joints, ""), strict=True))
            known = loose.setdefault(name, {})
            known |= {sense: None for sense in senses if sense.id not in {other.id for other in known}}
    return loose


def _build_automaton(
    surfaces: Mapping[str, Collection[Sense]], vetoes: Sequence[str], limited: Set[str]
) -> ahocorasick.Automaton:
    """Return the automaton; its values are (length, senses, is one limited?), senses empty for a veto phrase."""
    automaton = ahocorasick.Automaton()
    for surface, senses in surfaces.items():
        automaton.add_word(surface, (len(surface), tuple(senses), surface in limited))
    for phrase in vetoes:
        folded = fold_names(phrase)
        if folded:
            automaton.add_word(folded, (len(folded), (), False))
    if not len(automaton):
        automaton.add_word("\0", (1, (), False))  # pyahocorasick cannot search with no words at all
    automaton.make_automaton()
    return automaton


def _stands_alone(folded: str, original: str, start: int, end: int) -> bool:
    """Say whether no letter or digit touches the stretch, and no hyphen ties it to a longer name."""
    if start:
        before = folded[start - 1]
        if before.isalnum() or before in "_@#":
            return False
        if before == "-" and original[start - 1] != "—" and start > 1 and folded[start - 2].isalnum():
            return False
    if end < len(folded):
        after = folded[end]
        if after.isalnum() or after == "_":
            return False
        if after == "-" and original[end] != "—" and end + 1 < len(folded):
            # "Astana-led" names Astana; "Soudal-Somebody" is a longer name that we do not know.
            return not folded[end + 1].isalnum() or folded[end + 1].islower()
    return True
