"""Judge by place: lists of links go with the heading that was cut above them, loose ends behind the story go too.

A story is one long run of sentences. What stands before it, behind it, or under a cut heading and is no sentence,
no row of a result and no sub-heading, is the page's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from racenews.types import Removal, Segment, Span

_PART_CHARS = 100_000
MAX_HEADING_WORDS = 6  # "Most read", "More from the Giro": a cut line so short opens a list
MIN_LINK_WORDS = 4  # a shorter line under a cut heading in mid-story may be a sub-heading
MAX_LINK_WORDS = 20
MAX_LOOSE_WORDS = 6
MAX_OPENING_WORDS = 3
MIN_STORY_PARAGRAPHS = 2

LIST_RULE = ("place/link-list", "is no sentence and stands under a heading that was cut")
LOOSE_END_RULE = ("place/loose-end", "is no sentence and stands behind the end of the story")
OPENING_RULE = ("place/opening", "is a label in capitals and stands between the headline and the story")

_LIST_OPENERS = ("related/", "ads/", "comments/", "share/", "paywall/", "errors/", "place/")
_ROW = re.compile(r"\d{1,3}[.)]?\s+\S+.*[(:+\d]|.*\(.*\)$|.*\d[:.'’]\d\d|[-–—•*]\s|.*\s\|\s")
_RESULT = re.compile(r"(?:DNF|DNS|DSQ|DNQ|OTL|HD|AB)\b|\d{1,3}[.)]?\s+[A-ZÀ-ÞŁ][\w'’.-]+(?:\s+[\w'’.-]+){0,3}$")
_NUMBERED = re.compile(r"\d{1,2}[.)]?\s+\S")
# How a column or a letter ends, with the name of its writer below.
_SIGN_OFF = re.compile(
    r"(?i)(?:yours(?: (?:sincerely|truly|faithfully))?|(?:all the |with )?best(?: wishes)?|(?:kind|warm|best) regards|"
    r"love|cheers|see you (?:soon|next week|on the road)|(?:hartelijke |vriendelijke )?groet(?:en|jes)?|liefs|"
    r"tot (?:snel|volgende week)|amitiés|amicalement|bien à vous|à (?:bientôt|la semaine prochaine)|herzlich(?:st)?|"
    r"(?:viele|herzliche|liebe) grüße|(?:un )?(?:abrazo|saludo|saluto|abraço|beijo)s?|cordialmente|a presto|"
    r"alla prossima|até (?:breve|já|à próxima))[,.!]?"
)


@dataclass(slots=True)
class _Line:
    span: Span
    left: str
    words: int
    rule: str = ""
    opens_list: bool = False

    @property
    def gone(self) -> bool:
        return not self.left

    @property
    def is_sentence(self) -> bool:
        if self.words >= MAX_LINK_WORDS:
            return True
        return self.words >= 2 and self.left.rstrip("\"'”’»)]")[-1:] in (".", "!", "?", "…", ":", ";")

    @property
    def is_row(self) -> bool:
        return bool(_ROW.match(self.left)) or self.left[:1] in '“"‘'


def judge_places(
    text: str, lines: Sequence[Sequence[Segment]], removals: Sequence[Removal], *, has_title: bool
) -> tuple[Removal, ...]:
    """Return what the place of a line says against it, in order; `removals` are what the rules cut before."""
    table = _lines(text, lines, removals)
    cuts: list[Removal] = []

    def cut(line: _Line, rule: tuple[str, str]) -> None:
        cuts.append(Removal(line.span, *rule))
        line.left, line.rule = "", rule[0]

    for i, line in enumerate(table):
        if line.gone or line.is_sentence or line.words > MAX_LINK_WORDS:
            continue
        above = table[i - 1] if i else None
        if above is not None and lines[i][0].line > lines[i - 1][0].line + 1:
            above = None  # the headline stands between them: a standfirst is no link under a menu's item
        if above is None or not above.gone or not above.opens_list:
            continue
        ends_here = i + 1 == len(table) or not (table[i + 1].is_sentence and not table[i + 1].gone)
        if line.words >= MIN_LINK_WORDS or _NUMBERED.match(line.left) or ends_here:
            cut(line, LIST_RULE)
            line.opens_list = True
    story = [i for i, line in enumerate(table) if not line.gone and line.is_sentence]
    if len(story) >= MIN_STORY_PARAGRAPHS:
        left = [i for i in range(story[-1] + 1, len(table)) if not table[i].gone]
        rows = {i for i in left if table[i].is_row or _RESULT.match(table[i].left)}
        for i in left:
            is_heading = any(j in rows for j in left if i < j <= i + 2)  # "General classification", "Stella"
            is_signed = any(_SIGN_OFF.fullmatch(table[j].left) for j in left if i - 1 <= j <= i)  # "Yours," and a name
            if table[i].words <= MAX_LOOSE_WORDS and i not in rows and not is_heading and not is_signed:
                cut(table[i], LOOSE_END_RULE)
        for line in table[: story[0]] if has_title else ():
            if not line.gone and line.words <= MAX_OPENING_WORDS and line.left.isupper() and not line.is_row:
                cut(line, OPENING_RULE)
    return tuple(cuts)


def _squeeze(text: str) -> tuple[str, int]:
    """Return a text with one blank between its words, and their number; a long one in parts, for words take room."""
    parts, words, start = [], 0, 0
    while start < len(text):
        end = text.find(" ", start + _PART_CHARS)
        some = text[start : end if end >= 0 else None].split()
        parts += [" ".join(some)] if some else []
        words += len(some)
        start = end if end >= 0 else len(text)
    return " ".join(parts), words


def _lines(text: str, lines: Sequence[Sequence[Segment]], removals: Sequence[Removal]) -> list[_Line]:
    """Return each line with what the cuts have left of it."""
    table = []
    at = 0
    for line in lines:
        span = Span(line[0].span.start, line[-1].span.end)
        left, rule, cursor = [], "", span.start
        while at < len(removals) and removals[at].span.end <= span.start:
            at += 1
        look = at
        while look < len(removals) and removals[look].span.start < span.end:
            left.append(text[cursor : max(cursor, removals[look].span.start)])
            cursor = max(cursor, removals[look].span.end)
            rule = rule or removals[look].rule
            look += 1
        left.append(text[cursor : max(cursor, span.end)])
        rest, words = _squeeze("".join(left))
        words = words or _squeeze(span.of(text))[1]
        opens = not rest and words <= MAX_HEADING_WORDS and rule.startswith(_LIST_OPENERS)
        table.append(_Line(span, rest, words, rule, opens))
    return table
