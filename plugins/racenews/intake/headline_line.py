"""Which of the first lines of a dump is its headline."""

from __future__ import annotations

import re

from racenews.intake.credit_lines import names_genre, opens_with_credit, tells_more
from racenews.intake.dates import find_dates
from racenews.intake.fields import MAX_TITLE_CHARS, Found, squeeze
from racenews.intake.header_lines import SMALL_PRINT
from racenews.intake.menu_words import read_menu
from racenews.intake.names import is_person
from racenews.intake.top_lines import MAX_HEADLINE_WORDS, SENTENCE_BREAK, TopLine, is_prose

MAX_STOP_TITLE_WORDS = 14  # so long a headline may end in a full stop, right above its byline
MIN_TITLE_WORDS = 4  # shorter lines above others are kickers: "Race report", "For immediate release"
SUBTITLE_RATIO = 1.15
MIN_STANDFIRST_WORDS = 9  # below a headline of three or four words
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
_SEPARATORS = re.compile(r"\s[|/>·•»›]\s|\s-\s")


def find_title(lines: list[TopLine], anchors: list[int], found: Found, *, evenly: bool) -> int | None:
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
    sure = [i for i in quiet if not (_is_dated(lines[i]) or names_genre(lines[i].text))]
    if sure and quiet[-1] > sure[-1]:
        quiet = sure  # what may be unread credits must not take the place of the headline above them
    last = quiet[-1]
    if len(quiet) > 1 and quiet[-2] == last - 1:
        upper, lower = lines[quiet[-2]].text, lines[last].text
        if reads_as_headline(upper) and not reads_as_headline(lower):
            return quiet[-2]
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


def _is_dated(line: TopLine) -> bool:
    """Tell whether a line holds a day of a year."""
    return bool(line.says.published or line.says.updated)


def _is_credit(line: TopLine) -> bool:
    """Tell whether a line that is not read to its end is a byline or a date all the same, and so no headline."""
    dates = [found.span for found in find_dates(line.text)] if _is_dated(line) else []
    return opens_with_credit(line.text) or (bool(dates) and not tells_more(line.text, dates))


def _holds_credit(line: TopLine) -> bool:
    """Tell whether a line below a headline is about who and when, be it read to its end or not."""
    return line.says.explained or _is_dated(line) or opens_with_credit(line.text) or names_genre(line.text)


def reads_as_headline(text: str) -> bool:
    """Tell whether a line tells what somebody did, in the words and the length of a headline.

    >>> reads_as_headline("Holm sprints to victory in Bergen"), reads_as_headline("Home News Races Results Riders")
    (True, False)
    """
    words = text.split()
    fits = MIN_TITLE_WORDS < len(words) <= MAX_STOP_TITLE_WORDS and text[0].isupper() and text[-1] not in ".,;:"
    return fits and bool(_DEED.match(text)) and not (_FURNITURE.search(text) or read_menu(text).end)


def _opens_dump(lines: list[TopLine], i: int) -> bool:
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


def _can_be_title(lines: list[TopLine], i: int, anchors: list[int], found: Found, *, evenly: bool) -> bool:
    """Tell whether a line can be the headline: short, not ended like a sentence, something to read below it."""
    line = lines[i]
    if len(line.text) > MAX_TITLE_CHARS:
        return False
    words = line.text.split()
    if (
        i in anchors
        or (line.says.explained and line.says.author)
        or (len(words) < 2 and not anchors)
        or SMALL_PRINT.fullmatch(line.text)
        or _is_credit(line)
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
    if len(words) > MAX_STOP_TITLE_WORDS and (SENTENCE_BREAK.search(line.text) or (last in "!?" and not byline_below)):
        return False
    return byline_below or len(words) <= MAX_HEADLINE_WORDS or last not in ".!?"


def find_opening(lines: list[TopLine], title_at: int) -> str | None:
    """Return the line where it can serve as the headline without a byline's word for it, None where it cannot."""
    line = squeeze(lines[title_at].text)
    below = next(
        (other.text for other in lines[title_at + 1 :] if is_prose(other.text) or not _holds_credit(other)), ""
    )
    fits = title_at == 0 and MIN_TITLE_WORDS <= len(line.split()) <= MAX_STOP_TITLE_WORDS and line[0].isupper()
    return line if fits and is_prose(below) and not _FURNITURE.search(line) else None
