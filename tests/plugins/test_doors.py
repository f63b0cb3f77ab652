"""A small real build, read back as a reader, a feed reader and a search engine would."""

import datetime as dt
import json

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag

from press.printer import ROOT, Order, Printed, print_edition

FORM = "Thank you for signing up to The Pick. You will receive a verification email shortly."
LEAD = "Marianne Vos won the sprint in Plumelec on Wednesday, a wheel ahead of Lotte Kopecky & the rest."
NEXT = "The gap was < 5 seconds at the foot of the climb, and Vos said that she had counted every one of them."
THIRD = "Behind them the chase was not organised, and the gap at the finish was more than two minutes."
DUMPS = {
    "2024/sprint.txt": f" date 2024-07-03 {FORM}\n\n\n\n{LEAD}\n\n\n\n{NEXT}\n\n\n\n{THIRD}\n",
    "2024/twice-1.txt": f"title Stage notes\ndate 2024-07-02\n\n\n\n{LEAD} First.\n\n\n\n{NEXT}\n",
    "2024/twice-2.txt": f"title Stage notes\ndate 2024-07-02\n\n\n\n{LEAD} Second.\n\n\n\n{NEXT}\n",
    "tags.md": f"Title: Two tags\nDate: 2024-07-01\nTags: Stage 1; Stage 12\n\n{NEXT}\n\n"
    f"{THIRD} [Gone](https://example.org/news/gone/)\n",
    "long.txt": f"title {'Very long title ' * 20}\ndate 2024-06-30\n\n\n\n{THIRD}\n\n\n\n{NEXT} Again.\n",
    "undated.txt": f"title Nobody knows when\n\n\n\n{LEAD} Third.\n\n\n\n{THIRD}\n",
    "by-hand.md": (
        "Title: Written by hand\nDate: 2024-06-29\nAuthor: Hollie Marsh\nTags: gravel\nSave_as: ../../evil.html\n\n"
        "A *story* with a [link](https://example.org/) and <script>alert(1)</script> nothing else.\n\n"
        "Sign up to our newsletter, the poster said. [All](/authors/)\n"
    ),
    "draft.md": "Title: Not yet\nStatus: draft\n\nNot to be read by anybody.\n",
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    home = tmp_path_factory.mktemp("doors")
    for name, text in DUMPS.items():
        file = home / "content/dumps" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    about = home / "content/pages/about.md"
    about.parent.mkdir()
    about.write_text("Title: About us\n\nWe write. [A story]({static}/images/x.txt)\n", encoding="utf-8")
    image = home / "content/images/x.txt"
    image.parent.mkdir()
    image.write_text("x", encoding="utf-8")
    return print_edition(
        Order(
            content=home / "content",
            output=home / "output",
            state=home / ".racenews",
            siteurl="https://example.org/news",
            today=dt.date(2024, 7, 4),
        )
    )


def url(printed: Printed, file: str) -> str:
    (row,) = [row for row in printed.ledger if row.file == file]
    assert row.status == "published", row
    return str(row.url)


def page(printed: Printed, path: str) -> BeautifulSoup:
    return BeautifulSoup((printed.output / path.strip("/") / "index.html").read_text(encoding="utf-8"), "lxml")


def one(soup: BeautifulSoup, selector: str) -> Tag:
    (found,) = soup.select(selector)
    return found


def test_every_dump_is_a_page_or_has_a_reason(printed: Printed) -> None:
    assert {row.file: row.status for row in printed.ledger} == {
        name: "ignored" if name == "draft.md" else "published" for name in DUMPS
    }


def test_story_shows_its_paragraphs_and_nothing_of_the_form(printed: Printed) -> None:
    soup = page(printed, url(printed, "2024/sprint.txt"))
    assert [p.text for p in soup.select(".prose p")] == [LEAD, NEXT, THIRD]
    for file in printed.output.rglob("*"):
        if file.is_file():
            assert b"signing up" not in file.read_bytes()


def test_story_links_the_first_mention_of_a_rider(printed: Printed) -> None:
    links = page(printed, url(printed, "2024/sprint.txt")).select(".prose a")
    assert (links[0].text, links[0]["href"]) == ("Marianne Vos", "/news/riders/marianne-vos/")
    assert page(printed, "riders/marianne-vos").h1 is not None


def test_story_names_itself_to_machines(printed: Printed) -> None:
    path = url(printed, "2024/sprint.txt")
    soup = page(printed, path)
    canonical = f"https://example.org/news{path}"
    assert one(soup, 'link[rel="canonical"]')["href"] == canonical
    assert one(soup, 'meta[property="og:url"]')["content"] == canonical
    record = json.loads(one(soup, 'script[type="application/ld+json"]').text)
    assert record["@graph"][0]["@type"] == "NewsArticle"
    assert canonical not in (record["@graph"][0].get("url"), record["@graph"][0].get("mainEntityOfPage"))  # said above


def test_every_page_has_machine_readable_words_of_its_own(printed: Printed) -> None:
    for name in ("", "riders/marianne-vos", "about", "archive"):
        record = json.loads(one(page(printed, name), 'script[type="application/ld+json"]').text)
        kind = record["@graph"][0]["@type"]
        assert kind == {"": "WebSite", "riders/marianne-vos": "Person"}.get(name, "BreadcrumbList"), name


def test_stories_with_one_title_stand_at_two_addresses(printed: Printed) -> None:
    first, second = url(printed, "2024/twice-1.txt"), url(printed, "2024/twice-2.txt")
    assert first == "/2024/07/02/stage-notes/"
    assert second.startswith("/2024/07/02/stage-notes-")
    assert "First." in page(printed, first).text
    assert "Second." in page(printed, second).text


def test_subjects_with_like_names_have_folders_of_their_own(printed: Printed) -> None:
    assert "Two tags" in page(printed, "topics/stage-1").text
    assert "Two tags" in page(printed, "topics/stage-12").text


def test_a_link_to_a_page_of_ours_that_is_not_there_is_a_warning(printed: Printed) -> None:
    (finding,) = printed.findings
    assert (finding.where, finding.severity) == (f"{url(printed, 'tags.md').strip('/')}/index.html", "warning")
    assert finding.what == "the link to /gone/ leads nowhere"


def test_long_title_has_a_short_address(printed: Printed) -> None:
    path = url(printed, "long.txt")
    assert len(path) < 100
    assert len(page(printed, path).h1.text) >= 300  # type: ignore[union-attr]


def test_undated_story_is_published(printed: Printed) -> None:
    assert url(printed, "undated.txt") == "/undated/nobody-knows-when/"


def test_handwritten_story_keeps_its_words_and_loses_its_script(printed: Printed) -> None:
    soup = page(printed, url(printed, "by-hand.md"))
    paragraphs = [p.text for p in soup.select(".prose p")]
    assert paragraphs[0].startswith("A story with a link and")
    assert paragraphs[1] == "Sign up to our newsletter, the poster said. All"
    assert soup.select('.prose a[href="/news/authors/"]')
    assert not soup.select(".prose script")
    assert soup.select('.prose a[href="https://example.org/"]')
    assert page(printed, "authors/hollie-marsh").h1 is not None
    assert page(printed, "topics/gravel").h1 is not None


def test_no_dump_says_where_it_is_written(printed: Printed) -> None:
    home = printed.output.parent
    assert not list(home.rglob("evil*"))
    assert url(printed, "by-hand.md") == "/2024/06/29/written-by-hand/"


def test_draft_is_nowhere(printed: Printed) -> None:
    assert not [file for file in printed.output.rglob("*.html") if b"Not to be read" in file.read_bytes()]


def test_handwritten_page_stands_at_its_name_and_finds_its_files(printed: Printed) -> None:
    soup = page(printed, "about")
    assert one(soup, "h1").text == "About us"
    (link,) = soup.select(".prose a")
    assert link["href"] == "/news/images/x.txt"
    assert (printed.output / "images/x.txt").is_file()


def test_feeds_and_maps_are_there(printed: Printed) -> None:
    for name in ("feeds/all.atom.xml", "feeds/all.rss.xml", "riders/marianne-vos/feed.atom.xml"):
        feed = feedparser.parse((printed.output / name).read_bytes())
        assert not feed.bozo
        assert feed.entries[0].link == f"https://example.org/news{url(printed, '2024/sprint.txt')}"
    assert json.loads((printed.output / "feeds/all.json").read_text(encoding="utf-8"))["items"]
    sitemap = (printed.output / "sitemap.xml").read_text(encoding="utf-8")
    for path in ("", "about/", "riders/marianne-vos/", "undated/nobody-knows-when/"):
        assert f"<loc>https://example.org/news/{path}</loc>" in sitemap
    assert "404.html" not in sitemap
    news = (printed.output / "news-sitemap.xml").read_text(encoding="utf-8")
    assert news.count("<url>") == 3  # of the third and second of July; the edition is of the fourth
    assert "Sitemap: https://example.org/news/sitemap.xml" in (printed.output / "robots.txt").read_text()


def test_every_story_has_its_picture(printed: Printed) -> None:
    for row in printed.ledger:
        if row.status == "published":
            assert (printed.output / str(row.url).strip("/") / "plate.svg").is_file()


def test_no_source_file_is_published(printed: Printed) -> None:
    kinds = {file.suffix for file in printed.output.rglob("*") if file.is_file()}
    assert not kinds & {".md", ".py", ".toml", ".csv"}


def test_receipts_are_printed_where_the_owner_shows_them(tmp_path):
    settings = tmp_path / "conf.py"
    settings.write_text(
        f"from pathlib import Path\nexec(Path({str(ROOT / 'pelicanconf.py')!r}).read_text())\nRECEIPTS = True\n"
        f"THEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    )
    for name in ("2024/sprint.txt", "by-hand.md"):
        file = tmp_path / "content/dumps" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DUMPS[name].replace("& the rest", "<b> & the rest"), encoding="utf-8")
    order = Order(
        tmp_path / "content", tmp_path / "output", settings, tmp_path / ".racenews", today=dt.date(2024, 7, 4)
    )
    printed = print_edition(order)

    story = url(printed, "2024/sprint.txt")
    assert page(printed, story).select_one(f'a[href="{story}receipt/"]')
    receipt = page(printed, f"{story}receipt/")
    came_in = one(receipt, ".receipt")
    for label in came_in.select(".rule"):
        label.decompose()
    assert " ".join(came_in.text.split()) == " ".join(
        DUMPS["2024/sprint.txt"].replace("& the rest", "<b> & the rest").split()
    )
    assert FORM in " ".join(d.text.strip() for d in came_in.select("del"))
    assert one(receipt, 'meta[name="robots"]')["content"] == "noindex"
    assert "receipt" not in (printed.output / "sitemap.xml").read_text()
    assert not (printed.output / url(printed, "by-hand.md").strip("/") / "receipt").exists()
