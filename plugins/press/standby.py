"""A process that stands by for `serve`: it has everything loaded, and forks a child for each build.

What is loaded once is what no build changes: the program and its libraries, rules, names, weights and compiled
templates. Nothing of one build reaches the next, for each has a process of its own, and whatever ends it ends nothing
else. Before each build the process looks whether code, settings, rules, names or the desk are as they were when it was
started; where they are not it says so and ends, that build is made without it, and another one is started afterwards.

It makes no build itself, so it grows no further than what it has loaded: some 100 MB, which the builds share.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from press.__main__ import read_words, run_invoke
from press.precheck import PLUGINS, ROOT, Asked, read_record, surroundings
from press.stamps import STARTED_NS, NoStampError, scan

READY, MADE, FAILED, OUT_OF_DATE = b"r", b"m", b"f", b"o"


# --- the side of the server -------------------------------------------------------------------------------------


class Standby:
    """Makes builds: in a child of the process that stands by, or in a process of its own where none is ready."""

    def __init__(self, build: Sequence[str]) -> None:
        self._build = list(build)
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._is_ready = False

    def __enter__(self) -> Standby:
        """Start the process that stands by; it gets ready while whoever called goes on."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._stop()

    def build(self) -> bool:
        """Make a build; say whether it was made and stands."""
        if self._ask_if_ready():
            answer = self._ask()
            if answer in (MADE, FAILED):
                return answer == MADE
            self._stop()
        words = [sys.executable, "-m", "press", *self._build]
        made = subprocess.run(words, check=False, env=_environment()).returncode == 0  # noqa: S603  # our own command
        if self._process is None:  # not before: one thing after the other
            self._start()
        return made

    def is_ready(self, seconds: float = 0.0) -> bool:
        """Say whether a process stands by, after so many seconds at most."""
        return self._ask_if_ready(seconds)

    def _start(self) -> None:
        if not hasattr(os, "fork"):
            return
        ours, theirs = socket.socketpair()
        with theirs:
            words = [sys.executable, "-m", "press.standby", *self._build]
            self._process = subprocess.Popen(words, env=_environment(), stdin=theirs.fileno())  # noqa: S603  # our own
        self._channel, self._is_ready = ours, False

    def _stop(self) -> None:
        if self._channel is not None:
            self._channel.close()  # it reads that nobody asks any more, and ends
        if self._process is not None:
            if not self._is_ready:  # it makes no build yet, and would load to the end before it looks up
                self._process.terminate()
            self._process.wait()
        self._process, self._channel, self._is_ready = None, None, False

    def _ask_if_ready(self, seconds: float = 0.0) -> bool:
        if self._channel is not None and not self._is_ready:
            self._channel.settimeout(seconds)
            try:
                self._is_ready = self._channel.recv(1) == READY
                if not self._is_ready:  # it came to its end
                    self._stop()
            except (BlockingIOError, TimeoutError):
                return False
        return self._is_ready

    def _ask(self) -> bytes:
        """Return what the process answers; b"" where it does not any more."""
        assert self._channel is not None
        try:
            self._channel.settimeout(None)
            self._channel.sendall(b"b")
            return self._channel.recv(1)
        except OSError:
            return b""


def _environment() -> dict[str, str]:
    """Return the environment in which `python -m press` is found, installed or not."""
    paths = (str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", ""))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


# --- the process that stands by ---------------------------------------------------------------------------------


class _LoadedCode:
    """The stamp of what this process has loaded and what that was made from."""

    def __init__(self, asked: Asked) -> None:
        self._read = [
            PLUGINS,
            asked.settings,
            f"{asked.content}/desk",
            *(f"{ROOT}/{name}" for name in ("tasks.py", "uv.lock", "pyproject.toml")),
        ]
        self._read_as = _stamp(self._read)
        self._files: list[str] = []
        self._loaded_as = self._around = ""

    def close(self) -> bool:
        """Note what is loaded by now; say whether all of it is older than this process, and is what was loaded."""
        self._files = sorted(_files_of_modules())
        self._loaded_as, self._around = _stamp(self._files), surroundings(())
        try:
            is_older = scan(PLUGINS, *self._files).rests_at_ns < STARTED_NS
        except NoStampError:
            return False
        return is_older and self.is_as_it_was()

    def is_as_it_was(self) -> bool:
        """Say whether nothing of it was changed since, and nothing was installed."""
        now = _stamp(self._read), _stamp(self._files), surroundings(())
        return "" not in now and now == (self._read_as, self._loaded_as, self._around)


def _stamp(files: Sequence[str]) -> str:
    try:
        return scan(*files).digest()
    except (NoStampError, OSError):
        return ""


def _files_of_modules() -> Iterator[str]:
    standard = str(Path(os.__file__).parent)
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and (not file.startswith(standard) or "-packages" in file):
            yield file


def get_ready(asked: Asked) -> bool:
    """Load everything that a build needs and that no build changes; say whether it was all of it."""
    for name in ("invoke.main", "pelican", "press.report", "racenews.pipeline"):
        importlib.import_module(name)
    from press.printer import rehearse

    # Where a record was left the settings do nothing but set: to read them here and in each build is the same.
    return read_record(asked) is not None and rehearse(asked)


def stand_by(words: Sequence[str], channel: socket.socket) -> None:
    """Make a build whenever the channel says so, until it is closed or something that is loaded has changed."""
    asked = read_words(list(words))
    if asked is None:
        return
    loaded = _LoadedCode(asked)
    has_all, is_current = _load(asked, loaded)
    channel.sendall(READY)
    while channel.recv(1):
        is_current = is_current and loaded.is_as_it_was()
        if not is_current:
            channel.sendall(OUT_OF_DATE)
            return
        channel.sendall(MADE if _build_apart(words, channel) else FAILED)
        if not has_all:  # the build may have left the record that was missing
            has_all, is_current = _load(asked, loaded)


def _load(asked: Asked, loaded: _LoadedCode) -> tuple[bool, bool]:
    """Load what there is to load; say whether that is all, and whether it is what stands on the disk."""
    has_all = get_ready(asked)
    is_current = loaded.close()
    gc.collect()
    gc.freeze()  # what is loaded stays, and is not looked through again by every build
    return has_all, is_current


def _build_apart(words: Sequence[str], channel: socket.socket) -> bool:
    """Make a build in a child; say whether it was made."""
    child = os.fork()
    if not child:
        status = 1
        try:
            channel.close()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            run_invoke(list(words))  # loaded it is; the task itself asks whether anything has changed
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main(words: Sequence[str]) -> None:
    """Stand by on the channel that is the standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the editor's Ctrl-C is for the server; a build hears it itself
    channel = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    try:
        stand_by(words, channel)
    except OSError:  # the server has gone
        return


if __name__ == "__main__":
    main(sys.argv[1:])
