"""Who signs a story without being a person: a desk, a newsroom, the editors."""

from __future__ import annotations

import re

_NAMES = (
    r"(?:desk|newsroom|newsdesk|correspondents|reporters|editors|writers|newsteam|(?:news|sports?)\s+bureau|"
    r"(?:editorial|news|sports?|web|online|digital|cycling|race|writing)\s+(?:team|staff|office|board)|"
    r"staff\s+(?:writers?|reporters?|correspondents?)|(?:staff|wire|agency)\s+(?:reports?|services?)|"
    r"\w{0,12}redaktion(?:en)?|\w{0,12}redactie|rédaction|redazione|redacción|redação|redaksjonen)"
)
_SECTION = r"(?:sports?|sportiva|sportive|deportes|deportiva|wielrennen|radsport|ciclismo|cyclisme|cykling|online|web)"
_FIRST = r"(?:[A-ZÀ-ÖØ-Þ][\w'’&.-]*|(?i:news|newsroom|sports?|race|racing|cycling|features|night|foreign|web))"
_NEXT = rf"(?:{_FIRST}|of|and|&)"
DESK = (
    rf"(?:(?i:the|our|la|de|die)\s+)?(?:{_FIRST}\s+(?:{_NEXT}\s+){{0,3}}?)?"
    rf"(?i:{_NAMES})(?:\s+(?i:{_SECTION}))?(?![\w'’-])"
)
"""What the name of a desk looks like: "Newsroom desk", "the sports desk", "Redaktion Sport"."""

_DESK_ONLY = re.compile(DESK)


def is_desk(name: str) -> bool:
    """Tell whether a byline names a desk or a newsroom, and no person.

    >>> is_desk("Newsroom desk"), is_desk("NEWS DESK"), is_desk("La rédaction"), is_desk("Gwen Pryce")
    (True, True, True, False)
    """
    return bool(_DESK_ONLY.fullmatch(name.strip()))
