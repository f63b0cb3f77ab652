"""The twin of an edition: a second folder with the same files, so that the next edition costs what changed.

A few pages are changed in the twin, and the two folders are exchanged in one step, as two editions always are. Files
have two names then and take no room; folders do. The twin lies where the edition before is kept, and is as good for
whoever stands in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from press.folders import FORMER, MARKER, drop_former, keep_former, push_to_disk, swap_in
from press.stamps import at_rest, scan_listed


def stamp_twin(state: str, output: str, listed: Iterable[str]) -> str:
    """Return the stamp of the twin's folders once they rest: those of the `listed` files of the site in `output`.

    OSError where one is missing, NoStampError where they do not rest.
    """
    root = output.rstrip("/")
    folders = sorted({path.rpartition("/")[0] for path in listed if path.startswith(f"{root}/")})
    paths = [f"{state}/{FORMER}{folder.removeprefix(root)}" for folder in folders]
    return at_rest(lambda: scan_listed(paths)).digest()


def make_twin(output: Path, state: Path) -> None:
    """Give the edition in `output` a twin, in the place of any edition before it; OSError where that cannot be."""
    drop_former(state)
    twin = state / FORMER
    twin.mkdir()
    os.link(output / MARKER, twin / MARKER)  # first: whatever a crash leaves is known as ours
    pending = [(str(output), str(twin))]
    while pending:
        folder, other = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    Path(other, entry.name).mkdir()
                    pending.append((entry.path, f"{other}/{entry.name}"))
                elif entry.name != MARKER or other != str(twin):
                    os.link(entry.path, f"{other}/{entry.name}", follow_symlinks=False)


def exchange(output: Path, state: Path, behind: Iterable[str], files: Mapping[str, bytes | None]) -> None:
    """Publish the edition in `output` with these files in the place of its own; None takes one out.

    `behind` are the files that the twin has otherwise. The edition that stood is the twin now.
    """
    twin = state / FORMER
    for path in behind:
        if path not in files:
            (twin / path).unlink(missing_ok=True)
            if (output / path).is_file():
                os.link(output / path, twin / path)
    for path, content in files.items():
        (twin / path).unlink(missing_ok=True)  # it has a second name in the edition that stands
        if content is not None:
            with (twin / path).open("xb") as stream:
                stream.write(content)
    push_to_disk(twin)
    old = swap_in(twin, output)
    if old and old != twin:
        keep_former(old, state)
