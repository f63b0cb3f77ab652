"""Take the main clause of a sentence apart: who, the verb group, the rest; and each further deed of the same subject.

No parser: the lexicon of race news and the shape of names carry it, and where they do not, there is no clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from racenews.enrich import headline_words as hw
from racenews.enrich import verbs
from racenews.enrich.cues import NATIONALITIES, ROLES
from racenews.enrich.verbs import is_finite

MAX_APPOSITIVE_WORDS = 40
MAX_SUBJECT_WORDS = 24
NO_SUBJECT = frozenset(
    "by in on at after for with from during before since until as when while if although whether because despite "
    "due amid "
    "given like unlike".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause taken apart: who, the verb group as it stands, the rest, and what form the verb takes."""

    subject: str
    verb: str
    rest: str
    base: str  # "" where the verb must stay as it is
    plural: bool
    is_aside: bool = False  # told behind "when" or "after"


def take_apart(text: str) -> Iterator[Clause]:
    """Yield the main clause, then one clause for each further predicate of the same subject."""
    found = find_verb(text)
    if found is None:
        return
    subject, rest, plural = found
    predicates = list(_predicates(rest))
    if any(map(hw.UNDONE.search, predicates)):  # a win that was taken away again is no win
        predicates = [p for p in predicates if hw.UNDONE.search(p)]
    for predicate in predicates:
        clause = _with_verb(subject, predicate, plural)
        yield clause
        for result in _results(clause.rest, clause.base):
            yield _with_verb(subject, result, plural)
    deed = hw.DEED_OF_SAME.search(rest) if re.fullmatch(hw.NAME, subject) else None
    if deed and rest.startswith(("became ", "equalled ", "made ", "set ")) and _is_alone(rest[: deed.start()]):
        yield replace(_with_verb(subject, rest[deed.end() :], plural), is_aside=True)
    for first, second in pairwise(predicates):
        joined = _join(first, second, plural)
        if joined:
            yield _with_verb(subject, joined, plural)


def _is_alone(deed: str) -> bool:
    """Say whether a deed holds nobody whom a later "he" could mean; what somebody becomes is nobody else."""
    return deed.startswith(("became ", "become ")) or hw.SOMEBODY_ELSE.search(deed) is None


def find_verb(text: str) -> tuple[str, str, bool] | None:
    """Return subject, predicate and whether the subject is plural; None where no main verb is sure."""
    words = text.split(" ")
    if words[0].lower() in NO_SUBJECT:
        return None
    end = _subject_end(words)
    if end is None:
        return None
    subject = " ".join(words[:end])
    at, told, is_telling = end, "", False
    if subject.endswith(","):
        # An appositive: the verb stands behind the comma that closes it.
        closing = _closing_comma(words, end)
        if closing is None:
            return None
        told = " ".join(words[end : closing + 1])
        is_named = (
            hw.NAMELESS.match(subject.rstrip(",")) is not None and hw.NAME_ALONE.fullmatch(f", {told}") is not None
        )
        is_telling = is_named or tells_of_another(subject.rstrip(","), told)
        subject, at = subject.rstrip(","), closing + 1
    if not subject.strip() or _holds_a_clause(subject):
        return None
    if at >= len(words) or not (is_finite(words[at]) or _is_unknown_past(words, at) or _is_plural_present(words, at)):
        return None
    plural = _is_plural(subject)
    return f"{subject}, {told}" if is_telling else subject, " ".join(words[at:]), plural


def _holds_a_clause(subject: str) -> bool:
    """Say whether a subject has swallowed a clause: "most of the favourites braked, and Kim Le Court"."""
    if subject.endswith((" to be", " to", " be", " been", " not")):
        return True
    if hw.SUBORDINATOR.search(subject):
        return True  # "Fifty years to the day since Armstrong | walked": the main verb stands further on
    before, comma, _ = subject.partition(", and ")
    return bool(comma) and any(w.islower() and w not in hw.PARTICLES for w in before.split())


def _closing_comma(words: Sequence[str], start: int) -> int | None:
    """Return the index of the word whose comma closes an appositive: a main verb stands behind it."""
    for index in range(start, min(len(words) - 1, start + MAX_APPOSITIVE_WORDS)):
        if words[index].endswith(",") and is_finite(words[index + 1]):
            return index
    return None


def _subject_end(words: Sequence[str]) -> int | None:
    """Return the index at which the subject ends: at the verb, or behind the comma that opens an appositive."""
    owed = 0  # verbs that belong to a "who …" inside the subject
    for index, word in enumerate(words[:MAX_SUBJECT_WORDS]):
        bare = word.strip("“”\"‘’',")
        verb = index > 0 and (is_finite(word) or _is_unknown_past(words, index) or _is_plural_present(words, index))
        if verb and not _is_reduced(words, index) and not _is_noun(words, index):
            if not owed:
                return index
            if owed > 1 and bare not in verbs.AUXILIARIES:
                return None  # which of the verbs is the main one is not sure
            if owed > 1:
                return index
            owed = 2
            continue
        if word.endswith(",") and not _is_name_list(words, index) and not _is_list(words, index):
            return index + 1 if index or bare[:1].isupper() else None
        if bare in ("where", "when", "whose", "whom"):
            return None
        if bare in ("who", "which", "that", "whether", "how", "why"):
            if owed or not index:
                return None
            owed = 1
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


def _is_list(words: Sequence[str], comma: int) -> bool:
    """Say whether the comma at `comma` parts the things of a list: "A lighter frame, new tubes and tyres are …"."""
    if (words[0].lower() not in hw.DETERMINERS and not words[0].endswith(",")) or words[comma + 1 : comma + 2] == [
        "and"
    ]:
        return False
    joined = False
    for index in range(comma + 1, min(len(words), comma + 14)):
        if joined and is_finite(words[index]) and not _is_noun(words, index):
            return True
        if joined and words[index] in verbs.BASES and words[index + 1 : index + 2] == ["the"]:
            return True
        if words[index] in ("who", "which", "that") or is_finite(words[index]):
            return False
        if words[index].endswith(",") and joined:
            return False
        joined = joined or words[index] == "and"
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
    named = form.base in ("call", "name") and bool(following) and following[0][:1].isupper() and words[0] in ("A", "An")
    return passive or named or words[index - 1].lower() in hw.DETERMINERS or _has_verb_behind(words, index, form.base)


def _has_verb_behind(words: Sequence[str], index: int, base: str) -> bool:
    """Say whether the verb of the clause stands behind a participle: "The rider detained in Italy has been freed"."""
    subject = " ".join(words[:index])
    if base in hw.REPORTING_BASES or re.fullmatch(hw.NAME, subject) or words[index + 1 : index + 2] == []:
        return False
    if words[index].endswith(",") or words[index + 1].lower() not in hw.OPENS_PHRASE:
        return False
    for word in words[index + 1 : index + 12]:
        if word in verbs.AUXILIARIES:
            return True
        if word.endswith((",", ";", ":")) or word in hw.NEW_CLAUSE or word.lower() in hw.PRONOUNS:
            return False
    return False


def _is_unknown_past(words: Sequence[str], index: int) -> bool:
    """Say whether a word behind a name looks like the past of a verb that the lexicon lacks; it stays as it is."""
    word = words[index]
    return index > 0 and word.islower() and len(word) > 4 and word.endswith("ed") and words[index - 1][:1].isupper()


def _is_plural_present(words: Sequence[str], index: int) -> bool:
    """Say whether two people do it now: "Roglič and Vingegaard go head to head"."""
    before = words[:index]
    listed = "and" in before[1:-1] and any(w.endswith(",") for w in before)
    if words[index] in verbs.BASES and (listed or _are_many(before)) and words[index + 1 : index + 2] != []:
        goes_on = words[index + 1] in hw.AFTER_PLURAL_VERB or words[index + 1][0].isupper()
        return goes_on and not _has_other_verb(words[index + 1 :])
    return (
        words[index] in verbs.BASES
        and "and" in before[1:-1]
        and all(w == "and" or w[:1].isupper() or w in hw.PARTICLES for w in before)
    )


def _are_many(subject: Sequence[str]) -> bool:
    """Say whether a subject begins with riders, teams or the like: "The riders of the women's peloton"."""
    head = subject[1:2] if subject[:1] in (["The"], ["Some"], ["Most"], ["All"]) else subject[:1]
    return bool(head) and head[0].lower() in hw.PLURAL_HEADS and subject[-1] not in hw.PARTICLES


def _has_other_verb(words: Sequence[str]) -> bool:
    """Say whether an auxiliary or a past follows in the same clause: then what stood before was a noun."""
    for word in words[:12]:
        if word in hw.NEW_CLAUSE:
            return False
        if word.strip(",") in verbs.AUXILIARIES or (is_finite(word) and word.strip(",") in verbs.PAST_FORMS):
            return True
        if word.endswith((",", ";", ":")):
            return False
    return False


def _is_plural(subject: str) -> bool:
    words = subject.split()
    head = words[0].lower()
    if " and " in subject and (head not in ("the", "a", "an") or ", " in subject.partition(" and ")[0]):
        return not _is_one_in_two_roles(subject)
    if head == "most" and words[1:2] == ["of"]:
        return True
    if head in hw.NUMBERS or head.isdigit():
        return True
    core = re.split(r" (?:of|from|for|in|at|on|with) ", subject)[0].split() or words
    last = core[-1]
    if len(core) == 1 < len(words) and last.endswith("s") and words[1] in ("in", "of", "from", "at") and last.isalpha():
        return not last.endswith(("ss", "us", "is"))  # "Prosecutors in Marseille"
    if last in hw.PLURAL_HEADS or (len(core) == 1 and last.lower() in hw.PLURAL_HEADS):
        return True
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))


def tells_of_another(subject: str, told: str) -> bool:
    """Say whether what is told of somebody makes him or her no rider, so that it cannot go.

    >>> tells_of_another("Dan Martin", "a plumber,"), tells_of_another("Dan Martin", "the Irish climber,")
    (True, False)
    """
    if re.fullmatch(hw.NAME, subject) is None:
        return False
    return hw.POST.match(told) is not None and hw.RIDER_ROLE.search(told) is None


def ends_torn(text: str, dropped: str = "") -> bool:
    """Say whether what stands behind a semicolon is no clause, or a list goes on behind the one that was cut away.

    >>> ends_torn("Dan jumps first; Tony, his team-mate"), ends_torn("Dan jumps; Tony waits")
    (True, False)
    """
    _, stop, behind = text.rpartition("; ")
    if stop:
        return not any(map(is_finite, behind.split()[1:]))
    if not dropped.startswith(";"):
        return False
    listed = re.search(r", [^,;]+ and [^,;]+$|(?:, [A-Z][^,;]+){2}$", text) is not None
    return listed and not any(is_finite(w) or w.strip(",.") in verbs.BASES for w in dropped.split())


def _is_one_in_two_roles(subject: str) -> bool:
    """Say whether "and" joins what one person is: "cyclist and engineer Dan Bigham", "Former Sky and Lotto rider …"."""
    match = re.search(rf"^(.*) and ((?:[A-Z][\w|'’./-]* )*)[a-z][a-z' -]* {hw.NAME}$", subject)
    if match is None:
        return False
    words = match[1].split()
    if words[-1][0].islower() or (len(words) == 1 and words[0].lower() in ROLES):
        return True
    if not match[2] and words[-1] in {"Olympic", "World", "European", *NATIONALITIES}:
        return True
    return hw.FORMERLY.match(subject) is not None and all(w[0].isupper() for w in words)


def number_is_open(subject: str) -> bool:
    """Say whether "and" may join two people or the teams of one: "Sky and Astana rider Mikel Landa"."""
    match = re.search(rf" and (?:[A-Z][\w|'’./-]* )+(?!and )[a-z][a-z' -]* {hw.NAME}$", subject)
    return match is not None and not _is_one_in_two_roles(subject)


def _results(rest: str, base: str) -> Iterator[str]:
    """Yield the deed that a first deed led to: "outsprinted three climbers to win the race" -> "won the race"."""
    if (base not in hw.RESULT_FROM and not hw.GOOD_USE.match(rest)) or hw.SUBCLAUSE.search(rest.split(" to ", 1)[0]):
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
        if match[1] in ("said", "says", "told", "added"):
            continue  # ", said his manager, …"
        is_was = match[1] in ("was", "were")
        if (main_past and (is_was or (form is not None and form.past))) or (
            main_present and match[1] in verbs.PRESENT_FORMS
        ):
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


def _with_verb(subject: str, predicate: str, plural: bool) -> Clause:
    """Return the clause with its verb group recognised; the verb stays where one or two may be its subject."""
    clause = _recognise(subject, predicate, plural)
    return replace(clause, base="") if number_is_open(subject) else clause


def _recognise(subject: str, predicate: str, plural: bool) -> Clause:
    predicate = hw.FILLERS.sub("", predicate)
    words = predicate.split(" ")
    first = words[0].strip(",")
    if first in ("has", "have"):
        return _perfect(subject, words, first == "have")
    if first in verbs.PAST_FORMS and first not in verbs.AUXILIARIES:
        return Clause(subject, first, _after_verb(words, 1), verbs.PAST_FORMS[first].base, plural)
    if first not in verbs.AUXILIARIES and (base := verbs.guess_base(first)):
        return Clause(subject, first, _after_verb(words, 1), base, plural)
    return Clause(subject, first, _after_verb(words, 1), "", plural or first in ("are", "were"))


def _perfect(subject: str, words: list[str], plural: bool) -> Clause:
    """Return a clause in the perfect; "has reportedly signed" keeps its hedge, "has now signed" loses its now."""
    first, second = words[0], words[1].strip(",") if len(words) > 1 else ""
    if second == "been":
        return Clause(subject, f"{first} been", _after_verb(words, 2), "", plural)
    at = 1
    if (second.endswith("ly") or second in ("now", "also", "already", "finally", "just")) and len(words) > 2:
        at = 2
        subject = f"{subject} {second}" if second.endswith("ly") and second not in hw.EMPTY_ADVERBS else subject
    participle = words[at].strip(",") if at < len(words) else ""
    form = verbs.PAST_FORMS.get(participle)
    if form is not None and form.participle:
        return Clause(subject, f"{first} {participle}", _after_verb(words, at + 1), form.base, plural)
    return Clause(subject, first, _after_verb(words, 1), "", plural)


def _after_verb(words: Sequence[str], count: int) -> str:
    """Return what follows the verb group, with the comma that stood on it."""
    rest = " ".join(words[count:])
    return f", {rest}" if rest and words[count - 1].endswith(",") else rest
