"""The corridor as a whole: its promises as properties, and what a dump becomes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from racenews import clean_text
from racenews.intake.lines import is_too_cut_up
from racenews.intake.read import dump_from_bytes, dump_from_text
from racenews.pipeline import article_from_dump, clean_dump, default_resources, tiles
from racenews.resources import Resources
from racenews.types import Article, Rejection

SHARED = Path(__file__).parents[3] / "shared"
NEWS = "Vollering beat Kopecky by four seconds on the last climb of the day."


@pytest.mark.parametrize("text", [f"{NEWS}\n\n" * 50_001, "a\n" * 5_001, "He won. " * 5_001])
def test_a_text_of_too_many_lines_is_set_aside_before_memory_goes_into_it(text: str) -> None:
    outcome = article_from_dump(dump_from_text(text, "a.txt"), default_resources())
    assert isinstance(outcome, Rejection)
    assert "thousands of lines or sentences" in outcome.reason
    assert "split it" in outcome.remedy
    assert clean_text(text) == ""
    assert not is_too_cut_up("\n" * 100_000 + NEWS)


def test_the_record_of_a_plain_dump() -> None:
    dump = dump_from_text(
        " date 2023-05-02 title Holm rides away author Gwen Pryce topics Fjords; Long rides url https://example.test/a\n\n\n"
        "Ada Holm won the second stage on Tuesday after a long solo ride.\n\n\nSign up to our newsletter!\n\n\n"
        "She had attacked with sixty kilometres to go.",
        "a.txt",
    )
    article = article_from_dump(dump, default_resources())
    assert isinstance(article, Article)
    assert (article.title, article.title_source) == ("Holm rides away", "dump")
    assert article.author == "Gwen Pryce"
    assert article.date == dt.date(2023, 5, 2)
    assert article.source_url == "https://example.test/a"
    assert [(t.kind, t.name) for t in article.topics] == [("topic", "Fjords"), ("topic", "Long rides")]
    assert [p.text for p in article.paragraphs] == [
        "Ada Holm won the second stage on Tuesday after a long solo ride.",
        "She had attacked with sixty kilometres to go.",
    ]
    assert [r.rule for r in article.removals] == ["sign-up/sign-up"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "Sign up to our newsletter! You can unsubscribe at any time.",
        "404 Not Found",
        "title A headline and nothing else date 2023-01-01",
        "Ok.",
    ],
)
def test_what_is_no_story_is_rejected_with_a_reason(text: str) -> None:
    outcome = article_from_dump(dump_from_text(text, "x"), default_resources())
    assert isinstance(outcome, Rejection)
    assert len(outcome.reason) > 8
    assert outcome.remedy


def test_clean_text_gives_headline_and_body_alone() -> None:
    assert clean_text(f"Holm rides away\nBy Gwen Pryce\n\n{NEWS}\n\nAdvertisement\n\n{NEWS}") == (
        f"Holm rides away\n\n{NEWS}\n\n{NEWS}"
    )
    assert clean_text("Advertisement") == ""


def test_the_seed_dump_keeps_its_seventeen_paragraphs() -> None:
    seeds = sorted((SHARED / "seeds").glob("*.txt")) if (SHARED / "seeds").is_dir() else []
    if not seeds:
        pytest.skip("the dump that the project was created from is not beside it (../shared/seeds)")
    dump = dump_from_bytes(seeds[0].read_bytes(), seeds[0].name)
    outcome = article_from_dump(dump, default_resources())
    assert isinstance(outcome, Article)
    lines = [" ".join(line.split()) for line in dump.text.split("\n") if line.strip()]
    assert [p.text for p in outcome.paragraphs] == lines[1:]
    assert len(outcome.paragraphs) == 17
    assert outcome.title_source == "derived"
    assert outcome.date == dt.date(2023, 9, 26)
    assert outcome.author is None


def test_a_headline_without_any_other_head_is_printed_once() -> None:
    title = "Holm rides away in the fjords"
    dump = dump_from_text(f"{title}\n\n{NEWS}\n\n{NEWS} Again.", "x")
    article = article_from_dump(dump, default_resources())
    assert isinstance(article, Article)
    assert (article.title, article.title_source) == (title, "dump")
    assert [p.text for p in article.paragraphs] == [NEWS, f"{NEWS} Again."]
    ledger = tiles(dump, article.header_spans, article.removals)
    assert [t.label for t in ledger] == ["header", "kept"]


def test_a_date_that_is_no_day_is_told() -> None:
    for date in ("31 February 2023", "2024-13-45"):
        article = article_from_dump(
            dump_from_text(f"title: A windy day\ndate: {date}\n\n{NEWS}", "x"), default_resources()
        )
        assert isinstance(article, Article)
        assert article.date is None
        assert [w for w in article.warnings if date in w]


def test_a_listed_topic_that_the_story_does_not_name_is_told() -> None:
    head = "title: A windy day\ndate: 2023-05-02\ntopics: Tour de France; Demi Vollering; Gravel\n\n"
    article = article_from_dump(dump_from_text(f"{head}Demi {NEWS}", "x"), default_resources())
    assert isinstance(article, Article)
    assert article.warnings == ('topic "Tour de France" is left out: the story does not name it',)


@pytest.mark.parametrize(
    "line", ["Q: And the last climb", "Q: How was it?", "Frage: Der letzte Anstieg", "A: Never again"]
)
def test_question_and_answer_are_no_headings(line: str) -> None:
    lead = "Ada Holm won the second stage on Tuesday after a long solo ride, and told us of it in the evening."
    text = f"{lead}\n\n{line}\n\nA: It was harder than it looked, because the wind came from the left all afternoon."
    kinds = [p.kind for p in clean_dump(dump_from_text(text, "a.txt"), default_resources())[1].paragraphs]
    assert kinds == ["p", "p", "p"]


def test_the_judge_looks_again_only_where_something_was_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    from racenews.clean import again

    looks: list[int] = []
    look = again.cut_again
    monkeypatch.setattr(again, "cut_again", lambda *args, **more: looks.append(1) or look(*args, **more))
    story = f"{NEWS} She had attacked twice before, and was caught.\n\n{NEWS} The favourites came in a minute later."
    assert clean_text(story) == story
    assert not looks
    assert clean_text(f"{story}\n\nSign up to our newsletter!") == story
    assert looks


@pytest.mark.parametrize("date", ["2025-02-31", "31/02/2025", "31 February 2025"])
def test_a_day_that_there_is_not_is_told_and_no_part_of_the_byline(date: str) -> None:
    article = article_from_dump(
        dump_from_text(f"title Rain author Ada Holm date {date} {NEWS}", "a.txt"), default_resources()
    )
    assert isinstance(article, Article)
    assert (article.author, article.date) == ("Ada Holm", None)
    assert [p.text for p in article.paragraphs] == [NEWS]
    assert any(f'from the date "{date[:10]}' in warning for warning in article.warnings)


def _lines_between_prose(table: str) -> list[tuple[str, str]]:
    """Return kind and text of what is left of `table`, set between two sentences of a story."""
    dump = dump_from_text(f"Holm rides away\nBy Gwen Pryce\n\n{NEWS}\n\n{NEWS}\n\n{table}\n", "a.txt")
    _, clean = clean_dump(dump, default_resources())
    return [(p.kind, p.text) for p in clean.paragraphs if p.text != NEWS]


def test_a_table_of_bars_keeps_its_head_and_its_rows() -> None:
    table = (
        "Date | Race | Country\n14 March | Ronde van de Polder | Netherlands\n22 March | Koll Classic | Norway\n"
        "29 March | Tour of the Fens | Great Britain"
    )
    assert [text for _, text in _lines_between_prose(table)] == table.splitlines()


def test_riders_who_did_not_finish_are_rows_below_rows() -> None:
    rows = "1. Ada Holm (Aut) Koll 4:12:33\n2. Eva Lie (Nor) Nordlys +0:02\nDNF Marta Kos\nDNS Ana Ruiz"
    assert _lines_between_prose(rows) == [("row", row) for row in rows.splitlines()]
    assert ("row", "DNF Marta Kos") not in _lines_between_prose("DNF Marta Kos\n1. Ada Holm 4:12:33\n2. Eva Lie +0:02")


def test_a_story_shorter_than_its_form_is_not_lost_for_being_thorough(resources: Resources) -> None:
    text = (
        "title Ganna puts 24 seconds into the field date 2024-03-04 author P. Lindqvist Already a member? Log in Not yet? "
        "Try one month for £1 Choose a password Confirm password Show password Create account Oops! That password is too "
        "short. Filippo Ganna won the opening time trial of Tirreno-Adriatico on Monday... Name (required) "
        "Mail (will not be published) (required) Website Notify me of new posts by email."
    )
    outcome = article_from_dump(dump_from_text(text, "a.txt"), replace(resources, mode="thorough"))
    assert isinstance(outcome, Article)
    assert "Filippo Ganna won the opening time trial of Tirreno-Adriatico on Monday." in outcome.paragraphs[-1].text


@pytest.mark.parametrize(
    ("head", "quoted"),
    [
        ("title A sprint in Bergen date 2023-02-30 topics Marianne Vos; Nobody", "2023-02-30"),
        ("title A sprint in Bergen author Ann Bell date 31 February 2024 url https://x.example/a", "31 February 2024"),
        ("Title: A sprint in Bergen\nDate: 2023-02-30 Tags: Rain; Wind", "2023-02-30"),
        ("Titel: Sprint in Bergen\nDatum: 30.02.2023 Themen: Regen; Wind", "30.02.2023"),
        ("title: A sprint in Bergen\ndate: some day in spring", "some day in spring"),
    ],
)
def test_of_a_date_that_is_none_nothing_but_itself_is_quoted(head: str, quoted: str, resources: Resources) -> None:
    story = "Ada Holm won the race on Tuesday after a long sprint in the rain. She leads it now, and it goes on."
    article = article_from_dump(dump_from_text(f"{head}\n\n{story}\n", "a.txt"), resources)
    assert isinstance(article, Article)
    told = [warning for warning in article.warnings if "no day" in warning]
    assert told == [f'no day can be read from the date "{quoted}"; write it like 2023-09-26']


@pytest.mark.parametrize(
    "lead",
    [
        "Having turned down offers from three other WorldTour teams, Anna Berg has decided to stay with Northern Wheel.",
        "After the members of the Flemish federation had voted, the road race was moved to the second Sunday in May.",
    ],
)
def test_a_lead_behind_the_date_on_its_line_is_kept_from_its_first_word(lead: str) -> None:
    rest = "The Norwegian has won fourteen races this season and rides again on Saturday."
    outcome = article_from_dump(dump_from_text(f"date 2019-11-20 {lead}\n\n\n\n{rest}\n", "x.txt"), default_resources())
    assert isinstance(outcome, Article)
    assert [p.text for p in outcome.paragraphs] == [lead, rest]
