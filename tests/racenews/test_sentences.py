"""Where sentences end, for every room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from racenews.sentences import read_sentences, sentence_spans, split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ("He lives in St. Moritz with Mr. Brown.", "It snows."),
        ("The gap was 4:12.5 after 3.5 km.", "Then it grew."),
        ("“We won.", "We did!” she said.", "Nobody argued."),
        ("“Never!” he said.", "“Why?” she asked."),
        ("J. R. Smith rode for B&B Hotels p/b KTM.", "He was No. 4 that day."),
        ("They start at 4 p.m. in the U.S. and in the U.K.", "The rest wait."),
        ("He sat.", "They said no.", "The end."),
        ("Really?!", "Yes."),
        ("They stopped (for coffee.)", "Then they rode."),
        ("They rode on – who would not? – and won.", "Then it rained."),
        ("The dept. of works closed the road.", "It took 20 min.", "Nobody waited."),
        ("Ends without a stop",),
    ],
)
def test_sentences_are_split_where_a_reader_would(sentences: tuple[str, ...]) -> None:
    assert read_sentences(" ".join(sentences)) == sentences


def test_nothing_has_no_sentences() -> None:
    assert read_sentences("") == read_sentences("  ") == ()
    assert split_sentences("") == split_sentences(" \n ") == []


def test_a_stretch_is_split_by_itself_and_its_offsets_are_those_of_the_text() -> None:
    text = "Before it. One here. Two there. After it."
    assert [text[a:b] for a, b in split_sentences(text, 11, 31)] == ["One here.", "Two there."]
    assert [text[a:b] for a, b in split_sentences(text, 15, 24)] == ["here.", "Two"]


@given(st.text(max_size=300))
def test_spans_tile_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentence_spans(text)) == text


@given(st.text(alphabet=st.sampled_from("aB .!?”“\n4–"), max_size=80), st.integers(0, 20), st.integers(0, 90))
def test_offsets_stand_in_the_stretch_and_leave_out_white_space_alone(text: str, start: int, end: int) -> None:
    stop = max(start, min(end, len(text)))
    at = start
    for a, b in split_sentences(text, start, stop):
        assert at <= a < b <= stop and not text[at:a].strip()
        assert text[a:b] == text[a:b].strip()
        at = b
    assert not text[at:stop].strip()


def test_a_sentence_ends_where_the_space_behind_it_was_lost() -> None:
    assert read_sentences("She wept.Subscribe now. He lives at B.Smith and reads booking.com daily.") == (
        "She wept.",
        "Subscribe now.",
        "He lives at B.Smith and reads booking.com daily.",
    )
