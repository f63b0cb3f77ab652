"""Which way an edition is printed: by the press itself, or by Pelican's whole pipeline.

The press prints the same bytes faster, and only what changed. It cannot know what a plug-in does to a page, so where
one listens, Pelican prints everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from press.settings import DOORS

# Settings by which Pelican writes files, or changes pages, in ways of its own.
_OWN_WAYS = ("TEMPLATE_PAGES", "OUTPUT_SOURCES", "RELATIVE_URLS", "STATIC_CREATE_LINKS")
# Functions of the editor's own: nobody can say what they depend on.
_FUNCTIONS = ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")


class NeedsPelicanError(Exception):
    """A template asks for something that only Pelican's pipeline has; the text says what."""


def find_reason_for_pelican(settings: Mapping[str, Any]) -> str:
    """Return why Pelican has to print this edition, "" where the press can. Plug-ins are registered by now."""
    return next(_reasons(settings), "")


def _reasons(settings: Mapping[str, Any]) -> Iterator[str]:
    others = [str(name) for name in settings["PLUGINS"] if name not in DOORS]
    if others:
        yield f"PLUGINS names {', '.join(others)}"
    listeners = sorted(_listeners() - set(DOORS))
    if listeners:
        yield f"{', '.join(listeners)} listens to Pelican"
    for name in (*_OWN_WAYS, *_FUNCTIONS):
        if settings.get(name):
            yield f"{name} is set"
    environment = settings["JINJA_ENVIRONMENT"]
    if environment.get("extensions") or not is_plain(environment):
        yield "JINJA_ENVIRONMENT holds more than data"


def _listeners() -> set[str]:
    """Return the modules that listen to any of Pelican's signals."""
    from blinker import ANY, Signal
    from pelican.plugins import signals

    heard = [signal for signal in vars(signals).values() if isinstance(signal, Signal)]
    return {receiver.__module__ for signal in heard for receiver in signal.receivers_for(ANY)}


def is_plain(value: Any) -> bool:
    """Say whether a setting is data through and through: equal data then means equal pages."""
    if isinstance(value, list | tuple):  # no sets: they come in another order each time
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(is_plain(k) and is_plain(v) for k, v in value.items())
    return value is None or isinstance(value, str | int | float | bool | Path)
