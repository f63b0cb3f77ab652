"""A story's receipt: the text that came in beside the story that was printed, each cut struck through with its rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from racenews.publish.body import render_body
from racenews.publish.pages import PagePlan
from racenews.publish.view_records import Card, Head, House, StoryView
from racenews.types import Article, Tile

RECEIPT_FOLDER = "receipt/"
_SHOWN = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
_SHOWN |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
"""Control characters, which no page may hold, as the signs that stand for them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that came in. `rule` is empty where it was kept."""

    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """One line of the bill: how often a rule cut, how many characters in all, and why it cuts."""

    rule: str
    why: str
    times: int
    characters: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the receipt of a story shows."""

    card: Card
    passages: tuple[Passage, ...]
    """The whole text that came in, edge to edge."""
    cuts: tuple[Cut, ...]
    body: str
    """The story as it was printed, as safe HTML without links."""
    left_out: str
    """The sum: "204 of 1,236 characters"."""


def receipt_page(article: Article, story: StoryView, text: str, tiles: Iterable[Tile], house: House) -> PagePlan:
    """Return the plan of a story's receipt; `tiles` cover `text`, the dump as it was read.

    No search engine is asked to list it: it holds what the paper did not print.
    """
    say = house.words.say
    header = say("receipt.head_rule")
    passages = tuple(
        Passage(text[t.start : t.end].translate(_SHOWN), header if t.label == "header" else t.rule) for t in tiles
    )
    cuts = _cuts(article, passages, {header: say("receipt.head_why")})
    characters = sum(cut.characters for cut in cuts)
    receipt = Receipt(
        story.card,
        passages,
        cuts,
        render_body(article, lambda mention: None),
        say("receipt.sum", left=characters, n=len(text.strip())),
    )
    title = say("receipt.page_title", title=story.head.title)
    head = Head(
        title,
        say("receipt.description", title=story.card.title),
        story.card.path + RECEIPT_FOLDER,
        listed=False,
    )
    return PagePlan(f"{head.path}index.html", "receipt.html", {"head": head, "receipt": receipt})


def _cuts(article: Article, passages: Iterable[Passage], ours: Mapping[str, str]) -> tuple[Cut, ...]:
    """Return a line a rule, in the order in which the text meets them; `ours` are reasons of our own."""
    why = {**{removal.rule: removal.why for removal in article.removals}, **ours}
    lines: dict[str, Cut] = {}
    for passage in passages:
        if passage.rule:
            so_far = lines.get(passage.rule, Cut(passage.rule, why.get(passage.rule, ""), 0, 0))
            total = so_far.characters + len(passage.text.strip())
            lines[passage.rule] = Cut(passage.rule, so_far.why, so_far.times + 1, total)
    return tuple(lines.values())
