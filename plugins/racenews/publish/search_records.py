"""`Site` -> what the search knows of each story: its text in full for the newest, in brief for the older ones."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from racenews.folding import to_ascii
from racenews.publish.view_records import Card, StoryView
from racenews.types import Article, TopicKind
from racenews.words import Words

OLDER_STORIES = 5_000  # in brief, in one index: the indexer takes some 50 kB a story, a quarter of a gigabyte in all
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
_WORD = re.compile(r"\w+")
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
    """Stories that share an index. The newest are on the first shelf; older ones fill theirs from the oldest on."""

    number: int
    """0 for the newest; 1 for the oldest, 2 for those that came after it, and so on."""
    stories: Sequence[StoryView]

    @classmethod
    def named(cls, name: str) -> Shelf:
        """Return an empty shelf of this name."""
        return cls(int(name.partition("-")[2] or 0), ())

    @property
    def whole(self) -> bool:
        """Say whether the stories' text is searched, and not only headline, summary and names."""
        return self.number == 0

    @property
    def name(self) -> str:
        """Return the name of its folder."""
        return f"older-{self.number}" if self.number else "newest"


def plan_shelves(stories: Sequence[StoryView], full_text: int) -> tuple[Shelf, ...]:
    """Return the shelves for `stories`, newest first: one with `full_text` of them, then those of the older.

    A shelf of older stories that is full stays as it is when new stories come in, and so does its index.
    """
    older = stories[full_text:][::-1]
    starts = range(0, len(older), OLDER_STORIES)
    parts = [Shelf(number, older[start : start + OLDER_STORIES]) for number, start in enumerate(starts, 1)]
    return (Shelf(0, stories[:full_text]), *reversed(parts))


def searched_whole_since(stories: Sequence[StoryView], full_text: int) -> dt.date | None:
    """Return the day of the oldest story whose text is searched; None where that is so of all, or no day is known."""
    if len(stories) <= full_text:
        return None
    return stories[full_text - 1].card.date


def shelf_records(shelf: Shelf, articles: Mapping[str, Article], words: Words) -> Iterator[SearchRecord]:
    """Yield a record for each story of a shelf. `articles` are found by their source."""
    for story in shelf.stories:
        yield search_record(articles[story.source], story.card, words, whole=shelf.whole)


def search_record(article: Article, card: Card, words: Words, *, whole: bool) -> SearchRecord:
    """Return what the search has of a story: with its `whole` text or in brief."""
    names = " · ".join(dict.fromkeys(t.name for t in article.topics))
    content = _text(article) if whole else article.summary
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
        "kind": _kinds(article, words),
        "rider": _names(article, "rider"),
        "team": _names(article, "team"),
        "race": _names(article, "race"),
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
    for word in set(_WORD.findall(text)):
        if word.isascii():
            continue
        plain = to_ascii(word)
        if plain.lower() != _as_searched(word).lower():
            found.add(plain)
        if word[:1].isupper() and (spelt := to_ascii(word.translate(_AS_TWO))) != plain:
            found.add(spelt)
    return sorted(found)


def _as_searched(word: str) -> str:
    """Return a word as the search folds it: without accents, while ø and ł stay."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _names(article: Article, kind: TopicKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.name for t in article.topics if t.kind == kind))


def _kinds(article: Article, words: Words) -> tuple[str, ...]:
    """Return the kinds of a story by its headline and its table, and the subjects it is filed under; else news."""
    rows = sum(p.kind == "row" for p in article.paragraphs)
    kinds = [name for name, signs in _KINDS if signs.search(article.title)]
    if rows >= RESULT_ROWS and "results" not in kinds:
        kinds.append("results")
    said = (words.say(f"search.{kind}") for kind in kinds)
    return (*said, *_names(article, "topic")) or (words.say("search.news"),)
