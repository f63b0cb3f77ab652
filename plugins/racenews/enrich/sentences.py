"""Split a paragraph into sentences: one place that knows abbreviations, initials, decimals and quotes."""

from __future__ import annotations

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
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_CLOSERS = "\"'”’»)]"


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph in order, each stripped; () for text without any.

    >>> split_sentences("He lives in St. Moritz. The gap was 4:12.5! “No,” she said.")
    ('He lives in St. Moritz.', 'The gap was 4:12.5!', '“No,” she said.')
    """
    return tuple(s for start, end in sentence_spans(text) if (s := text[start:end].strip()))


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return half-open offsets of the sentences; together they cover the text."""
    spans = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, start, stop.start(), stop.end()):
            spans.append((start, stop.end()))
            start = stop.end()
    if text[start:].strip() or not spans:
        spans.append((start, len(text)))
    else:
        spans[-1] = (spans[-1][0], len(text))
    return tuple(spans)


def _ends_sentence(text: str, start: int, stop: int, end: int) -> bool:
    """Say whether the mark at `stop` (closing quotes up to `end`) ends the sentence begun at `start`."""
    following = text[end : end + 40].lstrip()
    if not following:
        return True
    opening = following.lstrip("\"'“‘«([¿¡")
    if opening and opening[0].islower():
        return False  # "“Never!” he said" goes on; so does "No. 4 rider" by its abbreviation below
    mark = text[stop:end].rstrip(_CLOSERS)
    if mark != ".":
        return True
    word = _word_before(text, start, stop)
    bare = word.lower().lstrip("\"'“‘«([")
    if len(bare) == 1 and bare.isalpha() and word[-1].isupper():
        return False  # an initial: "J. Smith"
    if bare in _BEFORE_FIGURES and not (opening[:1].isdigit() or bare in ("gen", "col", "rep")):
        return True
    if bare in _ABBREVIATIONS:
        return bare in _MAY_END and opening.split(maxsplit=1)[0].strip(",;") in _OPENERS
    return True


def _word_before(text: str, start: int, stop: int) -> str:
    """Return the word that ends at `stop`; at most 30 code points, which bounds the work."""
    return text[max(start, stop - 30) : stop].split()[-1] if text[max(start, stop - 30) : stop].split() else ""
