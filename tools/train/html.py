"""Learn the judge of markup: labelled pages -> `plugins/racenews/data/weights/html.json`.

    python -m tools.train.html ../shared/bench/clean            learn on all pages, after five folds by domain
    python -m tools.train.html ../shared/bench/clean --folds    only print what the folds say
    ... --own FILE                                              learn on pages that we made up, too

Only numbers leave this file: column names, limits and leaves, and class names that several
publishers use. The pages' sentences stay where they are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tools.train.html_names import Names, as_weights
from tools.train.html_pages import FOLDS, OWN, fold_of, read_own, read_pages, read_rows, weigh

from racenews.intake.markup_columns import Floats
from racenews.intake.markup_features import feature_names, with_names
from racenews.intake.markup_scorer import MAX_LEAVES, lists_digest, read_weights, score

ROOT = Path(__file__).parents[2]

WEIGHTS = ROOT / "plugins/racenews/data/weights/html.json"
FOLD_WEIGHTS = ROOT / ".racenews" / "weights"
"""Where the judges that have not seen a fold are left for `invoke gate`."""
PARTS: tuple[dict[str, Any], ...] = (  # small forests that see different columns: their mean is steadier than one
    {"seed": 1, "num_leaves": 31, "learning_rate": 0.1, "feature_fraction": 0.3, "min_data_in_leaf": 40,
     "lambda_l2": 5.0, "rounds": 140},
    {"seed": 7, "num_leaves": 16, "learning_rate": 0.06, "feature_fraction": 0.15, "min_data_in_leaf": 60,
     "lambda_l2": 10.0, "rounds": 300},
)  # fmt: skip
POINTS = {"cautious": -0.55, "thorough": 0.5}
"""Chosen on the folds, for news pages: below the first they lose no fewer sentences, about one in a hundred; at the
second they lose two, and keep a third less of what is no story."""


def learn(names: Names, left_out: frozenset[int] = frozenset(), threads: int = 1) -> dict[str, Any]:
    """Return weights, in the form of the file, learned from all pages but those of the folds that are left out.

    The trees see the names of each page judged by numbers that have not seen it, as it will be with new pages.
    """
    import lightgbm

    pages = names.pages
    chosen = ~np.isin(names.fold, list(left_out))
    rows = np.concatenate([np.concatenate([t.rows for t in pages.tables]), names.columns(names.nested(left_out))], 1)
    rows, labels, weight = rows[chosen], (pages.labels[chosen] >= 0.5).astype(int), weigh(pages)[chosen]
    trees: list[dict[str, Any]] = []
    columns = feature_names()
    for part in PARTS:
        settings = {
            "objective": "binary", "bagging_fraction": 0.8, "bagging_freq": 1, "max_bin": 63, "verbosity": -1,
            "num_threads": threads, "deterministic": True, "force_row_wise": True, "boost_from_average": False, **part,
        }  # fmt: skip
        rounds = settings.pop("rounds")
        model = lightgbm.train(settings, lightgbm.Dataset(rows, labels, weight=weight), rounds)
        trees += [_flat(tree["tree_structure"], columns, 1 / len(PARTS)) for tree in model.dump_model()["tree_info"]]
    words, bias, _ = names.learn(left_out)
    seen = [i for i, domain in enumerate(pages.domains) if fold_of(domain) not in left_out]
    return {
        "what": "Decision trees over the blocks of a page. A split is [column, limit, first leaf, last leaf]: where "
        "the column is above the limit, these leaves are out; the first leaf left of each tree is added.",
        "lists": lists_digest(),
        "learned_from": {
            "pages": len(seen),
            "made up by us": sum(pages.sets[i] == OWN for i in seen),
            "domains": len({pages.domains[i] for i in seen}),
            "sha256": pages.digest,
        },
        "points": POINTS,
        "bias": 0.0,
        "columns": [*columns],
        "columns_used": len({split[0] for tree in trees for split in tree["splits"]}),
        "names": as_weights(words, bias),
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


def out_of_fold(names: Names) -> Floats:
    """Return a score for each block by weights that never saw its publisher; leaves these weights for the gate."""
    pages, bounds = names.pages, names.pages.bounds()
    scores = np.zeros(len(names.fold), np.float32)
    for number in range(FOLDS):
        raw = learn(names, frozenset({number}))
        write_weights(raw, FOLD_WEIGHTS / str(number) / WEIGHTS.name)
        weights = read_weights(raw)
        for i, table in enumerate(pages.tables):
            if fold_of(pages.domains[i]) == number:
                rows = with_names(table, weights.names.score(table.tree))
                scores[bounds[i] : bounds[i + 1]] = score(rows, weights)
    return scores


def write_weights(raw: Mapping[str, Any], path: Path) -> None:
    """Write the weights, a line a tree."""
    head = json.dumps({k: v for k, v in raw.items() if k != "trees"}, ensure_ascii=False, indent=1)
    trees = ",\n".join("  " + json.dumps(tree, ensure_ascii=False, separators=(",", ":")) for tree in raw["trees"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{head[:-2]},\n "trees": [\n{trees}\n ]\n}}\n', encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, say what the folds say, write the weights; return the exit code: 2 where there are no pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path, help="folder of the benchmark")
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="JSONL files of pages that we made up")
    parser.add_argument("--folds", action="store_true", help="only the folds; write nothing")
    parser.add_argument("--no-folds", action="store_true", help="only learn and write")
    asked = parser.parse_args(arguments)
    if not (asked.bench / "data/dev.jsonl.gz").is_file():
        print(f"{asked.bench}: the labelled pages are not there; nothing is learned.", file=sys.stderr)
        return 2
    pages = read_pages([*read_rows(asked.bench), *read_own(asked.own)])
    print(f"{len(pages.ids)} pages, {len(set(pages.domains))} domains, {len(pages.page)} blocks")
    names = Names(pages)
    if not asked.no_folds:
        scores = out_of_fold(names)
        good = pages.labels >= 0.5
        right = 100 * np.average((scores >= 0) == good, weights=names.weight)
        print(f"out of fold: blocks judged rightly {right:.2f} %")
    if not asked.folds:
        write_weights(learn(names), WEIGHTS)
        print("written:", WEIGHTS.relative_to(ROOT), f"{WEIGHTS.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
