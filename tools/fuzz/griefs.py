"""Builds that come to grief in a process of their own: killed, or without room on the disk, at a random moment."""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

CHANGES = frozenset(
    "os.rename os.remove os.rmdir os.mkdir os.symlink os.link os.truncate os.chmod os.utime ctypes.dlsym"
    " sqlite3.connect".split()
)
KINDS = ("killed", "full", "interrupted")
MOST_SECONDS = 300


def build_in_grief(build: Callable[[], object], dice: random.Random) -> str:
    """Build in a child that comes to grief when it has changed so many files; return how, and at which of them."""
    kind, point = dice.choice(KINDS), int(dice.choice((dice.uniform(1, 60), dice.paretovariate(0.5))))
    child = os.fork()
    if not child:
        status = 1
        try:
            signal.alarm(MOST_SECONDS)
            at_each_change(lambda n: _come_to_grief(kind) if n == point or (n > point and kind == "full") else None)
            build()
            status = 0
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return f"{kind} at {point}" if status else "no grief"


def _come_to_grief(kind: str) -> None:
    if kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    raise KeyboardInterrupt


def at_each_change(do: Callable[[int], None]) -> None:
    """Call `do` with 1, 2, 3… before each operation of this process that changes a file."""
    count = 0

    def look(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if not writes or isinstance(path, int) or "__pycache__" in str(path) or str(path).startswith("/dev/"):
                return
        elif event not in CHANGES:
            return
        count += 1
        do(count)

    sys.addaudithook(look)


def damage(file: Path, dice: random.Random) -> str:
    """Remove a file, cut it off, or turn bytes of it; return what was done."""
    whole = file.read_bytes()
    at = dice.randrange(len(whole) or 1)
    kind = dice.choice(("removed", "emptied", "cut off", "garbled", "turned", "turned"))
    garbled = {
        "emptied": b"", "cut off": whole[:at], "garbled": whole[:at] + b"\xa5" * 200 + whole[at + 200 :],
        "turned": whole[:at] + bytes(byte ^ 1 << dice.randrange(8) for byte in whole[at : at + 1]) + whole[at + 1 :],
    }  # fmt: skip
    file.unlink()  # in a file of its own: what is edited in place would change what shares it
    if kind != "removed":
        file.write_bytes(garbled[kind])
    return f"{file.name} {kind}"
