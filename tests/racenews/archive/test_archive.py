"""Files of dumps -> records, in partitions: the same whoever does them, whole or not at all, and never twice."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.racenews.archive.conftest import SMALL, requests, results

from racenews.archive.partitions import Partition, find_partitions, read_partition
from racenews.archive.run import archive
from racenews.archive.worker import Work, clean_partition
from racenews.record_lines import Request
from racenews.types import RacenewsError


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
