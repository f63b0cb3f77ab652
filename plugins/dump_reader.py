"""Door: dumps and hand-written stories -> Pelican's articles.

Pelican looks for no articles itself. When it has found none, this door asks the newsroom for the edition
and hands over one article a story. The edition in hand travels in the settings (`press.edition`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican import signals
from pelican.contents import Article as PelicanArticle
from pelican.generators import Generator
from pelican.readers import MarkdownReader, _filter_discardable_metadata

from press.contexts import STORY_TEMPLATE, story_context
from press.darkroom import Darkroom
from press.edition import SETTING, Edition, Progress, max_dump_bytes
from press.own_theme import wear
from press.pagefind import find_program
from press.plan import Compositor, Piece
from press.reading import read_edition
from press.rubbish import nothing_thrown_away
from press.set_solid import SetSolid
from racenews import batch, resources
from racenews.publish.body import render_body
from racenews.publish.redirects import topic_redirects
from racenews.publish.view_records import NEWEST_WITH_CARD, House, StoryView
from racenews.publish.views import build_site
from racenews.resources_words import load_words
from racenews.shelf import Articles
from racenews.types import Article
from racenews.words import Words

# Pelican sorts articles by date and knows none without; no page shows this one.
_UNDATED = dt.datetime(1, 1, 2)


def register() -> None:
    """Connect the door."""
    signals.initialized.connect(open_edition)
    signals.generator_init.connect(lend_house)
    signals.article_generator_pretaxonomy.connect(add_stories)
    signals.static_generator_finalized.connect(withhold_originals)
    signals.get_generators.connect(get_generators)


def open_edition(pelican: Any) -> None:
    """Lay out an edition where Pelican was started without the press."""
    settings = pelican.settings
    if SETTING not in settings:
        content = Path(settings["PATH"])
        desk = content / "desk"
        settings[SETTING] = Edition(
            dumps=content / "dumps",
            desk=desk if desk.is_dir() else None,
            siteurl=settings["SITEURL"],
            darkroom=Darkroom(content, None),
        )
        wear(content, settings, settings[SETTING])


def lend_house(generator: Any) -> None:
    """Let the macros of every template know the house: they are imported without the context of a page."""
    settings = generator.settings
    edition: Edition = settings[SETTING]
    if edition.words is None:
        edition.words = load_words(settings["DEFAULT_LANG"], edition.desk)
    # Templates see no day: what depends on it stands in the records.
    house = replace(make_house(settings, edition, edition.words), today=None)
    generator.env.globals.update(house=house, words=house.words, say=house.words.say_html)
    generator.env.add_extension(SetSolid)


def add_stories(generator: Any) -> None:
    """Give the generator one article a story, and every template the newspaper as records."""
    settings, context = generator.settings, generator.context
    edition: Edition = settings[SETTING]
    edition.progress("Loading", 0, 0)
    knowledge = resources.load(desk=edition.desk, lang=settings["DEFAULT_LANG"], drawer=edition.drawer)

    def read_here(progress: Progress) -> batch.Edition:
        return batch.read_edition(
            edition.dumps,
            knowledge,
            read_story=_story_reader(settings),
            today=edition.today,
            future=edition.future,
            jobs=edition.jobs,
            max_bytes=max_dump_bytes(settings),
            duplicates=settings.get("DUPLICATES", "report"),
            progress=progress,
            shelf=edition.shelf,
        )

    read = read_edition(edition, read_here)
    edition.progress("Laying out", 0, 0)
    house = make_house(settings, edition, knowledge.words)
    named = {source: picture for source, picture in knowledge.desk.pictures.items() if source in read.urls}
    pictures = edition.darkroom.look_at(named)
    with nothing_thrown_away():
        site = build_site(
            read.stories, read.urls, knowledge.gazetteer, house, bylines=knowledge.desk.authors, pictures=pictures
        )
    moved = topic_redirects(site.by_topic, knowledge.gazetteer, knowledge.desk.redirects)
    edition.redirects = (*knowledge.desk.redirects, *moved)
    edition.ledger, edition.stories, edition.site = read.ledger, len(read.stories), site
    edition.notes = (*read.notes, *edition.darkroom.faults)
    edition.briefs = {story.source: story for story in read.stories}
    edition.articles = Articles(edition.briefs, read.shelf)
    # Pages link from the root of the site; the full address stands only where machines read it.
    context.update(site=site.frame, house=generator.env.globals["house"], localsiteurl=house.base)
    if not edition.by_press:
        generator.articles.extend(
            _to_pelican(edition.articles[story.source], story, site, generator) for story in site.stories
        )
    edition.progress("Printing", 0, 0)


def withhold_originals(generator: Any) -> None:
    """Leave the originals of photographs out of the site: they may say where they were taken."""
    originals = generator.settings[SETTING].darkroom.originals
    kept = [static for static in generator.staticfiles if not _is_one_of(static, originals, generator)]
    generator.staticfiles = generator.context["staticfiles"] = kept


def _is_one_of(static: Any, files: frozenset[str], generator: Any) -> bool:
    return bool(files) and str(Path(generator.path, static.source_path).resolve()) in files


def get_generators(pelican: Any) -> type[Generator]:
    """Name the generator that plans the pages of the stories."""
    return StoriesGenerator


class StoriesGenerator(Generator):
    """Plans the page of every story for the press; on Pelican's own road they are Pelican's articles."""

    def plan_files(self, compositor: Compositor) -> Iterator[Piece]:
        """Yield the page of every story."""
        edition: Edition = self.settings[SETTING]
        site = edition.site
        for story in site.stories:
            brief = edition.briefs[story.source]
            linked = [site.topic(*topic) is not None for topic in brief.named]
            seen = {"story": story, "article": brief.digest, "linked": linked}
            more = partial(_see_story, edition, story, self.context["house"])
            yield compositor.page(f"{story.card.path}index.html", STORY_TEMPLATE, seen, more)


def _see_story(edition: Edition, story: StoryView, house: House) -> Mapping[str, object]:
    """Return what the template of a story sees, its text fetched now."""
    return story_context(edition.articles[story.source], story, house, edition.site.mention_url)


def make_house(settings: Any, edition: Edition, words: Words) -> House:
    """Return what the settings say of the newspaper, and in which words it speaks."""
    pages = (Path(settings["PATH"], folder) for folder in settings["PAGE_PATHS"])
    return House(
        name=settings["SITENAME"],
        tagline=settings["SITESUBTITLE"],
        description=settings["SITE_DESCRIPTION"],
        desk=settings["DESK_BYLINE"],
        lang=settings["DEFAULT_LANG"],
        base=urlsplit(edition.siteurl).path.rstrip("/"),
        siteurl=edition.siteurl.rstrip("/"),
        stories_per_page=settings["STORIES_PER_PAGE"],
        receipts=settings.get("RECEIPTS", False),
        social_cards=settings.get("SOCIAL_CARDS", NEWEST_WITH_CARD),
        about=any((folder / "about.md").is_file() for folder in pages),
        today=edition.today,
        words=words,
        search=find_program() is not None,
        full_text_stories=settings.get("SEARCH_FULL_TEXT_STORIES", House().full_text_stories),
    )


def _to_pelican(article: Article, story: Any, site: Any, generator: Any) -> Any:
    path = story.card.path
    printed: Any = PelicanArticle(
        render_body(article, site.mention_url, site.house.base),
        metadata={
            "title": article.title,
            "date": dt.datetime.combine(article.date, dt.time()) if article.date else _UNDATED,
            "slug": path.rstrip("/").rsplit("/", 1)[-1],
            "summary": article.summary,
            "url": path,
            "save_as": f"{path}index.html",
        },
        settings=generator.settings,
        source_path=str(generator.settings[SETTING].dumps / article.source),
        context=generator.context,
    )
    printed.view = story  # what article.html shows
    return printed


def _story_reader(settings: Any) -> batch.ReadStory:
    """Return a function that reads a hand-written story with Pelican's own Markdown reader."""
    reader = MarkdownReader({**settings, "FORMATTED_FIELDS": []})

    def read_story(path: Path) -> batch.WrittenStory:
        markup, fields = reader.read(str(path))
        head = _filter_discardable_metadata(fields)  # what stands empty in the head of a story
        date = head.get("date")
        return batch.WrittenStory(
            html=markup,
            title=_text(head.get("title")),
            author=_text(head.get("author") or head.get("authors")),
            date=date.date() if date else None,
            summary=_text(head.get("summary")),
            topics=tuple(tag.name for tag in head.get("tags", ())),
            status=str(head.get("status", "published")).lower(),
        )

    return read_story


def _text(value: Any) -> str | None:
    """Return a field of the head as one text; a field that stands on several lines is a list."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or None
    return str(value) if value else None
