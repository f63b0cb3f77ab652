"""Read the dumps in `dumps/*.toml` as gold records; run as a module it prints them as JSONL for other scorers."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "dumps"
PAGE = "| "  # so begins a line that belongs to the page and not to the story


def read_dumps(name: str) -> list[dict[str, Any]]:
    """Return the dumps of one file as gold records, in the shape of the shared gold articles."""
    return [_gold(dump) for dump in tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["dump"]]


def _gold(dump: dict[str, Any]) -> dict[str, Any]:
    lines = dump["page"].strip("\n").split("\n")
    story = "\n".join("" if line.startswith(PAGE) else line for line in lines)
    body = [line for line in story.split("\n") if line.strip() and line != dump["title"]]
    title = dump["title"] or None
    return {
        "id": dump["id"],
        "raw": "\n".join(line.removeprefix(PAGE) for line in lines),
        "gold": {"title": title, "author": dump["author"] or None, "date": dump["date"] or None, "body": body},
        "topics": _topics(dump["topics"]),
        "optional": _topics(dump["optional"]),
    }


def _topics(cell: str) -> list[dict[str, Any]]:
    pairs = [topic.split("/", 1) for topic in cell.split()]
    return [{"kind": kind, "id": id, "in_kb": True} for kind, id in pairs]


if __name__ == "__main__":
    for record in read_dumps(sys.argv[1]):
        print(json.dumps(record, ensure_ascii=False))
