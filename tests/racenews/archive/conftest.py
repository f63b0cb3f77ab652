"""Two files of dumps, and what comes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SMALL = 700  # bytes a partition: two or three of the dumps below
DUMP = (
    "date 2023-05-{day:02}\n\n\nAda Holm won stage {day} of the race after a long solo ride into the wind, and said so.\n\n\n"
    "Ride with us every Sunday morning"
)


def requests(count: int) -> list[dict[str, str]]:
    """Return so many requests, a day each."""
    return [{"id": f"weekly/{day}", "raw": DUMP.format(day=day)} for day in range(1, count + 1)]


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """Return a folder of two files; one line of the second is none."""
    folder = tmp_path / "in"
    (folder / "2023").mkdir(parents=True)
    lines = [json.dumps(request, ensure_ascii=False) for request in requests(20)]
    (folder / "2023/may.jsonl").write_text("\n".join(lines[:14]) + "\n", encoding="utf-8")
    (folder / "late.jsonl").write_text("\n".join([*lines[14:17], '{"id": 5', *lines[17:]]), encoding="utf-8")
    return folder


def results(target: Path) -> dict[str, bytes]:
    """Return what every file below a folder holds."""
    return {f.relative_to(target).as_posix(): f.read_bytes() for f in sorted(target.rglob("*")) if f.is_file()}


def records(target: Path) -> list[dict[str, object]]:
    """Return all records of an archive."""
    files = sorted((target / "records").rglob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
