"""Where sentences end: one splitter for every room. Linear in the length of the text."""

from __future__ import annotations

import re

# Words that end in a full stop without ending a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st ste sr jr vs no nos approx dept est inc ltd co corp mt ft jan feb mar apr jun "
    "jul aug sep sept oct nov dec mon tue wed thu fri sat sun km kph mph min sec hr gen col capt lt sgt "
    "rev hon e.g i.e a.m p.m u.s u.k d.c cf al bros nr pts pt ca".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[.!?…]+[\"'”’»)\]]*$")
_LAST_WORD = re.compile(r"[\w.'’-]*$")


def _ends_sentence(text: str, start: int, stop: int, mark_at: int, mark_end: int) -> bool:
    """Tell whether the mark at `mark_at` closes a sentence that began at `start`."""
    follows = text[mark_end : min(mark_end + 40, stop)].lstrip()
    if not follows:
        return True
    opener = follows.lstrip("\"'“‘«([-–—")
    if text[mark_at] != "." or text[mark_at : mark_at + 2] == "..":
        return not opener[:1].islower()
    word_match = _LAST_WORD.search(text, max(start, mark_at - 24), mark_at)
    word = word_match.group().strip("'’-").lower() if word_match else ""
    if opener[:1].islower():
        return False
    if word in _ABBREVIATIONS:
        # "no." and "sat." are words as well: they end a sentence unless a figure or a name can follow
        return False
    return not (len(word) == 1 and word.isalpha() and text[mark_at - 1].isupper())


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]` as half-open offsets, surrounding white space left out.

    >>> [("St. Moritz is near. He won."[a:b]) for a, b in split_sentences("St. Moritz is near. He won.")]
    ['St. Moritz is near.', 'He won.']
    """
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start, stop):
        if match.end() <= at or not _ends_sentence(text, at, stop, match.start(), match.end()):
            continue
        found.append((at, match.end()))
        at = match.end()
    if at < stop:
        found.append((at, stop))
    trimmed = []
    for a, b in found:
        piece = text[a:b]
        lead = len(piece) - len(piece.lstrip())
        body = piece.strip()
        if body:
            trimmed.append((a + lead, a + lead + len(body)))
    return trimmed
