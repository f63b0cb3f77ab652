"""Print how well pages are cleaned, set by set, beside trafilatura where that is installed.

    python -m tools.gate.html ../shared/bench/clean [--mode cautious thorough] [--shipped] [--worst 10]

Each page is cleaned by the whole newsroom, its markup judged by weights that know nothing of its publisher
(`python -m tools.train.html` leaves them in .racenews/weights). `--shipped` takes the weights that ship instead,
which have seen the page: an upper limit.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from tools.train.html import FOLD_WEIGHTS, WEIGHTS
from tools.train.html_pages import FOLDS, NEWS, fold_of, read_rows
from tools.train.pages import load_scoring

from racenews import pipeline
from racenews.intake import page as intake_page
from racenews.intake.markup_scorer import MarkupWeights, read_weights
from racenews.resources import load

Rows = Sequence[Mapping[str, Any]]
Cleaner = Callable[[Mapping[str, Any]], str]
SETS = ("all", "news", "scrapinghub", "fundus", "newspaper4k", "readability", "wcxb")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return the exit code: 2 where there is nothing to measure with."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path, help="folder of the benchmark")
    options.add_argument("--mode", choices=("cautious", "thorough"), nargs="*", default=["cautious"])
    options.add_argument(
        "--original", action="store_true", help="news against the gold of its sets, not the house style"
    )
    options.add_argument("--shipped", action="store_true", help="with the weights that ship")
    options.add_argument("--boot", type=int, default=300)
    options.add_argument("--worst", type=int, default=0, help="name so many of the worst pages")
    chosen = options.parse_args(arguments)
    if not (chosen.bench / "data/dev.jsonl.gz").is_file():
        print(f"{chosen.bench}: the labelled pages are not there; nothing is measured.", file=sys.stderr)
        return 2
    judges = _judges(shipped=chosen.shipped)
    if judges is None:
        print(f"{FOLD_WEIGHTS}: no weights of folds. Run python -m tools.train.html first.", file=sys.stderr)
        return 2
    scoring = load_scoring(chosen.bench)
    rows = read_rows(chosen.bench)
    golds = [scoring.Page(row["original" if chosen.original else "gold"], row["text_blocks"]) for row in rows]
    print("| cleaner | set | pages | F1 | lost % | kept % | clean % | MB/s |\n|---|---|---|---|---|---|---|---|")
    cleaners: dict[str, Cleaner] = {f"racenews, {mode}": _newsroom(judges, mode) for mode in chosen.mode}
    if importlib.util.find_spec("trafilatura"):
        cleaners["trafilatura"] = _trafilatura()
    for name, clean in cleaners.items():
        results, seconds = _measure(rows, golds, clean)
        _print_sets(name, rows, results, seconds, scoring, chosen.boot)
        if name.startswith("racenews"):
            _print_worst(rows, results, chosen.worst)
    return 0


def _judges(*, shipped: bool) -> list[MarkupWeights] | None:
    """Return the weights for the pages of each fold; None where training has left none."""
    files = [WEIGHTS if shipped else FOLD_WEIGHTS / str(fold) / WEIGHTS.name for fold in range(FOLDS)]
    if not all(file.is_file() for file in files):
        return None
    return [read_weights(json.loads(file.read_text(encoding="utf-8")), str(file)) for file in files]


def _newsroom(judges: Sequence[MarkupWeights], mode: Any) -> Cleaner:
    resources = replace(load(), mode=mode)

    def clean(row: Mapping[str, Any]) -> str:
        vars(intake_page)["packaged_weights"] = lambda: judges[fold_of(row["domain"])]
        return pipeline.story_text(row["html"], "html", resources)

    return clean


def _trafilatura() -> Cleaner:
    import trafilatura

    logging.disable(logging.CRITICAL)
    return lambda row: trafilatura.extract(row["html"], include_comments=False) or ""


def _measure(rows: Rows, golds: Sequence[Any], clean: Cleaner) -> tuple[list[Any], list[float]]:
    results, seconds = [], []
    for row, gold in zip(rows, golds, strict=True):
        began = time.process_time()
        text = clean(row)
        seconds.append(time.process_time() - began)
        results.append(gold.score(text))
    return results, seconds


def _print_sets(
    name: str, rows: Rows, results: Sequence[Any], seconds: Sequence[float], scoring: ModuleType, boot: int
) -> None:
    for group in SETS:
        which = [
            i for i, row in enumerate(rows) if group in ("all", row["set"]) or (group == "news" and row["set"] in NEWS)
        ]
        mean, interval = scoring.aggregate([results[i] for i in which], boot)
        bounds = interval or {key: (value, value) for key, value in mean.items()}  # without bootstrap there is none
        cells = " | ".join(
            f"{mean[key]:.{digits}f} [{bounds[key][0]:.{digits}f}, {bounds[key][1]:.{digits}f}]"
            for key, digits in (("F1", 3), ("lost%", 2), ("boil%", 1), ("clean%", 0))
        )
        size = sum(len(rows[i]["html"].encode("utf-8", "replace")) for i in which) / 1e6
        print(
            f"| {name} | {group} | {len(which)} | {cells} | {size / sum(seconds[i] for i in which):.1f} |", flush=True
        )


def _print_worst(rows: Rows, results: Sequence[Any], count: int) -> None:
    order = sorted(range(len(rows)), key=lambda i: (results[i]["p"] or 0) + (results[i]["r"] or 0))
    for i in order[:count]:
        found = results[i]
        print(
            f"    {rows[i]['id']} lost {found['lost']}/{found['n_gold']} kept {found['kept']}/{found['n_boiler']} "
            f"P {found['p'] or 0:.2f} R {found['r'] or 0:.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
