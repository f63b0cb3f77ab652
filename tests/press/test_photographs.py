"""Photographs that the desk gives to stories, in a real build: published, small, without a word of where they were taken."""

from __future__ import annotations

import datetime as dt
import io
import zlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from press.darkroom import Darkroom
from press.printer import ROOT, Order, Printed, print_edition
from racenews.publish.checks import check_site
from racenews.publish.photo_lab import make_print, prepare, read_negative
from racenews.resources_pictures import load_pictures
from racenews.types import Picture, RacenewsError

TODAY = dt.date(2024, 7, 5)
STORY = """title {title}
date {day}

Hollie Marsh's favourite rider won the sprint in {title} after a long and windy day in the lead.

The bunch had let six riders go in the first hour, and never saw them again before the last climb.

Behind them the chase was not organised, and the gap at the finish was more than two minutes.
"""
ENTRY = '[[picture]]\nfile = "{file}"\nimage = "{image}"\nalt = "Two riders & a <gate>"\n'
GPS, ORIENTATION, TURNED_RIGHT = 0x8825, 0x0112, 6


class Paper:
    """A paper below a folder, and what its builds say."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.content, self.output = home / "content", home / "output"
        self.write("dumps/a.txt", STORY.format(title="A sprint in Plumelec", day="2024-07-03"))
        self.write("dumps/b.txt", STORY.format(title="A quiet day at Ely", day="2024-07-01"))

    def write(self, name: str, what: str | bytes) -> Path:
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(what.encode() if isinstance(what, str) else what)
        return file

    def build(self, state: str = ".racenews", settings: Path = ROOT / "pelicanconf.py") -> Printed:
        order = Order(
            self.content, self.output, settings, self.home / state, siteurl="https://p.example/n", today=TODAY
        )
        return print_edition(order)

    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup((self.output / path / "index.html").read_text(encoding="utf-8"), "lxml")


STORY_PATH = "2024/07/03/a-sprint-in-plumelec"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def draw_photo(width: int = 1000, height: int = 700, mode: str = "RGB", kind: str = "JPEG", **more: object) -> bytes:
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def with_place(turned: int = TURNED_RIGHT) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    exif[0x010E] = "at the home of the photographer"
    exif.get_ifd(GPS)[2] = (48.0, 1.0, 2.0)
    return draw_photo(exif=exif, comment=b"secret")


def files_of(paper: Paper) -> dict[str, bytes]:
    return {p.relative_to(paper.output).as_posix(): p.read_bytes() for p in paper.output.rglob("*") if p.is_file()}


def test_a_photograph_takes_the_place_of_the_plate(paper: Paper) -> None:
    paper.write("photos/gate.jpg", with_place())
    more = 'credit = "Ida Holm"\ncaption = "The gate at noon."\n'
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/gate.jpg") + more)
    assert paper.build().notes == ()
    assert not check_site(paper.output, "https://p.example/n")

    page = paper.page(STORY_PATH)
    image = page.select_one("figure img")
    assert image
    # 1000 × 700 as the camera wrote it, turned as it was held; nothing is enlarged.
    assert (image["width"], image["height"], image["alt"]) == ("700", "1000", "Two riders & a <gate>")
    assert image.get("fetchpriority") == "high" and image.get("loading") is None
    kinds = {s["type"]: s["srcset"] for s in page.select("figure source")}
    start = f"/n/{STORY_PATH}/photo"
    assert kinds["image/avif"] == f"{start}-320.avif 320w, {start}-640.avif 640w, {start}-700.avif 700w"
    assert list(kinds) == ["image/avif", "image/webp"] and image["src"] == f"{start}-640.jpg"
    caption = page.select_one("figcaption")
    assert caption and " ".join(caption.text.split()) == "The gate at noon. Photo: Ida Holm"
    shared = {m.get("property"): m["content"] for m in page.select("meta[content]")}
    assert shared["og:image"] == f"https://p.example{start}-700.jpg"
    assert (shared["og:image:width"], shared["og:image:height"]) == ("700", "1000")
    assert shared["og:image:alt"] == "Two riders & a <gate>"
    assert f'"image":"https://p.example{start}-700.jpg"' in str(page)

    lead = paper.page("").select_one(".card--lead img")
    assert lead and lead["src"] == image["src"] and lead["alt"] == image["alt"] and lead.get("loading") is None
    row = paper.page("2024/07").select_one(".card--row img[src$=jpg]")
    assert row and row["loading"] == "lazy" and "700w" not in str(row["srcset"])
    assert (paper.output / STORY_PATH / "plate.svg").is_file()  # where stories stand without their pictures


def test_no_print_says_where_it_was_taken_and_no_original_is_published(paper: Paper) -> None:
    original = with_place()
    paper.write("images/gate.jpg", original)  # a folder that is copied as it is
    paper.write("images/logo.jpg", draw_photo())
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="images/gate.jpg"))
    paper.build()
    published = files_of(paper)
    assert original not in published.values() and "images/logo.jpg" in published
    prints = {name: raw for name, raw in published.items() if "/photo-" in name}
    assert {name.rpartition(".")[2] for name in prints} == {"avif", "webp", "jpg"}
    for name, raw in prints.items():
        assert b"Exif" not in raw and b"secret" not in raw and b"photographer" not in raw, name
        with Image.open(io.BytesIO(raw)) as image:
            assert image.size == (width := int(name.rpartition("-")[2].partition(".")[0]), round(width / 0.7)), name
            assert not image.info.get("exif") and not image.info.get("icc_profile"), name


def test_what_is_see_through_stays_so(paper: Paper) -> None:
    image = Image.new("RGBA", (400, 300), (200, 0, 0, 90))
    out = io.BytesIO()
    image.save(out, "PNG")
    paper.write("photos/kit.png", out.getvalue())
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/kit.png"))
    paper.build()
    with Image.open(paper.output / STORY_PATH / "photo-400.png") as printed:
        assert printed.getpixel((5, 5)) == (200, 0, 0, 90)


def test_only_what_changed_is_printed_and_the_bytes_are_those_of_a_build_from_nothing(paper: Paper) -> None:
    paper.write("photos/gate.jpg", with_place())
    paper.write("photos/bridge.png", draw_photo(640, 640, kind="PNG"))
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/gate.jpg"))
    paper.build()
    first = files_of(paper)
    made = {p.name: p.stat().st_mtime_ns for p in (paper.home / ".racenews/pictures").iterdir()}

    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/bridge.png"))
    paper.build()
    second = files_of(paper)
    assert f"{STORY_PATH}/photo-700.jpg" not in second and f"{STORY_PATH}/photo-640.jpg" in second
    paper.build("fresh")
    assert files_of(paper) == second

    (paper.content / "desk/pictures.toml").unlink()
    paper.build()
    assert not any("/photo-" in name for name in files_of(paper))

    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/gate.jpg"))
    paper.build()
    assert files_of(paper) == first
    assert {p.name for p in (paper.home / ".racenews/pictures").iterdir()} == made.keys()


def test_pelican_prints_the_same(paper: Paper) -> None:
    paper.write("images/gate.jpg", with_place())
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="images/gate.jpg"))
    paper.build()
    by_press = files_of(paper)
    lines = [f"import sys; sys.path.insert(0, {str(ROOT)!r})", "from pelicanconf import *"]
    lines += [f"THEME = {str(ROOT / 'theme')!r}", f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]"]
    conf = paper.home / "conf.py"
    conf.write_text("\n".join([*lines, 'JINJA_FILTERS = {"loud": str.upper}']), encoding="utf-8")
    assert paper.build(settings=conf).why_pelican
    assert files_of(paper) == by_press


def test_a_photograph_that_is_developed_anew_changes_no_page(paper: Paper) -> None:
    paper.write("photos/gate.jpg", draw_photo())
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/gate.jpg"))
    paper.build()
    before = files_of(paper)
    paper.write("photos/gate.jpg", draw_photo(quality=40))
    paper.build()
    after = files_of(paper)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed and all("/photo-" in name for name in changed) and before.keys() == after.keys()


def test_prints_that_are_kept_may_be_damaged_or_gone(paper: Paper) -> None:
    paper.write("photos/gate.jpg", draw_photo())
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/gate.jpg"))
    paper.build()
    whole = files_of(paper)
    for number, kept in enumerate(sorted((paper.home / ".racenews/pictures").iterdir())):
        kept.unlink() if number % 2 else kept.write_bytes(b"damaged" * 9)
    (paper.home / ".racenews/edition.state").unlink()
    paper.build()
    assert files_of(paper) == whole


def a_bomb() -> bytes:
    """Return a small file that claims twenty thousand pixels each way."""
    raw = bytearray(draw_photo(400, 400, kind="PNG"))
    raw[16:24] = (20_000).to_bytes(4, "big") * 2
    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4, "big")
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (draw_photo()[:3000], "it is broken (image file is truncated"),
        (b"<html>not found</html>", "it is none of JPEG, PNG, WEBP, AVIF, or broken. Save it as JPEG."),
        (b"", "it is none of JPEG"),
        (a_bomb(), "it has far more pixels, more than 64 million. Save it smaller."),
        (draw_photo(9000, 8000, "L", "PNG"), "it has 9000 × 8000 pixels, more than 64 million."),
        (draw_photo(200, 100), "it has 200 × 100 pixels, too few to print. Take one that is 320 pixels wide"),
        (None, 'it is not there. Do you mean "xx.jpg"? Correct the path or add the file.'),
    ],
)
def test_a_picture_that_cannot_be_printed_is_told(tmp_path: Path, raw: bytes | None, told: str) -> None:
    (tmp_path / "xx.jpg").write_bytes(draw_photo())
    if raw is not None:
        (tmp_path / "x.jpg").write_bytes(raw)
    darkroom = Darkroom(tmp_path, tmp_path / "kept")
    for _ in range(2):  # the second time by what was noted
        assert darkroom.look_at({"a.txt": Picture("a.txt", "x.jpg", "x")}) == {}
        (fault,) = darkroom.faults
        assert fault.startswith(f'desk/pictures.toml: picture "a.txt": x.jpg: {told}')
        assert fault.endswith(" The story is published without it.")


def test_a_story_whose_picture_is_broken_stands_with_its_plate(paper: Paper) -> None:
    paper.write("photos/x.jpg", draw_photo()[:3000])
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/x.jpg"))
    printed = paper.build()
    assert printed.stories == 2 and len(printed.notes) == 1
    plate = paper.page(STORY_PATH).select_one("figure img")
    assert plate and str(plate["src"]).endswith("plate.svg")


def test_a_link_to_a_picture_elsewhere_is_not_followed(paper: Paper, tmp_path: Path) -> None:
    elsewhere = tmp_path / "private.jpg"
    elsewhere.write_bytes(draw_photo())
    (paper.home / "content/photos").mkdir(exist_ok=True)
    (paper.home / "content/photos/x.jpg").symlink_to(elsewhere)
    paper.write("desk/pictures.toml", ENTRY.format(file="a.txt", image="photos/x.jpg"))
    assert any("Put a copy of the picture there" in note for note in paper.build().notes)


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "JPEG"), ("L", "PNG"), ("I;16", "PNG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG")]
)
def test_whatever_way_colours_are_stored_the_picture_looks_the_same(mode: str, kind: str) -> None:
    grey = Image.new("L", (400, 300), 128)
    image = grey.point(lambda v: v * 257, "I").convert("I;16") if mode == "I;16" else grey.convert(mode)
    out = io.BytesIO()
    image.save(out, kind)
    negative, prepared = read_negative(out.getvalue()), prepare(out.getvalue())
    assert (negative.width, negative.height, negative.see_through) == (400, 300, False) and prepared.mode == "RGB"
    with Image.open(io.BytesIO(make_print(prepared, "png", 320))) as printed:
        colour = printed.resize((1, 1)).getpixel((0, 0))
    assert isinstance(colour, tuple) and all(abs(part - 128) < 12 for part in colour)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[picture]]\nfile = "a.txt"\nimage = "photos/x.jpg"\n',
            'picture "a.txt": "alt" is missing. Say what it shows',
        ),
        ('[[picture]]\nimage = "photos/x.jpg"\nalt = "x"\n', "picture 1 names no file. Name the dump of its story"),
        (ENTRY.format(file="a.txt", image="https://x.example/a.jpg"), "which is no file below content. Put a copy"),
        (ENTRY.format(file="a.txt", image="../a.jpg"), "which is no file below content"),
        (ENTRY.format(file="a.txt", image="/etc/a.jpg"), "which is no file below content"),
        (ENTRY.format(file="a.txt", image="a.jpg") * 2, "there are two entries for this story"),
        (ENTRY.format(file="a.txt", image="a.jpg") + "credits = 1\n", 'unknown key "credits". Known: file, image, alt'),
    ],
)
def test_a_slip_in_the_desk_s_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "pictures.toml").write_text(text, encoding="utf-8")
    faults: list[str] = []
    load_pictures(tmp_path / "pictures.toml", faults)
    assert len(faults) == 1 and told in faults[0]


def test_a_picture_of_a_dump_that_is_not_there_stops_the_build(paper: Paper) -> None:
    paper.write("desk/pictures.toml", ENTRY.format(file="b.tx", image="a.jpg"))
    with pytest.raises(RacenewsError, match=r'picture "b.tx": there is no such file .* Do you mean "b.txt"\?'):
        paper.build()


def test_no_dump_brings_a_picture(paper: Paper) -> None:
    paper.write("images/x.jpg", draw_photo())
    paper.write(
        "dumps/a.txt", STORY.format(title="A sprint in Plumelec", day="2024-07-03") + "\n{static}/images/x.jpg\n"
    )
    body = "".join(f"<p>{line}</p>" for line in STORY.splitlines() if len(line) > 40)
    figure = '<figure><img src="{static}/images/x.jpg"><img src="https://e.example/x.jpg"></figure>'
    head = "<title>A day in Dinan</title><meta property='og:image' content='/images/x.jpg'>"
    paper.write(
        "dumps/c.html", f"<html><head>{head}</head><body><article><h1>A day in Dinan</h1>{figure}{body}</article>"
    )
    assert paper.build().stories == 3
    for path in paper.output.glob("**/index.html"):
        images = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").select("img")
        assert all(str(image["src"]).endswith("plate.svg") for image in images)
