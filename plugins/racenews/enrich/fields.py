"""Tell how much a story speaks of another field than cycling: the council, the court, football, the stock exchange.

There riders' names are mostly somebody else's, and sponsors' names the sponsors'.
"""

from __future__ import annotations

import re

MIN_FIELD_WORDS = 3  # so many different words of one field make a story of that field
STEM_CHARS = 4  # "vote" and "votes" are one word

# Words that race news uses in its own sense (stage, goal, coach, transfer, break) are left out. "profit~" stands for
# "profits" as well, "triathl*" for all that so begins; only the first letter of a sentence may be a capital besides.
_FIELDS = {
    "politics": (
        "council~ councillor~ vote~ voted voter~ MP~ opposition minister~ parliament ballot~ mayor~ election~ by- "
        "election~ constituency coalition referendum manifesto lawmaker~ senator~ congress planning resident~ "
        "taxpayer~ petition~ campaigner~ ward~ borough parish Labour Conservative~ Tory Tories Greens ministry "
        "cabinet"
    ),
    "law": (
        "magistrate~ court~ jury juror~ defendant~ defending prosecutor~ prosecution fined sentence~ sentenced "
        "guilty pleaded barrister~ solicitor~ PC constable~ detective~ inspector~ witness~ witnesses bail custody "
        "burglar* stolen theft inquest coroner jailed arrested offence~"
    ),
    "football": (
        "football* goalkeeper~ striker~ midfield* header~ half-time kick-off kickoff equalis* substitute~ scored "
        "goalless bench crossbar offside hat-trick league Bundesliga full-back winger~ centre-back free-kick "
        "penalty post match matches pitch~ fixture~ goalscorer~ defender~ relegation relegated dugout touchline "
        "stadium~ season-ticket~ derby"
    ),
    "ball games": (
        "wicket~ innings batsman batsmen batter~ bowl* rugby fly-half scrum touchdown~ quarterback~ rebound~ "
        "pitcher~ tie-break forehand backhand birdie~ bogey~ fairway~ putt~ par tee~ puck netball volleyball hockey "
        "tennis golf* cricket* seeded deuce dart~ snooker frame~ handball basketball"
    ),
    "athletics": (
        "athletics marathon~ half-marathon metres hurdles javelin steeplechase triathl* ironman Ironman swim swam "
        "swimm* freestyle backstroke relay ran run runner~ running parkrun~ biathl* skied skiing skier~ slalom "
        "regatta boxing boxer~ gymnast* shot-put ski~ jumper~ snowboard* piste~ slope~ luge bobsleigh skat*"
    ),
    "water": (
        "rowing rower~ rowed scull* cox coxes coxed coxswain~ oar~ oarsm* regatta~ crew~ boat~ boathouse~ canoe* "
        "kayak* sail~ sailor~ sailing yacht* skipper~ rudder~ mast~ harbour~ surfer~ swim swam swimm* freestyle "
        "backstroke"
    ),
    "motors": (
        "MotoGP Moto2 Moto3 motorcycl* motocross superbike~ Yamaha Honda Ducati KTM Suzuki Aprilia Kawasaki pole "
        "qualifying F1 NASCAR IndyCar rally engine~ pit~ grid horsepower tyre~ speedway lap~ jockey~ furlong~ "
        "trainer~ stallion filly gelding driver~ chassis"
    ),
    "business": (
        "share~ shareholder~ turnover company companies profit~ revenue~ million billion merger merged stake~ "
        "analyst~ customer~ retail* chain~ supermarket~ shop~ store~ factory factories invoice~ stock~ takeover "
        "subsidiary insurer~ insurance bank~ software flotation broker~ investor~ quarter product~ employs staff"
    ),
    "goods": (
        "gram~ weigh~ weighed price~ priced saddle~ helmet~ wheelset~ wheel~ rim~ carbon tyre~ stiffness aero "
        "frame~ groupset~ handlebar~ shoe~ glasses glove~ light~ charger battery review~ bargain discount~ warranty "
        "tubeless spoke~ hub~ brake~ workshop"
    ),
    "arts": (
        "album~ concert~ band~ film~ novel~ exhibition~ gallery theatre~ orchestra~ actor~ actress singer~ sings "
        "sang song~ guitar* drummer~ choir~ poem~ painting~ painter~ painted episode~ screenplay premiere sculpt* "
        "playwright~ recipe~ chef~ restaurant~ menu~ producer~ drum~ bass piano pianist~ violin* cello folk vocal* "
        "lyric~ gig~ venue~ rehears* soundtrack~ encore audience~ applause opera~ ballet danc* comedian~ comedy "
        "cinema~ cast novelist~ poet~ exhibit*"
    ),
    "table and farm": (
        "bread loaf loaves oven~ flour butter cheese~ wine~ vineyard~ kitchen~ soup~ sauce~ chef~ restaurant~ menu~ "
        "recipe~ waiter~ cafe~ farm~ farmer~ cattle sheep cow~ dog~ horse~ breeder~ kennel~ tractor~ harvest~ crop~ "
        "barn~"
    ),
    "learning": (
        "pupil~ school~ headteacher~ headmaster~ exam~ university student~ classroom~ professor~ lecture* "
        "researcher~ scientist~ laboratory thesis astronom* telescope~ patient~ clinic~ vaccin*"
    ),
}


def _read_words() -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[tuple[str, str]]]]:
    """Return words and beginnings of words, each with its fields and its stem."""
    words: dict[str, list[tuple[str, str]]] = {}
    beginnings: dict[str, list[tuple[str, str]]] = {}
    for field, listed in _FIELDS.items():
        for entry in listed.split():
            word = entry.rstrip("~*")
            of = (field, word[:STEM_CHARS].lower())
            for form in (word, word + "s") if entry.endswith("~") else (word,):
                (beginnings if entry.endswith("*") else words).setdefault(form, []).append(of)
    return words, beginnings


_WORDS, _BEGINNINGS = _read_words()
_BEGINNING = re.compile("|".join(_BEGINNINGS))
_BEGINS = re.compile(r"(?:^|[.!?]\s|\n)\W*[A-Z](?=[a-z])")
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def count_field_words(folded: str) -> int:
    """Return how many different words the field has of which the text speaks most."""
    text = _BEGINS.sub(lambda begin: begin.group().lower(), folded)  # "Magistrates" is a word at the head of a sentence
    stems: dict[str, set[str]] = {}
    for token in set(_TOKEN.findall(text)):
        found = _WORDS.get(token) or _beginning_of(token)
        for field, stem in found:
            stems.setdefault(field, set()).add(stem)
    return max(map(len, stems.values()), default=0)


def _beginning_of(token: str) -> list[tuple[str, str]]:
    found = _BEGINNING.match(token)
    return _BEGINNINGS[found.group()] if found else []
