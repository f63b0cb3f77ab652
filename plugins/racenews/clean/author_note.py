"""The note about the writer that stands under a story: it opens with the byline's name or runs on from a cut note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
_RUNS_ON = re.compile(r"\s*(?:she|he|they|her|his|their)\s")
_NOTE_LABEL = re.compile(r"\W*(?:about|meet) ")
_NOTE_RULE = "legal/about-author"


def find_author_notes(
    paragraphs: Sequence[Paragraph], author: str | None, text: str, removals: Sequence[Removal]
) -> tuple[Removal, ...]:
    """Return the last paragraphs that begin with the author's name and tell of a writer's work, and rests of notes.

    `removals` are the cuts in `text` so far: what follows a note on the same line, and says "she", belongs to it.
    """
    return (*_named_notes(paragraphs, author), *_rests(paragraphs, text, removals))


def _rests(paragraphs: Sequence[Paragraph], text: str, removals: Sequence[Removal]) -> Iterator[Removal]:
    """Yield the stretches that run on from a note which the rules have cut."""
    ends = [r.span.end for r in removals if r.rule == _NOTE_RULE and _NOTE_LABEL.match(fold(r.span.of(text)))]
    for span in (span for paragraph in paragraphs for span in paragraph.spans):
        follows = any(end <= span.start and not text[end : span.start].strip(" ") for end in ends)
        body = fold(span.of(text))
        if follows and len(body.split()) <= MAX_NOTE_WORDS and _RUNS_ON.match(body):
            yield Removal(span, *AUTHOR_NOTE_RULE)


def _named_notes(paragraphs: Sequence[Paragraph], author: str | None) -> tuple[Removal, ...]:
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
