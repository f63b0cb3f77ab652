"""What an editor sees while an edition is printed, and what is said at the end."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column, Table
from rich.text import Text

if TYPE_CHECKING:  # what is only named takes longer to import than to print the page of a story
    from press.edition import Progress as Tell
    from press.parting import Parted
    from press.printer import Printed
    from press.timings import Timing
    from racenews.newcomers import Newcomer
    from racenews.open_names import OpenName
    from racenews.repeats import LeftOut, Proposal
    from racenews.types import Finding, LedgerEntry, Topic

MOST_WARNINGS = 10  # of the checks; the summary below them has to stay in sight
REFRESH_EVERY = 20  # updates between two drawings; drawing costs more than a page


@contextlib.contextmanager
def show_progress(console: Console) -> Iterator[Tell]:
    """Yield a function that draws progress on a terminal, and nothing elsewhere.

    Drawn in the building thread itself: a thread of its own would be copied into the processes that clean.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, auto_refresh=False, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Reading", total=None)
        shown = ""

        def tell(step: str, done: int, total: int) -> None:
            nonlocal shown
            if step != shown or done == total or done % REFRESH_EVERY == 0:
                if step != shown:
                    bar.reset(task, total=total or None)  # else a step without a total keeps the one before
                shown = step
                bar.update(task, description=step, completed=done, total=total or None, refresh=True)

        yield tell


def tell_result(console: Console, printed: Printed) -> None:
    """Say what was printed: each file left out with its reason, what the checks warn of, then one line of numbers."""
    for warning in printed.warnings:
        console.print(f"[yellow]Pelican:[/] {escape(warning)}", highlight=False, soft_wrap=True)
    if printed.why_pelican:
        why = f"{escape(printed.why_pelican)}, so Pelican prints every page, each time."
        console.print(f"[dim]press:[/] {why}", highlight=False, soft_wrap=True)
    _tell_rows(console, "set aside", "yellow", printed.set_aside)
    for status in ("duplicate", "ignored"):
        _tell_rows(console, status, "dim", tuple(row for row in printed.ledger if row.status == status))
    _tell_warned(console, tuple(row for row in printed.ledger if row.status == "published" and row.reason))
    for note in printed.notes:
        console.print(f"[yellow]desk:[/] {escape(note)}", highlight=False, soft_wrap=True)
    _tell_findings(console, printed.findings)
    _tell_missing(console, printed.ledger)
    console.print(summary(printed), highlight=False, soft_wrap=True)


def tell_timings(console: Console, timings: Sequence[Timing], why_whole: str = "") -> None:
    """Show what each step of a build took, and how much memory the process had come to need by then.

    The last line says whether pages of a few stories were printed and nothing else; `why_whole` is why not.
    """
    names = ("seconds", "processor", "memory at most")
    table = Table("step", *(Column(name, justify="right") for name in names), box=None)
    for timing in timings:
        table.add_row(timing.step, f"{timing.wall:,.2f}", f"{timing.cpu:,.2f}", _megabytes(timing.peak))
    wall, cpu = sum(t.wall for t in timings), sum(t.cpu for t in timings)
    peak = max((t.peak for t in timings), default=0)
    table.add_row("all", f"{wall:,.2f}", f"{cpu:,.2f}", _megabytes(peak), style="bold")
    console.print(table)
    told = f"no, {why_whole}" if why_whole else "yes"
    console.print(f"stop press: {told}", highlight=False, markup=False, soft_wrap=True)


def tell_parted(console: Console, parted: Parted) -> None:
    """Say what came of parting a site in two."""
    _tell_findings(console, parted.findings)
    stories = "story" if parted.stories == 1 else "stories"
    paper, archive = (f"{size / 1e6:,.1f} MB" for size in (parted.paper_bytes, parted.archive_bytes))
    console.print(
        f"{parted.stories:,} {stories} moved to the archive; {paper} in {parted.paper}, "
        f"{archive} in {parted.archive}. Publish both.",
        highlight=False,
        soft_wrap=True,
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size else ""


def summary(printed: Printed) -> str:
    """Return the last line of a build."""
    return (
        f"{printed.stories:,} stories published, {len(printed.set_aside):,} set aside; {printed.pages:,} pages, "
        f"{printed.seconds:,.1f} seconds, "
        f"{printed.size / 1e6:,.1f} MB in {printed.output}"
    )


def tell_proposals(
    console: Console, proposals: Sequence[Proposal], minimum: int, left_out: Sequence[LeftOut] = ()
) -> None:
    """Show what could become a rule: its id, how often it stands where, its words, two dumps; and what was left out."""
    for idea in proposals:
        since = f", newest {idea.newest}" if idea.newest else ""
        console.print(f"[bold]{escape(idea.id)}[/]  {idea.count} dumps of {escape(idea.source or 'this desk')}{since}")
        console.print(f"    {escape(idea.text)}", highlight=False, soft_wrap=True)
        console.print(f"    [dim]{escape(', '.join(idea.examples))}[/]", highlight=False, soft_wrap=True)
    if proposals:
        console.print("Accept one with `invoke rules --accept ID`; what you do not accept stays in the stories.")
    else:
        console.print(f"Nothing recurs in {minimum} dumps of one source that could be a rule.")
    _tell_left_out(console, left_out, minimum)


def _tell_left_out(console: Console, left_out: Sequence[LeftOut], minimum: int) -> None:
    """Say how many lines recur and are no proposal, and why."""
    if not left_out:
        return
    lines = sum(group.lines for group in left_out)
    are = "line that recurs" if lines == 1 else "lines that recur"
    console.print(f"Left out: {lines:,} {are} in {minimum} dumps or more.", highlight=False)
    for group in left_out:
        console.print(f"  {group.lines:,} {group.reason}:", highlight=False, soft_wrap=True)
        for text, count in group.examples:
            console.print(f"    [dim]{escape(text)} ({count} dumps)[/]", highlight=False, soft_wrap=True)
        if more := group.lines - len(group.examples):
            console.print(f"    [dim]and {more:,} more[/]", highlight=False)
    console.print("Rows of results, single words and very long lines are not counted.", highlight=False)


def tell_topics(console: Console, counted: Sequence[tuple[Topic, int]], most: int) -> None:
    """Show the topics with how many stories and how often they name them; `most` of them, all for 0."""
    shown = counted[:most] if most else counted
    for topic, stories in shown:
        told = f"{stories:>5,} {'story ' if stories == 1 else 'stories'} {topic.mentions:>6,}x  {topic.kind}/{topic.id}"
        console.print(f"{told}  [bold]{escape(topic.name)}[/]", highlight=False, soft_wrap=True)
    _tell_more(console, len(counted) - len(shown))
    if not counted:
        console.print("No story names a topic that the gazetteer knows.")


def tell_newcomers(console: Console, newcomers: Sequence[Newcomer], most: int, minimum: int) -> None:
    """Show names that could become topics, each with its evidence, a sentence, and the entry to paste."""
    shown = newcomers[:most] if most else newcomers
    console.rule("Names that the gazetteer does not know", align="left")
    for name in shown:
        why = ", ".join(f"{sign} {count}x" for sign, count in name.evidence)
        console.print(f"[bold]{escape(name.name)}[/]  {_stories(name.stories)}: a {name.kind}? {why}", soft_wrap=True)
        console.print(f"    {escape(name.source)}: {escape(name.sentence)}", highlight=False, soft_wrap=True)
        console.print(Text(name.entry + "\n", style="green"), soft_wrap=True)
    _tell_more(console, len(newcomers) - len(shown))
    if newcomers:
        console.print("Paste an entry at the end of content/desk/topics.toml; write M, F or X where gender is ?.")
    else:
        console.print(f"No unknown name stands in {_stories(minimum)} and looks like a rider, a team or a race.")


def tell_open_names(console: Console, names: Sequence[OpenName], most: int) -> None:
    """Show known names that are no link because they are ambiguous, each with sentences and lines that settle it."""
    shown = names[:most] if most else names
    console.rule("Known names that are left without a link", align="left")
    for name in shown:
        console.print(
            f"[bold]{escape(name.surface)}[/]  {_stories(name.stories)}: {escape(name.reason)}", soft_wrap=True
        )
        for sighting in name.sightings:
            console.print(
                f"    {escape(sighting.source)}: {escape(sighting.sentence)}", highlight=False, soft_wrap=True
            )
            _tell_lines(console, "correct", sighting.lines)
        _tell_lines(console, "alias", (name.always,) if name.always else ())
        _tell_lines(console, "veto", (name.never,))
    _tell_more(console, len(names) - len(shown))
    if names:
        console.print(
            "Paste the one line that is right into content/desk/topics.toml, below [correct] (this dump), [alias] "
            "(everywhere) or [veto] (never); the file has each of these heads once.",
            markup=False,
        )
    else:
        console.print("Every known name is a link, or surely none.")


def _tell_lines(console: Console, table: str, lines: Sequence[str]) -> None:
    """Show lines with the head of the table that holds them, on a line of its own as the file has it."""
    if lines:
        console.print(Text(f"    [{table}]", style="dim"))
    for line in lines:
        console.print(Text(f"    {line}", style="green"), soft_wrap=True)


def _tell_more(console: Console, more: int) -> None:
    if more > 0:
        console.print(f"{more:,} more. --most 0 shows all.")


def _stories(count: int) -> str:
    return f"{count:,} {'story' if count == 1 else 'stories'}"


def _tell_rows(console: Console, word: str, style: str, rows: tuple[LedgerEntry, ...]) -> None:
    for row in rows:
        line = f"[{style}]{word}:[/] {escape(row.file)}: {escape(row.reason or '')}"
        console.print(line, highlight=False, soft_wrap=True)


def _tell_warned(console: Console, rows: tuple[LedgerEntry, ...]) -> None:
    _tell_rows(console, "look at", "yellow", rows[:MOST_WARNINGS])
    more = len(rows) - MOST_WARNINGS
    if more > 0:
        console.print(f"[yellow]look at:[/] {more:,} more; .racenews/ledger.json names them all.", soft_wrap=True)


def _tell_missing(console: Console, rows: Sequence[LedgerEntry]) -> None:
    """Say in one line how many stories came without date, byline or headline."""
    told: list[str] = []
    for what in ("date", "byline", "headline"):
        count = sum(what in row.missing for row in rows)
        if not count:
            continue
        own = "" if what != "headline" else " of its own" if count == 1 else " of their own"
        told.append(f"{count:,} without a {what}{own}" if told else f"{_stories(count)} without a {what}{own}")
    if told:
        console.print(f"[dim]{', '.join(told)}; .racenews/ledger.json names them.[/]", highlight=False, soft_wrap=True)


def _tell_findings(console: Console, findings: tuple[Finding, ...]) -> None:
    lines = [f"{f.where}: {f.what}. {f.remedy}." for f in findings[:MOST_WARNINGS]]
    if more := sum(f.stands_for for f in findings[MOST_WARNINGS:]):
        lines.append(f"{more:,} more. `invoke check` lists them.")
    for line in lines:
        console.print(f"[yellow]check:[/] {escape(line)}", highlight=False, soft_wrap=True)
