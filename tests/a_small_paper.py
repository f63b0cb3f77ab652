"""A small paper of our own text: enough stories for every kind of page. Used by the tests of views, pages and theme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from racenews.publish.brief import brief_of
from racenews.publish.view_records import House, Site
from racenews.publish.views import build_site
from racenews.publish.wording import slug
from racenews.types import Article, Entry, Paragraph, Removal, Span, Topic, TopicKind

TODAY = dt.date(2026, 6, 1)
RIDER = Topic("rider", "anna-berg", "Anna Berg", "Anna Berg", 4)
RIVAL = Topic("rider", "zoe-van-dijk", "Zoë van Dijk", "Zoë van Dijk", 2)
TEAM = Topic("team", "northern-wheel", "Northern Wheel", "Northern Wheel–Koll", 2)
RACE = Topic("race", "tour-of-the-fens", "Tour of the Fens", "Tour of the Fens", 3)
SUBJECT = Topic("topic", "gravel", "Gravel", "Gravel", 1)

_ENTRIES = {
    ("rider", "anna-berg"): Entry(
        "rider", "anna-berg", "Anna Berg", "F", {"nation": "NOR", "birth_year": "1999", "surname": "Berg"}
    ),
    ("rider", "zoe-van-dijk"): Entry(
        "rider", "zoe-van-dijk", "Zoë van Dijk", "F", {"nation": "", "birth_year": "", "surname": "van Dijk"}
    ),
    ("team", "northern-wheel"): Entry(
        "team",
        "northern-wheel",
        "Northern Wheel",
        "F",
        {"nation": "NOR", "status": "WWT", "names_by_year": "2019-2023=Northern Wheel–Koll;2024-=Northern Wheel"},
    ),
    ("race", "tour-of-the-fens"): Entry(
        "race", "tour-of-the-fens", "Tour of the Fens", "F", {"country": "GBR", "class": "WWT", "month": "6"}
    ),
}


class SmallGazetteer:
    """Knows what `_ENTRIES` holds."""

    def entry(self, kind: TopicKind, id: str) -> Entry:
        return _ENTRIES[kind, id]


def story(
    title: str,
    day: str | None = "2026-05-01",
    *,
    author: str | None = "Ida Holm",
    topics: Sequence[Topic] = (RIDER, RACE),
    kinds: str = "pp",
    summary: str = "Anna Berg won by a bicycle length. The road was wet.",
    source: str = "",
    **more: object,
) -> Article:
    """Return a story of short paragraphs: `kinds` holds p, r (row) or i (item) for each."""
    names = {"p": "p", "r": "row", "i": "item"}
    paragraphs = tuple(
        Paragraph(f"{n}. Anna Berg (Northern Wheel)" if k == "r" else f"Paragraph {n} of the story.", kind=names[k])  # type: ignore[arg-type]
        for n, k in enumerate(kinds, 1)
    )
    return Article(
        source=source or f"{slug(title)}-{day}.txt",
        title=title,
        title_source="dump",
        author=author,
        date=dt.date.fromisoformat(day) if day else None,
        summary=summary,
        summary_source="derived",
        paragraphs=paragraphs,
        topics=tuple(topics),
        **more,  # type: ignore[arg-type]
    )


def small_paper() -> list[Article]:
    """Return a dozen and a half stories: a list, an obituary, one without topics, one undated, one of one paragraph."""
    removal = Removal(Span(10, 110), "sign-up/form", "a form")
    return [
        story("Berg wins the opener in Ely", "2026-05-03", topics=(RIDER, RIVAL, RACE, TEAM)),
        story("Tour of the Fens 2026: full results", "2026-05-09", topics=(RACE, RIDER, RIVAL), kinds="prrrr"),
        story(
            "Van Dijk signs for Northern Wheel", "2025-11-20", topics=(RIVAL, TEAM), author=None, removals=(removal,)
        ),
        story("A quiet week", "2024-02-10", topics=(), kinds="p", author="Nils Å. Ødegård"),
        story("The old bridge at Ely", None, topics=(SUBJECT, RIDER), author=None),
        story(
            "Two bikes & a <ferry>",
            "2023-08-06",
            credits=("Photo: Ida Holm",),
            source_url="https://www.example.org/two-bikes",
        ),
        story("Schotterstraßenmeisterschaftsqualifikation " * 6, "2022-07-01", topics=(SUBJECT,)),
        *(story(f"Stage {n} of the Fens", f"2025-06-{n:02}", topics=(RACE, RIDER)) for n in range(1, 16)),
    ]


def addresses(articles: Sequence[Article]) -> Mapping[str, str]:
    """Return a path for every story."""
    return {
        a.source: (f"{a.date:%Y/%m/%d}" if a.date else "undated") + f"/{slug(a.title)}-{i}/"
        for i, a in enumerate(articles)
    }


def build_small_site(articles: Sequence[Article] | None = None, **house: Any) -> Site:
    """Return the small paper as a site; `house` changes what the paper says of itself."""
    articles = small_paper() if articles is None else articles
    settings = replace(House(today=TODAY, siteurl="https://paper.example"), **house)
    return build_site(map(brief_of, articles), addresses(articles), SmallGazetteer(), settings)
