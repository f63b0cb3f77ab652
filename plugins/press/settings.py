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
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < float("inf")


def _are_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)


def _is_pattern(value: Any) -> bool:
    """Say whether `value` makes an address of a page's slug, and asks for nothing else but its language."""
    if not isinstance(value, str) or "{slug}" not in value:
        return False
    try:
        value.format(slug="a", lang="en")
    except (KeyError, IndexError, ValueError, AttributeError):
        return False
    return True


_FEEDS = (
    "FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ATOM", "FEED_RSS", "CATEGORY_FEED_ATOM", "CATEGORY_FEED_RSS",
    "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TAG_FEED_ATOM", "TAG_FEED_RSS", "TRANSLATION_FEED_ATOM",
    "TRANSLATION_FEED_RSS",
)  # fmt: skip
_KINDS: Mapping[type, tuple[tuple[type, ...], str]] = {
    list: ((list, tuple), 'It is a list: {name} = ["…", "…"].'),
    dict: ((dict,), 'It is a table: {name} = {{"…": "…"}}.'),
    str: ((str, Path), 'It is a text: {name} = "…".'),
}
"""A type that Pelican's own value has -> what may stand there."""

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
    "SOCIAL_CARDS": (lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0,
                     "It is a whole number; 0 for none: SOCIAL_CARDS = 300."),
    "MAX_DUMP_MB": (_is_size, "It is a number above 0: MAX_DUMP_MB = 8."),
    "DUPLICATES": (lambda v: v in ("report", "fold"), 'It is "report" or "fold".'),
    "SEARCH_FULL_TEXT_STORIES": (_is_count, "It is a whole number above 0: SEARCH_FULL_TEXT_STORIES = 2000."),
    "PLUGINS": (lambda v: isinstance(v, list | tuple) and set(DOORS) <= set(v),
                f"It names at least {', '.join(DOORS)}; without one of them the site is not whole."),
    "DIRECT_TEMPLATES": (lambda v: v in ([], ()), "The newspaper plans its lists itself: DIRECT_TEMPLATES = []."),
    "ARTICLE_PATHS": (lambda v: v in ([], ()), "Stories stand in dumps/, Pelican looks for none: ARTICLE_PATHS = []."),
    "THEME_STATIC_DIR": (lambda v: v == "theme", 'Pages name it: THEME_STATIC_DIR = "theme".'),
    "SLUGIFY_SOURCE": (lambda v: v in ("title", "basename"), 'It is "title" or "basename".'),
    "PAGE_URL": (_is_pattern, 'It names the page by its slug: PAGE_URL = "{slug}/".'),
    "PAGE_SAVE_AS": (_is_pattern, 'It names the page by its slug: PAGE_SAVE_AS = "{slug}/index.html".'),
    "LOCALE": (lambda v: isinstance(v, str) or _are_texts(v), 'It is a list of texts: LOCALE = ["C.UTF-8", "C"].'),
    "EXTRA_PATH_METADATA": (lambda v: isinstance(v, dict) and all(isinstance(kept, dict) for kept in v.values()),
                            'It is a table of tables: EXTRA_PATH_METADATA = {"images/a.png": {"path": "a.png"}}.'),
    **{name: (lambda v: not v, f"The newspaper writes its feeds itself: {name} = None.") for name in _FEEDS},
    "JINJA_ENVIRONMENT": (lambda v: isinstance(v, dict) and v.get("autoescape") is True,
                          'It has "autoescape": True; otherwise a dump could write markup into pages.'),
}  # fmt: skip

_NEEDED = frozenset(
    {
        "SITENAME", "SITESUBTITLE", "SITE_DESCRIPTION", "DESK_BYLINE", "SITEURL", "DEFAULT_LANG", "TIMEZONE",
        "STORIES_PER_PAGE", "MAX_DUMP_MB", "PLUGINS", "JINJA_ENVIRONMENT",
    }
)  # fmt: skip

# Settings that Pelican knows without giving them a default.
_ALSO_KNOWN = frozenset(
    {"AUTHOR", "FEED_DOMAIN", "FEED_ATOM", "FEED_RSS", "FEED_ALL_RSS", "MENUITEMS", "LINKS", "SOCIAL"}
)


DEFAULT_FOLDERS = {"PATH": "content", "OUTPUT_PATH": "output"}
_OPTIONS = {"PATH": "--content", "OUTPUT_PATH": "--output"}


def load_settings(file: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Return Pelican's settings from `file` with `overrides`; RacenewsError names all wrong ones."""
    from pelican.settings import DEFAULT_CONFIG, get_settings_from_file, read_settings

    if not file.is_file():
        raise RacenewsError(f"{file}: there is no such settings file. Name one with --settings FILE.")
    try:
        own = get_settings_from_file(str(file))
        folders = {name: (Path(overrides[name]), _OPTIONS[name]) for name in _OPTIONS if name in overrides}
        faults = [*_faults(own, overrides, DEFAULT_CONFIG), *_misplaced(own, file, folders)]
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


def _faults(own: Mapping[str, Any], overrides: Mapping[str, Any], standard: Mapping[str, Any]) -> list[str]:
    """Return one line for every setting that is wrong, missing or misspelt; `standard` are Pelican's own."""
    faults = []
    known = standard.keys() | _ALSO_KNOWN | CHECKS.keys()
    for name in sorted(own.keys() - known):
        near = difflib.get_close_matches(name, known - own.keys(), n=1, cutoff=CLOSE_ENOUGH)
        if near:
            faults.append(f"unknown setting {name}. Did you mean {near[0]}?")
    given = {**own, **overrides}
    for name, (is_right, remedy) in CHECKS.items():
        if name in given and not is_right(given[name]):
            faults.append(f"{name} = {given[name]!r} is wrong. {remedy}")
        elif name not in given and name in _NEEDED:
            faults.append(f"{name} is missing. {remedy}")
    return faults + _wrong_kinds(given, standard)


def _wrong_kinds(given: Mapping[str, Any], standard: Mapping[str, Any]) -> list[str]:
    """Return one line for every setting of Pelican's that is of another kind than Pelican's own value."""
    faults = []
    for name in sorted(given.keys() & standard.keys() - CHECKS.keys()):
        allowed, remedy = _KINDS.get(type(standard[name]), ((object,), ""))
        if given[name] and not isinstance(given[name], allowed):
            faults.append(f"{name} = {given[name]!r} is wrong. {remedy.format(name=name)}")
    return faults


def _misplaced(own: Mapping[str, Any], file: Path, folders: Mapping[str, tuple[Path, str]]) -> list[str]:
    """Return one line for each folder that the settings name and that is not the one this build works with."""
    faults = []
    for name, (folder, option) in folders.items():
        said = own.get(name)
        if not said or said == DEFAULT_FOLDERS[name] or not isinstance(said, str | Path):
            continue
        if (file.parent / said).resolve() != folder:
            faults.append(
                f"{name} = {str(said)!r} has no say: this build works with {folder}. "
                f'Name the folder on the command line, {option} {said}, and leave {name} = "{DEFAULT_FOLDERS[name]}".'
            )
    return faults


def _line_in(file: Path, fault: Exception) -> str:
    lines = [f.lineno for f in traceback.extract_tb(fault.__traceback__) if f.filename == str(file)]
    return f", line {lines[-1]}" if lines else ""
