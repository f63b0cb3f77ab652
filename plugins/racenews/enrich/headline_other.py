"""Shorten a lead in another language than English: what is left is whole, in the lead's own words and tense.

French, Italian and Spanish put the verb early, so that a cut before a preposition leaves a sentence. German and Dutch
keep the participle for the end: there what stands between the auxiliary and the participle is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

MIN_WORDS = 5  # fewer are hardly a sentence
CLAUSE_END_WORTH = 25  # characters that a cut at the end of a clause is worth

_GERMANIC_OPENER = (
    r"(?:hat|haben|ist|sind|wird|werden|wurde|wurden|kann|muss|soll|will|heeft|hebben|is|zijn|wordt|worden|werd|werden|"
    r"zal|zullen|kan|moet|gaat|mag)"
)
_PARTICIPLE = (
    r"(?:[a-zäöüëï]*ge[a-zäöüëï]{2,}(?:t|d|en)|(?:ver|be|er|ent|zer|her|ont)[a-zäöüëï]{3,}(?:t|d|en)|"
    r"[a-zäöüëï]{4,}(?:iert|eerd|en))"
)
_CLOSED = re.compile(
    rf"^(?P<begin>[^,;:]*? {_GERMANIC_OPENER} )(?P<middle>[^,;:]*? )(?P<end>{_PARTICIPLE})(?=$|[,;:.]| (?:und|en|"
    rf"wie|nadat|nachdem|omdat|weil)\b)"
)
# What may go from before the participle: where and when, no "auf" or "op" that the verb itself may ask for.
_PLACES = frozenset("bei beim in im am nach während seit wegen tijdens bij na sinds".split())
_DAYS = frozenset(
    "heute gestern vandaag gisteren maandag dinsdag woensdag donderdag vrijdag zaterdag zondag bereits reeds ook "
    "auch".split()
)
_PREPOSITIONS = _PLACES | frozenset(
    "auf an vor für mit von vom zu zum zur gegen um aus op aan voor met tegen uit naar".split()
)
_OBJECT_OPENERS = frozenset(
    "das die den ein eine einen sein seine seinen ihr ihre ihren sich de het een zijn haar hun zich".split()
)
_ASIDE = re.compile(
    r"^((?:[\w'’.&/|-]+ ){0,6}[\w'’.&/|-]+), (?![A-ZÀ-Þ])[^,]{3,90}, "
    r"(?=(?!(?:qui|dont|où|et|mais|puis|à|de|en|sur|dans|pour|que|quien|y|e|che|ma|con|per|ya|puis|alors|así|"
    r"aunque|porque|mentre|poiché|zo|dus|want|wenn|weil|wobei|nachdem|après|tras|sin|sous|lo|le|la|les|el|un|una|"
    r"une|par|por|tandis|alors|avant|nach|mit|in|im|bei|na|op|voor|met|wie|als|aldus|die|der|das|dat|und|"
    r"maar)\b)[a-zà-ÿ]+ )"
)
_LEAD_IN = re.compile(
    r"^(?:Después|Tras|Après|Dopo|Nach|Na|Con|Avec|Met|Mit|Durante|Pendant|Tijdens|Während|Lors|Depuis|Desde|Da|Malgré|"
    r"A pesar|Nonostante|Ondanks|Trotz|En|In|A|À|Al|Ad|Pour|Para|Per|Dans|Grâce|Gracias|Grazie) [^,]{3,90}, "
    r"(?=[A-ZÀ-Þ]|[a-z]{1,3} [A-ZÀ-Þ])"
)
_STOP = re.compile(r"[;:] ")
_CLAUSE_END = re.compile(
    r", | (?:und|en|et|y|e|mais|pero|ma|maar|aber|après|avant|tras|después|dopo|prima|nadat|nachdem|"
    r"imponendosi|grâce|davanti|devant|delante) "
)
_PREPOSITION = re.compile(
    r" (?:dans|sur|avec|pour|lors|au|aux|en|par|depuis|contre|à|en|para|con|por|durante|ante|desde|hasta|per|nel|nella|"
    r"nello|nell'\w+|alla|allo|al|da|dal|dalla|di|a|in|op|bij|tijdens|voor|na|met|im|"
    r"seit|während|erstmals|für|zum|zur|bei|beim|nach|vor|mit|gegen|auf) "
)
_RELATIVE_LEFT_OPEN = re.compile(r", (?:que|quien|qui|dont|che|die|der|das|dat|wie|comme|como|come) [^,]*$")
_DANGLING = frozenset(
    "le la les l' un une des du de d' et à en au aux a ha han es el los las una uno y o que del al lo il gli i "
    "della dei e che "
    "di da der die das den dem ein eine einen und hat ist het een en heeft is van de zijn wordt wird sich se si s' "
    "son sa ses "
    "ses su sus suo sua ya puis alors parce mentre poiché weil obwohl car no non ne pas nicht niet più más plus "
    "anche aussi también ook auch solo seulement slechts nur".split()
)


def shorten_other(text: str, limit: int) -> str:
    """Return the lead in at most `limit` characters, "" where no cut leaves a sentence.

    >>> shorten_other("Ola Berg hat sich bei einem Sturz in der letzten Etappe das Becken gebrochen und fällt aus", 60)
    'Ola Berg hat sich bei einem Sturz das Becken gebrochen'
    """
    text = _ASIDE.sub(r"\1 ", text) if len(text) > limit else text
    if len(text) > limit:
        text = _LEAD_IN.sub("", text)
        text = text[:1].upper() + text[1:]
    if len(text) <= limit:
        return text
    if closed := _CLOSED.match(text):
        return next((t for t in _without_phrases(closed) if len(t) <= limit), "")
    kept = max(_cuts(text, limit), default=(0, ""))
    return kept[1] or _words_that_fit(text, limit)


def _words_that_fit(text: str, limit: int) -> str:
    """Return as many words as fit, without a torn name or a word that waits for another at the end."""
    words = text.split()
    count = len(words)
    while count > 1 and (
        len(" ".join(words[:count])) > limit
        or words[count - 1].lower() in _DANGLING
        or (words[count - 1][0].isupper() and _carries_name_on(words[count : count + 1]))
    ):
        count -= 1
    return " ".join(words[:count]) if count >= MIN_WORDS else ""


def _carries_name_on(following: Sequence[str]) -> bool:
    """Say whether a name goes on behind a cut: "Tour | de Romandie"."""
    return following != [] and (
        following[0][0].isupper() or following[0] in ("de", "di", "du", "del", "della", "van", "of")
    )


def _without_phrases(closed: re.Match[str]) -> Iterator[str]:
    """Yield the clause up to its participle, whole, then without its last phrases of time and place."""
    words = closed["middle"].split()
    yield f"{closed['begin']}{' '.join(words)} {closed['end']}"
    for start, end in reversed(list(_phrases(words))):
        words = words[:start] + words[end:]
        yield " ".join([closed["begin"].strip(), *words, closed["end"]])


def _phrases(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the phrases of time and place stand: from a preposition to the next, or to the object."""
    at = 0
    while at < len(words):
        end = at + 1
        if words[at] in _PLACES:
            while end < len(words) and words[end] not in _PREPOSITIONS | _DAYS:
                if words[end] in _OBJECT_OPENERS and end > at + 1 and not _goes_on(words, end):
                    break
                end += 1
        is_rival = words[at] in ("vor", "voor") and words[at + 1 : at + 2] != [] and words[at + 1][0].isupper()
        if is_rival:
            while end < len(words) and words[end] not in _PREPOSITIONS | _DAYS:
                end += 1
        if is_rival or words[at] in _PLACES | _DAYS:
            yield at, end
        at = end


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Say whether an opener is part of a name: "Tour | de France"."""
    return (
        words[at] in ("de", "den")
        and words[at - 1][0].isupper()
        and words[at + 1 : at + 2] != []
        and words[at + 1][0].isupper()
    )


def _cuts(text: str, limit: int) -> Iterator[tuple[int, str]]:
    """Yield how good a cut is, and what it leaves; none before the participle that a verb waits for."""
    opened = re.search(rf" {_GERMANIC_OPENER} ", text)
    germanic = re.search(r" (?:der|die|das|und|het|een|van) ", text) is not None
    for pattern, worth in ((_STOP, 2 * CLAUSE_END_WORTH), (_CLAUSE_END, CLAUSE_END_WORTH), (_PREPOSITION, 0)):
        for match in pattern.finditer(text[: limit + 2]):
            kept = text[: match.start()]
            words = kept.split()
            if len(words) < MIN_WORDS or words[-1].lower() in _DANGLING or kept.count("“") != kept.count("”"):
                continue
            if germanic and opened and worth == 0:
                continue
            if _ends_in_list(text, match) or (words[-1][0].isupper() and _carries_name_on(match[0].split())):
                continue
            if worth == 0 and _RELATIVE_LEFT_OPEN.search(kept):
                continue
            yield len(kept) + worth, kept


def _ends_in_list(text: str, cut: re.Match[str]) -> bool:
    """Say whether the cut tears names that are joined: "davanti a Philipsen | e Girmay"."""
    following = text[cut.end() :]
    return (
        cut[0].strip(" ,") in ("e", "y", "et", "und", "en", "")
        and following[:1].isupper()
        and text[cut.start() - 1].isalpha()
        and text[: cut.start()].split()[-1][0].isupper()
    )
