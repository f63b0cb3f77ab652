"""`Site` -> the pages to print, one plan each: where, with which template, showing what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from racenews.publish.view_records import Site


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page to print: its file below the output folder, its template, and what the template sees."""

    path: str
    template: str
    context: Mapping[str, object]


def list_pages(site: Site) -> Iterator[PagePlan]:
    """Yield every page but stories and hand-written pages. Each context holds `head` and the template's own names."""
    raise NotImplementedError
