"""Old addresses -> a small page at each that leads on: no script, no style, nothing to load.

pelican-redirect was looked at: it moves articles and pages that carry their old address in their own metadata.
Here old addresses are the desk's, in one file, and a target that is not there stops the build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from html import escape
from typing import Protocol

from racenews.publish.dossier import topic_path
from racenews.publish.view_records import House
from racenews.slugs import slugify
from racenews.types import RacenewsError, Redirect, TopicKind, TopicRef

INDEX = "index.html"
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Moved: {old} – {name}</title>
<link rel="canonical" href="{full}">
<meta http-equiv="refresh" content="0; url={link}">
</head>
<body>
<h1>This page has moved</h1>
<p>It is now at <a href="{link}">{full}</a>.</p>
</body>
</html>
"""


class Lineages(Protocol):
    """What is asked of a gazetteer here."""

    old_ids: Mapping[TopicRef, str]
    """Topics by an id of old, and the id that took its place."""

    def has(self, kind: TopicKind, id: str) -> bool:
        """Say whether there is such an entry."""

    def names_by_year(self, id: str) -> Sequence[Named]:
        """Return the names of a team, oldest first."""


class Named(Protocol):
    """A name in its years."""

    @property
    def name(self) -> str:
        """Return the name."""


def topic_redirects(
    topics: Collection[TopicRef], gazetteer: Lineages, desk: Sequence[Redirect] = ()
) -> tuple[Redirect, ...]:
    """Return where old addresses of the topics that have a page lead: ids of old, and a team's names through the years.

    The page spans the lineage, so teams/deceuninck-quick-step/ leads to the team as it is called now. An address that
    is a topic's own, that two lineages claim, or of which the desk speaks itself, is left alone.
    """
    claims: dict[str, set[TopicRef]] = {}
    for kind, id in topics:
        names = gazetteer.names_by_year(id) if kind == "team" else ()
        old = {slugify(period.name, kind) for period in names if " / " not in period.name}
        old |= {was for (of, was), now in gazetteer.old_ids.items() if (of, now) == (kind, id)}
        for was in old - {""}:
            if not gazetteer.has(kind, was):
                claims.setdefault(topic_path((kind, was)), set()).add((kind, id))
    taken = {redirect.old for redirect in desk}
    return tuple(
        Redirect(old, topic_path(next(iter(claimed))), by_desk=False)
        for old, claimed in sorted(claims.items())
        if len(claimed) == 1 and old not in taken
    )


def redirect_pages(redirects: Sequence[Redirect], pages: Set[str], house: House) -> Iterator[tuple[str, str]]:
    """Yield (path of the file, HTML) for every old address. `pages` holds the files of all pages of the site.

    Raises RacenewsError with every target of the desk that is no page, and every old address of its that is one.
    Redirects that nobody wrote give way: to a page at their address, to the desk where it moved their target.
    """
    moved = {r.old: r.new for r in redirects if r.by_desk}
    faults = []
    for old, new in moved.items():
        where = f'desk/redirects.toml: redirect "{old}"'
        if _file(old) in pages:
            faults.append(f"{where}: there is a page at this address. Take the entry out.")
        if new in moved:
            faults.append(f'{where}: "{new}" has moved itself. Name the page where it leads in the end.')
        elif _file(new) not in pages:
            faults.append(f'{where}: there is no page at "{new}". Correct "to".')
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))
    for redirect in redirects:
        redirect = replace(redirect, new=moved.get(redirect.new, redirect.new))
        if not redirect.by_desk and (_file(redirect.old) in pages or _file(redirect.new) not in pages):
            continue
        link, full = f"{house.base}/{redirect.new}", house.address(redirect.new)
        yield _file(redirect.old), redirect_page(redirect.old, link, full, house.name, house.lang)


def redirect_page(old: str, link: str, full: str, paper: str, lang: str) -> str:
    """Return the page that stands at the path `old` and leads on to `link`, which in `full` is its new address."""
    said = {"old": f"/{old}", "link": link, "full": full, "name": paper, "lang": lang}
    return _PAGE.format_map({key: escape(value) for key, value in said.items()})


def _file(path: str) -> str:
    return path if path.endswith(".html") else f"{path}{INDEX}"
