"""A line that is all credits: who wrote, photographed, edited, and when: "Texto: Ana Lima Fotos: EFE 5/9/2023".

Such a line is read piece by piece. It counts only where no piece is left over: a sentence or a headline has words that
no credit has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from racenews.desks import DESK, is_desk
from racenews.intake.dates import YEARLESS
from racenews.intake.names import PERSON, is_person
from racenews.types import Span

DATE_MARK = "\x00"
"""What stands in such a line in the place of each date."""
MIN_TITLE_WORDS = 4  # with a date in it, a line is a headline only where so many words besides say something
MAX_CREDIT_CHARS = 200
MAX_PARTICLE_CHARS = 3

_GENRES = (
    r"story|stories|report|reporting|(?:guest|blog) (?:post|article|column)|interview|analysis|opinion|commentary|"
    r"reportages?|entretien|interviews?|analyse|chronique|bericht|beitrag|artikel|verslag|intervista|cronaca|servizio|"
    r"articolo|entrevista|crónica|reportaje|análisis|artículo|artigo|reportagem|wywiad|relacja"
)
"""What a story may be: "Report by Ann Bell" is a byline, "Verslag van Gent-Wevelgem" a headline."""
_WRITTEN = (
    r"words|text|written|posted|published|compiled|reported|reporting|contributed|filed|as told to|"
    r"textes?|écrit|rédigé|publié|signé|(?:(?:propos|entretien|interview) )?recueillie?s?|réalisé|"
    r"geschrieben|verfasst|aufgezeichnet|zusammengestellt|ein (?:beitrag|bericht|artikel|text)|veröffentlicht|"
    r"tekst|geschreven|opgetekend|samengesteld|gepubliceerd|geplaatst|een (?:artikel|verslag|bijdrage|interview)|"
    r"testo|testi|scritto|redatto|raccolto|pubblicato|a cura|un articolo|"
    r"textos?|escrito|redactado|redigido|publicado|firmado|elaborado|un artículo|um artigo|"
    r"skrevet|skriven|publisert|publiceret|publicerad|napisan[ey]|opracowan[ey]"
)
_WRITER = (
    r"words|text|authors?|contributors?|writers?|reporters?|byline|textes?|rédaction|auteure?s?|autorin|autor(?:a|es|en)?|"
    r"tekst|testo|testi|autor[ei]|textos?|redacción|redação|redazione|redactie|redaktion|verfasser(?:in)?|"
    r"forfatter|författare|napisała?|opracowała?|słowa"
)
_OTHER = (
    r"pictures?|photos?|photography|photographs?|photographers?|images?|illustrations?|graphics?|video|camera|"
    r"photographies?|crédits?|credits?|fotos?|foto['’]s|fotografie|fotografías?|fotografias?|bild(?:er)?|beeld|"
    r"imágenes|imagens|immagini|zdjęci[ae]|editing|edited|editors?|additional reporting|translat(?:ion|ed|or)|"
    r"research|production|produced|traduction|traducción|tradução|traduzione|vertaling|übersetzung|eindredactie"
)
_AND = r"(?:\s*(?:[&+/,]|\b(?:and|et|und|en|y|e|i|och|og)\b)\s*)"
_BY = r"(?:by|par|von|van|door|di|por|da|af|av|przez|de)"
_BY_ALONE = r"(?:by|par|durch|door|por|przez|af|av)"
"""What names who did it, and never whose or of what it is."""
_ROLE = (
    r"(?:[\w-]+\s+){0,2}(?:correspondent|writer|editor|reporter|contributor|columnist|journalist|journaliste|"
    r"redacteur|verslaggever|periodista|redactora?|giornalista|redakteur(?:in)?|reporterin|jornalista|"
    r"envoyée? spéciale?)"
)
_AGENCY = (
    r"(?:AFP|AP|Reuters|PA|PA Media|Belga|ANP|DPA|dpa|SID|APA|ANSA|EFE|Lusa|Ritzau|NTB|TT|PAP|Europa Press|"
    r"(?i:(?:news |wire |press )?(?:agenc(?:y|ies)|agences?|agenturen|agencias|agências|agenzie|agentschappen|"
    r"persbureaus|services?|wires|staff|(?:staff|wire|agency) (?:reports?|reporters?|writers?|services?))))"
)
_NAME = r"[^\W\d_a-z][\w'’&/-]*(?:\.\w+)?"
_END = r"(?=\s*(?:[|·•;,/()–—:.\]-]|\x00|$))"

_STAMP = (
    r"(?:(?:first |last |originally )?(?:published|updated|posted)|publiée?|màj|mis à jour|veröffentlicht|aktualisiert|"
    r"stand|gepubliceerd|geplaatst|bijgewerkt|pubblicat[oa]|aggiornat[oa]|publicad[oa]|actualizad[oa]|atualizad[oa]|"
    r"opublikowano|publisert|publiceret|publicerad)\b:?(?=[^\n]{0,24}\x00)"
)
_LABEL_WORD = rf"(?:{_WRITTEN}|{_GENRES}|{_WRITER}|{_OTHER})"
_LABEL_AHEAD = re.compile(
    rf"(?P<before>[^\W\d_]['’\w.-]*|[)\x00])\s+(?=(?i:{_LABEL_WORD}(?:{_AND}{_LABEL_WORD}){{0,2}})\s*"
    rf"(?::|\b(?i:{_BY})\s+[^\Wa-z\d_])|(?i:{_STAMP}))"
)
_BY_SOMEBODY = re.compile(rf"\s(?i:{_BY})\s+[^\Wa-z\d_]")
_DIGIT = re.compile(r"\d")
_OF_LABEL = re.compile(
    rf"(?i:{_LABEL_WORD}|and|et|und|en|y|e|i|och|og|an?|een|ein|une?|uma?|propos|entretien|interview|guest|blog|additional)"
)
_COMMENTS = re.compile(
    r"\s*\b(?:leave a (?:comment|reply)|no comments?(?: yet)?|\d{1,4} comments?|add a comment|"
    r"laisser un commentaire|schreib einen kommentar|hinterlasse einen kommentar|laat een reactie achter|"
    r"lascia un commento|deja un comentario|deixe um comentário)\W*$",
    re.IGNORECASE,
)
_OF_COMMENTS = ("comment", "coment", "kommentar", "react", "reply")
"""One of these stands in each: to look for them is far faster."""
_TITLE_OF_PERSON = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Drs|Ing|Dott|Sir)\.?\s+)"
_PERSON_TITLE = re.compile(_TITLE_OF_PERSON)
_PEOPLE = rf"(?P<people>{_TITLE_OF_PERSON}?{PERSON}|{DESK})"
_KEY = rf"(?i:(?P<{{}}>{_WRITTEN}|{_WRITER})(?:{_AND}(?:{_WRITTEN}|{_WRITER}|{_OTHER})){{{{0,2}}}})"
_PIECES = (
    re.compile(rf"{_KEY.format('written')}\s*:?\s+(?i:{_BY})\b:?\s*(?:{_PEOPLE}|(?P<wire>{_AGENCY})){_END}?"),
    re.compile(rf"(?i:(?:an?\s+)?(?:{_GENRES})(?:{_AND}(?:{_WRITTEN}|{_OTHER})){{0,2}}\s+{_BY_ALONE})\b:?\s*(?:{_PEOPLE}|(?P<wire>{_AGENCY}))"),
    re.compile(
        rf"(?i:(?P<writer>{_WRITER})(?:{_AND}(?:{_WRITTEN}|{_WRITER}|{_OTHER})){{0,2}})\s*:\s*"
        rf"(?:{_PEOPLE}|(?P<wire>{_AGENCY}))"
    ),
    re.compile(rf"(?P<by>By|BY|by|Par|PAR|Von|VON|Door|DOOR|Di|DI|Por|POR|Af|Av)\b:?\s*(?:{_PEOPLE}|(?P<wire>{_AGENCY}))"),
    re.compile(
        rf"(?i:(?:{_OTHER})(?:{_AND}(?:{_OTHER})){{0,2}})\s*(?::|(?i:\b{_BY}\b:?)|©)\s*"
        rf"(?P<other>{_NAME}(?!:)(?:\s+(?:&\s+)?{_NAME}(?!\s?:)){{0,3}})"
    ),
    re.compile(rf"(?i:and|with|et|avec|und|mit|en|met|e|con|y|com)\s+{_AGENCY}{_END}"),
    re.compile(rf"{_AGENCY}{_END}"),
    re.compile(rf"(?i:{_ROLE}){_END}"),
    re.compile(r"(?i:mon|tue|wed|thu|fri|sat|sun|ma|di|wo|do|vr|za|zo|mo|mi|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mi[ée]|"
               r"jue|vie|s[áa]b|dom|gio|seg|ter|qua|qui|sex)\.?,?(?=\s*\x00)"),
    re.compile(r"(?i:on|at|the|from|el|le|il|am|um|om|op|em|den|kl\.?|a las|alle|à|às|u|uur|uhr|h|first|last|"
               r"originally)"
               r"(?=[\s.]*(?:\x00|$|\d|[|·•]|published|updated))\.?"),
    re.compile(r"(?i:(?:in|at|from|à|au|aux|aus|auf|te|da|ad|en|a|em|dal|dall['’]))\s*"
               rf"{_NAME}(?:[ -]{_NAME}){{0,2}}{_END}"),
    re.compile(rf"(?i:{_STAMP})"),
    re.compile(r"(?i:vol(?:ume)?|no|nr|nº|n°|iss(?:ue)?|jg|jahrgang|heft|ausgabe|numéro|número|numero|nummer|edition)"
               r"\.?\s*\d{1,4}\b"),
    re.compile(r"(?i:©|\(c\)|copyright)(?:\s*(?i:©|\(c\)|copyright))?\s*(?:19|20)\d\d\b[^.|;\x00]{0,60}(?=[.|;])"),
    re.compile(r"(?:at )?\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:BST|GMT|UTC|CES?T|E[SD]T|P[SD]T))?(?!\w)", re.I),
    re.compile(r"\d{1,4}$"),
    re.compile(r"(?i:admin|editor)" + _END),
    re.compile(r"\((?!(?i:by|von|par|di|door|por)\b)[^()\d\n]{1,40}\)|\("),
    re.compile(DATE_MARK),
    YEARLESS,
)  # fmt: skip
_DONE_BY = re.compile(rf"[^\W\d_]{{4,}}\s+{_BY_ALONE}\s+{_PEOPLE}")  # whatever was done by somebody, on that day
_NAMED = re.compile(rf"{_PEOPLE}")
_PLACE = re.compile(rf"{_NAME}(?:[ -](?:(?:de|la|los|las|di|del|am|an|der|sur|les)\s+)*{_NAME}){{0,3}}{_END}")
_NOBODY = re.compile(r"(?i:anon\.?|anonymous|anonyme?|anoniem|anonimo|anónim[oa]|anônim[oa])")
_OFFICE = re.compile(rf"(?i:{_ROLE})")
_SIGNS = re.compile(r"[\s|·•,;/)\[\]&–—.+-]+")
_OPENS_CREDIT = re.compile(
    rf"(?:{_KEY.format('a')}\s*:?\s+(?i:{_BY})\b:?\s*[^\Wa-z\d_]|"
    rf"(?i:(?:an?\s+)?(?:{_GENRES})\s+{_BY_ALONE})\b:?\s*[^\Wa-z\d_]|(?i:{_WRITER})\s*:\s*[^\Wa-z\d_]|"
    rf"(?i:{_OTHER})\s*(?::\s*|\b(?i:{_BY})\s+)[^\Wa-z\d_]|(?:By|BY)\b:?\s*[^\Wa-z\d_])"
)
_GENRE_OF = re.compile(rf"(?i:{_GENRES})\s+(?i:{_BY})\s+[^\Wa-z\d_]")
_LOWER_OPENS = re.compile(r"[a-z]\w+(?: [a-z]\w+){0,2} by [^\Wa-z\d_]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class Credits(NamedTuple):
    """Who wrote it, None where the line names nobody; `certain` where a label or a date says that it is a credit."""

    author: str | None
    certain: bool


def read_credits(body: str) -> Credits | None:
    """Return what a line says that is credits and nothing else, None for any other line.

    `body` has a mark in the place of each date.

    >>> read_credits("Text and pictures by Abe Linn"), read_credits("Tekst: Ana Lima Foto: Belga, \\x00")
    (Credits(author='Abe Linn', certain=True), Credits(author='Ana Lima', certain=True))
    >>> read_credits("Vos beaten by Anna Rossi")
    """
    if len(body) > MAX_CREDIT_CHARS:
        return None
    body = without_comments(body)
    if ":" in body or DATE_MARK in body or _BY_SOMEBODY.search(body):  # else no label stands in it
        body = _LABEL_AHEAD.sub(_part, body)
    author: str | None = None
    has_date = DATE_MARK in body
    certain = has_date
    may_be_dated = not has_date and bool(_DIGIT.search(body))  # a day without its year is looked for when it matters
    at = _skip(body, 0)
    while at < len(body):
        match = next(filter(None, (piece.match(body, at) for piece in _PIECES)), None)
        if may_be_dated and (match or _NAMED.match(body, at) or _PLACE.match(body, at)):
            certain, may_be_dated = certain or bool(YEARLESS.search(body)), False
        if match is None and has_date and at == 0:
            match = _DONE_BY.match(body)
        if match is None and certain and author is None:
            match = _NAMED.match(body, at)  # a name beside a date
        if match is None and certain:
            match = _PLACE.match(body, at)
        if match is None or match.end() == at:
            return None
        said = match.groupdict()
        people = said.get("people")
        if people and not (is_desk(people) or is_person(_PERSON_TITLE.sub("", people))):
            return None
        signed = people or said.get("wire")
        if author is None and signed and not _OFFICE.fullmatch(signed):
            author = signed
        certain = certain or bool(signed)
        at = _skip(body, match.end())
    return Credits(author, certain) if certain else None


def _part(match: re.Match[str]) -> str:
    """Return a name with a bar behind it where a label follows, "Ana Lima | Fotos: …"; a label's own word stays."""
    return match.group() if _OF_LABEL.fullmatch(match["before"]) else f"{match['before']} | "


def _skip(body: str, at: int) -> int:
    match = _SIGNS.match(body, at)
    return match.end() if match else at


def without_comments(body: str) -> str:
    """Return a line without the call for comments that a blog puts at its end.

    >>> without_comments("5 May 2023 by Ann Bell Leave a comment")
    '5 May 2023 by Ann Bell'
    """
    lowered = body.lower()
    return _COMMENTS.sub("", body) if any(word in lowered for word in _OF_COMMENTS) else body


def is_signature(body: str) -> bool:
    """Tell whether a line is the name of a desk or says that nobody signs; where it stands makes it a byline."""
    return is_desk(body) or bool(_NOBODY.fullmatch(body))


def opens_with_credit(text: str) -> bool:
    """Tell whether a line opens as a credit does, be the rest of it known or not: it is no headline.

    >>> opens_with_credit("compiled by Zoe Trent from the road"), opens_with_credit("Vos beaten by Anna Rossi")
    (True, False)
    """
    return bool(_OPENS_CREDIT.match(text) or _LOWER_OPENS.match(text))


def names_genre(text: str) -> bool:
    """Tell whether a line says what kind of story this is and whose or of what: a byline or a headline, who knows.

    >>> names_genre("Entrevista de Ana Lima"), names_genre("Verslag van Gent-Wevelgem"), names_genre("Holm wins")
    (True, True, False)
    """
    return bool(_GENRE_OF.match(text))


def tells_more(text: str, dates: Sequence[Span]) -> bool:
    """Tell whether a line says enough besides its dates to be a headline: words that are no names and no credits."""
    for span in reversed(dates):
        text = text[: span.start] + text[span.end :]
    words = _WORD.findall(without_comments(text))
    return len(words) >= MIN_TITLE_WORDS and any(word.islower() and len(word) > MAX_PARTICLE_CHARS for word in words)
