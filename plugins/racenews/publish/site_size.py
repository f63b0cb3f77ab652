"""How heavy a finished site is beside what GitHub Pages publishes, and what to do before that is reached."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from racenews.publish.old_years import weigh_parting

MOST_BYTES = 1_000_000_000  # GitHub Pages refuses a published site above one gigabyte
WARN_FROM = 0.8
"""From this share on there is a warning: a year of stories may come before somebody finds the time to act."""
ROOM_TO_MAKE = 0.6
"""A site that sheds stories should have room for years again, not for weeks."""
WORTH_NAMING = 0.02  # of the limit; less is not worth a change of settings

_OF_A_YEAR = re.compile(r"(\d{4})/")


def judge_size(sizes: Mapping[str, int]) -> tuple[str, str]:
    """Return how heavy the site is and a plan to make it lighter; ("", "") while it is far from the limit.

    `sizes` are those of all files, by their paths.
    """
    total = sum(sizes.values())
    if total < WARN_FROM * MOST_BYTES:
        return "", ""
    what = f"{_mb(total)} of the {_mb(MOST_BYTES)} that GitHub Pages publishes"
    if total > MOST_BYTES:
        what = f"{_mb(total)}, more than the {_mb(MOST_BYTES)} that GitHub Pages publishes"
    return what, f"Plan: {'; '.join(_steps(sizes, total))}"


def _steps(sizes: Mapping[str, int], total: int) -> Iterable[str]:
    """Yield what makes the site lighter, what nobody misses first."""
    for name, setting, ends in (
        ("receipts", "RECEIPTS = False", "/receipt/index.html"),
        ("cards for sharing", "a smaller SOCIAL_CARDS", "card.png"),
        ("the search index", "a smaller SEARCH_FULL_TEXT_STORIES", ".pf_fragment .pf_index .pagefind .pf_meta"),
    ):
        bytes_ = sum(size for path, size in sizes.items() if path.endswith(tuple(ends.split())))
        if bytes_ > WORTH_NAMING * MOST_BYTES:
            yield f"{setting} makes {name} lighter, now {_mb(bytes_)}"
    years = Counter[str]()
    for path, size in sizes.items():
        if found := _OF_A_YEAR.match(path):
            years[found[1]] += size
    if len(years) < 2:
        yield "print the paper where there is more room; GitHub Pages is one place among many"
        return
    *old, newest = sorted(years)
    for first in (*old[1:], newest):
        left, gone = weigh_parting(sizes, int(first))
        if left <= ROOM_TO_MAKE * MOST_BYTES:
            break
    yield (
        f"`invoke publish --archive-split {first} --archive-url ADDRESS` gives the stories from before {first} a site "
        f"of their own, which leaves {_mb(left)} here and has {_mb(gone)} there (see the README)"
    )
    yield f"{newest} weighs {_mb(years[newest])} so far, by which you can tell how soon"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
