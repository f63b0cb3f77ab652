"""Time builds beside Hugo and stock Pelican: `python -m tools.bench --stories 10000 --rounds 3`.

Everything runs in turn in one go, so that a machine that slows down slows all of them; what counts is the ratio. Beside
the builders run programs that do the least of a scenario: look at every file, copy every file, load the libraries.
The made-up stories and the other builders' sites come from ../shared/bench/site.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.bench.sites import (
    SCENARIOS,
    Site,
    lay_out_copy,
    lay_out_hugo,
    lay_out_imports,
    lay_out_minimal,
    lay_out_ours,
    lay_out_pelican,
    lay_out_scan,
)
from tools.bench.timing import Run, time_command

from press.printer import ROOT

SHARED = ROOT.parent / "shared/bench/site"
BUILDERS = ("racenews", "minimal", "hugo", "pelican")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a run, then the medians and the ratios to Hugo; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--stories", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is timed (3)")
    parser.add_argument("--work", type=Path, help="folder for the sites; a temporary one if none is named")
    parser.add_argument("--without", action="append", default=[], choices=BUILDERS[1:], help="leave this builder out")
    parser.add_argument("--json", type=Path, help="write every run here as well")
    asked = parser.parse_args(arguments)
    if not (SHARED / "gen.py").is_file():
        print(f"{SHARED} is not there: no made-up stories, no sites of others, nothing to compare.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.work) as work:
        return _bench(Path(work), asked.stories, asked.rounds, set(BUILDERS) - set(asked.without), asked.json)


def _bench(work: Path, stories: int, rounds: int, builders: set[str], record: Path | None) -> int:
    data = work / "data"
    command = [sys.executable, str(SHARED / "gen.py"), "--n", str(stories), "--out", str(data)]
    subprocess.run([*command, "--formats", "raw,pelican,hugo"], check=True, capture_output=True)  # noqa: S603
    ours = lay_out_ours(work, data)
    sites = [ours, lay_out_scan(work, ours), lay_out_copy(work, ours), lay_out_imports(work, ours)]
    sites += [lay_out_minimal(work, data, ours)] if "minimal" in builders else []
    sites += [lay_out_hugo(work, data, SHARED)] if "hugo" in builders else []
    sites += [lay_out_pelican(work, data, SHARED)] if "pelican" in builders else []
    runs: dict[tuple[str, str], list[Run]] = {}
    for turn in range(rounds):
        for name, prepare in SCENARIOS.items():
            for site in sites:
                if site.scenarios and name not in site.scenarios:
                    continue
                prepare(site, turn + 1)
                run = time_command(site.words, site.folder, site.environment)
                runs.setdefault((name, site.name), []).append(run)
                said = f"{name}: {site.name}: {run.cpu:.2f} s CPU, {run.wall:.2f} s wall, {run.memory:.0f} MB"
                print(said, file=sys.stderr, flush=True)
    _tell(runs, sites, stories)
    if record:
        rows = [
            {"scenario": name, "builder": builder, "cpu": run.cpu, "wall": run.wall, "memory_mb": run.memory}
            for (name, builder), timed in runs.items()
            for run in timed
        ]
        record.write_text(json.dumps({"stories": stories, "runs": rows}, indent=1), encoding="utf-8")
    return 0


def _tell(runs: dict[tuple[str, str], list[Run]], sites: Sequence[Site], stories: int) -> None:
    pages = {site.name: site.count_pages() for site in sites if site.theme}
    print(f"{stories} stories; pages: {', '.join(f'{name} {count}' for name, count in pages.items())}")
    print(f"{'':18}{'builder':14}{'CPU s':>9}{'wall s':>9}{'MB':>8}{'CPU : hugo':>12}{'wall : hugo':>13}")
    for (name, builder), timed in runs.items():
        cpu, wall = (statistics.median(getattr(run, key) for run in timed) for key in ("cpu", "wall"))
        memory = max(run.memory for run in timed)
        hugo = runs.get((name, "hugo"))
        beside = ""
        if hugo and builder != "hugo":
            ratios = [cpu / statistics.median(r.cpu for r in hugo), wall / statistics.median(r.wall for r in hugo)]
            beside = f"{ratios[0]:12.3f}{ratios[1]:13.3f}"
        print(f"{name:18}{builder:14}{cpu:9.2f}{wall:9.2f}{memory:8.0f}{beside}")


if __name__ == "__main__":
    sys.exit(main())
