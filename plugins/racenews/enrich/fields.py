"""Tell how much a story speaks of another field than cycling: the council, the court, football, the stock exchange.

There riders' names are mostly somebody else's, and sponsors' names the sponsors'.
"""

from __future__ import annotations

import re

MIN_FIELD_WORDS = 3  # so many different words of one field make a story of that field
STEM_CHARS = 4  # "vote" and "votes" are one word

# Words that race news uses in its own sense (stage, goal, coach, bench press, transfer, break) are left out.
_FIELDS: dict[str, str] = {
    "politics": r"councils?|councillors?|votes?|voted|voters?|MPs?|opposition|ministers?|parliament|ballots?|mayor|"
    r"elections?|deputy leader|by-election|constituency|coalition|referendum|manifesto|lawmakers?|senators?|congress|"
    r"ring road|planning|residents|taxpayers?|ward|borough|parish|Labour|Conservatives?|Tory|Tories|Lib Dems?|"
    r"Greens|ministry|cabinet",
    "law": r"magistrates?|crown court|court|jur(?:y|ors?)|defendants?|defending|prosecut(?:ors?|ion|ing)|fined|"
    r"sentenced?|guilty|pleaded|barrister|solicitor|PC|constable|detectives?|inspector|witness(?:es)?|bail|custody|"
    r"burglar\w*|stolen|theft|inquest|coroner|jailed|arrested|offences?",
    "football": r"football\w*|goalkeepers?|strikers?|midfield\w*|header|penalty area|half-time|kick-?off|"
    r"equalis\w+|substitutes?|scored|goalless|second half|first half|bench|crossbar|the post|offside|hat-trick|"
    r"league|Premier League|La Liga|Serie A|Bundesliga|full-back|winger|centre-back|free-kick|corner kick|own goal",
    "ball": r"wickets?|innings|batsm[ae]n|batters?|bowl(?:ed|er|ers|ing)|rugby|fly-half|scrum|touchdown|quarterback|"
    r"rebounds?|points per game|free throws?|home runs?|pitcher|tie-break|forehand|backhand|grand slam|birdies?|"
    r"bogeys?|fairway|putts?|par|tee|puck|netball|volleyball|hockey|tennis|golf|cricket|seeded|deuce|dart|darts|frame|snooker",
    "athletics": r"athletics|marathon|half-marathon|metres|long jump|high jump|triple jump|hurdles|javelin|shot put|"
    r"steeplechase|pole vault|triathl\w+|ironman|swim|swam|swimm\w+|freestyle|backstroke|relay|cross-country running|"
    r"ran away|ran|run|runners?|running|biathlon|skied|skiing|skiers?|slalom|regatta|rowing|rowers?|boxing|boxers?|"
    r"knock(?:ed)? out|gymnast\w*",
    "motor": r"MotoGP|Moto[23]|motorcycl\w+|motocross|superbikes?|Yamaha|Honda|Ducati|KTM|Suzuki|Aprilia|Kawasaki|"
    r"pole|qualifying|Formula (?:1|One)|F1|NASCAR|IndyCar|rally|engines?|pit (?:stop|lane|wall)|grid|horsepower|tyres|"
    r"speedway|laps?|jockeys?|hurdle|furlongs?|trainer|stallion|filly|gelding",
    "business": r"shares?|shareholders?|turnover|compan(?:y|ies)|profits?|revenues?|million|billion|merg(?:er|ed)|"
    r"stake|analysts?|customers?|retail\w*|chain|supermarkets?|shops?|stores?|factor(?:y|ies)|invoices?|stock|takeover|"
    r"subsidiary|insurers?|insurance|banks?|software|flotation|brokers?|investors?|quarter|products?|employs|staff",
    "goods": r"grams|weighs?|price[sd]?|saddle|helmets?|wheelsets?|wheels|rims?|carbon|tyres?|stiffness|aero|"
    r"frames?|groupset|handlebars?|shoes|glasses|gloves|lights?|charger|battery|review|bargain|on sale|discount|"
    r"warranty|colourways?|tubeless|spokes|hubs?|brakes?|workshop",
    "arts": r"albums?|concerts?|bands?|films?|novels?|exhibition|gallery|theatre|orchestra|actors?|actress|singers?|"
    r"songs?|guitar\w*|drummer|choir|poems?|paintings?|painter|chart|episodes?|screenplay|premiere|sculpt\w+|playwright|"
    r"recipes?|chefs?|restaurant|menu",
    "learning": r"pupils?|school|headteacher|headmaster|exams?|university|students?|classroom|professor|lecture|"
    r"researchers?|scientists?|laboratory|study|thesis|astronom\w+|telescope|patients?|hospital trust|clinic|vaccin\w+",
}
_BEGINS = re.compile(r"(?:^|[.!?]\s|\n)\W*[A-Z](?=[a-z])")
_WORDS = tuple(re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") for words in _FIELDS.values())


def count_field_words(folded: str) -> int:
    """Return how many different words the field has of which the text speaks most."""
    text = _BEGINS.sub(lambda begin: begin.group().lower(), folded)  # "Magistrates" is a word at the head of a sentence
    return max(len({m.group()[:STEM_CHARS].lower() for m in words.finditer(text)}) for words in _WORDS)
