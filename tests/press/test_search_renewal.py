"""An index in which the text of a story is replaced has the bytes of one that is made anew, by the real Pagefind."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from press import search_index
from press.pagefind_words import cut_words, read_words
from press.search_index import FOLDER, index_shelf, is_index_of, renew_shelf
from racenews.publish.search_records import SearchRecord, Shelf

SHELF = Shelf("text-2024060101")
WORDS = "the gap of a rider résumé resume naïve façade Pogačar Pogacar in Milan wins sprint 1,250 metres don't l'Étape".split()


def record(number: int, dice: random.Random, words: int = 60) -> SearchRecord:
    text = " ".join(dice.choices([*WORDS, *(f"word{n}" for n in range(400))], k=words))
    meta = {"title": f"Stage {number} to Milan", "names": "Ida Holm", "by": "Desk"}
    meta |= {"plaintext": "Pogacar"} if number % 4 == 3 else {}  # fields that some records have alone
    filters = {"kind": (), "rider": ("Ida Holm",) if number % 2 else (), "year": (f"20{number % 7 + 10}",)}
    return SearchRecord(f"/2024/06/01/{number}/", text, meta, filters, {"date": f"2024-06-{number % 28 + 1:02}"})


def lay(site: Path, files: dict[str, bytes | None]) -> None:
    for name, content in files.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)


def read(site: Path) -> dict[str, bytes]:
    return {f.relative_to(site).as_posix(): f.read_bytes() for f in site.rglob("*") if f.is_file()}


def test_replaced_texts_make_the_bytes_of_an_index_that_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.pagefind_words.FILE_BYTES", 2_000)
    dice = random.Random(7)
    records = [record(number, dice) for number in range(40)]
    lay(tmp_path, dict(index_shelf(SHELF, records, "en")))
    assert len(list((tmp_path / FOLDER / SHELF.name / "index").iterdir())) > 5
    for places in ((0,), (39,), (17, 3), (3,)):
        changed = [record(n, dice, dice.choice((1, 5, 300))) if n in places else old for n, old in enumerate(records)]
        with monkeypatch.context() as patch:
            patch.setattr(search_index, "_make_shelf", lambda *_: pytest.fail("the whole shelf was written"))
            lay(tmp_path, renew_shelf(tmp_path, SHELF, records, changed, "en"))
        records = changed
        assert read(tmp_path) == dict(index_shelf(SHELF, records, "en"))


@pytest.mark.parametrize("text", ["", "!!! ???", "\u202e"])
def test_a_record_of_no_word_is_left_out_of_the_index_or_stands_in_it_as_in_one_made_anew(
    tmp_path: Path, text: str
) -> None:
    dice = random.Random(7)
    records = [record(number, dice) for number in range(4)]
    lay(tmp_path, dict(index_shelf(SHELF, records, "en")))
    for changed in ([*records[:2], replace(records[2], content=text), records[3]], records):
        lay(tmp_path, renew_shelf(tmp_path, SHELF, records, changed, "en"))
        records = changed
        assert read(tmp_path) == dict(index_shelf(SHELF, records, "en"))


@pytest.mark.parametrize(
    "change",
    [
        lambda r: replace(r, meta={**r.meta, "plaintext": "Etape"}),  # a field that no other record has
        lambda r: replace(r, filters={**r.filters, "year": ("1999",)}),
        lambda r: replace(r, sort={"date": "1999-01-01"}),
    ],
)
def test_more_than_a_text_makes_the_index_anew(tmp_path: Path, change: object) -> None:
    assert callable(change)
    dice = random.Random(7)
    records = [record(number, dice) for number in range(12)]
    lay(tmp_path, dict(index_shelf(SHELF, records, "en")))
    changed = [*records[:5], change(records[5]), *records[6:]]
    lay(tmp_path, renew_shelf(tmp_path, SHELF, records, changed, "en"))
    assert read(tmp_path) == dict(index_shelf(SHELF, changed, "en"))


def test_an_index_of_other_texts_is_made_anew(tmp_path: Path) -> None:
    dice = random.Random(7)
    records = [record(number, dice) for number in range(12)]
    lay(tmp_path, dict(index_shelf(SHELF, [*records[:5], record(5, dice), *records[6:]], "en")))
    changed = [*records[:5], record(5, dice), *records[6:]]
    lay(tmp_path, renew_shelf(tmp_path, SHELF, records, changed, "en"))
    assert read(tmp_path) == dict(index_shelf(SHELF, changed, "en"))


def test_an_index_is_of_all_its_records_and_of_no_other(tmp_path: Path) -> None:
    dice = random.Random(7)
    records = [record(number, dice) for number in range(4)]
    assert not is_index_of(tmp_path, SHELF, records, "en")
    lay(tmp_path, dict(index_shelf(SHELF, records, "en")))
    assert is_index_of(tmp_path, SHELF, records, "en")
    assert not is_index_of(tmp_path, SHELF, records[1:], "en")
    assert not is_index_of(tmp_path, SHELF, [*records[:3], record(3, dice)], "en")


def test_words_that_are_taken_apart_and_cut_again_are_the_same() -> None:
    content = (
        b"pagefind_dcd\x81\x82"
        b"\x83dcafe\x81\x83\x03\x828\x18\x19\x03w\x80\x81\x82ecaf\xc3\xa9\x81\x83\x03\x828\x18\x19\x03s\x80"
        b"\x83cgap\x82\x83\x00\x81\x05\x80\x83\x02\x81\x05\x81\x01\x80"
    )
    listed, files = cut_words(read_words(content), "en")
    assert list(files.values()) == [content]
    assert [entry[:2] for entry in listed] == [["cafe", "gap"]]


@pytest.mark.parametrize(
    "content", [b"", b"pagefind_dcd", b"pagefind_dcd\x80", b"pagefind_dcd\x81\x81\x60", b"nothing"]
)
def test_what_is_no_index_is_told(content: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        read_words(content)
