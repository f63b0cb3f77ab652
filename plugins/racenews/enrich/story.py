"""What a whole story knows while its names are judged one by one: who is named in full, whose race it is."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from racenews.enrich import careers, cues, eponyms, evidence, fields, support, walks
from racenews.enrich.gazetteer import Gazetteer, Hit, Sense
from racenews.enrich.gender import Side, Tally, clause_around, event_words, kin_side, subject_is_she, tally_words
from racenews.enrich.story_text import (
    RIDES_FOR,
    StoryText,
    around,
    begins_sentence,
    given_name_before,
    has_team_behind,
    is_short_race,
    stands_beside,
    word_before,
    words_of_sport,
)
from racenews.folding import fold_names
from racenews.types import Mention, TopicKind

SHARED_CLASSES = frozenset({"OG", "CG", "CC", "NC", "Record"})  # races of which other sports have their own
SHARED_RACES = frozenset({"uci-track-world-championships", "japan-cup", "peace-race"})  # athletes, horses
MIN_SURE_TOPICS = 2  # so many certain names, or one and a word of the sport, make a cycling story
MANY_BEARERS = 2  # riders of one given name: it is not a rare one
MANY_SURE_TOPICS = 3  # so many certain names, and any rider's name in the story is the rider's
LONG_CHARS = 8000  # each so many ask for one word of the sport more: an encyclopedia holds some of every sport
THIN_CHARS = 1500  # a longer text is bound to hold such words, whatever it is about
FIRST_DUMP_YEAR = 1996  # no news site is older; such a date is an export's zero
MIN_SIDE_POINTS = 2  # of evidence for a whole story
RACE_WEIGHT, TEAM_WEIGHT, RIDER_WEIGHT = 4, 3, 2  # points of evidence for an article's gender


class Story:
    """All that the whole article knows while its hits are judged one by one."""

    def __init__(self, texts: list[StoryText], gazetteer: Gazetteer, published: dt.date | None) -> None:
        self.texts = texts
        self.gazetteer = gazetteer
        self.year = published.year if published else None
        self.mentions: list[Mention] = []
        self.others: dict[str, bool] = {}
        """Whether the story names a race with the word that the gazetteer does not know, where it was asked."""
        self._speaking: dict[int, list[int]] = {}
        self._linked: set[tuple[int, int]] = set()
        # (kind, id) -> where it is first named in full: (paragraph, offset)
        self.named: dict[tuple[TopicKind, str], tuple[int, int]] = {}
        self.claimed: set[str] = set()  # surnames that the story gives to somebody we do not know
        self.sure_teams: set[str] = set()  # teams named as no firm, town or slogan is
        self.other_squads: set[str] = set()  # teams whose sponsor pays for skaters or a football club as well
        self.firms: set[str] = set()  # teams whose sponsor does in the story what firms do
        self._sure_races: set[str] = set()  # named by more than "La Vuelta", which makes wheels
        self.strangers: set[str] = set()  # riders whose full names the story gives to somebody of another walk of life
        self._supported: set[str] | None = None
        self._ordinary: dict[str, bool] = {}
        self.elsewhere = False  # a story of another field
        self._note_names()
        self.sure_teams -= self.other_squads
        self._claim_surnames_of_strangers()
        self.elsewhere = self._is_elsewhere()
        if self.elsewhere:
            self._forget_namesakes()
        self.is_sure = False  # teams, races and words of the sport alone say enough
        self.speaks_of_cycling = self._speaks_of_cycling()  # else no rider is linked
        self.cycling = self.speaks_of_cycling and (self.is_sure or self._is_cycling())
        self._weight = Tally()
        self._discipline: str | None = None

    # --- round 0: what is named in full? ---

    def _note_names(self) -> None:
        for text in self.texts:
            for hit in text.hits:
                for sense in hit.senses:
                    if sense.tier in ("name", "safe"):
                        if sense is self.given_sense(text, hit):
                            self.named.setdefault((sense.kind, sense.id), (text.index, hit.start))
                            continue
                        if sense.kind == "rider" and self._is_stranger(text, hit, sense.id):
                            self.strangers.add(sense.id)
                            continue
                        if sense.kind == "rider" and eponyms.is_named_after(*around(text, hit)):
                            continue
                        if sense.kind == "team" and cues.OTHER_TEAM_AFTER.match(around(text, hit)[1]):
                            twin = self.gazetteer.sibling("team", sense.id)
                            self.other_squads |= {sense.id, twin or sense.id}
                            continue
                        if sense.kind == "team" and cues.NO_FIRM.search(text.folded[hit.start : hit.end]):
                            self.sure_teams.add(sense.id)
                        if sense.kind == "race" and not is_short_race(text, hit, sense):
                            self._sure_races.add(sense.id)
                        self.named.setdefault((sense.kind, sense.id), (text.index, hit.start))
                    elif sense.tier == "surname":
                        other = given_name_before(text, hit, self.gazetteer)
                        if other and not self.is_own_given_name(other, hit.senses) and self._claims(text, hit, other):
                            self.claimed.add(text.folded[hit.start : hit.end].lower())

    def _claim_surnames_of_strangers(self) -> None:
        """Note that the surnames of bakers are theirs as well, so that no rider has them alone in this story."""
        for id in self.strangers:
            if ("rider", id) not in self.named:
                surname = self.gazetteer.entry("rider", id).facts.get("surname") or ""
                self.claimed.add(fold_names(surname).lower())

    def given_sense(self, text: StoryText, hit: Hit) -> Sense | None:
        """Return what the desk says that the name stands for in every story, None where it says nothing."""
        surface = text.folded[hit.start : hit.end]
        sure = (s for s in hit.senses if s.tier == "safe")
        return next((s for s in sure if self.gazetteer.is_given(s.kind, s.id, surface)), None)

    def _is_stranger(self, text: StoryText, hit: Hit, id: str) -> bool:
        """Say whether the name is a baker's here, or was a baker's before and nobody says that it is the rider's."""
        before, after = around(text, hit)
        other = (
            id in self.strangers
            or self._is_of_other_age(before, after, id)
            or walks.of_other_walk(before, after, is_common=self.is_common_name("rider", id))
        )
        return other and not self.is_called_rider(before)

    def _is_of_other_age(self, before: str, after: str, id: str) -> bool:
        """Say whether the age that stands beside a name is not the rider's, in no year of which the story tells."""
        told = cues.AGE_AFTER.match(after) or cues.AGE_BEFORE.search(before)
        if told is None or self.year is None or self.year < FIRST_DUMP_YEAR:
            return False
        entry = self.gazetteer.entry("rider", id)
        return not any(careers.has_age_in(entry, int(told[1]), year) for year in {self.year, *self.years_named})

    def _claims(self, text: StoryText, hit: Hit, word: str) -> bool:
        """Say whether the capitalised word is a name beyond doubt, not just the first word of a sentence."""
        return word in self.gazetteer.given_names or not begins_sentence(text, word_before(text, hit)[1])

    def is_own_given_name(self, given: str, senses: Sequence[Sense]) -> bool:
        """Say whether one of the riders meant has that given name, or a form of it."""
        return any(
            cues.same_given_name(given, fold_names(self.gazetteer.entry("rider", s.id).name.split()[0]))
            for s in senses
            if s.kind == "rider"
        )

    def may_be_rider(self, id: str) -> bool:
        """Say whether a rider's full name is the rider's in this story; only names that others bear are in doubt.

        They are not where the story names three things of the sport for certain, or says somewhere what the rider did.
        """
        if self.elsewhere or not self._is_ordinary(id):
            return True  # in a story of another field that is settled: see `_forget_namesakes`
        if self._supported is None:
            sure = sum(
                not (self._is_ordinary(id) if kind == "rider" else self.is_common_name(kind, id))
                for kind, id in self.named
            )
            self._supported = (
                {id for _, id in self.named}
                if sure + self._own_words // 2 >= MANY_SURE_TOPICS and not self._is_rather_of_another_field(sure)
                else set(self._find_supported(nothing_sure=not sure))
            )
        return id in self._supported

    def is_called_rider(self, before: str) -> bool:
        """Say whether the words before a name say that its owner races."""
        return walks.is_called_rider(before, in_other_field=self.elsewhere)

    def is_old_enough(self, id: str) -> bool:
        """Say whether a story of this year can be about the rider, who may have been a child then."""
        if self.year is None or self.year < FIRST_DUMP_YEAR:
            return True
        return careers.is_old_enough(self.gazetteer.entry("rider", id), self.year)

    @cached_property
    def years_named(self) -> frozenset[int]:
        """Return the years that stand in the story."""
        return frozenset(int(year) for text in self.texts for year in cues.A_YEAR.findall(text.folded))

    @cached_property
    def years_of_careers_told(self) -> frozenset[int]:
        """Return the years in which the riders raced of whom the story tells; none where one of them still may."""
        ids = {mention.id for mention in self.mentions if mention.kind == "rider"}
        return self.years_of_careers(ids) if all(self.years_of_careers([id]) for id in ids) else frozenset()

    def years_of_careers(self, ids: Iterable[str]) -> frozenset[int]:
        """Return the years in which the riders can have raced who no longer can."""
        told = (careers.elite_years(self.gazetteer.entry("rider", id)) for id in ids)
        return frozenset(year for career in told if self.year not in career for year in career)

    @cached_property
    def side_of_riders_named(self) -> Side:
        """Name the side of all riders whom the story names in full; "" for none or both."""
        sides = {side_of(self.gazetteer.entry("rider", id).gender) for kind, id in self.named if kind == "rider"}
        return sides.pop() if len(sides) == 1 else ""

    def _is_ordinary(self, id: str) -> bool:
        """Say whether many bear the name: no rare given name, a surname that is a word or half a country's."""
        known = self._ordinary.get(id)
        if known is None:
            entry = self.gazetteer.entry("rider", id)
            given = fold_names(entry.name.split()[0])
            is_frequent = given in support.ORDINARY_GIVEN_NAMES or self.gazetteer.given_names[given] >= MANY_BEARERS
            known = self._ordinary[id] = id in self.gazetteer.everyday and is_frequent
        return known

    def _find_supported(self, *, nothing_sure: bool) -> Iterator[str]:
        """Yield the riders of whom the story says what riders do, or whom it names beside another rider or a team."""
        # Schools and football clubs have people who win as well: there it takes a team, or the word rider.
        of_any_sport = nothing_sure and self.is_of_many_fields
        for text in self.texts:
            for index, hit in enumerate(text.hits):
                ids = [s.id for s in hit.senses if s.kind == "rider"]
                if not ids:
                    continue
                before, after = around(text, hit)
                if of_any_sport:
                    speaks = walks.is_called_rider(before) or has_team_behind(text, index)
                    if not speaks and support.speaks_of_rider(before, after):
                        first, last = text.sentence(hit.start)
                        speaks = (
                            cues.CYCLING_WORDS.search(text.folded, first, last) is not None
                            or evidence.count_own_points(text.folded[first:last]) > 0
                        )
                else:
                    speaks = support.speaks_of_rider(before, after) or stands_beside(text, index)
                    speaks = speaks or (self.is_sure and self._leads(text, hit)) or self.is_in_sure_company(text, hit)
                if speaks:
                    yield from ids

    def is_in_sure_company(self, text: StoryText, hit: Hit) -> bool:
        """Say whether the sentence names a rider whose name nobody else bears, or a team or race for sure."""
        first, last = text.sentence(hit.start)
        return any(
            (s.kind, s.id) in self.named
            and not (self._is_ordinary(s.id) if s.kind == "rider" else self.is_common_name(s.kind, s.id))
            for other in text.hits_between(first, last)
            if other is not hit
            for s in other.senses
            if s.kind in ("rider", "team", "race")
        )

    def _is_rather_of_another_field(self, sure: int) -> bool:
        """Say whether other sports and fields have more words in the story than cycling has words and certain names."""
        if not self.is_of_many_fields:
            return False
        return max(len(self._other_sports), fields.count_field_words(self._folded)) > sure + self._own_words

    @cached_property
    def _other_sports(self) -> frozenset[str]:
        """Return the words of other sports that stand in the story."""
        return frozenset(match.group().lower() for match in cues.OTHER_SPORT.finditer(self._folded))

    @cached_property
    def _own_words(self) -> int:
        """Return how many words that nobody but cyclists uses stand in the story."""
        return evidence.count_own_points(self._folded) // evidence.OWN_POINTS

    @cached_property
    def _folded(self) -> str:
        return "\n".join(text.folded for text in self.texts)

    def _leads(self, text: StoryText, hit: Hit) -> bool:
        """Say whether the name stands in the headline or in the first sentence: that is whom the story is about."""
        return text.index == -1 or (text.index == 0 and hit.start < text.sentence(0)[1])

    @cached_property
    def is_of_many_fields(self) -> bool:
        """Say whether the story speaks of another sport or field besides, so that each sentence tells for itself."""
        of_field = fields.count_field_words(self._folded) >= fields.MIN_FIELD_WORDS
        return of_field or cues.OTHER_SPORT.search(self._folded) is not None

    def _is_elsewhere(self) -> bool:
        """Say whether the story is of another field: its words outnumber what the story says of cycling."""
        if not self.named:
            return False
        events = sport = self._count_sure_events()
        if sport >= MANY_SURE_TOPICS:
            return False  # as nearly always
        sport += len({m.group() for text in self.texts for m in words_of_sport(text.folded, 0, len(text.folded))})
        if sport > 2 * MANY_SURE_TOPICS:
            return False
        of_field = fields.count_field_words(self._folded)
        if not events and len(self._other_sports) > max(1, sport):
            return True  # school games, with a prize that a rider signed
        return of_field >= max(fields.MIN_FIELD_WORDS, 2 * sport + 1)

    def _count_sure_events(self) -> int:
        """Return how many teams and races are named that can be nothing else."""
        return sum(
            (kind == "team" or (kind == "race" and id in self._sure_races)) and not self.is_common_name(kind, id)
            for kind, id in self.named
        )

    def _forget_namesakes(self) -> None:
        """Take riders of whom no sentence speaks as of one for somebody else; a name of many only by its full form."""
        supported = {id for text in self.texts for id in self._supported_elsewhere(text)}
        famous = {id for kind, id in self.named if kind == "rider" and self._is_beyond_doubt(id)}
        if len(famous) > 1 and self._count_sure_events():  # a trial, a bicycle on test: the famous stay who they are
            supported |= famous
        for kind, id in tuple(self.named):
            if kind == "rider" and id not in supported:
                self.strangers.add(id)
                del self.named[kind, id]

    def _is_beyond_doubt(self, id: str) -> bool:
        return self._is_famous(id) and not self._is_ordinary(id)

    def _supported_elsewhere(self, text: StoryText) -> Iterator[str]:
        for index, hit in enumerate(text.hits):
            riders = [s for s in hit.senses if s.kind == "rider"]
            riders = [s for s in riders if s.tier in ("name", "safe") or not self._is_ordinary(s.id)]
            if not riders:
                continue
            if (
                self.is_called_rider(around(text, hit)[0])
                or has_team_behind(text, index)
                or self.speaks_of_sport(text, hit, *text.sentence(hit.start))
            ):
                yield from (s.id for s in riders)
            elif self.speaks_of_sport(text, hit, 0, len(text.folded)):
                yield from (s.id for s in riders if self._is_beyond_doubt(s.id))

    def speaks_of_sport(self, text: StoryText, hit: Hit, first: int, last: int) -> bool:
        """Say whether the stretch around the hit has a word of cycling, or names a race or team as no firm is."""
        is_whole = (first, last) == (0, len(text.folded))
        if text.speaks_of_sport if is_whole else any(words_of_sport(text.folded, first, last)):
            return True
        speaking = self._speaking.get(text.index)
        if speaking is None:
            speaking = self._speaking[text.index] = [hit.start for hit in text.hits if self._names_the_sport(text, hit)]
        low, high = (bisect_left(speaking, at) for at in (first, last))
        return any(start != hit.start for start in speaking[low : min(high, low + 2)])

    def _names_the_sport(self, text: StoryText, hit: Hit) -> bool:
        """Say whether the hit names a race or team as no firm is."""
        return any(
            s.kind in ("team", "race")
            and s.tier in ("name", "safe")
            and not is_short_race(text, hit, s)
            and not self.is_common_name(s.kind, s.id)
            for s in hit.senses
        )

    def _speaks_of_cycling(self) -> bool:
        """Say whether the story says that it is about cycling: by its teams, races and words, not by riders' names."""
        folded = self._folded
        needed = evidence.needed_points(len(folded))
        points = evidence.OWN_POINTS * (self._count_sure_events() + self._has_rider_of_team() + self._calls_cyclist())
        if points < needed:
            points += evidence.count_own_points(folded, needed - points)
        if points >= needed:
            self.is_sure = True
            return True
        if cues.OTHER_SPORT.search(folded):
            return False  # horses race, runners sprint
        shared = evidence.count_shared_points(folded) + evidence.SHARED_POINTS * self._calls_rider()
        # Two names that nobody else is known by, and what may be the name of a team or a race, are worth a word each;
        # a name that is called a team's is worth two more.
        may_be = self._has_hit_of("team") + self._has_hit_of("race")
        are_rare = len(folded) <= THIN_CHARS and self._count_rare_riders() >= MIN_SURE_TOPICS
        shared += evidence.SHARED_POINTS * (may_be + are_rare + (are_rare and may_be > 0))
        shared += evidence.OWN_POINTS * self._calls_team()
        needed = evidence.needed_points(len(folded), shared=True)
        return points + shared >= needed + max(0, fields.count_field_words(folded) - 1)

    def _calls_cyclist(self) -> bool:
        """Say whether somebody known is called a cyclist: "the cyclist Alex Dowsett"."""
        return any(walks.is_called_rider(before, in_other_field=True) for before in self._before_riders())

    def _calls_rider(self) -> bool:
        """Say whether somebody known is called a rider, which others are as well."""
        return any(before.endswith(("ider ", "iders ")) for before in self._before_riders())

    def _before_riders(self) -> Iterator[str]:
        return (around(text, hit)[0] for text in self.texts for hit in text.hits_of.get("rider", ()))

    def _calls_team(self) -> bool:
        """Say whether a name that may be a team's is called one: "her team, Movistar", "the Sky riders"."""
        for text in self.texts:
            for hit in text.hits_of.get("team", ()):
                before, after = around(text, hit)
                if cues.TEAM_WORD_AFTER.match(after) or cues.RIDERS_AFTER.match(after):
                    return True
                if (
                    cues.OWN_TEAM_BEFORE.search(before)
                    or cues.RIDES_FOR_BEFORE.search(before)
                    or before.lower().endswith(("rider of ", "riders of "))
                ):
                    return True
        return False

    def _count_rare_riders(self) -> int:
        """Return how many well-known riders of a surname of their own are named; one of them in full at least."""
        full = {id for kind, id in self.named if kind == "rider"}
        short = {
            s.id
            for text in self.texts
            for hit in text.hits_of.get("rider", ())
            for s in hit.senses
            if s.tier == "surname" and not given_name_before(text, hit, self.gazetteer)
        }
        return sum(self._is_rare(id) for id in full | short) if any(map(self._is_rare, full)) else 0

    def _is_rare(self, id: str) -> bool:
        return self._is_famous(id) and self.gazetteer.entry("rider", id).facts.get("surname_policy") == "unique"

    def _is_cycling(self) -> bool:
        """Say whether the story is about the sport: by its names, by its words, or by a rider beside a team.

        A name that others bear too (Adam Yates the baker, the Olympic Games, Cofidis the bank) is not a sure one.
        """
        sure = [name for name in self.named if not self.is_common_name(*name)]
        if (sure and len(self.named) >= MIN_SURE_TOPICS) or self._has_rider_of_team():
            return True
        words = {m.group() for text in self.texts for m in cues.CYCLING_WORDS.finditer(text.folded)}
        if any(cues.OTHER_SPORT.search(text.folded) for text in self.texts):
            words -= cues.WORDS_OF_MANY_SPORTS
        elif self._is_thinly_cycling():
            return True
        needed = MIN_SURE_TOPICS + sum(len(text.folded) for text in self.texts) // LONG_CHARS
        if len(words) >= needed or (words and sure) or (words and self.named and needed == MIN_SURE_TOPICS):
            return True
        return any(kind == "rider" for kind, _ in sure) and self._has_hit_of("team", "race")

    def _is_thinly_cycling(self) -> bool:
        """Say whether words that other walks share speak for cycling, the fewer the rarer the riders' names are."""
        riders = [id for kind, id in self.named if kind == "rider"]
        if not riders or sum(len(text.folded) for text in self.texts) > THIN_CHARS:
            return False
        words = {m.group() for text in self.texts for m in cues.RACING_WORDS.finditer(text.folded)}
        facts = [self.gazetteer.entry("rider", id).facts for id in riders]
        rare = sum(fact.get("surname_policy") == "unique" for fact in facts)
        return rare >= MIN_SURE_TOPICS or len(words) >= (1 if rare else MIN_SURE_TOPICS)

    def _is_famous(self, id: str) -> bool:
        return "hand" in (self.gazetteer.entry("rider", id).facts.get("sources") or "")

    def _has_hit_of(self, *kinds: TopicKind) -> bool:
        return any(kind in text.hits_of for text in self.texts for kind in kinds)

    def _has_rider_of_team(self) -> bool:
        """Say whether a team follows upon a rider's full name, in brackets or behind "of"."""
        for text in self.texts:
            for rider, team in pairwise(text.hits):
                between = text.folded[rider.end : team.start]
                named = any(("rider", s.id) in self.named for s in rider.senses if s.kind == "rider")
                if named and RIDES_FOR.match(between) and any(s.kind == "team" for s in team.senses):
                    return True
        return False

    def is_common_name(self, kind: TopicKind, id: str) -> bool:
        """Say whether the name says little of cycling: another rider's, another sport's, a firm's."""
        entry = self.gazetteer.entry(kind, id)
        if kind == "rider":
            return not self._is_famous(id) or id in self.gazetteer.everyday
        if kind == "race":
            return entry.facts.get("class") in SHARED_CLASSES or id in SHARED_RACES
        return kind == "team" and id not in self.sure_teams

    @property
    def discipline(self) -> str:
        """Name the discipline of the whole story; see `cues.discipline_of`."""
        if self._discipline is None:
            named = cues.discipline_of(self._folded)
            is_off_road = named == "road" and "World Cup" in self._folded  # the road has had none since 2004
            self._discipline = "" if is_off_road else named
        return self._discipline

    def open_hits(self, kind: TopicKind) -> Iterator[tuple[StoryText, Hit]]:
        """Yield the hits that may stand for something of this kind and are not linked yet."""
        for text in self.texts:
            for hit in text.hits_of.get(kind, ()):
                if (text.index, hit.start) not in self._linked:
                    yield text, hit

    def is_open(self, text: StoryText, start: int, end: int) -> bool:
        """Say whether just this stretch is a known name that has not been linked: "Frank" is a surname as well."""
        return (text.index, start) not in self._linked and any(
            h.end == end for h in text.hits_between(start, start + 1)
        )

    def link(self, text: StoryText, start: int, end: int, kind: TopicKind, id: str, rule: str) -> None:
        """Note that the stretch names the topic, and by which rule; nothing where the desk says it never does."""
        if self.gazetteer.is_vetoed(kind, id, text.folded[start:end]):
            return
        self._linked.add((text.index, start))
        self.mentions.append(Mention(kind, id, text.raw[start:end], text.index, start, end, rule))
        if kind == "rider":
            insort(text.riders, (start, end, id))
        elif kind == "team":
            insort(text.teams, start)

    def unlink_orphans(self) -> None:
        """Unlink the short names of riders whose full names were all refused: one verdict for headline and body."""
        full = {m.id for m in self.mentions if m.kind == "rider" and not m.rule.endswith("-after-full-name")}
        orphans = [m for m in self.mentions if m.kind == "rider" and m.id not in full]
        if orphans:
            self.mentions = [m for m in self.mentions if m.kind != "rider" or m.id in full]
        for mention in orphans:
            self._linked.discard((mention.paragraph, mention.start))
            text = next(t for t in self.texts if t.index == mention.paragraph)
            text.riders.remove((mention.start, mention.end, mention.id))

    def races_between(self, text: StoryText, start: int, end: int) -> bool:
        """Say whether a race is named in full in the stretch."""
        hits = text.hits_between(start, end)
        return any(s.kind == "race" and s.tier in ("name", "safe") for hit in hits for s in hit.senses)

    def weigh_names(self) -> None:
        """Weigh what the riders, races and teams say of whose racing the story tells, once the riders are linked."""
        riders = {m.id for m in self.mentions if m.kind == "rider"}
        for id in riders:
            self._weight += points_for(side_of(self.gazetteer.entry("rider", id).gender), RIDER_WEIGHT)
        for kind, id in self.named:
            entry = self.gazetteer.entry(kind, id)
            if kind != "rider" and entry.gender == "F":
                self._weight += points_for("F", RACE_WEIGHT if kind == "race" else TEAM_WEIGHT)

    @cached_property
    def side_of_story(self) -> Side:
        """Name the side of racing, women's or men's, of which the story tells by its names and words."""
        tally = self._weight
        for text in () if self._words_tell_no_side else self.texts:
            tally += tally_words(text.folded)
        # One word of "the women's field" does not say whose races a story names in passing.
        return tally.side if tally.f + tally.m >= MIN_SIDE_POINTS else ""

    def side_at(self, text: StoryText, start: int, end: int) -> Side:
        """Say whether the women's or the men's namesake is meant here: sentence, then paragraph, then story."""
        first, last = text.sentence(start)
        begin, stop = clause_around(text.folded, first, last, start, end)
        if side := event_words(text.folded[begin:stop]):
            return side
        last_rider = max((end for _, end, _ in text.riders_between(begin, start)), default=begin)
        if side := kin_side(text.folded[last_rider:start]):
            return side
        if side := self.side_of_riders(text, begin, stop):
            return side
        if (begin, stop) != (first, last) and (
            side := event_words(text.folded[first:last]) or self.side_of_riders(text, first, last)
        ):
            return side
        if subject_is_she(text.folded[first:last]) and not self._words_tell_no_side:
            return "F"
        if self.side_of_story:
            return self.side_of_story
        return self.side_of_riders(text, 0, len(text.raw)) or text.side

    def side_of_riders(self, text: StoryText, start: int, end: int) -> Side:
        """Name the side of all riders in the stretch; "" for none or both."""
        sides = {side_of(self.gazetteer.entry("rider", id).gender) for _, _, id in text.riders_between(start, end)}
        return sides.pop() if len(sides) == 1 else ""

    @cached_property
    def _words_tell_no_side(self) -> bool:
        """Say whether the story names a rider in whose races "she" and "he" do not say whose they were."""
        return any(kind == "rider" and self.gazetteer.entry(kind, id).gender == "X" for kind, id in self.named)


def points_for(gender: str, weight: float) -> Tally:
    """Return `weight` points for the side of that gender."""
    return Tally(f=weight) if gender == "F" else Tally(m=weight) if gender == "M" else Tally()


def side_of(gender: str) -> Side:
    """Return on which side the races of a rider are: X raced with the men, and is not said to be one."""
    return "F" if gender == "F" else "M"
