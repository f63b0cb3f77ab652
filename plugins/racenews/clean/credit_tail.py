"""A picture's credit and the sentence that is glued to it: "Photo: Lena Mohr Ada Holm won the stage …"."""

from __future__ import annotations

import re

MIN_SENTENCE_WORDS = 8

_NAME = r"(?:[^\W\d_a-z][\w'’.-]*(?:/[\w'’.-]+)*)"
_CREDIT = re.compile(
    r"\W*(?i:images?|photos?|pictures?|photograph|photography|fotos?|bild(?:er)?|crédits?|credits?|beeld)"
    r"(?:\s+(?i:credits?|by|courtesy of|courtesy))?\s*[:|©]?\s*(?:(?i:by|par|di|van|von)\s+)?"
    rf"{_NAME}\s+{_NAME}\s+(?=(?P<third>[\"“‘«]?{_NAME})\s)"
)
_PARTICLES = frozenset("van von der den de di da del la le of and".split())
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")


def find_credit_tail(stretch: str) -> int | None:
    """Return where the sentence begins that runs out of a credit of two words, None where all may be the credit.

    >>> line = "Photo: Lena Mohr Ada Holm won the stage after a long ride in the wind."
    >>> line[find_credit_tail(line):]
    'Ada Holm won the stage after a long ride in the wind.'
    >>> find_credit_tail("Photo: Ada Holm crosses the line on her own in the rain of Bergen.")
    """
    match = _CREDIT.match(stretch)
    if match is None or match["third"].lower() in _PARTICLES or not _ENDS.search(stretch.rstrip()):
        return None
    return match.end() if len(stretch[match.end() :].split()) >= MIN_SENTENCE_WORDS else None
