"""Articles become the records of a newspaper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.a_small_paper import RACE, RIDER, RIVAL, SUBJECT, TEAM, build_small_site, small_paper, story
from tests.steps import steps

from racenews.types import Mention, Topic


def titles(cards):
    return [card.title for card in cards]


def view_of(site, title):
    return next(s for s in site.stories if s.card.title == title)


def test_newest_story_stands_first_and_undated_ones_last():
    site = build_small_site([story("Old", "2020-01-01"), story("Nobody knows", None), story("New", "2024-01-01")])
    assert titles(s.card for s in site.stories) == ["New", "Old", "Nobody knows"]
    assert titles(site.undated) == ["Nobody knows"]


def test_a_result_list_does_not_lead():
    site = build_small_site()
    assert site.stories[0].card.title == "Tour of the Fens 2026: full results"
    assert site.front.lead.title == "Berg wins the opener in Ely"
    assert site.front.seconds[0].title == "Tour of the Fens 2026: full results"


def test_a_paper_of_result_lists_still_has_a_lead():
    site = build_small_site(
        [story("Fens: full results", kinds="rrr"), story("Ely: full results", "2026-05-02", kinds="rrr")]
    )
    assert site.front.lead.title == "Ely: full results"


def test_an_empty_paper_is_a_paper():
    site = build_small_site([])
    assert not site.stories and site.front.lead is None and site.years == ()
    assert [index.kind for index in site.indexes] == ["rider", "team", "race"]


def test_a_story_without_a_byline_is_filed_under_the_desk():
    site = build_small_site()
    view = view_of(site, "Van Dijk signs for Northern Wheel")
    assert view.card.author.name == "Race Desk"
    desk = site.authors[-1]
    assert desk.desk and desk.link.path == "authors/race-desk/"
    assert set(titles(desk.cards)) == {"Van Dijk signs for Northern Wheel", "The old bridge at Ely"}


def test_a_joint_story_stands_on_the_page_of_each_who_has_one():
    site = build_small_site(
        [
            story("A", author="Ann Bell"),
            story("B", author="Ann Bell and Tom Roe"),
            story("C", author="Jan Bos, Ann Bell and Lea Mohr"),
            story("D", author="Tom Roe"),
            story("E", author="Bell and Sons"),
        ]
    )
    listed = {a.link.name: {card.title for card in a.cards} for a in site.authors}
    assert listed["Ann Bell"] == {"A", "B", "C"}
    assert listed["Tom Roe"] == {"B", "D"}
    assert listed["Ann Bell and Tom Roe"] == {"B"}
    assert "Jan Bos" not in listed
    assert {a.link.name: a.link.count for a in site.authors}["Ann Bell"] == 3


def test_spellings_with_one_slug_share_an_author_page():
    site = build_small_site(
        [story("A", author="José Ruiz"), story("B", author="Jose Ruiz"), story("C", author="José Ruiz")]
    )
    assert [(a.link.name, a.link.count) for a in site.authors] == [("José Ruiz", 3)]


def test_equal_titles_get_different_page_titles():
    articles = [story("A quiet week", f"2026-05-0{n}") for n in (1, 2)] + [
        story("A quiet week", "2026-05-02", source="x")
    ]
    heads = [s.head.title for s in build_small_site(articles).stories]
    assert len({h.casefold() for h in heads}) == 3
    assert "A quiet week" in heads and "A quiet week, 2 May 2026" in heads


def test_earlier_and_later_follow_the_dates():
    site = build_small_site([story("One", "2026-01-01"), story("Two", "2026-01-02"), story("Three", "2026-01-03")])
    two = view_of(site, "Two")
    assert (two.earlier.title, two.later.title) == ("One", "Three")
    assert view_of(site, "Three").later is None and view_of(site, "One").earlier is None


def test_related_stories_share_topics_the_rarer_the_better():
    articles = [story(f"Fens {n}", f"2026-03-{n:02}", topics=(RACE,)) for n in range(1, 20)]
    articles += [
        story("Gravel A", "2026-03-10", topics=(RACE, SUBJECT)),
        story("Gravel B", "2020-01-01", topics=(SUBJECT,)),
    ]
    related = view_of(build_small_site(articles), "Gravel A").related
    assert related[0].title == "Gravel B"
    assert len(related) == 3 and "Gravel A" not in titles(related)


def test_a_story_without_topics_has_no_rail_and_no_relatives():
    view = view_of(build_small_site(), "A quiet week")
    assert view.rail == () and view.related == () and view.card.kicker is None


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("2024-06-02", ""),
        ("2024-06-01", "This story is two years old."),
        ("2019-05-31", "This story is seven years old."),
        ("2011-01-01", "This story is 15 years old."),
        (None, ""),
    ],
)
def test_a_story_is_aged_from_its_second_birthday(day, age):
    assert build_small_site([story("A", day)]).stories[0].age == age


def test_without_a_day_of_the_edition_nothing_is_aged():
    assert build_small_site([story("A", "1999-01-01")], today=None).stories[0].age == ""


def test_a_note_says_what_was_left_out_and_what_was_made():
    article = replace(view_article("Van Dijk signs for Northern Wheel"), title_source="derived", date=None)
    assert build_small_site([article]).stories[0].made == (
        "One passage of the text that came in, 100 characters in all, was left out by one named rule.",
        "It came without a headline; ours is made from its first sentences.",
        "It came without a byline and is filed under Race Desk.",
        "It came without a date.",
        "No sentence was rewritten.",
    )


def test_a_hand_written_story_has_no_such_note():
    assert build_small_site([story("By hand", body_html="<p>Text.</p>")]).stories[0].made == ()


def view_article(title):
    return next(a for a in small_paper() if a.title == title)


def test_a_derived_summary_is_no_standfirst_and_a_written_one_is():
    derived, written, repeated = (
        story("A"),
        replace(story("B"), summary_source="desk"),
        replace(story("C"), summary_source="dump", summary="Paragraph 1 of the story."),
    )
    site = build_small_site([derived, written, repeated])
    assert view_of(site, "A").standfirst == ""
    assert view_of(site, "B").standfirst.startswith("Anna Berg won")
    assert view_of(site, "C").standfirst == ""


def test_a_transfer_carries_the_team_above_its_headline_by_its_name_of_that_day():
    kicker = view_of(build_small_site(), "Van Dijk signs for Northern Wheel").card.kicker
    assert (kicker.name, kicker.path) == ("Northern Wheel–Koll", "teams/northern-wheel/")
    assert len(kicker.swatch.colours) == 2


def test_the_race_named_in_the_headline_stands_above_it():
    other = replace(RACE, id="milan-san-remo", name="Milan-San Remo", shown="Milan-San Remo", mentions=9)
    site = build_small_site([story("Before the Tour of the Fens", topics=(other, RACE))])
    assert site.stories[0].card.kicker.name == "Tour of the Fens"


def test_a_race_named_once_near_the_end_does_not_stand_above_the_headline():
    article = story("Berg breaks a wrist", topics=(RIDER, RACE), kinds="pppppp")
    late = Mention("race", RACE.id, RACE.name, 5, 0, 16, "full-name")
    article = replace(article, mentions=(late,))
    assert build_small_site([article]).stories[0].card.kicker.name == RIDER.shown


@pytest.mark.parametrize(
    ("text", "kicker"),
    [
        ("Anna Berg, who won the Tour of the Fens in 2019, has signed.", RIDER.shown),
        ("Anna Berg won the Tour of the Fens last year. She has signed.", RIDER.shown),
        ("Anna Berg, the Tour of the Fens champion, has signed.", RIDER.shown),
        ("Anna Berg is the first Dane to win the Tour of the Fens since 1989.", RACE.shown),
        ("Anna Berg leads the Tour of the Fens by a minute.", RACE.shown),
        ("She came in 2019. Anna Berg leads the Tour of the Fens.", RACE.shown),
    ],
)
def test_a_race_named_once_in_a_look_back_neither_stands_above_the_headline_nor_draws_the_plate(text, kicker):
    article = story("Berg and the winter", topics=(RIDER, RACE), kinds="pppppp")
    start = text.index("Tour of the Fens")
    early = Mention("race", RACE.id, RACE.name, 1, start, start + 16, "full-name")
    paragraphs = (article.paragraphs[0], replace(article.paragraphs[1], text=text), *article.paragraphs[2:])
    article = replace(article, mentions=(early,), paragraphs=paragraphs)
    assert build_small_site([article]).stories[0].card.kicker.name == kicker


def test_a_topic_page_knows_facts_company_and_seasons():
    site = build_small_site()
    berg = site.topic("rider", "anna-berg")
    assert [(f.term, f.value) for f in berg.facts[:2]] == [("Nation", "Norway"), ("Born", "1999")]
    assert berg.facts[-1].note == "since 6 August 2023"
    assert berg.rankings[0].links[0].name == "Zoë van Dijk"
    assert len(berg.timeline.marks) == len([c for c in berg.cards if c.date]) and not berg.timeline.bars
    assert site.topic("team", "northern-wheel").names == (
        ("since 2024", "Northern Wheel"),
        ("2019–2023", "Northern Wheel–Koll"),
    )


def test_a_topic_with_hundreds_of_stories_gets_a_bar_a_month():
    start = dt.date(2024, 1, 1)
    many = [story(f"Story {n}", str(start + dt.timedelta(days=n))) for n in range(300)]
    line = build_small_site(many).topic("rider", "anna-berg").timeline
    assert line.bars.count("M") == line.bars.count("V112") == 10 and not line.marks
    assert [(row.name, row.path, row.count) for row in line.rows] == [("2024", "2024/", 300)]


def test_a_topic_of_one_story_has_no_timeline():
    assert build_small_site([story("A")]).topic("rider", "anna-berg").timeline is None


def test_an_unknown_topic_still_has_its_page():
    gravel = build_small_site().topic("topic", "gravel")
    assert gravel.link.path == "topics/gravel/" and gravel.plate == ""
    assert [f.term for f in gravel.facts] == ["Stories"]


def test_riders_are_filed_by_surname():
    index = build_small_site().indexes[0]
    filed = {letter.letter: [(e.lead, e.rest) for e in letter.entries] for letter in index.letters if letter.entries}
    assert filed == {"B": [("Berg", "Anna")], "V": [("van Dijk", "Zoë")]}


def two_thousand() -> list[Topic]:
    letters = [chr(ord("A") + n % 26) for n in range(2000)]
    return [Topic("rider", f"r-{n}", f"Jo {a}rand{n:04}", f"Jo {a}rand{n:04}", 1) for n, a in enumerate(letters)]


def test_two_thousand_names_are_filed_once_with_letters_and_counts():
    topics = two_thousand()
    stories = [
        story(f"Day {n}", f"2025-{1 + n % 12:02}-{1 + n % 28:02}", topics=topics[n : n + 25])
        for n in range(0, 2000, 25)
    ]
    index = build_small_site([*stories, story("Once more", topics=topics[:5])]).indexes[0]
    filed = [e for letter in index.letters for e in letter.entries]
    assert (index.count, len(filed), len({e.link.path for e in filed})) == (2000, 2000, 2000)
    assert [letter.anchor for letter in index.letters] == [f"letter-{chr(ord('a') + n)}" for n in range(26)]
    assert all(e.lead.startswith(letter.letter) for letter in index.letters for e in letter.entries)
    assert sum(e.link.count for e in filed) == 2005
    assert [link.count for link in index.top.links] == [2] * 5


def test_names_that_one_story_names_are_not_most_in_the_news():
    assert build_small_site([story("Day", topics=two_thousand()[:40])]).indexes[0].top is None


def test_mentions_lead_to_pages_below_the_base():
    site = build_small_site(base="/repo")
    mention = type("M", (), {"kind": "rider", "id": "anna-berg"})
    assert site.mention_url(mention) == "/repo/riders/anna-berg/"
    mention.id = "nobody"
    assert site.mention_url(mention) is None


def test_months_know_their_neighbours_and_their_days():
    site = build_small_site()
    june = next(m for y in site.years for m in y.months if m.name == "June 2025")
    assert (june.earlier.path, june.later.path) == ("2024/02/", "2025/11/")
    assert [day.day for day in june.days] == list(range(15, 0, -1))
    assert june.heat == 6 and sum(cell.count for week in june.weeks for cell in week) == 15


def test_the_order_of_the_dumps_does_not_matter():
    articles = small_paper()
    urls = {a.source: f"x/{i}/" for i, a in enumerate(articles)}
    from tests.a_small_paper import SmallGazetteer

    from racenews.publish.brief import brief_of
    from racenews.publish.view_records import House
    from racenews.publish.views import build_site

    briefs = [brief_of(article) for article in articles]
    forth = build_site(briefs, urls, SmallGazetteer(), House())
    back = build_site(briefs[::-1], urls, SmallGazetteer(), House())
    assert list(forth.stories) == list(back.stories)
    assert forth.announced == back.announced
    forth, back = (replace(site, stories=(), topics_of=len) for site in (forth, back))
    assert forth == back


def test_a_story_is_the_same_as_often_as_it_is_asked_for():
    site = build_small_site(small_paper())
    assert list(site.stories) == list(site.stories) == [site.stories[place] for place in range(len(site.stories))]
    assert site.stories[:2] == [site.stories[0], site.stories[1]] and site.stories[-1] == list(site.stories)[-1]
    assert [story.card for story in site.stories] == [story.card for story in site.announced]
    assert [site.topics_of(place) for place in range(len(site.stories))] == [s.topics for s in site.stories]


def test_five_times_the_stories_cost_about_five_times_the_steps():
    def cost(count):
        articles = [
            story(f"Story {n}", f"20{10 + n % 16}-0{1 + n % 9}-11", topics=(RIDER, RIVAL, RACE, TEAM), source=str(n))
            for n in range(count)
        ]
        return steps(lambda: build_small_site(articles))

    cost(20)  # what is loaded once
    assert cost(1000) < 5.5 * cost(200)  # one empty loop of stories over stories already makes it seven


def test_a_story_that_claims_to_come_from_this_paper_names_no_first_place():
    site = build_small_site([story("Ours", source_url="https://paper.example/2024/01/01/no-such-story/")])
    assert site.stories[0].source_domain == ""
