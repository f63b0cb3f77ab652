"""What a person's name or a desk's looks like in a byline."""

from __future__ import annotations

import re

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽ"
_PARTICLE = r"(?:van|de|der|den|von|di|da|del|della|dos|du|la|le|ter|ten|bin|al|el|y|st\.?)"
_INITIALS = rf"(?!U\.[SKN]\.)(?:[{_UPPER}]\.-?){{2,3}}"  # "A.J. Bell"; the "U.S." is nobody
_TOKEN = rf"(?:{_INITIALS}|[{_UPPER}](?:\.|(?![\w'’]))|(?:Mc|Mac|O['’]|[dD]['’]|[lL]['’])?[{_UPPER}][\w'’-]+)"
_PERSON = rf"{_TOKEN}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_TOKEN}){{1,3}}"

PERSON = rf"(?:{_PERSON})(?:(?:,\s+{_PERSON}){{0,3}},?\s+(?:and|&|und|et|en|y|e)\s+{_PERSON})?"
"""Two to four capitalised words, particles between them; up to five such names joined by "and" are one byline."""

LEAD_OPENER = re.compile(
    r"\s+(?=(?:The|A|An|It|He|She|They|His|Her|Their|This|That|There|After|Before|When|While|With|In|On|At|For|As|No|Not|"
    r"Two|Three|Four|Five|(?<!Van )(?<!Von )(?:Der|Die|Das|Ein|Eine|Nach))\s"
    r"|(?:De|Het|Een|Na|Le|La|Les|Un|Une|Après|Il|Lo|Una|Dopo|El|Los|Las|Tras|O|Os|Um|Uma|Após)\s+[^\W\d_A-ZÀ-ÞŁ])"
)
"""Before a word that opens sentences and no surname: "Kimberley Le Court" goes on."""

_PERSON_ONLY = re.compile(PERSON)
_NOT_NAMES = frozenset(
    "tour race stage cup cycling news giro vuelta classic grand prix road results report preview team "
    "women men world championships championship olympic games the live how why what when where latest "
    "read more related photo photos image gallery video podcast newsletter advertisement comments share "
    "follow premium content exclusive members free access subscribe menu entrevista entretien intervista interview "
    "verslag reportage reportaje reportagem bericht chronique crónica cronaca analyse analysis análisis".split()
)


def is_person(text: str) -> bool:
    """Tell whether `text` is nothing but a name: a person's, or a desk's such as "Race Desk".

    >>> is_person("Mathieu van der Poel"), is_person("Tour de France"), is_person("Mark")
    (True, False, False)
    """
    if not _PERSON_ONLY.fullmatch(text):
        return False
    words = text.lower().split()
    return words[-1] == "desk" or not _NOT_NAMES & set(words)
