"""Article or Rejection -> the JSON record that scripts read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from racenews.enrich.audit import veto_line
from racenews.pipeline import tiles
from racenews.types import Article, Dump, LeftRecord, LinkRecord, Mention, Rejection


def record(dump: Dump, outcome: Article | Rejection, record_id: str) -> dict[str, Any]:
    """Return the record of one dump, its keys in their documented order.

    The offsets in `removed` count in what was sent where `text` is null, else in `text`: a page's own text, or a text
    whose line ends, invisible signs or marks of Markdown are mended.
    """
    if isinstance(outcome, Rejection):
        header: tuple[Any, ...] = ()
        body: list[str] = []
    else:
        header = outcome.header_spans
        body = [p.text for p in outcome.paragraphs]
    removed = [
        {"start": t.start, "end": t.end, "rule": t.rule}
        for t in tiles(dump, header, outcome.removals)
        if t.label == "removed"
    ]
    is_article = isinstance(outcome, Article)
    return {
        "id": record_id,
        "status": "article" if is_article else "rejected",
        "is_article": is_article,
        "reason": None if isinstance(outcome, Article) else outcome.reason,
        "title": outcome.title if isinstance(outcome, Article) else None,
        "title_source": outcome.title_source if isinstance(outcome, Article) else None,
        "author": outcome.author if isinstance(outcome, Article) else None,
        "date": outcome.date.isoformat() if isinstance(outcome, Article) and outcome.date else None,
        "summary": outcome.summary if isinstance(outcome, Article) else None,
        "body": body,
        "topics": [{"kind": t.kind, "id": t.id, "name": t.name, "mentions": t.mentions} for t in outcome.topics]
        if isinstance(outcome, Article)
        else [],
        "removed": removed,
        "text": None if dump.as_sent else dump.text,
        "warnings": list(outcome.warnings) if isinstance(outcome, Article) else list(dump.warnings),
    }


def audit_record(source: str, links: Sequence[LinkRecord], left: Sequence[LeftRecord]) -> dict[str, Any]:
    """Return why each name in a story is a link or none. `paragraph` counts the body's from 0; -1 is the title."""
    return {
        "file": source,
        "links": [
            {
                **_place(link.mention),
                "topic": f"{link.mention.kind}/{link.mention.id}",
                "rule": link.mention.rule,
                "evidence": link.evidence,
                "veto": veto_line(link.mention.surface, (link.mention.kind, link.mention.id)),
            }
            for link in links
        ],
        "left": [
            {**_place(name), "candidates": [f"{kind}/{id}" for kind, id in name.candidates], "reason": name.reason}
            for name in left
        ],
    }


def _place(found: Mention | LeftRecord) -> dict[str, Any]:
    return {"surface": found.surface, "paragraph": found.paragraph, "start": found.start, "end": found.end}
