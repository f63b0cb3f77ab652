"""The desk's files: what they may say, and that a slip names file, entry and remedy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from racenews import resources
from racenews.resources_desk import Desk, load_desk
from racenews.types import Override, RacenewsError

GOOD = '[[override]]\nfile = "2023/x.txt"\ntitle = "Holm alone"\n'


def load(tmp_path: Path, text: str, name: str = "overrides.toml") -> Desk:
    desk = tmp_path / "desk"
    desk.mkdir(exist_ok=True)
    (desk / name).write_text(text, encoding="utf-8")
    return load_desk(desk)


def test_an_override_is_read_with_all_it_says(tmp_path: Path) -> None:
    more = (
        'author = ""\ndate = 2023-09-26\nsummary = "In short."\nslug = "holm-alone"\n'
        'keep = ["a line"]\ncut = ["a form"]\npublish = false\n'
    )
    assert load(tmp_path, GOOD + more).overrides == {
        "2023/x.txt": Override(
            "2023/x.txt", "Holm alone", "", dt.date(2023, 9, 26), "In short.", "holm-alone", ("a line",), ("a form",),
            publish=False,
        )
    }  # fmt: skip


def test_a_date_may_stand_in_quotes(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD + 'date = "2023-09-26"\n').overrides["2023/x.txt"].date == dt.date(2023, 9, 26)


def test_no_desk_says_nothing(tmp_path: Path) -> None:
    assert load_desk(None) == load_desk(tmp_path) == Desk()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + 'titel = "x"\n', 'override "2023/x.txt": unknown key "titel". Known: file, title, author'),
        (GOOD + GOOD, 'override "2023/x.txt": there are two entries for this file. Put them into one.'),
        ('[[override]]\ntitle = "x"\n', "override 1 names no file. Name the dump by its path below content/dumps"),
        ('[[override]]\nfile = "a.txt"\n', 'override "a.txt": it says nothing'),
        (GOOD + "date = 2023\n", "date is no day. Write it as 2023-09-26."),
        (GOOD + 'date = "2023-02-30"\n', "date is no day"),
        (GOOD + 'keep = "a line"\n', "keep is no list of texts. Write it in brackets"),
        (GOOD + 'cut = [" "]\n', "cut is no list of texts"),
        (GOOD + 'keep = ["A  line"]\ncut = ["a line"]\n', '"a line" is both kept and cut. Decide for one.'),
        (
            GOOD + 'keep = ["the"]\n',
            'keep holds "the", which stands all over the dump. Copy the whole sentence or line.',
        ),
        (GOOD + 'cut = ["A form.", "Of the"]\n', 'cut holds "Of the", which stands all over the dump'),
        (GOOD + 'publish = "no"\n', "publish is neither true nor false"),
        (GOOD + 'slug = "Holm Alone"\n', "slug is no address. Use a-z, 0-9 and hyphens"),
        (GOOD + 'slug = "con"\n', 'slug is "con", a name that is kept for something else. Lengthen it: "con-story".'),
        (GOOD + 'summary = ""\n', "summary is empty or no text"),
        ("[[overrides]]\n", 'unknown table "overrides". Known: override.'),
        ('override = "x"\n', "override is no list of entries. Begin each one with [[override]]."),
        ("[[override]\n", "not valid TOML"),
        (f"x = {'[' * 100_000}", "brackets stand in brackets hundreds deep"),
        (f"x = {'9' * 5_000}", "not valid TOML"),
        ("# a line\n" * 250_000, "it has 2.2 MB, and may have 2 MB"),
        (GOOD + "summary = “In short.”\n", "Mend that line, summary = “In short.”: put the text in straight quotes"),
        (
            GOOD + "summary = In short\n",
            'Mend that line, summary = In short: put the text in straight quotes: KEY = "VALUE"',
        ),
        (GOOD + 'summary = "In short\n', 'Mend that line, summary = "In short: close the text with a straight quote'),
        (GOOD + 'keep = ["a line" "b"]\n', 'Mend that line, keep = ["a line" "b"]: close the bracket, and part what'),
        (GOOD + 'summary = "a\\b c"\nslug = "C:\\d"\n', 'Mend that line, slug = "C:\\d": write \\\\ for a backslash.'),
        (GOOD + "the title\n", 'Mend that line, the title: write KEY = "VALUE"'),
        (GOOD + 'title = "b"\n', 'Mend that line, title = "b": this table or key stands further up already.'),
    ],
)
def test_a_slip_names_file_entry_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        load(tmp_path, text)
    assert message in str(fault.value)
    assert all(line.startswith("desk/overrides.toml: ") for line in str(fault.value).splitlines())


def test_all_slips_are_told_at_once_with_those_of_the_rules(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "overrides.toml").write_text(GOOD + 'titel = "x"\ndate = 5\n', encoding="utf-8")
    (desk / "rules.toml").write_text('[[rule]]\nid = "desk/a"\nmach = "x"\n', encoding="utf-8")
    with pytest.raises(RacenewsError) as fault:
        resources.load(desk=desk)
    assert all(
        said in str(fault.value) for said in ("titel", "date is no day", 'desk/rules.toml: rule "desk/a"', "mach")
    )


MOTTO = '[[rule]]\nid = "desk/a"\nmatch = "the paper of the north"\nwhy = "our motto"\nseen = "2023/x.txt"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            MOTTO.replace("x.txt", "y.txt"),
            'seen is "2023/y.txt", and there is no such file in content/dumps. Do you mean "2023/x.txt"? Correct its path.',
        ),
        (
            MOTTO.replace("the paper", "{the paper"),
            "a brace { } is not closed. Write words of which one stands there as {our|your}.",
        ),
        (
            MOTTO.replace("2023/x", "roche"),
            "and there is no such file in content/dumps. Name the dump that shows the phrase.",
        ),
        (MOTTO.replace('"2023/x.txt"', "5"), "seen is empty or no text"),
        (MOTTO.replace('"our motto"', "[1]"), "why is empty or no text"),
        (MOTTO.replace('"the paper of the north"', "5"), "match is no list of texts"),
        (MOTTO.replace('"the paper of the north"', '["a motto", 5]'), "match is no list of texts"),
        ('rule = "x"\n', "rule is no list of entries. Begin each one with [[rule]]."),
    ],
)
def test_a_slip_about_rules_names_file_entry_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "dumps/2023").mkdir(parents=True)
    (tmp_path / "dumps/2023/x.txt").write_text("x", encoding="utf-8")
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/rules.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RacenewsError) as fault:
        resources.load(desk=tmp_path / "desk")
    assert message in str(fault.value)
    assert str(fault.value).startswith("desk/rules.toml: ")


def test_a_rule_may_say_in_words_where_it_was_seen(tmp_path: Path) -> None:
    (tmp_path / "dumps").mkdir()
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/rules.toml").write_text(MOTTO.replace("2023/x.txt", "every story of the wire"), encoding="utf-8")
    assert resources.load(desk=tmp_path / "desk").desk.rules == {"desk/a"}


# --- the folder -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("topic.toml", 'Do you mean "topics.toml"? Rename it'),
        ("override.toml", 'Do you mean "overrides.toml"? Rename it'),
        ("Overrides.toml", 'Do you mean "overrides.toml"? Rename it'),
        ("rules.toml.txt", 'Do you mean "rules.toml"? Rename it'),
        ("authors", 'Do you mean "authors.toml"? Rename it'),
        (
            "notes.toml",
            "Rename it to one of overrides.toml, authors.toml, redirects.toml, rules.toml, pictures.toml, topics.toml, words.toml",
        ),
    ],
)
def test_a_file_that_nobody_reads_is_told_of(name: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        load(tmp_path, "", name)
    assert str(fault.value) == (
        f"desk/{name}: nothing reads a file of this name. {hint}, or take it out of the folder."
    )


@pytest.mark.parametrize("name", ["README.md", ".overrides.toml.swp", "overrides.toml~", "rules.toml.bak", "notes.txt"])
def test_notes_and_copies_beside_the_files_of_the_desk_are_left_alone(name: str, tmp_path: Path) -> None:
    assert load(tmp_path, "no TOML at all", name) == Desk()


# --- authors ------------------------------------------------------------------------------------------------

GWEN = '[[author]]\nname = "Gwen Pryce"\n'


def test_an_author_has_a_bio_links_and_other_spellings(tmp_path: Path) -> None:
    more = 'bio = "Writes history."\naliases = ["G. Pryce", "GWEN  PRYCE"]\nlinks = ["https://example.org/gwen"]\n'
    desk = load(tmp_path, GWEN + more, "authors.toml")
    (gwen,) = desk.authors
    assert (gwen.bio, gwen.links) == ("Writes history.", ("https://example.org/gwen",))
    assert [desk.name_of(said) for said in ("g. pryce", "Gwen Pryce", "gwen pryce", "Ida Berg", None)] == [
        "Gwen Pryce", "Gwen Pryce", "Gwen Pryce", "Ida Berg", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GWEN + 'alias = ["x"]\n', 'author "Gwen Pryce": unknown key "alias". Known: name, bio, aliases, links.'),
        ("[[author]]\n", "author 1 has no name. Write it as stories sign it"),
        (GWEN + GWEN, 'author "Gwen Pryce": "Gwen Pryce" is spoken of twice. Put the entries into one.'),
        (
            GWEN + '[[author]]\nname = "Ida"\naliases = ["gwen pryce"]\n',
            'author "Ida": "gwen pryce" is spoken of twice',
        ),
        (
            GWEN + 'links = ["http://example.org"]\n',
            'links hold "http://example.org", which is no address. Write it with https://',
        ),
        (GWEN + 'links = ["https://"]\n', "which is no address"),
        (GWEN + 'links = ["https://a.example/\'\\"><x>"]\n', "which is no address"),
        (GWEN + "bio = 5\n", "bio is empty or no text"),
    ],
)
def test_a_slip_about_authors_names_file_entry_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        load(tmp_path, text, "authors.toml")
    assert message in str(fault.value)
    assert str(fault.value).startswith("desk/authors.toml: ")


# --- redirects ----------------------------------------------------------------------------------------------


def test_old_addresses_are_paths_below_the_site(tmp_path: Path) -> None:
    text = '[[redirect]]\nfrom = "/old/path/"\nto = "/new/path/"\n[[redirect]]\nfrom = "news.html"\nto = "/"\n'
    assert [(r.old, r.new) for r in load(tmp_path, text, "redirects.toml").redirects] == [
        ("old/path/", "new/path/"),
        ("news.html", ""),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('from = "a/"\n', 'redirect "a/": it has no "to". Name the page'),
        ('to = "a/"\n', 'redirect 1 has no "from". Name the old address'),
        ('from = "../a/"\nto = "b/"\n', "from is no path below the site"),
        ('from = "https://x.example/a/"\nto = "b/"\n', "from is no path below the site"),
        ('from = "a"\nto = "b/"\n', "from is no path below the site. It ends in a slash or in .html"),
        ('from = ""\nto = "b/"\n', "from is no path below the site"),
        ('from = "a/"\nto = "//b/"\n', "to is no path below the site"),
        ('from = "a/"\nto = "b/"\n[[redirect]]\nfrom = "/a/index.html"\nto = "c/"\n', "this address is moved twice"),
        ('from = "a/"\nto = "b/"\nstatus = 301\n', 'unknown key "status". Known: from, to.'),
    ],
)
def test_a_slip_about_redirects_names_file_entry_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        load(tmp_path, f"[[redirect]]\n{text}", "redirects.toml")
    assert message in str(fault.value)
    assert str(fault.value).startswith("desk/redirects.toml: ")


# --- the desk's own rules -----------------------------------------------------------------------------------

RULE = '[[rule]]\nid = "desk/a"\nmatch = "from our kitchen"\nwhy = "a form"\nseen = "a.txt"\nscope = "phrase"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RULE + '[[case]]\nrule = "desk/a"\n', "case 1 has no text. Copy what the rule takes, or add stays = true"),
        (RULE + '[[case]]\nrule = "desk/b"\ntext = "x"\n', 'case 1: there is no rule "desk/b" in this file'),
        (
            RULE + '[[case]]\nrule = "desk/a"\ntext = "x"\nwhy = "y"\n',
            'case 1: unknown key "why". Known: rule, text, stays.',
        ),
        (
            RULE + '[[case]]\nrule = "desk/a"\ntext = "from the kitchen"\n',
            'case 1: rule "desk/a" does not take "from the kitchen"',
        ),
        (
            RULE + '[[case]]\nrule = "desk/a"\ntext = "Bread from our kitchen."\nstays = true\n',
            'case 1: rule "desk/a" takes "Bread from our kitchen.", which is to stay. Narrow its match.',
        ),
        (RULE.replace("phrase", "page"), 'rule "desk/a": scope "page" is unknown'),
        (RULE.replace("match", "mach"), 'rule "desk/a": unknown key "mach"'),
        (RULE + "[[rules]]\n", 'unknown table "rules". Known: case, rule.'),
        (RULE.replace("desk/a", "sign-up/inbox"), "this id is also used in rules/sign_up.toml"),
    ],
)
def test_a_slip_in_the_desk_s_rules_names_file_entry_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "rules.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RacenewsError) as fault:
        resources.load(desk=desk)
    assert message in str(fault.value)
    assert str(fault.value).startswith("desk/rules.toml: ")


@pytest.mark.parametrize("scope", ["phrase", "sentence", "line", "notice"])
def test_a_case_guards_a_rule_of_any_scope(scope: str, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    case = '[[case]]\nrule = "desk/a"\ntext = "From  our kitchen."\n'
    (desk / "rules.toml").write_text(RULE.replace("phrase", scope) + case, encoding="utf-8")
    assert resources.load(desk=desk).desk.rules == {"desk/a"}
