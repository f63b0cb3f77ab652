"""What the elements around each block tell: names, landmarks, likeness, pictures, and where the prose is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from racenews.intake.markup import Markup
from racenews.intake.markup_columns import Columns, Ints, Memory
from racenews.intake.markup_words import HINT_PATTERNS, HINTS

LEVELS = 5
MAX_NAME_CHARS = 400
HOME_SHARE = 0.75  # of the page's prose: the deepest element that holds so much is its home

_HUMPS = re.compile(r"([a-z])([A-Z])")
_TAGS: tuple[tuple[str, ...], ...] = (
    ("p",), ("h1",), ("h2",), ("h3",), ("h4", "h5", "h6"), ("li",), ("div",), ("tr", "td", "th"), ("blockquote",),
    ("figcaption", "caption"), ("pre",), ("button", "label", "option", "select", "textarea", "legend"), ("dt", "dd"),
    ("section", "article", "main"), ("header",), ("footer",), ("body",), ("a",), ("figure",),
)  # fmt: skip
_ANCESTORS = tuple("article main aside nav header footer form figure table ul ol section blockquote li a".split())
_GROUP = {tag: i for i, group in enumerate(_TAGS) for tag in group}
_LANDMARK = {tag: i for i, tag in enumerate(_ANCESTORS)}


_PLAIN_PATTERNS = [re.compile(pattern) for pattern in HINTS.values()]  # without case they are much faster


def _hints_of_word(word: str) -> int:
    patterns = _PLAIN_PATTERNS if word.isascii() else HINT_PATTERNS.values()
    return sum(bool(p.search(word)) << i for i, p in enumerate(patterns))


_WORD_BITS = Memory(_hints_of_word)


def find_hints(name: str) -> int:
    """Return the hints in class names; no pattern reaches over a space, so each word is looked at once in its life."""
    spaced = _HUMPS.sub(r"\1-\2", name[:MAX_NAME_CHARS])
    *words, last = (spaced.lower() if spaced.isascii() else spaced).split(" ")
    bits = _WORD_BITS[last]
    for word in words:
        bits |= _WORD_BITS[f"{word} "]  # the space that ends a word may end a pattern
    return bits


_HINT_BITS = Memory(find_hints)


class Tree:
    """The elements that hold blocks, as arrays: parents before children."""

    def __init__(self, page: Markup) -> None:
        held = [e for e in page.elements if min(e.last, len(page.blocks)) > e.first]
        self.held = held
        place = {e.number: i for i, e in enumerate(held)}
        size = len(held)
        self.up = np.fromiter((place.get(e.up.number, -1) if e.up else -1 for e in held), np.int64, size)
        self.depth = np.fromiter((e.depth for e in held), np.int64, size)
        self.first = np.fromiter((e.first for e in held), np.int64, size)
        self.last = np.fromiter((e.last for e in held), np.int64, size)
        self.host = np.fromiter((place[b.element.number] for b in page.blocks), np.int64, len(page.blocks))
        self.inside = np.zeros(len(page.blocks), bool)
        self.signature: Ints = self.host

    def within(self, values: Any) -> Any:
        """Return the sum over the blocks of each element."""
        c = np.concatenate([[0], np.cumsum(values)])
        return c[np.minimum(self.last, len(values))] - c[self.first]

    def add(self, out: Columns, page: Markup, n: int, prose: Any, words: Any, chars: Any, links: Any) -> Ints:
        """Add what the elements around each block tell; returns the hint bits of the nearest that has some."""
        held, up, depth, host = self.held, self.up, self.depth, self.host
        tags = [e.tag for e in held]
        block_tags = [tags[i] for i in host.tolist()]
        groups = np.fromiter((_GROUP.get(t, -1) for t in block_tags), np.int64, n)
        out.extend([f"tag {group[0]}" for group in _TAGS], groups[:, None] == np.arange(len(_TAGS)))
        kinds = len(HINT_PATTERNS)
        bits = np.fromiter(
            (_HINT_BITS[f"{e.name} {e.hints}"] if e.name or e.hints else 0 for e in held), np.int64, len(held)
        )
        own = (bits[:, None] >> np.arange(kinds)) & 1
        counts = own.astype(np.float32)
        nearest = np.where(own > 0, depth[:, None], -999)
        landmarks = np.fromiter((_LANDMARK.get(t, -1) for t in tags), np.int64, len(tags))
        anc = landmarks[:, None] == np.arange(len(_ANCESTORS))
        anc_depth = np.where(anc, depth[:, None], 0)
        hidden = np.fromiter((e.is_hidden for e in held), np.int64, len(held))
        hinted = bits.copy()
        order = np.argsort(depth, kind="stable")
        edges = np.flatnonzero(np.diff(depth[order])) + 1
        for level in np.split(order, edges)[1:]:
            above = up[level]
            counts[level] += counts[above]
            nearest[level] = np.where(own[level] > 0, nearest[level], nearest[above])
            anc_depth[level] = np.where(anc[level], anc_depth[level], anc_depth[above])
            hidden[level] += hidden[above]
            hinted[level] = np.where(bits[level] > 0, bits[level], hinted[above])
        here = depth[host][:, None]
        out.extend([f"within {a}" for a in _ANCESTORS], np.where(anc_depth[host] > 0, here - anc_depth[host] + 1, 0))
        out.extend([f"hints {h}" for h in HINT_PATTERNS], np.minimum(counts[host], 3))
        out.extend([f"to hint {h}" for h in HINT_PATTERNS], np.minimum(here - nearest[host], 20))
        out.add("hidden", np.minimum(hidden[host], 1))
        total = max(float(prose.sum()), 1e-6)
        e_prose, e_chars, e_links = self.within(prose), self.within(chars), self.within(links)
        e_blocks = self.last - self.first
        is_p = np.fromiter((t == "p" for t in block_tags), bool, n)
        e_paragraphs = self.within(is_p & (prose > 0))
        e = host.copy()
        for level_number in range(LEVELS):
            gone = e < 0
            stats = np.stack(
                [e_prose[e] / total, e_links[e] / np.maximum(1, e_chars[e]), e_paragraphs[e], np.log1p(e_chars[e]),
                 e_blocks[e]], 1,
            )  # fmt: skip
            stats[gone] = -1
            out.extend([f"up {level_number} {s}" for s in ("prose", "links", "paragraphs", "chars", "blocks")], stats)
            e = np.where(gone, -1, up[e])
        top = self._container(prose, links / np.maximum(chars, 1), block_tags, e_prose)
        deep = self._home(e_prose, total)
        at = np.arange(n)
        self.inside = (at >= self.first[top]) & (at < self.last[top])
        out.add("in container", self.inside)
        out.add("below container", np.where(self.inside, depth[host] - depth[top], -1))
        out.add("in home", (at >= self.first[deep]) & (at < self.last[deep]))
        out.add("depth", depth[host])
        out.add("from container start", at - self.first[top])
        out.add("to container end", self.last[top] - at)
        out.add("container prose", np.full(n, e_prose[top] / total))
        self._add_signatures(out, n, prose, words, total)
        return hinted[host]

    def add_pictures(self, out: Columns, page: Markup, n: int) -> None:
        """Add where pictures stand: a line right under one, in an element of its own, is its caption."""
        before = np.bincount(np.minimum(np.array(page.images, np.int64), n), minlength=n + 1)
        out.add("pictures before", np.minimum(before[:n], 3))
        out.add("pictures behind", np.minimum(before[1:], 3))
        c = np.concatenate([[0], np.cumsum(before)])
        e = self.host
        for level in range(3):
            pictures = c[np.minimum(self.last[e] + 1, n + 1)] - c[self.first[e]]
            out.add(f"up {level} pictures", np.minimum(pictures, 9))
            out.add(f"up {level} pictures a block", pictures / np.maximum(1, self.last[e] - self.first[e]))
            e = np.where(self.up[e] >= 0, self.up[e], e)

    def add_articles(self, out: Columns, n: int, title: int, prose: Any) -> None:
        """Add what tells several stories on a page apart: like elements side by side, and where the headline is."""
        up, held = self.up, self.held
        known: dict[tuple[str, str], int] = {}
        keys = np.fromiter((known.setdefault((e.tag, e.name), len(known)) for e in held), np.int64, len(held))
        e_prose = self.within(prose)
        count = np.bincount(keys, e_prose > 0, len(known))
        ordinal = np.zeros(len(held))
        seen = np.zeros(len(known))
        for i, key in enumerate(keys.tolist()):
            ordinal[i] = seen[key]
            seen[key] += e_prose[i] > 0
        mass = np.bincount(keys, e_prose, len(known))
        holds = (self.first <= title) & (title < self.last)
        e = self.host.copy()
        shared = np.full(n, 99.0)
        for level in range(1, 8):
            e = np.where(e >= 0, up[e], -1)
            gone = e < 0
            if level <= 4:
                stats = np.stack(
                    [count[keys[e]], ordinal[e], e_prose[e] / np.maximum(1e-6, mass[keys[e]])], 1
                )  # fmt: skip
                stats[gone] = -1
                out.extend([f"up {level} {name}" for name in ("twins", "ordinal", "share of twins")], stats)
            shared = np.minimum(shared, np.where(gone | ~holds[e], 99, level)) if title >= 0 else shared
        out.add("up to title", np.minimum(shared, 8))
        is_article = np.fromiter((x.tag == "article" for x in held), bool, len(held)) & (e_prose > 0)
        out.add("articles", np.full(n, min(int(is_article.sum()), 20)))
        nearest = np.where(is_article, np.arange(len(held)), -1)
        for i, parent in enumerate(up.tolist()):
            if nearest[i] < 0 and parent >= 0:
                nearest[i] = nearest[parent]
        mine = nearest[self.host]
        own = nearest[self.host[title]] if title >= 0 else -1
        out.add("in title's article", np.where(mine < 0, -1, mine == own))
        out.add("article ordinal", np.where(mine < 0, -1, np.cumsum(is_article)[np.maximum(mine, 0)]))
        out.add("article share", np.where(mine < 0, -1, e_prose[np.maximum(mine, 0)] / max(float(prose.sum()), 1e-6)))

    def _container(self, prose: Any, link_share: Any, block_tags: Sequence[str], e_prose: Any) -> int:
        """Return the element whose children hold most of the prose, widened while that adds much.

        The idea is Readability's: a paragraph speaks for its parent, half for the one above, a quarter for the next.
        """
        score = np.zeros(len(self.held))
        flat = np.fromiter(
            (t in ("p", "li", "h2", "h3", "blockquote", "pre") for t in block_tags), bool, len(block_tags)
        )
        good = (prose > 0) & (link_share < 0.5)
        e = np.where(flat & (self.up[self.host] >= 0), self.up[self.host], self.host)[good]
        mass = prose[good]
        for weight in (1.0, 0.5, 0.25):
            ok = e >= 0
            np.add.at(score, e[ok], weight * mass[ok])
            e, mass = self.up[e[ok]], mass[ok]
        top = int(score.argmax())
        while self.up[top] >= 0 and e_prose[self.up[top]] > 1.25 * e_prose[top]:
            top = int(self.up[top])
        return top

    def _home(self, e_prose: Any, total: float) -> int:
        """Return the deepest element that holds most of the prose."""
        fits = np.flatnonzero(e_prose >= HOME_SHARE * total)
        return int(fits[self.depth[fits].argmax()]) if len(fits) else 0

    def _add_signatures(self, out: Columns, n: int, prose: Any, words: Any, total: float) -> None:
        """Add what the blocks with the same tag, class and parent's class are like together."""
        known: dict[tuple[str, str, str], int] = {}
        keys = []
        for element in self.held:
            parent = element.up.name if element.up else ""
            keys.append(known.setdefault((element.tag, element.name, parent), len(known)))
        sig = np.array(keys, np.int64)[self.host]
        self.signature = sig
        size = len(known)
        count = np.bincount(sig, minlength=size)
        s_prose, s_words = np.bincount(sig, prose, size), np.bincount(sig, words, size)
        first = np.full(size, n)
        np.minimum.at(first, sig, np.arange(n))
        last = np.zeros(size, np.int64)
        np.maximum.at(last, sig, np.arange(n))
        out.add("twins count", count[sig])
        out.add("twins prose", (s_prose / np.maximum(1, s_words))[sig])
        out.add("twins words", (s_words / np.maximum(1, count))[sig])
        out.add("twins share", s_prose[sig] / total)
        out.add("first twin", first[sig] == np.arange(n))
        out.add("last twin", last[sig] == np.arange(n))
        above = np.where(self.up[self.host] >= 0, self.up[self.host], self.host)
        out.add("siblings prose", self.within(prose)[above] / np.maximum(1, self.within(words)[above]))
