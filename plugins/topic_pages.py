"""Door: the plan of the newspaper's pages -> files. Lists, topics, authors, archives, search and 404."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from press.edition import SETTING, Edition
from racenews.publish.jsonld import page_jsonld
from racenews.publish.pages import list_pages


def register() -> None:
    """Connect the door."""
    signals.get_generators.connect(get_generators)


def get_generators(pelican: Any) -> type[Generator]:
    """Name the generator that prints the planned pages."""
    return PlannedPagesGenerator


class PlannedPagesGenerator(Generator):
    """Prints every page that `racenews.publish.pages` plans."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages one by one."""
        edition: Edition = self.settings[SETTING]
        house = edition.site.house
        for plan in list_pages(edition.site):
            head: Any = plan.context["head"]
            topic: Any = plan.context.get("topic")
            writer.write_file(
                plan.path,
                self.get_template(plan.template.removesuffix(".html")),
                self.context,
                url=plan.path,
                **{"jsonld": page_jsonld(head, house, topic), **plan.context},
            )
            edition.count_page()
