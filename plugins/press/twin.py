"""The twin of an edition: a second folder with the same files, so that the next edition costs what changed.

A few pages are changed in the twin, and the two folders are exchanged in one step, as two editions always are. Files
have two names then and take no room; folders do. Of a small site the files are copied, once: no file of it may have two
names (`folders.FEW_FILES`). The twin lies where the edition before is kept, and is as good for whoever stands in it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from press.folders import FORMER, MARKER, drop_former, is_ours, keep_former, push_to_disk, swap_in
from press.stamps import Scan, at_rest, list_folder, scan_again, scan_listed


def name_folders(state: str, output: str, listed: Iterable[str]) -> list[str]:
    """Return the folders of the twin; `listed` are the files and folders of the site in `output`."""
    root = output.rstrip("/")
    folders = sorted({path.rpartition("/")[0] for path in listed if path.startswith(f"{root}/")})
    return [f"{state}/{FORMER}{folder.removeprefix(root)}" for folder in folders]


def scan_twin(state: str, folders: Sequence[str], *, copied: bool) -> Scan:
    """Return the scan of the twin once it rests: of its folders, and of all its files where they are copies.

    A file with two names is seen to change in the site as well. OSError where a folder is missing, NoStampError where
    they do not rest.
    """
    return at_rest(lambda: list_folder(f"{state}/{FORMER}") if copied else scan_listed(folders))


def scan_exchanged(
    output: str, state: str, before: tuple[Scan, Scan], now: tuple[Sequence[str], Sequence[str]], touched: Iterable[str]
) -> tuple[Scan, Scan]:
    """Return the scans of site and twin, of which `now` are the paths, from those of the two `before` the exchange.

    Files have two names and folders have changed places. What was `touched`, and the folder it is in, is looked at; so
    is what may be a folder that holds nothing. What somebody else has changed since the scans, the next build sees to
    have changed. OSError and NoStampError as `scan_twin`.
    """
    root, former = output.rstrip("/"), f"{state}/{FORMER}"
    names = {f"/{name}".rstrip("/") for name in ("", MARKER, *touched)}
    names |= {name.rpartition("/")[0] for name in names}
    of_site, of_twin = (found.stamps() for found in before)
    start = len(former)
    site = {root + folder[start:]: stamp for folder, stamp in of_twin.items()}
    twin = {folder: of_site[root + folder[start:]] for folder in of_twin if root + folder[start:] in of_site}
    anew = {root + name for name in names}
    anew.update(path for path in now[0] if "." not in path.rpartition("/")[2] and path not in site)
    looked_at = {former + name for name in names} | of_twin.keys() - twin.keys()
    return (
        at_rest(lambda: scan_again(before[0], now[0], site, anew)),
        at_rest(lambda: scan_again(before[1], now[1], twin, looked_at)),
    )


def make_twin(output: Path, state: Path, *, copied: bool) -> None:
    """Give the edition in `output` a twin; OSError where that cannot be.

    The edition before it becomes the twin: most of its files are the same, and what is other is put right.
    """
    twin = state / FORMER
    if not is_ours(twin):
        drop_former(state)
        twin.mkdir()
    mark = twin / f"{MARKER}.next"
    shutil.copyfile(output / MARKER, mark)
    mark.replace(twin / MARKER)  # first: whatever a crash leaves is known as ours
    one_disk = twin.stat().st_dev == output.stat().st_dev
    if copied:
        _put_right(
            output, twin, lambda here, there: not (one_disk and _is_one(here, there)) and _has_same(here, there), _copy
        )
    else:
        _put_right(output, twin, lambda here, there: one_disk and _is_one(here, there), _link)


def _put_right(
    output: Path,
    twin: Path,
    is_same: Callable[[os.DirEntry[str], os.DirEntry[str]], bool],
    put: Callable[[str, str], None],
) -> None:
    """Give the folder `twin` the files of `output`, and no others."""
    pending = [(str(output), str(twin), False)]
    while pending:
        folder, other, is_new = pending.pop()
        here, there = _entries(folder), {} if is_new else _entries(other)
        if folder == str(output):
            del here[MARKER], there[MARKER]
        for name, entry in list(there.items()):
            wanted = here.get(name)
            if wanted and entry.is_dir(follow_symlinks=False) and wanted.is_dir(follow_symlinks=False):
                continue
            if wanted and entry.is_file(follow_symlinks=False) and is_same(wanted, entry):
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                Path(entry.path).unlink()
            del there[name]
        for name, entry in here.items():
            place = f"{other}/{name}"
            if entry.is_dir(follow_symlinks=False):
                if is_missing := name not in there:
                    os.mkdir(place)  # noqa: PTH102  # one folder in two files
                os.chmod(place, 0o755)  # noqa: PTH101, S103  # a web server has to look into it
                pending.append((entry.path, place, is_missing))
            elif name not in there:
                put(entry.path, place)


def _entries(folder: str) -> dict[str, os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return {entry.name: entry for entry in entries}


def _is_one(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    """Say whether two names on one disk are those of one file."""
    return one.inode() == other.inode()


def _has_same(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    found = [entry.stat(follow_symlinks=False) for entry in (one, other)]
    sizes, modes = [file.st_size for file in found], [file.st_mode for file in found]
    return (
        sizes[0] == sizes[1] and modes[0] == modes[1] and Path(one.path).read_bytes() == Path(other.path).read_bytes()
    )


def _link(old: str, new: str) -> None:
    os.link(old, new, follow_symlinks=False)


def _copy(old: str, new: str) -> None:
    shutil.copyfile(old, new, follow_symlinks=False)


def exchange(
    output: Path, state: Path, behind: Iterable[str], files: Mapping[str, bytes | None], *, copied: bool
) -> None:
    """Publish the edition in `output` with these files in the place of its own; None takes one out.

    `behind` are the files that the twin has otherwise. The edition that stood is the twin now.
    """
    twin = state / FORMER
    put = _copy if copied else _link
    for path in behind:
        if path not in files:
            (twin / path).unlink(missing_ok=True)
            if (output / path).is_file():
                put(str(output / path), str(twin / path))
    for path, content in files.items():
        (twin / path).unlink(missing_ok=True)  # it may have a second name in the edition that stands
        if content is not None:
            with (twin / path).open("xb") as stream:
                stream.write(content)
    push_to_disk(twin)
    old = swap_in(twin, output)
    if old and old != twin:
        keep_former(old, state)
