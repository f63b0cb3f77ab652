"""Stop press: where the text of a few stories changed and nothing else, their pages alone are printed.

Everything here asks one question: would a whole build change any other file? Where the answer is not a plain no,
nothing on the site is touched and the whole build is made. `--verify` and `tools.fuzz.edits` compare the two.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from press import folders, store, twin
from press.at_hand import load_resources
from press.changes import Change, TooMuchError, check_face, name_dumps, read_change
from press.contexts import STORY_TEMPLATE, page_context, story_context
from press.edition import Edition, max_dump_bytes
from press.folders import FORMER, drop_former, readable_by_all
from press.knowledge import digest_knowledge, is_code_older
from press.likeness import check_likeness
from press.pagefind import find_program
from press.precheck import (
    DRAWER,
    DUMPS,
    LEDGER,
    LISTED,
    Asked,
    Record,
    is_as_it_was,
    read_record,
    scan_as_it_was,
    write_standing,
)
from press.proofs import Proof, Proofs, Told, forget_proofs, open_proofs
from press.roads import NeedsPelicanError
from press.rows import Rows
from press.rubbish import nothing_thrown_away
from press.search_index import FOLDER, is_index_of, renew_shelf
from press.stamps import NoStampError, Scan, Stamp, at_rest, scan, scan_listed
from press.state import State, load_state, restamp, save_state
from press.store import Store
from press.typesetter import Typesetter
from racenews.derived import Drawer
from racenews.palette import load_palette
from racenews.publish.brief import brief_of
from racenews.publish.checks import Reader, Targets
from racenews.publish.dossier import topic_path
from racenews.publish.receipts import receipt_page
from racenews.publish.search_records import Shelf, search_record
from racenews.publish.site_size import MOST_BYTES, WARN_FROM
from racenews.publish.story_views import told_by_the_body
from racenews.publish.view_records import House
from racenews.types import LedgerEntry, Mention, RacenewsError, TopicKind

_encode = msgspec.msgpack.Encoder().encode
MOST = 20  # dumps changed at once; a whole build tells of many as quickly

Setup = Callable[[], tuple[dict[str, Any], Edition]]
"""Returns Pelican's settings and the edition that is asked for."""


@dataclass(frozen=True, slots=True)
class Reprinted:
    """What stands now: how many stories, what is known of the whole edition, and its ledger."""

    stories: int
    told: Told
    ledger: tuple[LedgerEntry, ...]
    written: int
    """How many files were."""


def reprint(asked: Asked, output: Path, state: Path, setup: Setup) -> Reprinted | str:
    """Print the pages of stories whose text alone has changed since the record was left, and publish them.

    A reason where more has changed, or where that is not certain: nothing on the site was touched then.
    """
    try:
        record = read_record(asked)
        if record is None:
            return "nothing is known of an edition that was made of the same order"
        if not is_code_older():
            return "the program is younger than this process"
        if changed := _find_other_change(record):
            return f"something else has changed in {changed}"
        with open_proofs(state, record.seal) as proofs, readable_by_all(), nothing_thrown_away():
            if proofs is None:
                return "the edition that stands has no proofs"
            return _StopPress(asked, record, output, state, proofs, *setup()).run()
    except (TooMuchError, NeedsPelicanError, NoStampError, RacenewsError, OSError) as fault:
        return str(fault)
    except (sqlite3.Error, msgspec.MsgspecError, TypeError, ValueError) as fault:
        return f"what is kept is broken: {fault}"


def _find_other_change(record: Record) -> str:
    """Return where anything but the dumps has changed, the site apart; "" for nowhere: only then settings are read."""
    others = (stamped for stamped in record.stamps if stamped[1] not in (DUMPS, LISTED))
    return next((stamped[2][0] for stamped in others if not is_as_it_was(*stamped)), "")


class _StopPress:
    """One edition in which a few pages are replaced."""

    def __init__(
        self,
        asked: Asked,
        record: Record,
        output: Path,
        state: Path,
        proofs: Proofs,
        settings: dict[str, Any],
        edition: Edition,
    ) -> None:
        self.asked, self.record, self.output, self.state = asked, record, output, state
        self.proofs, self.settings, self.edition = proofs, settings, edition
        self.files: dict[str, bytes | None] = {}
        """What changes on the site, by its path; None for a file that goes."""
        self._site: Scan | None = None
        """The site as it stands, while that is what it was."""

    def run(self) -> Reprinted:
        """Return what stands when the pages are published."""
        tell = self.edition.progress
        tell("Reading", 0, 0)
        (dumps,) = next(paths for _, kind, paths in self.record.stamps if kind == DUMPS)
        found = at_rest(lambda: scan(dumps))  # before they are read
        stamp = found.digest()
        names, stamps = name_dumps(found, dumps, self.edition.dumps)
        if names != self.proofs.told.names:
            raise TooMuchError("there are other dumps")
        shelf = Store(self.state / store.FILE, lambda: digest_knowledge(self.edition.desk))
        try:
            changes = self._read(shelf, stamps)
            tell("Printing", 0, len(changes))
            proofs = self._print(changes)
            tell("Indexing", 0, 0)
            self._index(proofs)
            tell("Sealing", 0, 0)
            return self._publish(proofs, stamp, shelf)
        except TooMuchError:
            forget_proofs(self.state)  # a whole build is made; what was read for it is kept
            shelf.close()
            raise
        finally:
            shelf.let_go()  # whatever ended this: a dump counts as read when its page stands, or when no proof does

    def _read(self, shelf: Store, stamps: Mapping[str, Stamp]) -> list[Change]:
        changed = [Path(path) for path in shelf.find_unread(stamps)]
        if not 0 < len(changed) <= MOST:
            raise TooMuchError(f"{len(changed)} dumps have changed")
        for stamped in self.record.stamps:
            if stamped[1] == DUMPS:
                continue
            found = scan_as_it_was(*stamped)
            if found is None:
                raise TooMuchError("more than dumps has changed")
            if stamped[1] == LISTED:
                self._site = found
        self.edition.progress("Cleaning", 0, len(changed))
        res = load_resources(self.edition.desk, self.settings["DEFAULT_LANG"], Drawer(self.state / DRAWER))
        most = max_dump_bytes(self.settings)
        changes = [read_change(path, self._source(path), shelf, res, most) for path in changed]
        check_likeness(changes, shelf, self.proofs.held_with)
        return changes

    def _source(self, path: Path) -> str:
        return path.relative_to(self.edition.dumps).as_posix()

    # --- pages ----------------------------------------------------------------------------------------------

    def _print(self, changes: list[Change]) -> dict[str, Proof]:
        from pelican import Pelican

        from press.own_road import open_typesetter

        told = self.proofs.told
        pelican: Any = Pelican
        typesetter, house = open_typesetter(pelican(self.settings), told.frame, told.others)
        palette = load_palette()
        proofs = {}
        for change in changes:
            proof = self.proofs.find(change.source)
            if proof is None:
                raise TooMuchError(f"{change.source}: it is not published")
            linked = check_face(change, proof.view, proof.linked, house, palette)
            before, after = brief_of(change.before), brief_of(change.after)
            view = replace(proof.view, **told_by_the_body(after, house))
            self._set_pages(change, Proof(view, linked, proof.shelf, None), typesetter, house)
            record = search_record(after, view.card, house.words, change.after if proof.record else None)
            if proof.record is None and record != search_record(before, view.card, house.words, None):
                raise TooMuchError(f"{change.source}: the search has it otherwise")
            proofs[change.source] = Proof(view, linked, proof.shelf, proof.record and record)
        return proofs

    def _set_pages(self, change: Change, proof: Proof, typesetter: Typesetter, house: House) -> None:
        def lead(mention: Mention) -> str | None:
            topic: tuple[TopicKind, str] = (mention.kind, mention.id)
            return f"{house.base}/{topic_path(topic)}" if topic in proof.linked else None

        article, view = change.after, proof.view
        path = f"{view.card.path}index.html"
        self._replace(path, typesetter.set_page(STORY_TEMPLATE, story_context(article, view, house, lead), path))
        if house.receipts and article.body_html is None:
            from racenews.pipeline import read_tiles  # what cleans is loaded where it is needed

            dump = self.edition.dumps / change.source
            plan = receipt_page(article, view, *read_tiles(dump, article, max_dump_bytes(self.settings)), house)
            self._replace(plan.path, typesetter.set_page(plan.template, page_context(plan, house), plan.path))

    def _replace(self, path: str, page: bytes) -> None:
        """Let a page take the place of the one that stands; TooMuchError where the check of the site has a say."""
        old = (self.output / path).read_bytes()
        if old == page:
            return
        targets = Targets()
        reader = Reader(self.edition.siteurl, targets)
        was, now = reader.read(path, old), reader.read(path, page)
        links = [{*targets.numbers_in(f.links), *targets.numbers_in(f.full_links)} for f in (was, now)]
        if was.findings or now.findings or was.title != now.title or set(was.ids) - set(now.ids) or links[1] - links[0]:
            raise TooMuchError(f"{path}: it has to be checked with all others")
        self.files[path] = page

    # --- the search -----------------------------------------------------------------------------------------

    def _index(self, proofs: dict[str, Proof]) -> None:
        """Put each shelf anew of which a story is searched by its text, where that is another text."""
        if find_program() is None:
            return
        for name in sorted({proof.shelf for proof in proofs.values() if proof.record}):
            before = self.proofs.records(name)
            after = before | {source: p.record for source, p in proofs.items() if p.record and p.shelf == name}
            if _encode(list(before.values())) == _encode(list(after.values())):
                continue
            if not (self.output / FOLDER / name).is_dir():
                raise TooMuchError("the search has no index")
            language = self.settings["DEFAULT_LANG"]
            records = list(before.values()), list(after.values())
            if not is_index_of(self.output, Shelf(name), records[0], language):
                raise TooMuchError("the search has other stories than are known")
            self.files |= renew_shelf(self.output, Shelf(name), *records, language)

    # --- publishing -----------------------------------------------------------------------------------------

    def _publish(self, proofs: dict[str, Proof], dumps: str, shelf: Store) -> Reprinted:
        told, state = self.proofs.told, str(self.state)
        root = self.asked.output.rstrip("/")
        listed = next(list(paths) for _, kind, paths in self.record.stamps if kind == LISTED)
        size = told.size + sum(len(new or b"") - _size(self.output / path) for path, new in self.files.items())
        if any((told.size < most) != (size < most) for most in (WARN_FROM * MOST_BYTES, MOST_BYTES)):
            raise TooMuchError("the site may be too large")  # or is so no more; else what was said of it is said again
        ledger = _read_ledger(self.state)
        behind = told.behind
        copied = told.files <= folders.FEW_FILES
        places = twin.name_folders(state, root, listed)
        site, other = self._site, _scan_twin(state, places, copied=copied) if told.twin else None
        if other is None or other.digest() != told.twin:
            self._make_twin(copied=copied)
            behind, site = (), None
        rows = self._rows() if copied else None
        try:
            twin.exchange(self.output, self.state, behind, self.files, copied=copied)
        except BaseException:
            drop_former(self.state)
            raise
        if rows is not None:  # in the place of each file stands its copy
            save_state(self.state, restamp(rows))
        gone = {f"{root}/{path}" for path, content in self.files.items() if content is None}
        added = [f"{root}/{path}" for path, content in self.files.items() if content is not None]
        paths = [path for path in listed if path not in gone]
        before = set(paths)
        paths += [path for path in added if path not in before]
        self._let_rest(root, behind)
        now_places = places if paths == listed else twin.name_folders(state, root, paths)
        if site and other and not copied:
            touched = (*behind, *self.files)
            site, other = twin.scan_exchanged(root, state, (site, other), (paths, now_places), touched)
        else:
            site = at_rest(lambda: scan_listed(paths))
            other = twin.scan_twin(state, now_places, copied=copied)
        now = {DUMPS: dumps, LISTED: site.digest()}
        stamps = [(now.get(kind, s), kind, paths if kind == LISTED else p) for s, kind, p in self.record.stamps]
        seal = write_standing(self.asked, self.record.standing, self.record.names, stamps)
        files = told.files + len(paths) - len(listed)
        now_twin = other.digest()
        told = told._replace(seal=seal, files=files, size=size, twin=now_twin, behind=tuple(self.files))
        shelf.close()
        if not shelf.fault:  # else the texts that it knows are not those of the proofs
            self.proofs.tell(told, proofs)
        return Reprinted(self.record.standing.stories, told, ledger, len(self.files))

    def _let_rest(self, root: str, behind: Iterable[str]) -> None:
        """Return when what was just written has come to rest: all the rest is looked at once then, and not again."""
        names = ["", *behind, *self.files]
        folders_of = [name.rpartition("/")[0] for name in names]
        places = {f"{site}/{name}" for name in (*names, *folders_of) for site in (root, f"{self.state}/{FORMER}")}
        at_rest(lambda: scan_listed(filter(os.path.lexists, sorted(places))))

    def _make_twin(self, *, copied: bool) -> None:
        """Give the edition that stands a twin; other names of its files change their times, which are noted anew."""
        rows = restamp(load_state(self.state, self.output), check=True)
        twin.make_twin(self.output, self.state, copied=copied)
        save_state(self.state, restamp(rows))

    def _rows(self) -> State:
        """Return what is known of the files that stay as they are."""
        known, rows = load_state(self.state, self.output), Rows()
        for path, row in known.rows.each():
            if path not in self.files:
                rows.put(path, row)
        return restamp(State(known.output, known.names, rows), check=True)


def _scan_twin(state: str, places: Sequence[str], *, copied: bool) -> Scan | None:
    try:
        return twin.scan_twin(state, places, copied=copied)
    except OSError:  # somebody made room
        return None


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


class _Ledger(msgspec.Struct):
    entries: tuple[LedgerEntry, ...]


def _read_ledger(state: Path) -> tuple[LedgerEntry, ...]:
    """Return the rows of the edition that stands: none of them changes with a text."""
    return msgspec.json.decode((state / LEDGER).read_bytes(), type=_Ledger).entries
