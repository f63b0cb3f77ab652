"""The sample paper in German: whole, sound, and without a word that was forgotten."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from press.printer import ROOT, Order, print_edition
from racenews.publish.checks import check_site
from racenews.resources_words import load_words
from racenews.words import english

ADDRESS = "https://blatt.example/news"
SPOKEN = ("aria-label", "title", "alt", "placeholder")
STORY = "2023/09/26/morkov-to-leave-soudal-quick-step-as-astana-build-for-cavendish"
A_DOZEN = 12
FEWEST_LETTERS = 4  # "Feed" is a word, "Pos." hardly
# signs a dump of the sample; the name of a race, as the gazetteer has it; a line of another dump
PROPER = {"Race Desk", "Olympic Games", "Photo: Archive"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("blatt")
    conf = home / "conf.py"
    lines = [
        "import sys",
        f"sys.path.insert(0, {str(ROOT)!r})",
        "from pelicanconf import *",
        f"THEME = {str(ROOT / 'theme')!r}",
        f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]",
        'DEFAULT_LANG = "de"',
        'SITESUBTITLE = "Nachrichten vom Rennen"',
        'DESK_BYLINE = "Redaktion"',
        "RECEIPTS = True",
        "SEARCH_FULL_TEXT_STORIES = 40",
        "STORIES_PER_PAGE = 10",
    ]
    conf.write_text("\n".join(lines) + "\n", encoding="utf-8")
    order = Order(ROOT / "content", home / "site", conf, home / "state", siteurl=ADDRESS, today=dt.date(2026, 6, 1))
    return print_edition(order).output


def read(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_the_german_paper_has_nothing_to_mend(site: Path) -> None:
    assert check_site(site, ADDRESS) == ()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("index.html", ("Flamme Rouge: Nachrichten vom Rennen", "Neueste Artikel", "Fahrer in den Schlagzeilen")),
        ("page/2/index.html", ("Neueste Artikel, Seite 2", "Ältere")),
        (f"{STORY}/index.html",
         ("26. September 2023", "Wie diese Seite entstand", "Aus dem Artikel selbst gezeichnet: ")),
        (f"{STORY}/receipt/index.html", ("Beleg", "Was ausgelassen wurde")),
        ("riders/index.html", ("Fahrer A–Z", "nach Nachnamen", "Artikel")),
        ("riders/tadej-pogacar/index.html", ("Slowenien", "Geboren", "nennen diesen Fahrer", "Artikel nach Saison")),
        ("teams/soudal-quick-step/index.html", ("Aus den Farben des Teams gezeichnet.", "seit 2023")),
        ("races/paris-roubaix/index.html", ("Frankreich", "April", "der Staub des Pavés", "Meistgenannte Teams")),
        ("authors/index.html", ("Autorenzeilen", "werden unter Redaktion geführt")),
        ("authors/redaktion/index.html", ("Hier stehen die Artikel, die ohne Autorenzeile kamen.",)),
        ("archive/index.html", ("Je kräftiger ein Monat", "Sept.")),
        ("2023/index.html", ("Davor 2022 , danach 2024 .", "September")),
        ("2023/09/index.html", ("Davor August 2023 , danach Oktober 2023 .", "26. September", "Mittwoch")),
        ("undated/index.html", ("kam ohne Datum",)),
        ("search/index.html", ("Eingrenzen", "Beste Treffer", "Auch Artikel vor dem")),
        ("404.html", ("Außerhalb der Karenzzeit", "Rückstand")),
    ],
)  # fmt: skip
def test_each_kind_of_page_speaks_german(site: Path, path: str, words: tuple[str, ...]) -> None:
    page = BeautifulSoup(read(site, path), "lxml")
    assert page.html is not None and page.html["lang"] == "de" and "dir" not in page.html.attrs
    text = " ".join(page.get_text(" ").split()) + read(site, path)
    assert [word for word in words if word not in text] == []


def test_what_machines_read_speaks_german(site: Path) -> None:
    assert "Dies ist ein Web-Feed" in read(site, "feeds/all.rss.xml") and ">de<" in read(site, "feeds/all.rss.xml")
    assert "Autoren" in read(site, "feeds/all.opml") and "Alle Seiten" in read(site, "llms.txt")
    manifest = json.loads(read(site, "manifest.webmanifest"))
    assert manifest["lang"] == "de" and manifest["shortcuts"][0]["name"] == "Suche"
    story = read(site, f"{STORY}/index.html")
    assert '"inLanguage":"de"' in story and '"name":"September 2023"' in story


def english_only() -> Mapping[str, re.Pattern[str]]:
    """Return the English words that German says otherwise, each as what it may look like on a page."""
    german, found = load_words("de").entries, {}
    for key, said in english().entries.items():
        texts = [said] if isinstance(said, str) else said.values() if isinstance(said, Mapping) else said
        own = german[key]
        others = [own] if isinstance(own, str) else own.values() if isinstance(own, Mapping) else own
        for text in set(texts) - set(others):
            literal = re.sub(r"\{\w+\}", "", text)
            if sum(map(str.isalpha, literal)) >= FEWEST_LETTERS:
                found[f"{key}: {text}"] = re.compile(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(text)))
    german_texts = {text for own in german.values() if isinstance(own, str) for text in [own]}
    return {name: p for name, p in found.items() if not any(map(p.fullmatch, german_texts))}


def spoken_in(page: BeautifulSoup) -> Iterator[str]:
    """Yield what a page says by itself: not what dumps say, nor a name."""
    for block in page.select(
        "script, .prose, .receipt, .sheet td, .sheet th[scope=row], h1 a, h2 a, h3 a, h4 a, .stand, .standfirst, time"
    ):
        block.decompose()
    for element in page.find_all(True):
        assert isinstance(element, Tag)
        yield from (str(element[name]) for name in SPOKEN if element.has_attr(name))
        yield " ".join(element.get_text().split()) if element.name in ("p", "summary", "figcaption", "dd") else ""
    yield from (" ".join(text.split()) for text in page.find_all(string=True))


def test_no_english_word_of_the_catalogue_is_left(site: Path) -> None:
    patterns = english_only()
    assert len(patterns) > 300
    any_of_them = re.compile("|".join(f"(?:{p.pattern})" for p in patterns.values()))
    left = set()
    for file in pages_of_each_kind(site):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
        for text in {text for text in spoken_in(page) if any_of_them.fullmatch(text)} - PROPER:
            left |= {(name, text) for name, p in patterns.items() if p.fullmatch(text)}
    assert sorted(left) == []


def pages_of_each_kind(site: Path) -> Iterator[Path]:
    """Yield every page but those of which there are many: of these a dozen."""
    about = site / "about/index.html"  # written by hand
    seen: Counter[str] = Counter()
    for file in sorted(site.rglob("*.html")):
        folder = file.relative_to(site).parts[0]
        kind = "receipt" if "receipt" in file.parts else "story" if re.search(r"/\d\d/\d\d/", str(file)) else folder
        seen[kind] += 1
        if file != about and seen[kind] <= A_DOZEN:
            yield file
