"""Markup -> one row of numbers a block: its words, its place, the elements around it, its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from racenews.intake.head import Head
from racenews.intake.markup import Block, Element, Markup
from racenews.intake.markup_columns import MIN_PROSE_WORDS, Columns, Floats, Ints, shift
from racenews.intake.markup_names import add_names
from racenews.intake.markup_text import (
    LINE,
    add_declared,
    add_place,
    add_runs,
    add_sections,
    add_title,
    add_words,
    line_facts,
    read_words,
    share_topic,
)
from racenews.intake.markup_tree import Tree

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_BASE = ("words", "common", "ended", "interface", "photo", "capital", "links")


@dataclass(slots=True)
class Table:
    """The numbers of one page: a row a block, a column a name in `names`; and what else the judge looks at."""

    rows: Floats
    words: Floats
    prose: Floats
    """Words of each block that reads as prose, 0 for the others."""
    inside: npt.NDArray[np.bool_]
    """Blocks within the container that holds the page's prose."""
    declared: Floats
    """Share of each block that stands in the JSON-LD body; -1 where the page has none."""
    hints: Ints
    """Bits of the hints above each block, nearest element with a hint only."""
    tree: Tree


def feature_names() -> tuple[str, ...]:
    """Return the names of the columns, in order."""
    page = Markup()
    root = Element(None, 0, "body", 0, "p", None)
    page.elements.append(root)
    page.blocks.append(Block("One.", root, 0, 0))
    root.last = 1
    table, names = _measure(page, Head())
    named = Columns()
    add_names(named, table.tree, np.zeros(1, np.float32), table.words)
    return (*names, *named.names)


def measure(page: Markup, head: Head) -> Table:
    """Return the table of a page that has at least one block; `with_names` adds the columns it has not."""
    return _measure(page, head)[0]


def with_names(table: Table, values: Floats) -> Floats:
    """Return the rows of `table` with the columns made of what the names around each block speak for."""
    named = Columns()
    add_names(named, table.tree, values, table.words)
    return np.concatenate([table.rows, *named.parts], 1)


def _measure(page: Markup, head: Head) -> tuple[Table, tuple[str, ...]]:
    blocks = page.blocks
    n = len(blocks)
    texts = [b.text for b in blocks]
    out = Columns()
    chars = np.fromiter(map(len, texts), np.float64, n)
    links = np.fromiter((b.link_chars for b in blocks), np.float64, n)
    bold = np.fromiter((b.bold_chars for b in blocks), np.float64, n)

    found = read_words(texts)
    words = found.count("word")
    line = line_facts(texts)
    link_share = links / np.maximum(chars, 1)
    add_words(out, found, line)
    out.add("links", link_share)
    out.add("bold", bold / np.maximum(chars, 1))

    # --- prose, place, runs
    ended = line[:, LINE.index("ended")]
    per = np.maximum(words, 1)
    common = found.count("common") / per
    big = words >= MIN_PROSE_WORDS
    page_common = float(found.count("common")[big].sum() / max(1.0, float(words[big].sum())))
    is_prose = big & (link_share < 0.6) & ((common > 0.2) if page_common >= 0.15 else (ended > 0))
    prose = np.where(is_prose, np.minimum(words, 200), 0).astype(np.float64)
    if not prose.any():
        prose = np.where(link_share < 0.6, words, 0).astype(np.float64) * 0.1
    add_place(out, n, chars, words, prose)
    add_runs(out, n, words, prose)
    add_sections(out, n, texts, words, prose)

    # --- topic
    content = found.that_are("content")
    shared = share_topic(found.ids[content], found.unit[content], n, prose > 0)
    out.extend(["topic", "topic mass", "echo", "content"], shared)

    # --- elements
    tree = Tree(page)
    hints = tree.add(out, page, n, prose, words, chars, links)
    tree.add_pictures(out, page, n)

    # --- what the head declares
    is_word = found.that_are("word")
    declared = add_declared(out, head, texts, found.ids[is_word], found.unit[is_word], n, words, found.lows)

    # --- the headline and what stands under it
    liked = out.column("like headline")
    title = add_title(out, n, liked, out.column("tag h1") > 0, words, prose)
    tree.add_articles(out, n, title, prose)

    # --- neighbours
    base = np.stack(
        [
            words,
            common,
            ended,
            found.count("interface") + found.count("sign_up"),
            found.count("photo") + found.count("byline"),
            found.count("capital") / per,
            link_share,
        ],
        1,
    )
    for step in NEIGHBOURS:
        out.extend([f"{step:+d} {c}" for c in _BASE], shift(base, step, -1.0))
    same = tree.signature
    for step in (-1, 1):
        out.add(f"{step:+d} same signature", shift(same[:, None], step, -1)[:, 0] == same)
    rows = np.concatenate(out.parts, 1)
    table = Table(rows, words, prose.astype(np.float32), tree.inside, declared, hints, tree)
    return table, tuple(out.names)
