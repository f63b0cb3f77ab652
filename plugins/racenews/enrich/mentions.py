"""Find the riders, teams and races that a story names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from racenews.enrich.gazetteer import Gazetteer
from racenews.types import Mention


def find_mentions(
    title: str | None, paragraphs: Sequence[str], gazetteer: Gazetteer, published: dt.date | None
) -> tuple[Mention, ...]:
    """Return all mentions in reading order, title first (paragraph -1); none overlap."""
    return ()
