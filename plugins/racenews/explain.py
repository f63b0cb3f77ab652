"""Show an editor what was kept of a dump, what was removed, and by which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from racenews.desk_word import find_faults
from racenews.enrich.corrections import find_correction_faults
from racenews.intake.read import read_dump
from racenews.pipeline import article_from_dump, tiles
from racenews.resources import Resources
from racenews.types import Article, Correction, Override, Rejection, UnreadableDumpError

_STYLES = {"header": "cyan", "kept": "", "removed": "red strike"}


def print_explanation(path: Path, resources: Resources, console: Console | None = None, source: str = "") -> None:
    """Print the dump with its header, kept and removed stretches marked, then the rules with their reasons.

    `source` is the dump's path below `content/dumps`, by which the desk speaks of it.
    """
    console = console or Console(highlight=False)
    console.rule(Text(str(path), style="bold"))
    try:
        dump = read_dump(path, source or path.name)
    except UnreadableDumpError as fault:
        console.print(Text(f"set aside: {fault}", style="bold red"))
        return
    outcome = article_from_dump(dump, resources)
    if override := resources.desk.overrides.get(dump.source):
        _print_word(console, override, find_faults(dump.text, override))
    if correction := resources.desk.corrections.get(dump.source):
        _print_correction(console, correction, outcome)
    _print_facts(console, outcome)
    header = outcome.header_spans if isinstance(outcome, Article) else ()
    for tile in tiles(dump, header, outcome.removals):
        shown = dump.text[tile.start : tile.end].strip()
        if not shown:
            continue
        tag = {"header": "header ", "kept": "kept   ", "removed": "removed"}[tile.label]
        console.print(Text(f"{tag} ", style="bold green" if tile.label == "kept" else "bold"), end="")
        console.print(Text(shown, style=_STYLES[tile.label]), end="")
        console.print(Text(f"  [{tile.rule}]", style="yellow") if tile.rule else "")
    reasons = {r.rule: r.why for r in outcome.removals}
    for rule, count in sorted(Counter(r.rule for r in outcome.removals).items()):
        console.print(Text(f"{rule} x{count}: ", style="yellow"), end="")
        console.print(Text(reasons[rule]))


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
