"""Judge the places where a race may be named."""

from __future__ import annotations

from racenews.enrich import cues
from racenews.enrich.gazetteer import Hit, Sense
from racenews.enrich.story import MIN_SURE_TOPICS, Story
from racenews.enrich.story_text import WINDOW_CHARS, StoryText, around
from racenews.folding import fold_names

CHAMPIONSHIPS: dict[str, str] = {
    "road": "uci-road-world-championships",
    "track": "uci-track-world-championships",
    "cyclo-cross": "uci-cyclo-cross-world-championships",
    "mountain-bike": "uci-mountain-bike-world-championships",
    "gravel": "uci-gravel-world-championships",
}
WORLD_CUPS: dict[str, str] = {"track": "uci-track-world-cup", "cyclo-cross": "uci-cyclo-cross-world-cup"}
SHORT_CHAMPIONSHIPS = frozenset({"worlds", "the worlds", "world championships", "world championship"})
_THREE_TOURS = frozenset({"Giro", "Tour", "Vuelta"})
SHORT_WORLD_CUPS = frozenset({"world cup"})


def judge_race(story: Story, text: StoryText, hit: Hit, senses: list[Sense]) -> None:
    """Link the hit where it can be pinned on one race; `senses` are the races it may stand for."""
    before, after = around(text, hit)
    if cues.OTHER_SUFFIX_AFTER.match(after) or cues.OTHER_PREFIX_BEFORE.search(before):
        return
    surface = text.folded[hit.start : hit.end]
    if surface.lower() in SHORT_CHAMPIONSHIPS:
        _judge_championship(story, text, hit, CHAMPIONSHIPS)
        return
    if surface.lower() in SHORT_WORLD_CUPS:
        _judge_championship(story, text, hit, WORLD_CUPS)
        return
    if surface.startswith("Olympic ") and surface != "Olympic Games" and cues.TITLE_HOLDER_AFTER.match(after):
        return
    sense, rule = _decide_race(story, text, hit, senses, before, after)
    if sense is not None:
        story.link(text, hit.start, hit.end, "race", _edition(story, sense, text, hit, before, after), rule)


def _decide_race(
    story: Story, text: StoryText, hit: Hit, senses: list[Sense], before: str, after: str
) -> tuple[Sense | None, str]:
    """Return the race (men's row where both would do; `_edition` swaps) and the rule."""
    sure = [s for s in senses if s.tier in ("name", "safe")]
    if (
        sure
        and (story.elsewhere or not story.cycling)
        and (
            story.is_common_name("race", sure[0].id)
            or (text.folded[hit.start : hit.end].startswith("Tour of ") and not cues.RACE_BEFORE.search(before))
        )
    ):
        return None, ""  # bands tour, too
    if sure and story.gazetteer.entry("race", sure[0].id).facts.get("class") == "CC":
        return (sure[0], "full-name") if _discipline_at(story, text, hit) == "road" else (None, "")
    words = text.folded[hit.start : hit.end].split()
    word = words[-1]
    is_short = (
        word in cues.GRAND_TOUR_WORDS and len(words) <= cues.SHORT_RACE_WORDS and all(s.tier == "safe" for s in sure)
    )
    if is_short and (cues.MAKER_AFTER.match(after) or cues.MAKER_BEFORE.search(before)):
        return None, ""  # who makes helmets or wheels
    if sure and is_short and (story.elsewhere or cues.NOT_THE_TOUR_AFTER.match(after) or _names_another(story, word)):
        return None, ""  # "La Vuelta", "Le Tour" are safe but in "La Vuelta a Colombia" and stories about that race
    if sure:
        ids = {s.id for s in sure}
        return (sure[0], "full-name" if sure[0].tier == "name" else "safe-alias") if len(ids) == 1 else (None, "")
    if not story.cycling or (story.elsewhere and not _stands_with_its_likes(text, hit, word)):
        return None, ""
    base = _men_rows(story, senses)
    if word in cues.GRAND_TOUR_WORDS:
        return _decide_grand_tour(story, text, hit, base, before, after)
    named = [s for s in base if _race_named(story, s.id)]
    if not named and len(base) == 1 and _is_told_of(word, before, after):
        return base[0], "ambiguous-with-evidence"
    if len(named) != 1:
        return None, ""
    if named[0].tier == "place" and not (cues.RESULT_AFTER.match(after) or cues.RESULT_BEFORE.search(before)):
        return None, ""
    return named[0], "short-form-after-full-name"


def _stands_with_its_likes(text: StoryText, hit: Hit, word: str) -> bool:
    """Say whether the sentence names the two other Grand Tours as well: "the Giro, the Tour and the Vuelta"."""
    first, last = text.sentence(hit.start)
    races = [other for other in text.hits_of.get("race", ()) if first <= other.start < last]
    words = {text.folded[other.start : other.end].split()[-1] for other in races}
    return word in _THREE_TOURS <= words


def _is_told_of(word: str, before: str, after: str) -> bool:
    """Say whether a short name that no other race has stands beside a deed: "won the E3", "the Dauphiné winner"."""
    if word not in cues.RACES_BY_ONE_WORD:
        return False
    return cues.DEED_BEFORE.search(before) is not None or cues.RESULT_AFTER.match(after) is not None


def _men_rows(story: Story, senses: list[Sense]) -> list[Sense]:
    """Return the senses with a women's row dropped where its men's twin is there as well."""
    ids = {s.id for s in senses}
    return [
        s
        for s in senses
        if not (story.gazetteer.entry("race", s.id).gender == "F" and story.gazetteer.sibling("race", s.id) in ids)
    ]


def _race_named(story: Story, id: str) -> bool:
    return ("race", id) in story.named or ("race", story.gazetteer.sibling("race", id) or "") in story.named


def _decide_grand_tour(
    story: Story, text: StoryText, hit: Hit, base: list[Sense], before: str, after: str
) -> tuple[Sense | None, str]:
    """Decide "the Tour", "Giro", "Vuelta": short names that other races share."""
    word = text.folded[hit.start : hit.end].split()[-1]
    if len(base) != 1 or cues.NOT_THE_TOUR_AFTER.match(after):
        return None, ""
    capital = cues.CAPITAL_BEFORE.search(before)
    if capital and not _may_stand_before_race(story, text, capital[1], hit):
        return None, ""
    if not _race_named(story, base[0].id) and _names_another(story, word):
        return None, ""
    closest = _closest_race_with(story, word, text, hit)
    if closest is not None:
        same = closest in (base[0].id, story.gazetteer.sibling("race", base[0].id))
        return (base[0], "short-form-after-full-name") if same else (None, "")
    if _race_named(story, base[0].id):
        return base[0], "short-form-after-full-name"
    told = len(story.named) >= MIN_SURE_TOPICS or (story.named and story.is_sure)
    return (base[0], "ambiguous-with-evidence") if told else (None, "")


def _may_stand_before_race(story: Story, text: StoryText, word: str, hit: Hit) -> bool:
    """Say whether a capitalised word before "Tour" leaves it the race: "The Tour", not "Gravel Tour"."""
    bare = word.removesuffix("'s").removesuffix("'")
    return (
        bare in cues.SENTENCE_WORDS
        or bare != word
        or bare in ("La", "Il", "Le")
        or any(end == hit.start - 1 for _, end, _ in text.riders_between(hit.start - WINDOW_CHARS, hit.start))
    )


def _names_another(story: Story, word: str) -> bool:
    """Say whether the story names a race with that word that the gazetteer does not know: "Ronde van de Polder"."""
    if word not in story.others:
        story.others[word] = any(
            match[1] == word and not text.covers(match.start(), match.end())
            for text in story.texts
            if word in text.folded
            for match in cues.RACE_OF_SOMEWHERE.finditer(text.folded)
        )
    return story.others[word]


def _closest_race_with(story: Story, word: str, text: StoryText, hit: Hit) -> str | None:
    """Return the id of the last race before this point whose full name holds `word` ("Tour of Britain")."""
    best: tuple[int, int] | None = None
    found = None
    for (kind, id), first in story.named.items():
        if kind != "race" or word not in fold_names(story.gazetteer.entry("race", id).name).split():
            continue
        if first <= (text.index, hit.start) and (best is None or first > best):
            best, found = first, id
    return found


def _judge_championship(story: Story, text: StoryText, hit: Hit, rows: dict[str, str]) -> None:
    """Decide "the Worlds" by the discipline that the sentence, else the story, speaks of."""
    if not story.cycling:
        return
    id = rows.get(_discipline_at(story, text, hit))
    if id is not None and id in {s.id for s in hit.senses}:
        story.link(text, hit.start, hit.end, "race", id, "championship-by-discipline")


def _discipline_at(story: Story, text: StoryText, hit: Hit) -> str:
    """Name the discipline of which the sentence, else the story speaks."""
    first, last = text.sentence(hit.start)
    discipline = cues.discipline_of(text.folded[first:last])
    if discipline == "road" and cues.ROAD_EVENT.search(text.folded, first, last):
        return "road"
    return story.discipline if discipline == "road" else discipline


def _edition(story: Story, sense: Sense, text: StoryText, hit: Hit, before: str, after: str) -> str:
    """Return the women's or the men's edition of the race that was named."""
    entry = story.gazetteer.entry("race", sense.id)
    sibling = story.gazetteer.sibling("race", sense.id)
    if sibling is None or entry.gender == "F":
        return sense.id
    if cues.WOMENS_SUFFIX_AFTER.match(after) or cues.WOMENS_BEFORE.search(before):
        return sibling
    if whose := cues.WHOSE_RACE_AFTER.match(after):  # "The Vuelta was her first stage race"
        return sibling if whose[1] == "her" else sense.id
    if cues.MENS_BEFORE.search(before) or story.side_at(text, hit.start, hit.end) != "F":
        return sense.id
    since = story.gazetteer.entry("race", sibling).facts.get("since")
    first, last = text.sentence(hit.start)
    years = [int(y) for y in cues.A_YEAR.findall(text.folded[first:last])] or ([story.year] if story.year else [])
    return sense.id if since and years and max(years) < int(since) else sibling
