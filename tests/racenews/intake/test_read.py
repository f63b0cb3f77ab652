from __future__ import annotations

import os
from pathlib import Path

import pytest

from racenews.intake.read import MAX_BYTES, dump_from_bytes, read_bytes, read_dump
from racenews.types import UnreadableDumpError

TEXT = "Mørkøv and Pogačar “won” on Türkiye’s roads.\n\nAll of it."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings_are_read_alike(encoding: str) -> None:
    assert dump_from_bytes(TEXT.encode(encoding), "a.txt").text == TEXT


def test_line_ends_become_line_feeds() -> None:
    assert dump_from_bytes(TEXT.replace("\n", "\r\n").encode(), "a.txt").text == TEXT
    assert dump_from_bytes(b"one\rtwo", "a.txt").text == "one\ntwo"


def test_windows_1252_is_read_where_it_is_certain() -> None:
    dump = dump_from_bytes("Liège’s café – “très bien”".encode("cp1252"), "a.txt")
    assert dump.text == "Liège’s café – “très bien”"
    assert "Windows-1252" in dump.warnings[0]


def test_text_decoded_wrongly_before_is_mended() -> None:
    dump = dump_from_bytes("Itâ€™s the Giro dâ€™Italia, says MÃ¸rkÃ¸v.\nPogačar’s line stays.".encode(), "a.txt")
    assert dump.text == "It’s the Giro d’Italia, says Mørkøv.\nPogačar’s line stays."
    assert dump.warnings


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not text"),
        (b"\xff\xfeA", "breaks at byte"),
        (bytes(range(128, 256)) * 4, "no other encoding fits"),
    ],
)
def test_what_is_no_text_is_set_aside_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDumpError, match=reason):
        dump_from_bytes(raw, "a.txt")


def test_a_file_past_the_limit_is_not_read(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableDumpError, match="more than"):
        read_dump(big, "big.txt")


def test_a_file_found_in_a_folder_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"Vos won.")
    assert read_bytes(file) == b"Vos won."
    with pytest.raises(UnreadableDumpError, match=r"a dump may have 0\.0 MB"):
        read_bytes(file, 7)


def test_what_took_the_place_of_a_listed_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("key")
    (tmp_path / "link.txt").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableDumpError, match="cannot be read"):
        read_bytes(tmp_path / "link.txt")
    with pytest.raises(UnreadableDumpError, match="not a regular file"):
        read_bytes(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableDumpError, match="cannot be read: No such file"):
        read_bytes(tmp_path / "gone.txt")


def test_a_file_that_grows_while_it_is_read_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"Vos won")
    ask = os.fstat

    def write_meanwhile(descriptor: int) -> os.stat_result:
        asked = ask(descriptor)
        with file.open("ab") as stream:
            stream.write(b" again")
        return asked

    monkeypatch.setattr(os, "fstat", write_meanwhile)
    with pytest.raises(UnreadableDumpError, match="was written to while it was read"):
        read_bytes(file)


@pytest.mark.parametrize(
    "broken",
    ["Ëâ\x87 Mò Cavendish beat Vos.", "Ëâ\x87\x0cMòCavendish", "[\x92ò1ç«\x98¸\x98ô Cavendish", "xÄ\x91¨\rîé\x93"],
)
def test_mending_a_second_time_changes_nothing(broken: str) -> None:
    once = dump_from_bytes(broken.encode(), "x").text
    assert dump_from_bytes(once.encode(), "x").text == once
