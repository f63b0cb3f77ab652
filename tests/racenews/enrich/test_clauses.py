from __future__ import annotations

import pytest

from racenews.enrich.clauses import find_verb, take_apart


@pytest.mark.parametrize(
    ("text", "subject", "predicate"),
    [
        ("Anna Holm won the race", "Anna Holm", "won the race"),
        ("Bo van der Berg of Harbour has signed", "Bo van der Berg of Harbour", "has signed"),
        ("Anna Holm, the champion of 2019, has died", "Anna Holm", "has died"),
        ("Anna Holm, Bo Berg and Cy Coe will start", "Anna Holm, Bo Berg and Cy Coe", "will start"),
        ("Five teams were out", "Five teams", "were out"),
        ("The rider detained in Spain has been freed", "The rider detained in Spain", "has been freed"),
        ("The rider crashed in Spain and was helped", "The rider", "crashed in Spain and was helped"),
        ("A Dane called Bo Berg could win", "A Dane called Bo Berg", "could win"),
        ("The riders of the peloton return to Spain", "The riders of the peloton", "return to Spain"),
        ("Organisers of the stage finish in Spain have won", "Organisers of the stage finish in Spain", "have won"),
        (
            "A gravel stage, cobbles and a climb await the riders",
            "A gravel stage, cobbles and a climb",
            "await the riders",
        ),
        ("Rain, sleet and a strong wind did nothing", "Rain, sleet and a strong wind", "did nothing"),
    ],
)
def test_subject_ends_at_the_main_verb(text: str, subject: str, predicate: str) -> None:
    found = find_verb(text)
    assert found is not None
    assert found[:2] == (subject, predicate)


def test_no_sure_verb_no_clause() -> None:
    assert find_verb("Rain and wind and gravel") is None
    assert list(take_apart("Rain and wind and gravel")) == []


def test_verb_without_a_subject_is_no_clause() -> None:
    assert find_verb(" was") is None
    assert find_verb(" , was") is None
    assert find_verb("Whether Anna Holm will start depends on her knee") is None


def test_each_deed_of_one_subject_is_a_clause() -> None:
    clauses = list(take_apart("Anna Holm crashed on the corner, got up and won the race"))
    assert [(c.verb, c.base) for c in clauses[:3]] == [("crashed", "crash"), ("got", "get"), ("won", "win")]


def test_deed_in_a_relative_clause_is_not_the_subjects() -> None:
    clauses = list(take_apart("Anna Holm joined a move that began on gravel and ended in town"))
    assert {c.base for c in clauses} == {"join"}


def test_hedge_inside_the_verb_stays_with_the_subject() -> None:
    (clause, *_) = take_apart("Anna Holm has reportedly signed a contract")
    assert (clause.subject, clause.base) == ("Anna Holm reportedly", "sign")


@pytest.mark.parametrize(
    ("subject", "plural"),
    [("Anna Holm and Bo Berg", True), ("Ineos", False), ("Three riders", True), ("Organisers of the race", True)],
)
def test_number_of_the_subject(subject: str, plural: bool) -> None:
    found = find_verb(f"{subject} won it")
    assert found is not None
    assert found[2] is plural
