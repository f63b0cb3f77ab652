import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.server import EVENTS, SCRIPT, Newsroom, changes, look_at, open_server
from racenews.types import RacenewsError


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def address(tmp_path: Path, newsroom: Newsroom) -> Iterator[str]:
    (tmp_path / "riders").mkdir()
    (tmp_path / "index.html").write_text("<html><body>Front</body></html>", encoding="utf-8")
    (tmp_path / "riders/index.html").write_text("<p>Riders", encoding="utf-8")
    (tmp_path / "404.html").write_text("<html><body>Lost</body></html>", encoding="utf-8")
    (tmp_path / "main.css").write_text("a{}", encoding="utf-8")
    with open_server(tmp_path, 0, newsroom) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def read(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return str(answer.read().decode())


def test_pages_carry_the_reload_script_on_their_way_only(address: str, tmp_path: Path) -> None:
    assert read(f"{address}/") == f'<html><body>Front<script src="{SCRIPT}" defer></script></body></html>'
    assert SCRIPT in read(f"{address}/riders/")
    assert SCRIPT not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_other_files_come_as_they_are(address: str) -> None:
    assert read(f"{address}/main.css") == "a{}"
    assert EVENTS in read(f"{address}{SCRIPT}")


def test_missing_page_is_the_404_of_the_site(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as missing:
        read(f"{address}/nowhere/")
    assert missing.value.code == 404
    assert "Lost" in missing.value.read().decode()


def test_nothing_outside_the_site_is_served(address: str, tmp_path: Path) -> None:
    with pytest.raises(urllib.error.HTTPError):
        read(f"{address}/../{tmp_path.name}.txt")


def test_browser_is_told_of_a_new_edition(address: str, newsroom: Newsroom) -> None:
    with urllib.request.urlopen(f"{address}{EVENTS}") as stream:
        newsroom.announce()
        assert stream.readline() == b"event: reload\n"


def test_port_that_is_taken_is_named(address: str, tmp_path: Path) -> None:
    port = int(address.rsplit(":", 1)[1])
    with pytest.raises(RacenewsError, match=f"port {port} cannot be used"):
        open_server(tmp_path, port, Newsroom())


def test_a_file_that_an_editor_replaces_is_seen_every_time(tmp_path: Path) -> None:
    settings = tmp_path / "conf.py"
    settings.write_text("a = 1", encoding="utf-8")
    (tmp_path / "content").mkdir()
    seen = changes([tmp_path / "content", settings])
    for round_ in ("first", "second"):

        def save(text: str = round_) -> None:
            fresh = tmp_path / "conf.new"
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(settings)

        threading.Timer(0.2, save).start()
        next(seen)
        assert settings.read_text(encoding="utf-8") == round_


def test_what_was_changed_before_it_is_watched_is_built_at_once(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("one", encoding="utf-8")
    before = look_at([tmp_path])
    assert look_at([tmp_path]) == before
    (tmp_path / "1.txt").write_text("two", encoding="utf-8")
    next(changes([tmp_path], lambda: look_at([tmp_path]) != before))  # else it waits for ever
