"""`desk/topics.toml`: what it may say, what it does to links, and that a slip names file, key and remedy."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from racenews import resources
from racenews.enrich.audit import correction_line
from racenews.enrich.mentions import find_mentions
from racenews.resources import Resources
from racenews.resources_topics import TopicsWord, load_topics
from racenews.types import Correction, Naming, RacenewsError

RIDER = '[[rider]]\nid = "jo-van-holm"\nname = "Jo van Holm"\ngender = "F"\n'


def read(tmp_path: Path, text: str) -> TopicsWord:
    file = tmp_path / "desk" / "topics.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return load_topics(file)


def load(tmp_path: Path, text: str) -> Resources:
    read(tmp_path, text)
    return resources.load(desk=tmp_path / "desk")


def links(known: Resources, text: str, year: int = 2024) -> set[tuple[str, str]]:
    mentions = find_mentions(None, [text], known.gazetteer, dt.date(year, 5, 1))
    return {(m.surface, f"{m.kind}/{m.id}") for m in mentions}


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert load_topics(tmp_path / "topics.toml") == TopicsWord()


def test_every_table_is_read(tmp_path: Path) -> None:
    word = read(
        tmp_path,
        RIDER + 'birth_year = 2001\naliases = ["Johanna van Holm", "J. van Holm"]\n'
        '[veto]\n"Holm Arena" = "all"\n"Sky" = ["team/ineos-grenadiers"]\n'
        '[alias]\n"2019-2021=Blue Train" = "team/cofidis"\n'
        '[ambiguous_alias]\n"Train" = ["team/cofidis", "team/tudor"]\n'
        '[correct]\n"2024/x.txt" = { unlink = ["Sky"], link = { "Holm" = "rider/jo-van-holm" }, drop = ["topic/mud"] }\n',
    )
    ((kind, cells),) = word.entries
    assert (kind, cells["birth_year"], cells["aliases"]) == ("rider", "2001", "Johanna van Holm;J. van Holm")
    assert (cells["surname"], cells["surname_policy"]) == ("van Holm", "shared")
    assert (word.phrases, word.never) == (("Holm Arena",), ((("team", "ineos-grenadiers"), "Sky"),))
    assert word.namings == (
        Naming(("team", "cofidis"), "Blue Train", 2019, 2021, True),
        Naming(("team", "cofidis"), "Train", 0, 9999, False),
        Naming(("team", "tudor"), "Train", 0, 9999, False),
    )
    assert word.corrections == {
        "2024/x.txt": Correction("2024/x.txt", ("Sky",), {"Holm": ("rider", "jo-van-holm")}, (("topic", "mud"),))
    }


def test_corrections_of_one_dump_may_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    lines = [
        correction_line("2024/x.txt", "Holm", ("rider", "anna-holm")),
        correction_line("2024/x.txt", "Pier", ("team", "tudor")),
        '"2024/x.txt".unlink = ["Sky"]',
    ]
    assert read(tmp_path, "[correct]\n" + "\n".join(lines)).corrections == {
        "2024/x.txt": Correction("2024/x.txt", ("Sky",), {"Holm": ("rider", "anna-holm"), "Pier": ("team", "tudor")})
    }


def test_a_rider_of_the_desk_is_linked_like_any_other(tmp_path: Path) -> None:
    known = load(tmp_path, RIDER + 'aliases = ["Johanna van Holm"]\n')
    text = "Jo van Holm won the stage for the peloton. Van Holm is also called Johanna van Holm."
    assert links(known, text) == {
        (surface, "rider/jo-van-holm") for surface in ("Jo van Holm", "Van Holm", "Johanna van Holm")
    }
    assert known.gazetteer.entry("rider", "jo-van-holm").gender == "F"


def test_a_surname_that_the_desk_calls_unique_needs_no_full_name(tmp_path: Path) -> None:
    text = "Tadej Pogačar and Wout van Aert led the Tour de France; van Holm, a rider of the peloton, was third."
    assert ("van Holm", "rider/jo-van-holm") not in links(load(tmp_path, RIDER), text)
    assert ("van Holm", "rider/jo-van-holm") in links(load(tmp_path, RIDER + 'surname_policy = "unique"\n'), text)


def test_teams_and_races_of_the_desk(tmp_path: Path) -> None:
    known = load(
        tmp_path,
        '[[team]]\nid = "pier"\nname = "Pier Wheelers"\ngender = "M"\nnames_by_year = ["2019-2021=Old Pier Men", "2022-=Pier Wheelers"]\n'
        '[[race]]\nid = "mud-classic"\nname = "Mud Classic"\ngender = "M"\nmonth = 4\n',
    )
    assert links(known, "Old Pier Men rode the Mud Classic.") == {
        ("Old Pier Men", "team/pier"),
        ("Mud Classic", "race/mud-classic"),
    }
    assert known.gazetteer.name_on("team", "pier", dt.date(2020, 1, 1)) == "Old Pier Men"


SKY = "Geraint Thomas and Chris Froome, a rider of Team Sky, led the peloton. Sky won."


def test_a_vetoed_alias_is_never_that_topic(tmp_path: Path) -> None:
    assert ("Sky", "team/ineos-grenadiers") in links(load(tmp_path, ""), SKY, 2016)
    known = load(tmp_path, '[veto]\n"sky" = "team/ineos-grenadiers"\n')
    assert {surface for surface, _ in links(known, SKY, 2016)} == {"Geraint Thomas", "Chris Froome", "Team Sky"}


def test_a_vetoed_phrase_holds_no_link(tmp_path: Path) -> None:
    text = "The riders of the peloton meet at the Strade Bianche Diner before Strade Bianche."
    assert [m.start for m in find_mentions(None, [text], load(tmp_path, "").gazetteer, None)] == [38, 66]
    vetoed = load(tmp_path, '[veto]\n"Strade Bianche Diner" = "all"\n')
    assert [m.start for m in find_mentions(None, [text], vetoed.gazetteer, None)] == [66]


def test_a_veto_holds_where_the_women_s_edition_is_inferred(tmp_path: Path) -> None:
    text = "Lotte Kopecky won Paris-Roubaix; the women's peloton had no answer."
    assert ("Paris-Roubaix", "race/paris-roubaix-femmes") in links(load(tmp_path, ""), text)
    known = load(tmp_path, '[veto]\n"Paris-Roubaix" = "race/paris-roubaix-femmes"\n')
    assert links(known, text) == {("Lotte Kopecky", "rider/lotte-kopecky")}


def test_a_sure_alias_wins_over_all_that_the_linker_knew(tmp_path: Path) -> None:
    text = "Martin won alone, the peloton behind."
    assert links(load(tmp_path, ""), text) == set()
    known = load(tmp_path, '[alias]\n"Martin" = "rider/dan-martin"\n')
    assert links(known, text) == {("Martin", "rider/dan-martin")}


def test_the_name_of_a_topic_may_be_given_to_another_where_a_veto_says_that_it_is_meant(tmp_path: Path) -> None:
    known = load(tmp_path, '[alias]\n"Dan Martin" = "rider/tony-martin"\n[veto]\n"Dan Martin" = "rider/dan-martin"\n')
    assert links(known, "Dan Martin won alone, the peloton behind.") == {("Dan Martin", "rider/tony-martin")}


def test_a_sure_alias_wins_in_its_years_alone(tmp_path: Path) -> None:
    known = load(tmp_path, '[alias]\n"2012-2013=Team Sky" = "team/tudor"\n')
    assert links(known, "Team Sky won the team time trial.", 2012) == {("Team Sky", "team/tudor")}
    assert links(known, "Team Sky won the team time trial.", 2016) == {("Team Sky", "team/ineos-grenadiers")}


def test_an_ambiguous_alias_needs_evidence(tmp_path: Path) -> None:
    known = load(tmp_path, '[ambiguous_alias]\n"Bullet" = "rider/mark-cavendish"\n')
    assert links(known, "A Bullet flew past the peloton of riders.") == set()
    assert ("Bullet", "rider/mark-cavendish") in links(
        known, "Mark Cavendish led the riders of the peloton. Bullet won."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[vetoes]\n", 'unknown table "vetoes". Known: rider, team, race, veto, alias, ambiguous_alias, correct.'),
        ("[veto\n", "not valid TOML (Expected ']' at the end of a table declaration (at line 1, column 6)). Mend that line, [veto: close the bracket"),
        ('[alias]\n[veto]\n[alias]\n', "not valid TOML (Cannot declare ('alias',) twice (at line 3, column 7)). Mend that line, [alias]: this table or key stands further up already."),
        ('rider = "x"\n', "rider is no list of entries. Begin each one with [[rider]]."),
        ('veto = ["x"]\n', 'veto is no table. Begin it with [veto], a line "NAME" = "KIND/ID" for each.'),
        ('[veto]\n"Sky" = "ineos"\n', "veto \"Sky\": 'ineos' names no topic. Write it like \"rider/mark-cavendish\" or \"all\"."),
        ('[veto]\n" " = "all"\n', 'veto " ": there is no name. Write the words that are no link in quotes.'),
        ('[alias]\n"2019=Train" = "team/cofidis"\n', "alias \"2019=Train\": '2019=Train' is not YEAR-YEAR=NAME. Write it like 2019-2021=Blue Train"),
        ('[alias]\n"Train" = ["team/cofidis", "team/tudor"]\n', 'alias "Train": it names two topics. Move the line below [ambiguous_alias].'),
        ('[alias]\n"Train" = "team/cofidis"\n"TRAIN" = "team/tudor"\n', 'alias "TRAIN": it is given twice in the same years. Move both below [ambiguous_alias].'),
        ('[alias]\n"Train" = "team/cofidis"\n[veto]\n"train" = "team/cofidis"\n', 'alias "Train": it is vetoed for "team/cofidis", too. Take one of the lines out.'),
        ('[alias]\n"Blue Train" = "team/cofidis"\n[veto]\n"blue train" = "all"\n', 'alias "Blue Train": it is vetoed for all, too. Take one of the lines out.'),
        ('[alias]\n"the" = "rider/mark-cavendish"\n', 'alias "the": this stands in every story. Write a longer name, or take the line out.'),
        ('[ambiguous_alias]\n"2012-2013=Of the" = "team/cofidis"\n', 'ambiguous_alias "2012-2013=Of the": this stands in every story.'),
        ('[alias]\n"train" = "team/cofidis"\n', 'alias "train": without a capital it is a word like any other'),
        ('[alias]\n"Train" = 5\n', 'alias "Train": 5 names no topic. Write it like "rider/mark-cavendish".'),
        ('[correct]\n"a.txt" = {}\n', 'correct "a.txt": it says nothing. Write "a.txt".unlink = ["NAME"], link or drop.'),
        ('[correct]\n"a.txt" = { unlnk = ["x"] }\n', 'correct "a.txt": unknown key "unlnk". Known: unlink, link, drop.'),
        ('[correct]\n"a.txt" = { unlink = "x" }\n', 'correct "a.txt": unlink is no list of texts. Write it in brackets'),
        ('[correct]\n"a.txt" = { link = ["x"] }\n', 'correct "a.txt": link is no table. Write link."NAME" = "KIND/ID".'),
        ('[correct]\n"a.txt" = { link = { "Holm" = "Jo Holm" } }\n', "correct \"a.txt\": link \"Holm\": 'Jo Holm' names no topic. Write it like"),
        ('[correct]\n"a.txt" = { unlink = ["Sky"], link = { "sky" = "team/cofidis" } }\n', 'correct "a.txt": "sky" is both linked and unlinked. Decide for one.'),
        ('[correct]\n"a.txt" = { link = { "x" = "team/tudor" }, drop = ["team/tudor"] }\n', 'correct "a.txt": "team/tudor" is both linked and dropped. Decide for one.'),
        ('[[rider]]\nname = "Jo Holm"\ngender = "F"\n', "rider 1: id is missing. Every rider has id, name and gender."),
        (RIDER + 'born = "2001"\n', 'rider "jo-van-holm": unknown key "born". Known: id, name, gender, nation, birth_year'),
        (RIDER + "aliases = true\n", 'rider "jo-van-holm": aliases is neither text nor number. Write it in quotes'),
        (RIDER + 'aliases = "Jo; Holm"\n', 'rider "jo-van-holm": aliases holds a semicolon. Write several values in brackets'),
    ],
)  # fmt: skip
def test_a_slip_names_file_key_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        read(tmp_path, text)
    (line,) = str(fault.value).splitlines()
    assert line.startswith(f"desk/topics.toml: {message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RIDER.replace('"F"', '"Q"'), "rider \"jo-van-holm\", key gender: 'Q' is unknown. Known: M, F, X."),
        (RIDER + 'surname = "Holms"\n', "rider \"jo-van-holm\", key surname: 'Holms' does not end the name. Write the last part"),
        (RIDER + "birth_year = 85\n", "rider \"jo-van-holm\", key birth_year: '85' is not a year. Write it like 1985"),
        (RIDER + 'nicknames = ["2019=Jo"]\n', "rider \"jo-van-holm\", key nicknames: '2019=Jo' is not YEAR-YEAR=NAME."),
        (RIDER.replace("jo-van-holm", "Jo Holm"), "rider \"Jo Holm\", key id: 'Jo Holm' is not an id. Use lower-case letters"),
        (RIDER.replace("jo-van-holm", "index"), "rider \"index\", key id: 'index' is a name that is kept for something else. Lengthen it."),
        (RIDER.replace("jo-van-holm", "aaron-gate"), "rider \"aaron-gate\", key id: 'aaron-gate' stands in gazetteer/riders.csv, row 2 already. Give it more names below [alias], or"),
        (RIDER + 'aliases = ["Aaron Gate"]\n', 'rider "jo-van-holm", key aliases: "Aaron Gate" is a name of "aaron-gate" as well (gazetteer/riders.csv, row 2), and no story could tell which of them is meant. Take it out of aliases;'),
        ('[veto]\n"Cav" = "rider/mark-cavendis"\n', 'veto "Cav": there is no "rider/mark-cavendis". Did you mean "rider/mark-cavendish"?'),
        ('[alias]\n"Cav" = "team/qqqq"\n', 'alias "Cav": there is no "team/qqqq". Add it as [[team]], or correct its id.'),
        ('[correct]\n"a.txt" = { drop = ["race/qqqq"] }\n', 'correct "a.txt": there is no "race/qqqq". Add it as [[race]], or'),
        ('[alias]\n"Mark Cavendish" = "rider/dan-martin"\n', 'alias "Mark Cavendish": this is the name of "rider/mark-cavendish", which would lose all its links.'),
        ('[alias]\n"Dan" = "rider/daniel-mc-lay"\n', 'alias "Dan": "rider/daniel-mc-lay" is kept under "rider/dan-mclay". Write that.'),
    ],
)  # fmt: skip
def test_what_the_gazetteer_finds_wrong_names_file_key_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        load(tmp_path, text)
    (line,) = str(fault.value).splitlines()
    assert line.startswith(f"desk/topics.toml: {message}")


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RacenewsError) as fault:
        load(tmp_path, RIDER.replace('"F"', '"Q"') + '[veto]\n"Cav" = "rider/nobody-x"\n"Tav" = "rider/nobody-y"\n')
    assert len(str(fault.value).splitlines()) == 3


ROOT = Path(__file__).resolve().parents[2]


def readme_example() -> str:
    blocks = (ROOT / "README.md").read_text(encoding="utf-8").split("```")
    return next(block.removeprefix("toml") for block in blocks if block.startswith("toml\n[[rider]]"))


def sample_example() -> str:
    """Return what the sample's file holds, its commented lines taken at their word."""
    lines = (ROOT / "content/desk/topics.toml").read_text(encoding="utf-8").splitlines()
    return "\n".join(
        found[1] for line in lines if (found := re.match(r'(?:# )?((?:\[|"|id |name |gender |aliases ).*)', line))
    )


@pytest.mark.parametrize("text", [readme_example(), sample_example()], ids=["README", "sample"])
def test_the_example_that_editors_copy_is_sound(text: str, tmp_path: Path) -> None:
    known = load(tmp_path, text)
    assert known.gazetteer.entry("rider", "jo-brandt").name == "Jo Brandt"
    assert known.gazetteer.resolve("Johanna Brandt") == ("rider", "jo-brandt")
    assert known.gazetteer.resolve("Manx Express") == ("rider", "mark-cavendish")
    assert known.gazetteer.is_vetoed("team", "ineos-grenadiers", "Sky")
    (correction,) = known.desk.corrections.values()
    assert (correction.link, correction.unlink) == ({"Martin": ("rider", "dan-martin")}, ("Sky",))
    assert correction.drop
