from pathlib import Path

import pytest

from racenews import resources
from racenews.resources_words import load_words
from racenews.types import RacenewsError


def desk(tmp_path: Path, text: str) -> Path:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/words.toml").write_text(text, encoding="utf-8")
    return tmp_path / "desk"


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(RacenewsError) as fault:
        load_words(desk=desk(tmp_path, text))
    return str(fault.value).splitlines()


def test_the_desk_says_single_words_otherwise_in_any_language(tmp_path: Path) -> None:
    folder = desk(tmp_path, '[story]\nby = "Aus der Feder von {author}"\n[count]\nmore = "{n} mehr"\n')
    for lang in ("en", "de"):
        words = load_words(lang, folder)
        assert words.say("story.by", author="Jo") == "Aus der Feder von Jo"
        assert words.say("count.more", n=1) == "1 mehr" and words.say("count.more", n=1200)[1] in ",."
    assert words.say("story.made") == "Wie diese Seite entstand" and words.notes == ()


def test_a_region_takes_the_catalogue_of_its_language() -> None:
    assert load_words("de-AT").say("search.title") == load_words("DE").say("search.title") == "Suche"


def test_what_is_not_translated_stays_english_with_one_note(tmp_path: Path) -> None:
    (tmp_path / "nl.toml").write_text('[search]\ntitle = "Zoeken"\n', encoding="utf-8")
    words = load_words("nl", folder=tmp_path)
    assert words.say("search.title") == "Zoeken" and words.say("search.button") == "Search"
    (note,) = words.notes
    assert note.startswith('DEFAULT_LANG = "nl": without a translation and English: "archive.all_months", ')
    assert note.endswith(" more. Say them in desk/words.toml.")


def test_a_language_without_a_catalogue_is_told_of() -> None:
    (note,) = load_words("fi").notes
    assert "there is no catalogue of this language" in note and "Choose one of de, en," in note


def test_every_wrong_word_is_told_at_once(tmp_path: Path) -> None:
    text = """
dir = "up"
colour = "red"
[story]
bye = "By {author}"
by = "By {autor}"
made = ""
related = "{"
later = "{0}"
minutes = { one = "{n}" }
earlier = "{x.y}"
[count]
story = { other = "{n}", tons = "{n}" }
more = { other = "{m}" }
[dates]
months = ["January"]
"""
    assert faults(tmp_path, text) == [
        'desk/words.toml: "colour": there is no such word. Every word that there is stands in plugins/racenews/data/words/en.toml.',
        'desk/words.toml: "count.more" has a placeholder {m} that nothing fills. Known here: {n}, {words}.',
        'desk/words.toml: "count.story" has a form "tons". Known: zero, one, two, few, many, other.',
        'desk/words.toml: "dates.months" is no list of 12 texts. Write as many as the English catalogue has, in its order.',
        'desk/words.toml: "dir" is neither ltr nor rtl. Write one of them in quotes.',
        'desk/words.toml: "story.by" has a placeholder {autor} that nothing fills. Known here: {author}.',
        'desk/words.toml: "story.bye": there is no such word. Do you mean "story.by"?',
        'desk/words.toml: "story.earlier" cannot be read: "{x.y}" ("{x.y}" is no name). A brace that is meant as such is written twice.',
        'desk/words.toml: "story.later" cannot be read: "{0}" ("{0}" is no name). A brace that is meant as such is written twice.',
        'desk/words.toml: "story.made" is empty or no text. Write it in quotes: "…".',
        'desk/words.toml: "story.minutes" has no forms by number. Write { one = "…", other = "…" }.',
        'desk/words.toml: "story.related" cannot be read: "{" (Single \'{\' encountered in format string). A brace that is meant as such is written twice.',
    ]


def test_what_is_no_toml_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, "[story]\nby = By\n")[0].startswith("desk/words.toml: not valid TOML")


def test_wrong_words_are_told_together_with_the_desk_s_other_faults(tmp_path: Path) -> None:
    folder = desk(tmp_path, '[story]\nbye = "x"\n')
    (folder / "authors.toml").write_text('[[author]]\nname = "A"\nnick = "B"\n', encoding="utf-8")
    with pytest.raises(RacenewsError) as fault:
        resources.load(desk=folder)
    assert "desk/authors.toml" in str(fault.value) and "desk/words.toml" in str(fault.value)
