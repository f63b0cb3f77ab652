"""What is served after a change is what a build makes, whoever makes it: the process that stands by, or a new one."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from press import standby
from press.printer import ROOT
from press.stamps import at_rest, scan
from press.standby import Standby

LEAD = "Marianne Vos won the sprint in Plumelec after a long and windy day in the lead, a wheel ahead of the others."
CHASE = "Behind them the chase was not organised, and the gap at the finish was more than two minutes."
PROJECT = ("plugins", "theme", "tasks.py", "pelicanconf.py", "publishconf.py", "pyproject.toml", "uv.lock")
PAGE = "2024/06/01/stage-1-of-the-fens/"
SECONDS = 300  # a server that says nothing for so long fails the test
MOST_PINGS = 20  # one that says so often that nothing has changed does as well
# A library that dies over a dump takes the process that cleans with it, or the build that waits for it. It is told.
DEADLY = """
import os, signal
_walk = article_from_dump
def article_from_dump(dump, resources):
    for word, pid in (("deadly for a build", os.getppid()), ("deadly", os.getpid())):
        if word in dump.text:
            with open("died", "w") as stream:
                stream.write(word + chr(10))
            os.kill(pid, signal.SIGKILL)
    return _walk(dump, resources)
"""
OTHER_CODE = """
_render = render_body
def render_body(*args):
    return _render(*args) + "<p>Other code.</p>"
"""


def story(number: int, *more: str) -> str:
    head = f"title Stage {number} of the Fens\nauthor Ida Holm\ndate 2024-06-0{number}\n"
    return head + "\n\n\n" + "\n\n\n\n".join((LEAD, f"The weather of day {number} was fair.", CHASE, *more)) + "\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a checkout of our own, whose code may be changed."""
    home = tmp_path_factory.mktemp("project")
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, home / name)
    with (home / "plugins/racenews/pipeline.py").open("a", encoding="utf-8") as stream:
        stream.write(DEADLY)
    os.mkfifo(home / "died")
    (home / "content/dumps").mkdir(parents=True)
    for number in (1, 2, 3):
        (home / f"content/dumps/{number}.txt").write_text(story(number), encoding="utf-8")
    return home


class Reader:
    """A browser that stands on the page of a story, and looks again whenever it is told to."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self._events = urllib.request.urlopen(f"{self.address}.racenews/events", timeout=SECONDS)

    def wait_for(self, text: str) -> str:
        """Return the page once it has the text, which it may have only after a reload."""
        pings = 0
        while pings < MOST_PINGS:
            line = self._events.readline()
            assert line, "the server has come to its end"
            pings += line.startswith(b":")
            if line == b"event: reload\n" and text in (page := self.page()):
                return page
        pytest.fail(f"{text!r} is not served")

    def page(self) -> str:
        with urllib.request.urlopen(f"{self.address}{PAGE}", timeout=SECONDS) as answer:
            return str(answer.read().decode())


@contextlib.contextmanager
def served(project: Path, ended_by: signal.Signals) -> Iterator[int]:
    """Serve the project and yield the port; in the end nobody is left who holds the server's output."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    words = [sys.executable, "-m", "invoke", "serve", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # where nobody hears it, no child would
    server = subprocess.Popen(words, cwd=project, env=environment, stdout=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, heard)
    with server:
        assert server.stdout is not None
        while not server.stdout.readline().startswith("Serving"):
            assert server.poll() is None
        yield port
        server.send_signal(ended_by)
        try:
            server.communicate(timeout=SECONDS)
        finally:
            server.kill()
        assert server.returncode == 0


@pytest.fixture(scope="module")
def reader(project: Path) -> Iterator[Reader]:
    with served(project, signal.SIGINT) as port:
        yield Reader(port)


def write(project: Path, name: str, text: str) -> None:
    file = project / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def add(project: Path, name: str, text: str) -> None:
    with (project / name).open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_whatever_is_changed_the_page_that_is_served_is_right(project: Path, reader: Reader) -> None:
    dump = "content/dumps/1.txt"
    for sentence in ("The gap was seven seconds.", "The gap was eight seconds.", "The gap was nine seconds."):
        write(project, dump, story(1, sentence))
        reader.wait_for(sentence)
    rule = '[[rule]]\nid = "own/gap"\nmatch = ["the gap was nine seconds"]\nwhy = "a test"\nseen = "1.txt"\n'
    write(project, "content/desk/rules.toml", rule)
    while "nine seconds" in reader.wait_for("Stage 1"):
        pass
    add(project, "theme/templates/base.html", "<!-- another template -->")
    assert "nine seconds" not in reader.wait_for("<!-- another template -->")
    add(project, "plugins/racenews/publish/body.py", OTHER_CODE)
    reader.wait_for("Other code.")
    write(project, dump, story(1, "The gap was ten seconds."))
    assert "Other code." in reader.wait_for("ten seconds")
    # Neither a dump over which the cleaner dies nor one that takes its build along is the last that is printed.
    with os.fdopen(os.open(project / "died", os.O_RDWR), "r", encoding="utf-8") as died:
        for deadly in ("deadly", "deadly for a build"):
            write(project, "content/dumps/2.txt", story(2, f"This is {deadly}."))
            while died.readline() != f"{deadly}\n":
                pass
            sentence = f"The gap was {len(deadly)} metres."
            write(project, "content/dumps/2.txt", story(2))
            write(project, dump, story(1, sentence))
            page = reader.wait_for(sentence)
            assert "Other code." in page
            assert "<!-- another template -->" in page


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the words of a build of a small paper, whose folder is the working folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(ROOT / "tasks.py", "tasks.py")
    write(tmp_path, "content/dumps/1.txt", story(1))
    settings = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
    write(
        tmp_path, "conf.py", f"{settings}THEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    )
    at_rest(lambda: scan("conf.py"))  # code that is as young as the process that loads it is not trusted
    return ["build", "--siteurl", "http://localhost:8000", "--settings", "conf.py"]


def read_page() -> str:
    return Path("output", PAGE, "index.html").read_text(encoding="utf-8")


def refuse(*_: object, **__: object) -> None:
    pytest.fail("a process of its own was started for a build")


def test_a_process_that_stands_by_makes_one_build_after_the_other(
    build: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Standby(build) as builder:
        assert builder.is_ready(SECONDS)
        monkeypatch.setattr(standby.subprocess, "run", refuse)
        for sentence in ("The gap was seven seconds.", "The gap was eight seconds."):
            write(Path(), "content/dumps/1.txt", story(1, sentence))
            assert builder.build()
            assert sentence in read_page()


def test_what_is_out_of_date_is_not_used(build: list[str]) -> None:
    with Standby(build) as builder:
        assert builder.is_ready(SECONDS)
        write(Path(), "content/desk/overrides.toml", "nonsense")
        assert not builder.build()  # the desk has a slip
        assert builder.is_ready(SECONDS)
        Path("content/desk/overrides.toml").unlink()
        assert builder.build()
        assert "Marianne Vos" in read_page()


def test_the_first_change_does_not_wait_for_the_process(build: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with Standby(build) as builder:
        monkeypatch.setattr(builder, "_ask_if_ready", lambda: False)
        assert builder.build()
        assert "Marianne Vos" in read_page()


def test_where_nothing_can_be_forked_each_build_has_a_process(
    build: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork")
    with Standby(build) as builder:
        assert not builder.is_ready(SECONDS)
        assert builder.build()
        assert "Marianne Vos" in read_page()


def test_a_process_that_has_come_to_its_end_is_replaced(build: list[str]) -> None:
    with Standby(build) as builder:
        assert builder.is_ready(SECONDS)
        process = builder._process
        assert process is not None
        process.kill()
        assert builder.build()
        assert "Marianne Vos" in read_page()
        assert builder.is_ready(SECONDS)


def test_a_server_that_is_told_to_end_takes_its_build_with_it(project: Path, reader: Reader) -> None:
    with served(project, signal.SIGTERM) as port:
        other = Reader(port)
        write(project, "content/dumps/2.txt", story(2, "The gap was ten seconds."))
        assert "Stage 1" in other.page()
