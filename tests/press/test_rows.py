"""Rows are packed, and come back as they were put."""

from press.rows import MOST_IN_ONE, Row, Rows, Stamp, pack_facts
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


def test_a_folder_of_many_files_is_no_longer_searched() -> None:
    rows = Rows()
    put = {f"images/{n}.jpg": Row(f"key {n}".encode(), STAMP) for n in range(MOST_IN_ONE // 20)}
    for path, row in put.items():
        rows.put(path, row)
    assert isinstance(rows.packed["images"], dict)
    assert dict(rows) == dict(rows.each()) == dict(Rows(rows.packed)) == put
