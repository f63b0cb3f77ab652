"""The newsroom behind one function, as the ten promises ask for it: bytes in, one record of all that is published out.

Also what a tester outside the project plugs in: `--adapter tests.racenews.adapter` with PYTHONPATH=plugins:. .
"""

from __future__ import annotations

from dataclasses import dataclass

from racenews.intake.read import dump_from_bytes
from racenews.pipeline import article_from_dump, default_resources, tiles
from racenews.publish.addresses import slug_of
from racenews.publish.body import render_body
from racenews.types import Article, Mention, UnreadableDumpError

SOURCE = "dump.txt"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one dump. `spans` are (start, end, "kept" or "removed", rule), edge to edge over `text`."""

    status: str
    reason: str
    text: str = ""
    spans: tuple[tuple[int, int, str, str], ...] = ()
    body: str = ""
    html: str = ""
    title: str | None = None
    author: str | None = None
    summary: str | None = None
    date: str | None = None
    slug: str | None = None


def clean(data: bytes) -> Result:
    """Return what the newsroom makes of `data`. Never raises."""
    try:
        dump = dump_from_bytes(data, SOURCE)
    except UnreadableDumpError as fault:
        return Result("quarantined", str(fault))
    outcome = article_from_dump(dump, default_resources())
    header = outcome.header_spans if isinstance(outcome, Article) else ()
    spans = tuple(
        (t.start, t.end, "kept" if t.label == "kept" else "removed", t.rule or t.label * (t.label != "kept"))
        for t in tiles(dump, header, outcome.removals)
    )
    if not isinstance(outcome, Article):
        return Result("quarantined", f"{outcome.reason}; {outcome.remedy}", dump.text, spans)
    return Result(
        status="published",
        reason="",
        text=dump.text,
        spans=spans,
        body="\n\n".join(p.text for p in outcome.paragraphs),
        html=render_body(outcome, _link),
        title=outcome.title,
        author=outcome.author,
        summary=outcome.summary,
        date=outcome.date.isoformat() if outcome.date else None,
        slug=slug_of(outcome.title, outcome.source),
    )


def _link(mention: Mention) -> str:
    return f"https://paper.example/{mention.kind}s/{mention.id}/"
