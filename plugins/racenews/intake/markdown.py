"""Text with the marks of Markdown in it -> plain text: some exports keep "## Heading", "**bold**", "[text](address)".

No dump is read as Markdown: a mark goes only where nothing else looks like it, or where the dump has shown that it is
written so, and every word stays. "* 1. Holm" and "#1 in the ranking" are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from racenews.types import ParagraphKind, Removal, Span

PICTURE_RULE, ADDRESS_RULE = "markup/picture caption", "markup/address"
MAX_ROUNDS = 4  # marks within marks
MAX_BOLD_MARKS = 200  # of one line
MAX_LINE_CHARS = 20_000  # a longer line is no Markdown

_MARKS = re.compile(r"\]\(|\*\*|^[ ]{0,3}(?:#|>)|\]: ", re.MULTILINE)
_ADDRESS = r"(?:https?://|mailto:|www\.|/|\.{1,2}/|#)[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*|<[^<>\s]+>"
_LINK = re.compile(rf"\[([^\[\]\n]*)\]\(\s*(?:{_ADDRESS})(?:\s+\"[^\"\n]*\"|\s+'[^'\n]*')?\s*\)")
_PICTURE = re.compile(rf"!\[([^\[\]\n]*)\]\(\s*(?:{_ADDRESS})(?:\s+\"[^\"\n]*\"|\s+'[^'\n]*')?\s*\)")
_LINKED_PICTURE = re.compile(rf"\[({_PICTURE.pattern})\]\(\s*(?:{_ADDRESS})\s*\)")
_STRONG = re.compile(r"(?<![\w*])\*\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*\*(?![\w*])")
_NOTE = re.compile(r"\[\^?\d{1,3}\]\(#[^\s()]*\)")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^\n]*?[^\s*])\*\*(?!\*)")
_BOLD_TOO = re.compile(r"(?<![\w_])__(?=[^\s_])([^\n]*?[^\s_])__(?![\w_])")  # in other texts a name in a program
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])")
_CODE = re.compile(r"(?<![`\w])`([^`\n]+)`(?![`\w])")
_ESCAPED = re.compile(r"\\([\\*_#\[\]()>`!.~+-])")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?((?:>[ ]?)*)(.*)")
_TARGET = re.compile(r"[ ]{0,3}\[([^\[\]\n]+)\]:[ \t]+(?:https?://|/|<)\S*(?:[ \t]+[\"'(].*)?[ \t]*")
_BY_NAME = re.compile(r"\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_SAID = re.compile(r"[\"“„«].*[.!?…,][\"”»].*")  # "> Tveit in plaster" is an item of a list


class Plain(NamedTuple):
    """A text without marks, what its lines are by their start, and what of it is no story: pictures, addresses."""

    text: str
    kinds: dict[int, ParagraphKind]
    marked: tuple[Removal, ...]


def plain_markdown(text: str) -> Plain:
    """Return `text` without the marks of Markdown; as it is where it has none.

    >>> plain_markdown("## The climb\\n\\n**Holm** won, see [here](https://x.example).").text
    'The climb\\n\\nHolm won, see here.'
    >>> plain_markdown("* 1. Holm\\n#1 in the ranking, 5 * 3 * 2").text
    '* 1. Holm\\n#1 in the ranking, 5 * 3 * 2'
    """
    if not _MARKS.search(text):
        return Plain(text, {}, ())
    lines = text.split("\n")
    targets = frozenset(m.group(1).lower() for line in lines if (m := _TARGET.fullmatch(line)))
    is_sure = bool(targets) or any(map(_is_markdown, lines))
    kinds: dict[int, ParagraphKind] = {}
    marked: list[Removal] = []
    parts: list[str] = []
    at, is_first = 0, True
    for line in lines:
        plain, kind, gone = _plain_line(line, targets, is_sure=is_sure, is_first=is_first)
        if kind and plain.strip():
            kinds[at + len(plain) - len(plain.lstrip())] = kind
        marked += [Removal(Span(at + start, at + end), rule, why) for start, end, rule, why in gone]
        parts.append(plain)
        at += len(plain) + 1
        is_first = is_first and not plain.strip()
    return Plain("\n".join(parts), kinds, tuple(marked))


def _is_markdown(line: str) -> bool:
    """Tell whether a line holds a mark that no other writing has."""
    return (
        len(line) <= MAX_LINE_CHARS
        and line.count("**") <= MAX_BOLD_MARKS
        and bool(
            _LINK.search(line) or _BOLD.search(line) or (line.lstrip().startswith("##") and _HEADING.fullmatch(line))
        )
    )


def _plain_line(
    line: str, targets: frozenset[str], *, is_sure: bool, is_first: bool
) -> tuple[str, ParagraphKind | None, list[tuple[int, int, str, str]]]:
    """Return a line without marks, what it is, and the stretches of it that are no story."""
    if len(line) > MAX_LINE_CHARS or line.count("**") > MAX_BOLD_MARKS:
        return line, None, []
    if _TARGET.fullmatch(line):
        return line, None, [(0, len(line), ADDRESS_RULE, "the address of a link, set apart from the text")]
    kind: ParagraphKind | None = None
    if (found := _HEADING.fullmatch(line)) and (is_sure or is_first or len(found.group(1)) > 1):
        line = found.group(2)
        kind = None if is_first else "heading"
    elif (found := _QUOTE.fullmatch(line)) and (is_sure or _SAID.fullmatch(found.group(2))):
        line, kind = found.group(2), "quote"
    for _ in range(MAX_ROUNDS):
        plain = _without_marks(line, targets, is_sure=is_sure)
        if plain == line:
            break
        line = plain
    return _set_pictures_apart(line, kind)


def _without_marks(line: str, targets: frozenset[str], *, is_sure: bool) -> str:
    line = _LINKED_PICTURE.sub(r"\1", _NOTE.sub("", line))
    pictures = [m.span() for m in _PICTURE.finditer(line)]
    line = _replace(_LINK, line, [(start + 1, end) for start, end in pictures])
    line = _BOLD.sub(_inner, _STRONG.sub(_inner, line))
    if is_sure:
        line = _BOLD_TOO.sub(_inner, line)
        line = _ITALIC.sub(_inner, line)
        line = _CODE.sub(_inner, line)
        line = _BY_NAME.sub(lambda m: m[1] if (m[2] or m[1]).lower() in targets else m[0], line)
        line = _ESCAPED.sub(r"\1", line)
    return line


def _replace(pattern: re.Pattern[str], line: str, but: list[tuple[int, int]]) -> str:
    """Return `line` with the text of each link for the link, but for pictures."""
    return pattern.sub(lambda m: m[0] if m.span() in but else m[1], line)


def _inner(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _set_pictures_apart(
    line: str, kind: ParagraphKind | None
) -> tuple[str, ParagraphKind | None, list[tuple[int, int, str, str]]]:
    """Return the line with what a picture shows in place of its address, and the places of these words."""
    parts: list[str] = []
    gone: list[tuple[int, int, str, str]] = []
    length = 0
    for text, is_picture in _split_pictures(line):
        if is_picture and text:
            gone.append((length, length + len(text), PICTURE_RULE, "what a picture shows"))
        parts.append(text)
        length += len(text)
    return "".join(parts), kind, gone


def _split_pictures(line: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for match in _PICTURE.finditer(line):
        yield line[at : match.start()], False
        yield match.group(1), True
        at = match.end()
    yield line[at:], False
