"""Folders as the press handles them: which may be replaced, how two are swapped, how one is locked."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from racenews.types import RacenewsError

# GitHub Pages publishes files as they are where it finds this name; its text says whose folder it is.
# A name of our own would have to start with a dot or be published as a page.
MARKER = ".nojekyll"
MARK = "racenews edition\n"

FORMER = "former"  # below the state: the edition before the one that stands
FEW_FILES = 5_000
"""Of a site: so many are copied from edition to edition. More get a second name, for copies would cost seconds; but
there are hosts that refuse files with two names, and programs that change both."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def is_ours(folder: Path) -> bool:
    """Say whether the press printed this folder."""
    try:
        with (folder / MARKER).open(encoding="utf-8") as stream:
            return stream.read(len(MARK) + 1) == MARK
    except (OSError, UnicodeDecodeError):
        return False


def may_be_replaced(folder: Path) -> bool:
    """Say whether nothing of anybody's is lost with `folder`: it is absent, empty, or an edition."""
    if not folder.exists():
        return True
    return folder.is_dir() and (is_ours(folder) or not any(folder.iterdir()))


def check_replaceable(folder: Path, option: str = "--output") -> None:
    """Raise RacenewsError where `folder`, which `option` names, holds something the press did not print."""
    if not may_be_replaced(folder):
        kind = "has files that this program did not write" if folder.is_dir() else "is not a folder"
        raise RacenewsError(
            f"{folder}: it {kind}, so it stays as it is. "
            f"Name another folder with {option} DIR, or move this one away yourself."
        )


def make_edition_folder(output: Path) -> Path:
    """Return a new marked folder beside `output`, on the same file system, so that it can be swapped in."""
    folder = output.with_name(f"{output.name}.next-{os.getpid()}")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            remove_edition(folder)
        folder.mkdir()
        (folder / MARKER).write_text(MARK, encoding="utf-8")
        folder.chmod(0o755)  # a web server has to read it, whatever the mask of who builds
        (folder / MARKER).chmod(0o644)
    except OSError as fault:
        raise RacenewsError(
            f"{folder}: cannot be written ({fault.strerror}). The site is built beside {output} and then "
            "takes its place: make the folder above it writable, or name another with --output DIR."
        ) from fault
    return folder


@contextlib.contextmanager
def readable_by_all() -> Iterator[None]:
    """Let web servers read what is written here, whatever the mask of who builds."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def remove_edition(folder: Path) -> None:
    """Remove an edition, its marker last, so that what a crash leaves is still known as ours."""
    if not folder.is_dir() or folder.is_symlink():
        return
    if not may_be_replaced(folder):
        raise RacenewsError(f"{folder}: this program did not write it, so it is not removed.")
    empty_edition(folder)
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def empty_edition(folder: Path) -> None:
    """Remove everything from an edition but its marker."""
    for entry in list(os.scandir(folder)):
        if entry.name == MARKER:
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()


def clear_leftovers(output: Path) -> None:
    """Mend what a killed build left beside `output`: put back the edition moved aside, remove others."""
    pattern = re.compile(re.escape(output.name) + r"\.(next|old)-(\d+)\Z")
    if not output.parent.is_dir():
        return
    for folder in sorted(output.parent.iterdir()):
        match = pattern.match(folder.name)
        if not match or _is_alive(int(match[2])) or not may_be_replaced(folder):
            continue
        if match[1] == "old" and not output.exists() and is_ours(folder):
            folder.rename(output)
        else:
            with contextlib.suppress(OSError):
                remove_edition(folder)


def seal(folder: Path) -> tuple[int, int, int]:
    """Give every file its mode, push all to the disk; return how many pages, files and bytes there are."""
    pages = files = size = 0
    for parent, folders, names in os.walk(folder):
        for name in folders:
            Path(parent, name).chmod(0o755)
        for name in names:
            path = Path(parent, name)
            path.chmod(0o644)
            files += 1
            pages += name.endswith(".html")
            size += path.stat().st_size
    push_to_disk(folder)
    return pages, files, size


def push_to_disk(folder: Path) -> None:
    """Return when all that was written to the disk of `folder` is safe from a power cut.

    One call for all files and folders: the old edition may not go before, and what is on the disk costs nothing.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "syncfs"):  # one disk; os.sync waits for all of them
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if not libc.syncfs(descriptor):
                return
        finally:
            os.close(descriptor)
    os.sync()


def swap_in(edition: Path, output: Path) -> Path | None:
    """Put `edition` where `output` is; return where the old one is now, None if there was none.

    Where the system can exchange two folders there is no moment without a site. Elsewhere there is one
    between two renames, and `clear_leftovers` mends what a power cut in it would leave.
    """
    try:
        if not output.exists():
            edition.rename(output)
            return None
        if _exchange(edition, output):
            return edition
        aside = output.with_name(f"{output.name}.old-{os.getpid()}")
        output.rename(aside)
        try:
            edition.rename(output)
        except OSError:
            aside.rename(output)
            raise
    except OSError as fault:
        raise RacenewsError(
            f"{output}: cannot be replaced ({fault.strerror}). The site that stands there is untouched. "
            "Is it mounted, or owned by somebody else?"
        ) from fault
    return aside


def keep_former(edition: Path, state: Path) -> None:
    """Keep the edition that was replaced until the next build; remove it where it cannot be kept.

    A program that stands in the folder (`cd output && zip …`, `tar -C output …`) goes on reading the old edition after
    the swap, and reads it to its end.
    """
    try:
        edition.rename(state / FORMER)
    except OSError:  # the state lies on another disk, or what stands there could not be removed
        remove_edition(edition)


def drop_former(state: Path) -> bool:
    """Remove the edition before the one that stands; say whether there was one."""
    if not (state / FORMER).is_dir():
        return False
    with contextlib.suppress(OSError, RacenewsError):
        remove_edition(state / FORMER)
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system does not know how."""
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif hasattr(libc, "renamex_np"):  # macOS
        failed = libc.renamex_np(first, second, _RENAME_EXCHANGE)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _is_alive(pid: int) -> bool:
    if pid == os.getpid():
        return False  # nothing of this very build can lie there yet: the number was used before
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@contextlib.contextmanager
def lock(state: Path) -> Iterator[None]:
    """Let one build at a time use `state`; RacenewsError names the process that has it.

    The system itself lets go of the lock when its process ends, however it ends: none is ever stale.
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(state / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as fault:
        raise RacenewsError(
            f"{state}: cannot be written ({fault.strerror}). The ledger is kept there; make it writable."
        ) from fault
    try:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
            raise RacenewsError(
                f"{state / 'lock'}: another build is running (process {holder}). Wait for it or stop it."
            ) from None
        with contextlib.suppress(OSError):  # a full disk may keep us from writing our number, not from building
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
