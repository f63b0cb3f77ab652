"""Words around a name that say what it is: the evidence by which an ambiguous name is linked or left alone.

All patterns read folded text (see `folding`), look at a bounded window, and hold no nested repeats.
"""

from __future__ import annotations

import re

# --- is it cycling? ---
CYCLING_WORDS = re.compile(
    r"\b(?:[Cc]ycl(?:ing|ist|ists)|[Rr]iders?|[Pp]eloton|velodrome|(?:team )?time[ -]trial(?:s|l?ist)?|bunch sprint|"
    r"sprint (?:finish|train|stage)|sprinters?|breakaways?|climbers?|puncheurs?|rouleurs?|prologue|echelons?|"
    r"general classification|(?:stage|one-day) rac(?:es?|ing)|road race|"
    r"stage (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|wins?|races?|winner|victory)|"
    r"(?:second|third|fourth|fifth|final|opening|queen|mountain) stage|"
    r"(?:yellow|pink|green|red|rainbow|polka-dot) jersey|maglia rosa|maillot jaune|keirin|madison|omnium|(?:team|"
    r"individual) pursuit|team sprint|cyclo-?cross|lead-?out|domestiques?|"
    r"cobble[sd]|team-?mates?|Grand Tours?|WorldTour|ProTeam|WorldTeam|UCI|bike race|directeur sportif|neo-pro|"
    r"soigneur|cobbled classics?|spring classics|criterium)\b"
)
OTHER_SPORT = re.compile(
    r"\b(?:horses?|jockeys?|equestrian|motorcycl\w{2,5}|MotoGP|motocross|superbikes?|motorbikes?|speedway|football\w{0,4}|rugby|cricket|tennis|"
    r"golf\w{0,4}|goalkeeper|netball|hockey|darts|boxing|skateboard\w{0,4}|athletics|swimming|swimmers?|rowing|council|"
    r"parish|school|Formula (?:1|One|E)|F1|skat(?:ing|ers?)|chess|rally driver|slalom|triathl\w{2,4}|pupils|"
    r"long jump|high jump|tug of war|javelin|marathon|basketball|volleyball|handball|regattas?|"
    r"rowers?|scull(?:s|ers?|ing)|coxswain|canoe\w{0,5}|kayak\w{0,4}|yachts\w{0,4}|sailing|surf(?:ing|ers?)|"
    r"ski(?:ing|ers?|[ -]jump\w{0,4})|biathl\w{2,4}|snowboard\w{0,4}|bobsleigh|luge|curling|judo|wrestl\w{2,4}|"
    r"gymnast\w{0,4}|"
    r"steeplechase|hurdles|parkrun|strikers?|midfield\w{0,3}|half-time|Premier League|Bundesliga|Serie A|La Liga|"
    r"wickets?|batsm[ae]n|scrum|quarterback|snooker)\b"
)
RACING_WORDS = re.compile(
    r"\b(?:rac(?:es?|ed|ing)|sprint(?:s|ed)?|climb(?:s|ed)?|podium|jersey|rode|rid(?:es?|ing|den)|crash(?:es|ed)?|"
    r"puncture[sd]?|professional|training camp|season|stages?|contract)\b"
)
# Cyclists ride to work, are run over and have a lobby: in stories of other fields these are no words of the sport.
EVERYDAY_CYCLING = re.compile(
    r"[Cc]yclists?|[Cc]ycling (?:campaign|club|lobby|path|lane|route|group|charity|holiday|tourism|infrastructure|"
    r"network|proficiency|to (?:work|school))"
)
WORDS_OF_MANY_SPORTS = frozenset(
    {"rider", "riders", "Rider", "Riders", "team-mate", "team-mates", "teammate", "teammates"}
)

A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

ROLES = frozenset("rider cyclist sprinter climber puncheur champion winner leader racer triathlete neo-pro".split())
NATIONALITIES = frozenset(
    "Belgian Dutch French Italian Spanish German British Danish Norwegian Swedish Swiss Austrian Slovenian Slovene "
    "Colombian American Canadian Australian Irish Portuguese Polish Czech Slovak Slovakian Kazakh Russian Ukrainian "
    "Eritrean Ethiopian South African Kiwi Japanese Luxembourger Estonian Latvian Lithuanian Croatian Hungarian "
    "Ecuadorian Mexican Argentinian Brazilian English Scottish Welsh Scot Briton Dane Swede Norwegian Pole Finn "
    "Dutchman Dutchwoman Frenchman Frenchwoman Irishman Welshman Englishman Manxman Spaniard Basque Catalan Flemish "
    "Fleming Walloon Breton Tuscan Sicilian Slovenian Mauritian Rwandan Israeli Greek Turkish "
    "Olympic European Tasmanian "
    "Sardinian Yorkshireman Londoner Norman Venezuelan Cuban Costa Rican Zealander Uzbek".split()
)

# --- teams ---
NO_FIRM = re.compile(
    r"\w{2}(?:-| - |/+)\w{3}| \| |Cycling|Pro Team| Team\b"
)  # "Soudal Quick-Step": no firm is called so
_FIRM = (
    r"(?:insurer|insurance (?:company|firm|group)|banks?|lender|makers?|manufacturers?|compan(?:y|ies)|firms?|retailer|"
    r"supermarkets?|supermarket chain|chain|grocer|discounter|lottery|broadcaster|utility|airline|brewery|brewer|"
    r"telephone (?:company|operator)|operator|conglomerate|brand|group|tour operator|employment agency|start-up)"
)
# What firms do and cycling teams do not, but with riders: "Ineos has bought a quarter of the club".
FIRM_DOES_AFTER = re.compile(
    r" (?:(?:has|have|had|will|would|also|now|already|could|may) ){0,3}(?:bought|buys?|owns?|owned|sold|sells?|"
    r"acquired?|"
    r"invest(?:s|ed)?|employs?|produces?|lends?|lent|insures?|brews?|paid|pays? (?:dividends|a dividend))\b"
)
OWNED_BY_BEFORE = re.compile(r"\b(?:owned|bought|insured|brewed|made|sold|run) by (?:the )?$")
# "the Jumbo-Visma skating team": the sponsor pays for more than one.
OTHER_TEAM_AFTER = re.compile(
    r"(?:'s?)? (?:(?:men's|women's|own|speed|ice|national) )?(?!cycling|racing|coaching|riding|touring|winning|"
    r"losing|leading|"
    r"training|time-trialling|outgoing|remaining|incoming|existing|touring|travelling)"
    r"(?:[a-z]+ing|football|soccer|rugby|hockey|cricket|basketball|volleyball|handball|netball|ski|F1|Formula \w+|"
    r"triathlon|esports|tennis|athletics|chess|darts|rally|MotoGP|motocross) (?:team|squad|club|side)\b"
)
# The sponsor's boys and girls ride in a team of their own.
_OF_THE_YOUNG = r"(?:development|devo|academy|conti|continental|(?:under-|u-?)(?:19|23)|youth|junior|feeder)"
SECOND_SQUAD_AFTER = re.compile(
    r" (?:CT\b|(?:Pro )?(?:Cycling )?(?:Development|Devo|Academy|Future Racing|Conti(?:nental)?|U-?(?:19|23)|"
    r"Under[- ](?:19|23)s?|Espoirs|Juniors?|Next ?Gen|Gen Z|Generations|Rookies|Youth|Talents?|Young Riders|Beloften|"
    r"Reserves?|Kids)\b)|"
    rf"(?:'s?)? (?i:(?:own |men's |women's |boys |girls )?{_OF_THE_YOUNG} "
    r"(?:team|squad|side|outfit|programme|program|set-?up|ranks|project|rider|sprinter|climber|men|women|duo|trio|pair|line-?up)s?\b)"
)
SECOND_SQUAD_BEFORE = re.compile(
    rf"\b(?i:{_OF_THE_YOUNG} (?:team|squad|side|outfit|programme|program|set-?up|ranks|rider|academy)s?"
    r" (?:of|at|for|from|with|run by|under) (?:the )?)$"
)
FIRM_AFTER = re.compile(
    rf"(?:,| \() ?(?:the|a|an|its|their) (?:[\w'-]+ ){{0,3}}{_FIRM}\b(?! (?:team|squad))|"
    r", (?:which|who|that) (?:(?:also|now) )?(?:sells?|makes?|builds?|lends?|insures?|employs?|brews?|flies|operates?|"
    r"produces?|manufactures?|owns?)\b"
)
_PEOPLES = "|".join(sorted(NATIONALITIES - {"Olympic", "European"}))
TEAM_APPOSITION_AFTER = re.compile(
    rf", (?:the|a|his|her|their) (?:(?:[a-z-]+|{_PEOPLES}) ){{0,2}}(?:team|squad|outfit)\b"
)
TEAM_WORD_AFTER = re.compile(r"(?: cycling)? (?:team|squad)\b(?! (?:bikes?|cars?|kit|jersey))")
RIDERS_AFTER = re.compile(r"(?:'s?)? (?:riders?|sprinters?|climbers?|domestiques?|(?:team )?bus|neo-pros?)\b")
OWN_TEAM_BEFORE = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y|'s) (?:[a-z-]+ ){0,2}(?:team|squad), $")
TEAM_WORD_BEFORE = re.compile(
    r"\b(?:team|squad),? (?:then |formerly |now |once |previously )?(?:known as|called|named) $"
)
TEAM_NOUN_AFTER = re.compile(
    r"(?:'s?)? (?:team|squad|riders?|leaders?|boss|managers?|captain|sprinters?|climbers?|domestiques?|train|"
    r"lead-?out|team-?mates?|directeur|sports director|sporting director|duo|trio|pair|roster|line-?up|"
    r"colours|jersey|bus|set-up|outfit|camp|men|women|pro|"
    r"man|woman|neo-pro|contract|years|era)\b"
)
TEAM_SPELLS_BEFORE = (
    r"(?:began|begin|beg[iu]n|start(?:s|ed)|finish(?:es|ed)|ended|"
    r"spent (?:[a-z]+ ){1,2}(?:years?|seasons?)) (?:at|with|for)|"
    r"(?:later|before that|afterwards) (?:at|for|with)|"
    r"(?:went|came|moved|followed) with [^.;:]{1,30} to|"
    r"(?:last|first|next|new|former|old|previous|current) team (?:was|is|were|had been|will be)"
)
TEAM_PLURAL_AFTER = re.compile(
    r"(?:, who\b| (?:(?:no longer|still|also|now|never|already) )?(?:have|are|were|lead|bring|need|keep|look)\b)"
)
TEAM_PHRASE_BEFORE = re.compile(
    rf"\b(?:{TEAM_SPELLS_BEFORE}|"
    r"team-?mates?(?: at)?|squad|team|(?:re-?)?join(?:s|ed|ing)?|(?:re-?)?sign(?:s|ed|ing)? (?:for|with)|"
    r"(?:ride|race)s? for|rode for|turn(?:s|ed|ing)? (?:pro|professional) (?:with|for|at)|(?:rid|rac)ing for|"
    r"drives? for|contract (?:with|at)|deal with|agreement with|"
    r"leav(?:e|es|ing)|left|colou?rs of|jersey of|linked with|career (?:at|with)|years (?:at|with)|"
    r"arriv(?:es|ed|ing) from|stay(?:s|ing)? (?:at|with)|transfer to|"
    r"(?:sent home|suspended|sacked|fired|dropped|signed|hired|released|employed|picked|left out) by|"
    r"(?:won|wins|rode|raced|second|third|fourth|fifth|sixth|seventh|eighth|ninth|[a-z-]{3,12}th|\d{1,3}(?:st|nd|rd|"
    r"th))"
    r"\b[^.;:]{0,60} for|"
    r"(?:mov(?:e|es|ed|ing)|switch(?:es|ed|ing)?|transfer(?:s|red|ring)?|com(?:e|es|ing)|came|go(?:es|ing)?|went|"
    r"return(?:s|ed|ing)?|step(?:s|ped)? up) (?:to|from)) $"
)
TEAM_VERB_AFTER = re.compile(
    r" (?:have |has |had )?(?:won (?:the )?(?:team|stage|opening|race)|sign(?:s|ed)?|field(?:s|ed)?|line(?:s|d)? up|"
    r"controlled|chased?|led the chase|set the pace|rode|celebrated?|drove the (?:pace|bunch)|let the break|"
    r"rides? (?:the|an?|at|on|for|hard)|leads? the|(?:pulled|worked|missed|waited|closed|dropped|put|sent|keeps?|kept|"
    r"brought|bring|sat|took up) "
    r"(?:the|an?|in|on|at|two|three|four|all|everybody|everyone|nobody|one|its|their|his|her)|"
    r"had (?:nobody|one|two|three|four|five|missed|lost|six|both))\b"
)
# "Sky lose Wiggins", "Movistar have dropped Quintana": what a team does to its riders, and no broadcaster.
TEAM_DOES_TO_AFTER = re.compile(
    r" (?:(?:have|has|had|will|may|must|also|then|again|still) ){0,2}(?:lose[sd]?|lost|leave|leaves|left|sack(?:s|ed)?|"
    r"fire[sd]?|protect(?:s|ed)?|recall(?:s|ed)?|rest(?:s|ed)?|bring|brings|brought|drop(?:s|ped)?|select(?:s|ed)?|"
    r"back(?:s|ed)?|need(?:s|ed)?|miss(?:es|ed)?|let|lets|keep|keeps|kept|sign(?:s|ed)?|"
    r"suspend(?:s|ed)?|"
    r"release[sd]?|deploy(?:s|ed)?|withdr[ae]ws?|add(?:s|ed)?|(?:counts?|counted|rely|relies|relied) on) "
)
TEAM_SPEAKS_AFTER = re.compile(
    r"(?: have| has| had)? (?:asked|want(?:s|ed)?|offer(?:s|ed)?|announced?|confirm(?:s|ed)?|hope[sd]?|believes?|"
    r"plan(?:s|ned)?|den(?:y|ies|ied)|refused?|agreed|released?|extend(?:s|ed)?|look(?:s|ed)? (?:at|for))\b"
)
HIM_OR_HER = re.compile(r"\b(?:him|her|them|rider|riders)\b")
TEAM_FOR_AFTER = re.compile(r" for |, with ")  # "Ineos for Bernal", "Astana, with Nibali in front"
GOODS_OF_TEAM_BEFORE = re.compile(
    r"\b(?:(?:team )?cars?|team bus|soigneurs?|mechanics?|team doctor|masseurs?|directeurs? sportifs?|"
    r"sports directors?|jerseys?|kit|colours|lead-?out|sprint train) of (?:the )?$"
)
# "The Russian of Rabobank", "the two men of Sunweb"
PERSON_OF_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Bb]oth|[Tt]wo|[Tt]hree|[Yy]oung|[Oo]ther|[Tt]hat) "
    rf"(?:(?:two|three|young|tall|fast|other|old|little|big|world|national|defending|former) )?(?:{_PEOPLES}|"
    r"(?<=world )champion|(?<=national )champion|m[ae]n|wom[ae]n|riders?|sprinters?|climbers?|leaders?|captains?|"
    r"neo-pro|rouleurs?|puncheurs?|domestiques?|trio|duo|pair|youngsters?|veterans?|girls?|boys?)s? of (?:the )?$"
)
# "le coureur de Cofidis", "der Fahrer von Movistar"
RIDER_OF_ELSEWHERE_BEFORE = re.compile(
    r"\b(?:coureu(?:r|se)s?|grimpeu(?:r|se)s?|sprinteu(?:r|se)s?|leader|renn?sters?|renners?|sprint(?:er|ster)s?|kopman|"
    r"kopvrouw|klimmers?|Fahrer(?:in)?|Kapitan|Sprinter(?:in)?|Kletterer|corridor[ei]|scalator[ei]|velocist[aei]|capitano|"
    r"ciclistas?|corredor(?:a|es)?|escalador(?:a|es)?|velocistas?|lider|capitan|trepador(?:a|es)?) "
    r"(?:de|du|d'|van|von|vom|di|del|dell[ae]|dell'|da|do) ?(?:la |het |l')?$"
)
MOVES_FROM_BEFORE = re.compile(r"\b[Ff]rom $")
MOVES_TO = re.compile(r" to (?:the )?$")
# "Carapaz | goes from Movistar to | Ineos"
ENDS_OF_MOVE = re.compile(
    r" (?:goes|moves|switches|transfers|is off|is going|is moving|went|moved|switched|has moved|will (?:go|move)) from "
    r"(?:the )?[A-Z][^,.;:()]{1,25}?( to (?:the )?)$"
)
# A row of a list of transfers: "- Marc Hirschi: from UAE to Tudor"
MOVE_IN_ROW = re.compile(
    r"^[\W_]*[A-Z][^:;.]{2,40}(?::|,| -) (?:[a-z]+ ){0,2}(?:from|to|leaves|joins) (?:[^:;.]{1,40} to )?$"
)
LIST_JOINT = re.compile(
    r"(?:,|, and| and|, or| or|, then|,? but not| /)"
    r"(?: (?:for|of|from|by|at|with))?(?: (?:a|one|two|three|four|five) (?:years?|seasons?) (?:for|at|with))? ?"
    r"(?:the )?"
)
PLACES_THAT_SPONSOR = frozenset({"Bahrain", "UAE", "Colombia", "Flanders", "Burgos", "Israel", "Emirates"})
TOWNS_THAT_SPONSOR = PLACES_THAT_SPONSOR | {"Astana", "Murcia", "Euskadi", "Andalucia"}
TOWN_AFTER = re.compile(
    r"(?:'s?)? (?:airport|mayor|station|streets?|opera|university|stadium|arena|city|government|embassy|airlines?)\b"
)
# Shops and makers that stand in one street, and in one test of bicycles.
SHOPS_THAT_SPONSOR = frozenset(
    "Lidl Decathlon Intermarche Jumbo Casino Trek Giant Canyon Specialized Cannondale Pinarello Bianchi Cervelo "
    "Peugeot Renault Roland Unibet Garmin".split()
)
RIDES_FOR_BEFORE = re.compile(r"\b(?:rid(?:es?|den|ing)|rode|rac(?:es?|ed|ing)) (?:for|with) $")
NAME_FOLLOWS = re.compile(r"(?:'s?)? ")
# "Trek's American hope Quinn Simmons", "the Ineos captain Geraint Thomas"
DESCRIBED_NAME_FOLLOWS = re.compile(
    rf"(?:'s?)? (?:(?:(?:former|new|young|old|outgoing|experienced|fellow) )?(?:{_PEOPLES}) )?"
    r"(?:(?:hope|leader|captain|man|woman|rider|sprinter|climber|star|veteran|neo-pro|talent|champion|domestique|puncheur|"
    r"rouleur|recruit|signing|debutant|youngster) )?"
)
FORMER_BEFORE = re.compile(r"\b(?:[Ff]ormer|[Ff]ormerly of|[Ee]x|[Tt]hen)[ -]$")
WITH_TEAM_BEFORE = re.compile(r", (?:now |then |still |also )?(?:with|at) (?:the )?$")  # "Contador, with Trek, …"
OF_OR_FOR_BEFORE = re.compile(r"\b(?:of|for) (?:the )?$")
PLACE_BEFORE = re.compile(
    r"\b(?:in|near|from|around|to|at|across|outside|towards|through|over|above|against the) (?:the )?$"
)
PRODUCT_NEAR = re.compile(
    r"\b(?:bikes?|bicycles?|handsets?|phones?|telephones?|compan(?:y|ies)|wind|winds|brands?|makers?|manufacturers?|"
    r"factory|banks?|supermarkets?|frames?|helmets?|shoes|broadcaster|television|channel|network|retailers?|"
    r"products?|sponsoring|charger|computers?|airline|shares|shops?|stores?|customers?)\b"
)

# --- races ---
SHORT_RACE_WORDS = 2  # "La Vuelta"; "L'Etape du Tour" is a name of its own
GRAND_TOUR_WORDS = frozenset({"Tour", "Giro", "Vuelta", "Ronde"})  # each begins the names of many races
NOT_THE_TOUR_AFTER = re.compile(
    r" (?:of|de|du|des|d'|di|dell[aeo]|dell'|del|de[il]|degli|a|al|ao|do|da|dos|das|van|door|om|Down|Series|"
    r"Championship|Colombia|Classic|Cup|"
    r"Divide|Magazine|operator|guide|manager|bus)\b"
)
# "Giro" and "Vuelta" make helmets and wheels as well.
MAKER_AFTER = re.compile(
    r", an? (?:[a-z]+ ){0,2}(?:bar|restaurant|shop|cafe|pub|hotel|maker|brand|firm|company)\b|"
    r"(?:'s)?(?: (?:new|latest|road|aero|carbon|racing|bike))* "
    r"(?:helmets?|wheels?|wheelsets?|shoes|gloves|goggles|rims?|lids?)\b|"
    r" (?:(?:has |have |had )?(?:made|launched|designed|unveiled|released|built|redesigned|recalled|sold)|makes|sells|"
    r"builds|designs) (?:[a-z0-9-]+ ){0,4}"
    r"(?:helmets?|wheels?|wheelsets?|shoes|gloves|goggles|rims?)\b"
)
MAKER_BEFORE = re.compile(
    r"\b(?:helmets?|wheels?|shoes|gloves|goggles)(?:[ -](?:maker|manufacturer|brand|company|firm|supplier|sponsor)),? $"
)
ON_STAGE = re.compile(
    r"\b(?:bands?|singers?|songs?|albums?|concerts?|guitar\w*|comedians?|choirs?|orchestras?|musicians?)\b"
)
RACE_OF_SOMEWHERE = re.compile(
    r"\b(Tour|Giro|Vuelta|Ronde) (?:of|de|du|des|d'|di|dell[aeo]|dell'|del|de[il]|degli|a|al|ao|do|da|dos|das|van|"
    r"door|om)"
    r"(?: the| la| las| los| den| de| het)? ?[A-Z]"
)
CAPITAL_BEFORE = re.compile(r"([A-Z][A-Za-z'-]*)[ -]$")
# Short names that no other race has: beside a deed they need no full name. "Dauphine" alone is a country as well.
RACES_BY_ONE_WORD = frozenset({"E3", "LBL", "RVV", "TdF", "TdFF", "TDU", "Dauphine", "Tirreno", "Fleche", "Cyclassics"})
DEED_BEFORE = re.compile(
    r"\b(?:w[io]n|wins|winning|rides?|rode|riding|raced?|races|racing|skip(?:s|ped)?|miss(?:es|ed)?|leads?|led|"
    r"second|third|fourth|fifth|sixth|podium|winner|victory|triumph|stages?|leader|edition|starts?|started|"
    r"(?:at|in|from|of|before|after|since) last (?:year|week|month)'s)"
    r"(?: (?:of|in|at|from))? (?:[Tt]he )?$"
)
RESULT_AFTER = re.compile(
    r"(?:'s?)? (?:winner|champion|title|podium|victory|win|crown|favou?rite|contender|triumph|success|"
    r"course record)s?\b"
)
RACE_BEFORE = re.compile(
    r"\b(?:stages?|finish|route|start|winner|edition|leader|organisers?|riders) (?:of|at|in) "
    r"(?:the |this year's |last year's |next year's )?$|\b(?:won|winning|wins) (?:the )?$"
)
RESULT_BEFORE = re.compile(
    r"\b(?:win|won|wins|winning|victor(?:y|ies) (?:at|in)|won (?:at|in)|second (?:at|in)|third (?:at|"
    r"in)|podium (?:at|in)|"
    r"runner-up (?:at|in)|triumph(?:s|ed)? (?:at|in)|wins (?:at|in)) $"
)
WOMENS_SUFFIX_AFTER = re.compile(
    r" (?:avec Zwift )?(?:Femmes|Femenina|Feminina|Donne|Women|Ladies|Feminin|Feminine|Feminas|Vrouwen|Elite Women)\b"
)
OTHER_SUFFIX_AFTER = re.compile(
    r" (?:U23|U-23|Under[- ]23|Under[- ]23s|Espoirs|Juniors?|Beloften|Challenge|Cyclo|Cyclosportive|Gran Fondo|"
    r"Fantasy|Unchained|Virtual|Hackers?|Museum|game|Saitama|Singapore|Prudential|(?:[A-Z]\w+ )?Criterium|"
    r"a la (?:[Vv]oile|[Rr]ame)|Automobile|[Tt]rain|railway|motorway|express|ferry|flight|"
    r"(?:for|of) (?:the )?(?:[Jj]uniors?|[Nn]ovices|[Aa]mateurs|[Yy]ouths|[Ee]spoirs|[Uu]nder[- ]23s?|U23s?|"
    r"[Cc]adets|[Bb]oys|[Gg]irls))\b"
)
OTHER_PREFIX_BEFORE = re.compile(
    r"\b(?:[Uu]nder[- ]23|U-?23|[Jj]unior|[Jj]uniors'|[Ee]spoirs|[Aa]mateur|[Vv]irtual|[Cc]harity|[Yy]outh)"
    r"(?: (?:men's|women's))?(?: (?:edition|version|race)(?: of| at| in)(?: the)?)? $"
)
TITLE_HOLDER_AFTER = re.compile(r"(?:'s?)?(?: [a-z-]+){0,2} champions?\b")
WHOSE_RACE_AFTER = re.compile(
    r" (?:was|is|will be|has been|had been|would be|became)(?: also| still| not)? (her|his)\b"
)
MENS_BEFORE = re.compile(r"\b(?:men's|elite men's) $")
WOMENS_BEFORE = re.compile(
    r"\b(?:women's |women's (?:edition|version|race|event|equivalent|winner|title) (?:of|at|in) (?:the )?|"
    r"first women's (?:edition|version) of (?:the )?)$"
)

DISCIPLINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cyclo-cross", re.compile(
        r"\b(?:cyclo-?cross(?:er|ers|es)?|crossers|mud|(?:world cup|superprestige|trophy|trofee|winter|sunday's|"
        r"christmas) cross|cross (?:season|races?|riders?|world|winter|specialists?|bikes?|course|calendar)|"
        r"(?:the|his|her) cross (?:at|in)|superprestige|x2o|koppenbergcross|veldrit|veldrijden)\b"
    )),
    ("track", re.compile(r"\b(?:track|velodrome|keirin|madison|omnium|(?:team|individual) pursuit|team sprint)\b")),
    ("mountain-bike", re.compile(r"\b(?:mountain bik(?:e|ing|ers?)|mtb|cross-country|downhill)\b")),
    ("gravel", re.compile(r"\bgravel (?:world|championships?|racing)\b")),
    ("other", re.compile(r"\b(?:triathlon|triathletes?|ironman|paralympics?|para-?cycling|bmx|esports|athletics|"
                         r"swimming|football|rowing|ski(?:ing|ers?)?|biathlon|marathon)\b")),
)  # fmt: skip


_ON_COBBLES = re.compile(r"\b(?:cobble[sd]|pave|peloton|roubaix|strade bianche|tour de france|giro d'italia)\b")
ROAD_EVENT = re.compile(r"\b(?:time[ -]trial|road race|road title|on the road|peloton|mixed relay)\b")


def discipline_of(folded: str) -> str:
    """Name the one discipline besides road racing that the text speaks of; "road" for none, "" for several."""
    lower = folded.lower()
    if "mud" in lower and _ON_COBBLES.search(lower):
        lower = lower.replace("mud", "")  # Roubaix has some, too
    named = [name for name, pattern in DISCIPLINES if pattern.search(lower)]
    if not named:
        return "road"
    return named[0] if len(named) == 1 else ""


# --- riders ---
HONORIFICS = frozenset("Sir Dame Mr Mrs Ms Miss Dr Lord Lady".split())
SENTENCE_WORDS = frozenset(
    "A An The This That These Those And But Or Nor So Yet For If As At By In Of On To Up With From "
    "Into Onto Over Under "
    "After Before Behind Beside Between Beyond During Since Until Till Through Then Than When Where "
    "While Whether Which "
    "Who Whom Whose Why How What Because Although Though Unless Once Both Either Neither Each Every All Any Some Many "
    "Most Few Only Even Also Still Just Now Here There Not No Never Always Again Like Unlike Without Within Against "
    "Among Around Above Below Despite Except Given Instead Meanwhile However Perhaps Maybe Later "
    "Earlier Today Yesterday "
    "Tomorrow Tonight Soon Finally Eventually Afterwards Elsewhere Did Does Do Is Are Was Were Has "
    "Have Had Will Would Can "
    "Could May Might Must Shall Should It He She They We I You His Her Their Our My Your Its Enter Team-mate Teammate "
    "Defending Reigning Former Double Triple Champion Winner Sprinter Leader Race Stage Monday "
    "Tuesday Wednesday Thursday "
    "Friday Saturday Sunday January February March April May June July August September October November December "
    "Alongside Beating Joining Following Chasing Catching Watching Can Could Why Watch Video "
    "Exclusive Analysis Interview "
    "Report Preview Opinion Gallery Results Rider Cyclist King Queen Champions Yes Well Ask Asked Look".split()
)
AGE_AFTER = re.compile(r",(?: aged)? (\d{1,2})(?:,| (?:years old|ans|anni|anos|jaar|Jahre)\b)")
AGE_BEFORE = re.compile(r"\b(\d{1,2})-year-old (?:[a-z-]+ ){0,3}$")
# Words that German has and its neighbours lack.
GERMAN = re.compile(r"\b(?:und|ist|wurde|gewann|dem|vom|zum|beim|sich|wird|holt|siegt)\b")
PARTICLES = frozenset("van von der den ter ten zu".split())
PLACE_OF_NAME = frozenset("in near around outside via through towards a an this that every each".split())
# A surname alone behind these is a place, a house or a person of another station.
NO_PERSON_BEFORE = PLACE_OF_NAME | frozenset(
    "de du di del della da la le el mr mrs ms miss dr professor sir dame at called the".split()
)
GOES_TO_BEFORE = re.compile(
    r"\b(?:rode|ridden|rides?|riding|drove|drives?|went|goes|going|moved?|moves|came|comes?|travel\w{0,5}|back|flew|"
    r"flies|"
    r"return\w{0,3}|road|way|ride|train|stage|trip|home) (?:to|from) $"
)
PLACE_WITH_NAME = re.compile(r"\b(?:town|village|city|commune|valley|lake|road) of $")
GIVEN_NAME_TWINS = (
    {"Tom", "Thomas"}, {"Chris", "Christopher"}, {"Steve", "Stephen", "Steven"}, {"Matt", "Matthew", "Mathew"},
    {"Dan", "Daniel", "Danny"}, {"Ed", "Edward", "Eddie"}, {"Josh", "Joshua"}, {"Ben", "Benjamin"},
    {"Alex", "Alexander"},
    {"Mike", "Michael"}, {"Lizzie", "Elizabeth"}, {"Kasia", "Katarzyna"}, {"Jo", "Joanna"}, {"Greg", "Gregory"},
    {"Dave", "David"}, {"Pete", "Peter"}, {"Nick", "Nicholas", "Nicolas"}, {"Sam", "Samuel"}, {"Andy", "Andrew"},
    {"Rob", "Robert"}, {"Bob", "Robert"}, {"Geoff", "Geoffrey"}, {"Phil", "Philip", "Philippe"}, {"Jim", "James"},
    {"Joe", "Joseph"}, {"Tony", "Anthony"}, {"Kate", "Katie", "Katherine"}, {"Vicky", "Victoria"},
    {"Abby", "Abi", "Abigail"},
)  # fmt: skip


def same_given_name(one: str, other: str) -> bool:
    """Say whether two given names are forms of one: "Tom" and "Thomas"."""
    return one == other or any(one in twins and other in twins for twins in GIVEN_NAME_TWINS)
