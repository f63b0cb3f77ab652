from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest

from racenews.clean.phrases import (
    Glossary,
    PhraseError,
    anchors,
    choice,
    heads,
    needs,
    openings,
    pairs,
    phrase_to_regex,
)
from racenews.folding import fold
from racenews.resources import DATA, load_rules


def matches(phrase: str, text: str) -> str | None:
    found = re.search(phrase_to_regex(phrase), fold(text))
    return found.group() if found else None


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("sign up", "Please SIGN\u00a0UP here", "sign up"),
        ("sign up {to|for} {our|the} newsletter", "sign up for the newsletter", "sign up for the newsletter"),
        ("read more {:|>|} <rest>", "Read more: the climbs", "read more: the climbs"),
        ("read more {:|>|} <rest>", "Read more about it", "read more about it"),
        ("never miss {a|} race", "Never miss race", "never miss race"),
        ("{our|} newsletter", "newsletter", "newsletter"),
        ("in * inbox", "in your very own inbox", "in your very own inbox"),
        ("save #", "Save £49.99 now", "save £49.99"),
        ("{(|[|} image credit", "(Image credit", "(image credit"),
        ("you'll", "You’ll see", "you'll"),
        ("choose ~newsletter", "Choose the one and only newsletter", "choose the one and only newsletter"),
        ("choose ~newsletter", "Choose our rad-newsletter", "choose our rad-newsletter"),
        ("read more <title>", "Read more The climbs", "read more the climbs"),
    ],
)
def test_what_a_phrase_matches(phrase: str, text: str, found: str) -> None:
    assert matches(phrase, text) == found


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sign up", "assign uploads"),
        ("in * inbox", "in one two three four five six seven inbox"),
        ("share", "shares"),
        ("choose ~newsletter", "Choose a wheel. The newsletter"),
        ("follow {us|*} {on|at} <rest>", "following the arrests on Monday"),
    ],
)
def test_what_a_phrase_does_not_match(phrase: str, text: str) -> None:
    assert matches(phrase, text) is None


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sign up {to|for} {our|the} newsletter", "sign up for the newsletter"),
        ("{tip|buy} * {jar|coffee}", "buy a coffee"),
    ],
)
def test_an_anchor_stands_in_every_match(phrase: str, text: str) -> None:
    assert any(anchor in text for anchor in anchors(phrase))


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("sign up {to|for} {our|} * newsletter <rest>", (("newsletter",), ("sign",), ("up",), ("to", "for"))),
        ("{twitter feed|#} # hmm, that", (("hmm,",), ("that",))),
        ("{terms|a\\|b}: x", (("terms", "a|b"), (":",), ("x",))),
    ],
)
def test_a_match_needs_a_word_of_each_part_that_cannot_be_left_out(
    phrase: str, words: tuple[tuple[str, ...], ...]
) -> None:
    assert sorted(needs(phrase)) == sorted(words)
    assert needs(phrase)[0] == words[0]


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("the {views|news} <line>", ("the",)),
        ("{in the|e-mail} news", ("in", "e")),
        ("{the|} news", ()),
        ("{the|#} news", ()),
        ("* the news", ()),
        ("(the news", ()),
    ],
)
def test_which_words_open_a_phrase(phrase: str, words: tuple[str, ...]) -> None:
    assert openings(phrase) == words


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("sign up {to|for} us", {(("sign", "up"),), (("up", "to"), ("up", "for")), (("to", "us"), ("for", "us"))}),
        ("your e-mail here", {(("your", "e"),), (("e", "mail"),), (("mail", "here"),)}),
        ("read {:|} more", {(("read", "more"),)}),  # signs part no words
        ("{please|} sign up", set()),  # "pleasesign up" is matched as well
        ("contact us <rest>", set()),  # and so is "contact users"
        ("contact us {:|} <rest>", set()),
        ("contact us * <rest>", {(("contact", "us"),)}),
        ("{log|sign} in {now|#}", {(("log", "in"), ("sign", "in"))}),
        ("{un|}subscribe from us", set()),
    ],
)
def test_which_words_stand_side_by_side_in_what_a_phrase_matches(
    phrase: str, found: set[tuple[tuple[str, str], ...]]
) -> None:
    assert set(pairs(phrase)) == found


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("{log in|login|e-mail}", {("log", "in"), "login", ("e", "mail")}),
        ("{arrival date|# rooms left|get # off}", {("rooms", "left"), "get", ("arrival", "date")}),
        ("{login|register}", None),  # the words themselves are known already
        ("{log in|login} now", None),
        ("{log in|login|}", None),
        ("{log in|:}", None),
        ("{(log in|login}", None),  # "relogin" is matched as well
    ],
)
def test_which_words_stand_in_whatever_a_choice_matches(phrase: str, found: set[str | tuple[str, str]] | None) -> None:
    assert list(map(set, choice(phrase))) == ([] if found is None else [found])


@pytest.mark.parametrize(
    ("phrase", "found"),
    [("{sign up|x} now", ("si", "x")), ("# of", ("#",)), ("{(|[} photo", ("(", "[")), ("{a|} b", ()), ("* b", ())],
)
def test_with_which_characters_a_match_begins(phrase: str, found: tuple[str, ...]) -> None:
    assert heads(phrase) == found


def written(phrase: str, dice: random.Random) -> str:
    """Return a text as `phrase` describes it, or nearly: now and then a space is lost, or a word runs on."""
    words = {"*": "of the new", "~": "our old", "#": "12", "<inside>": "x", "<rest>": "on", "<line>": "on"}
    text = ""
    for token in re.findall(r"\s+|\{[^{}]*\}|<\w+>|[*~#]|[^\s{}<*~#]+", phrase):
        if token.isspace():
            text += dice.choice((" ", " ", " ", "\n", "  ", ""))
        elif token.startswith("{"):
            text += re.sub("[#*]", "7", dice.choice(re.split(r"(?<!\\)\|", token[1:-1])).replace("\\|", "|"))
        else:
            text += dice.choice((words.get(token, token), words.get(token, token), ""))
    return fold(dice.choice(("", "", "x", "x ", "(")) + text + dice.choice(("", "", "x", " x", ".")))


def test_what_is_known_of_a_phrase_holds_of_whatever_it_matches() -> None:
    dice = random.Random(1)
    matched = 0
    glossary = Glossary()
    for rule in load_rules(sorted((DATA / "rules").glob("*.toml"))):
        pattern = re.compile(phrase_to_regex(rule.pattern, longest=rule.scope == "field"), re.DOTALL)
        for text in {written(rule.pattern, dice) for _ in range(12)}:
            for match in pattern.finditer(text):
                matched += 1
                words = re.findall(r"[^\W_]+", text)
                there = {*words, *pairwise(words)}
                landmarks = glossary.facts(rule.pattern).landmarks
                assert all(not there.isdisjoint(group) for group in landmarks), (rule.pattern, text)
                begins = re.sub(r"^[\d£$€].?", "#", text[match.start() :][:2])
                known = heads(rule.pattern)
                assert not known or begins in known or begins[:1] in known or begins == "#", (rule.pattern, text)
    assert matched > 5000


@pytest.mark.parametrize("phrase", ["{a|b", "", "* <rest>"])
def test_a_phrase_that_cannot_be_read_says_why(phrase: str) -> None:
    with pytest.raises(PhraseError):
        anchors(phrase) if "{" not in phrase else phrase_to_regex(phrase)
