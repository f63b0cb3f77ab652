"""Judge a line by its shape alone: a bar of links needs no phrase to be known."""

from __future__ import annotations

import re

from racenews.folding import fold

MAX_BAR_CHARS = 240
MAX_ITEM_WORDS = 6
_SIGNS = re.compile(r"\s*(?:[|·•»>]|\s/\s)\s*")
_A_SIGN = re.compile(r"[|·•»>/]")  # found much sooner than with the space around it
_BAR_WORDS = frozenset(
    "home news shop store calendar contact about photos pictures gallery galleries guide guides startlist "
    "list results newsletter newsletters podcast podcasts video videos imprint privacy terms cookies "
    "settings advertise jobs careers subscribe login register account search menu archive forum events "
    "tracker app magazine help faq sitemap rss tickets reviews features tech gear deals training opinion "
    "live schedule standings rankings stats latest previous next older newer post entries print share "
    "save mail tweet email copy facebook instagram youtube twitter whatsapp strava tiktok telegram "
    "threads linkedin agree decline accept reject choices more".split()
)
_TEASERS = re.compile(
    r"(?i:elsewhere|(?:in )?other news|more news|also (?:today|in the news)|anderswo|ailleurs|altrove|elders)\s?:"
    r"(?: [^.!]{8,80}? [-–—·•|]){2,9} [^.!]{8,80}"
)
TEASERS = ("shape/teasers", "headlines of other stories in a row, with signs between them")
LINK_BAR = ("shape/link-bar", "a row of short links with signs between them")


def shape_of(line: str) -> tuple[str, str] | None:
    """Return (rule, why) where the shape of `line` says that it is no story, None otherwise.

    >>> shape_of("Transfer tracker | Calendar | Shop")[0]
    'shape/link-bar'
    >>> shape_of("1 | Pogačar | 4:12:33") is None
    True
    >>> shape_of("Elsewhere: Holm signs for two years - Who wins in Mende? - The last mechanic")[0]
    'shape/teasers'
    """
    if ":" in line[:20] and _TEASERS.fullmatch(line.strip()):
        return TEASERS
    if len(line) > MAX_BAR_CHARS or not _A_SIGN.search(line) or not _SIGNS.search(line):
        return None
    items = [item for item in _SIGNS.split(fold(line).strip()) if item]
    if len(items) < 2 or any(len(item.split()) > MAX_ITEM_WORDS for item in items):
        return None
    if re.search(r"\d", line) or re.search(r"[.!?;,](?:\s|$)", line):
        return None
    known = sum(bool(_BAR_WORDS & set(re.findall(r"[a-z]+", item))) for item in items)
    return LINK_BAR if known * 2 >= len(items) or (len(items) >= 3 and known) else None


def names_a_page(item: str) -> bool:
    """Tell whether every word of `item` is one that links of a site bear, numbers aside.

    >>> names_a_page("Results 2025"), names_a_page("Koll Classic"), names_a_page("2025")
    (True, False, False)
    """
    words = re.findall(r"[^\W\d_]+", fold(item))
    return bool(words) and _BAR_WORDS.issuperset(words)
