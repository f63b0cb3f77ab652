"""Training pages -> weights: a linear score over words, then trees over columns, each on scores it has not seen.

Publishers are split into five folds. What the trees learn from is always the score of a page whose publisher the
linear part did not know; the models of a fold know nothing of that fold's publishers at all.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression
from tools.train.pages import FOLDS, Read

from racenews.clean.features import VERSION, Table, add_cheap
from racenews.clean.tokens import LINE_SIGN, STOP_SIGN, tokenise
from racenews.clean.weights import EXPORT_TREES_FILE, TREES_FILE, WORDS_FILE, hash_grams
from racenews.folding import fold

MIN_DOMAINS = 4  # words of fewer publishers tell of publishers, not of stories
MAX_GRAMS = 45_000
MIN_WEIGHT = 0.04
PAGE_WEIGHTS = {
    "scrapinghub": 4.0,
    "fundus": 4.0,
    "newspaper4k": 4.0,
    "own": 3.0,
    "invented": 0.5,
    "seedlike": 2.0,
    "assembled": 1.0,
}
EXPORT_SETS = ("seedlike", "assembled")
"""What the trees for exports learn from: stories with pieces of forms, and no page around them."""
TREES = 200
SEEDS = (1, 2, 3)
"""One forest a seed: each sees other rows and columns, and their mean is steadier than any of them."""
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.12, "num_leaves": 31, "max_depth": 8, "min_data_in_leaf": 60,
    "feature_fraction": 0.3, "bagging_fraction": 0.5, "bagging_freq": 1, "lambda_l2": 5, "max_bin": 63, "seed": 1,
    "num_threads": 2, "deterministic": True, "force_row_wise": True, "verbosity": -1,
}  # fmt: skip

ABOUT = {TREES_FILE: "For pages", EXPORT_TREES_FILE: "For dumps that open with a date field"}

Tell = Callable[[str], None]


@dataclass(slots=True)
class Pool:
    """All training pages as one table of stretches."""

    reads: Sequence[Read]
    offset: Any
    label: Any
    weight: Any
    fold: Any
    page: Any
    matrix: Any
    words: Any
    """Which of the chosen runs of words a stretch holds, scaled by the root of its length."""
    grams: tuple[str, ...]
    same: Any
    """The first stretch of the same page with the same text: inputs of a page share most of theirs."""

    def digest(self) -> str:
        """Return a digest of texts, labels and weights: what the weights were learned from."""
        total = hashlib.sha256()
        for read in self.reads:
            total.update(read.page.id.encode() + read.page.text.encode("utf-8", "replace"))
        total.update(np.round(self.label, 3).tobytes() + np.round(self.weight, 3).tobytes())
        return total.hexdigest()


def pool_pages(reads: Sequence[Read]) -> Pool:
    """Return the pages as one table."""
    sizes = np.array([r.tokens.units for r in reads])
    offset = np.concatenate([[0], np.cumsum(sizes)])
    page = np.repeat(np.arange(len(reads)), sizes)
    label = np.concatenate([r.label for r in reads])
    words = np.concatenate([r.sums.words for r in reads])
    by_set = np.array([PAGE_WEIGHTS.get(r.page.set, 1.0) for r in reads])
    weight = sizes[page] ** -0.5 * np.clip(words / 15, 0.3, 2) ** 0.5 * np.maximum(0.2, np.abs(2 * label - 1))
    weight *= by_set[page]
    head = np.concatenate([r.head for r in reads]) > 0.5
    ours = np.array([r.page.set == "own" for r in reads])
    weight[ours[page] & head] = 0  # our gold leaves headlines out; the house style keeps them
    weight *= len(weight) / weight.sum()
    names, table = _count_grams(reads, offset, page)
    return Pool(
        reads=reads,
        offset=offset,
        label=label,
        weight=weight,
        fold=np.array([r.page.fold for r in reads])[page],
        page=page,
        matrix=np.concatenate([r.matrix for r in reads]),
        words=table,
        grams=names,
        same=_first_alike(reads, offset),
    )


def _count_grams(reads: Sequence[Read], offset: Any, page: Any) -> tuple[tuple[str, ...], Any]:
    """Return the runs of words that enough publishers use, and which stretch holds which."""
    hashes = np.concatenate([r.hashes for r in reads])
    owners = np.concatenate([r.owners + start for r, start in zip(reads, offset[:-1], strict=True)])
    domains = {d: i for i, d in enumerate(sorted({r.page.domain for r in reads if r.page.set != "assembled"}))}
    domain = np.array([domains.get(r.page.domain, 0) for r in reads])[page]
    keys, places = np.unique(hashes, return_inverse=True)
    seen = np.unique(places.astype(np.int64) * len(domains) + domain[owners])
    chosen = np.bincount(seen // len(domains), minlength=len(keys)) >= MIN_DOMAINS
    names = _name_grams(reads, keys[chosen])
    named = np.array([name is not None for name in names])
    chosen[np.flatnonzero(chosen)[~named]] = False
    column = np.cumsum(chosen) - 1
    kept = chosen[places]
    shape = (int(offset[-1]), int(chosen.sum()))
    table = sparse.csr_matrix((np.ones(kept.sum(), np.float32), (owners[kept], column[places[kept]])), shape=shape)
    size = np.bincount(owners, minlength=shape[0])
    scaled = sparse.diags(1 / np.sqrt(np.maximum(1, size))).dot(table).tocsr()
    return tuple(name for name in names if name is not None), scaled


def _name_grams(reads: Sequence[Read], keys: Any) -> list[str | None]:
    """Return the words behind each hash, None where they cannot be written down and found again."""
    names: dict[int, str] = {}
    wanted = set(keys.tolist())
    for read in reads:
        tokens = read.tokens
        spelt = [_spell(read.text[a:b]) for a, b in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)]
        sequence: list[str] = []
        marks = []
        for unit in range(tokens.units):
            is_new = unit == 0 or tokens.line[unit] != tokens.line[unit - 1]
            marks.append(len(sequence))
            sequence.append(LINE_SIGN if is_new else STOP_SIGN)
            sequence += spelt[tokens.first[unit] : tokens.first[unit + 1]]
        sequence.append(LINE_SIGN)
        is_mark = np.zeros(len(sequence), bool)
        is_mark[[*marks, -1]] = True
        inner = np.flatnonzero(~is_mark)
        starts = np.concatenate([inner, np.arange(len(sequence) - 1), inner - 1])
        lengths = np.concatenate([np.full(len(inner), 1), np.full(len(sequence) - 1, 2), np.full(len(inner), 3)])
        for value, start, length in zip(read.hashes.tolist(), starts.tolist(), lengths.tolist(), strict=True):
            if value in wanted and value not in names:
                names[value] = " ".join(sequence[start : start + length])
    good = _single_words({word for name in names.values() for word in name.split(" ")})
    found: list[str | None] = []
    for key in keys.tolist():
        name = names.get(key)
        found.append(name if name and all(word in good for word in name.split(" ")) else None)
    sure = tuple(name for name in found if name)
    value = dict(zip(sure, hash_grams(sure).tolist(), strict=True))
    return [name if name and value[name] == key else None for name, key in zip(found, keys.tolist(), strict=True)]


def _single_words(words: set[str]) -> set[str]:
    """Return the words that are read as one word again when they stand alone, and the two marks."""
    lines = sorted(words - {LINE_SIGN, STOP_SIGN})
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])[:-1]
    tokens = tokenise("\n".join(lines), starts.tolist())
    count = np.bincount(np.searchsorted(starts, tokens.start, "right") - 1, minlength=len(lines))
    return {line for line, n in zip(lines, count.tolist(), strict=True) if n == 1} | {LINE_SIGN, STOP_SIGN}


def _spell(word: str) -> str:
    return "".join("0" if c.isdigit() else c for c in fold(word))[:64]


def _first_alike(reads: Sequence[Read], offset: Any) -> Any:
    first: dict[tuple[str, str], int] = {}
    same = np.zeros(int(offset[-1]), np.int64)
    for read, start in zip(reads, offset[:-1].tolist(), strict=True):
        tokens = read.tokens
        for i, (a, b) in enumerate(zip(tokens.unit_start.tolist(), tokens.unit_end.tolist(), strict=True)):
            same[start + i] = first.setdefault((read.page.id, read.text[a:b]), start + i)
    return same


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of the runs of words, and what is added."""

    weights: Any
    bias: float

    def score(self, table: Any) -> Any:
        """Return the score of each row."""
        return (table @ self.weights + self.bias).astype(np.float32)


def mean_of(parts: Sequence[Linear]) -> Linear:
    """Return the linear score whose value is the mean of the others', small weights left out."""
    weights = np.mean([p.weights for p in parts], 0)
    order = np.sort(np.abs(weights))[::-1]
    least = max(MIN_WEIGHT, float(order[min(MAX_GRAMS, len(order) - 1)]))
    return Linear(np.where(np.abs(weights) >= least, np.round(weights, 3), 0).astype(np.float32),
                  float(np.mean([p.bias for p in parts])))  # fmt: skip


def fit_linear(pool: Pool, without: Sequence[int]) -> Linear:
    """Return the linear score learned from all folds but those in `without`."""
    weight = np.bincount(pool.same, pool.weight, len(pool.same))
    label = np.bincount(pool.same, pool.weight * pool.label, len(pool.same)) / np.maximum(weight, 1e-9)
    rows = np.flatnonzero((pool.same == np.arange(len(pool.same))) & (weight > 0) & ~np.isin(pool.fold, without))
    model = LogisticRegression(C=1.0, solver="liblinear", max_iter=40, tol=1e-3, random_state=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(pool.words[rows], label[rows] >= 0.5, sample_weight=weight[rows])
    return Linear(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def with_cheap(pool: Pool, cheap: Any) -> tuple[Any, list[str]]:
    """Return the columns of all stretches with those of the cheap score, and their names."""
    parts, names = [], list(pool.reads[0].names)
    for read, start in zip(pool.reads, pool.offset[:-1].tolist(), strict=True):
        table = Table(read.tokens.units)
        add_cheap(table, cheap[start : start + read.tokens.units], read.sums, read.tokens)
        parts.append(table.matrix())
    return np.concatenate([pool.matrix, np.concatenate(parts)], 1), names + table.names


@dataclass(frozen=True, slots=True)
class Forests:
    """Forests whose mean is the score."""

    boosters: Sequence[lightgbm.Booster]

    def predict(self, matrix: Any) -> Any:
        """Return the score of each row, in log-odds."""
        return np.mean([booster.predict(matrix, raw_score=True) for booster in self.boosters], 0)

    def trees(self) -> list[dict[str, list[float]]]:
        """Return all trees, the first of each forest first; their leaves add up to the mean of the forests."""
        rows = [booster.dump_model()["tree_info"] for booster in self.boosters]
        return [_tree(tree["tree_structure"], len(rows)) for nth in zip(*rows, strict=True) for tree in nth]


def fit_trees(pool: Pool, matrix: Any, rows: Any) -> Forests:
    """Return trees learned from `rows`."""
    rows = rows & (pool.weight > 0)
    data = lightgbm.Dataset(matrix[rows], (pool.label[rows] >= 0.5).astype(int), weight=pool.weight[rows])
    chances = [{"bagging_seed": seed, "feature_fraction_seed": seed} for seed in SEEDS]
    return Forests([lightgbm.train({**PARAMETERS, **chance}, data, TREES) for chance in chances])


@dataclass(frozen=True, slots=True)
class Learned:
    """One judge."""

    linear: Linear
    page_trees: Forests
    export_trees: Forests
    columns: list[str]


def learn(pool: Pool, tell: Tell, *, folds: bool = True) -> tuple[Learned, list[Learned]]:
    """Return the judge learned from all pages, and one for each fold that has not seen its publishers."""
    alone = [fit_linear(pool, [f]) for f in range(FOLDS)]
    tell("word weights learned")
    cheap = np.zeros(len(pool.label), np.float32)
    for f in range(FOLDS):
        rows = pool.fold == f
        cheap[rows] = alone[f].score(pool.words[rows])
    matrix, names = with_cheap(pool, cheap)
    exports = np.isin([r.page.set for r in pool.reads], EXPORT_SETS)[pool.page]
    everything = np.ones(len(cheap), bool)
    shipped = Learned(mean_of(alone), fit_trees(pool, matrix, everything), fit_trees(pool, matrix, exports), names)
    tell("the judge of all pages learned")
    del matrix
    pairs = {}
    judges = []
    for f in range(FOLDS if folds else 0):
        nested = np.zeros(len(pool.label), np.float32)
        for g in set(range(FOLDS)) - {f}:
            key = (min(f, g), max(f, g))
            pairs[key] = pairs.get(key) or fit_linear(pool, key)
            rows = pool.fold == g
            nested[rows] = pairs[key].score(pool.words[rows])
        linear = mean_of([pairs[min(f, g), max(f, g)] for g in range(FOLDS) if g != f])
        matrix, names = with_cheap(pool, nested)
        rows = pool.fold != f
        judges.append(Learned(linear, fit_trees(pool, matrix, rows), fit_trees(pool, matrix, rows & exports), names))
        tell(f"the judge without fold {f} learned")
    return shipped, judges


def written(
    learned: Learned, grams: Sequence[str], training: dict[str, Any], limits: dict[str, dict[str, Any]]
) -> dict[str, str]:
    """Return the files of weights, name -> text; `limits` holds thresholds and overrules by the file of their trees."""
    chosen = np.flatnonzero(learned.linear.weights)
    order = sorted(chosen.tolist(), key=lambda i: grams[i])
    weights = {grams[i]: round(float(learned.linear.weights[i]), 3) for i in order}
    words = {
        "about": f"Runs of words -> their weight for story. {LINE_SIGN} is the start of a line, {STOP_SIGN} the end "
        "of a sentence inside one, 0 any figure. Written by `invoke train`, never by hand.",
        "features": VERSION, "training": training, "bias": round(learned.linear.bias, 4), "weights": weights,
    }  # fmt: skip
    files = {WORDS_FILE: _lay_out(words, "weights")}
    for name, forests in ((TREES_FILE, learned.page_trees), (EXPORT_TREES_FILE, learned.export_trees)):
        trees = {
            "about": f"{ABOUT[name]}: trees over the columns of clean/features.py. A row goes left where its column is "
            "at most the limit; a branch below 0 is leaf ~branch. Written by `invoke train`, never by hand.",
            "features": VERSION, "training": training, **limits[name], "columns": learned.columns,
            "trees": forests.trees(),
        }  # fmt: skip
        files[name] = _lay_out(trees, "trees")
    return files


def _lay_out(table: dict[str, Any], last: str) -> str:
    """Return JSON with one entry of `last` a line."""
    head = json.dumps({k: v for k, v in table.items() if k != last}, ensure_ascii=False, indent=1)[:-2]
    rows = table[last]
    if isinstance(rows, dict):
        body = ",\n".join(f"{json.dumps(k, ensure_ascii=False)}: {v}" for k, v in rows.items())
        return f'{head},\n "{last}": {{\n{body}\n}}\n}}\n'
    body = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    return f'{head},\n "{last}": [\n{body}\n]\n}}\n'


def _tree(root: dict[str, Any], forests: int) -> dict[str, list[float]]:
    """Return one tree of so many forests as columns: of its questions, parents first, and of its leaves."""
    tree: dict[str, list[float]] = {"column": [], "limit": [], "left": [], "right": [], "leaf": []}
    waiting: list[tuple[dict[str, Any], str, int]] = [(root, "", -1)]
    while waiting:
        node, side, parent = waiting.pop(0)
        if "leaf_value" in node and "split_feature" not in node:
            number = ~len(tree["leaf"])
            tree["leaf"].append(round(float(node["leaf_value"]) / forests, 5))
        else:
            number = len(tree["column"])
            tree["column"].append(int(node["split_feature"]))
            tree["limit"].append(float(f"{node['threshold']:.6g}"))
            tree["left"].append(0)
            tree["right"].append(0)
            waiting += [(node["left_child"], "left", number), (node["right_child"], "right", number)]
        if side:
            tree[side][parent] = number
    return tree
