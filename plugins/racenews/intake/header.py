"""The head of a dump -> Header: title, byline, date, topics and address, in fields or as a news page prints them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from racenews.intake.day_order import settle_day_order
from racenews.intake.fields import MAX_TITLE_CHARS, Found, read_fields, squeeze
from racenews.intake.flat_head import read_flat_head, read_flat_title
from racenews.intake.header_lines import SMALL_PRINT, HeadLine, read_head_line, read_prefix
from racenews.intake.label_lines import read_body_label, read_label_lines
from racenews.intake.lines import text_lines
from racenews.intake.menu_words import read_menu
from racenews.intake.names import is_person
from racenews.types import Dump, Header, Span

MAX_HEADER_LINES = 14  # menu, kicker, headline, standfirst, byline, dates, credit: longer heads were not seen
MAX_ITEM_WORDS = 3  # of a menu's item on a line of its own
MAX_HEAD_LINES = 80  # with such items
MAX_HEADLINE_WORDS = 32
MAX_STOP_TITLE_WORDS = 14  # so long a headline may end in a full stop, right above its byline
MIN_TITLE_WORDS = 4  # shorter lines above others are kickers: "Race report", "For immediate release"
MAX_LINES_ABOVE_FIELDS = 3
MAX_FURNITURE_WORDS = 20
SUBTITLE_RATIO = 1.15
MIN_STANDFIRST_WORDS = 9  # below a headline of three or four words
ANCHOR_REACH = 3  # a byline stands at most so many lines below the headline or standfirst
_MIN_PROSE_WORDS = 9

_SENTENCE_BREAK = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")
_VERBLIKE = re.compile(r"\b(?:is|are|was|to|will|has|how|why|what|after|as|of|for)\b")
_DOING = re.compile(r"\b(?!news\b)(?:[a-z]{2,}(?:s|ed)|to|out|won|set|back|will|is|are|has)\b")
_DEED = re.compile(
    r"\w[\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)? (?:(?!news\b)[a-z]{3,}(?:s|ed)|won|beat|leads|out|set|back|wint|gewinnt|siegt|"
    r"stürmt|gagne|remporte|domine|vince|trionfa|domina|conquista|gana|vence|triunfa)\b"
)
_NO_DOER = frozenset("the a an my our your this these five ten de het der die das le la les il el los".split())
_AWAY = frozenset(
    "again out on back away home up alone solo clear down through nochmal erneut weer encore ancora".split()
)
_ROW = re.compile(r"\d{1,3}[.)]?\s+\S|[-–—•*]\s")
_RESULT = re.compile(r"\d{1,3}[.)]?\s+[A-ZÀ-ÞŁ].*(?:\d[:.'’]\d\d|\+\s?\d|\bs\.?t\.?$)")
_MENU = re.compile(
    r"\b(?:log ?in|sign in|subscribe|my account|newsletters|inloggen|webshop|zoeken|anmelden|abonnieren|suche|"
    r"se connecter|s'abonner|rechercher|suscríbete|iniciar sesión|buscar|accedi|abbonati|cerca|menu)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(r"[|»›▾→←↓↑@°©☰✕×+]|https?:|\(\D*\)$|^\W|\.\.\.$|[A-Z]{4,} [A-Z]{4,}")
# A break between lines that is not one blank line: what cleaning leaves has none, see `_is_evenly_parted`.
_OTHER_BREAK = re.compile(r"\n(?:(?<!\n\n)(?!\n)|[^\S\n]+\n|\n[^\S\n]*\n)")
_BY_ALONE = re.compile(
    r"(?:(?:written|posted|published|words|text)\s+)?by:?|door:?|par:?|von:?|di:?|por:?|av:?|af:?", re.I
)
_HASHES = re.compile(r"^#{1,6}\s+")  # Markdown's sign of a heading
_LISTED = re.compile(r"[-•*]\s+(?P<item>\S.{0,58})")
_TOPICS_ABOVE = re.compile(r"(?i:topics|tags|keywords)\s?:\s*$")  # YAML puts the items below
_SECOND_BYLINE = re.compile(r"(?:and |written )?by\b|and\b", re.IGNORECASE)
_PICTURE = re.compile(
    r"\W*(?:©|copyright|photos?|pictures?|images?|credit|video|fotos?|bild(?:er)?|crédits?|beeld)\b", re.IGNORECASE
)
_SEPARATORS = re.compile(r"\s[|/>·•»›]\s|\s-\s")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at the head of a dump: its part before any form, and what it says."""

    whole: Span
    span: Span
    text: str
    says: HeadLine

    @property
    def is_prose(self) -> bool:
        return not (self.says.explained and self.says.certain) and is_prose(self.text)


def parse_header(dump: Dump, junk: Sequence[Span] = (), is_topic: Callable[[str], bool] = lambda name: False) -> Header:
    """Return what the head of `dump` says of its story, with the spans that say it.

    `junk` holds the spans, in order, that rules are sure of: a headline ends where a sign-up form begins.
    `is_topic` tells a rider's name, which is no byline when it stands alone on a line.
    """
    return settle_day_order(_read(dump, junk, is_topic), dump.text)


def _read(dump: Dump, junk: Sequence[Span], is_topic: Callable[[str], bool]) -> Header:
    """Return what the head says, days read before months."""
    found = Found()
    lines = _head_lines(dump.text, junk, is_text=dump.kind == "text")
    if labelled := read_label_lines(dump.text, [line.whole for line in lines], found):
        lines = lines[labelled:]
    first = _fields_at(dump.text, lines)
    found.above += [line.span for line in lines[:first] if line.text and _is_furniture(line)]
    if not (labelled or first) and not _reads_fields(dump.text, lines):
        lines, is_read = _read_flat(dump.text, lines, found, is_topic)
        if is_read:
            return found.header()
    while first < len(lines):
        line = lines[first]
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
    return found.header()


def _is_item(line: _Line) -> bool:
    """Tell whether a line may be an item of a menu: three words at most that begin with a capital and end openly."""
    text = line.text
    fits = text[:1].isupper() and text[-1:] not in ".?!:;," and len(text.split()) <= MAX_ITEM_WORDS
    return not text or (fits and not line.says.certain)


def _first_lines(lines: list[_Line]) -> Iterator[tuple[int, _Line]]:
    """Yield the first lines with their places; items of a menu do not count."""
    counted = 0
    for i, line in enumerate(lines):
        yield i, line
        counted += not _is_item(line)
        if counted == MAX_LINES_ABOVE_FIELDS:
            return


def _fields_at(text: str, lines: list[_Line]) -> int:
    """Return which of the first lines holds fields: the first, or one under a menu that gives a title."""
    for i, line in _first_lines(lines):
        trial = Found()
        if line.text and read_fields(text, line.span, trial, first=True) and (i == 0 or trial.title):
            return i
        if line.is_prose:
            break
    return 0


def _reads_fields(text: str, lines: list[_Line]) -> bool:
    """Tell whether the first line holds fields."""
    return bool(lines and lines[0].text and read_fields(text, lines[0].span, Found(), first=True))


def _read_flat(
    text: str, lines: list[_Line], found: Found, is_topic: Callable[[str], bool]
) -> tuple[list[_Line], bool]:
    """Read a head that shares its line with the story or with a menu.

    Return the lines with a byline that opens one parted from what follows it, and whether the head is read with that.
    """
    for i, line in _first_lines(lines):
        flat = None if line.text and line.says.explained else read_flat_head(text, line.whole, is_topic)
        below = lines[i + 1].says if i + 1 < len(lines) else line.says
        if flat is None and below.explained and below.certain and (two := read_flat_title(text, line.whole)):
            found.above += [*(above.span for above in lines[:i] if above.text and _is_furniture(above)), two[0]]
            found.title = squeeze(two[1].of(text))
            found.spans.append(two[1])
            return lines[i + 1 :], False
        if flat is None:
            if line.is_prose:
                break
            continue
        rest = Span(line.whole.end - len(text[flat.share.end : line.whole.end].lstrip()), line.whole.end)
        if i and flat.title and not flat.menu and not all(map(_is_item, lines[:i])):
            spans = (flat.title, flat.anchor, rest)  # what stands above may be the headline, and this its standfirst
            return [*lines[:i], *(_line(text, span, span) for span in spans if span), *lines[i + 1 :]], False
        if flat.menu or flat.title or flat.left:
            found.above += [above.span for above in lines[:i] if above.text and _is_furniture(above)]
            found.above += [span for span in (flat.menu, flat.share) if span]
            if flat.title:
                found.title = squeeze(flat.title.of(text))
                found.spans.append(flat.title)
            found.take(flat.anchor, flat.says)
            is_read = bool(rest) or not flat.title
            return lines if is_read else lines[i + 1 :], is_read
        if rest:
            found.above += [flat.share] if flat.share else []
            parts = [_line(text, span, span) for span in (flat.anchor, rest)]
            return [*lines[:i], *parts, *lines[i + 1 :]], False
    return lines, False


def _line(text: str, whole: Span, span: Span) -> _Line:
    return _Line(whole, span, span.of(text), read_head_line(text, span))


def _with_names(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines; "By" alone and the name below it are one."""
    waiting: Span | None = None
    for line in lines:
        if waiting is not None:
            if is_person(line.of(text)):
                line = Span(waiting.start, line.end)
            else:
                yield waiting
            waiting = None
        if _BY_ALONE.fullmatch(line.of(text)):
            waiting = line
        else:
            yield line
    if waiting is not None:
        yield waiting


def _is_dateline(line: _Line) -> bool:
    """Tell whether a line that a rule cuts says the story's day all the same: "AFP | 12 March 2025" is no credit."""
    says = line.says
    return says.explained and bool(says.published or says.updated) and not _PICTURE.match(line.text)


def _head_lines(text: str, junk: Sequence[Span], *, is_text: bool) -> list[_Line]:
    """Return the first lines, each cut where a sure form phrase begins; lines that are all form are left out.

    Where the dump `is_text`, a line of form that says nothing but agency and day is kept.
    """
    starts = [j.start for j in junk]
    lines: list[_Line] = []
    counted = 0  # the items of a menu, a line each, are no reason to stop
    for line in _with_names(text, text_lines(text)):
        at = bisect_right(starts, line.start)
        inside = at > 0 and junk[at - 1].end > line.start
        if inside and junk[at - 1].end >= line.end:
            if is_text and junk[at - 1].start >= line.start and _is_dateline(dated := _line(text, line, line)):
                lines.append(dated)
            continue
        ahead = junk[at].start if at < len(junk) and junk[at].start < line.end else line.end
        end = line.start + len(text[line.start : line.start if inside else ahead].rstrip())
        span = Span(line.start, end)
        lines.append(_line(text, line, span))
        counted += not _is_item(lines[-1])
        if counted == MAX_HEADER_LINES or len(lines) == MAX_HEAD_LINES:
            break
    return lines


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


def _read_block(text: str, lines: list[_Line], found: Found, is_topic: Callable[[str], bool]) -> None:
    """Read headline, byline and dates as a page prints them, and what stands above the headline."""
    whole, lines = lines, lines[: _head_length(lines)]
    anchors = [i for i, line in enumerate(lines) if line.says.explained and line.says.certain]
    if lines and lines[0].is_prose and len(lines) == len(whole) and not _goes_on(text, lines[-1]):
        anchors = []  # no head stands below its story: "Limburg, 22 March 2025" is the last thing that it says
    evenly = _is_evenly_parted(text)
    title_at = _title_at(lines, anchors, found, evenly=evenly)
    names = _lone_names(lines, anchors, title_at, is_topic)
    if title_at is not None and not (anchors or names or found.spans) and evenly:
        found.opening = _opening(whole, title_at)
        title_at = None
    if title_at is not None:
        found.title = squeeze(_HASHES.sub("", lines[title_at].text))
        found.spans.append(lines[title_at].span)
    for i in anchors:
        if found.author and i - 1 in anchors and lines[i - 1].says.author == found.author:
            found.author = _with_colleague(found.author, lines[i])
        found.take(lines[i].span, lines[i].says)
    for i in names:
        if found.author is None:
            found.take(lines[i].span, lines[i].says)
    last = max([*anchors, *names, title_at if title_at is not None else -1])
    for i, line in enumerate(lines[: last + 1]):
        if i in anchors or i in names or i == title_at or line.is_prose:
            continue
        if title_at is not None and i < title_at:
            if _is_furniture(line):
                found.above.append(line.span)
        elif line.says.explained and not line.says.author:
            found.spans.append(line.span)
    if not anchors and title_at is None and lines and (prefix := read_prefix(text, lines[0].span)):
        found.take(*prefix)


def _with_colleague(author: str, line: _Line) -> str:
    """Return a byline with the name in the byline right below it, where that is all that one says."""
    second = line.says.author
    is_byline = second and _SECOND_BYLINE.match(line.text) and not (line.says.published or line.says.updated)
    return f"{author} and {second}" if second and is_byline and second not in author else author


def _goes_on(text: str, line: _Line) -> bool:
    """Tell whether anything is said behind a line."""
    return bool(text[line.whole.end :].strip())


def _opening(lines: list[_Line], title_at: int) -> str | None:
    """Return the line where it can serve as the headline without a byline's word for it, None where it cannot."""
    line = squeeze(lines[title_at].text)
    below = lines[title_at + 1].text if title_at + 1 < len(lines) else ""
    fits = title_at == 0 and MIN_TITLE_WORDS <= len(line.split()) <= MAX_STOP_TITLE_WORDS and line[0].isupper()
    return line if fits and is_prose(below) and not _FURNITURE.search(line) else None


def _is_evenly_parted(text: str) -> bool:
    """Tell whether one blank line stands between any two lines: then nothing sets a headline apart from a paragraph.

    A cleaned story looks like this. Read again, its first line must not be lost as a headline; where a dump
    looks like this and has neither field nor byline nor date, its first line stays in the story as well.
    """
    return not _OTHER_BREAK.search(text.strip())


def _is_furniture(line: _Line) -> bool:
    """Tell whether a line above the headline may go: a menu, a kicker; never what could be text."""
    return not line.is_prose and len(line.text.split()) <= MAX_FURNITURE_WORDS and not _SENTENCE_BREAK.search(line.text)


def _head_length(lines: list[_Line]) -> int:
    """Return how many lines belong to the head: up to the first prose that no byline follows closely."""
    for i, line in enumerate(lines):
        if not line.is_prose:
            continue
        below = lines[i + 1 : i + 1 + ANCHOR_REACH]
        near = [j for j, other in enumerate(below) if other.says.explained and other.says.certain]
        if not near or any(other.is_prose for other in below[: near[0]]):
            return i + 1 if i == 0 else i
    return len(lines)


def _title_at(lines: list[_Line], anchors: list[int], found: Found, *, evenly: bool) -> int | None:
    """Return which line is the headline: the first above the byline that is no kicker, else the first of all."""
    if found.title is not None:
        return None
    below_prose = len(lines)
    fits = [i for i in range(below_prose) if _can_be_title(lines, i, anchors, found, evenly=evenly)]
    first_result = next((i for i, line in enumerate(lines) if _RESULT.match(line.text)), below_prose)
    fits = [i for i in fits if i < first_result]  # behind the first row of a result stands no headline
    above = [i for i in fits if not anchors or i < anchors[0]] or fits
    if not above:
        return None
    quiet = [i for i in above if not _is_kicker(lines[i].text)] or above
    last = quiet[-1]
    if len(quiet) > 1 and quiet[-2] == last - 1:
        upper, lower = lines[quiet[-2]].text, lines[last].text
        # a subtitle is longer than the headline above it, or the headline opens the dump right above its byline; what
        # else stands above a headline is shorter, or a menu
        opens = _opens_dump(lines, quiet[-2]) and last + 1 in anchors
        if (
            (len(upper.split()) > MIN_TITLE_WORDS or (_tells(upper) and len(lower.split()) >= MIN_STANDFIRST_WORDS))
            and (opens or len(lower) > SUBTITLE_RATIO * len(upper))
            and not _FURNITURE.search(upper)
        ):
            return quiet[-2]
    return last


def _opens_dump(lines: list[_Line], i: int) -> bool:
    """Tell whether nothing but one kicker stands above a line that speaks of somebody's doings, as headlines do."""
    return i <= 1 and all(_is_kicker(line.text) for line in lines[:i]) and bool(_DOING.search(lines[i].text))


def _is_kicker(text: str) -> bool:
    """Tell whether a line is what stands above a headline: a section, a place in the site, a name."""
    short = len(text.split()) < MIN_TITLE_WORDS and not _tells(text)
    return short or bool(SMALL_PRINT.fullmatch(text)) or is_person(text)


def _tells(text: str) -> bool:
    """Tell whether a line of three or four words says what somebody does: "Holm storms Bergen"."""
    words = text.split()
    if not 3 <= len(words) <= MIN_TITLE_WORDS or words[0].lower() in _NO_DOER or read_menu(text).end:
        return False
    end = words[-1]
    return bool(_DEED.match(text)) and (end[0].isupper() or end.strip("!?") in _AWAY)


def _can_be_title(lines: list[_Line], i: int, anchors: list[int], found: Found, *, evenly: bool) -> bool:
    """Tell whether a line can be the headline: short, not ended like a sentence, something to read below it."""
    line = lines[i]
    words = line.text.split()
    if (
        i in anchors
        or (line.says.explained and line.says.author)
        or len(line.text) > MAX_TITLE_CHARS
        or (len(words) < 2 and not anchors)
        or SMALL_PRINT.fullmatch(line.text)
    ):
        return False
    if not line.text[0].isalnum() and line.text[0] not in "\"'“‘«¿¡(#":
        return False
    if _ROW.match(line.text) and not re.match(r"\d+ [a-z]", line.text):
        return False
    if _MENU.search(line.text) and not _VERBLIKE.search(line.text):
        return False
    if len(_SEPARATORS.findall(line.text)) >= 2:
        return False
    last = line.text.rstrip("\"'”’»)")[-1:]
    byline_below = i + 1 in anchors
    # a headline with a full stop is believed only above its byline, and not where the desk cleaned before
    opens = i == 0 and not found.spans and not evenly
    if last in ".;,:" and not (last == "." and opens and byline_below and len(words) <= MAX_STOP_TITLE_WORDS):
        return False
    if len(words) > MAX_STOP_TITLE_WORDS and (_SENTENCE_BREAK.search(line.text) or (last in "!?" and not byline_below)):
        return False
    return byline_below or len(words) <= MAX_HEADLINE_WORDS or last not in ".!?"


def _lone_names(
    lines: list[_Line], anchors: list[int], title_at: int | None, is_topic: Callable[[str], bool]
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


def is_prose(text: str) -> bool:
    """Tell whether a line reads as running text: long enough, and ended like a sentence."""
    words = len(text.split())
    ended = text.rstrip("\"'”’»)")[-1:] in (".", "!", "?", "…", ":")
    return words >= _MIN_PROSE_WORDS and (ended or words > MAX_HEADLINE_WORDS)
