"""Work in a process of its own, which leaves on the disk what is wanted of it and ends.

Python gives little back of the memory that much work has taken: what stays lies between the gaps. What a process had is
free when it ends.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO

import msgspec

from press import timings
from press.edition import Edition, Progress
from press.ending import before_end
from press.store import Store
from racenews.crew import CAN_FORK

FROM_FILES = 4_000  # dumps; what fewer take is not worth the seconds
TELL_EVERY = 0.05  # seconds between two words on how far it is: each costs both processes a little

Said = list[tuple[str, int, str]]
"""What was logged: by whom, how grave, and what."""
Write = Callable[[IO[bytes], Progress], None]

_LENGTH = struct.Struct("<I")


def is_worth_it(edition: Edition) -> bool:
    """Say whether an edition has so many dumps, and a shelf that two processes can open one after the other."""
    if not CAN_FORK or not isinstance(edition.shelf, Store) or edition.shelf.fault:
        return False
    files = (name for _, _, names in os.walk(edition.dumps) for name in names)
    return next(islice(files, FROM_FILES - 1, None), None) is not None


def work_apart(edition: Edition, file: IO[bytes], write: Write) -> bool:
    """Have `write` called by another process, with `file` and a progress; say whether that came to its end.

    False where it raised anything or was killed, for want of memory perhaps: whoever asked does the work himself then,
    and meets whatever stood in its way. The shelf of the edition is the other process's meanwhile.
    """
    shelf = edition.shelf
    assert isinstance(shelf, Store)
    shelf.let_go()  # two processes do not share a connection
    incoming, outgoing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(incoming)
        code = 1
        try:
            shelf.open()
            edition.progress = _Teller(outgoing)
            write(file, edition.progress)
            file.flush()
            for tidy in before_end:
                tidy()
            code = 0
        finally:
            os._exit(code)  # whatever happened: what the parent opened is the parent's to close
    os.close(outgoing)
    listening = os.fdopen(incoming, encoding="utf-8")
    try:
        _listen(listening, edition.progress)
        _, status = os.waitpid(pid, 0)
        pid = 0
    finally:
        if pid:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            with contextlib.suppress(OSError):
                listening.read()  # its helpers hold the pipe: nothing is written any more when all have ended
        listening.close()
        timings.elsewhere.cpu = 0.0  # the system counts it from now on
        shelf.open()
    return status == 0


class _Teller:
    """Tells through a pipe how far the work is, and what it has cost: each new step at once, the rest now and then."""

    def __init__(self, pipe: int) -> None:
        self._pipe, self._step, self._told = pipe, "", 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step != self._step or done == total or now - self._told >= TELL_EVERY:
            self._step, self._told = step, now
            said = f"{step}\t{done}\t{total}\t{timings.used_cpu()}\t{timings.peak_memory()}\n"
            os.write(self._pipe, said.encode())  # OSError where nobody listens any more


def _listen(lines: IO[str], progress: Progress) -> None:
    """Hand on what another process tells until all ends of the pipe are closed: then all that belong to it are gone."""
    for line in lines:
        step, done, total, cpu, peak = line.rstrip("\n").split("\t")
        timings.elsewhere.cpu, timings.elsewhere.peak = float(cpu), max(timings.elsewhere.peak, int(peak))
        progress(step, int(done), int(total))


# --- what is left on the disk -----------------------------------------------------------------------------------


def put(file: IO[bytes], raw: bytes) -> None:
    """Write a record behind the others."""
    file.write(_LENGTH.pack(len(raw)))
    file.write(raw)


def records(file: IO[bytes], start: int = 0) -> Iterator[bytes]:
    """Yield the records that were put into a file, from the one that begins at `start` on."""
    file.seek(start)
    while length := file.read(_LENGTH.size):
        yield file.read(*_LENGTH.unpack(length))


# --- what else is known of the process ---------------------------------------------------------------------------


class Word(msgspec.Struct, array_like=True):
    """What such a process tells beside its work: what was logged in it, and the files of the code that it loaded."""

    said: Said
    code: list[str]

    def hear(self, edition: Edition) -> None:
        """Log the same here, and let the edition know of the code."""
        for name, level, text in self.said:
            logging.getLogger(name).log(level, "%s", text)
        edition.code |= frozenset(self.code)


class Listener(logging.Handler):
    """Keeps what is logged, for the process that was asked to work."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: Said = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self._said.append((record.name, record.levelno, record.getMessage()))

    def word(self, edition: Edition) -> Word:
        """Return what is to be told."""
        files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
        return Word(self._said, sorted(edition.code.union(filter(None, files))))


@contextlib.contextmanager
def listening() -> Iterator[Listener]:
    """Yield a listener that hears what is logged meanwhile."""
    listener, root = Listener(), logging.getLogger()
    root.addHandler(listener)
    try:
        yield listener
    finally:
        root.removeHandler(listener)
