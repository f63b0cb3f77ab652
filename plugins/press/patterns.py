"""Regular expressions as Python compiled them, kept on disk: whoever cleans a single dump needs hundreds of them.

To compile them takes longer than to clean the dump. What is kept is what Python's own compiler made of a pattern, by
its text and its flags, for this very Python and while the program is as it was. Python has no public way to keep that:
only what was seen to make an equal pattern is kept, and where its inside is another one, nothing is.
"""

from __future__ import annotations

import contextlib
import marshal
import re
from array import array
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from press.ending import before_end
from press.precheck import PLUGINS
from press.stamps import NoStampError, scan
from racenews.derived import Drawer, key_of

FILE = "patterns"
MOST = 5_000  # more than the program has; patterns of single stories would add up

_Key = tuple[str | bytes, int]
_Made = tuple[int, bytes, int, dict[str, int]]
"""Flags, code, how many groups, their numbers by name."""


class _Compiler:
    """Stands in for Python's own, and remembers what that makes."""

    def __init__(self, known: dict[_Key, _Made], inside: Any, engine: Any) -> None:
        self.known, self.has_more = known, False
        self._inside, self._engine = inside, engine
        self._compile, self._encode = inside.compile, inside._code
        self._code: list[int] = []

    def put_in_place(self) -> None:
        """Compile for this process from now on."""
        self._inside.compile, self._inside._code = self.compile, self._remember

    def take_away(self) -> None:
        """Leave it to Python again."""
        self._inside.compile, self._inside._code = self._compile, self._encode

    def compile(self, text: Any, flags: int = 0) -> Any:
        """Return the compiled pattern, as Python's own compiler does."""
        if not isinstance(text, str | bytes) or flags & re.DEBUG:
            return self._compile(text, flags)
        made = self.known.get((text, int(flags)))
        if made:
            return self._make(text, made)
        self._code = []
        pattern = self._compile(text, flags)
        made = pattern.flags, array("I", self._code).tobytes(), pattern.groups, dict(pattern.groupindex)
        if self._code and self._make(text, made) == pattern:
            self.known[text, int(flags)], self.has_more = made, True
        return pattern

    def _remember(self, *asked: Any) -> Any:
        self._code = self._encode(*asked)
        return self._code

    def _make(self, text: str | bytes, made: _Made) -> Any:
        flags, raw, groups, numbers = made
        code = array("I")
        code.frombytes(raw)
        names: list[str | None] = [None] * (groups + 1)
        for name, number in numbers.items():
            names[number] = name
        return self._engine.compile(text, flags, code.tolist(), groups, numbers, tuple(names))


@contextlib.contextmanager
def kept_patterns(drawer: Drawer) -> Iterator[None]:
    """Take compiled patterns from the drawer meanwhile, and keep in it what had to be compiled."""
    try:
        inside, engine = import_module("re._compiler"), import_module("_sre")
        key = key_of((), scan(PLUGINS).digest(), str(engine.MAGIC))
        compiler = _Compiler(_read(drawer, key), inside, engine)
    except (ImportError, AttributeError, NoStampError):
        yield
        return

    def keep() -> None:
        if compiler.has_more and len(compiler.known) <= MOST:
            drawer.keep(FILE, key, marshal.dumps(compiler.known))

    compiler.put_in_place()
    before_end.append(keep)
    try:
        yield
    finally:
        before_end.remove(keep)
        compiler.take_away()
        keep()


def _read(drawer: Drawer, key: bytes) -> dict[_Key, _Made]:
    kept = drawer.take(FILE, key)
    return marshal.loads(kept) if kept else {}  # noqa: S302  # sealed by ourselves
