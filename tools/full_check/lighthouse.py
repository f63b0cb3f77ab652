"""Lighthouse with its mobile profile: performance, accessibility, best practices, SEO."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

KINDS = ("front", "story", "rider", "author", "archive", "search")
FLAGS = "--headless=new --no-sandbox --disable-gpu"
MEASURES = {
    "largest-contentful-paint": "LCP",
    "cumulative-layout-shift": "CLS",
    "total-blocking-time": "TBT",
}


def ask(tools: Path, browser: str, address: str, pages: Mapping[str, str], *, speed: bool) -> Iterator[str]:
    """Yield each category below 100, with the audits that cost points; print all scores and times.

    Performance is only printed unless `speed`: on a busy machine it tells of the machine.
    """
    for kind in KINDS:
        if kind not in pages:
            continue
        report = _report(tools, browser, f"{address}/{pages[kind]}")
        scores = {name: round(100 * (part["score"] or 0)) for name, part in report["categories"].items()}
        times = ", ".join(f"{short} {report['audits'][id]['displayValue']}" for id, short in MEASURES.items())
        print(f"lighthouse: {kind}: {', '.join(f'{n} {s}' for n, s in scores.items())}; {times}", flush=True)
        for name, score in scores.items():
            if score < 100 and (speed or name != "performance"):
                weak = [
                    ref["id"]
                    for ref in report["categories"][name]["auditRefs"]
                    if ref["weight"] and (report["audits"][ref["id"]]["score"] or 0) < 1
                ]
                yield f"{kind}: /{pages[kind]}: {name} {score}: {', '.join(weak)}"


def _report(tools: Path, browser: str, url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        command = [str(tools / ".bin/lighthouse"), url, "--quiet", f"--chrome-flags={FLAGS}", "--output=json"]
        subprocess.run(  # noqa: S603  # fixed words, a page of ours
            [*command, f"--output-path={file}"], check=True, env={**os.environ, "CHROME_PATH": browser}
        )
        report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return report
