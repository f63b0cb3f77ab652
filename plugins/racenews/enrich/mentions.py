"""Find the riders, teams and races that a story names: one pass of the automaton, then a judge for each hit.

Precision comes before recall: a name that could be two things, and that nothing nearby decides, is left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from racenews.enrich import cues
from racenews.enrich.folding import fold
from racenews.enrich.gazetteer import Gazetteer, Hit, Sense
from racenews.enrich.gender import Side, Tally, event_words, tally_words
from racenews.enrich.sentences import sentence_spans
from racenews.types import Mention, TopicKind

WINDOW_CHARS = 60  # how far a cue word may stand from the name it speaks for
MIN_SURE_TOPICS = 2  # so many certain names, or one and a word of the sport, make a cycling story
GRAND_TOUR_WORDS = frozenset({"Tour", "Giro", "Vuelta"})
CHAMPIONSHIPS: dict[str, str] = {
    "road": "uci-road-world-championships",
    "track": "uci-track-world-championships",
    "cyclo-cross": "uci-cyclo-cross-world-championships",
    "mountain-bike": "uci-mountain-bike-world-championships",
    "gravel": "uci-gravel-world-championships",
}
WORLD_CUPS: dict[str, str] = {"track": "uci-track-world-cup", "cyclo-cross": "uci-cyclo-cross-world-cup"}
SHORT_CHAMPIONSHIPS = frozenset({"worlds", "the worlds", "world championships", "world championship"})
SHORT_WORLD_CUPS = frozenset({"world cup"})

WORD_CHARS = 30  # no given name is longer; bounds the look back
ACRONYM_CHARS = 4  # "UCI", "EF"
TITLE_CASE_SHARE = 0.8
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ROW = re.compile(r"\s*\d{1,3}[.)]? ")
_KIN = re.compile(
    r"\b(?:brother|sister|twin|wife|husband|son|father|mother|daughter|cousin|uncle|nephew),? ([A-Z][a-z]{1,15})\b"
)

RACE_WEIGHT, TEAM_WEIGHT, RIDER_WEIGHT = 4, 3, 2  # points of evidence for an article's gender


@dataclass(slots=True)
class _Text:
    """One paragraph (index -1: the title) with what was found in it."""

    index: int
    raw: str
    folded: str
    hits: list[Hit]
    riders: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, id: filled by the first round
    sentences: tuple[tuple[int, int], ...] | None = None

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the offsets of the sentence around `at`."""
        if self.sentences is None:
            self.sentences = sentence_spans(self.raw)
        for span in self.sentences:
            if at < span[1]:
                return span
        return (0, len(self.raw))


def find_mentions(
    title: str | None, paragraphs: Sequence[str], gazetteer: Gazetteer, published: dt.date | None
) -> tuple[Mention, ...]:
    """Return all mentions in reading order, title first (paragraph -1); none overlap.

    `rule` names the tier of certainty: "full-name", "safe-alias", "surname-after-full-name" and so on.
    """
    texts = [_read(-1, title, gazetteer)] if title else []
    texts += [_read(index, paragraph, gazetteer) for index, paragraph in enumerate(paragraphs)]
    if not any(text.hits for text in texts):
        return ()
    story = _Story(texts, gazetteer, published)
    return story.judge()


def _read(index: int, raw: str, gazetteer: Gazetteer) -> _Text:
    folded = fold(raw)
    return _Text(index, raw, folded, gazetteer.find(folded, raw))


class _Story:
    """All that the whole article knows while its hits are judged one by one."""

    def __init__(self, texts: list[_Text], gazetteer: Gazetteer, published: dt.date | None) -> None:
        self.texts = texts
        self.gazetteer = gazetteer
        self.year = published.year if published else None
        self.mentions: list[Mention] = []
        # (kind, id) -> where it is first named in full: (paragraph, offset)
        self.named: dict[tuple[TopicKind, str], tuple[int, int]] = {}
        self.claimed: set[str] = set()  # surnames that the story gives to somebody we do not know
        self._note_names()
        self.cycling = self._is_cycling()
        self.side_of_story: Side = ""

    # --- round 0: what is named in full? ---

    def _note_names(self) -> None:
        for text in self.texts:
            for hit in text.hits:
                for sense in hit.senses:
                    if sense.tier in ("name", "safe"):
                        self.named.setdefault((sense.kind, sense.id), (text.index, hit.start))
                    elif sense.tier == "surname":
                        other = _given_name_before(text, hit, self.gazetteer)
                        if other and not self._is_own_given_name(other, hit.senses) and self._claims(text, hit, other):
                            self.claimed.add(text.folded[hit.start : hit.end].lower())

    def _claims(self, text: _Text, hit: Hit, word: str) -> bool:
        """Say whether the capitalised word is a name beyond doubt, not just the first word of a sentence."""
        return word in self.gazetteer.given_names or not _begins_sentence(text, _word_before(text, hit)[1])

    def _is_own_given_name(self, given: str, senses: Sequence[Sense]) -> bool:
        return any(
            cues.same_given_name(given, fold(self.gazetteer.entry("rider", s.id).name.split()[0]))
            for s in senses
            if s.kind == "rider"
        )

    def _is_cycling(self) -> bool:
        """Say whether the story is about the sport: two sure names, or a name and a word of the sport, or two words.

        A full name that others bear too (Adam Yates, the baker) needs a word of the sport, or two more names.
        """
        sure = sum(not self._is_common_name(kind, id) for kind, id in self.named)
        if sure >= MIN_SURE_TOPICS or len(self.named) > MIN_SURE_TOPICS:
            return True
        words = {m.group() for text in self.texts for m in cues.CYCLING_WORDS.finditer(text.folded)}
        return len(words) >= MIN_SURE_TOPICS or (len(words) > 0 and len(self.named) > 0)

    def _is_common_name(self, kind: TopicKind, id: str) -> bool:
        return kind == "rider" and self.gazetteer.entry(kind, id).facts.get("surname_policy") != "unique"

    # --- the rounds ---

    def judge(self) -> tuple[Mention, ...]:
        """Return the mentions: riders first, because they say whose race a sentence is about."""
        for text in self.texts:
            for hit in text.hits:
                self._judge_rider(text, hit)
        self._add_kin()
        self.side_of_story = self._weigh_story()
        for text in self.texts:
            for hit in text.hits:
                senses = [s for s in hit.senses if s.kind == "team"]
                if senses and not self._taken(text, hit):
                    self._judge_team(text, hit, senses)
        for text in self.texts:
            for hit in text.hits:
                senses = [s for s in hit.senses if s.kind == "race"]
                if senses and not self._taken(text, hit):
                    self._judge_race(text, hit, senses)
        return tuple(sorted(self.mentions, key=lambda m: (m.paragraph, m.start)))

    def _taken(self, text: _Text, hit: Hit) -> bool:
        return any(m.paragraph == text.index and m.start == hit.start for m in self.mentions)

    def _link(self, text: _Text, start: int, end: int, kind: TopicKind, id: str, rule: str) -> None:
        self.mentions.append(Mention(kind, id, text.raw[start:end], text.index, start, end, rule))
        if kind == "rider":
            text.riders.append((start, end, id))

    # --- riders ---

    def _judge_rider(self, text: _Text, hit: Hit) -> None:
        senses = [s for s in hit.senses if s.kind == "rider"]
        if not senses:
            return
        decided = self._decide_rider(text, hit, senses)
        if decided:
            self._link(text, hit.start, hit.end, "rider", *decided)

    def _decide_rider(self, text: _Text, hit: Hit, senses: list[Sense]) -> tuple[str, str] | None:
        """Return (id, rule), or None where the name cannot be pinned on one rider."""
        full = [s for s in senses if s.tier in ("name", "safe")]
        if full:
            return self._decide_full_name(text, hit, full)
        nick = [s for s in senses if s.tier == "nickname" and ("rider", s.id) in self.named]
        if nick:
            return (nick[0].id, "nickname-after-full-name") if len(nick) == 1 else None
        return self._decide_surname(text, hit, [s for s in senses if s.tier in ("surname", "nickname")])

    def _decide_full_name(self, text: _Text, hit: Hit, full: list[Sense]) -> tuple[str, str] | None:
        if len({s.id for s in full}) > 1:
            return None
        if self._is_common_name("rider", full[0].id) and not self.cycling:
            return None  # a baker may be called Adam Yates
        if _goes_on_as_name(text, hit, self.gazetteer):
            return None
        return full[0].id, "full-name" if full[0].tier == "name" else "safe-alias"

    def _decide_surname(self, text: _Text, hit: Hit, senses: list[Sense]) -> tuple[str, str] | None:
        surface = text.folded[hit.start : hit.end]
        candidates = [s for s in senses if s.tier == "surname"]
        given = _given_name_before(text, hit, self.gazetteer)
        initial = _initial_before(text, hit)
        if given:
            return self._decide_given_variant(given, candidates)
        if surface.lower() in self.claimed or _goes_on_as_name(text, hit, self.gazetteer):
            return None
        known = [s for s in candidates if self._named_before(s, text, hit)]
        if initial:
            known = [s for s in known if self.gazetteer.entry("rider", s.id).name.startswith(initial)]
        if len(known) == 1:
            return known[0].id, "surname-after-full-name"
        if known or initial or not self.cycling:
            return None
        return self._decide_lone_surname(candidates)

    def _decide_given_variant(self, given: str, candidates: list[Sense]) -> tuple[str, str] | None:
        """Link "Thomas Pidcock" where the gazetteer says Tom and no other of the name is a Thomas."""
        same = [
            s.id
            for s in candidates
            if cues.same_given_name(given, fold(self.gazetteer.entry("rider", s.id).name.split()[0]))
        ]
        return (same[0], "given-name-variant") if len(same) == 1 and self.cycling else None

    def _decide_lone_surname(self, candidates: list[Sense]) -> tuple[str, str] | None:
        """Link a surname without its full name: only one that the sport has once, of a rider well known."""
        if len(candidates) != 1:
            return None
        facts = self.gazetteer.entry("rider", candidates[0].id).facts
        if facts.get("surname_policy") != "unique" or "hand" not in (facts.get("sources") or ""):
            return None
        return (candidates[0].id, "unique-surname") if len(self.named) >= MIN_SURE_TOPICS else None

    def _named_before(self, sense: Sense, text: _Text, hit: Hit) -> bool:
        """Say whether the rider's full name stands before; for a title or a unique surname, anywhere."""
        where = self.named.get(("rider", sense.id))
        if where is None:
            return False
        unique = self.gazetteer.entry("rider", sense.id).facts.get("surname_policy") == "unique"
        return text.index == -1 or unique or where < (text.index, hit.start)

    def _add_kin(self) -> None:
        """Link "Simon's twin brother Adam" where the story has named Simon Yates."""
        families = {
            fold(entry.facts.get("surname") or ""): entry.id
            for kind, id in self.named
            if kind == "rider" and (entry := self.gazetteer.entry("rider", id))
        }
        for text in self.texts:
            for match in _KIN.finditer(text.folded):
                start, end = match.span(1)
                if any(h.start < end and start < h.end for h in text.hits):
                    continue
                found = {
                    sense[1]
                    for surname in families
                    if (sense := self.gazetteer.resolve(f"{match[1]} {surname}")) and sense[0] == "rider"
                }
                if len(found) == 1:
                    self._link(text, start, end, "rider", found.pop(), "given-name-of-kin")

    # --- whose race is it? ---

    def _weigh_story(self) -> Side:
        tally = Tally()
        riders = {m.id for m in self.mentions}
        for id in riders:
            tally += _point(self.gazetteer.entry("rider", id).gender, RIDER_WEIGHT)
        for kind, id in self.named:
            entry = self.gazetteer.entry(kind, id)
            if kind != "rider" and entry.gender == "F":
                tally += _point("F", RACE_WEIGHT if kind == "race" else TEAM_WEIGHT)
        for text in self.texts:
            tally += tally_words(text.folded)
        return tally.side

    def _side_at(self, text: _Text, start: int, end: int) -> Side:
        """Say whether the women's or the men's namesake is meant here: sentence, then paragraph, then story."""
        first, last = text.sentence(start)
        sentence = text.folded[first:last]
        if side := event_words(sentence):
            return side
        if side := self._side_of_riders(text, first, last):
            return side
        if self.side_of_story:
            return self.side_of_story
        return self._side_of_riders(text, 0, len(text.raw)) or tally_words(text.folded).side

    def _side_of_riders(self, text: _Text, start: int, end: int) -> Side:
        genders = {self.gazetteer.entry("rider", id).gender for s, _, id in text.riders if start <= s < end}
        if genders == {"F"}:
            return "F"
        return "M" if genders == {"M"} else ""

    # --- teams ---

    def _judge_team(self, text: _Text, hit: Hit, senses: list[Sense]) -> None:
        before, after = _around(text, hit)
        attached = self._rider_attached(text, hit, before, after)
        side: Side = attached or self._side_at(text, hit.start, hit.end)
        sense = self._choose_team(text, hit, senses, side, attached)
        if sense is None:
            return
        twin_is_sure = any(s.tier in ("name", "safe") for s in senses)
        if twin_is_sure:
            rule = {"name": "full-name", "safe": "safe-alias"}.get(sense.tier, "women's-team-by-context")
        else:
            evidence = self._team_evidence(text, hit, sense, before, after, attached)
            if evidence is None:
                return
            rule = evidence
        self._link(text, hit.start, hit.end, "team", sense.id, rule)

    def _choose_team(self, text: _Text, hit: Hit, senses: list[Sense], side: Side, attached: Side) -> Sense | None:
        """Return the one lineage meant: the side of the sentence, the years and the story's full names decide."""
        surface = text.folded[hit.start : hit.end]
        gazetteer = self.gazetteer
        if self.year is not None and len(senses) > 1:
            year = self.year
            in_use = [s for s in senses if s.tier in ("name", "safe") or gazetteer.valid_in(s.id, surface, year)]
            senses = in_use or senses
        women = [s for s in senses if gazetteer.entry("team", s.id).gender == "F"]
        men = [s for s in senses if gazetteer.entry("team", s.id).gender == "M"]
        if women and men:
            chosen = women if side == "F" else men
        elif men:
            # The women's squad of this sponsor is not known by this name: say nothing rather than the men's.
            chosen = [] if attached == "F" else men
        else:
            chosen = [] if attached == "M" and women[0].tier not in ("name", "safe") else women
        if len(chosen) > 1:
            chosen = [s for s in chosen if ("team", s.id) in self.named] or [
                s for s in chosen if s.tier in ("name", "safe")
            ]
        return chosen[0] if len(chosen) == 1 else None

    def _rider_attached(self, text: _Text, hit: Hit, before: str, after: str) -> Side:
        """Return the gender of the rider whose team the grammar says this is; "" where it does not say."""
        bracket = before.endswith("(") and after[:1] == ")"
        if bracket or cues.OF_OR_FOR_BEFORE.search(before):
            reach = hit.start - (2 if bracket else WINDOW_CHARS)
            first, _ = text.sentence(hit.start)
            riders = [r for r in text.riders if r[1] <= hit.start and r[1] >= max(first, reach)]
            if riders:
                return _side(self.gazetteer.entry("rider", max(riders, key=lambda r: r[1])[2]).gender)
        for start, _, id in text.riders:
            if start == hit.end + 1 and after[:1] == " ":
                return _side(self.gazetteer.entry("rider", id).gender)
        return ""

    def _team_evidence(
        self, text: _Text, hit: Hit, sense: Sense, before: str, after: str, attached: Side
    ) -> str | None:
        """Return the rule by which a short team name is one here; None without evidence."""
        surface = text.folded[hit.start : hit.end]
        first, last = text.sentence(hit.start)
        lineage_named = ("team", sense.id) in self.named
        if not self.cycling:
            return None
        if cues.TEAM_WORD_AFTER.match(after) or cues.TEAM_WORD_BEFORE.search(before):
            return "team-cue-word"
        if not lineage_named and not self._was_in_use(sense.id, surface, text.folded[first:last]):
            return None
        if before.endswith("(") and after[:1] == ")" and (attached or _starts_row(text)):
            return "team-in-brackets"
        if attached:
            return "team-of-rider"
        if cues.TEAM_NOUN_AFTER.match(after) or cues.TEAM_PHRASE_BEFORE.search(before):
            return "team-cue-word"
        if cues.PLACE_BEFORE.search(before) or cues.PRODUCT_NEAR.search(text.folded[first:last].lower()):
            return None
        if lineage_named:
            return "short-form-after-full-name"
        if self.year is not None and cues.TEAM_PLURAL_AFTER.match(after):
            return "team-in-plural"
        return None

    def _was_in_use(self, id: str, surface: str, sentence: str) -> bool:
        """Say whether the short name was a team's in the story's year, or in a year that the sentence gives."""
        if self.year is None:
            return True
        years = {self.year, *(int(y) for y in _A_YEAR.findall(sentence))}
        return any(self.gazetteer.valid_in(id, surface, year) for year in years)

    # --- races ---

    def _judge_race(self, text: _Text, hit: Hit, senses: list[Sense]) -> None:
        before, after = _around(text, hit)
        if cues.OTHER_SUFFIX_AFTER.match(after):
            return
        surface = text.folded[hit.start : hit.end]
        if surface.lower() in SHORT_CHAMPIONSHIPS:
            self._judge_championship(text, hit, CHAMPIONSHIPS)
            return
        if surface.lower() in SHORT_WORLD_CUPS:
            self._judge_championship(text, hit, WORLD_CUPS)
            return
        if surface.startswith("Olympic ") and surface != "Olympic Games" and cues.TITLE_HOLDER_AFTER.match(after):
            return
        sense, rule = self._decide_race(text, hit, senses, before, after)
        if sense is not None:
            self._link(text, hit.start, hit.end, "race", self._edition(sense, text, hit, before, after), rule)

    def _decide_race(
        self, text: _Text, hit: Hit, senses: list[Sense], before: str, after: str
    ) -> tuple[Sense | None, str]:
        """Return the race (men's row where both would do; `_edition` swaps) and the rule."""
        sure = [s for s in senses if s.tier in ("name", "safe")]
        if sure:
            ids = {s.id for s in sure}
            return (sure[0], "full-name" if sure[0].tier == "name" else "safe-alias") if len(ids) == 1 else (None, "")
        if not self.cycling:
            return None, ""
        base = self._men_rows(senses)
        word = text.folded[hit.start : hit.end].split()[-1]
        if word in GRAND_TOUR_WORDS:
            return self._decide_grand_tour(text, hit, base, before, after)
        named = [s for s in base if self._race_named(s.id)]
        if len(named) != 1:
            return None, ""
        if named[0].tier == "place" and not (cues.RESULT_AFTER.match(after) or cues.RESULT_BEFORE.search(before)):
            return None, ""
        return named[0], "short-form-after-full-name"

    def _men_rows(self, senses: list[Sense]) -> list[Sense]:
        """Return the senses with a women's row dropped where its men's twin is there as well."""
        ids = {s.id for s in senses}
        return [
            s
            for s in senses
            if not (self.gazetteer.entry("race", s.id).gender == "F" and self.gazetteer.sibling("race", s.id) in ids)
        ]

    def _race_named(self, id: str) -> bool:
        return ("race", id) in self.named or ("race", self.gazetteer.sibling("race", id) or "") in self.named

    def _decide_grand_tour(
        self, text: _Text, hit: Hit, base: list[Sense], before: str, after: str
    ) -> tuple[Sense | None, str]:
        """Decide "the Tour", "Giro", "Vuelta": short names that other races share."""
        word = text.folded[hit.start : hit.end].split()[-1]
        if len(base) != 1 or cues.NOT_THE_TOUR_AFTER.match(after):
            return None, ""
        capital = cues.CAPITAL_BEFORE.search(before)
        if capital and not self._may_stand_before_race(text, capital[1], hit):
            return None, ""
        closest = self._closest_race_with(word, text, hit)
        if closest is not None:
            same = closest in (base[0].id, self.gazetteer.sibling("race", base[0].id))
            return (base[0], "short-form-after-full-name") if same else (None, "")
        if self._race_named(base[0].id):
            return base[0], "short-form-after-full-name"
        return (base[0], "ambiguous-with-evidence") if len(self.named) > MIN_SURE_TOPICS else (None, "")

    def _may_stand_before_race(self, text: _Text, word: str, hit: Hit) -> bool:
        """Say whether a capitalised word before "Tour" leaves it the race: "The Tour", not "Gravel Tour"."""
        bare = word.removesuffix("'s").removesuffix("'")
        return (
            bare in cues.SENTENCE_WORDS
            or bare != word
            or bare in ("La", "Il", "Le")
            or any(end == hit.start - 1 for _, end, _ in text.riders)
        )

    def _closest_race_with(self, word: str, text: _Text, hit: Hit) -> str | None:
        """Return the id of the last race before this point whose full name holds `word` ("Tour of Britain")."""
        best: tuple[int, int] | None = None
        found = None
        for (kind, id), first in self.named.items():
            if kind != "race" or word not in fold(self.gazetteer.entry("race", id).name).split():
                continue
            if first <= (text.index, hit.start) and (best is None or first > best):
                best, found = first, id
        return found

    def _judge_championship(self, text: _Text, hit: Hit, rows: dict[str, str]) -> None:
        """Decide "the Worlds" by the discipline that the sentence, else the story, speaks of."""
        if not self.cycling:
            return
        first, last = text.sentence(hit.start)
        discipline = cues.discipline_of(text.folded[first:last])
        if discipline == "road":
            discipline = cues.discipline_of(" ".join(t.folded for t in self.texts))
        id = rows.get(discipline)
        if id is not None and id in {s.id for s in hit.senses}:
            self._link(text, hit.start, hit.end, "race", id, "championship-by-discipline")

    def _edition(self, sense: Sense, text: _Text, hit: Hit, before: str, after: str) -> str:
        """Return the women's or the men's edition of the race that was named."""
        entry = self.gazetteer.entry("race", sense.id)
        sibling = self.gazetteer.sibling("race", sense.id)
        if sibling is None or entry.gender == "F":
            return sense.id
        if cues.WOMENS_SUFFIX_AFTER.match(after) or cues.WOMENS_BEFORE.search(before):
            return sibling
        if cues.MENS_BEFORE.search(before) or self._side_at(text, hit.start, hit.end) != "F":
            return sense.id
        since = self.gazetteer.entry("race", sibling).facts.get("since")
        held = self.year is None or not since or int(since) <= self.year
        return sibling if held else sense.id


def _point(gender: str, weight: float) -> Tally:
    return Tally(f=weight) if gender == "F" else Tally(m=weight) if gender == "M" else Tally()


def _side(gender: str) -> Side:
    return "F" if gender == "F" else "M" if gender == "M" else ""


def _around(text: _Text, hit: Hit) -> tuple[str, str]:
    """Return the folded text before and after a hit, as far as cues may stand."""
    return text.folded[max(0, hit.start - WINDOW_CHARS) : hit.start], text.folded[hit.end : hit.end + WINDOW_CHARS]


def _starts_row(text: _Text) -> bool:
    """Say whether the paragraph is a row of results: "3. Dries Van Gestel (TotalEnergies)"."""
    return _ROW.match(text.folded) is not None


def _word_before(text: _Text, hit: Hit) -> tuple[str, int]:
    """Return the word that a single space parts from the hit, and its offset; ("", 0) where none does."""
    folded, start = text.folded, hit.start
    if start < 2 or folded[start - 1] != " ":
        return "", 0
    floor = max(0, start - 1 - WORD_CHARS)
    at = folded.rfind(" ", floor, start - 1) + 1 or floor
    word = folded[at : start - 1]
    bare = word.lstrip("\"'([")
    return bare, at + len(word) - len(bare)


def _given_name_before(text: _Text, hit: Hit, gazetteer: Gazetteer) -> str:
    """Return the given name that makes the surname somebody's: "Tony" before "Martin"; "" where there is none."""
    word, _ = _word_before(text, hit)
    if not word or not word[0].isupper() or not word.replace("-", "").isalpha():
        return ""
    if word in cues.SENTENCE_WORDS or word in cues.NATIONALITIES or word in cues.HONORIFICS:
        return ""
    if word in gazetteer.given_names:
        return word
    if (word.isupper() and len(word) <= ACRONYM_CHARS) or _in_title_case(text):
        return ""
    if any(h.end == hit.start - 1 for h in text.hits):
        return ""  # "the Quick-Step rider": a known name stands before, not a given one
    return word


def _begins_sentence(text: _Text, at: int) -> bool:
    return text.folded[max(0, at - 3) : at].rstrip(" \"'([")[-1:] in ("", ".", "!", "?", ":")


def _initial_before(text: _Text, hit: Hit) -> str:
    word, _ = _word_before(text, hit)
    return word[0] if len(word) == 2 and word[1] == "." and word[0].isupper() else ""


def _goes_on_as_name(text: _Text, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Say whether another capitalised word carries the name on: "Martin" in "Martin Bremer"."""
    folded = text.folded
    if folded[hit.end : hit.end + 1] != " " or any(h.start == hit.end + 1 for h in text.hits):
        return False
    word = folded[hit.end + 1 : hit.end + 1 + WORD_CHARS].split(" ", 1)[0].rstrip(".,;:!?)\"'")
    word = word.removesuffix("'s")
    if len(word) < 2 or not word[0].isupper() or not word.replace("-", "").isalpha():
        return False
    if word in cues.SENTENCE_WORDS or word in cues.NATIONALITIES or _in_title_case(text):
        return False
    return not (word.isupper() and len(word) <= ACRONYM_CHARS)


def _in_title_case(text: _Text) -> bool:
    """Say whether a title capitalises all its words, so that capitals say nothing."""
    if text.index != -1:
        return False
    long_words = [w for w in text.folded.split() if len(w) > 3 and w[0].isalpha()]
    return bool(long_words) and sum(w[0].isupper() for w in long_words) >= TITLE_CASE_SHARE * len(long_words)
