"""Result rows -> the columns of a table, or nothing: a list is never wrong, a column may be.

What a cell holds is settled over all rows of a run. Rows stand in a table only where every word of each has a column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from racenews.palette import load_nations
from racenews.types import Mention

Cell = tuple[int, int]
"""Half-open offsets in the text of a row."""

MAX_NAME_WORDS = 6
MAX_TEAM_WORDS = 8
MIN_SPONSOR = 6
"""Letters of the one small word that a team's name may hold, as some sponsors write theirs."""
DOUBTFUL_CODES = frozenset({"UAE"})
"""Codes of nations that are codes of teams as well."""

_EDGE = r"\s,;:|–—-"
_POSITION = re.compile(r"(?P<pos>\d{1,3})[.):]?\s+|(?P<out>DNF|DNS|DSQ|DNQ|OTL)\b:?\s+")
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_JOINED = re.compile(r"([A-Za-z]{3})(?:\s*[,/;]\s*|\s+[–—-]\s+)(\S.*)", re.DOTALL)
_UNIT = r"(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|''|[\"”″'’′])"
_LEAD = r"(?:(?:at|a|à)\s+|\+\s?)"
_TIME = re.compile(
    rf"(?:{_LEAD}?\d{{1,3}}(?:[:h'’′]\s?\d{{2}}){{1,2}}(?:[.,]\d{{1,3}})?\s?(?:''|[\"”″]|s\b)?"
    r"|\d{1,2}\.\d{2}\.\d{2}"
    rf"|{_LEAD}?\d{{1,3}}\s?{_UNIT}(?:\s?\d{{1,2}}\s?{_UNIT}){{0,2}}"
    rf"|{_LEAD}\d{{1,3}}(?:[.,]\d{{1,3}})?"
    r"|[sSmMzZ]\.\s?[tT]\.?|[sSmMzZ][tT]|ST|MT|(?:at |all )?same time|même temps)\.?"
)
_POINTS = re.compile(r"\d{1,4}\s?(?:pts?|points?|ptos|punti|punten|punkte)\.?", re.IGNORECASE)
_BARE = re.compile(r"\d{1,4}")
_LAST = (("time", _TIME), ("points", _POINTS), ("bare", _BARE))
_NAME_WORD = re.compile(r"(?:[dD]['’]|['’][tT]-?)?[^\W\d_](?:[^\W\d_]|['’.-])*")
_PARTICLES = frozenset("de van der den di la von del da do dos du le el al ten ter te zu bin ben af av y i".split())
_NO_RIDER = re.compile(
    r"(?i)\b(?:the|a|team|cycling|racing|pro|tour|giro|vuelta|volta|ronde|stage|classic|race|grand|prix|gp|bike|squad"
    r"|development|grenadiers|why|how|what|when|who)\b"
)
_TEAM_SMALL = frozenset("a and by de del der des di du e en et of la le p/b the van y & + | / // - – —".split())
_NO_TEAM = re.compile(r"(?i)[:;,!?\"“”()]|\.\s|\.\Z|\b(?:stage|pictured|photo|dnf|dns|dsq|otl)\b|\bu\d\d\b")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of results: the heads of its columns, and each row's cells in order; None is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(slots=True)
class _Row:
    """What a row is made of before its neighbours are asked."""

    position: Cell
    name: Cell
    out: bool
    brackets: list[Cell]
    team: Cell | None = None
    last: Cell | None = None
    last_kind: str = ""
    nation: Cell | None = None


def read_sheet(texts: Sequence[str], mentions: Sequence[Sequence[Mention]]) -> Sheet | None:
    """Return the table that the rows make, None where one of them does not fit or a column would be in doubt.

    `mentions` holds each row's: what is known to be a team or a race is no rider, and a rider is no team.
    """
    rows = []
    for text in texts:
        row = _read_row(text)
        if row is None:
            return None
        rows.append(row)
    head = _last_column(rows)
    if head is None or not _settle_brackets(texts, rows):
        return None
    if not all(_fits(text, row, known) for text, row, known in zip(texts, rows, mentions, strict=True)):
        return None
    finished = [row for row in rows if not row.out]
    if not finished or len({row.nation is None for row in finished}) > 1:
        return None
    if not any(row.team or row.last for row in rows) and not _names_riders(rows, mentions):
        return None  # climbs and towns have nations too
    cells: list[tuple[str, list[Cell | None]]] = [
        ("Pos.", [row.position for row in rows]),
        ("Rider", [row.name for row in rows]),
        ("Nation", [row.nation for row in rows]),
        ("Team", [row.team for row in rows]),
        (head, [row.last for row in rows]),
    ]
    filled = [(name, column) for name, column in cells if any(column)]
    if len(filled) < 3:
        return None
    return Sheet(tuple(name for name, _ in filled), tuple(zip(*(column for _, column in filled), strict=True)))


def _read_row(text: str) -> _Row | None:
    """Return the pieces of a row: number, name, brackets, and what stands behind them; None where it has none."""
    position = _POSITION.match(text)
    if position is None:
        return None
    out = position["out"] is not None
    opened = text.find("(", position.end())
    if opened < 0 and not out:
        return None  # where the rider ends and the team begins, nobody says
    name = _trim(text, position.end(), len(text) if opened < 0 else opened)
    row = _Row(position.span("out" if out else "pos"), name, out, [])
    at = name[1] if opened < 0 else opened
    while len(row.brackets) < 2 and (bracket := _BRACKET.match(text, at)):
        row.brackets.append(_trim(text, *bracket.span(1)))
        at = bracket.end()
    if opened >= 0 and not row.brackets:
        return None
    row.last, row.last_kind = _last_cell(text, at)
    team = _trim(text, at, row.last[0] if row.last else len(text))
    row.team = team if team[0] < team[1] else None
    return row


def _last_cell(text: str, start: int) -> tuple[Cell | None, str]:
    """Return the longest time, gap or number of points at the end of `text`, and which of them it is."""
    stop = len(text.rstrip(" \t,;|"))
    at = start
    while at < stop:
        if not re.match(rf"[{_EDGE}]", text[at]) and (at == start or re.match(r"[\s,;|–—)-]", text[at - 1])):
            for kind, pattern in _LAST:
                if pattern.fullmatch(text, at, stop):
                    return (at, stop), kind
        at += 1
    return None, ""


def _last_column(rows: Sequence[_Row]) -> str | None:
    """Return the head of the last column, None where the rows do not agree; a bare number needs points elsewhere."""
    kinds = {row.last_kind for row in rows if row.last}
    if kinds <= {"time"}:
        return "Time"
    return "Points" if "points" in kinds and kinds <= {"points", "bare"} else None


def _settle_brackets(texts: Sequence[str], rows: Sequence[_Row]) -> bool:
    """Put what stands in brackets under nation or team; False where it is in doubt."""
    codes: list[tuple[_Row, Cell]] = []
    teams = 0
    known = False
    for text, row in zip(texts, rows, strict=True):
        for i, (start, end) in enumerate(row.brackets):
            inner = text[start:end]
            joined = _JOINED.fullmatch(inner)
            if joined and _is_nation(joined[1]) and len(row.brackets) == 1 and row.team is None:
                row.nation = (start, start + 3)
                row.team = (start + joined.start(2), end)
                known = True
            elif inner in _country_names():
                if i or row.nation:
                    return False
                row.nation = (start, end)
                known = True
            elif re.fullmatch(r"[A-Za-z]{3}", inner):
                if i:
                    return False
                codes.append((row, (start, end)))
                known = known or _is_nation(inner)
            elif row.team is None and i == len(row.brackets) - 1:
                row.team = (start, end)
                teams += not i  # the only bracket of its row
            else:
                return False
    if codes and not known:  # nothing but codes that teams have too, or that no nation has
        if not teams or any(row.team for row, _ in codes):
            return False
        for row, code in codes:
            row.team = code
        return True
    for row, code in codes:
        row.nation = code
    return not (teams and any(row.nation for row in rows))


def _is_nation(code: str) -> bool:
    return code.upper() in load_nations() and code.upper() not in DOUBTFUL_CODES


@cache
def _country_names() -> frozenset[str]:
    return frozenset(load_nations().values())


def _fits(text: str, row: _Row, mentions: Sequence[Mention]) -> bool:
    """Tell whether the rider reads like a rider and the team like a team."""
    name = text[slice(*row.name)]
    words = name.split()
    if not words or len(words) > MAX_NAME_WORDS or _NO_RIDER.search(name):
        return False
    if not all(_NAME_WORD.fullmatch(w) and (w in _PARTICLES or any(c.isupper() for c in w)) for w in words):
        return False
    if all(w in _PARTICLES for w in words) or any(m.kind != "rider" and _meet(m, row.name) for m in mentions):
        return False
    if row.team is None:
        return True
    team = text[slice(*row.team)]
    words = team.split()
    if len(words) > MAX_TEAM_WORDS or _NO_TEAM.search(team) or not any(c.isupper() for c in team):
        return False
    odd = [w for w in words if not (w.lower() in _TEAM_SMALL or any(c.isupper() for c in w) or _with_letter(w))]
    closed = row.last is not None or text[row.team[1] : row.team[1] + 1] == ")"
    if len(odd) > int(closed) or any(len(w) < MIN_SPONSOR or not w.isalpha() for w in odd):
        return False
    return not any(m.kind == "rider" and _meet(m, row.team) for m in mentions)


def _names_riders(rows: Sequence[_Row], mentions: Sequence[Sequence[Mention]]) -> bool:
    """Tell whether one of the rows names a known rider in its rider's place."""
    pairs = zip(rows, mentions, strict=True)
    return any(m.kind == "rider" and _meet(m, row.name) for row, known in pairs for m in known)


def _with_letter(word: str) -> bool:
    """Tell whether a word has digits and letters, as "q36.5" has."""
    return any(c.isdigit() for c in word) and any(c.isalpha() for c in word)


def _meet(mention: Mention, cell: Cell) -> bool:
    return mention.start < cell[1] and cell[0] < mention.end


def _trim(text: str, start: int, end: int) -> Cell:
    """Return the stretch without white space and signs that part cells."""
    lead = re.compile(rf"[{_EDGE}]*").match(text, start, end)
    start = lead.end() if lead else start
    return start, max(start, start + len(text[start:end].rstrip(" \t\n\r\f\v\u00a0,;:|–—-")))
