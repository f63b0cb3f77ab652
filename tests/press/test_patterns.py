"""Compiled patterns are kept, and are what Python makes of the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from press.patterns import FILE, kept_patterns
from racenews.derived import Drawer

_compiler, _parser = import_module("re._compiler"), import_module("re._parser")
ASKED: tuple[tuple[str | bytes, int], ...] = (
    (r"(?P<day>\d{1,2})\.(?P<month>\d+)|(?:yester|to)day", re.IGNORECASE),
    (r"(?<!\w)[à-ü]{2,}+(?=\s)(?i:Étape)?", 0),
    (rb"\xff(a|b)*?\1", re.DOTALL),
)


@pytest.fixture(autouse=True)
def nothing_cached() -> Iterator[None]:
    re.purge()
    yield
    re.purge()


def _compile() -> list[Any]:
    re.purge()
    return [re.compile(text, flags) for text, flags in ASKED]


def _forbid(*_: object) -> None:
    raise AssertionError("a pattern is compiled")


def test_what_is_kept_is_what_python_makes_and_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept_patterns(Drawer(tmp_path)):
        _compile()
    made = _compile()
    monkeypatch.setattr(_parser, "parse", _forbid)
    with kept_patterns(Drawer(tmp_path)):
        kept = _compile()
    assert kept == made
    for name in ("pattern", "flags", "groups", "groupindex"):
        assert [getattr(p, name) for p in kept] == [getattr(p, name) for p in made]
    assert kept[0].fullmatch("TODAY")
    found = kept[0].search("on 4.7")
    assert found
    assert found.groupdict() == {"day": "4", "month": "7"}
    assert found.lastgroup == "month"


def test_a_wrong_pattern_is_as_wrong_as_ever_and_python_compiles_again_afterwards(tmp_path: Path) -> None:
    before = _compiler.compile
    with pytest.raises(re.error), kept_patterns(Drawer(tmp_path)):
        re.compile("(unclosed")
    assert _compiler.compile is before


@pytest.mark.parametrize("damage", [lambda raw: b"", lambda raw: raw[:-1], lambda raw: raw[:-1] + b"\0"])
def test_damage_costs_only_time(tmp_path: Path, damage: Any) -> None:
    with kept_patterns(Drawer(tmp_path)):
        made = _compile()
    file = tmp_path / FILE
    file.write_bytes(damage(file.read_bytes()))
    with kept_patterns(Drawer(tmp_path)):
        assert _compile() == made


def test_where_python_is_other_inside_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(_compiler, "_code")
    with kept_patterns(Drawer(tmp_path)):
        pass
    assert not (tmp_path / FILE).exists()
