"""HTML -> Dump: the page's text line by line, what its markup declares, and what its markup sets apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from racenews.intake.declared import find_standfirst, find_title, read_declared
from racenews.intake.head import Head, read_head
from racenews.intake.markup import Block, Element, Markup, read_markup
from racenews.intake.markup_columns import MIN_PROSE_WORDS, Floats
from racenews.intake.markup_features import Table, measure, with_names
from racenews.intake.markup_flow import join_flows
from racenews.intake.markup_scorer import packaged_weights, score
from racenews.intake.markup_words import HINT_PATTERNS, MARKS
from racenews.types import Dump, ParagraphKind, Removal, Span

MIN_STORY_WORDS = 25  # of prose: a judge that keeps fewer, of a page with twice as many, is not believed
MIN_SHARE = 0.03  # of the container's prose; a page of many stories has twenty of them in one container
MAX_LINK_SHARE = 0.5
CARD_SHARE = 0.95  # of a block that is link
MAX_CARD_BLOCKS = 8  # a link around more was never closed
MAX_BLOCKS = 20_000  # a story has two hundred; what is beyond is not read
SMALL_PAGE_BLOCKS = 3_000  # of any page; beyond these, blocks are worked on for as long as its length warrants
CHARS_PER_BLOCK = 100  # a block of a real page has more, its tags counted in; "<li>x" a thousand times over has not
MAX_CREDIT_CHARS = 120
HEADING_SLACK = 1.5
MAX_INSET_BLOCKS = 3  # between a heading and the paragraph above it
TABLE_SHARE = 0.6  # of the rows
MAX_ROW_CHARS = 160  # a longer one is layout

_SUBHEADS = ("h2", "h3", "h4", "h5", "h6")

_CHROME = {
    "nav": "navigation", "aside": "aside", "footer": "page foot", "form": "form", "button": "button",
    "select": "form", "option": "form", "textarea": "form", "label": "form", "legend": "form", "dialog": "dialog",
    "menu": "menu", "figcaption": "picture caption", "figure": "picture",
}  # fmt: skip
_UNSCRIPTED = re.compile(r"<(?:noscript|template)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"[(\[]?\s*(?:(?:image|photo|picture|foto|bild)s?(?:graph)?\s*(?:credits?)?\s*(?:by\s+|[:/|]\s*)|credits?\s*:\s*|©\s*)"
    r"\S.{1,100}$",
    re.IGNORECASE,
)


class JudgedPage(NamedTuple):
    """A page's blocks, what is told of them, and which are kept: in cautious mode, and in thorough mode."""

    page: Markup
    head: Head
    table: Table
    scores: Floats
    kept: npt.NDArray[np.bool_]
    sure: npt.NDArray[np.bool_]

    @property
    def is_bare(self) -> bool:
        """Tell whether too little is kept for a story."""
        return float(self.table.words[self.kept].sum()) < MIN_STORY_WORDS


def dump_from_html(html: str, source: str, warnings: tuple[str, ...] = ()) -> Dump:
    """Return the dump of an HTML page. Never raises: a page without text gives an empty dump."""
    most = min(MAX_BLOCKS, max(SMALL_PAGE_BLOCKS, len(html) // CHARS_PER_BLOCK))
    judged = judge_page(read_markup(html, most=most))
    if (judged is None or judged.is_bare) and _UNSCRIPTED.search(html):
        other = judge_page(read_markup(html, scripted=False, most=most))
        if judged is None or (other is not None and not other.is_bare):
            judged = other
    if judged is None:
        return Dump(source=source, text="", kind="html", warnings=warnings)
    page, head, table, scores, kept, sure = judged
    if page.is_cut:
        warnings = (*warnings, f"only the first {most:,} blocks of the page are read; split it if its story goes on")
    first, last = story_bounds(table, kept)
    title_at = find_title(page, head, first, last)
    standfirst = find_standfirst(page, head, title_at, first)
    if standfirst is not None and page.blocks[standfirst].text not in (
        page.blocks[i].text for i in np.flatnonzero(kept)
    ):
        kept[standfirst] = sure[standfirst] = True
    for chosen in (kept, sure):
        settle(page.blocks, chosen, title_at, table)
    return Dump(
        source=source,
        text="\n".join(block.text for block in page.blocks),
        kind="html",
        declared=read_declared(page, head, title_at, first, last),
        warnings=warnings,
        marked=tuple(_removals(page.blocks, table, scores, ~kept)),
        kinds=_kinds(page.blocks, kept),
        doubted=tuple(_removals(page.blocks, table, scores, kept & ~sure)),
    )


def judge_page(page: Markup) -> JudgedPage | None:
    """Return a page as it is judged, None for one without text."""
    if not page.blocks:
        return None
    head = read_head(page)
    table = measure(page, head)
    scores, limits = judge_blocks(table)
    kept, sure = (
        guard(page.blocks, table, keep_story(page.blocks, table, scores, limits[mode]))
        for mode in ("cautious", "thorough")
    )
    return JudgedPage(page, head, table, scores, kept, sure)


def judge_blocks(table: Table) -> tuple[npt.NDArray[np.float32], Mapping[str, float]]:
    """Return the score of each block, and the score from which on it is kept, by mode."""
    weights = packaged_weights()
    rows = with_names(table, weights.names.score(table.tree))
    return score(rows, weights), weights.points


def keep_story(blocks: Sequence[Block], table: Table, scores: Floats, limit: float) -> npt.NDArray[np.bool_]:
    """Return the blocks that reach `limit`, and what stands in one flow with them."""
    hints = table.hints.tolist()
    kept = bridge(blocks, scores, limit)
    parts: dict[int, str] = {}
    return join_flows(blocks, table.words, scores, kept, limit, lambda i: mark_of(blocks[i].element, hints[i], parts))


def bridge(blocks: Sequence[Block], scores: Floats, limit: float) -> npt.NDArray[np.bool_]:
    """Return the blocks that reach `limit`, the headings between two of them that only just miss it, whole tables.

    A heading that stands in one element with the story above and below it is the story's own; and results of which
    most rows are kept are not printed without the last.
    """
    kept = scores >= limit
    for i in np.flatnonzero(~kept & (scores >= limit - HEADING_SLACK)).tolist():
        block = blocks[i]
        if block.element.tag in _SUBHEADS and block.link_chars < MAX_LINK_SHARE * len(block.text):
            kept[i] = all(_kept_beside(blocks, kept, i, step) for step in (-1, 1))
    tables: dict[Element, list[int]] = {}
    for i, block in enumerate(blocks):
        if block.element.tag == "tr" and block.element.up is not None:
            tables.setdefault(block.element.up, []).append(i)
    for rows in tables.values():
        if kept[rows].mean() >= TABLE_SHARE and max(len(blocks[i].text) for i in rows) <= MAX_ROW_CHARS:
            kept[rows] = True
    return kept


def _kept_beside(blocks: Sequence[Block], kept: npt.NDArray[np.bool_], at: int, step: int) -> bool:
    """Tell whether the next block in the same element is kept; a small inset may stand in between."""
    up = blocks[at].element.up
    for i in range(at + step, at + step * (MAX_INSET_BLOCKS + 2), step):
        if 0 <= i < len(blocks) and blocks[i].element.up is up:
            return bool(kept[i])
    return False


def guard(blocks: Sequence[Block], table: Table, kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return `kept`, or what a plain rule keeps where the judge leaves next to nothing of a page that has prose.

    The rule: what the page declares to be its text, else the prose of the container that holds most of it.
    """
    links = np.array([b.link_chars / max(1, len(b.text)) for b in blocks])
    prose = (table.words >= MIN_PROSE_WORDS) & (links < MAX_LINK_SHARE)
    inside = prose & table.inside
    there = float(table.words[inside].sum())
    if there < 2 * MIN_STORY_WORDS or float(table.words[kept & prose].sum()) >= max(MIN_SHARE * there, MIN_STORY_WORDS):
        return kept
    declared = table.declared >= 0.5
    return kept | (declared if table.words[declared].sum() >= MIN_STORY_WORDS else inside)


def settle(blocks: Sequence[Block], kept: npt.NDArray[np.bool_], title_at: int | None, table: Table) -> None:
    """Take out of `kept` what our paper never sets inside a story: its headline, captions, cards of other stories."""
    for i in np.flatnonzero(kept).tolist():
        block = blocks[i]
        is_card = (
            block.link_chars >= CARD_SHARE * len(block.text) and table.declared[i] < 0.5 and _in_card(block.element)
        )
        if i == title_at or is_card or _in_caption(block.element):
            kept[i] = False


def _in_card(element: Element) -> bool:
    """Tell whether one link holds this block and another: headline and teaser of a story elsewhere."""
    up: Element | None = element
    while up is not None:
        if up.is_link:
            return 2 <= up.last - up.first <= MAX_CARD_BLOCKS
        up = up.up
    return False


def _in_caption(element: Element) -> bool:
    return element.tag == "figcaption" or (element.up is not None and element.up.tag == "figcaption")


def story_bounds(table: Table, kept: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Return the first block of the story's prose and the one behind its last."""
    at = np.flatnonzero(kept & (table.words >= MIN_PROSE_WORDS))
    if not len(at):
        at = np.flatnonzero(kept)
    return (int(at[0]), int(at[-1]) + 1) if len(at) else (0, len(kept))


def _kinds(blocks: Sequence[Block], kept: npt.NDArray[np.bool_]) -> dict[int, ParagraphKind]:
    kinds: dict[int, ParagraphKind] = {}
    start = 0
    for block, keep in zip(blocks, kept.tolist(), strict=True):
        if keep and block.element.kind != "p":
            kinds[start] = block.element.kind
        start += len(block.text) + 1
    return kinds


def _removals(
    blocks: Sequence[Block], table: Table, scores: npt.NDArray[np.float32], cut: npt.NDArray[np.bool_]
) -> list[Removal]:
    """Return a removal for each block of `cut`; the credit in a caption is one of its own."""
    found: list[Removal] = []
    start = 0
    known: dict[int, str] = {}
    parts: dict[int, str] = {}
    hints = table.hints.tolist()
    inside = table.inside.tolist()
    for i, (block, goes, value) in enumerate(zip(blocks, cut.tolist(), scores.tolist(), strict=True)):
        end = start + len(block.text)
        if goes:
            mark = known.get(block.element.number)
            if mark is None:
                mark = known[block.element.number] = mark_of(block.element, hints[i], parts)
            credit = _CREDIT.search(block.text[-MAX_CREDIT_CHARS:]) if mark == "picture caption" else None
            mark = mark or ("outside" if not inside[i] else "no story")
            stop = max(start, end - MAX_CREDIT_CHARS) + credit.start() if credit else end
            why = _why(mark, value)
            if stop > start:
                found.append(Removal(Span(start, stop), f"markup/{mark}", why))
            if credit:
                found.append(Removal(Span(stop, end), "credit/caption", "credit of a picture, kept with the story"))
        start = end + 1
    return found


def mark_of(element: Element, hints: int, parts: dict[int, str]) -> str:
    """Return what the markup calls the part of the page that `element` stands in, "" where it does not say.

    `parts` remembers for each element by its number what the tags around it say: elements may stand deep in each other.
    """
    passed: list[int] = []
    part, up = "", element
    while up.number not in parts:
        passed.append(up.number)
        if up.tag in _CHROME and up.tag != "figure":
            part = _CHROME[up.tag]
            break
        if up.is_hidden:
            part = "hidden"
            break
        if up.up is None:
            break
        up = up.up
    else:
        part = parts[up.number]
    parts.update(dict.fromkeys(passed, part))
    if part:
        return part
    for i, name in enumerate(HINT_PATTERNS):
        if hints >> i & 1 and name in MARKS:
            return MARKS[name]
    return ""


def _why(mark: str, value: float) -> str:
    told = {
        "outside": "stands outside the story's part of the page",
        "no story": "its place, words and markup speak against it",
    }.get(mark, f"the page's markup calls it {mark}")
    return f"{told} (score {value:.1f})"
