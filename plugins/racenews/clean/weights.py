"""Learned weights as they stand in `data/weights/`: read, checked and laid out for numpy. Training writes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from racenews.clean.features import VERSION
from racenews.clean.tokens import (
    LINE_MARK,
    LINE_SIGN,
    STOP_MARK,
    STOP_SIGN,
    Floats,
    Hashes,
    Ints,
    Keys,
    make_keys,
    pair,
    tokenise,
    triple,
)
from racenews.types import RacenewsError

Mode = Literal["cautious", "thorough"]
MODES: tuple[Mode, ...] = ("cautious", "thorough")
WORDS_FILE, TREES_FILE, EXPORT_TREES_FILE = "text_words.json", "text_trees.json", "export_trees.json"
_REMEDY = "Run `invoke train` to write it anew."


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees over columns as one table of nodes, and where to cut by their sum."""

    columns: tuple[str, ...]
    column: Ints
    limit: Floats
    child: Ints
    """Where each node leads, two entries a node: 2 * node where its column is above the limit, else one further on."""
    value: Floats
    roots: Ints
    depth: int
    thresholds: dict[str, float]
    """Mode -> the score below which a stretch goes."""
    overrule: dict[str, float]
    """Mode -> the score from which on a stretch stays although a rule cuts it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned judge: a weight for each word or run of words, and trees over columns."""

    grams: tuple[str, ...]
    """By place in `keys`: "sign up for", "⏎ share"."""
    keys: Keys
    values: Floats
    bias: float
    page_trees: Trees
    export_trees: Trees
    """For dumps that open with a date field: a story with pieces of forms in it, and no page around it."""
    digest: str
    """Of the training set."""

    def trees(self, *, is_export: bool) -> Trees:
        """Return the trees that judge a dump."""
        return self.export_trees if is_export else self.page_trees


def load_weights(folder: Path) -> Weights:
    """Return the weights in `folder`; raises RacenewsError naming file, fault and remedy."""
    words = _read(folder / WORDS_FILE, ("features", "training", "bias", "weights"))
    digest = words["training"].get("digest")
    grams = tuple(words["weights"])
    hashes = hash_grams(grams)
    order = np.argsort(hashes)
    values = np.fromiter(words["weights"].values(), np.float32, len(grams))
    return Weights(
        grams=tuple(grams[i] for i in order.tolist()),
        keys=make_keys(hashes[order]),
        values=values[order],
        bias=float(words["bias"]),
        page_trees=_load_trees(folder / TREES_FILE, digest),
        export_trees=_load_trees(folder / EXPORT_TREES_FILE, digest),
        digest=str(digest),
    )


def _load_trees(file: Path, digest: str | None) -> Trees:
    """Return the trees in `file`, which must be learned from the training set with `digest`."""
    trees = _read(file, ("features", "training", "columns", "thresholds", "overrule", "trees"))
    name = f"weights/{file.name}"
    if trees["training"].get("digest") != digest:
        raise RacenewsError(f"{name}: learned from another training set than {WORDS_FILE}. {_REMEDY}")
    missing = [mode for mode in MODES if not isinstance(trees["thresholds"].get(mode), int | float)]
    if missing:
        raise RacenewsError(f'{name}: no threshold for mode "{missing[0]}". {_REMEDY}')
    try:
        flat = _flatten(trees["trees"], len(trees["columns"]))
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise RacenewsError(f"{name}: the trees cannot be read ({fault}). {_REMEDY}") from None
    return Trees(
        columns=tuple(trees["columns"]),
        thresholds={m: float(t) for m, t in trees["thresholds"].items()},
        overrule={m: float(t) for m, t in trees["overrule"].items()},
        **flat,
    )


def _read(file: Path, needed: tuple[str, ...]) -> dict[str, Any]:
    name = f"{file.parent.name}/{file.name}"
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise RacenewsError(f"{name}: {fault.strerror or fault}. {_REMEDY}") from None
    except ValueError as fault:
        raise RacenewsError(f"{name}: not valid JSON ({fault}). {_REMEDY}") from None
    for key in needed:
        if not isinstance(table, dict) or key not in table:
            raise RacenewsError(f'{name}: "{key}" is missing. {_REMEDY}')
    if table["features"] != VERSION:
        raise RacenewsError(
            f"{name}: made for columns of version {table['features']}, this program has version {VERSION}. {_REMEDY}"
        )
    loaded: dict[str, Any] = table
    return loaded


def hash_grams(grams: tuple[str, ...]) -> Hashes:
    """Return the hashes under which runs of one to three words, parted by spaces, are found in a text."""
    parts = [gram.split(" ") for gram in grams]
    words = sorted({word for gram in parts for word in gram} - {LINE_SIGN, STOP_SIGN})
    text = "\n".join(words)
    starts = np.cumsum([0, *(len(word) + 1 for word in words)])[:-1] if words else np.zeros(0, np.int64)
    tokens = tokenise(text, starts.tolist())
    if len(tokens.hash) != len(words):
        raise RacenewsError(f"weights/{WORDS_FILE}: an entry holds what is no single word or sign. {_REMEDY}")
    known = dict(zip(words, tokens.hash.tolist(), strict=True))
    known[LINE_SIGN], known[STOP_SIGN] = int(LINE_MARK), int(STOP_MARK)
    out = np.zeros(len(grams), np.uint64)
    for size in (1, 2, 3):
        chosen = [i for i, gram in enumerate(parts) if len(gram) == size]
        if chosen:
            table = np.array([[known[word] for word in parts[i]] for i in chosen], np.uint64)
            columns = table.T
            out[chosen] = columns[0] if size == 1 else pair(*columns) if size == 2 else triple(*columns)
    return out


def _flatten(trees: list[dict[str, list[float]]], columns: int) -> dict[str, Any]:
    """Return all trees as one table of nodes; a leaf leads to itself."""
    column: list[int] = []
    limit: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    roots: list[int] = []
    depth = 0
    for tree in trees:
        start, inner, leaves = len(column), len(tree["column"]), tree["leaf"]
        roots.append(start)
        if any(not 0 <= c < columns for c in tree["column"]):
            raise ValueError("a column that is not listed")

        def place(child: int, start: int = start, inner: int = inner) -> int:
            return start + child if child >= 0 else start + inner + ~child

        column += [int(c) for c in tree["column"]] + [0] * len(leaves)
        limit += [*tree["limit"], *[float("inf")] * len(leaves)]
        left += [place(int(c)) for c in tree["left"]] + [start + inner + i for i in range(len(leaves))]
        right += [place(int(c)) for c in tree["right"]] + [start + inner + i for i in range(len(leaves))]
        value += [0.0] * inner + list(leaves)
        depth = max(depth, _depth(tree))
    if column and max(*left, *right) >= len(column):
        raise ValueError("a branch that leads nowhere")
    ints: npt.NDArray[np.int64] = np.array(column, np.int64)
    return {
        "column": ints,
        "limit": np.array(limit, np.float32),
        "child": np.stack([np.array(right, np.int64), np.array(left, np.int64)], 1).ravel(),
        "value": np.array(value, np.float32),
        "roots": np.array(roots, np.int64),
        "depth": depth,
    }


def _depth(tree: dict[str, list[float]]) -> int:
    """Return how many questions the longest branch of a tree asks; children stand behind their parents."""
    levels = [0] * len(tree["column"])
    deepest = 0
    for node, children in enumerate(zip(tree["left"], tree["right"], strict=True)):
        deepest = max(deepest, levels[node] + 1)
        for child in children:
            if child >= 0:
                if child <= node:
                    raise ValueError("a branch that leads back")
                levels[int(child)] = levels[node] + 1
    return deepest
