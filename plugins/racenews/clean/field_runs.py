"""Where labels and buttons of a form stand in a row: "Username Password Remember me", which no prose holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from racenews.clean.rules import RuleMatch
from racenews.types import Rule, Span

MIN_FIELDS = 3  # with one among them that only forms have
MIN_FORM_FIELDS = 2  # that only forms have: "Card number Expiry"
MIN_COMMON_FIELDS = 2  # everyday words in a row: a form's where it touches one
# Between two of them: signs, sums of money, numbers of telephones, shares of votes, notes. No comma and no full stop:
# prose lists and breaks off.
_BETWEEN = re.compile(
    r"(?:[\s:*?!…|·•/>»→✓✔×+\-–—\[\]☐☑○●]|\.{3}|"
    r"\((?i:optional|required|facultatif|optioneel|opcional|facoltativo)\)|"
    r"[£$€]\s?\d+|\+?\b\d{1,3}\b|\d+\s?[€$£]|(?:[A-ZÀ-Þ]\S*\s){0,3}\d+\s?%)*"
)
_RUNS_ON = re.compile(r"[\s]*(?:[,;’'-]\w?|[a-zß-öø-ÿ(])")


def find_field_runs(text: str, labels: Sequence[RuleMatch]) -> tuple[RuleMatch, ...]:
    """Return the rows of labels and buttons, in order, a piece for each line that a row stands on.

    A row needs three different ones, one of which only forms have, or two that only forms have; a row of everyday
    words alone comes back as `near`.

    >>> form = Rule("sign-up/fields", "", "", "field", "sure")
    >>> row = "She won. Username Password She wept."
    >>> labels = [RuleMatch(Span(9, 17), form), RuleMatch(Span(18, 26), form)]
    >>> [match.span.of(row) for match in find_field_runs(row, labels)]
    ['Username Password']
    """
    fields = _longest([m for m in labels if m.rule.scope in ("field", "button") and _opens_high(text, m.span)])
    rows: list[list[RuleMatch]] = []
    for field in fields:
        if rows and _BETWEEN.fullmatch(text, rows[-1][-1].span.end, field.span.start):
            rows[-1].append(field)
        else:
            rows.append([field])
    found: list[RuleMatch] = []
    for row in rows:
        if len(row) >= MIN_FORM_FIELDS:
            found += _settle(row, text)
    return tuple(found)


def _opens_high(text: str, span: Span) -> bool:
    return not text[span.start].islower()


def _longest(labels: Sequence[RuleMatch]) -> list[RuleMatch]:
    """Return the labels that no longer one covers; of the same words, the one that only forms have."""
    kept: list[RuleMatch] = []
    for label in sorted(labels, key=lambda m: (m.span.start, -m.span.end, m.rule.strength == "near")):
        if not kept or label.span.start >= kept[-1].span.end:
            kept.append(label)
    return kept


def _settle(row: list[RuleMatch], text: str) -> list[RuleMatch]:
    """Return what of a row is a form's, none where it may be prose."""
    while row and _RUNS_ON.match(text, row[-1].span.end):
        row = row[:-1]  # "… Website Other riders went home": the sentence's own word
    on_lines: list[list[RuleMatch]] = []
    for field in row:
        if on_lines and "\n" not in text[on_lines[-1][-1].span.end : field.span.start]:
            on_lines[-1].append(field)
        else:
            on_lines.append([field])
    if len(on_lines) > 1:  # over several lines a form has whole lines
        on_lines = [line for line in on_lines if _fills_line(line, text) or _is_form(line, text)]
        row = [field for line in on_lines for field in line]
    rule = _rule_of(row, text)
    if rule is None:
        return []
    return [RuleMatch(Span(line[0].span.start, line[-1].span.end), rule) for line in on_lines]


def _rule_of(row: Sequence[RuleMatch], text: str) -> Rule | None:
    """Return the rule that speaks for a row: one that only forms have, else `near`; None where the row is too short."""
    if _is_form(row, text):
        return next(field.rule for field in row if field.rule.strength == "sure")
    words = {field.span.of(text).casefold() for field in row}
    common = (field.rule for field in row if field.rule.strength == "near")
    return next(common, None) if len(words) >= MIN_COMMON_FIELDS else None


def _is_form(row: Sequence[RuleMatch], text: str) -> bool:
    words = {field.span.of(text).casefold() for field in row}
    of_forms = {field.span.of(text).casefold() for field in row if field.rule.strength == "sure"}
    return len(of_forms) >= MIN_FORM_FIELDS or bool(of_forms and len(row) >= MIN_FIELDS and len(words) > 1)


def _fills_line(line: Sequence[RuleMatch], text: str) -> bool:
    start = text.rfind("\n", 0, line[0].span.start) + 1
    end = text.find("\n", line[-1].span.end)
    before, behind = text[start : line[0].span.start], text[line[-1].span.end : end if end >= 0 else len(text)]
    return bool(_BETWEEN.fullmatch(before) and _BETWEEN.fullmatch(behind))
