"""Small services to an editor: a new story, ideas for rules, and which address a site was built for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

from racenews import batch, resources
from racenews.publish.addresses import slug_of
from racenews.publish.sitemap import ROBOTS
from racenews.repeats import Counts, Proposal, phrase_of, propose
from racenews.resources_desk import RULES
from racenews.types import RacenewsError


def start_story(dumps: Path, title: str, author: str, day: dt.date) -> Path:
    """Return a new Markdown story below `dumps`, as a draft that is ready to be written."""
    title = " ".join(title.split())
    if not title:
        raise RacenewsError('--title is empty. Give the story a headline: --title "Vos wins in Plumelec".')
    file = dumps / f"{day.year:04}" / f"{day.isoformat()}-{slug_of(title, title)}.md"
    head = [f"Title: {title}", f"Date: {day.isoformat()}", *([f"Author: {author}"] if author else [])]
    text = "\n".join([*head, "Tags: ", "Status: draft", "", "Write here, and remove the line Status to publish.", ""])
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise RacenewsError(f"{file}: there is a story with this title already. Choose another.") from None
    return file


def built_for(output: Path) -> str:
    """Return the address a site was built for, as its robots.txt names it; "" where it names none."""
    try:
        lines = (output / ROBOTS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    maps = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    return maps[0].rpartition("/")[0] if maps else ""


def suggest_rules(content: Path, minimum: int, jobs: int = 1) -> tuple[Proposal, ...]:
    """Return what recurs in at least `minimum` dumps of one source and no rule takes yet, newest first."""
    return propose(count_repeats(content, minimum, jobs), minimum)


def count_repeats(content: Path, minimum: int, jobs: int = 1) -> Counts:
    """Return how often each sentence and line stands in the stories below `content`, by source."""
    if not content.is_dir():
        raise RacenewsError(f"{content}: there is no such folder. Name one that has dumps with --content DIR.")
    if minimum < 2:
        raise RacenewsError(f"--min {minimum}: what stands in one dump does not recur. Ask for 2 or more.")
    dumps, desk = content / "dumps", content / "desk"
    knowledge = resources.load(desk=desk if desk.is_dir() else None)
    counts = Counts()
    for article in batch.read_stories(dumps if dumps.is_dir() else content, knowledge, jobs=jobs):
        counts.add_story(article)
    return counts


def accept_rules(content: Path, ids: Sequence[str], minimum: int, jobs: int = 1) -> tuple[Proposal, ...]:
    """Write each proposal as a rule with its guard case to `desk/rules.toml`; return what was written.

    Raises RacenewsError, and writes nothing, where an id is not proposed or the rule would not hold.
    """
    proposed = {proposal.id: proposal for proposal in suggest_rules(content, minimum, jobs)}
    unknown = [
        f'"{name}": no such proposal. `invoke rules --suggest` shows them.' for name in ids if name not in proposed
    ]
    if unknown:
        raise RacenewsError("\n".join(unknown))
    taken = tuple(proposed[name] for name in dict.fromkeys(ids))
    file = content / "desk" / RULES
    file.parent.mkdir(exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.is_file() else None
    head = f"{before.rstrip()}\n\n" if before and before.strip() else ""
    file.write_text(head + "\n".join(map(_rule_text, taken)), encoding="utf-8")
    try:
        resources.load(desk=file.parent)
    except RacenewsError:
        if before is None:
            file.unlink()
        else:
            file.write_text(before, encoding="utf-8")
        raise
    return taken


def _rule_text(proposal: Proposal) -> str:
    """Return a proposal as TOML: the rule, and the case that guards it."""
    why = f"recurs word for word in {proposal.count} dumps of {proposal.source or 'this desk'}"
    rule = {
        "id": proposal.id,
        "match": phrase_of(proposal.text),
        "why": why,
        "seen": proposal.examples[0],
        "scope": "phrase",
    }
    case = {"rule": proposal.id, "text": proposal.text}
    tables = (("rule", rule), ("case", case))
    return "\n".join(
        f"[[{name}]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in table.items()) for name, table in tables
    )


def _toml(text: str) -> str:
    """Return a text in TOML's quotes: JSON's, but for one control."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
