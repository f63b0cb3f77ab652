"""The head of a dump -> Header: title, byline, date, topics and address, in fields or as a news page prints them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from racenews.intake.dates import read_dateline
from racenews.intake.day_order import settle_day_order
from racenews.intake.fields import Found, read_fields, squeeze
from racenews.intake.flat_head import opens_with_menu, read_flat_head, read_flat_menu, read_flat_title
from racenews.intake.header_lines import read_head_line, read_prefix
from racenews.intake.headline_line import find_opening, find_title, reads_as_headline
from racenews.intake.label_lines import read_body_label, read_label_lines, read_subtitle_label
from racenews.intake.top_lines import TopLine, first_lines, is_furniture, is_item, is_prose, read_line, top_lines
from racenews.types import Dump, Header, Span

ANCHOR_REACH = 3  # a byline stands at most so many lines below the headline or standfirst
# A break between lines that is not one blank line: what cleaning leaves has none, see `_is_evenly_parted`.
_OTHER_BREAK = re.compile(r"\n(?:(?<!\n\n)(?!\n)|[^\S\n]+\n|\n[^\S\n]*\n)")
_HASHES = re.compile(r"^#{1,6}\s+")  # Markdown's sign of a heading
_LISTED = re.compile(r"[-•*]\s+(?P<item>\S.{0,58})")
_TOPICS_ABOVE = re.compile(r"(?i:topics|tags|keywords)\s?:\s*$")  # YAML puts the items below
_SECOND_BYLINE = re.compile(r"(?:and |written )?by\b|and\b", re.IGNORECASE)


def parse_header(dump: Dump, junk: Sequence[Span] = (), is_topic: Callable[[str], bool] = lambda name: False) -> Header:
    """Return what the head of `dump` says of its story, with the spans that say it.

    `junk` holds the spans, in order, that rules are sure of: a headline ends where a sign-up form begins.
    `is_topic` tells a rider's name, which is no byline when it stands alone on a line.
    """
    return settle_day_order(_read(dump, junk, is_topic), dump.text)


def _read(dump: Dump, junk: Sequence[Span], is_topic: Callable[[str], bool]) -> Header:
    """Return what the head says, days read before months."""
    found = Found()
    lines = top_lines(dump.text, junk, is_text=dump.kind == "text")
    if labelled := read_label_lines(dump.text, [line.whole for line in lines], found):
        lines = lines[labelled:]
    first = _fields_at(dump.text, lines)
    found.above += [line.span for line in lines[:first] if line.text and is_furniture(line)]
    if not (labelled or first) and not _reads_fields(dump.text, lines):
        lines, is_read = _read_flat(dump.text, lines, found, is_topic)
        if is_read:
            return found.header()
    while first < len(lines):
        line = lines[first]
        if found.spans and (label := read_subtitle_label(dump.text, line.span)):
            found.spans.append(label)
            first += 1
            continue
        taken = read_fields(dump.text, line.span, found, first=True) if line.text else None
        if taken is None:
            break
        found.spans.append(taken)
        first += 1
        while _TOPICS_ABOVE.search(dump.text, taken.start, taken.end) and first < len(lines):
            if not (item := _LISTED.fullmatch(lines[first].text)):
                break
            found.topics.append(squeeze(item["item"]))
            found.spans.append(lines[first].span)
            first += 1
        if taken.end < line.span.end and not _read_rest(dump.text, taken.end, line.span.end, found):
            return found.header()  # the lead, or a form that no rule knows, runs on from the fields
        if line.span.end < line.whole.end and is_prose(dump.text[line.span.end : line.whole.end]):
            return found.header()
    rest = [line for line in lines[first:] if line.text]
    if rest and found.spans and (name := read_body_label(dump.text, rest[0].whole)) and not rest[0].says.author:
        found.spans.append(name)
        return found.header()
    _read_block(dump.text, rest, found, is_topic)
    if not (found.published or found.updated):
        lead = next((line for line in rest if line.is_prose and line.span not in found.spans), None)
        found.published = read_dateline(lead.text) if lead else None  # the line itself is the story's
    return found.header()


def _fields_at(text: str, lines: list[TopLine]) -> int:
    """Return which of the first lines holds fields: the first, or one under a menu that gives a title."""
    for i, line in first_lines(lines):
        trial = Found()
        if line.text and read_fields(text, line.span, trial, first=True) and (i == 0 or trial.title):
            return i
        if line.is_prose:
            break
    return 0


def _reads_fields(text: str, lines: list[TopLine]) -> bool:
    """Tell whether the first line holds fields."""
    return bool(lines and lines[0].text and read_fields(text, lines[0].span, Found(), first=True))


def _read_flat(
    text: str, lines: list[TopLine], found: Found, is_topic: Callable[[str], bool]
) -> tuple[list[TopLine], bool]:
    """Read a head that shares its line with the story or with a menu.

    Return the lines with a byline that opens one parted from what follows it, and whether the head is read with that.
    """
    for i, line in first_lines(lines):
        flat = None if line.text and line.says.explained else read_flat_head(text, line.whole, is_topic)
        below = lines[i + 1].says if i + 1 < len(lines) else line.says
        if flat is None and below.explained and below.certain and (two := read_flat_title(text, line.whole)):
            found.above += [*(above.span for above in lines[:i] if above.text and is_furniture(above)), two[0]]
            found.title = squeeze(two[1].of(text))
            found.spans.append(two[1])
            return lines[i + 1 :], False
        if flat is None and is_prose(line.whole.of(text)) and (menu := read_flat_menu(text, line.whole)):
            found.above.append(menu)  # by itself: a rule that cuts the sentence it opens would cut the lead
            return lines, True
        if flat is None:
            if line.is_prose:
                break
            continue
        rest = Span(line.whole.end - len(text[flat.share.end : line.whole.end].lstrip()), line.whole.end)
        if i and flat.title and not flat.menu and not all(map(is_item, lines[:i])):
            spans = (flat.title, flat.anchor, rest)  # what stands above may be the headline, and this its standfirst
            return [*lines[:i], *(read_line(text, span, span) for span in spans if span), *lines[i + 1 :]], False
        if i and not flat.title and any(map(_may_be_headline, lines[:i])):
            found.above += [flat.menu] if flat.menu else []
            parts = [read_line(text, span, span) for span in (flat.anchor, rest) if span]
            return [*lines[:i], *parts, *lines[i + 1 :]], False
        if flat.menu or flat.title or flat.left:
            found.above += [above.span for above in lines[:i] if above.text and is_furniture(above)]
            found.above += [span for span in (flat.menu, flat.share) if span]
            if flat.title:
                found.title = squeeze(flat.title.of(text))
                found.spans.append(flat.title)
            found.take(flat.anchor, flat.says)
            is_read = bool(rest) or not flat.title
            return lines if is_read else lines[i + 1 :], is_read
        if rest:
            found.above += [flat.share] if flat.share else []
            parts = [read_line(text, span, span) for span in (flat.anchor, rest)]
            return [*lines[:i], *parts, *lines[i + 1 :]], False
    return lines, False


def _may_be_headline(line: TopLine) -> bool:
    """Tell whether a line above a byline may be the headline, and must not go as furniture."""
    return not (not line.text or is_item(line) or line.says.explained or line.is_prose or opens_with_menu(line.text))


def _read_rest(text: str, start: int, end: int, found: Found) -> bool:
    """Read what follows the fields on their line; False where it is no header matter."""
    rest = Span(end - len(text[start:end].lstrip()), end)
    says = read_head_line(text, rest)
    if says.explained and says.certain:
        found.take(rest, says)
        return True
    if prefix := read_prefix(text, rest):
        found.take(*prefix)
    return False


def _read_block(text: str, lines: list[TopLine], found: Found, is_topic: Callable[[str], bool]) -> None:
    """Read headline, byline and dates as a page prints them, and what stands above the headline."""
    whole, lines = lines, lines[: _head_length(lines)]
    anchors = [i for i, line in enumerate(lines) if line.says.explained and line.says.certain]
    if lines and lines[0].is_prose and len(lines) == len(whole) and not _goes_on(text, lines[-1]):
        anchors = []  # no head stands below its story: "Limburg, 22 March 2025" is the last thing that it says
    evenly = _is_evenly_parted(text)
    title_at = find_title(lines, anchors, found, evenly=evenly)
    names = _lone_names(lines, anchors, title_at, is_topic)
    if title_at is not None and not (anchors or names or found.spans) and evenly:
        found.opening = find_opening(whole, title_at)
        title_at = None
    if title_at is not None and opens_with_menu(lines[title_at].text):
        two = read_flat_title(text, lines[title_at].span)
        menu = two[0] if two else read_flat_menu(text, lines[title_at].span)
        found.above += [menu] if menu else []
        if two:
            found.title = squeeze(two[1].of(text))
            found.spans.append(two[1])
    elif title_at is not None:
        found.title = squeeze(_HASHES.sub("", lines[title_at].text))
        found.spans.append(lines[title_at].span)
    for i in anchors:
        if found.author and i - 1 in anchors and lines[i - 1].says.author == found.author:
            found.author = _with_colleague(found.author, lines[i])
        found.take(lines[i].span, lines[i].says)
    for i in names:
        if found.author is None:
            found.take(lines[i].span, lines[i].says)
    first = next((i for i, line in enumerate(lines) if not is_item(line)), 0)
    last = max([*anchors, *names, title_at if title_at is not None else -1])
    for i, line in enumerate(lines[: last + 1]):
        if i in anchors or i in names or i == title_at or line.is_prose:
            continue
        if title_at is not None and i < title_at:
            if is_furniture(line) and not (i == first and reads_as_headline(line.text)):
                found.above.append(line.span)
        elif line.says.explained and not line.says.author:
            found.spans.append(line.span)
    if not anchors and title_at is None and lines and (prefix := read_prefix(text, lines[0].span)):
        found.take(*prefix)


def _with_colleague(author: str, line: TopLine) -> str:
    """Return a byline with the name in the byline right below it, where that is all that one says."""
    second = line.says.author
    is_byline = second and _SECOND_BYLINE.match(line.text) and not (line.says.published or line.says.updated)
    return f"{author} and {second}" if second and is_byline and second not in author else author


def _goes_on(text: str, line: TopLine) -> bool:
    """Tell whether anything is said behind a line."""
    return bool(text[line.whole.end :].strip())


def _is_evenly_parted(text: str) -> bool:
    """Tell whether one blank line stands between any two lines: then nothing sets a headline apart from a paragraph.

    A cleaned story looks like this. Read again, its first line must not be lost as a headline; where a dump
    looks like this and has neither field nor byline nor date, its first line stays in the story as well.
    """
    return not _OTHER_BREAK.search(text.strip())


def _head_length(lines: list[TopLine]) -> int:
    """Return how many lines belong to the head: up to the first prose that no byline follows closely."""
    for i, line in enumerate(lines):
        if not line.is_prose:
            continue
        below = lines[i + 1 : i + 1 + ANCHOR_REACH]
        near = [j for j, other in enumerate(below) if other.says.explained and other.says.certain]
        if not near or any(other.is_prose for other in below[: near[0]]):
            return i + 1 if i == 0 else i
    return len(lines)


def _lone_names(
    lines: list[TopLine], anchors: list[int], title_at: int | None, is_topic: Callable[[str], bool]
) -> list[int]:
    """Return the lines that are a name alone, and a byline by where they stand: beside a date or under the headline."""
    found = []
    for i, line in enumerate(lines):
        if not line.says.author or i in anchors or i == title_at or not line.says.explained:
            continue
        beside = i + 1 in anchors or i - 1 in anchors
        under_title = title_at is not None and i == title_at + 1
        above_title = title_at is not None and i < title_at
        if (beside or under_title) and not above_title and not is_topic(line.says.author):
            found.append(i)
    return found
