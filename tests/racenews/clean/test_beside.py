"""A sentence beside a form is not lost with it: what the scores say is asked once more when the form is gone."""

from __future__ import annotations

from racenews.clean.beside import without_neighbours
from racenews.types import Removal, Span

STORY = "Nobody could close the gap."
FORM = "Sign up for our newsletter"


def _left(text: str, mode: str) -> bool:
    """Tell whether the scores' cut of the story is dropped."""
    at = text.index(STORY)
    found = [Removal(Span(at, at + len(STORY)), "weights/words")]
    forms, start = [], text.find(FORM)
    while start >= 0:
        forms.append(Removal(Span(start, start + len(FORM)), "sign-up/sign-up"))
        start = text.find(FORM, start + 1)
    return not without_neighbours(text, found, forms, mode)


def test_sentence_before_a_form_on_its_line_is_kept_for_now() -> None:
    assert _left(f"{STORY}{FORM}", "cautious")
    assert _left(f"{STORY}{FORM}", "thorough")
    assert _left(f"{STORY} {FORM}", "cautious")


def test_sentence_between_two_forms_is_kept_for_now_unless_thorough() -> None:
    assert _left(f"{FORM}\n\n{STORY}\n\n{FORM}", "cautious")
    assert not _left(f"{FORM}\n\n{STORY}\n\n{FORM}", "thorough")


def test_sentence_with_no_form_beside_it_goes() -> None:
    assert not _left(f"{STORY}\n\n{FORM}", "cautious")
