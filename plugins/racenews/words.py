"""The paper's own words in one language: texts by key, forms by number, dates and figures as the language writes them.

A catalogue (`data/words/*.toml`) is read and checked by `resources_words`; here is what it can say.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from markupsafe import Markup, escape

from racenews.palette import load_nations

CATALOGUES = Path(__file__).parent / "data" / "words"
ENGLISH = "en"
NATIONS = "nations"
MOST_DAYS = 10_000  # that are remembered as they are written: most stand on a dozen pages

ALSO_FILLED: Mapping[str, tuple[str, ...]] = {"head.front": ("tagline",)}
"""Placeholders that a page fills and the English text does without."""

Said = str | Mapping[str, str] | Sequence[str]
"""A text, its forms by number ("one", "other"), or a list of texts."""


class WordError(LookupError):
    """A page asks for a word that no catalogue has, or leaves a placeholder open."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, English where it lacks one. Keys are "table.name", as the catalogues have them."""

    lang: str
    entries: Mapping[str, Said]
    notes: tuple[str, ...] = ()
    """What the editor should know of them, a line each."""

    @property
    def dir(self) -> str:
        """Return "ltr" or "rtl"."""
        return str(self.entries["dir"])

    def say(self, key: str, /, **values: object) -> str:
        """Return a text with its placeholders filled; `n` chooses the form, and `{words}` is `n` as a word.

        Whole numbers are counts and come out with their separators: years and numbers of pages are given as texts.

        >>> english().say("count.story", n=1812), english().say("story.age", n=2)
        ('1,812 stories', 'This story is two years old.')
        """
        text = self._text(key, values)
        if "{" not in text:
            return text
        try:
            return text.format(**self._values_in(text, values))
        except KeyError as missing:
            raise _left_open(key, missing) from None

    def say_html(self, key: str, /, **values: object) -> Markup:
        """Return a text as HTML: itself escaped, and each value, unless that is HTML already."""
        text = _as_html(self._text(key, values))
        if "{" not in text:
            return text
        filled = self._values_in(text, values)
        parts = _part(text)
        try:
            if parts is None:
                return text.format(**filled)
            # `Markup.format` takes twenty times as long
            told = [part if named is None else escape(filled[named]) for part, named in parts]
        except KeyError as missing:
            raise _left_open(key, missing) from None
        return Markup("".join(told))  # noqa: S704  # all of it is HTML

    def find(self, key: str) -> str:
        """Return a text as it stands in the catalogue, "" where there is none: for keys that are made of data."""
        said = self.entries.get(key, "")
        return said if isinstance(said, str) else ""

    def texts(self, key: str) -> Sequence[str]:
        """Return a list of texts, such as the months."""
        said = self._entry(key)
        if not isinstance(said, (list, tuple)):
            raise WordError(f'"{key}" is no list of texts.')
        return said

    def forms(self, key: str) -> Mapping[str, str]:
        """Return the forms of a text by number, placeholders and all."""
        said = self._entry(key)
        if not isinstance(said, Mapping):
            raise WordError(f'"{key}" has no forms by number.')
        return said

    def table(self, name: str) -> Mapping[str, str]:
        """Return all plain texts of one table, by their names in it."""
        head = f"{name}."
        return {k.removeprefix(head): v for k, v in self.entries.items() if k.startswith(head) and isinstance(v, str)}

    def number(self, number: int) -> str:
        """Return a count in figures: "1,236", or "1.236"."""
        return f"{number:,}".replace(",", str(self.entries["numbers.thousands"]))

    def number_word(self, number: int) -> str:
        """Return "seven" up to twelve, then figures.

        >>> english().number_word(7), english().number_word(1812)
        ('seven', '1,812')
        """
        words = self.texts("numbers.words")
        return words[number] if 0 <= number < len(words) else self.number(number)

    def month(self, month: int) -> str:
        """Return the name of a month, 1 to 12."""
        return self.texts("dates.months")[month - 1]

    def month_and_year(self, year: int, month: int) -> str:
        """Return "August 2025"."""
        return self.say("dates.month_and_year", month=self.month(month), year=str(year))

    def day_and_month(self, day: int, month: int) -> str:
        """Return "3 August"."""
        return self.say("dates.day_and_month", day=str(day), month=self.month(month))

    def long_date(self, day: dt.date | None) -> str:
        """Return "3 August 2025", or "" for None."""
        return self._date("dates.long", "dates.months", day)

    def short_date(self, day: dt.date | None) -> str:
        """Return "3 Aug 2025", or "" for None."""
        return self._date("dates.short", "dates.months_short", day)

    def _date(self, key: str, months: str, day: dt.date | None) -> str:
        if day is None:
            return ""
        try:
            return _set_day(self._text(key, {}), self.texts(months)[day.month - 1], day)
        except KeyError as missing:
            raise _left_open(key, missing) from None

    def _entry(self, key: str) -> Said:
        try:
            return self.entries[key]
        except KeyError:
            raise WordError(f'There is no word "{key}".{suggest(key, self.entries)}') from None

    def _text(self, key: str, values: Mapping[str, object]) -> str:
        said = self._entry(key)
        if isinstance(said, str):
            return said
        number = values.get("n")
        if not isinstance(said, Mapping) or not isinstance(number, int):
            raise WordError(f'The word "{key}" has forms by number. Give it a whole number as n.')
        return said.get(plural_form(self.lang, number), said["other"])

    def _values_in(self, text: str, values: Mapping[str, object]) -> dict[str, object]:
        """Return what to fill a text with."""
        filled = {name: self.number(value) if type(value) is int else value for name, value in values.items()}
        if "{words" in text and isinstance(number := values.get("n"), int):
            filled["words"] = self.number_word(number)
        return filled


def _left_open(key: str, missing: KeyError) -> WordError:
    return WordError(f'The word "{key}" needs a value for {{{missing.args[0]}}}.')


@cache
def _part(text: str) -> tuple[tuple[str, str | None], ...] | None:
    """Return a text as (what stands there, None) and ("", what to fill in); None where that would say too little."""
    parts: list[tuple[str, str | None]] = []
    for stands, named, form, turned in Formatter().parse(text):
        parts.append((stands, None))
        if named is not None:
            if form or turned or not named.isidentifier():
                return None
            parts.append(("", named))
    return tuple(parts)


@lru_cache(MOST_DAYS)
def _set_day(text: str, month: str, day: dt.date) -> str:
    return text.format(day=str(day.day), month=month, year=str(day.year))


@cache
def _as_html(text: str) -> Markup:
    """Return a text escaped, its no-break spaces by name: in a template nobody would see them."""
    return Markup(str(escape(text)).replace("\u00a0", "&nbsp;"))  # noqa: S704  # escaped in this very line


def suggest(key: str, known: Mapping[str, object]) -> str:
    """Return " Do you mean …?" with the nearest key, "" where none is near."""
    tail = key.rpartition(".")[2]
    near = [*get_close_matches(key, known, 1, 0.75), *(k for k in known if k.rpartition(".")[2] == tail)]
    return f' Do you mean "{near[0]}"?' if near else ""


def plural_form(lang: str, number: int) -> str:
    """Return the CLDR category of a whole number; "one" for 1 and "other" else in the languages not named here.

    >>> plural_form("de", 1), plural_form("fr", 0), plural_form("pl", 23), plural_form("ar", 11)
    ('one', 'one', 'few', 'many')
    """
    ten, hundred = number % 10, number % 100
    few = ten in (2, 3, 4) and hundred not in (12, 13, 14)
    match lang.partition("-")[0].lower():
        case "ja" | "ko" | "zh" | "th" | "vi" | "id" | "ms":
            return "other"
        case "fr" | "pt":
            return "one" if number < 2 else "other"
        case "ru" | "uk" | "be" | "sr" | "hr" | "bs":
            return "one" if ten == 1 and hundred != 11 else "few" if few else "many"
        case "pl":
            return "one" if number == 1 else "few" if few else "many"
        case "cs" | "sk":
            return "one" if number == 1 else "few" if number in (2, 3, 4) else "other"
        case "he":
            return {1: "one", 2: "two"}.get(number, "other")
        case "ar":
            near = "few" if 3 <= hundred <= 10 else "many" if hundred >= 11 else "other"
            return {0: "zero", 1: "one", 2: "two"}.get(number, near)
    return "one" if number == 1 else "other"


def flatten(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a catalogue holds as ("table.name", value)."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{key}", said) for key, said in value.items())
        else:
            yield name, value


@cache
def english() -> Words:
    """Return the paper's English words: all that there are, and what the other catalogues are held against."""
    text = (CATALOGUES / f"{ENGLISH}.toml").read_text(encoding="utf-8")
    nations = {f"{NATIONS}.{code}": name for code, name in load_nations().items()}
    return Words(ENGLISH, {**dict(flatten(tomllib.loads(text))), **nations})
