"""Show an editor what was kept of a dump, what was removed and what was linked, and by which rule."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from racenews.desk_word import find_faults, find_nearest
from racenews.disk_faults import tell_disk_fault
from racenews.enrich.audit import audit_story, correction_line, name_place, unlink_line, veto_line
from racenews.enrich.corrections import DESK_RULE, find_correction_faults
from racenews.intake.read import read_dump
from racenews.pipeline import article_from_dump, tiles
from racenews.records import audit_record
from racenews.resources import Resources
from racenews.types import (
    Article,
    Correction,
    Dump,
    LeftRecord,
    LinkRecord,
    Override,
    RacenewsError,
    Rejection,
    Removal,
    UnreadableDumpError,
)

MOST_CANDIDATES = 3  # with a line each; who wants another has its pattern then
_STYLES = {"header": "cyan", "kept": "", "removed": "red strike"}


class _Screen(Console):
    """Where it is printed; who reads may have seen enough, which is no fault."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, as `print` does."""
        raise BrokenPipeError


def print_explanation(
    path: Path,
    resources: Resources,
    console: Console | None = None,
    source: str = "",
    files: Collection[str] = (),
) -> None:
    """Print the dump with its header, kept and removed stretches marked, its links, then the rules with their reasons.

    `source` is the dump's path below `content/dumps`, by which the desk speaks of it; `files` are the paths of all.
    """
    console = console or _Screen(highlight=False)
    console.rule(Text(str(path), style="bold"))
    try:
        dump = _read(path, source or path.name)
    except UnreadableDumpError as fault:
        console.print(Text(f"set aside: {fault}", style="bold red"))
        return
    outcome = article_from_dump(dump, resources)
    if override := resources.desk.overrides.get(dump.source):
        _print_word(console, override, find_faults(dump.text, override))
    for file in meant_for(dump.source, resources.desk.overrides, files):
        told = f'an override for "{file}" names no dump. Do you mean this one, "{dump.source}"? Correct its path.'
        console.print(Text(f"desk     desk/overrides.toml: {told}", style="bold red"))
    if correction := resources.desk.corrections.get(dump.source):
        _print_correction(console, correction, outcome)
    _print_facts(console, outcome)
    header = outcome.header_spans if isinstance(outcome, Article) else ()
    found = tiles(dump, header, outcome.removals)
    shown_tiles = [tile for tile in found if dump.text[tile.start : tile.end].strip()]
    for tile in shown_tiles:
        shown = dump.text[tile.start : tile.end].strip()
        tag = {"header": "header ", "kept": "kept   ", "removed": "removed"}[tile.label]
        console.print(Text(f"{tag} ", style="bold green" if tile.label == "kept" else "bold"), end="")
        console.print(Text(shown, style=_STYLES[tile.label]), end="")
        console.print(Text(f"  [{tile.rule}]", style="yellow") if tile.rule else "")
    if isinstance(outcome, Article):
        _print_links(console, outcome, resources)
    _print_rules(console, outcome.removals, [tile.rule for tile in shown_tiles if tile.label == "removed"])


def _print_rules(console: Console, removals: Sequence[Removal], shown: Sequence[str]) -> None:
    """Print each rule with its reason: how many of the pieces above are its own, and of how many cuts they are made."""
    reasons = {r.rule: r.why for r in removals}
    cuts = Counter(r.rule for r in removals)
    for rule, pieces in sorted(Counter(shown).items()):
        made = f" made of {cuts[rule]} cuts" if cuts[rule] > pieces else ""
        console.print(Text(f"{rule}: {pieces} {'piece' if pieces == 1 else 'pieces'}{made}: ", style="yellow"), end="")
        console.print(Text(reasons.get(rule, "")))


def meant_for(source: str, named: Iterable[str], files: Collection[str]) -> tuple[str, ...]:
    """Return the paths that overrides name, that no dump has, and that most likely mean the dump `source`."""
    taken = set(named)
    free = [file for file in files if file not in taken]
    return tuple(file for file in sorted(taken) if file not in files and files and find_nearest(file, free) == source)


def print_audit(path: Path, resources: Resources, source: str) -> None:
    """Print why each name in the story is a link or none, as one JSON line; nothing is one in what is no story."""
    try:
        outcome = article_from_dump(_read(path, source), resources)
    except UnreadableDumpError:
        outcome = Rejection(source, "", "")
    links, left = audit_links(outcome, resources) if isinstance(outcome, Article) else ((), ())
    print(json.dumps(audit_record(source, links, left), ensure_ascii=False))


def _read(path: Path, source: str) -> Dump:
    try:
        return read_dump(path, source)
    except OSError as fault:
        raise RacenewsError(tell_disk_fault(fault, path)) from None


def audit_links(article: Article, resources: Resources) -> tuple[tuple[LinkRecord, ...], tuple[LeftRecord, ...]]:
    """Return the records of the story's links, and of the known names in it that are none."""
    correction = resources.desk.corrections.get(article.source)
    texts = [p.text for p in article.paragraphs]
    return audit_story(article.title, texts, resources.gazetteer, article.date, correction)


def _print_word(console: Console, override: Override, faults: Sequence[str]) -> None:
    """Print what the desk says of the dump, and what of it does not fit."""
    named = ("title", "author", "date", "summary", "slug")
    said = [f"sets {', '.join(fields)}"] if (fields := [n for n in named if getattr(override, n) is not None]) else []
    said += [f"{word}s {text!r}" for word in ("keep", "cut") for text in getattr(override, word)]
    said += [] if override.publish else ["holds it back (publish = false)"]
    for line in said:
        console.print(Text(f"desk     {line}", style="magenta"))
    for fault in faults:
        console.print(Text(f"desk     {fault}", style="bold red"))


def _print_correction(console: Console, correction: Correction, outcome: Article | Rejection) -> None:
    """Print what the desk says of the dump's links, and what of it does not fit."""
    said = [f"unlinks {name!r}" for name in correction.unlink]
    said += [f"links {name!r} to {kind}/{id}" for name, (kind, id) in correction.link.items()]
    said += [f"drops {kind}/{id}" for kind, id in correction.drop]
    for line in said:
        console.print(Text(f"desk     {line}", style="magenta"))
    if isinstance(outcome, Article):
        for fault in find_correction_faults(correction, outcome.title, [p.text for p in outcome.paragraphs]):
            console.print(Text(f"desk     {fault}", style="bold red"))


def _print_links(console: Console, article: Article, resources: Resources) -> None:
    """Print every link with its rule, its evidence and the line that vetoes it; then known names that are no link."""
    links, left = audit_links(article, resources)
    for record in links:
        m = record.mention
        line = Text(f"link     {_place(m.paragraph, m.start, m.end)} {m.surface} -> {m.kind}/{m.id}")
        line.append(f"  [{m.rule}] ", style="yellow").append(record.evidence)
        console.print(line, soft_wrap=True)
        if m.rule != DESK_RULE:
            told = f"         unlink: {unlink_line(article.source, m.surface)}"
            console.print(Text(told, style="dim"), soft_wrap=True)
            console.print(Text(f"         veto: {veto_line(m.surface, (m.kind, m.id))}", style="dim"), soft_wrap=True)
    for r in left:
        line = Text(f"no link  {_place(r.paragraph, r.start, r.end)} {r.surface}: ", style="dim")
        console.print(line.append(r.reason, style="not dim"), soft_wrap=True)
        for topic in r.candidates[:MOST_CANDIDATES] if r.is_open else ():
            told = f"         correct: {correction_line(article.source, r.surface, topic)}"
            console.print(Text(told, style="dim"), soft_wrap=True)
    if links:
        console.print(
            Text(
                "In content/desk/topics.toml a line with unlink goes below [correct] and holds for this story. A "
                "veto goes below [veto] and holds for ever: that of a full name empties the page of its topic.",
                style="dim",
            )
        )


def _place(paragraph: int, start: int, end: int) -> str:
    return f"{name_place(paragraph)}, {start}-{end}:"


def _print_facts(console: Console, outcome: Article | Rejection) -> None:
    """Print what the story is called, who wrote it and what it is about; or why it is set aside."""
    if isinstance(outcome, Rejection):
        console.print(Text(f"set aside: {outcome.reason}. {outcome.remedy}", style="bold red"))
        return
    console.print(Text(f"title    {outcome.title} ({outcome.title_source})", style="bold"))
    console.print(Text(f"author   {outcome.author or '– (the desk)'}"))
    console.print(Text(f"date     {outcome.date or '–'}"))
    for topic in outcome.topics:
        console.print(Text(f"{topic.kind:8} {topic.name} x{topic.mentions}"))
    for warning in outcome.warnings:
        console.print(Text(f"warning  {warning}", style="yellow"))
