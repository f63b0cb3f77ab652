"""Judge the places where a rider may be named."""

from __future__ import annotations

import re

from racenews.enrich import careers, cues, eponyms, support
from racenews.enrich.gazetteer import Hit, Sense
from racenews.enrich.story import MIN_SURE_TOPICS, Story
from racenews.enrich.story_text import (
    WINDOW_CHARS,
    StoryText,
    around,
    given_name_before,
    goes_on_as_name,
    initial_before,
    word_before,
)
from racenews.enrich.verbs import is_finite
from racenews.folding import fold_names

FOLLOWS_A_NAME = frozenset(
    "and or but who then also never still now again himself herself alone too on of from".split()
)
_KIN_WORDS = "brother sister twin wife husband son father mother daughter cousin uncle nephew".split()
_KIN = re.compile(rf"\b(?:{'|'.join(_KIN_WORDS)}),? (?:of )?([A-Z][a-z]{{1,15}})\b")
_GOES_ON = re.compile(r" (?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Dd]i|[Dd]el|[Dd]a) ){1,2}[A-Z][a-z]+")


def judge_rider(story: Story, text: StoryText, hit: Hit) -> None:
    """Link the hit where it can be pinned on one rider."""
    senses = [s for s in hit.senses if s.kind == "rider"]
    if not senses:
        return
    decided = _decide_rider(story, text, hit, senses)
    if decided:
        story.link(text, hit.start, hit.end, "rider", *decided)


def _decide_rider(story: Story, text: StoryText, hit: Hit, senses: list[Sense]) -> tuple[str, str] | None:
    """Return (id, rule), or None where the name cannot be pinned on one rider."""
    if not story.speaks_of_cycling or eponyms.is_named_after(*around(text, hit)):
        return None
    full = [s for s in senses if s.tier in ("name", "safe")]
    if full:
        return _decide_full_name(story, text, hit, full)
    nick = [s for s in senses if s.tier == "nickname" and ("rider", s.id) in story.named]
    if nick:  # Millar was Philippa York's name as well, and is David Millar's
        others = any(s.tier == "surname" and s.id != nick[0].id and ("rider", s.id) in story.named for s in senses)
        return (nick[0].id, "nickname-after-full-name") if len(nick) == 1 and not others else None
    return _decide_surname(story, text, hit, [s for s in senses if s.tier in ("surname", "nickname")])


def _decide_full_name(story: Story, text: StoryText, hit: Hit, full: list[Sense]) -> tuple[str, str] | None:
    if len({s.id for s in full}) > 1:
        return None
    if story.is_common_name("rider", full[0].id) and not story.cycling:
        return None  # a baker may be called Adam Yates
    if not story.may_be_rider(full[0].id) or not story.is_old_enough(full[0].id):
        return None
    if full[0].id in story.strangers and not story.is_called_rider(around(text, hit)[0]):
        return None
    if goes_on_as_name(text, hit, story.gazetteer) or _is_anothers(story, text, hit, full):
        return None
    return full[0].id, "full-name" if full[0].tier == "name" else "safe-alias"


def _is_anothers(story: Story, text: StoryText, hit: Hit, full: list[Sense]) -> bool:
    """Say whether a surname that is an alias by itself ("Geoghegan Hart") has somebody else's given name before it."""
    if text.folded[hit.start : hit.end].lower() not in story.gazetteer.surnames:
        return False
    given = given_name_before(text, hit, story.gazetteer)
    return bool(given) and not story.is_own_given_name(given, full)


def _decide_surname(story: Story, text: StoryText, hit: Hit, senses: list[Sense]) -> tuple[str, str] | None:
    surface = text.folded[hit.start : hit.end]
    bearers = story.gazetteer.surnames.get(surface.lower(), frozenset())
    candidates = [s for s in senses if s.tier == "surname" or s.id in bearers]  # a surname may be a nickname as well
    given = given_name_before(text, hit, story.gazetteer)
    initial = initial_before(text, hit)
    if given:
        return _decide_given_variant(story, given, candidates, text, hit)
    if surface.lower() in story.claimed or goes_on_as_name(text, hit, story.gazetteer):
        return None
    before = around(text, hit)[0]
    last_word = word_before(text, hit)[0].rstrip(".").lower()
    if last_word in cues.PARTICLES:
        return None
    if _is_word_here(story, candidates, text, hit, last_word):
        return None
    if surface in story.gazetteer.given_names:  # "Eric": Erić loses a sign and is anybody's first name
        candidates = [s for s in candidates if not _is_given_name_here(story, s, text, hit)]
    known = [s for s in candidates if _named_before(story, s, text, hit)]
    if initial:
        known = [s for s in known if story.gazetteer.entry("rider", s.id).name.startswith(initial)]
    if not story.cycling:
        known = [s for s in known if not story.is_common_name("rider", s.id)]
    known = [s for s in known if story.may_be_rider(s.id) and not _is_of_another_time(story, s, candidates, text, hit)]
    if len(known) == 1:
        return known[0].id, "surname-after-full-name"
    if known or initial or not story.cycling or story.elsewhere:
        return None
    return (
        None
        if last_word in cues.NO_PERSON_BEFORE or cues.PLACE_WITH_NAME.search(before)
        else _decide_lone_surname(story, candidates, text)
    )


def _is_of_another_time(story: Story, sense: Sense, candidates: list[Sense], text: StoryText, hit: Hit) -> bool:
    """Say whether the sentence tells of a year in which another of that surname raced and this one cannot have."""
    others = [story.gazetteer.entry("rider", s.id) for s in candidates if s.id != sense.id]
    if not others:
        return False
    entry = story.gazetteer.entry("rider", sense.id)
    years = [int(year) for year in cues.A_YEAR.findall(text.folded, *text.sentence(hit.start))]
    if not years or any(careers.may_race_in(entry, year) for year in years):
        return False
    return any(careers.may_race_in(other, year) for other in others for year in years)


def _is_given_name_here(story: Story, sense: Sense, text: StoryText, hit: Hit) -> bool:
    """Say whether a surname that is a given name as well is one: it lacks its signs, or a name goes on behind it."""
    if _GOES_ON.match(text.folded, hit.end):
        return True
    surname = story.gazetteer.entry("rider", sense.id).facts.get("surname") or ""
    return not surname.isascii() and text.raw[hit.start : hit.end].isascii()


def _is_word_here(story: Story, candidates: list[Sense], text: StoryText, hit: Hit, last_word: str) -> bool:
    """Say whether a surname that is a word or a place as well is just that: "in Milan", "page 3", "Brand new"."""
    policies = {story.gazetteer.entry("rider", s.id).facts.get("surname_policy") for s in candidates}
    if "common-word" not in policies:
        return False
    after = text.folded[hit.end : hit.end + WINDOW_CHARS]
    if (
        last_word in cues.PLACE_OF_NAME
        or cues.GOES_TO_BEFORE.search(around(text, hit)[0])
        or re.match(r" \d{1,3}\b(?![:.'])", after)
    ):
        return True
    begins = text.folded[max(0, hit.start - 3) : hit.start].rstrip(" \"'([")[-1:] in ("", ".", "!", "?", ":")
    word = after[1:].split(" ", 1)[0].strip(".,;:!?")
    if word == "to" and text.index == -1:
        return False  # "Mas to stay"
    return begins and after[:1] == " " and word.islower() and word not in FOLLOWS_A_NAME and not is_finite(word)


def _decide_given_variant(
    story: Story, given: str, candidates: list[Sense], text: StoryText, hit: Hit
) -> tuple[str, str] | None:
    """Link "Thomas Pidcock" where the gazetteer says Tom and no other of the name is a Thomas."""
    same = [
        s.id
        for s in candidates
        if cues.same_given_name(given, fold_names(story.gazetteer.entry("rider", s.id).name.split()[0]))
    ]
    if len(same) != 1 or not story.cycling:
        return None
    speaks = support.speaks_of_rider(*around(text, hit)) or (
        story.is_in_sure_company(text, hit) and not story.is_of_many_fields
    )
    return (same[0], "given-name-variant") if speaks else None


def _decide_lone_surname(story: Story, candidates: list[Sense], text: StoryText) -> tuple[str, str] | None:
    """Link a surname without its full name: only one that the bunch of these years has once, of a rider well known.

    A story that looks back names years in which a father raced: there, who bears the name today is not meant for sure.
    """
    entries = [story.gazetteer.entry("rider", s.id) for s in candidates]
    if len(entries) > 1 and story.year is not None:
        years = {story.year, *story.years_named}
        entries = [e for e in entries if any(careers.may_race_in(e, year) for year in years)]
        if story.side_of_riders_named:
            entries = [e for e in entries if e.gender == story.side_of_riders_named]
        if any(not careers.may_race_in(e, story.year) for e in entries):
            return None
    if len(entries) != 1 or "hand" not in (entries[0].facts.get("sources") or ""):
        return None
    if entries[0].facts.get("surname_policy") != "unique" and (len(candidates) == 1 or text.index == -1):
        return None
    return (entries[0].id, "unique-surname") if len(story.named) >= MIN_SURE_TOPICS else None


def _named_before(story: Story, sense: Sense, text: StoryText, hit: Hit) -> bool:
    """Say whether the rider's full name stands before; for a title or a unique surname, anywhere."""
    where = story.named.get(("rider", sense.id))
    if where is None:
        return False
    unique = story.gazetteer.entry("rider", sense.id).facts.get("surname_policy") == "unique"
    return text.index == -1 or unique or where < (text.index, hit.start)


def add_kin(story: Story) -> None:
    """Link "Simon's twin brother Adam" where the story has named Simon Yates."""
    families = {
        fold_names(entry.facts.get("surname") or ""): entry.id
        for kind, id in story.named
        if kind == "rider" and (entry := story.gazetteer.entry("rider", id))
    }
    if not families:
        return
    for text in story.texts:
        if not any(word in text.folded for word in _KIN_WORDS):
            continue  # nearly always, and ten times faster than the pattern
        for match in _KIN.finditer(text.folded):
            start, end = match.span(1)
            if text.is_hit(start, end) and not story.is_open(text, start, end):
                continue
            found = {
                sense[1]
                for surname in families
                if (sense := story.gazetteer.resolve(f"{match[1]} {surname}")) and sense[0] == "rider"
            }
            if len(found) == 1:
                story.link(text, start, end, "rider", found.pop(), "given-name-of-kin")
