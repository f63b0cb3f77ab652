"""One paragraph of a story with the known names in it, and what stands around a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from racenews.enrich import cues, headline_words, verbs
from racenews.enrich.clauses import is_finite
from racenews.enrich.gazetteer import Gazetteer, Hit, Sense
from racenews.enrich.gender import Side, tally_words
from racenews.sentences import sentence_spans
from racenews.types import TopicKind

WINDOW_CHARS = 60  # how far a cue word may stand from the name it speaks for
SENTENCE_CHARS = 500  # to each side; a "sentence" without stops must not cost its square
WORD_CHARS = 30  # no given name is longer; bounds the look back
ACRONYM_CHARS = 4  # "UCI", "EF"
TITLE_CASE_SHARE = 0.8
RIDES_FOR = re.compile(  # what stands between a rider and a team
    r"(?: \(|,? (?:of|for) (?:the )?| (?:has |had |have )?(?:won|ridden|rode|rides|raced|races|signed|sprinted|"
    r"attacked|finished|crashed|was (?:second|third|[a-z]{3,7}th))(?: [^.;:]{1,20})? (?:for|of) (?:the )?|"
    r" (?:has |will )?(?:leaves?|joins?|left|joined|signs? for|signed for|stays? (?:at|with)) )$"
)
_ROW = re.compile(r"\s*\d{1,3}[.)]? ")


@dataclass(slots=True)
class StoryText:
    """One paragraph (index -1: the title) with what was found in it."""

    index: int
    raw: str
    folded: str
    hits: list[Hit]
    riders: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, id: filled by the first round
    hits_of: dict[TopicKind, list[Hit]] = field(default_factory=dict)
    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()
    _sentences: tuple[tuple[int, int], ...] | None = None
    _side: Side | None = None
    _is_on_stage: bool | None = None
    _speaks_of_sport: bool | None = None
    teams: list[int] = field(default_factory=list)
    """Where teams are linked, in order: filled by the later rounds."""

    def __post_init__(self) -> None:
        if not self.hits:
            return
        for hit in self.hits:
            for kind in dict.fromkeys(sense.kind for sense in hit.senses):
                self.hits_of.setdefault(kind, []).append(hit)
        self.starts = frozenset(hit.start for hit in self.hits)
        self.ends = frozenset(hit.end for hit in self.hits)

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the offsets of the sentence around `at`, clipped to what a sentence can be."""
        if self._sentences is None:
            self._sentences = sentence_spans(self.raw)
        start, end = self._sentences[bisect_right(self._sentences, (at, len(self.raw) + 1)) - 1]
        return max(start, at - SENTENCE_CHARS), min(end, at + SENTENCE_CHARS)

    def riders_between(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the linked riders whose names begin in the stretch, in order."""
        return self.riders[bisect_left(self.riders, (start,)) : bisect_left(self.riders, (end,))]

    def hits_between(self, start: int, end: int) -> list[Hit]:
        """Return the known names that begin in the stretch, in order."""
        low, high = (bisect_left(self.hits, at, key=lambda hit: hit.start) for at in (start, end))
        return self.hits[low:high]

    def place_of(self, hit: Hit) -> int:
        """Return the place of one of the hits among all."""
        return bisect_left(self.hits, hit.start, key=lambda other: other.start)

    def has_team_between(self, start: int, end: int) -> bool:
        """Tell whether the name of a linked team begins in the stretch."""
        at = bisect_left(self.teams, start)
        return at < len(self.teams) and self.teams[at] < end

    @property
    def is_on_stage(self) -> bool:
        """Tell whether the paragraph speaks of a stage on which bands play."""
        if self._is_on_stage is None:
            self._is_on_stage = cues.ON_STAGE.search(self.folded) is not None
        return self._is_on_stage

    @property
    def speaks_of_sport(self) -> bool:
        """Tell whether the paragraph has a word of cycling."""
        if self._speaks_of_sport is None:
            self._speaks_of_sport = any(words_of_sport(self.folded, 0, len(self.folded)))
        return self._speaks_of_sport

    def covers(self, start: int, end: int) -> bool:
        """Tell whether one known name holds all of the stretch."""
        at = bisect_right(self.hits, start, key=lambda hit: hit.start)
        return at > 0 and self.hits[at - 1].end >= end

    def is_hit(self, start: int, end: int) -> bool:
        """Say whether a known name touches the stretch."""
        at = bisect_left(self.hits, end, key=lambda hit: hit.start)
        return at > 0 and self.hits[at - 1].end > start

    @property
    def side(self) -> Side:
        """Name the side of which the paragraph's own words speak."""
        if self._side is None:
            self._side = tally_words(self.folded).side
        return self._side


def is_short_race(text: StoryText, hit: Hit, sense: Sense) -> bool:
    """Say whether a race's name may be something else: "La Vuelta" makes wheels, bands go on a "Tour of Britain"."""
    surface = text.folded[hit.start : hit.end]
    if surface.startswith("Tour of ") and text.is_on_stage:
        return True
    words = surface.split()
    return sense.tier != "name" and len(words) <= cues.SHORT_RACE_WORDS and words[-1] in cues.GRAND_TOUR_WORDS


def words_of_sport(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the words that are cycling's own and nobody else's."""
    for match in cues.CYCLING_WORDS.finditer(folded, start, end):
        if match.group() not in cues.WORDS_OF_MANY_SPORTS and not cues.EVERYDAY_CYCLING.match(folded, match.start()):
            yield match


def has_team_behind(text: StoryText, index: int) -> bool:
    """Say whether a team follows upon the hit as it does upon its rider."""
    if index + 1 >= len(text.hits):
        return False
    rider, team = text.hits[index], text.hits[index + 1]
    is_team = any(sense.kind == "team" for sense in team.senses)
    return is_team and RIDES_FOR.match(text.folded[rider.end : team.start]) is not None


def stands_beside(text: StoryText, index: int) -> bool:
    """Say whether the hit is one of a list of riders, or has its team behind it."""
    if has_team_behind(text, index):
        return True
    for one, other in ((index - 1, index), (index, index + 1)):
        if one < 0 or other >= len(text.hits):
            continue
        left, right = text.hits[one], text.hits[other]
        between = text.folded[left.end : right.start]
        if between in (", ", " and ", ", and ") and _is_full_rider(left) and _is_full_rider(right):
            return True
    return False


def _is_full_rider(hit: Hit) -> bool:
    return any(sense.kind == "rider" and sense.tier in ("name", "safe") for sense in hit.senses)


def around(text: StoryText, hit: Hit) -> tuple[str, str]:
    """Return the folded text before and after a hit, as far as cues may stand."""
    return text.folded[max(0, hit.start - WINDOW_CHARS) : hit.start], text.folded[hit.end : hit.end + WINDOW_CHARS]


def starts_row(text: StoryText) -> bool:
    """Say whether the paragraph is a row of results: "3. Dries Van Gestel (TotalEnergies)"."""
    return _ROW.match(text.folded) is not None


def word_before(text: StoryText, hit: Hit) -> tuple[str, int]:
    """Return the word that a single space parts from the hit, and its offset; ("", 0) where none does."""
    folded, start = text.folded, hit.start
    if start < 2 or folded[start - 1] != " ":
        return "", 0
    floor = max(0, start - 1 - WORD_CHARS)
    at = folded.rfind(" ", floor, start - 1) + 1 or floor
    word = folded[at : start - 1]
    bare = word.lstrip("\"'([")
    return bare, at + len(word) - len(bare)


def given_name_before(text: StoryText, hit: Hit, gazetteer: Gazetteer) -> str:
    """Return the given name that makes the surname somebody's: "Tony" before "Martin"; "" where there is none."""
    word, _ = word_before(text, hit)
    if not word or not word[0].isupper() or not word.replace("-", "").isalpha():
        return ""
    if word in cues.SENTENCE_WORDS or word in cues.NATIONALITIES or word in cues.HONORIFICS:
        return ""
    if word in gazetteer.given_names:
        return word
    if word.isupper() and text.folded[hit.start : hit.end].isupper() and len(word) > 1:
        return word.title() if _is_name_in_capitals(word, hit.start - 1 in text.ends) else ""
    if (word.isupper() and len(word) <= ACRONYM_CHARS) or _in_title_case(text):
        return ""
    if hit.start - 1 in text.ends:
        return ""  # "the Quick-Step rider": a known name stands before, not a given one
    return word


def _is_name_in_capitals(word: str, ends_hit: bool) -> bool:
    """Say whether a word in capitals may be a given name: no word of the sentence, no verb, no known name's end."""
    low, titled = word.lower(), word.title()
    if ends_hit or titled in cues.SENTENCE_WORDS or titled in cues.NATIONALITIES or titled in cues.HONORIFICS:
        return False
    return low not in headline_words.ROLES and low not in verbs.BASES and not is_finite(low)


def begins_sentence(text: StoryText, at: int) -> bool:
    """Say whether a sentence, a line or a quotation begins at the offset."""
    return text.folded[max(0, at - 3) : at].rstrip(" \"'([")[-1:] in ("", ".", "!", "?", ":")


def initial_before(text: StoryText, hit: Hit) -> str:
    """Return the initial in "M. Cavendish", "" where there is none."""
    word, _ = word_before(text, hit)
    return word[0] if len(word) == 2 and word[1] == "." and word[0].isupper() else ""


def goes_on_as_name(text: StoryText, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Say whether another capitalised word carries the name on: "Martin" in "Martin Bremer"."""
    folded = text.folded
    if folded[hit.end : hit.end + 1] != " " or hit.end + 1 in text.starts:
        return False
    word = folded[hit.end + 1 : hit.end + 1 + WORD_CHARS].split(" ", 1)[0].rstrip(".,;:!?)\"'")
    word = word.removesuffix("'s")
    if len(word) < 2 or not word[0].isupper() or not word.replace("-", "").isalpha():
        return False
    if word in cues.SENTENCE_WORDS or word in cues.NATIONALITIES or _in_title_case(text):
        return False
    if cues.GERMAN.search(folded) and word not in gazetteer.given_names and word.lower() not in gazetteer.surnames:
        return False  # there every noun has its capital: "Simon Yates Dritter"
    return not (word.isupper() and len(word) <= ACRONYM_CHARS)


def _in_title_case(text: StoryText) -> bool:
    """Say whether a title capitalises all its words, so that capitals say nothing."""
    if text.index != -1:
        return False
    long_words = [w for w in text.folded.split() if len(w) > 3 and w[0].isalpha()]
    return bool(long_words) and sum(w[0].isupper() for w in long_words) >= TITLE_CASE_SHARE * len(long_words)
