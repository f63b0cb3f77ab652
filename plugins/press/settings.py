"""Read the settings file and check it: a wrong setting stops the press before anything is touched."""

from __future__ import annotations

import difflib
import re
import traceback
import zoneinfo
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from racenews.types import RacenewsError

DOORS = ("dump_reader", "topic_pages", "news_metadata", "site_checks")
CLOSE_ENOUGH = 0.82  # SITENAM is SITENAME misspelt; a template variable of the editor's own is not

Check = Callable[[Any], bool]


def is_address(value: Any) -> bool:
    """Say whether `value` is the address of a site: http or https, a host, perhaps a path."""
    if not isinstance(value, str) or re.search(r"[\s<>\"'\\]", value):
        return False
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_zone(value: Any) -> bool:
    return isinstance(value, str) and value in zoneinfo.available_timezones()


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_size(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


CHECKS: Mapping[str, tuple[Check, str]] = {
    "SITENAME": (_is_text, 'Give the paper a name: SITENAME = "Flamme Rouge".'),
    "SITESUBTITLE": (lambda v: isinstance(v, str), "It is a text; it may be empty."),
    "SITE_DESCRIPTION": (_is_text, "Say in one sentence what the paper is about."),
    "DESK_BYLINE": (_is_text, 'Say who signs stories without an author: DESK_BYLINE = "Race Desk".'),
    "SITEURL": (is_address, 'It is a web address without a query: SITEURL = "https://example.org/news".'),
    "DEFAULT_LANG": (lambda v: isinstance(v, str) and bool(re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", v)),
                     'It is a language code: DEFAULT_LANG = "en".'),
    "TIMEZONE": (_is_zone, 'It is a name of the time zone database: TIMEZONE = "Europe/Brussels".'),
    "STORIES_PER_PAGE": (_is_count, "It is a whole number above 0: STORIES_PER_PAGE = 15."),
    "MAX_DUMP_MB": (_is_size, "It is a number above 0: MAX_DUMP_MB = 8."),
    "DUPLICATES": (lambda v: v in ("report", "fold"), 'It is "report" or "fold".'),
    "PLUGINS": (lambda v: isinstance(v, list | tuple) and set(DOORS) <= set(v),
                f"It names at least {', '.join(DOORS)}; without one of them the site is not whole."),
    "JINJA_ENVIRONMENT": (lambda v: isinstance(v, dict) and v.get("autoescape") is True,
                          'It has "autoescape": True; otherwise a dump could write markup into pages.'),
}  # fmt: skip

_OPTIONAL = frozenset({"DUPLICATES"})  # newer than settings files that are in use

# Settings that Pelican knows without giving them a default.
_ALSO_KNOWN = frozenset(
    {"AUTHOR", "FEED_DOMAIN", "FEED_ATOM", "FEED_RSS", "FEED_ALL_RSS", "MENUITEMS", "LINKS", "SOCIAL"}
)


def load_settings(file: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Return Pelican's settings from `file` with `overrides`; RacenewsError names all wrong ones."""
    from pelican.settings import DEFAULT_CONFIG, get_settings_from_file, read_settings

    if not file.is_file():
        raise RacenewsError(f"{file}: there is no such settings file. Name one with --settings FILE.")
    try:
        own = get_settings_from_file(str(file))
        faults = _faults(own, overrides, frozenset(DEFAULT_CONFIG) | _ALSO_KNOWN | CHECKS.keys())
        if faults:
            raise RacenewsError("\n".join(f"{file.name}: {fault}" for fault in faults))
        return dict(read_settings(str(file), override=dict(overrides)))
    except RacenewsError:
        raise
    except SyntaxError as fault:
        raise RacenewsError(
            f"{fault.filename or file}, line {fault.lineno}: not valid Python ({fault.msg}). Mend that line."
        ) from fault
    except Exception as fault:
        raise RacenewsError(
            f"{file}{_line_in(file, fault)}: {type(fault).__name__}: {fault}. Mend that setting."
        ) from fault


def _faults(own: Mapping[str, Any], overrides: Mapping[str, Any], known: frozenset[str]) -> list[str]:
    """Return one line for every setting that is wrong, missing or misspelt."""
    faults = []
    for name in sorted(own.keys() - known):
        near = difflib.get_close_matches(name, known - own.keys(), n=1, cutoff=CLOSE_ENOUGH)
        if near:
            faults.append(f"unknown setting {name}. Did you mean {near[0]}?")
    given = {**own, **overrides}
    for name, (is_right, remedy) in CHECKS.items():
        if name not in given and name in _OPTIONAL:
            continue
        if name not in given:
            faults.append(f"{name} is missing. {remedy}")
        elif not is_right(given[name]):
            faults.append(f"{name} = {given[name]!r} is wrong. {remedy}")
    return faults


def _line_in(file: Path, fault: Exception) -> str:
    lines = [f.lineno for f in traceback.extract_tb(fault.__traceback__) if f.filename == str(file)]
    return f", line {lines[-1]}" if lines else ""
