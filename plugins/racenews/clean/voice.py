"""Does a stretch speak like a story or like the page around it? Cheap signs for the doubtful places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from racenews.folding import fold
from racenews.types import Span

MIN_STORY_WORDS = 8
MIN_SHORT_SENTENCE_WORDS = 2
MIN_LINE_SENTENCE_WORDS = 10

# Words that address the reader as a customer; a report about racing seldom needs them.
_CHROME = re.compile(
    r"\b(?:your|you|you're|you'll|our|we|we'll|us|e-?mails?|inbox|newsletters?|subscri\w+|unsubscribe|"
    r"sign in|log in|"
    r"click|tap|cookies?|privacy|password|offers?|deals?|alerts?|digest|bulletin|delivered|sent to|register\w*|"
    r"address|submit|download|app|free|join|members?|advert\w*|partners?|consent|spam|folder|confirm\w*|"
    r"please|try again|refresh|reload|thanks?|vous|votre|nos|notre|uw|jouw|onze|ihre?|unser\w*|tu|tuo|vostra|"
    r"nostra|su correo)\b|(?:^|[.!?:,]\s*|please |now |and |to )sign up\b"
)
_FORM = re.compile(
    r"\b(?:your|you'll|inbox|newsletters?|subscri\w+|unsubscribe|e-?mails?|spam|privacy|cookies|alerts|digest|"
    r"bulletin|votre|ihre?|jouw|tuo|tua|opt out)\b"
)
# German: her or their, where no capital within a sentence says that it is "your".
_HERS = re.compile(r"(?<!\w)ihr(?:e[mnrs]?)?(?!\w)|(?:^|(?<=[.!?…:–—“„»] )|(?<=[“„»\n]))Ihr(?:e[mnrs]?)?(?=\s[A-ZÄÖÜ])")
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|can|may|might|did|does|said|says|won|wins|took|takes|beat|beats|"
    r"rode|rides|came|comes|went|goes|left|leaves|made|makes|gave|held|lost|led|put|saw|became|began|told|felt|fell|"
    r"got|kept|ran|set|stood|threw|hit|cut|drove|found|knew|brought|\w{3,}ed)\b"
)
# Frequent verbs of other languages, those left out that are English words ("a", "war", "hat").
_FOREIGN_VERB = re.compile(
    r"\b(?:est|sont|était|étaient|avait|avaient|sera|ont|peut|doit|fait|veut|"
    r"werd|werden|heeft|hadden|wordt|worden|kwam|ging|kon|wilde|zijn|waren|moest|"
    r"ist|sind|wurde|wurden|hatte|wird|konnte|wollte|kam|flog|muss|müssen|kann|können|gewann|"
    r"es|era|eran|está|había|fue|tiene|puede|hay|ha|è|erano|aveva|hanno|può|sono|é|eram|foi|tem|pode|são|"
    r"er|blev|havde|kunne|skulle|ville|vandt|skal|a \w+é|"
    r"raconte|racontent|remporte|gagne|prend|reprend|repart|s'est|n'a|n'est|s'impose|attaque|veulent|vont|vient|"
    r"won|reed|viel|stond|gaf|bleef|gaat|komt|rijdt|wint|wist|hield|bleek|sprong|mocht|sloeg|haalde|pakte|zegt|krijgt|"
    r"griff|schlug|fuhr|verlor|siegte|holte|setzte|brachte|stürzte|sagte|zeigte|folgte|wartete|warteten|bleibt|geht|"
    r"kommt|steht|gibt|macht|siegt|holt|fährt|soll|sollte|darf|erzählt|"
    r"gana|ataca|vuelve|llega|rueda|sigue|cuenta|vince|attacca|riparte|racconta|torna|arriva|vence|chega|regressa|ficou|"
    r"\w{2,}[óò]|\w{4,}ou|\w{3,}(?<!i)eu|\w{3,}iu|\w{3,}(?:aram|eram|iram|aron|ieron)|\w+èrent|\w+(?:arono|irono))\b"
)
MIN_FOREIGN_WORDS = 8
_DOUBLE_QUOTES = re.compile(r"[“”„\"«»]")
_SINGLE_QUOTES = re.compile(r"(?:(?<=\s)|^)‘[^‘’]*(?:’\w[^‘’]*)*’(?!\w)")
_INWARD_QUOTES = re.compile(r"(?:(?<=[\s(])|^)»\S[^«»]*(?<!\s)«")  # »so«, as German books set them
_CAPITAL = re.compile(r"(?<!\S)[\"“‘'«]?[A-ZÀ-ÖØ-ÞĀ-Ž]")
_OPENER = re.compile(
    r"(?<=\s)(?:The|A|An|He|She|It|They|We|In|On|At|But|And|After|Before|When|While|His|Her|Their|This|That|These|"
    r"Those|There|As|If|For|With|From|By|Then|Now|Both|Only|Nobody|Everybody|Two|Three|Il|Elle|Ils|Elles|Le|La|Les|"
    r"L'\w+|Zij|Hij|Ze|De|Het|Een|Niemand|Er|Sie|Der|Die|Das|El|Los|Las|Nadie|Lei|Lui|Il|Nessuno|Ela|Ele|Os|As|O|"
    r"Ninguém|Hun|Han|Den|Det|Ingen)(?=\s)"
)
# Behind these a headline goes on: "wins in Siena", "the Dane", "tekent bij Koll".
_LEADS_ON = frozenset(
    "the a an of in on at to for from by with as and or but after before over under into near than his her its their "
    "de het een van in op bij voor met naar uit en of door over le la les du des un une au aux à et en pour par avec "
    "chez sur der die das dem den des ein eine im am zum zur von vom mit für bei und nach aus auf el los las del al y "
    "con por para sin il lo gli i un una di da dal della nel nella al alla e ed per tra su o os as um uma do da dos "
    "das no na em ao e com por dem à is are was war ist est es è é".split()
)
_TIME = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday|now|"
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag|vandaag|morgen|gisteren|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|demain|hier|aujourd'hui|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|heute|gestern|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|domani|ieri|oggi|lunes|martes|miércoles|jueves|viernes|"
    r"sábado|domingo|mañana|ayer|hoy|segunda|terça|quarta|quinta|sexta|amanhã|ontem|hoje)\b"
)
_LISTS_ON = re.compile(r"\S+ (?:and|or|but|en|et|und|y|e|og) [a-zà-ÿ]")
_NAME_DOES = re.compile(r"\S+(?: [A-ZÀ-Þ]\S*)* [a-z]{3,}s\s")  # "Roche praises her team"
_MIN_STORY_CHARS = 15
_ATTRIBUTION = re.compile(
    r"[,?!][\"'”’]*\s[^,;]{0,60}?\b(?:said|says|used to say|told|tells|jok(?:es|ed)|adds|added|"
    r"recall(?:s|ed)|laugh(?:s|ed)|shout(?:s|ed)|"
    r"insist(?:s|ed)|wrote|writes|explain(?:s|ed)|repl(?:ies|ied)|promised|warn(?:s|ed)|advis(?:es|ed)|argue[sd]|"
    r"claim(?:s|ed)|admit(?:s|ted)|complain(?:s|ed)|reads|"
    r"zei(?:den)?|zegt|aldus|riep|vertelde|a dit|a lancé|a déclaré|a expliqué|a raconté|a écrit|déclare|explique|"
    r"raconte|selon|sagte|sagt|erklärte|rief|schrieb|dijo|dice|explicó|declaró|contó|gritó|ha detto|disse|dichiara|"
    r"racconta|ha spiegato|ha dichiarato|afirmou|explicou|contou|sagde|siger|fortalte|lød det)\b"
)
_REPORT = re.compile(
    r"[,?!][\"'”’]*\s(?!we\b|i\b|you\b|our\b|they\b|many\b)(?:the\s)?\w+(?:\s\w+){0,2}?\s(?:advises?|urges?|urged|asks?|"
    r"asked|suggests?|suggested|recommends?|recommended|say|warn|promises?|announces?|announced|request|requests|insist|"
    r"remind|reminds|reminded)(?=[.,;!?]|\s+(?:riders|fans|visitors|spectators|everybody|everyone|people)\b)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s*(?:[QA]\s?:|[QA]\.(?=\s+\S+\s+\S[^\n]*[.!?…]\s*$)|[PRDFVS]\s?:|(?i:question|answer|réponse|frage|antwort|vraag|antwoord|pregunta|respuesta|"
    r"domanda|risposta|pergunta|resposta|spørgsmål|svar)\s?:)\s+(?=[A-ZÀ-ÖØ-Þ“\"'‘«„¿¡\d…])"
)
_MAIL_OF_OTHERS = re.compile(r"^(?!.*\byour?\b).*(?<!save )(?<!remember )\b(?:their|his|her|my) e-?mails?\b")
_PRONOUN = re.compile(
    r"(?<=\s)(?:It|She|He|They|Il|Elle|Ils|Elles|Er|Zij|Hij|Ella|Él|Lei|Lui|Ele|Ela|Han|Hun)(?=\s+[a-zß-öø-ÿ])"
)
_CLAUSE = re.compile(r", (?:which|who|whose|where|but|because|while|although|since|until|when)\s+\w+\s+\w+")
_SHORT_SENTENCE = re.compile(r"[A-ZÀ-ÞŁ][^:|•·>]*\b[a-zà-ÿ][^:|•·>]*\.[\"'”’»)]*", re.DOTALL)
_FORM_ANSWER = re.compile(
    r"\b(?:sorry|oops|fail(?:ed|s|ure)|wrong|errors?|invalid|again|wait(?:ing)?|loading|later|missing|sent|done|saved|"
    r"that|this|it|not|thanks?|you|your|we|i|my|me|our|us|please)\b"
)  # "Hmm, that failed."
_OTHERS = re.compile(
    r"(?:the |all |most |some |those |these |every |each )?(?:\w+ )?(?:riders?|entrants?|teams?|runners?|fans|"
    r"spectators|organi[sz]ers?|participants?|competitors?|starters?|they|he|she|those)\b[^:|•·>]{0,60}?\b"
    r"(?:must|had|have|has|will|would|can|could|should|may|might|were|was|are|is|do|did)\b"
)
_READER = re.compile(r"\b(?:you|your|yours|we|our|ours|us|i|my|please)\b")
_OPENS = re.compile(r"[\"'“‘«(]?[^\W_]")
_OF_STORIES_TOO = re.compile(
    r"offers?|deals?|alerts?|delivered|register\w*|address|free|join|members?|advert\w*|partners?|confirm\w*|refresh|us"
)
_JOINED = re.compile(  # no sentence and no form ends in one of these
    r"\b(?:an?|the|of|from|with|and|or|but|by|in|at|to|for|on|into|over|his|her|their|its|other|both|two|three|four|five|"
    r"de|het|een|van|met|en|der|die|das|den|dem|und|mit|von|im|le|la|les|du|des|et|avec|el|los|las|del|y|con|il|lo|"
    r"gli|della|e|o|os|as|do|da|dos)\s\Z"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+")
_OPENS_TOLD = re.compile(
    r"(?!(?:I|Yes|No|Please|Your?|We|Our|By|If)\b)[\"“‘'«]?[A-ZÀ-ÖØ-ÞĀ-Ž]"
)  # not how a form speaks
_IMPERATIVE = re.compile(
    r"(?:get|sign|join|subscribe|enter|discover|enjoy|never|don't|stay|follow|like|share|download|read|watch|listen|"
    r"support|become|try|click|tap|tick|check|book|buy|shop|save|show|see|type|help|accept|manage|continue|update|"
    r"tell|send|contact|keep|sending)\b"
)


def is_story_prose(text: str) -> bool:
    """Tell whether `text` can stand as a sentence of a story: long enough, a verb, no word to a customer.

    >>> is_story_prose("Tom Pidcock will race for a Swiss team in 2025 after the end of a contract.")
    True
    >>> is_story_prose("Get the bulletin: race reports, rumours and kit tips, delivered to you.")
    False
    """
    stripped = text.strip()
    words = stripped.split()
    if len(words) < MIN_STORY_WORDS or not _OPENS.match(stripped) or stripped[:1].islower():
        return False
    folded = fold(stripped)
    if _IMPERATIVE.match(folded):
        return False
    if _CHROME.search(_said_to_reader(text.strip())):
        return False
    return bool(_VERB.search(folded)) or (len(words) >= 12 and stripped[-1] in '.!?…"”’»')


def story_tail(text: str) -> int | None:
    """Return where a story begins that a form without a full stop runs into, None where there is none.

    Looks behind the last word to a customer; keeps too much rather than too little: a capital behind "the" or "other"
    is amid a sentence, which begins where it begins.

    >>> story_tail("Go Hooray, see you on Monday The champion won the second stage after a split in the wind.")
    22
    >>> story_tail("Having turned down offers from the Belgian squads, Anna Holm has decided to stay where she is.")
    0
    """
    said = list(_CHROME.finditer(_said_to_reader(text)))
    is_told = all(_OF_STORIES_TOO.fullmatch(match[0]) for match in said)
    for match in _CAPITAL.finditer(text, max((m.end() for m in said), default=0)):
        if is_story_prose(text[match.start() :]) or opens_story(text[match.start() :]):
            amid = is_told and _JOINED.search(text, 0, match.start())
            return _sentence_start(text, match.start()) if amid else match.start()
        if len(text) - match.start() < _MIN_STORY_CHARS:
            return None
    return None


def _sentence_start(text: str, at: int) -> int:
    """Return where the sentence begins that runs over `at`; `at` itself where it bids or asks the reader."""
    start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, at)), default=0)
    opening = text[start:at]
    return at if _IMPERATIVE.match(fold(opening)) or not _OPENS_TOLD.match(opening) else start


def pronoun_tail(text: str) -> int | None:
    """Return where a sentence of story begins that a form without a full stop runs into and "she" or "er" opens.

    >>> pronoun_tail("Share this: Facebook Twitter It was her fourth win of the season.")
    29
    """
    found = (match.start() for match in _PRONOUN.finditer(text))
    return next((at for at in found if can_be_story(text[at:]) and not _IMPERATIVE.match(fold(text[at:]))), None)


def story_behind_title(text: str) -> int | None:
    """Return where a story begins that a headline without a full stop runs into, None where there is none.

    >>> story_behind_title("The climbs of the fjords She attacked on the last climb.")
    25
    >>> story_behind_title("Holm wins in the rain Roche was second."), story_behind_title("Holm signs for Koll.")
    (22, None)
    """
    found = None
    for match in _OPENER.finditer(text, 1):
        rest = text[match.start() :]
        if can_be_story(rest) and text[: match.start()].split()[-1][:1].islower():
            return match.start()
        if opens_story(rest) or is_story_prose(rest):
            found = match.start()  # in a headline all in capitals the last one is most likely to be a sentence's
    return _name_behind_title(text) if found is None else found


def _name_behind_title(text: str) -> int | None:
    """Return where a sentence begins with a name, or a day, behind a headline; too early rather than too late."""
    if text.rstrip("\"'”’»)")[-1:] not in (".", "!", "?", "…"):
        return None
    places = [(m.start(), m.group()) for m in re.finditer(r"\S+", text)]
    words = [word for _, word in places]
    found = (at for i, (at, _) in enumerate(places) if i > 1 and _begins_anew(words, i) and _tells_of(text[at:]))
    return next(found, None)


def _begins_anew(words: Sequence[str], i: int) -> bool:
    """Tell whether word `i` may open a sentence behind the words of a headline before it."""
    before, word = words[i - 1], words[i]
    if not _is_capital(word) or before[-1] in ",:;–—-&/" or fold(before) in _LEADS_ON:
        return False
    if not _is_capital(before) or _TIME.match(fold(word)):
        return True
    if before.isupper() and len(before) > 1:
        return not word.isupper()
    behind = words[i + 1 : i + 4]
    if fold(words[i - 2]) in _LEADS_ON:  # "wins in Siena Roche was second"
        name = next((n for n in range(i, len(words)) if not _is_capital(words[n])), len(words) - 1)
        verb = fold(words[name])
        if _VERB.fullmatch(verb) or _FOREIGN_VERB.fullmatch(verb):
            return True
    title = [w for w in words[:i] if fold(w) not in _LEADS_ON]  # with capitals throughout, it ends where they end
    return all(map(_is_capital, title)) and len(behind) == 3 and not any(map(_is_capital, behind))


def _is_capital(word: str) -> bool:
    return word.lstrip("\"'“‘«„¿¡(")[:1].isupper()


def _tells_of(rest: str) -> bool:
    """Tell whether `rest`, which opens with a name or a day, has a verb and goes on as no list does."""
    if len(rest.split()) < 3 or _LISTS_ON.match(rest) or _CHROME.search(_said_to_reader(rest)):
        return False
    folded = fold(rest)
    return any(p.search(folded) for p in (_VERB, _FOREIGN_VERB)) or bool(_TIME.match(folded) or _NAME_DOES.match(rest))


def can_be_story(text: str) -> bool:
    """Tell whether even a short `text` may be a sentence of a story: four words, a full stop, no word of forms."""
    if len(text.split()) < 4 or text.rstrip("\"'”’»)")[-1:] not in (".", "!", "?", "…"):
        return False
    return not _CHROME.search(_said_to_reader(text)) and text[:1].isupper()


def opens_story(text: str) -> bool:
    """Tell whether a short `text` behind a form reads as a story's first sentence: a verb, a full stop, no form's word.

    >>> opens_story("Julian Alaphilippe is to miss the Ardennes."), opens_story("Welcome to The Feed Zone.")
    (True, False)
    """
    if not can_be_story(text):
        return False
    folded = fold(text)
    return not _IMPERATIVE.match(folded) and bool(_VERB.search(folded) or _FOREIGN_VERB.search(folded))


def is_short_sentence(text: str) -> bool:
    """Tell whether `text` is a whole sentence, be it of two words, that speaks to nobody.

    >>> is_short_sentence("Rossi wept."), is_short_sentence("Your e-mail."), is_short_sentence("Done.")
    (True, False, False)
    """
    if speaks_to_customers(text) or len(text.split()) < MIN_SHORT_SENTENCE_WORDS:
        return False
    return bool(_SHORT_SENTENCE.fullmatch(text.strip()))


def sounds_like_answer(text: str) -> bool:
    """Tell whether a short `text` may be what a form says when it has been sent: "Hmm, that failed."."""
    return bool(_FORM_ANSWER.search(fold(text)))


def is_attributed(text: str) -> bool:
    """Tell whether `text` reports somebody's words or what others have to do: no form says who said it, or of whom.

    >>> is_attributed("Thank you for reading the road book, the race director told the riders.")
    True
    >>> is_attributed("Riders must enter their email address."), is_attributed("You must enter your email address.")
    (True, False)
    """
    if text.rstrip("\"'”’»)")[-1:] not in (".", "!", "?", "…"):
        return False
    folded = fold(text.strip())
    if ("," in text or "?" in text or "!" in text) and (_ATTRIBUTION.search(text) or _REPORT.search(text)):
        return True
    if "mail" in folded and _MAIL_OF_OTHERS.search(folded):
        return True
    return bool(_OTHERS.match(folded)) and not _READER.search(folded)


def speaks_to_customers(text: str) -> bool:
    """Tell whether `text` holds a word that forms use towards their readers and reports hardly ever do."""
    return bool(_FORM.search(_said_to_reader(text)))


def sounds_like_furniture(text: str) -> bool:
    """Tell whether `text` holds a word to customers, or begins by telling the reader what to do.

    >>> sounds_like_furniture("Ada Holm finished safely in the bunch."), sounds_like_furniture("Follow us on Sundays")
    (False, True)
    """
    return bool(_CHROME.search(_said_to_reader(text)) or _IMPERATIVE.match(fold(text)))


def reads_as_sentence(folded: str) -> bool:
    """Tell whether a line is a whole sentence rather than a label: ten words, a verb, a full stop, no colon early.

    Eight are enough in another language, where links are as seldom ended by a full stop.
    """
    words = len(folded.split())
    if words < MIN_FOREIGN_WORDS or folded.rstrip("\"')")[-1:] not in ".!?":
        return False
    if re.match(r"[^.!?]{0,40}[:|>©★]", folded):
        return False
    if _FOREIGN_VERB.search(folded):
        return True
    if words < MIN_LINE_SENTENCE_WORDS:
        return False
    return bool(_VERB.search(folded) or (_CLAUSE.search(folded) and not _READER.search(folded)))


_OF_TAGS = re.compile(
    r"\w+ (?:of|on|for|such|in|at|with|to|from|that|which|like|were|was|are|is|had|have)\b[^:|;#]*[.!?][\"')]*$"
)


def tells_of_tags(folded: str) -> bool:
    """Tell whether a line that opens with "topics" or "tags" goes on like a sentence: "Tags on the bikes were red."."""
    return bool(_OF_TAGS.match(folded))


def _said_to_reader(text: str) -> str:
    """Return `text` folded, as long as it was, without what is quoted and without the German word for "her"."""
    if "hr" in text:
        text = _HERS.sub(lambda m: " " * len(m.group()), text)
    return _outside_quotes(fold(text))


def _outside_quotes(folded: str) -> str:
    if '"' not in folded:
        return folded
    return re.sub(r'"[^"]*"', lambda m: " " * len(m.group()), folded)


def marks_speaker(line: str) -> bool:
    """Tell whether `line` opens like question or answer of an interview.

    >>> marks_speaker("A: Subscribe to it."), marks_speaker("Antwort: Nein."), marks_speaker("Ada Holm: no.")
    (True, True, False)
    """
    return bool(_ANSWER.match(line))


def quoted_spans(line: str, start: int) -> tuple[Span, ...]:
    """Return the stretches of `line` (which begins at offset `start`) that stand in quotation marks.

    A mark that is opened and not closed counts to the end of the line: quotes run over paragraphs. Question and answer
    of an interview ("Q: …", "A: …") are speech as a whole.
    """
    if marks_speaker(line):
        return (Span(start, start + len(line) + 1),)
    if line.isascii() and '"' not in line:
        return ()
    spans = []
    opened = -1
    straight = False
    for match in _DOUBLE_QUOTES.finditer(line):
        mark = match.group()
        if opened < 0:
            if mark in '“„«"':
                before = line[match.start() - 1 : match.start()]
                if mark == '"' and before and not before.isspace() and before not in "([—–-":
                    continue
                opened, straight = match.start(), mark == '"'
        elif ((mark == '"') == straight and mark not in "“„«") or mark == "”":
            spans.append(Span(start + opened, start + match.end()))
            opened = -1
    if opened >= 0:
        spans.append(Span(start + opened, start + len(line)))
    if "»" in line:
        spans += [Span(start + m.start(), start + m.end()) for m in _INWARD_QUOTES.finditer(line)]
    if "‘" in line:  # few lines hold one, and the search for a pair looks at every letter
        spans += [Span(start + m.start(), start + m.end()) for m in _SINGLE_QUOTES.finditer(line)]
    return tuple(sorted(spans))
