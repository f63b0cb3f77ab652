import datetime as dt
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from racenews import batch, resources
from racenews.batch import Edition, WrittenStory, article_from_story, read_edition
from racenews.resources_desk import Desk
from racenews.types import Article, Dump, LedgerEntry, Override, Rejection

TODAY = dt.date(2024, 7, 5)
LEAD = "Hollie Marsh's favourite rider won the sprint in Plumelec after a long and windy day in the lead."
NEXT = "The bunch had let six riders go in the first hour, and never saw them again before the last climb."
THIRD = "Behind them the chase was not organised, and the gap at the finish was more than two minutes."


@pytest.fixture(scope="module")
def knowledge() -> resources.Resources:
    return resources.load()


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    return tmp_path


def put(dumps: Path, name: str, title: str = "A sprint in Plumelec", date: str = "2024-07-03", more: str = "") -> Path:
    return write(dumps, name, f"title {title}\ndate {date}\n\n\n\n{LEAD}\n\n\n\n{NEXT}\n\n\n\n{THIRD}{more}\n")


def write(dumps: Path, name: str, text: str) -> Path:
    file = dumps / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def row(edition: Edition, file: str) -> LedgerEntry:
    (found,) = [entry for entry in edition.ledger if entry.file == file]
    return found


def test_every_file_has_one_row(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "2024/a.txt")
    put(dumps, "b.TXT", title="Another sprint")
    write(dumps, "notes.pdf", "x")
    write(dumps, ".hidden.txt", "x")
    write(dumps, ".git/config", "x")
    write(dumps, "empty.txt", "")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert {entry.file: entry.status for entry in edition.ledger} == {
        "2024/a.txt": "published",
        "b.TXT": "published",
        "notes.pdf": "ignored",
        ".hidden.txt": "ignored",
        ".git": "ignored",
        "empty.txt": "quarantined",
    }
    assert [entry.file for entry in edition.ledger] == sorted(entry.file for entry in edition.ledger)
    assert all(entry.reason or entry.status == "published" for entry in edition.ledger)
    assert row(edition, "2024/a.txt").url == "/2024/07/03/a-sprint-in-plumelec/"


def test_links_pipes_and_folders_are_not_read(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt")
    secret = write(dumps.parent, "secret.txt", "secret")
    (dumps / "out.txt").symlink_to(secret)
    (dumps / "gone.txt").symlink_to("nowhere")
    (dumps / "loop").symlink_to(".")
    os.mkfifo(dumps / "pipe.txt")
    put(dumps, "folder.txt/inside.txt", title="Inside")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert {entry.file: entry.status for entry in edition.ledger} == {
        "a.txt": "published",
        "folder.txt": "ignored",
        "folder.txt/inside.txt": "published",
        "gone.txt": "ignored",
        "loop": "ignored",
        "out.txt": "ignored",
        "pipe.txt": "ignored",
    }


def test_link_is_named_as_what_it_is(dumps: Path, knowledge: resources.Resources) -> None:
    (dumps / "out.txt").symlink_to(put(dumps, "a.txt"))
    assert (row(read_edition(dumps, knowledge), "out.txt").reason or "").startswith("symbolic link")


def test_copies_are_published_once(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt")
    put(dumps, "b.txt")
    put(dumps, "c.txt", more="\n\n")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert [article.source for article in edition.articles] == ["a.txt"]
    for file, why in (("b.txt", "the same bytes as a.txt"), ("c.txt", "the same title and text as a.txt")):
        assert row(edition, file) == LedgerEntry(file, "duplicate", why, "/2024/07/03/a-sprint-in-plumelec/")


def test_copies_of_what_cannot_be_published_say_so(dumps: Path, knowledge: resources.Resources) -> None:
    write(dumps, "a.txt", " \n")
    write(dumps, "b.txt", " \n")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert row(edition, "b.txt").status == "quarantined"
    assert (row(edition, "b.txt").reason or "").startswith("the same bytes as a.txt: ")


def test_stories_with_one_title_are_both_published(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt")
    put(dumps, "b.txt", more=" The jury confirmed the result in the evening.")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert [entry.status for entry in edition.ledger] == ["published", "published"]
    assert len({entry.url for entry in edition.ledger}) == 2


def test_a_dump_that_breaks_the_program_is_set_aside(
    dumps: Path, knowledge: resources.Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dumps, "a.txt")
    put(dumps, "bad.txt", title="Bad")
    sound = batch.article_from_dump

    def fragile(dump: Dump, res: resources.Resources) -> object:
        if dump.source == "bad.txt":
            raise ZeroDivisionError("a\x1b[31m rider")
        return sound(dump, res)

    monkeypatch.setattr(batch, "article_from_dump", fragile)
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert row(edition, "a.txt").status == "published"
    reason = row(edition, "bad.txt").reason or ""
    assert row(edition, "bad.txt").status == "quarantined"
    assert "ZeroDivisionError" in reason
    assert "\x1b" not in reason


def test_a_dump_that_takes_too_long_is_set_aside(
    dumps: Path, knowledge: resources.Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dumps, "a.txt")

    def endless(dump: Dump, res: resources.Resources) -> None:
        while True:
            pass

    monkeypatch.setattr(batch, "article_from_dump", endless)
    monkeypatch.setattr(batch, "MAX_SECONDS", 0.1)
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert row(edition, "a.txt").status == "quarantined"
    assert "takes longer than 0.1 seconds" in (row(edition, "a.txt").reason or "")


def test_a_story_written_by_hand_has_time_in_proportion_to_its_length(
    dumps: Path, knowledge: resources.Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_story(path: Path) -> WrittenStory:
        while path.stem == "short":
            pass
        return WrittenStory(f"<p>{path.read_text()}</p>", title=path.stem)

    monkeypatch.setattr(batch, "WRITTEN_SECONDS", 0.1)
    (dumps / "short.md").write_text("Holm won.")
    (dumps / "whole.md").write_text("Holm won a stage.")
    edition = read_edition(dumps, knowledge, read_story=read_story, today=TODAY)
    assert "takes longer than 0.1 seconds" in (row(edition, "short.md").reason or "")
    assert row(edition, "whole.md").status == "published"


def test_time_that_others_use_up_sets_nothing_aside_unless_it_never_ends(
    dumps: Path, knowledge: resources.Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dumps, "a.txt")
    read = batch.article_from_dump

    def wait(dump: Dump, res: resources.Resources) -> Article | Rejection:
        time.sleep(0.5)
        return read(dump, res)

    monkeypatch.setattr(batch, "article_from_dump", wait)
    monkeypatch.setattr(batch, "MAX_SECONDS", 0.4)
    assert row(read_edition(dumps, knowledge, today=TODAY), "a.txt").status == "published"
    monkeypatch.setattr(batch, "MAX_WAIT", 0.2)
    assert "takes longer than 0.2 seconds" in (row(read_edition(dumps, knowledge, today=TODAY), "a.txt").reason or "")


def test_large_files_are_set_aside_unread(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt")
    edition = read_edition(dumps, knowledge, today=TODAY, max_bytes=100)
    assert row(edition, "a.txt").status == "quarantined"
    assert "MB" in (row(edition, "a.txt").reason or "")


def test_names_that_are_no_utf8_are_written_readably(dumps: Path, knowledge: resources.Resources) -> None:
    (Path(os.fsdecode(os.fsencode(dumps) + b"/\xff.txt"))).write_text("", encoding="utf-8")
    (dumps / "a\x1b[2Jb.txt").write_text("", encoding="utf-8")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert [entry.file for entry in edition.ledger] == ["\\xff.txt", "a\\x1b[2Jb.txt"]


def test_a_file_is_found_by_the_name_that_the_ledger_gives_it(dumps: Path, knowledge: resources.Resources) -> None:
    for name in ("plain.txt", "two\nlines.txt", os.fsdecode(b"\xff.txt")):
        put(dumps, name)
        (source,) = {entry.file for entry in read_edition(dumps, knowledge, today=TODAY).ledger}
        assert batch.find_file(dumps, source) == dumps / name
        (dumps / name).unlink()


def test_processes_change_nothing(dumps: Path, knowledge: resources.Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        put(dumps, f"{number}.txt", title=f"Sprint number {number}")
    write(dumps, "empty.txt", "")
    alone = read_edition(dumps, knowledge, today=TODAY)
    monkeypatch.setattr(batch, "POOL_FROM", 2)
    assert read_edition(dumps, knowledge, today=TODAY, jobs=2) == alone


def test_a_story_that_utf8_cannot_hold_comes_back_whole(
    dumps: Path, knowledge: resources.Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dumps, "a.txt")
    put(dumps, "b.txt", title="Another sprint")
    made_here = batch.article_from_dump

    def make(dump: Dump, res: resources.Resources) -> Article | Rejection:
        article = made_here(dump, res)
        return replace(article, title="\ud800") if isinstance(article, Article) and dump.source == "b.txt" else article

    monkeypatch.setattr(batch, "article_from_dump", make)
    apart = read_edition(dumps, knowledge, today=TODAY)
    monkeypatch.setattr(batch, "CAN_FORK", False)
    assert [article.title for article in apart.articles] == ["A sprint in Plumelec", "\ud800"]
    assert apart == read_edition(dumps, knowledge, today=TODAY)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_dump_that_ends_its_process_is_set_aside_alone(
    jobs: int, dumps: Path, knowledge: resources.Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        put(dumps, f"{number}.txt", title=f"Sprint number {number}")
    read = batch.article_from_dump

    def fall(dump: Dump, res: resources.Resources) -> Article | Rejection:
        if dump.source == "2.txt":
            os.kill(os.getpid(), signal.SIGSEGV)
        return read(dump, res)

    monkeypatch.setattr(batch, "article_from_dump", fall)
    monkeypatch.setattr(batch, "POOL_FROM", 2)
    edition = read_edition(dumps, knowledge, today=TODAY, jobs=jobs)
    assert [entry.status for entry in edition.ledger] == ["published", "published", "quarantined", *["published"] * 2]
    assert "it ended the process that read it (SIGSEGV)" in (row(edition, "2.txt").reason or "")


def test_a_dump_that_is_read_again_may_end_its_process_too(
    dumps: Path, knowledge: resources.Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dumps, "a.txt")
    monkeypatch.setattr(batch, "article_from_dump", lambda dump, res: os.kill(os.getpid(), signal.SIGKILL))
    digest, outcome = batch.clean_again(dumps / "a.txt", "a.txt", knowledge, None)
    assert digest == b"" and "was killed" in str(outcome)


# --- days ------------------------------------------------------------------------------------------------


def test_story_of_tomorrow_waits(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt", date="2024-07-06")
    held = read_edition(dumps, knowledge, today=TODAY)
    assert held.articles == ()
    assert row(held, "a.txt").status == "ignored"
    assert (row(held, "a.txt").reason or "").startswith("embargoed until 2024-07-06")
    assert read_edition(dumps, knowledge, today=dt.date(2024, 7, 6)).articles
    assert read_edition(dumps, knowledge, today=TODAY, future=True).articles


def test_date_far_ahead_is_a_mistake(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt", date="2034-07-06")
    assert row(read_edition(dumps, knowledge, today=TODAY), "a.txt").status == "quarantined"


# --- stories written by hand -------------------------------------------------------------------------------


def written(dumps: Path, knowledge: resources.Resources, story: WrittenStory) -> Edition:
    write(dumps, "a.md", "anything")
    return read_edition(dumps, knowledge, read_story=lambda path: story, today=TODAY)


def test_handwritten_story_is_published_as_it_is(dumps: Path, knowledge: resources.Resources) -> None:
    html = "<h2>The day</h2><p>Subscribe to <em>our</em> newsletter, they said.</p><ul><li>One</li></ul>"
    story = WrittenStory(html, "By hand", "Hollie Marsh", dt.date(2024, 7, 3), "In short.", ("gravel",))
    (article,) = written(dumps, knowledge, story).articles
    assert article.body_html == html
    assert (article.title, article.author, article.summary) == ("By hand", "Hollie Marsh", "In short.")
    assert [(p.kind, p.text) for p in article.paragraphs] == [
        ("heading", "The day"),
        ("p", "Subscribe to our newsletter, they said."),
        ("item", "One"),
    ]
    assert [topic.id for topic in article.topics] == ["gravel"]


def test_handwritten_story_carries_no_script(dumps: Path, knowledge: resources.Resources) -> None:
    story = WrittenStory('<p onclick="x()">Text.</p><script>x()</script>', "By hand")
    (article,) = written(dumps, knowledge, story).articles
    assert article.body_html == "<p>Text.</p>"


def test_handwritten_story_carries_no_invisible_signs(dumps: Path, knowledge: resources.Resources) -> None:
    story = WrittenStory("<p>A &#8238;turn\u200b.</p>", "By\x08 ha\u202end", "Hollie\u200b Marsh")
    (article,) = written(dumps, knowledge, story).articles
    assert (article.body_html, article.title, article.author) == ("<p>A turn.</p>", "By hand", "Hollie Marsh")


def test_draft_waits(dumps: Path, knowledge: resources.Resources) -> None:
    edition = written(dumps, knowledge, WrittenStory("<p>Text.</p>", "By hand", status="draft"))
    assert row(edition, "a.md").status == "ignored"
    assert "draft" in (row(edition, "a.md").reason or "")


def test_handwritten_story_without_text_is_set_aside(dumps: Path, knowledge: resources.Resources) -> None:
    assert row(written(dumps, knowledge, WrittenStory("<hr>", "By hand")), "a.md").status == "quarantined"


def test_head_that_cannot_be_read_is_set_aside(dumps: Path, knowledge: resources.Resources) -> None:
    def refuse(path: Path) -> WrittenStory:
        raise ValueError("'soon' is not a valid date")

    write(dumps, "a.md", "x")
    edition = read_edition(dumps, knowledge, read_story=refuse, today=TODAY)
    assert row(edition, "a.md").reason == "its head cannot be read: 'soon' is not a valid date"


# --- what the editor is told of published stories ------------------------------------------------------------


def test_warnings_of_a_story_stand_in_its_row(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt", more=" The jury\u200b agreed.")
    put(dumps, "b.txt", title="Another sprint", more=" And that was all.")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert row(edition, "a.txt").reason == "1 invisible sign left out: zero width space"
    assert row(edition, "a.txt").status == "published"


LONG = " ".join(
    f"Rider number {n} lost {n + 2} minutes on hill {n * 7} and said so to hotel {n * 3}." for n in range(20)
)


def test_near_duplicates_are_published_and_told_of(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt", more=f" {LONG}")
    put(dumps, "b.txt", title="Nearly the same", more=f" {LONG} The jury agreed.")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert len(edition.articles) == 2
    assert row(edition, "a.txt").reason is None
    assert (row(edition, "b.txt").reason or "").startswith("nearly the same text as a.txt (9")
    assert edition.articles[1].warnings == (row(edition, "b.txt").reason,)


def test_near_duplicates_can_be_folded(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt", more=f" {LONG}")
    put(dumps, "b.txt", title="Nearly the same", more=f" {LONG} The jury agreed.")
    put(dumps, "c.txt", title="The desk wants it", more=f" {LONG} Nobody agreed.")
    word = Desk({"c.txt": Override("c.txt", title="The desk wants it")})
    edition = read_edition(dumps, replace(knowledge, desk=word), today=TODAY, duplicates="fold")
    assert [a.source for a in edition.articles] == ["a.txt", "c.txt"]
    assert row(edition, "b.txt").status == "duplicate"
    assert row(edition, "b.txt").url == row(edition, "a.txt").url
    assert (row(edition, "b.txt").reason or "").startswith("nearly the same text as a.txt")


def test_the_ledger_says_which_of_date_byline_and_headline_a_story_misses(
    dumps: Path, knowledge: resources.Resources
) -> None:
    put(dumps, "dated.txt")
    write(dumps, "bare.txt", f"{LEAD}\n\n\n\n{NEXT}\n\n\n\n{THIRD} It was late.\n")
    head = "title Late in Plumelec\nauthor Ann Bell\ndate 2024-07-03"
    write(dumps, "whole.txt", f"{head}\n\n\n\n{LEAD} She sang.\n\n\n\n{NEXT}\n")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert row(edition, "dated.txt").missing == ("byline",)
    assert row(edition, "bare.txt").missing == ("date", "byline", "headline")
    assert row(edition, "whole.txt").missing == ()


def told_by_hand(html: str, **head: Any) -> Article:
    article = article_from_story(WrittenStory(html, **head), "a.md", resources.load())
    assert isinstance(article, Article)
    return article


def test_quotes_and_brackets_of_yaml_are_no_part_of_a_field() -> None:
    article = told_by_hand(
        f"<p>{LEAD}</p>",
        title='"Holm wins: a climb"',
        author="'Ann Bell'",
        topics=("[Opinion", "'Long rides'", "Rain]"),
    )
    assert (article.title, article.author) == ("Holm wins: a climb", "Ann Bell")
    assert not any(set(topic.name) & set("[]'\"") for topic in article.topics)


def test_a_title_that_opens_and_ends_with_quotes_of_its_own_keeps_them() -> None:
    assert told_by_hand(f"<p>{LEAD}</p>", title='"Yes" and "no"').title == '"Yes" and "no"'


def test_the_heading_that_opens_a_story_without_a_title_is_its_title() -> None:
    article = told_by_hand(f"<h1>Holm &amp; Mohr win</h1>\n<p>{LEAD}</p>")
    assert (article.title, article.title_source) == ("Holm & Mohr win", "dump")
    assert [p.text for p in article.paragraphs] == [LEAD]
    assert article.body_html is not None and "Mohr win" not in article.body_html


def test_a_heading_below_a_title_or_a_paragraph_stays() -> None:
    titled = told_by_hand(f"<h1>The climb</h1>\n<p>{LEAD}</p>", title="Holm wins")
    assert [p.text for p in titled.paragraphs] == ["The climb", LEAD]
    assert [p.text for p in told_by_hand(f"<p>{LEAD}</p>\n<h2>The climb</h2>").paragraphs] == [LEAD, "The climb"]


def test_folder_too_deep_to_be_opened_stops_no_other(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a.txt")
    here = os.open(dumps, os.O_RDONLY)
    for _ in range(25):  # of 200 letters each: longer than a path may be
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert row(edition, "a.txt").status == "published"
    (lost,) = [entry for entry in edition.ledger if entry.file != "a.txt"]
    assert lost.status == "quarantined"
    assert lost.reason is not None
    assert "cannot be opened (File name too long)" in lost.reason


def test_names_that_are_printed_alike_are_two_files(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a\\x07.txt", title="The first")
    put(dumps, "a\x07.txt", title="The second")
    edition = read_edition(dumps, knowledge, today=TODAY)
    assert [entry.file for entry in edition.ledger] == ["a\\x07 (2).txt", "a\\x07.txt"]
    assert {article.title for article in edition.articles} == {"The first", "The second"}


def test_rows_know_the_true_names_of_files(dumps: Path, knowledge: resources.Resources) -> None:
    put(dumps, "a\u202e/b\nc.txt")
    put(dumps, "plain.txt", title="Another sprint")
    names = {entry.file: entry.name for entry in read_edition(dumps, knowledge, today=TODAY).ledger}
    assert names == {"a\\u202e/b\\nc.txt": "a\u202e/b\nc.txt", "plain.txt": None}
