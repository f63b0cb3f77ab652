"""Judgements -> one verdict a stretch: what is cut, by which rule; what is left is the story.

In doubt, keep. A sure phrase takes its sentence, never prose that was glued to it; a phrase that only may be
a form's ("Something went wrong.") goes only when it touches one.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from racenews.clean.credit_tail import find_credit_tail
from racenews.clean.field_runs import find_field_runs
from racenews.clean.rules import Judged, RuleBook, RuleMatch
from racenews.clean.shapes import LINK_BAR, shape_of
from racenews.clean.voice import (
    can_be_story,
    is_attributed,
    is_short_sentence,
    is_story_prose,
    opens_story,
    pronoun_tail,
    quoted_spans,
    reads_as_sentence,
    sounds_like_answer,
    sounds_like_furniture,
    speaks_to_customers,
    story_behind_title,
    story_tail,
    tells_of_tags,
)
from racenews.folding import fold
from racenews.types import Removal, Rule, Segment, Span

MAX_NEAR_WORDS = 25  # a phrase that needs a neighbour is a form's only in a short sentence
MAX_GAP_WORDS = 6  # between two pieces of a form on one line: "Hmm, that failed."
MIN_GLUED_WORDS = 20  # a label, a link and a sentence of story behind them
MAX_EDGE_WORDS = 15
MAX_BUTTON_WORDS = 3
MAX_WHOLE_LINE_CHARS = 400  # `<line>` rules end at the sentence on longer lines

MIN_SENTENCE_WORDS = 7
OF_PICTURES = "credit/picture"
OF_FORMS = ("sign-up/", "share/", "consent/", "paywall/", "comments/", "ads/")  # no headline stands behind their words
MAX_TITLE_WORDS = 20
_OPENS_TITLE = re.compile(r"[\"'“‘«„¿¡(]*[A-ZÀ-ÖØ-Þ\d]")
_SOMEBODY = re.compile(r"(?:She|He|They|Nobody|Elles?|Ils?|Zij|Hij|Er|Ella|Él|Lei|Lui|Ela|Ele|Hun|Han)\s")
_OF_US = re.compile(r"\b(?:us|ons|nous|uns|seguici|síguenos|siguenos|siga-nos|os)\b")
_BEFORE_LABEL = re.compile(r"[a-zß-öø-ÿ\d.!?…\"”’»)\]([|•·–—-]$")
_LABELLED_SENTENCE = re.compile(r"[^.!?:]{1,40}: [a-z][^|•·>]*[.!?][\"'”’»)]*$", re.DOTALL)
_WORD = re.compile(r"\w")
_SUM = re.compile(r"[£$€]\s?\d+(?:\s[£$€]\s?\d+)*\s*$")
_NUMBER = re.compile(r"\d{1,3}[.)]")
_OPENS_SPEECH = re.compile(r"(?<=\s)[“«„\"](?=\S)")
_LEADS_TO = re.compile(r"[,:]\s*$")
_RESIDUE = re.compile(r"[\W_]*(?:\w{1,2}[\W_]*)?")
_TRAILING = re.compile(r"[\s.!?:;,…→›»«‹*|•·>)\]↑↓←+\-–—]*")

TAGS_RULE = "related/tags"  # at the head of a dump a line of topics is a field
RUN_RULE = "run/form"
RUN_WHY = "stands between pieces of a form on one line"
EDGE_RULE = "run/edge"
EDGE_WHY = "speaks to customers beside a form on the same line"
RESIDUE_RULE = "run/residue"
RESIDUE_WHY = "signs that were left when the rest of the line was cut"


@dataclass(slots=True)
class _Piece:
    """One segment on its way to a verdict."""

    segment: Segment
    cuts: list[Removal] = field(default_factory=list)
    near: Rule | None = None
    near_opens: int = 0
    """Where the doubtful phrase ends, when the segment begins with it."""
    whole: bool = False

    def cut_all(self, rule: str, why: str) -> None:
        self.cuts = [Removal(self.segment.span, rule, why)]
        self.whole = True

    def copy(self) -> _Piece:
        return _Piece(self.segment, self.cuts, self.near, self.near_opens, self.whole)

    @property
    def touched(self) -> bool:
        return self.whole or bool(self.cuts)


Seen = dict[int, tuple[Sequence[Segment], list[_Piece]]]
"""The lines that were looked at, by the place where they begin, before their neighbours had a say."""


def decide(
    text: str, folded: str, lines: Sequence[Sequence[Segment]], judged: Judged, book: RuleBook, seen: Seen
) -> tuple[Removal, ...]:
    """Return the removals among `lines` of `text`, in order, each naming its rule.

    A first look at a text leaves in `seen`, which is empty, what it found of each line by itself; later looks at the
    same text take it from there.
    """
    matches, places = judged.matches, judged.line_places
    fields = find_field_runs(text, judged.labels)
    labels = [m for m in judged.labels if m.rule.scope != "field"]  # everyday words, which say something in rows alone
    pieces: list[list[_Piece]] = []
    at = labels_at = fields_at = 0
    for segments in lines:
        start, end = segments[0].span.start, segments[-1].span.end
        before = seen.get(start)
        if before and before[0] == segments:
            pieces.append([piece.copy() for piece in before[1]])
            continue
        line = [_Piece(s) for s in segments]
        pieces.append(line)
        while at < len(matches) and matches[at].span.end <= start:
            at += 1
        inside = _matches_within(matches, at, start, end)
        while labels_at < len(labels) and labels[labels_at].span.end <= start:
            labels_at += 1
        while fields_at < len(fields) and fields[fields_at].span.end <= start:
            fields_at += 1
        rows = _matches_within(fields, fields_at, start, end)
        hits_here = places[bisect.bisect_left(places, (start, 0)) : bisect.bisect_left(places, (end, 0))]
        if hits_here:  # a rule that begins with its anchor can only match where a segment begins with it
            starts = {s.span.start for s in segments}
            may = frozenset().union(*(book.line_rules_at(folded, at) for at in starts))
            hits_here = tuple(
                hit for hit in hits_here if hit[1] in may and (hit[0] in starts or hit[1] not in book.at_anchor)
            )
        shape = shape_of(text[start:end])
        beside = _matches_within(labels, labels_at, start, end)
        if not (inside or hits_here or shape or beside or rows):
            continue
        quotes = quoted_spans(text[start:end], start)
        rows = [m for m in rows if not _is_quoted(m.span, quotes)]
        _apply_teasers(line, [m for m in beside if m.rule.scope == "teaser" and not _is_quoted(m.span, quotes)], text)
        _apply_line_rules(line, hits_here, text, folded, book, quotes)
        _apply_phrases(line, [m for m in inside if not _is_quoted(m.span, quotes)], rows, text)
        _apply_buttons(line, [m for m in beside if m.rule.scope == "button"], inside, text)
        _fill_run(line)
        for piece in line if shape else ():
            if not piece.whole:
                piece.cut_all(*shape or LINK_BAR)
    if not seen:
        seen.update(
            (line[0].span.start, (line, [p.copy() for p in own])) for line, own in zip(lines, pieces, strict=True)
        )
    _settle_near(pieces)
    for line in pieces:
        _sweep_residue(line, text)
    return tuple(cut for line in pieces for piece in line for cut in piece.cuts)


def _matches_within(matches: Sequence[RuleMatch], at: int, start: int, end: int) -> list[RuleMatch]:
    found = []
    while at < len(matches) and matches[at].span.start < end:
        if matches[at].span.start >= start and matches[at].span.end <= end:
            found.append(matches[at])
        at += 1
    return found


def _matches_touching(matches: Sequence[RuleMatch], at: int, span: Span) -> list[RuleMatch]:
    """Return the matches from `at` on that share a character with `span`; they stand in the order of their starts."""
    found = []
    while at < len(matches) and matches[at].span.start < span.end:
        if _touches(matches[at].span, span):
            found.append(matches[at])
        at += 1
    return found


def _is_quoted(span: Span, quotes: Sequence[Span]) -> bool:
    return any(q.start < span.start and span.end < q.end for q in quotes)


def _apply_line_rules(
    line: list[_Piece], hits: Sequence[tuple[int, int]], text: str, folded: str, book: RuleBook, quotes: Sequence[Span]
) -> None:
    """Cut the segments that a line rule matches from end to end, or to the end of the line."""
    line_end = line[-1].segment.span.end
    short = line_end - line[0].segment.span.start <= MAX_WHOLE_LINE_CHARS
    for index, piece in enumerate(line if hits else ()):
        span = piece.segment.span
        tried: set[int] = set()
        if piece.touched or (index == 1 and _NUMBER.fullmatch(line[0].segment.text)):
            continue  # "2. Read more maps" is a heading
        may = book.line_rules_at(folded, span.start)
        reach = line_end if short else span.end  # a match holds its anchor; on a long line it ends with the sentence
        for at in range(bisect.bisect_left(hits, (span.start, 0)), len(hits)):
            place, rule_index = hits[at]
            if place >= reach or piece.whole:
                break
            if rule_index not in may or rule_index in tried or place - span.start > book.reach(rule_index):
                continue
            tried.add(rule_index)
            if not book.may_open(rule_index, folded, span.start):
                continue
            stop = line_end if short or place < span.end else span.end
            takes_line = book.rules[rule_index].pattern.endswith("<line>") and short and index == 0
            if takes_line:
                stop = next((p.segment.span.start for p in line[1:] if _tells_of_somebody(p, beside=line[0])), stop)
            limit = stop if takes_line or "<" not in book.rules[rule_index].pattern else span.end
            found = book.match_line(rule_index, folded, span.start, min(limit, span.start + 1000))
            if not found:
                continue
            end, rule, title = found
            if title >= 0 and not _OPENS_TITLE.match(text[title:end].lstrip()):
                continue  # "Read more maps" is a heading
            if _leaves_bracket(folded[span.start : end]):
                continue  # the phrase rules cut the bracket alone
            if _is_quoted(Span(span.start, end), quotes) or (
                rule.scope == "line" and _reads_as_story(rule, folded[span.start : end])
            ):
                continue
            rest = _TRAILING.match(folded, end, line_end)
            reached = rest.end() if rest else end
            last = _last_before(line, index, reached)
            if last is None or (index > 0 and last + 1 < len(line) and not line[index - 1].touched):
                continue  # a label in the middle of a paragraph is a word of its story
            stretch = text[span.start : end]
            if rule.scope == "line" and (("<" in rule.pattern and _ends_in_story(stretch)) or _runs_on(stretch)):
                continue
            if is_attributed(piece.segment.text):
                continue
            if rule.strength == "near":
                piece.near = piece.near or rule
                continue
            for covered in line[index : last + 1]:
                _cut_before_pronoun(covered, rule)


def _reads_as_story(rule: Rule, stretch: str) -> bool:
    return reads_as_sentence(stretch) or (rule.id == TAGS_RULE and tells_of_tags(stretch))


def _cut_before_pronoun(piece: _Piece, rule: Rule) -> None:
    """Cut a piece, but not the sentence that runs out of a form's words: "Share this: Facebook It was her last."."""
    tail = pronoun_tail(piece.segment.text) if rule.id.startswith(OF_FORMS) else None
    if rule.id.startswith(OF_PICTURES):
        tail = find_credit_tail(piece.segment.text)
    if tail is None:
        piece.cut_all(rule.id, rule.why)
    else:
        start = piece.segment.span.start
        piece.cuts = [Removal(Span(start, start + tail), rule.id, rule.why)]


def _tells_on(text: str) -> bool:
    """Tell whether a sentence behind a label's own is the story's: "Follow us on Facebook. She wept."."""
    return is_short_sentence(text) and not sounds_like_furniture(text) and not sounds_like_answer(text)


def _tells_of_somebody(piece: _Piece, *, beside: _Piece) -> bool:
    """Tell whether a sentence begins with "she" or the like beside a label of "us": it is no note on the writer."""
    if not _SOMEBODY.match(piece.segment.text) or not _OF_US.search(fold(beside.segment.text)):
        return False
    return _tells_on(piece.segment.text)


def _apply_teasers(line: list[_Piece], labels: Sequence[RuleMatch], text: str) -> None:
    """Cut a label and the headline behind it ("Read more: …"); what stands before it or runs on from it stays."""
    for piece in line if labels else ():
        span = piece.segment.span
        cuts: list[Removal] = []
        for label in labels:
            start = label.span.start + len(label.span.of(text)) - len(label.span.of(text).lstrip())
            if not (span.start <= start < span.end) or (cuts and start < cuts[-1].span.end):
                continue
            if stretch := _teaser_at(Span(start, label.span.end), span, text):
                cuts.append(Removal(stretch, label.rule.id, label.rule.why))
        if cuts and not is_attributed(piece.segment.text):
            piece.cuts = cuts
            piece.whole = not re.search(r"\w", _remains(piece, text))
            if piece.whole:
                piece.cut_all(cuts[0].rule, cuts[0].why)


def _teaser_at(label: Span, segment: Span, text: str) -> Span | None:
    """Return the stretch of a label and its headline, None where the label is a word of the story."""
    before, behind = text[segment.start : label.start].rstrip(), text[label.end : segment.end].lstrip()
    if not text[label.start].isupper() or not _OPENS_TITLE.match(behind):
        return None
    if before and not _BEFORE_LABEL.search(before):
        return None
    start = label.start
    close = {"(": ")", "[": "]"}.get(before[-1:])
    if close and (end := text.find(close, label.end, segment.end)) >= 0:
        bare = before[:-1].rstrip() if text[end + 1 : end + 2] in ".,;:!?" else before[:-1]
        return Span(segment.start + len(bare), end + 1)
    if before[-1:] in "|•·–—-":
        start = segment.start + len(before[:-1].rstrip())
    at = segment.end - len(behind)
    end = at + (story_behind_title(behind) or len(behind))
    return Span(start, end) if len(text[at:end].split()) <= MAX_TITLE_WORDS else None


def _leaves_bracket(stretch: str) -> bool:
    """Tell whether a match that opens with a bracket runs on behind it: "(Photo by A) It decided …"."""
    close = {"(": ")", "[": "]"}.get(stretch[:1])
    return close is not None and len(stretch.partition(close)[2].split()) >= 3


def _runs_on(stretch: str) -> bool:
    """Tell whether a label and what follows it are one sentence: "Related: the brothers were born minutes apart."."""
    return bool(_LABELLED_SENTENCE.match(stretch)) and len(stretch.split()) >= MIN_SENTENCE_WORDS


def _ends_in_story(stretch: str) -> bool:
    """Tell whether a story's sentence was glued behind a label and its link."""
    if stretch.rstrip("\"'”’»)")[-1:] not in (".", "!", "?") or len(stretch.split()) < MIN_GLUED_WORDS:
        return False
    return story_tail(stretch) is not None


def _apply_phrases(line: list[_Piece], matches: list[RuleMatch], rows: list[RuleMatch], text: str) -> None:
    """Cut the sentences, phrases and `rows` of labels that rules are sure of; remember what needs a neighbour."""
    inside = {id(m) for m in matches if not _opens_sentence(m, line, text)}  # to hash a rule takes longer than the rest
    matches = [m for m in matches if m.rule.scope != "opening" or id(m) not in inside]
    at = rows_at = 0
    for piece in line if matches or rows else ():
        span = piece.segment.span
        while at < len(matches) and matches[at].span.end <= span.start:
            at += 1
        while rows_at < len(rows) and rows[rows_at].span.end <= span.start:
            rows_at += 1
        row = [RuleMatch(_clip(m.span, span), m.rule) for m in _matches_touching(rows, rows_at, span)]
        here = _matches_touching(matches, at, span)
        # within a sentence and beyond its end, a match is of the next one: "at the foot of the climb.Our letter brings"
        here = [m for m in here if m.span.end <= span.end or m.span.start < span.start or id(m) not in inside]
        if piece.touched or not (here or row):
            continue
        row = _settle_row(piece, row, text)
        spans = [m.span for m in row]
        beside = [m for m in here if m.rule.strength == "sure" and not any(_holds(span, m.span) for span in spans)]
        if row and all(m.rule.scope == "phrase" for m in beside):
            _cut_row(piece, row, beside, text)
            continue
        if is_attributed(piece.segment.text):
            _cut_before_speech(piece, here, text)
            continue
        near = [m.rule for m in here if m.rule.strength == "near"]
        sure = [m for m in here if m.rule.strength == "sure"]
        piece.near = piece.near or (near[0] if near else None)
        piece.near_opens = next(
            (m.span.end for m in here if m.rule.strength == "near" and m.span.start <= span.start + 1), 0
        )
        bare = [m.span for m in sure if m.rule.scope == "phrase"]
        sentence = [m for m in sure if m.rule.scope != "phrase" and not any(_holds(span, m.span) for span in bare)]
        if sentence:
            sentence = sorted([*sentence, *row], key=_ends_of)
            if near:  # a loose phrase beside a sure one belongs to the same form
                sentence = sorted([*sentence, *(m for m in here if m.rule.strength == "near")], key=_ends_of)
            _cut_around(piece, sentence, text)
        elif sure:
            piece.cuts = _merge([Removal(_clip(m.span, span), m.rule.id, m.rule.why) for m in sure])
            piece.whole = not re.search(r"\w", _remains(piece, text))
            if piece.whole:
                piece.cut_all(piece.cuts[0].rule, piece.cuts[0].why)


def _ends_of(match: RuleMatch) -> tuple[int, int]:
    return match.span.start, match.span.end


def _settle_row(piece: _Piece, row: list[RuleMatch], text: str) -> list[RuleMatch]:
    """Return the rows of labels that only forms have; one of everyday words that fills the piece makes it doubtful."""
    sure = [m for m in row if m.rule.strength == "sure"]
    if row and not sure:
        start, end = piece.segment.span.start, piece.segment.span.end
        if not _WORD.search(text, start, row[0].span.start) and not _WORD.search(text, row[-1].span.end, end):
            piece.near = piece.near or row[0].rule
    return sure


def _cut_row(piece: _Piece, row: Sequence[RuleMatch], bare: Sequence[RuleMatch], text: str) -> None:
    """Cut a row of labels, the phrases beside it, and a pitch that runs into it; what else was glued to it stays."""
    span = piece.segment.span
    cuts = [Removal(_clip(m.span, span), m.rule.id, m.rule.why) for m in (*row, *bare)]
    before = text[span.start : row[0].span.start]
    of_form = sounds_like_furniture(before) or _SUM.search(before)
    if _WORD.search(before) and of_form and len(before.split()) <= MAX_EDGE_WORDS:
        cuts.append(Removal(Span(span.start, row[0].span.start), row[0].rule.id, row[0].rule.why))
    piece.cuts = _merge(cuts)
    piece.whole = not _WORD.search(_remains(piece, text))
    if piece.whole:
        piece.cut_all(row[0].rule.id, row[0].rule.why)


def _cut_before_speech(piece: _Piece, matches: Sequence[RuleMatch], text: str) -> None:
    """Cut what opens a sentence before somebody's words, where it is a form's: "Enter your email “Never”, she said.".

    Between the form's phrase and the quotation mark stands a button's word at most, and nothing that leads to speech.
    """
    span = piece.segment.span
    mark = _OPENS_SPEECH.search(text, span.start, span.end)
    sure = [m for m in matches if m.rule.strength == "sure"]
    if not mark or not sure or _WORD.search(text, span.start, sure[0].span.start):
        return
    between = text[sure[-1].span.end : mark.start()]
    if sure[-1].span.end <= mark.start() and len(between.split()) <= MAX_BUTTON_WORDS and not _LEADS_TO.search(between):
        piece.cuts = [Removal(Span(span.start, mark.start()), sure[0].rule.id, sure[0].rule.why)]


def _opens_sentence(match: RuleMatch, line: Sequence[_Piece], text: str) -> bool:
    """Tell whether nothing but signs stands before a match in the segment in which it begins."""
    after = bisect.bisect_right(line, match.span.start, key=lambda piece: piece.segment.span.start)
    start = line[after - 1].segment.span.start if after else 0
    return not _WORD.search(text, start, match.span.start)


def _apply_buttons(line: list[_Piece], buttons: Sequence[RuleMatch], matches: Sequence[RuleMatch], text: str) -> None:
    """Cut the words on buttons from the sentence that runs out of them behind a form.

    A stretch that is a button as a whole needs a neighbour like any doubtful phrase. Where the button's word is all
    that `matches` hold against a stretch, the sentence comes back.
    """
    behind_form = False
    at = 0
    for piece in line:
        span = piece.segment.span
        while at < len(buttons) and buttons[at].span.end <= span.start:
            at += 1
        found = _buttons_at(span, _matches_touching(buttons, at, span), text)
        end = found[-1].span.end if found else span.start
        rest = text[end : span.end].strip()
        runs_out = behind_form and bool(found) and bool(rest) and _runs_out_of_button(rest)
        if piece.whole and runs_out and not any(end <= m.span.start < span.end for m in matches):
            piece.whole, piece.cuts = False, []
        if piece.touched:
            behind_form = piece.whole or piece.cuts[-1].span.end == span.end
        elif found and not re.search(r"\w", rest):
            piece.near = piece.near or found[0].rule
        else:
            if runs_out:
                piece.cuts = [Removal(Span(span.start, end), found[0].rule.id, found[0].rule.why)]
            behind_form = False


def _buttons_at(span: Span, buttons: Sequence[RuleMatch], text: str) -> list[RuleMatch]:
    """Return the buttons that open a stretch, one behind the other."""
    found: list[RuleMatch] = []
    at = span.start
    for button in buttons:
        if button.span.end <= span.end and button.span.end > at and not text[at : button.span.start].strip():
            found.append(button)
            at = button.span.end
    return found


def _runs_out_of_button(rest: str) -> bool:
    """Tell whether what stands behind a button is a sentence of its own: "Log in She wept."."""
    is_sentence = rest[0].isupper() or rest[0] in '"“‘«„¿¡' or rest[0].isdigit()
    return is_sentence and rest.rstrip("\"'”’»)")[-1:] in (".", "!", "?", "…") and not sounds_like_furniture(rest)


def _last_before(line: Sequence[_Piece], index: int, reached: int) -> int | None:
    """Return the last piece from `index` on that ends by `reached`, if the next does not begin before; else None."""
    after = bisect.bisect_right(line, reached, lo=index, key=lambda piece: piece.segment.span.end)
    if after == index or (after < len(line) and line[after].segment.span.start < reached):
        return None
    return after - 1


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _touches(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


def _clip(span: Span, within: Span) -> Span:
    return Span(max(span.start, within.start), min(span.end, within.end))


def _merge(cuts: list[Removal]) -> list[Removal]:
    """Return the cuts in order with overlaps given to the first."""
    merged: list[Removal] = []
    for cut in sorted(cuts, key=lambda c: (c.span.start, -c.span.end)):
        start = max(cut.span.start, merged[-1].span.end) if merged else cut.span.start
        if start < cut.span.end:
            merged.append(Removal(Span(start, cut.span.end), cut.rule, cut.why))
    return merged


def _remains(piece: _Piece, text: str) -> str:
    out, at = [], piece.segment.span.start
    for cut in piece.cuts:
        out.append(text[at : cut.span.start])
        at = cut.span.end
    out.append(text[at : piece.segment.span.end])
    return " ".join(out)


def _cut_around(piece: _Piece, matches: list[RuleMatch], text: str) -> None:
    """Cut a sentence, except prose that was glued before, between or after the form's phrases."""
    span = piece.segment.span
    kept: list[Span] = []
    at = span.start
    reach: list[Span] = []
    for match in matches:
        clipped = _clip(match.span, span)
        if reach and clipped.start < reach[-1].end:
            reach[-1] = Span(reach[-1].start, max(reach[-1].end, clipped.end))
        else:
            reach.append(clipped)
    for stretch in [*reach, Span(span.end, span.end)]:
        if is_story_prose(text[at : stretch.start]):
            kept.append(Span(at, stretch.start))
        elif stretch.start == span.end and (tail := story_tail(text[at : span.end])) is not None:
            kept.append(Span(at + tail, span.end))
        at = stretch.end
    # a row of labels is the best evidence, and a phrase that was made for it is better than a family of phrases
    sure = (m.rule for m in matches if m.rule.strength == "sure")
    rule = min(sure, key=lambda rule: (rule.scope != "field", rule.scope == "opening"))
    if not kept:
        _cut_before_pronoun(piece, rule)
        return
    cuts, at = [], span.start
    for keep in [*kept, Span(span.end, span.end)]:
        if keep.start > at:
            cuts.append(Removal(Span(at, keep.start), rule.id, rule.why))
        at = keep.end
    piece.cuts = cuts


def _fill_run(line: list[_Piece]) -> None:
    """Cut what stands between two pieces of a form, or beside one and speaks like it."""
    cut = [i for i, piece in enumerate(line) if piece.touched]
    if not cut:
        return
    for left, right in itertools.pairwise(cut):
        gap = line[left + 1 : right]
        if sum(map(_words, gap)) <= MAX_NEAR_WORDS and all(_is_gap(piece) for piece in gap):
            for piece in gap:
                piece.cut_all(RUN_RULE, RUN_WHY)
    _cut_opening(line)
    mostly_form = 2 * sum(_words(p) for p in line if p.whole) >= sum(map(_words, line))
    for edge in (range(cut[0] - 1, -1, -1), range(cut[-1] + 1, len(line))):
        for i in edge:
            if not _cut_edge(line[i], spreads=mostly_form):
                break


def _cut_opening(line: list[_Piece]) -> None:
    """Cut what opens a line up to its first sentence of story, where most of it is a form."""
    end = next((i for i, p in enumerate(line) if not p.whole and (p.cuts or _opens_story(p))), len(line))
    opening = line[:end]
    loose = [p for p in opening if not p.touched]
    if opening and _is_short_story(opening[0]):
        return
    if all(p in loose for p in opening) or any(_has_quote(p) or _words(p) > MAX_EDGE_WORDS for p in loose):
        return
    if sum(map(_words, loose)) <= sum(_words(p) for p in opening if p.touched):
        for piece in loose:
            piece.cut_all(RUN_RULE, RUN_WHY)


def _opens_story(piece: _Piece) -> bool:
    return can_be_story(piece.segment.text) or (_is_short_story(piece) and not sounds_like_answer(piece.segment.text))


def _is_short_story(piece: _Piece) -> bool:
    """Tell whether a whole sentence opens its line that speaks to nobody: "Rossi wept. Read more: the stage"."""
    return not piece.touched and not piece.near and is_short_sentence(piece.segment.text)


def _cut_edge(piece: _Piece, *, spreads: bool) -> bool:
    """Cut one segment that touches a form, if it belongs to it; False where the form ends here."""
    text = piece.segment.text
    start = piece.segment.span.start
    rest = text[piece.near_opens - start :] if piece.near_opens else ""
    if piece.near and (is_story_prose(rest) or opens_story(rest.strip())):
        piece.cuts = [Removal(Span(start, piece.near_opens), piece.near.id, piece.near.why)]
        return False
    if piece.near and _words(piece) <= MAX_NEAR_WORDS:
        piece.cut_all(piece.near.id, piece.near.why)
        return True
    if spreads and _words(piece) <= MAX_EDGE_WORDS and speaks_to_customers(text) and not _has_quote(piece):
        piece.cut_all(EDGE_RULE, EDGE_WHY)
        return True
    return False


def _is_gap(piece: _Piece) -> bool:
    if _has_quote(piece):
        return False
    text = piece.segment.text
    if not piece.near and _tells_on(text):
        return False
    return _words(piece) <= MAX_GAP_WORDS or piece.near is not None or speaks_to_customers(text)


def _words(piece: _Piece) -> int:
    return len(piece.segment.text.split())


def _has_quote(piece: _Piece) -> bool:
    return bool(re.search(r"[“”\"«»]", piece.segment.text))


def _settle_near(pieces: list[list[_Piece]]) -> None:
    """Cut the lines that only may be a form's where the line above or below is wholly cut."""

    def gone(line: list[_Piece]) -> bool:
        return all(p.whole for p in line)

    def doubtful(line: list[_Piece]) -> bool:
        return all(p.whole or (p.near is not None and len(p.segment.text.split()) <= MAX_NEAR_WORDS) for p in line)

    loose = [i for i, line in enumerate(pieces) if any(p.near and not p.whole for p in line) and doubtful(line)]
    for step, order in ((1, loose), (-1, loose[::-1])):
        for i in order:
            before = i - step
            if 0 <= before < len(pieces) and gone(pieces[before]):
                for piece in pieces[i]:
                    if piece.near and not piece.whole:
                        piece.cut_all(piece.near.id, piece.near.why)


def _sweep_residue(line: list[_Piece], text: str) -> None:
    """Cut the bare signs that are left of a line which was otherwise cut."""
    if not any(piece.touched for piece in line):
        return
    left = " ".join(_remains(piece, text) if not piece.whole else "" for piece in line)
    if left.strip() and not _RESIDUE.fullmatch(left):
        return
    for piece in line:
        if not piece.whole:
            piece.cuts = _fill(piece)
            piece.whole = True


def _fill(piece: _Piece) -> list[Removal]:
    """Return the cuts of a piece with what lies between them cut as residue."""
    filled, at = [], piece.segment.span.start
    end = Removal(Span(piece.segment.span.end, piece.segment.span.end), "")
    for cut in [*piece.cuts, end]:
        if cut.span.start > at:
            filled.append(Removal(Span(at, cut.span.start), RESIDUE_RULE, RESIDUE_WHY))
        if len(cut.span):
            filled.append(cut)
        at = cut.span.end
    return filled
