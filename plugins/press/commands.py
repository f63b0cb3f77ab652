"""Pieces that invoke lacks: tasks that take any number of words, and uv found wherever it is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

from invoke.parser.argument import Argument
from invoke.tasks import Task


class FilesTask(Task[Any]):
    """A task called with files: `invoke explain a.txt b.txt`. Its body gets them as keywords, in order.

    invoke gives a task a fixed number of values without a flag, so as many are declared as stand on the line.
    """

    noun, says, least = "file", "A dump.", 1

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:
        """Return one argument for each word on the command line, and at least the least."""
        count = max(self.least, len(words_after(self.name, sys.argv)))
        names = [f"{self.noun}{number}" if number > 1 else self.noun for number in range(1, count + 1)]
        return [Argument(name=name, kind=str, positional=True, help=self.says) for name in names]


class SlugsTask(FilesTask):
    """A task called with names of folders, or with none: `invoke golden one two`."""

    noun, says, least = "slug", "A folder below tests/golden.", 0


def words_after(task: str, argv: Iterable[str]) -> list[str]:
    """Return what stands behind the task's name up to the next flag.

    >>> words_after("explain", ["invoke", "explain", "a.txt", "b.txt", "--echo"])
    ['a.txt', 'b.txt']
    """
    words = iter(argv)
    for word in words:
        if word == task:
            return list(takewhile(lambda w: not w.startswith("-"), words))
    return []


def find_uv() -> str | None:
    """Return the path of uv: that of this environment, of the one beside the project, or of the machine."""
    for folder in (Path(sys.executable).parent, Path(sys.prefix) / "bin", Path(".venv/bin")):
        if (folder / "uv").is_file():
            return str((folder / "uv").absolute())
    return shutil.which("uv")
