from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from racenews.enrich.standfirst import summarise


def test_whole_sentences_up_to_the_limit() -> None:
    text = "Vos won in St. Moritz. She attacked with 4.5 km to go. Nobody followed her."
    assert summarise([text], max_chars=60) == "Vos won in St. Moritz. She attacked with 4.5 km to go."


def test_long_first_sentence_comes_back_whole() -> None:
    sentence = "The race " + "went on " * 60 + "for ever."
    assert summarise([sentence + " Then it stopped."]) == sentence


def test_quotation_is_not_left_open() -> None:
    text = "“We waited all day. It was worth it,” said the driver of the bus. Then they left."
    assert summarise([text], max_chars=20) == "“We waited all day. It was worth it,” said the driver of the bus."


def test_empty_paragraphs_are_passed_over() -> None:
    assert summarise(["", "  ", "Vos won."]) == "Vos won."
    assert summarise([]) == ""


@given(st.lists(st.text(max_size=200), max_size=3))
def test_any_text_gives_a_piece_of_itself(paragraphs: list[str]) -> None:
    summary = summarise(paragraphs)
    assert summary == "" or any(summary in " ".join(p.split()) for p in paragraphs)


def test_a_sentence_that_never_ends_is_no_summary() -> None:
    assert summarise(["and they rode on " * 500, "Vos won."]) == ""
    assert summarise(["and they rode on " * 50]).startswith("and they rode on")
