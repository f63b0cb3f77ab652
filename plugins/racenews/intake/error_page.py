"""What came in instead of a story: a server's error, a check of the browser, a wall of cookies."""

from __future__ import annotations

import re

from racenews.folding import fold
from racenews.intake.lines import text_lines
from racenews.sentences import split_sentences

MAX_ERROR_CHARS = 4000  # error pages are short; what is longer has something else to say
HEAD_LINES = 4  # so far down a page that names the site first says what is wrong
MIN_STORY_WORDS = 8

# Each kind with what its pages say, folded; `^` and `$` are the ends of a line.
_SIGNS = {
    "a check of the browser": (
        r"checking your browser",
        r"(?:verify|confirm|prove|check) (?:that |if )?you(?:'re| are) (?:a |not a )?(?:human|robot)",
        r"are you a (?:robot|human)",
        r"enable javascript and cookies to continue",
        r"unusual traffic",
        r"ddos protection",
        r"^just a moment(?:\.\.\.|…)?$",
        r"\bcaptcha\b",
    ),
    "an error page: access denied": (
        r"^access denied$",
        r"access to this (?:page|site|website) (?:has been |is |was )?denied",
        r"\b40[13] (?:forbidden|unauthori[sz]ed)",
        r"^(?:error )?403\b",
        r"^forbidden$",
        r"don't have permission to access",
        r"you have been blocked",
    ),
    "an error page: the server failed": (
        r"(?:^|\berror )50[0234]\b",
        r"^(?:service (?:temporarily )?unavailable|bad gateway|gateway time-?out|internal server error)$",
        r"server encountered an (?:internal )?error",
        r"no server is available",
    ),
    "an error page: not found": (
        r"^404$",
        r"\b404 (?:[-–|:]|error|not found|page)",
        r"error 404",
        r"^(?:the )?(?:page|url|file|article|content) (?:was )?not found",
        r"(?:page|url|file|article|content) (?:was not|cannot be|can't be|could not be) found",
        r"page (?:that )?you(?:'re| are| were|'ve| have)? ?(?:looking|requested|after)",
        r"page does(?:n't| not) exist",
        r"nothing was found at this location",
    ),
    "a cookie wall": (
        r"^(?:we value your privacy|your privacy (?:is important|matters|choices)|before you continue)",
        r"we use cookies",
        r"partners (?:store|use)\b.{0,60}\b(?:information|cookies|device)",
    ),
}
_KINDS = {kind: re.compile("|".join(signs)) for kind, signs in _SIGNS.items()}
# What such pages go on to say.
_MORE_SIGNS = re.compile(
    r"(?:may|might|could) have (?:been )?(?:moved|removed|deleted|renamed)|requested url|was unable to complete|"
    r"security (?:service|solution|check)|automation tools|this server\b|\bray id\b|reference #|nginx|apache/|"
    r"cloudflare|(?:go|return|head) (?:back )?to (?:the |our )?(?:front|home|start|previous|last) ?page"
)
_TO_READERS = re.compile(r"\b(?:you|your|you're|we|our|us)\b")


def name_error(text: str) -> str | None:
    """Return what kind of error page `text` is, None where it is none: where it tells of something as well.

    >>> name_error("404\\n\\nThe page you are looking for has moved.")
    'an error page: not found'
    """
    if len(text) > MAX_ERROR_CHARS:
        return None
    lines = [text[line.start : line.end] for line in text_lines(text)]
    head = [fold(line) for line in lines[:HEAD_LINES]]
    kind = next((name for name, sign in _KINDS.items() if any(map(sign.search, head))), None)
    return None if kind is None or any(map(_tells_a_story, lines)) else kind


def _tells_a_story(line: str) -> bool:
    """Tell whether a sentence in `line` is neither about an error nor said to the reader."""
    for start, end in split_sentences(line):  # before folding: where sentences end is told by capitals
        sentence = fold(line[start:end])
        if len(sentence.split()) < MIN_STORY_WORDS or sentence.rstrip("\"')")[-1:] not in (".", "!", "?"):
            continue
        if _TO_READERS.search(sentence) or _MORE_SIGNS.search(sentence):
            continue
        if not any(sign.search(sentence) for sign in _KINDS.values()):
            return True
    return False
