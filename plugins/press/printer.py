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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from press import at_hand, folders, store
from press import edition as editions
from press.bindery import Bound, settle
from press.compiled import keep_at_hand
from press.darkroom import FOLDER as PICTURES
from press.darkroom import Darkroom
from press.edition import Edition, Progress, say_nothing
from press.folders import (
    MARK,
    check_replaceable,
    clear_leftovers,
    drop_former,
    empty_edition,
    keep_former,
    lock,
    make_edition_folder,
    push_to_disk,
    remove_edition,
    seal,
    swap_in,
)
from press.knowledge import digest_knowledge, is_code_older
from press.own_theme import wear
from press.precheck import DRAWER, Asked, day_of
from press.proofs import forget_proofs
from press.pulling import pull_proofs
from press.roads import NeedsPelicanError, find_reason_for_pelican
from press.settings import DOORS, is_address, load_settings
from press.state import State, drop_unused, forget_state, load_state, restamp, save_state
from press.stop_press import Reprinted, reprint
from press.store import Store
from press.twin import make_twin
from press.vouching import Vouching
from racenews.derived import Drawer
from racenews.disk_faults import tell_disk_fault
from racenews.publish.checks import Targets
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
    why_pelican: str = ""
    """Why Pelican had to print every page; "" where the press printed what changed."""
    taken_over: int = 0
    """How many files of the edition before were good for this one as well."""
    day: dt.date | None = None
    """The day of the edition."""
    stop_press: bool = False
    """Whether the pages of the changed stories were printed and nothing else was looked at."""
    why_whole: str = ""
    """Why more than that was done; "" after a stop press."""

    @property
    def set_aside(self) -> tuple[LedgerEntry, ...]:
        """Return the rows of the files that could not be published."""
        return tuple(row for row in self.ledger if row.status == "quarantined")


def asked_of(order: Order) -> Asked:
    """Return what the check for changes compares of an order."""
    return Asked(
        content=str(order.content),
        output=str(order.output),
        settings=str(order.settings),
        state=str(order.state),
        siteurl=order.siteurl or "",
        future=order.future,
        day=(order.today or today(os.environ)).isoformat(),
    )


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
        asked = asked_of(order)
        again = reprint(asked, output, state, lambda: prepare(order, output, progress))
        if isinstance(again, Reprinted):
            return _tell_again(order, again, time.monotonic() - started)
        forget_proofs(state)
        last = _without_former(state, load_state(state, output))
        vouching = Vouching(asked)
        settings, edition = prepare(order, output, progress)
        vouching.take_settings(settings, DOORS)
        folder = make_edition_folder(output)
        settings["OUTPUT_PATH"] = str(folder)
        with open_shelf(state, edition) as shelf, contextlib.closing(edition):
            try:
                warnings, why_pelican = run_pelican(settings, last)
                progress("Sealing", 0, 1)
                pages, files, size = _seal(folder, edition.bound)
                with _ledger(state, edition.ledger):
                    old = swap_in(folder, output)
            except BaseException:
                with contextlib.suppress(OSError, RacenewsError):
                    remove_edition(folder)
                raise
            if old:
                with contextlib.suppress(OSError):  # the new site stands; the next build clears what is left
                    keep_former(old, state)
            # A first edition of a large site gets a twin at once; that of a small one is copied when it is needed.
            has_twin = files > folders.FEW_FILES and not old and bool(edition.bound) and _has_twin(output, state)
            _keep_state(state, output, edition.bound)
            vouching.leave(edition.stories, sum(row.status == "quarantined" for row in edition.ledger), edition.code)
            if shelf:
                shelf.finish()
                counted = pages, files, size
                pull_proofs(state, edition, shelf, vouching, counted=counted, warnings=warnings, has_twin=has_twin)
    seconds = time.monotonic() - started
    return Printed(
        output, edition.stories, pages, files, size, seconds, tuple(edition.ledger), warnings, edition.findings,
        edition.notes, why_pelican, edition.bound.taken_over if edition.bound else 0, edition.today, why_whole=again,
    )  # fmt: skip


def _tell_again(order: Order, again: Reprinted, seconds: float) -> Printed:
    """Return what came of an order for which a few pages were printed."""
    told = again.told
    return Printed(
        order.output.resolve(), again.stories, told.pages, told.files, told.size, seconds, again.ledger,
        tuple(told.warnings), tuple(told.findings), tuple(told.notes), taken_over=told.files - again.written,
        day=order.today or today(os.environ), stop_press=True,
    )  # fmt: skip


def _has_twin(output: Path, state: Path) -> bool:
    """Say whether the edition has a twin now: a first one gets it, where no other has to stay for who stands in it."""
    try:
        make_twin(output, state, copied=False)
    except OSError:  # the next edition does without
        return False
    return True


def _without_former(state: Path, last: State) -> State:
    """Remove the edition before the one that stands, so that a disk need never hold three.

    That changes the times of files that both hold: those that were as we left them are noted anew.
    """
    untouched = restamp(last, check=True)
    if drop_former(state):
        untouched = restamp(untouched)
        save_state(state, untouched)
    return untouched


def _seal(folder: Path, bound: Bound | None) -> tuple[int, int, int]:
    """Push the edition to the disk; return how many pages, files and bytes it has."""
    if bound is None:
        return seal(folder)
    push_to_disk(folder)
    pages = sum(path.endswith(".html") for path in bound.rows)
    size = sum(row.stamp.size for _, row in bound.rows.each()) + sum(bound.beside.values())
    return pages, len(bound.rows) + len(bound.beside) + 1, size + len(MARK)


def _keep_state(state: Path, output: Path, bound: Bound | None) -> None:
    """Note what stands in `output`, for the next edition; nothing where Pelican printed it."""
    if bound is None:
        forget_state(state)
        return
    rows, names = drop_unused(settle(bound, output), bound.targets)
    bound.targets = Targets()  # nobody asks again, and what is listed next takes as much
    save_state(state, State(str(output), names, rows))


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
        state=order.state.resolve(),
        darkroom=Darkroom(content, order.state.resolve() / PICTURES),
    )
    settings[editions.SETTING] = edition
    if whole:
        wear(content, settings, edition)
    return settings, edition


@contextlib.contextmanager
def open_shelf(state: Path, edition: Edition) -> Iterator[Store | None]:
    """Give the edition its shelf until all is done; none where code was changed while it was being loaded."""
    if not is_code_older():
        yield None
        return
    with contextlib.closing(Store(state / store.FILE, lambda: digest_knowledge(edition.desk))) as shelf:
        edition.shelf = shelf
        edition.drawer = Drawer(state / DRAWER)
        yield shelf


def _holds_dumps(content: Path) -> bool:
    """Say whether a folder without dumps/ is a folder of dumps, not one of pages or the desk alone."""
    return not ((content / "pages").is_dir() or (content / "desk").is_dir())


def today(environment: Mapping[str, str]) -> dt.date:
    """Return the day of the edition; that of SOURCE_DATE_EPOCH where set, so that builds can be repeated."""
    day = day_of(environment)
    if not day:
        epoch = environment.get("SOURCE_DATE_EPOCH")
        raise RacenewsError(f"SOURCE_DATE_EPOCH = {epoch!r} is wrong. It is a whole number of seconds since 1970.")
    return dt.date.fromisoformat(day)


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


def run_pelican(settings: dict[str, Any], last: State) -> tuple[tuple[str, ...], str]:
    """Print with `settings`; return Pelican's warnings, and why Pelican printed everything itself ("": it did not).

    Whatever Pelican logs as an error ends the build.
    """
    from pelican import Pelican

    from press.own_road import print_site

    edition: Edition = settings[editions.SETTING]
    why = ""
    with _strict_pelican() as notes:
        try:
            pelican = Pelican(settings)
            why = find_reason_for_pelican(settings)
            edition.by_press = not why
            if edition.by_press:
                try:
                    print_site(pelican, last)
                except NeedsPelicanError as asked:
                    why, edition.by_press, edition.bound = str(asked), False, None
                    empty_edition(Path(settings["OUTPUT_PATH"]))
            if why:
                pelican.run()
        except (RacenewsError, KeyboardInterrupt):
            raise
        except OSError as fault:
            told = tell_disk_fault(fault, Path(settings["OUTPUT_PATH"]).parent)
            raise RacenewsError(f"{told} The site that stands is untouched.") from fault
        except Exception as fault:
            # What Pelican logged before it gave up says more than the exception it gives up with.
            said = notes.lines[-1] if notes.lines else f"{type(fault).__name__}: {fault}"
            if twice := _WRITTEN_TWICE.search(said):
                said = f"/{twice[1]}: two pages have this address, rename one of them"
            raise RacenewsError(f"{said}{_where(fault)}. The site that stands is untouched.") from fault
    lost = [line for line in notes.lines if "copying" in line]
    if lost:  # for Pelican a file that could not be copied is a warning; for us the site is not whole
        raise RacenewsError("\n".join(lost))
    return tuple(notes.lines), why


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


def rehearse(asked: Asked) -> bool:
    """Load what a build of `asked` needs and keep it at hand for the builds to come; say whether that succeeded.

    Only the drawer is written to. Where it fails, the build says why.
    """
    from pelican import Pelican

    from press.own_road import open_environment

    folders_of = Path(asked.content), Path(asked.output), Path(asked.settings), Path(asked.state)
    order = Order(*folders_of, siteurl=asked.siteurl or None)
    with contextlib.suppress(Exception), _strict_pelican():
        settings, edition = prepare(order, order.output.resolve(), say_nothing)
        at_hand.keep(edition.desk, settings["DEFAULT_LANG"], Drawer(order.state.resolve() / DRAWER))
        keep_at_hand()
        environment = open_environment(Pelican(settings))
        for name in environment.list_templates(filter_func=lambda name: not name.startswith("!")):
            with contextlib.suppress(TemplateError):
                environment.get_template(name)
        return True
    return False


# --- the ledger -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _ledger(state: Path, rows: Sequence[LedgerEntry]) -> Iterator[None]:
    """Write the ledger before the swap and put it in place after it: both are of one edition."""
    draft = state / "ledger.json.next"
    try:
        with draft.open("w", encoding="utf-8") as stream:
            stream.writelines(_lay_out_ledger(rows))
    except OSError as fault:
        raise RacenewsError(f"{draft}: cannot be written ({fault.strerror}). Make room or make it writable.") from fault
    yield
    draft.replace(state / "ledger.json")


def _lay_out_ledger(rows: Sequence[LedgerEntry]) -> Iterator[str]:
    """Yield the ledger in pieces, as programs read it: each row under the name that the file has on the disk.

    It is what `json.dumps` makes with an indent of one. Asked for an indent, it takes ten times as long: it is no
    program in C then.
    """
    encode = json.JSONEncoder(ensure_ascii=any(row.name for row in rows)).encode

    def lay_out(row: LedgerEntry) -> str:
        told = {name: getattr(row, name) for name in _TOLD} | {"file": row.name or row.file}
        return ",\n".join([f'   "{name}": {encode(value)}' for name, value in told.items() if name != "missing"])

    def lay_out_missing(missing: Sequence[str]) -> str:
        return "[\n" + ",\n".join([f"    {encode(word)}" for word in missing]) + "\n   ]" if missing else "[]"

    if not rows:
        yield '{\n "entries": []\n}\n'
        return
    yield '{\n "entries": [\n'
    for place, row in enumerate(rows):
        before = ",\n" if place else ""
        yield f'{before}  {{\n{lay_out(row)},\n   "missing": {lay_out_missing(row.missing)}\n  }}'
    yield "\n ]\n}\n"


_TOLD = tuple(field.name for field in fields(LedgerEntry) if field.name != "name")
