"""Tell whether the words around a name speak of a rider: "beat Adam Yates", "Adam Yates attacked", "Adam Yates (26)".

In a story that names little of the sport for certain, a name that many people bear is a rider's only with such support.
"""

from __future__ import annotations

import re

# Surnames of the gazetteer that half a country bears; those that are words as well are marked there.
ORDINARY_SURNAMES = frozenset(
    "ackermann andersen antunes armstrong arndt barbero barbieri barnes bauer benedetti benitez bennett bernard "
    "bonnet borgstrom bouchard bouwman brown buchmann caruso casagrande chaves chevalier claes claeys cooke "
    "dominguez dupont duque durand elliott engels eriksson evans fonseca garcia gautier gerard gomez gonzalez "
    "goossens gutierrez hamilton hansen henderson hermans hernandez honore ivanov jansen jimenez johannessen "
    "johansson jorgensen kenny king koch kuiper leclercq lemoine leoni leth lloyd lopez ludwig machado marchand "
    "martens martin martinez mccarthy mendes millar molenaar moreno mori morin muller navarro nilsson oliveira "
    "parra pate pauwels pedersen perez peters pettersson pieters pineau quintana reis renard restrepo roberts "
    "roche rodriguez rojas roosen rota rowe roy rubio ruiz russo sanchez schmid serrano simoni smith sorensen "
    "sosa soto stannard stephens stewart swift thomas timmer torres valentin voigt wegmann willems williams "
    "wright wyss yates zimmermann".split()
) | {"da silva", "de jong", "de la cruz", "de vries", "van de velde", "van den berg", "van den bos", "van dijk"}
# Given names that one rider of the gazetteer bears and many people elsewhere.
ORDINARY_GIVEN_NAMES = frozenset(
    "Abi Adrien Alexandra Alfonso Alicia Annemarie Becky Bobby Brett Cameron Cat Catalina Claire Connor Conor "
    "Dani Derek Eddie Elizabeth Emily Evelyn Fiona Flora Fred Georgina Grace Graham Isabella Jake Jess Jessica "
    "Kate Katie Kristin Kristina Lara Lily Lucy Malcolm Mara Matt Mia Michaela Millie Neil Nelson Nicholas Nicki "
    "Niels Olaf Pedro Philippe Quinn Rohan Rory Russell Ruth Sharon Stephanie Susanne Tiffany Tristan Victoria".split()
)
_DEEDS = (
    r"(?:won|wins?|rode|rides?|riding|raced?|races|racing|attack(?:s|ed)?|sprint(?:s|ed)?|finish(?:es|ed)?|lead|leads|led|"
    r"crash(?:es|ed)?|punctured?|abandon(?:s|ed)?|took|takes?|taken|beat|beats|beaten|signs?|signed|re-signed|joins?|"
    r"joined|leaves?|left|retires?|retired|extend(?:s|ed)?|outsprint(?:s|ed)?|dropp?(?:s|ed)?|escaped?|suspended|"
    r"injured|fractured|broke|breaks|starts?|started|returns?|returned|defend(?:s|ed)?|claim(?:s|ed)?|clinch(?:es|ed)?|"
    r"miss(?:es|ed)?|climbed|chased?|caught|bridged|soloed|held|keeps?|kept|wears?|wore|gained|lost|loses?|moved|moves|"
    r"silver|bronze|gold|stays?|stayed|disqualified|relegated|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|runner-up|"
    r"favourite|followed|sent|responded|countered|came|went)"
)
_AFTER = re.compile(
    r"(?: \(|'s? (?:\w+ )?(?:attack|win|victory|stage|team|lead|title|contract|season|bike|wheel|record)\b|"
    r",? (?:who |both |all )?(?:(?:has|had|have|is|was|were|will|would|also|then|now|again|once|never|not|to|be|been|"
    rf"set|due|reportedly|duly|finally|only|just) ){{0,4}}{_DEEDS}\b|"
    r", the (?:first|last|only) [\w-]+ to (?:win|ride|finish|wear|lead|take|start)\b|"
    r",? (?:the|a|an) (?:[\w'-]+ ){0,4}"
    r"(?:champion|winner|rider|sprinter|climber|number one|leader|cyclist|team-mate)\b)"
)
_BEFORE = re.compile(
    r"\b(?:riders?|sprinters?|climbers?|puncheurs?|champions?|winners?|cyclists?|team-?mates?|leaders?|racers?|"
    r"domestiques?|veterans?|beat|beats|beating|ahead of|behind|outsprint(?:s|ed|ing)|pipp(?:ed|ing)|dropp(?:ed|ing)|"
    r"caught|catching|signed?|signing|contract (?:for|of|with)|"
    r"(?:won|wins?)\b[^.]{1,50} from|win for|victory for|\d{1,3}[.)]?) (?:[A-Z][a-z]+ )?$"
)


# The same in the other languages of race news, folded.
_PLACED = (
    r"(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|[Zz]weite[rn]?|[Dd]ritte[rn]?|[Vv]ierte[rn]?|"
    r"[Ff]unfte[rn]?|[Ee]rste[rn]?|eerste|tweede|derde|vierde|vijfde|second[oa]|terz[oa]|quart[oa]|quint[oa]|prim[oa]|"
    r"segund[oa]|tercer[oa]|cuart[oa]|terceir[oa]|primeir[oa]|primer[oa])"
)
_DONE = (
    r"(?:remport\w{1,3}|gagn\w{1,3}|attaqu\w{1,3}|s'impose|impose|devanc\w{1,3}|abandonn\w{1,3}|chut\w{1,3}|fini|termine|"
    r"gewinnt|gewann|gewonnen|siegt|siegte|schlagt|schlug|fahrt|fuhr|gefahren|sturzte?|gesturzt|attackiert\w?|holt|holte|"
    r"wint|won|gewonnen|rijdt|reed|verslaat|versloeg|viel aan|valt aan|pakt|pakte|sprint|sprintte|"
    r"vince|vinto|batte|battuto|attacca|attaccato|conquista|caduto|cade|"
    r"gana|gano|ganado|vence|vencio|venceu|ataca|ataco|atacou|supera|supero|superou|bate|batio|bateu|derrota|derroto)"
)
_AFTER_ELSEWHERE = re.compile(rf",?(?: [a-z']{{1,8}}){{0,3}} (?:{_PLACED}|{_DONE})\b")
_BEFORE_ELSEWHERE = re.compile(
    r"\b(?:devant|vor|voor|davanti a|por delante de|a frente de|battu|battant|schlug|versloeg|battuto|derroto a|gano a|"
    r"vencio a|venceu|remportee? par|gagnee? par|gewonnen von|gewonnen door|vint[ao] da|ganad[ao] por|vencid[ao] por|"
    r"victoire de|Sieg von|zege van|ritzege voor|vittoria di|victoria de|vitoria de) (?:[A-Z][a-z]+ )?$",
    re.IGNORECASE,
)


def speaks_of_rider(before: str, after: str) -> bool:
    """Say whether the folded text before or after a name tells what riders do."""
    if _AFTER.match(after) or _BEFORE.search(before):
        return True
    return _AFTER_ELSEWHERE.match(after) is not None or _BEFORE_ELSEWHERE.search(before) is not None
