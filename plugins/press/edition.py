"""One edition on its way through the press: what was asked for, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press.bindery import Bound
from press.darkroom import Darkroom
from press.rows import Rows
from racenews.derived import Drawer
from racenews.shelf import Shelf
from racenews.types import Article, Brief, Finding, LedgerEntry, Redirect
from racenews.words import Words

if TYPE_CHECKING:
    from press.galleys import Galleys

Progress = Callable[[str, int, int], None]
"""Called with a step, how many are done and how many there are."""

SETTING = "EDITION"  # under this name the doors find the edition in Pelican's settings and context


def max_dump_bytes(settings: Mapping[str, Any]) -> int:
    """Return the size of the largest dump that is read."""
    return int(settings["MAX_DUMP_MB"] * 1024 * 1024)


def say_nothing(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Edition:
    """What the printer asks of the doors, and what the doors tell the printer."""

    dumps: Path
    desk: Path | None
    siteurl: str
    jobs: int = 1
    future: bool = False
    today: dt.date = field(default_factory=dt.date.today)
    progress: Progress = say_nothing
    shelf: Shelf | None = None
    """Where what became of dumps is kept from one build to the next."""
    drawer: Drawer | None = None
    """Where what is worked out from rules, names and weights is kept from one build to the next."""
    state: Path | None = None
    """The folder of what is kept between builds."""
    published: Path | None = None
    """The site that stands, from which an index can be taken over where its stories are the same."""

    darkroom: Darkroom = field(default_factory=lambda: Darkroom(Path("content"), None))
    """Where the photographs of the stories are printed."""
    sheets: tuple[Path, ...] = ()
    """The paper's own style sheets, in the order in which they are joined to the theme's."""

    # What the doors fill in, in the order in which they do.
    ledger: Sequence[LedgerEntry] = ()
    notes: tuple[str, ...] = ()
    """What the desk says in vain."""
    stories: int = 0
    printed: int = 0
    """How many pages are written so far."""
    findings: tuple[Finding, ...] = ()
    words: Words | None = None
    """What the paper itself says, as the templates have it."""
    site: Any = None
    """The newspaper as records (`racenews.publish.view_records.Site`)."""
    planned: tuple[str, ...] = ()
    """The files of the pages that are no stories. Their plans hold every list: they are made as they are needed."""
    redirects: tuple[Redirect, ...] = ()
    by_press: bool = False
    """Whether the press prints the edition itself; else Pelican does."""
    rows: Rows | None = None
    """Where the files that the press lays are to be noted, where that is not in memory."""
    bound: Bound | None = None
    """What the press has laid into the folder of the edition."""
    others: frozenset[str] = frozenset()
    """Names that only Pelican's own pipeline could give to a template."""
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    """Each published story in brief, by its source."""
    articles: Mapping[str, Article] = field(default_factory=dict)
    """Each published story with its text: to be asked for one by one."""

    galleys: Galleys | None = None
    """What is still to be done with each story when all is printed."""
    frame: Any = None
    """What every page shows around its own (`racenews.publish.view_records.Frame`), when all is printed."""

    code: frozenset[str] = frozenset()
    """The files of code that another process has loaded for this edition."""
    rest: Callable[[], None] | None = None
    """Takes from the disk what the check needs, where another process has printed: the ledger and what is bound."""

    def take_rest(self) -> None:
        """Have at hand what the check needs: while the search is indexed, memory has to do for that."""
        if self.rest:
            self.rest()
            self.rest = None

    def forget_stories(self) -> None:
        """Let go of all that pages are made of, but for the stories whose text lies nowhere else."""
        held = self.shelf.held if self.shelf else frozenset()
        self.briefs = {source: self.briefs[source] for source in self.briefs.keys() & held}
        self.frame, self.site, self.articles = self.site.frame, None, {}

    def close(self) -> None:
        """Let go of what lies on the disk for this edition alone."""
        if self.galleys:
            self.galleys.close()

    def count_page(self) -> None:
        """Note that one more page is written."""
        self.printed += 1
        self.progress("Printing", self.printed, 0)
