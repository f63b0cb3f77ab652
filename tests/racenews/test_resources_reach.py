"""Words of the desk that reach too far, or reach nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from racenews import resources
from racenews.resources_desk import Desk
from racenews.types import RacenewsError

DUMP = "title A day\n\nHolm won in the rain, riders say.\n\nBuy the mug of the Fen Gazette today\n"
RULE = '[[rule]]\nid = "desk/a"\nmatch = {match}\nwhy = "the shop"\nseen = "x.txt"\nscope = "{scope}"\n'


def load(tmp_path: Path, text: str, name: str = "rules.toml") -> Desk:
    (tmp_path / "dumps").mkdir(exist_ok=True)
    (tmp_path / "dumps/x.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "desk").mkdir(exist_ok=True)
    (tmp_path / "desk" / name).write_text(text, encoding="utf-8")
    return resources.load(desk=tmp_path / "desk").desk


@pytest.mark.parametrize(
    ("match", "what"),
    [
        ('["the"]', 'match "the" stands in every story, and would take all of it'),
        ('["our mug", "of the"]', 'match "of the" stands in every story'),
        (
            '"Tour de France"',
            'match "Tour de France" is the name of "race/tour-de-france", and would take every sentence',
        ),
        ('"tour de france"', 'match "tour de france" is the name of "race/tour-de-france"'),
        ('"Mark  Cavendish"', 'match "Mark Cavendish" is the name of "rider/mark-cavendish"'),
        ('"Movistar"', 'match "Movistar" is the name of "team/movistar-team"'),
    ],
)
@pytest.mark.parametrize("scope", ["sentence", "phrase", "opening"])
def test_a_phrase_that_stands_in_stories_as_a_matter_of_course_stops_the_build(
    match: str, what: str, scope: str, tmp_path: Path
) -> None:
    with pytest.raises(RacenewsError) as fault:
        load(tmp_path, RULE.format(match=match, scope=scope))
    (line,) = str(fault.value).splitlines()
    assert line.startswith(f'desk/rules.toml: rule "desk/a": {what}')
    assert line.endswith('Write more of the line, or scope = "line" to take lines of these words alone.')


@pytest.mark.parametrize(
    ("match", "scope"),
    [
        ('"the mug of the Fen Gazette"', "sentence"),
        ('"Buy {the|our} mug"', "phrase"),
        ('"All our Tour de France mugs"', "sentence"),
        ('"Tour de France"', "line"),
        ('"The"', "line"),
    ],
)
def test_a_phrase_that_says_more_is_let_through(match: str, scope: str, tmp_path: Path) -> None:
    assert load(tmp_path, RULE.format(match=match, scope=scope)).rules == {"desk/a"}


@pytest.mark.parametrize("scope", ["sentence", "phrase", "opening", "line", "notice", "button", "teaser"])
def test_a_rule_that_finds_nothing_where_it_was_seen_is_told_of(scope: str, tmp_path: Path) -> None:
    assert load(tmp_path, RULE.format(match='"buy the mug"', scope=scope)).notes == ()
    (note,) = load(tmp_path, RULE.format(match='["buy the mgu", "our mgu"]', scope=scope)).notes
    assert note == (
        'desk/rules.toml: rule "desk/a" finds nothing in "x.txt", where it was seen. '
        "Copy its phrase from the dump as it stands there, or name the dump that has it."
    )


def test_one_phrase_of_a_rule_that_is_found_is_enough(tmp_path: Path) -> None:
    assert load(tmp_path, RULE.format(match='["buy the mug", "koop de mok"]', scope="sentence")).notes == ()


def test_a_rule_that_was_seen_in_words_is_not_looked_for(tmp_path: Path) -> None:
    text = RULE.format(match='"buy the mgu"', scope="line").replace('"x.txt"', '"every story of the wire"')
    assert load(tmp_path, text).notes == ()


def test_a_veto_of_a_name_that_nobody_has_is_told_of(tmp_path: Path) -> None:
    text = '[veto]\n"Skyyy" = "team/ineos-grenadiers"\n"Marc Cavendish" = "rider/mark-cavendish"\n'
    assert load(tmp_path, text, "topics.toml").notes == tuple(
        f'desk/topics.toml: veto "{name}" changes nothing: it is no name by which "{topic}" is known. '
        "Copy the name from `invoke explain`, or take the line out."
        for name, topic in (("Skyyy", "team/ineos-grenadiers"), ("Marc Cavendish", "rider/mark-cavendish"))
    )


def test_a_veto_that_takes_a_link_is_no_news(tmp_path: Path) -> None:
    text = (
        '[veto]\n"Sky" = "team/ineos-grenadiers"\n"Harbour Arena" = "all"\n"mark cavendish" = "rider/mark-cavendish"\n'
        '"Pogačar" = "rider/tadej-pogacar"\n"Van der Poel" = "rider/mathieu-van-der-poel"\n'
    )
    assert load(tmp_path, text, "topics.toml").notes == ()
