import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from press import precheck, vouching
from press.precheck import FILE, Asked, find_standing
from press.stamps import SECOND_NS, NoStampError, at_rest, digest_text, scan
from press.vouching import Vouching

DOORS = ("dump_reader",)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Return what was asked of a small site, with everything it is made of below tmp_path."""
    for file in ("content/dumps/2024/a.txt", "content/desk/rules.toml", "theme/base.html", "output/a/index.html"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("one", encoding="utf-8")
    (tmp_path / "plugins/racenews").mkdir(parents=True)
    (tmp_path / "plugins/racenews/rules.toml").write_text("one", encoding="utf-8")
    (tmp_path / ".racenews").mkdir()
    (tmp_path / ".racenews/ledger.json").write_text("{}", encoding="utf-8")
    (tmp_path / "conf.py").write_text('import os\nSITEURL = os.environ.get("SITEURL", "")\n', encoding="utf-8")
    monkeypatch.setattr(vouching, "PLUGINS", str(tmp_path / "plugins"))
    # What other tests wrote and loaded is younger than this process, which a build would mind.
    monkeypatch.setattr(vouching, "STARTED_NS", time.time_ns() + SECOND_NS)
    monkeypatch.chdir(tmp_path)
    return Asked("content", "output", "conf.py", ".racenews", "", False, "2024-07-05")


def vouch(asked: Asked, **settings: object) -> Vouching:
    taken = Vouching(asked)
    taken.take_settings({"THEME": "theme", "PLUGINS": DOORS, **settings}, DOORS)
    taken.leave(12, 2)
    return taken


def test_nothing_changed_is_known(asked: Asked) -> None:
    assert find_standing(asked) is None
    assert vouch(asked).doubt == ""
    standing = find_standing(asked)
    assert standing
    assert standing.told("output") == "nothing changed, 12 stories, 2 set aside, output stands"


def write(path: str, text: str = "two") -> Callable[[], None]:
    def change() -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")

    return change


def rewrite_with_its_times(path: str) -> Callable[[], None]:
    def change() -> None:
        was = Path(path).stat()
        Path(path).write_text("two", encoding="utf-8")
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    return change


@pytest.mark.parametrize(
    "change",
    [
        write("content/dumps/2024/a.txt"),
        write("content/dumps/2024/b.txt"),
        write("content/desk/overrides.toml"),
        write("content/extra/CNAME"),
        write("theme/new.html"),
        write("plugins/racenews/rules.toml"),
        write("conf.py", "SITEURL = ''"),
        write("output/a/index.html"),
        write("output/b/index.html"),
        write(".racenews/ledger.json"),
        rewrite_with_its_times("content/dumps/2024/a.txt"),
        rewrite_with_its_times("output/a/index.html"),
        lambda: Path("content/dumps/2024/a.txt").rename("content/dumps/2024/c.txt"),
        lambda: Path("content/desk/rules.toml").unlink(),
        lambda: Path("output/a/index.html").unlink(),
        lambda: Path("output/empty").mkdir(),
        lambda: Path("output/a/index.html").rename("output/a/other.html"),
        lambda: Path("output/a").rename("output/b"),
        lambda: shutil.rmtree("output"),
        lambda: shutil.rmtree("content"),
        lambda: Path(".racenews", FILE).write_bytes(b"\xff\x00 garbage"),
        lambda: Path(".racenews", FILE).write_bytes(b""),
        lambda: Path(".racenews", FILE).write_text(f"{digest_text(precheck.VERSION)}\0{precheck.VERSION}"),
        lambda: Path(".racenews", FILE).write_bytes(Path(".racenews", FILE).read_bytes()[:-9]),
        lambda: Path(".racenews", FILE).unlink(),
    ],
)  # fmt: skip
def test_a_change_is_seen(asked: Asked, change: Callable[[], None]) -> None:
    vouch(asked)
    assert find_standing(asked)
    change()
    assert find_standing(asked) is None


def test_another_order_is_another_site(asked: Asked) -> None:
    vouch(asked)
    for change in (
        {"day": "2024-07-06"},
        {"siteurl": "https://example.org"},
        {"future": True},
        {"output": "elsewhere"},
        {"content": "."},
        {"settings": "other.py"},
    ):
        other = Asked(**{**vars(asked), **change})
        assert find_standing(other) is None
    assert find_standing(asked)


def test_settings_may_be_younger_than_the_process(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = ModuleType("conf")
    settings.__file__ = str(Path("conf.py").absolute())
    taken = Vouching(asked)
    write("conf.py", 'SITENAME = "Gazette"\n')()
    monkeypatch.setattr(vouching, "STARTED_NS", time.time_ns() - 1)
    monkeypatch.setitem(sys.modules, "conf", settings)
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) and module is not settings:
            monkeypatch.delitem(sys.modules, name)  # what other tests wrote and loaded
    taken.leave(12, 2)
    assert taken.doubt == ""


def test_a_variable_that_the_settings_read_counts(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    vouch(asked)
    monkeypatch.setenv("SITEURL_OLD", "x")
    assert find_standing(asked)
    monkeypatch.setenv("SITEURL", "https://example.org")
    assert find_standing(asked) is None


@pytest.mark.parametrize(
    "line",
    [
        "SITENAME = open('name').read()",
        "SITENAME = Path('name').read_text()",
        "import datetime\nYEAR = datetime.date.today().year",
        "import os\nSITENAME = dict(os.environ)['A']",
        "import subprocess",
    ],
)
def test_nobody_vouches_for_settings_that_read_what_is_not_known(asked: Asked, line: str) -> None:
    Path("conf.py").write_text(line, encoding="utf-8")
    assert vouch(asked).doubt
    assert find_standing(asked) is None


def test_nobody_vouches_for_plug_ins_of_others(asked: Asked) -> None:
    vouch(asked)
    assert "sitemap" in vouch(asked, PLUGINS=[*DOORS, "sitemap"]).doubt
    assert find_standing(asked) is None


def test_a_dump_edited_while_it_is_printed_is_seen(asked: Asked) -> None:
    taken = Vouching(asked)
    Path("content/dumps/2024/a.txt").write_text("two", encoding="utf-8")
    taken.take_settings({"THEME": "theme", "PLUGINS": DOORS}, DOORS)
    taken.leave(12, 2)
    assert find_standing(asked) is None


def test_a_linked_folder_has_no_stamp(asked: Asked, tmp_path: Path) -> None:
    Path("content/linked").symlink_to(tmp_path / "theme")
    with pytest.raises(NoStampError):
        scan("content")
    assert vouch(asked).doubt


def test_the_end_of_a_link_counts(asked: Asked) -> None:
    Path("content/extra").mkdir()
    Path("content/extra/linked").symlink_to(Path("theme/base.html").resolve())
    before = scan("content").digest()
    write("theme/base.html")()
    assert scan("content").digest() != before


def test_what_was_just_written_is_looked_at_once_it_rests(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    write("content/dumps/2024/a.txt")()
    clock = iter([Path("content/dumps/2024/a.txt").stat().st_ctime_ns + ms * 1_000_000 for ms in (1, 25, 60)])
    monkeypatch.setattr("press.stamps.time.time_ns", lambda: next(clock))
    monkeypatch.setattr("press.stamps.time.sleep", slept.append)
    at_rest(lambda: scan("content"))
    assert len(slept) == 2


def test_times_that_lie_ahead_give_no_stamp(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.stamps.time.time_ns", lambda: 0)
    with pytest.raises(NoStampError):
        at_rest(lambda: scan("content"))


def test_the_check_imports_nothing_heavy() -> None:
    asks = "import sys; before = set(sys.modules); import press.precheck; print(*(set(sys.modules) - before))"
    folder = Path(precheck.__file__).parents[1]
    asked = subprocess.run(
        [sys.executable, "-S", "-c", asks],
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {name.partition(".")[0] for name in asked.stdout.split()}
    assert loaded <= sys.stdlib_module_names | {"press"}
    assert loaded.isdisjoint({"pathlib", "typing", "dataclasses", "re", "json", "hashlib", "sqlite3", "subprocess"})
