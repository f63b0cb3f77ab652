"""Derive a headline from the lead of a story that came without one.

Builders take the lead's main clause apart, candidates are made by leaving things out, and a scorer that prefers safety
picks one. Nothing is added that the lead does not say; a hedge or a condition is never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from racenews.enrich import headline_words as hw
from racenews.enrich import verbs
from racenews.enrich.cues import NATIONALITIES
from racenews.enrich.sentences import split_sentences

MAX_HEADLINE_CHARS = 90  # longer wraps to three lines in a card
MAX_PARAGRAPHS = 3  # a headline from further down is not what the story leads with
MAX_SENTENCE_CHARS = 700  # bounds the work on a "sentence" without stops
IDEAL_CHARS = (38, 84)
MAX_APPOSITIVE_WORDS = 40
MIN_QUESTION_WORDS = 5
MIN_SENTENCE_WORDS = 3  # "Van Aert?" is no headline where a sentence follows
PLACE_COST = 2.0  # the lead's first sentence is the news far more often than not
GOOD_SCORE = 4.0  # so good that later sentences need not be asked
WHOLE_SCORE = 4.5  # a short first sentence that names somebody is its own headline, unless a builder does better
SHORT_CHARS = 25  # "Van Aert is out" says too little where anything else can be said
MIN_WHOLE_CHARS = 30  # "Van Aert is out." is true, but a later sentence may say more
PRINTABLE_SCORE = 1.5  # below it the lead's own words are safer than what a builder made of them


@dataclass(frozen=True, slots=True)
class _Clause:
    """A main clause taken apart: who, the verb group as it stands, the rest, and what form the verb takes."""

    subject: str
    verb: str
    rest: str
    base: str  # "" where the verb must stay as it is
    plural: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    score: float


def derive_headline(paragraphs: Sequence[str]) -> str:
    """Return a complete headline of at most 90 characters; "" where there is no text.

    >>> derive_headline(["Mark Cavendish won the stage on Friday, beating Wout van Aert, according to reports."])
    'Mark Cavendish wins the stage, beating Wout van Aert'
    """
    sentences = list(_lead_sentences(paragraphs))
    if not sentences:
        return ""
    best: _Candidate | None = None
    for place, sentence in sentences:
        for candidate in _candidates(sentence):
            score = candidate.score - (PLACE_COST + place if place else 0)
            if best is None or (score, -len(candidate.text)) > (best.score, -len(best.text)):
                best = _Candidate(candidate.text, score)
        if best is not None and best.score >= GOOD_SCORE:
            break
    if best is None or best.score < PRINTABLE_SCORE:
        return _fall_back(next((s for _, s in sentences if len(s.split()) >= MIN_QUESTION_WORDS), sentences[0][1]))
    return best.text


def _lead_sentences(paragraphs: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the sentences a headline may come from with their distance from the lead; names made whole."""
    seen = ""
    taken = 0
    for paragraph in paragraphs:
        text = hw.DATELINE.sub("", " ".join(paragraph[: 4 * MAX_SENTENCE_CHARS].split()))
        sentences = [s for s in split_sentences(text) if any(c.isalpha() for c in s)]
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


def _is_row(sentence: str) -> bool:
    return re.match(r"^\d{1,3}[.)]? ", sentence) is not None or len(sentence.split()) < 3


def _whole_name(sentence: str, seen: str) -> str:
    """Return the sentence with the surname that begins it made whole from the text before: "Martin" -> "Dan Martin"."""
    described = hw.DESCRIBED.match(sentence)
    if (
        described is not None
        and described[1] in NATIONALITIES
        and (names := hw.FULL_NAMES.findall(seen))
        and len(names) == 1
    ):
        return f"{names[0]}{sentence[described.end() :]}"
    match = re.match(r"^([A-Z][\w'’-]{2,20})(?= [a-z])", sentence)
    if match is None or not seen or match[1].lower() in hw.DETERMINERS | hw.PRONOUNS:
        return sentence
    full = set(re.findall(rf"\b([A-Z][a-z’'-]{{2,15}}) {re.escape(match[1])}\b", seen))
    return f"{full.pop()} {sentence}" if len(full) == 1 else sentence


# --- candidates -------------------------------------------------------------------------------------


def _candidates(sentence: str) -> Iterator[_Candidate]:
    """Yield headline candidates from one sentence with their scores."""
    if quoted := _from_quote(sentence):
        yield quoted
        return
    if sentence[0] in "“\"‘'«„" or not _is_english(sentence):
        return
    if sentence.endswith("?"):
        if len(sentence) <= MAX_HEADLINE_CHARS and len(sentence.split()) >= MIN_QUESTION_WORDS:
            yield _Candidate(sentence, 2.0)
        return
    if len(trimmed := _trim(sentence)) <= MAX_HEADLINE_CHARS and re.search(r" [A-Z]", trimmed):
        whole = trimmed if hw.FUTURE.search(trimmed) else hw.WEEKDAY.sub("", trimmed)
        length_cost = max(0, MIN_WHOLE_CHARS - len(whole)) * 0.1
        yield _Candidate(
            whole, WHOLE_SCORE - length_cost if trimmed.split()[0].lower() not in hw.PRONOUNS else PRINTABLE_SCORE
        )
    for text in _without_lead_ins(trimmed):
        for clause in _clauses(text):
            yield from _shapes(clause)


def _is_english(sentence: str) -> bool:
    words = [w.strip(".,;:!?\"'“”‘’").lower() for w in sentence.split()]
    return sum(w in hw.ENGLISH for w in words) >= max(1, len(words) // 12)


def _from_quote(sentence: str) -> _Candidate | None:
    match = hw.QUOTE_LEAD.match(sentence) or hw.QUOTE_LEAD_TURNED.match(sentence)
    if match is None:
        return None
    text = (
        f"“{match[1].rstrip(',.')},” says {match[2].rstrip('.,')}"
        if sentence[0] in '“"'
        else f"‘{match[1].rstrip(',.')},’ says {match[2].rstrip('.,')}"
    )
    return _Candidate(text, 3.0) if len(text) <= MAX_HEADLINE_CHARS else None


def _trim(sentence: str) -> str:
    """Return the sentence without its stop, brackets, attribution and roles of no account."""
    text = sentence.rstrip(" .!…")
    text = hw.PARENTHESIS.sub("", text)
    text = re.sub(r",? (?:anyway|too|however|though|instead|afterwards|as well)$", "", text)
    text = hw.WORDY_OPENERS.sub("", text)
    text = text[:1].upper() + text[1:]
    if not hw.ACCUSATION.search(text):
        text = hw.ATTRIBUTION_TAIL.sub("", text)
        text = hw.ATTRIBUTION_MID.sub(",", text)
        text = hw.ATTRIBUTION_HEAD.sub("", text)
        text = text[:1].upper() + text[1:]
    text = hw.FIRST_TIME.sub("", text)
    text = text[:1].upper() + text[1:]
    text = hw.CLEFT.sub(lambda m: m[1], text)
    text = hw.EXPECTED.sub(lambda m: f"{m[2][:1].upper()}{m[2][1:]} is {m[1]} to ", text)
    return hw.BOSS.sub(r"\1", text)


def _without_lead_ins(text: str) -> Iterator[str]:
    """Yield the sentence from its main clause on, with the adverbials before it left out; then as it stands."""
    body = text
    for _ in range(3):
        if not hw.LEAD_INS.match(body) or ", " not in body:
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
        if not any(map(_is_finite, before.split())):
            yield after[:1].upper() + after[1:]


def _after_lead_in(text: str) -> str | None:
    """Return what follows the first adverbial, None where leaving it out would change the claim."""
    for comma in re.finditer(r", ", text):
        lead, rest = text[: comma.start()], text[comma.end() :]
        if hw.CONDITION.search(lead.lower()) or re.search(r"\b(?:1[89]|20)\d\d\b|\bago\b", lead):
            return None
        if hw.LEAD_INS.match(rest[:1].upper() + rest[1:]) or _find_verb(rest[:1].upper() + rest[1:]) is not None:
            return rest[:1].upper() + rest[1:]
    return None


# --- taking a clause apart --------------------------------------------------------------------------


def _clauses(text: str) -> Iterator[_Clause]:
    """Yield the main clause, then one clause for each further predicate of the same subject."""
    found = _find_verb(text)
    if found is None:
        return
    subject, rest, plural = found
    predicates = list(_predicates(rest))
    for predicate in predicates:
        clause = _with_verb(subject, predicate, plural)
        yield clause
        for result in _results(clause.rest, clause.base):
            yield _with_verb(subject, result, plural)
    for first, second in pairwise(predicates):
        joined = _join(first, second, plural)
        if joined:
            yield _with_verb(subject, joined, plural)


def _find_verb(text: str) -> tuple[str, str, bool] | None:
    """Return subject, predicate and whether the subject is plural; None where no main verb is sure."""
    words = text.split(" ")
    end = _subject_end(words)
    if end is None:
        return None
    subject = " ".join(words[:end])
    at = end
    if subject.endswith(","):
        # An appositive: the verb stands behind the comma that closes it.
        closing = _closing_comma(words, end)
        if closing is None:
            return None
        subject, at = subject.rstrip(","), closing + 1
    if at >= len(words) or not (_is_finite(words[at]) or _is_unknown_past(words, at)):
        return None
    return subject, " ".join(words[at:]), _is_plural(subject)


def _closing_comma(words: Sequence[str], start: int) -> int | None:
    """Return the index of the word whose comma closes an appositive: a main verb stands behind it."""
    for index in range(start, min(len(words) - 1, start + MAX_APPOSITIVE_WORDS)):
        if words[index].endswith(",") and _is_finite(words[index + 1]):
            return index
    return None


def _subject_end(words: Sequence[str]) -> int | None:
    """Return the index at which the subject ends: at the verb, or behind the comma that opens an appositive."""
    index = 0
    while index < min(len(words), 16):
        word = words[index]
        bare = word.strip("“”\"‘’',")
        if (
            index
            and (_is_finite(word) or _is_unknown_past(words, index))
            and not _is_reduced(words, index)
            and not _is_noun(words, index)
        ):
            return index
        if word.endswith(",") and not _is_name_list(words, index):
            return index + 1 if index or bare[:1].isupper() else None
        if bare in ("who", "which", "that", "where", "when", "whose", "whom"):
            return None
        index += 1
    return None


def _is_name_list(words: Sequence[str], comma: int) -> bool:
    """Say whether the comma at `comma` parts names of a list: "Van der Poel, Van Aert and Pidcock will …"."""
    for index in range(comma + 1, min(len(words), comma + 14)):
        word = words[index]
        if word == "and":
            return words[index + 1 : index + 2] != [] and words[index + 1][:1].isupper()
        if not word[:1].isupper() and word not in hw.PARTICLES:
            return False
    return False


def _is_noun(words: Sequence[str], index: int) -> bool:
    """Say whether a form that could be a verb is a noun here: "Five teams", "The women's races"."""
    before = words[index - 1].lower()
    return words[index] in verbs.PRESENT_FORMS and (
        before in hw.DETERMINERS
        or before in hw.NUMBERS
        or before.isdigit()
        or before.endswith(("'s", "’s", "s'", "s’"))
    )


def _is_reduced(words: Sequence[str], index: int) -> bool:
    """Say whether a past form is a participle behind a noun: "riders dropped by …", "the deal agreed last week"."""
    form = verbs.PAST_FORMS.get(words[index].strip(","))
    if form is None or not form.participle:
        return False
    following = words[index + 1 : index + 2]
    passive = bool(following) and following[0] in ("by", "as") and form.base not in ("finish", "start", "die", "retire")
    return passive or words[index - 1].lower() in hw.DETERMINERS


def _is_unknown_past(words: Sequence[str], index: int) -> bool:
    """Say whether a word behind a name looks like the past of a verb that the lexicon lacks; it stays as it is."""
    word = words[index]
    return index > 0 and word.islower() and len(word) > 4 and word.endswith("ed") and words[index - 1][:1].isupper()


def _is_finite(word: str) -> bool:
    bare = word.strip(",;:")
    if bare in verbs.AUXILIARIES:
        return True
    if bare != bare.lower():
        return False
    form = verbs.PAST_FORMS.get(bare)
    return (form is not None and form.past) or bare in verbs.PRESENT_FORMS


def _is_plural(subject: str) -> bool:
    words = subject.split()
    head = words[0].lower()
    if " and " in subject and head not in ("the", "a", "an"):
        return True
    if head in hw.NUMBERS or head.isdigit():
        return True
    core = re.split(r" (?:of|from|for|in|at|on|with) ", subject)[0].split()
    last = core[-1]
    if len(core) == 1 and last.lower() in hw.PLURAL_HEADS:
        return True
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))


def _results(rest: str, base: str) -> Iterator[str]:
    """Yield the deed that a first deed led to: "outsprinted three climbers to win the race" -> "won the race"."""
    if base not in hw.RESULT_FROM or hw.SUBCLAUSE.search(rest.split(" to ", 1)[0]):
        return
    match = hw.RESULT_OF.search(rest)
    if match is not None and not re.search(
        r"\b(?:try|attempt|bid|chance|hope|failed|not|never)\w*\b", rest[: match.start()]
    ):
        past = next(w for w, v in verbs.PAST_FORMS.items() if v.base == match[1] and v.past)
        goal = hw.AND_BASE.split(rest[match.end() :], maxsplit=1)[0]
        if re.search(r"[A-Z]", goal):  # "to win the race" alone says less than the first deed
            yield f"{past} {goal}"


def _predicates(rest: str) -> Iterator[str]:
    """Yield the coordinated predicates of a verb phrase: "crashed …", "fractured …", "won …"."""
    starts = [0]
    pattern = re.compile(rf"(?:,? and|,) (?:on {hw.DAY} |then |still |later |eventually |finally )*(?=([a-z]+)\b)")
    first = rest.split(" ", 1)[0].strip(",")
    main_past = first in verbs.PAST_FORMS
    main_present = first in verbs.PRESENT_FORMS
    spans: list[tuple[int, int]] = []
    for match in pattern.finditer(rest):
        form = verbs.PAST_FORMS.get(match[1])
        if (main_past and form is not None and form.past) or (main_present and match[1] in verbs.PRESENT_FORMS):
            spans.append((match.start(), match.end()))
    for begin, end in spans:
        if hw.SUBCLAUSE.search(rest[:begin]):
            break  # the verb may be that of the relative clause: "a raid that began … and ended …"
        yield rest[starts[-1] : begin]
        starts.append(end)
    yield rest[starts[-1] :]


def _join(first: str, second: str, plural: bool) -> str | None:
    """Return two predicates as one with both verbs fit for the present, None where that is not sure."""
    word = second.split(" ", 1)[0]
    form = verbs.PAST_FORMS.get(word)
    if form is None or first.split(" ", 1)[0] not in verbs.PAST_FORMS:
        return None
    return f"{first} and {verbs.present(form.base, plural)}{second[len(word) :]}"


def _with_verb(subject: str, predicate: str, plural: bool) -> _Clause:
    """Return the clause with its verb group recognised."""
    predicate = hw.FILLERS.sub("", predicate)
    words = predicate.split(" ")
    first = words[0].strip(",")
    if first in ("has", "have"):
        return _perfect(subject, words, first == "have")
    if first in verbs.PAST_FORMS and first not in verbs.AUXILIARIES:
        return _Clause(subject, first, _after_verb(words, 1), verbs.PAST_FORMS[first].base, plural)
    return _Clause(subject, first, _after_verb(words, 1), "", plural or first in ("are", "were"))


def _perfect(subject: str, words: list[str], plural: bool) -> _Clause:
    """Return a clause in the perfect; "has reportedly signed" keeps its hedge, "has now signed" loses its now."""
    first, second = words[0], words[1].strip(",") if len(words) > 1 else ""
    if second == "been":
        return _Clause(subject, f"{first} been", _after_verb(words, 2), "", plural)
    at = 1
    if (second.endswith("ly") or second in ("now", "also", "already", "finally", "just")) and len(words) > 2:
        at = 2
        subject = f"{subject} {second}" if hw.HEDGE.fullmatch(second) else subject
    participle = words[at].strip(",") if at < len(words) else ""
    form = verbs.PAST_FORMS.get(participle)
    if form is not None and form.participle:
        return _Clause(subject, f"{first} {participle}", _after_verb(words, at + 1), form.base, plural)
    return _Clause(subject, first, _after_verb(words, 1), "", plural)


def _after_verb(words: Sequence[str], count: int) -> str:
    """Return what follows the verb group, with the comma that stood on it."""
    rest = " ".join(words[count:])
    return f", {rest}" if rest and words[count - 1].endswith(",") else rest


# --- putting it together ----------------------------------------------------------------------------


def _shapes(clause: _Clause) -> Iterator[_Candidate]:
    """Yield the clause whole and cut at each boundary, in newspaper tense where that is safe."""
    rests = {clause.rest: 0.0}
    future = clause.verb in ("will", "is", "are", "can", "may", "could", "might") or clause.verb in verbs.PRESENT_FORMS
    if not future:
        clause = replace(clause, rest=hw.WEEKDAY.sub("", " " + clause.rest).lstrip(" "))
        rests = {clause.rest: 0.0}
    for pattern, cost in hw.CUTS:
        for rest, paid in list(rests.items())[:12]:
            for cut in pattern.finditer(rest):
                shorter = rest[: cut.start()].rstrip(" ,;:–—")
                price = paid + cost
                if shorter and price < rests.get(shorter, 99):
                    rests[shorter] = price
        if len(rests) > 60:  # a long list: enough to choose from
            break
    for rest, cost in rests.items():
        variant = hw.ADJUNCT.sub("", rest)
        for text in dict.fromkeys((rest, variant)):
            extra = 0.3 if text != rest else 0.0
            yield from _judge(clause, text, cost + extra)
            shorter_subject = re.sub(r" (?:of|from) [A-Z].*$", "", clause.subject)
            if shorter_subject != clause.subject and _is_person(shorter_subject):
                yield from _judge(replace(clause, subject=shorter_subject), text, cost + extra + 0.6)


def _is_person(subject: str) -> bool:
    """Say whether a subject looks like a full name: "Kasper Asgreen", not "Organisers of the Tour"."""
    words = subject.split()
    return (
        len(words) > 1
        and all(w[0].isupper() or w in hw.PARTICLES for w in words)
        and words[0] not in ("The", "A", "An")
    )


def _judge(clause: _Clause, rest: str, cost: float) -> Iterator[_Candidate]:
    """Yield the candidate with its score, or nothing where it is unfit to print."""
    text = _write(clause, rest)
    if text is None or not _is_fit(clause, rest, text):
        return
    score = 6.0 - cost
    if hw.LIST_GOES_ON.match(clause.rest[len(rest) :]) and clause.rest.startswith(rest):
        score -= 1.5
    low, high = IDEAL_CHARS
    score -= max(0, low - len(text)) * 0.08 + max(0, SHORT_CHARS - len(text)) * 0.2 + max(0, len(text) - high) * 0.05
    head = clause.subject.split()[0].strip("“”\"'‘’")
    names = len(re.findall(r"\b[A-Z][\w'’-]+", clause.subject[1:] + " " + rest))
    score += min(names, 5) * 0.35
    if head.lower() in hw.PRONOUNS:
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
    if re.search(r"\b(?:same|there|such|this|these|we|our|you|below|it)\b", text.lower()):
        score -= 1.2
    if re.search(rf"\b{hw.DAY}\b", text):
        score -= 0.3
    if hw.BACKGROUND.search(hw.SUBORDINATE.split(clause.rest, maxsplit=1)[0]):
        score -= 1.5
    if clause.verb in ("had", "was", "were", "would", "did"):
        score -= 1.0
    yield _Candidate(text, score)


def _is_description(subject: str) -> bool:
    """Say whether the subject points back at somebody named elsewhere: "The Colombian", "The Astana rider"."""
    words = subject.split()
    if len(words) < 2 or words[0] != "The":
        return False
    return words[-1] in NATIONALITIES or words[-1] in hw.DESCRIPTIONS or hw.AGE_NOUN.fullmatch(words[-1]) is not None


def _write(clause: _Clause, rest: str) -> str | None:
    """Return the sentence in newspaper form; the past stays where the present would claim something else."""
    if clause.verb == "will":
        if rest.startswith(("not ", "never ", "no longer ")):
            return f"{clause.subject} will {rest}"
        if clause.subject.split()[0].lower() in {*hw.PRONOUNS, "neither", "no"}:
            return f"{clause.subject} will {rest}"
        return f"{clause.subject} to {hw.ADVERB_AFTER_WILL.sub('', rest)}"
    if clause.verb in ("is", "are") and rest.startswith("to "):
        return f"{clause.subject} {rest}"
    if clause.verb in ("is", "are", "was", "were") and hw.COPULA_MAY_GO.match(rest):
        return f"{clause.subject} {rest}"
    if (
        clause.verb in ("has been", "have been", "was", "were")
        and _is_passive(rest)
        and not clause.subject.startswith("The ")
    ):
        return f"{clause.subject} {rest}"
    if clause.verb.startswith(("has ", "have ")):
        past_stays = _is_true_perfect(rest)
    else:
        past_stays = hw.PAST_IN_REST.search(rest) is not None or _is_history(clause, rest)
    if clause.base and not past_stays and clause.subject.split()[0].lower() not in {*hw.PRONOUNS, "no"}:
        rest = re.sub(r"^(?:an|a|the) (?=(?:agreement|deal with|return to)\b)", "", rest)
        rest = re.sub(r"^that (?=(?:he|she|it|they|his|her|the|[A-Z]))", "", rest) if clause.base == "say" else rest
        return _one_line(clause.subject, verbs.present(clause.base, clause.plural), rest)
    return _one_line(clause.subject, clause.verb, rest)


def _one_line(subject: str, verb: str, rest: str) -> str:
    return f"{subject} {verb}{rest}" if rest.startswith(",") else f"{subject} {verb} {rest}".strip()


def _is_passive(rest: str) -> bool:
    """Say whether a participle follows that no "by" makes ambiguous: "ruled out of the Tour"."""
    words = rest.split()
    form = verbs.PAST_FORMS.get(words[0]) if words else None
    return form is not None and form.base in hw.PASSIVES and "by" not in words[1:3]


def _is_true_perfect(rest: str) -> bool:
    """Say whether "has won" cannot become "wins": "… twice", "… since 2020", "has undergone surgery and flown home"."""
    if "since " in rest or hw.PERFECT_STAYS.search(hw.SUBORDINATE.split(rest, maxsplit=1)[0]):
        return True
    return any(w in verbs.PAST_FORMS for w in re.findall(r" and ([a-z]+)\b", rest)) or bool(
        hw.PAST_IN_REST.search(rest)
    )


def _is_history(clause: _Clause, rest: str) -> bool:
    """Say whether the main clause itself names a past year or season: then the present would be false."""
    main = hw.YEAR_TO_COME.sub("", hw.SUBORDINATE.split(clause.rest, maxsplit=1)[0])
    nearest = main.split(", ", 1)[0] if len(rest) < len(main) else main
    return bool(
        hw.YEAR_OF_PAST.search(main) or hw.AGO.search(f"{clause.subject} {nearest}") or hw.BACKGROUND.search(nearest)
    )


def _is_fit(clause: _Clause, rest: str, text: str) -> bool:
    """Say whether a text can stand alone and claims no more than its clause."""
    if len(text) > MAX_HEADLINE_CHARS or len(text.split()) < 3:
        return False
    if hw.NOT_JUST.search(f"{clause.verb} {rest}") and rest != clause.rest:
        return False
    words = rest.split()
    if not words and clause.base not in verbs.INTRANSITIVE:
        return False
    last = text.split()[-1].strip(",;:").lower()
    is_cut = rest != clause.rest
    if is_cut and (last in hw.DANGLING or last in verbs.AUXILIARIES or _leaves_open(clause, rest)):
        return False
    if is_cut and words and _ends_in_open_verb(text.split()):
        return False
    dropped = clause.rest[len(rest) :] if clause.rest.startswith(rest) else ""
    if hw.CONDITION.search(dropped.lower()) and not hw.HEDGE.search(text.lower()):
        return False
    if hw.HEDGE.search(clause.rest.lower()) and re.match(
        r"(?:reportedly|allegedly|apparently)", dropped.strip().lower()
    ):
        return False
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def _ends_in_open_verb(words: Sequence[str]) -> bool:
    """Say whether the text stops at a verb that asks for more: "after commissaires ruled"."""
    last = words[-1].strip(",")
    form = verbs.PAST_FORMS.get(last)
    if form is None and last not in verbs.PRESENT_FORMS:
        return False
    base = form.base if form else verbs.PRESENT_FORMS[last]
    passive = words[-2].lower() in ("was", "were", "is", "are", "been", "be", "being", "not")
    noun = form is None and words[-2].lower() not in ("he", "she", "it", "they", "who", "that")
    return base not in verbs.INTRANSITIVE and not passive and not noun


def _leaves_open(clause: _Clause, rest: str) -> bool:
    """Say whether the cut tore off what the last word needs: "expected | to …", "the first | to …", "five of | …"."""
    if len(rest) == len(clause.rest) or not clause.rest.startswith(rest):
        return False
    following = clause.rest[len(rest) :].strip(" ,").split(" ", 1)[0]
    words = rest.split()
    last = words[-1].lower() if words else ""
    if following == "that" and clause.base in hw.REPORTING_BASES:
        return True
    if following == "from" and re.search(r"\b(?:stop|prevent|keep|ban|bar|suspend)\w* [\w ’'-]+$", rest):
        return True
    if following == "to" and (last in hw.CONTROL or not words or clause.base in hw.CONTROL):
        return True
    tail = " ".join(words[-8:])
    if following in ("before", "after", "ahead", "later", "earlier", "from", "in", "and") and hw.MEASURE_TAIL.search(
        tail.lower()
    ):
        return True
    if hw.ACCUSATION.search(rest) and hw.REPORTING.search(clause.rest[len(rest) :]):
        return True  # an accusation does not go without who makes it
    comma = clause.rest[len(rest) : len(rest) + 1] == ","
    if not comma and hw.SUPERLATIVE.search(tail) and following in hw.TIES_SUPERLATIVE:
        # "the first wet Paris-Roubaix | in twenty years" would claim more than the lead does.
        return hw.BOUNDED.search(hw.SUPERLATIVE.split(tail)[-1]) is None
    if not comma and following in ("that", "who", "which", "whose", "where", "when"):
        # What "the", "those" or "most of" point at is told by the relative clause: it cannot go.
        return hw.DEFINITE_TAIL.search(rest.lower()) is not None
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
        return len(words) < 2 or last in hw.NEEDS_MORE
    if following == "and":
        return re.search(r"\b(?:both|between)\b", rest) is not None or (
            re.search(r"\b(?:a|an|the|\d+|his|her) [\w-]+$", rest) is None and len(words) < 3
        )
    return False


# --- the honest fallback ----------------------------------------------------------------------------


def _fall_back(sentence: str) -> str:
    """Return the sentence whole where it fits, else cut at its last clause boundary, else at its last word."""
    text = hw.DATELINE.sub("", sentence).strip().rstrip(" .…")
    if len(text) <= MAX_HEADLINE_CHARS:
        return _close_quotes(text)
    trimmed = _trim(sentence)
    if not hw.FUTURE.search(trimmed):
        trimmed = hw.WEEKDAY.sub("", trimmed)
    if len(trimmed) <= MAX_HEADLINE_CHARS:
        return _close_quotes(trimmed)
    if hw.LEAD_INS.match(trimmed) and not hw.CONDITION.search(trimmed.split(", ", 1)[0].lower()) and ", " in trimmed:
        lead, rest = trimmed.split(", ", 1)
        if len(rest.split()) >= hw.FALLBACK_WORDS and len(lead) < MAX_HEADLINE_CHARS:
            trimmed = rest[:1].upper() + rest[1:]
        if len(trimmed) <= MAX_HEADLINE_CHARS:
            return _close_quotes(trimmed)
    window = trimmed[: MAX_HEADLINE_CHARS + 1]
    for needs_verb in (_is_english(trimmed), False):
        for boundary in hw.FALLBACK_CUTS:
            for cut in reversed([m.start() for m in boundary.finditer(window)]):
                words = window[:cut].rstrip(" ,;:–—").split()
                if len(words) < hw.FALLBACK_WORDS or words[-1].lower() in hw.DANGLING or _ends_in_open_verb(words):
                    continue
                if not needs_verb or any(map(_is_finite, words)):
                    return _close_quotes(" ".join(words))
    return _close_quotes(_cut_at_word(trimmed))


def _cut_at_word(text: str) -> str:
    """Return as many words as fit, without a torn name or a word that waits for another at the end."""
    words = text.split()
    kept: list[str] = []
    while words and len(" ".join([*kept, words[0]])) <= MAX_HEADLINE_CHARS:
        kept.append(words.pop(0))
    if not kept:
        return text[:MAX_HEADLINE_CHARS]
    while (
        len(kept) > 1
        and words
        and (kept[-1].lower() in hw.DANGLING or (kept[-1][0].isupper() and words[0][0].isupper()))
    ):
        words.insert(0, kept.pop())
    while len(kept) > 1 and kept[-1].lower() in hw.DANGLING:
        kept.pop()
    return " ".join(kept)


def _close_quotes(text: str) -> str:
    """Return the text without quotation marks that were cut open."""
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    return text.strip(" ,;:")
