"""Regular expressions as they were compiled last time: to compile the same ones again takes a third of a second.

Python compiles a pattern in two steps: to code, which is slow, and from code to what searches, which is not. The code
is kept under the pattern, its flags and this Python. Where Python has no such steps, patterns are compiled as ever.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import json
import re
from array import array
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from racenews.derived import Drawer, key_of

FOLDER, FILE = "drawer", "patterns"
MIN_CHARS = 24  # shorter ones are compiled as fast as looked up
MAX_PATTERNS = 6000  # of names that stories hold, some patterns are made anew for each
WORTH_WRITING = 20  # where not one pattern in so many is new, the file is not written anew
_HEAD_BYTES = 8
_PLAIN = re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.ASCII | re.UNICODE

Asked = tuple[str, int]
"""A pattern as it was written, and the flags beside it."""


@contextlib.contextmanager
def kept_patterns(drawer: Drawer) -> Iterator[None]:
    """Take the code of patterns from the drawer while the block runs, and keep that of new ones at its end."""
    try:
        compiler: Any = importlib.import_module("re._compiler")
        engine: Any = importlib.import_module("_sre")
        key = key_of([], str(engine.MAGIC), str(engine.CODESIZE), str(compiler._sre is engine))
        slow = compiler.compile
    except (ImportError, AttributeError):
        yield
        return
    known = _read(drawer.take(FILE, key) or b"")
    new: dict[Asked, tuple[Any, ...]] = {}
    seen: list[tuple[Any, ...]] = []

    def note(*parts: Any) -> Any:
        seen.append(parts)
        return engine.compile(*parts)

    def quick(pattern: Any, flags: int = 0) -> Any:
        if not isinstance(pattern, str) or len(pattern) < MIN_CHARS or flags & ~int(_PLAIN):
            return slow(pattern, flags)
        asked = pattern, int(flags)
        if parts := known.get(asked):
            return engine.compile(*parts())
        seen.clear()
        made = slow(pattern, flags)
        if len(seen) == 1 and len(known) + len(new) < MAX_PATTERNS:
            new[asked] = seen[0]
        return made

    compiler.compile, compiler._sre = quick, SimpleNamespace(**{**vars(engine), "compile": note})
    try:
        yield
    finally:
        compiler.compile, compiler._sre = slow, engine
        if len(new) > len(known) // WORTH_WRITING:
            drawer.keep(FILE, key, _write({**{asked: parts() for asked, parts in known.items()}, **new}))


def _write(patterns: dict[Asked, tuple[Any, ...]]) -> bytes:
    """Return the patterns as bytes: what is told of each as JSON, and the code of all as numbers."""
    codes = [parts[2] for parts in patterns.values()]
    ends = list(itertools.accumulate(map(len, codes)))
    told = [
        (*asked, flags, groups, dict(by_name), by_number, end)
        for (asked, (_, flags, _, groups, by_name, by_number)), end in zip(patterns.items(), ends, strict=True)
    ]
    head = json.dumps(told).encode("utf-8", "surrogatepass")
    return len(head).to_bytes(_HEAD_BYTES, "little") + head + array("I", itertools.chain(*codes)).tobytes()


def _read(content: bytes) -> dict[Asked, Any]:
    """Return by pattern what gives its parts: its code is taken out when it is asked for, which most are not."""
    size = int.from_bytes(content[:_HEAD_BYTES], "little")
    numbers = memoryview(content)[_HEAD_BYTES + size :].cast("I")
    known: dict[Asked, Any] = {}
    start = 0
    for pattern, asked, flags, groups, by_name, by_number, end in json.loads(content[_HEAD_BYTES:][:size] or b"[]"):
        known[pattern, asked] = _Parts(pattern, flags, numbers[start:end], groups, by_name, by_number)
        start = end
    return known


class _Parts:
    """What the engine makes a pattern of."""

    __slots__ = ("_code", "_parts")

    def __init__(self, pattern: str, flags: int, code: memoryview, *groups: Any) -> None:
        self._code, self._parts = code, (pattern, flags, *groups)

    def __call__(self) -> tuple[Any, ...]:
        """Return the parts in the order in which the engine takes them."""
        pattern, flags, groups, by_name, by_number = self._parts
        return pattern, flags, self._code.tolist(), groups, by_name, tuple(by_number)
