"""Print how well the cleaner does, for each input and operating point: honestly, and on the pages it learned from.

"unseen": each page is cleaned with weights that know nothing of its publisher (`invoke train` leaves them in
.racenews/weights). "shipped": with the weights that ship, which have seen the page; that is an upper limit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.gate.measure import SIGN_UP
from tools.train import pages as training
from tools.train.pages import FOLDS, Page

from racenews import pipeline
from racenews.clean.weights import MODES
from racenews.resources import load

ROOT = Path(__file__).parents[2]
FOLD_WEIGHTS = ROOT / ".racenews" / "weights"
GROUPS = (
    ("text_body", True), ("text_body", False), ("text_flat", True), ("text_flat", False),
    ("text_blocks", True), ("text_blocks", False), ("seedlike", False), ("own", False),
)  # fmt: skip
INVENTED = "invented"  # pages of our own publishers, in all inputs; they are no part of the groups of real pages


def main() -> int:
    """Print the table; return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--own", type=Path, nargs="*", default=[], help="more JSONL files of our own dumps")
    options.add_argument("--mode", choices=MODES, nargs="*", default=list(MODES))
    options.add_argument("--judge", choices=("unseen", "shipped"), nargs="*", default=["unseen", "shipped"])
    options.add_argument(
        "--original", action="store_true", help="news against the gold of its sets, not the house style"
    )
    options.add_argument("--only", help="one input, such as text_body")
    options.add_argument("--boot", type=int, default=300)
    options.add_argument("--worst", type=int, default=0, help="name so many of the worst pages of each group")
    chosen = options.parse_args()
    if not (chosen.shared / "bench/clean/data/dev.jsonl.gz").is_file():
        print(f"{chosen.shared}: the labelled pages are not there; nothing is measured.", file=sys.stderr)
        return 2
    scoring = training.load_scoring(chosen.shared / "bench/clean")
    own = [*sorted((chosen.shared / "gold").glob("*.jsonl")), *training.own_files(), *chosen.own]
    pages = [*training.bench_pages(chosen.shared), *training.own_dumps(own), *training.invented_pages()]
    pages = [p for p in pages if not chosen.only or p.kind == chosen.only]
    golds = [scoring.Page(p.original if chosen.original else p.gold, p.text) for p in pages]
    print(
        "| judge | mode | input | pages | F1 | lost % | kept % | clean % | sign-up left % | MB/s |\n"
        "|---|---|---|---|---|---|---|---|---|---|"
    )
    for judge in chosen.judge:
        if judge == "unseen" and not (FOLD_WEIGHTS / str(FOLDS - 1)).is_dir():
            print("unseen: .racenews/weights is empty; run `invoke train` first.", file=sys.stderr)
            continue
        for mode in chosen.mode:
            _measure(pages, golds, judge, mode, scoring, chosen)
    return 0


def _measure(pages: Sequence[Page], golds: Sequence[Any], judge: str, mode: Any, scoring: Any, chosen: Any) -> None:
    """Print the rows of one judge at one operating point."""
    known = replace(load(), mode=mode)
    by_fold = [replace(known, weights_folder=FOLD_WEIGHTS / str(f)) for f in range(FOLDS)]
    results, seconds = [], []
    for page, gold in zip(pages, golds, strict=True):
        resources = by_fold[page.fold] if judge == "unseen" else known
        began = time.process_time()
        text = pipeline.story_text(page.text, "text", resources)
        seconds.append(time.process_time() - began)
        results.append(gold.score(text))
    groups = [(f"{kind}{' news' if news else ''}", _group(pages, kind, news=news)) for kind, news in GROUPS]
    groups += [(f"{kind} {INVENTED}", _invented(pages, kind)) for kind in training.INPUTS]
    for name, which in groups:
        if not which:
            continue
        mean, interval = scoring.aggregate([results[i] for i in which], chosen.boot)

        def cell(key: str, digits: int, mean: Any = mean, interval: Any = interval) -> str:
            low, high = interval[key] if interval else (mean[key], mean[key])
            return f"{mean[key]:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"

        speed = sum(len(pages[i].text.encode("utf-8", "replace")) for i in which) / 1e6 / sum(seconds[i] for i in which)
        print(
            f"| {judge} | {mode} | {name} | {len(which)} | {cell('F1', 3)} | {cell('lost%', 2)} | {cell('boil%', 1)} "
            f"| {cell('clean%', 0)} | {_sign_up_left([golds[i] for i in which], [results[i] for i in which])} "
            f"| {speed:.1f} |",
            flush=True,
        )
        for i in sorted(which, key=lambda i: (results[i]["p"] or 0) + (results[i]["r"] or 0))[: chosen.worst]:
            found = results[i]
            print(
                f"    {pages[i].id} lost {found['lost']}/{found['n_gold']} kept {found['kept']}/{found['n_boiler']} "
                f"P {found['p'] or 0:.2f} R {found['r'] or 0:.2f}"
            )


def _group(pages: Sequence[Page], kind: str, *, news: bool) -> list[int]:
    """Return the places of the real pages of one input, or of the news among them."""
    return [i for i, p in enumerate(pages) if p.kind == kind and p.set != INVENTED and (p.is_news or not news)]


def _invented(pages: Sequence[Page], kind: str) -> list[int]:
    return [i for i, p in enumerate(pages) if p.kind == kind and p.set == INVENTED]


def _sign_up_left(golds: Sequence[Any], results: Sequence[dict[str, Any]]) -> str:
    """Return which share of the sentences of sign-up forms was left in: "1.2 (3 of 250)"."""
    there = sum(bool(SIGN_UP.search(sentence)) for gold in golds for sentence, _ in gold.boiler)
    left = sum(bool(SIGN_UP.search(sentence)) for result in results for sentence in result["kept_s"])
    return f"{100 * left / max(there, 1):.1f} ({left} of {there})"


if __name__ == "__main__":
    sys.exit(main())
