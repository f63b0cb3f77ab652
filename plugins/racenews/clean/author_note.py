"""The note about the writer that stands under a story: it begins with the byline's name and speaks of a desk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from racenews.folding import fold
from racenews.types import Paragraph, Removal

AUTHOR_NOTE_RULE = ("legal/author-note", "tells who the author is")
MAX_NOTE_WORDS = 70
LAST_PARAGRAPHS = 3  # a note stands at the foot, before at most a correction and a credit

_OF_A_WRITER = re.compile(
    r"\b(?:writer|editor|reporter|correspondent|journalist|columnist|contributor|freelance|freelancer|presenter|author|"
    r"staff|desk|newsroom|joined|writes|written|writing|covers|covered|covering|reports|blogs|podcast|"
    r"followed the sport|looks after|testing|tested|books?|magazine|based in|lives (?:in|near|with)|"
    r"journaliste|redacteur|giornalista|periodista|redakteur\w*)\b"
)


def find_author_notes(paragraphs: Sequence[Paragraph], author: str | None) -> tuple[Removal, ...]:
    """Return the last paragraphs that begin with the author's name and tell of a writer's work."""
    if not author or len(paragraphs) < 3:
        return ()
    names = [re.escape(fold(part)) for part in re.split(r"\s+(?:and|&)\s+", author)]
    first_names = [name.split("\\ ")[0] for name in names]
    opens = re.compile(rf"(?:{'|'.join([*names, *first_names])})(?:'s)?\b")
    removals: list[Removal] = []
    for paragraph in paragraphs[-LAST_PARAGRAPHS:]:
        folded = fold(paragraph.text)
        if len(folded.split()) <= MAX_NOTE_WORDS and opens.match(folded) and _OF_A_WRITER.search(folded):
            removals += [Removal(span, *AUTHOR_NOTE_RULE) for span in paragraph.spans]
    return tuple(removals)
