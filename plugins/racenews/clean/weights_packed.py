"""Learned weights as plain bytes: reading them takes a hundredth of the time that reading the JSON does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from racenews.clean.tokens import Keys
from racenews.clean.weights import EXPORT_TREES_FILE, TREES_FILE, WORDS_FILE, Stage, Trees, Weights, load_weights
from racenews.derived import Drawer, key_of

FILE = "weights"
_STAGE_ARRAYS = ("column", "limit", "strikes", "leaf")
_ALIGN = 16  # numpy reads numbers faster that begin at a multiple of their size
_CODE = (*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parents[1] / "folding.py")


def take_weights(folder: Path, drawer: Drawer) -> Weights:
    """Return the weights in `folder`, from the drawer where they are the same; raises RacenewsError as reading does."""
    try:
        key = key_of([*(folder / name for name in (WORDS_FILE, TREES_FILE, EXPORT_TREES_FILE)), *_CODE], np.__version__)
    except OSError:
        return load_weights(folder)  # which says what is wrong
    kept = drawer.take(FILE, key)
    if kept is not None:
        return unpack(kept)
    weights = load_weights(folder)
    drawer.keep(FILE, key, pack(weights))
    return weights


def pack(weights: Weights) -> bytes:
    """Return the weights as bytes that `unpack` reads."""
    keys = weights.keys
    facts = {
        "bias": weights.bias,
        "digest": weights.digest,
        "most": keys.most,
        "shift": int(keys.shift),
        "page": _facts_of(weights.page_trees),
        "export": _facts_of(weights.export_trees),
    }
    arrays: dict[str, Any] = {
        "spelt": np.frombuffer(weights.spelt.encode(), np.uint8),
        "sorted": keys.sorted,
        "filled": keys.filled,
        "first": keys.first,
        "values": weights.values,
    }
    arrays |= _arrays_of("page", weights.page_trees) | _arrays_of("export", weights.export_trees)
    listed = [(name, array.dtype.str, len(array)) for name, array in arrays.items()]
    head = json.dumps({"facts": facts, "arrays": listed}).encode()
    pieces = [len(head).to_bytes(_ALIGN, "little"), head, *(array.tobytes() for array in arrays.values())]
    return b"".join(piece + bytes(-len(piece) % _ALIGN) for piece in pieces)


def unpack(content: bytes) -> Weights:
    """Return the weights that `pack` made these bytes of."""
    length = int.from_bytes(content[:_ALIGN], "little")
    head = json.loads(content[_ALIGN : _ALIGN + length])
    arrays: dict[str, Any] = {}
    at = _ALIGN + length + -length % _ALIGN
    for name, kind, count in head["arrays"]:
        arrays[name] = np.frombuffer(content, kind, count, at)
        at += arrays[name].nbytes + -arrays[name].nbytes % _ALIGN
    facts = head["facts"]
    return Weights(
        spelt=arrays["spelt"].tobytes().decode(),
        keys=Keys(arrays["sorted"], arrays["filled"], arrays["first"], facts["most"], np.uint64(facts["shift"])),
        values=arrays["values"],
        bias=facts["bias"],
        page_trees=_trees("page", facts, arrays),
        export_trees=_trees("export", facts, arrays),
        digest=facts["digest"],
    )


def _facts_of(trees: Trees) -> dict[str, Any]:
    told = {name: getattr(trees, name) for name in ("places", "thresholds", "overrule")}
    return {**told, "stages": len(trees.stages)}


def _arrays_of(which: str, trees: Trees) -> dict[str, Any]:
    return {
        f"{which} {i} {name}": getattr(stage, name) for i, stage in enumerate(trees.stages) for name in _STAGE_ARRAYS
    }


def _trees(which: str, facts: Mapping[str, Any], arrays: Mapping[str, Any]) -> Trees:
    told = facts[which]
    stages = (Stage(*(arrays[f"{which} {i} {name}"] for name in _STAGE_ARRAYS)) for i in range(told["stages"]))
    return Trees(told["places"], tuple(stages), told["thresholds"], told["overrule"])
