"""Derive a headline from the lead of a story that came without one.

Builders take the lead's main clause apart, candidates are made by leaving things out, and a scorer that prefers safety
picks one. Nothing is added that the lead does not say; a hedge or a condition is never left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from racenews.enrich import headline_words as hw
from racenews.enrich import verbs
from racenews.enrich.clauses import NO_SUBJECT, Clause, ends_torn, find_verb, take_apart, tells_of_another
from racenews.enrich.cues import NATIONALITIES
from racenews.enrich.headline_other import shorten_other
from racenews.enrich.headline_shapes import (
    MAX_HEADLINE_CHARS,
    Candidate,
    ends_in_open_verb,
    loosens_superlative,
    shape,
    tears_clause,
    without_articles,
)
from racenews.enrich.verbs import is_finite
from racenews.sentences import read_sentences

__all__ = ["MAX_HEADLINE_CHARS", "derive_headline"]

MAX_COMMAS = 12  # a lead-in with more is not one
MAX_PARAGRAPHS = 3  # a headline from further down is not what the story leads with
MAX_SENTENCE_CHARS = 700  # bounds the work on a "sentence" without stops
MIN_QUESTION_WORDS = 5
MIN_FOREIGN_WORDS = 3  # fewer stand in a name: "la Flèche de la mer"
MIN_SENTENCE_WORDS = 3  # "Van Aert?" is no headline where a sentence follows
PLACE_COST = 2.0  # the lead's first sentence is the news far more often than not
LATER_COST = 0.0  # where the lead gives nothing
MAX_PLACE_OF_NEWS = 3  # in the first paragraph; what further ones tell in the past is mostly background
MAX_PLACE = 3 * MAX_PARAGRAPHS
GOOD_SCORE = 4.0  # so good that later sentences need not be asked
WHOLE_SCORE = 4.5  # a short first sentence that names somebody is its own headline, unless a builder does better
MIN_WHOLE_CHARS = 30  # "Van Aert is out." is true, but a later sentence may say more
SECOND_CLAUSE_COST = 1.5  # the news stands in the first clause more often
TORN_IT_COST = 6.0  # what "it" or "them" is stood in the lead-in that is left out
GRANTED_COST = 4.0  # what is granted before a "but" is not the news
HEDGED_COST = 2.5  # who says so tells more than "reportedly"
DENIAL_LOST_COST = 3.0  # a hedge in few words leaves room for what is said against the claim
OBITUARY_WORTH = 5.0  # whoever mourns, the news is who died
UNVOICED_COST = 2.0  # who says a plain fact may go where there is no room
PRINTABLE_SCORE = 1.5  # below it the lead's own words are safer than what a builder made of them
SAFE_SCORE = -1.5  # whole and true, but it tells little
ASIDE_COST = 3.5  # "became the first Dane to win it when he finished third": only where the first does not fit
CONTRAST_COST = 3.0  # "… led all day, but Ola Berg won": what stands before the "but" is not the news


def derive_headline(paragraphs: Sequence[str], label: Callable[[], str] = str) -> str:
    """Return a complete headline of at most 90 characters; "" where there is no text.

    Where no sentence gives one, `label` is asked for the names of what the story is about.

    >>> derive_headline(["Mark Cavendish won the stage on Friday, beating Wout van Aert, according to reports."])
    'Mark Cavendish wins the stage, beating Wout van Aert, according to reports'
    """
    sentences = list(_lead_sentences(paragraphs))
    if not sentences:
        return ""
    if not _is_english(" ".join(s for _, s in sentences)):
        return _in_another_language([s for _, s in sentences])
    if _is_foreign(sentences[0][1]):  # what follows in English may be the page's
        return _in_another_language([s for place, s in sentences if not place or not _is_english(s)])
    sentences = _turned_to_news(sentences)
    lead = sentences[0][1]
    tells_news = _tells_news(lead)
    if listed := hw.LISTS.match(lead):
        return listed[1]
    if undone := _undone(lead):
        return undone
    first = best = max(_candidates(lead), key=_worth, default=None)
    if best is not None and best.score >= PRINTABLE_SCORE:
        return best.text.strip()
    own = _own_words(lead)
    if own and (len(own) >= MIN_WHOLE_CHARS or re.search(r"[a-z] [A-Z]|^[A-Z]\w+ [A-Z]", own)):
        return own
    if first is not None and first.score >= SAFE_SCORE:
        return first.text.strip()
    full = (n for n in hw.FULL_NAMES.findall(lead) if n.split()[0].lower() not in hw.DETERMINERS | NO_SUBJECT)
    name = " and ".join(list(dict.fromkeys(full))[:2])
    if tells_news and (named := label() or name):
        return named
    is_told = any(map(is_finite, lead.split()))
    for place, sentence in sentences[1:]:
        is_news = not tells_news and (place < MAX_PLACE_OF_NEWS or not is_told)
        further = _candidates(sentence) if is_news else _as_it_stands(sentence)
        best = max((c for c in further if not hw.OBJECT_PRONOUN.search(c.text)), key=_worth, default=None)
        if best is not None and best.score >= PRINTABLE_SCORE:
            return best.text.strip()
    return own or label() or name or _words_that_fit(lead)


def _worth(candidate: Candidate) -> tuple[float, int]:
    return candidate.score, -len(candidate.text)


def _in_another_language(sentences: Sequence[str]) -> str:
    """Return the first sentence whole or shortened, else the first that fits, else the words that fit."""
    trimmed = [_close_quotes(sentence.strip().rstrip(" .…")) for sentence in sentences]
    whole = [text for text in trimmed if len(text) <= MAX_HEADLINE_CHARS and len(text.split()) >= MIN_SENTENCE_WORDS]
    short = shorten_other(trimmed[0], MAX_HEADLINE_CHARS)
    return _close_quotes(short) or next(iter(whole), "") or _words_that_fit(trimmed[0])


def _words_that_fit(text: str) -> str:
    """Return as many words as fit and wait for no other, none torn but the first."""
    if len(text) <= MAX_HEADLINE_CHARS:
        return _close_quotes(text.rstrip(" .…"))
    words = text[: MAX_HEADLINE_CHARS + 1].rpartition(" ")[0].split()
    while len(words) > MIN_SENTENCE_WORDS and words[-1].lower() in hw.DANGLING:
        words.pop()
    return _close_quotes(" ".join(words)) or text[:MAX_HEADLINE_CHARS]


def _turned_to_news(sentences: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the sentences from the second on where the first only tells who somebody is, with the name in it."""
    if len(sentences) < 2 or sentences[1][0] != 1:
        return sentences
    turn, name = hw.TURNS_TO_NEWS.match(sentences[1][1]), hw.BEGINS_WITH_NAME.match(sentences[0][1])
    if turn is None or name is None:
        return sentences
    news = f"{name['name']} {sentences[1][1][turn.end() :]}"
    if hw.LOOKS_BACK.search(news) or re.search(r"\b(?:it|them|him)\b", news):
        return sentences
    return [(0, news), *sentences[2:]]


def _tells_news(lead: str) -> bool:
    """Say whether a lead names somebody and tells of them, so that what follows it is background.

    >>> _tells_news("Ola Berg has died at the age of 76."), _tells_news("It rained in Lille.")
    (True, False)
    """
    first = lead.split()[0].strip(",;:“”\"'‘’").lower()
    return not (
        not any(map(is_finite, lead.split()))
        or lead.endswith("?")
        or first in hw.PRONOUNS
        or lead[0] in hw.QUOTES
        or re.search(r"[a-zà-þ],? [A-ZÀ-Þ]|^[A-Z][\w'’-]+ (?:[a-z]+ )*[A-Z]", lead) is None
    )


def _as_it_stands(sentence: str) -> Iterator[Candidate]:
    """Yield a sentence behind the lead where it fits as it is: what is background there is no deed of the day."""
    text = _trim(sentence)
    is_long = len(text) >= MIN_WHOLE_CHARS and text[0] not in hw.QUOTES
    if (
        is_long
        and len(text) <= MAX_HEADLINE_CHARS
        and _stands_alone(text)
        and text.split()[0].lower() not in hw.DETERMINERS
    ):
        yield Candidate(text, PRINTABLE_SCORE + MAX_PLACE)


def _lead_sentences(paragraphs: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the sentences a headline may come from with their distance from the lead; names made whole."""
    seen = ""
    taken = 0
    for paragraph in paragraphs:
        text = hw.DATELINE.sub("", " ".join(paragraph[: 4 * MAX_SENTENCE_CHARS].split()))
        sentences = [s for s in _joined(read_sentences(text)) if any(c.isalpha() for c in s)]
        sentences = [
            s
            for s in sentences
            if len(s.rstrip("?").split()) >= MIN_SENTENCE_WORDS
            and (s[-1] != "?" or len(s.split()) >= MIN_QUESTION_WORDS)
        ] or sentences
        if not sentences or (_is_row(sentences[0]) and not taken):
            continue
        for place, sentence in enumerate(sentences[:3]):
            yield place + 3 * taken, _whole_name(sentence[:MAX_SENTENCE_CHARS], seen)
            seen += " " + sentence
        taken += 1
        if taken == MAX_PARAGRAPHS:
            return


def _joined(sentences: Iterable[str]) -> list[str]:
    """Return the sentences with those made one that a German ordinal parted: "der 7. | Etappe"."""
    joined: list[str] = []
    for sentence in sentences:
        if joined and hw.ENDS_IN_ORDINAL.search(joined[-1]):
            joined[-1] += f" {sentence}"
        else:
            joined.append(sentence)
    return joined


def _is_row(sentence: str) -> bool:
    return re.match(r"^\d{1,3}[.)]? ", sentence) is not None or len(sentence.split()) < 3


def _whole_name(sentence: str, seen: str) -> str:
    """Return the sentence with the surname that begins it made whole from the text before: "Martin" -> "Dan Martin"."""
    described = hw.DESCRIBED.match(sentence)
    if (
        described is not None
        and described[1] in NATIONALITIES
        and (names := hw.FULL_NAMES.findall(seen))
        and len(set(names)) == 1
        and names[0].split()[-1] not in sentence
        and is_finite(sentence[described.end() :].split(" ", 2)[1])
    ):
        return f"{names[0]}{sentence[described.end() :]}"
    inside = hw.DESCRIBED_INSIDE.search(sentence)
    if inside and inside[1] in NATIONALITIES and not hw.FULL_NAMES.search(sentence):
        names = list(dict.fromkeys(hw.FULL_NAMES.findall(seen)))
        if len(names) == 1:
            return f"{sentence[: inside.start()]}{names[0]}{sentence[inside.end() :]}"
    match = re.match(r"^([A-Z][\w'’-]{2,20})(?= [a-z])", sentence)
    if match is None or not seen or match[1].lower() in hw.DETERMINERS | hw.PRONOUNS:
        return sentence
    full = set(re.findall(rf"\b([A-Z][a-z’'-]{{2,15}}) {re.escape(match[1])}\b", seen))
    return f"{full.pop()} {sentence}" if len(full) == 1 else sentence


# --- claims ------------------------------------------------------------------------------------------


def _claimed_by(sentence: str) -> tuple[str, str]:
    """Return the sentence without who claims it and the end of a headline that tells that; "" where nobody does.

    >>> _claimed_by("Ola Berg will leave Lotto, according to the Norwegian newspaper Dagbladet.")
    ('Ola Berg will leave Lotto', ', according to Dagbladet')
    """
    text = sentence.rstrip(" .!…")
    head = hw.CLAIM_HEAD.match(text)
    match = head or hw.CLAIM_TAIL.search(text)
    if match is None:
        return sentence, ""
    rest = text[match.end() :] if head else text[: match.start()]
    said = {
        name: hw.KIND_OF_MEDIUM.sub(lambda kind: kind["to"] or "", f"{told[:1].lower()}{told[1:]}" if head else told)
        for name, told in match.groupdict().items()
        if told
    }
    if "to" in said:
        tail = f", {said['to']}"
    elif "many" in said:
        tail = ", reports say"
    elif "source" in said:
        many = re.search(r"s\b|media|people", said["source"]) is not None
        tail = f", {said['source']} {'say' if many else 'says'}"
    else:
        who = said.get("medium") or said["turned"]
        tail = f", {who} {'report' if re.search(r'media$|sources$', who) else 'reports'}"
    return rest[:1].upper() + rest[1:], tail


def _told_as_claim(text: str, tail: str) -> str:
    """Return a headline that says whose claim it is, "" where there is no room; a hedge says enough.

    What somebody wants is told by the claimant as well, and a "but" behind it is no part of the claim.
    """
    if _is_hedged(hw.SUBCLAUSE.split(text, maxsplit=1)[0]):
        return text
    claim, but, other = text.rstrip(".").partition(", but ")
    told = f"{claim}{tail}{but}{other}"
    return told if len(told) <= MAX_HEADLINE_CHARS else ""


def _is_hedged(text: str) -> bool:
    """Say whether words tell that something is not sure; that somebody wants it tells it not."""
    return any(hw.WISH.fullmatch(hedge[0]) is None for hedge in hw.HEDGE.finditer(text))


# --- candidates -------------------------------------------------------------------------------------


def _candidates(sentence: str) -> Iterator[Candidate]:
    """Yield headline candidates from one sentence with their scores; a claim with who makes it."""
    body, tail = _claimed_by(sentence)
    if not tail:
        yield from _voiced_candidates(sentence)
        return
    denials = _denials(sentence, body)
    for candidate in _plain_candidates(body):
        if told := _told_as_claim(candidate.text, tail):
            yield from _denied(Candidate(told, candidate.score), denials)
        elif hw.OFFICIAL.match(tail):
            yield from _denied(Candidate(candidate.text, candidate.score - UNVOICED_COST), denials)
    for text, cost in _readings(_trim(body)):
        for c in _hedged(text):
            yield from _denied(Candidate(c.text, c.score - cost - HEDGED_COST), denials)


def _denials(sentence: str, body: str) -> list[str]:
    """Return what is said against a claim behind who makes it, whole and in fewer words; [] where nobody denies it."""
    match = hw.DENIED.search(sentence.rstrip(" .!…"), len(body))
    if match is None:
        return []
    whole = hw.WEEKDAY.sub("", match[0])
    return [whole, whole[: match.end("it") - match.start()]]


def _denied(candidate: Candidate, denials: Sequence[str]) -> Iterator[Candidate]:
    """Yield a claim with what is said against it where there is room; without it at a cost where there is none."""
    if not denials or " but " in candidate.text:
        yield candidate
        return
    told = next((t for d in denials if len(t := f"{candidate.text}{d}") <= MAX_HEADLINE_CHARS), "")
    yield Candidate(told, candidate.score) if told else Candidate(candidate.text, candidate.score - DENIAL_LOST_COST)


def _voiced_candidates(sentence: str) -> Iterator[Candidate]:
    """Yield headline candidates from one sentence; what a person only thinks or says goes on being his or hers."""
    text = sentence.rstrip(" .!…")
    voiced = hw.VOICED.search(text)
    if (
        voiced is None
        or hw.ACCUSATION.search(text)
        or find_verb(text[: voiced.start()]) is None
        or any(map(is_finite, _speaker(voiced).split()))
    ):
        yield from _plain_candidates(sentence)
        return
    for candidate in _plain_candidates(text[: voiced.start()]):
        if hw.HEDGE.search(candidate.text):
            yield candidate
            continue
        for cost, voice in enumerate(_voices(voiced)):
            if len(told := f"{candidate.text}, {voice}") <= MAX_HEADLINE_CHARS:
                yield Candidate(told, candidate.score - 0.3 * cost)
        if voiced["person"]:
            yield Candidate(candidate.text, candidate.score - UNVOICED_COST)


def _speaker(voiced: re.Match[str]) -> str:
    return str(voiced["who"] or voiced["speaker"] or voiced["person"])


def _voices(voiced: re.Match[str]) -> Iterator[str]:
    """Yield who says so in the present, then in fewer words: "team boss Ola Berg insists", "Ola Berg insists"."""
    who = _speaker(voiced)
    verb = voiced["turned"] or verbs.present(voiced["verb"] or "say", who.split()[0].lower() in hw.PLURAL_HEADS)
    name = re.search(rf"{hw.NAME}$", who)
    yield f"{who} {verb}"
    yield f"{name[0] if name else re.sub(' (?:of|for|at|from) .*', '', who)} {verb}"


def _hedged(text: str) -> Iterator[Candidate]:
    """Yield what the clauses of a claim give with "reportedly" before their verb."""
    for clause in take_apart(text):
        if clause.subject.split()[0].lower() not in hw.PRONOUNS and not _is_hedged(text):
            hedged = replace(clause, subject=f"{clause.subject} reportedly")
            if clause.verb in ("is", "are", "was", "were", "has been", "have been"):
                hedged = replace(clause, verb=f"{clause.verb} reportedly")
            yield from (c for c in shape(hedged) if " reportedly " in c.text)


def _plain_candidates(sentence: str) -> Iterator[Candidate]:
    """Yield headline candidates from one sentence that is nobody's claim; what takes a deed back stays."""
    back = hw.TAKEN_BACK.search(sentence)
    if back is None:
        yield from _untouched(sentence)
        return
    yield from (c for c in _untouched(sentence) if hw.TAKEN_BACK.search(c.text))
    yield from _taken_back(sentence[: back.start()], back[0])


def _taken_back(deed: str, back: str) -> Iterator[Candidate]:
    """Yield a deed in few words with what takes it back: both in the past, as the lead has them."""
    shorter = _shorter_ends(back)
    for text, cost in _readings(_trim(deed)):
        for clause in take_apart(text):
            for candidate in shape(replace(clause, base="")):
                for ending in shorter:
                    told = f"{candidate.text}{ending}"
                    if len(told) <= MAX_HEADLINE_CHARS and hw.TAKEN_BACK.search(told) and _ends_well(told):
                        yield Candidate(told, candidate.score - cost - 0.02 * (len(back) - len(ending)))


def _shorter_ends(back: str) -> list[str]:
    """Return what takes a deed back, whole and in fewer words."""
    back = hw.WEEKDAY.sub("", back.rstrip(" .!…"))
    ends = re.finditer(r" (?:before|after|because|until|when|while|in|on|by|for|at|from|with|and) ", back)
    return [back, *(back[: m.start()] for m in reversed(list(ends)))]


def _with_what_undoes_it(deed: str, back: str) -> str:
    """Return a deed, cut where a phrase ends, with what takes it back; "" where no whole words of both fit."""
    phrases = [m.start() for m in re.finditer(r" (?:by|in|on|at|for|from|with|after|before|to|as) ", deed)]
    for kept in (deed, *(deed[:at] for at in reversed(phrases))):
        if find_verb(kept) is None or not _ends_well(kept):
            continue
        for ending in _shorter_ends(back):
            told = f"{kept}{ending}"
            if len(told) <= MAX_HEADLINE_CHARS and hw.TAKEN_BACK.search(told) and _ends_well(told):
                return told
    return ""


def _ends_well(text: str) -> bool:
    words = text.split()
    closed = hw.SO_IT_SEEMED.search(text) is not None or not ends_in_open_verb(words)
    return words[-1].lower() not in hw.DANGLING and closed


def _untouched(sentence: str) -> Iterator[Candidate]:
    """Yield the candidates from one sentence whatever takes its deed back."""
    if not sentence.strip():
        return
    if quoted := _from_quote(sentence):
        yield quoted
        return
    if sentence[0] in "“\"‘'«„" or not _is_english(sentence):
        return
    yield from _under_condition(sentence)
    if sentence.endswith("?") and ": " in sentence:
        sentence = sentence.rpartition(": ")[0]  # "… with one doubt: can he win?"
    if sentence.endswith("?"):
        if len(sentence) <= MAX_HEADLINE_CHARS and len(sentence.split()) >= MIN_QUESTION_WORDS:
            yield Candidate(sentence, 2.0)
        return
    if len(trimmed := _trim(sentence)) <= MAX_HEADLINE_CHARS and re.search(r" [A-Z]", trimmed):
        whole = trimmed if hw.FUTURE.search(trimmed) else hw.WEEKDAY.sub("", trimmed)
        if _stands_alone(whole) and not hw.AGO.search(whole):
            yield Candidate(whole, WHOLE_SCORE - max(0, MIN_WHOLE_CHARS - len(whole)) * 0.1)
    if there := hw.THERE_WAS.match(trimmed):
        yield from _bare_news(there["what"], trimmed[there.end() :])
    if obituary := hw.WHO_DIED.search(trimmed):
        yield from _obituary(obituary)
    half = hw.HALF_TOLD.match(trimmed)
    whole_tale = _both_halves(half) if half else ""
    if whole_tale:
        yield Candidate(whole_tale, WHOLE_SCORE)
    for text, paid in _readings(trimmed):
        contrast = hw.CONTRAST.search(text)
        for clause in take_apart(text):
            cost = paid + (ASIDE_COST if clause.is_aside else 0.0)
            if contrast and clause.base not in verbs.NEWS_VERBS and contrast["name"] not in clause.subject:
                cost = max(cost, CONTRAST_COST)
            for told in shape(clause):
                if whole_tale and " but " not in told.text:
                    continue  # what she did not win is half of what is told of her
                if len(text) == len(trimmed) or not hw.POINTS_AT_ANOTHER.search(told.text):
                    yield Candidate(told.text, told.score - cost)


def _both_halves(half: re.Match[str]) -> str:
    """Return what somebody did not do with what he or she did instead, cut where a phrase ends; "" without room."""
    told = hw.WEEKDAY.sub("", half[0].partition(" and that ")[0].rstrip(" ,"))
    phrases = re.finditer(
        r",? (?:by|in|on|at|for|from|with|after|before|when|as|and|because|while|of (?=(?:the )?[A-Z])) ?", told
    )
    cuts = [told, *reversed([told[: m.start()] for m in phrases if m.start() > half.end("not") + len(", but she ")])]
    return next((cut for cut in cuts if len(cut) <= MAX_HEADLINE_CHARS and _ends_well(cut)), "")


def _bare_news(what: str, following: str) -> Iterator[Candidate]:
    """Yield what "there was" for somebody, with where it was: "Heartbreak for Ola Berg at the Harbour Classic"."""
    where = re.match(r" (?:in|at) [^,;]{3,50}?(?=$|[,;]| (?:after|as|when|where|before|on|but|and)\b)", following)
    text = f"{what[:1].upper()}{what[1:]}{where[0] if where else ''}"
    if len(text) <= MAX_HEADLINE_CHARS:
        yield Candidate(text, PRINTABLE_SCORE)


def _obituary(found: re.Match[str]) -> Iterator[Candidate]:
    """Yield who died, told as the news where the lead tells it aside: "Tributes are paid to …, who has died"."""
    clause = Clause(found["name"], "died", hw.WEEKDAY.sub("", found["how"]).strip(), "die", plural=False)
    yield from (Candidate(c.text, c.score + OBITUARY_WORTH) for c in shape(clause))
    if not clause.rest:
        yield Candidate(f"{found['name']} dies", OBITUARY_WORTH)


def _readings(trimmed: str) -> Iterator[tuple[str, float]]:
    """Yield the sentence from its main clause on, then readings that leave more out, with what that costs."""
    for text in dict.fromkeys(_without_lead_ins(trimmed)):
        is_torn = len(text) < len(trimmed) and hw.OBJECT_IT.match(text) is not None
        yield text, TORN_IT_COST if is_torn else GRANTED_COST if hw.CONCEDES.match(text) else 0.0
        patterns = (*hw.TOLD_BY_COLON, hw.COLOUR_FIRST, hw.CLEFT_INSIDE, hw.GRANTED, hw.DESCRIBED_LATER)
        if told := next(filter(None, (pattern.match(text) for pattern in patterns)), None):
            name = told["name"].removesuffix("'s").removesuffix("’s")
            yield f"{name} {told['deed']}", 0.0
        if (his := hw.THEN_HIS.search(text)) and len(names := set(hw.FULL_NAMES.findall(text[: his.start()]))) == 1:
            yield f"{names.pop()}{his['rest']}", 0.5
        if named := hw.NAMED_AT_LAST.match(text):
            race = re.search(r"last year['’]s ([A-Z][\w'’-]+(?: (?:of|de|di|van|la|the|[A-Z][\w'’-]+))*)", named[0])
            deed = text[named.end() :]
            if race:
                deed = re.sub(r"(?<=this year['’]s )(?:race|event|edition)\b", race[1], deed)
            yield f"{named[1]} {deed}", 0.3
        bare = hw.FLOATING.sub(r"\1 ", hw.APPOSITIVE.sub(_comma_before_ing, text))
        if bare != text:
            yield bare, 0.3
        second = hw.SECOND_CLAUSE.search(bare)
        if (
            second
            and bare[: second.end()].split()[-1] not in NO_SUBJECT
            and len(bare) - second.end() >= MIN_WHOLE_CHARS + 5
            and not hw.CONDITION.search(bare[: second.start()].lower())
        ):
            is_news = hw.CONTRAST.search(bare) or text.split()[0].lower() in hw.PRONOUNS | hw.POSSESSIVES
            yield bare[second.end() :], 0.0 if is_news else SECOND_CLAUSE_COST


def _is_english(sentence: str) -> bool:
    words = [w.strip(".,;:!?\"'“”‘’").lower() for w in sentence.split()]
    known = sum(w in hw.ENGLISH for w in words)
    return known >= max(1, len(words) // 12) and known > 3 * sum(w in hw.OTHER_LANGUAGES for w in words)


def _is_foreign(sentence: str) -> bool:
    """Say whether a sentence is surely no English: some words of other languages stand in it and none of English.

    >>> _is_foreign("Ola Berg gagne la course et prend le maillot"), _is_foreign("Le Tour de France")
    (True, False)
    """
    words = [w.strip(".,;:!?\"'“”‘’") for w in sentence.split()]
    if not {w.lower() for w in words}.isdisjoint(hw.ENGLISH - hw.FOREIGN):
        return False
    small = {w.lower() for w, following in pairwise(words) if following[:1].islower()}  # "van der Poel" is a name
    return len(small & (hw.FOREIGN - hw.ALSO_ENGLISH)) >= MIN_FOREIGN_WORDS


def _from_quote(sentence: str) -> Candidate | None:
    """Return “…,” says somebody, None where the sentence is no quote in few words."""
    match = next(filter(None, (lead.match(sentence) for lead in hw.QUOTE_LEADS)), None)
    first, last = ("“", "”") if sentence[0] in '“"' else ("‘", "’")
    if match is None:
        if named := hw.QUOTE_AND_NAME.match(sentence):
            return Candidate(f"{named['who']}: {first}{named['told']}{last}", PRINTABLE_SCORE)
        quote = hw.QUOTE_ALONE.match(sentence)
        return Candidate(f"{first}{quote['told']}{last}", PRINTABLE_SCORE) if quote else None
    stop = match["stop"] if match["stop"] in ("!", "?") else ","
    text = f"{first}{match['told']}{stop}{last} says {match['who'].rstrip('.,')}"
    return Candidate(text, 3.0) if len(text) <= MAX_HEADLINE_CHARS else None


def _trim(sentence: str) -> str:
    """Return the sentence without its stop, brackets, attribution and roles of no account."""
    text = sentence.rstrip(" .!…")
    text = hw.PARENTHESIS.sub("", text)
    text = re.sub(r",? (?:anyway|too|however|though|instead|afterwards|as well)$", "", text)
    text = hw.WORDY_OPENERS.sub("", text)
    text = hw.LEADING_DAY.sub("", text)
    text = hw.DAY_BEFORE_VERB.sub(" ", text, count=1)
    text = text[:1].upper() + text[1:]
    text = hw.FLOATING.sub(r"\1 ", text)
    text = re.sub(r"^([^,;:]{3,80}(?:,[^;:]{3,60})?) (have|are|were|will) (?:all|both|each) (?=[a-z])", r"\1 \2 ", text)
    text = text[:1].upper() + text[1:]
    if not hw.ACCUSATION.search(text):
        text = hw.SPOKEN_FOR.sub(r", says \1", text)
        text = hw.ATTRIBUTION_TAIL.sub("", text)
        text = hw.ATTRIBUTION_MID.sub(",", text)
        text = text[:1].upper() + text[1:]
    text = hw.FIRST_TIME.sub("", text)
    text = text[:1].upper() + text[1:]
    text = hw.NOT_JUST_DONE.sub(lambda m: f"{m['who']} {verbs.past(m['base'])} ", text)
    text = hw.IS_DOING.sub(lambda m: f"{m['who']} {'is' if m['many'] == 'it was' else 'are'} ", text)
    text = hw.CLEFT.sub(lambda m: m[1], text)
    text = hw.EXPECTED.sub(lambda m: f"{m[2][:1].upper()}{m[2][1:]} is {m[1]} to ", text)
    return hw.BOSS.sub(r"\1", text)


def _comma_before_ing(appositive: re.Match[str]) -> str:
    """Return what stays of an appositive: the comma, where "…, ruling out …" follows; all that makes one no rider."""
    before = re.search(rf"{hw.NAME}$", appositive.string[max(0, appositive.start() - 60) : appositive.start()])
    following = appositive.string[appositive.start() + 2 :].split(",")
    if any(map(is_finite, appositive.string[: appositive.start()].split()[-1:])):
        return appositive[0]  # "It rained, the roads were wet, …" is a list of clauses
    told = ",".join(following[: 2 if following[0].isdigit() else 1])
    if before is not None and tells_of_another(before[0], told):
        return appositive[0]
    behind = (appositive.string[appositive.end() :].split() or [""])[0]
    if following[0].startswith(("who ", "whose ", "which ")) and not (is_finite(behind) or behind in hw.BEHIND_ASIDE):
        return appositive[0]  # "who broke his femur, elbow and ribs": the list goes on
    return "," if behind.endswith("ing") else ""


def _without_lead_ins(text: str) -> Iterator[str]:
    """Yield the sentence from its main clause on, with the adverbials before it left out; then as it stands."""
    body = text
    for _ in range(3):
        if ", " not in body or not (hw.LEAD_INS.match(body) or hw.BARE_LEAD_IN.match(body)):
            break
        rest = _after_lead_in(body)
        if rest is None:
            break
        body = rest
    yield body
    if body != text and len(text) <= MAX_HEADLINE_CHARS:
        yield text
    if ": " in body:
        before, after = body.split(": ", 1)
        is_idle = before.startswith(("There ", "It ", "This ", "That ", "What ")) or re.search(hw.NAME, before) is None
        idle = is_idle and re.match(hw.NAME, after) is not None
        if idle or not any(w in verbs.AUXILIARIES or w in verbs.PAST_FORMS for w in before.split()):
            yield after[:1].upper() + after[1:]


def _after_lead_in(text: str) -> str | None:
    """Return what follows the first adverbial, None where leaving it out would change the claim."""
    commas = [m.start() for m in re.finditer(r", ", text)][:MAX_COMMAS]
    for number, comma in enumerate(commas, start=1):
        lead, rest = text[:comma], text[comma + 2 :]
        if hw.CONDITION.search(lead.lower()) or hw.TIED_LEAD.search(lead) or _is_quantity(lead):
            return None
        if hw.GOES_ON.match(rest) or (rest[:1].isdigit() and number < len(commas)):
            continue  # the lead-in itself is a list: "After 16 seasons, 34 wins and …, she …"
        rest = rest[:1].upper() + rest[1:]
        if hw.LEAD_INS.match(rest) or find_verb(rest) is not None:
            return rest
    return None


def _is_quantity(lead: str) -> bool:
    """Say whether "More than …" begins a subject and not a time: "More than fifty riders crashed"."""
    return hw.QUANTITY.match(lead) is not None and re.search(r"\b(?:after|before|since|later|earlier)\b", lead) is None


# --- the honest fallback ----------------------------------------------------------------------------


def _own_words(sentence: str) -> str:
    """Return the lead in its own words, whole or up to the end of a clause; "" where that does not stand alone."""
    body, tail = _claimed_by(sentence)
    text = hw.DATELINE.sub("", sentence).strip().rstrip(" .…")
    plain = _trim(body) if tail else _trim(sentence)
    if not hw.FUTURE.search(plain):
        plain = hw.WEEKDAY.sub("", plain)
    told = "" if hw.DENIED.search(text) else f"{plain}{tail}"
    for whole in (told, hw.WEEKDAY.sub("", text), text):
        if whole and len(short := without_articles(whole)) <= MAX_HEADLINE_CHARS and _stands_alone(short):
            return _close_quotes(short)
    if tail or hw.ACCUSATION.search(text) or text[0] in hw.QUOTES:
        return ""
    for end in reversed(list(hw.CLAUSE_ENDS.finditer(plain[: MAX_HEADLINE_CHARS + 12]))):
        kept, dropped = without_articles(plain[: end.start()].rstrip(" ,;:–—")), plain[end.start() :]
        if len(kept) <= MAX_HEADLINE_CHARS and _stands_alone(kept) and _is_whole_clause(kept, dropped):
            return kept
    return ""


def _undone(lead: str) -> str:
    """Return what a jury did to a deed that its lead tells at too great a length to hold both; "" for others."""
    back = hw.TAKEN_BACK.search(lead.rstrip(" .…"))
    told = re.sub(r"^[ ,]*(?:before|until|but|and|when|though|although|yet) ", "", back[0]) if back else ""
    if back is None or told == back[0] or find_verb(told) is None or back.start() < MAX_HEADLINE_CHARS:
        return ""
    if name := re.match(hw.NAME, lead):
        told = re.sub(r"\b(?:him|her(?= (?:to|from|an?|the|and)\b|$))", name[0], told, count=1)
    return "" if len(told) > MAX_HEADLINE_CHARS or hw.POINTS_AT_ANOTHER.search(told) else told[:1].upper() + told[1:]


def _stands_alone(text: str) -> bool:
    """Say whether a text needs nothing from before it: "It was" and "his" point at what nobody has read."""
    words = text.split()
    first = words[0].strip("“”\"'‘’,").lower() if words else ""
    return (
        first not in hw.PRONOUNS - hw.OPENS_ALONE
        and first not in hw.POSSESSIVES
        and len(words) >= MIN_SENTENCE_WORDS
        and any(map(is_finite, words))
        and hw.LOOKS_BACK.search(text) is None
        and hw.SPEAKS_TO_READER.search(text) is None
        and (re.search(r"[a-z,:] [A-Z]|^[A-Z]\S+ [A-Z]", text) is not None or hw.POINTS_SOMEWHERE.search(text) is None)
    )


def _is_whole_clause(kept: str, dropped: str) -> bool:
    """Say whether a cut at the end of a clause leaves a true sentence: nothing that bounds or undoes it is lost."""
    return (
        not hw.CONDITION.search(dropped.lower())
        and not (dropped[0] == " " and hw.DENIAL.search(kept))
        and not hw.UNDONE.search(dropped)
        and not hw.TAKEN_BACK.search(dropped)
        and not dropped.startswith((", but", " but", ", yet", ", only", ", or"))
        and hw.FRAGMENT_LEAD.match(kept) is None
        and not (hw.LEAD_INS.match(kept) and "," in kept and find_verb(_after_lead_in(kept) or "") is None)
        and not hw.UNCLOSED.search(kept)
        and hw.LIST_ITEM.match(dropped) is None
        and not loosens_superlative(kept, dropped.split()[0].strip(","))
        and kept.split()[-1].lower() not in hw.DANGLING
        and hw.UNITS.match(kept.split()[-1]) is None
        and not ends_in_open_verb(kept.split())
        and not ends_torn(kept, dropped)
        and not tears_clause(kept, dropped)
        and kept.count("“") == kept.count("”")
        and kept.count('"') % 2 == 0
    )


def _under_condition(sentence: str) -> Iterator[Candidate]:
    """Yield what "If …, … will …" says, with the condition behind it, else as what could be."""
    text = _trim(sentence)
    match = hw.IF_LEAD.match(text)
    if match is None:
        return
    for comma in re.finditer(r", ", text):
        condition, main = text[match.end() : comma.start()], text[comma.end() :]
        pronoun, _, deed = main.partition(" ")
        name = re.match(rf"(?:the )?{hw.NAME}(?= [a-z])", condition)
        if pronoun in ("he", "she", "they") and deed.startswith(("will ", "would ", "could ", "can ", "may ")):
            if name is None:
                continue
            main, condition = f"{name[0]} {deed}", f"{pronoun}{condition[name.end() :]}"
        main = f"{main[:1].upper()}{main[1:]}"
        if find_verb(main) is None:
            continue
        if len(whole := f"{main} {match[1].lower()} {condition}") <= MAX_HEADLINE_CHARS:
            yield Candidate(whole, 2 * WHOLE_SCORE)
            return
        could = re.sub(r"\b(?:will|would|can|may)\b", "could", main, count=1)
        yield from (c for clause in take_apart(could) for c in shape(clause) if " could " in c.text)
        return


def _close_quotes(text: str) -> str:
    """Return the text without quotation marks that were cut open."""
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    return text.strip(" ,;:")
