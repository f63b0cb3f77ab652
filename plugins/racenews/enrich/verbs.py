"""The verbs of race news in the forms a headline needs: "won" -> "wins", "has reached" -> "reaches"."""

from __future__ import annotations

from dataclasses import dataclass

# base past participle; participles equal to the past are left out
_IRREGULAR = """
beat beat beaten|become became become|begin began begun|break broke broken|bring brought|build built|
buy bought|catch caught|choose chose chosen|come came come|cost cost|cut cut|deal dealt|
draw drew drawn|drive drove driven|fall fell fallen|fight fought|find found|fly flew flown|
forget forgot forgotten|get got|give gave given|go went gone|grow grew grown|hang hung|hit hit|
hold held|keep kept|lead led|leave left|lose lost|make made|meet met|overcome overcame overcome|
overtake overtook overtaken|pay paid|put put|quit quit|retake retook retaken|ride rode ridden|
rise rose risen|run ran run|say said|see saw seen|sell sold|send sent|set set|shake shook shaken|
shine shone|show showed shown|shut shut|slide slid|speak spoke spoken|speed sped|spend spent|
split split|spring sprang sprung|stand stood|steal stole stolen|stick stuck|strike struck|sweep swept|
swing swung|take took taken|tear tore torn|tell told|think thought|throw threw thrown|
undergo underwent undergone|upset upset|wear wore worn|win won|withdraw withdrew withdrawn|
write wrote written|outride outrode outridden|outrun outran outrun|bid bid|cast cast|hurt hurt|let let|
spread spread|understand understood|rebuild rebuilt|seek sought|lay laid|uphold upheld|withhold withheld|undertake undertook undertaken|sit sat
"""
_REGULAR = """
fine hire search jail recall puncture descend ascend assemble assess attend bolster broaden carry coast commence complain
conclude contest convert convince compel counter crack cycle decorate dislocate distance echo employ enlist entertain
finance freewheel guide heat honour insult invest jeer leap learn loan operate organise outclass
outfox outnumber overshadow patrol persist pilot predate proclaim rebound recount redeem reignite
resurrect rout salute scoop scorch scrape shelve sidestep sideline slump squeeze stumble stutter
support swoop tease thunder tire tumble upgrade vanish wheel wobble
abandon accept accuse achieve add admit adopt advance agree aim allow announce answer apologise appeal appear
appoint approach approve arrive ask attack attempt attract avoid award back ban battle believe blast block
book boost call cancel capture cause celebrate challenge change chase claim clear climb clinch close collapse
collect collide command commit compete complete concede condemn confirm conquer consider continue control
count crash create criticise cross crown cruise damage dare dash debut decide declare decline dedicate defeat
defend defuse defy delay delight deliver demand deny depart depend deprive derail design destroy detail detain
determine develop die discover dismiss disqualify divide dominate donate double drag drop earn edge elect
eliminate emerge end endure enjoy enter equal escape establish expect explain expose express extend face fade
fail favour feature fend field file finalise finish fire follow force forge fracture gain grab hail halt
hammer hand haul head heal help hint hope host ignore impress improve increase inherit injure insist inspire
introduce invite join jump kick labour lament land last launch lift light limit list live lock look maintain
manage mark master match measure miss mount mourn move name narrow need negotiate nominate notch obliterate
offer open oppose outkick outlast outpace outsprint outwit overhaul overpower overturn own paint part pass
pedal pick pip place plan play plead plot plunge point post postpone pour power praise predict prepare present
preserve press prevail produce profit promise promote propose protest prove publish pull punish pursue push
question race raise rally ramp rank reach react reassure rebuff receive reckon reclaim record recover recruit
reduce reel refuse regain reject release relegate remain remove rename renew repeat replace report rescue
resign respond rest restore resume retain retire return reunite reveal review revive rip rock roll rule rush
sack save scale schedule score scrap seal secure seem seize select separate serve settle shape share shatter
shed shift shock shorten shoulder shrink sign signal silence slam slip smash snatch soar soften solo spare
spark sprint stage star start stay step stop storm streak stress stretch strip struggle stun submit substitute
succeed sue suffer surge surprise survive suspend sustain swap switch talk tame target team tempt test thank
threaten thrive thwart tie time top topple trade trail train transfer trigger triumph trounce try turn tweak
uncover unveil urge use veto visit vote vow wait walk warm warn watch weigh welcome work worry wrap
"""
_DOUBLING = frozenset(
    "ban drop grab pip plan plot rip scrap slam slip step strip stun stop control admit commit "
    "transfer refer compel regret permit occur prefer propel submit swap tap top wrap".split()
)
_O_VERBS = frozenset("go do undergo veto echo forgo".split())  # but "solos"
_L_DOUBLING = frozenset("cancel equal pedal travel model".split())


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb form: its base, and what it may be."""

    base: str
    past: bool
    participle: bool


def _third_person(base: str) -> str:
    """Return the present with a singular subject.

    >>> [_third_person(v) for v in ("win", "reach", "carry", "go", "play", "do")]
    ['wins', 'reaches', 'carries', 'goes', 'plays', 'does']
    """
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    sibilant = base.endswith(("s", "x", "z", "ch", "sh")) or base in _O_VERBS
    return base + ("es" if sibilant else "s")


def _regular_past(base: str) -> str:
    if base in _DOUBLING or base in _L_DOUBLING:
        return base + base[-1] + "ed"
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def _learn() -> tuple[dict[str, Verb], dict[str, str]]:
    forms: dict[str, Verb] = {}
    presents: dict[str, str] = {}
    for row in _IRREGULAR.replace("\n", "").split("|"):
        base, past, *rest = row.split()
        participle = rest[0] if rest else past
        forms[past] = Verb(base, past=True, participle=past == participle)
        if participle != past:
            forms[participle] = Verb(base, past=participle == past, participle=True)
        presents[_third_person(base)] = base
    for base in _REGULAR.split():
        past = _regular_past(base)
        forms.setdefault(past, Verb(base, past=True, participle=True))
        presents.setdefault(_third_person(base), base)
    for past in ("led", "shed"):
        forms[past] = Verb("lead" if past == "led" else "shed", past=True, participle=True)
    return forms, presents


PAST_FORMS, PRESENT_FORMS = _learn()
for _same in ("beat", "cut", "hit", "put", "quit", "set", "split", "upset", "cast", "cost", "hurt", "let", "shut"):
    PAST_FORMS.setdefault(_same, Verb(_same, past=True, participle=True))

AUXILIARIES = frozenset(
    "has have is are was were will would could may might can must should had does do did cannot won't isn't aren't "
    "hasn't haven't wasn't weren't didn't doesn't don't can't couldn't wouldn't".split()
)
INTRANSITIVE = frozenset(
    "die retire crash abandon return resign collapse depart arrive triumph appear fall rise withdraw prevail survive "
    "recover finish quit race".split()
)
NEWS_VERBS = frozenset(
    "win die sign join leave retire take become beat extend return miss suspend ban crash break "
    "defend lose reach agree "
    "lead outsprint claim secure confirm announce quit abandon equal overturn seal regain clinch pip overhaul undergo "
    "withdraw sack appoint reveal set hold outlast end fracture retain resign storm solo sprint "
    "launch unveil earn finish".split()
)


def present(base: str, plural: bool) -> str:
    """Return the present form for a subject of that number."""
    return base if plural else _third_person(base)
