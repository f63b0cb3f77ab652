"""Learned weights as they stand in `data/weights/`: read, checked and laid out for numpy. Training writes them."""

from __future__ import annotations

import functools
import itertools
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


STAGES = (60, 180)  # of the trees: after each, rows that are sure are asked no further
MAX_LEAVES = 32  # of one tree: a leaf is a bit


@dataclass(frozen=True, slots=True)
class Stage:
    """Some trees with their questions side by side: the first of every tree, then the second of every tree."""

    column: Ints
    limit: Floats
    strikes: npt.NDArray[np.uint32]
    """The leaves that are out where the column is above the limit."""
    leaf: Floats
    """The value of each leaf, `MAX_LEAVES` a tree."""

    @property
    def trees(self) -> int:
        """Count the trees."""
        return len(self.leaf) // MAX_LEAVES


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees over columns, stage by stage, and where to cut by their sum."""

    places: dict[str, int]
    """The name of each column -> its place."""
    stages: tuple[Stage, ...]
    thresholds: dict[str, float]
    """Mode -> the score below which a stretch goes."""
    overrule: dict[str, float]
    """Mode -> the score from which on a stretch stays although a rule cuts it."""


@dataclass(frozen=True)
class Weights:
    """The learned judge: a weight for each word or run of words, and trees over columns."""

    spelt: str
    """The runs of words, a line each, by place in `keys`: "sign up for", "⏎ share"."""
    keys: Keys
    values: Floats
    bias: float
    page_trees: Trees
    export_trees: Trees
    """For dumps that open with a date field: a story with pieces of forms in it, and no page around it."""
    digest: str
    """Of the training set."""

    @functools.cached_property
    def grams(self) -> tuple[str, ...]:
        """Return the runs of words; only what is cut is told of by them."""
        return tuple(self.spelt.split("\n"))

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
        spelt="\n".join(grams[i] for i in order.tolist()),
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
        stages = _lay_out(trees["trees"], len(trees["columns"]))
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise RacenewsError(f"{name}: the trees cannot be read ({fault}). {_REMEDY}") from None
    return Trees(
        places={column: i for i, column in enumerate(trees["columns"])},
        stages=stages,
        thresholds={m: float(t) for m, t in trees["thresholds"].items()},
        overrule={m: float(t) for m, t in trees["overrule"].items()},
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


def _lay_out(trees: list[dict[str, list[Any]]], columns: int) -> tuple[Stage, ...]:
    """Return the trees in stages."""
    edges = [edge for edge in (0, *STAGES) if edge < len(trees)]
    return tuple(_stage(trees[first:last], columns) for first, last in itertools.pairwise([*edges, len(trees)]))


def _stage(trees: list[dict[str, list[Any]]], columns: int) -> Stage:
    """Return trees as one stage; a tree of fewer questions than another gets more, which strike nothing."""
    most = max(len(tree["column"]) for tree in trees)
    column = np.zeros((len(trees), most), np.int64)
    limit = np.full((len(trees), most), np.inf, np.float32)
    strikes = np.zeros((len(trees), most), np.uint32)
    leaf = np.zeros((len(trees), MAX_LEAVES), np.float32)
    for i, tree in enumerate(trees):
        if any(not 0 <= c < columns for c in tree["column"]):
            raise ValueError("a column that is not listed")
        asked = len(tree["column"])
        strikes[i, :asked], order = _walk(tree)
        column[i, :asked], limit[i, :asked] = tree["column"], tree["limit"]
        leaf[i, : len(order)] = [tree["leaf"][number] for number in order]
    limit += 0  # -0 becomes 0: what is at a limit is not above it
    return Stage(column.T.ravel(), limit.T.ravel(), strikes.T.ravel(), leaf.ravel())


def _walk(tree: dict[str, list[Any]]) -> tuple[list[int], list[int]]:
    """Return the leaves that each "above the limit" strikes, as bits, and which leaf stands at each bit.

    Leaves are counted from the side of "at most the limit": the first that no answer strikes is the tree's.
    """
    inner, leaves = len(tree["column"]), len(tree["leaf"])
    if leaves > MAX_LEAVES:
        raise ValueError(f"a tree of more than {MAX_LEAVES} leaves")
    branches = list(zip(tree["left"], tree["right"], strict=True))
    size = [1] * (inner + leaves)  # leaf ~n stands at -n - 1
    for node in reversed(range(inner)):
        for child in branches[node]:
            if not -leaves <= child < inner:
                raise ValueError("a branch that leads nowhere")
            if 0 <= child <= node:
                raise ValueError("a branch that leads back")
        size[node] = size[branches[node][0]] + size[branches[node][1]]
    first = [0] * (inner + leaves)
    strikes = []
    for node, (left, right) in enumerate(branches):
        first[left], first[right] = first[node], first[node] + size[left]
        strikes.append((1 << size[left]) - 1 << first[node])
    order = sorted(range(leaves), key=lambda number: first[~number])
    return strikes, order
