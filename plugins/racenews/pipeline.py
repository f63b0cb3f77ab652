"""The corridor: the one module that knows all rooms, and the order in which a dump walks through them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from racenews.clean.author_note import find_author_notes
from racenews.clean.beside import without_neighbours
from racenews.clean.compose import compose
from racenews.clean.dated import dated_sentences
from racenews.clean.decide import TAGS_RULE, Seen, decide
from racenews.clean.fixers import fix
from racenews.clean.places import judge_places
from racenews.clean.results import (
    barred_rows,
    live_entries,
    numbered_headings,
    numbered_sentences,
    result_lines,
    star_rows,
    without_cuts_in,
    without_items,
    without_rows,
)
from racenews.clean.rules import RuleMatch
from racenews.clean.voice import speaks_to_customers
from racenews.desk_word import apply_word, find_greedy, find_torn, remedy_for_emptied
from racenews.enrich.byline import tidy_author
from racenews.enrich.label import label_story
from racenews.enrich.linking import find_idle_corrections, link_story
from racenews.enrich.mentions import find_mentions
from racenews.enrich.standfirst import summarise
from racenews.folding import fold, fold_names
from racenews.intake.day_order import OPEN_DATE, is_day_first
from racenews.intake.error_page import name_error
from racenews.intake.fields import FIELD_NAMES
from racenews.intake.foot import read_foot
from racenews.intake.header import parse_header
from racenews.intake.lines import is_too_cut_up, text_lines
from racenews.intake.page_head import blank_marked, settle_doubts, trim_header
from racenews.intake.read import dump_from_bytes, dump_from_text, is_page, read_bytes
from racenews.intake.rest import join_heads, parse_rest
from racenews.intake.second_head import find_second_head
from racenews.intake.segment import segment
from racenews.resources import Resources, load
from racenews.scripts import count_words, is_foreign_script, is_foreign_sentence
from racenews.sentences import split_sentences
from racenews.types import (
    Article,
    CleanText,
    Dump,
    Header,
    Mention,
    Override,
    Paragraph,
    Rejection,
    Removal,
    Segment,
    Span,
    Tile,
    TitleSource,
    TopicRef,
)

if TYPE_CHECKING:
    from racenews.clean.weights import Mode

HEAD_LINES = 14  # a story's head is looked for in so many lines
FAVOURITES_RULES = ("related/", "comments/rating")  # "Our favourites" above links, and stars to click on
ABOVE_TITLE_RULE = "head/above-title"
MAX_SECOND_LOOKS = 4  # each cuts something, and mostly the second finds nothing
TITLE_CONTEXT_CHARS = 3000  # of the story, beside which a headline is judged
MAX_FOREIGN_TITLE_CHARS = 120
MIN_STORY_WORDS = 8  # fewer words are a caption, a label or what is left of a form
LEAD_PARAGRAPHS = 2  # who "the Mexican" of a lead is, they tell
MAX_TOPIC_WARNINGS = 5
MIN_RESULT_ROWS = 3
JUNK_REACH = 30  # a doubtful phrase so close before a sure one belongs to the same form


_DATE_FIELD = re.compile(
    r"(?:(?:^|\n)\s*(?:date|published|pubdate|datum|data|fecha)\s*:?[ \t]+(?=\S)|\sdate[ \t]+(?=\d))([^\n]{1,39})",
    re.IGNORECASE,
)
_NEXT_FIELD = re.compile(rf"\s+(?:[|;,]\s*)?(?:{'|'.join(FIELD_NAMES)})(?:\s?[:=]|\s).*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]」』]*$|[.!?]\s|[。！？]")
_ENDS = tuple(".!?…。！？।؟")
_CLOSING = "\"'”’»)]"


def article_from_dump(dump: Dump, resources: Resources) -> Article | Rejection:
    """Return the story that `dump` holds, or why it holds none. Never raises, whatever the text.

    What the desk says of this dump wins; a keep or cut that the dump does not hold is passed over here.
    """
    if dump.kind == "text" and is_too_cut_up(dump.text):
        told = "it has thousands of lines or sentences, more than a story of its length can have"
        return Rejection(dump.source, told, "split it, or take it out of content/dumps")
    word = resources.desk.overrides.get(dump.source) or Override(dump.source)
    header, clean = clean_dump(dump, resources)
    if word.keep or word.cut:
        header, clean = _with_desk_word(dump, header, clean, word)
    paragraphs = clean.paragraphs
    reason = _not_a_story(dump, header, clean)
    if reason and not (word.keep and paragraphs):
        return Rejection(
            dump.source,
            reason,
            remedy_for_emptied(dump.text, clean.removals, resources.desk.rules)
            or "Export the page's text again, or take the file out of content/dumps.",
            clean.removals,
        )
    declared = dump.declared
    opening = header.opening or _foreign_opening(paragraphs)
    title = word.title or declared.title or header.title or opening
    if title:
        title = fix(title) or None
    header_spans = header.spans
    if opening and title == fix(opening) == paragraphs[0].text and len(paragraphs) > 1:
        # `opening` is the headline of a text without any other head; the page prints it once, above the story
        header_spans = tuple(sorted([*header_spans, *paragraphs[0].spans]))
        paragraphs = paragraphs[1:]
    bodies = [p.text for p in paragraphs]
    title_source: TitleSource = "desk" if word.title else "dump" if title else "derived"
    prose = [p.text for p in paragraphs if p.kind in ("p", "quote") and _ends(p.text)] or bodies
    published = word.date or declared.published or header.published
    title = title or _derived_title(_without_forms(prose), resources, published) or prose[0]
    listed = tuple(map(fix, dict.fromkeys((*declared.topics, *header.topics))))
    correction = resources.desk.corrections.get(dump.source)
    mentions, topics = link_story(title, bodies, resources.gazetteer, published, listed, correction)
    return Article(
        source=dump.source,
        title=title,
        title_source=title_source,
        author=resources.desk.name_of(
            _author(declared.author, header.author) if word.author is None else fix(word.author) or None
        ),
        date=published,
        summary=fix(word.summary) if word.summary else summarise(prose),
        summary_source="desk" if word.summary else "derived",
        paragraphs=paragraphs,
        topics=topics,
        mentions=mentions,
        header_spans=header_spans,
        removals=clean.removals,
        credits=clean.credits,
        source_url=declared.url or header.url,
        warnings=(
            *dump.warnings,
            *find_torn(dump.text, clean.removals, resources.desk.rules),
            *find_greedy(dump.text, clean.removals, resources.desk.rules, sum(len("".join(b.split())) for b in bodies)),
            *_foreign_script(bodies),
            *_second_story(dump, header),
            *(_open_date(dump, header, published) if published else _unread_date(dump, header)),
            *find_idle_corrections(title, bodies, resources.gazetteer, published, listed, correction),
            *_unnamed_topics(header, mentions, resources, correction.drop if correction else ()),
        ),
        slug=word.slug,
    )


def _foreign_opening(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the first line of a story in a script of its own where it is no sentence and one stands below it."""
    first, *below = [p.text for p in paragraphs[:2]]
    fits = is_foreign_script(first) and len(first) <= MAX_FOREIGN_TITLE_CHARS and not _ends(first)
    return first if fits and below and _ends(below[0]) else None


def _ends(text: str) -> bool:
    """Tell whether a paragraph ends like a sentence."""
    return text.rstrip(_CLOSING).endswith(_ENDS)


def _derived_title(prose: Sequence[str], resources: Resources, published: dt.date | None) -> str:
    """Return a headline made from the lead, with the rider's name where the lead has only a nationality."""
    from racenews.enrich.described import is_described, name_described  # hundreds of patterns, and few dumps need them
    from racenews.enrich.headline import derive_headline

    lead, gazetteer = prose[:LEAD_PARAGRAPHS], resources.gazetteer
    title = derive_headline(
        prose, lambda: label_story(find_mentions(None, lead, gazetteer, published), lead, gazetteer)
    )
    if not is_described(title):
        return title
    found = find_mentions(None, lead, gazetteer, published)
    ids = dict.fromkeys(mention.id for mention in found if mention.kind == "rider")
    return name_described(title, [gazetteer.entry("rider", id) for id in ids])


def _foreign_script(bodies: Sequence[str]) -> tuple[str, ...]:
    """Return a warning where the story is in a script that the learned judge was never shown."""
    if not is_foreign_script("\n".join(bodies)):
        return ()
    return ("its script is one that only the phrase rules judge: all of it is kept; read it through and cut the forms",)


def _second_story(dump: Dump, header: Header) -> tuple[str, ...]:
    """Return a warning where a text with a head seems to hold two stories; a page's markup parts them itself."""
    if dump.kind != "text" or not header.spans or not (header.author or header.published):
        return ()
    second = find_second_head(dump.text, header.spans[-1].end)
    told = f"perhaps two stories in one dump: a second head begins at “{second}”; split the file"
    return (told,) if second else ()


def _unnamed_topics(
    header: Header, mentions: Sequence[Mention], resources: Resources, dropped: Sequence[TopicRef]
) -> tuple[str, ...]:
    """Return a warning for each rider, team or race that the head lists, the story does not name and nobody dropped."""
    named = {*((m.kind, m.id) for m in mentions), *dropped}
    missing = [t for t in header.topics if (known := resources.gazetteer.resolve(t)) is not None and known not in named]
    return tuple(f'topic "{fix(t)}" is left out: the story does not name it' for t in missing[:MAX_TOPIC_WARNINGS])


def _unread_date(dump: Dump, header: Header) -> tuple[str, ...]:
    """Return a warning where the head has a date field and no day can be read from it."""
    for span in header.spans:
        if match := _DATE_FIELD.search(span.of(dump.text)):
            said = _NEXT_FIELD.sub("", match.group(1)).strip(" |;,")
            return (f'no day can be read from the date "{said}"; write it like 2023-09-26',)
    return ()


def _open_date(dump: Dump, header: Header, published: dt.date) -> tuple[str, ...]:
    """Return a warning where the figures of the date may stand for another day as well."""
    for span in header.spans:
        match = OPEN_DATE.search(dump.text, span.start, span.end)
        if match and is_day_first(published, dump.text, match.start()) is None:
            told = f"{match.group()} is read as {published:%Y-%m-%d}"
            return (f"{told}; where the month comes first, set the date in overrides.toml",)
    return ()


def _author(*said: str | None) -> str | None:
    """Return the first byline that names somebody."""
    return next(filter(None, map(tidy_author, said)), None)


def _with_desk_word(dump: Dump, header: Header, clean: CleanText, word: Override) -> tuple[Header, CleanText]:
    """Return head and story with the desk's keeps and cuts, every other verdict as it was."""
    header, removals = apply_word(dump.text, header, clean.removals, word)
    lines = segment(dump.text, header.spans)
    clean = compose(dump.text, lines, removals, dump.kinds)
    title = word.title or dump.declared.title or header.title
    return header, _without_second_title(clean, fix(title)) if title else clean


def _without_forms(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs without sentences that speak to customers: no headline comes from a form."""
    told = []
    for paragraph in paragraphs:
        sentences = [paragraph[a:b] for a, b in split_sentences(paragraph)]
        told.append(" ".join(s for s in sentences if not speaks_to_customers(s)))
    return [p for p in told if p] or list(paragraphs)


class RuleView(NamedTuple):
    """What the rules say of a dump: its head, its lines without it, their cuts, and the phrases they rest on."""

    header: Header
    lines: tuple[tuple[Segment, ...], ...]
    cuts: tuple[Removal, ...]
    phrases: tuple[tuple[int, bool], ...]
    """(offset, is sure) of every phrase that was found, whether it led to a cut or not."""
    rows: tuple[Span, ...]
    """The lines that the scores are not heard against: results, sentences that open with a day, other scripts."""


def judge_by_rules(dump: Dump, resources: Resources) -> RuleView:
    """Return what the phrase rules and the places of lines say of `dump`."""
    text = dump.text
    folded = fold(blank_marked(dump))
    judged = resources.rules.judge(folded)
    marked = [m.span for m in dump.marked]
    head_lines = segment(text, marked, HEAD_LINES)
    seen: Seen = {}
    head_cuts = decide(text, folded, head_lines, judged, resources.rules, seen)
    whole_lines = [cut.span for cut in head_cuts if cut.rule in resources.rules.line_rule_ids and cut.rule != TAGS_RULE]
    junk = sorted({*_form_phrases(judged.matches), *whole_lines, *marked})
    header = trim_header(parse_header(dump, junk, lambda name: _is_topic(name, resources)), dump)
    lines = segment(text, [*marked, *header.spans, *header.above])
    cuts = decide(text, folded, lines, judged, resources.rules, seen)
    stars = star_rows(text, lines) if dump.kind == "text" else ()
    cuts = without_cuts_in(cuts, stars, FAVOURITES_RULES)
    has_title = bool(dump.declared.title or header.title)
    foreign = () if text.isascii() else _foreign_lines(text)
    if dump.kind == "text":  # a page's own markup says better where its story begins and ends
        placed = judge_places(text, lines, cuts, has_title=has_title)
        placed = tuple(cut for cut in placed if not is_foreign_sentence(cut.span.of(text)))
        cuts = _in_order([*cuts, *without_cuts_in(placed, stars, ("place/",))])
    items = numbered_sentences(text, lines)
    cuts = without_items(cuts, items, resources.desk.rules)
    phrases = tuple((m.span.start, m.rule.strength == "sure") for m in judged.matches)
    rows = (*live_entries(text, lines), *items, *foreign)
    if dump.kind == "text":
        headings = [line for line in text_lines(text) if dump.kinds.get(line.start) == "heading"]
        rows = (
            *rows,
            *result_lines(text, lines),
            *stars,
            *numbered_headings(text, lines),
            *barred_rows(text, lines),
            *dated_sentences(text, lines, phrases),
            *headings,
        )
    return RuleView(header, lines, tuple(cuts), phrases, rows)


def _foreign_lines(text: str) -> tuple[Span, ...]:
    """Return the sentences in a script that no judge was shown, and the first line, which may be the headline."""
    first, *others = text_lines(text) or [Span(0, 0)]
    told = [line for line in others if is_foreign_sentence(line.of(text))]
    return (first, *told) if is_foreign_script(first.of(text)) else tuple(told)


def clean_dump(dump: Dump, resources: Resources) -> tuple[Header, CleanText]:
    """Return the head of `dump` and its story, with every removal in order."""
    dump = settle_doubts(dump, resources.mode)
    text = dump.text
    view = judge_by_rules(dump, resources)
    header, lines = view.header, view.lines
    cuts = _with_scores(dump, view, resources) if dump.kind == "text" else view.cuts
    above = [Removal(span, ABOVE_TITLE_RULE, "stands above the headline") for span in header.above]
    removals = _in_order([*dump.marked, *above, *cuts])
    clean = compose(text, lines, removals, dump.kinds)
    if notes := find_author_notes(clean.paragraphs, dump.declared.author or header.author, text, removals):
        clean = compose(text, lines, _in_order([*removals, *notes]), dump.kinds)
    title = dump.declared.title or header.title
    if title:
        clean = _without_second_title(clean, fix(title))
    if dump.kind != "text":
        return header, clean
    header, clean = _read_head_again(dump, header, clean, resources)
    header, clean = _judge_again(dump, header, clean, view, resources)
    if not clean.paragraphs and resources.mode == "thorough":
        return clean_dump(dump, replace(resources, mode="cautious"))  # a story that is short beside its form
    return _read_foot(dump, header, clean, resources)


def _judge_again(
    dump: Dump, header: Header, clean: CleanText, view: RuleView, resources: Resources
) -> tuple[Header, CleanText]:
    """Return head and story once the learned judge, who now sees the story alone, finds nothing more to cut."""
    from racenews.clean.again import cut_again  # numpy waits for the first text

    if not view.cuts and header is view.header and _is_untouched(dump.text, header, clean, view.phrases):
        return header, clean
    for _ in range(MAX_SECOND_LOOKS):
        more = cut_again(dump.text, clean.paragraphs, view.phrases, resources.weights, resources.mode)
        more = without_rows(more, view.rows)
        if not more:
            break
        removals = _in_order([*clean.removals, *more])
        lines = view.lines if header is view.header else segment(dump.text, header.spans)
        clean = compose(dump.text, lines, removals, dump.kinds)
        header, clean = _read_head_again(dump, header, clean, resources)
    return header, clean


def _is_untouched(text: str, header: Header, clean: CleanText, phrases: Sequence[tuple[int, bool]]) -> bool:
    """Tell whether every line is kept as it stands: then a second look shows the judge what it has seen already."""
    if header.spans or header.above or clean.removals or any(text[at].isspace() for at, _ in phrases):
        return False
    kept = [" ".join(span.of(text) for span in p.spans).replace("\n", " ") for p in clean.paragraphs]
    return kept == [line.of(text) for line in text_lines(text)]


def _with_scores(dump: Dump, view: RuleView, resources: Resources) -> Sequence[Removal]:
    """Return the cuts of the rules that the learned judge lets stand, and its own, in order."""
    from racenews.clean.features import opens_with_date  # numpy waits for the first text
    from racenews.clean.scorer import cut_by_score, overruled, score_text

    weights, mode = resources.weights, resources.mode
    head = sorted((*view.header.spans, *view.header.above))
    starts = [line.start for line in text_lines(dump.text)]
    is_export = opens_with_date(dump.text)
    scored = score_text(dump.text, starts, weights, view.cuts, view.phrases, head, is_export=is_export)
    stays = overruled(scored, weights, mode, view.cuts)
    # what the desk's own rules cut is not for the scores to judge, nor are teasers, which read like stories, nor are
    # rows of labels
    settled = resources.desk.rules | resources.rules.settled_ids
    cuts = [cut for cut, keep in zip(view.cuts, stays.tolist(), strict=True) if not keep or cut.rule in settled]
    found = cut_by_score(dump.text, scored, weights, mode, [*head, *(cut.span for cut in cuts)])
    found = found if is_export else without_neighbours(dump.text, found, cuts, mode)
    return _in_order([*cuts, *without_rows(found, view.rows)])


def _read_head_again(dump: Dump, header: Header, clean: CleanText, resources: Resources) -> tuple[Header, CleanText]:
    """Return head and story once nothing is left above the story that reads as a head."""
    more = parse_rest(dump.text, clean.paragraphs, lambda name: _is_topic(name, resources))
    if not more.spans and not more.above:
        return header, clean
    above = [Removal(span, ABOVE_TITLE_RULE, "stands above the headline") for span in more.above]
    header = join_heads(header, more)
    return header, compose(
        dump.text, segment(dump.text, header.spans), _in_order([*clean.removals, *above]), dump.kinds
    )


def _read_foot(dump: Dump, header: Header, clean: CleanText, resources: Resources) -> tuple[Header, CleanText]:
    """Return head and story with the byline at the foot, where the head names nobody or the same."""
    kept = [span for paragraph in clean.paragraphs for span in paragraph.spans]
    foot = read_foot(dump.text, kept, lambda name: _is_topic(name, resources))
    if foot is None or header.author not in (None, foot.says.author):
        return header, clean
    is_kept = any(span.start < foot.span.end and foot.span.start < span.end for span in kept)
    header = replace(
        header,
        author=foot.says.author,
        published=header.published or foot.says.published or foot.says.updated,
        spans=tuple(sorted((*header.spans, foot.span))) if is_kept else header.spans,
    )
    if not is_kept:
        return header, clean
    return header, compose(dump.text, segment(dump.text, header.spans), clean.removals, dump.kinds)


def _in_order(removals: Sequence[Removal]) -> tuple[Removal, ...]:
    """Return the removals by place; where two overlap the earlier keeps what both want."""
    ordered: list[Removal] = []
    for removal in sorted(removals, key=lambda r: (r.span.start, -r.span.end)):
        start = max(removal.span.start, ordered[-1].span.end) if ordered else removal.span.start
        if start < removal.span.end:
            whole = start == removal.span.start
            ordered.append(removal if whole else replace(removal, span=Span(start, removal.span.end)))
    return tuple(ordered)


def _form_phrases(matches: Sequence[RuleMatch]) -> list[Span]:
    """Return the spans of sure phrases, each reaching back over doubtful ones just before it."""
    spans: list[Span] = []
    waiting: Span | None = None
    for match in matches:
        span = match.span
        close = waiting is not None and span.start - waiting.end <= JUNK_REACH
        if match.rule.strength == "near":
            waiting = Span(waiting.start, span.end) if close and waiting else span
        else:
            spans.append(Span(waiting.start, max(span.end, waiting.end)) if close and waiting else span)
            waiting = None
    return spans


def _is_topic(name: str, resources: Resources) -> bool:
    """Tell whether a line holds a name that the gazetteer has for one topic alone, whatever the story is about."""
    hits = resources.gazetteer.find(fold_names(name), name)
    return any(len(hit.senses) == 1 and hit.senses[0].tier in ("name", "safe") for hit in hits)


def _without_second_title(clean: CleanText, title: str) -> CleanText:
    """Return the story without its headline repeated as one of its first paragraphs."""
    for i, paragraph in enumerate(clean.paragraphs[:3]):
        if paragraph.text == title and len(clean.paragraphs) > 1:
            again = [Removal(s, "header/title-again", "repeats the headline") for s in paragraph.spans]
            rest = (*clean.paragraphs[:i], *clean.paragraphs[i + 1 :])
            return CleanText(rest, tuple(sorted([*clean.removals, *again], key=lambda r: r.span)), clean.credits)
    return clean


def _not_a_story(dump: Dump, header: Header, clean: CleanText) -> str | None:
    """Return why `dump` holds no story, None where it holds one."""
    if not dump.text.strip():
        return "the file holds no text"
    if error := name_error(_shown_text(dump)):
        return f"it is {error}, and no story"
    reason = _lacks_story(header, clean)
    if reason and is_foreign_script(dump.text):
        return "most of its letters are of a script that is not read: only Latin ones are"
    return reason


def _lacks_story(header: Header, clean: CleanText) -> str | None:
    """Return why what is left of a dump is no story, None where it is one."""
    words = sum(count_words(p.text) for p in clean.paragraphs)
    rows = sum(p.kind == "row" for p in clean.paragraphs)
    if not clean.paragraphs:
        what = "a headline and forms" if header.title else "forms, links and notices"
        return f"nothing but {what} is left: there is no story text"
    if words < MIN_STORY_WORDS and rows < MIN_RESULT_ROWS:
        return f"only {words} words are left after cleaning: too few for a story"
    if not any(_is_sentence(p) for p in clean.paragraphs) and rows < MIN_RESULT_ROWS:
        return "no whole sentence is left after cleaning: there is no story text"
    return None


def _shown_text(dump: Dump) -> str:
    """Return the headline and the text of a dump without what its markup sets apart."""
    if not dump.marked and not dump.declared.title:
        return dump.text
    pieces, at = [f"{dump.declared.title or ''}\n\n"], 0
    for mark in dump.marked:
        pieces.append(dump.text[at : mark.span.start])
        at = max(at, mark.span.end)
    return "".join([*pieces, dump.text[at:]])


def _is_sentence(paragraph: Paragraph) -> bool:
    words = count_words(paragraph.text)
    return words >= 12 or (words >= 5 and bool(_SENTENCE_END.search(paragraph.text)))


def tiles(dump: Dump, header: Sequence[Span], removals: Sequence[Removal]) -> tuple[Tile, ...]:
    """Return the ledger of a dump: header, kept and removed tiles, edge to edge over all of its text.

    White space between two tiles goes with the one before it, at the very start with the one after it.
    """
    length = len(dump.text)
    marks = sorted(
        [
            *((s.start, s.end, "header", "") for s in header),
            *((r.span.start, r.span.end, "removed", r.rule) for r in removals),
        ]
    )
    found: list[Tile] = []
    at = 0

    def add(start: int, end: int, label: str, rule: str) -> None:
        if start >= end:
            return
        if found and found[-1].label == label and found[-1].rule == rule:
            found[-1] = Tile(found[-1].start, end, label, rule)
        else:
            found.append(Tile(start, end, label, rule))

    for start, end, label, rule in [*marks, (length, length, "", "")]:
        start = max(start, at)
        gap = dump.text[at:start]
        if gap.strip():
            add(at, start, "kept", "")
        elif gap and found:
            found[-1] = Tile(found[-1].start, start, found[-1].label, found[-1].rule)
        elif gap and label:
            start = at
        elif gap:
            add(at, start, "kept", "")
        add(start, max(start, end), label, rule)
        at = max(at, end)
    return tuple(found)


def read_tiles(path: Path, article: Article, max_bytes: int) -> tuple[str, tuple[Tile, ...]]:
    """Return the text of the dump that `article` was made of, and its ledger.

    Raises UnreadableDumpError where the file changed so much that it cannot be read.
    """
    dump = dump_from_bytes(read_bytes(path, max_bytes), article.source, is_html=is_page(path))
    return dump.text, tiles(dump, article.header_spans, article.removals)


_loaded: list[Resources] = []


def default_resources() -> Resources:
    """Return the packaged resources, loaded once a process."""
    if not _loaded:
        _loaded.append(load())
    return _loaded[0]


def clean_text(source: str, kind: str = "text", mode: Mode = "cautious") -> str:
    """Return headline and story of `source` as paragraphs joined by a blank line, "" where there is no story.

    The headline stands first where the dump has one that reads like one. `cautious` loses hardly a sentence of a story,
    `thorough` leaves hardly a sentence of the page around it.
    """
    return story_text(source, kind, replace(default_resources(), mode=mode))


def story_text(source: str, kind: str, resources: Resources) -> str:
    """Return what `clean_text` does, by the given resources."""
    dump = dump_from_text(source, "-", is_html=kind == "html")
    if dump.kind == "text" and is_too_cut_up(dump.text):
        return ""
    header, clean = clean_dump(dump, resources)
    if _not_a_story(dump, header, clean):
        return ""
    body = "\n\n".join(p.text for p in clean.paragraphs)
    title = fix(header.title or "")
    return f"{title}\n\n{body}" if title and _may_stand_above(title, body, resources) else body


def _may_stand_above(title: str, body: str, resources: Resources) -> bool:
    """Tell whether the learned judge lets `title` stand above its story: what was taken for it may be a menu."""
    from racenews.clean.again import cut_again  # numpy waits for the first text

    text = f"{title}\n\n{body[:TITLE_CONTEXT_CHARS]}"
    parts = [Paragraph(line.of(text), (line,)) for line in text_lines(text)]
    return not cut_again(text, parts, (), resources.weights, resources.mode, most=1)
