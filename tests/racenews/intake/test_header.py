from __future__ import annotations

import pytest

from racenews.intake.header import parse_header
from racenews.intake.read import dump_from_text
from racenews.pipeline import clean_dump
from racenews.resources import Resources

LEAD = "Ada Holm won the second stage of the race on Tuesday after a long solo ride into the wind."
MORE = "Inès Roche was second, a minute behind, and keeps the leader's jersey for another day at least."
TITLE = "Holm rides away in the fjords"


def read(head: str, resources: Resources) -> tuple[str | None, str | None, str | None, list[str]]:
    dump = dump_from_text(head.replace("LEAD", LEAD) + f"\n\n{MORE}\n", "case")
    header, clean = clean_dump(dump, resources)
    date = header.published.isoformat() if header.published else None
    return header.title, header.author, date, [p.text for p in clean.paragraphs]


@pytest.mark.parametrize(
    ("head", "title", "author", "date"),
    [
        (" date 2023-05-02 LEAD", None, None, "2023-05-02"),
        (" date 2023-05-02 \n\n\nLEAD", None, None, "2023-05-02"),
        (f"title {TITLE} author date 2023-05-02\nLEAD", TITLE, None, "2023-05-02"),
        (f"title {TITLE} author Gwen Pryce date 2023-05-02 topics a; b\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"title {TITLE} author Newsroom desk date 2023-05-02\nLEAD", TITLE, "Newsroom desk", "2023-05-02"),
        (f"title {TITLE}\nauthor the sports desk\ndate 2023-05-02\nLEAD", TITLE, "the sports desk", "2023-05-02"),
        (f"date 2023-05-02 title {TITLE} author La rédaction topics a; b\nLEAD", TITLE, "La rédaction", "2023-05-02"),
        (f"title {TITLE} author Staff writer date 2023-05-02\nLEAD", TITLE, "Staff writer", "2023-05-02"),
        (f"title {TITLE} author Race desk and Gwen Pryce date 2023-05-02\nLEAD", TITLE, "Race desk and Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\nBy Newsroom desk\n2 May 2023\n\nLEAD", TITLE, "Newsroom desk", "2023-05-02"),
        ("title Holm thanks author and editors date 2023-05-02\nLEAD", "Holm thanks author and editors", None, "2023-05-02"),
        (f" date 2023-05-02 title {TITLE} Sign up to our newsletter! Your email address Subscribe\n\nLEAD", TITLE, None, "2023-05-02"),
        (f"title: {TITLE}\n\nauthor: Gwen Pryce\n\ndate: 22/05/2023\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-22"),
        (f"{TITLE}\n\nAUTHOR: Gwen Pryce DATE: 2 May 2023\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"headline: {TITLE}\nwriter: Gwen Pryce\ndate: 2.5.2023\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\n\nBy Gwen Pryce\n\npublished 2 May 2023\n\n(Image credit: Fjord Pictures)\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\nRace Desk | 2 May 2023\nLEAD", TITLE, "Race Desk", "2023-05-02"),
        (f"{TITLE}\n\nby Gwen Pryce · May 2, 2023 · 4 min read\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\n\nGwen Pryce\n\nTuesday, May 2, 2023\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\n\nGWEN PRYCE | @gwenpryce_x | 2 May 2023 17:52\n\nLEAD", TITLE, "GWEN PRYCE", "2023-05-02"),
        (f"{TITLE}\n\nGwen Pryce in Bergen\n\nTue 2 May 2023 18.20 BST\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\n\nGwen Pryce reports from Bergen 22/5/23\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-22"),
        (f"{TITLE}\n\nGwen Pryce. Bergen Velodrome. 02-05-23\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\n\n2 May 2023. Gwen Pryce\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\n\nBERGEN, 2 May 2023\n\nLEAD", TITLE, None, "2023-05-02"),
        (f"{TITLE}\n\nPosted by Gwen Pryce on May 2, 2023 in Guides\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\n\nFirst published in our May 2023 issue (2 May 2023). Words: Gwen Pryce\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        (f"{TITLE}\n\nBy Gwen Pryce\nPublished 3 days ago\n\nLEAD", TITLE, "Gwen Pryce", None),
        (f"{TITLE}\n\nUpdated 4 May 2023\nPublished 2 May 2023\n\nLEAD", TITLE, None, "2023-05-02"),
        (f"News\n{TITLE}\nBy Gwen Pryce\n2 May 2023\n\nLEAD", TITLE, "Gwen Pryce", "2023-05-02"),
        ("By Gwen Pryce published 2 May 2023 Advertisement\n\n\nLEAD", None, "Gwen Pryce", "2023-05-02"),
        ("By Gwen Pryce published 2 May 2023 LEAD", None, "Gwen Pryce", "2023-05-02"),
        ("LEAD", None, None, None),
    ],
)  # fmt: skip
def test_heads_of_every_make(
    head: str, title: str | None, author: str | None, date: str | None, resources: Resources
) -> None:
    assert read(head, resources) == (title, author, date, [LEAD, MORE])


def test_a_rider_alone_on_a_line_is_no_byline(resources: Resources) -> None:
    assert read(f"{TITLE}\n\nDemi Vollering\n\nLEAD", resources)[1] is None


def test_fields_may_carry_topics_and_an_address(resources: Resources) -> None:
    dump = dump_from_text(f"title {TITLE} topics Fjords; Long rides url https://example.test/x.\n{LEAD}", "case")
    header, clean = clean_dump(dump, resources)
    assert header.topics == ("Fjords", "Long rides")
    assert header.url == "https://example.test/x"
    assert [p.text for p in clean.paragraphs] == [LEAD]


@pytest.mark.parametrize("colon", [":", ""])
def test_topics_may_stand_on_a_line_of_their_own(colon: str, resources: Resources) -> None:
    fields = f"title{colon} {TITLE}\ndate{colon} 2023-05-02\ntopics{colon} Fjords; Long rides\n"
    header, clean = clean_dump(dump_from_text(f"{fields}\n{LEAD}\n\n{MORE}", "case"), resources)
    assert header.topics == ("Fjords", "Long rides")
    assert [p.text for p in clean.paragraphs] == [LEAD, MORE]


def test_a_sentence_that_begins_with_a_field_name_is_story(resources: Resources) -> None:
    lead = "Date palms lined the road to the finish, and the wind came through them from the side all afternoon."
    assert read(lead, resources) == (None, None, None, [lead, MORE])


def test_a_headline_of_three_hundred_characters_is_kept_whole(resources: Resources) -> None:
    long_title = ("Holm " + "rides and rides " * 20)[:300].strip()
    assert read(f"title {long_title} date 2023-05-02\nLEAD", resources)[0] == long_title


def test_text_above_the_headline_stays_where_it_could_be_story(resources: Resources) -> None:
    text = "He had waited all day for this, he said. And then the wind came round <br>"
    assert read(f"{text}\n\n{TITLE}\n\nBy Gwen Pryce\n2 May 2023\n\nLEAD", resources)[3] == [text, LEAD, MORE]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Holm rides away in the rain\n\n{LEAD}\n\n{MORE}", None),  # what cleaning leaves looks the same
        (f"Holm rides away in the rain\n\n{LEAD}", None),
        (f"Holm rides away in the rain\n{LEAD}\n\n{MORE}", "Holm rides away in the rain"),
        (f"Holm rides away in the rain\n\n\n{LEAD}\n\n{MORE}", "Holm rides away in the rain"),
        (f"Holm rides away in the rain\n{LEAD}\n{MORE}", "Holm rides away in the rain"),
        (f"Holm rides away in the rain\n\n\n\n{LEAD}\n\n\n\n{MORE}", "Holm rides away in the rain"),
        (f"Holm rides away in the rain\n\nBy Gwen Pryce\n\n{LEAD}\n\n{MORE}", "Holm rides away in the rain"),
        (f"Holm rides away in the rain\n\nGwen Pryce\n\n{LEAD}\n\n{MORE}", "Holm rides away in the rain"),
        (f"Holm rides away in the rain\n\n3 May 2023\n\n{LEAD}\n\n{MORE}", "Holm rides away in the rain"),
        (f"date 2023-05-03\n\nHolm rides away in the rain\n\n{LEAD}\n\n{MORE}", "Holm rides away in the rain"),
    ],
)
def test_a_line_is_a_headline_where_something_else_says_that_this_is_a_head(text: str, title: str | None) -> None:
    assert parse_header(dump_from_text(text, "x")).title == title


def test_a_first_line_that_reads_like_a_headline_is_kept_in_hand(resources: Resources) -> None:
    def opening(text: str) -> str | None:
        return parse_header(dump_from_text(f"{text}\n\n{LEAD}\n\n{MORE}", "x")).opening

    assert opening(TITLE) == TITLE
    for no in (
        "Race report",
        "Play Mute 0:00 / 1:31 Loaded: 0% Fullscreen @x",
        "she left the farm at four in the dark",
        LEAD,
    ):
        assert opening(no) is None, no


@pytest.mark.parametrize("kicker", ["", "Cycling\n\n"])
def test_headline_that_opens_a_dump_stands_above_a_short_standfirst(kicker: str, resources: Resources) -> None:
    standfirst = "Norwegian leaves her rivals on the last climb"
    text = f"{kicker}{TITLE}\n\n{standfirst}\n\nBy Gwen Pryce\n\nLEAD"
    title, author, _, body = read(text, resources)
    assert (title, author, body) == (TITLE, "Gwen Pryce", [standfirst, LEAD, MORE])


@pytest.mark.parametrize("kicker", ["", "CYCLING\n\n"])
@pytest.mark.parametrize(
    "headline", ["Holm storms Bergen", "Holm wins again", "Holm gewinnt Bergen", "Holm wins in Bergen"]
)
def test_headline_of_three_words_stands_above_a_longer_standfirst(
    headline: str, kicker: str, resources: Resources
) -> None:
    standfirst = "Norwegian rider leaves two rivals behind on the last climb of the day"
    title, author, _, body = read(f"{kicker}{headline}\n\n{standfirst}\n\nBy Gwen Pryce\n\nLEAD", resources)
    assert (title, author, body) == (headline, "Gwen Pryce", [standfirst, LEAD, MORE])


@pytest.mark.parametrize(
    "kicker",
    ["Transfer rumours", "Team orders podcast", "The cobbles chat", "Tour of Flanders", "Women's road race", "Race reports",
     "Ronde van Vlaanderen", "Holm's fjord diaries", "For immediate release"],
)  # fmt: skip
def test_kicker_of_three_words_is_no_headline(kicker: str, resources: Resources) -> None:
    headline = "Norwegian rider leaves two rivals behind on the last climb of the day"
    assert read(f"{kicker}\n\n{headline}\n\nBy Gwen Pryce\n\nLEAD", resources)[0] == headline


MENU = (
    "Home News Latest Transfers Women Men Races Calendar Results Tech Bikes Wheels Clothing Reviews Forum Newsletter Shop "
    "About Contact Advertise Search Subscribe"
).replace(" ", "\n")


def test_a_menu_of_many_lines_hides_no_head(resources: Resources) -> None:
    standfirst = "The Norwegian rider beats two rivals in a close and very wet finish in the town of her birth"
    text = f"{MENU}\n{TITLE}\n{standfirst}\nBy Gwen Pryce\n2 May 2023\nLEAD"
    assert read(text, resources) == (TITLE, "Gwen Pryce", "2023-05-02", [standfirst, LEAD, MORE])


def test_short_answers_above_a_byline_stay(resources: Resources) -> None:
    talk = [f"Q: Was it hard on day {day}?\n\nA: Yes, very." for day in range(1, 12)]
    text = "\n\n".join(talk)
    body = read(f"LEAD\n\n{text}\n\nBy Gwen Pryce\n\n2 May 2023", resources)[3]
    assert all("A: Yes, very." in body and f"Q: Was it hard on day {day}?" in body for day in range(1, 12))


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}\nBy\nGwen Pryce\nPublished\n2 May 2023\n",
        f"{TITLE}\nWritten by\nGwen Pryce\n|\n2 May 2023\n|\n3 min read\n",
        f"{TITLE}\nDoor\nGwen Pryce\nGeplaatst op\n2 mei 2023\n",
        f"# {TITLE}\n\n*By Gwen Pryce*, 2 May 2023\n\n",
        f"# {TITLE}\n\nBy [Gwen Pryce](/authors/gwen) | 2 May 2023\n\n",
        f"**Title:** {TITLE}\n**Author:** Gwen Pryce\n**Date:** 2 May 2023\n\n",
        f'---\ntitle: "{TITLE}"\nauthor: Gwen Pryce\ndate: 2023-05-02T10:00:00Z\ntags:\n  - Fjords\n  - Long rides\n---\n\n',
        f"Title\t{TITLE}\nAuthor\tGwen Pryce\nDate\t2 May 2023\n\n",
        f"Title: {TITLE}\nSection: Road\nAuthor: Gwen Pryce\nDate: 2 May 2023\nLanguage: en\nBody: ",
    ],
)
def test_heads_as_programs_write_them(head: str, resources: Resources) -> None:
    assert read(f"{head}LEAD", resources) == (TITLE, "Gwen Pryce", "2023-05-02", [LEAD, MORE])


def test_cleaning_what_was_cleaned_takes_no_line_for_a_headline(resources: Resources) -> None:
    standfirst = "She left the farm at four and finished on the podium"
    title, _, _, body = read(f"{TITLE}\n\nBy Gwen Pryce\n\n{standfirst}\n\nLEAD", resources)
    assert (title, body) == (TITLE, [standfirst, LEAD, MORE])
    assert read(f"{standfirst}\n\nLEAD", resources) == (None, None, None, body)


def test_three_authors_are_one_byline(resources: Resources) -> None:
    three = "Hollie Marsh, Gwen Pryce and Carlo Benassi"
    for head in (
        f"title: {TITLE}\nauthor: {three}\ndate: 2023-05-02\n\nLEAD",
        f"title {TITLE} author {three} date 2023-05-02\nLEAD",
        f"{TITLE}\n\nBy {three}\n\n2 May 2023\n\nLEAD",
    ):
        assert read(head, resources) == (TITLE, three, "2023-05-02", [LEAD, MORE])
