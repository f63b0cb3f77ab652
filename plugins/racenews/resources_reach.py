"""What reaches too far in the desk's files, or reaches nothing: found once, when everything is loaded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from racenews.clean.rules import RuleBook
from racenews.enrich.gazetteer import Gazetteer, Hit
from racenews.folding import fold, fold_names
from racenews.intake.read import read_dump
from racenews.intake.segment import segment
from racenews.resources_checks import is_everyday, name_of, read_entries
from racenews.resources_topics import TOPICS, TopicsWord
from racenews.types import Rule, UnreadableDumpError

_WHOLE_LINE = ("line", "notice", "button")  # takes nothing but a line of these words alone
_OPEN_SIGNS = re.compile(r"[{}*~#<>|]")
_DUMPS = frozenset((".txt", ".html", ".htm"))


def find_wide_rules(rules: Sequence[Rule], own: Collection[str], gazetteer: Gazetteer, file: str) -> Iterator[str]:
    """Yield a fault for each phrase of the desk's `own` rules that stands in stories as a matter of course.

    Such are words of every sentence ("the") and the bare name of a rider, a team or a race. A rule that takes whole
    lines of these words takes no sentence with them.
    """
    for rule in rules:
        if rule.id not in own or rule.scope in _WHOLE_LINE or _OPEN_SIGNS.search(rule.pattern):
            continue
        phrase = " ".join(rule.pattern.split())
        where = f'{file}: rule "{rule.id}": match "{phrase}"'
        remedy = 'Write more of the line, or scope = "line" to take lines of these words alone.'
        if is_everyday(phrase):
            yield f"{where} stands in every story, and would take all of it. {remedy}"
        elif topic := _topic_of(phrase, gazetteer):
            yield f'{where} is the name of "{topic}", and would take every sentence that names it. {remedy}'


def _topic_of(phrase: str, gazetteer: Gazetteer) -> str:
    """Return the topic that the whole phrase names, in capitals or not; "" where it names none."""
    senses = next((hit.senses for hit in _find_whole(phrase, gazetteer) if hit.senses), ())
    return f"{senses[0].kind}/{senses[0].id}" if senses else ""


def _find_whole(name: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Yield what the gazetteer has under the whole name, in any capitals; vetoed names come without a sense."""
    capitals = " ".join(word if is_everyday(word) else word.capitalize() for word in name.split())
    for form in dict.fromkeys((name, capitals, name.title())):
        yield from (h for h in gazetteer.find(fold_names(form), form) if (h.start, h.end) == (0, len(form)))


def find_idle_rules(file: Path, rules: Sequence[Rule]) -> Iterator[str]:
    """Yield a note for each rule in the desk's `file` that finds nothing in the dump where it was seen."""
    dumps = file.parent.parent / "dumps"
    of_id: dict[str, list[Rule]] = {}
    for rule in rules:
        of_id.setdefault(rule.id, []).append(rule)
    for entry in read_entries(file, "rule", [], "case"):
        rule_id, seen = entry.get("id"), entry.get("seen")
        if not isinstance(rule_id, str) or not isinstance(seen, str) or Path(seen).suffix.lower() not in _DUMPS:
            continue
        try:
            text = read_dump(dumps / seen, seen).text
        except (UnreadableDumpError, OSError):  # a desk without dumps beside it, or a file that the build tells of
            continue
        if not _finds(of_id.get(rule_id, ()), text):
            yield (
                f'{name_of(file)}: rule "{rule_id}" finds nothing in "{seen}", where it was seen. '
                "Copy its phrase from the dump as it stands there, or name the dump that has it."
            )


def _finds(rules: Sequence[Rule], text: str) -> bool:
    """Tell whether one of `rules` finds its phrase in the text of a dump."""
    book, folded = RuleBook(rules), fold(text)
    judged = book.judge(folded)
    if judged.matches or judged.labels:
        return True
    lines = {index for _, index in judged.line_places}
    return bool(lines) and any(
        book.match_line(index, folded, piece.span.start, line[-1].span.end)
        for line in segment(text)
        for piece in line
        for index in lines
    )


def find_idle_vetoes(word: TopicsWord, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield a note for each vetoed name that the gazetteer does not have: nothing was ever linked by it."""
    names: Mapping[str, str] = {name: "/".join(topic) for topic, name in word.never}
    for name, topic in names.items():
        if next(_find_whole(name, gazetteer), None) is not None:
            continue
        yield (
            f'desk/{TOPICS}: veto "{name}" changes nothing: it is no name by which "{topic}" is known. '
            "Copy the name from `invoke explain`, or take the line out."
        )
