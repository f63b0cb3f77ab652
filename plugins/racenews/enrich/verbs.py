"""The verbs of race news in the forms a headline needs: "won" -> "wins", "has reached" -> "reaches"."""

from __future__ import annotations

from dataclasses import dataclass

# base past participle; participles equal to the past are left out
_IRREGULAR = """
beat beat beaten|become became become|begin began begun|break broke broken|bring brought|build built|
buy bought|catch caught|choose chose chosen|come came come|cost cost|cut cut|deal dealt|draw drew drawn|
drive drove driven|fall fell fallen|fight fought|find found|fly flew flown|forget forgot forgotten|get got|
give gave given|go went gone|grow grew grown|hang hung|hit hit|hold held|keep kept|lead led|leave left|
lose lost|make made|meet met|overcome overcame overcome|overtake overtook overtaken|pay paid|put put|
quit quit|retake retook retaken|ride rode ridden|rise rose risen|run ran run|say said|see saw seen|
sell sold|send sent|set set|shake shook shaken|shine shone|show showed shown|shut shut|slide slid|
speak spoke spoken|speed sped|spend spent|split split|spring sprang sprung|stand stood|steal stole stolen|
stick stuck|strike struck|sweep swept|swing swung|take took taken|tear tore torn|tell told|think thought|
throw threw thrown|undergo underwent undergone|upset upset|wear wore worn|win won|
withdraw withdrew withdrawn|write wrote written|outride outrode outridden|outrun outran outrun|bid bid|
cast cast|hurt hurt|let let|spread spread|understand understood|rebuild rebuilt|seek sought|lay laid|
uphold upheld|withhold withheld|undertake undertook undertaken|sit sat|weep wept|sleep slept|creep crept|
swear swore sworn|feel felt|
wake woke woken|bear bore borne|bite bit bitten|blow blew blown|dig dug|drink drank drunk|eat ate eaten|flee fled|
freeze froze frozen|hide hid hidden|know knew known|lend lent|mean meant|sing sang sung|sink sank sunk|
teach taught|wind wound|bleed bled|cling clung|shoot shot|spin spun|forgive forgave forgiven|
overshoot overshot|outgun outgunned|forgo forwent forgone|broadcast broadcast|burst burst|forbid forbade forbidden|
foresee foresaw foreseen|mislead misled|outbid outbid|outdo outdid outdone|outshine outshone|overrun overran overrun|
oversee oversaw overseen|rethink rethought|spin spun|string strung|strive strove striven|swell swelled swollen|
tread trod trodden|undercut undercut|undo undid undone|unwind unwound|lie lay lain
"""
_REGULAR = """
abandon accept accuse achieve add admit adopt advance agree aim allow announce answer apologise appeal appear
appoint approach approve arrive ascend ask assemble assess attack attempt attend attract avoid award back ban
battle believe blast block bolster book boost broaden call cancel capture carry cause celebrate challenge
change chase claim clear climb clinch close coast collapse collect collide command commence commit compel
compete complain complete concede conclude condemn confirm conquer consider contest continue control convert
convince count counter crack crash create criticise cross crown cruise cycle damage dare dash debut decide
declare decline decorate dedicate defeat defend defuse defy delay delight deliver demand deny depart depend
deprive derail descend design destroy detail detain determine develop die discover dislocate dismiss
disqualify distance divide dominate donate double drag drop earn echo edge elect eliminate emerge employ end
endure enjoy enlist enter entertain equal escape establish expect explain expose express extend face fade fail
favour feature fend field file finalise finance fine finish fire follow force forge fracture freewheel gain
grab guide hail halt hammer hand haul head heal heat help hint hire honour hope host ignore impress improve
increase inherit injure insist inspire insult introduce invest invite jail jeer join jump kick labour lament
land last launch leap learn lift light limit list live loan lock look maintain manage mark master match
measure miss mount mourn move name narrow need negotiate nominate notch obliterate offer open operate oppose
organise outclass outfox outkick outlast outnumber outpace outsprint outwit overhaul overpower overshadow
overturn own paint part pass patrol pedal persist pick pilot pip place plan play plead plot plunge point post
postpone pour power praise predate predict prepare present preserve press prevail proclaim produce profit
promise promote propose protest prove publish pull puncture punish pursue push question race raise rally ramp
rank reach react reassure rebound rebuff recall receive reckon reclaim record recount recover recruit redeem
reduce reel refuse regain reignite reject release relegate remain remove rename renew repeat replace report
rescue resign respond rest restore resume resurrect retain retire return reunite reveal review revive rip rock
roll rout rule rush sack salute save scale schedule scoop scorch score scrap scrape seal search secure seem
seize select separate serve settle shape share shatter shed shelve shift shock shorten shoulder shrink
sideline sidestep sign signal silence slam slip slump smash snatch soar soften solo spare spark sprint squeeze
stage star start stay step stop storm streak stress stretch strip struggle stumble stun stutter submit
substitute succeed sue suffer support surge surprise survive suspend sustain swap switch swoop talk tame
target team tease tempt test thank threaten thrive thunder thwart tie time tire top topple trade trail train
transfer trigger triumph trounce try tumble turn tweak uncover unveil upgrade urge use vanish veto visit vote
vow wait walk warm acquit brake intend suggest clip elbow swerve touch remount re-sign want notify
premiere await unclip loom arrest warn watch weigh welcome wheel wobble work worry wrap
"""
# Verbs whose present is a noun as well ("new charges"): only their past tells a clause.
_NOUNS_TOO = """
charge bag brand bury cite clash combine contact curse dedicate deem dismount dodge doubt embark embarrass embrace
endorse engage ensure evade exclude excuse exit expand expire fetch fix float flop form frustrate fuel fulfil fund
gamble gather grant greet halve harm hurtle impose infuriate inform inspect install intensify interrupt interview
investigate kill kiss knock label laugh leak lower merge mock nail net object obtain offend order oust outline pack
parade pardon pause peak penalise perform phone plague polish pose probe prompt propel protect provoke quash raid
reaffirm rebrand rebuke recommend reconsider redesign reflect reform reiterate rejoin relaunch relish relive remark
remind renounce repair repay request require resent reserve resist respect restart restrict reverse revoke reward
rival ruin rue savour scream shout sigh skip slow smile snap snub spoil sponsor stall stamp stifle study suit surpass
surrender sweat tackle tip toast treat trick trim trouble underline unite unseat vault venture volunteer waive wave
weaken whip wish wonder wound yield relent concur dispute recuperate
ace acknowledge adjust administer admire advise affect afford aggravate alert alter amass amaze amend amuse analyse
anger anticipate applaud apply arrange assert assign assist assume assure astonish astound attain attribute authorise
avenge await baffle balance batter beg behave belong benefit besiege betray blame blitz blossom blunt boast bombard
bother bounce bow boycott broker bruise brush bump bundle burn bypass calculate calm capitulate caution cease cement
cheer clarify claw coax combat comment commiserate compare compensate compile compose comprise conceal concentrate
conduct confess confide confront congratulate connect conserve construct consult consume contend contribute converge
cooperate cope correct correspond crawl crumble crush culminate curb curtail damn dangle dazzle debate debunk decimate
decrease deduct deepen deflect delve demolish demonstrate demote denounce depict deploy derive describe deserve detach
deter deteriorate devastate devise devote devour diagnose dictate differ diminish dip disagree disappear disappoint
discard discharge disclose discount discourage discuss dismantle dispatch dispel display disrupt dissolve distinguish
distract distribute disturb dive downgrade downplay draft dream drench drift dry dump dwarf dwindle ease eclipse
educate elevate elicit elude emphasise emulate enable encounter encourage endanger energise enforce enhance enlarge
enrage enrol enthral enthuse entice entrust equip eradicate erase erupt escalate escort evict evolve examine exceed
excel exchange excite execute exert exhaust exhibit exist exonerate experience experiment explode exploit explore
extinguish extract falter fan fare fascinate fiddle film fit flag flare flash flatten flaunt flex flick flirt flock
flood flourish flow focus foil fold foster founder fumble gallop gasp gauge generate gesture glance glide glimpse glow
govern graduate grapple grasp graze grieve grimace groan grumble guarantee guard guess hamper handle happen harass
harbour harden harness haunt headline heed hesitate highlight hinder hoist hop hover hug humble humiliate hunt hurry
identify illuminate illustrate imagine imitate impersonate implement implicate implore imply import inch incite
include incorporate incur indicate indict induce indulge infiltrate inflate inflict influence inhabit initiate
innovate inquire insert instruct integrate interfere interpret intervene intimidate intrigue invent invoke involve
isolate issue jeopardise jet jostle judge juggle justify lack lag languish lapse lash laud laze lean leapfrog lecture
legalise lengthen level lick linger link loosen loop lurch lure manoeuvre manufacture march marry marshal marvel
materialise mature meander mend mention mentor migrate mimic mingle minimise miscalculate misjudge modify monitor mop
motivate multiply muscle muster mutter narrate navigate necessitate neglect nip nod normalise nudge nurse nurture
oblige observe obstruct occupy occur offset omit opt orchestrate originate outclimb outmuscle outplay outstrip
overestimate overheat overload overlook overrule overwhelm owe package panic paralyse peel penetrate perish persevere
persuade petition pinch pioneer pivot pledge plough plug plummet plunder pocket police ponder portray possess pounce
pray precede preclude prefer prescribe pressure presume prevent prioritise proceed process procure profess progress
prohibit prolong pronounce prosecute prosper provide publicise qualify quarrel quell quicken quiz quote rage rain rate
rattle ravage reap reappear reassess rebel recharge recite recognise reconcile reconnect reconstruct recoup recreate
rectify recur rediscover redress refer refine refresh refuel refund refute register regret regroup regulate
rehabilitate rehearse reign reimburse reinforce reinstate rejoice rekindle relate relax relay relinquish relocate rely
remedy reminisce render renege renovate rent reopen reorganise repeal repel replay replenish replicate represent
reprimand reprise reproach reschedule research resemble resettle reshape reshuffle reside resort restrain restructure
result resurface retaliate retort retrace retrain retreat retrieve revamp revel reverberate revert revisit
revolutionise risk roam roar rob romp rotate round ruffle rumble rupture sabotage safeguard salvage sample sanction
satisfy savage scan scare scatter scold scour scramble scratch scrutinise scupper sense sentence shadow shame sharpen
shave shelter shield shiver showcase shrug shuffle shun sift simplify simulate skid skim skirt slap slash slaughter
slice slog slot smooth smother smuggle sneak snow soak sob solve soothe spar spearhead specialise specify speculate
spell spike spill spiral splash splinter sport spot spray sprinkle sprout spur squander squash stabilise stagger stalk
stammer standardise startle starve steady steam steer stem stir stoke straighten strain stray streamline strengthen
stroll subdue subscribe subside succumb sulk summarise summon supervise supplement supply suppose suppress surface
surround swallow swamp sway swirl symbolise sympathise taint tangle tape taper tarnish taste taunt telephone tend
terminate testify thrash thrill throttle tick tighten toil tolerate torch torment toss total toughen tour tow toy
trace track trample transcend transform translate transmit transport trap travel traverse trek tremble trickle trip
triple trot trudge trump trust tug tussle tweet twist undermine unfold unify unleash unlock unravel unsettle unwrap
update usher utilise vacate validate vanquish vary veer verify vie view vindicate violate wander warrant waste waver
weather wedge whistle whittle widen wield wilt wince wink wipe witness wreck wrestle zip detect disband dislodge
dispense distort downsize duel eject embody embroil enact encompass engineer engrave ensue envisage err evaluate
exemplify expel
"""
_DOUBLING = frozenset(
    "ban drop grab pip plan plot rip scrap slam slip step strip stun stop control admit commit "
    "acquit unclip clip bag net snap snub trim whip skip tip knit beg chop deter dip enrol enthral excel expel flag "
    "flip fit hop hug incur jet lag mop nip nod occur opt plug quiz recur repel rebel rob scan shun skid skim slap "
    "slog "
    "slot sob spar spot spur squat stem stir swat tug trap trek trot upset wed zip fan hum incur infer rot "
    " transfer refer compel regret permit occur prefer propel submit swap tap top wrap".split()
)
_O_VERBS = frozenset("go do undergo veto echo forgo".split())  # but "solos"
_L_DOUBLING = frozenset(
    "cancel equal pedal travel model marvel label level quarrel revel spiral signal total unravel".split()
)


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
    for base in _NOUNS_TOO.split():
        forms.setdefault(_regular_past(base), Verb(base, past=True, participle=True))
    for past in ("led", "shed"):
        forms[past] = Verb("lead" if past == "led" else "shed", past=True, participle=True)
    return forms, presents


PAST_FORMS, PRESENT_FORMS = _learn()
for _same in ("beat", "cut", "hit", "put", "quit", "set", "split", "upset", "cast", "cost", "hurt", "let", "shut"):
    PAST_FORMS.setdefault(_same, Verb(_same, past=True, participle=True))

BASES = frozenset(PRESENT_FORMS.values())
ALL_BASES = frozenset(form.base for form in PAST_FORMS.values())
AUXILIARIES = frozenset(
    "has have is are was were will would could may might can must should had does do did cannot won't isn't aren't "
    "hasn't haven't wasn't weren't didn't doesn't don't can't couldn't wouldn't".split()
)
INTRANSITIVE = frozenset(
    "die retire crash abandon return resign collapse depart arrive triumph appear fall rise withdraw prevail survive "
    "recover finish quit race come go begin end stop live work train last happen smile weep laugh win lose "
    "sit stand".split()
)
NEWS_VERBS = frozenset(
    "win die sign join leave retire take become beat extend return miss suspend ban crash break "
    "defend lose reach agree "
    "lead outsprint claim secure confirm announce quit abandon equal overturn seal regain clinch pip overhaul undergo "
    "withdraw sack appoint reveal set hold outlast end fracture retain resign storm solo sprint "
    "launch unveil earn finish".split()
)


_KEEPS_E = ("ised", "ized", "ated", "ved", "ced", "ured", "osed", "ared")
_LOSES_ED = ("rted", "sted", "nted", "cted", "pted", "lted", "ssed", "shed", "cked", "lked", "nked", "rmed", "rned")


def guess_base(past: str) -> str:
    """Return the base of a regular past that the lexicon lacks; "" where its spelling leaves that open.

    >>> guess_base("neutralised"), guess_base("outsmarted"), guess_base("hopped")
    ('neutralise', 'outsmart', '')
    """
    if past.endswith(_KEEPS_E):
        return past[:-1]
    return past[:-2] if past.endswith(_LOSES_ED) else ""


def present(base: str, plural: bool) -> str:
    """Return the present form for a subject of that number."""
    return base if plural else _third_person(base)


def past(base: str) -> str:
    """Return the past of a verb.

    >>> past("win"), past("finish")
    ('won', 'finished')
    """
    return next((word for word, form in PAST_FORMS.items() if form.base == base and form.past), _regular_past(base))
