"""The little language in which rules are written, and its translation to regular expressions.

| written | means |
| --- | --- |
| `sign up` | these words, any white space between them, any case, any quote or dash |
| `{our/the} newsletter` | one of the alternatives, parted by upright strokes (`|`); an empty one may be left out |
| `*` | up to six words |
| `#` | a number, with its currency sign or percentage |
| `<rest>` | the rest of the sentence |
| `<line>` | the rest of the line |
"""

from __future__ import annotations

import re
from typing import NamedTuple

from racenews.folding import fold

_TOKEN = re.compile(r"\s+|\{[^{}]*\}|<rest>|<line>|\*|#|[^\s{}<*#]+|[<]")
_NUMBER = r"[£$€]?\d[\d.,:]*\s?[%k+]?(?:\s?[£$€])?"
_WORD = re.compile(r"[^\W_]+")
_PARTED = re.compile(r"(?<!\\)\|")


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says which part."""


def phrase_to_regex(phrase: str) -> str:
    """Return the regular expression, over folded text, for one phrase.

    >>> bool(re.search(phrase_to_regex("sign up {to|for} {our|the} newsletter"), "please sign up to our  newsletter"))
    True
    """
    if phrase.count("{") != phrase.count("}"):
        raise PhraseError("a brace { } is not closed")
    pieces = [_piece(token) for token in _TOKEN.findall(fold(phrase))]
    body = "".join(_settle_spaces(pieces))
    head = r"(?<!\w)" if _WORD.match(fold(phrase).lstrip("{")) else ""
    tail = r"(?:(?<=\s)|(?!\w))" if re.search(r"[\w}]$", phrase) else ""
    return head + body + tail


class _Piece(NamedTuple):
    """One token's regex; `loose` where signs stand beside words without a space, as in "Read more:"."""

    regex: str
    loose: bool = False
    optional: bool = False
    is_space: bool = False


def _piece(token: str) -> _Piece:
    if token.isspace():
        return _Piece(r"\s+", is_space=True)
    if token == "*":
        return _Piece(r"(?:\S+\s+){0,6}?", optional=True)
    if token == "#":
        return _Piece(_NUMBER)
    if token in ("<rest>", "<line>"):
        return _Piece(".*", loose=True)
    if token.startswith("{"):
        options = [a.strip() for a in _PARTED.split(token[1:-1])]
        named = [a for a in options if a]
        group = "(?:" + "|".join(map(_literal, named)) + ")"
        return _Piece(group, any(not a[0].isalnum() for a in named), "" in options)
    return _Piece(re.escape(token), loose=not (token[0].isalnum() and token[-1].isalnum()))


def _literal(words: str) -> str:
    special = {"#": _NUMBER, "*": r"\S+(?:\s+\S+){0,5}?"}
    return r"\s+".join(special.get(w) or re.escape(w.replace("\\|", "|")) for w in words.split())


def _settle_spaces(pieces: list[_Piece]) -> list[str]:
    """Return the regexes so that what may be left out takes one of the spaces beside it along."""
    out: list[str] = []
    previous: _Piece | None = None
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.is_space:
            loose = (previous is not None and previous.loose) or (after is not None and after.loose)
            out.append(r"\s*" if loose else r"\s+")
        elif piece.optional and piece.regex.endswith("?") and piece.regex.startswith(r"(?:\S+"):
            out.append(piece.regex)  # `*` brings the spaces of its words itself
            index += bool(after and after.is_space)
        elif piece.optional:
            if after is not None and after.is_space:
                out.append(f"(?:{piece.regex}" + (r"\s*)?" if piece.loose else r"\s+)?"))
                index += 1
            elif previous is not None and previous.is_space:
                out[-1] = "(?:" + (r"\s*" if piece.loose else r"\s+") + f"{piece.regex})?"
            else:
                out.append(piece.regex + "?")
        else:
            out.append(piece.regex)
        previous = piece
        index += 1
    return out


def anchors(phrase: str) -> tuple[str, ...]:
    """Return words of which at least one stands in every text that `phrase` matches.

    They let one pass of an automaton decide which rules are worth trying.
    """
    literal = re.sub(r"\{[^{}]*\}|<rest>|<line>", " ", fold(phrase))
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
    symbols = re.findall(r"[^\s\w{}*#<>|]", literal)
    if symbols:
        return (symbols[0],)
    raise PhraseError("a phrase needs at least one word or sign of its own")
