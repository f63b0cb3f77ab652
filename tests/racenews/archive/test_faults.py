"""What a disk, an editor or another program does to an archive: nothing is lost, nothing twice, and it is told."""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.racenews.archive.conftest import DUMP, SMALL, records, requests, results

from racenews.archive import parquet, run, worker
from racenews.archive.partitions import find_partitions
from racenews.archive.run import archive
from racenews.archive.worker import Sum, Work, clean_partition, digest_newsroom
from racenews.types import RacenewsError


def write_rows(file: Path, count: int = 12, **columns: pa.Array) -> None:
    rows = requests(count)
    table = {"id": pa.array([r["id"] for r in rows]), "raw": pa.array([r["raw"] for r in rows]), **columns}
    file.parent.mkdir(exist_ok=True)
    pq.write_table(pa.table(table), file, row_group_size=4)


# --- what comes in ------------------------------------------------------------------------------------------------


def test_a_damaged_file_is_named_and_the_others_are_done(dumps: Path, tmp_path: Path) -> None:
    write_rows(dumps / "a.parquet")
    (dumps / "b.parquet").write_bytes((dumps / "a.parquet").read_bytes()[:-9])
    (dumps / "c.parquet").write_bytes(b"")
    done = archive(dumps, tmp_path / "out")
    assert (done.records, done.failed) == (32, 2)
    told = [fault for fault in done.faults if "not done" in fault]
    for fault, name in zip(told, ("b", "c"), strict=True):
        assert fault.startswith(f"{name}.parquet.00000: not done: {dumps}/{name}.parquet: it cannot be read as Parquet")
        assert fault.endswith("Export it anew.")


def test_a_damaged_row_group_costs_no_other(tmp_path: Path) -> None:
    file = tmp_path / "in/a.parquet"
    write_rows(file)
    group = pq.ParquetFile(file).metadata.row_group(1).column(1)
    at = group.dictionary_page_offset or group.data_page_offset
    content = bytearray(file.read_bytes())
    content[at : at + 20] = bytes(20)
    file.write_bytes(content)
    done = archive(file, tmp_path / "out")
    assert (done.records, done.failed) == (8, 1)
    assert done.faults[0].startswith("a.parquet.00001: not done: ")


def test_a_large_row_group_is_done_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "BATCH_ROWS", 3)
    file = tmp_path / "in/a.parquet"
    write_rows(file, 20)
    pq.write_table(pq.read_table(file), file, row_group_size=11)
    whole = archive(file, tmp_path / "whole")
    pieces = archive(file, tmp_path / "pieces", partition_bytes=400)
    assert (whole.partitions, pieces.records) == (2, 20)
    assert pieces.partitions > 4
    assert records(tmp_path / "whole") == records(tmp_path / "pieces")


def test_texts_that_came_as_bytes_are_read(tmp_path: Path) -> None:
    raw = [r["raw"].replace("Ada", "Åda") for r in requests(3)]
    sent = [raw[0].encode(), raw[1].encode("cp1252"), raw[2].encode() + b"\xff\x81"]
    odd = tmp_path / "in"
    write_rows(odd / "bytes.parquet", 3, raw=pa.array(sent, pa.binary()))
    write_rows(odd / "strings.parquet", 3, raw=pa.array(sent, pa.binary()).view(pa.string()))
    write_rows(odd / "large.parquet", 3, raw=pa.array(raw, pa.large_string()).dictionary_encode())
    done = archive(odd, tmp_path / "out")
    assert (done.records, done.articles, done.faults) == (9, 9, ())
    found = records(tmp_path / "out")
    assert all("Åda Holm won" in str(record["body"]) for record in found)
    notes = [record["warnings"] for record in found[:3]]
    assert notes[0] == []
    assert "Windows-1252" in str(notes[1])
    assert "were replaced" in str(notes[2])
    assert notes == [record["warnings"] for record in found[6:]]


def test_columns_that_are_not_meant_are_refused_with_what_is_there(tmp_path: Path) -> None:
    write_rows(tmp_path / "in/a.parquet", 4)
    table = pq.read_table(tmp_path / "in/a.parquet")
    pq.write_table(table.rename_columns(["ID", "Text"]), tmp_path / "in/b.parquet")
    pq.write_table(table.append_column("id", table["id"]), tmp_path / "in/c.parquet")
    times = pa.array([0, 1, 2, 3], pa.timestamp("s"))
    pq.write_table(table.set_column(0, "id", times), tmp_path / "in/d.parquet")
    done = archive(tmp_path / "in", tmp_path / "out")
    assert (done.records, done.failed, done.faulty) == (4, 2, 4)
    told = " ".join(done.faults)
    assert 'it has no columns "id" and "raw" or "html", but "ID", "Text". Name its columns so.' in told
    assert 'two of its columns have one name: "id", "raw", "id". Rename' in told
    assert 'd.parquet, row 3: passed over: "id" holds what JSON cannot say. Give it a text or a whole number.' in told


def test_lines_of_other_encodings_are_read_or_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    line = json.dumps({"id": "a", "raw": DUMP.format(day=1).replace("Ada", "Åda")}, ensure_ascii=False) + "\n"
    (folder / "bom.jsonl").write_text(line, encoding="utf-8-sig")
    (folder / "latin.jsonl").write_text(line, encoding="cp1252")
    (folder / "wide.jsonl").write_text(line, encoding="utf-16")
    done = archive(folder, tmp_path / "out")
    assert (done.records, done.articles) == (2, 2)
    assert all("Åda Holm won" in str(record["body"]) for record in records(tmp_path / "out"))
    assert "it holds NUL bytes, as UTF-16 does. Save the file as UTF-8." in done.faults[0]


def test_halves_of_signs_harm_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    odd = "\ud800"
    lines = [json.dumps({"id": f"{odd}/{n}", "raw": DUMP.format(day=n) + f" {odd} {odd}"}) for n in (1, 2)]
    file = folder / os.fsdecode(b"\xff.jsonl")
    file.write_text("\n".join([*lines, "[]", '{"id": NaN, "raw": "x"}']))
    for target in ("one", "two"):
        done = archive(folder, tmp_path / target, jobs=2, partition_bytes=300, minimum=2)
        assert (done.records, done.faulty, done.failed) == (2, 2, 0)
    assert archive(folder, tmp_path / "one", partition_bytes=300, minimum=2).kept == done.partitions
    assert results(tmp_path / "one") == results(tmp_path / "two")


def test_two_lines_with_one_id_give_two_records_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": 1, "raw": DUMP.format(day=day)}) for day in (1, 2, 2)]
    file.write_text("\n".join(lines))
    archive(file, tmp_path / "out", partition_bytes=100)
    assert [(r["id"], r["date"]) for r in records(tmp_path / "out")] == [
        (1, "2023-05-01"),
        (1, "2023-05-02"),
        (1, "2023-05-02"),
    ]


def test_what_is_not_read_is_named(dumps: Path, tmp_path: Path) -> None:
    (dumps / "late.jsonl").rename(dumps / "LATE.JSONL")
    (dumps / "a.jsonl.gz").touch()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (dumps / "linked").symlink_to(elsewhere)
    done = archive(dumps, tmp_path / "out")
    assert done.records == 20
    assert done.notes()[-1].startswith("a.jsonl.gz, linked: not read. Files of dumps end in .jsonl or .parquet, and")


def test_a_folder_that_cannot_be_opened_stops_it_before_anything_is_done(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(dumps, tmp_path / "out")
    before = results(tmp_path / "out")
    opened = os.scandir

    def closed(folder: str) -> object:
        if os.fspath(folder).endswith("2023"):
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return opened(folder)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", closed)
        with pytest.raises(RacenewsError, match=r"in/2023: Permission denied\. Make it readable"):
            archive(dumps, tmp_path / "out")
    assert results(tmp_path / "out") == before


def test_a_file_that_goes_while_it_runs_is_named(dumps: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (work, *_) = works(dumps, tmp_path / "out")
    (dumps / "2023/may.jsonl").unlink()
    with pytest.raises(RacenewsError, match=r"in/2023/may.jsonl: No such file .* at the same path on every machine"):
        clean_partition(work)


# --- where it goes ------------------------------------------------------------------------------------------------


def works(dumps: Path, target: Path) -> list[Work]:
    return [
        Work(str(dumps), str(target), part, "cautious", digest_newsroom()) for part in find_partitions(dumps, SMALL)
    ]


def test_a_disk_that_is_full_is_told_of_and_the_next_run_does_the_rest(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, room = 0, 1000

    def write(descriptor: int) -> None:
        nonlocal written
        written += 1
        if written > room:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", write)
    archive(dumps, tmp_path / "whole", partition_bytes=SMALL)
    for room in (0, 1, 2, 7, *range(written - 4, written)):
        written, target = 0, tmp_path / f"out-{room}"
        with pytest.raises(RacenewsError, match=r"out-.*: No space left on device\. Make room there") as told:
            archive(dumps, target, partition_bytes=SMALL)
        assert str(target) in str(told.value)
        written, room = 0, 1000
        archive(dumps, target, partition_bytes=SMALL)
        assert results(tmp_path / "whole") == results(target)


def test_no_dump_is_cleaned_for_a_disk_without_room(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=100))
        patched.setattr(worker, "_clean", lambda *words: pytest.fail("cleaned in vain"))
        done = archive(dumps, tmp_path / "out")
    (told,) = done.faults
    assert told.startswith(
        f"2023/may.jsonl.00000, late.jsonl.00000: not done: {tmp_path}/out: No space left on device."
    )
    assert archive(dumps, tmp_path / "out").failed == 0


def test_a_target_that_cannot_be_is_refused(dumps: Path, tmp_path: Path) -> None:
    for target, told in (
        (dumps / "late.jsonl", "would be read as dumps"),
        (Path("/dev/null"), "a file, and no folder"),
        (Path("/proc/nowhere"), "/proc/nowhere: No such file"),
        (Path("/dev/null/out"), "/dev/null/out: Not a directory"),
    ):
        with pytest.raises(RacenewsError, match=told):
            archive(dumps, target)
    archive(dumps, tmp_path / "out")
    before = results(tmp_path / "out")
    with pytest.raises(RacenewsError, match="where results go"):
        archive(tmp_path / "out/records", tmp_path / "out")
    assert results(tmp_path / "out") == before


def test_the_archive_of_another_folder_is_left_alone(dumps: Path, tmp_path: Path) -> None:
    archive(dumps, tmp_path / "out")
    before = results(tmp_path / "out")
    other = dumps.rename(tmp_path / "other")
    with pytest.raises(RacenewsError, match=f"holds the archive of {dumps}, and not of {other}"):
        archive(other, tmp_path / "out")
    assert results(tmp_path / "out") == before
    lock = tmp_path / "out/.archive-lock"
    lock.write_text(lock.read_text().replace(str(dumps), str(other)))
    assert archive(other, tmp_path / "out").kept == 2


def test_a_worker_of_a_run_that_was_stopped_writes_nothing(dumps: Path, tmp_path: Path) -> None:
    archive(dumps, tmp_path / "out", partition_bytes=SMALL, mode="thorough")
    before = results(tmp_path / "out")
    (late, *_) = works(dumps, tmp_path / "out")
    for run_name in ("stopped", "elsewhere"):
        with pytest.raises(RacenewsError, match="another command has begun there since, or it is another folder"):
            clean_partition(replace(late, run=run_name))
    assert results(tmp_path / "out") == before


def test_a_worker_that_is_stopped_while_it_cleans_writes_nothing(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    lock = target / ".archive-lock"
    lock.write_text(json.dumps({"in": str(dumps), "run": "first"}))
    clean = worker._clean

    def interrupted(*words: object) -> object:
        lock.write_text(json.dumps({"in": str(dumps), "run": "second"}))
        return clean(*words)

    monkeypatch.setattr(worker, "_clean", interrupted)
    (late, *_) = works(dumps, target)
    with pytest.raises(RacenewsError, match="another command has begun"):
        clean_partition(replace(late, run="first"))
    assert list(results(target)) == [".archive-lock"]


def test_a_sum_that_is_not_what_was_done_is_done_again(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    archive(dumps, target, partition_bytes=SMALL)
    whole = results(target)
    file = target / "sums/late.jsonl.00000.json"
    said = json.loads(file.read_bytes())
    file.write_bytes(json.dumps({**said, "counts": {}}).encode())
    told = archive(dumps, target, partition_bytes=SMALL)
    assert told.faults[-1].startswith(f"late.jsonl.00000: not done: {file}: somebody changed it")
    assert told.failed == 1

    def meddle(work: Work) -> Sum:
        done = clean_partition(work)
        if done.name == "late.jsonl.00000":
            file.write_bytes(json.dumps({**said, "key": "another"}).encode())
        return done

    with monkeypatch.context() as patched:
        patched.setattr(run, "clean_partition", meddle)
        assert archive(dumps, target, partition_bytes=SMALL).failed == 1
    assert archive(dumps, target, partition_bytes=SMALL).failed == 0
    assert results(target) == whole


def test_a_fault_of_the_program_costs_one_partition(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(work: Work) -> Sum:
        if work.part.file.startswith("2023"):
            raise ZeroDivisionError("oh")
        return clean_partition(work)

    monkeypatch.setattr(run, "clean_partition", fail)
    done = archive(dumps, tmp_path / "out", partition_bytes=SMALL)
    assert done.faults[-1] == (
        "2023/may.jsonl.00000, 2023/may.jsonl.00001, 2023/may.jsonl.00002 and 1 more: not done: "
        "a fault of the program, ZeroDivisionError('oh')."
    )
    assert done.records == 6
