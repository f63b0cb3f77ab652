"""Read riders.csv, teams.csv, races.csv, doubles.csv and vetoes.csv, and check every row."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import msgspec

from racenews.derived import Drawer, key_of
from racenews.enrich.gazetteer import (
    FOREVER,
    Gazetteer,
    Period,
    Surfaces,
    parse_alias,
    parse_periods,
    split_aliases,
    split_cell,
)
from racenews.folding import fold_names, to_ascii
from racenews.palette import load_nations
from racenews.resources_topics import TOPICS, TopicsWord
from racenews.slugs import is_reserved
from racenews.types import Entry, RacenewsError, TopicKind, TopicRef
from racenews.words import english

FILES: dict[TopicKind, str] = {"rider": "riders.csv", "team": "teams.csv", "race": "races.csv"}
VETO_FILE = "vetoes.csv"
DOUBLES_FILE = "doubles.csv"
MOVED_FILE = "moved.csv"
DESK_FILE = f"desk/{TOPICS}"
DRAWER_FILE = "gazetteer"

COLUMNS: dict[str, tuple[str, ...]] = {
    "riders.csv": (
        "id", "name", "gender", "nation", "birth_year", "aliases", "nicknames", "surname", "surname_policy",
        "tour_years", "wikidata", "pcs_slug", "sources",
    ),
    "teams.csv": (
        "id", "name", "gender", "nation", "status", "names_by_year", "aliases", "ambiguous_aliases",
        "context_words", "sibling", "successor", "predecessor", "wikidata",
    ),
    "races.csv": (
        "id", "name", "gender", "class", "country", "month", "since", "aliases", "ambiguous_aliases",
        "place_aliases", "sibling", "notes", "wikidata",
    ),
    "vetoes.csv": ("phrase", "why"),
    "doubles.csv": ("id", "same_as", "why"),
    "moved.csv": ("kind", "id", "same_as", "why"),
}  # fmt: skip

_GENDERS: dict[str, tuple[str, ...]] = {"rider": ("M", "F", "X"), "team": ("M", "F"), "race": ("M", "F", "X")}
_POLICIES = ("unique", "shared", "common-word")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_YEAR_RANGE = re.compile(r"((?:1[89]|20)\d\d)-((?:1[89]|20)\d\d)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_ALIAS_COLUMNS = ("aliases", "ambiguous_aliases", "place_aliases", "nicknames")  # each name may have its years
_REMEDY = {
    "column": "Merge the rows or choose another id.",
    "key": "Give it more names below [alias], or choose another id.",
}
_LINKS = ("sibling", "successor", "predecessor")
_LINEAGE = (("successor", "predecessor"), ("predecessor", "successor"))


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    """The row as a spreadsheet counts, its header is row 1; or the kind and id of an entry of the desk."""
    cells: Mapping[str, str]
    file: str
    column: str = "column"

    def name_from(self, other: _Row) -> str:
        """Return how a finding of another row names this one."""
        return self.place if self.file == other.file else f"{self.file}, {self.place}"

    def fault(self, column: str, what: str, remedy: str) -> str:
        """Return the finding as one line: where, what, what to do."""
        return f"{self.file}: {self.place}, {self.column} {column}: {what}. {remedy}"


@dataclass(frozen=True, slots=True)
class _Kept:
    """A gazetteer that was checked and worked out."""

    entries: tuple[Entry, ...]
    vetoes: tuple[str, ...]
    old_ids: tuple[tuple[TopicKind, str, str], ...]
    surfaces: Surfaces


def take_gazetteer(folder: Path, word: TopicsWord, drawer: Drawer) -> Gazetteer:
    """Return what `load_gazetteer` does, from the drawer where files, the desk's word and the code are the same."""
    code = Path(__file__).parent
    files = [folder / name for name in COLUMNS if (folder / name).exists()]
    key = key_of(
        [*files, *sorted([*code.glob("*.py"), *code.glob("data/*.toml"), *code.glob("enrich/*.py")])], repr(word)
    )
    if content := drawer.take(DRAWER_FILE, key):
        kept = msgspec.json.decode(content, type=_Kept)
        old_ids: dict[TopicRef, str] = {(kind, id): now for kind, id, now in kept.old_ids}
        return Gazetteer(kept.entries, kept.vetoes, word.namings, word.never, old_ids, kept.surfaces)
    gazetteer = load_gazetteer(folder, word)
    entries = tuple(entry for kind in FILES for entry in gazetteer.entries(kind))
    told = tuple((kind, id, now) for (kind, id), now in gazetteer.old_ids.items())
    kept = _Kept(entries, tuple(gazetteer.vetoes), told, gazetteer.work_out())
    drawer.keep(DRAWER_FILE, key, msgspec.json.encode(kept))
    return gazetteer


def load_gazetteer(folder: Path, word: TopicsWord | None = None) -> Gazetteer:
    """Return the gazetteer in `folder` with what the desk says of topics; RacenewsError lists every finding.

    `vetoes.csv`, `doubles.csv` and `moved.csv` may be absent; the other three must be there. A rider in two rows is one
    entry: ids are for ever, so the second row stays, and `doubles.csv` says whose names it holds. An id without a row
    stands in `moved.csv`, with the one that took its place.
    """
    word = word or TopicsWord()
    findings: list[str] = []
    rows: dict[TopicKind, list[_Row]] = {k: _read_rows(folder / f, findings) for k, f in FILES.items()}
    vetoes, doubles, moved = (
        _read_rows(folder / file, findings) if (folder / file).exists() else []
        for file in (VETO_FILE, DOUBLES_FILE, MOVED_FILE)
    )
    findings.extend(_check_doubles(doubles, {row.cells["id"] for row in rows["rider"]}))
    for kind, cells in word.entries:
        rows[kind].append(_Row(f'{kind} "{cells["id"]}"', _whole(kind, cells), DESK_FILE, "key"))
    for kind, of_kind in rows.items():
        ids = {row.cells["id"] for row in of_kind}
        findings.extend(_check_ids(of_kind))
        findings.extend(_check_aliases(kind, of_kind))
        for row in of_kind:
            findings.extend(_check_row(kind, row, ids))
    findings.extend(
        row.fault("phrase", "is empty", "Give the words that must not be linked, or delete the row.")
        for row in vetoes
        if not row.cells["phrase"]
    )
    findings.extend(_check_moved(moved, rows))
    findings.extend(_check_surnames(rows["rider"], {row.cells["id"] for row in doubles}))
    same_as = {row.cells["id"]: row.cells["same_as"] for row in doubles}
    old_ids: dict[TopicRef, str] = {("rider", id): now for id, now in same_as.items()}
    old_ids |= {
        (kind, row.cells["id"]): row.cells["same_as"] for kind in FILES for row in moved if row.cells["kind"] == kind
    }
    findings.extend(_check_references(word, rows, old_ids))
    findings.extend(_check_namings(word, rows))
    if findings:
        raise RacenewsError("\n".join(findings))
    rows["rider"] = _join_doubles(rows["rider"], same_as)
    rows["team"] = _join_lineages(rows["team"])
    return Gazetteer(
        (_entry(kind, row) for kind, of_kind in rows.items() for row in of_kind),
        [*(row.cells["phrase"] for row in vetoes), *word.phrases],
        word.namings,
        word.never,
        old_ids,
    )


def _whole(kind: TopicKind, cells: Mapping[str, str]) -> Mapping[str, str]:
    return {**dict.fromkeys(COLUMNS[FILES[kind]], ""), **cells}


def _check_references(
    word: TopicsWord, rows: Mapping[TopicKind, Sequence[_Row]], old_ids: Mapping[TopicRef, str]
) -> Iterator[str]:
    """Yield a finding for each topic that the desk speaks of and nobody knows, or knows by another id."""
    known = {(kind, row.cells["id"]): row.cells["name"] for kind, of_kind in rows.items() for row in of_kind}
    for where, (kind, id) in word.references():
        if now := old_ids.get((kind, id)):
            yield f'{DESK_FILE}: {where}: "{kind}/{id}" is kept under "{kind}/{now}". Write that.'
        elif (kind, id) not in known:
            close = get_close_matches(id, [i for k, i in known if k == kind], 1)
            hint = f'Did you mean "{kind}/{close[0]}"?' if close else f"Add it as [[{kind}]], or correct its id."
            yield f'{DESK_FILE}: {where}: there is no "{kind}/{id}". {hint}'


def _check_namings(word: TopicsWord, rows: Mapping[TopicKind, Sequence[_Row]]) -> Iterator[str]:
    """Yield a finding for each sure alias that is the very name of another topic, and not vetoed for that one."""
    owners: dict[str, list[tuple[TopicRef, str]]] = {}
    for kind, of_kind in rows.items():
        for row in of_kind:
            owners.setdefault(fold_names(row.cells["name"]).lower(), []).append(
                ((kind, row.cells["id"]), row.cells["name"])
            )
    never = {(topic, fold_names(name).lower()) for topic, name in word.never}
    for naming in word.namings:
        plain = fold_names(naming.name).lower()
        for topic, name in owners.get(plain, ()) if naming.sure else ():
            if (
                topic != naming.topic
                and (topic, plain) not in never
                and naming.topic not in (t for t, _ in owners[plain])
            ):
                ref = "/".join(topic)
                yield (
                    f'{DESK_FILE}: alias "{naming.name}": this is the name of "{ref}", which would lose all its links. '
                    f'Write another name; or, if that is meant, "{name}" = "{ref}" below [veto] as well.'
                )


def _join_doubles(rows: list[_Row], doubles: Mapping[str, str]) -> list[_Row]:
    """Return the rows without the doubles, whose names become aliases of the rider they are."""
    more: dict[str, list[str]] = {}
    for row in rows:
        if same_as := doubles.get(row.cells["id"]):
            more.setdefault(same_as, []).extend((row.cells["name"], *split_cell(row.cells["aliases"])))
    return [_with_aliases(row, more.get(row.cells["id"], ())) for row in rows if row.cells["id"] not in doubles]


def _join_lineages(rows: list[_Row]) -> list[_Row]:
    """Return the teams with both ends of each succession filled in: it is enough that one row tells of it."""
    told = {column: {row.cells["id"]: list(split_cell(row.cells[column])) for row in rows} for column, _ in _LINEAGE}
    for column, other in _LINEAGE:
        for row in rows:
            for id in split_cell(row.cells[column]):
                if row.cells["id"] not in told[other][id]:
                    told[other][id].append(row.cells["id"])
    return [
        replace(row, cells={**row.cells, **{column: ";".join(told[column][row.cells["id"]]) for column, _ in _LINEAGE}})
        for row in rows
    ]


def _with_aliases(row: _Row, names: Sequence[str]) -> _Row:
    aliases = ";".join((*split_cell(row.cells["aliases"]), *names))
    return replace(row, cells={**row.cells, "aliases": aliases}) if names else row


def _entry(kind: TopicKind, row: _Row) -> Entry:
    facts = {k: v for k, v in row.cells.items() if k not in ("id", "name", "gender")}
    return Entry(kind, row.cells["id"], row.cells["name"], row.cells["gender"], facts)


def _read_rows(path: Path, findings: list[str]) -> list[_Row]:
    """Return the rows that have the right columns; what is wrong with the others goes to `findings`."""
    columns = COLUMNS[path.name]
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            records = list(csv.reader(stream))
    except FileNotFoundError:
        findings.append(f"gazetteer/{path.name}: the file is missing. Restore it; a header line alone will do.")
        return []
    except (UnicodeDecodeError, csv.Error) as fault:
        findings.append(f"gazetteer/{path.name}: cannot be read ({fault}). Save it as CSV in UTF-8.")
        return []
    header = records[0] if records else []
    if faults := _check_header(path.name, header, columns):
        findings.extend(faults)
        return []
    rows = []
    for number, record in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            findings.append(
                f"gazetteer/{path.name}: row {number}: {len(record)} cells where the header has {len(header)}. "
                "Put values that contain a comma in double quotes."
            )
            continue
        cells = {c: v.strip() for c, v in zip(header, record, strict=True)}
        rows.append(_Row(f"row {number}", cells, f"gazetteer/{path.name}"))
    return rows


def _check_header(file: str, header: list[str], columns: tuple[str, ...]) -> list[str]:
    known = ", ".join(columns)
    unknown = [c for c in header if c not in columns]
    missing = [c for c in columns if c not in header]
    twice = sorted({c for c in header if header.count(c) > 1})
    return [
        *(f"gazetteer/{file}: row 1: unknown column {c!r}. Known: {known}." for c in unknown),
        *(f"gazetteer/{file}: row 1: column {c!r} is missing. Add it; its cells may be empty." for c in missing),
        *(f"gazetteer/{file}: row 1: column {c!r} stands twice. Delete one of them." for c in twice),
    ]


def _check_doubles(rows: list[_Row], riders: set[str]) -> Iterator[str]:
    doubles = {row.cells["id"] for row in rows}
    for row in rows:
        for column in ("id", "same_as"):
            if row.cells[column] not in riders:
                yield row.fault(column, f"there is no rider {row.cells[column]!r}", "Name an id of riders.csv.")
        if row.cells["same_as"] in doubles:
            yield row.fault(
                "same_as", f"{row.cells['same_as']!r} is a double itself", "Name the row that it stands for."
            )


def _check_surnames(riders: list[_Row], doubles: Set[str]) -> Iterator[str]:
    """Yield a finding for each surname that does not end its name: indexes and links cut the name there."""
    for row in riders:
        name, surname = (to_ascii(row.cells[column]).casefold() for column in ("name", "surname"))
        if row.cells["id"] not in doubles and not name.endswith(surname):
            what = f"{row.cells['surname']!r} does not end the name"
            yield row.fault("surname", what, "Write the last part of the name.")


def _check_moved(moved: list[_Row], rows: Mapping[TopicKind, Sequence[_Row]]) -> Iterator[str]:
    for row in moved:
        kind, id, now = row.cells["kind"], row.cells["id"], row.cells["same_as"]
        if kind not in FILES:
            yield row.fault("kind", f"{kind!r} is unknown", f"Known: {', '.join(FILES)}.")
            continue
        ids = {r.cells["id"] for known, of_kind in rows.items() if known == kind for r in of_kind}
        if id in ids:
            yield row.fault(
                "id",
                f"there is a {kind} {id!r}",
                ("Write it into doubles.csv" if kind == "rider" else "Choose another id") + ", or take the row out.",
            )
        if not _ID.fullmatch(id):
            yield row.fault("id", f"{id!r} is not an id", "Use lower-case letters, digits and single hyphens.")
        if now not in ids:
            yield row.fault("same_as", f"there is no {kind} {now!r}", f"Name an id of {FILES[kind]}.")


def _check_ids(rows: list[_Row]) -> Iterator[str]:
    first: dict[str, _Row] = {}
    for row in rows:
        id = row.cells["id"]
        if not _ID.fullmatch(id):
            yield row.fault("id", f"{id!r} is not an id", "Use lower-case letters, digits and single hyphens.")
        elif is_reserved(id):
            yield row.fault("id", f"{id!r} is a name that is kept for something else", "Lengthen it.")
        elif id in first:
            yield row.fault("id", f"{id!r} stands in {first[id].name_from(row)} already", _REMEDY[row.column])
        first.setdefault(id, row)


def _check_aliases(kind: TopicKind, rows: list[_Row]) -> Iterator[str]:
    """Yield a finding for each name that two rows of a kind both claim for certain, in the same years."""
    owners: dict[str, list[tuple[_Row, Period]]] = {}
    for row in rows:
        for name in (Period(0, FOREVER, row.cells["name"]), *_readable_aliases(row)):
            claimed = owners.setdefault(fold_names(name.name), [])
            other = next((r for r, p in claimed if r is not row and _overlap(name, p)), None)
            if other is not None and other.cells["id"] != row.cells["id"]:
                remedy = "Move it to ambiguous_aliases in both." if kind != "rider" else "Delete it from one of them."
                if row.column == "key":
                    remedy = "Take it out of aliases; a line below [ambiguous_alias] can name both."
                yield row.fault(
                    "aliases",
                    f'"{name.name}" is a name of "{other.cells["id"]}" as well ({other.name_from(row)}), '
                    "and no story could tell which of them is meant",
                    remedy,
                )
            claimed.append((row, name))


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _readable_aliases(row: _Row) -> tuple[Period, ...]:
    try:
        return split_aliases(row.cells["aliases"])
    except ValueError:
        return ()  # told as a fault of the row


def _check_row(kind: TopicKind, row: _Row, ids: set[str]) -> Iterator[str]:
    cells = row.cells
    if not cells["name"]:
        yield row.fault("name", "is empty", "Give the name that heads the page.")
    if cells["gender"] not in _GENDERS[kind]:
        yield row.fault("gender", f"{cells['gender']!r} is unknown", f"Known: {', '.join(_GENDERS[kind])}.")
    if cells["wikidata"] and not _WIKIDATA.fullmatch(cells["wikidata"]):
        yield row.fault("wikidata", f"{cells['wikidata']!r} is not an item", "Write it like Q123, or leave it empty.")
    for column in _ALIAS_COLUMNS:
        for alias in split_cell(cells.get(column)):
            try:
                parse_alias(alias)
            except ValueError as fault:
                yield row.fault(column, str(fault), "Write it like 2019-2021=Blue Train, or the name alone.")
    for column in _LINKS:
        for id in split_cell(cells.get(column)):
            if id not in ids:
                yield row.fault(column, f"there is no row with id {id!r}", "Name an id of this file.")
            elif id == cells["id"]:
                yield row.fault(column, "it names its own row", "Name another id, or leave it empty.")
    for column, (known, place) in _codes().items():
        if cells.get(column) and cells[column] not in known:
            yield row.fault(column, f"{cells[column]!r} is unknown", place)
    checks = {"rider": _check_rider, "team": _check_team, "race": _check_race}
    yield from checks[kind](row)


@functools.cache
def _codes() -> Mapping[str, tuple[frozenset[str], str]]:
    """Return the codes that each column may hold, and where to find them."""
    nations = frozenset(load_nations()), "The codes stand in data/nations.toml; leave it empty where unsure."
    levels, classes = english().table("level"), english().table("class")  # what pages have a word for
    return {
        "nation": nations,
        "country": nations,
        "status": (frozenset(levels), f"Known: {', '.join(levels)}."),
        "class": (frozenset(classes), f"Known: {', '.join(classes)}."),
    }


def _check_rider(row: _Row) -> Iterator[str]:
    cells = row.cells
    if cells["birth_year"] and not _YEAR.fullmatch(cells["birth_year"]):
        yield row.fault(
            "birth_year", f"{cells['birth_year']!r} is not a year", "Write it like 1985, or leave it empty."
        )
    if cells["surname_policy"] not in _POLICIES:
        yield row.fault("surname_policy", f"{cells['surname_policy']!r} is unknown", f"Known: {', '.join(_POLICIES)}.")
    for years in split_cell(cells["tour_years"]):
        if not _is_year_range(years):
            yield row.fault("tour_years", f"{years!r} is not a range of years", "Write it like 2010-2014.")


def _check_team(row: _Row) -> Iterator[str]:
    try:
        parse_periods(row.cells["names_by_year"])
    except ValueError as fault:
        yield row.fault("names_by_year", str(fault), "Write it like 2010-2019=Team Sky;2020-=Ineos Grenadiers.")


def _check_race(row: _Row) -> Iterator[str]:
    cells = row.cells
    if cells["month"] and cells["month"] not in {str(m) for m in range(13)}:
        yield row.fault("month", f"{cells['month']!r} is not a month", "Write 1 to 12, or 0 for any time of the year.")
    if cells["since"] and not _YEAR.fullmatch(cells["since"]):
        yield row.fault("since", f"{cells['since']!r} is not a year", "Write it like 2022, or leave it empty.")


def _is_year_range(text: str) -> bool:
    match = _YEAR_RANGE.fullmatch(text)
    return match is not None and (not match[2] or int(match[1]) <= int(match[2]))
