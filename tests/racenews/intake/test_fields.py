from __future__ import annotations

import pytest

from racenews.intake.read import dump_from_text
from racenews.pipeline import clean_dump
from racenews.resources import Resources

FIELDS = "title Holm rides away in the fjords author Gwen Pryce date 2025-08-01"
LEAD = "Ada Holm won in Mende on Friday after a ride of forty kilometres that began on a descent."
WORDS_LIKE_LABELS = [
    "The author Tim Moore rode behind her in a car from 1962.",
    "Two topics were left for the evening, the wind and her mother.",
    "The soigneur hung tags on every wheel before the start.",
    "A plaque with the date 1 August 2025 above it hangs in the town hall.",
    "It was her first title of the year, and her third title in all.",
    "She had won the title before, and knew the road.",
    "The route is shown at this url https://race.example/map and on paper.",
    "Elle évite les sujets qui fâchent, dit-on.",
    "It is a climb of its own category: steep.",
    "They had one topic: the wind.",
    "The riders share one language: Dutch.",
    "She had an id: 104, and a whistle.",
    "The finish was designed by: Thierry Gouvenou.",
]


def cleaned(text: str, resources: Resources) -> tuple[str | None, str | None, str | None, str]:
    header, clean = clean_dump(dump_from_text(text, "case"), resources)
    day = header.published.isoformat() if header.published else None
    return header.title, header.author, day, " ".join(p.text for p in clean.paragraphs)


@pytest.mark.parametrize("told", WORDS_LIKE_LABELS)
@pytest.mark.parametrize(
    "fields",
    [
        FIELDS,
        "title: Holm rides away in the fjords author: Gwen Pryce date: 2025-08-01",
        "title Holm rides away in the fjords\nauthor Gwen Pryce\ndate 2025-08-01",
    ],
)
def test_a_word_of_the_story_is_no_label(fields: str, told: str, resources: Resources) -> None:
    story = f"{LEAD} {told} Inès Roche was second, a minute behind."
    assert cleaned(f"{fields} {story}", resources) == (
        "Holm rides away in the fjords", "Gwen Pryce", "2025-08-01", story,
    )  # fmt: skip


@pytest.mark.parametrize("told", WORDS_LIKE_LABELS)
def test_a_word_of_the_story_is_no_label_where_the_headline_is_missing(told: str, resources: Resources) -> None:
    story = f"{LEAD} {told} Inès Roche was second, a minute behind."
    assert cleaned(f"date 2025-08-01 author Gwen Pryce {story}", resources) == (None, "Gwen Pryce", "2025-08-01", story)
    assert cleaned(f"date 2025-08-01 {story}", resources) == (None, None, "2025-08-01", story)


@pytest.mark.parametrize(
    "fields",
    ["date 2025-08-01 author Gwen Pryce title", "date 2025-08-01 author title topics", "date 2025-08-01 title"],
)
def test_a_last_headline_does_not_take_the_story_along(fields: str, resources: Resources) -> None:
    title, _, day, body = cleaned(f"{fields} {LEAD} Inès Roche was second, a minute behind.", resources)
    assert (title, day) == (None, "2025-08-01")
    assert body == f"{LEAD} Inès Roche was second, a minute behind."


@pytest.mark.parametrize(
    ("author", "name"),
    [("van der Berg", "van der Berg"), ("our staff", "our staff"), ("Letters editor", "Letters editor")],
)
def test_a_byline_that_is_no_plain_name_stays_out_of_the_headline(author: str, name: str, resources: Resources) -> None:
    text = f"title Holm rides away in the fjords author {author} date 2025-08-01 {LEAD} Inès Roche was second."
    assert cleaned(text, resources)[:3] == ("Holm rides away in the fjords", name, "2025-08-01")


def test_a_day_that_the_lead_is_glued_to_is_read(resources: Resources) -> None:
    assert cleaned(f"title Holm rides away author Gwen Pryce date 2025-08-01{LEAD} Inès Roche was second.", resources) == (
        "Holm rides away", "Gwen Pryce", "2025-08-01", f"{LEAD} Inès Roche was second.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "headline",
    [
        "Date set for Bergen start",
        "date set for Bergen start",
        "Url shortener breaks the results page",
        "Author of the attack wins again",
        "Title fight goes to the last day",
        "Topics for the winter break",
        "topics for the winter break",
        "Datum einer langen Reise",
    ],
)
@pytest.mark.parametrize("mark", ["", ":"])
@pytest.mark.parametrize(
    ("order", "between"), [("title author date", "\n"), ("date author title", "\n"), ("title author date", " ")]
)
def test_a_headline_may_begin_with_the_name_of_a_field(
    order: str, between: str, mark: str, headline: str, resources: Resources
) -> None:
    values = {"title": headline, "author": "Gwen Pryce", "date": "2025-08-01"}
    head = between.join(f"{name}{mark} {values[name]}" for name in order.split())
    told = ["Inès Roche was second, a minute behind.", "Nobody has won there twice, and nobody will this year."]
    assert cleaned("\n\n".join([head, LEAD, *told]), resources) == (
        headline, "Gwen Pryce", "2025-08-01", " ".join([LEAD, *told]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "author", "day"),
    [
        ("title date 2025-08-01\nauthor Gwen Pryce", "Gwen Pryce", "2025-08-01"),
        ("title author Gwen Pryce\ndate 2025-08-01", "Gwen Pryce", "2025-08-01"),
        ("title date\nauthor Gwen Pryce", "Gwen Pryce", None),
        ("Title: Date:\nAuthor: Gwen Pryce", "Gwen Pryce", None),
        ("title topics fjords; long rides\nauthor Gwen Pryce", "Gwen Pryce", None),
        ("title topics cycling\nauthor Gwen Pryce", "Gwen Pryce", None),
    ],
)
def test_a_field_behind_a_headline_that_stands_empty_is_read(
    head: str, author: str, day: str | None, resources: Resources
) -> None:
    assert cleaned(f"{head}\n\n{LEAD}\n\nInès Roche was second, a minute behind.", resources) == (
        None, author, day, f"{LEAD} Inès Roche was second, a minute behind.",
    )  # fmt: skip
