from __future__ import annotations

import re

import pytest

from racenews.clean.phrases import PhraseError, anchors, needs, openings, phrase_to_regex
from racenews.folding import fold


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


@pytest.mark.parametrize("phrase", ["{a|b", "", "* <rest>"])
def test_a_phrase_that_cannot_be_read_says_why(phrase: str) -> None:
    with pytest.raises(PhraseError):
        anchors(phrase) if "{" not in phrase else phrase_to_regex(phrase)
