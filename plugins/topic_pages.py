"""Door: the plan of the newspaper's pages -> files. Lists, topics, authors, archives, search and 404."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from press.contexts import page_context
from press.edition import SETTING, Edition, max_dump_bytes
from press.plan import Compositor, Piece
from racenews.publish.addresses import find_clashes
from racenews.publish.card_facts import HOUSE_CARD
from racenews.publish.feeds import ALL_ATOM, ALL_JSON, ALL_RSS
from racenews.publish.guides import GUIDES
from racenews.publish.pages import PagePlan, list_pages
from racenews.publish.receipts import receipt_page
from racenews.publish.sitemap import NEWS_SITEMAP
from racenews.types import RacenewsError

MACHINE_FILES = frozenset((ALL_ATOM, ALL_JSON, ALL_RSS, "sitemap.xml", NEWS_SITEMAP, HOUSE_CARD, *GUIDES))
"""What is written at a fixed place; a robots.txt of the editor's own may take the place of ours."""


def register() -> None:
    """Connect the door."""
    signals.get_generators.connect(get_generators)
    signals.all_generators_finalized.connect(check_addresses)


def check_addresses(generators: Any) -> None:
    """Plan the pages, and raise RacenewsError where one or a file by hand would stand in the place of another."""
    settings, context = generators[0].settings, generators[0].context
    edition: Edition = settings[SETTING]
    content = Path(settings["PATH"])
    pages = [(page.relative_source_path, page.save_as) for page in chain(context["pages"], context["hidden_pages"])]
    extra = [(file, kept["path"]) for file, kept in settings["EXTRA_PATH_METADATA"].items() if "path" in kept]
    edition.planned = tuple(plan.path for plan in list_pages(edition.site))
    planned = set(edition.planned)
    planned |= {f"{story.card.path}index.html" for story in edition.site.announced}
    faults = find_clashes(
        [(f"{content.name}/{file}", path) for file, path in (*pages, *extra)], planned | MACHINE_FILES
    )
    if faults:
        raise RacenewsError("\n".join(faults))


def get_generators(pelican: Any) -> type[Generator]:
    """Name the generator that prints the planned pages."""
    return PlannedPagesGenerator


class PlannedPagesGenerator(Generator):
    """Prints every page that `racenews.publish.pages` plans."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages one by one."""
        edition: Edition = self.settings[SETTING]
        for plan in chain(list_pages(edition.site), self._receipts(edition)):
            template = self.get_template(plan.template.removesuffix(".html"))
            writer.write_file(plan.path, template, self.context, **page_context(plan, self.context["house"]))
            edition.count_page()

    def plan_files(self, compositor: Compositor) -> Iterator[Piece]:
        """Yield the pages for the press."""
        edition: Edition = self.settings[SETTING]
        house = self.context["house"]
        for plan in chain(list_pages(edition.site), self._receipts(edition)):
            yield compositor.page(plan.path, plan.template, plan.context, partial(page_context, plan, house))

    def _receipts(self, edition: Edition) -> Iterator[PagePlan]:
        """Yield the receipt of every story that came as a dump, where the owner shows receipts (`RECEIPTS`)."""
        for story in edition.site.stories if edition.site.house.receipts else ():
            if not edition.briefs[story.source].is_written:  # of a story written by hand nothing is cut
                from racenews.batch import find_file
                from racenews.pipeline import read_tiles  # what cleans is loaded where it is needed

                article = edition.articles[story.source]
                text, tiles = read_tiles(find_file(edition.dumps, story.source), article, max_dump_bytes(self.settings))
                yield receipt_page(article, story, text, tiles, edition.site.house)
