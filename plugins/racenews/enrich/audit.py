"""Why each name in a story is a link or none: the records that an editor reads. Works it out anew, story by story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from racenews.enrich import cues, eponyms
from racenews.enrich.corrections import DESK_RULE, TITLE, correct_mentions
from racenews.enrich.gazetteer import FOREVER, Gazetteer, Hit, Sense
from racenews.enrich.mentions import judge_story
from racenews.enrich.story import Story
from racenews.enrich.story_text import StoryText, around, given_name_before, goes_on_as_name
from racenews.folding import fold_names
from racenews.toml_text import quote_toml
from racenews.types import Correction, LeftRecord, LinkRecord, Mention, TopicRef

NEAR_CHARS = 32  # so much of the text to each side shows what a rule went by
MOST_NAMED = 4  # of the topics that a name may mean


def audit_story(
    title: str | None,
    paragraphs: Sequence[str],
    gazetteer: Gazetteer,
    published: dt.date | None,
    correction: Correction | None = None,
) -> tuple[tuple[LinkRecord, ...], tuple[LeftRecord, ...]]:
    """Return a record for every link of the story, and one for every known name in it that is none; both in order."""
    story = judge_story(title, paragraphs, gazetteer, published)
    found = tuple(story.mentions) if story else ()
    mentions = correct_mentions(found, correction or Correction(""), title, paragraphs)
    links = tuple(LinkRecord(m, _evidence(m, story)) for m in mentions)
    left = [
        *(_left(story, mentions) if story else ()),
        *_out_of_years(title, paragraphs, gazetteer, published, mentions),
    ]
    taken = {(m.paragraph, m.start) for m in found} - {(m.paragraph, m.start) for m in mentions}
    return links, tuple(
        LeftRecord(r.surface, r.paragraph, r.start, r.end, r.candidates, "content/desk/topics.toml corrects it")
        if (r.paragraph, r.start) in taken
        else r
        for r in sorted(left, key=lambda r: (r.paragraph, r.start))
    )


def veto_line(surface: str, *topics: TopicRef) -> str:
    """Return the line of `[veto]` that keeps a name from ever being a link to the topic, or to one of several.

    >>> print(veto_line("Sky", ("team", "ineos-grenadiers")))
    "Sky" = "team/ineos-grenadiers"
    """
    refs = [quote_toml("/".join(topic)) for topic in topics]
    return f"{quote_toml(surface)} = " + (refs[0] if len(refs) == 1 else f"[{', '.join(refs)}]")


def unlink_line(source: str, surface: str) -> str:
    """Return the line of `[correct]` that takes the links from a name in one dump.

    >>> print(unlink_line("2024/x.txt", "Martin"))
    "2024/x.txt".unlink = ["Martin"]
    """
    return f"{quote_toml(source)}.unlink = [{quote_toml(surface)}]"


def correction_line(source: str, surface: str, topic: TopicRef) -> str:
    """Return the line of `[correct]` that links a name to the topic in one dump.

    >>> print(correction_line("2024/x.txt", "Martin", ("rider", "dan-martin")))
    "2024/x.txt".link."Martin" = "rider/dan-martin"
    """
    return f"{quote_toml(source)}.link.{veto_line(surface, topic)}"


def name_place(paragraph: int) -> str:
    """Return where a mention stands, in words."""
    return "the title" if paragraph == TITLE else f"paragraph {paragraph + 1}"


# --- links ------------------------------------------------------------------------------------------------


def _evidence(mention: Mention, story: Story | None) -> str:
    """Return what the mention's rule found, in words; the text around it where a rule has no words of its own."""
    if mention.rule == DESK_RULE or story is None:
        return "content/desk/topics.toml says so"
    return _WORDS.get(mention.rule, _words_around)(mention, story)


def _page_name(mention: Mention, story: Story) -> str:
    name = story.gazetteer.entry(mention.kind, mention.id).name
    periods = story.gazetteer.names_by_year(mention.id) if mention.kind == "team" else ()
    plain = fold_names(mention.surface).lower()
    for period in periods:
        if fold_names(period.name).lower() == plain and period.name != name:
            until = "" if period.last == FOREVER else period.last
            return f"the name of {name} in {period.first}–{until}"
    return f"the name of {name}"


def _alias(mention: Mention, story: Story) -> str:
    name = story.gazetteer.entry(mention.kind, mention.id).name
    if story.gazetteer.is_given(mention.kind, mention.id, fold_names(mention.surface)):
        return f"content/desk/topics.toml gives it to {name}"
    return f"a name of {name} alone"


def _after_full_name(mention: Mention, story: Story) -> str:
    """Say where the full name stands that makes a short one sure."""
    gazetteer = story.gazetteer
    for id in (mention.id, gazetteer.sibling(mention.kind, mention.id) or ""):
        if place := story.named.get((mention.kind, id)):
            surfaces = (m.surface for m in story.mentions if (m.paragraph, m.start) == place)
            name = next(surfaces, gazetteer.entry(mention.kind, id).name)
            return f"“{name}” stands in {name_place(place[0])}"
    return _words_around(mention, story)


def _lone(mention: Mention, story: Story) -> str:
    return f"nobody else who races in these years is called so, and the story names {len(story.named)} topics in full"


def _context(mention: Mention, story: Story) -> str:
    text = _text_of(mention.paragraph, story)
    side = {"F": "women’s", "M": "men’s"}.get(story.side_at(text, mention.start, mention.end), "")
    said = f"the story speaks of {side} racing here: " if side else ""
    return said + _words_around(mention, story)


def _discipline(mention: Mention, story: Story) -> str:
    return f"of the championships, that of the sentence’s discipline: {_words_around(mention, story)}"


def _enough(mention: Mention, story: Story) -> str:
    return f"no other race of the name stands before, and the story names {len(story.named)} topics in full"


def _words_around(mention: Mention, story: Story) -> str:
    text = _text_of(mention.paragraph, story).raw
    before = text[max(0, mention.start - NEAR_CHARS) : mention.start]
    after = text[mention.end : mention.end + NEAR_CHARS]
    if mention.start > NEAR_CHARS:
        before = before.partition(" ")[2]  # whole words only
    if mention.end + NEAR_CHARS < len(text):
        after = after.rpartition(" ")[0]
    return f"“{before}[{mention.surface}]{after}”"


def _text_of(paragraph: int, story: Story) -> StoryText:
    return next(text for text in story.texts if text.index == paragraph)


_WORDS: Mapping[str, Callable[[Mention, Story], str]] = {
    "full-name": _page_name,
    "safe-alias": _alias,
    "surname-after-full-name": _after_full_name,
    "nickname-after-full-name": _after_full_name,
    "short-form-after-full-name": _after_full_name,
    "unique-surname": _lone,
    "women's-team-by-context": _context,
    "championship-by-discipline": _discipline,
    "ambiguous-with-evidence": _enough,
}


# --- names that are no link -------------------------------------------------------------------------------


_TOO_LITTLE = "the story is not surely about cycling: too few names and words of the sport"


def _left(story: Story, mentions: Sequence[Mention]) -> Iterator[LeftRecord]:
    """Yield a record for every hit of the automaton that became no link."""
    for text in story.texts:
        linked = [(m.start, m.end) for m in mentions if m.paragraph == text.index]
        for hit in text.hits:
            if any(start < hit.end and hit.start < end for start, end in linked):
                continue
            candidates = tuple(dict.fromkeys((s.kind, s.id) for s in hit.senses))
            surface = text.raw[hit.start : hit.end]
            reason, is_open = _reason(story, text, hit)
            yield LeftRecord(surface, text.index, hit.start, hit.end, candidates, reason, is_open)


def _out_of_years(
    title: str | None,
    paragraphs: Sequence[str],
    gazetteer: Gazetteer,
    published: dt.date | None,
    mentions: Sequence[Mention],
) -> Iterator[LeftRecord]:
    """Yield a record for every name that the gazetteer holds for other years than the story's."""
    if not gazetteer.has_years or published is None:
        return
    for index, raw in ((TITLE, title or ""), *enumerate(paragraphs)):
        linked = [(m.start, m.end) for m in mentions if m.paragraph == index]
        for hit in gazetteer.find(fold_names(raw), raw):
            limited = [s for s in hit.senses if s.is_limited]
            if len(limited) < len(hit.senses) or not limited or any(s < hit.end and hit.start < e for s, e in linked):
                continue
            if any(sense.is_valid_in({published.year}) for sense in limited):
                continue
            years = ", ".join(f"{s.id} in {_years(s)}" for s in limited)
            reason = f"it is a name of {years}; the story is of {published.year}"
            candidates = tuple((s.kind, s.id) for s in limited)
            yield LeftRecord(raw[hit.start : hit.end], index, hit.start, hit.end, candidates, reason)


def _years(sense: Sense) -> str:
    return f"{sense.first or ''}–{'' if sense.last == FOREVER else sense.last}"


def _reason(story: Story, text: StoryText, hit: Hit) -> tuple[str, bool]:
    """Return the first reason that holds why the hit is no link, and whether it may be one after all."""
    if not hit.senses:
        return "a phrase or name that is vetoed", False
    surface = text.folded[hit.start : hit.end]
    if all(story.gazetteer.is_vetoed(s.kind, s.id, surface) for s in hit.senses):
        return "content/desk/topics.toml vetoes it", False
    riders = tuple(dict.fromkeys(s.id for s in hit.senses if s.kind == "rider"))
    if riders and (reason := _reason_of_another(story, text, hit)):
        return reason, False
    if riders and (reason := _reason_of_time(story, riders)):
        return reason, False
    if story.elsewhere:
        return "the story is of another field than cycling, and no word of the sport beside the name", True
    if riders and not story.speaks_of_cycling:
        return _TOO_LITTLE, False
    strangers: list[TopicRef] = [("rider", id) for id in riders if id in story.strangers]
    if strangers and not any(ref in story.named for ref in strangers):
        return f"the story gives the name to another than {_list(story, strangers)}: by age or walk of life", True
    if riders and (reason := _reason_of_riders(story, hit, riders)):
        return reason, True
    if not story.cycling:
        return _TOO_LITTLE, False
    senses = _without_twins(story, hit.senses)
    if len({(s.kind, s.id) for s in senses}) > 1:
        return f"it may be {_list(story, [(s.kind, s.id) for s in senses])}, and nothing near it decides", True
    return _reason_of_one(story, senses[0], surface, text.folded[hit.end : hit.end + NEAR_CHARS])


def _without_twins(story: Story, senses: Sequence[Sense]) -> list[Sense]:
    """Return the senses without the women's row of a team or race whose men's row is there, too."""
    here = {(s.kind, s.id) for s in senses}
    gazetteer = story.gazetteer
    return [
        s
        for s in senses
        if gazetteer.entry(s.kind, s.id).gender != "F" or (s.kind, gazetteer.sibling(s.kind, s.id)) not in here
    ]


def _reason_of_another(story: Story, text: StoryText, hit: Hit) -> str:
    """Say why the name is somebody's whom the gazetteer does not know; "" where nothing says so."""
    if eponyms.is_named_after(*around(text, hit)):
        return "it is the name of a place, an event or a house named after a rider"
    given = given_name_before(text, hit, story.gazetteer)
    if given and not story.is_own_given_name(given, hit.senses):
        return f"“{given}” before it makes it somebody else’s name"
    if goes_on_as_name(text, hit, story.gazetteer):
        return "another capitalised word carries the name on"
    if text.folded[hit.start : hit.end].lower() in story.claimed:
        return "the story gives this surname to somebody whom the gazetteer does not know"
    return ""


def _reason_of_time(story: Story, ids: Sequence[str]) -> str:
    """Say that whoever has the name was a child in the year of the story; "" where one was not."""
    if any(story.is_old_enough(id) for id in ids):
        return ""
    return f"{_list(story, [('rider', id) for id in ids])} was a child in {story.year}"


def _reason_of_riders(story: Story, hit: Hit, ids: Sequence[str]) -> str:
    """Say between which riders the name wavers; "" where one alone has it, or it may be no rider's."""
    named: list[TopicRef] = [("rider", id) for id in ids if ("rider", id) in story.named]
    if len(named) > 1:
        return f"the story names {_list(story, named)} in full: it may be any of them"
    if named and len(ids) > 1:
        return f"the full name of {_list(story, named)} stands only behind it"
    if len(ids) > 1 and all(s.kind == "rider" for s in hit.senses):
        return f"it may be {_list(story, [('rider', id) for id in ids])}, and the story names none of them in full"
    return ""


def _reason_of_one(story: Story, sense: Sense, surface: str, after: str) -> tuple[str, bool]:
    name = story.gazetteer.entry(sense.kind, sense.id).name
    if sense.kind == "rider" and sense.tier in ("name", "safe"):
        return f"others are called {name} as well, and no word beside it says that the rider is meant", True
    if sense.kind == "rider":
        return f"it may be {name}, whom the story does not name in full", True
    if sense.kind == "team":
        if cues.FIRM_AFTER.match(after):
            return f"the sponsor of {name} is meant: the words behind it call it a firm", False
        if sense.tier in ("name", "safe"):
            return f"the rider beside it is not one of {name}, and no other team of the name is known", True
        years = {story.year, *story.years_named} if story.year is not None else set()
        if years and not any(story.gazetteer.valid_in(sense.id, surface, year) for year in years):
            return f"{name} was not called so in {story.year}, and no year near it says otherwise", False
        if surface == fold_names(name):
            return f"a firm or a place is called {name} as well: no rider, bracket or cue word beside it", True
        return f"it may be {name}: no full name, rider, bracket or cue word beside it says so", True
    if sense.tier == "place":
        return f"it may be the place, not {name}: no word of a result beside it", False
    if cues.NOT_THE_TOUR_AFTER.match(after) or cues.OTHER_SUFFIX_AFTER.match(after):
        return f"it is part of another name than {name}", False
    return f"it may be {name}, which the story does not name in full", True


def _list(story: Story, refs: Sequence[TopicRef]) -> str:
    """Return the names of topics, "A, B or C"; of many the first few."""
    names = list(dict.fromkeys(story.gazetteer.entry(kind, id).name for kind, id in refs))
    if len(names) > MOST_NAMED:
        names = [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
