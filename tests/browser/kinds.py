"""One page of every kind that the paper prints."""

from __future__ import annotations

from collections.abc import Mapping

STORY = "2023/2023-09-26-morkov-to-leave-soudal-quick-step.txt"
SHEET_STORY = "2025/2025-08-03-tour-femmes-final-classification.txt"
WRITTEN_STORY = "2025/2025-03-19-the-five-monuments.md"
UNDATED_STORY = "undated/how-road-tyres-grew.txt"

# A kind of page -> its path, or the dump whose story stands for it.
KINDS: Mapping[str, str] = {
    "front": "/",
    "front, page 2": "/page/2/",
    "story": STORY,
    "story with a result sheet": SHEET_STORY,
    "story written by hand": WRITTEN_STORY,
    "story without a date": UNDATED_STORY,
    "rider": "/riders/tadej-pogacar/",
    "team": "/teams/soudal-quick-step/",
    "race": "/races/paris-roubaix/",
    "subject": "/topics/guides/",
    "riders A–Z": "/riders/",
    "teams A–Z": "/teams/",
    "author": "/authors/hollie-marsh/",
    "authors": "/authors/",
    "archive": "/archive/",
    "year": "/2024/",
    "month": "/2024/07/",
    "about": "/about/",
    "search": "/search/",
    "404": "/404.html",
}


def find_path(kind: str, urls: Mapping[str, str]) -> str:
    """Return the path of the page that stands for `kind`; `urls` maps dumps to their stories."""
    place = KINDS[kind]
    return place if place.startswith("/") else urls[place]
