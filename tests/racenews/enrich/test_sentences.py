from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from racenews.enrich.sentences import sentence_spans, split_sentences


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
        ("Ends without a stop",),
    ],
)
def test_sentences_are_split_where_a_reader_would(sentences: tuple[str, ...]) -> None:
    assert split_sentences(" ".join(sentences)) == sentences


def test_nothing_has_no_sentences() -> None:
    assert split_sentences("") == split_sentences("  ") == ()


@given(st.text(max_size=300))
def test_spans_tile_the_text(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[start:end] for start, end in spans) == text
