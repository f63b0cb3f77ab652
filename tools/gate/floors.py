"""Floors under the cleaner: what it reaches on pages that we wrote, and below which no change may take it.

    python -m tools.gate.floors                     print where the cleaner stands, beside the floors
    python -m tools.gate.floors --raise             lift every floor that is passed
    python -m tools.gate.floors --lower "reason"    write today's figures, lower ones too; the reason goes in with them

The pages are of publishers that we invented and that the weights have never seen: `tests/gate/pages.jsonl.gz`.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from tools.gate.measure import Measured, Summary, measure, summarise
from tools.train.pages import read_rows_of, without_headline

from racenews.clean.weights import MODES, Mode
from racenews.pipeline import story_text
from racenews.resources import load

FOLDER = Path(__file__).parents[2] / "tests" / "gate"
PAGES, FLOORS = FOLDER / "pages.jsonl.gz", FOLDER / "floors.toml"
INPUTS = ("text_body", "text_flat", "text_blocks", "html")
HIGHER_IS_BETTER = {"f1": True, "clean": True, "lost": False, "kept": False, "sign_up": False}
DIGITS = {"f1": 3}
"""Figures are written and compared to so many places; to one where nothing is said."""
Figures = dict[str, float]


def clean_pages(kind: str, mode: Mode, pages: Sequence[Mapping[str, str]]) -> list[Measured]:
    """Return how each of `pages`, read as `kind`, comes out in `mode`.

    A page's own headline is no paragraph of its story, and stands above it only where a text is cleaned.
    """
    resources = replace(load(), mode=mode)
    found = []
    for page in pages:
        source, gold = page[kind], page["gold"]
        if kind == "html":
            source = page["text_blocks"]
            gold = without_headline(page)
        output = story_text(page[kind], "html" if kind == "html" else "text", resources)
        found.append(measure(gold, source, output))
    return found


def read_pages() -> list[dict[str, str]]:
    """Return the pages of the gate: id, domain, the four inputs, gold, headline."""
    return list(read_rows_of(PAGES))


def read_floors() -> dict[str, dict[str, Figures]]:
    """Return the floors by input and mode; none where the file is not there yet."""
    if not FLOORS.is_file():
        return {}
    table = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return {kind: table[kind] for kind in INPUTS if kind in table}


def figures(summary: Summary) -> Figures:
    """Return the figures of `summary`, rounded as they are written."""
    return {name: _round(name, value) for name, value in asdict(summary).items()}


def below(found: Figures, floor: Figures) -> list[str]:
    """Return in words each figure of `found` that is worse than its floor."""
    worse = []
    for name, limit in floor.items():
        value = found[name]
        if value < limit if HIGHER_IS_BETTER[name] else value > limit:
            worse.append(f"{name} is {value}, the floor is {limit}")
    return worse


def main() -> int:
    """Print the figures beside the floors; write new floors when asked to. Return 1 where a floor is not kept."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--raise", dest="lift", action="store_true", help="lift every floor that is passed")
    options.add_argument("--lower", metavar="REASON", help="write today's figures, lower ones too")
    options.add_argument("--show", metavar="INPUT", choices=INPUTS, help="every sentence lost and kept there")
    chosen = options.parse_args()
    pages, floors = read_pages(), read_floors()
    faults = 0
    new: dict[str, dict[str, Figures]] = {}
    for kind in INPUTS:
        for mode in MODES:
            measured = clean_pages(kind, mode, pages)
            found, floor = figures(summarise(measured)), floors.get(kind, {}).get(mode, {})
            worse = below(found, floor)
            faults += bool(worse)
            print(f"{kind:12} {mode:9} {found}", *worse, sep="\n    " if worse else "  ", flush=True)
            if chosen.show == kind:
                _show(pages, measured)
            new.setdefault(kind, {})[mode] = found if chosen.lower else _lifted(found, floor)
    if chosen.lift or chosen.lower:
        FLOORS.write_text(_written(new, chosen.lower), encoding="utf-8")
        print(f"written: {FLOORS}")
        return 0
    return int(faults > 0)


def _show(pages: Sequence[Mapping[str, str]], measured: Sequence[Measured]) -> None:
    for page, found in zip(pages, measured, strict=True):
        for name, sentences in (("lost", found.lost), ("kept", found.kept)):
            for sentence in sentences:
                print(f"    {page['id']} {name}: {sentence[:140]}")


def _round(name: str, value: float) -> float:
    return round(value, DIGITS.get(name, 1))


def _lifted(found: Figures, floor: Figures) -> Figures:
    """Return the better of both, figure by figure."""
    pick = {True: max, False: min}
    return {name: pick[HIGHER_IS_BETTER[name]](value, floor.get(name, value)) for name, value in found.items()}


def _written(floors: Mapping[str, Mapping[str, Figures]], reason: str | None) -> str:
    """Return the file of floors as text, the reasons that stood in it kept."""
    old = FLOORS.read_text(encoding="utf-8").splitlines() if FLOORS.is_file() else []
    reasons = [line for line in old if line.startswith("# lowered: ")]
    if reason:
        reasons.append(f"# lowered: {reason}")
    lines = [
        "# What the cleaner reaches on the pages beside this file, by input and mode: no change may fall below.",
        "# f1 and clean are floors, lost, kept and sign_up ceilings; all but f1 in per cent.",
        '# `python -m tools.gate.floors --raise` lifts them, `--lower "reason"` is the only way down.',
        *reasons,
    ]
    for kind, modes in floors.items():
        for mode, values in modes.items():
            lines += ["", f"[{kind}.{mode}]", *(f"{name} = {value}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
