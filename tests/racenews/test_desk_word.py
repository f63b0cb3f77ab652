"""The editor's word on one dump: what it keeps, what it cuts, what it says of the story."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from racenews.desk_word import CUT_RULE, find_faults, find_nearest, find_text, find_torn
from racenews.folding import fold
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump, tiles
from racenews.resources import Resources
from racenews.resources_desk import Desk
from racenews.types import Article, Override, Rejection, Removal, Span

LEAD = "Ada Holm won the second stage on Tuesday after a long ride alone in the rain."
FORM = "Sign up to our newsletter and never miss a race."
LAST = "She had attacked with sixty kilometres to go, and nobody had believed in it."
TEXT = f"title Holm rides away author Gwen Pryce date 2023-05-02\n\n\n{LEAD}\n\n\n{FORM}\n\n\n{LAST}"


def told(resources: Resources, text: str = TEXT, **says: object) -> Article | Rejection:
    word = Override("a.txt", **says)  # type: ignore[arg-type]
    return article_from_dump(dump_from_text(text, "a.txt"), replace(resources, desk=Desk({"a.txt": word})))


def article(resources: Resources, text: str = TEXT, **says: object) -> Article:
    outcome = told(resources, text, **says)
    assert isinstance(outcome, Article)
    return outcome


def bodies(outcome: Article) -> list[str]:
    return [p.text for p in outcome.paragraphs]


def test_keep_wins_over_a_rule(resources: Resources) -> None:
    assert bodies(article(resources)) == [LEAD, LAST]
    assert bodies(article(resources, keep=(FORM,))) == [LEAD, FORM, LAST]


def test_keep_of_a_phrase_keeps_that_phrase_alone(resources: Resources) -> None:
    kept = article(resources, keep=("never miss a race.",))
    assert bodies(kept) == [LEAD, "never miss a race.", LAST]
    assert [r.rule for r in kept.removals] == ["sign-up/sign-up"]


def test_cut_takes_exactly_its_words(resources: Resources) -> None:
    cut = article(resources, cut=("after a long ride alone",))
    assert bodies(cut) == [LEAD.replace("after a long ride alone ", ""), LAST]
    assert CUT_RULE in [r.rule for r in cut.removals]


def test_cut_of_a_paragraph_leaves_no_paragraph(resources: Resources) -> None:
    assert bodies(article(resources, cut=(LAST,))) == [LEAD]


def test_cut_wins_inside_a_keep(resources: Resources) -> None:
    assert bodies(article(resources, keep=(FORM,), cut=("Sign up to our newsletter and",)))[1] == "never miss a race."


def test_cut_takes_a_form_out_of_the_headline(resources: Resources) -> None:
    text = f"title Holm rides away LAKESIDE LOWDOWN our letter\ndate 2023-05-02\n\n{LEAD}\n\n{LAST}"
    assert article(resources, text, cut=("LAKESIDE LOWDOWN our letter",)).title == "Holm rides away"


def test_a_lead_that_was_taken_for_the_headline_is_kept_as_text(resources: Resources) -> None:
    text = f"Holm wins alone in the rain\n{LEAD}\n\n{LAST}"
    assert article(resources, text).title == "Holm wins alone in the rain"
    kept = article(resources, text, keep=("Holm wins alone in the rain",))
    assert bodies(kept)[0] == "Holm wins alone in the rain"
    assert kept.title_source == "derived"


def test_the_ledger_still_tiles_the_dump(resources: Resources) -> None:
    kept = article(resources, keep=("never miss",), cut=("Ada Holm", "Holm rides"))
    dump = dump_from_text(TEXT, "a.txt")
    ledger = tiles(dump, kept.header_spans, kept.removals)
    assert "".join(dump.text[t.start : t.end] for t in ledger) == dump.text


def test_fields_of_the_desk_are_marked_as_its_own(resources: Resources) -> None:
    said = article(
        resources, title="Holm alone", author="Ida Berg", date=dt.date(2023, 5, 3), summary="In short.", slug="holm"
    )
    assert (said.title, said.title_source) == ("Holm alone", "desk")
    assert (said.summary, said.summary_source) == ("In short.", "desk")
    assert (said.author, said.date, said.slug) == ("Ida Berg", dt.date(2023, 5, 3), "holm")


def test_an_empty_author_is_the_desk(resources: Resources) -> None:
    assert article(resources, author="").author is None


def test_what_the_desk_does_not_name_stays_as_it_was(resources: Resources) -> None:
    assert article(resources, summary="In short.").title == "Holm rides away"
    plain = article_from_dump(dump_from_text(TEXT, "b.txt"), resources)
    assert article(resources, keep=(LEAD,)) == replace(plain, source="a.txt")  # type: ignore[type-var]


def test_a_keep_makes_a_story_of_what_is_too_short_for_one(resources: Resources) -> None:
    short = "Holm won."
    assert isinstance(told(resources, short), Rejection)
    assert bodies(article(resources, short, keep=(short,))) == [short]


def test_the_title_of_the_desk_is_not_repeated_in_the_body(resources: Resources) -> None:
    text = f"{LEAD}\n\nHolm alone\n\n{LAST}"
    assert bodies(article(resources, text, title="Holm alone", cut=("in the rain",)))[1] == LAST


@pytest.mark.parametrize(
    "wanted",
    ['She said: "never',  "She  said:\n“never", "she said: “never", "She said: “never"],
)  # fmt: skip
def test_white_space_and_quotes_are_alike(wanted: str) -> None:
    text = "Yesterday. She said:\u00a0“never again” – and left."
    assert [span.of(text) for span in find_text(fold(text), wanted)] == ["She said:\u00a0“never"]


def test_composed_letters_find_letters_in_parts() -> None:
    assert find_text(fold("Mo\u0308rkov won"), "M\u00f6rkov won")
    assert find_text(fold("M\u00f6rkov won"), "Mo\u0308rkov won")


def test_every_place_is_found() -> None:
    assert len(find_text("tap here. so he said. tap here.", "Tap here.")) == 2


def test_signs_of_patterns_are_plain_text() -> None:
    assert not find_text("aaa", "a.a")
    assert find_text("is it (really) a.a?", "(really) a.a?")


def test_texts_that_are_not_there_are_named_with_file_and_remedy() -> None:
    faults = find_faults(TEXT, Override("a.txt", keep=("Never said", LEAD), cut=("Nor this",)))
    assert len(faults) == 2
    assert faults[0].startswith('desk/overrides.toml: override "a.txt": keep "Never said" does not stand in the dump.')
    assert 'cut "Nor this"' in faults[1]
    assert "Copy it from the dump" in faults[1]


@pytest.mark.parametrize(
    ("keep", "cut", "told"),
    [
        ("never miss a race.", FORM, "contradict each other: the cut takes all that is to be kept"),
        (FORM, "Sign  up to our NEWSLETTER and never miss a race.", "contradict each other: the cut takes all"),
        ("Sign up to our newsletter", "our newsletter and never miss", "contradict each other where they overlap"),
    ],
)
def test_a_keep_that_a_cut_undoes_is_reported(keep: str, cut: str, told: str) -> None:
    (fault,) = find_faults(TEXT, Override("a.txt", keep=(keep,), cut=(cut,)))
    assert told in fault
    assert fault.startswith('desk/overrides.toml: override "a.txt": keep "')


def test_a_cut_inside_a_keep_and_one_beside_it_are_no_contradiction() -> None:
    assert find_faults(TEXT, Override("a.txt", keep=(FORM,), cut=("Sign up to our newsletter and",))) == ()
    assert find_faults(TEXT, Override("a.txt", keep=(LEAD,), cut=(FORM, LAST))) == ()


@pytest.mark.parametrize(
    "slip", ["2032/holm-wins.txt", "holm-wins.txt", "2023/Holm-Wins.txt", "content/dumps/2023/holm-wins.txt",
             "2023/holm-win.txt", "2023\\holm-wins.txt", "2023/holm-wins.html", "2023/holm_wins.txt"],
)  # fmt: skip
def test_the_nearest_path_is_found(slip: str) -> None:
    files = ["2022/roche-signs.txt", "2023/holm-wins.txt", "2023/roche-wins-in-bergen.txt", "undated/a.txt"]
    assert find_nearest(slip, files) == "2023/holm-wins.txt"


def test_what_is_like_no_path_has_none() -> None:
    assert find_nearest("1999/quite-another-thing.txt", ["2023/holm-wins.txt"]) is None
    assert find_nearest("a.txt", []) is None


def test_a_word_is_found_by_itself_where_it_stands_so() -> None:
    text = fold("Ada saw an ad in Adam's shop. AD")
    assert [s.of(text) for s in find_text(text, "Ad")] == ["ad", "ad"]
    assert find_text(fold("SubscribeAda won."), "Subscribe") == (Span(0, 9),)


@pytest.mark.parametrize(
    ("text", "is_torn"),
    [
        ("She rode for Fjordzine support that day.", True),
        ("Brought to you by Fjordzine, the paper of the north.", True),
        ("Fjordzine asked her how she felt.", True),
        ("She won.\nFjordzine\nRoche was second.", False),
        ("She won. Fjordzine Roche was second.", False),
        ("Fjordzine She won.", False),
    ],
)
def test_a_rule_of_the_desk_that_tears_a_sentence_is_told_of(text: str, is_torn: bool) -> None:
    start = text.index("Fjordzine")
    cuts = [Removal(Span(start, start + 9), "desk/motto"), Removal(Span(0, 3), "sign-up/inbox")]
    found = find_torn(text, cuts, {"desk/motto"})
    assert len(found) == is_torn
    for line in found:
        assert line.startswith('desk/rules.toml: rule "desk/motto" cuts words out of a sentence that stays: “…')
        assert 'scope = "sentence"' in line
