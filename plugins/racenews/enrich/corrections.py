"""The desk's word on the links in one story, applied: it wins over the linker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from racenews.folding import fold_names
from racenews.types import Correction, Mention, Topic

DESK_RULE = "desk/link"
TITLE = -1  # where a mention says which paragraph it stands in


def correct_mentions(
    mentions: Sequence[Mention], correction: Correction, title: str | None, paragraphs: Sequence[str]
) -> tuple[Mention, ...]:
    """Return the mentions as the desk wants them, in reading order.

    `unlink` takes a name, and what stands within it, wherever it stands; `link` links every place where its name
    stands by itself, but for those within a longer name that is linked ("Martin" in "Tony Martin").
    """
    kept = [m for m in mentions if (m.kind, m.id) not in correction.drop]
    for name in correction.unlink:
        places = list(find_places(name, title, paragraphs))
        kept = [m for m in kept if not any(_is_within(m, place) for place in places)]
    for name, (kind, id) in correction.link.items():
        for paragraph, start, end, surface in find_places(name, title, paragraphs):
            new = Mention(kind, id, surface, paragraph, start, end, DESK_RULE)
            rivals = [m for m in kept if m.paragraph == paragraph and m.start < end and start < m.end]
            if not any(m.end - m.start > end - start for m in rivals):
                kept = [*(m for m in kept if m not in rivals), new]
    return tuple(sorted(kept, key=lambda m: (m.paragraph, m.start)))


def correct_topics(topics: Iterable[Topic], correction: Correction) -> tuple[Topic, ...]:
    """Return the topics without those that the desk drops, subjects included."""
    return tuple(topic for topic in topics if (topic.kind, topic.id) not in correction.drop)


def find_correction_faults(correction: Correction, title: str | None, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return a line for every name in `correction` that the story does not hold."""
    return tuple(
        f'desk/topics.toml: correct "{correction.file}": {key} "{name}" does not stand in the story. '
        "Copy it from the story as it stands there, or take it out."
        for key, names in (("unlink", correction.unlink), ("link", correction.link))
        for name in names
        if next(find_places(name, title, paragraphs), None) is None
    )


def find_places(name: str, title: str | None, paragraphs: Sequence[str]) -> Iterator[tuple[int, int, int, str]]:
    """Yield (paragraph, start, end, surface) wherever the name stands by itself; accents and capitals are alike."""
    words = re.escape(fold_names(" ".join(name.split())))
    pattern = re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)
    for index, text in ((TITLE, title or ""), *enumerate(paragraphs)):
        for match in pattern.finditer(fold_names(text)):
            yield index, match.start(), match.end(), text[match.start() : match.end()]


def _is_within(mention: Mention, place: tuple[int, int, int, str]) -> bool:
    paragraph, start, end, _ = place
    return mention.paragraph == paragraph and start <= mention.start and mention.end <= end
