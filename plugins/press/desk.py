"""Small services to an editor: a new story, and which address a site was built for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from racenews.publish.addresses import slug_of
from racenews.publish.sitemap import ROBOTS
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
