"""Judge the places where a team may be named."""

from __future__ import annotations

from racenews.enrich import cues, evidence
from racenews.enrich.gazetteer import Hit, Sense
from racenews.enrich.gender import Side
from racenews.enrich.story import Story, side_of
from racenews.enrich.story_text import WINDOW_CHARS, StoryText, around, starts_row
from racenews.folding import fold_names

SUBJECT_CHARS = 60  # how far before "leaves" the name of who leaves may begin
MOST_LISTED = 40  # looked at on either side; a start list has twenty
MIN_LISTED = 3  # so many names in a row that may be teams are a list of teams
OBJECT_CHARS = 30  # "have" and "signed the young" between the name and whom it has
ADVERB_CHARS = 20  # "has reportedly" between the name and the verb


def judge_team(story: Story, text: StoryText, hit: Hit, senses: list[Sense]) -> None:
    """Link the hit where it can be pinned on one team; `senses` are the teams it may stand for."""
    before, after = around(text, hit)
    if cues.SECOND_SQUAD_AFTER.match(after) or cues.SECOND_SQUAD_BEFORE.search(before):
        return
    attached = _rider_attached(story, text, hit, before, after)
    side: Side = attached or story.side_at(text, hit.start, hit.end)
    sense = _choose_team(story, text, hit, senses, side, attached)
    if sense is None:
        return
    twin_is_sure = any(s.tier in ("name", "safe") for s in senses)
    if not (
        story.cycling or cues.NO_FIRM.search(text.folded[hit.start : hit.end]) or cues.RIDES_FOR_BEFORE.search(before)
    ):
        return  # a bank called Caja Rural lends money, too
    if _is_firm(story, text, hit, sense, attached):
        return
    if twin_is_sure:
        rule = {"name": "full-name", "safe": "safe-alias"}.get(sense.tier, "women's-team-by-context")
    else:
        evidence = _team_evidence(story, text, hit, sense, before, after, attached)
        if evidence is None:
            return
        rule = evidence
    if text.folded[hit.start : hit.end] == fold_names(story.gazetteer.entry("team", sense.id).name):
        story.named.setdefault(("team", sense.id), (text.index, hit.start))  # it has no fuller name
    story.link(text, hit.start, hit.end, "team", sense.id, rule)


def _is_firm(story: Story, text: StoryText, hit: Hit, sense: Sense, attached: Side) -> bool:
    """Say whether the sponsor is meant or a team of another sport: by the words around, or by the story's field."""
    before, after = around(text, hit)
    if cues.FIRM_AFTER.match(after) or cues.OTHER_TEAM_AFTER.match(after):
        return True
    first, last = text.sentence(hit.start)
    if sense.tier not in ("name", "safe"):
        does = cues.OWNED_BY_BEFORE.search(before) or cues.FIRM_DOES_AFTER.match(after)
        if does and not text.riders_between(first, last):
            story.firms.add(sense.id)  # from here on each sentence tells for itself
            return True
        many = story.is_of_many_fields or sense.id in story.firms
        if many and not attached and not _tells_of_sport(story, text, hit):
            return True
    if sense.id in story.other_squads and not attached and not _tells_of_sport(story, text, hit):
        return True
    if not story.elsewhere or attached or cues.NO_FIRM.search(text.folded[hit.start : hit.end]):
        return False
    if cues.RIDES_FOR_BEFORE.search(around(text, hit)[0]):
        return False
    return not story.speaks_of_sport(text, hit, *text.sentence(hit.start))


def _tells_of_sport(story: Story, text: StoryText, hit: Hit) -> bool:
    """Say whether the sentence around the name has a rider, or a word of cycling."""
    first, last = text.sentence(hit.start)
    if text.riders_between(first, last) or story.speaks_of_sport(text, hit, first, last):
        return True
    return evidence.count_own_points(text.folded[first:last], 1) > 0 or (
        cues.TEAM_NOUN_AFTER.match(text.folded, hit.end) is not None
    )


def _choose_team(
    story: Story, text: StoryText, hit: Hit, senses: list[Sense], side: Side, attached: Side
) -> Sense | None:
    """Return the one lineage meant: the side of the sentence, the years and the story's full names decide."""
    surface = text.folded[hit.start : hit.end]
    gazetteer = story.gazetteer
    if story.year is not None and len(senses) > 1:
        year = story.year
        in_use = [s for s in senses if s.tier in ("name", "safe") or gazetteer.valid_in(s.id, surface, year)]
        senses = in_use or senses
    women = [s for s in senses if gazetteer.entry("team", s.id).gender == "F"]
    men = [s for s in senses if gazetteer.entry("team", s.id).gender == "M"]
    if women and men:
        chosen = women if side == "F" else men
    elif men and side == "F" and (twins := _women_of_that_name(story, men)):
        chosen = twins
    elif men:
        # The women's squad of this sponsor is not known by this name: say nothing rather than the men's.
        chosen = [] if attached == "F" else men
    else:
        chosen = [] if attached == "M" and women[0].tier not in ("name", "safe") else women
    if len(chosen) > 1:
        chosen = [s for s in chosen if ("team", s.id) in story.named] or [
            s for s in chosen if s.tier in ("name", "safe")
        ]
    return chosen[0] if len(chosen) == 1 else None


def _women_of_that_name(story: Story, men: list[Sense]) -> list[Sense]:
    """Return the women's squads that bear the name of these men's in the story's year: "X" and "X Women"."""
    twins = []
    for sense in men:
        twin = story.gazetteer.sibling("team", sense.id)
        periods = story.gazetteer.names_by_year(twin) if twin else ()
        named = [p for p in periods if story.year is None or p.first - 1 <= story.year <= p.last + 1]
        if twin and any(p.name.endswith((" Women", " Ladies")) for p in named):
            twins.append(Sense("team", twin, sense.tier))
    return twins


def _rider_attached(story: Story, text: StoryText, hit: Hit, before: str, after: str) -> Side:
    """Return the gender of the rider whose team the grammar says this is; "" where it does not say."""
    bracket = before.endswith("(") and after[:1] == ")"
    if bracket or cues.OF_OR_FOR_BEFORE.search(before):
        reach = hit.start - (2 if bracket else WINDOW_CHARS)
        first, _ = text.sentence(hit.start)
        riders = [
            rider
            for rider in text.riders_between(max(first, hit.start - 2 * WINDOW_CHARS), hit.start)
            if max(first, reach) <= rider[1] <= hit.start
        ]
        if riders:
            return side_of(story.gazetteer.entry("rider", max(riders, key=lambda r: r[1])[2]).gender)
    if after[:1] == "," and (gap := cues.WITH_TEAM_BEFORE.search(before)):
        begin = hit.start - len(before) + gap.start()
        for _, end, id in text.riders_between(max(0, begin - WINDOW_CHARS), begin):
            if end == begin:
                return side_of(story.gazetteer.entry("rider", id).gender)
    if phrase := cues.TEAM_PHRASE_BEFORE.search(before):
        verb = hit.start - len(before) + phrase.start()
        subjects = text.riders_between(max(0, verb - SUBJECT_CHARS), verb)
        if subjects and "," not in text.folded[subjects[-1][1] : verb] and subjects[-1][1] >= verb - ADVERB_CHARS:
            return side_of(story.gazetteer.entry("rider", subjects[-1][2]).gender)
    for follows in (cues.NAME_FOLLOWS, cues.DESCRIBED_NAME_FOLLOWS):
        if gap := follows.match(after):
            begin = hit.end + gap.end()
            for _, _, id in text.riders_between(begin, begin + 1):
                return side_of(story.gazetteer.entry("rider", id).gender)
    return ""


def _team_evidence(
    story: Story, text: StoryText, hit: Hit, sense: Sense, before: str, after: str, attached: Side
) -> str | None:
    """Return the rule by which a short team name is one here; None without evidence."""
    first, last = text.sentence(hit.start)
    lineage_named = ("team", sense.id) in story.named
    if not story.cycling:
        return None
    if (
        cues.TEAM_WORD_AFTER.match(after)
        or cues.TEAM_WORD_BEFORE.search(before)
        or cues.TEAM_APPOSITION_AFTER.match(after)
        or (after[:1] in (",", ".") and cues.OWN_TEAM_BEFORE.search(before))
    ):
        return "team-cue-word"
    is_former = cues.FORMER_BEFORE.search(before) is not None
    if not lineage_named and not is_former and not _was_in_use(story, text, hit, sense.id):
        return None
    if before.endswith("(") and after[:1] == ")" and (attached or starts_row(text)):
        return "team-in-brackets"
    if attached or cues.PERSON_OF_BEFORE.search(before) or cues.RIDER_OF_ELSEWHERE_BEFORE.search(before):
        return "team-of-rider"
    is_place = text.folded[hit.start : hit.end] in cues.PLACES_THAT_SPONSOR
    if not is_place and (gap := cues.TEAM_FOR_AFTER.match(after)):
        begin = hit.end + gap.end()
        if text.riders_between(begin, begin + 1):
            return "team-of-rider"
    is_town = text.folded[hit.start : hit.end] in cues.TOWNS_THAT_SPONSOR
    if is_town and (cues.TOWN_AFTER.match(after) or before.endswith((" of ", "Of "))):
        return None
    is_shop = text.folded[hit.start : hit.end] in cues.SHOPS_THAT_SPONSOR
    if not is_place and not is_shop and (gap := cues.TEAM_DOES_TO_AFTER.match(after)):
        begin = hit.end + gap.end()
        if text.riders_between(begin, begin + 1):
            return "team-does-what-teams-do"
    if _is_in_move(story, text, hit, before):
        return "team-in-transfer"
    if _is_in_list(story, text, hit, sense.id):
        return "team-in-list"
    if (
        cues.TEAM_NOUN_AFTER.match(after)
        or cues.TEAM_PHRASE_BEFORE.search(before)
        or cues.GOODS_OF_TEAM_BEFORE.search(before)
    ):
        return "team-cue-word"
    if cues.PLACE_BEFORE.search(before) or cues.PRODUCT_NEAR.search(text.folded[first:last].lower()):
        return None
    if lineage_named:
        return "short-form-after-full-name"
    if (is_place or is_shop) and not lineage_named and not text.riders_between(hit.end, hit.end + OBJECT_CHARS):
        return None  # "Bahrain have Lenny Martinez" are a team, "Israel and Bahrain have one rider each" are not
    if story.year is not None and cues.TEAM_PLURAL_AFTER.match(after):
        return "team-in-plural"
    if cues.TEAM_VERB_AFTER.match(after) and (
        text.riders_between(first, last) or story.races_between(text, first, last)
    ):
        return "team-does-what-teams-do"
    if (
        not is_place
        and cues.TEAM_SPEAKS_AFTER.match(after)
        and (text.riders_between(first, last) or (text.riders and cues.HIM_OR_HER.search(text.folded, first, last)))
    ):
        return "team-does-what-teams-do"
    return None


def _is_in_move(story: Story, text: StoryText, hit: Hit, before: str) -> bool:
    """Say whether somebody moves from or to the team: in a row of transfers, or the other end is a team for sure."""
    if text.riders and cues.MOVE_IN_ROW.match(text.folded, 0, hit.start):
        return True
    at = text.place_of(hit)
    first, _ = text.sentence(hit.start)
    if gap := cues.MOVES_TO.search(before):
        begin = hit.start - len(before) + gap.start()
        is_riders_move = any(end == begin for _, end, _ in text.riders_between(first, begin))
        if is_riders_move and text.has_team_between(first, begin):
            return True  # "Quintana is off to Arkea-Samsic, and Landa to Bahrain"
        if at and (ends := cues.ENDS_OF_MOVE.search(before)) and text.hits[at - 1].end == hit.start - len(ends[1]):
            mover = hit.start - len(ends[0])
            if any(end == mover for _, end, _ in text.riders_between(first, mover)):
                return True
    if cues.MOVES_FROM_BEFORE.search(before):
        pair = text.hits[at : at + 2]
    elif cues.MOVES_TO.search(before) and at and text.folded.endswith(("rom ", "rom the "), 0, text.hits[at - 1].start):
        pair = text.hits[at - 1 : at + 1]
    else:
        return False
    return (
        len(pair) == 2
        and cues.MOVES_TO.fullmatch(text.folded[pair[0].end : pair[1].start]) is not None
        and any(s.kind == "team" and s.tier in ("name", "safe") for other in pair for s in other.senses)
    )


def _is_in_list(story: Story, text: StoryText, hit: Hit, id: str) -> bool:
    """Say whether the name stands in a list with a team for sure, or with two more that may be teams."""
    if cues.PRODUCT_NEAR.search(text.folded[slice(*text.sentence(hit.start))].lower()):
        return False
    sentence, _ = text.sentence(hit.start)
    if text.folded.endswith(", then ", 0, hit.start) and text.has_team_between(sentence, hit.start):
        return True  # "Sky led, then Astana, then Lotto"
    at = text.place_of(hit)
    first = last = at
    while (
        first
        and at - first < MOST_LISTED
        and cues.LIST_JOINT.fullmatch(text.folded, text.hits[first - 1].end, text.hits[first].start)
    ):
        first -= 1
    while (
        last + 1 < len(text.hits)
        and last - at < MOST_LISTED
        and cues.LIST_JOINT.fullmatch(text.folded, text.hits[last].end, text.hits[last + 1].start)
    ):
        last += 1
    others = [
        other
        for other in (*text.hits[first:at], *text.hits[at + 1 : last + 1])
        if any(s.kind == "team" and s.id != id for s in other.senses)
    ]
    if any(s.tier in ("name", "safe") and s.id in story.sure_teams for other in others for s in other.senses):
        return True
    names = [text.folded[other.start : other.end] for other in (hit, *others)]
    return len(names) >= MIN_LISTED and not all(
        name in cues.PLACES_THAT_SPONSOR or name in cues.SHOPS_THAT_SPONSOR for name in names
    )


def _was_in_use(story: Story, text: StoryText, hit: Hit, id: str) -> bool:
    """Say whether the short name was a team's in the story's year, in one it looks back to, or in a career it tells."""
    if story.year is None:
        return True
    surface = text.folded[hit.start : hit.end]
    if any(story.gazetteer.valid_in(id, surface, year) for year in {story.year, *story.years_named}):
        return True
    riders = [rider for _, _, rider in text.riders_between(*text.sentence(hit.start))]
    past = story.years_of_careers(riders) or story.years_of_careers_told
    return any(story.gazetteer.valid_in(id, surface, year) for year in past)
