"""What is kept of data that was worked out: the same as worked out anew, and never trusted when it does not fit."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from racenews import resources
from racenews.clean import weights_packed
from racenews.clean.weights import Weights, load_weights
from racenews.derived import Drawer, key_of
from racenews.pipeline import article_from_dump
from racenews.resources import DATA, Resources
from racenews.types import Dump

DUMP = Dump(
    "a.txt",
    "title Vos wins at Farbeck\nauthor Ann Bell\ndate 2023-09-26 Sign up to our newsletter\n\n"
    "Marianne Vos won the third stage of the Vuelta a España on Tuesday, ahead of Jumbo-Visma and the bunch.\n",
)


@pytest.fixture(scope="module")
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Drawer:
    """A drawer in which everything is kept."""
    drawer = Drawer(tmp_path_factory.mktemp("drawer"))
    _ = resources.load(drawer=drawer).weights
    return drawer


def _state(gazetteer: Any) -> Any:
    return gazetteer.work_out(), [gazetteer.entries(k) for k in ("rider", "team", "race")], gazetteer.old_ids


def _plain(weights: Weights) -> Any:
    return _listed(asdict(weights))


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _listed(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_listed(part) for part in value]
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def test_what_is_taken_from_the_drawer_is_what_is_worked_out_anew(drawer: Drawer) -> None:
    anew, taken = resources.load(), resources.load(drawer=drawer)
    assert sorted(path.name for path in drawer.folder.iterdir()) == ["gazetteer", "phrases", "weights"]
    assert _state(taken.gazetteer) == _state(anew.gazetteer)
    assert _plain(weights_packed.take_weights(DATA / "weights", drawer)) == _plain(load_weights(DATA / "weights"))
    assert article_from_dump(DUMP, taken) == article_from_dump(DUMP, anew)


def test_a_drawer_that_was_tampered_with_is_worked_out_anew(drawer: Drawer) -> None:
    names = drawer.folder / "gazetteer"
    sound = names.read_bytes()
    names.write_bytes(sound.replace(b"Marianne Vos", b"Marianne Bos"))
    assert resources.load(drawer=drawer).gazetteer.entry("rider", "marianne-vos").name == "Marianne Vos"
    assert names.read_bytes() == sound


def test_a_changed_word_of_the_desk_is_seen_beside_a_full_drawer(drawer: Drawer, tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text('[alias]\n"The Boss" = "rider/marianne-vos"\n')
    loaded = resources.load(desk=tmp_path, drawer=drawer)
    assert loaded.gazetteer.resolve("The Boss") == ("rider", "marianne-vos")


def test_what_was_kept_under_another_key_is_not_taken(tmp_path: Path) -> None:
    drawer = Drawer(tmp_path / "drawer")
    drawer.keep("names", key_of([], "old"), b"all")
    assert drawer.take("names", key_of([], "old")) == b"all"
    assert drawer.take("names", key_of([], "new")) is None


def test_a_drawer_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    known: Resources = resources.load(drawer=Drawer(tmp_path / "file"))
    assert known.rules.rules and known.gazetteer.has("rider", "marianne-vos")
