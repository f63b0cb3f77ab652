from __future__ import annotations

import pytest

from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article

HEAD = "Holm rides away in the fjords\nBy Gwen Pryce\n"
STORY = "Ada Holm won the second stage of the race after a long solo ride into the wind, and her team rode home in the rain."

GERMAN = (
    "Ada Holm hat die zweite Etappe nach einer langen Flucht gegen den Wind gewonnen, und ihre Mannschaft fuhr im Regen "
    "nach Hause. Sie war am Ende müde und froh, sagte sie im Ziel den Reportern aus ihrer Heimat."
)


def publish(text: str, resources: Resources) -> Article:
    outcome = article_from_dump(dump_from_text(text, "a dump of ours"), resources)
    assert isinstance(outcome, Article)
    return outcome


@pytest.mark.parametrize(
    ("date", "story", "day"),
    [
        ("03/04/2024", STORY, "2024-04-03"),
        ("3/4/24", STORY, "2024-04-03"),
        ("04/04/2024", STORY, "2024-04-04"),
        ("03.04.2024", STORY, "2024-04-03"),
        ("23/04/2024", STORY, "2024-04-23"),
        ("04/23/2024", STORY, "2024-04-23"),
        ("03/04/2024 6:20 PM EDT", STORY, "2024-03-04"),
        ("Published 03/04/2024 18:20 BST", STORY, "2024-04-03"),
        ("Published 03/04/2024 Updated 03/14/2024", STORY, "2024-03-04"),
        ("Published 03/04/2024 Updated 14/04/2024", STORY, "2024-04-03"),
        ("03/04/2024 - 19:10", STORY, "2024-04-03"),
        ("03/04/2024 9:10", STORY, "2024-04-03"),
        ("Tue 02/05/2023", STORY, "2023-05-02"),
        ("Sunday 02/05/2023", STORY, "2023-02-05"),
        ("03/04/2024", f"{STORY} She was the favourite.", "2024-04-03"),
        ("03/04/2024", f"{STORY} She was the favorite.", "2024-03-04"),
        ("03/04/2024", f"{STORY} The next race is on 9 March 2024.", "2024-03-04"),
        ("03/04/2024", f"{STORY} The next races are on 9 March 2024 and 6 April 2024.", "2024-04-03"),
        ("03/04/2024", GERMAN, "2024-04-03"),
    ],
)  # fmt: skip
def test_a_date_in_figures_is_read_in_the_order_that_the_dump_tells_and_else_with_the_day_first(
    date: str, story: str, day: str, resources: Resources
) -> None:
    article = publish(f"{HEAD}{date}\n\n{story}", resources)
    assert (article.date and str(article.date)) == day
    assert article.author == "Gwen Pryce"
    assert [p.text for p in article.paragraphs] == [story]


def test_an_open_date_is_told_to_the_editor(resources: Resources) -> None:
    def told(story: str) -> str:
        return "; ".join(publish(f"{HEAD}03/04/2024\n\n{story}", resources).warnings)

    assert "03/04/2024 is read as 2024-04-03; where the month comes first" in told(STORY)
    assert "is read as" not in told(f"{STORY} She was the favorite.")
    assert "is read as" not in told(f"{STORY} She was the favourite.")


@pytest.mark.parametrize(
    ("spelling", "day"), [("favourite", "2024-04-03"), ("favorite", "2024-03-04"), ("darling", "2024-04-03")]
)
@pytest.mark.parametrize("date", ["<p>Published 03/04/2024</p>", "<time>03/04/2024</time>"])
def test_a_page_is_asked_as_well(date: str, spelling: str, day: str, resources: Resources) -> None:
    page = f"<html><body><article><h1>Holm rides away</h1>{date}<p>{STORY}</p><p>{STORY} She was the {spelling}.</p>"
    article = publish(f"{page}</article></body></html>", resources)
    assert (article.date and str(article.date)) == day
