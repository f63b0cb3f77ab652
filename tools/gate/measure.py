"""How good is a cleaned text? What of the story is lost, what of the page around it was kept, sentence by sentence.

The definitions are those of the benchmark of labelled pages, so that figures compare: a sentence stands in a text when
three quarters of its runs of four words do; a sentence of the input is the page's when at most a quarter of them stand
in the gold; sentences of fewer than five words count only in the shingle score F1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

KEEP, ALIEN = 0.75, 0.25
RUN = 4
MIN_WORDS = 5
SIGN_UP = re.compile(
    r"newsletter|verification email|your inbox|sign(?:ing)?[ -]?up (?:for|to)|enter your e-?mail|your email address"
    r"|by (?:submitting|signing|subscribing|entering|clicking)|subscribe (?:to|now)|mailing list",
    re.IGNORECASE,
)
"""What a sentence of a sign-up form says."""
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ])|[\r\n]+")
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One page against its gold; shares are between 0 and 1, None where there was nothing to lose or to keep."""

    lost: tuple[str, ...]
    """Sentences of the gold that are missing."""
    kept: tuple[str, ...]
    """Sentences of the page around it that are still there."""
    lost_share: float | None
    kept_share: float | None
    precision: float
    recall: float
    sign_up: int
    """How many sentences of sign-up forms the input had outside the gold."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost and nothing kept."""
        return not self.lost and not self.kept

    @property
    def sign_up_left(self) -> int:
        """How many sentences of sign-up forms are still there."""
        return sum(bool(SIGN_UP.search(s)) for s in self.kept)


@dataclass(frozen=True, slots=True)
class Summary:
    """The mean of many pages; all but `f1` in per cent."""

    f1: float
    lost: float
    kept: float
    clean: float
    sign_up: float
    """Sentences of sign-up forms left in, of all that were there."""


def measure(gold: str, source: str, output: str) -> Measured:
    """Return how `output`, cleaned from `source`, stands against `gold`."""
    story, page, printed = _runs(gold), _runs(source), _runs(output)
    gold_set, page_set, printed_set = set(story), set(page), set(printed)
    reachable = [(s, r) for s, r in _sentences(gold) if _share(r, page_set) >= KEEP]
    around = {r: s for s, r in _sentences(source) if _share(r, gold_set) <= ALIEN}
    lost = tuple(s for s, r in reachable if _share(r, printed_set) < KEEP)
    kept = tuple(s for r, s in around.items() if _share(r, printed_set) >= KEEP)
    wanted, got = Counter(story), Counter(printed)
    both = sum((wanted & got).values())
    return Measured(
        lost=lost,
        kept=kept,
        lost_share=len(lost) / len(reachable) if reachable else None,
        kept_share=len(kept) / len(around) if around else None,
        precision=both / got.total() if got else 0.0,
        recall=both / wanted.total() if wanted else 1.0,
        sign_up=sum(bool(SIGN_UP.search(s)) for s in around.values()),
    )


def summarise(pages: Sequence[Measured]) -> Summary:
    """Return the means over `pages`, each page counting the same."""
    precision, recall = _mean([p.precision for p in pages]), _mean([p.recall for p in pages])
    forms = sum(p.sign_up for p in pages)
    return Summary(
        f1=2 * precision * recall / max(precision + recall, 1e-9),
        lost=100 * _mean([p.lost_share for p in pages if p.lost_share is not None]),
        kept=100 * _mean([p.kept_share for p in pages if p.kept_share is not None]),
        clean=100 * _mean([float(p.is_clean) for p in pages]),
        sign_up=100 * sum(p.sign_up_left for p in pages) / max(forms, 1),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(text: str) -> list[Run]:
    words = _words(text)
    return [tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)] or ([tuple(words)] if words else [])


def _sentences(text: str) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Yield each sentence of at least five words with its runs of four."""
    for sentence in _SENTENCE_END.split(text):
        if len(_words(sentence)) >= MIN_WORDS:
            yield sentence.strip(), tuple(_runs(sentence))


def _share(runs: Sequence[Run], known: set[Run]) -> float:
    return sum(run in known for run in runs) / len(runs)
