"""Print an edition: build beside the old site, check, swap it in, keep the ledger."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
import re
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from press import edition as editions
from press.edition import Edition, Progress, say_nothing
from press.folders import (
    check_replaceable,
    clear_leftovers,
    lock,
    make_edition_folder,
    remove_edition,
    seal,
    swap_in,
)
from press.own_theme import wear
from press.settings import is_address, load_settings
from racenews.types import Finding, LedgerEntry, RacenewsError

EXTRA = "extra"  # content/extra/: files such as CNAME that belong at the root of the site
PLUGINS = Path(__file__).resolve().parents[1]
ROOT = PLUGINS.parent


@dataclass(frozen=True, slots=True)
class Order:
    """What an editor asks for. Paths may be relative to the working folder."""

    content: Path = Path("content")
    output: Path = Path("output")
    settings: Path = ROOT / "pelicanconf.py"
    state: Path = Path(".racenews")
    siteurl: str | None = None
    jobs: int = 1
    future: bool = False
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of an order."""

    output: Path
    stories: int
    pages: int
    files: int
    size: int
    seconds: float
    ledger: tuple[LedgerEntry, ...]
    warnings: tuple[str, ...] = field(default=())
    """What Pelican said."""
    findings: tuple[Finding, ...] = field(default=())
    """What the checks found that did not end the build."""
    notes: tuple[str, ...] = field(default=())
    """What the desk says in vain."""

    @property
    def set_aside(self) -> tuple[LedgerEntry, ...]:
        """Return the rows of the files that could not be published."""
        return tuple(row for row in self.ledger if row.status == "quarantined")


def print_edition(order: Order, progress: Progress = say_nothing) -> Printed:
    """Build the site that `order` asks for and put it in place.

    Raises RacenewsError for whatever stands in the way; what is published stays untouched then.
    """
    started = time.monotonic()
    output = order.output.resolve()
    state = order.state.resolve()
    with lock(state):
        clear_leftovers(output)
        check_replaceable(output)
        settings, edition = prepare(order, output, progress)
        folder = make_edition_folder(output)
        settings["OUTPUT_PATH"] = str(folder)
        try:
            warnings = run_pelican(settings)
            progress("Sealing", 0, 1)
            pages, files, size = seal(folder)
            with _ledger(state, edition.ledger):
                old = swap_in(folder, output)
        except BaseException:
            with contextlib.suppress(OSError, RacenewsError):
                remove_edition(folder)
            raise
        if old:
            with contextlib.suppress(OSError):  # the new site stands; the next build clears what is left
                remove_edition(old)
    seconds = time.monotonic() - started
    said = (edition.ledger, warnings, edition.findings, edition.notes)
    return Printed(output, edition.stories, pages, files, size, seconds, *said)


def _at_the_root(extra: Path) -> dict[str, dict[str, str]]:
    """Return where Pelican shall put each file of `extra`: under its own name at the root of the site."""
    files = sorted(p for p in extra.rglob("*") if p.is_file() and not p.is_symlink()) if extra.is_dir() else []
    places = [p.relative_to(extra).as_posix() for p in files]
    return {f"{EXTRA}/{place}": {"path": place} for place in places}


def prepare(order: Order, output: Path, progress: Progress) -> tuple[dict[str, Any], Edition]:
    """Return Pelican's settings for `order`, and the edition that its doors will fill."""
    content = order.content.resolve()
    if not content.is_dir():
        raise RacenewsError(f"{order.content}: there is no such folder. Name one that has dumps with --content DIR.")
    if order.siteurl is not None and not is_address(order.siteurl):
        raise RacenewsError(f"--siteurl {order.siteurl}: not a web address. It looks like https://example.org/news.")
    if order.jobs < 1:
        raise RacenewsError(f"--jobs {order.jobs}: at least one process has to do the work.")
    if output == content or output in content.parents:
        raise RacenewsError(f"{output}: the site cannot replace its own content. Choose another --output.")
    whole = (content / "dumps").is_dir() or not _holds_dumps(content)
    overrides: dict[str, Any] = {"PATH": str(content), "OUTPUT_PATH": str(output)}
    if order.siteurl is not None:
        overrides["SITEURL"] = order.siteurl.rstrip("/")
    if not whole:
        overrides |= {"PAGE_PATHS": [], "STATIC_PATHS": []}  # the folder holds dumps and nothing else
    settings = load_settings(order.settings.resolve(), overrides)
    if whole:
        settings["STATIC_PATHS"] = [*settings["STATIC_PATHS"], EXTRA]
        settings["EXTRA_PATH_METADATA"] = {**settings["EXTRA_PATH_METADATA"], **_at_the_root(content / EXTRA)}
    desk = content / "desk"
    edition = Edition(
        dumps=content / "dumps" if whole else content,
        desk=desk if whole and desk.is_dir() else None,
        siteurl=settings["SITEURL"],
        jobs=order.jobs,
        future=order.future,
        today=order.today or today(os.environ),
        progress=progress,
        published=output,
    )
    settings[editions.SETTING] = edition
    if whole:
        wear(content, settings, edition)
    return settings, edition


def _holds_dumps(content: Path) -> bool:
    """Say whether a folder without dumps/ is a folder of dumps, not one of pages or the desk alone."""
    return not ((content / "pages").is_dir() or (content / "desk").is_dir())


def today(environment: Mapping[str, str]) -> dt.date:
    """Return the day of the edition; that of SOURCE_DATE_EPOCH where set, so that builds can be repeated."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.date.today()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise RacenewsError(
            f"SOURCE_DATE_EPOCH = {epoch!r} is wrong. It is a whole number of seconds since 1970."
        ) from None


_WRITTEN_TWICE = re.compile(r'Failed to overwrite "[^"]*\.next-\d+/([^"]*?)(?:index\.html)?"')


# --- Pelican ----------------------------------------------------------------------------------------------


class _Notes(logging.Handler):
    """Keeps what Pelican says instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append(record.getMessage())


def run_pelican(settings: dict[str, Any]) -> tuple[str, ...]:
    """Run Pelican with `settings` and return its warnings; whatever it logs as an error ends the build."""
    from pelican import Pelican

    with _strict_pelican() as notes:
        try:
            Pelican(settings).run()
        except (RacenewsError, KeyboardInterrupt):
            raise
        except Exception as fault:
            # What Pelican logged before it gave up says more than the exception it gives up with.
            said = notes.lines[-1] if notes.lines else f"{type(fault).__name__}: {fault}"
            if twice := _WRITTEN_TWICE.search(said):
                said = f"/{twice[1]}: two pages have this address, rename one of them"
            raise RacenewsError(f"{said}{_where(fault)}. The site that stands is untouched.") from fault
    lost = [line for line in notes.lines if "copying" in line]
    if lost:  # for Pelican a file that could not be copied is a warning; for us the site is not whole
        raise RacenewsError("\n".join(lost))
    return tuple(notes.lines)


@contextlib.contextmanager
def _strict_pelican() -> Iterator[_Notes]:
    """Let Pelican's errors be fatal and its messages be kept, as `pelican --fatal errors` would."""
    from pelican import log

    notes, root = _Notes(), logging.getLogger()
    was_fatal, was_quiet = log.FatalLogger.fatal_lvl, log.console.quiet
    log.FatalLogger.fatal_lvl, log.console.quiet = logging.ERROR, True
    root.addHandler(notes)
    try:
        yield notes
    finally:
        root.removeHandler(notes)
        log.FatalLogger.fatal_lvl, log.console.quiet = was_fatal, was_quiet


def _where(fault: BaseException) -> str:
    """Return the last place of ours that a traceback names: a template's line, or a door's."""
    if isinstance(fault, TemplateSyntaxError):
        return f" ({fault.filename}, line {fault.lineno})"
    places = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(fault.__traceback__)]
    ours = [(file, line) for file, line in places if file.suffix == ".html" or file.parent == PLUGINS]
    return " ({}, line {})".format(*ours[-1]) if ours else ""


# --- the ledger -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _ledger(state: Path, rows: tuple[LedgerEntry, ...]) -> Iterator[None]:
    """Write the ledger before the swap and put it in place after it: both are of one edition."""
    draft = state / "ledger.json.next"
    try:
        text = json.dumps({"entries": [asdict(row) for row in rows]}, ensure_ascii=False, indent=1)
        draft.write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        raise RacenewsError(f"{draft}: cannot be written ({fault.strerror}). Make room or make it writable.") from fault
    yield
    draft.replace(state / "ledger.json")
