"""Write a clause as a headline, whole and cut at each boundary, and score what stands: safety before news value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from racenews.enrich import headline_words as hw
from racenews.enrich import verbs
from racenews.enrich.clauses import Clause, ends_torn, find_verb
from racenews.enrich.cues import NATIONALITIES
from racenews.enrich.verbs import is_finite

MAX_HEADLINE_CHARS = 90  # longer wraps to three lines in a card
IDEAL_CHARS = (38, 84)
NO_ARTICLES_COST = 3.5  # where nothing else that tells as much would fit
LONG_SUBJECT_WORDS = 6  # which tells much already: "Ola Berg's move from Lotto to Movistar | has been approved"
LONG_SUBJECT_CHARS = 55
ANOTHERS_COST = 0.9  # what somebody else did meanwhile is left out
SHORT_CHARS = 25  # "Van Aert is out" says too little where anything else can be said


REPORTING_FORMS = hw.REPORTING_BASES | {w for w, base in verbs.PRESENT_FORMS.items() if base in hw.REPORTING_BASES}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that could be the headline, and how safe and telling it is; higher is better."""

    text: str
    score: float


def shape(clause: Clause) -> Iterator[Candidate]:
    """Yield the clause whole and cut at each boundary, in newspaper tense where that is safe."""
    if _main_base(clause) in hw.REPORTING_BASES and (where := hw.TOLD_WHERE.match(clause.rest)):
        clause = replace(clause, rest=clause.rest[where.end() :])  # "claims in a new book that …" -> "claims …"
    if _main_base(clause) in hw.REPORTING_BASES and clause.rest.startswith("that ") and _main_base(clause) != "say":
        yield from shape(replace(clause, rest=clause.rest.removeprefix("that ")))
    if clause.base == "tell" and (told := hw.TOLD.match(clause.rest)):
        # Whom they told is not the news: "told a broadcaster that …" -> "say …".
        clause = Clause(clause.subject, "said", f"that {clause.rest[told.end() :]}", "say", clause.plural)
    rests = {clause.rest: 0.0}
    future = clause.verb in ("will", "is", "are", "can", "may", "could", "might") or clause.verb in verbs.PRESENT_FORMS
    if not future:
        clause = replace(clause, rest=hw.WEEKDAY.sub("", " " + clause.rest).lstrip(" "))
        rests = {clause.rest: 0.0}
    for another in hw.ANOTHERS_DEED.finditer(clause.rest):
        if another.start() and _is_past(another[1]) and not hw.ENDS_IN_NAME.search(clause.rest[: another.start()]):
            rests[clause.rest[: another.start()]] = ANOTHERS_COST
    for pattern, cost in hw.CUTS:
        for rest, paid in list(rests.items())[:12]:
            for cut in pattern.finditer(rest):
                shorter = rest[: cut.start()].rstrip(" ,;:–—")
                price = paid + cost
                if (shorter or clause.base in verbs.INTRANSITIVE) and price < rests.get(shorter, 99):
                    rests[shorter] = price
        if len(rests) > 60:  # a long list: enough to choose from
            break
    subjects = list(_shorter_subjects(clause.subject, clause.plural))
    for rest, cost in rests.items():
        variant = hw.ADJUNCT.sub("", rest)
        for text in dict.fromkeys((rest, variant)):
            extra = 0.3 if text != rest else 0.0
            yield from _judge(clause, text, cost + extra)
            for subject, paid in subjects:
                yield from _judge(replace(clause, subject=subject), text, cost + extra + paid)


def _shorter_subjects(subject: str, plural: bool) -> Iterator[tuple[str, float]]:
    """Yield forms of a subject that leave something out and still say who: "Kasper Asgreen of Quick-Step"."""
    shorter = re.sub(r" (?:of|from) [A-Z].*$", "", subject)
    if shorter != subject and _is_person(shorter):
        yield shorter, 0.6
    bare = re.sub(r",? (?:who|which|that|whose) .*$", "", subject)
    if bare != subject and re.match(r"(?:An?|Two|Three|Four|Five|Several) ", bare):
        yield bare, 0.5
    if subject.endswith(","):  # a name with a trade that must stay: "…, a retired postman from the village of …,"
        for boundary in re.finditer(r" (?:from|in|at|near|and|who|with|on|for) ", subject):
            if hw.POST.match(subject[subject.index(",") : boundary.start()]):
                yield f"{subject[: boundary.start()].rstrip(',')},", 0.4
    is_long = len(subject) > LONG_SUBJECT_CHARS and " and " not in subject
    place = re.search(r" (?:of|at|in) (?:the )?[A-Z][^,]*$", subject) if is_long else None
    if place and place.start() > LONG_SUBJECT_CHARS // 2 and re.search(r"[A-Z]", subject[1 : place.start()]):
        yield subject[: place.start()], 1.0
    if called := hw.CALLED.match(subject):
        yield subject[called.end() :], 0.3
    if of_whom := hw.HIS_ROLE.match(subject):
        yield subject[of_whom.end() :], 0.5
    if kind := hw.KIND_AND_INITIALS.match(subject):
        yield subject[kind.end() :], 0.6
    role = hw.ROLE_AND_NAME.match(subject)
    last = role[0].split()[-1] if role else ""
    if (
        role
        and not hw.OF_ANOTHER.search(role[0])
        and not hw.NOT_SOMEBODY.search(subject)
        and not (plural and " and " in subject)
        and last not in hw.NO_ROLE
        and (last.islower() or last in NATIONALITIES)
    ):
        yield subject[role.end() :], 0.5


def _is_person(subject: str) -> bool:
    """Say whether a subject looks like a full name: "Kasper Asgreen", not "Organisers of the Tour"."""
    words = subject.split()
    return (
        len(words) > 1
        and all(w[0].isupper() or w in hw.PARTICLES for w in words)
        and words[0] not in ("The", "A", "An")
    )


def _judge(clause: Clause, rest: str, cost: float) -> Iterator[Candidate]:
    """Yield the candidate with its score, or nothing where it is unfit to print."""
    text = write(clause, rest)
    if len(text) > MAX_HEADLINE_CHARS:
        text, cost = tightened(clause, rest, text), cost + NO_ARTICLES_COST
    if text is None or not _is_fit(clause, rest, text):
        return
    score = 6.0 - cost
    if hw.GERUND_ASIDE.search(rest) and re.match(r" (?:at|in|on|of|from|to|with) ", clause.rest[len(rest) :]):
        score -= 1.5  # "by taking the sprint | at the Harbour Classic"
    if clause.rest[len(rest) :].startswith(" by ") and len(rest.split()) < 2:
        score -= 1.5  # by what they "were hit" is the news
    if clause.rest[len(rest) :].startswith(" that ") and hw.CLAIM_NOUN.search(rest):
        score -= 1.5  # "hits back at claims | that …" tells little
    if hw.LIST_GOES_ON.match(clause.rest[len(rest) :]) and clause.rest.startswith(rest):
        score -= 1.5
    low, high = IDEAL_CHARS
    score -= max(0, low - len(text)) * 0.08 + max(0, SHORT_CHARS - len(text)) * 0.2 + max(0, len(text) - high) * 0.05
    head = clause.subject.split()[0].strip("“”\"'‘’")
    names = len(re.findall(r"\b[A-Z][\w'’-]+", clause.subject[1:] + " " + rest))
    score += min(names, 5) * 0.35
    if not re.search(r"[A-Z]", clause.subject[1:]) and not re.match(r"[A-Z][^ ]+ [A-Z]|[A-Z]{2}", clause.subject):
        score -= max(0, low - len(text)) * 0.5  # "Thousands line the road": who and where is missing
    if head.lower() in hw.PRONOUNS or head.lower() in hw.POSSESSIVES:
        score -= 6
    elif _is_description(clause.subject):
        score -= 3
    elif head.lower() in hw.DETERMINERS and not re.search(r"[A-Z]", clause.subject[1:]):
        score -= 1.0
    score += min(len(text), high) * 0.03
    if clause.base and text.startswith(f"{clause.subject} {clause.verb}") and clause.verb in verbs.PAST_FORMS:
        score -= 2.0  # the past: true, but not how headlines are written
    if not re.search(r"[A-Z]", clause.subject[1:] + " " + rest) and not re.match(r"[A-Z][a-z]+ [A-Z]", clause.subject):
        score -= 4
    base = clause.base or (rest.split() or [""])[0]
    if base in verbs.NEWS_VERBS:
        score += 1.5
    if clause.base in ("win", "die", "sign", "retire", "become"):
        score += 0.8
    if hw.WINNING.search(text):
        score += 2.5
    if clause.base in hw.POSTURES:
        score -= 3  # what somebody looked like is no news
    if re.search(r"\b(?:same|there|such|this|these|we|our|you|below|it)\b", text.lower()):
        score -= 1.2
    if re.search(rf"\b{hw.DAY}\b", text):
        score -= 0.3
    if hw.BACKGROUND.search(hw.SUBORDINATE.split(clause.rest, maxsplit=1)[0]):
        score -= 1.5
    if clause.verb in ("had", "was", "were", "would", "did"):
        score -= 1.0
    yield Candidate(text, score)


def _is_description(subject: str) -> bool:
    """Say whether the subject points back at somebody named elsewhere: "The Colombian", "The Astana rider"."""
    words = subject.split()
    if len(words) < 2 or words[0] != "The":
        return False
    return words[-1] in NATIONALITIES or words[-1] in hw.DESCRIPTIONS or hw.AGE_NOUN.fullmatch(words[-1]) is not None


def write(clause: Clause, rest: str) -> str:
    """Return the sentence in newspaper form; the past stays where the present would claim something else."""
    if clause.verb == "had" and re.match(r"(?:the|an?|no|his|her|their|little) ", rest) and "," not in rest:
        return f"{clause.subject} {'have' if clause.plural else 'has'} {rest}"
    if clause.verb == "will":
        if rest.startswith(("not ", "never ", "no longer ", "have to ")):
            return f"{clause.subject} will {rest}"
        if clause.subject.split()[0].lower() in {*hw.PRONOUNS, "neither", "no"}:
            return f"{clause.subject} will {rest}"
        if rest.startswith("be able to "):
            return f"{clause.subject} {rest.removeprefix('be ')}"
        return f"{clause.subject} to {hw.ADVERB_AFTER_WILL.sub('', rest)}"
    if clause.verb in ("is", "are") and rest.startswith("to "):
        return f"{clause.subject} {rest}"
    if clause.verb in ("is", "are", "was", "were") and hw.COPULA_MAY_GO.match(rest):
        return f"{clause.subject} {rest}"
    if clause.verb in ("has been", "have been", "was", "were") and _is_passive(rest):
        subject = clause.subject.removeprefix("The ")
        return f"{subject[:1].upper()}{subject[1:]} {rest}"
    if clause.verb.startswith(("has ", "have ")):
        past_stays = _is_true_perfect(rest) or hw.EVER_BEFORE.search(clause.rest) is not None
    else:
        past_stays = hw.PAST_IN_REST.search(rest) is not None or _is_history(clause, rest)
    if clause.base in hw.SAYING and not hw.HE_WAS.search(rest) and not _is_history(clause, rest):
        past_stays, rest = False, _unshift(rest)
    if clause.verb.startswith("ha") and clause.base in ("win", "ride", "start") and hw.A_NUMBER.match(rest):
        past_stays = True  # "has won four Vueltas" counts what "wins" would tell of one day
    past_stays = past_stays or clause.subject.endswith((" never", " only", " hardly"))
    if clause.base and not past_stays and clause.subject.split()[0].lower() not in {*hw.PRONOUNS, "no"}:
        rest = re.sub(r"^(?:an|a|the) (?=(?:agreement|deal with|return to)\b)", "", rest)
        rest = re.sub(r"^that (?=(?:he|she|it|they|his|her|the|[A-Z]))", "", rest) if clause.base == "say" else rest
        plural = clause.plural or re.match(r"(?:\w+ )?their\b", rest) is not None
        in_step = _in_step(rest, plural)
        if in_step is not None:
            return _one_line(clause.subject, verbs.present(clause.base, plural), in_step)
    return _one_line(clause.subject, clause.verb, rest)


def _in_step(rest: str, plural: bool) -> str | None:
    """Return what follows a verb put into the present with its further verbs in step, None where that is not sure.

    >>> _in_step("the stage but finished with a broken wrist", False)
    'the stage but finishes with a broken wrist'
    >>> _in_step("out on the jersey when Piet Bos pipped him", False)
    'out on the jersey when Piet Bos pips him'
    """
    for further in reversed(list(hw.FURTHER_VERB.finditer(rest))):
        if hw.SUBCLAUSE.search(rest[: further.start()]):
            continue
        if further["verb"] in verbs.AUXILIARIES:
            if further["verb"] in hw.PAST_AUXILIARIES:
                return None
        elif (form := verbs.PAST_FORMS.get(further["verb"])) and form.past:
            rest = rest[: further.start("verb")] + verbs.present(form.base, plural) + rest[further.end("verb") :]
    for beside in reversed(list(hw.AT_THE_SAME_TIME.finditer(rest))):
        found = find_verb(re.split(r"[,;]", rest[beside.end() :], maxsplit=1)[0])
        if found is None:
            words = re.split(r"[,;]", rest[beside.end() :], maxsplit=1)[0].split()
            if any(w in hw.PAST_AUXILIARIES or (w in verbs.PAST_FORMS and verbs.PAST_FORMS[w].past) for w in words):
                return None
            continue
        subject, predicate, of_many = found
        verb = predicate.split(" ", 1)[0]
        if verb in hw.PAST_AUXILIARIES:
            return None
        if (form := verbs.PAST_FORMS.get(verb)) and form.past:
            at = beside.end() + len(subject) + 1
            many = of_many or subject in ("they", "we", "I", "you")
            rest = rest[:at] + verbs.present(form.base, many) + rest[at + len(verb) :]
    return rest


def _unshift(rest: str) -> str:
    """Return reported speech as it was spoken: "that it had dropped" -> "it has dropped", "he would" -> "he will"."""
    rest = re.sub(r"^that (?=[\w“\"‘])", "", rest)
    rest = hw.HAD_DONE.sub(lambda m: f"{m['who']} {'have' if m['who'] == 'they' else 'has'}", rest)
    return (
        rest
        if re.search(r"\b(?:if|unless)\b", rest)
        else re.sub(
            r"\bwould\b(?! (?:have|like|love|prefer|rather|welcome|hate|"
            r"be (?:\w+ly )?(?:happy|willing|glad|proud|open|nice|a))\b)",
            "will",
            rest,
        )
    )


def _one_line(subject: str, verb: str, rest: str) -> str:
    return f"{subject} {verb}{rest}" if rest.startswith(",") else f"{subject} {verb} {rest}".strip()


def _is_passive(rest: str) -> bool:
    """Say whether a participle follows that no "by" makes ambiguous: "ruled out of the Tour"."""
    words = rest.split()
    form = verbs.PAST_FORMS.get(words[0]) if words else None
    if form is None or not form.participle or "by" in words[1:3]:
        return False
    return form.base in hw.PASSIVES or words[1:2] == [] or words[1].strip(",") in hw.AFTER_PASSIVE


def _is_true_perfect(rest: str) -> bool:
    """Say whether "has won" cannot become "wins": "… twice", "… since 2020", "has undergone surgery and flown home"."""
    if "since " in rest or hw.PERFECT_STAYS.search(hw.SUBORDINATE.split(rest, maxsplit=1)[0]):
        return True
    return any(w in verbs.PAST_FORMS for w in re.findall(r" and ([a-z]+)\b", rest)) or bool(
        hw.PAST_IN_REST.search(rest)
    )


def _is_history(clause: Clause, rest: str) -> bool:
    """Say whether the main clause itself names a past year or season: then the present would be false."""
    main = hw.YEAR_TO_COME.sub("", hw.SUBORDINATE.split(clause.rest, maxsplit=1)[0])
    nearest = main.split(", ", 1)[0] if len(rest) < len(main) else main
    return bool(
        hw.YEAR_OF_PAST.search(main) or hw.AGO.search(f"{clause.subject} {nearest}") or hw.BACKGROUND.search(nearest)
    )


def _is_fit(clause: Clause, rest: str, text: str) -> bool:
    """Say whether a text can stand alone and claims no more than its clause."""
    if len(text) > MAX_HEADLINE_CHARS or len(text.split()) < 3:
        return False
    if hw.NOT_JUST.search(f"{clause.verb} {rest}") and rest != clause.rest:
        return False
    words = rest.split()
    if (
        hw.TWO_STOPS.search(text)
        or _points_back(clause, words)
        or (not words and clause.base not in verbs.INTRANSITIVE)
    ):
        return False
    last = text.split()[-1].strip(",;:").lower()
    is_cut = rest != clause.rest
    if (
        is_cut
        and text.split()[-2:] not in (["is", "over"], ["are", "over"], ["taken", "over"])
        and (last in hw.DANGLING or last in verbs.AUXILIARIES or leaves_open(clause, rest))
    ):
        return False
    if is_cut and words and ends_in_open_verb([*clause.verb.split(), *words]):
        return False
    if is_cut and hw.CONDITION.search(rest.lower()) and "if " in rest:
        return False  # a condition is told whole or, where the clause is hedged, left out whole
    if hw.LOOKS_BACK.search(text) or hw.POINTS_BACK.search(text) or clause.subject.endswith(" first"):
        return False  # what comes first waits for a second
    if clause.base and not text.startswith(f"{clause.subject} {clause.verb}") and _tells_of_another(rest):
        return False
    if is_cut and clause.rest.startswith(rest) and tears_clause(rest, clause.rest[len(rest) :]):
        return False
    if is_cut and hw.UNCLOSED.search(rest) and "," in clause.rest[len(rest) :]:
        return False
    if is_cut and hw.UNDONE.search(clause.rest[len(rest) :]) and hw.WINS.search(f"{clause.verb} {rest}"):
        return False  # a win that was taken away again is no win
    if is_cut and hw.ING_ASIDE.search(rest) and not clause.rest[len(rest) :].startswith(","):
        return False  # "leaving riders | in limbo"
    if is_cut and ends_torn(text, clause.rest[len(rest) :]):
        return False
    if is_cut and ": " in rest and not any(map(is_finite, rest.rpartition(": ")[2].split())):
        return False  # a list that the colon opens is told whole or not at all
    if is_cut and _widens_denial(clause, rest):
        return False
    opened = hw.CLAUSE_NOT_REACHED.search(rest) if is_cut else None
    if opened and not any(map(is_finite, opened[1].split())):
        return False
    if is_cut and hw.ENDS_IN_OTHER.search(rest):
        return False
    if is_cut and clause.rest.startswith(rest) and hw.LIST_OF_THINGS.match(clause.rest[len(rest) :]):
        return False
    dropped = clause.rest[len(rest) :] if clause.rest.startswith(rest) else ""
    if hw.BOUND_BY_BUT.search(dropped) or (hw.NO_THING.search(rest) and hw.BOUNDS.match(dropped)):
        return False  # "stays on the programme | , but only on the track"
    if hw.LISTS_NAMES.search(rest) and hw.LIST_GOES_ON.match(dropped):
        return False
    if is_cut and (hw.CUT_SHORT.search(rest) or (hw.RELATIVE_OPEN.search(rest) and hw.ASIDE_FOLLOWS.match(dropped))):
        return False
    if hw.CONDITION.search(dropped.lower()) and not hw.HEDGE.search(text.lower()):
        return False
    if hw.HEDGE.search(clause.rest.lower()) and re.match(
        r"(?:reportedly|allegedly|apparently)", dropped.strip().lower()
    ):
        return False
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def _widens_denial(clause: Clause, rest: str) -> bool:
    """Say whether a cut denies more than the lead: "rules out a start | in the United States"."""
    dropped = clause.rest[len(rest) :] if clause.rest.startswith(rest) else ""
    if hw.BOUNDS.match(dropped) is None or "," in rest or hw.BOUND_ALREADY.search(rest):
        return False
    return hw.SCARCE.match(clause.subject) is not None or hw.DENIES.search(f"{clause.verb} {rest}") is not None


def tightened(clause: Clause, rest: str, text: str) -> str:
    """Return the text without the auxiliary of a passive and the articles that stand in the way of it fitting."""
    if clause.verb in ("has been", "have been") and _is_passive(rest):
        text = f"{clause.subject.removeprefix('The ')} {rest}"
        text = text[:1].upper() + text[1:]
    return without_articles(text)


def without_articles(text: str) -> str:
    """Return the text with as many articles left out, from the first on, as it takes to fit: headlines do without."""
    while len(text) > MAX_HEADLINE_CHARS and (article := hw.ARTICLE.search(text)):
        text = text[: article.start()] + text[article.end() :]
    return text[:1].upper() + text[1:]


def _points_back(clause: Clause, words: Sequence[str]) -> bool:
    """Say whether the deed is done to "it": what that is stands in another clause. "Leaves it late" is an idiom."""
    return words[:1] in (["it"], ["them"]) and clause.base not in hw.IDIOMS_WITH_IT | hw.REPORTING_BASES


def tears_clause(rest: str, dropped: str) -> bool:
    """Say whether the verb of a clause that was begun went with the rest: "after a bomb | from the war was found"."""
    told = hw.TOLD_THAT.search(f" {rest}")
    if (
        told is not None
        and not is_finite(told[1].split(" ", 1)[0])
        and find_verb(f"{told[1][:1].upper()}{told[1][1:]}") is None
    ):
        return True  # "claims that a soigneur employed by the team | …"
    begun = hw.CLAUSE_BEGUN.search(rest)
    if begun is None:
        return False
    words = begun[1].split()
    if any(is_finite(w) and (not i or words[i - 1].lower() not in hw.DETERMINERS) for i, w in enumerate(words)):
        return False
    if dropped.startswith((" that ", " who ", " which ")) and begun[0].split()[1] in hw.DETERMINERS:
        return False  # "since a crash | that left her in a coma"
    if dropped.startswith(","):  # an aside stands between the subject and its verb
        behind = re.sub(r"^, [^,;]*, ?", "", dropped)
        return behind != dropped and is_finite(behind.split(" ", 1)[0])
    return any(map(is_finite, re.split(r"[,;]", dropped, maxsplit=1)[0].split()))


def _is_verb(word: str) -> bool:
    return is_finite(word) or word in verbs.BASES


def _tells_of_another(rest: str) -> bool:
    """Say whether somebody else's deed is told in the past as well: "wins while Demi Vollering lost the jersey"."""
    others = hw.ANOTHERS_DEED.finditer(rest)
    return hw.UNKNOWN_DEED.search(rest) is not None or any(_is_past(match[1]) for match in others)


def _is_past(words: str) -> bool:
    """Say whether a word of a few is a verb in the past, or helps one."""
    return any(word in verbs.PAST_FORMS or word in verbs.AUXILIARIES for word in words.split())


def ends_in_open_verb(words: Sequence[str]) -> bool:
    """Say whether the text stops at a verb that asks for more: "after commissaires ruled"."""
    last = words[-1].strip(",")
    helper = words[-2].lower()
    if helper in hw.MODALS or (helper in ("to", "not") and last in verbs.ALL_BASES):
        return last not in verbs.INTRANSITIVE
    if words[-2] == "and" and last in verbs.BASES and re.search(r" to [a-z]+ .* and [a-z]+$", " ".join(words)):
        return last not in verbs.INTRANSITIVE
    if last.endswith("ing") and helper in ("for", "by", "after", "before", "without", "from", "of", "while"):
        return last not in hw.NOUNS_IN_ING and not {last[:-3], f"{last[:-3]}e"}.isdisjoint(verbs.ALL_BASES)
    form = verbs.PAST_FORMS.get(last)
    if form is None and last not in verbs.PRESENT_FORMS:
        return False
    base = form.base if form else verbs.PRESENT_FORMS[last]
    if helper == "than":
        return False  # "longer than expected"
    passive = words[-2].lower() in ("was", "were", "is", "are", "been", "be", "being", "not")
    noun = form is None and words[-2].lower() not in ("he", "she", "it", "they", "who", "that")
    return base not in verbs.INTRANSITIVE and not passive and not noun


def loosens_superlative(kept: str, following: str) -> bool:
    """Say whether a cut before `following` claims more: "the first wet Paris-Roubaix | in twenty years"."""
    if hw.FIRST_TIME_TAIL.search(kept) and following in ("in", "since", "at", "as", "that"):
        return True
    if following == "of" and hw.FIRST_TO.search(kept):
        return True  # "the first Dutchman to win a stage | of the Tour"
    if following not in hw.TIES_SUPERLATIVE or not hw.SUPERLATIVE.search(kept):
        return False
    since = hw.SUPERLATIVE.split(kept)[-1]
    return following == "to" or ("," not in since and hw.BOUNDED.search(since) is None)


def _main_base(clause: Clause) -> str:
    return clause.base or verbs.PRESENT_FORMS.get(clause.verb, clause.verb)


def leaves_open(clause: Clause, rest: str) -> bool:
    """Say whether the cut tore off what the last word needs: "expected | to …", "the first | to …", "five of | …"."""
    if len(rest) == len(clause.rest) or not clause.rest.startswith(rest):
        return False
    following = clause.rest[len(rest) :].strip(" ,").split(" ", 1)[0]
    words = rest.split()
    last = words[-1].lower() if words else ""
    if (clause.base, rest) == ("make", "history"):
        return True  # what for is the news
    if last in hw.REFLEXIVES and clause.rest[len(rest) : len(rest) + 1] == " ":
        return True  # "found himself | on the wrong side"
    if following == "that" and (
        (_main_base(clause) in hw.REPORTING_BASES and "that " not in rest)
        or last in REPORTING_FORMS
        or last[-3:] == "ing"
    ):
        return True
    if following == "that" and last in hw.CERTAIN:
        return True
    if re.match(r" (?:on|about|over|of) (?:whether|how|why|what|who)\b", clause.rest[len(rest) :]):
        return True  # "to vote | on whether …"
    if hw.VAGUE.match(rest) and following in hw.TELLS_WHICH:
        return True  # "rejects an appeal | by …"
    if following in ("when", "where", "how", "why", "what", "whether") and last in hw.ASKING:
        return True
    if following in ("over", "out", "up", "off", "down", "away") and (
        last in verbs.PAST_FORMS or last in verbs.ALL_BASES
    ):
        return True  # "to be taken | over"
    if following in ("as", "for") and hw.STATUS_AS.search(rest):
        return True
    if following == "by" and re.search(r"\b(?:was|were|is|are|be|been|being) \w+$", rest):
        return True  # "that he was bored | by cycling"
    if following == "as" and clause.base in ("appoint", "name", "select", "elect", "install", "unveil"):
        return True
    if following == "as" and len(words) == 1 and clause.verb.endswith(("been", "was", "were", "is", "are")):
        return True  # "was named | as"
    if following == "as" and last in verbs.BASES and words[-2:-1] == ["to"]:
        return True  # "the chance to work | as a mentor"
    if following == "or" and re.search(r"\b(?:whether|either)\b", rest):
        return True
    if following == "that" and re.search(r"\b(?:so|such)(?: [\w'’-]+){1,3}$", rest):
        return True
    if (
        following == "to"
        and hw.FOR_SOMEBODY_TO.search(rest)
        and clause.base in ("call", "wait", "ask", "plead", "push", "hope", "look")
    ):
        return True  # "calls for finish lines | to be moved"
    if following == "to" and (clause.base == "add" or hw.MADE_TO.search(rest)):
        return True
    if following in hw.PLACED_WITH and hw.PLACED.search(rest):
        return True  # "keeps the supermarket | on the jersey"
    if following in ("at", "in", "with", "as", "on") and re.search(r"\b(?:for|to|as|into) (?:a|an|the) \w+$", rest):
        return True  # "for a job | at …": what for, the place says
    if re.search(r" as (?!part\b)", clause.rest[len(rest) :]) and hw.AS_IS.search(f"{clause.base} {rest}"):
        return True
    if following == "from" and hw.KEPT_FROM.search(rest):
        return True
    if following == "to" and clause.verb.endswith("been") and len(words) < 2:
        return True  # "have been picked | to …"
    if following == "to" and (last in hw.CONTROL or not words or clause.base in hw.CONTROL):
        return True
    tail = " ".join(words[-8:])
    if following in (
        "before",
        "after",
        "ahead",
        "later",
        "earlier",
        "from",
        "and",
        "behind",
        "into",
        "short",
        "of",
    ) and hw.MEASURE_TAIL.search(tail.lower()):
        return True
    if following in ("after", "before", "later", "earlier", "from", "behind") and hw.UNITS.match(last):
        return True  # "in a crash seconds | after the start"
    if hw.ACCUSATION.search(rest) and hw.REPORTING.search(clause.rest[len(rest) :]):
        return True  # an accusation does not go without who makes it
    comma = clause.rest[len(rest) : len(rest) + 1] == ","
    if not comma and loosens_superlative(rest, following):
        return True
    if following == "when" and words and words[-1] != words[-1].lower():
        return False
    if not comma and following in ("that", "who", "which", "whose", "where", "when"):
        # What "the", "those", "most of" or "from riders" point at is told by the relative clause: it cannot go.
        return (hw.DEFINITE_TAIL.search(rest.lower()) or hw.BARE_PLURAL_TAIL.search(rest)) is not None
    if following in (
        "with",
        "by",
        "from",
        "in",
        "at",
        "on",
        "for",
        "over",
        "under",
        "through",
        "ahead",
        "until",
        "during",
    ):
        passive = (
            clause.verb.endswith(("been", "was", "were", "is", "are"))
            and len(clause.subject.split()) >= LONG_SUBJECT_WORDS
        )
        return (len(words) < 2 and not passive) or last in hw.NEEDS_MORE
    if following == "and":
        after = clause.rest[len(rest) :].strip(" ,").split(" ", 2)[1:2]
        if hw.LAST_OF_LIST.search(rest) and not any(map(is_finite, after)):
            return True  # "about fear, friendship | and why …"
        return re.search(r"\b(?:both|between)\b", rest) is not None or (
            re.search(r"\b(?:a|an|the|\d+|his|her) [\w-]+$", rest) is None and len(words) < 3
        )
    return False
