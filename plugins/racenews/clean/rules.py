"""Judge by phrase rules: where in a text does which rule speak?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick

from racenews.clean.phrases import anchors, needs, openings, phrase_to_regex
from racenews.types import Rule, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_REACH = 500  # how far from its anchor word a phrase can reach; `*` spans at most six words
_SPACE_REACH = 60  # what white space between the words of a phrase may add where nothing else is open

_MOST_OPENINGS = 8  # with more first words to look for, the phrase itself is as fast

_MARGIN = 8  # signs and blanks that may stand between two sentences
_SENTENCE_END = re.compile(r"(?:[\n.!?…]|\d\d[-./]\d\d)[^\w\n]*$")  # or behind the date of the head
_LETTER = re.compile(r"\w")

LABELS = ("button", "teaser", "field")
"""Scopes of which only the place tells whether they are a form's words or a story's."""

_OPEN = re.compile(r"[*~<#]")
_GLUED = re.compile(r"\w[{*~#<]|[}*~#>]\w|_")
"""Where a phrase may join a word to what stands beside it: `{un|}subscribe`. Its anchor need not be a whole word."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of one text: their matches, and the places where a line rule is worth trying."""

    matches: tuple[RuleMatch, ...]
    line_places: tuple[tuple[int, int], ...]
    labels: tuple[RuleMatch, ...] = ()
    """Where words of buttons and labels of teasers stand; only their place tells them from words like others."""


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """One place where a rule's phrase stands."""

    span: Span
    rule: Rule


class RuleBook:
    """All phrase rules; each is compiled when it is first tried, for one dump needs few of them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.line_rule_ids = frozenset(rule.id for rule in rules if rule.scope in ("line", "notice"))
        self.settled_ids = frozenset(rule.id for rule in rules if rule.scope in ("teaser", "field"))
        """Rules that tell what they cut by how it stands: no score overrules them."""
        self._patterns: list[re.Pattern[str] | None] = [None] * len(self.rules)
        self._reach = [_reach_of(rule) for rule in rules]
        self.at_anchor = frozenset(index for index, reach in enumerate(self._reach) if not reach)
        """The line rules that begin with their anchor."""
        self._needs = [needs(rule.pattern) for rule in rules]
        self._openings = [openings(rule.pattern) for rule in rules]
        self._by_anchor: dict[str, list[int]] = {}
        loose: set[str] = set()
        for index, rule in enumerate(rules):
            for word in anchors(rule.pattern):
                self._by_anchor.setdefault(word, []).append(index)
                if _GLUED.search(rule.pattern) or not word.isalnum():
                    loose.add(word)
        needed = {word for groups in self._needs for word in groups[0]}
        self._automaton = ahocorasick.Automaton()
        for word in {*self._by_anchor, *needed}:
            whole = word in self._by_anchor and word not in loose
            self._automaton.add_word(word, (word, len(word), whole, word in needed, word in self._by_anchor))
        self._automaton.make_automaton()

    def judge(self, folded: str) -> Judged:
        """Return every match of the phrase and sentence rules, and the anchors (place, rule) of line rules."""
        seen: set[str] = set()
        found: dict[str, list[int]] = {}
        if self.rules:
            padded = f"{folded} "  # so that the last letter has a neighbour, and the first has a blank at -1
            for end, (word, length, is_whole, is_needed, is_anchor) in self._automaton.iter(folded):
                if is_needed:
                    seen.add(word)
                if is_whole and (padded[end - length].isalnum() or padded[end + 1].isalnum()):
                    continue
                if word in found:
                    found[word].append(end - length + 1)
                elif is_anchor:
                    found[word] = [end - length + 1]
        hits: dict[int, list[int]] = {}
        for word, places in found.items():
            for index in self._by_anchor[word]:
                if not seen.isdisjoint(self._needs[index][0]):  # else no match can stand anywhere
                    hits[index] = sorted((*hits[index], *places)) if index in hits else places
        matches: list[RuleMatch] = []
        line_places: list[tuple[int, int]] = []
        for index, places in hits.items():
            rule = self.rules[index]
            if rule.scope in ("line", "notice"):
                line_places += [(at, index) for at in places]
                continue
            for start, end in _windows(places, len(folded), self._reach[index]):
                if not _holds_all(folded[start:end], self._needs[index]):
                    continue  # to look for words is far faster than to try the phrase
                spans = _find(self._pattern(index), self._openings[index], folded, start, end)
                if rule.scope == "opening":
                    spans = [span for span in spans if _may_open_sentence(folded, span.start)]
                matches += [RuleMatch(span, rule) for span in spans]
        matches.sort(key=lambda m: (m.span.start, -m.span.end))
        labels = tuple(m for m in matches if m.rule.scope in LABELS)
        others = tuple(m for m in matches if m.rule.scope not in LABELS) if labels else tuple(matches)
        return Judged(others, tuple(sorted(line_places)), labels)

    def _pattern(self, index: int) -> re.Pattern[str]:
        """Return the regular expression of rule `index`."""
        pattern = self._patterns[index]
        if pattern is None:
            rule = self.rules[index]
            pattern = re.compile(phrase_to_regex(rule.pattern, longest=rule.scope == "field"), re.DOTALL)
            self._patterns[index] = pattern
        return pattern

    def reach(self, index: int) -> int:
        """Return how far behind the start of a match of rule `index` its anchor can stand."""
        return self._reach[index]

    def may_open(self, index: int, folded: str, start: int) -> bool:
        """Tell whether a first word of rule `index` stands at `start`, as far as its first words are known."""
        return folded.startswith(self._openings[index] or "", start)

    def match_line(self, index: int, folded: str, start: int, end: int) -> tuple[int, Rule, int] | None:
        """Return (where a match of line rule `index` at `start` ends, rule, where its title begins or -1), if any."""
        pattern = self._pattern(index)
        match = pattern.match(folded, start, end)
        if not match:
            return None
        return match.end(), self.rules[index], match.start("title") if "title" in pattern.groupindex else -1


def _reach_of(rule: Rule) -> int:
    """Return how far a phrase can reach from its anchor: hardly more than its length where nothing in it is open.

    A line rule matches where a segment begins, so one that opens with its anchor reaches back no further.
    """
    phrase = rule.pattern
    opening = openings(phrase)
    if rule.scope in ("line", "notice") and opening and set(opening) <= set(anchors(phrase)):
        return 0
    if rule.scope == "field":
        return max(map(len, phrase.split("|"))) + _SPACE_REACH
    return _REACH if _OPEN.search(phrase) else min(_REACH, len(phrase) + _SPACE_REACH)


def _holds_all(stretch: str, groups: Sequence[Sequence[str]]) -> bool:
    """Tell whether one word of each group stands in `stretch`."""
    for group in groups:
        for word in group:
            if word in stretch:
                break
        else:
            return False
    return True


def _find(pattern: re.Pattern[str], opening: Sequence[str], folded: str, start: int, end: int) -> list[Span]:
    """Return where `pattern` matches between `start` and `end`; it is tried where one of its first words stands."""
    if not 0 < len(opening) <= _MOST_OPENINGS or min(map(len, opening)) < 2:
        return [Span(m.start(), m.end()) for m in pattern.finditer(folded, start, end) if m.end() > m.start()]
    places: list[int] = []
    for word in opening:
        at = folded.find(word, start, end)
        while at >= 0:
            places.append(at)
            at = folded.find(word, at + 1, end)
    found: list[Span] = []
    for at in sorted(places):
        if (not found or at >= found[-1].end) and (match := pattern.match(folded, at, end)):
            found.append(Span(at, match.end()))
    return found


def _may_open_sentence(folded: str, at: int) -> bool:
    """Tell whether no word of the same sentence stands right before `at`."""
    low = max(0, at - _MARGIN)
    before = folded[low:at]
    return bool(_SENTENCE_END.search(before)) or (not low and not _LETTER.search(before))


def _windows(places: list[int], length: int, reach: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches within reach of `places`, merged where they touch."""
    start = end = -1
    for place in places:
        low, high = max(0, place - reach), min(length, place + reach)
        if low <= end:
            end = high
            continue
        if end >= 0:
            yield start, end
        start, end = low, high
    if end >= 0:
        yield start, end
