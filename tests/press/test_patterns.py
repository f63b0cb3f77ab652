"""Patterns that were compiled in the build before: they find what they found, and nothing else is taken for them."""

import importlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from press import patterns
from press.patterns import FILE, kept_patterns
from racenews.derived import Drawer

compiler: Any = importlib.import_module("re._compiler")
NAME = r"(?P<given>[A-ZÀ-ÖØ-Þ][\w'’.-]+) (?P<family>(?:van|de|[A-Z][\w'’.-]+)(?: [A-Z]\w+)?)(?=\W|$)"
TEXTS = ("Marianne Vos wins", "Mathieu van der Poel, Émile de Vos", "nobody", "")


def _find(flags: int = 0) -> list[Any]:
    re.purge()
    pattern = re.compile(NAME, flags)
    return [[m.groups(), m.groupdict(), m.span("family")] for text in TEXTS for m in pattern.finditer(text)]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What Python itself had to compile."""
    slow = compiler._code
    made: list[object] = []

    def note(parsed: object, flags: int) -> object:
        made.append(parsed)
        return slow(parsed, flags)

    monkeypatch.setattr(compiler, "_code", note)
    return made


def test_a_pattern_is_compiled_in_the_first_build_alone(tmp_path: Path, counted: list[object]) -> None:
    found = _find()
    counted.clear()
    with kept_patterns(Drawer(tmp_path)):
        assert _find() == found
    assert len(counted) == 1
    with kept_patterns(Drawer(tmp_path)):
        assert _find() == found
    assert len(counted) == 1


def test_flags_belong_to_a_pattern(tmp_path: Path) -> None:
    loose = _find(re.IGNORECASE)
    with kept_patterns(Drawer(tmp_path)):
        assert _find() != loose
    with kept_patterns(Drawer(tmp_path)):
        assert _find(re.IGNORECASE) == loose


def test_damaged_code_is_compiled_anew(tmp_path: Path) -> None:
    found = _find()
    with kept_patterns(Drawer(tmp_path)):
        _find()
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:-8] + bytes(8))
    with kept_patterns(Drawer(tmp_path)):
        assert _find() == found


def test_python_compiles_as_ever_behind_the_block(tmp_path: Path) -> None:
    before = compiler.compile, compiler._sre
    with pytest.raises(re.error), kept_patterns(Drawer(tmp_path)):
        re.compile("(" * 40)
    assert (compiler.compile, compiler._sre) == before


def test_the_newsroom_writes_its_patterns_alike_in_every_process() -> None:
    asks = (
        "import re._compiler as c, hashlib; told = []; slow = c.compile\n"
        "def note(p, flags=0): told.append(str(p)); return slow(p, flags)\n"
        "c.compile = note\n"
        "import racenews.pipeline, racenews.batch, racenews.enrich.headline\n"
        "print(hashlib.sha256('\\0'.join(p for p in told).encode('utf-8', 'replace')).hexdigest())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", asks],
            env={"PYTHONPATH": str(Path(patterns.__file__).parents[1]), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
