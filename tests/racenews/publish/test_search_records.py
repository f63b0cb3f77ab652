"""What the search knows of a story."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from tests.a_small_paper import RACE, RIDER, SUBJECT, TEAM, build_small_site, story

from racenews.publish import search_records
from racenews.publish.brief import brief_of
from racenews.publish.search_records import plain_spellings, plan_shelves, searched_whole_since, shelf_records


def records(*stories, whole=True):
    site = build_small_site(stories)
    shelves = plan_shelves(site.stories, len(stories) if whole else 0)
    articles = {a.source: a for a in stories}
    briefs = {a.source: brief_of(a) for a in stories}
    return [record for shelf in shelves for record in shelf_records(shelf, briefs, articles, site.house.words)]


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


def made_up(count):
    first = dt.date(2020, 1, 1)
    days = [first + dt.timedelta(days=n // 2) for n in range(count)]
    return [SimpleNamespace(card=SimpleNamespace(path=f"{day}/{n}/", date=day)) for n, day in enumerate(days)][::-1]


def contents(stories):
    return {(s.name, tuple(v.card.path for v in s.stories)) for s in plan_shelves(stories, 400)}


def test_shelves_hold_every_story_once_in_order_and_none_grows_without_end():
    stories = made_up(3000)
    shelves = plan_shelves(stories, 400)
    assert [v for shelf in shelves for v in shelf.stories] == stories
    assert len({shelf.name for shelf in shelves}) == len(shelves)
    whole = sum(len(shelf.stories) for shelf in shelves if shelf.whole)
    assert 400 <= whole <= 400 + 2 * 200
    assert max(len(shelf.stories) for shelf in shelves) <= 2 * search_records.BRIEF_STORIES
    numbers = [int(shelf.prefix.rstrip("-")) for shelf in shelves[1:]]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("place", [0, 1, 150, 333, 700, 1499, 2999])
def test_a_story_that_goes_changes_few_shelves(place, monkeypatch):
    monkeypatch.setattr(search_records, "BRIEF_STORIES", 64)
    monkeypatch.setattr(search_records, "WHOLE_STORIES", 16)
    stories = made_up(3000)
    before, after = contents(stories), contents(stories[:place] + stories[place + 1 :])
    assert len(before) > 50 and len(before - after) <= 6


def test_page_can_say_since_when_stories_are_searched_whole():
    stories = build_small_site().stories
    assert searched_whole_since(plan_shelves(stories, 2)) == dt.date(2026, 5, 3)
    assert searched_whole_since(plan_shelves(stories, 1000)) is None
