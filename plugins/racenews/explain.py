"""Show an editor what was kept of a dump, what was removed, and by which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from racenews.desk_word import find_faults, find_nearest
from racenews.intake.read import read_dump
from racenews.pipeline import article_from_dump, tiles
from racenews.resources import Resources
from racenews.types import Article, Override, Rejection, Removal, UnreadableDumpError

_STYLES = {"header": "cyan", "kept": "", "removed": "red strike"}


def print_explanation(
    path: Path,
    resources: Resources,
    console: Console | None = None,
    source: str = "",
    files: Collection[str] = (),
) -> None:
    """Print the dump with its header, kept and removed stretches marked, then the rules with their reasons.

    `source` is the dump's path below `content/dumps`, by which the desk speaks of it; `files` are the paths of all.
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
    for file in meant_for(dump.source, resources.desk.overrides, files):
        told = f'an override for "{file}" names no dump. Do you mean this one, "{dump.source}"? Correct its path.'
        console.print(Text(f"desk     desk/overrides.toml: {told}", style="bold red"))
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
