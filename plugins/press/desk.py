"""Small services to an editor: a new story, ideas for rules and topics, and which address a site was built for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from racenews import batch, resources
from racenews.newcomers import Newcomer, Newcomers
from racenews.open_names import OpenName, OpenNames
from racenews.publish.addresses import slug_of
from racenews.publish.sitemap import ROBOTS
from racenews.repeats import Counts, Proposal, phrase_of, propose
from racenews.resources import Resources
from racenews.resources_desk import RULES
from racenews.toml_text import quote_toml
from racenews.types import Article, RacenewsError, Topic, TopicKind


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


def _read(content: Path, jobs: int) -> tuple[Resources, Iterator[Article]]:
    """Return what the newsroom knows with the desk of `content`, and the stories in its dumps one by one."""
    if not content.is_dir():
        raise RacenewsError(f"{content}: there is no such folder. Name one that has dumps with --content DIR.")
    dumps, desk = content / "dumps", content / "desk"
    knowledge = resources.load(desk=desk if desk.is_dir() else None)
    return knowledge, batch.read_stories(dumps if dumps.is_dir() else content, knowledge, jobs=jobs)


def suggest_rules(content: Path, minimum: int, jobs: int = 1) -> tuple[Proposal, ...]:
    """Return what recurs in at least `minimum` dumps of one source and no rule takes yet, newest first."""
    return propose(count_repeats(content, minimum, jobs), minimum)


def count_repeats(content: Path, minimum: int, jobs: int = 1) -> Counts:
    """Return how often each sentence and line stands in the stories below `content`, by source."""
    if minimum < 2:
        raise RacenewsError(f"--min {minimum}: what stands in one dump does not recur. Ask for 2 or more.")
    counts = Counts()
    for article in _read(content, jobs)[1]:
        counts.add_story(article)
    return counts


def suggest_topics(content: Path, minimum: int, jobs: int = 1) -> tuple[tuple[Newcomer, ...], tuple[OpenName, ...]]:
    """Return names in `minimum` stories or more: unknown ones, and known ones that stay unlinked."""
    if minimum < 1:
        raise RacenewsError(f"--min {minimum}: a name stands in one story at least. Ask for 1 or more.")
    knowledge, articles = _read(content, jobs)
    newcomers, names = Newcomers(knowledge.gazetteer), OpenNames(knowledge.gazetteer)
    for article in articles:
        newcomers.add_story(article)
        names.add_story(article, knowledge.desk.corrections.get(article.source))
    return newcomers.suggest(minimum), names.list_open(minimum)


def count_topics(content: Path, jobs: int = 1) -> tuple[tuple[Topic, int], ...]:
    """Return every topic of the stories in the dumps, its `mentions` those of all stories, with how many they are."""
    stories: Counter[tuple[TopicKind, str]] = Counter()
    mentions: Counter[tuple[TopicKind, str]] = Counter()
    names: dict[tuple[TopicKind, str], str] = {}
    for article in _read(content, jobs)[1]:
        for topic in article.topics:
            key = topic.kind, topic.id
            names[key] = topic.name
            stories[key] += 1
            mentions[key] += topic.mentions
    found = [
        (Topic(kind, id, names[kind, id], names[kind, id], mentions[kind, id]), n) for (kind, id), n in stories.items()
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].kind, pair[0].id)))


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
        f"[[{name}]]\n" + "".join(f"{key} = {quote_toml(value)}\n" for key, value in table.items())
        for name, table in tables
    )
