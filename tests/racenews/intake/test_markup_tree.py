from __future__ import annotations

import pytest

from racenews.intake.markup_tree import find_hints
from racenews.intake.markup_words import HINT_PATTERNS


@pytest.mark.parametrize(
    "name",
    ["articleBody left-ads", "ads\nwide", "wide ads\n", "x Post-Content ", "top-nav  mediaCard", "ſhare É-aside", ""],
)
def test_hints_found_word_by_word_are_those_of_the_whole_name(name: str) -> None:
    humps = name.replace("eB", "e-B").replace("aC", "a-C")
    assert find_hints(name) == sum(bool(p.search(humps)) << i for i, p in enumerate(HINT_PATTERNS.values()))
