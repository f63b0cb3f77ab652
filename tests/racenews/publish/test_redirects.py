"""Old addresses: a small page at each, that leads on without a script."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from racenews.enrich.gazetteer import Gazetteer
from racenews.publish.redirects import redirect_pages, topic_redirects
from racenews.publish.view_records import House
from racenews.types import Entry, RacenewsError, Redirect, TopicRef

HOUSE = House(name="The Paper", base="/news", siteurl="https://paper.example/news")
PAGES = {"index.html", "2024/07/03/a-sprint/index.html", "404.html"}


def pages(*moves: tuple[str, str]) -> dict[str, str]:
    return dict(redirect_pages([Redirect(old, new) for old, new in moves], PAGES, HOUSE))


def test_the_page_leads_on_without_a_script() -> None:
    ((path, text),) = pages(("old/a/", "2024/07/03/a-sprint/")).items()
    soup = BeautifulSoup(text, "lxml")
    assert path == "old/a/index.html"
    assert soup.select_one('meta[http-equiv="refresh"]')["content"] == "0; url=/news/2024/07/03/a-sprint/"  # type: ignore[index]
    assert soup.select_one("link[rel=canonical]")["href"] == "https://paper.example/news/2024/07/03/a-sprint/"  # type: ignore[index]
    assert soup.select_one("a")["href"] == "/news/2024/07/03/a-sprint/"  # type: ignore[index]
    assert len(soup.select("h1")) == 1
    assert not soup.select("script, [style], [onload]")
    assert "default-src 'none'" in text


def test_front_page_and_html_files() -> None:
    assert "url=/news/" in pages(("news.html", ""))["news.html"]


def test_a_target_that_is_not_there_and_an_old_address_that_is_are_told_together() -> None:
    with pytest.raises(RacenewsError) as fault:
        pages(("old/", "gone/"), ("2024/07/03/a-sprint/", ""), ("older/", "old/"))
    assert str(fault.value).splitlines() == [
        'desk/redirects.toml: redirect "2024/07/03/a-sprint/": there is a page at this address. Take the entry out.',
        'desk/redirects.toml: redirect "old/": there is no page at "gone/". Correct "to".',
        'desk/redirects.toml: redirect "older/": "old/" has moved itself. Name the page where it leads in the end.',
    ]


GAZETTEER = Gazetteer(
    [
        Entry(
            "team", "pier", "Pier Blue", "M", {"names_by_year": "2010-2012=Old Pier;2013-2014=Pier–Øl;2015-=Pier Blue"}
        ),
        Entry(
            "team", "quay", "Quay", "M", {"names_by_year": "2010-2012=Shared / Split;2013-2014=Twice Given;2015-=Quay"}
        ),
        Entry("team", "dock", "Dock", "M", {"names_by_year": "2010-2012=Twice Given;2013-=Quay"}),
        Entry("rider", "anna-holm", "Anna Holm", "F"),
    ],
    old_ids={("rider", "anna-maria-holm"): "anna-holm"},
)
ALL: tuple[TopicRef, ...] = (("team", "pier"), ("team", "quay"), ("team", "dock"), ("rider", "anna-holm"))


def test_old_names_and_ids_lead_to_the_page_of_the_lineage() -> None:
    assert topic_redirects(ALL, GAZETTEER) == (
        Redirect("riders/anna-maria-holm/", "riders/anna-holm/", by_desk=False),
        Redirect("teams/old-pier/", "teams/pier/", by_desk=False),
        Redirect("teams/pier-blue/", "teams/pier/", by_desk=False),
        Redirect("teams/pier-ol/", "teams/pier/", by_desk=False),
    )


def test_only_topics_with_a_page_are_led_to_and_the_desk_comes_first() -> None:
    desk = [Redirect("teams/old-pier/", "teams/quay/")]
    assert [r.old for r in topic_redirects([("team", "pier")], GAZETTEER, desk)] == [
        "teams/pier-blue/",
        "teams/pier-ol/",
    ]
    assert [r.old for r in topic_redirects([("team", "dock")], GAZETTEER)] == ["teams/twice-given/"]
    assert topic_redirects([], GAZETTEER) == ()


def test_redirects_that_nobody_wrote_are_no_fault_of_the_desk() -> None:
    sprint, pier = "2024/07/03/a-sprint/", Redirect("teams/old-pier/", "teams/pier/", by_desk=False)
    desk = Redirect("teams/pier/", sprint)
    found = dict(redirect_pages([desk, pier, Redirect(sprint, "", by_desk=False)], PAGES, HOUSE))
    assert set(found) == {"teams/pier/index.html", "teams/old-pier/index.html"}
    assert f"url=/news/{sprint}" in found["teams/old-pier/index.html"]
    assert dict(redirect_pages([pier], PAGES, HOUSE)) == {}
    with pytest.raises(RacenewsError) as fault:
        list(redirect_pages([Redirect("a/", "gone/"), pier], PAGES, HOUSE))
    assert str(fault.value) == 'desk/redirects.toml: redirect "a/": there is no page at "gone/". Correct "to".'
