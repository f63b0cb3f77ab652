"""Bylines below the story."""

from __future__ import annotations

import pytest

from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article

TITLE = "Holm sprints to victory in Bergen"
STORY = """Ada Holm won the second stage of the race on Tuesday after a long sprint in the rain, and she leads it now.

The third stage brings the riders over two climbs to the sea, and the wind may split the bunch once more."""


def publish(head: str, foot: str, resources: Resources) -> Article:
    article = article_from_dump(dump_from_text(f"{TITLE}\n{head}\n\n{STORY}\n\n{foot}\n", "story.txt"), resources)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    ("foot", "author"),
    [
        ("First published 6 Feb 2025. Words by Dee Okonjo.", "Dee Okonjo"),
        ("By Ann Bell", "Ann Bell"),
        ("Mitch Dale", "Mitch Dale"),
        ("Reporting by Ann Bell; editing by Tom Roe", "Ann Bell"),
        ("Von Uli Brandt und dpa", "Uli Brandt"),
        ("Texto: Ana Lima", "Ana Lima"),
        ("Words by Ann Bell\n\nSign up to our newsletter and never miss a story!", "Ann Bell"),
    ],
)
def test_the_byline_at_the_foot_signs_a_story_without_one(foot: str, author: str, resources: Resources) -> None:
    article = publish("5 September 2023", foot, resources)
    assert (article.author, str(article.date)) == (author, "2023-09-05")
    assert [p.text for p in article.paragraphs] == STORY.split("\n\n")


def test_a_date_beside_the_byline_dates_a_story_without_one(resources: Resources) -> None:
    article = publish("By Dee Okonjo", "First published 6 Feb 2025. Words by Dee Okonjo.", resources)
    assert (article.author, str(article.date)) == ("Dee Okonjo", "2025-02-06")
    assert [p.text for p in article.paragraphs] == STORY.split("\n\n")


@pytest.mark.parametrize("foot", ["By Tom Roe", "Tom Roe"])
def test_the_byline_at_the_head_counts_first(foot: str, resources: Resources) -> None:
    assert publish("By Ann Bell\n5 September 2023", foot, resources).author == "Ann Bell"


@pytest.mark.parametrize(
    "foot",
    ["Marianne Vos", "Photo: Ann Bell", "She will be back with Ann Bell.", "Bergen, 5 September 2023", "1. Ada Holm"],
)
def test_other_feet_are_no_byline(foot: str, resources: Resources) -> None:
    assert publish("5 September 2023", foot, resources).author is None


@pytest.mark.parametrize(
    ("head", "author", "date"),
    [
        ("© Copyright 2023 Fjordblad. 8 Feb 2023 12:00", None, "2023-02-08"),
        ("Reporting by Ann Bell; editing by Tom Roe", "Ann Bell", None),
    ],
)
def test_what_a_rule_cuts_at_the_head_is_read_first(
    head: str, author: str | None, date: str | None, resources: Resources
) -> None:
    article = publish(head, "", resources)
    assert (article.author, article.date and str(article.date)) == (author, date)
    assert [p.text for p in article.paragraphs] == STORY.split("\n\n")


def test_the_day_beside_a_pictures_credit_is_not_the_storys(resources: Resources) -> None:
    assert publish("© Getty Images | 8 Feb 2023", "", resources).date is None
