"""Bylines and their pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from urllib.parse import urlsplit

from racenews.publish.dossier import TopicKey, Topics, rank
from racenews.publish.drafts import Draft
from racenews.publish.titles import Titles
from racenews.publish.view_records import AuthorView, Card, Head, House, Link, Ranking
from racenews.publish.wording import slug, sort_key
from racenews.types import Brief, Byline
from racenews.words import Words

_JOINED = re.compile(r", | and ")  # as bylines are printed


def author_links(stories: Iterable[Brief], house: House) -> dict[str, Link]:
    """Return a link for every byline; spellings with one slug share a page under the spelling used most."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for story in stories:
        name = story.author or house.desk
        spellings[slug(name, "author")][name] += 1
    links: dict[str, Link] = {}
    for author, names in spellings.items():
        shown = min(names, key=lambda n: (-names[n], n))
        link = Link(shown, f"authors/{author}/")  # no count: a story's page shows none, and would change with it
        links |= dict.fromkeys(names, link)
    return links


def build_authors(
    drafts: Sequence[Draft],
    links: Mapping[str, Link],
    topics: Topics,
    house: House,
    titles: Titles,
    bylines: Sequence[Byline] = (),
) -> tuple[AuthorView, ...]:
    """Return the authors by name, the house desk last, each with what the desk says of them."""
    said = {f"authors/{slug(byline.name, 'author')}/": byline for byline in bylines}
    written: dict[str, list[Draft]] = defaultdict(list)
    paths = {link.path for link in links.values()}
    for draft in drafts:
        for path in _pages(draft.card.author, paths):
            written[path].append(draft)
    shown = {link.path: link for link in links.values()}
    desk = links.get(house.desk)
    say, views = house.words.say, []
    for path, own in written.items():
        link = replace(shown[path], count=len(own))
        is_desk = desk is not None and desk.path == path
        cards = tuple(d.card for d in own)
        subjects: Counter[TopicKey] = Counter(("race", race) for d in own for race in d.plate.races)
        ranking = Ranking(say("authors.writes_about"), rank(((topics.link(key), n) for key, n in subjects.items()), 8))
        intro = _span(cards, house.words)
        if is_desk:
            intro = f"{intro} {say('authors.desk')}"
        head = Head(
            titles.claim(say("authors.by", name=link.name)),
            say("authors.by_description", name=link.name, intro=intro),
            path,
            section="authors",
        )
        byline = said.get(path, Byline(link.name))
        web = tuple(Link(_host(address), address) for address in byline.links)
        rankings = (ranking,) if ranking.links else ()
        views.append(AuthorView(head, link, is_desk, cards, intro, rankings, byline.bio, web))
    return tuple(sorted(views, key=lambda a: (a.desk, sort_key(a.link.name))))


def _pages(author: Link, paths: Set[str]) -> tuple[str, ...]:
    """Return the pages that list a story: its byline's own, and those of its writers who have signed alone as well."""
    names = _JOINED.split(author.name)
    alone = [f"authors/{slug(name, 'author')}/" for name in names] if len(names) > 1 else []
    return tuple(dict.fromkeys((author.path, *(path for path in alone if path in paths))))


def _host(address: str) -> str:
    """Return the name by which a reader knows an address: "example.org"."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _span(cards: Sequence[Card], words: Words) -> str:
    """Return "15 stories between 25 May 2018 and 3 August 2025."."""
    days = [c.date for c in cards if c.date]
    stories = words.say("count.story", n=len(cards))
    if not days:
        return words.say("authors.span_undated", stories=stories)
    first, last = words.long_date(min(days)), words.long_date(max(days))
    if first == last:
        return words.say("authors.span_day", stories=stories, date=first)
    return words.say("authors.span", stories=stories, first=first, last=last)
