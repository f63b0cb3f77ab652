"""Templates as Jinja compiled them: kept in memory by a process that waits, and on the disk from one build to the next.

What a template compiles to goes by its text, by the environment's syntax and extensions, by Jinja and by this program.
Filters of the settings' own may be worked out while it is compiled: where there are any, nothing is kept.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Iterator, Mapping
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from press.ending import before_end
from press.precheck import PLUGINS
from press.stamps import NoStampError, scan
from racenews.derived import Drawer, key_of

FILE = "templates"
MOST = 2_000  # more than a theme has; those that it had before would add up
_OWN_CODE = ("JINJA_FILTERS", "JINJA_TESTS", "JINJA_GLOBALS")
_MAKERS = ("jinja2.", "press.")
_SYNTAX = (
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string",
    "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "optimized", "is_async", "autoescape", "code_generator_class",
)  # fmt: skip


class Compiled(BytecodeCache):
    """Templates of one or several environments, by what they were compiled from."""

    def __init__(self, known: dict[tuple[str, ...], CodeType] | None = None) -> None:
        self.known = known or {}
        self.has_more = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket what was compiled from the same text."""
        bucket.code = self.known.get(_made_from(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket."""
        if bucket.code is not None:
            self.known[_made_from(bucket)] = bucket.code
            self.has_more = True


def _made_from(bucket: Bucket) -> tuple[str, ...]:
    environment = bucket.environment
    syntax = (str(getattr(environment, name)) for name in _SYNTAX)
    return bucket.key, bucket.checksum, *syntax, *sorted(environment.extensions)


def _is_known(environment: Environment, settings: Mapping[str, Any]) -> bool:
    """Say whether nothing but Jinja and this program has a say in what the templates compile to."""
    return all(name.startswith(_MAKERS) for name in environment.extensions) and not any(map(settings.get, _OWN_CODE))


class _AtHand:
    """The one place of a process; empty but between `keep_at_hand` or `kept_templates` and their end."""

    compiled: Compiled | None = None


_at_hand = _AtHand()


def keep_at_hand() -> None:
    """Keep whatever template this process compiles from now on, and that its children find there."""
    _at_hand.compiled = Compiled()


def remember_compiled(environment: Environment, settings: Mapping[str, Any]) -> None:
    """Let an environment take compiled templates from what is kept, where anything is."""
    if _at_hand.compiled is not None and _is_known(environment, settings):
        environment.bytecode_cache = _at_hand.compiled


@contextlib.contextmanager
def kept_templates(drawer: Drawer) -> Iterator[None]:
    """Take compiled templates from the drawer meanwhile, and keep in it what had to be compiled."""
    if _at_hand.compiled is not None:
        yield
        return
    try:
        key = key_of((), scan(PLUGINS).digest(), jinja2.__version__)
    except NoStampError:
        yield
        return
    kept = drawer.take(FILE, key)
    compiled = _at_hand.compiled = Compiled(marshal.loads(kept) if kept else None)  # noqa: S302  # sealed by ourselves

    def keep() -> None:
        if compiled.has_more and len(compiled.known) <= MOST:
            drawer.keep(FILE, key, marshal.dumps(compiled.known))

    before_end.append(keep)
    try:
        yield
    finally:
        before_end.remove(keep)
        _at_hand.compiled = None
        keep()
