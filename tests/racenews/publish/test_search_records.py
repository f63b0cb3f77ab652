"""What the search knows of a story."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.a_small_paper import RACE, RIDER, SUBJECT, TEAM, build_small_site, small_paper, story

from racenews.publish import search_records
from racenews.publish.search_records import plain_spellings, plan_shelves, searched_whole_since, shelf_records


def records(*stories, whole=True):
    site = build_small_site(stories)
    shelves = plan_shelves(site.stories, len(stories) if whole else 0)
    articles = {a.source: a for a in stories}
    return [record for shelf in shelves for record in shelf_records(shelf, articles, site)]


def test_a_record_tells_all_facets_of_its_story():
    (record,) = records(story("Berg wins in Ely", "2026-05-03", topics=(RIDER, RACE, TEAM)))
    assert record.filters == {
        "kind": ("News",),
        "rider": ("Anna Berg",),
        "race": ("Tour of the Fens",),
        "team": ("Northern Wheel",),
        "author": ("Ida Holm",),
        "year": ("2026",),
    }
    assert record.meta["title"] == "Berg wins in Ely"
    assert record.content == "Anna Berg won by a bicycle length. The road was wet." or "Paragraph 1" in record.content
    assert record.url.startswith("/2026/05/03/")


def test_newest_stories_are_searched_whole_and_older_ones_by_their_summary():
    (whole,) = records(story("Berg wins in Ely"))
    (brief,) = records(story("Berg wins in Ely"), whole=False)
    assert "Paragraph 2 of the story." in whole.content
    assert brief.content == "Anna Berg won by a bicycle length. The road was wet."
    assert brief.meta["names"] == "Anna Berg · Tour of the Fens"


@pytest.mark.parametrize(
    ("title", "more", "kinds"),
    [
        ("Berg wins in Ely", {}, ("News",)),
        ("Berg signs for Northern Wheel", {}, ("Transfers",)),
        ("Old champion dies at 90", {}, ("Obituaries",)),
        ("Fens: full results", {}, ("Results",)),
        ("Berg first, the rest nowhere", {"kinds": "prrr"}, ("Results",)),
        ("How wide is a tyre?", {"topics": (SUBJECT,)}, ("Gravel",)),
        ("The designs of the season", {}, ("News",)),
    ],
)
def test_kind_of_a_story_is_read_off_its_headline_table_and_subjects(title, more, kinds):
    (record,) = records(story(title, **more))
    assert record.filters["kind"] == kinds


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("Mørkøv", ["Moerkoev", "Morkov"]),
        ("Włodarczyk", ["Wlodarczyk"]),
        ("Pogačar and Roglič", []),  # the search takes accents off by itself
        ("Großschartner", ["Grossschartner"]),
        ("Jürgen über alles", ["Juergen"]),
        ("plain words", []),
        ("Ærø, Łódź", ["Aero", "Aeroe", "Lodz"]),
    ],
)
def test_words_are_spelt_as_a_plain_keyboard_writes_them(text, spellings):
    assert plain_spellings(text) == spellings


def test_a_full_shelf_of_older_stories_stays_as_it_is_when_a_new_story_comes_in(monkeypatch):
    monkeypatch.setattr(search_records, "OLDER_STORIES", 4)
    articles = small_paper()
    before = plan_shelves(build_small_site(articles).stories, 5)
    after = plan_shelves(build_small_site([story("Brand new", "2026-05-31"), *articles]).stories, 5)
    assert [len(shelf.stories) for shelf in before] == [5, 1, 4, 4, 4, 4]
    assert [shelf.name for shelf in before] == ["newest", "older-5", "older-4", "older-3", "older-2", "older-1"]
    assert [[s.source for s in shelf.stories] for shelf in before[2:]] == [
        [s.source for s in shelf.stories] for shelf in after[2:]
    ]


def test_page_can_say_since_when_stories_are_searched_whole():
    stories = build_small_site().stories
    assert searched_whole_since(stories, 2) == dt.date(2026, 5, 3)
    assert searched_whole_since(stories, 1000) is None
