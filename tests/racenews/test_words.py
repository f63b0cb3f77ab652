import datetime as dt
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from racenews.publish.search_records import FACETS
from racenews.resources_words import load_words
from racenews.words import CATALOGUES, NATIONS, WordError, Words, english, plural_form

ROOT = Path(__file__).parents[2]
LANGUAGES = sorted(file.stem for file in CATALOGUES.glob("*.toml"))
ASKED = re.compile(r"""\b(?:say|say_html|texts|find|forms)\(\s*f?(["'])([^"'\s]+\.[^"'\s]+)\1""")
QUOTED = re.compile(r"""["']([a-z_]+\.[A-Za-z0-9_.-]+)["']""")
KINDS = "rider|team|race|topic"
SPREAD = {
    "search.%s": "|".join(FACETS),
    "search.{kind}": "obituaries|results|transfers",
    "section.{section}": "riders|teams|races|topics|authors|archive",
    "plate.{drawn.form}": "podium|clock|dots|lanes",
    "count.%s_only": "story|shared",
    "fact.{column}": "predecessor|successor",
    "{table}.title": "search|authors|archive|missing",
    "{table}.description": "search|authors|archive|missing",
    "colour.{family}": "[a-z]+",
    "level.{status}": ".+",
    "class.{grade}": ".+",
}
"""Keys that are made of data, and what that may be; where it is not said here, a kind of topic."""


def sources() -> dict[str, str]:
    files = [
        *(ROOT / "theme/templates").rglob("*.html"),
        *(ROOT / "plugins/racenews").rglob("*.py"),
        *(ROOT / "plugins").glob("*.py"),
    ]
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}


def asked_in(text: str) -> set[str]:
    return {key for _, key in ASKED.findall(text)}


def as_pattern(key: str) -> re.Pattern[str]:
    """Return what a key that holds data may come out as: "dossier.{kind}_{other}", "%s.title"."""
    parts = re.split(r"\{[^}]*\}?|%s", key)
    return re.compile(f"(?:{SPREAD.get(key, KINDS)})".join(map(re.escape, parts)))


def test_every_word_that_is_asked_for_is_there() -> None:
    known = english().entries.keys() - {"dir"}
    for file, text in sources().items():
        for key in asked_in(text):
            assert any(map(as_pattern(key).fullmatch, known)), f"{file} asks for {key}"


def test_no_word_is_there_for_nothing() -> None:
    asked: set[str] = set()
    for text in sources().values():
        asked |= asked_in(text) | set(QUOTED.findall(text))
    patterns = [as_pattern(key) for key in asked]
    idle = [key for key in english().entries if not any(p.fullmatch(key) for p in patterns)]
    assert [key for key in idle if key != "dir" and not key.startswith(f"{NATIONS}.")] == []


def test_there_are_two_languages_at_least() -> None:
    assert {"de", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_catalogue_is_whole_and_sound(lang: str) -> None:
    assert load_words(lang).notes == ()
    assert load_words(lang).entries.keys() == english().entries.keys()


def test_the_english_catalogue_is_checked_as_the_others_are(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_bytes((CATALOGUES / "en.toml").read_bytes())
    own = load_words("xx", folder=tmp_path).entries
    assert own == english().entries


def test_german_writes_dates_figures_and_forms_as_german_does() -> None:
    words = load_words("de")
    day = dt.date(2023, 9, 26)
    assert words.long_date(day) == "26. September 2023" and words.short_date(day) == "26. Sept. 2023"
    assert words.number(1236) == "1.236" and words.number_word(7) == "sieben" and words.number_word(1236) == "1.236"
    assert words.say("team.count", n=1) == "1 Team" and words.say("team.count", n=2000) == "2.000 Teams"
    assert words.say("story.age", n=1) == "Dieser Artikel ist ein Jahr alt."


def test_a_word_in_a_page_is_escaped_and_markup_put_into_it_is_not() -> None:
    words = Words("en", {"a.b": "R&D {x}\u00a0{y}", "dir": "ltr"})
    assert words.say_html("a.b", x="<i>", y=Markup("<b>")) == Markup("R&amp;D &lt;i&gt;&nbsp;<b>")
    assert words.say("a.b", x="<i>", y="z") == "R&D <i>\u00a0z"


def test_a_value_is_never_taken_for_a_placeholder() -> None:
    assert english().say("story.by", author="{n} {0.__class__}") == "By {n} {0.__class__}"
    assert english().say_html("story.by", author="{n}") == "By {n}"


@pytest.mark.parametrize(
    ("key", "values", "told"),
    [
        ("story.bye", {}, 'There is no word "story.bye". Do you mean "story.by"?'),
        ("story.by", {}, 'The word "story.by" needs a value for {author}.'),
        ("count.story", {}, 'The word "count.story" has forms by number. Give it a whole number as n.'),
        ("dates.months", {}, 'The word "dates.months" has forms by number. Give it a whole number as n.'),
    ],
)
def test_a_word_asked_for_wrongly_is_told(key: str, values: dict[str, object], told: str) -> None:
    with pytest.raises(WordError) as fault:
        english().say(key, **values)
    assert str(fault.value) == told


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("en", {1: "one", 0: "other", 2: "other", 101: "other"}),
        ("de-AT", {1: "one", 0: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other"}),
        ("ja", {1: "other"}),
        ("ru", {1: "one", 21: "one", 11: "many", 3: "few", 13: "many", 5: "many"}),
        ("pl", {1: "one", 21: "many", 22: "few", 12: "many"}),
        ("cs", {1: "one", 4: "few", 5: "other", 22: "other"}),
        ("he", {1: "one", 2: "two", 3: "other"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other", 102: "other", 103: "few"}),
    ],
)
def test_forms_are_those_of_cldr(lang: str, forms: dict[int, str]) -> None:
    assert {number: plural_form(lang, number) for number in forms} == forms
