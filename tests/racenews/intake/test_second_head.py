"""Two stories in one dump are told of; a live blog, an interview or a card of another story are not two stories."""

from __future__ import annotations

import pytest

from racenews.intake.read import dump_from_text
from racenews.intake.second_head import find_second_head
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article

FIRST = "Ada Holm won the second stage of the race on Tuesday after a long ride alone in the rain."
MORE = "She had attacked with sixty kilometres to go, and nobody in the bunch had believed in it."
LAST = "Behind her the chase was not organised, and the gap at the finish was more than two minutes."
OTHER = "Team Nord will ride on new tyres from Sunday, the team said on its first rest day in the north."
HEAD = "Holm rides away in the rain\nBy Gwen Pryce\n2 May 2023"
SECOND = "Team Nord changes its tyres"
PROSE = f"{FIRST}\n\n{MORE}\n\n{LAST}"
NEXT = f"{OTHER}\n\n{MORE}\n\n{LAST}"


@pytest.mark.parametrize(
    "second",
    [
        f"{SECOND}\nBy Ida Berg\n3 May 2023\n\n{NEXT}",
        f"{SECOND}\n\nBy Ida Berg\n\n{NEXT}",
        f"{SECOND}\n\npublished 3 May 2023\n\n{NEXT}",
        f"title {SECOND} author Ida Berg date 2023-05-03\n\n{NEXT}",
        f"title: {SECOND}\ndate: 2023-05-03\n\n{NEXT}",
    ],
)
def test_a_second_head_with_prose_below_it_is_told_of(second: str, resources: Resources) -> None:
    text = f"{HEAD}\n\n{PROSE}\n\n{second}"
    assert find_second_head(text) == SECOND
    outcome = article_from_dump(dump_from_text(text, "x"), resources)
    assert isinstance(outcome, Article)
    assert f"perhaps two stories in one dump: a second head begins at “{SECOND}”; split the file" in outcome.warnings


LIVE = "\n\n".join(
    f"{title}\n{time}\n\n{prose}"
    for title, time, prose in (
        ("Holm attacks on the climb", "14.32 CEST", FIRST),
        ("A gap of forty seconds now", "2 May 2023 14.41 CEST", MORE),
        ("The bunch has woken up at last", "12 min ago", LAST),
        ("Into the last ten kilometres", "2 May 2023 15.02 CEST", OTHER),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n\n{PROSE}",
        f"{HEAD}\n\n{PROSE}\n\n{LIVE}",
        f"{HEAD}\n\n{FIRST}\n\nWhat did you think at the top?\n\n{MORE}\n\nAnd then?\n\n{LAST}\n\nGwen Pryce: Why now?\n\n{OTHER}",
        f"{HEAD}\n\n{FIRST}\n\nThe plan of the team\n\n{MORE}\n\nThe last ten kilometres\n\n{LAST}",
        f"{HEAD}\n\n{PROSE}\n\nRead more\n{SECOND}\nBy Ida Berg\n3 May 2023",
        f"{HEAD}\n\n{FIRST}\n\nRelated:\n{SECOND}\nBy Ida Berg\n\n{MORE}\n\n{LAST}",
        f"{HEAD}\n\n{PROSE}\n\nResults\n\n1. Ada Holm (Team Nord)\n2. Ida Berg (Team Sud)\n\n{OTHER}",
        f"{SECOND}\nBy Ida Berg\n3 May 2023\n\n{NEXT}",
        f"Menu | News | Shop\n\nThe Long Chase\n\n{HEAD}\n\n{PROSE}",
        "",
    ],
)
def test_one_story_is_one_story(text: str) -> None:
    assert find_second_head(text) is None
