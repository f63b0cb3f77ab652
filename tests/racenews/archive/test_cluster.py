"""A real Dask scheduler with workers: what they write, and what is told where they fail."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.racenews.archive.conftest import SMALL, results

from racenews.archive import cluster as on_cluster
from racenews.archive import worker
from racenews.archive.cluster import Failure, clean_on_cluster
from racenews.archive.partitions import find_partitions
from racenews.archive.run import archive
from racenews.archive.worker import Sum, Work, digest_newsroom
from racenews.types import RacenewsError

PLUGINS = Path(worker.__file__).resolve().parents[2]
ALONE = ("--no-nanny", "--nthreads", "1")


class Cluster:
    """A scheduler and workers, each a process group on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, program: str, *words: str, plugins: Path = PLUGINS) -> None:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *words, "--no-dashboard"]
        command += ["--scheduler-file", str(self.file)]
        quiet = subprocess.DEVNULL
        self.processes.append(
            subprocess.Popen(
                command,
                env={**os.environ, "PYTHONPATH": str(plugins)},
                cwd=self.folder,
                stdout=quiet,
                stderr=quiet,
                start_new_session=True,
            )
        )

    def start_scheduler(self, plugins: Path = PLUGINS) -> None:
        self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", plugins=plugins)

    def start_worker(self, *words: str, plugins: Path = PLUGINS) -> None:
        self.start("dask_worker", *words, "--local-directory", str(self.folder / "scratch"), plugins=plugins)

    def address(self, workers: int) -> str:
        """Return where the scheduler listens, when so many workers are there."""
        from distributed import Client

        with Client(scheduler_file=str(self.file), timeout=60) as client:
            if workers:
                client.wait_for_workers(workers, timeout=60)
        return str(json.loads(self.file.read_text())["address"])

    def kill(self, number: int) -> None:
        os.killpg(self.processes[number].pid, signal.SIGKILL)
        self.processes[number].wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    running = Cluster(tmp_path)
    yield running
    for number, process in enumerate(running.processes):
        if process.poll() is None:
            running.kill(number)


@pytest.fixture
def without_racenews(tmp_path: Path) -> Path:
    """Return a folder in which Python finds something else than the newsroom."""
    folder = tmp_path / "other-plugins"
    folder.mkdir()
    (folder / "racenews.py").write_text("raise ModuleNotFoundError(\"No module named 'racenews'\")\n")
    return folder


@pytest.fixture
def works(dumps: Path, tmp_path: Path) -> Callable[[], list[Work]]:
    """Return what gives the work of all small partitions."""
    (tmp_path / "there").mkdir()

    def give() -> list[Work]:
        place = (str(dumps), str(tmp_path / "there"))
        return [Work(*place, part, "cautious", digest_newsroom()) for part in find_partitions(dumps, SMALL)]

    return give


def test_a_cluster_gives_what_one_process_gives_though_a_worker_is_killed(
    dumps: Path, tmp_path: Path, cluster: Cluster, works: Callable[[], list[Work]]
) -> None:
    cluster.start_scheduler()
    cluster.start_worker(*ALONE)
    cluster.start_worker(*ALONE)
    archive(dumps, tmp_path / "here", partition_bytes=SMALL)
    address = cluster.address(2)
    done: list[Sum | Failure] = []
    for result in clean_on_cluster(address, works()):
        done.append(result)
        if len(done) == 2:
            cluster.kill(1)
    assert sorted(d.name for d in done) == sorted(work.part.name for work in works())
    assert {type(d) for d in done} == {Sum}
    (tmp_path / "there/.archive-lock").touch()
    told = archive(dumps, tmp_path / "there", partition_bytes=SMALL, scheduler=address)
    assert told.kept == told.partitions == len(works())
    assert results(tmp_path / "here") == results(tmp_path / "there")

    (tmp_path / "there/sums/late.jsonl.00000.json").unlink()
    shutil.rmtree(tmp_path / "there/records/2023")
    archive(dumps, tmp_path / "there", partition_bytes=SMALL, scheduler=address)
    assert results(tmp_path / "here") == results(tmp_path / "there")


def test_workers_may_be_started_in_any_way_and_the_scheduler_needs_no_newsroom(
    dumps: Path, tmp_path: Path, cluster: Cluster, without_racenews: Path
) -> None:
    cluster.start_scheduler(plugins=without_racenews)
    cluster.start_worker("--nthreads", "2", "--nworkers", "2")
    cluster.start_worker("--no-nanny", "--nthreads", "2")
    archive(dumps, tmp_path / "here", partition_bytes=97)
    told = archive(dumps, tmp_path / "there", partition_bytes=97, scheduler=cluster.address(3))
    assert told.failed == 0
    assert results(tmp_path / "here") == results(tmp_path / "there")


def test_a_worker_without_the_newsroom_is_told_of(
    cluster: Cluster, without_racenews: Path, works: Callable[[], list[Work]]
) -> None:
    cluster.start_scheduler()
    cluster.start_worker(*ALONE, plugins=without_racenews)
    address = cluster.address(1)
    done = list(clean_on_cluster(address, works()))
    assert len(done) == len(works())
    for failure in done:
        assert isinstance(failure, Failure)
        assert "a worker has no racenews" in failure.reason
        assert failure.reason.endswith(f"dask worker {address} --nthreads 1")


def test_a_partition_that_cannot_be_done_is_named_and_the_others_are_done(
    cluster: Cluster, works: Callable[[], list[Work]]
) -> None:
    cluster.start_scheduler()
    cluster.start_worker(*ALONE)
    good, bad, *_ = works()
    done = list(clean_on_cluster(cluster.address(1), [replace(bad, newsroom="older"), good]))
    assert {type(d) for d in done} == {Failure, Sum}
    assert ["other code" in d.reason for d in done if isinstance(d, Failure)] == [True]


def test_a_scheduler_that_dies_is_told_of_and_nothing_is_lost(
    dumps: Path, tmp_path: Path, cluster: Cluster, works: Callable[[], list[Work]]
) -> None:
    cluster.start_scheduler()
    cluster.start_worker(*ALONE)
    done: list[Sum | Failure] = []
    for result in clean_on_cluster(cluster.address(1), works()):
        if not done:
            cluster.kill(0)
        done.append(result)
    assert sorted(d.name for d in done) == sorted(work.part.name for work in works())
    reasons = {d.reason for d in done if isinstance(d, Failure)}
    assert [reason.partition(" at ")[0] for reason in reasons] == ["the scheduler"]
    cluster.kill(1)
    (tmp_path / "there/.archive-lock").touch()
    archive(dumps, tmp_path / "here", partition_bytes=SMALL)
    assert archive(dumps, tmp_path / "there", partition_bytes=SMALL).kept >= 1
    assert results(tmp_path / "here") == results(tmp_path / "there")


def test_a_scheduler_without_workers_is_waited_for_and_given_up(
    cluster: Cluster,
    works: Callable[[], list[Work]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(on_cluster, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(on_cluster, "IDLE_SECONDS", 0.1)
    cluster.start_scheduler()
    address = cluster.address(0)
    done = list(clean_on_cluster(address, works()))
    assert len(done) == len(works())
    told = f"{address}: it has no worker. Start one on each machine: dask worker {address} --nthreads 1"
    assert {d.reason for d in done if isinstance(d, Failure)} == {told}
    assert capsys.readouterr().err == f"{told}. We wait.\n"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "no address"),
        ("here", "not an address"),
        ("tcp://127.0.0.1:1", "no scheduler answers"),
        ("http://127.0.0.1:1", "no scheduler answers"),
        ("tls://127.0.0.1:1", "needs certificates"),
    ],
)
def test_an_address_where_nobody_is_is_refused(
    address: str, told: str, dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_cluster, "WAIT_SECONDS", 0.2)
    with pytest.raises(RacenewsError, match=told):
        archive(dumps, tmp_path / "there", scheduler=address)


@pytest.mark.parametrize("address", ["nonsense", "tcp://10.0.0.1", "tcp://10.0.0.1:port", "two words:8786"])
def test_what_is_no_address_is_refused_before_anybody_is_asked(address: str, works: Callable[[], list[Work]]) -> None:
    with pytest.raises(RacenewsError, match="not an address"):
        next(clean_on_cluster(address, works()))
