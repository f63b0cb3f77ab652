"""The words and patterns by which a lead is taken apart and put together again as a headline.

Every pattern reads one sentence of bounded length, and none nests one open repeat in another.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from racenews.enrich import verbs
from racenews.enrich.cues import NATIONALITIES

_LISTS: dict[str, str] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "headline_words.toml").read_text(encoding="utf-8")
)


def _words(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


FINITE_PAST = "|".join(sorted(w for w, v in verbs.PAST_FORMS.items() if v.past))
FINITE_PRESENT = "|".join(sorted(w for w in verbs.PRESENT_FORMS if len(w) > 3))
NAME = r"[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]+|van|der|den|de|di|del|da)){1,4}"
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WEEKDAY = re.compile(
    rf",? (?:late |early )?(?:on|last|this) {DAY}(?: (?:morning|afternoon|evening|night|lunchtime))?(?!['’\w])"
    rf"(?:,(?= (?:won|took|became|and (?:{FINITE_PAST})\b)))?|"
    rf" (?={DAY})(?<=[a-z\d] )(?<!next )(?<!of )(?<!until )(?<!from )(?<!by )(?<!before )(?<!after )(?<!since )"
    rf"(?<!and )(?<!for )(?<!the )(?<!every )(?<!to )(?<!on )(?<!last )(?<!this ){DAY}"
    r"(?: (?:morning|afternoon|evening|night))?"
    rf"(?=$|[,;]| (?:in|at|with|by|after|as|from|when|following|for|to|on|over|because|amid|ahead)\b)"
)
DATELINE = re.compile(
    r"^(?:\([A-Z][A-Za-z ]{1,20}\) ?[—–-]{1,2} |"
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}(?:, [A-Z][A-Za-z .]{2,20})?,? (?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"[A-Z][a-z]{2,8}\.?(?: \d{1,2})?"
    r"(?:,? (?:19|20)\d\d)?,? ?(?:\([A-Z][A-Za-z ]{1,20}\))? ?[—–-]{1,2} |"
    r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?:, [A-Z][A-Za-z]{2,20})? ?(?:\([A-Za-z ]{2,20}\))? ?[—–-]{1,2} |"
    r"[A-Z][\w'’.-]{1,20}(?:, [A-Z][a-z]{2,20})?,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|"
    r"\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})? ?[—–-]{1,2} |"
    r"[A-Z][\w'’.-]{1,20}(?:, [A-Z][a-z]{2,20})? \([A-Z][A-Za-z ]{1,20}\) ?[—–-]{1,2} )"
)
SOURCE = (
    r"(?:(?:[a-z-]+ ){1,4}(?=[A-Z])|[a-z ]{0,30}\breports?\b|[a-z ]{0,30}\bmedia\b|[a-z ]{0,20}\bsources?\b|"
    r"(?:the )?[A-Z])"
)
SPEAKER = r"[^,;:“”\"‘]{2,50}?"
SAYS = r"(?:has |have )?(?:said|says|announced|confirmed|reported|reports|revealed|understands|writes|learned|learnt)"
ATTRIBUTION_TAIL = re.compile(
    r", (?:it )?(?:has been|was) (?:announced|confirmed)[^,;:]{0,40}$|"
    rf", {SPEAKER} {SAYS}(?: (?:(?:on|in|at|late|last|this|early) [^,;:]{{1,40}}|{DAY}))?$"
)
# Who tells what nobody has confirmed; a headline keeps it.
TOLD_WHEN = (
    rf"(?: (?:(?:late |early )?(?:(?:on|last|this) )?{DAY}(?: (?:morning|afternoon|evening|night))?|"
    rf"(?:today|yesterday|over the weekend|(?:earlier )?this week|last week)|in [^,;:]{{1,40}}))?"
)
_END = r"(?:$|(?=, (?:but|and|while|although|though|with|who|which|after|as|in what) ))"
CLAIM_TAIL = re.compile(
    rf",? (?P<to>according to [^,;:]{{2,70}}?){TOLD_WHEN}{_END}|"
    r",? (?P<many>reports? (?:have )?(?:say|said|suggest|suggested|claim|claimed)|(?:it )?(?:has been|was) reported)"
    r"[^,;:]{0,40}$|"
    rf", (?:reports|writes|understands) (?P<turned>(?:the )?[A-Z][^,;:]{{1,40}}?){TOLD_WHEN}$|"
    r", (?P<medium>(?:the )?(?:[a-z-]+ )?(?:[A-Z][a-z]+ and [A-Z][a-z]+ media|[A-Z][\w.'’&-]*|newspaper|daily|"
    r"paper|magazine|website|"
    r"broadcaster|(?:[a-z]+ )?media|sources?)(?: [\w.'’&-]+){0,5}?) (?:has |have )?(?:reports?|reported|"
    r"understands|writes|wrote|"
    rf"learned|learnt|claims|claimed|can reveal|understood){TOLD_WHEN}{_END}|"
    rf", (?P<source>(?:[a-z]+ )?(?:sources?|media|people|insiders|persons)(?: [\w.'’&-]+){{0,8}}?) "
    rf"(?:say|says|said|told [^,;:]{{3,40}}?){TOLD_WHEN}$"
)
# What somebody claims or a person says stays his or hers; what a team announces of itself is plain news.
VOICED = re.compile(
    r", (?P<who>(?!(?:it|he|she|they|who|which|and|but) )[^,;:“”\"‘]{2,50}?) (?:has |have |had )?"
    r"(?P<verb>insist|claim|argue|believe|maintain|suggest|allege|warn|predict|think|feel|fear|promise|vow|"
    r"pledge)(?:s|d|ed)\b(?![’'])"
    rf"{TOLD_WHEN}(?: (?:in|on|at|to|during|after) [^,;:]{{1,60}})?(?=,|$)|"
    r", (?P<turned>believes|thinks|insists|claims|argues|reckons|predicts|warns|says) "
    r"(?P<speaker>(?:[\w'’-]+ ){0,9}[A-Z][\w'’-]+)(?=,|$)|"
    r", (?P<person>(?!he |she |it |they )(?:[A-Z][\w'’-]+ ){0,3}(?:[a-z'’-]+ ){1,5}"
    r"(?<!team )(?<!squad )(?<!outfit )(?<!body )(?<!federation )(?<!organisers )(?<!the )(?<!union )(?<!formation "
    r")[A-Z][\w'’-]+(?: (?:van|der|den|de|di|del|da))*(?: [A-Z][\w'’-]+){1,2}) (?:has |have )?(?:said|says|told "
    r"[^,;:]{3,40}?)"
    rf"{TOLD_WHEN}(?=,|$)"
)
# Somebody with a post at the team speaks of his own: "according to sports manager …".
OFFICIAL = re.compile(
    r"^, according to (?:[A-Z][\w'’-]+ ){0,3}(?:[a-z-]+ ){0,2}(?:manager|director|boss|coach|doctor|president|"
    r"owner|spokes\w+) [A-Z]"
)
CLAIM_HEAD = re.compile(rf"^(?P<to>According to {SOURCE}[^,;:]{{0,60}}?), ")
# What is said against a claim, behind who makes it.
DENIED = re.compile(
    r", (?:but|though|although) [^,;:]{2,50}? (?P<it>(?:has |have )?(?:denie[sd]|deny|rejects?|rejected|"
    r"disputes?|disputed|dismiss(?:es|ed)?|calls?|called|plays? down|played down|contradicts?|contradicted)"
    r"(?: (?:it|this|that|the (?:report|story|claim|rumour)s?)\b)?)[^,;:]{0,40}$"
)
KIND_OF_MEDIUM = re.compile(
    r"^(?P<to>according to )?(?:the |a )?(?:[A-Z]?[a-z-]+ )*(?:newspaper|daily|paper|magazine|website|site|broadcaster|"
    r"channel|outlet|agency) (?=[A-Z])"
)
ATTRIBUTION_MID = re.compile(
    rf", {SPEAKER} {SAYS}(?: (?:(?:on|in|at) [^,;:]{{1,40}}|{DAY}))?,"
    rf"(?= (?:and|but|with|after|as|[a-z]+ing) )"
)
ACCUSATION = re.compile(
    r"\b(?:lawsuit|court|police|prosecutors?|complaint|indictment|investigat\w+|anti-dop\w+|dop\w+|"
    r"alleg\w+|charges?|tested positive|positive test|fraud|assault|cheat\w*|bribe\w*|guilty|"
    r"banned substance|(?<!cardiac )arrest\w*)\b"
)
HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|apparently|could(?! have\b)|may|might|set to|expected to|likely|unlikely|"
    r"possibly|perhaps|rumoured|"
    r"understood to|believed to|thought to|close to|hopes?|plans?|wants?|considering|appears?|seems?|potentially)\b"
)
WISH = re.compile(r"hopes?|plans?|wants?|considering")
# What somebody did not do, and what he or she did instead.
HALF_TOLD = re.compile(
    r"^(?P<not>[A-ZÀ-Þ][^,;:]{2,60}? (?:(?:did|could|was|were|has|have|had|does|do|is|are) not|"
    r"(?:did|could|was|were|has|have|had)n['’]t|failed to|never) [^,;:]{2,70}), "
    r"but (?:he|she|they) (?:did |still |at least )?[a-z]{2,}\b.*$"
)
NAME_ALONE = re.compile(r", [A-ZÀ-Þ][\w'’.-]+(?: (?:[A-ZÀ-Þ][\w'’.-]+|van|der|den|de|di|del|da|von)){1,4},")
NAMELESS = re.compile(
    r"(?:The|A|An|Last year['’]s|This year['’]s|Reigning|Defending|Former|Two-time|Three-time) [^,]*$"
)
CONDITION = re.compile(
    r"\b(?:if|unless|provided|providing|pending|subject to|as long as|depending|"
    r"until(?! (?:the end|after|at least|next|late|early|\d|[a-z]+ (?:19|20)))|"
    r"should (?:he|she|it|they|the|a|an|any|his|her|their))\b"
)
IF_LEAD = re.compile(r"^(If|Unless|Provided(?: that)?|As long as) ")
FRAGMENT_LEAD = re.compile(r"^(?:As|Because|If|Since|Though|Although|Unless|When|While) ")
PARENTHESIS = re.compile(r" ?\([^()]{0,120}\)")
YEAR_OF_PAST = re.compile(
    r"(?<!since )\b(?:in|on|of|during|back in|early|late|summer|winter|spring|autumn|"
    r"[A-Z][a-z]{2,8}),? (?:1[89]|20)\d\d\b"
)
SUBORDINATE = re.compile(r",? (?:who|which|that|whose|after|before|when|while|as|because|since|where)\b")
BACKGROUND = re.compile(
    r"\b(?:last|earlier this|the previous|that) (?:week|month|year|season|summer|winter|spring|autumn|" + DAY + r")\b"
)
SUBCLAUSE = re.compile(
    r"\b(?:that|who|which|whose|whom|when|where|while|as(?! an?\b)|because|although|(?:after|before) (?:he|she|"
    r"they|it))\b"
)
SUPERLATIVE = re.compile(
    r"\b(?:first|only|youngest|oldest|fastest|slowest|closest|longest|shortest|biggest|best|worst|"
    r"last|record(?= (?!on\b|in\b|for\b|by\b|of\b|at\b|to\b|with\b|after\b)\w)|[a-z]{3,}est)\b"
    r"(?! (?:stage|time|sector|lap|half|part|corner|kilomet|metres|week|day|climb|hour|minute))"
)
RESULT_OF = re.compile(
    r" to (win|take|claim|become|clinch|secure|seal|complete|retain|land|snatch|grab|set|break|beat|earn|deny|"
    r"regain|reclaim|"
    r"defend|lift|score|finish) "
)
GOOD_USE = re.compile(r"(?:full )?(?:advantage|the most|good use|light work|use) of ")
_OBJECT = r"(?:the|an?|his|her|their|its|on|up|out|to|into|in|back|[A-Z][\w'’-]+)"
AND_BASE = re.compile(rf",? and (?=(?:{'|'.join(sorted(verbs.BASES))}) {_OBJECT}\b)")
RESULT_FROM = _words("result_from")
COPULA_MAY_GO = re.compile(
    r"(?:still |back |once again )?(?:out of|out for|without|in doubt|in hospital|set to|expected to|"
    r"due to|likely to|unlikely to|poised to|back in|back on|close to) ?"
)
ADVERB_AFTER_WILL = re.compile(r"^(?:all|both|also|now|then|still|therefore) ")
PERFECT_STAYS = re.compile(
    r"\b(?:in the past|in recent|in the last|this (?:season|year|week|winter|spring|summer)|so far|"
    r"since|for (?:the past|more than|\w+ years)|"
    r"in (?:19|20)\d\d|twice|times|always|never|long|ever|at least|more than)\b"
)
FUTURE = re.compile(r"\b(?:will|is|are|(?<![Tt]he )starts?|begins?|could|may|might)\b")
YEAR_TO_COME = re.compile(
    r"\b(?:until|through|from|to|for|before) (?:the end of |at least |early |late |mid-)?(?:1[89]|"
    r"20)\d\d\b"
)
NOT_JUST = re.compile(r"\bnot (?:just|only|merely|simply)\b")
LIST_OF_THINGS = re.compile(
    r"^, (?:an?|the|his|her|two|three|four|\d+) (?:[\w'’-]+ ){1,3}(?:and|or) (?:an?|the|his|her|two|three|\d+)\b"
)
DEED_OF_SAME = re.compile(rf" (?:when|as|after) (?:he|she|they) (?=(?:{FINITE_PAST})\b)")
EVER_BEFORE = re.compile(r"\bbefore(?=$|[,;]| but)")
SAYING = frozenset("say announce confirm admit deny insist claim".split())
_DONE = "|".join(sorted(word for word, form in verbs.PAST_FORMS.items() if form.participle))
# "He had agreed" was "he has agreed" when it was said; "he had nothing left" was said of the past.
HAD_DONE = re.compile(
    rf"^(?P<who>he|she|it|they|(?:the )?[A-Z][^,;]{{1,40}}?) had(?= (?:not |never |already |now )?(?:{_DONE}|been)\b)"
)
HE_WAS = re.compile(r"^(?:that )?(?:it|they|he|she|we|I) (?:was|were|did|could)\b")
CLAUSE_BEGUN = re.compile(
    r" (?:after|before|when|as|(?<!a )while|because|since|once|if|where|how|why|whether) ([^,;]*)$"
)
DENIES = re.compile(
    r"^(?:(?:has |have )?(?:rul\w+ out|den(?:y|ied|ies)(?! [A-Z])|refus\w+|declin\w+)|(?:\w+ "
    r")?(?:not|never|no longer|no)|"
    r"(?:\w+n['’]t))\b"
)
SCARCE = re.compile(r"^(?:Just|Only|Few|Fewer than|No|Neither|Nobody|None|Not)\b")
BOUNDS = re.compile(r" (?:in|at|to|with|for|on|from|against|under|as|before|until|without|during) ")
TOLD_WHERE = re.compile(r"^(?:in|on|to|at|during|after) (?:(?!that\b)[\w'’.-]+ ){1,7}?that (?=[\w“\"‘])")
TOLD_THAT = re.compile(
    r"(?<! under)(?<! of)(?<! in)(?<! on)(?<! at)(?<! by)(?<! with)(?<! for)(?<! from)(?<! to)(?<! after)(?<! than)"
    r"(?<! and)(?<! during)(?<! before) that ([^,;]*)$"
)
LAST_OF_LIST = re.compile(r"[a-z], [\w’'-]+(?: [\w’'-]+)?$")
FIRST_TIME_TAIL = re.compile(r"\b(?:first|last|only|second|third|\w+th) (?:successive |consecutive )?time$")
ASKING = _words("asking")
PLACED_WITH = frozenset("on in at off out into onto to away from".split())
PLACED = re.compile(
    r"\b(?:keeps?|kept|puts?|places?|placed|brings?|brought|gets?|got) (?:(?:the|an?|his|her|its|their) )?"
    r"[\w'’-]+(?: [\w'’-]+)?$"
)
WINS = re.compile(r"\b(?:w[io]ns?|winning|victory|first|second|third|place|title|podium|crossed|beat|take[sn]?|took)\b")
UNDONE = re.compile(r"\b(?:disqualified|relegated|stripped|demoted|annulled)\b")
JUDGES = r"(?:jury|judges?|commissaires?|UCI|officials|photo(?:[ -]finish)?|court|referees?|organisers|race direction)"
# What takes the deed of the main clause back.
TAKEN_BACK = re.compile(
    r",? or so (?:the|it|he|she|they|everybody|everyone|we|his|her|[A-Z][a-z]+)\b[^,;]{1,60}|"
    r",? only (?:for [^,;]{3,50} )?to (?:be|find|learn|see|have|lose|discover|hear)\b[^,;]{3,60}|"
    rf",? (?:before|until|but|and|when|though|although|yet)\b[^,;]{{0,70}}\b{JUDGES}\b[^,;]{{0,30}}\b"
    r"(?:g[ai]ven?|hand(?:ed|s)|t[ao]ken?|took|stripped|relegated|disqualified|annulled|reversed|overturned|moved|"
    r"awarded|"
    r"ruled|declared|decided|changed|cancelled|corrected|demoted|showed|put)\b[^,;]{0,60}"
)
SO_IT_SEEMED = re.compile(r"\bor so [^,;:]{3,50} (?:said|says|showed|thought|believed|hoped|claimed|seemed|suggested)$")
TWO_STOPS = re.compile(r"[,;:] ?[,;:]")
UNCLOSED = re.compile(r", (?:who|which|whose|where) [^,]*$")
ARTICLE = re.compile(r"(?:^(?:The|An?)|(?<= )the) (?=[a-z]{3})")
IDIOMS_WITH_IT = frozenset("leave make keep call take put do get find think".split())
SOMEBODY_ELSE = re.compile(
    r"\b(?:riders?|man|men|woman|women|team-?mates?|rivals?|colleagues?|brother|sister|son|daughter|father|mother|"
    r"driver|"
    r"coach|manager|champion|winner|leader|him|her|them)\b"
)
CLAIM_NOUN = re.compile(
    r"\b(?:claims?|reports?|suggestions?|allegations?|fears?|rumours?|accusations?|news|idea|fact|belief|hope)$"
)
FOR_SOMEBODY_TO = re.compile(r" for [^,;]{3,50}$")
MADE_TO = re.compile(
    r"\b(?:giv(?=en|es)|forc|allow|ask|tell|told|help|urg|order|persuad|enabl|requir|invit(?=e)|expect|caus|compel|"
    r"encourag)\w*\b[^,]*$"
)
# "Mud-caked and barely able to stand, Ola Berg won": whatever stands before a comma and a full name that did something.
BARE_LEAD_IN = re.compile(
    rf"^(?!The |An? |His |Her |Their |It |There |This |That )[A-ZÀ-Þ][a-zà-ÿ-]+ [a-zà-ÿ -]{{3,80}}, "
    rf"{NAME} (?:(?:{FINITE_PAST})|has|is|will)\b"
)
LEADING_DAY = re.compile(rf"^(?:On|Last) {DAY}(?: (?:morning|afternoon|evening|night))?,? (?=[A-Z]|the [A-Z])")
DAY_BEFORE_VERB = re.compile(
    rf" (?=late |early |on |last |[MTWFS][a-z]+day )(?<=[\w’'] )(?:(?:late |early )?(?:on|last) {DAY}|"
    rf"{DAY})(?: (?:morning|afternoon|evening|night))? "
    rf"(?=(?:{FINITE_PAST}|has|have|was|were)\b)"
)
BARE_PLURAL_TAIL = re.compile(r"\b(?:from|by|over|against|with|for) [a-z]+s$")
STATUS_AS = re.compile(
    r"\b(?:his|her|their|its|the) (?:status|role|reputation|position|credentials|place|name|claim|job)$"
)
AS_IS = re.compile(r"\b(?:treat|regard|describ|view|hail|portray|see)\w*\b")
LIST_GOES_ON = re.compile(r"^, (?:[A-Z][^,]{1,30}, ){0,6}[A-Z][^,]{1,30} and [A-Z]")
ENDS_IN_NAME = re.compile(r", [A-Z][^,;]{1,40}$")
POINTS_AT_ANOTHER = re.compile(
    r"(?<!with )(?<!behind )(?<!around )\b(?:him|them|the (?:two|three|pair|duo|trio|other))\b|\bit$"
)
DESCRIBED = re.compile(r"^The ([A-Z][a-z]+)(?= [a-z])")
DESCRIBED_INSIDE = re.compile(r"(?<=, )the ([A-Z][a-z]+)(?= [a-z])")
FULL_NAMES = re.compile(r"\b([A-Z][\w-]+ (?:(?:van|der|den|de|di|del|da|la|le) ){0,3}[A-Z][\w-]+)\b")
REPORTING_BASES = _words("reporting_bases")
TIED_LEAD = re.compile(
    r"^(?!After |Having |Despite |Although |Though )[^,]*\b(?:1[89]|20)\d\d\b|\bago\b|^(?:As far as|As for|"
    r"In the (?:view|opinion|eyes|words) of|For [A-Z])\b"
)
GOES_ON = re.compile(r"(?:and|but|or|who|which|whose|where|when) ")
QUANTITY = re.compile(r"(?:More than|Less than|Only|Nearly|Almost|Barely) ")
SUBORDINATOR = re.compile(
    r"\S (?:since|because|although|while|whereas|when|until|unless|if) (?=\S)|"
    r"\S (?:he|she|they|it)$|^(?:\w+ ){0,3}(?:minute|hour|day|week|month|season|year|decade|moment)s? "
    r"(?:(?:after|before) |(?:that )?(?=[A-Z]))"
)
FORMERLY = re.compile(r"(?:Former|Ex-[\w-]+|One-time|Retired|Ageing|Veteran) ")
SPEAKS_TO_READER = re.compile(r"\b(?:[Yy]ou|[Yy]our|I|[Ww]e|[Mm]y|[Oo]urs?)\b(?![^“]*”)")
DENIAL = re.compile(r"\b(?:[Nn]ot|[Nn]ever|[Nn]either|[Nn]obody|[Nn]o|[Nn]one|ever|first|only)\b|n['’]t\b")
TELLS_WHICH = frozenset("by against into over about of".split())
CERTAIN = frozenset("certain sure clear aware afraid confident convinced worried glad happy proud".split())
VAGUE = re.compile(r"(?:an?|some|its|his|her|their) [a-z-]+$")
WINNING = re.compile(r"\b(?:wins?|won)\b.* [A-Z]")
BOUND_BY_BUT = re.compile(r",? (?:but|though|although|albeit) (?:only|not|just|without|never|no longer|merely)\b")
NO_THING = re.compile(r"\bno [a-z-]+$")
LISTS_NAMES = re.compile(r"[A-Z][\w’'-]*, [A-Z][^,]*$")
CUT_SHORT = re.compile(r"\b(?:and|or) (?:all|nothing|anything|everything|never|not|almost|nearly)$")
RELATIVE_OPEN = re.compile(r" (?:that|who|which) [^,]*$")
ASIDE_FOLLOWS = re.compile(
    r", (?!and |but |when |while |as |after |before )[^,]+, (?!and |but |when |while |as |after )"
)
BOUND_ALREADY = re.compile(r" (?:during|until|before) [a-zA-Z]")
OBJECT_PRONOUN = re.compile(r"\b(?:it|him|them|that|this|so)\b")
POINTS_SOMEWHERE = re.compile(r"\b(?:it|he|she|they|him|her|them|his|their|its|this|that|these|those)\b")
POINTS_BACK = re.compile(r"\bthe one\b|\bdo(?:es|ne|ing)? it\b|\bone (?:he|she|they)\b")
POSTURES = frozenset("sit stand walk look smile wait wave sigh shrug weep lie know remember seem".split())
PASSIVES = _words("passives")
# What stands behind a participle that needs no "was": "placed in an induced coma", "postponed because of snow".
AFTER_PASSIVE = frozenset(
    "in from of on with after for at because due until over following amid under as out off without during".split()
)
UNITS = re.compile(
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|moments?|met(?:re|er)s?|kilomet(?:re|er)s?|km|"
    r"miles?|laps?|"
    r"points?|places?)$"
)
OBJECT_IT = re.compile(rf"^[^,;]{{3,60}}? (?:{FINITE_PAST}) (?:it|them|so)\b")
AGO = re.compile(
    r"\b(?:ago|years (?:later|earlier|before)|decades? (?:later|earlier)|once(?! more\b| again\b)|used to|in those "
    r"days)\b"
)
PAST_IN_REST = re.compile(
    r"\b(?:was|were|had|did|would|wasn't|weren't|hadn't|(?:he|she|it|they|who|which|that|what|where|"
    r"when|everybody|nobody) "
    r"(?:\w+ly )?(?:\w+ed|went|took|gave|rode|won|made|came|left|lost|held|led|put|said|fell|got|"
    r"became|began|could|kept|ran))\b"
)
SPOKEN_FOR = re.compile(
    r", (?:his|her|the rider's) (agent|father|mother|brother|sister|coach|manager|lawyer|doctor|wife|husband) "
    rf"(?:has )?(?:said|told [^,;]{{3,40}}?)(?: (?:on|last) {DAY})?$"
)
APPOSITIVE = re.compile(
    r", (?:who|whose|which|the|a|an|his|her|once|now|long|aged|\d\d|team-mates?)\b[^,;:–—]{0,80},(?= [a-zA-Z])"
)
# An appositive by which somebody may be no rider: a post or a trade, and no role of the sport.
POST = re.compile(r"^,? ?(?:\d\d, )?(?:(?:an?|the|once an?|now an?|then an?) [a-z A-Z]|[a-z-]+ (?:of|at|for) )")
RIDER_ROLE = re.compile(
    r"\b(?:riders?|cyclists?|racer|sprinter|climber|champion|winner|victor|leader|team-?mate|man|woman|men|women|"
    r"[a-z]+est|"
    r"pro|professional|neo-pro|veteran|debutant|favourite|father|mother|brother|sister|son|daughter|nephew|"
    r"runner-up|rookie|"
    r"puncheur|rouleur|specialist|star|holder|hope|talent|youngster|domestique|captain|triallist|triathlete|first|"
    r"second|"
    r"third|last|only|one|team|squad|race|tour|climb|stage|\d\d-year-old|[A-Z]\w+(?:ian|ese|ish|man|woman|ard)(?=,|"
    r"$)|Swiss|"
    r"Dane|Swede|Briton|Scot|Slovene|Pole|Kazakh|winning|cycling|bike|jersey|medall?ist|[Tt]our|Giro|Vuelta|coach|"
    r"manager|"
    r"director|directeur|boss|owner|doctor|mechanic|agent|outsider|underdog|loser|victim|hero|heroine|king|queen|road|"
    r"year|month|older|younger|later|earlier)\b"
)
WHO_DIED = re.compile(
    rf"^(?:[^,;]{{0,80}} )?(?:[Tt]ributes?|mourn\w*|condolences|sadden\w*|grie\w+|[Ww]reaths?|[Ff]lags|[Ff]arewell|"
    rf"loss)\b[^;]{{0,120}}? "
    rf"(?P<name>{NAME})(?:, [^,;]{{3,60}})?, who (?:has (?:sadly )?(?:died|passed away)|"
    rf"(?:died|passed away)(?= (?:on|last) {DAY}| this |,? (?:aged|at the age)))(?P<how>[^,;]{{0,60}})"
)
# "He did what he came for: he won": the deed stands behind the colon, and so does that of "the Lotto sprinter".
_WHEN = rf"(?:(?:on {DAY}|yesterday|now|today),? |(?:after|in|on|with|at|by) [^,:;]{{3,60}}, )?"
_DESCRIBED = (
    rf"(?:s?he|the (?:[\w-]+ ){{0,3}}(?:rider|sprinter|climber|champion|man|woman|{'|'.join(sorted(NATIONALITIES))}))"
)
TOLD_BY_COLON = (
    re.compile(rf"^(?:[^,;:]{{0,40}} )?(?P<name>{NAME}) [^:;“”\"]{{3,160}}[:;] {_WHEN}s?he (?P<deed>[a-z].*)$"),
    re.compile(rf"^[^,;:]{{3,60}} (?:for|of|by|to) (?P<name>{NAME}): {_WHEN}{_DESCRIBED} (?P<deed>[a-z].*)$"),
    re.compile(
        rf"^(?:[\w-]+ ){{0,3}}?(?P<name>{NAME})(?<=['’]s) [^,;:]{{3,60}}: {_WHEN}{_DESCRIBED} (?P<deed>[a-z].*)$"
    ),
)
# "They may be the best, yet they had no answer": what is granted is not the news.
GRANTED = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][^,;:]{2,50}?) (?:may|might) (?:well )?(?:be|have|not) [^;:]{3,120}, (?:but|yet) "
    r"(?:(?!(?:when|if|as|once|where|that|because|while|after|before) )[^,]{0,40} )?(?:he|she|they|it(?! was [A-Z])) "
    r"(?P<deed>[a-z].*)$"
)
CONCEDES = re.compile(
    r"^[A-ZÀ-Þ][^,;:]{2,50}? (?:(?:may|might) (?:well )?(?:be|have|not)|had (?:hoped|wanted|planned|wished)|"
    r"(?:was|were) (?:meant|supposed|due|expected)) [^;:]{3,120}, (?:but|yet) "
)
# "…, but it was Ola Berg who won": the deed is Berg's.
CLEFT_INSIDE = re.compile(
    rf"^[^;:]{{3,160}}, (?:but|and|yet|though) (?:in the end |instead )?it (?:was|"
    rf"is) (?P<name>{NAME}) who (?P<deed>[a-z].*)$"
)
CONTRAST = re.compile(
    rf", (?:but|yet) (?:it was )?(?P<name>{NAME}),? (?:[a-z]+ )?(?:{FINITE_PAST}|was|had|has|is|will)\b"
)
# "Results from Thursday's race: 1. …" heads what follows.
LISTS = re.compile(
    r"^((?:(?:Full|Final|Brief|Provisional|Overall) )?(?:[Rr]esults?|[Ss]tandings|[Ss]tart ?list|[Cc]lassification|"
    r"[Ll]ine-?up|[Cc]alendar)\b[^:;.!?]{5,75}): ?(?:1\.?|[A-Z][^.!?]*)?$"
)
THEN_HIS = re.compile(rf", (?:but|and|yet) the (?:{'|'.join(sorted(NATIONALITIES))})(?P<rest>['’]s [a-z].*)$")
NOT_JUST_DONE = re.compile(
    r"^(?P<who>[^,;:]{3,50}?) (?:didn['’]t|did not) (?:just|only|merely|simply) (?P<base>[a-z]+) "
)
IS_DOING = re.compile(
    rf"^(?P<who>[^,;:]{{3,50}}?) (?:has |have )?(?:said|announced|confirmed|revealed)(?: (?:on|last) {DAY})? (?:that )?"
    r"(?P<many>it was|they were) (?=[a-z]+ing\b)"
)
# "It was a day to forget for …, who crashed": the deed stands behind "who", and the rest is colour.
COLOUR_FIRST = re.compile(
    rf"^(?:It|There) (?:was|is|proved|has been) [^,;:]{{3,70}} (?:for|from|by|to) (?:the )?(?P<name>(?:[\w-]+ "
    rf"){{0,4}}?{NAME}),? "
    r"(?:who|as (?:s?he|the \S+)|when (?:s?he|the \S+)) (?P<deed>[a-z].*)$"
)
THERE_WAS = re.compile(
    rf"^There (?:was|is|were|are) (?P<what>[a-z][^,;:]{{2,60}} for (?:the )?(?:[\w-]+ ){{0,4}}?{NAME}(?= (?:in|at|"
    rf"on|after|as|when)\b|,|$))"
)
# "He has led the team for 14 years. On Monday he told …": the news stands in the second sentence.
TURNS_TO_NEWS = re.compile(
    rf"^(?:But |And |Now )?(?:(?:[Oo]n|[Ll]ast) {DAY}(?: (?:morning|afternoon|evening|night))?(?: (?:in|at) "
    rf"[^,]{{3,30}})?|[Tt]his week|"
    r"[Tt]oday|[Yy]esterday|Now|That changed when),? s?he (?=[a-z])"
)
BEGINS_WITH_NAME = re.compile(
    rf"^(?:[A-Z][a-z]+ing [^,]{{3,100}}, |Having [^,]{{3,100}}, )?(?P<name>{NAME}) (?:has|had|was|is|used|spent|"
    rf"\w+ed)\b"
)
# "He thought he had lost it, but the Londoner won": the description stands for the one name before it.
DESCRIBED_LATER = re.compile(
    rf"^(?P<name>{NAME}) (?!.*\b(?:while|unlike)\b)[^;:]{{3,200}}, (?:but|and|yet) "
    rf"the (?:[\w-]+ )?(?:rider|sprinter|climber|champion|[A-Z]\w+er|{'|'.join(sorted(NATIONALITIES))}) "
    rf"(?P<deed>[a-z].*)$"
)
NAMED_AT_LAST = re.compile(rf"^(?:The|A|An) [^,]{{3,160}}, ({NAME}), (?=[a-z])")
SECOND_CLAUSE = re.compile(
    r"(?:, (?:and|but|so|while|yet)"
    r"(?: (?!(?:when|if|as|that|he|she|they|it(?= (?:was|is|had|has|will|did|took))|who|which|there|because|while|"
    r"where|is|was|has|had|will)\b)[a-z]+){0,7}| (?:until|before|when),?(?: [a-z][^,]{3,40},)?) "
    r"(?=(?:[A-Z][\w'’.-]+ )(?:(?:van|der|den|de|di|del|da) ){0,3}[A-Z])"
)
TOLD = re.compile(
    r"^(?:(?!(?:how|why|what|when|where|whether|of|about|s?he|they)\b)[\w'’.&-]+ ){1,8}?that (?=[\w“\"‘])"
)
ANOTHERS_DEED = re.compile(
    rf"(?:, (?:and|but|so|while|where)|,? while| and)(?: only| even)? (?:{NAME}|nobody|no one|none|everybody|"
    rf"[A-Z][\w'’-]+|(?:his|her|their|its|the) [a-z-]+),? "
    r"((?:[a-z]+ )?[a-z]+)\b"
)
ING_ASIDE = re.compile(r", (?:leaving|giving|making|putting|taking|bringing|keeping|forcing|saying|ending) [^,]*$")
GERUND_ASIDE = re.compile(r" (?:by|without) [a-z]+ing [^,]*$")
PAST_AUXILIARIES = frozenset(
    "was were had did could would wasn't weren't hadn't didn't couldn't wouldn't might".split()
)
FURTHER_VERB = re.compile(
    r"(?:,? (?:and|but)|, then)(?: (?:then|also|still|later|eventually|finally|narrowly|only|never|even))* "
    r"(?P<verb>[a-z']+)(?=[ ,]|$)"
)
AT_THE_SAME_TIME = re.compile(r"(?:^|,? )(?:when|while|as|before|until) (?=[A-Z]|(?:the|his|her|an?|he|she|they|it)\b)")
CLAUSE_NOT_REACHED = re.compile(r", (?:but|so|yet|while|whereas) ([^,;]*)$")
ENDS_IN_OTHER = re.compile(rf", (?:and|but) (?:{NAME}|[A-Z][\w'’-]+)$")
UNKNOWN_DEED = re.compile(r", [a-z]{3,}ed(?:,| and\b)")
FLOATING = re.compile(rf"({NAME},?) (?:both|each|all) (?=[a-z])")
ROLE_AND_NAME = re.compile(
    r"^(?!.* and [A-Z])(?:[A-Z]?[\w'’-]+ ){1,7}?"
    r"(?<! of )(?<! for )(?<! with )(?<! by )(?<! from )(?<! and )(?<! to )(?<! in )(?<! at )(?<! on )(?<! against )"
    r"(?<!'s )(?<!’s )"
    r"(?=(?:[A-Z][\w'’-]+) (?:(?:van|der|den|de|di|del|da) ){0,3}[A-Z][\w'’-]+$)"
)
LOOKS_BACK = re.compile(
    r"\bthat(?= (?:this|on|in|at|again|next|day|night|morning|evening|week|race)\b|$)|\b(?:do|does|did|be|is|was|"
    r"done|been) so\b"
)
BOSS = re.compile(
    r"((?:agreement|deal|terms|contract|talks) with (?:the )?(?:[A-Z][\w&|/.'’-]*)(?: [A-Z][\w&|/.'’-]*){0,4}) "
    r"(?:team )?(?:boss|manager|general manager|owner|chief) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
)
ADJUNCT = re.compile(
    r" (?:in|at) (?:the )?(?:WorldTour|World Tour|professional peloton|peloton|pro ranks|"
    r"professional ranks)(?= for | until | from )"
)
CLEFT = re.compile(
    r"^It (?:was|is) ((?:[A-Z][\w'’.-]*|van|der|den|de|di|del|da|la|"
    r"le) (?:[\w'’.-]+ ){0,5}?)who (?=[a-z])"
)
EXPECTED = re.compile(r"^It(?: is|['’]s) (expected|understood|believed|thought) that (.{3,60}?) will ")
_PART_OF_NAME = r"(?:[A-Z][\w'’.-]*|van|der|den|de|di|del|da)"
_SPEAKER_NAME = rf"(?P<who>{_PART_OF_NAME}(?: {_PART_OF_NAME}){{0,4}})"
_SPOKE = (
    r"(?:(?:has|later|simply|then) )?"
    r"(?:conceded|claimed|argued|suggested|wrote|tweeted|posted|lamented|quipped|acknowledged|stressed|assured|vowed|"
    r"complained|remarked|noted|concluded|commented|beamed|grinned|cried|exclaimed|said|says|told|tells|admitted|"
    r"admits|insisted|insists|joked|added|explained|explains|warned|declared|promised|"
    r"laughed|sighed|smiled|reflected|recalled|shrugged|replied|confessed|shouted)\b"
)
_QUOTED = r"^[“\"‘'](?P<told>[^”\"]{3,75}?)(?P<stop>[,.!?]?)[”\"’'],? "
_ROLE_AT_TEAM = (
    r"(?P<who>(?:the|his|her) [a-z]+(?: [a-z]+){0,2}"
    r"(?: (?:of|at) (?:the )?[A-Z][\w|&/.'’-]*(?: [A-Z|][\w|&/.'’-]*){0,3})?)"
)
# Where the speaker does not fit as well: the quotation in its marks, as said.
QUOTE_ALONE = re.compile(
    r"^[“\"](?P<told>[^“”\"]{25,86}?[!?]?)[,.]?[”\"],? (?:[a-z]|[A-Z][\w’'-]+ (?:[A-Z]|[a-z]+ed\b|said))"
)
QUOTE_AND_NAME = re.compile(rf"^[“\"](?P<told>[^“”\"]{{10,64}}?[!?]?)[,.]?[”\"],? (?P<who>{NAME}) [a-z]{{2,}}\b")
QUOTE_LEADS = tuple(
    re.compile(_QUOTED + behind)
    for behind in (
        rf"{_SPOKE} {_SPEAKER_NAME}",
        rf"{_SPEAKER_NAME} {_SPOKE}",
        rf"(?:were|was) (?:the|just some of the) (?:[a-z]+ ){{0,3}}?words? (?:of|from) {_SPEAKER_NAME}",
        rf"{_ROLE_AT_TEAM} {_SPOKE}",
        rf"?(?:[:;,] |[-–—] )?with (?:these|those) words,? {_SPEAKER_NAME}",
    )
)

LEAD_INS = re.compile(
    r"^(?:Because of|Due to|Owing to|Thanks to|After|When|As|While|With|On|In|At|Just|During|Following|Despite|"
    r"Although|Though|Having|Riding|Racing|Earlier|"
    r"Yesterday|Meanwhile|However|Today|Tonight|Finally|Once|Back|Still|Now|By|For|From|Under|Behind|Ahead|"
    r"Amid|Beyond|Born|Known|"
    r"Less than|More than|Not long|Not for the first time|Only|Nearly|Almost|Barely|Weeks|Days|Months|Hours|"
    r"Minutes|Moments|"
    r"Seconds|Even|Instead|"
    r"Alone|Once again|Again|Later|Beaten|Dropped|Boosted|Inspired|Backed|Asked|Speaking|Writing|"
    r"Starting|Coming|Needing|"
    r"(?:A|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty|Thirty|Forty|Fifty|\d+) "
    r"(?:hundred |more |full |short |long )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|"
    r"seasons?|decades?|stages?) "
    r"(?:(?:almost )?to the (?:day|week|month|year|hour|minute) )?"
    r"(?:after|before|on|since|later|earlier|ago)|"
    r"[A-Z][a-z]+ing(?= [a-z])|[A-Z][a-z]+ed(?= (?:of|in|by|from|with|for|on|at|to|up|off|out|as|down|his|her|the|"
    r"a)\b))\b"
)
ENDS_IN_ORDINAL = re.compile(
    r"\b(?:der|die|das|des|dem|den|am|im|zum|zur|vom|beim|auf|seine[nmrs]?|ihre[nmrs]?) \d{1,3}\.$"
)
FIRST_TIME = re.compile(
    r"^For the [a-z]+ (?:time|year|season|day|week) (?:in a row|running|in succession|in as many \w+)(?:, | (?=the "
    r"|[A-Z]))|"
    r"^For the first time(?: in (?:more than |almost |nearly |over )?[\w-]+ (?:years?|decades?|seasons?)| since \d{4}|"
    r" since [^,]{3,60}(?=,))?(?:, | (?!since\b|in\b)(?=\S))"
)
WORDY_OPENERS = re.compile(
    r"^(?:Instead|Then|Finally|Eventually|In the end|Later|Afterwards),? (?=[A-Z])|"
    r"^(?:Sad|Bad|Good|Great|Big|Terrible) news [^,;:]{0,40}(?:, (?:where|as)|:) |"
    r"^(?:And|But|So|Yet|Meanwhile,|However,|Indeed,|Still,|Now,) (?=\S)"
)
QUOTES = "“\"‘'«„"
AFTER_PLURAL_VERB = frozenset("to the a an his their for in on at from with into back up out no".split())
PARTICLES = frozenset("van der den de di da dos do del della von zu ten ter te la le el y du des of".split())
PRONOUNS = _words("pronouns")
DETERMINERS = frozenset(
    "the a an this these his her their its no some many most all both several another every each".split()
)
OF_ANOTHER = re.compile(
    r" (?:of|to|for|with|by|from|in|at|against|behind) "
)  # "The husband of the champion Ola Berg" is not he
NOT_SOMEBODY = re.compile(r"(?:Championships?|Cup|Games|Tour|Worlds|Olympics|Series|League|Prix|Classics?|Race)$")
NO_ROLE = DETERMINERS | PARTICLES
NUMBERS = _words("numbers")
POSSESSIVES = frozenset("his her their its".split())
HIS_ROLE = re.compile(rf"(?:His|Her|Their|Its) (?:[a-z][\w-]* ){{1,4}}(?={NAME}(?: and {NAME})?$)")
KIND_AND_INITIALS = re.compile(
    r"(?:[A-Z]?[\w’'-]+ ){1,5}(?:federation|body|union|organisers|agency|broadcaster|newspaper|team|squad) "
    r"(?=[A-Z]{3,5}$)"
)
CALLED = re.compile(rf"An? [^,;]{{3,60}} (?:called|named) (?={NAME}$)")
FIRST_TO = re.compile(
    r"\b(?:first|only|youngest|oldest|last) (?:[\w'’-]+ ){1,6}(?:ever )?to [a-z]+ (?:an?|the|two|three|his|her) [^,;]*$"
)
NOUNS_IN_ING = frozenset(
    "racing training cycling climbing sprinting warning opening meeting ruling coaching riding doping".split()
)
MODALS = frozenset("will would could may might should can must cannot won't can't couldn't wouldn't".split())
EMPTY_ADVERBS = frozenset(
    "officially finally sadly recently formally eventually subsequently duly previously understandably".split()
)
REFLEXIVES = frozenset("himself herself itself themselves".split())
A_NUMBER = re.compile(r"(?:\d+|" + "|".join(sorted(NUMBERS)) + r")\b")
PLURAL_HEADS = _words("plural_heads")
CONTROL = _words("control")
NEEDS_MORE = frozenset("first second third fourth fifth level one up out away part run ahead close clear back".split())
# Small words of other languages, some of which are English words as well.
FOREIGN = _words("foreign")
ALSO_ENGLISH = frozenset("a an as do no in is was on die".split())
DANGLING = _words("dangling")
MEASURE_TAIL = re.compile(
    r"(?<!\bat )\bthe (?:first |last |final )?(?:hour|day|week|minute|second|moment)s?$|"
    r"\b(?<!by )(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|\d+|few|several|half a|"
    r"half) (?:year|"
    r"month|week|day|season|minute|second|hour|lap|kilometre|metre|mile|decade|point|place|km|m)s?$"
)
REPORTING = re.compile(r"\b(?:said|says|according|reported|announced|claimed?|alleg\w+|confirmed|told)\b")
DESCRIPTIONS = frozenset("rider sprinter climber champion winner team race squad duo pair leader".split())
AGE_NOUN = re.compile(r"\d\d-year-old")
TIES_SUPERLATIVE = frozenset("in since to that who of at on for from".split())
BOUNDED = re.compile(r"\b(?:in|since|of|from|for|to (?=the|[A-Z\d]))")
DEFINITE_TAIL = re.compile(
    r"\b(?:the|those|all|any|every|what|anyone|everyone|everybody|nobody|one|most of the|his|her)(?: [\w'’-]+){0,2}$"
)
# Words of other languages that stand in no rider's or race's name.
OTHER_LANGUAGES = _words("other_languages")
ENGLISH = _words("english")
FILLERS = re.compile(r"^(?:still|then|also|eventually|finally|duly|simply|just|subsequently) (?=[a-z])")
FINITE_PATTERN = f"{FINITE_PAST}|was|were|had|is|are|has|have|will"
# Where a clause may be cut off behind; the cost says how much is lost with it.
CUTS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r", (?=[a-z]+ing\b)"), 0.4),
    (re.compile(r"(?:,|;| –| —) (?=(?:who|which|whose|where|when|while|as|after|before|with|but|because|although|"
r"though|"
                r"despite|following|having|leaving|just|even|not|only|then|so|for|at|in|on|of|from|by|almost|more|"
r"less|now|"
                r"a|an|the|one|his|her|their|its|to|\d)\b)"), 0.5),
    (re.compile(r",(?: and| but) (?=[\w'’-]+)"), 0.9),
    (re.compile(rf" but (?=(?:{FINITE_PATTERN}|could|did)\b)"), 0.9),
    (re.compile(rf" and (?=(?:{FINITE_PATTERN}|did|does|could|would)\b)"), 0.9),
    (re.compile(r"(?:(?<=trial)|(?<=stage)|(?<=title)|(?<=prologue)|(?<=jersey)) (?=of (?:the|this) [A-Z])"), 2.8),
    (re.compile(r" (?=(?:who|which|whose|because|although|though|while|whereas)\b)"), 0.8),
    (re.compile(r" (?=that (?:[a-z]+|[A-Z]))"), 1.2),
    (re.compile(r" (?=(?:after|before|when|as|where|amid|following|despite)\b)"), 0.8),
    (re.compile(r" (?=to [a-z]+\b)"), 2.0),
    (re.compile(r" (?=(?:if|unless|provided|should (?:an?|the|his|her|he|she|they))\b)"), 0.9),
    (re.compile(r"(?:: | – | — |; )"), 0.5),
    (re.compile(r" (?=(?:with|by|during|from|in|at|on|ahead of|ahead|alongside|under|through|until|for|over|"
                r"about)\b)"), 2.4),
    (re.compile(r" (?=(?:outside|inside|across|against|around|along|near|throughout|beyond|behind|into|towards|"
r"between|surrounding|involving|including|featuring|concerning)\b)"), 3.2),
    (re.compile(rf" and (?=(?:{FINITE_PRESENT})\b)"), 1.2),
    (AND_BASE, 0.9),
    (re.compile(r",? and (?=(?:he|she|they|it) (?:[a-z]+ly )?[a-z])"), 0.9),
    (re.compile(r",? (?=(?:knowing|hoping|aiming|determined|confident|convinced|believing|insisting|saying)\b)"), 0.9),
    (re.compile(r", (?=[a-z]+(?:ed|en|ught)? )"), 0.7),
    (re.compile(r", "), 1.6),
)  # fmt: skip


# What may stand behind a cut: before any other word the cut would tear a phrase.
OPENS_PHRASE = _words("opens_phrase")
BEHIND_ASIDE = OPENS_PHRASE | frozenset("is are not then also still now both each all".split())
NEW_CLAUSE = frozenset("and but or who which that when where while as after before because since if until".split())
# Where the lead in its own words may end.
CLAUSE_ENDS = re.compile(
    r"[;:] | [–—] |, (?:and|but|so|who|which|where|when|while|as|after|because|although|though|with|[a-z]+ing)\b|"
    r" (?:after|when|before) (?=(?:he|she|it|they|the|a|an|his|her|their|[A-Z]))|"
    r" (?:and (?=(?:he|she|it|they|the|a|an|his|her|their|[A-Z])\b)|because|although|though|while|whereas) "
)
# What may open a text that stands alone although it points somewhere: "There are few roads …", "Who will …".
OPENS_ALONE = frozenset(
    "there what who nobody everybody everyone somebody someone not look let imagine ask take".split()
)
KEPT_FROM = re.compile(r"\b(?:stop|prevent|keep|ban|bar|suspend)\w* [\w ’'-]+$")
LIST_ITEM = re.compile(r"^, (?:\d|(?:[\w'’-]+ ){0,3}[\w'’-]+(?:,| and) )")
