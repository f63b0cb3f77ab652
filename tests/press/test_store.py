import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest

from press import store
from press.stamps import REST_NS
from press.store import FILE, Store, pack, unpack
from racenews.crew import work_apart
from racenews.kin import signature_of
from racenews.publish.brief import brief_of
from racenews.shelf import Outcome, Slot, digest_dump
from racenews.types import (
    Article,
    Brief,
    Mention,
    Paragraph,
    RacenewsError,
    Rejection,
    Removal,
    Span,
    Topic,
    UnreadableDumpError,
)

STORY = Article(
    source="2024/a.txt",
    title="Marsh wins in Plumelec – “at last”",
    title_source="dump",
    author=None,
    date=dt.date(2024, 7, 3),
    summary="Hollie Marsh won.",
    summary_source="derived",
    paragraphs=(Paragraph("Hollie Marsh won.", (Span(40, 57),)), Paragraph("1. Marsh", (Span(60, 68),), "row")),
    topics=(Topic("race", "tour", "Tour", "Le Tour", 2),),
    mentions=(Mention("race", "tour", "Tour", 0, 3, 7, "name"),),
    header_spans=(Span(0, 30),),
    removals=(Removal(Span(70, 90), "sign-up/inbox", "a form"),),
    credits=("Photo: Sela",),
    source_url="https://example.org/a",
    warnings=("look at it",),
    slug="marsh",
)
BRIEF = brief_of(STORY)
SLOT = Slot("2024/a.txt", b"digest", "")
RULES = b"rules of today"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


def opened(file: Path, knowledge: bytes = RULES) -> closing[Store]:
    return closing(Store(file, lambda: knowledge))


def keep(file: Path, *kept: tuple[Slot, Outcome], knowledge: bytes = RULES) -> None:
    with opened(file, knowledge) as shelf:
        for slot, outcome in kept:
            shelf.keep(slot, outcome)
        shelf.finish()


def found(file: Path, slot: Slot = SLOT, knowledge: bytes = RULES) -> Outcome | None:
    """Return what is found of a dump, a story with its text."""
    with opened(file, knowledge) as shelf:
        known = shelf.find(slot)
        return shelf.article(slot.source) if isinstance(known, Brief) else known


def sources(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(file)) as base:
        yield from (row[0] for row in base.execute("SELECT source FROM dumps ORDER BY source"))


@pytest.mark.parametrize(
    "outcome",
    [STORY, Rejection("a.txt", "forms alone", "export it again", (Removal(Span(0, 4), "x/y"),))],
    ids=["article", "rejection"],
)
def test_what_is_kept_comes_back_as_it_was(file: Path, outcome: Outcome) -> None:
    assert unpack(*pack(outcome)) == outcome
    keep(file, (SLOT, outcome))
    assert found(file) == (outcome if outcome == STORY else replace(outcome, removals=()))


def test_every_field_of_a_story_is_kept() -> None:
    kept = {field.name for field in fields(Brief)} | set(store._Body.__struct_fields__)
    assert {field.name for field in fields(Article)} <= kept


def test_a_story_is_kept_and_found_in_brief(file: Path) -> None:
    with opened(file) as shelf:
        assert shelf.keep(SLOT, STORY) == brief_of(STORY)
        shelf.finish()
    with opened(file) as shelf:
        assert shelf.find(SLOT) == brief_of(STORY)


def test_why_a_dump_cannot_be_read_is_kept(file: Path) -> None:
    keep(file, (SLOT, UnreadableDumpError("the file is empty")))
    fault = found(file)
    assert isinstance(fault, UnreadableDumpError)
    assert str(fault) == "the file is empty"


@pytest.mark.parametrize(
    "slot",
    [Slot("2024/a.txt", b"other", ""), Slot("2024/a.txt", b"digest", "cut"), Slot("2024/b.txt", b"digest", "")],
    ids=["edited", "desk", "renamed"],
)
def test_what_has_a_say_makes_another_slot(file: Path, slot: Slot) -> None:
    keep(file, (SLOT, STORY))
    assert found(file, slot) is None


def test_other_rules_clean_everything_again(file: Path) -> None:
    keep(file, (SLOT, STORY))
    assert found(file, knowledge=b"rules of tomorrow") is None


def test_rules_that_change_meanwhile_keep_nothing(file: Path) -> None:
    said = iter([RULES, b"other", b"other", b"other"])
    with closing(Store(file, lambda: next(said))) as shelf:
        shelf.keep(SLOT, STORY)
        shelf.finish()
    assert found(file) is None
    assert found(file, knowledge=b"other") is None


def test_rows_of_dumps_that_are_gone_are_dropped(file: Path) -> None:
    other = Slot("2024/b.txt", b"digest", "")
    keep(file, (SLOT, STORY), (other, STORY))
    with opened(file) as shelf:
        assert shelf.find(other)
        shelf.finish()
    assert list(sources(file)) == ["2024/b.txt"]


def test_what_was_cleaned_stays_when_the_build_fails(file: Path) -> None:
    with pytest.raises(RuntimeError), opened(file) as shelf:
        shelf.keep(SLOT, STORY)
        raise RuntimeError
    assert found(file) == STORY


# --- texts ---------------------------------------------------------------------------------------------------


def test_a_text_is_at_hand_before_and_after_it_is_written(file: Path) -> None:
    with opened(file) as shelf:
        shelf.keep(SLOT, STORY)
        assert shelf.article(STORY.source) == STORY
        assert shelf.signature(STORY.source) == signature_of(STORY.text)
        shelf.finish()
        assert shelf.article(STORY.source) == STORY
        assert shelf.signature(STORY.source) == signature_of(STORY.text)
        with pytest.raises(KeyError):
            shelf.article("nobody.txt")


def test_a_text_is_at_hand_although_the_file_keeps_nothing(file: Path, tmp_path: Path) -> None:
    said = iter([RULES, b"other", b"other", b"other"])
    for shelf in (Store(file, lambda: next(said)), Store(tmp_path / "missing" / FILE, lambda: RULES)):
        with closing(shelf):
            shelf.keep(SLOT, STORY)
            shelf.finish()
            assert shelf.fault
            assert shelf.article(STORY.source) == STORY


def test_what_was_found_is_at_hand_when_the_file_is_thrown_away(file: Path) -> None:
    keep(file, (SLOT, STORY))
    with opened(file) as shelf:
        assert shelf.find(SLOT)
        shelf._give_up(sqlite3.DatabaseError("malformed"))
        assert not file.exists()
        assert shelf.article(STORY.source) == STORY


def test_a_process_that_was_forked_reads_texts(file: Path) -> None:
    keep(file, (SLOT, STORY))
    with opened(file) as shelf:
        assert shelf.find(SLOT)
        (text,) = work_apart(lambda source: shelf.article(source).text, [STORY.source], 1, 60.0)
        assert text == STORY.text
        assert shelf.article(STORY.source) == STORY


def test_a_row_that_was_torn_meanwhile_ends_the_build(file: Path) -> None:
    keep(file, (SLOT, STORY))
    with opened(file) as shelf:
        assert shelf.find(SLOT)
        shelf.finish()  # while it is asked, nobody else can write
        with closing(sqlite3.connect(file)) as base:
            base.execute("UPDATE dumps SET body = ?", (pack(Rejection("a", "b", "c"))[1],))
            base.commit()
        with pytest.raises(RacenewsError, match="Build again"):
            shelf.article(STORY.source)
    keep(file, (SLOT, STORY))
    assert found(file) == STORY


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000], ids=str)
def test_garbage_is_thrown_away(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    keep(file, (SLOT, STORY))
    assert found(file) == STORY


def test_another_version_is_thrown_away(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file, (SLOT, STORY))
    monkeypatch.setattr(store, "VERSION", 99)
    assert found(file) is None
    keep(file, (SLOT, STORY))
    assert found(file) == STORY


def test_a_base_torn_anywhere_never_gives_another_story(file: Path) -> None:
    slots = [Slot(f"2024/{n}.txt", b"digest", "") for n in range(40)]
    keep(file, *((slot, STORY) for slot in slots))
    whole = file.read_bytes()
    for at in range(0, len(whole), len(whole) // 23):
        file.write_bytes(whole[:at] + b"\x55" * 300 + whole[at + 300 :])
        with opened(file) as shelf:
            assert all(shelf.find(slot) in (None, replace(BRIEF, source=slot.source)) for slot in slots)
            shelf.keep(SLOT, STORY)
            shelf.finish()
        file.write_bytes(whole[:at])
        with opened(file) as shelf:
            assert all(shelf.find(slot) in (None, replace(BRIEF, source=slot.source)) for slot in slots)


def test_a_row_in_the_place_of_another_is_none(file: Path) -> None:
    keep(file, (SLOT, STORY))
    with closing(sqlite3.connect(file)) as base:
        base.execute("UPDATE dumps SET body = ?", (pack(Rejection("a", "b", "c"))[1],))
        base.commit()
    assert found(file) is None


def test_no_room_for_the_base_stops_nobody(tmp_path: Path) -> None:
    with opened(tmp_path / "missing" / FILE) as shelf:
        shelf.keep(SLOT, STORY)
        shelf.finish()
        assert shelf.fault


def test_text_that_utf_8_cannot_hold_is_cleaned_every_time(file: Path) -> None:
    slot = Slot("a\udcff.txt", b"digest", "")
    keep(file, (slot, STORY), (SLOT, Rejection("\ud800", "", "")))
    assert found(file, slot) is None
    assert found(file) is None


# --- files ---------------------------------------------------------------------------------------------------


def test_a_file_at_rest_is_read_once(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = tmp_path / "a.txt"
    dump.write_bytes(b"one")
    monkeypatch.setattr("press.store.rests_at", lambda changed: changed)
    with opened(file) as shelf:
        shelf.digest(dump, 100)
        shelf.finish()
    monkeypatch.setattr("racenews.intake.read.read_bytes", lambda path, most: pytest.fail("read again"))
    with opened(file) as shelf:
        assert shelf.digest(dump, 100) == digest_dump(dump, b"one")


def test_stamps_of_many_files_are_not_kept_in_memory(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "READ_EVERY", 2)
    monkeypatch.setattr(store, "rests_at", lambda changed: 0)
    with opened(file) as shelf, closing(sqlite3.connect(file)) as other:
        for n in range(3):
            (tmp_path / f"{n}.txt").write_text(str(n))
            shelf.digest(tmp_path / f"{n}.txt", 100)
        assert other.execute("SELECT count(*) FROM files").fetchone() == (2,)


def test_a_file_that_was_just_written_is_read_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = tmp_path / "a.txt"
    dump.write_bytes(b"one")
    monkeypatch.setattr("press.store.rests_at", lambda changed: changed + 10**6 * REST_NS)
    with opened(file) as shelf:
        shelf.digest(dump, 100)
        shelf.finish()
    with closing(sqlite3.connect(file)) as base:
        assert base.execute("SELECT count(*) FROM files").fetchone() == (0,)


def test_an_edited_file_is_read_again(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = tmp_path / "a.txt"
    monkeypatch.setattr("press.store.rests_at", lambda changed: changed)
    for content in (b"one", b"two", b"2", b"one"):
        dump.write_bytes(content)
        with opened(file) as shelf:
            assert shelf.digest(dump, 100) == digest_dump(dump, content)
            shelf.finish()


def test_a_file_larger_than_allowed_is_refused_although_it_is_known(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = tmp_path / "a.txt"
    dump.write_bytes(b"x" * 50)
    monkeypatch.setattr("press.store.rests_at", lambda changed: changed)
    with opened(file) as shelf:
        shelf.digest(dump, 100)
        shelf.finish()
    with opened(file) as shelf, pytest.raises(UnreadableDumpError, match="Split it"):
        shelf.digest(dump, 10)
