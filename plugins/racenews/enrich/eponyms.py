"""Tell whether a rider's name stands for what is named after him: a street, a sportive, a café, a foundation.

All patterns read folded text before or after the name, and no open repeat stands in another.
"""

from __future__ import annotations

import re

# "bridge", "track" and "ride" in small letters are verbs as well: those count behind an article only.
_THING = (
    r"gran ?fondo|cyclo-?sportive|sportive|academy|foundation|charity|museum|memorial|velodrome|stadium|sports hall|"
    r"bread|cheese|"
    r"swimming pool|metro|tram stop|bus stop|(?:railway |metro |bus )?station|trophy"
)
_THING_WITH_CAPITAL = (
    r"Gran ?[Ff]ondo|Cyclo-?[Ss]portive|Sportive|Cyclo|Randonnee|Classic|Challenge|Invitational|Academy|Foundation|"
    r"Fund|Trust|Stiftung|Institute|Museum|Memorial|Velodrome|Stadium|Arena|Hall|Cent(?:re|er)|Bridge|Square|Street|"
    r"Road|Avenue|Lane|Way|Drive|Station|School|College|Park|Prize|Award|Trophy|Cup|Grand Prix|GP|Ride|Rally|"
    r"Experience|Bikes|Cycles|Bicycles|Sports|Events?|Group Ride|Tunnel|Trail|Track|House|Hotel|Cafe|Bar|Pro Shop"
)
_BEHIND_ARTICLE = (
    r"college|tulip|cake|sandwich|burger|pizza|wine|bench|gym|(?:bicycle|bike|cycle) shop|clinic|lecture|bridge|"
    r"hall|pool|square|street|road|avenue|stop|stone|plaza|park|school|ride|rally|trail|tunnel|track|cup|cafe|"
    r"bar|hotel|pub|bakery|shop|award|prize|scholarship|fund|trust|institute|room|suite|building|block|car park|"
    r"roundabout|lane|path|gate|tower|garden|fountain|library|pavilion|cent(?:re|er)|canal|quay|pier|ferry|"
    r"boat|cycle path|bike path|bike lane|beer|ale|app"
)
_KIND = r"(?:[A-Z][a-z]+ |[A-Z]{2,4} |junior |annual |local |new |old ){0,2}"  # "National", "UCI", "Cycling"
_THING_AFTER = re.compile(rf" {_KIND}(?:{_THING_WITH_CAPITAL}|{_THING})\b(?!')")
_BARE_AFTER = re.compile(rf" (?:{_THING}|{_BEHIND_ARTICLE})s?\b(?!')")
_ARTICLE_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Nn]ew|[Aa]nnual) $")
_NAMESAKE_AFTER = re.compile(r"(?:'s?)? (?:namesake|lookalike|impersonator)\b")
# "the Laurent Jalabert, two hundred kilometres long": nobody speaks of a person so. Not "a", which is "to" in Spanish.
_BARE_ARTICLE_BEFORE = re.compile(r"(?:^|[a-z,.;:] )[Tt]he $")
_ENDS_AFTER = re.compile(r"[,.;:)]| (?:is|was|are|were|starts?|takes?|goes|has|will|costs?) ")
_APPOSITIVE_AFTER = re.compile(
    r", (?:the|a|an) (?:\w+ )?(?:halt|stop|street|square|cafe|bar|pub|hotel|restaurant|school|ship|boat|ferry|barge|"
    r"horse|racehorse|gelding|mare|colt|stallion|dog|greyhound|cat|pony|cheese|beer|ale|rose|yacht|"
    r"locomotive|cocktail)\b(?! of the )"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:Via|Viale|Vicolo|Largo|Piazza|Piazzale|Corso|[Rr]ue|[Aa]venue|Boulevard|Allee|Place|Quai|Impasse|Passage|"
    r"Stade|Stadio|Estadio|Velodromo|Velodrome|Hotel|Albergo|[Cc]afe|Bar|Bistro|Brasserie|Restaurant|Ristorante|"
    r"Trattoria|Pizzeria|Osteria|Calle|Plaza|Avenida|Avinguda|Paseo|Parque|Polideportivo|Pabellon|Colegio|"
    r"Espace|Pavillon|Salle|College|Lycee|Ecole|Gymnase|Complexe|Centre|Institut|Parc|Palazzetto|Scuola|Museo|Musee|"
    r"Fondation|Fondazione|Fundacion|Stichting|Stiftung|Foundation|Memorial|Trofeo|Trophee|Trofeu|Grand Prix|GP|"
    r"Gran Premio|Prix|Premio|Grote Prijs|Gran ?[Ff]ondo|Criterium|Challenge|Souvenir|Coppa|Clasica|Classica|"
    r"Randonnee|Cyclo|La|Circuit|Montee|Cima|Salita|Ciclovia|Pista|"
    r"[Tt]he (?:ferry|ship|yacht|trawler|lifeboat|barge|horse|racehorse|gelding|filly|mare|stallion|greyhound|hotel|"
    r"pub|restaurant|locomotive)|"
    r"(?:[Ss]treet|[Ss]chool|[Ss]quare|[Bb]ridge|[Rr]oad|[Aa]venue|[Ss]tadium|[Hh]all|[Hh]orse|[Dd]og|[Ss]hip|[Bb]oat|"
    r"[Pp]ub|[Rr]estaurant|[Cc]ocktail|[Bb]eer|[Cc]heese) (?:called|named(?: after)?)) $"
)


# Looked at first, for nearly every name stands behind other words.
_LAST_WORDS = frozenset(re.findall(r"[a-z]+", re.sub(r"\[.(.)\]", r"\1", _PLACE_BEFORE.pattern).lower())) | {
    "granfondo"
}


def is_named_after(before: str, after: str) -> bool:
    """Say whether the words around a rider's name make it the name of a place, an event or a house.

    "Geraint Thomas National Velodrome", "Via Fausto Coppi", "the Wouter Weylandt stone", "Louison Bobet, a halt".
    """
    if before[-1:] == " " and before[:-1].rpartition(" ")[2].lower() in _LAST_WORDS and _PLACE_BEFORE.search(before):
        return True
    if _ENDS_AFTER.match(after) and _BARE_ARTICLE_BEFORE.search(before):
        return True
    if after[:1] == " ":
        if _THING_AFTER.match(after):
            return True
        return _BARE_AFTER.match(after) is not None and _ARTICLE_BEFORE.search(before) is not None
    if after[:1] == "'":
        return _NAMESAKE_AFTER.match(after) is not None
    return after[:1] == "," and _APPOSITIVE_AFTER.match(after) is not None
