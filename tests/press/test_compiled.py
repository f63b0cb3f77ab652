"""Compiled templates are kept, for the same text, syntax and program alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from press.compiled import FILE, kept_templates, remember_compiled
from racenews.derived import Drawer

SHOUT = "{% set loud = name|upper %}{{ loud }}!"


def render(drawer: Drawer, text: str = SHOUT, settings: dict[str, Any] | None = None, **options: Any) -> str:
    """Return what a build of its own makes of a template."""
    with kept_templates(drawer):
        environment = Environment(loader=DictLoader({"page": text}), autoescape=True, **options)
        remember_compiled(environment, settings or {})
        return environment.get_template("page").render(name="vos")


@pytest.fixture
def drawer(tmp_path: Path) -> Drawer:
    return Drawer(tmp_path)


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    def compile_it(*_: object, **__: object) -> None:
        raise AssertionError("a template is compiled")

    monkeypatch.setattr(Environment, "compile", compile_it)


def test_what_was_compiled_once_is_not_compiled_again(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render(drawer) == "VOS!"
    forbid(monkeypatch)
    assert render(drawer) == "VOS!"


@pytest.mark.parametrize(
    ("other", "page"),
    [
        ({"text": "{{ name }}?"}, "vos?"),
        ({"variable_start_string": "[[", "variable_end_string": "]]"}, "{{ loud }}!"),
        ({"text": SHOUT + "\n", "keep_trailing_newline": True}, "VOS!\n"),
    ],
    ids=["text", "syntax", "end"],
)
def test_what_says_something_else_is_compiled_anew(drawer: Drawer, other: dict[str, Any], page: str) -> None:
    render(drawer)
    assert render(drawer, **other) == page
    assert render(drawer) == "VOS!"


def test_where_the_settings_bring_filters_nothing_is_kept(drawer: Drawer) -> None:
    assert render(drawer, settings={"JINJA_FILTERS": {"upper": str.upper}}) == "VOS!"
    assert not (drawer.folder / FILE).exists()


@pytest.mark.parametrize("damage", [lambda raw: b"", lambda raw: raw[:-1], lambda raw: raw[:-1] + b"\0"])
def test_damage_costs_only_time(drawer: Drawer, damage: Any) -> None:
    render(drawer)
    file = drawer.folder / FILE
    file.write_bytes(damage(file.read_bytes()))
    assert render(drawer) == "VOS!"
