"""Tell how much a text says of cycling, in points: without enough of it no rider is linked, however rare the name.

Fields of life are endless, and somebody in each is called as a rider is. So nothing asks here what else the text may be
about: it must say that it is about cycling. All patterns read folded text, and no open repeat stands in another.
"""

from __future__ import annotations

import re

ENOUGH_POINTS = 2  # one word of cycling alone
ENOUGH_SHARED_POINTS = 3  # of words that other walks of life share
OWN_POINTS = 2
SHARED_POINTS = 1
LONG_CHARS = 2500  # each so many ask for a point more: an encyclopedia holds some words of everything

# "the first stage": a first stage, or stages, have all things that take their time.
_THE = r"(?:the|la|l'|de|die|der|den|das|el|a|o|as|della|dell'|zur|der) ?"
_STAGE = rf"{_THE}(?:[\w'-]{{3,12}} )?(?:(?<!on )(?<!off )stages?|etapp?es?|Etapp?en?|etapas?|tapp[ae]|rit(?:ten)?)"
_WON = (
    r"(?:wins?|won|winn(?:er|ing)|victory|remport\w{1,4}|gagn\w{1,4}|vainqueur|victoire|gewann|gewinnt|gewonnen|Sieg|"
    r"Sieger\w{0,2}|wint|won|winst|winnaar|zege|gano|gana|ganador\w?|victoria|vinto|vince|vincit\w{3,5}|vittoria|"
    r"venceu|vence|vencedora?|vitoria)"
)
# Nobody but cyclists says so.
_OWN_WORDS = (
    r"\b(?=[a-z])(?:peloton(?! de (?:gendarmerie|securite|surveillance|chasseurs)| d')|velodrome|(?:team |"
    r"individual )?time[ -]triall?\w{0,3}|bunch sprint|sprint (?:train|stage)|"
    r"lead-?out|"
    r"puncheurs?|rouleurs?|echelons?|general classification|stage rac(?:es?|ing)|(?:road|bike|cycle) rac(?:es?|ing|"
    r"ers?)|"
    r"stage (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)|queen stage|mountain stages?|"
    r"(?:yellow|pink|green|rainbow|polka-dot|leader's) jersey|keirin|madison|omnium|(?:scratch|points|"
    r"elimination) race|mountain[ -]bik\w{1,4} (?:race|[Ww]orld|title)\w{0,5}|(?:team|individual) pursuit|"
    r"cyclo-?cross\w{0,4}|domestiques?|cobbled classics?|cobbled|spring classics|Grand Tours?|WorldTour|"
    r"ProTeam|WorldTeam|UCI|Olympic (?:road race|time trial)|directeurs? sportifs?|neo-pro|soigneur|"
    r"(?:the|[Ii]l|[Ll]a|al|el|del) (?:Giro|Vuelta)\b(?! a\b)|(?:[Dd]e|[Tt]he) Ronde\b(?! van\b)|Dauphine|world road|"
    r"road world|"
    r"criterium|former cyclist|professional cycl\w{3,5}|pro cycl\w{3,5}|track cycl\w{3,5}|racing cyclists?|"
    r"cycling (?:team|race|season|champion|world|union|star|legend|great|news|federation)\w{0,4}|"
    # French
    r"cyclisme|coureu(?:rs?|ses?) cyclistes?|(?:course|equipe|saison|sport|championne?) cyclistes?|"
    r"maillot (?:jaune|vert|rose|rouge|blanc|a pois|arc-en-ciel)|contre-la-montre|sprint (?:massif|final)|"
    r"classement general|course (?:par etapes|en ligne|d'un jour)|grimpeu(?:r|se)s?|sprinteu(?:r|se)s?|puncheuses?|"
    # Dutch
    r"wielr\w{2,12}|wieler\w{3,14}|rensters?|renners?|tijdrit(?:ten)?|tijdrijd\w{2,5}|"
    r"(?:gele|groene|roze|rode|witte) trui|regenboogtrui|bolletjestrui|leiderstrui|veldrij\w{2,5}|veldrit(?:ten)?|"
    r"massasprint|eendagskoers|rit(?:zege|winst|winnaar|winnares)\w?|etappe(?:zege|winst|winnaar|koers)\w?|"
    r"klassementsleider|wegwedstrijd|wegrit|"
    # German
    r"[Rr]adsport\w{0,12}|[Rr]adprofi\w{0,3}|[Rr]adrenn\w{2,8}|[Rr]adstars?|[Zz]eitfahr\w{0,10}|[A-Z]\w{2,9}zeitfahren|"
    r"(?:[Gg]elbe[ns]?|[Gg]rune[ns]?|[Rr]osa|[Rr]ote[ns]?) Trikots?|Regenbogentrikots?|Bergtrikots?|Bergetappen?|"
    r"Etappen(?:sieg|renn|ziel|ort|jager|gewinn|erfolg)\w{0,5}|Massensprints?|Strassenrennens?|Gesamtwertung|"
    r"Querfeldein\w{0,8}|Bahnrad\w{3,9}|Fahrerfeld\w{0,2}|Klassikerjager\w{0,2}|Rundfahrt-\w{3,8}|"
    # Italian
    r"ciclismo|ciclistic[oaih]{1,2}|corridori|maglia (?:rosa|gialla|verde|iridata|ciclamino|azzurra|bianca|rossa)|"
    r"cronometro|cronoman|corsa a tappe|classifica generale|ciclocross|scalator[ei]|gregari[oi]?|"
    # Spanish and Portuguese
    r"pelotao|contrarreloj|contrarrelogio|clasificacion general|classificacao geral|escaladora?|"
    r"(?:maillot|jersey) (?:amarillo|verde|rojo|rosa|arcoiris)|camisola (?:amarela|verde|rosa|vermelha)|"
    r"vuelta ciclista|volta ciclistica|ciclocrosse|trepadora?)\b|"
    rf"\b{_WON}\b[^.!?;]{{0,25}}\b{_STAGE}\b|\b{_STAGE}\b[^.!?;]{{0,40}}\b{_WON}\b"
)
# In lower case, and so is what it reads (it holds no class in capitals): to ignore the case takes six times as long.
_OWN = re.compile(_OWN_WORDS.lower())
# Cyclists say so mostly, and others as well; each row counts once.
_SHARED = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        r"[Cc]ycl(?:ing|ists?)|[Cc]yclistes?|[Cc]iclistas?|[Cc]iclist[ie]|[Ff]ietsers?|[Rr]adfahrer\w{0,3}",
        r"[Rr]iders?|sprinters|coureurs?|coureuses?|corridore|Fahrer(?:in|n)?",
        r"[Rr]od(?:e|den)|[Rr]id(?:es?|ing|den)",
        r"[Ss]tages?|[Ee]tapp?es?|Etappen|etapas?|tapp[ae]|rit|ritten|klassement",
        (
            r"[Bb]reakaways?|the break|the bunch|echappees?|kopgroep|Hauptfeld|Spitzengruppe|Verfolgergruppe|"
            r"Ausreisser\w{0,3}|escapada|gruppetto"
        ),
        (
            r"[Aa]ttack(?:s|ed)? (?:on|with|from|again)|attaque\w{0,3}|atacou|[Bb]ridged (?:to|across)|greift an|"
            r"griff an|viel aan"
        ),
        r"(?:won|wins?|winning|leads?|led|rode|lost|winner of) the Tour",
        r"on the (?:last|final|first|second|third|penultimate|decisive) climb|(?:foot|top) of the climb|last climb",
        r"(?:won|wins?|winning) the (?:[a-z]+ )?sprint",
        (
            r"[Dd]escent|descente|afdaling|Abfahrt|discesa|descenso|(?:km|kilomet(?:res|ers)) (?:from|to (?:go|ride))|"
            r"kilometres de l'arrivee|kilometer van de (?:streep|meet|finish)|Kilometer vor dem Ziel|traguardo"
        ),
        r"[Pp]unctured?s?|kasseien|cobbles?|paves?|Kopfsteinpflaster|[Pp]rologues?|[Pp]rolog",
        r"jerseys?|maillots?|trui|Trikots?|maglia|camisola",
        r"(?:Tour|Ronde|Volta) (?:of|de|du|des|van|a|ao)|Tour d'[A-Z]\w+",
    )
)
# Runners say so as well, and whoever stands for mayor.
_LOOSE = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        (
            r"[Rr]aces?|[Rr]aced|[Rr]acing|course|courses|koers|koersen|wedstrijd|Rennens?|corsa|corse|gara|carrera|"
            r"corrida"
        ),
        r"[Ss]print\w{0,6}|[Vv]olata|esprint",
        r"[Cc]limb\w{0,3}|summit finish|cols?|montee|klim|beklimming|Anstieg\w{0,2}|salita|subida|puerto|mountains?",
        r"[Dd]irecteur|[Tt]eam-?mates?|ploegma(?:at|ten)|ploeggeno(?:ot|ten)|Teamkolleg\w{1,4}|equipier\w{0,2}",
    )
)
MIN_LOOSE_ALONE = 3  # so many of the loose words say enough by themselves


def count_own_points(folded: str, most: int | None = None) -> int:
    """Return the points of the words that nobody but cyclists uses, each word once; where `most` are found, it stops.

    >>> count_own_points("The peloton, the peloton and the velodrome"), count_own_points("peloton, velodrome", 1)
    (4, 2)
    """
    words: set[str] = set()
    for match in _OWN.finditer(folded.lower()):
        words.add(match.group())
        if most is not None and OWN_POINTS * len(words) >= most:
            break
    return OWN_POINTS * len(words)


def count_shared_points(folded: str) -> int:
    """Return the points of the words that cyclists share with others; 0 where only a few loose ones stand there."""
    shared = sum(words.search(folded) is not None for words in _SHARED)
    loose = sum(words.search(folded) is not None for words in _LOOSE)
    return SHARED_POINTS * (shared + loose) if shared or loose >= MIN_LOOSE_ALONE else 0


def needed_points(chars: int, *, shared: bool = False) -> int:
    """Return how many points a text of that length must have: of cycling's own words, or of all words together."""
    return (ENOUGH_SHARED_POINTS if shared else ENOUGH_POINTS) + chars // LONG_CHARS
