"""Door: what machines read. JSON-LD into each page, and feeds, sitemaps, robots.txt and pictures as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.utils import sanitised_join

from press.edition import SETTING, Edition
from press.plan import Compositor, Make, Piece
from racenews.card_face import CardFace, load_face
from racenews.palette import Palette
from racenews.publish.body import sanitise_page
from racenews.publish.card_facts import CardFacts, plan_cards
from racenews.publish.feeds import all_feeds, plan_feeds
from racenews.publish.guides import all_guides
from racenews.publish.jsonld import page_jsonld, story_jsonld
from racenews.publish.plate import draw_plate
from racenews.publish.redirects import redirect_pages
from racenews.publish.sitemap import PACKED, all_maps, as_published
from racenews.publish.style_sheet import SHEET, join_sheets, kits_of
from racenews.publish.view_records import Head

NOT_FOUND = "404.html"
INDEX = "index.html"


def register() -> None:
    """Connect the door."""
    signals.article_generator_write_article.connect(describe_story)
    signals.page_generator_write_page.connect(describe_page)
    signals.get_generators.connect(get_generators)


def describe_story(generator: Any, content: Any) -> None:
    """Put the story's JSON-LD where its template finds it."""
    edition: Edition = generator.settings[SETTING]
    article = edition.articles[content.view.source]
    generator.context["jsonld"] = content.jsonld = story_jsonld(article, content.view, edition.site.house)
    edition.count_page()


def describe_page(generator: Any, content: Any) -> None:
    """Put a hand-written page's JSON-LD where its template finds it, and take out of the page what could run."""
    content._content = sanitise_page(content.content)
    edition: Edition = generator.settings[SETTING]
    head = Head(title=content.title, description="", path=content.save_as.removesuffix(INDEX))
    generator.context["jsonld"] = content.jsonld = page_jsonld(head, edition.site.house)
    edition.count_page()


def get_generators(pelican: Any) -> type[Generator]:
    """Name the generator that writes the files for machines."""
    return MachineFilesGenerator


def _encoded(make: Callable[..., str], *args: object) -> bytes:
    return make(*args).encode()


def _draw(card: CardFacts, palette: Palette, face: CardFace) -> bytes:
    from racenews.publish.social_card import draw_card  # what draws takes longer to load than an edit may last

    return draw_card(card, palette, face)


class MachineFilesGenerator(Generator):
    """Writes feeds, guides, sitemaps, robots.txt, the style sheet, and the stories' pictures, cards and photographs."""

    def generate_output(self, writer: Any) -> None:
        """Write the files one by one; none may be written over a page."""
        site = self.settings[SETTING].site
        for path, text in chain(all_feeds(site), site.plates(), self._small_files()):
            self._write(path, as_published(path, text))
        face = load_face()
        for path, facts in plan_cards(site):
            self._write(path, _draw(facts, site.palette, face))
        for path, _, make in self._plan_prints():
            self._write(path, make())

    def _write(self, path: str, data: bytes) -> None:
        file = Path(sanitised_join(self.output_path, path))  # raises for a path that leads out of the folder
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)

    def _read_sheet(self, path: str) -> str:
        """Return one of the theme's style sheets, by its path beside main.css."""
        return Path(self.theme, "static", "css", path).read_text(encoding="utf-8")

    def plan_files(self, compositor: Compositor) -> Iterator[Piece]:
        """Yield the files for the press: feeds and pictures with what they are made of, the others as they are."""
        site = self.settings[SETTING].site
        for feed in plan_feeds(site):
            yield compositor.made(feed.path, feed.made_from, partial(_encoded, feed.make))
        palette = compositor.key(site.palette)
        for path, facts in site.sketches():
            yield compositor.made(path, (palette, facts), partial(_encoded, draw_plate, facts, site.palette))
        face = load_face()
        for path, card in plan_cards(site):
            yield compositor.made(path, (palette, face.digest, card), partial(_draw, card, site.palette, face))
        for path, made_from, make in self._plan_prints():
            yield compositor.made(path, made_from, make)
        for path, text in self._small_files():
            if path.endswith(PACKED):
                yield compositor.made(path, text, partial(as_published, path, text))
            else:
                yield compositor.text(path, text)

    def _plan_prints(self) -> Iterator[tuple[str, object, Make]]:
        """Yield the files of the photographs: (path, what it is made from, how)."""
        edition: Edition = self.settings[SETTING]
        stories = ((story.source, story.card.photo) for story in edition.site.announced)
        return edition.darkroom.plan_prints((source, photo) for source, photo in stories if photo)

    def _small_files(self) -> Iterator[tuple[str, str]]:
        """Yield guides, sitemaps, robots.txt, the style sheet and redirects: (path, text)."""
        edition: Edition = self.settings[SETTING]
        site = edition.site
        yield from all_guides(site)
        own = [file.read_text(encoding="utf-8-sig") for file in edition.sheets]
        yield SHEET, join_sheets(self._read_sheet, kits_of(site), own)
        yield from all_maps(site, self._listed(), edition.today)
        if edition.redirects:
            yield from redirect_pages(edition.redirects, self._pages(), site.house)

    def _listed(self) -> Iterator[str]:
        """Yield the paths of the pages that search engines may list, but for the stories'."""
        return (file.removesuffix(INDEX) for file in self._other_pages() if file != NOT_FOUND)

    def _pages(self) -> frozenset[str]:
        """Return the files of all pages, stories included."""
        stories = self.settings[SETTING].site.announced
        return frozenset(chain(self._other_pages(), (f"{story.card.path}{INDEX}" for story in stories)))

    def _other_pages(self) -> Iterator[str]:
        """Yield the files of the pages that are no stories."""
        return chain(self.settings[SETTING].planned, (page.save_as for page in self.context["pages"]))
