"""What the class names around a block speak for: a learned number a word, added up, and the columns made of the sum.

Publishers name their elements by habit: "sidebar", "caption", "entry". One word errs; the sum over a block, its
neighbours, and all blocks of its make tells story from furniture on sites never seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from racenews.intake.markup import Element
from racenews.intake.markup_columns import FAR, Columns, Floats, best_run, shift
from racenews.intake.markup_tree import Tree

NEAR = 5  # blocks before and behind whose sums are columns
REACHES = (2, 5, 12, 30)
LEVELS = 6  # elements above the block over which the sum is averaged
SURE = 1.5
MAX_NAME_CHARS = 400
MAX_HEFT = 60  # words: a longer block says no more about its make
NOWHERE = -9.0  # above the root

Doubles = npt.NDArray[np.float64]

_HUMPS = re.compile(r"([a-z])([A-Z])")
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=50_000)
def split_name(name: str) -> tuple[str, ...]:
    """Return the words of class names and ids, each once.

    >>> split_name("post-Body  post_2")
    ('body', 'post')
    """
    return tuple(sorted(set(_WORD.findall(_HUMPS.sub(r"\1-\2", name[:MAX_NAME_CHARS]).lower()))))


def name_words(element: Element) -> Iterator[str]:
    """Yield the words that speak for the blocks of `element`, most of them as often as they stand above it.

    `p` is its tag, `div>p` its tag and its parent's, `0.x` a word of its own names, `1.x` one of its parent's,
    `.x` one of its own or of any element above it, `^div` the tag of an element above it.
    """
    yield element.tag
    up = element.up
    yield from (f"0.{word}" for word in _words(element))
    yield from (f".{word}" for word in _words(element))
    if up is not None:
        yield f"{up.tag}>{element.tag}"
        yield from (f"1.{word}" for word in _words(up))
    while up is not None:
        yield f"^{up.tag}"
        yield from (f".{word}" for word in _words(up))
        up = up.up


def _words(element: Element) -> tuple[str, ...]:
    return split_name(f"{element.name} {element.hints}") if element.name or element.hints else ()


class NameWeights:
    """The learned number of each word, and what was added up once for a name."""

    def __init__(self, words: Mapping[str, float], bias: float) -> None:
        self.words = dict(words)
        self.bias = bias
        self._known = lru_cache(maxsize=50_000)(self._add_up)
        self._look_up = lru_cache(maxsize=50_000)(self._weigh)

    def _add_up(self, tag: str, parent: str, name: str, hints: str) -> tuple[float, float, float, int]:
        """Return the sums of an element for its own blocks, for its children's, for all below it; and its words."""
        get, words = self.words.get, split_name(f"{name} {hints}")
        own, child, below = map(sum, zip(*map(self._look_up, words), strict=True)) if words else (0, 0, 0)
        here = get(tag, 0.0) + own + below + (get(f"{parent}>{tag}", 0.0) if parent else 0.0)
        return here, child, below + get(f"^{tag}", 0.0), len(words)

    def _weigh(self, word: str) -> tuple[float, float, float]:
        """Return what a word says of an element's own blocks, of its children's, and of all below it."""
        get = self.words.get
        return get(f"0.{word}", 0.0), get(f"1.{word}", 0.0), get(f".{word}", 0.0)

    def score(self, tree: Tree) -> Floats:
        """Return the score of each block: the sum over its `name_words`, by the root of their number."""
        known = self._known
        sums: list[float] = []
        passed: list[tuple[str, float, float, int, int]] = []  # tag, sums for all below and children, numbers of words
        for element, parent in zip(tree.held, tree.up.tolist(), strict=True):
            up, total, from_parent, number, parent_count = passed[parent] if parent >= 0 else ("", 0.0, 0.0, -1, 0)
            here, child, below, count = known(element.tag, up, element.name, element.hints)
            sums.append(self.bias + (here + total + from_parent) / (2 + 2 * count + number + parent_count) ** 0.5)
            passed.append((element.tag, total + below, child, max(number, 0) + count + 1, count))
        scores: Floats = np.array(sums, np.float32)[tree.host]
        return scores


def add_names(out: Columns, tree: Tree, values: Floats, words: Floats) -> None:
    """Add what the names speak for: at the block, around it, at all blocks of its make, in the elements above it."""
    n = len(values)
    at = np.arange(n)
    heft = np.clip(words, 1, MAX_HEFT).astype(np.float64) ** 0.5
    mass = values * heft
    out.add("named", values)
    for step in (*range(-NEAR, 0), *range(1, NEAR + 1)):
        out.add(f"{step:+d} named", shift(values, step, -3.0))
    c, ch = (np.concatenate([[0], np.cumsum(x)]) for x in (mass, heft))
    for reach in REACHES:
        low, high = np.maximum(0, at - reach), np.minimum(n, at + reach + 1)
        out.add(f"named {reach} before", (c[at] - c[low]) / np.maximum(1, ch[at] - ch[low]))
        out.add(f"named {reach} behind", (c[high] - c[at + 1]) / np.maximum(1, ch[high] - ch[at + 1]))
    for kind, part in (("story", np.maximum(mass, 0)), ("furniture", np.maximum(-mass, 0))):
        run = np.concatenate([[0], np.cumsum(part)])
        total = max(float(run[-1]), 1e-6)
        out.add(f"named {kind} before", run[:-1] / total)
        out.add(f"named {kind} behind", 1 - run[1:] / total)
    first, last = best_run(mass.tolist())
    out.add("in named run", (at >= first) & (at < last))
    out.add("from named run start", at - first)
    out.add("to named run end", last - at)
    sure = values > SURE
    above = np.maximum.accumulate(np.where(sure, at, -FAR))
    below = np.minimum.accumulate(np.where(sure, at, n + FAR)[::-1])[::-1]
    out.add("to sure name above", np.minimum(at - above, FAR))
    out.add("to sure name below", np.minimum(below - at, FAR))
    _add_means(out, tree, mass, heft)


def _add_means(out: Columns, tree: Tree, mass: Doubles, heft: Doubles) -> None:
    """Add the mean over the blocks of the same make, without the block itself too, and over the elements above."""
    make = tree.signature
    in_all, of_all = np.bincount(make, mass)[make], np.bincount(make, heft)[make]
    out.add("named make", in_all / of_all)
    out.add("named rest of make", (in_all - mass) / np.maximum(of_all - heft, 0.5))
    means = tree.within(mass) / np.maximum(tree.within(heft), 0.5)
    e = tree.host
    for level in range(LEVELS):
        out.add(f"up {level} named", np.where(e >= 0, means[e], NOWHERE))
        e = np.where(e >= 0, tree.up[e], -1)
