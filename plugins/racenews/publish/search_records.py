"""`Site` -> what the search knows of each story: its text in full for the newest, in brief for the older ones."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from racenews.folding import to_ascii
from racenews.publish.view_records import Announced, Card
from racenews.types import Article, Brief, TopicKind
from racenews.words import Words

NEWEST = "newest"  # the name of the shelf that the script of the search page loads first
_WHOLE, _BRIEF = "text", "older"
# On a shelf. The indexer takes 250 kB and 3 ms a story that is searched whole, 50 kB and 1.5 ms in brief; the reader
# asks for ten small files a shelf.
WHOLE_STORIES, BRIEF_STORIES = 256, 2048
RESULT_ROWS = 3  # two rows in a row may be a slip; three are a table
FACETS = ("kind", "rider", "team", "race", "author", "year")

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("obituaries", re.compile(r"\b(?:dies|dead at|obituary)\b", re.IGNORECASE)),
    ("results", re.compile(r"\bresults\b|general classification", re.IGNORECASE)),
    (
        "transfers",
        re.compile(r"\b(?:leav(?:es?|ing)|joins?|(?:re-)?signs?|swaps?|transfers?|contract)\b", re.IGNORECASE),
    ),
)
_FOREIGN_WORD = re.compile(r"\b[0-9A-Z_a-z]*[^\W\x00-\x7f]\w*")
# Letters that readers write as two where their keyboard lacks them: Jørgensen, Joergensen.
_AS_TWO = str.maketrans({"ø": "oe", "ö": "oe", "ü": "ue", "ä": "ae", "å": "aa", "Ø": "Oe", "Ö": "Oe", "Ü": "Ue",
                         "Ä": "Ae", "Å": "Aa"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One story as the search holds it. `meta` is searched as well as shown; `filters` are its facets."""

    url: str
    content: str
    meta: Mapping[str, str]
    filters: Mapping[str, Sequence[str]]
    sort: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Stories that share an index, newest first."""

    name: str
    """Of its folder: NEWEST, or whether its stories are searched whole or in brief, and its number."""
    stories: Sequence[Announced] = ()

    @property
    def whole(self) -> bool:
        """Say whether the stories' text is searched, and not only headline, summary and names."""
        return not self.name.startswith(_BRIEF)

    @property
    def prefix(self) -> str:
        """Return what stands before the name of each record, by which the browser puts shelves in order.

        The greatest number is the newest shelf; NEWEST itself has none.
        """
        number = self.name.rpartition("-")[2]
        return f"{number}-" if number.isdigit() else ""


def plan_shelves(stories: Sequence[Announced], full_text: int) -> tuple[Shelf, ...]:
    """Return the shelves for `stories`, newest first; the text of `full_text` of them, or of a few more, is searched.

    Shelves fill from the oldest story on. A shelf ends with a story whose address has a digest that ends in zeros, so
    that a story that comes in, goes or gets another day changes its own shelf and hardly ever the next; and none grows
    without end. This is how backups cut files, see Muthitacharoen et al., "A low-bandwidth network file system" (2001).
    """
    oldest_first = stories[::-1]
    ends = _ends(oldest_first, min(WHOLE_STORIES, max(1, full_text // 2)))
    in_brief = len(stories) - full_text
    first_whole = next((start for start, end in pairwise([0, *ends]) if end > in_brief), len(stories))
    brief, whole = oldest_first[:first_whole], oldest_first[first_whole:]
    shelves = [*_shelves(brief, _BRIEF, _ends(brief, BRIEF_STORIES))]
    shelves += _shelves(whole, _WHOLE, [end - first_whole for end in ends if end > first_whole])
    newest = shelves.pop().stories if whole else ()
    return (Shelf(NEWEST, newest), *reversed(shelves))


def _ends(stories: Sequence[Announced], usual: int) -> list[int]:
    """Return where shelves of `usual` stories end, more or less: of half as many at least and twice as many at most."""
    ends = [0]
    for place, story in enumerate(stories, 1):
        filled = place - ends[-1]
        if filled >= 2 * usual or (filled >= usual // 2 and zlib.crc32(story.card.path.encode()) % usual == 0):
            ends.append(place)
    return [*ends[1:], *([len(stories)] if ends[-1] < len(stories) else [])]


def _shelves(stories: Sequence[Announced], kind: str, ends: Sequence[int]) -> Iterator[Shelf]:
    """Yield shelves that end there, oldest first, each with the day of its first story and two digits as its number."""
    names: set[str] = set()
    for start, end in pairwise([0, *ends]):
        day = stories[start].card.date
        number = 100 * (int(day.strftime("%Y%m%d")) if day else 0) + 1
        while f"{kind}-{number}" in names:
            number += 1
        names.add(f"{kind}-{number}")
        yield Shelf(f"{kind}-{number}", stories[start:end][::-1])


def searched_whole_since(shelves: Sequence[Shelf]) -> dt.date | None:
    """Return the day of the oldest story whose text is searched; None where that is so of all, or no day is known."""
    if all(shelf.whole for shelf in shelves):
        return None
    return [shelf for shelf in shelves if shelf.whole][-1].stories[-1].card.date


def shelf_records(
    shelf: Shelf, briefs: Mapping[str, Brief], articles: Mapping[str, Article], words: Words
) -> Iterator[SearchRecord]:
    """Yield a record for each story of a shelf. `briefs` and `articles` are found by their source."""
    for story in shelf.stories:
        article = articles[story.source] if shelf.whole else None
        yield search_record(briefs[story.source], story.card, words, article)


def search_record(brief: Brief, card: Card, words: Words, article: Article | None) -> SearchRecord:
    """Return what the search has of a story: with its whole text where that is given, else in brief."""
    names = " · ".join(dict.fromkeys(t.name for t in brief.topics))
    content = _text(article) if article else brief.summary
    meta = {
        "title": card.title,
        "names": names,
        "by": card.author.name,
        "kicker": card.kicker.name if card.kicker else "",
        "swatch": card.kicker.swatch.family if card.kicker and card.kicker.swatch else "",
        "date": card.date.isoformat() if card.date else "",
        "photo": "+" if card.photo else "",  # no word, so that nobody finds it
        "plain": " ".join(plain_spellings(card.title)),
        "plainnames": " ".join(plain_spellings(f"{names} {card.author.name}")),
        "plaintext": " ".join(plain_spellings(content)),
    }
    filters = {
        "kind": _kinds(brief, words),
        "rider": _names(brief, "rider"),
        "team": _names(brief, "team"),
        "race": _names(brief, "race"),
        "author": (card.author.name,),
        "year": (str(card.date.year),) if card.date else (),
    }
    return SearchRecord(
        url=f"/{card.path}",
        content=content,
        meta={name: value for name, value in meta.items() if value},
        filters={name: values for name, values in filters.items() if values},
        sort={"date": card.date.isoformat() if card.date else "0000"},
    )


def _text(article: Article) -> str:
    """Return what is read of a story: the standfirst where somebody wrote one, and the body."""
    body = " ".join(p.text for p in article.paragraphs)
    if article.summary_source == "derived" or body.startswith(article.summary.rstrip(".…")):
        return body
    return f"{article.summary} {body}"


def plain_spellings(text: str) -> list[str]:
    """Return words of `text` as a plain keyboard writes them, where the search would not find them so by itself.

    Accents are taken off by the search itself; letters such as ø and ł it takes for letters of their own.

    >>> plain_spellings("Mørkøv and Pogačar; Müller of Gruppo")
    ['Moerkoev', 'Morkov', 'Mueller']
    """
    if text.isascii():
        return []
    found = set()
    for word in set(_FOREIGN_WORD.findall(text)):
        plain = to_ascii(word)
        if plain.lower() != _as_searched(word).lower():
            found.add(plain)
        if word[:1].isupper() and (spelt := to_ascii(word.translate(_AS_TWO))) != plain:
            found.add(spelt)
    return sorted(found)


def _as_searched(word: str) -> str:
    """Return a word as the search folds it: without accents, while ø and ł stay."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _names(brief: Brief, kind: TopicKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.name for t in brief.topics if t.kind == kind))


def _kinds(brief: Brief, words: Words) -> tuple[str, ...]:
    """Return the kinds of a story by its headline and its table, and the subjects it is filed under; else news."""
    kinds = [name for name, signs in _KINDS if signs.search(brief.title)]
    if brief.rows >= RESULT_ROWS and "results" not in kinds:
        kinds.append("results")
    said = (words.say(f"search.{kind}") for kind in kinds)
    return (*said, *_names(brief, "topic")) or (words.say("search.news"),)
