"""Judge by phrase rules: where in a text does which rule speak?"""

from __future__ import annotations

import itertools
import operator
import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick

from racenews.clean.phrases import Facts, Glossary, Landmark, heads, phrase_to_regex
from racenews.folding import MAX_REPLACED, rare_letters
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
_SIGN = re.compile(r"[\W_]")
_BLANKED = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
_NUMBER_START = re.compile(r"[£$€\d]")
_STRETCH_CHARS = 200_000
_FEW_PLACES = 3  # to try a phrase at so few places is faster than to look for its words

LABELS = ("button", "teaser", "field")
"""Scopes of which only the place tells whether they are a form's words or a story's."""

_OF_LINES = ("line", "notice")
"""Scopes of rules that begin where a sentence or line does."""

_NUMBER_HEAD = "0"  # stands for all with which a number may begin

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
        self.line_rule_ids = frozenset(rule.id for rule in rules if rule.scope in _OF_LINES)
        self.settled_ids = frozenset(rule.id for rule in rules if rule.scope in ("teaser", "field"))
        """Rules that tell what they cut by how it stands: no score overrules them."""
        self._patterns: list[re.Pattern[str] | None] = [None] * len(self.rules)
        facts = [glossary.facts(rule.pattern) for rule in rules]
        self._reach = [_reach_of(rule, of) for rule, of in zip(rules, facts, strict=True)]
        self.at_anchor = frozenset(index for index, reach in enumerate(self._reach) if not reach)
        """The line rules that begin with their anchor."""
        self._heads = _by_heads([(index, rule.pattern) for index, rule in enumerate(rules) if rule.scope in _OF_LINES])
        self._needs = [of.needs for of in facts]
        self._openings = [of.openings for of in facts]
        glued = [bool(_GLUED.search(rule.pattern)) for rule in rules]
        whole = [not is_glued and "<" not in rule.pattern for is_glued, rule in zip(glued, rules, strict=True)]
        """Of each rule whether none of its words may run on: `follow us <rest>` speaks of "follow users" as well."""
        self._starts = [frozenset(of.openings if is_whole else ()) for is_whole, of in zip(whole, facts, strict=True)]
        groups: list[tuple[Collection[Landmark], ...]] = [
            (*(_whole_needs(of.needs) if is_whole else ()), *of.landmarks)
            for is_whole, of in zip(whole, facts, strict=True)
        ]
        self._musts = [frozenset(it for group in some if len(group) == 1 for it in group) for some in groups]
        """The words, and pairs of words side by side, that stand in whatever a rule matches."""
        self._choices = [tuple(frozenset(group) for group in some if len(group) > 1) for some in groups]
        """Groups of words or pairs, of each of which one stands there."""
        self._anchors = [of.anchors for of in facts]
        self._keys: dict[Landmark, list[int]] = {}
        """The rules by what stands in whatever they match: a pair, which is rarer, where there is one, else a word."""
        loose: set[str] = set()
        for index, of in enumerate(facts):
            for key in min(of.landmarks, key=len, default=of.anchors):
                self._keys.setdefault(key, []).append(index)
            loose.update(word for word in of.anchors if glued[index] or not word.isalnum())
        self._asked = frozenset(itertools.chain(self._keys, *self._musts, *itertools.chain(*self._choices)))
        """The words and pairs of which it matters whether they are there."""
        self._placed = frozenset(itertools.chain(*self._starts, *self._anchors))
        """The words of which it matters where they stand."""
        self._loose = ahocorasick.Automaton()
        """Anchors that may stand inside words; the others are looked up among the words of a text."""
        for word in sorted(loose):
            self._loose.add_word(word, word)
        self._loose.make_automaton()

    def judge(self, folded: str) -> Judged:
        """Return every match of the phrase and sentence rules, and the anchors (place, rule) of line rules."""
        loose: dict[str, list[int]] = {}
        for end, word in self._loose.iter(folded) if self._loose else ():
            loose.setdefault(word, []).append(end - len(word) + 1)
        there, words = _read_words(_blank_signs(folded), self._asked, self._placed)
        hits = self._find_hits(there, loose)
        stand = {**words, **loose}
        found: list[tuple[tuple[int, ...], RuleMatch]] = []
        line_places: list[tuple[int, int]] = []
        for index in hits:
            anchors = [word for word in self._anchors[index] if word in stand]
            if len(anchors) == 1:
                places = stand[anchors[0]]
            elif anchors:
                places = sorted(itertools.chain.from_iterable(map(stand.__getitem__, anchors)))
            else:
                continue
            rule = self.rules[index]
            if rule.scope in _OF_LINES:
                line_places += [(at, index) for at in places]
                continue
            spans = self._find_spans(index, places, folded, words)
            if rule.scope == "opening":
                spans = [span for span in spans if _may_open_sentence(folded, span.start)]
            if spans:  # of rules that match the same, the one comes first whose anchor does
                first = min((stand[word][0] + len(word), -len(word)) for word in anchors)
                found += [((span.start, -span.end, *first, index), RuleMatch(span, rule)) for span in spans]
        found.sort(key=operator.itemgetter(0))
        matches = [match for _, match in found]
        labels = tuple(m for m in matches if m.rule.scope in LABELS)
        others = tuple(m for m in matches if m.rule.scope not in LABELS) if labels else tuple(matches)
        return Judged(others, tuple(sorted(line_places)), labels)

    def _find_hits(self, there: Set[Landmark], loose: Mapping[str, Sequence[int]]) -> set[int]:
        """Return the rules that may match where so many landmarks are `there`, and the anchors `loose`."""
        keys = itertools.chain(self._keys.keys() & there, self._keys.keys() & loose.keys())
        hits: set[int] = set()
        for index in itertools.chain.from_iterable(map(self._keys.__getitem__, keys)):
            if not self._musts[index] <= there:
                continue  # no match can stand anywhere
            for group in self._choices[index]:
                if there.isdisjoint(group):
                    break
            else:
                hits.add(index)
        return hits

    def _find_spans(
        self, index: int, places: Sequence[int], folded: str, words: Mapping[str, Sequence[int]]
    ) -> list[Span]:
        """Return where phrase rule `index`, whose anchors stand at `places`, matches."""
        spans: list[Span] = []
        whole, needs, reach = self._starts[index], self._needs[index], self._reach[index]
        if not whole:
            opens_with_number = self.rules[index].pattern.startswith("#")
            for start, end in _windows(places, len(folded), reach):
                if not _holds_all(folded[start:end], needs):  # to look for words is far faster than to try the phrase
                    continue
                if opens_with_number:
                    inside = [match.start() for match in _NUMBER_START.finditer(folded, start, end)]
                    spans += _match_at(self._pattern(index), inside, folded, end)
                else:
                    spans += _find(self._pattern(index), self._openings[index], folded, start, end)
            return spans
        starts = sorted([at for word in whole & words.keys() for at in words[word]])
        if not starts:
            return spans
        for start, end in _windows(places, len(folded), reach):
            inside = starts[bisect_left(starts, start) : bisect_left(starts, end)]
            if inside and (len(inside) <= _FEW_PLACES or _holds_all(folded[start:end], needs)):
                spans += _match_at(self._pattern(index), inside, folded, end)
        return spans

    def compile_all(self) -> None:
        """Compile every rule, for a process that is forked for each dump: what a child compiles is gone with it."""
        for index in range(len(self.rules)):
            self._pattern(index)

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

    def line_rules_at(self, folded: str, start: int) -> frozenset[int]:
        """Return the line rules of which a match may begin at `start`, as far as two characters tell."""
        head = folded[start : start + 2]
        if _NUMBER_START.match(head):
            return self._heads[_NUMBER_HEAD]
        return self._heads.get(head) or self._heads.get(head[:1]) or self._heads[""]

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
    if rule.scope in _OF_LINES and facts.openings and set(facts.openings) <= set(facts.anchors):
        return 0
    if rule.scope == "field":
        return max(map(len, phrase.split("|"))) + _SPACE_REACH
    return _REACH if _OPEN.search(phrase) else min(_REACH, len(phrase) + _SPACE_REACH)


def _blank_signs(folded: str) -> str:
    """Return a text with a blank for each sign: for whatever `str.isalnum` takes for no letter of a word."""
    signs = [letter for letter in rare_letters(folded) if not letter.isalnum()]
    if len(signs) > MAX_REPLACED:
        return _SIGN.sub(" ", folded)
    plain = folded.encode("utf-8", "surrogatepass").translate(_BLANKED).decode("utf-8", "surrogatepass")
    for sign in signs:
        plain = plain.replace(sign, " ")
    return plain


def _stretches(plain: str) -> Iterator[tuple[int, list[str]]]:
    """Yield where each stretch of the text begins and what stands between its blanks.

    The words of a whole one of 8 MB would take half a gigabyte.
    """
    start = 0
    while start < len(plain):
        end = plain.find(" ", start + _STRETCH_CHARS)
        end = end if end >= 0 else len(plain)
        yield start, plain[start:end].split(" ")
        start = end + 1


def _read_words(plain: str, asked: frozenset[Landmark], placed: Set[str]) -> tuple[set[Landmark], dict[str, list[int]]]:
    """Return which landmarks of `asked` stand in a text without signs, and where each word of `placed` does."""
    there: set[Landmark] = set()
    places: dict[str, list[int]] = {}
    before = ""
    for start, pieces in _stretches(plain):
        words = [before, *filter(None, pieces)]
        there.update(asked.intersection(words), asked.intersection(itertools.pairwise(words)))
        before = words[-1]
        at = map(operator.add, itertools.accumulate(map(len, pieces), initial=start), itertools.count())
        for word, place in itertools.compress(zip(pieces, at, strict=False), map(placed.__contains__, pieces)):
            if word in places:
                places[word].append(place)
            else:
                places[word] = [place]
    return there, places


def _by_heads(phrases: Sequence[tuple[int, str]]) -> dict[str, frozenset[int]]:
    """Return which phrases may begin with two characters, with one, and with whatever is not named ("")."""
    by_head: dict[str, set[int]] = {"": set(), _NUMBER_HEAD: set()}
    for index, phrase in phrases:
        for head in heads(phrase) or ("",):
            number = head == "#" or _NUMBER_START.match(head)
            by_head.setdefault(_NUMBER_HEAD if number else head, set()).add(index)
    return {head: frozenset().union(*(by_head.get(head[:n], ()) for n in (0, 1, 2))) for head in by_head}


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
