"""The verbs of race news in the forms a headline needs: "won" -> "wins", "has reached" -> "reaches"."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

_LEXICON: dict[str, str] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "verbs.toml").read_text(encoding="utf-8")
)

_DOUBLING = frozenset(_LEXICON["doubling"].split())
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
    for row in _LEXICON["irregular"].replace("\n", " ").split("|"):
        base, past, *rest = row.split()
        participle = rest[0] if rest else past
        forms[past] = Verb(base, past=True, participle=past == participle)
        if participle != past:
            forms[participle] = Verb(base, past=participle == past, participle=True)
        presents[_third_person(base)] = base
    for base in _LEXICON["regular"].split():
        past = _regular_past(base)
        forms.setdefault(past, Verb(base, past=True, participle=True))
        presents.setdefault(_third_person(base), base)
    for base in _LEXICON["nouns_too"].split():
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


def is_finite(word: str) -> bool:
    """Say whether a word can be the main verb of a clause: an auxiliary, a past or a present that the lexicon has."""
    bare = word.strip(",;:")
    if bare in AUXILIARIES:
        return True
    if bare != bare.lower():
        return False
    form = PAST_FORMS.get(bare)
    return (form is not None and form.past) or bare in PRESENT_FORMS
