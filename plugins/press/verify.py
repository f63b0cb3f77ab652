"""Build once more from nothing, beside the site that stands, and compare every byte."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from filecmp import cmp
from pathlib import Path

from press.edition import Progress, say_nothing
from press.precheck import LEDGER
from press.printer import Order, Printed, print_edition


def find_differences(order: Order, printed: Printed, progress: Progress = say_nothing) -> tuple[str, ...]:
    """Return the files in which the edition that was just printed is not what a build from nothing prints, sorted.

    The ledger is one of them. Raises RacenewsError where the second build fails.
    """
    with tempfile.TemporaryDirectory(prefix="racenews-verify-") as folder:
        beside = Path(folder)
        gc.collect()  # what the first edition was laid out with makes room for the second
        again = replace(order, output=beside / "output", state=beside / "state", today=printed.day)
        print_edition(again, progress)
        found = list(compare(printed.output, again.output))
        if not _is_same(order.state / LEDGER, again.state / LEDGER):
            found.append(str(order.state / LEDGER))
        return tuple(sorted(found))


def compare(site: Path, other: Path) -> Iterator[str]:
    """Yield each file below `site` or `other` that the two do not have byte for byte."""
    names = {path.relative_to(root).as_posix() for root in (site, other) for path in root.rglob("*") if path.is_file()}
    return (name for name in sorted(names) if not _is_same(site / name, other / name))


def _is_same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and cmp(one, other, shallow=False)
