"""Builds that are killed, find the disk full, meet each other or may not write: what stands is one whole edition.

Each build runs in a process of its own, a child of this one. It counts the operations that change files and comes to
grief at the n-th, as databases are tested.
"""

import ctypes
import datetime as dt
import errno
import functools
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools.fuzz.griefs import at_each_change

from press import vouching
from press.folders import FORMER
from press.printer import Order, print_edition
from press.stamps import SECOND_NS
from racenews import resources
from racenews.types import RacenewsError

TODAY = dt.date(2024, 7, 5)
STORY = """title {title}
date {day}



The favourite won the sprint in {place} after a long and {weather} day in the lead.



The bunch had let six riders go in the first hour, and never saw them again before the last climb.



Behind them the chase was not organised, and the gap at the finish was more than two minutes.
"""
SPREAD, AT_THE_END = 8, 7  # so many operations spread over the run, and so many before its end, where the swap is
REFUSED = 3  # the exit status of a build that says why it cannot
SECONDS = 300  # a build that hangs is ended by the alarm, and the test fails

Trees = tuple[dict[str, bytes], dict[str, bytes]]


class House:
    """A newspaper below one folder, and what its site was and will be."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.order = Order(root / "content", root / "output", state=root / ".racenews", today=TODAY)
        if not (root / "content").is_dir():
            self.write("windy", "Plumelec", "Ely")

    def write(self, weather: str, *places: str) -> None:
        dumps = self.root / "content/dumps"
        dumps.mkdir(parents=True, exist_ok=True)
        for number, place in enumerate(places, 1):
            story = STORY.format(title=f"A sprint in {place}", day=f"2024-07-0{number}", place=place, weather=weather)
            (dumps / f"{number}.txt").write_text(story, encoding="utf-8")

    def site(self) -> dict[str, bytes]:
        return tree(self.root / "output")

    def ledger(self) -> bytes:
        return (self.root / ".racenews/ledger.json").read_bytes()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.fixture(autouse=True, scope="module")
def _knowledge_read_once() -> Iterator[None]:
    """Rules and gazetteer are read once for all children: what is tested is the press."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resources, "load", functools.cache(resources.load))
        resources.load(desk=None)
        yield


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Trees:
    """Return the old site and the new one, each printed where no build ever was before."""
    old, new = House(tmp_path_factory.mktemp("old")), House(tmp_path_factory.mktemp("new"))
    new.write("rainy", "Plumelec", "Ely", "Omloop")
    for house in (old, new):
        print_edition(house.order)
    return old.site(), new.site()


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a newspaper lies whose old site stands, and whose dumps are those of the new one."""
    house = House(tmp_path_factory.mktemp("changed"))
    assert build(house.order) == 0
    house.write("rainy", "Plumelec", "Ely", "Omloop")
    return house.root


@pytest.fixture
def house(changed: Path, tmp_path: Path) -> House:
    """Return a copy of that newspaper."""
    return copy_of(changed, tmp_path / "house")


def copy_of(changed: Path, place: Path) -> House:
    shutil.copytree(changed, place, symlinks=True)
    return House(place)


# --- a build in a process of its own ------------------------------------------------------------------------


def start(order: Order, prepare: Callable[[], None] = lambda: None) -> int:
    """Print an edition in a child of this process, and return its number. Its messages are dropped."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.alarm(SECONDS)
        prepare()
        print_edition(order)
        status = 0
    except RacenewsError:
        status = REFUSED
    finally:
        os._exit(status)


def end(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def build(order: Order, prepare: Callable[[], None] = lambda: None) -> int:
    return end(start(order, prepare))


def count_changes(order: Order, note: Path) -> int:
    descriptor = os.open(note, os.O_WRONLY | os.O_CREAT)

    def write_down(n: int) -> None:
        os.pwrite(descriptor, b"%8d" % n, 0)

    try:
        assert build(order, lambda: at_each_change(write_down)) == 0
    finally:
        os.close(descriptor)
    return int(note.read_bytes())


def kill_at(point: int) -> None:
    at_each_change(lambda n: os.kill(os.getpid(), signal.SIGKILL) if n == point else None)


def fill_disk_at(point: int) -> None:
    def refuse(n: int) -> None:
        if n >= point:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    at_each_change(refuse)


def drop_privileges() -> None:
    """Make the mode of a folder count even for root."""
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, nothing) == 0


# --- what must hold afterwards --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def points(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    """Return at which operations to come to grief."""
    house = copy_of(changed, tmp_path_factory.mktemp("count") / "house")
    last = count_changes(house.order, house.root / "note")
    spread = {1 + i * (last - 1) // (SPREAD - 1) for i in range(SPREAD)}
    return sorted(spread | set(range(last - AT_THE_END + 1, last + 1)))


@pytest.mark.parametrize("grief", [kill_at, fill_disk_at])
def test_whatever_happens_at_any_moment_one_whole_edition_stands(
    changed: Path, tmp_path: Path, editions: Trees, points: list[int], grief: Callable[[int], None]
) -> None:
    old, new = editions
    for point in points:
        house = copy_of(changed, tmp_path / str(point))
        before = house.ledger()
        status = build(house.order, functools.partial(grief, point))
        assert house.site() in (old, new), f"torn at {point} of {points[-1]}"
        assert status or house.site() == new, f"no new site at {point} of {points[-1]}, and nothing said"
        told = json.loads(house.ledger())
        assert house.ledger() == before or len(told["entries"]) == 3
        assert build(house.order) == 0, f"no build after that at {point} of {points[-1]}"
        assert house.site() == new
        assert len(json.loads(house.ledger())["entries"]) == 3
        assert {p.name for p in house.root.iterdir()} == {"content", "output", ".racenews"}


@pytest.mark.parametrize("grief", [kill_at, fill_disk_at])
def test_a_stop_press_that_comes_to_grief_leaves_one_whole_edition(
    house: House, monkeypatch: pytest.MonkeyPatch, grief: Callable[[int], None]
) -> None:
    # What other tests wrote and loaded is younger than this process, which a build would mind.
    monkeypatch.setattr(vouching, "STARTED_NS", time.time_ns() + SECOND_NS)
    dump, *alike = sorted((house.root / "content/dumps").iterdir())
    for other in alike:  # of stories that say nearly the same a whole build has to judge
        other.unlink()
    text = dump.read_text(encoding="utf-8")

    def edit(number: int) -> None:
        dump.write_text(f"{text}\n\n\nThe gap was {number} metres.\n", encoding="utf-8")

    assert build(house.order) == 0
    edit(10)
    assert print_edition(house.order).stop_press  # the edition has a twin from now on
    edit(11)
    last = count_changes(house.order, house.root / "note")
    points = sorted({1 + i * (last - 1) // (SPREAD - 1) for i in range(SPREAD)})
    for point in points:
        edit(20 + point)
        assert print_edition(house.order).stop_press
        before = house.site()
        edit(60 + point)
        build(house.order, functools.partial(grief, point))
        found = house.site()
        assert build(house.order) == 0, f"no build after that at {point} of {last}"
        after = house.site()
        assert after != before
        assert found in (before, after), f"torn at {point} of {last}"
    shutil.copytree(house.root / "content", house.root / "anew/content")
    anew = House(house.root / "anew")
    assert build(anew.order) == 0
    assert house.site() == anew.site()


@pytest.mark.parametrize("most", [0, 2048, 32_768])  # the last lets every page through, and no index of the search
def test_files_that_may_grow_no_further_leave_the_old_edition(house: House, editions: Trees, most: int) -> None:
    status = build(house.order, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    assert status
    assert house.site() == editions[0]
    assert build(house.order) == 0
    assert house.site() == editions[1]


@pytest.mark.parametrize("grief", [kill_at, fill_disk_at])
def test_a_first_build_that_comes_to_grief_leaves_no_half_site(
    tmp_path: Path, editions: Trees, points: list[int], grief: Callable[[int], None]
) -> None:
    for point in points[:: len(points) // 3]:
        house = House(tmp_path / str(point))
        build(house.order, functools.partial(grief, point))
        assert house.site() in ({}, editions[0])
        assert build(house.order) == 0
        assert house.site() == editions[0]


def test_of_two_builds_at_once_one_prints_and_the_other_says_why_not(house: House, editions: Trees) -> None:
    children = [start(house.order) for _ in range(2)]
    ends = sorted(end(child) for child in children)
    assert ends in ([0, 0], [0, REFUSED])
    assert house.site() == editions[1]


@pytest.mark.skipif(sys.platform != "linux", reason="privileges are dropped as Linux knows it")
@pytest.mark.parametrize("closed", [".", "output", ".racenews"])
def test_folder_that_may_not_be_written_is_told_of(house: House, editions: Trees, closed: str) -> None:
    folder = house.root / closed
    folder.chmod(0o555)
    try:
        status = build(house.order, drop_privileges)
    finally:
        folder.chmod(0o755)
    assert status in (0, REFUSED)
    assert house.site() == editions[0 if status else 1]
    assert build(house.order) == 0
    assert house.site() == editions[1]


# --- who reads meanwhile ----------------------------------------------------------------------------------------


def read_from_within(folder: int) -> dict[str, bytes]:
    """Return all files of the edition that was opened as `folder`, as a program does that stands in it."""
    files = {}
    for place, _, names, parent in os.fwalk(".", dir_fd=folder):
        for name in names:
            with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=parent), "rb") as stream:
                files[str(Path(place, name))] = stream.read()
    return files


def test_reader_who_stands_in_the_folder_reads_one_edition_to_its_end(house: House, editions: Trees) -> None:
    folder = os.open(house.order.output, os.O_RDONLY | os.O_DIRECTORY)
    try:
        assert build(house.order) == 0
        assert read_from_within(folder) == editions[0]
        assert house.site() == editions[1]
    finally:
        os.close(folder)


def test_disk_never_holds_three_editions(house: House) -> None:
    for _ in range(3):
        assert build(house.order) == 0
    former = house.order.state / FORMER
    assert former.is_dir()
    seen = house.root / "seen"

    def note(_: int) -> None:
        kept = sum(p.name.startswith("output") for p in house.root.iterdir()) + former.exists()
        if kept > 2:
            seen.touch()

    assert build(house.order, lambda: at_each_change(note)) == 0
    assert not seen.exists()


def test_every_file_is_there_and_whole_while_a_build_runs(house: House, editions: Trees) -> None:
    """A page that both editions have is never missing; it is the old one until the swap, and the new one from then on."""
    old, new = editions
    both = sorted(old.keys() & new.keys())
    child = start(house.order)
    looks, swapped = 0, False
    while True:
        over = os.waitpid(child, os.WNOHANG)[0] == child
        for name in both:
            text = (house.order.output / name).read_bytes()
            assert text in ((new[name],) if swapped else (old[name], new[name]))
            swapped = swapped or text != old[name]
            looks += 1
        folder = os.open(house.order.output, os.O_RDONLY | os.O_DIRECTORY)
        try:
            assert read_from_within(folder) in (old, new)
        finally:
            os.close(folder)
        if over:
            break
    assert looks > len(both)
    assert house.site() == new
