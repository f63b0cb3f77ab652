"""Names that recur in the stories and that the gazetteer does not know: ideas for the desk's own topics.

A name is a run of capitalised words. What stands around it says what it may be: a rider has a team or a nation in
brackets behind the name, a row in a result list, a cue word; a team stands in such brackets; a race is called a Tour or
a Grand Prix. Without such a word it is no idea: places and sponsors are names, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from racenews.enrich import cues
from racenews.enrich.gazetteer import Gazetteer, Hit
from racenews.enrich.gender import Tally, tally_words
from racenews.folding import fold_names
from racenews.palette import load_nations
from racenews.sentences import sentence_spans
from racenews.slugs import slugify
from racenews.toml_text import quote_toml
from racenews.types import Article, TopicKind

CAPACITY = 50_000  # names in memory, twice as many before the rarest go
MAX_WORDS = 6
WINDOW_CHARS = 40
RIDER_POINTS = 1.0  # what a linked rider beside a name says of its gender

_WORD = r"[A-Z][\w'&/.+-]*\w"
_SMALL = r"(?:van|von|der|den|de|di|da|del|della|dos|du|des|la|le|los|of|the|en|et|y|i|ten|ter)"
_NAME = re.compile(rf"(?<![\w'-]){_WORD}(?: (?:{_SMALL} ){{0,2}}{_WORD}){{0,{MAX_WORDS - 1}}}")
_PARTS = re.compile(r" (?:of|of the|the|en|et|y|i) ")  # only a race has them in its name: "Tour of the Fens"
_PARTICLE_FIRST = re.compile(r"(?:Van|Von|De|Den|Der|Del|Della|Di|Da|Dos|Du|La|Le|Ten|Ter)\b")  # a surname alone
_ROW = re.compile(r"\s*\d{1,3}[.)]? ")
_BRACKET = re.compile(r" \(([^()]{2,48})\)")
_NATION = re.compile(r"[A-Z][A-Za-z]{2}\b")
_RACE_WORD = re.compile(
    r"\b(?:Tour|Giro|Vuelta|Volta|Ronde|Grand Prix|GP|Gran Premio|Grote Prijs|Classic|Classique|Clasica|Trofeo|Trophy|"
    r"Omloop|Circuit|Coppa|Criterium|Memorial|Rundfahrt|Challenge|Ladies Tour|Koers|Koerse|Prijs)\b"
)
_RIDER_BEFORE = re.compile(
    r"\b(?:rider|sprinter|climber|team-?mate|domestique|puncheur|time triallist|breakaway companion|rouleur|neo-pro|"
    r"leader|winner|champion|compatriot|debutant) $"
)
_RIDER_AFTER = re.compile(
    r"(?: (?:attacked|sprinted|crashed|abandoned|outsprinted|won the|finished (?:second|third|fourth|fifth|in the)|"
    r"took the|rode|punctured|was (?:second|third|dropped|caught)|set the pace|led out|launched|jumped clear|soloed)\b|"
    r",? of (?=[A-Z])|, (?:a|the) (?:\w+ ){0,2}(?:rider|sprinter|climber|neo-pro)\b|,? who rides for\b)"
)
_TEAM_BEFORE = re.compile(
    r"(?:\b(?:squad|team|sign(?:s|ed|ing)? (?:for|with)|(?:ride|race)s? for|rode for|(?:rid|rac)ing for|"
    r"contract (?:at|with)|colou?rs of|jersey of|career (?:at|with)|transfer to)|\b[A-Z][\w'-]+,? of) (?:the )?$"
)
_TEAM_AFTER = re.compile(r"(?:'s)? (?:team|squad|riders?|team-?mates?|outfit|train|sprinter|leader)\b")
_AGES_AND_TIMES = re.compile(r"[\d+:'\" .-]+")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A name that could become a topic: what it may be and why, in how many stories, one of its sentences."""

    kind: TopicKind
    name: str
    stories: int
    evidence: tuple[tuple[str, int], ...]
    sentence: str
    source: str
    entry: str
    """TOML for `desk/topics.toml`; what is not known stands as "?"."""


@dataclass(slots=True)
class _Known:
    """What was seen of one name so far."""

    stories: int = 0
    signs: Counter[tuple[TopicKind, str]] = field(default_factory=Counter)
    nations: Counter[str] = field(default_factory=Counter)
    side: Tally = field(default_factory=Tally)
    sentence: str = ""
    source: str = ""


class Newcomers:
    """Counts names that the gazetteer does not know, story by story, in bounded memory."""

    def __init__(self, gazetteer: Gazetteer, capacity: int = CAPACITY) -> None:
        self._gazetteer, self._capacity = gazetteer, capacity
        self._names: dict[str, _Known] = {}
        self._nations = load_nations()
        self._countries = frozenset(map(fold_names, self._nations.values()))

    def add_story(self, article: Article) -> None:
        """Count the names of one story, each once; what stands around them counts every time."""
        seen: set[str] = set()
        linked: dict[int, list[tuple[int, int]]] = {}
        side = Tally()
        for mention in article.mentions:
            linked.setdefault(mention.paragraph, []).append((mention.start, mention.end))
            if mention.kind == "rider":
                gender = self._gazetteer.entry("rider", mention.id).gender
                side += Tally(f=RIDER_POINTS) if gender == "F" else Tally(m=RIDER_POINTS)
        for index, paragraph in enumerate(article.paragraphs):
            folded = fold_names(paragraph.text)
            hits = self._gazetteer.find(folded, paragraph.text)
            for start, end in _names_in(folded, hits, linked.get(index, ())):
                name = paragraph.text[start:end]
                if folded[start:end] in self._countries:
                    continue
                known = self._names.setdefault(name, _Known())
                known.stories += name not in seen
                seen.add(name)
                signs = list(_signs(folded, start, end, hits, self._nations))
                known.signs.update((kind, sign) for kind, sign in signs)
                known.nations.update(_nation_behind(folded, end, self._nations))
                known.side += side + tally_words(folded)
                if signs and not known.sentence:
                    known.sentence, known.source = _sentence(paragraph.text, start), article.source
        self._shrink()

    def _shrink(self) -> None:
        if len(self._names) > 2 * self._capacity:
            most = sorted(self._names.items(), key=lambda item: -item[1].stories)
            self._names = dict(most[: self._capacity])

    def suggest(self, minimum: int) -> tuple[Newcomer, ...]:
        """Return the names in at least `minimum` stories that something says are riders, teams or races."""
        found = [
            _newcomer(name, known) for name, known in self._names.items() if known.stories >= minimum and known.signs
        ]
        return tuple(sorted(found, key=lambda n: (-n.stories, -sum(count for _, count in n.evidence), n.name)))


def _names_in(folded: str, hits: Sequence[Hit], linked: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that look like names and hold nothing that is known for certain or linked."""
    taken = sorted([*linked, *((h.start, h.end) for h in hits if not h.senses or _is_whole_name(h))])
    at = 0
    for start, end in [*taken, (len(folded), len(folded))]:
        for match in _NAME.finditer(folded, at, max(at, start)):
            for piece in _pieces(folded, match.start(), match.end()):
                trimmed = _trim(folded, *piece)
                if trimmed is not None and not _touches(folded, trimmed, at, start):
                    yield trimmed
        at = max(at, end)


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a race's name whole, of another run of names each: "Jo Brandt of Pier" is two."""
    if _RACE_WORD.search(folded, start, end):
        yield start, end
        return
    at = start
    for part in _PARTS.finditer(folded, start, end):
        yield at, part.start()
        at = part.end()
    yield at, end


def _is_whole_name(hit: Hit) -> bool:
    return any(sense.tier in ("name", "safe") for sense in hit.senses)


def _touches(folded: str, name: tuple[int, int], floor: int, ceiling: int) -> bool:
    """Say whether only a space or a hyphen parts the name from a known one: it is a piece of something longer."""
    before, after = folded[floor : name[0]], folded[name[1] : ceiling]
    return (before in (" ", "-") and floor > 0) or (after in (" ", "-") and ceiling < len(folded))


def _trim(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch without words that only open a sentence or say a nation; None where no name is left."""
    if folded.endswith("'s", start, end):
        end -= 2
    words = [(m.start(), m.end()) for m in re.finditer(r"[^ ]+", folded[start:end])]
    while words and _is_no_name(folded[start + words[0][0] : start + words[0][1]]):
        words.pop(0)
    if not words:
        return None
    text = folded[start + words[0][0] : end]
    if _PARTICLE_FIRST.match(text) and not _RACE_WORD.search(text):
        return None
    if len(words) < 2 and not (text.isupper() or "-" in text or folded[start + words[0][0] - 1 :][:1] == "("):
        return None
    return start + words[0][0], end


def _is_no_name(word: str) -> bool:
    bare = word.removesuffix("'s")
    if bare.endswith(("-registered", "-based", "-born", "-led")):
        return True
    return bare in cues.SENTENCE_WORDS or bare in cues.NATIONALITIES or bare in cues.HONORIFICS or bare.islower()


def _signs(
    folded: str, start: int, end: int, hits: Sequence[Hit], nations: Mapping[str, str]
) -> Iterator[tuple[TopicKind, str]]:
    """Yield what stands around a name and says what it is."""
    before, after = folded[max(0, start - WINDOW_CHARS) : start], folded[end : end + WINDOW_CHARS]
    name = folded[start:end]
    if _RACE_WORD.search(name):
        yield "race", "a word for a race in its name"
        return
    if before.endswith("(") and after[:1] == ")":
        if name not in nations and name.upper() not in nations and not _AGES_AND_TIMES.fullmatch(name):
            yield "team", "in brackets behind a name"
        return
    if _TEAM_BEFORE.search(before) or _TEAM_AFTER.match(after):
        yield "team", "a word for a team beside it"
        return
    if not 2 <= len(name.split()) <= MAX_WORDS:
        return
    if row := _ROW.match(folded):
        if row.end() == start:
            yield "rider", "a row of results"
    elif _RIDER_BEFORE.search(before) or _RIDER_AFTER.match(after) or _nation_word_before(before):
        yield "rider", "a word for a rider beside it"
    if bracket := _BRACKET.match(folded, end):
        if _team_at(bracket.start(1), bracket.end(1), hits):
            yield "rider", "a known team in brackets behind it"
        elif bracket[1] in nations or bracket[1].upper() in nations:
            yield "rider", "a nation in brackets behind it"
        elif bracket[1][:1].isupper():
            yield "rider", "a name in brackets behind it"


def _nation_word_before(before: str) -> bool:
    word = before.rstrip().rpartition(" ")[2]
    return before.endswith(" ") and word in cues.NATIONALITIES


def _team_at(start: int, end: int, hits: Sequence[Hit]) -> bool:
    return any(h.start == start and h.end == end and any(s.kind == "team" for s in h.senses) for h in hits)


def _nation_behind(folded: str, end: int, nations: Mapping[str, str]) -> Iterator[str]:
    """Yield the code of a nation that stands in brackets behind a name: "(BEL)", "(Bel) Pier Wheelers"."""
    opening = folded[end : end + 2] == " ("
    code = _NATION.match(folded, end + 2) if opening else None
    if code and code[0].upper() in nations and folded[code.end() : code.end() + 1] in (")", ",", ";"):
        yield code[0].upper()


def _sentence(text: str, at: int) -> str:
    """Return the sentence around a place; a row of results whole."""
    if _ROW.match(text):
        return text.strip()
    start, end = next(span for span in sentence_spans(text) if span[0] <= at < span[1])
    return text[start:end].strip()


def _newcomer(name: str, known: _Known) -> Newcomer:
    points: Counter[TopicKind] = Counter()
    for (kind, _), count in known.signs.items():
        points[kind] += count
    kind = max(points, key=lambda k: (points[k], k))
    evidence = tuple((sign, count) for (of, sign), count in known.signs.most_common() if of == kind)
    cells = {"id": slugify(name, kind), "name": name, "gender": known.side.side or "?"}
    if kind == "rider" and len(known.nations) == 1:
        cells["nation"] = next(iter(known.nations))
    entry = "\n".join([f"[[{kind}]]", *(f"{key} = {quote_toml(value)}" for key, value in cells.items())])
    return Newcomer(kind, name, known.stories, evidence, known.sentence, known.source, entry)
