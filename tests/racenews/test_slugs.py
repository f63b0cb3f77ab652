"""One slug for stories, authors and subjects."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from racenews.enrich.gazetteer import Gazetteer
from racenews.enrich.topics import choose_topics
from racenews.publish.addresses import slug_of
from racenews.publish.wording import slug
from racenews.slugs import is_reserved, slugify

RESERVED = ("Con", "nul", "AUX", "com1", "LPT9", "index", "page", "Plate", "receipt", "feed")


def subject_id(name: str) -> str:
    [topic] = choose_topics((), Gazetteer([]), None, [name])
    return topic.id


@pytest.mark.parametrize("name", RESERVED)
def test_no_page_takes_a_reserved_name(name: str) -> None:
    assert slug_of(name, "a.txt") == f"{name.lower()}-story"
    assert slug(name, "author") == f"{name.lower()}-author"
    assert subject_id(name) == f"{name.lower()}-subject"


def test_a_files_name_is_no_reserved_name_once_its_dots_are_gone() -> None:
    assert slug_of("feed.atom.xml", "a.txt") == slug("feed.atom.xml") == subject_id("feed.atom.xml") == "feed-atom-xml"


@pytest.mark.parametrize("name", ["Đorđe D’hoore & Sæther", "Weiß/Małecki", "İnönü ẞ"])
def test_stories_authors_and_subjects_are_spelt_alike(name: str) -> None:
    assert slug_of(name, "a.txt") == slug(name, "author") == subject_id(name)


def test_a_long_subject_is_cut_at_a_word() -> None:
    assert subject_id("cobbles and mud " * 9) == "cobbles-and-mud-cobbles-and-mud-cobbles-and-mud-cobbles-and"


@given(st.text(max_size=200), st.integers(min_value=20, max_value=80))
def test_any_text_gives_a_slug_or_nothing(text: str, limit: int) -> None:
    found = slugify(text, "story", limit)
    assert not found or (re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found) and len(found) <= limit)
    assert not is_reserved(found)
