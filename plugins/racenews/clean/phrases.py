"""The little language in which rules are written, and its translation to regular expressions.

| written | means |
| --- | --- |
| `sign up` | these words, any white space between them, any case, any quote or dash |
| `{our/the} newsletter` | one of the alternatives, parted by upright strokes (`|`); an empty one may be left out |
| `*` | up to six words |
| `~` | up to fourteen words, all of one sentence, and the first part of a compound ("Rad-") |
| `#` | a number, with its currency sign or percentage |
| `<inside>` | anything up to the closing bracket |
| `<rest>` | the rest of the sentence |
| `<line>` | the rest of the line |
| `<title>` | the rest of the line, where it opens with a capital or a figure |
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from racenews.clean.wordlists import WORD_LISTS
from racenews.folding import fold

_TOKEN = re.compile(r"\s+|\{[^{}]*\}|<rest>|<line>|<title>|<inside>|[*~#]|[^\s{}<*~#]+|[<]")
_BETWEEN = r"(?:\s+|(?<=[^\w\s]))"  # white space, or nothing behind a sign
_NUMBER = r"[£$€]?\d[\d.,:]*(?:\s?[%k+£$€])?"
_WORD = re.compile(r"[^\W_]+")
_COMMON_WORDS = frozenset(" ".join(WORD_LISTS[name] for name in ("function", "you", "we", "third")).split())
_PARTED = re.compile(r"(?<!\\)\|")
_OPEN_WORD = re.compile(r"(?<!\S)[#*](?!\S)")  # in an alternative
_MOST_PAIRS = 8  # in a set; of more one nearly always stands somewhere, and every one takes room

Pair = tuple[str, str]
Landmark = str | Pair
"""A word, or two side by side."""


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says which part."""


def phrase_to_regex(phrase: str, *, longest: bool = False) -> str:
    """Return the regular expression, over folded text, for one phrase; `longest` alternatives are tried first.

    >>> bool(re.search(phrase_to_regex("sign up {to|for} {our|the} newsletter"), "please sign up to our  newsletter"))
    True
    """
    if phrase.count("{") != phrase.count("}"):
        raise PhraseError("a brace { } is not closed. Write words of which one stands there as {our|your}")
    pieces = [_piece(token) for token in _TOKEN.findall(fold(phrase))]
    if longest:
        pieces = [p._replace(words=tuple(sorted(p.words, key=len, reverse=True))) if p.words else p for p in pieces]
    body = "".join(_settle_spaces(pieces))
    head = r"(?<!\w)" if _WORD.match(fold(phrase).lstrip("{")) else ""
    tail = r"(?:(?<=\s)|(?!\w))" if re.search(r"[\w}]$", phrase) else ""
    return head + body + tail


class _Piece(NamedTuple):
    """One token: the regexes of its words and of its signs, which stand beside words without a space ("Read more:")."""

    words: tuple[str, ...]
    signs: tuple[str, ...] = ()
    optional: bool = False


_GAP = _Piece((), ())  # white space between two tokens
_ANY_WORDS = _Piece((r"(?:\S+\s+){0,6}?",), (), optional=True)
_SAME_SENTENCE = _Piece((r"(?:\S*[^\s.!?…]\s+){0,14}?(?:\w+-)?",), (), optional=True)
_STRETCHES = (_ANY_WORDS, _SAME_SENTENCE)


def _piece(token: str) -> _Piece:
    """Return the piece for one token of a phrase."""
    if token.isspace():
        return _GAP
    if token == "*":  # noqa: S105 (a token of a phrase, not a secret)
        return _ANY_WORDS
    if token == "~":  # noqa: S105 (a token of a phrase, not a secret)
        return _SAME_SENTENCE
    if token == "<inside>":  # noqa: S105 (a token of a phrase, not a secret)
        return _Piece((), (r"[^()\[\]\n]{0,160}",))
    if token in ("<rest>", "<line>"):
        return _Piece((), (".*",))
    if token == "<title>":  # noqa: S105 (a token of a phrase, not a secret)
        return _Piece((), ("(?P<title>.*)",))
    options = _options(token)
    named = [a for a in options if a]
    words = tuple(_literal(a) for a in named if a[0].isalnum() or a[0] in "#*")
    signs = tuple(_literal(a) for a in named if not (a[0].isalnum() or a[0] in "#*"))
    return _Piece(words, signs, "" in options)


def _literal(words: str) -> str:
    special = {"#": _NUMBER, "*": r"\S+(?:\s+\S+){0,5}?"}
    return r"\s+".join(special.get(w) or re.escape(w.replace("\\|", "|")) for w in words.split())


def _settle_spaces(pieces: list[_Piece]) -> list[str]:
    """Return the regexes so that what may be left out takes the space before it along."""
    out: list[str] = []
    for index, piece in enumerate(pieces):
        if piece is _GAP:
            continue
        if piece in _STRETCHES:
            if index and pieces[index - 1] is _GAP:
                out.append(_BETWEEN)
            out.append(piece.words[0])
            continue
        spaced = index > 0 and pieces[index - 1] is _GAP
        after_words = index > 1 and spaced and pieces[index - 2] in _STRETCHES
        options = []
        if piece.words:
            first = all(p.optional or p is _GAP for p in pieces[:index])
            gap = "" if not spaced or after_words else r"\s*" if first else _BETWEEN
            options.append(gap + "(?:" + "|".join(piece.words) + ")")
        if piece.signs:
            options.append((r"\s*" if spaced else "") + "(?:" + "|".join(piece.signs) + ")")
        group = "(?:" + "|".join(options) + ")"
        out.append(group + "?" if piece.optional else group)
    return out


def anchors(phrase: str) -> tuple[str, ...]:
    """Return words of which at least one stands in every text that `phrase` matches.

    They let one pass of an automaton decide which rules are worth trying.
    """
    literal = re.sub(r"\{[^{}]*\}|<rest>|<line>|<title>|<inside>", " ", fold(phrase))
    words = _WORD.findall(literal)
    if words and max(map(len, words)) >= 3:
        return (max(words, key=len),)
    options = []
    for group in re.findall(r"\{([^{}]*)\}", fold(phrase)):
        alternatives = [max(_WORD.findall(a) or [""], key=len) for a in _PARTED.split(group)]
        if all(alternatives):
            options.append(tuple(sorted(set(alternatives))))
    if options:
        return max(options, key=lambda group: min(map(len, group)))
    if words:
        return (max(words, key=len),)
    symbols = re.findall(r"[^\s\w{}*~#<>|]", literal)
    if symbols:
        return (symbols[0],)
    raise PhraseError("a phrase needs at least one word or sign of its own. Add one that stands in every such line")


def needs(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Return sets of words and signs, the rarest first; what `phrase` matches holds one of each as it stands.

    >>> needs("sign up {to|for} {our|} *")
    (('sign',), ('up',), ('to', 'for'))
    """
    found = []
    for token in _TOKEN.findall(fold(phrase)):
        if token.isspace() or token in ("*", "~", "#", "<inside>", "<rest>", "<line>", "<title>"):
            continue
        words = []
        for option in _options(token):
            literal = [w.replace("\\|", "|") for w in option.split() if w not in "#*"]
            words.append(max(literal, key=_rarity, default=""))
        if all(words):
            found.append(tuple(dict.fromkeys(words)))
    return tuple(sorted(found, key=lambda group: min(map(_rarity, group)), reverse=True))


def openings(phrase: str) -> tuple[str, ...]:
    """Return the words of which one begins whatever `phrase` matches, none where it may begin otherwise.

    >>> openings("{sign up|subscribe} now"), openings("{please|} subscribe")
    (('sign', 'subscribe'), ())
    """
    words = [_WORD.match(option) for option in _options(_TOKEN.findall(fold(phrase))[0])]
    return tuple(dict.fromkeys(word.group() for word in words if word)) if all(words) else ()


def heads(phrase: str) -> tuple[str, ...]:
    """Return the first two characters of whatever `phrase` matches; "#" where that is a number. () where all may be.

    >>> heads("{sign up|x} now"), heads("# of #"), heads("{please|} subscribe")
    (('si', 'x'), ('#',), ())
    """
    opens = _TOKEN.match(fold(phrase))
    token = opens.group() if opens else " "
    options = _options(token)
    if token[0] in "*~<" or token.isspace() or any(option[:1] in ("", "*") for option in options):
        return ()
    firsts = [option.split()[0].replace("\\|", "|") for option in options]
    return tuple(dict.fromkeys(first[:2] for first in firsts))


def pairs(phrase: str) -> tuple[tuple[Pair, ...], ...]:
    """Return sets of pairs of words; in whatever `phrase` matches one pair of each stands side by side, signs aside.

    Only whole words of the text make a pair. What follows something that may be left out may be the end of a longer
    word, and what stands before `<rest>` and the like the beginning of one.

    >>> pairs("sign up {to|for} {our|} *")
    ((('sign', 'up'),), (('up', 'to'), ('up', 'for')))
    >>> pairs("contact us on <rest>"), pairs("terms & conditions"), pairs("{please|} sign up")
    (((('contact', 'us'),),), ((('terms', 'conditions'),),), ())
    """
    folded = fold(phrase)
    found: list[tuple[Pair, ...]] = []
    waiting: list[tuple[Pair, ...]] = []  # until it is known that their second words end
    last: list[str] = []  # the words of which one stands right before the next token
    is_whole, is_solid, is_spaced = bool(_WORD.match(folded.lstrip("{"))), False, True
    for token in _TOKEN.findall(folded):
        if token.isspace():
            is_spaced = True
            continue
        if not is_spaced:
            return tuple(found)
        is_spaced = False
        if token in ("*", "~"):
            found, waiting, last = found + waiting, [], []
        elif token[0] == "<":
            waiting, last, is_solid = [], [], True
        else:
            options = _options(token)
            words = [_WORD.findall(option) for option in options]
            is_open = any(word in "#*" for option in options for word in option.split())
            if "" not in options:
                found, waiting, is_solid = found + waiting, [], True
            if "" in options or is_open or not all(words):
                last = last if not is_open and not any(words) else []  # signs part no words
            else:
                firsts = dict.fromkeys(some[0] for some in words)
                groups = [[(one, other) for one in last for other in firsts]]
                if is_whole and all(len(some) > 1 for some in words):
                    groups.append([(some[0], some[1]) for some in words])
                waiting = [tuple(dict.fromkeys(group)) for group in groups if 0 < len(group) <= _MOST_PAIRS]
                last = [some[-1] for some in words] if is_whole else []
        is_whole = is_solid
    return tuple(found + waiting)


def choice(phrase: str) -> tuple[tuple[Landmark, ...]] | tuple[()]:
    """Return the set of pairs of words, or words alone, one of which stands in whatever a choice by itself matches.

    () for other phrases, and where no alternative has two words side by side.

    >>> choice("{log in|login|get # off}"), choice("{login|register}"), choice("{log in|login} now")
    (((('log', 'in'), 'login', 'get'),), (), ())
    """
    folded = fold(phrase)
    token = _TOKEN.match(folded)
    if not token or token.group() != folded or not _WORD.match(folded.removeprefix("{")):
        return ()
    found: list[Landmark] = []
    for option in _options(folded):
        words = max((_WORD.findall(run) for run in _OPEN_WORD.split(option)), key=len)
        if not words:
            return ()
        found.append((words[0], words[1]) if len(words) > 1 else words[0])
    return (tuple(dict.fromkeys(found)),) if any(isinstance(it, tuple) for it in found) else ()


class Facts(NamedTuple):
    """What is known of a phrase without trying it."""

    anchors: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    openings: tuple[str, ...]
    landmarks: tuple[tuple[Landmark, ...], ...]


class Glossary:
    """The facts of phrases, worked out when they are first asked for; `known` ones were worked out earlier."""

    def __init__(self, known: Mapping[str, Facts] = MappingProxyType({})) -> None:
        self.known: dict[str, Facts] = dict(known)

    def facts(self, phrase: str) -> Facts:
        """Return the facts of a phrase; raises PhraseError where it cannot be read."""
        facts = self.known.get(phrase)
        if facts is None:
            phrase_to_regex(phrase)
            landmarks = pairs(phrase) or choice(phrase)
            facts = self.known[phrase] = Facts(anchors(phrase), needs(phrase), openings(phrase), landmarks)
        return facts


def _options(token: str) -> list[str]:
    return [a.strip() for a in _PARTED.split(token[1:-1])] if token.startswith("{") else [token]


def _rarity(word: str) -> tuple[bool, int]:
    return word not in _COMMON_WORDS, len(word)
