"""Stories in brief -> `Site`: everything the templates show, worked out once.

Each step walks the stories a fixed number of times, and lists that could grow with the square of the stories
(related stories, names beside names) look at capped neighbourhoods: two thousand stories take a second or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from racenews.card_face import CardFace, load_face
from racenews.palette import Palette, load_palette
from racenews.publish.author_views import author_links, build_authors
from racenews.publish.calendar_views import build_years
from racenews.publish.dossier import Entries, Topics, build_indexes, build_topics
from racenews.publish.drafts import draft_story
from racenews.publish.front_page import build_front, choose_lead
from racenews.publish.photo import Photo, Pictures, lay_out_photo
from racenews.publish.story_views import Stories
from racenews.publish.titles import Titles
from racenews.publish.view_records import AuthorView, Card, Front, Head, House, Link, Site, StoryView, Swatch, TopicView
from racenews.types import Brief, Byline

__all__ = [
    "AuthorView", "Card", "Front", "Head", "House", "Link", "Site", "StoryView", "Swatch", "TopicView", "build_site",
]  # fmt: skip


def build_site(
    stories: Iterable[Brief],
    urls: Mapping[str, str],
    gazetteer: Entries,
    house: House,
    palette: Palette | None = None,
    face: CardFace | None = None,
    bylines: Sequence[Byline] = (),
    pictures: Pictures | None = None,
) -> Site:
    """Return the whole newspaper as records, newest story first. `urls` maps a story's source to its path.

    `bylines` is what the desk says of authors, `pictures` which photographs it has. Stories whose source has no path
    are left out.
    """
    palette = palette or load_palette()
    newest_first = sorted((s for s in stories if s.source in urls), key=lambda s: _edition_order(s, urls))
    authors = author_links(newest_first, house)
    titles = Titles(house)
    photos = _lay_out_photos(pictures or {}, urls)
    drafts = [draft_story(s, urls[s.source], authors, house, palette, photos.get(s.source)) for s in newest_first]
    topics = Topics(drafts, palette)
    views = Stories(drafts, titles, topics, house, palette, face or load_face())
    cards = tuple(d.card for d in drafts)
    lead = choose_lead(drafts)
    order = cards if lead is None else (lead, *(c for c in cards if c is not lead))
    topic_views = build_topics(topics, gazetteer, titles, house.words)
    return Site(
        house=house,
        stories=views,
        announced=drafts,
        topics_of=views.topics_of,
        front=build_front(order, topics, drafts, house.words),
        order=order,
        topics=topic_views,
        indexes=build_indexes(topics, gazetteer, house.words),
        authors=build_authors(drafts, authors, topics, house, titles, bylines),
        years=build_years([c for c in cards if c.date], titles, house.words),
        undated=tuple(c for c in cards if c.date is None),
        by_topic={(t.kind, t.id): t for t in topic_views},
        topic_plates=topics.plates,
        palette=palette,
    )


def _lay_out_photos(pictures: Pictures, urls: Mapping[str, str]) -> Mapping[str, Photo]:
    return {source: lay_out_photo(urls[source], *picture) for source, picture in pictures.items() if source in urls}


def _edition_order(brief: Brief, urls: Mapping[str, str]) -> tuple[int, str]:
    """Sort newest first and undated last; stories of one day by their address, so that the order never wavers."""
    return (-brief.date.toordinal() if brief.date else 0, urls[brief.source])
