import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from racenews.publish.addresses import assign_urls, slug_of
from racenews.slugs import MAX_SLUG_CHARS
from racenews.types import Article

DAY = dt.date(2024, 7, 3)


def story(source: str, title: str, date: dt.date | None = DAY) -> Article:
    return Article(source, title, "dump", None, date, "", "derived", ())


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Mørkøv guides Cavendish", "morkov-guides-cavendish"),
        ("Đorđe Đurić", "dorde-duric"),
        ("Małecki, Weiß & Sæther", "malecki-weiss-saether"),
        ("Pogačar’s day – at last", "pogacars-day-at-last"),
        ("Stage 1", "stage-1"),
        ("Stage 12", "stage-12"),
        ("CON", "con-story"),
        ("com1", "com1-story"),
        ("Receipt", "receipt-story"),
    ],
)
def test_slug_is_plain_ascii(title: str, slug: str) -> None:
    assert slug_of(title, "a.txt") == slug


def test_title_without_latin_letters_is_named_by_its_source() -> None:
    slug = slug_of("!!! *** ???", "a.txt")
    assert re.fullmatch(r"story-[0-9a-f]{8}", slug)
    assert slug != slug_of("!!! *** ???", "b.txt")


def test_long_title_is_cut_at_a_word() -> None:
    slug = slug_of("Stage result " * 300, "a.txt")
    assert len(slug) <= MAX_SLUG_CHARS
    assert slug.endswith(("-stage", "-result"))


def test_long_word_is_cut_all_the_same() -> None:
    assert slug_of("a" * 300, "a.txt") == "a" * MAX_SLUG_CHARS


def test_markup_in_a_title_is_no_part_of_the_address() -> None:
    assert slug_of("<script>steal()</script>Stage win", "a.txt") == "stage-win"
    assert slug_of("Win &lt;img src=x onerror=steal()&gt; at last", "a.txt") == "win-at-last"


def test_address_tells_the_day() -> None:
    stories = [story("a.txt", "Vos wins"), story("b.txt", "Vos wins", None)]
    assert assign_urls(stories) == {"a.txt": "2024/07/03/vos-wins/", "b.txt": "undated/vos-wins/"}


def test_early_years_have_four_figures() -> None:
    assert assign_urls([story("a.txt", "Old", dt.date(98, 1, 2))])["a.txt"] == "0098/01/02/old/"


def test_stories_with_one_title_have_addresses_that_do_not_depend_on_order() -> None:
    stories = [story("b.txt", "Vos wins"), story("a.txt", "Vos wins"), story("c.txt", "Vos wins")]
    urls = assign_urls(stories)
    assert urls["a.txt"] == "2024/07/03/vos-wins/"
    assert len(set(urls.values())) == 3
    assert assign_urls(reversed(stories)) == urls
    assert assign_urls([*stories, story("d.txt", "Vos wins")])["c.txt"] == urls["c.txt"]


def test_a_digest_never_takes_the_address_of_another_story() -> None:
    rival = assign_urls([story("a", "Vos wins"), story("b", "Vos wins")])["b"]
    title = rival.rstrip("/").rsplit("/", 1)[-1].replace("-", " ")
    urls = assign_urls([story("a", "Vos wins"), story("b", "Vos wins"), story("c", title)])
    assert urls["c"] == rival
    assert len(set(urls.values())) == 3


@given(st.lists(st.text(max_size=120), min_size=1, max_size=8))
def test_any_titles_get_safe_and_different_addresses(titles: list[str]) -> None:
    urls = assign_urls([story(f"{i}.txt", title) for i, title in enumerate(titles)])
    assert len(set(urls.values())) == len(titles)
    for url in urls.values():
        assert re.fullmatch(r"2024/07/03/[a-z0-9]+(-[a-z0-9]+)*/", url)
        assert len(url.split("/")[3]) <= MAX_SLUG_CHARS
