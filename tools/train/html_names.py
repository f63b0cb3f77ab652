"""Learn what the class names around a block speak for: a logistic regression over their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from tools.train.html_pages import FOLDS, Pages, weigh

from racenews.intake.markup import Element
from racenews.intake.markup_columns import Columns, Floats
from racenews.intake.markup_names import add_names, name_words

MIN_DOMAINS = 4  # publishers that use a word; what fewer use tells the publisher, not the part of the page
STRENGTH = 0.1  # the inverse of the L2 penalty
SMALLEST = 0.005  # a weight below it changes nothing


class Names:
    """The words around all blocks, and what was learned from each choice of folds."""

    def __init__(self, pages: Pages) -> None:
        import scipy.sparse

        self.pages = pages
        self.fold = pages.folds()
        self.weight = weigh(pages)
        known: dict[str, int] = {}
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        block = 0
        for table in pages.tables:
            memo: dict[Element, tuple[list[int], list[float]]] = {}
            for place in table.tree.host.tolist():
                element = table.tree.held[place]
                if element not in memo:
                    counts = Counter(name_words(element))
                    root = counts.total() ** 0.5
                    memo[element] = (
                        [known.setdefault(word, len(known)) for word in counts],
                        [count / root for count in counts.values()],
                    )
                own, shares = memo[element]
                columns += own
                values += shares
                rows += [block] * len(own)
                block += 1
        self.words = list(known)
        self.table = scipy.sparse.csr_matrix((values, (rows, columns)), (block, len(known)), dtype=np.float32)
        self._learned: dict[frozenset[int], tuple[dict[str, float], float, Floats]] = {}

    def learn(self, left_out: frozenset[int]) -> tuple[dict[str, float], float, Floats]:
        """Return words with their numbers, the bias, and the score of every block; the left-out folds are not seen."""
        if left_out not in self._learned:
            self._learned[left_out] = self._learn(left_out)
        return self._learned[left_out]

    def _learn(self, left_out: frozenset[int]) -> tuple[dict[str, float], float, Floats]:
        from sklearn.linear_model import LogisticRegression

        seen = ~np.isin(self.fold, list(left_out))
        used = np.flatnonzero(self._domains(seen) >= MIN_DOMAINS)
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=60, tol=1e-3, random_state=1)
        model.fit(self.table[seen][:, used], self.pages.labels[seen] >= 0.5, sample_weight=self.weight[seen])
        weights = np.zeros(len(self.words))
        weights[used] = np.where(np.abs(model.coef_[0]) < SMALLEST, 0, np.round(model.coef_[0], 3))
        bias = round(float(model.intercept_[0]), 3)
        words = {self.words[i]: float(weights[i]) for i in np.flatnonzero(weights)}
        return dict(sorted(words.items())), bias, (self.table @ weights + bias).astype(np.float32)

    def _domains(self, seen: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return how many publishers use each word on a page that is seen."""
        import scipy.sparse

        numbers = {domain: i for i, domain in enumerate(sorted(set(self.pages.domains)))}
        domain = np.array([numbers[d] for d in self.pages.domains])[self.pages.page[seen]]
        shape = (len(numbers), int(seen.sum()))
        owners = scipy.sparse.csr_matrix((np.ones(shape[1], np.float32), (domain, np.arange(shape[1]))), shape)
        return np.asarray(((owners @ self.table[seen]) > 0).sum(axis=0)).ravel()

    def nested(self, left_out: frozenset[int]) -> Floats:
        """Return a score for each block by numbers that saw neither its own fold nor `left_out`."""
        values = np.zeros(len(self.fold), np.float32)
        for number in set(range(FOLDS)) - left_out:
            values[self.fold == number] = self.learn(left_out | {number})[2][self.fold == number]
        return values

    def columns(self, values: Floats) -> Floats:
        """Return the columns that are made of the scores, a row a block."""
        bounds = self.pages.bounds()
        parts: list[Any] = []
        for i, table in enumerate(self.pages.tables):
            out = Columns()
            add_names(out, table.tree, values[bounds[i] : bounds[i + 1]], table.words)
            parts.append(np.concatenate(out.parts, 1))
        return np.concatenate(parts)


def as_weights(words: Mapping[str, float], bias: float) -> dict[str, Any]:
    """Return the numbers in the form of the file."""
    return {
        "what": "What the names around a block speak for, above 0 for story: p a tag, div>p a tag and its parent's, "
        "0.x a word of the block's own class and id, 1.x of its parent's, .x of its own or any above, ^div a tag "
        "above. The sum is divided by the root of the number of words.",
        "bias": bias,
        "words": words,
    }
