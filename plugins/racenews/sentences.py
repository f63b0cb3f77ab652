"""Where sentences end: one splitter for every room. It knows abbreviations, initials, decimals and quotes."""

from __future__ import annotations

import functools
import re

# After these a full stop does not end the sentence (when a capital follows).
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st ste sr jr prof rev hon gen col capt lt sgt sen gov rep no nos vs v cf ca approx dept est fig "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "e.g i.e p.m a.m u.s u.k u.s.a ft mt mte vol ed eds pp al inc ltd co corp bros messrs mme mlle".split()
)
# These may end a sentence too ("at 4 p.m. The race …"): a capitalised function word after them says so.
_MAY_END = frozenset("p.m a.m u.s u.k u.s.a inc ltd co corp bros jr sr al".split())
# Ordinary words as well: abbreviations only before a figure ("No. 4", "Sat. 5 July").
_BEFORE_FIGURES = frozenset("no nos sat sun mar dec mon wed may vol ed eds fig est col gen rep al apr pp".split())
_OPENERS = frozenset(
    "The A An He She It They We I In On At But And After Before When While His Her Their This That These Those There "
    "As If For With From By To Then Now Both Only".split()
)
MAX_KNOWN_LINES = 512  # the lines of a dump are split anew whenever more of its head is known
FOLLOWING_CHARS = 40  # what is looked at behind a mark
# "He wept.Subscribe": exports lose the space between two blocks. What opens with one of a few signs is found four times
# as fast as what may open with a look back.
_MARK = re.compile(
    r"[.!?…](?:[.!?…]*[\"'”’»)\]]*(?=\s|$)"
    r"|(?<=[a-zß-öø-ÿ]{2}[.!?])(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’]|[¿¡«“][A-ZÀ-ÖØ-Þ]|E-[Mm]ail|[AIÀOÉEY]\s[a-zß-öø-ÿ]|[A-ZÀ-ÖØ-Þ]{4}))"
)
_CLOSERS = "\"'”’»)]"
_OPENING = "\"'“‘«([¿¡-–— "


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]` as half-open offsets, surrounding white space left out.

    >>> [("St. Moritz is near. He won."[a:b]) for a, b in split_sentences("St. Moritz is near. He won.")]
    ['St. Moritz is near.', 'He won.']
    """
    return list(_split(text, start, len(text) if end is None else end))


@functools.lru_cache(MAX_KNOWN_LINES)
def _split(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    found = []
    for a, b in sentence_spans(text, start, end):
        piece = text[a:b]
        if body := piece.strip():
            first = a + len(piece) - len(piece.lstrip())
            found.append((first, first + len(body)))
    return tuple(found)


def read_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences themselves, in order; () for text without any.

    >>> read_sentences("He lives in St. Moritz. The gap was 4:12.5! “No,” she said.")
    ('He lives in St. Moritz.', 'The gap was 4:12.5!', '“No,” she said.')
    """
    return tuple(text[a:b] for a, b in split_sentences(text))


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """Return half-open offsets of the sentences; together they cover `text[start:end]`, white space included.

    Linear in the length of the text.
    """
    end = len(text) if end is None else end
    spans = []
    at = start
    for mark in _MARK.finditer(text, start, end):
        if _ends_sentence(text, at, mark, end):
            spans.append((at, mark.end()))
            at = mark.end()
    if text[at:end].strip() or not spans:
        spans.append((at, end))
    else:
        spans[-1] = (spans[-1][0], end)
    return tuple(spans)


def _ends_sentence(text: str, start: int, mark: re.Match[str], end: int) -> bool:
    """Say whether `mark`, closing quotes included, ends the sentence begun at `start`; no look goes beyond `end`."""
    following = text[mark.end() : min(mark.end() + FOLLOWING_CHARS, end)].lstrip()
    if not following:
        return True
    opening = following.lstrip(_OPENING)
    if opening[:1].islower():
        return False  # "“Never!” he said" goes on, and so does "No. 4 rider"
    if mark.group().rstrip(_CLOSERS) != ".":
        return True
    word = _word_before(text, start, mark.start())
    bare = word.lower().lstrip("\"'“‘«([")
    if len(bare) == 1 and bare.isalpha() and word[-1].isupper():
        return False  # an initial: "J. Smith"
    if bare in _BEFORE_FIGURES and not (opening[:1].isdigit() or bare in ("gen", "col", "rep")):
        return True
    if bare in _ABBREVIATIONS:
        next_word = opening.split(maxsplit=1)[0] if opening.strip() else ""
        return bare in _MAY_END and next_word.strip(",;") in _OPENERS
    return True


def _word_before(text: str, start: int, stop: int) -> str:
    """Return the word that ends at `stop`; at most 30 code points, which bounds the work."""
    words = text[max(start, stop - 30) : stop].split()
    return words[-1] if words else ""
