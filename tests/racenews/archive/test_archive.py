"""Files of dumps -> records, in partitions: the same whoever does them, whole or not at all, and never twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from racenews.archive import worker
from racenews.archive.cluster import Failure, clean_on_cluster
from racenews.archive.partitions import Partition, find_partitions, read_partition
from racenews.archive.run import archive
from racenews.archive.worker import Sum, Work, clean_partition, digest_newsroom
from racenews.record_lines import Request
from racenews.types import RacenewsError

PLUGINS = Path(worker.__file__).resolve().parents[2]
SMALL = 700  # bytes a partition: two or three of the dumps below
DUMP = (
    "date 2023-05-{day:02}\n\n\nAda Holm won stage {day} of the race after a long solo ride into the wind, and said so.\n\n\n"
    "Ride with us every Sunday morning"
)


def requests(count: int) -> list[dict[str, str]]:
    return [{"id": f"weekly/{day}", "raw": DUMP.format(day=day)} for day in range(1, count + 1)]


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """Return a folder of two files; one line of the second is none."""
    folder = tmp_path / "in"
    (folder / "2023").mkdir(parents=True)
    lines = [json.dumps(request, ensure_ascii=False) for request in requests(20)]
    (folder / "2023/may.jsonl").write_text("\n".join(lines[:14]) + "\n", encoding="utf-8")
    (folder / "late.jsonl").write_text("\n".join([*lines[14:17], '{"id": 5', *lines[17:]]), encoding="utf-8")
    return folder


def results(target: Path) -> dict[str, bytes]:
    return {f.relative_to(target).as_posix(): f.read_bytes() for f in sorted(target.rglob("*")) if f.is_file()}


def ids(target: Path) -> list[str]:
    lines = [line for file in sorted((target / "records").rglob("*.jsonl")) for line in file.read_text().splitlines()]
    return sorted((json.loads(line)["id"] for line in lines), key=lambda name: int(name.partition("/")[2]))


def test_each_line_is_in_one_partition_wherever_the_cuts_fall(dumps: Path) -> None:
    for size in (1, 97, SMALL, 10**6):
        parts = find_partitions(dumps, size)
        asked = [a.request for part in parts for _, a in read_partition(dumps, part)]
        assert [a.id for a in asked if isinstance(a, Request)] == [request["id"] for request in requests(20)]
        assert len(asked) == 21


def test_two_processes_give_what_one_gives_and_a_bad_line_is_named(dumps: Path, tmp_path: Path) -> None:
    one = archive(dumps, tmp_path / "one", partition_bytes=SMALL, minimum=3)
    two = archive(dumps, tmp_path / "two", partition_bytes=SMALL, minimum=3, jobs=2)
    assert one == two
    assert results(tmp_path / "one") == results(tmp_path / "two")
    assert (one.records, one.faulty, one.failed) == (20, 1, 0)
    assert one.faults[0].startswith("late.jsonl, byte ")
    assert "passed over: it is no JSON" in one.faults[0]
    assert ids(tmp_path / "one") == [request["id"] for request in requests(20)]
    repeats = [json.loads(line) for line in (tmp_path / "one/repeats.jsonl").read_text().splitlines()]
    assert [(r["source"], r["text"]) for r in repeats] == [("weekly", "Ride with us every Sunday morning")]


def test_a_second_run_does_only_what_is_not_done(dumps: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    archive(dumps, target, partition_bytes=SMALL)
    before = results(target)
    done = sorted((target / "sums").rglob("*.json"))
    done[0].unlink()  # killed before its sum was written
    (target / "records/2023/.may.jsonl.00001.jsonl.0123abcd").write_text("half")
    again = archive(dumps, target, partition_bytes=SMALL)
    assert again.partitions - again.kept == 1
    assert results(target) == before  # and nothing half is left
    (dumps / "late.jsonl").unlink()
    archive(dumps, target, partition_bytes=SMALL)
    assert not list((target / "records").glob("late*"))


def test_what_is_read_in_another_mode_or_changed_is_done_again(dumps: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    archive(dumps, target)
    assert archive(dumps, target, mode="thorough").kept == 0
    may = dumps / "2023/may.jsonl"
    may.write_bytes(may.read_bytes().replace(b"Ada Holm", b"Eva Holm"))
    assert archive(dumps, target, mode="thorough").kept == 1


def test_parquet_gives_the_records_of_jsonl(dumps: Path, tmp_path: Path) -> None:
    rows = requests(20)
    table = pa.table({"id": [r["id"] for r in rows], "raw": [r["raw"] for r in rows]})
    (tmp_path / "rows").mkdir()
    pq.write_table(table, tmp_path / "rows/all.parquet", row_group_size=6)
    done = archive(tmp_path / "rows", tmp_path / "a")
    archive(dumps, tmp_path / "b")
    assert (done.partitions, done.records) == (4, 20)
    lines = [
        sorted(line for file in (tmp_path / name / "records").rglob("*.jsonl") for line in file.open())
        for name in ("a", "b")
    ]
    assert lines[0] == lines[1]


def test_a_folder_of_other_things_is_left_alone(dumps: Path, tmp_path: Path) -> None:
    with pytest.raises(RacenewsError, match="holds other things"):
        archive(dumps, tmp_path)
    for inside in (dumps, dumps / "out"):
        with pytest.raises(RacenewsError, match="would be read as dumps"):
            archive(dumps, inside)
    with pytest.raises(RacenewsError, match=r"no \.jsonl or \.parquet file"):
        archive(tmp_path / "nowhere", tmp_path / "out")


def test_a_worker_with_other_code_is_refused(dumps: Path, tmp_path: Path) -> None:
    part = Partition("late.jsonl", 0, 0, 10)
    with pytest.raises(RacenewsError, match="other code"):
        clean_partition(Work(str(dumps), str(tmp_path / "out"), part, "cautious", "another digest"))


# --- a real scheduler and two workers ---------------------------------------------------------------------------


class Cluster:
    """A scheduler and two worker processes on this machine."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        quiet = ["--no-dashboard", "--scheduler-file", str(self.file)]
        self.processes = [self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", *quiet)]
        for _ in range(2):
            self.processes.append(self._start("dask_worker", "--no-nanny", "--nthreads", "1", *quiet))

    @staticmethod
    def _start(program: str, *words: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(PLUGINS)}
        command = [sys.executable, "-m", f"distributed.cli.{program}", *words]
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @property
    def address(self) -> str:
        """Return where the scheduler listens, when both workers are there."""
        from distributed import Client

        with Client(scheduler_file=str(self.file), timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        return str(json.loads(self.file.read_text())["address"])

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    running = Cluster(tmp_path)
    yield running
    running.stop()


def test_a_cluster_gives_what_one_process_gives_though_a_worker_is_killed(
    dumps: Path, tmp_path: Path, cluster: Cluster
) -> None:
    archive(dumps, tmp_path / "here", partition_bytes=SMALL)
    address = cluster.address
    place = (str(dumps), str(tmp_path / "there"))
    works = [Work(*place, part, "cautious", digest_newsroom()) for part in find_partitions(dumps, SMALL)]
    done: list[Sum | Failure] = []
    for result in clean_on_cluster(address, works):
        done.append(result)
        if len(done) == 2:
            cluster.processes[1].send_signal(signal.SIGKILL)
    assert sorted(d.name for d in done) == sorted(work.part.name for work in works)
    (tmp_path / "there/.archive-lock").touch()
    told = archive(dumps, tmp_path / "there", partition_bytes=SMALL, scheduler=address)
    assert told.kept == told.partitions == len(works)
    assert results(tmp_path / "here") == results(tmp_path / "there")

    (tmp_path / "there/sums/late.jsonl.00000.json").unlink()
    shutil.rmtree(tmp_path / "there/records/2023")
    archive(dumps, tmp_path / "there", partition_bytes=SMALL, scheduler=address)
    assert results(tmp_path / "here") == results(tmp_path / "there")


def test_a_partition_that_cannot_be_done_is_named_and_the_others_are_done(
    dumps: Path, tmp_path: Path, cluster: Cluster
) -> None:
    place = (str(dumps), str(tmp_path / "there"))
    good, bad = (Work(*place, part, "cautious", digest_newsroom()) for part in find_partitions(dumps))
    done = list(clean_on_cluster(cluster.address, [replace(bad, newsroom="older"), good]))
    assert {type(d) for d in done} == {Failure, Sum}
    assert ["other code" in d.reason for d in done if isinstance(d, Failure)] == [True]
