"""Learn the judge of markup: labelled pages -> `plugins/racenews/data/weights/html.json`.

    python -m tools.train.html ../shared/bench/clean            learn on all pages, after five folds by domain
    python -m tools.train.html ../shared/bench/clean --folds    only print what the folds say

Only numbers leave this file: column names, limits and leaves. The pages' sentences stay where they are.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from racenews.intake.head import read_head
from racenews.intake.invisible import drop_invisible
from racenews.intake.markup import read_markup
from racenews.intake.markup_features import feature_names, measure
from racenews.intake.markup_scorer import MAX_LEAVES, lists_digest, read_weights, score

ROOT = Path(__file__).parents[2]

WEIGHTS = ROOT / "plugins/racenews/data/weights/html.json"
FOLD_WEIGHTS = ROOT / ".racenews" / "weights"
"""Where the judges that have not seen a fold are left for `invoke gate`."""
FOLDS = 5
NEWS = ("scrapinghub", "fundus", "newspaper4k")
NEWS_WEIGHT = 3.0  # a news page counts as three others: news is what we print
PARTS: tuple[dict[str, Any], ...] = (  # small forests that see different columns: their mean is steadier than one
    {"seed": 1, "num_leaves": 31, "learning_rate": 0.1, "feature_fraction": 0.3, "min_data_in_leaf": 40,
     "lambda_l2": 5.0, "rounds": 140},
    {"seed": 7, "num_leaves": 16, "learning_rate": 0.06, "feature_fraction": 0.15, "min_data_in_leaf": 60,
     "lambda_l2": 10.0, "rounds": 300},
)  # fmt: skip
POINTS = {"cautious": -0.25, "thorough": 0.5}
"""Chosen on the folds: below the first a page loses next to nothing, above the second it keeps little else."""
_WORD = re.compile(r"\w+")

Floats = npt.NDArray[np.float32]


@dataclass(slots=True)
class Pages:
    """Labelled pages, their blocks one after the other."""

    ids: list[str] = field(default_factory=list)
    sets: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    rows: Any = None
    labels: Any = None
    words: Any = None
    page: Any = None
    """The page of each block."""
    digest: str = ""

    def bounds(self) -> npt.NDArray[np.int64]:
        """Return where the blocks of each page begin, and the end."""
        return np.concatenate([[0], np.cumsum([len(t) for t in self.texts])])


def read_rows(bench: Path) -> list[dict[str, Any]]:
    """Return the pages of the benchmark whose gold is whole."""
    cut_short = json.loads((bench / "data/quarantine.json").read_text())
    with gzip.open(bench / "data/dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [r for r in rows if r["set"] != "trafilatura" and r["id"] not in cut_short]


def read_pages(rows: Sequence[Mapping[str, Any]]) -> Pages:
    """Return the blocks of `rows` with their columns and the share of each that the gold holds."""
    found = Pages()
    digest = hashlib.sha256()
    parts: list[Any] = []
    for row in rows:
        html = drop_invisible(re.sub("\r\n?", "\n", row["html"].removeprefix("\ufeff")))[0]
        digest.update(html.encode("utf-8", "replace") + row["gold"].encode("utf-8", "replace"))
        page = read_markup(html)
        if not page.blocks:
            continue
        table = measure(page, read_head(page))
        texts = [b.text for b in page.blocks]
        found.ids.append(row["id"])
        found.sets.append(row["set"])
        found.domains.append(row["domain"])
        found.texts.append(texts)
        parts.append((table.rows, label_blocks(texts, row["gold"]), table.words))
    found.rows, found.labels, found.words = (np.concatenate([p[i] for p in parts]) for i in range(3))
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
    return int(hashlib.sha1(f"h{domain}".encode()).hexdigest(), 16) % FOLDS  # noqa: S324  # no secret


def weigh(pages: Pages) -> Floats:
    """Return the weight of each block: pages near equal, long blocks more, blocks half in the gold less."""
    count = np.bincount(pages.page)[pages.page]
    weight = count**-0.5 * np.clip(pages.words / 15, 0.3, 3) ** 0.5 * np.maximum(0.2, np.abs(2 * pages.labels - 1))
    news = np.array([s in NEWS for s in pages.sets])[pages.page]
    weight = weight * np.where(news, NEWS_WEIGHT, 1)
    return (weight * len(weight) / weight.sum()).astype(np.float32)


def learn(pages: Pages, chosen: npt.NDArray[np.bool_], threads: int = 2) -> dict[str, Any]:
    """Return weights, in the form of the file, learned from the chosen blocks."""
    import lightgbm

    weight = weigh(pages)
    trees: list[dict[str, Any]] = []
    names = feature_names()
    for part in PARTS:
        settings = {
            "objective": "binary", "bagging_fraction": 0.8, "bagging_freq": 1, "max_bin": 63, "verbosity": -1,
            "num_threads": threads, "deterministic": True, "boost_from_average": False, **part,
        }  # fmt: skip
        rounds = settings.pop("rounds")
        data = lightgbm.Dataset(
            pages.rows[chosen], (pages.labels[chosen] >= 0.5).astype(int), weight=weight[chosen], feature_name="auto"
        )
        model = lightgbm.train(settings, data, rounds)
        trees += [_flat(tree["tree_structure"], names, 1 / len(PARTS)) for tree in model.dump_model()["tree_info"]]
    used = {split[0] for tree in trees for split in tree["splits"]}
    domains = Counter(pages.domains[i] for i in np.unique(pages.page[chosen]))
    return {
        "what": "Decision trees over the blocks of a page. A split is [column, limit, first leaf, last leaf]: where "
        "the column is above the limit, these leaves are out; the first leaf left of each tree is added.",
        "lists": lists_digest(),
        "learned_from": {"pages": sum(domains.values()), "domains": len(domains), "sha256": pages.digest},
        "points": POINTS,
        "bias": 0.0,
        "columns": [*names],
        "columns_used": len(used),
        "trees": trees,
    }


def _flat(root: Mapping[str, Any], names: Sequence[str], share: float) -> dict[str, Any]:
    """Return one tree with its leaves numbered from left to right."""
    splits: list[list[Any]] = []
    leaves: list[float] = []

    def walk(node: Mapping[str, Any]) -> None:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"] * share, 5))
            return
        first = len(leaves)
        split = [names[node["split_feature"]], float(f"{node['threshold']:.6g}"), first, first]
        splits.append(split)
        walk(node["left_child"])
        split[3] = len(leaves)
        walk(node["right_child"])

    walk(root)
    if len(leaves) > MAX_LEAVES:
        raise ValueError(f"a tree has {len(leaves)} leaves, more than {MAX_LEAVES}")
    if not splits:  # a tree that is one leaf
        splits.append([names[0], 1e30, 0, 0])
    return {"splits": splits, "leaves": leaves}


def out_of_fold(pages: Pages) -> Floats:
    """Return a score for each block by weights that never saw its publisher; leaves these weights for the gate."""
    fold = np.array([fold_of(d) for d in pages.domains])[pages.page]
    scores = np.zeros(len(pages.rows), np.float32)
    for number in range(FOLDS):
        raw = learn(pages, fold != number)
        write_weights(raw, FOLD_WEIGHTS / str(number) / WEIGHTS.name)
        scores[fold == number] = score(pages.rows[fold == number], read_weights(raw))
    return scores


def write_weights(raw: Mapping[str, Any], path: Path) -> None:
    """Write the weights, a line a tree."""
    head = json.dumps({k: v for k, v in raw.items() if k != "trees"}, ensure_ascii=False, indent=1)
    trees = ",\n".join("  " + json.dumps(tree, ensure_ascii=False, separators=(",", ":")) for tree in raw["trees"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{head[:-2]},\n "trees": [\n{trees}\n ]\n}}\n', encoding="utf-8")


def kept_texts(pages: Pages, scores: Floats, limit: float) -> Iterator[str]:
    """Yield what the judge alone keeps of each page."""
    bounds = pages.bounds()
    for i, texts in enumerate(pages.texts):
        keep = scores[bounds[i] : bounds[i + 1]] >= limit
        yield "\n\n".join(text for text, kept in zip(texts, keep, strict=True) if kept)


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, say what the folds say, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path, help="folder of the benchmark")
    parser.add_argument("--folds", action="store_true", help="only the folds; write nothing")
    parser.add_argument("--no-folds", action="store_true", help="only learn and write")
    parser.add_argument("--save", type=Path, help="write the out-of-fold scores here (.npz)")
    asked = parser.parse_args(arguments)
    pages = read_pages(read_rows(asked.bench))
    print(f"{len(pages.ids)} pages, {len(set(pages.domains))} domains, {len(pages.rows)} blocks")
    if not asked.no_folds:
        scores = out_of_fold(pages)
        good = pages.labels >= 0.5
        print(
            "out of fold: blocks judged rightly",
            f"{100 * np.average((scores >= 0) == good, weights=weigh(pages)):.2f} %",
        )
        if asked.save:
            np.savez(asked.save, ids=pages.ids, scores=scores, bounds=pages.bounds())
    if not asked.folds:
        write_weights(learn(pages, np.ones(len(pages.rows), bool)), WEIGHTS)
        print("written:", WEIGHTS.relative_to(ROOT), f"{WEIGHTS.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
