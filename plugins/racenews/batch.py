"""A folder of dumps -> the stories of an edition, and a ledger with a row for every file."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import os
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import not_
from pathlib import Path
from typing import Literal

import msgspec
from lxml import html as lxml_html

from racenews.crew import CAN_FORK, Lost, work_apart
from racenews.desk_word import find_faults, find_nearest
from racenews.enrich.corrections import find_correction_faults
from racenews.folding import fold_names
from racenews.kin import find_kin
from racenews.publish.addresses import assign_urls
from racenews.publish.body import sanitise
from racenews.publish.brief import story_key
from racenews.resources import Resources
from racenews.resources_desk import Desk
from racenews.shelf import Known, Outcome, Shelf, digest_dump, read_file, slot_of
from racenews.types import (
    Article,
    Brief,
    Dump,
    LedgerEntry,
    Override,
    Paragraph,
    ParagraphKind,
    RacenewsError,
    Rejection,
    UnreadableDumpError,
)

EMBARGO_DAYS = 366  # a date further ahead than a year is a slip of the pen, not an embargo
MAX_WAIT = 120.0  # a disk that does not answer; a busy machine must not set a story aside
MAX_SECONDS = 10.0  # of the processor: a story takes milliseconds; a file built to take hours must not hold up others
WRITTEN_SECONDS, WRITTEN_SECONDS_PER_MB = 2.0, 2.0  # at most: Markdown's own reader takes hours over brackets in a row
GRACE = 30.0  # seconds more for a dump to end by itself before its process is ended
WRITTEN_SECONDS, WRITTEN_SECONDS_PER_MB = 2.0, 2.0  # at most: Markdown's own reader takes hours over brackets in a row
LARGE_BYTES = (
    1_000_000  # such dumps are read one at a time: each may take a hundred bytes of memory for each of its own
)
POOL_FROM = 200  # below so many dumps, starting a second process costs more than it saves
DUMP_SUFFIXES = frozenset({".txt", ".html", ".htm"})
STORY_SUFFIXES = frozenset({".md"})

Duplicates = Literal["report", "fold"]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class WrittenStory:
    """A story written by hand, as its reader found it: the head, and the body as unsanitised HTML."""

    html: str
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None
    summary: str | None = None
    topics: tuple[str, ...] = ()
    status: str = "published"


ReadStory = Callable[[Path], WrittenStory]


@dataclass(frozen=True, slots=True)
class Edition:
    """The stories to print in brief, their addresses by source, and what became of every file."""

    stories: tuple[Brief, ...]
    ledger: Sequence[LedgerEntry]
    urls: Mapping[str, str]
    notes: tuple[str, ...] = ()
    """What the desk says in vain, a line with a remedy for each."""
    shelf: Shelf = field(default_factory=Shelf, compare=False)
    """Where the texts of the stories lie."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """Return the stories with their texts, all at once."""
        return tuple(replace(self.shelf.article(s.source), warnings=s.warnings) for s in self.stories)


def read_edition(
    dumps: Path,
    res: Resources,
    *,
    read_story: ReadStory | None = None,
    today: dt.date | None = None,
    future: bool = False,
    jobs: int = 1,
    max_bytes: int | None = None,
    duplicates: Duplicates = "report",
    progress: Progress = lambda step, done, total: None,
    shelf: Shelf | None = None,
) -> Edition:
    """Return the edition that the files below `dumps` make; the same files always make the same one.

    `read_story` reads hand-written Markdown. A file may have `max_bytes`, 8 MB where that is None.
    Stories dated after `today` wait, unless `future`.
    `jobs` processes do the cleaning. Stories that say nearly the same are told of, or folded into the first of them
    unless the desk speaks of them. No single file can stop the others. What `shelf` holds is not cleaned again.
    Raises RacenewsError where the desk speaks of files or texts that are not there.
    """
    shelf = shelf or Shelf()
    progress("Reading", 0, 0)
    found = list(_walk(dumps))
    rows = {
        f.source: LedgerEntry(f.source, "quarantined" if f.lost else "ignored", f.reason) for f in found if f.reason
    }
    spoken_of = res.desk.spoken_of
    readable, copies = _part_copies([f for f in found if not f.reason], rows, max_bytes, spoken_of, shelf)
    outcomes = _clean_all(readable, res, read_story, jobs, progress, shelf)
    shelf.sharing.forget()
    progress("Comparing", 0, 0)
    _check_desk(res.desk, {f.source for f in found}, outcomes)
    stories = _choose(zip(readable, outcomes, strict=True), rows, today, future)
    stories, folded = _settle_kin(stories, duplicates, spoken_of, shelf)
    urls = assign_urls(stories)
    for source, (first, reason) in folded.items():
        rows[source] = LedgerEntry(source, "duplicate", reason, f"/{urls[first]}")
    for story in stories:
        told = _printable("; ".join(story.warnings)) or None
        url = f"/{urls[story.source]}"
        rows[story.source] = LedgerEntry(story.source, "published", told, url, _missing(story))
    _settle_duplicates(rows, copies)
    notes = (*res.desk.notes, *_idle_authors(res.desk, stories), *_lost_addresses(res.desk, urls))
    names = {f.source: f.name for f in found if f.name != f.source}
    ledger = tuple(
        replace(rows[source], name=names[source]) if source in names else rows[source] for source in sorted(rows)
    )
    return Edition(stories, ledger, urls, notes, shelf)


def read_stories(dumps: Path, res: Resources, *, jobs: int = 1) -> Iterator[Article]:
    """Yield the stories in the dumps below a folder, one at a time; a story that was sent twice comes once.

    What is written by hand is left out: nothing is cut from it.
    """
    global _worker_resources
    found = [f for f in _walk(dumps) if not f.reason and f.path.suffix.lower() in DUMP_SUFFIXES]
    files, _ = _part_copies(found, {}, None, frozenset(), Shelf())
    seen: set[bytes] = set()
    _worker_resources = res
    try:
        for _, outcome in _clean_dumps(files, jobs):
            if isinstance(outcome, Article) and (key := story_key(outcome)) not in seen:
                seen.add(key)
                yield outcome
    finally:
        _worker_resources = None


# --- which files are there? -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    """One entry of the folder; `reason` says why it is not read, and `lost` whether somebody may miss it."""

    place: str
    """Its path, as a text: a `Path` takes half a kilobyte."""
    source: str
    reason: str = ""
    lost: bool = False
    name: str = ""
    max_bytes: int | None = None
    digest: bytes = b""

    @property
    def path(self) -> Path:
        """Return where it lies."""
        return Path(self.place)


def _walk(dumps: Path) -> Iterator[_File]:
    """Yield every file below `dumps` in the order of their names. Symbolic links are not followed."""
    pending = [(dumps, "", "")]
    while pending:
        folder, prefix, inside = pending.pop()
        below = []
        taken: set[str] = set()
        try:
            entries = sorted(os.scandir(folder) if folder.is_dir() else (), key=lambda e: os.fsencode(e.name))
        except OSError as fault:
            reason = f"the folder cannot be opened ({fault.strerror}), so nothing in it is read"
            yield _File(str(folder), prefix.rstrip("/") or ".", reason, lost=True, name=inside.rstrip("/") or ".")
            continue
        for entry in entries:
            name = _unlike(_printable(entry.name), taken)
            source = prefix + name
            true_name = inside + _decodable(entry.name)
            if true_name == source:
                true_name = source  # one text for both
            reason = _why_not(entry)
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                path = Path(entry.path)
                below.append((path, f"{source}/", f"{true_name}/"))
                if path.suffix.lower() not in DUMP_SUFFIXES | STORY_SUFFIXES:
                    continue
                reason = "a folder with the name of a dump; the files in it are read"
            yield _File(entry.path, source, reason, name=true_name)
        pending += reversed(below)


def find_file(dumps: Path, source: str) -> Path:
    """Return the file that the ledger names `source`; names that cannot be printed stand there otherwise."""
    plain = dumps / source
    if plain.is_file():
        return plain
    return next((file.path for file in _walk(dumps) if file.source == source), plain)


def _unlike(name: str, taken: set[str]) -> str:
    """Return `name`, with a number where it is taken: two names may be printed alike. Takes it."""
    if name in taken:
        path, number = Path(name), 1
        while name in taken:
            number += 1
            name = f"{path.stem} ({number}){path.suffix}"
    taken.add(name)
    return name


def _why_not(entry: os.DirEntry[str]) -> str:
    if entry.name.startswith("."):
        return "hidden file (its name starts with a dot)"
    if entry.is_symlink():
        return "symbolic link; put the file itself into the folder"
    if not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
        return "not a regular file (a pipe, socket or device)"
    suffix = _ending(entry.name)
    if suffix not in DUMP_SUFFIXES | STORY_SUFFIXES:
        return f"unknown kind of file {suffix or '(no ending)'}; dumps end in .txt, .html or .md"
    return ""


def _ending(place: str) -> str:
    """Return the ending of a file in small letters: `Path(place).suffix.lower()`, in a tenth of the time."""
    name = place.rpartition("/")[2]
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def _printable(name: str) -> str:
    """Return a text as a terminal and a page can show it: bytes that are no UTF-8, and controls, are escaped."""
    text = _decodable(name)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _decodable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


# --- copies of one file -----------------------------------------------------------------------------------


def _part_copies(
    files: Sequence[_File], rows: dict[str, LedgerEntry], max_bytes: int | None, spoken_of: Set[str], shelf: Shelf
) -> tuple[list[_File], dict[str, str]]:
    """Return the files to read, and each byte-for-byte copy with its original; the others get their rows.

    A file that the desk speaks of is no copy: it is read, and copies without a word of their own share its fate.
    """
    originals: dict[bytes, str] = {}
    readable: list[_File] = []
    copies: dict[str, str] = {}
    for file in sorted(files, key=lambda f: f.source not in spoken_of):
        try:
            digest = shelf.digest(file.path, max_bytes)
        except UnreadableDumpError as fault:
            rows[file.source] = _quarantine(file.source, str(fault))
            continue
        if digest in originals and file.source not in spoken_of:
            copies[file.source] = originals[digest]
        else:
            originals.setdefault(digest, file.source)
            readable.append(replace(file, max_bytes=max_bytes, digest=digest))
    order = {file.source: number for number, file in enumerate(files)}
    return sorted(readable, key=lambda f: order[f.source]), copies


def _settle_duplicates(rows: dict[str, LedgerEntry], copies: Mapping[str, str]) -> None:
    """Give each copy its row: it shares its original's fate and address."""
    for source, original in copies.items():
        row = rows[original]
        if row.status == "published":
            rows[source] = LedgerEntry(source, "duplicate", f"the same bytes as {original}", row.url)
        elif row.status == "duplicate":
            rows[source] = LedgerEntry(source, "duplicate", row.reason, row.url)
        else:
            rows[source] = LedgerEntry(source, row.status, f"the same bytes as {original}: {row.reason}")


# --- cleaning ---------------------------------------------------------------------------------------------


def _clean_all(
    files: Sequence[_File],
    res: Resources,
    read_story: ReadStory | None,
    jobs: int,
    progress: Progress,
    shelf: Shelf,
) -> list[Known]:
    """Return what became of each file, in the order of `files`; the texts of stories go to the shelf."""
    global _worker_resources
    outcomes: dict[str, Known] = {}
    dumps: list[_File] = []
    with _without_collector():
        for file in files:
            if _ending(file.place) in STORY_SUFFIXES:
                outcomes[file.source] = shelf.hold(_story(file, res, read_story))
            elif known := shelf.find(slot_of(file.source, file.digest, res.desk)):
                outcomes[file.source] = known
            else:
                dumps.append(file)
    done = len(outcomes)
    progress("Cleaning", done, len(files))
    _worker_resources = res
    try:
        for file, (digest, outcome) in zip(dumps, _clean_dumps(dumps, jobs), strict=True):
            slot = slot_of(file.source, digest, res.desk)
            outcomes[file.source] = shelf.keep(slot, outcome) if digest else shelf.hold(outcome)
            done += 1
            progress("Cleaning", done, len(files))
    finally:
        _worker_resources = None
    return [outcomes[f.source] for f in files]


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Let the collector rest: it would look for cycles in a million new records, which have none, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_worker_resources: Resources | None = None  # reaches the processes by fork: it holds what does not pickle


def _clean_dumps(files: Sequence[_File], jobs: int) -> Iterator[tuple[bytes, Outcome]]:
    """Yield for each file what became of it, and the digest of what was read; b"" where that tells nothing for good."""
    if not files or _worker_resources is None:
        return
    import racenews.pipeline  # noqa: F401  # not within the time limit of the first dump

    if not CAN_FORK:
        yield from map(_clean_one, files)
        return
    hands = jobs if len(files) >= POOL_FROM else 1
    _worker_resources.prepare()  # once, and neither in every process nor within the time limit of the first dump
    is_large = [_is_large(file) for file in files]
    small = work_apart(_clean_packed, list(compress(files, map(not_, is_large))), hands, MAX_WAIT + GRACE)
    large = work_apart(_clean_packed, list(compress(files, is_large)), 1, MAX_WAIT + GRACE)
    with contextlib.closing(small), contextlib.closing(large):
        for big in is_large:
            sent = next(large if big else small)
            if isinstance(sent, Lost):
                yield b"", UnreadableDumpError(f"{sent.reason}; take it out")
            else:
                yield sent[0], _unpack(sent[1]) if isinstance(sent[1], bytes) else sent[1]


def _is_large(file: _File) -> bool:
    try:
        return file.path.stat().st_size > LARGE_BYTES
    except OSError:  # whoever reads it says so
        return False


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Article).decode


def _clean_packed(file: _File) -> tuple[bytes, Outcome | bytes]:
    """Return what `_clean_one` does, an article packed: it travels so in a fifth of the time that pickling takes."""
    digest, outcome = _clean_one(file)
    if isinstance(outcome, Article):
        with contextlib.suppress(msgspec.MsgspecError, UnicodeError):  # text that UTF-8 cannot hold
            return digest, _pack(outcome)
    return digest, outcome


def _clean_one(file: _File) -> tuple[bytes, Outcome]:
    """Return the article, or why there is none. Whatever a dump provokes stays its own affair.

    With it comes the digest of the bytes that made it so; none where other things did, such as the clock.
    """
    from racenews.intake.read import dump_from_bytes, is_page

    assert _worker_resources is not None
    override = _worker_resources.desk.overrides.get(file.source)
    if override and not override.publish:
        return b"", _DraftError(HELD_BACK)
    digest = b""
    try:
        with _time_limit(MAX_SECONDS):
            raw = read_file(file.path, file.max_bytes)
            digest = digest_dump(file.path, raw)
            dump = dump_from_bytes(raw, file.source, is_html=is_page(file.path))
            if override and (faults := find_faults(dump.text, override)):
                return b"", _DeskError("\n".join(faults))
            outcome = _checked(article_from_dump(dump, _worker_resources), _worker_resources)
            return b"" if isinstance(outcome, UnreadableDumpError) else digest, outcome
    except _TooSlowError as fault:
        return b"", fault
    except UnreadableDumpError as fault:
        return digest, fault
    except Exception as fault:  # one dump must not stop the others
        return b"", UnreadableDumpError(_fault_in_program(fault))


def clean_again(path: Path, source: str, res: Resources, max_bytes: int | None) -> tuple[bytes, Outcome]:
    """Return what one dump makes now, and the digest of what was read; b"" where that tells nothing for good."""
    global _worker_resources
    _worker_resources = res
    try:
        (made,) = _clean_dumps([_File(str(path), source, max_bytes=max_bytes)], 1)
        return made
    finally:
        _worker_resources = None


def article_from_dump(dump: Dump, resources: Resources) -> Article | Rejection:
    """Return what the corridor makes of a dump; it is built when the first one comes, and many a build has none."""
    from racenews.pipeline import article_from_dump as walk

    return walk(dump, resources)


class _TooSlowError(UnreadableDumpError):
    """A dump that took too long; a faster machine might have been done with it."""


@contextlib.contextmanager
def _time_limit(allowed: float) -> Iterator[None]:
    """Raise UnreadableDumpError in the block when it takes more than so many seconds of the processor.

    Other threads than the first have no limit.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: object) -> None:
        seconds = MAX_WAIT if number == signal.SIGALRM else allowed
        raise _TooSlowError(f"reading it takes longer than {seconds:.3g} seconds; take it out or shorten it")

    clocks = ((signal.ITIMER_PROF, signal.SIGPROF, allowed), (signal.ITIMER_REAL, signal.SIGALRM, MAX_WAIT))
    before = [(clock, number, signal.signal(number, stop)) for clock, number, _ in clocks]
    for clock, _, seconds in clocks:
        signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        for clock, number, handler in before:
            signal.setitimer(clock, 0)
            signal.signal(number, handler)


def _fault_in_program(fault: Exception) -> str:
    where = ""
    if fault.__traceback__:
        last = fault.__traceback__
        while last.tb_next:
            last = last.tb_next
        where = f" in {Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}"
    said = f"{type(fault).__name__} {_printable(str(fault))[:120]}".strip()
    return f"a fault of the program{where}: {said}; please report it with this file"


# --- the editor's word -------------------------------------------------------------------------------------

HELD_BACK = "held back: content/desk/overrides.toml says publish = false"


class _DraftError(UnreadableDumpError):
    """A story that its author or the desk has not released."""


class _DeskError(UnreadableDumpError):
    """A word of the desk that does not fit its dump: a line for each fault."""


def _checked(outcome: Article | Rejection, res: Resources) -> Outcome:
    """Return the outcome; where the desk's corrections name what the story does not hold, that instead."""
    correction = res.desk.corrections.get(outcome.source)
    if correction is None or isinstance(outcome, Rejection):
        return outcome
    faults = find_correction_faults(correction, outcome.title, [p.text for p in outcome.paragraphs])
    return _DeskError("\n".join(faults)) if faults else outcome


def _check_desk(desk: Desk, sources: Set[str], outcomes: Iterable[Known]) -> None:
    """Raise RacenewsError with every word of the desk that speaks of a file or a text that is not there."""
    faults = [str(outcome) for outcome in outcomes if isinstance(outcome, _DeskError)]
    faults += [
        f'{where} "{file}": there is no such file in content/dumps. '
        f"{_hint(file, sources - files.keys())}Correct its path, or take the entry out."
        for where, files in (
            ("desk/overrides.toml: override", desk.overrides),
            ("desk/topics.toml: correct", desk.corrections),
            ("desk/pictures.toml: picture", desk.pictures),
        )
        for file in files
        if file not in sources
    ]
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))


def _hint(file: str, sources: Set[str]) -> str:
    """Return which file may be meant, "" where none is like it."""
    nearest = find_nearest(file, sources)
    return f'Do you mean "{nearest}"? ' if nearest else ""


def _idle_authors(desk: Desk, stories: Sequence[Brief]) -> Iterator[str]:
    """Yield a note for each author of the desk who signs none of the stories."""
    signed = {fold_names(author).lower() for author in {story.author for story in stories} if author}
    for byline in desk.authors if stories else ():
        names = [fold_names(name).lower() for name in (byline.name, *byline.aliases)]
        if not any(name in author for name in names for author in signed):
            yield (
                f'desk/authors.toml: author "{byline.name}" signs no story. '
                "Write the name as stories sign it, or that byline below aliases."
            )


def _lost_addresses(desk: Desk, urls: Mapping[str, str]) -> Iterator[str]:
    """Yield a note for each slug of the desk that another story has on the same day."""
    owners = {url: source for source, url in urls.items()}
    for override in desk.overrides.values():
        url = urls.get(override.file, "")
        folder, _, slug = url.rstrip("/").rpartition("/")
        if override.slug and url and slug != override.slug:
            owner = owners.get(f"{folder}/{override.slug}/", "another story")
            yield (
                f'desk/overrides.toml: override "{override.file}": slug "{override.slug}" is that of "{owner}" on the '
                f"same day, so the story stands at /{url}. Choose another."
            )


# --- stories written by hand ------------------------------------------------------------------------------


def _story(file: _File, res: Resources, read_story: ReadStory | None) -> Outcome:
    if read_story is None:
        return UnreadableDumpError("nothing here reads Markdown; build the site with `invoke build`")
    word = res.desk.overrides.get(file.source) or Override(file.source)
    if not word.publish:
        return _DraftError(HELD_BACK)
    if word.keep or word.cut:
        return _DeskError(
            f'desk/overrides.toml: override "{file.source}": nothing is cut from a story written by hand. '
            "Take keep and cut out, and edit the file itself."
        )
    try:
        allowed = WRITTEN_SECONDS + WRITTEN_SECONDS_PER_MB * file.path.stat().st_size / 1e6
        with _time_limit(min(MAX_SECONDS, allowed)):
            written = read_story(file.path)
            if written.status != "published":
                return _DraftError(f"{written.status}: remove the line `Status: {written.status}` to publish it")
            return _checked(_with_desk_word(written, word, res), res)
    except UnreadableDumpError as fault:
        return fault
    except UnicodeDecodeError as fault:
        return UnreadableDumpError(f"not UTF-8 at byte {fault.start}; save the file as UTF-8")
    except ValueError as fault:  # Pelican's readers say so of a date, for example
        return UnreadableDumpError(f"its head cannot be read: {_printable(str(fault))[:160]}")
    except Exception as fault:  # one story must not stop the others
        return UnreadableDumpError(_fault_in_program(fault))


def _with_desk_word(written: WrittenStory, word: Override, res: Resources) -> Article | Rejection:
    """Return the article of a hand-written story, with what the desk says of it."""
    written = replace(
        written,
        title=word.title or written.title,
        author=written.author if word.author is None else word.author,
        date=word.date or written.date,
        summary=word.summary or written.summary,
    )
    article = article_from_story(written, word.file, res)
    if isinstance(article, Rejection):
        return article
    return replace(
        article,
        author=res.desk.name_of(article.author),
        title_source="desk" if word.title else article.title_source,
        summary_source="desk" if word.summary else article.summary_source,
        slug=word.slug,
    )


def article_from_story(written: WrittenStory, source: str, res: Resources) -> Article | Rejection:
    """Return the article that a hand-written story makes. Nothing is cleaned away but unsafe markup."""
    from racenews.enrich.byline import tidy_author
    from racenews.enrich.linking import link_story
    from racenews.enrich.standfirst import summarise
    from racenews.intake.invisible import drop_invisible

    body, _ = drop_invisible(sanitise(written.html))
    title = _unquoted(_one_line(written.title))
    heading = None if title else _FIRST_HEADING.match(body)
    if heading and body[heading.end() :].strip():
        title, body = _text_of(heading["markup"]), body[heading.end() :]
    paragraphs = tuple(_paragraphs(body))
    if not paragraphs:
        return Rejection(source, "the story has no text", "write at least one paragraph below its head")
    texts = [p.text for p in paragraphs]
    summary = _unquoted(_one_line(written.summary))
    listed = [_unquoted(_one_line(topic).strip("[] ")) for topic in written.topics]
    correction = res.desk.corrections.get(source)
    mentions, topics = link_story(title or None, texts, res.gazetteer, written.date, listed, correction)
    return Article(
        source=source,
        title=title or _derive_headline(texts),
        title_source="dump" if title else "derived",
        author=tidy_author(_unquoted(_one_line(written.author))),
        date=written.date,
        summary=summary or summarise(texts),
        summary_source="dump" if summary else "derived",
        paragraphs=paragraphs,
        topics=topics,
        mentions=mentions,
        body_html=body,
    )


def _derive_headline(paragraphs: Sequence[str]) -> str:
    from racenews.enrich.headline import derive_headline  # hundreds of patterns, and few stories need them

    return derive_headline(paragraphs)


def _one_line(text: str | None) -> str:
    from racenews.intake.invisible import drop_invisible

    return " ".join(drop_invisible(text or "")[0].split())


_FIRST_HEADING = re.compile(r"\s*<h(?P<level>[1-3])(?:\s[^<>]*)?>(?P<markup>.*?)</h(?P=level)>\s*", re.DOTALL)
"""The title of a story that has none in its head: Markdown's "# Holm wins"."""
_QUOTED = re.compile(r"([\"'])(?P<inside>(?:(?!\1).)+)\1")


def _unquoted(text: str) -> str:
    """Return a value without the quotes that YAML puts around it.

    >>> _unquoted('"Holm wins: a climb"'), _unquoted('"Yes" and "no"')
    ('Holm wins: a climb', '"Yes" and "no"')
    """
    quoted = _QUOTED.fullmatch(text)
    return quoted["inside"].strip() if quoted else text


def _text_of(markup: str) -> str:
    return " ".join(lxml_html.fragment_fromstring(markup, create_parent="div").text_content().split())


_KINDS: Mapping[str, ParagraphKind] = {"h2": "heading", "h3": "heading", "li": "item", "tr": "row"}


def _paragraphs(body: str) -> Iterator[Paragraph]:
    """Yield the text of each block of a sanitised body, in order."""
    if not body.strip():
        return
    root = lxml_html.fragment_fromstring(body, create_parent="div")
    loose = " ".join((root.text or "").split())
    if loose:
        yield Paragraph(loose)
    for block in root.iter("p", "h2", "h3", "li", "tr"):
        if block.tag == "li" and block.find("p") is not None:
            continue
        text = " ".join("".join(block.itertext()).split())
        if text:
            yield Paragraph(text, kind=_KINDS.get(block.tag, "p"))


# --- what is printed? -------------------------------------------------------------------------------------


def _choose(
    results: Iterable[tuple[_File, Known]],
    rows: dict[str, LedgerEntry],
    today: dt.date | None,
    future: bool,
) -> tuple[Brief, ...]:
    """Return the stories to publish; every other file gets its row."""
    originals: dict[bytes, str] = {}
    stories: list[Brief] = []
    duplicates: dict[str, str] = {}
    for file, outcome in results:
        if isinstance(outcome, _DraftError):
            rows[file.source] = LedgerEntry(file.source, "ignored", _printable(str(outcome)))
        elif isinstance(outcome, UnreadableDumpError):
            rows[file.source] = _quarantine(file.source, str(outcome))
        elif isinstance(outcome, Rejection):
            rows[file.source] = _quarantine(file.source, f"{outcome.reason}; {outcome.remedy}".rstrip("; "))
        elif held := _embargo(outcome, today, future):
            rows[file.source] = held
        elif (original := originals.setdefault(outcome.text_digest, file.source)) != file.source:
            duplicates[file.source] = original
        else:
            stories.append(outcome)
    urls = assign_urls(stories) if duplicates else {}
    for source, original in duplicates.items():
        url = f"/{urls[original]}"
        rows[source] = LedgerEntry(source, "duplicate", f"the same title and text as {original}", url)
    return tuple(stories)


def _settle_kin(
    stories: Sequence[Brief], duplicates: Duplicates, spoken_of: Set[str], shelf: Shelf
) -> tuple[tuple[Brief, ...], dict[str, tuple[str, str]]]:
    """Return the stories to print, kin with a warning; and of each folded one the source it is kin of, and why."""
    told: dict[str, str] = {}
    folded: dict[str, tuple[str, str]] = {}
    signed = ((story.source, shelf.signature(story.source)) for story in stories)
    for kin in find_kin(signed, lambda source: shelf.article(source).text):
        reason = f"nearly the same text as {kin.of} ({kin.percent} % alike)"
        if duplicates == "fold" and kin.source not in spoken_of:
            folded[kin.source] = (kin.of, reason)
        else:
            told[kin.source] = reason
    kept = (s for s in stories if s.source not in folded)
    return tuple(replace(s, warnings=(*s.warnings, told[s.source])) if s.source in told else s for s in kept), folded


def _missing(story: Brief) -> tuple[str, ...]:
    """Return what the story came without; the page has a derived headline, the desk's name or no day instead."""
    missing = {
        "date": story.date is None,
        "byline": story.author is None,
        "headline": story.title_source == "derived",
    }
    return tuple(what for what, is_missing in missing.items() if is_missing)


def _embargo(story: Brief, today: dt.date | None, future: bool) -> LedgerEntry | None:
    """Return the row of a story that has to wait, None for one that may be printed today."""
    if future or today is None or story.date is None or story.date <= today:
        return None
    if story.date - today > dt.timedelta(days=EMBARGO_DAYS):
        reason = f"its date {story.date} is more than a year ahead; correct it, or build with --future"
        return _quarantine(story.source, reason)
    return LedgerEntry(story.source, "ignored", f"embargoed until {story.date}; --future publishes it now")


def _quarantine(source: str, reason: str) -> LedgerEntry:
    return LedgerEntry(source, "quarantined", _printable(reason))
