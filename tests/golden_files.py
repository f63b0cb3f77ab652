"""What a golden folder holds: `dump.txt` as it came, `article.md` and `removals.toml` as they must come out."""

from __future__ import annotations

import json
from pathlib import Path

from racenews.intake.read import read_dump
from racenews.pipeline import article_from_dump, default_resources
from racenews.types import Article, RacenewsError

GOLDEN = Path(__file__).parent / "golden"


def find_dump(folder: Path) -> Path:
    """Return the dump of a golden folder, whatever its kind."""
    found = sorted(folder.glob("dump.*"))
    if not found:
        where = folder.relative_to(GOLDEN.parents[1]).as_posix()
        raise RacenewsError(f"{where}: there is no dump. Put one there, or name one of: {', '.join(golden_slugs())}")
    return found[0]


def golden_slugs() -> list[str]:
    """Return the names of all golden folders."""
    return sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def expected_files(folder: Path) -> dict[str, str]:
    """Return the files that the newsroom makes of the folder's dump today, by name."""
    path = find_dump(folder)
    dump = read_dump(path, path.name)
    article = article_from_dump(dump, default_resources())
    if not isinstance(article, Article):
        raise RacenewsError(f"{folder.name}: {path.name} is no story ({article.reason}). Give it one that is.")
    head = {
        "title": f"{article.title} ({article.title_source})",
        "author": article.author or "-",
        "date": str(article.date or "-"),
        "summary": article.summary,
        "topics": "; ".join(f"{t.kind} {t.shown} x{t.mentions}" for t in article.topics) or "-",
        "credits": "; ".join(article.credits) or "-",
    }
    body = [p.text if p.kind == "p" else f"[{p.kind}] {p.text}" for p in article.paragraphs]
    removals = [
        f"[[removal]]\nrule = {json.dumps(r.rule)}\ntext = {json.dumps(r.span.of(dump.text), ensure_ascii=False)}\n"
        for r in article.removals
    ]
    return {
        "article.md": "\n".join(f"{k}: {v}" for k, v in head.items()) + "\n\n" + "\n\n".join(body) + "\n",
        "removals.toml": "\n".join(removals),
    }


def write_golden(slug: str) -> list[Path]:
    """Write the expected files of one golden folder for review; return their paths."""
    folder = GOLDEN / slug
    written = []
    for name, text in expected_files(folder).items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written
