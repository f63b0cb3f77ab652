"""Choose the topics of a story from its mentions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from racenews.enrich.gazetteer import Gazetteer
from racenews.types import Mention, Topic


def choose_topics(
    mentions: Sequence[Mention], gazetteer: Gazetteer, published: dt.date | None, extra: Sequence[str] = ()
) -> tuple[Topic, ...]:
    """Return the topics by importance. `extra` are those that the dump itself names."""
    return ()
