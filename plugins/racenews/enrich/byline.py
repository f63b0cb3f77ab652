"""Tidy the name of an author as a dump gives it: people and desks stay, credits and handles go."""

from __future__ import annotations

import re

MAX_BYLINE_CHARS = 80  # three names; longer is a sentence, not a byline
MAX_NAME_WORDS = 5
MAX_INITIALS = 2  # "JP Smith" keeps its capitals

_LEAD_IN = re.compile(
    r"^(?:(?:words|text|report|story|interview|analysis|written|posted|published|reported|author|byline|reporting)"
    r"(?: and (?:photos|pictures|images|photography))?\s*)?(?:[:|–—-]\s*)?(?:by\b[:\s]*)?",
    re.IGNORECASE,
)
_LEAD_IN_ABROAD = re.compile(
    r"^(?:(?:een|ein|une?|uma?)\s+)?(?:geschrieben|verfasst|aufgezeichnet|beitrag|bericht|geschreven|opgetekend|verslag|"
    r"écrit|rédigé|(?:(?:propos|entretien)\s+)?recueillis?|entretien|reportage|chronique|scritto|a cura|"
    r"intervista|cronaca|articolo|escrito|redactado|redigido|entrevista|crónica|reportaje|reportagem|artículo|artigo|artikel|interview|"
    r"texte?|texto|testo|tekst|skrevet|skriven)\s+(?:von|van|par|di|por|de|door|da|af|av)\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[<(\[]?\s*(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}\s*[>)\]]?")
_HANDLE = re.compile(r"[(\[]?@\w{1,40}[)\]]?")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_DATELINE = re.compile(r"(?:,\s*|\s+)(?:reporting\s+)?(?:in|at|from)\s+(?:the\s+)?[A-ZÀ-Þ].*$")
_AFTER_NAME = re.compile(
    r"\s*(?:[|•·/]|\s[–—-]\s|;|\(|\[|,\s*(?=(?:the\s+)?(?:senior|chief|deputy|staff|news|tech|"
    r"features?|cycling|sports?|"
    r"editor|reporter|correspondent|writer|contributor|freelance|special|head|managing|digital|associate|assistant|"
    r"european|race|editor-in-chief|photographer)\b|"
    r"(?:[\w-]+\s){1,3}(?:editor|reporter|correspondent|writer|contributor|columnist|journalist)\b)|"
    r"\s(?=(?:published|updated|last updated|posted)\b)).*$",
    re.IGNORECASE,
)
_AGENCY_TAIL = re.compile(
    r"(?<=\w)\s+(?:(?:the\s+)?(?:associated press|agence france-presse|reuters|afp|ap)|"
    r"(?:and|und|et|avec|mit|y|e|con|com|en|met|with|og|och)\s+(?:news\s+|wire\s+)?(?:agencies|agency|agences?|agenturen|"
    r"agencias?|agências?|agenzie|agentschappen|persbureaus|wires?|staff|afp|ap|dpa|efe|ansa|belga|anp|lusa|reuters))$",
    re.IGNORECASE,
)
_FOR_TAIL = re.compile(r"\s+(?:for|of|at)\s+(?:the\s+)?[A-Z].*$")
_DATE_TAIL = re.compile(
    r"[\s,]+(?:on\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+"
    r"\d{1,4}.*$|[\s,]+\d{4}-\d\d-\d\d.*$|[\s,]+\d{1,2}[./]\d{1,2}[./]\d{2,4}.*$|"
    r"[\s,]+(?:yesterday|today|\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago)$|"
    r"\s+(?:leave a (?:comment|reply)|no comments?|\d+ comments?)$",
    re.IGNORECASE,
)
_TWO_ABROAD = re.compile(r"([^\W\d_a-z]\S+ [^\W\d_a-z]\S+) (?:y|e|en|i|og|och) ([^\W\d_a-z]\S+ [^\W\d_a-z]\S+)")
"""Two names of two words each; "José Ortega y Gasset" is one."""
_NOBODY = frozenset(
    "admin administrator author unknown anonymous anon editor user guest staff none null nan n/a na "
    "root test webmaster "
    "info system default by the".split()
)
_AGENCIES = frozenset(
    "reuters ap afp apa pa aap belga ansa efe dpa ritzau tt ntb anp sid press-association associated-press getty "
    "getty-images bettini-photo bettiniphoto cor-vos sirotti imago a.s.o aso rcs-sport lapresse swpix swpix.com "
    "agence-france-presse pa-media tdwsport velofocus photonews zac-williams/swpix.com press-release newsroom-agency "
    "agencies agency wire wires".split()
)
_DESK_WORDS = frozenset(
    "desk staff team newsroom editors editorial office redaction redaktion news sport sports bureau correspondents "
    "writers reporters".split()
)
_PARTICLES = frozenset(
    "van der den de di da dos do del della von zu ten ter te la le el y e af av bin al du des dalla".split()
)
_SURNAME_CAPS = re.compile(r"^(Mc)([a-z])(.*)$")


def tidy_author(raw: str | None) -> str | None:
    """Return the author's name as it is printed, None where the dump names nobody.

    >>> tidy_author("By SELA HAILE, in Turin")
    'Sela Haile'
    >>> tidy_author("MATHIEU VAN DER POEL"), tidy_author("Race Desk"), tidy_author("Reuters")
    ('Mathieu van der Poel', 'Race Desk', None)
    """
    text = " ".join((raw or "")[: 4 * MAX_BYLINE_CHARS].replace("\ufeff", "").split())
    for noise in (_EMAIL, _HANDLE, _URL):
        text = " ".join(noise.sub(" ", text).split())
    text = _LEAD_IN_ABROAD.sub("", _LEAD_IN.sub("", text, count=1).strip(), count=1)
    for tail in (_AFTER_NAME, _AGENCY_TAIL, _DATE_TAIL, _DATELINE, _FOR_TAIL):
        text = tail.sub("", text, count=1).strip()
    names = [name for part in _split_people(text) if (name := _tidy_name(part))]
    names = list(dict.fromkeys(names))
    if any(" " in name for name in names):
        names = [name for name in names if " " in name]  # "Tess Okafor, Paris": a place, not a colleague
    if not names or len(" and ".join(names)) > MAX_BYLINE_CHARS:
        return None
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _split_people(text: str) -> list[str]:
    """Return the people of a byline: "A, B and C", "A & B"; a desk such as "News and Features Desk" stays whole."""
    if text and text.split()[-1].lower().strip(".") in _DESK_WORDS:
        return [text]
    if (two := _TWO_ABROAD.fullmatch(text)) and "," not in text:
        return list(two.groups())
    return re.split(r"\s+(?:and|und|et|with)\s+|\s*&\s*|\s*,\s*(?:and\s+)?", text)


def _tidy_name(name: str) -> str | None:
    """Return one name in the usual case, None for what is no person and no desk."""
    name = name.strip(" .,;:|–—-_/\\\"'“”‘’*#()[]<>")
    words = name.split()
    if not words or len(words) > MAX_NAME_WORDS or not any(c.isalpha() for c in name):
        return None
    key = "-".join(words).lower()
    if key in _NOBODY or key in _AGENCIES or any(w.lower() in _AGENCIES for w in (words[0], words[-1])):
        return None
    if any(c.isdigit() or c in "=<>{}@_\\" for c in name):
        return None
    if not name.isupper() and not name.islower():
        mended = " ".join(_usual_case(w, i) if _is_shouted(w) else w for i, w in enumerate(words))
        return mended if name[0].isupper() or words[0].lower() in _PARTICLES else None
    if name.islower() and len(words) == 1:
        return None  # a login, not a name
    mended = " ".join(_usual_case(w, index) for index, w in enumerate(words))
    return None if mended.islower() and len(words) == 1 else mended  # "¡A", whose capital a sign hides


def _is_shouted(word: str) -> bool:
    """Say whether one word of a mixed name is in capitals: "Jean-Paul O'BRIEN", "Ronan McLAUGHLIN"."""
    letters = [c for c in word.removeprefix("Mc") if c.isalpha()]
    return len(letters) > MAX_INITIALS and all(c.isupper() for c in letters)


def _usual_case(word: str, index: int) -> str:
    """Return a word of a name in capitals or lower case as it is usually written."""
    lower = word.lower()
    if index and lower in _PARTICLES:
        return lower
    if len(word) <= MAX_INITIALS and index and word.isupper() and not set(lower) & set("aeiouy"):
        return word  # initials: "JP", "DJ"
    parts = re.split(r"([-'’.])", lower)
    cased = "".join(p.capitalize() if p not in "-'’." else p for p in parts)
    if match := _SURNAME_CAPS.match(cased):
        cased = match[1] + match[2].upper() + match[3]
    return cased
