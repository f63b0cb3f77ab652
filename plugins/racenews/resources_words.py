"""The paper's words in the language of the settings: a catalogue, and over it the desk's own; both checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from racenews.resources_checks import check_text, name_of, read_toml
from racenews.types import RacenewsError
from racenews.words import ALSO_FILLED, CATALOGUES, ENGLISH, Said, Words, english, flatten, suggest

WORDS = "words.toml"
"""The desk's file of words."""
FORMS = ("zero", "one", "two", "few", "many", "other")
DIRECTIONS = ("ltr", "rtl")
MOST_NAMED = 5  # words without a translation that a note names


def load_words(lang: str = ENGLISH, desk: Path | None = None, folder: Path = CATALOGUES) -> Words:
    """Return the words for `lang`, with what `words.toml` in `desk` says instead.

    English stands in for what is missing, and the words have a note of it.
    A region ("de-AT") without a catalogue of its own takes that of its language.
    Raises RacenewsError listing every fault.
    """
    faults: list[str] = []
    base = english()
    own = _read(_find_catalogue(lang, folder), base.entries, faults) if lang != ENGLISH else base.entries
    desk_own = _read(desk / WORDS, base.entries, faults) if desk else {}
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))
    missing = sorted(base.entries.keys() - own.keys() - desk_own.keys())
    notes = (_tell_missing(lang, missing, folder),) if missing else ()
    return Words(lang, {**base.entries, **own, **desk_own}, notes)


def _find_catalogue(lang: str, folder: Path) -> Path:
    """Return the catalogue of a language, which need not exist."""
    own = folder / f"{lang.lower()}.toml"
    return own if own.is_file() else folder / f"{lang.lower().partition('-')[0]}.toml"


def _tell_missing(lang: str, missing: list[str], folder: Path) -> str:
    known = ", ".join(sorted(file.stem for file in folder.glob("*.toml")))
    if not _find_catalogue(lang, folder).is_file():
        return (
            f'DEFAULT_LANG = "{lang}": there is no catalogue of this language, so {len(missing)} words stay English. '
            f"Choose one of {known}, or say them in desk/{WORDS}."
        )
    named = ", ".join(f'"{key}"' for key in missing[:MOST_NAMED])
    more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    return f'DEFAULT_LANG = "{lang}": without a translation and English: {named}{more}. Say them in desk/{WORDS}.'


def _read(file: Path, base: Mapping[str, Said], faults: list[str]) -> dict[str, Said]:
    """Return what a catalogue says; append to `faults` what it says wrong."""
    found: dict[str, Said] = {}
    for key, value in flatten(read_toml(file, faults)):
        where = f'{name_of(file)}: "{key}"'
        if key not in base:
            hint = suggest(key, base) or " Every word that there is stands in plugins/racenews/data/words/en.toml."
            faults.append(f"{where}: there is no such word.{hint}")
        elif wrong := _check(key, value, base[key]):
            faults.append(f"{where} {wrong}")
        else:
            found[key] = {"other": value} if isinstance(base[key], Mapping) and isinstance(value, str) else value
    return found


def _check(key: str, value: Any, english_said: Said) -> str:
    """Return what is wrong with a word, held against the English one; "" where nothing is."""
    if key == "dir":
        return "" if value in DIRECTIONS else f"is neither {' nor '.join(DIRECTIONS)}. Write one of them in quotes."
    if isinstance(english_said, str):
        return check_text(value) or _check_placeholders([value], [english_said], ALSO_FILLED.get(key, ()))
    if isinstance(english_said, Mapping):
        return _check_forms(value, english_said)
    if not isinstance(value, list) or len(value) != len(english_said) or any(map(check_text, value)):
        return f"is no list of {len(english_said)} texts. Write as many as the English catalogue has, in its order."
    return _check_placeholders(value, [])


def _check_forms(value: Any, english_said: Mapping[str, str]) -> str:
    forms = {"other": value} if isinstance(value, str) else value
    if not isinstance(forms, Mapping) or "other" not in forms or any(map(check_text, forms.values())):
        return 'has no forms by number. Write { one = "…", other = "…" }.'
    strangers = [form for form in forms if form not in FORMS]
    if strangers:
        return f'has a form "{strangers[0]}". Known: {", ".join(FORMS)}.'
    return _check_placeholders(forms.values(), english_said.values())


def _check_placeholders(texts: Any, english_texts: Any, also: Iterable[str] = ()) -> str:
    """Return what is wrong with the placeholders of `texts`: they are among those of the English ones."""
    known = {name for text in english_texts for name in _placeholders(text)} | {*also}
    if "n" in known or "words" in known:
        known |= {"n", "words"}
    for text in texts:
        try:
            names = _placeholders(text)
        except ValueError as fault:
            return f'cannot be read: "{text}" ({fault}). A brace that is meant as such is written twice.'
        for name in names:
            if name not in known:
                listed = ", ".join(f"{{{k}}}" for k in sorted(known)) or "none"
                return f"has a placeholder {{{name}}} that nothing fills. Known here: {listed}."
    return ""


def _placeholders(text: str) -> list[str]:
    """Return the names in braces; ValueError where braces do not match or hold more than a name."""
    names = []
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(f'"{{{name}}}" is no name')
        names.append(name)
    return names
