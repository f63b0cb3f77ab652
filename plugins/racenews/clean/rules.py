"""Judge by phrase rules: where in a text does which rule speak?"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick

from racenews.clean.phrases import Facts, Glossary, phrase_to_regex
from racenews.types import Rule, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_REACH = 500  # how far from its anchor word a phrase can reach; `*` spans at most six words
_SPACE_REACH = 60  # what white space between the words of a phrase may add where nothing else is open

_MOST_OPENINGS = 8  # with more first words to look for, the phrase itself is as fast

_MARGIN = 8  # signs and blanks that may stand between two sentences
_SENTENCE_END = re.compile(r"(?:[\n.!?…]|\d\d[-./]\d\d)[^\w\n]*$")  # or behind the date of the head
_LETTER = re.compile(r"\w")
_RUN = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"([\W_]+)")
_STRETCH_CHARS = 200_000
_FEW_PLACES = 3  # to try a phrase at so few places is faster than to look for its words

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

    def __init__(self, rules: Sequence[Rule], glossary: Glossary | None = None) -> None:
        glossary = glossary or Glossary()
        self.rules = tuple(rules)
        self.line_rule_ids = frozenset(rule.id for rule in rules if rule.scope in ("line", "notice"))
        self.settled_ids = frozenset(rule.id for rule in rules if rule.scope in ("teaser", "field"))
        """Rules that tell what they cut by how it stands: no score overrules them."""
        self._patterns: list[re.Pattern[str] | None] = [None] * len(self.rules)
        facts = [glossary.facts(rule.pattern) for rule in rules]
        self._reach = [_reach_of(rule, of) for rule, of in zip(rules, facts, strict=True)]
        self.at_anchor = frozenset(index for index, reach in enumerate(self._reach) if not reach)
        """The line rules that begin with their anchor."""
        self._needs = [of.needs for of in facts]
        self._openings = [of.openings for of in facts]
        glued = [bool(_GLUED.search(rule.pattern)) for rule in rules]
        whole = [not is_glued and "<" not in rule.pattern for is_glued, rule in zip(glued, rules, strict=True)]
        """Of each rule whether none of its words may run on: `follow us <rest>` speaks of "follow users" as well."""
        self._starts = [words if is_whole else () for is_whole, words in zip(whole, self._openings, strict=True)]
        groups = [_whole_needs(of.needs) if is_whole else () for is_whole, of in zip(whole, facts, strict=True)]
        self._musts = [frozenset(word for group in some if len(group) == 1 for word in group) for some in groups]
        """The words that stand in whatever a rule matches."""
        self._choices = [tuple(group for group in some if len(group) > 1) for some in groups]
        """Groups of words, of each of which one stands there."""
        self._by_anchor: dict[str, list[int]] = {}
        loose: set[str] = set()
        for index, of in enumerate(facts):
            for word in of.anchors:
                self._by_anchor.setdefault(word, []).append(index)
                if glued[index] or not word.isalnum():
                    loose.add(word)
        self._whole = self._by_anchor.keys() - loose
        """The anchors that are looked up among the words of a text; the others may stand inside words."""
        self._loose = ahocorasick.Automaton()
        for word in sorted(loose):
            self._loose.add_word(word, word)
        self._loose.make_automaton()

    def judge(self, folded: str) -> Judged:
        """Return every match of the phrase and sentence rules, and the anchors (place, rule) of line rules."""
        words = _places_of_words(folded)
        matches: list[RuleMatch] = []
        line_places: list[tuple[int, int]] = []
        for index, places in self._find_hits(folded, words).items():
            rule = self.rules[index]
            if rule.scope in ("line", "notice"):
                line_places += [(at, index) for at in places]
                continue
            spans = self._find_spans(index, places, folded, words)
            if rule.scope == "opening":
                spans = [span for span in spans if _may_open_sentence(folded, span.start)]
            matches += [RuleMatch(span, rule) for span in spans]
        matches.sort(key=lambda m: (m.span.start, -m.span.end))
        labels = tuple(m for m in matches if m.rule.scope in LABELS)
        others = tuple(m for m in matches if m.rule.scope not in LABELS) if labels else tuple(matches)
        return Judged(others, tuple(sorted(line_places)), labels)

    def _find_hits(self, folded: str, words: Mapping[str, list[int]]) -> dict[int, list[int]]:
        """Return where the anchors stand of each rule that may match; rules in the order of their first anchors."""
        found = {word: words[word] for word in self._whole & words.keys()}
        for end, word in self._loose.iter(folded) if self._loose else ():
            found.setdefault(word, []).append(end - len(word) + 1)
        there = set(words)
        hits: dict[int, list[int]] = {}
        for word in sorted(found, key=lambda word: (found[word][0] + len(word), -len(word))):
            for index in self._by_anchor[word]:
                if index in hits:
                    hits[index] = sorted((*hits[index], *found[word]))
                    continue
                if not self._musts[index] <= there:
                    continue  # no match can stand anywhere
                for group in self._choices[index]:
                    if there.isdisjoint(group):
                        break
                else:
                    hits[index] = found[word]
        return hits

    def _find_spans(
        self, index: int, places: Sequence[int], folded: str, words: Mapping[str, Sequence[int]]
    ) -> list[Span]:
        """Return where phrase rule `index`, whose anchors stand at `places`, matches."""
        spans: list[Span] = []
        whole, needs, reach = self._starts[index], self._needs[index], self._reach[index]
        if not whole:
            for start, end in _windows(places, len(folded), reach):
                if _holds_all(folded[start:end], needs):  # to look for words is far faster than to try the phrase
                    spans += _find(self._pattern(index), self._openings[index], folded, start, end)
            return spans
        starts = [at for word in whole if word in words for at in words[word]]
        if not starts:
            return spans
        starts.sort()
        for start, end in _windows(places, len(folded), reach):
            inside = starts[bisect_left(starts, start) : bisect_left(starts, end)]
            if inside and (len(inside) <= _FEW_PLACES or _holds_all(folded[start:end], needs)):
                spans += _match_at(self._pattern(index), inside, folded, end)
        return spans

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


def _reach_of(rule: Rule, facts: Facts) -> int:
    """Return how far a phrase can reach from its anchor: hardly more than its length where nothing in it is open.

    A line rule matches where a segment begins, so one that opens with its anchor reaches back no further.
    """
    phrase = rule.pattern
    if rule.scope in ("line", "notice") and facts.openings and set(facts.openings) <= set(facts.anchors):
        return 0
    if rule.scope == "field":
        return max(map(len, phrase.split("|"))) + _SPACE_REACH
    return _REACH if _OPEN.search(phrase) else min(_REACH, len(phrase) + _SPACE_REACH)


def _places_of_words(folded: str) -> dict[str, list[int]]:
    """Return where each word stands, and each number; a word is what `str.isalnum` takes for one."""
    places: dict[str, list[int]] = {}
    for start, end in _stretches(folded):
        words = _SIGNS.split(folded[start:end])  # the words, and between them the signs
        places_in = tuple(itertools.accumulate(map(len, words), initial=start))
        for word, at in zip(words[::2], places_in[::2], strict=False):
            if word in places:
                places[word].append(at)
            else:
                places[word] = [at]
    places.pop("", None)  # before the first sign, behind the last
    return places


def _stretches(folded: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of the text that cut no word; the words of a whole one of 8 MB would take half a gigabyte."""
    start = 0
    while start < len(folded):
        sign = _SIGNS.search(folded, start + _STRETCH_CHARS)
        end = sign.start() if sign else len(folded)
        yield start, end
        start = end


def _whole_needs(groups: Sequence[Sequence[str]]) -> tuple[frozenset[str], ...]:
    """Return of each group the words of which one stands by itself in whatever the rule matches.

    >>> _whole_needs((("e-mail", "fax"), ("@",)))[0] == {"mail", "fax"}
    True
    """
    runs = [[w if w.isalnum() else max(_RUN.findall(w), key=len, default="") for w in group] for group in groups]
    return tuple(frozenset(group) for group in runs if all(group))


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
    return _match_at(pattern, sorted(places), folded, end)


def _match_at(pattern: re.Pattern[str], places: Sequence[int], folded: str, end: int) -> list[Span]:
    """Return the matches that begin at one of `places`, none inside another."""
    found: list[Span] = []
    for at in places:
        if (not found or at >= found[-1].end) and (match := pattern.match(folded, at, end)):
            found.append(Span(at, match.end()))
    return found


def _may_open_sentence(folded: str, at: int) -> bool:
    """Tell whether no word of the same sentence stands right before `at`."""
    low = max(0, at - _MARGIN)
    before = folded[low:at]
    return bool(_SENTENCE_END.search(before)) or (not low and not _LETTER.search(before))


def _windows(places: Sequence[int], length: int, reach: int) -> Iterator[tuple[int, int]]:
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
