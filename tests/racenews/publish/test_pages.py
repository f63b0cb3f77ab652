"""The plan of all pages but stories and hand-written ones."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from tests.a_small_paper import build_small_site, small_paper, story

from racenews.publish.pages import Page, list_pages, split


@pytest.fixture(scope="module")
def plans():
    return {plan.path: plan for plan in list_pages(build_small_site())}


def test_every_kind_of_page_is_planned(plans):
    for path in (
        "index.html", "page/2/index.html", "riders/index.html", "riders/anna-berg/index.html", "teams/index.html",
        "races/index.html", "topics/index.html", "topics/gravel/index.html", "authors/index.html",
        "authors/ida-holm/index.html", "authors/nils-a-odegard/index.html", "archive/index.html", "2025/index.html",
        "2025/06/index.html", "undated/index.html", "search/index.html", "404.html",
    ):  # fmt: skip
        assert path in plans, path


def test_no_path_and_no_title_comes_twice():
    again = [replace(a, source=f"again/{a.source}") for a in small_paper()]
    site = build_small_site([*small_paper(), *again, story("Archive"), story("Anna Berg: stories")])
    plans = list(list_pages(site))
    heads = [plan.context["head"] for plan in plans] + [s.head for s in site.stories]
    assert [p for p, n in Counter(plan.path for plan in plans).items() if n > 1] == []
    assert [t for t, n in Counter(h.title.casefold() for h in heads).items() if n > 1] == []


def test_a_busy_month_runs_over_pages_and_its_calendar_leads_to_each_day():
    busy = [story(f"Stage {n}", f"2025-07-{1 + n // 10:02}") for n in range(265)]
    plans = {p.path: p.context for p in list_pages(build_small_site(busy)) if p.path.startswith("2025/07/")}
    assert list(plans) == ["2025/07/index.html", "2025/07/page/2/index.html", "2025/07/page/3/index.html"]
    first, second, third = plans.values()
    shown = [[(day.day, len(day.cards)) for day in context["days"]] for context in (first, second, third)]
    assert shown[0] == [(27, 5), *((n, 10) for n in range(26, 21, -1)), (21, 5)]
    assert shown[1] == [(21, 5)] and shown[2] == [(n, 10) for n in range(20, 0, -1)]
    # A day that runs on is led to where it begins; what a newer story would change stands on the first page alone.
    assert first["elsewhere"] == dict.fromkeys(range(1, 21), "2025/07/page/3/")
    assert (
        first["month"].weeks and first["years"] and not (third["month"].weeks or third["years"] or third["month"].count)
    )


@pytest.mark.parametrize(
    "title",
    ["Outside the time limit", "Stories without a date", "Latest stories, page 2", "Anna Berg: stories, page 2"],
)
def test_a_story_leaves_the_papers_own_titles_to_the_paper(title):
    site = build_small_site([*small_paper(), story(title, "2026-05-02", author="Ida Holm")])
    own = {plan.context["head"].title for plan in list_pages(site)}
    [head] = [s.head for s in site.stories if s.card.title == title]
    assert head.title == f"{title}, 2 May 2026"
    assert head.title not in own


def test_an_empty_paper_has_its_fixed_pages():
    assert {plan.path for plan in list_pages(build_small_site([]))} == {
        "index.html", "riders/index.html", "teams/index.html", "races/index.html", "authors/index.html",
        "archive/index.html", "search/index.html", "404.html",
    }  # fmt: skip


def test_every_story_stands_once_on_the_front_pages(plans):
    site = build_small_site()
    shown = [
        c.path for path, plan in plans.items() if plan.template == "front.html" for c in plan.context["page"].cards
    ]
    assert sorted(shown) == sorted(s.card.path for s in site.stories)


def test_a_long_topic_runs_over_pages_in_folders():
    site = build_small_site(
        [story(f"Story {n}", f"2024-03-{n % 28 + 1:02}", source=str(n)) for n in range(12 + 200 + 1)]
    )
    plans = {plan.path: plan for plan in list_pages(site)}
    assert "riders/anna-berg/page/3/index.html" in plans and "riders/anna-berg/page/4/index.html" not in plans
    second = plans["riders/anna-berg/page/2/index.html"].context
    assert second["head"].title == "Anna Berg: stories, page 2"
    assert second["head"].path == "riders/anna-berg/page/2/"


def test_the_newest_stories_run_over_twenty_pages_and_the_archive_has_the_rest():
    many = [story(f"Stage {n}", f"2025-07-{1 + n % 28:02}", source=str(n)) for n in range(60)]
    site = build_small_site(many, stories_per_page=2)
    fronts = [p.context["page"] for p in list_pages(site) if p.template == "front.html"]
    assert [page.number for page in fronts] == list(range(1, 21))
    assert {(page.pages, page.behind) for page in fronts} == {(20, "archive/")}
    few = [p.context["page"] for p in list_pages(build_small_site(many)) if p.template == "front.html"]
    assert {(page.pages, page.behind) for page in few} == {(len(few), "")}


@pytest.mark.parametrize(
    ("number", "pages", "numbers"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (5, 9, (1, 0, 4, 5, 6, 0, 9)),
        (3, 9, (1, 2, 3, 4, 0, 9)),
        (1, 90, (1, 2, 0, 90)),
    ],
)
def test_pagination_names_the_ends_and_the_neighbours(number, pages, numbers):
    assert Page(number, pages, "", ()).numbers == numbers


def test_a_new_story_leaves_the_later_pages_of_a_list_alone():
    def later_pages(stories):
        days = [f"2024-{1 + n // 28:02}-{n % 28 + 1:02}" for n in range(stories)]
        site = build_small_site([story(f"Story {n}", day, source=f"{n:03}") for n, day in enumerate(days)])
        return {plan.path: plan for plan in list_pages(site) if re.search(r"/page/(?!2/)|^page/(?!2/)", plan.path)}

    before, after = later_pages(250), later_pages(251)
    assert {path.split("/")[0] for path in before} == {"page", "riders", "races", "authors"}
    assert after == before


def test_a_new_story_leaves_the_calendar_of_other_years_alone():
    def calendar(*days):
        site = build_small_site([story(f"Story of {day}", day, source=day) for day in days])
        return {plan.path: plan for plan in list_pages(site) if plan.path.startswith(("2019/", "2021/"))}

    assert len(calendar("2019-03-01", "2021-05-02")) == 4
    before = ("2019-03-01", "2021-05-02", "2024-01-01")
    assert calendar(*before) == calendar(*before, "2024-02-02")


@pytest.mark.parametrize(
    ("stories", "sizes"),
    [(0, [0]), (3, [3]), (4, [3, 1]), (8, [3, 5]), (9, [3, 1, 5]), (13, [3, 5, 5]), (14, [3, 1, 5, 5])],
)
def test_the_page_that_is_not_full_is_the_second(stories, sizes):
    cards = [build_small_site().stories[0].card] * stories
    assert [len(page.cards) for page in split(cards, 5, "x/", first=3)] == sizes


def test_a_split_loses_nothing():
    cards = [s.card for s in build_small_site().stories]
    for size in (1, 2, 5, len(cards), len(cards) + 1):
        pages = split(cards, size, "x/", first=3)
        assert [c for page in pages for c in page.cards] == cards
        assert all(page.cards for page in pages)


def test_a_page_of_a_list_has_an_address_as_plug_ins_ask_for_it():
    first, second = split(range(30), 20, "riders/anna-berg/")
    assert (first.url, second.url) == ("riders/anna-berg/", "riders/anna-berg/page/2/")
