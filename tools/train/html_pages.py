"""Labelled HTML pages -> blocks with their columns and the share of each that is story.

The pages of the benchmark stand outside the project, in `../shared`; nothing of their text is written anywhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tools.train.pages import FOLDS, NEWS, read_rows_of, without_headline

from racenews.intake.head import read_head
from racenews.intake.invisible import drop_invisible
from racenews.intake.markup import read_markup
from racenews.intake.markup_columns import Floats, Ints
from racenews.intake.markup_features import Table, measure

OWN = "own"
NEWS_WEIGHT = 3.0  # a news page counts as three others: news is what we print
OWN_WEIGHT = 0.5  # a page that we made up counts as half a real one
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Pages:
    """Labelled pages, their blocks one after the other."""

    ids: list[str] = field(default_factory=list)
    sets: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    labels: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    page: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    """The page of each block."""
    digest: str = ""

    def bounds(self) -> Ints:
        """Return where the blocks of each page begin, and the end."""
        return np.concatenate([[0], np.cumsum([len(t) for t in self.texts])])

    def folds(self) -> Ints:
        """Return the fold of each block."""
        return np.array([fold_of(d) for d in self.domains])[self.page]


def read_rows(bench: Path) -> list[dict[str, Any]]:
    """Return the pages of the benchmark whose gold is whole; `gold` is in the house style where that exists."""
    cut_short = json.loads((bench / "data/quarantine.json").read_text())
    style = json.loads((bench / "data/news_style_dev.json").read_text())
    return [
        {**row, "original": row["gold"], "gold": style.get(row["id"], row["gold"])}
        for row in read_rows_of(bench / "data/dev.jsonl.gz")
        if row["set"] != "trafilatura" and row["id"] not in cut_short
    ]


def read_own(files: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the pages that we made up ourselves: JSONL with `id`, `domain`, `html`, `gold` and perhaps `headline`.

    A page's headline is read apart from its story, as the gold of real pages has it.
    """
    rows = [row for file in files for row in read_rows_of(file)]
    return [{**row, "set": OWN, "gold": without_headline(row)} for row in rows]


def read_pages(rows: Sequence[Mapping[str, Any]]) -> Pages:
    """Return the blocks of `rows` with their columns and the share of each that the gold holds."""
    found = Pages()
    digest = hashlib.sha256()
    for row in rows:
        html = drop_invisible(re.sub("\r\n?", "\n", row["html"].removeprefix("\ufeff")))[0]
        digest.update(html.encode("utf-8", "replace") + row["gold"].encode("utf-8", "replace"))
        page = read_markup(html)
        if page.blocks:
            found.ids.append(row["id"])
            found.sets.append(row["set"])
            found.domains.append(row["domain"])
            found.texts.append([b.text for b in page.blocks])
            found.tables.append(measure(page, read_head(page)))
            found.labels = np.append(found.labels, label_blocks(found.texts[-1], row["gold"]))
    found.page = np.repeat(np.arange(len(found.ids)), [len(t) for t in found.texts])
    found.digest = digest.hexdigest()
    return found


def label_blocks(texts: Sequence[str], gold: str) -> Floats:
    """Return the share of each block's four-word runs that the gold holds; short blocks are looked up as lines."""
    runs = set(_runs(_low(gold)))
    lines = {" ".join(_low(line)) for line in re.split(r"\n|(?<=[.!?…])\s+", gold)}
    flat = f" {' '.join(_low(gold))} "
    found = np.zeros(len(texts), np.float32)
    for i, text in enumerate(texts):
        words = _low(text)
        if own := _runs(words):
            found[i] = sum(run in runs for run in own) / len(own)
        elif words:
            line = " ".join(words)
            inside = len(text) > 3 and f" {line} " in flat and text in gold
            found[i] = 1.0 if line in lines else 0.6 if inside else 0.0
    return found


def _low(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str], size: int = 4) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]


def fold_of(domain: str) -> int:
    """Return the fold of a publisher: all its pages are left out together."""
    return int(hashlib.sha1(f"h{domain}".encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def weigh(pages: Pages) -> Floats:
    """Return the weight of each block: pages near equal, long blocks more, blocks half in the gold less."""
    count = np.bincount(pages.page)[pages.page]
    words = np.concatenate([t.words for t in pages.tables])
    weight = count**-0.5 * np.clip(words / 15, 0.3, 3) ** 0.5 * np.maximum(0.2, np.abs(2 * pages.labels - 1))
    of_page = [NEWS_WEIGHT if s in NEWS else OWN_WEIGHT if s == OWN else 1.0 for s in pages.sets]
    weight = weight * np.array(of_page)[pages.page]
    scaled: npt.NDArray[np.float32] = (weight * len(weight) / weight.sum()).astype(np.float32)
    return scaled
