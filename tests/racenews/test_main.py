"""The `racenews` command as a script would call it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import racenews as newsroom
from racenews.__main__ import main

PLUGINS = Path(newsroom.__file__).resolve().parents[1]
STORY = "Ada Holm won the second stage of the race on Tuesday after a long solo ride into the wind."
DUMP = f" date 2023-05-02 Sign up to our newsletter! Your email address\n\n\n{STORY}\n\n\nAdvertisement\n"


def racenews(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "racenews", *arguments], input=text, capture_output=True, text=True, encoding="utf-8"
    )


def test_clean_reads_standard_input() -> None:
    done = racenews("clean", text=DUMP)
    assert (done.returncode, done.stdout) == (0, STORY + "\n")


def test_clean_reads_a_file_and_a_page(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<nav>Home</nav><article><h1>Holm rides away</h1><p>{STORY}</p></article>", encoding="utf-8")
    assert racenews("clean", str(page)).stdout == STORY + "\n"
    assert racenews("clean", "--html", text=page.read_text(encoding="utf-8")).stdout == STORY + "\n"


def test_what_is_no_article_exits_three_with_the_reason() -> None:
    done = racenews("clean", text="Sign up to our newsletter!")
    assert (done.returncode, done.stdout) == (3, "")
    assert "not an article" in done.stderr


def test_json_is_one_record() -> None:
    record = json.loads(racenews("clean", "--json", text=DUMP).stdout)
    assert list(record) == [
        "id", "status", "is_article", "reason", "title", "title_source", "author", "date", "summary", "body", "topics",
        "removed", "text", "warnings",
    ]  # fmt: skip
    assert record["body"] == [STORY]
    assert record["date"] == "2023-05-02"
    assert record["title_source"] == "derived"
    assert all(DUMP[r["start"] : r["end"]].strip() and r["rule"] for r in record["removed"])


def test_jsonl_writes_the_good_lines_and_names_the_bad(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        json.dumps({"id": "a", "raw": DUMP, "other": 1}),
        "{broken",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "html": f"<p>{STORY}</p>"}),
        json.dumps({"id": "d", "raw": "Advertisement"}),
    ]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = racenews("clean", "--jsonl", str(source), str(target))
    assert done.returncode == 1
    assert "line 2" in done.stderr
    assert "line 3" in done.stderr
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [(r["id"], r["status"]) for r in records] == [("a", "article"), ("c", "article"), ("d", "rejected")]
    assert records[2]["reason"]


def test_jsonl_says_of_each_bad_line_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    lines = [
        '{"raw": "x"}',
        '{"id": 2, "text": "x"}',
        "[1]",
        '{"id": 4, "raw": null}',
        "{broken",
        '{"id": 6, "html": 7}',
    ]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = racenews("clean", "--jsonl", str(source), str(tmp_path / "out.jsonl"))
    assert done.returncode == 1
    told = [line.partition("line ")[2] for line in done.stderr.splitlines()]
    assert told[0].startswith('1: passed over: the key "id" is missing. Give every record an id')
    assert told[1].startswith('2: passed over: the keys "raw" and "html" are missing')
    assert 'it has "id", "text". Call the dump\'s text "raw"' in told[1]
    assert told[2].startswith("3: passed over: it holds a list, and no record.")
    assert told[3].startswith('4: passed over: "raw" holds null, and no text. Write the dump in quotes')
    assert told[4].startswith("5: passed over: it is no JSON (Expecting")
    assert told[5].startswith('6: passed over: "html" holds a number')


def test_jsonl_streams_from_standard_input_to_standard_output() -> None:
    done = racenews("clean", "--jsonl", "-", "-", text=json.dumps({"id": 1, "raw": DUMP}) + "\n")
    assert done.returncode == 0
    assert json.loads(done.stdout)["id"] == 1


def test_explain_shows_every_stretch_with_its_rule(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(DUMP, encoding="utf-8")
    done = racenews("explain", str(file))
    assert done.returncode == 0
    for part in ("kept", "removed", "Ada Holm won", "sign-up/", "ads/label"):
        assert part in done.stdout


LINKED = (
    "title Cavendish wins again\ndate 2023-05-02\n\n"
    "Mark Cavendish won the second stage of the race on Tuesday, far ahead of the peloton and of Martin, his old rival.\n"
)


def test_explain_shows_every_link_with_rule_evidence_and_veto(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(LINKED, encoding="utf-8")
    lines = racenews("explain", str(file)).stdout.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("link     the title"))
    assert lines[at] == (
        "link     the title, 0-9: Cavendish -> rider/mark-cavendish  [surname-after-full-name] "
        "“Mark Cavendish” stands in paragraph 1"
    )
    assert lines[at + 1].startswith('         unlink: "') and lines[at + 1].endswith('.unlink = ["Cavendish"]')
    assert lines[at + 2] == '         veto: "Cavendish" = "rider/mark-cavendish"'
    (left,) = [line for line in lines if line.startswith("no link")]
    assert left.startswith("no link  paragraph 1, 92-98: Martin: it may be ")
    assert '         correct: "a.txt".link."Martin" = "rider/dan-martin"' in lines


def test_explain_json_is_a_record_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINKED, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Advertisement", encoding="utf-8")
    done = racenews("explain", "--json", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["links"][0] == {
        "surface": "Cavendish",
        "paragraph": -1,
        "start": 0,
        "end": 9,
        "topic": "rider/mark-cavendish",
        "rule": "surname-after-full-name",
        "evidence": "“Mark Cavendish” stands in paragraph 1",
        "veto": '"Cavendish" = "rider/mark-cavendish"',
    }
    assert "rider/dan-martin" in first["left"][0]["candidates"]
    assert second == {"file": "b.txt", "links": [], "left": []}


def test_a_missing_file_is_named() -> None:
    for command in ("clean", "explain"):
        done = racenews(command, "no-such-file.txt")
        assert done.returncode == 2
        assert "no-such-file.txt" in done.stderr


def test_jsonl_refuses_to_write_over_what_it_reads(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "a", "raw": DUMP}) + "\n", encoding="utf-8")
    done = racenews("clean", "--jsonl", str(source), str(source))
    assert done.returncode == 1
    assert "one file" in done.stderr
    assert json.loads(source.read_text(encoding="utf-8"))["id"] == "a"


def test_explain_counts_the_pieces_that_it_shows(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    forms = "Sign up to our newsletter. Sign up for our free bulletin."
    file.write_text(f"{STORY}\n\n{forms}\n\n{STORY}\n\nSign up to our newsletter.\n\n{STORY}\n", encoding="utf-8")
    shown = racenews("explain", str(file)).stdout
    pieces = shown.count("[sign-up/sign-up]")
    assert pieces == 2
    assert "sign-up/sign-up: 2 pieces made of 3 cuts: invites to a newsletter" in shown


def test_explain_tells_of_an_override_that_means_this_dump(tmp_path: Path) -> None:
    dumps, desk = tmp_path / "dumps/2023", tmp_path / "desk"
    dumps.mkdir(parents=True)
    desk.mkdir()
    for name in ("holm.txt", "roche.txt"):
        (dumps / name).write_text(f"{STORY}\n", encoding="utf-8")
    (desk / "overrides.toml").write_text('[[override]]\nfile = "2032/holm.txt"\ntitle = "Alone"\n', encoding="utf-8")
    hint = 'an override for "2032/holm.txt" names no dump. Do you mean this one, "2023/holm.txt"?'
    assert hint in " ".join(racenews("explain", str(dumps / "holm.txt")).stdout.split())
    assert "names no dump" not in racenews("explain", str(dumps / "roche.txt")).stdout


@pytest.mark.parametrize(
    ("key", "sent", "is_as_sent"),
    [
        ("raw", DUMP, True),
        ("raw", DUMP.replace("\n", "\r\n"), False),
        ("raw", "\ufeff" + DUMP, False),
        ("raw", DUMP.replace("newsletter", "news\u200bletter"), False),
        ("raw", DUMP.replace("second", "**second**"), False),
        ("html", f"<nav>Home</nav><article><h1>Holm rides away</h1><p>{STORY}</p></article>", False),
    ],
)
def test_offsets_count_in_what_was_sent_or_in_the_text_of_the_record(key: str, sent: str, is_as_sent: bool) -> None:
    done = racenews("clean", "--jsonl", "-", "-", text=json.dumps({"id": 1, key: sent}) + "\n")
    record = json.loads(done.stdout)
    assert (record["text"] is None) == is_as_sent
    text = sent if is_as_sent else record["text"]
    cut = [text[r["start"] : r["end"]].strip() for r in record["removed"]]
    assert cut
    assert set(cut) <= {"Home", "Holm rides away", "Advertisement", "Sign up to our newsletter!", "Your email address"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_another_encoding_has_its_text_in_the_record(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(DUMP.replace("Ada", "Åda").encode(encoding))
    record = json.loads(racenews("clean", "--json", str(file)).stdout)
    assert (record["text"] is None) == (encoding == "utf-8")


# --- what a shell, a disk and an editor do ------------------------------------------------------------------------


def shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of a shell in which `$r` is the command."""
    return subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {command}"],
        cwd=folder,
        env={**os.environ, "r": f"{sys.executable} -m racenews", "PYTHONPATH": str(PLUGINS), **environment},
        capture_output=True,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a dump whose signs not every terminal knows, and the same as lines."""
    text = LINKED.replace("Martin", "“Märtin” – 漢")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    lines = [json.dumps({"id": number, "raw": text}) + "\n" for number in range(40)]
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["clean a.txt", "explain a.txt", "clean --jsonl in.jsonl -"])
def test_who_reads_may_stop_reading(command: str, folder: Path) -> None:
    done = shell(f"$r {command} | true", folder)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_disk_that_is_full_is_told_of(folder: Path) -> None:
    done = shell("$r explain a.txt > /dev/full", folder)
    told = b"standard output: No space left on device. Make room there and run the command again.\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_streams_may_be_closed(folder: Path) -> None:
    assert shell("$r clean --json a.txt >&- 2>&- <&-", folder).returncode == 0
    done = shell("$r clean no.txt 2>&-", folder)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("clean --jsonl in.jsonl /dev/full", "/dev/full: No space left on device. Make room"),
        ("clean --jsonl in.jsonl no/out", "no/out: No such file or directory. Name what is there."),
        ("clean --jsonl no.jsonl out", "no.jsonl: No such file or directory. Name what is there."),
        ("clean --jsonl /proc/self/mem out", "/proc/self/mem: Input/output error."),
        ("explain /proc/self/mem", "/proc/self/mem: Input/output error."),
        ("archive in.jsonl /proc/out", "/proc/out: No such file or directory."),
    ],
)
def test_a_fault_of_the_disk_names_the_file(
    words: str, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(words.split()) == 1
    said = capsys.readouterr().err
    assert said.startswith(told)
    assert said.count("\n") == 1


def test_a_terminal_that_knows_few_signs_gets_what_it_knows_and_json_stays_whole(folder: Path) -> None:
    done = shell("$r clean a.txt", folder, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "?M?rtin? ? ?" in done.stdout.decode("ascii")
    done = shell("$r clean --json a.txt", folder, PYTHONIOENCODING="ascii")
    assert "“Märtin” – 漢" in json.loads(done.stdout.decode("utf-8"))["body"][0]


def test_a_name_that_is_no_text_stops_no_command(folder: Path) -> None:
    (folder / "a.txt").rename(folder / os.fsdecode(b"caf\xe9.txt"))
    for command in ("clean --json", "explain --json"):
        done = shell(f"$r {command} caf*", folder)
        assert (done.returncode, done.stderr) == (0, b"")


def test_lines_in_other_encodings_lose_no_letter(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    line = json.dumps({"id": 1, "raw": LINKED.replace("Martin", "Märtin")}, ensure_ascii=False) + "\n"
    for encoding in ("utf-8-sig", "cp1252"):
        Path("odd.jsonl").write_text(line, encoding=encoding)
        assert main(["clean", "--jsonl", "odd.jsonl", "out.jsonl"]) == 0
        record = json.loads(Path("out.jsonl").read_bytes())
        assert "of Märtin," in record["body"][0]
        assert ("Windows-1252" in str(record["warnings"])) == (encoding == "cp1252")
    Path("odd.jsonl").write_text(line, encoding="utf-16")
    assert main(["clean", "--jsonl", "odd.jsonl", "out.jsonl"]) == 1
    assert "line 1: passed over: it holds NUL bytes, as UTF-16 does" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_says_what_to_do(jobs: str, folder: Path) -> None:
    (folder / "in").mkdir()
    for number in range(9):
        shutil.copy(folder / "in.jsonl", folder / f"in/{number}.jsonl")
    running = subprocess.Popen(
        [sys.executable, "-m", "racenews", "archive", "in", "out", "--jobs", jobs],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PLUGINS)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not list(folder.glob("out/sums/*")):
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(timeout=0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode == 130
    assert said.endswith(b"Stopped. Run the command again: it does what is not done.\n")
    assert b"Traceback" not in said


@pytest.mark.parametrize("option", ["--jobs 0", "--jobs -1", "--min two", "--min 0"])
def test_numbers_that_make_no_sense_are_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["archive", "in.jsonl", "out", *option.split()])
    assert capsys.readouterr().err.rstrip().endswith("is no number from 1 up")
