"""Decide whether a stretch of a story is about women's or men's racing: it tells namesake teams and races apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Side = Literal["F", "M", ""]  # "" where the text does not say

SURE_SHARE = 0.7  # of the evidence on one side; below it nothing is said
MAX_WORD_WEIGHT = 12  # a long interview full of "he" must not outweigh a women's race and its riders

_WOMEN = frozenset(
    "she her hers herself women women's woman ladies femmes donne feminin feminine femenina feminas dutchwoman "
    "frenchwoman irishwoman englishwoman welshwoman sportswoman horsewoman".split()
)
_MEN = frozenset(
    "he his him himself men men's man dutchman frenchman irishman englishman welshman manxman sportsman".split()
)
_PERSONS = re.compile(rf"\b(?:{'|'.join(sorted(sorted(_WOMEN | _MEN), key=len, reverse=True))})\b")
_WOMENS_EVENT = re.compile(r"\b(?:women's|ladies'?|femmes|donne|feminin|femenina|feminas)(?![^\W_])")
_MENS_EVENT = re.compile(r"\b(?:men's|elite men)(?![^\W_])")
_SHE = re.compile(r"[\"'(]?(?:(?:But|And|Then|So|Now|Yet) )?She\b")
_MALE_KIN = re.compile(r"\b[Hh]er (?:\w+ )?(?:father|brother|husband|son|boyfriend|uncle|grandfather)\b")
_FEMALE_KIN = re.compile(r"\b[Hh]is (?:\w+ )?(?:mother|sister|wife|daughter|girlfriend|aunt|grandmother)\b")
_CLAUSE_ENDS = re.compile(r"; |, (?:and|but|while|whereas|where|with|whose) | while | and (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Tally:
    """Evidence for women's (`f`) and men's (`m`) racing, in points."""

    f: float = 0
    m: float = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the sum of two tallies."""
        return Tally(self.f + other.f, self.m + other.m)

    @property
    def side(self) -> Side:
        """Name the side that holds a sure share of the evidence, "" where none does."""
        total = self.f + self.m
        if not total:
            return ""
        if self.f / total >= SURE_SHARE:
            return "F"
        return "M" if self.m / total >= SURE_SHARE else ""


def tally_words(folded: str) -> Tally:
    """Count pronouns and nouns that say women or men; `folded` is plain text in any case."""
    words = _PERSONS.findall(folded.lower())
    women = sum(word in _WOMEN for word in words)
    return Tally(min(MAX_WORD_WEIGHT, women), min(MAX_WORD_WEIGHT, len(words) - women))


def event_words(folded: str) -> Side:
    """Say whether a sentence calls its event the women's or the men's; "" for neither or both."""
    lower = folded.lower()
    if not any(part in lower for part in ("men's", "elite men", "ladies", "fem", "donne")):
        return ""  # nearly always, and ten times faster than the patterns
    women = _WOMENS_EVENT.search(lower) is not None
    men = _MENS_EVENT.search(lower) is not None
    if women == men:
        return ""
    return "F" if women else "M"


def subject_is_she(sentence: str) -> bool:
    """Say whether a sentence begins with "She": whatever else the story tells, this is a woman's."""
    return _SHE.match(sentence) is not None


def kin_side(before: str) -> Side:
    """Name the side of the relative of whom the words before a name speak: "her father Magnus won …"."""
    if "er " in before and _MALE_KIN.search(before):
        return "M"
    return "F" if "is " in before and _FEMALE_KIN.search(before) else ""


def clause_around(folded: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the clause around `start` and `end` within the sentence from `first` to `last`."""
    begin = first
    for match in _CLAUSE_ENDS.finditer(folded, first, start):
        begin = match.end()
    stop = _CLAUSE_ENDS.search(folded, end, last)
    return begin, stop.start() if stop else last
