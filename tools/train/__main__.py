"""Learn, choose where to cut, write: `invoke train`, or `python -m tools.train` with the group `train` installed."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from tools.train import pages as training
from tools.train.learn import Learned, Pool, learn, pool_pages, with_cheap, written
from tools.train.pages import FOLDS, Read

from racenews.clean.scorer import CHEAP_SHARE, PLAIN_DOUBT, find_doubt, find_plain
from racenews.clean.weights import EXPORT_TREES_FILE, TREES_FILE
from racenews.resources import DATA, load

ROOT = Path(__file__).parents[2]
FOLD_WEIGHTS = ROOT / ".racenews" / "weights"
"""Where the judges that have not seen a fold are left for `invoke gate`."""
LOST: dict[str, dict[str, tuple[float, tuple[str, ...]]]] = {
    TREES_FILE: {"cautious": (0.005, ("text_body",)), "thorough": (0.02, ("text_body", "text_flat"))},
    EXPORT_TREES_FILE: {"cautious": (0.0045, ("seedlike",)), "thorough": (0.0055, ("seedlike",))},
}
"""What each operating point may lose of the gold sentences of news, and on which inputs that is asked."""
GRID = np.arange(-3.5, 0.6, 0.25)
OVERRULE = {"cautious": 4.5, "thorough": 4.5}
"""From what score on a stretch stays that a rule cuts; lower ones overrule our own cases."""


def main() -> int:
    """Run the training; return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--own", type=Path, nargs="*", default=[], help="more JSONL files of our own dumps")
    options.add_argument("--no-folds", action="store_true", help="learn the judge that ships, and no other")
    chosen = options.parse_args()
    if not (chosen.shared / "bench/clean/data/dev.jsonl.gz").is_file():
        print(
            f"{chosen.shared}: the labelled pages are not there. Training needs the folder shared/ beside the project; "
            "the weights that stand in plugins/racenews/data/weights/ work without it.",
            file=sys.stderr,
        )
        return 2
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {what}", flush=True)

    scoring = training.load_scoring(chosen.shared / "bench/clean")
    resources = load()
    own = [*sorted((chosen.shared / "gold").glob("*.jsonl")), *training.own_files(), *chosen.own]
    reads = [
        read
        for page in (*training.bench_pages(chosen.shared), *training.own_dumps(own), *training.invented_pages())
        if (read := training.read_page(page, resources, scoring))
    ]
    tell(f"{len(reads)} pages read")
    more = (training.read_page(page, resources, scoring) for page in training.assembled_pages(reads))
    reads += [read for read in more if read]
    pool = pool_pages(reads)
    tell(f"{len(pool.label)} stretches, {len(pool.grams)} runs of words")
    shipped, judges = learn(pool, tell, folds=not chosen.no_folds)
    facts = {
        "digest": pool.digest(),
        "pages": len(reads),
        "domains": len({r.page.domain for r in reads}),
        "seed": training.SEED,
    }
    limits: dict[str, dict[str, Any]] = {
        name: {"thresholds": {"cautious": -2.5, "thorough": -1.5}, "overrule": OVERRULE} for name in LOST
    }
    for name in LOST if judges else ():
        limits[name]["thresholds"] = choose_thresholds(pool, judges, name, scoring, tell)
    write(DATA / "weights", written(shipped, pool.grams, facts, limits))
    for fold, judge in enumerate(judges):
        write(FOLD_WEIGHTS / str(fold), written(judge, pool.grams, facts, limits))
    tell("written")
    return 0


def write(folder: Path, files: dict[str, str]) -> None:
    """Write the files of weights into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def choose_thresholds(pool: Pool, judges: list[Learned], name: str, scoring: Any, tell: Any) -> dict[str, float]:
    """Return for each mode the highest threshold at which publishers never seen lose no more than it allows.

    `name` is the file of the trees that the thresholds are for.
    """
    score, plain = unseen_scores(pool, judges, is_export=name == EXPORT_TREES_FILE)
    ruled = pool.matrix[:, list(pool.reads[0].names).index("rule cuts")] > 0.5
    groups = {
        kind: [i for i, r in enumerate(pool.reads) if r.page.kind == kind and (r.page.is_news or kind == "seedlike")]
        for kind in sorted({kind for _, kinds in LOST[name].values() for kind in kinds})
    }
    golds = {i: scoring.Page(pool.reads[i].page.gold, pool.reads[i].text) for group in groups.values() for i in group}
    chosen = {}
    for mode, (allowed, kinds) in LOST[name].items():
        judged = score + plain * PLAIN_DOUBT[mode]
        fits = [float(GRID[0])]
        for limit in GRID.tolist():
            keep = (judged >= limit) & ~(ruled & (score < OVERRULE[mode]))
            row, lost = [], {}
            for kind, group in groups.items():
                results = [
                    golds[i].score(assemble(pool.reads[i], keep[pool.offset[i] : pool.offset[i + 1]])) for i in group
                ]
                mean, _ = scoring.aggregate(results, 0)
                lost[kind] = mean["lost%"] / 100
                row.append(f"{mean['F1']:.3f}/{mean['lost%']:.2f}/{mean['boil%']:.0f}/{mean['clean%']:.0f}")
            tell(f"{mode}, cut below {limit:+.2f}: F1/lost/kept/clean of {', '.join(groups)}: {'  '.join(row)}")
            if max(lost[kind] for kind in kinds) > allowed:
                break
            fits.append(limit)
        chosen[mode] = fits[-1]
    return chosen


def unseen_scores(pool: Pool, judges: list[Learned], *, is_export: bool) -> tuple[Any, Any]:
    """Return the score of each stretch by the judge that has not seen its publisher, doubt added, and what is plain.

    `is_export` chooses between the two kinds of trees.
    """
    score = np.zeros(len(pool.label), np.float32)
    plain = np.zeros(len(pool.label), bool)
    for fold in range(FOLDS):
        judge = judges[fold]
        rows = pool.fold == fold
        cheap = judge.linear.score(pool.words)
        matrix, names = with_cheap(pool, cheap)
        column = {name: i for i, name in enumerate(names)}
        trees = judge.export_trees if is_export else judge.page_trees
        score[rows] = trees.predict(matrix[rows]) + CHEAP_SHARE * cheap[rows]
        doubt = [
            find_doubt(r.tokens, matrix[pool.offset[i] : pool.offset[i + 1]], column)
            if r.page.fold == fold
            else np.zeros(r.tokens.units, np.float32)
            for i, r in enumerate(pool.reads)
        ]
        score[rows] += np.concatenate(doubt)[rows]
        plain[rows] = find_plain(matrix, column, cheap)[rows]
    return score, plain


def assemble(read: Read, keep: Any) -> str:
    """Return the text of the stretches that are kept, a paragraph a line."""
    tokens = read.tokens
    out: list[str] = []
    last = -1
    for i in np.flatnonzero(keep).tolist():
        if out:
            out.append(" " if tokens.line[i] == last else "\n\n")
        out.append(read.text[tokens.unit_start[i] : tokens.unit_end[i]])
        last = int(tokens.line[i])
    return "".join(out)


if __name__ == "__main__":
    sys.exit(main())
