"""Very long texts are judged in parts."""

import pytest

from racenews.clean.parts import MAX_PART_CHARS, MAX_PART_LINES, part_text
from racenews.clean.scorer import score_text
from racenews.clean.tokens import tokenise
from racenews.intake.lines import text_lines
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump, default_resources
from racenews.types import Removal, Span

SENTENCE = "Ada Holm beat Ida Berg by four seconds on the last climb of the day, and nobody saw it coming. "


@pytest.mark.parametrize("line", ["x", SENTENCE.strip(), SENTENCE * 30, SENTENCE * 3_000, "x" * 450_000, "x\n" * 9])
def test_parts_lie_edge_to_edge_and_none_is_too_long(line: str) -> None:
    text = f"{line}\n" * (600_000 // len(line))
    starts = [span.start for span in text_lines(text)]
    parts = list(part_text(text, starts))
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == len(text)
    assert max(part.end - part.start for part in parts) <= MAX_PART_CHARS
    assert max(len(part.line_starts) for part in parts) <= MAX_PART_LINES + 1
    told = [part.start + at for part in parts for at in part.line_starts[part.goes_on :]]
    assert told == starts


def test_a_long_text_has_the_stretches_that_it_has_as_a_whole() -> None:
    text = f"{SENTENCE * 40}\n\n" * 150
    starts = [span.start for span in text_lines(text)]
    whole = tokenise(text, starts)
    head, cut = Span(0, 90), Removal(Span(400_000, 400_090), "sign-up/x")
    scored = score_text(text, starts, default_resources().weights, (cut,), ((400_000, True),), (head,))
    assert scored.tokens.unit_start.tolist() == whole.unit_start.tolist()
    assert scored.tokens.unit_end.tolist() == whole.unit_end.tolist()
    assert scored.tokens.line.tolist() == whole.line.tolist()
    told = {int(whole.unit_start[i]) for i in scored.evidence.sure.nonzero()[0]}
    assert told == {max(start for start in whole.unit_start.tolist() if start <= 400_000)}
    assert scored.evidence.head.argmax() == 0
    assert len(scored.score) == len(scored.cheap) == len(scored.doubt) == len(scored.plain) == whole.units
    assert len(scored.score) > scored.hits[1].max(initial=0)


def test_words_that_speak_against_a_stretch_are_told_of_in_every_part() -> None:
    form = "Sign up to our newsletter and enter your email address to subscribe. "
    text = f"{SENTENCE * 3_000}\n{form * 3}\n"
    dump = dump_from_text(text, "a.txt")
    outcome = article_from_dump(dump, default_resources())
    told = [removal for removal in outcome.removals if removal.span.start > 250_000]
    assert told
    assert all(removal.rule and removal.why for removal in told)
