"""Rows are packed, and come back as they were put."""

from tempfile import TemporaryFile

from press.bindery import Bound, Facts, Sizes
from press.rows import MOST_IN_ONE, Row, Rows, Spool, Stamp, pack_facts, read_spool
from racenews.publish.checks import FileFacts

STAMP = Stamp(1_234, 1_720_137_600_123_456_789, 1_720_137_600_123_456_790, 2**63 + 1)
PAGE = Row(b"sixteen bytes...", STAMP, pack_facts(FileFacts("Räv wins", ("main", "skip"), b"\1\0\0\0", findings=())))
PICTURE = Row(b"", STAMP)


def test_rows_come_back_as_they_were_put() -> None:
    rows = Rows()
    put = {"index.html": PAGE, "2024/07/räv/index.html": PAGE, "2024/07/räv/plate.svg": PICTURE, "a\udcff.css": PICTURE}
    for path, row in put.items():
        assert path not in rows
        rows.put(path, row)
    assert dict(rows) == dict(rows.each()) == dict(Rows(rows.packed)) == put
    assert len(rows) == len(Rows(rows.packed)) == 4
    assert rows["index.html"].facts == FileFacts("Räv wins", ("main", "skip"), b"\1\0\0\0")
    assert rows["2024/07/räv/plate.svg"].facts is None
    assert rows.get("2024/07/räv/card.png") is None
    assert "2024/index.html" not in rows


def test_rows_that_are_taken_are_gone() -> None:
    rows = Rows()
    for n in range(MOST_IN_ONE // 20):
        rows.put(f"images/{n}.jpg", PICTURE)
    rows.put("index.html", PAGE)
    held = dict(rows)
    assert dict(rows.take_each()) == held
    assert (len(rows), dict(rows)) == (0, {})
    rows.put("index.html", PAGE)
    rows.clear()
    assert (len(rows), dict(rows)) == (0, {})


def test_rows_that_are_spooled_come_back_from_the_file() -> None:
    put = {"index.html": PAGE, "2024/07/räv/index.html": PAGE, "2024/07/räv/plate.svg": PICTURE, "a\udcff.css": PICTURE}
    with TemporaryFile() as file:
        spool = Spool(file)
        for number, (path, row) in enumerate(put.items()):
            assert path not in spool
            assert len(spool) == number
            spool.put(path, row)
            assert path in spool
        assert dict(read_spool(file)) == put


def test_a_folder_of_many_files_is_no_longer_searched() -> None:
    rows = Rows()
    put = {f"images/{n}.jpg": Row(f"key {n}".encode(), STAMP) for n in range(MOST_IN_ONE // 20)}
    for path, row in put.items():
        rows.put(path, row)
    assert isinstance(rows.packed["images"], dict)
    assert dict(rows) == dict(rows.each()) == dict(Rows(rows.packed)) == put


def test_the_check_sees_sizes_and_facts() -> None:
    bound = Bound(beside={"pagefind/a": 7})
    bound.rows.put("index.html", PAGE)
    bound.rows.put("plate.svg", PICTURE)
    sizes, facts = Sizes(bound), Facts(bound)
    assert dict(sizes) == {"index.html": 1_234, "plate.svg": 1_234, "pagefind/a": 7}
    assert list(sizes.values()) == [sizes[path] for path in sizes]
    assert dict(facts) == {"index.html": PAGE.facts}
    assert list(facts.values()) == [facts[path] for path in facts]
    assert "plate.svg" in sizes
    assert "plate.svg" not in facts
    assert (len(sizes), len(facts)) == (3, 1)
