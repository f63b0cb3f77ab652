"""Time how long a saved dump takes to the browser: `python -m tools.bench.serve --stories 10000 --rounds 5`.

`invoke serve` runs on made-up stories from ../shared/bench/site. For each round the story in the middle gets another
last sentence, and the clock runs from its `write()` to the word "reload" and to the page that has the sentence. The
first change comes at once, before a process stands by. Processor time is that of the server and all its processes.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.bench.__main__ import SHARED

from press.printer import ROOT

PROJECT = ("plugins", "theme", "tasks.py", "pelicanconf.py", "publishconf.py", "pyproject.toml", "uv.lock")
SECONDS = 900  # a server that says nothing for so long is given up
REST_SECONDS = 10  # between two changes, as long as a person takes to write a sentence; a process gets ready meanwhile


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a change, then the medians; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.serve", description=__doc__)
    parser.add_argument("--stories", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--rounds", type=int, default=5, help="how many changes after the first (5)")
    parser.add_argument("--work", type=Path, help="folder for the site; a temporary one if none is named")
    parser.add_argument("--site", type=Path, help="take dumps and .racenews of this folder instead of made-up stories")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-serve-", dir=asked.work) as work:
        project = Path(work, "project")
        _lay_out(project, asked.stories, asked.site)
        runs = []
        for number, (told, shown, cpu) in enumerate(_edit_and_wait(project, asked.rounds)):
            print(f"change {number}: told after {told:.2f} s, shown after {shown:.2f} s, {cpu:.2f} s CPU", flush=True)
            runs.append((told, shown, cpu))
        medians = [statistics.median(column) for column in zip(*runs[1:], strict=True)]
        print("medians without the first: told {:.2f} s, shown {:.2f} s, {:.2f} s CPU".format(*medians))
    return 0


def _lay_out(project: Path, stories: int, site: Path | None) -> None:
    """Lay out a checkout of its own with so many stories."""
    project.mkdir()
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, project / name)
    if site:
        shutil.copytree(site / "content", project / "content")
        shutil.copytree(site / ".racenews", project / ".racenews", ignore=shutil.ignore_patterns("former"))
        return
    command = [sys.executable, str(SHARED / "gen.py"), "--n", str(stories), "--out", str(project / "data")]
    subprocess.run([*command, "--formats", "raw"], check=True, capture_output=True)  # noqa: S603  # a tool of our own
    (project / "content").mkdir()
    (project / "data/raw").rename(project / "content/dumps")


def _edit_and_wait(project: Path, rounds: int) -> Iterator[tuple[float, float, float]]:
    """Yield for each change the seconds to the word "reload", to the page that has it, and of the processors."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "invoke", "serve", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(words, cwd=project, env=environment, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  # our own
        assert server.stdout is not None
        while not (line := server.stdout.readline()).startswith("Serving"):
            if not line:
                raise SystemExit("the server has come to its end")
        yield from _changes(project, port, server.pid, rounds)
        server.terminate()  # Ctrl-C is not heard by what a shell has put into the background
        server.communicate(timeout=SECONDS)


def _changes(project: Path, port: int, pid: int, rounds: int) -> Iterator[tuple[float, float, float]]:
    dumps = sorted(path for path in (project / "content/dumps").rglob("*.*") if path.is_file())
    dump = dumps[len(dumps) // 2]
    page, text = _page_of(project, dump), dump.read_bytes()
    with _get(port, "/.racenews/events") as events:
        for number in range(rounds + 1):
            sentence = f"Correction number {number}: the gap at the line was {number} seconds and no more."
            before = _processor_seconds(pid)
            dump.write_bytes(text + f"\n\n{sentence}\n".encode())
            began = time.monotonic()
            while events.readline() != b"event: reload\n":
                pass
            told = time.monotonic() - began
            with _get(port, page) as answer:
                if sentence not in answer.read().decode():
                    raise SystemExit(f"{page} does not have the sentence")
            shown = time.monotonic() - began
            yield told, shown, _processor_seconds(pid) - before
            time.sleep(REST_SECONDS)


def _page_of(project: Path, dump: Path) -> str:
    """Return the address of the page of a dump, as the ledger has it."""
    rows = json.loads((project / ".racenews/ledger.json").read_text(encoding="utf-8"))["entries"]
    source = dump.relative_to(project / "content/dumps").as_posix()
    return str(next(row["url"] for row in rows if row["file"] == source))


def _get(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", path)
    return connection.getresponse()


def _processor_seconds(pid: int) -> float:
    """Return what a process and all below it have used so far, those that have ended included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    used = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    children = (task / "children" for task in Path(f"/proc/{pid}/task").iterdir())
    return used + sum(_processor_seconds(int(child)) for file in children for child in file.read_text().split())


if __name__ == "__main__":
    sys.exit(main())
