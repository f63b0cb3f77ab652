"""Blocks that stand in one flow with the story: the judge scores each alone, and a page sets them side by side.

A flow is an element with the paragraphs in it: `<div>One.<br>Two.</div>`, `<div><p>One.</p><p>Two.</p></div>`.
Where a page marks its paragraphs otherwise than the publishers that the judge learned from, all their scores sink:
most of a flow reaches the limit, and a sentence in its midst just misses it. On pages of publishers that the judge
has not seen, these rules bring back every second sentence that it lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from racenews.intake.markup import Block, Element
from racenews.intake.markup_columns import MIN_PROSE_WORDS, Floats
from racenews.intake.markup_results import MAX_RESULT_CHARS, are_facts, are_finishers
from racenews.intake.markup_words import SECTION_PATTERNS

Kept = npt.NDArray[np.bool_]
MarkOf = Callable[[int], str]
"""Return what the markup calls the part of the page in which a block stands, "" where it does not say."""

MIN_SENTENCE_WORDS = 4
MIN_FLOW_WORDS = 25  # of sentences: fewer tell nothing of the whole
STORY_SHARE = 0.34  # of a flow's words that are kept: the flow is the story's
MAIN_SHARE = 0.1  # of what is kept of the page: less is a card of another story
SINKING = 0.6  # below the limit: a flow whose sentences lie there on average is the story's as well
MIN_BRIEF_WORDS = 2  # "Nobody crashed."
BRIEF_SINKING = 1.5
WITHIN = 3.2  # below the limit: between two kept paragraphs a sentence is let through so far
AT_THE_END = 2.0  # before the first and behind the last, where forms and notes on the author stand
HEADING_WITHIN = 3.5
LIST_BELOW = 3.5  # a list of sentences, or of which a part is kept, beside the story
RESULTS_BELOW = 4.2
MAX_LINK_SHARE = 0.5
MIN_RESULT_ROWS = 3  # in boxes of their own: fewer may be anything
RESULT_SHARE = 0.6  # of the rows of a list
LIST_SHARE = 0.34  # of a list's items that are kept: the others are not printed without them

MAX_FOLDED = 3  # blocks: a time, a headline, a sentence

_ENDED = re.compile(r"[.!?…。][\"'”’»)\]]*$")
_RESULT = re.compile(
    r"\d{1,3}(?:st|nd|rd|th|er|e|º|ª)?[.):]?\s+\D"
    r"|.*(?:\b\d{1,2}[:h]\d\d\b|\+\s?\d|\b(?:s\.?t\.?|same time|m\.t\.)(?!\w))"
)
_FOLDS = frozenset(("details", "article"))
_DIGITS = re.compile(r"\d+")
_LISTS = frozenset(("ul", "ol", "menu", "dl", "table", "tbody", "pre"))
_SUBHEADS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_TABLE_PARTS = frozenset(("tr", "td", "th", "tbody", "thead", "tfoot", "table"))
_APART = frozenset(
    (
        "navigation", "aside", "page foot", "form", "button", "dialog", "menu", "picture caption", "hidden",
        "comments", "related stories", "sharing", "a sign-up form", "advertising", "sidebar",
    )
)  # fmt: skip


def join_flows(blocks: Sequence[Block], words: Floats, scores: Floats, kept: Kept, limit: float, mark: MarkOf) -> Kept:
    """Return `kept` with the sentences, headings and lists that stand in one flow with what is kept already."""
    page = _Page(blocks, words.tolist(), scores.tolist(), kept.copy(), limit, mark)
    page.join_sentences()
    if not page.kept.any():
        page.take_best_flow()
    page.join_answers()
    page.join_headings()
    page.join_lists()
    return page.kept


class _Page:
    """One page with what is kept of it so far."""

    def __init__(
        self,
        blocks: Sequence[Block],
        words: Sequence[float],
        scores: Sequence[float],
        kept: Kept,
        limit: float,
        mark: MarkOf,
    ) -> None:
        self.blocks, self.words, self.scores = blocks, words, scores
        self.kept, self.limit, self.mark = kept, limit, mark
        self.kept_words = sum(n for n, keep in zip(words, kept.tolist(), strict=True) if keep)
        self.marks: dict[Element, bool] = {}
        self.wrappers = _wrappers(
            [blocks[i].element for i in np.flatnonzero(kept).tolist() if words[i] >= MIN_PROSE_WORDS]
        )
        self.makes = {_make(b.element) for b, keep in zip(blocks, kept.tolist(), strict=True) if keep}

    def join_sentences(self) -> None:
        """Keep the sentences of flows of which most is kept, or nearly reaches the limit."""
        before = self.kept.copy()
        for element, sentences in self._flows(MIN_SENTENCE_WORDS).items():
            held = [i for i in sentences if before[i]]
            if len(sentences) > 1 and self._is_story(sentences, held):
                first, last = (held[0], held[-1]) if held else (len(self.blocks), -1)
                for i in sentences:
                    is_loose = self.blocks[i].element is element
                    self._keep(i, WITHIN if is_loose or first < i < last else AT_THE_END)

    def _is_story(self, sentences: Sequence[int], held: Sequence[int]) -> bool:
        total = sum(self.words[i] for i in sentences)
        kept = sum(self.words[i] for i in held)
        if held and kept >= max(STORY_SHARE * total, MAIN_SHARE * self.kept_words):
            return True
        if total < max(MIN_FLOW_WORDS, STORY_SHARE * self.kept_words):
            return False
        return self._mean(sentences) >= self.limit - SINKING

    def take_best_flow(self) -> None:
        """Keep the flow with the most words in sentences, where nothing speaks much against it: news in brief."""
        likely = [
            sentences
            for sentences in self._flows(MIN_BRIEF_WORDS).values()
            if self._mean(sentences) >= self.limit - BRIEF_SINKING
        ]
        best = max(likely, key=lambda sentences: sum(self.words[i] for i in sentences), default=[])
        for i in best:
            self._keep(i, WITHIN)

    def _flows(self, least: int) -> Mapping[Element, list[int]]:
        """Return the sentences of at least so many words by the flow in which they stand."""
        flows: dict[Element, list[int]] = defaultdict(list)
        for i, block in enumerate(self.blocks):
            if self.words[i] >= least and _ended(block) and self._is_paragraph(i):
                for element in self._flows_of(block):
                    flows[element].append(i)
        return flows

    def _mean(self, sentences: Sequence[int]) -> float:
        """Return the score of all `sentences`, each as heavy as it has words."""
        total = sum(self.words[i] for i in sentences)
        return sum(self.words[i] * self.scores[i] for i in sentences) / total

    def join_answers(self) -> None:
        """Keep the shortest paragraphs between two kept ones of their flow: "Rice. Next question." is an answer."""
        flows = self._story_flows()
        for i, block in enumerate(self.blocks):
            if self.kept[i] or block.element.tag not in ("p", "div") or not _ended(block) or not self._is_paragraph(i):
                continue
            if any(self._is_between(i, flows.get(element)) for element in self._flows_of(block)):
                self._keep(i, WITHIN)

    def join_headings(self) -> None:
        """Keep the sub-headings with kept paragraphs of their flow above and below."""
        flows = self._story_flows()
        for i, block in enumerate(self.blocks):
            up = block.element.up
            if self.kept[i] or up is None or block.element.tag not in _SUBHEADS or not self._may_join(i):
                continue
            if any(pattern.match(block.text) for pattern in SECTION_PATTERNS.values()):
                continue  # "Related articles:"
            around = flows.get(up.up) if up.up is not None and self.kept[i + 1 : i + 2].any() else None
            if self._is_between(i, flows.get(up)) or (around is not None and around[0] < i):
                self._keep(i, HEADING_WITHIN)

    def join_lists(self) -> None:
        """Keep whole lists in the story's flow: of results, of which a part is kept, or of sentences."""
        flows = self._story_flows()
        for holder, items in self._lists().items():
            story = flows.get(holder.up) if holder.up is not None else None
            if holder.tag not in _LISTS:
                story = story or flows.get(holder)
                if len(items) < MIN_RESULT_ROWS:
                    continue
            if story is None or items[0] < story[0] or not all(map(self._may_join, items)):
                self._join_linked(holder, items, flows)
                continue
            are_results = self._are_results(holder, items) or self._are_facts(holder, items)
            whole = are_results or self.kept[items].mean() >= LIST_SHARE
            for i in items:
                if whole or (self.words[i] > MIN_SENTENCE_WORDS and _ended(self.blocks[i])):
                    self._keep(i, RESULTS_BELOW if are_results else LIST_BELOW)

    def _are_facts(self, holder: Element, items: Sequence[int]) -> bool:
        return holder.tag in _TABLE_PARTS and are_facts([self.blocks[i].text for i in items], linked=False)

    def _join_linked(self, holder: Element, items: Sequence[int], flows: Mapping[Element, tuple[int, int]]) -> None:
        """Keep the rows of a table whose riders and teams are links, in the story's flow or a box in it.

        Results may stand below the last paragraph as well, other tables only between two.
        """
        around = holder.up
        if holder.tag not in _TABLE_PARTS or any(map(self._is_apart, items)):
            return
        while around is not None and around not in flows and around.last - around.first <= len(items) + MAX_FOLDED:
            around = around.up
        if around is None or around not in flows or items[0] < flows[around][0]:
            return
        is_within = items[-1] < flows[around][1]
        rows = [self.blocks[i].text for i in items]
        if (is_within and are_facts(rows, linked=True)) or are_finishers(rows, some_kept=bool(self.kept[items].any())):
            for i in items:
                self._keep(i, RESULTS_BELOW)

    def _are_results(self, holder: Element, items: Sequence[int]) -> bool:
        texts = [self.blocks[i].text for i in items]
        if holder.tag != "pre" and (len(items) < 2 or max(map(len, texts)) > MAX_RESULT_CHARS):
            return False
        return sum(_RESULT.match(text) is not None for text in texts) >= RESULT_SHARE * len(texts)

    def _keep(self, i: int, slack: float) -> None:
        if self.scores[i] >= self.limit - slack:
            self.kept[i] = True

    def _is_paragraph(self, i: int) -> bool:
        """Tell whether a block may be a paragraph of the story: loose text, or made as others that are."""
        element = self.blocks[i].element
        is_alone = element.last - element.first <= 1
        if is_alone and element.name and _make(element) not in self.makes:
            return False
        return self._may_join(i)

    def _may_join(self, i: int) -> bool:
        block = self.blocks[i]
        return block.link_chars < MAX_LINK_SHARE * len(block.text) and not self._is_apart(i)

    def _is_apart(self, i: int) -> bool:
        """Tell whether the markup calls the part in which a block stands another than the story."""
        element = self.blocks[i].element
        apart = self.marks.get(element)
        if apart is None:
            apart = self.marks[element] = self.mark(i) in _APART
        return apart

    def _story_flows(self) -> Mapping[Element, tuple[int, int]]:
        """Return the first and the last kept paragraph of each flow."""
        flows: dict[Element, tuple[int, int]] = {}
        for i in np.flatnonzero(self.kept).tolist():
            if self.words[i] >= MIN_PROSE_WORDS:
                for element in self._flows_of(self.blocks[i]):
                    flows[element] = (flows.get(element, (i, i))[0], i)
        return flows

    def _flows_of(self, block: Block) -> tuple[Element, ...]:
        """Return the elements in whose flow a block stands: its own, where others share it, and the one around it.

        What folds a part of the story, holds an entry of a report that is still written, or wraps each paragraph
        like the others that are kept, parts no flow.
        """
        element = block.element
        up = element.up
        while up is not None and up.up is not None and up.last - up.first <= MAX_FOLDED and self._is_wrapper(up):
            up = up.up
        return (element,) if up is None else (element, up)

    def _is_wrapper(self, element: Element) -> bool:
        return element.tag in _FOLDS or (element.tag, element.name) in self.wrappers

    def _is_between(self, i: int, bounds: tuple[int, int] | None) -> bool:
        return bounds is not None and bounds[0] < i < bounds[1]

    def _lists(self) -> Mapping[Element, list[int]]:
        """Return the blocks of each list, table or preformatted text."""
        lists: dict[Element, list[int]] = defaultdict(list)
        for i, block in enumerate(self.blocks):
            element = block.element
            if element.tag in ("li", "dt", "dd") and element.up is not None:
                lists[element.up].append(i)
            elif element.tag == "tr":
                while element.up is not None and element.up.tag in _TABLE_PARTS:
                    element = element.up
                lists[element].append(i)
            elif element.tag == "pre":
                lists[element].append(i)
            elif element.tag in ("div", "p") and element.up is not None and _is_row(block.text):
                lists[element.up].append(i)
        return lists


def _make(element: Element) -> tuple[str, str]:
    """Return tag and names of an element, as they are alike for all of its make: "par par-7" is "par par-8"."""
    return element.tag, _DIGITS.sub("", element.name)


def _is_row(text: str) -> bool:
    return len(text) <= MAX_RESULT_CHARS and not _ENDED.search(text[-6:]) and _RESULT.match(text) is not None


def _ended(block: Block) -> bool:
    return _ENDED.search(block.text[-6:]) is not None


def _wrappers(paragraphs: Sequence[Element]) -> frozenset[tuple[str, str]]:
    """Return tag and name of the elements around `paragraphs` that hold one alone, where several are alike."""
    found: Counter[tuple[str, str]] = Counter()
    for paragraph in paragraphs:
        up = paragraph.up
        while up is not None and up.last - up.first <= 1:
            found[up.tag, up.name] += 1
            up = up.up
    return frozenset(make for make, count in found.items() if count > 1)
