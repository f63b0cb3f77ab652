"""Tell whether the words around a name give it to somebody of another walk of life: "Sean Kelly, a photographer".

All patterns read folded text before or after the name, and no open repeat stands in another.
"""

from __future__ import annotations

import re

# What riders become when they stop (coach, commentator, manager, author, farmer) is left out on purpose.
_WORK = (
    r"(?:doctor|physician|surgeon|physiotherapist|nurse|dentist|pharmacist|vet|professor|lecturer|scientist|"
    r"researcher|statistician|meteorologist|economist|historian|judge|lawyer|barrister|solicitor|prosecutor|"
    r"magistrate|policeman|policewoman|PC|(?:police|prison|fire|council|press) officer|detective|inspector|"
    r"constable|spokesman|spokeswoman|spokesperson|councillor|mayor|mayoress|minister|secretary|chancellor|"
    r"senator|MPs?|MEP|peer|chef|cook|baker|butcher|plumber|carpenter|electrician|bricklayer|teacher|headmaster|"
    r"headteacher|priest|vicar|bishop|photographer|cameraman|comedian|organist|sculptor|poet|novelist|playwright|"
    r"lorry driver|bus driver|taxi driver|shopkeeper|banker|"
    r"(?:market |financial |chief )?(?<!TV )(?<!television )(?<!race )analyst|broker|trader|accountant|architect|"
    r"producer|drummer|bassist|guitarist|pianist|violinist|songwriter|dancer|cox|coxswain|oarsman|oarswoman|sculler|"
    r"striker|midfielder|goalkeeper|winger|full-back|hairdresser|marshal|steward|motorist|pedestrian|paramedic|landlord|landlady|neighbour|labourer|bystander|"
    r"onlooker|eyewitness|resident|pensioner)"
)
# What a rider may have been or be besides, so that only a name that others bear too is somebody else's.
_PLAY = (
    r"(?:singer|actor|actress|musician|painter|footballer|golfer|swimmer|boxer|rower|cricketer|jockey|tennis player|"
    r"darts player|rugby player|racing driver|politician|spectator|witness|designer|engineer|programmer|developer|"
    r"chief executive|chairman|chairwoman|investor|entrepreneur|salesman|saleswoman)"
)
_WALK = rf"(?<!former )(?<!ex-)(?:{_WORK}|{_PLAY})"
_DR = r"\b(?:Dr|Prof|Professor|Judge|Detective|Inspector|Constable|Councillor|Cllr|Rev|Father|Sgt)\.? $"
_BEFORE = re.compile(rf"(?:\b{_WALK}s?(?: named| called)? $|{_DR})")
_BEFORE_CAPITAL = re.compile(rf"(?:^|[.!?] |\")(?:(?:The|A|An) )?{_WALK} $", re.IGNORECASE)
_BEFORE_COMMA = re.compile(rf"\b{_WALK}, $")
_NO_LINK = r"(?!of\b|to\b|for\b|by\b|with\b|who\b|and\b|from\b|like\b)"
_AFTER = re.compile(
    r"(?:,| \(| -) (?:(?:aged )?\d{1,2}, )?"
    rf"(?:(?:a|an|the|our|its|his|her|their)(?: {_NO_LINK}[\w'-]+){{0,3}} )?{_WALK}\b|"
    r", who (?:bakes|teaches|cooks|sings|paints|plays the|works (?:in|at) |sells (?!bi|insur)|"
    r"drives (?:a|the) (?:bus|taxi|van|lorry|truck|train|tram)|"
    r"owns (?:a|the) (?:garage|farm|pub|bakery|salon)|delivers )"
)
# "A film with Sean Bennett", "a concert by Chris Hamilton"
_WORK_OF_BEFORE = re.compile(
    r"\b(?:films?|concerts?|albums?|novels?|songs?|exhibitions?|paintings?|recitals?|gigs?|poems?|operas?|sermons?|sculptures?|"
    r"ballets?|sitcoms?|comedy|comedies|thrillers?|plays) (?:by|with|starring|from) $|"
    r"\b(?:starring|(?:directed|sung|painted|conducted|composed|produced|danced) by) $"
)
# "Paul Martens, a surveyor from Kassel": who is called by a trade that no rider is called by.
_TRADE_AFTER = re.compile(
    r", an? (?:\d{1,2}-year-old )?(?:[a-z-]+ ){0,2}([a-z]{2,12}(?:er|or|ist|ian|eer|wright|sman|smith))"
    r"(?:,|\.| (?:from|in|of|at|who|with|by|near)\b)"
)
# What riders are called, or anybody.
_CALLED_SO = frozenset(
    "adviser advisor ambassador attacker author broadcaster brother challenger character climber commentator "
    "competitor contender cyclist daughter descender director driver farmer father fighter finalist finisher "
    "follower former founder grandfather grandmother helper hitter insider junior later leader loner major "
    "manager marker master medalist medallist member mentor minor mother newcomer older organiser other outlier "
    "outsider owner partner passenger pioneer player predecessor presenter professor racer rider rounder "
    "selector senior sister specialist sprinter starter stayer stranger successor supporter survivor teenager "
    "tourist trainer trialist triallist winner writer younger youngster".split()
)
# Looked at first, for nearly every name stands between other words.
_LAST_WORDS = frozenset(
    re.findall(r"[a-z]+(?=[|)])", f"{_WORK}{_PLAY}".lower().replace("?", ""))
    + "dr prof professor judge detective inspector constable councillor cllr rev father sgt named called".split()
)
# Riders do so when they stop: it says something of a name that many bear.
_KEEPS_HOUSE = re.compile(r", who (?:runs|owns|keeps|manages) (?:a|an|the|his|her|their) ")
_PLAYS = re.compile(rf"\b{_PLAY}\b")
_RIDER_BEFORE = re.compile(
    r"\b(?:riders?|sprinters?|climbers?|champions?|winners?|cyclists?|team-?mates?|leaders?|racers?|domestiques?) $"
)
_CYCLIST_BEFORE = re.compile(r"\b(?:[Cc]yclists?|[Dd]omestiques?|[Cc]yclo-crossers?|[Tt]ime[ -]trial(?:l?ists?)) $")


def of_other_walk(before: str, after: str, *, is_common: bool) -> bool:
    """Say whether the words before and after a name say that its owner does something else.

    Remco Evenepoel may be called a footballer; a name that others bear too (`is_common`) is then another's.
    """
    if is_common and _WORK_OF_BEFORE.search(before):
        return True
    last = before.rstrip(", ").rsplit(" ", 1)[-1].rstrip(".").lower()
    if last not in _LAST_WORDS and after[:1] != "," and after[:2] not in (" (", " -"):
        return False
    if not is_common and _PLAYS.search(f"{before[-30:]}|{after[:30]}"):
        return False
    if is_common and (_KEEPS_HOUSE.match(after) or _has_trade(after)):
        return True
    if _BEFORE.search(before) or _BEFORE_CAPITAL.search(before) or _AFTER.match(after):
        return True
    # "the physiotherapist, Chris Harper, said", but not "… thanked the doctor, Simon Yates said".
    return _BEFORE_COMMA.search(before) is not None and after.startswith((",", "."))


def _has_trade(after: str) -> bool:
    """Say whether the words after a name call its owner by a trade of another walk of life."""
    told = _TRADE_AFTER.match(after)
    return told is not None and told[1] not in _CALLED_SO


def is_called_rider(before: str, *, in_other_field: bool = False) -> bool:
    """Say whether the words before a name say that its owner races: "the sprinter Matthew Richardson".

    Councils have leaders, marathons winners, motorcycles riders: in a story of another field only cyclists race.
    """
    if in_other_field:
        return _CYCLIST_BEFORE.search(before) is not None
    return _RIDER_BEFORE.search(before) is not None
