import datetime as dt
import json
from typing import Any
from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as st

from racenews.enrich.gazetteer import Gazetteer
from racenews.publish.brief import brief_of
from racenews.publish.jsonld import as_script_text, page_jsonld, story_jsonld
from racenews.publish.view_records import Head
from racenews.publish.views import House, build_site
from racenews.types import Article, Entry, Paragraph, Topic

HOUSE = House(siteurl="https://example.org/news", base="/news")
VOS = Topic("rider", "marianne-vos", "Marianne Vos", "Marianne Vos", 1)


def described(
    title: str = "Vos wins", author: str | None = "Hollie Marsh", date: dt.date | None = dt.date(2024, 7, 3)
) -> Any:
    story = Article("a.txt", title, "dump", author, date, "She won.", "dump", (Paragraph("She won it."),), (VOS,))
    gazetteer = Gazetteer([Entry("rider", "marianne-vos", "Marianne Vos", "w")])
    site = build_site([brief_of(story)], {"a.txt": "2024/07/03/vos-wins/"}, gazetteer, HOUSE)
    return json.loads(story_jsonld(story, site.story("a.txt"), HOUSE))


def test_story_is_a_news_article_with_its_place() -> None:
    record = described()
    assert record["@context"] == "https://schema.org"
    article, crumbs = record["@graph"]
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "Vos wins"
    assert "url" not in article  # the page says it in its head: as canonical, and where it is shared
    assert article["datePublished"] == "2024-07-03"
    assert article["author"] == {
        "@type": "Person",
        "name": "Hollie Marsh",
        "url": "https://example.org/news/authors/hollie-marsh/",
    }
    assert article["image"] == "https://example.org/news/2024/07/03/vos-wins/card.png"
    assert [(item["name"], item["item"]) for item in crumbs["itemListElement"]] == [
        ("2024", "https://example.org/news/2024/"),
        ("July 2024", "https://example.org/news/2024/07/"),
    ]


def test_topics_of_a_story_are_what_their_pages_say_they_are() -> None:
    """The same type under the same `@id` as on the page of the topic, taken from where the story stands."""
    (about,) = described()["@graph"][0]["about"]
    assert about == {"@type": "Person", "@id": "/news/riders/marianne-vos/#rider", "name": "Marianne Vos"}
    person, _ = topic_page(Entry("rider", "marianne-vos", "Marianne Vos", "F", {"nation": "NED"}))
    whole = urljoin("https://example.org/news/2024/07/03/vos-wins/", about["@id"])
    assert (person["@type"], person["@id"]) == (about["@type"], whole)


def test_desk_is_an_organisation_and_no_person() -> None:
    author = described(author=None)["@graph"][0]["author"]
    assert (author["@type"], author["name"]) == ("Organization", "Race Desk")


def test_a_desk_that_signs_is_no_person_either() -> None:
    for name in ("Newsroom desk", "Sports Desk", "La rédaction", "Sportredaktion", "The Editors"):
        author = described(author=name)["@graph"][0]["author"]
        assert (author["@type"], author["name"]) == ("Organization", name)
    assert described(author="Karel Bureau")["@graph"][0]["author"]["@type"] == "Person"


def test_undated_story_claims_no_date() -> None:
    story, crumbs = described(date=None)["@graph"]
    assert "datePublished" not in story
    assert [item["name"] for item in crumbs["itemListElement"]] == ["Flamme Rouge", "Stories without a date"]


def test_long_headline_is_shortened_at_a_word() -> None:
    headline = described(title="Stage result " * 30)["@graph"][0]["headline"]
    assert len(headline) <= 110
    assert headline.endswith(("Stage…", "result…"))


def test_front_page_is_the_site_itself() -> None:
    record = json.loads(page_jsonld(Head("Latest", "", ""), HOUSE))
    assert record["@graph"][0]["@type"] == "WebSite"
    assert record["@graph"][0]["url"] == "https://example.org/news/"


def test_page_of_a_rider_stands_below_the_riders() -> None:
    head = Head("Marianne Vos", "", "riders/marianne-vos/", section="riders")
    (crumbs,) = json.loads(page_jsonld(head, HOUSE))["@graph"]
    assert [item["name"] for item in crumbs["itemListElement"]] == ["Riders", "Marianne Vos"]


@given(st.text())
def test_no_text_can_end_the_script(text: str) -> None:
    script = as_script_text({"headline": text})
    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script)["headline"] == text


def topic_page(entry: Entry) -> Any:
    """Return the JSON-LD graph of a topic's page."""
    topic = Topic(entry.kind, entry.id, entry.name, entry.name, 1)
    story = Article("a.txt", "A day", "dump", None, dt.date(2024, 7, 3), "", "dump", (Paragraph("Rain."),), (topic,))
    site = build_site([brief_of(story)], {"a.txt": "2024/07/03/a-day/"}, Gazetteer([entry]), HOUSE)
    view = site.topic(entry.kind, entry.id)
    assert view is not None
    return json.loads(page_jsonld(view.head, HOUSE, view))["@graph"]


def test_a_rider_is_a_person_with_what_the_row_says() -> None:
    facts = {"nation": "NED", "birth_year": "1987", "pcs_slug": "marianne-vos", "wikidata": "Q12"}
    person, crumbs = topic_page(Entry("rider", "marianne-vos", "Marianne Vos", "F", facts))
    assert person.pop("image").endswith("/riders/marianne-vos/plate.svg")
    assert person == {
        "@type": "Person",
        "@id": "https://example.org/news/riders/marianne-vos/#rider",
        "name": "Marianne Vos",
        "gender": "Female",
        "nationality": {"@type": "Country", "name": "Netherlands"},
        "birthDate": "1987",
        "sameAs": ["https://www.wikidata.org/wiki/Q12", "https://www.procyclingstats.com/rider/marianne-vos"],
        "url": "https://example.org/news/riders/marianne-vos/",
        "mainEntityOfPage": "https://example.org/news/riders/marianne-vos/",
    }
    assert next(c["name"] for c in crumbs["itemListElement"]) == "Riders"


def test_nothing_is_said_that_the_row_leaves_open() -> None:
    person, _ = topic_page(Entry("rider", "jo-holm", "Jo Holm", "X", {"nation": "", "birth_year": ""}))
    assert not {"gender", "nationality", "birthDate", "sameAs", "alternateName"} & set(person)


def test_a_team_is_a_sports_team_with_its_other_names() -> None:
    facts = {"names_by_year": "2010-2012=Old Pier;2013-=Pier Blue", "nation": "BEL"}
    team, _ = topic_page(Entry("team", "pier", "Pier Blue", "M", facts))
    assert (team["@type"], team["alternateName"], team["sport"]) == ("SportsTeam", ["Old Pier"], "Cycling")
    assert "gender" not in team


def test_a_race_is_a_sports_event_in_its_country() -> None:
    race, _ = topic_page(Entry("race", "fen-classic", "Fen Classic", "F", {"country": "GBR", "month": "4"}))
    assert (race["@type"], race["location"]["name"]) == ("SportsEvent", "Great Britain")


def test_a_subject_is_a_page_alone() -> None:
    (crumbs,) = topic_page(Entry("topic", "mud", "Mud"))
    assert crumbs["@type"] == "BreadcrumbList"
