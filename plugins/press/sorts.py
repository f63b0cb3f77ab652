"""What a macro once returned, kept for the next page that asks for the same.

A story is announced on many pages, each time by the same macro with the same card. Macros that are imported without
context see nothing but their arguments and the globals, and those stay as they are while an edition is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Macro
from markupsafe import Markup

MOST_KEPT = 10_000  # results; a kilobyte each, in every process that prints
_PLAIN = frozenset({str, Markup, int, bool, type(None)})
_UNKEPT = (list, tuple, dict)  # a whole list of cards stands on one page alone
FOLDER = "macros/"

Keep = dict[tuple[Any, ...], tuple[Any, Any]]


def keep_sorts(environment: Environment, globals: Iterable[str] = ()) -> None:
    """Let the macros below `macros/` remember what they returned, and the functions among the `globals` as well."""
    kept: Keep = {}
    for name in globals:
        say: Any = environment.globals[name]
        environment.globals[name] = remember(say, kept)
    for name in environment.list_templates(filter_func=lambda name: name.startswith(FOLDER)):
        module = environment.get_template(name).module
        for name_of_macro, macro in list(vars(module).items()):
            if isinstance(macro, Macro) and not macro.caller:
                setattr(module, name_of_macro, remember(macro, kept))


def remember(make: Callable[..., Any], kept: Keep) -> Sort:
    """Return a function that returns what `make` does, and asks it once for the same arguments."""
    return Sort(make, kept)


class Sort:
    """A function that remembers what it returned."""

    __slots__ = ("_kept", "_make")

    def __init__(self, make: Callable[..., Any], kept: Keep) -> None:
        self._make, self._kept = make, kept

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Return what the function does, or did for the same arguments."""
        key: tuple[Any, ...]
        if len(args) == 1 and not named:  # as most are asked
            value = args[0]
            kind = type(value)
            if kind in _PLAIN:
                key = (self._make, kind, value)
            elif isinstance(value, _UNKEPT):
                return self._make(value)
            else:  # a record is told by its identity, which is quicker than by all its fields; `kept` holds on to it
                key = (self._make, object, id(value))
        else:
            told: list[Any] = [self._make, len(args), *named]
            for value in (*args, *named.values()):
                kind = type(value)
                if kind in _PLAIN:
                    told.append(kind)
                    told.append(value)
                elif isinstance(value, _UNKEPT):
                    return self._make(*args, **named)
                else:
                    told.append(object)
                    told.append(id(value))
            key = tuple(told)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._make(*args, **named), (args, named)
        return found[0]
