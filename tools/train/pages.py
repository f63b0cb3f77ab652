"""Labelled pages -> training pages: the same stretches and columns that the cleaner sees, with the share that is story.

The pages stand outside the project, in `../shared`; nothing of their text is written anywhere.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from racenews.clean.features import Matrix, Sums, describe, gather_evidence, opens_with_date
from racenews.clean.tokens import Floats, Hashes, Ints, Tokens, grams, tokenise
from racenews.intake.lines import text_lines
from racenews.intake.read import dump_from_text
from racenews.pipeline import judge_by_rules
from racenews.resources import Resources

FOLDS = 5
NEWS = ("scrapinghub", "fundus", "newspaper4k")
OWN = Path(__file__).parent / "own"
"""Pages and dumps that we wrote: invented publishers with the furniture of real ones, and hostile dumps."""
INVENTED = OWN / "publishers.jsonl.gz"
INPUTS = ("text_body", "text_flat", "text_blocks")
ASSEMBLED_PAGES = 900  # more of the shape of a careless export: a form glued to story text
MAX_RUN_WORDS = 60
SEED = 5
_FORM_WORD = re.compile(
    r"newsletter|inbox|sign(?:ing)? ?up|subscri|privacy|terms|cookie|e-?mail|log ?in|register|submit|verification|"
    r"unsubscribe|share|facebook|tweet|comment|advert|related|read more|copyright",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Page:
    """One input of one labelled page."""

    id: str
    domain: str
    set: str
    kind: str
    text: str
    gold: str
    original: str
    """The gold as its data set has it; `gold` is in the house style where that exists."""
    tags: tuple[str, ...] = ()

    @property
    def fold(self) -> int:
        """The fold of the page's publisher: all pages of a domain stand in one."""
        return int(hashlib.sha1(("a" + self.domain).encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS

    @property
    def is_news(self) -> bool:
        """Whether the page is from one of the sets of news."""
        return self.set in NEWS


@dataclass(frozen=True, slots=True)
class Read:
    """A page as the judge sees it, with the truth."""

    page: Page
    text: str
    tokens: Tokens
    head: Floats
    label: Floats
    """The share of each stretch that is in the gold."""
    matrix: Matrix
    names: tuple[str, ...]
    sums: Sums
    hashes: Hashes
    owners: Ints


def load_scoring(bench: Path) -> ModuleType:
    """Return the scoring module of the benchmark in the folder `bench`, beside the project."""
    spec = importlib.util.spec_from_file_location("bench_scoring", bench / "scoring.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bench_pages(shared: Path) -> Iterator[Page]:
    """Yield every input of every page whose gold can be trusted."""
    data = shared / "bench/clean/data"
    doubtful = json.loads((data / "quarantine.json").read_text())
    style = json.loads((data / "news_style_dev.json").read_text())
    for row in read_rows_of(data / "dev.jsonl.gz"):
        if row["set"] == "trafilatura" or row["id"] in doubtful:
            continue
        for kind in INPUTS:
            if (row.get(kind) or "").strip():
                gold = style.get(row["id"], row["gold"])
                yield Page(row["id"], row["domain"], row["set"], kind, row[kind], gold, row["gold"], tuple(row["tags"]))
    for row in read_rows_of(data / "seedlike_dev.jsonl.gz"):
        yield Page(
            row["id"], row["domain"], "seedlike", "seedlike", row["text_flat"], row["gold"], row["gold"],
            tuple(row["tags"]),
        )  # fmt: skip


def own_dumps(files: Sequence[Path]) -> Iterator[Page]:
    """Yield the dumps that we wrote ourselves; their gold leaves the headline out."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold = "\n\n".join(row["gold"]["body"])
            name = f"{file.stem}/{row['id']}"
            yield Page(name, f"own-{row['id']}", "own", "own", row["raw"], gold, gold)


def own_files() -> list[Path]:
    """Return the files of dumps that we wrote to learn from."""
    return sorted(OWN.glob("*.jsonl"))


def invented_pages(file: Path = INVENTED) -> Iterator[Page]:
    """Yield every text input of the pages of publishers that we invented."""
    for row in read_rows_of(file):
        for kind in INPUTS:
            yield Page(row["id"], row["domain"], "invented", kind, row[kind], row["gold"], row["gold"])


def read_rows_of(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSONL file, compressed or not."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def without_headline(row: Mapping[str, Any]) -> str:
    """Return the gold of a page of ours without its headline: an HTML page names that apart from its story."""
    return "\n\n".join(p for p in row["gold"].split("\n\n") if p != row.get("headline"))


def read_page(page: Page, resources: Resources, scoring: ModuleType) -> Read | None:
    """Return `page` as the judge sees it, None where it holds no word."""
    dump = dump_from_text(page.text, page.id)
    view = judge_by_rules(dump, resources)
    text = dump.text
    tokens = tokenise(text, [line.start for line in text_lines(text)])
    if not tokens.units:
        return None
    head = [(s.start, s.end) for s in (*view.header.spans, *view.header.above)]
    evidence = gather_evidence(tokens, view.cuts, view.phrases, head, is_export=opens_with_date(text))
    parts = [text[a:b] for a, b in zip(tokens.unit_start.tolist(), tokens.unit_end.tolist(), strict=True)]
    table, sums = describe(tokens, text, evidence)
    hashes, owners = grams(tokens)
    label = _labels(parts, page.gold, scoring)
    return Read(page, text, tokens, evidence.head, label, table.matrix(), tuple(table.names), sums, hashes, owners)


def _labels(parts: Sequence[str], gold: str, scoring: ModuleType) -> Floats:
    """Return the share of the 4-grams of each stretch that the gold holds; a short stretch must stand in it as such."""
    words = scoring._low(scoring.tokens(gold))
    known = set(scoring._grams(words))
    running = f" {' '.join(words)} "
    whole = {" ".join(scoring._low(scoring.tokens(x))) for x in [*scoring.sentences(gold), *gold.split("\n")]}
    label = np.zeros(len(parts), np.float32)
    for i, part in enumerate(parts):
        own = scoring._low(scoring.tokens(part))
        four = scoring._grams(own)
        if four:
            label[i] = scoring.Page.cov(four, known)
        elif own:
            joined = " ".join(own)
            inside = len(part) > 3 and f" {joined} " in running and part.strip() in gold
            label[i] = 1.0 if joined in whole else 0.6 if inside else 0.0
    return label


def assembled_pages(reads: Sequence[Read]) -> Iterator[Page]:
    """Yield made-up exports: a real story with runs of page text of its own fold between and in its paragraphs."""
    runs: dict[int, list[str]] = {}
    for read in reads:
        if read.page.kind == "text_flat":
            runs.setdefault(read.page.fold, []).extend(_form_runs(read))
    sources = [r.page for r in reads if r.page.kind == "text_body" and len(r.page.gold) > 500]
    chance = random.Random(SEED)  # noqa: S311  # pages to learn from, no secrets
    for number in range(ASSEMBLED_PAGES):
        page = chance.choice(sources)
        pool = runs[page.fold]
        story = [p.strip() for p in re.split(r"\n+", page.gold) if p.strip()]
        body = list(story)
        for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4))):
            run, at, how = chance.choice(pool), chance.randrange(len(body)), chance.random()
            if how < 0.5:
                body.insert(at, run)
            elif how < 0.8:
                body[at] += f" {run}"
            else:
                body[at] = f"{run} {body[at]}"
        date = f" date {chance.randint(2014, 2026)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d} "
        lead = date + (chance.choice(pool) if chance.random() < 0.8 else "")
        text = lead + "\n\n" + "\n\n\n\n".join(body)
        yield Page(f"assembled/{number}", page.domain, "assembled", "assembled", text, "\n\n".join(story), "")


def _form_runs(read: Read) -> Iterator[str]:
    """Yield runs of neighbouring stretches that are no story and speak of forms, at most sixty words each."""
    tokens = read.tokens
    run: list[str] = []
    for i in range(tokens.units + 1):
        if i < tokens.units and read.label[i] <= 0.1:
            run += read.text[tokens.unit_start[i] : tokens.unit_end[i]].split()
            continue
        for at in range(0, len(run), MAX_RUN_WORDS):
            words = " ".join(run[at : at + MAX_RUN_WORDS])
            if len(run[at : at + MAX_RUN_WORDS]) >= 4 and _FORM_WORD.search(words):
                yield words
        run = []
