from __future__ import annotations

import numpy as np
import pytest

from racenews.intake.markup import read_markup
from racenews.intake.markup_columns import Columns
from racenews.intake.markup_names import NameWeights, add_names, name_words, split_name
from racenews.intake.markup_scorer import packaged_weights
from racenews.intake.markup_tree import Tree

PAGE = """<body class="home"><main id="mainContent"><div class="entry"><p>A line.</p><ul><li class="entry last">One</li>
</ul></div></main><aside class="sidebar"><p>Another line.</p></aside>Bare.</body>"""


def test_the_quick_sum_is_the_sum_over_the_words() -> None:
    page = read_markup(PAGE)
    tree = Tree(page)
    words = sorted({word for block in page.blocks for word in name_words(block.element)})
    numbers = dict(zip(words, np.random.default_rng(3).normal(size=len(words)).tolist(), strict=True))
    expected = []
    for block in page.blocks:
        own = list(name_words(block.element))
        expected.append(0.5 + sum(numbers[word] for word in own) / len(own) ** 0.5)
    assert NameWeights(numbers, 0.5).score(tree).tolist() == pytest.approx(expected, abs=1e-5)


def test_the_words_of_a_block_are_its_own_its_parents_and_all_above() -> None:
    page = read_markup(PAGE)
    item = next(block.element for block in page.blocks if block.text == "One")
    words = list(name_words(item))
    assert {"li", "ul>li", "0.entry", ".entry", ".last", "^ul", "^main", ".main", ".content"} <= set(words)
    assert words.count(".entry") == 2
    assert "1.entry" not in words  # its parent, the list, has no name


def test_a_page_without_names_has_a_row_a_block() -> None:
    page = read_markup("Just a line.")
    out = Columns()
    add_names(out, Tree(page), np.zeros(1, np.float32), np.full(1, 3, np.float32))
    rows = np.concatenate(out.parts, 1)
    assert rows.shape == (1, len(out.names))
    assert np.isfinite(rows).all()


def test_long_names_are_read_up_to_a_point() -> None:
    assert split_name("abc " * 100 + "late") == ("abc",)


def test_what_the_words_speak_for_is_what_a_reader_would_say() -> None:
    words = packaged_weights().names.words
    assert all(words[word] < 0 for word in (".sidebar", ".related", "^footer"))
    assert words[".article"] > 0
