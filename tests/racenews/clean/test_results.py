"""Rows of results are known as such, and what the learned judge says against them is not heard."""

from __future__ import annotations

import pytest

from racenews.clean.results import (
    barred_rows,
    live_entries,
    numbered_headings,
    numbered_sentences,
    result_lines,
    star_rows,
    without_rows,
)
from racenews.intake.read import dump_from_text
from racenews.intake.segment import segment
from racenews.pipeline import clean_dump
from racenews.resources import Resources
from racenews.types import Removal, Span

RESULTS = """The rain came early and stayed.
1 Karin Lindqvist 4:02:11
2 Lotte Maes +0:03
3 Anna Rossi s.t.
DNF Marta Kos
General classification
1 Lindqvist 11:44:02
2 Maes at 0:09
3 Rossi at 0:21
More on this next week.
"""
START_LIST = "Vega\n1 Lotte Maes\n2 Jana Peeters\n3 Els Claes\nStella\n11 Anna Rossi\n12 Elena Conti\n"
MOST_READ = "1 Lindqvist wins the second stage in the rain\n2 Why the bunch lets nobody go\n3 What to watch this week\n"


def _rows(text: str) -> list[str]:
    return [span.of(text) for span in result_lines(text, segment(text))]


def test_rows_and_the_headings_between_them_are_found() -> None:
    assert _rows(RESULTS) == RESULTS.splitlines()[1:9]


def test_start_list_keeps_its_teams() -> None:
    assert _rows(START_LIST) == START_LIST.splitlines()


def test_numbered_headlines_are_no_results() -> None:
    assert _rows(MOST_READ) == []


def test_riders_who_did_not_finish_end_a_list() -> None:
    assert _rows("1 Lotte Maes 4:02:11\n2 Jana Peeters +0:03\n3 Els Claes s.t.\nDNF Marta Kos\n")[-1] == "DNF Marta Kos"


def test_two_rows_are_no_list() -> None:
    assert _rows("1 Lotte Maes 4:02:11\n2 Jana Peeters +0:03\n") == []


def test_only_the_judge_is_not_heard() -> None:
    row = Span(0, 20)
    learned, rule = Removal(Span(2, 9), "weights/words", "-"), Removal(Span(2, 9), "share/follow", "-")
    outside = Removal(Span(30, 40), "weights/words", "-")
    assert without_rows((learned, rule, outside), (row,)) == (rule, outside)


STARS = "Our favourites\n***** Lindqvist\n**** Van Maes, Rossi (Vega)\n*** Kos, Peeters and de la Conti\n* Claes\n"


def _stars(text: str) -> list[str]:
    return [span.of(text) for span in star_rows(text, segment(text))]


@pytest.mark.parametrize(
    "text",
    [
        STARS,
        STARS.replace("*", "★"),
        STARS.replace("* ", "*: ").replace(":", ""),
        "Favourites\n★★★★★ Lindqvist\n★★★★☆ Maes & Rossi\n★★★☆☆ Kos / Peeters\n",
        "Lindqvist *****\nMaes ****\nRossi ****\nKos ***\n",
        "* Lindqvist\n** Maes\n*** Rossi\n",
        "Five stars: Lindqvist\nFour stars: Maes\nThree stars: Rossi, Kos\n",
        "5 étoiles : Lindqvist\n4 étoiles : Maes et Rossi\n3 étoiles : Kos\n",
        "Les favorites\n⭐⭐⭐ Lindqvist\n⭐⭐ Maes, Rossi\n⭐ Kos\n",
    ],
)
def test_favourites_by_stars_are_found(text: str) -> None:
    assert _stars(f"She rode away on the last climb, in the rain.\n{text}") == text.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "* Home\n* Riders\n* Teams\n* Races\n",
        "***** Lindqvist\n**** Maes\n",
        "★★★★★ Great product, would buy again\n★★★★ Good value\n★★★ Fine\n",
        "★\n★★\n★★★\n★★★★\n★★★★★\n",
        "* Riders\n** Men\n* Teams\n** Women\n",
        "* * *\n",
        "*** Subscribe now and save ***\n** Our offer **\n* Terms apply\n",
    ],
)
def test_bullets_reviews_and_rulers_are_no_favourites(text: str) -> None:
    assert _stars(f"She rode away on the last climb, in the rain.\n{text}") == []


PROSE = "Holm waited for the last climb, and nobody in the group had an answer when she went."
LESSONS = f"Three lessons\n1. Holm can wait\n{PROSE}\n2) A team of climbers\n{PROSE}\n{PROSE}\n3. The rain\n{PROSE}\n"


def _headings(text: str) -> list[str]:
    return [span.of(text) for span in numbered_headings(text, segment(text))]


def test_headings_that_count_up_over_prose_are_found() -> None:
    assert _headings(LESSONS) == ["1. Holm can wait", "2) A team of climbers", "3. The rain"]


def test_a_list_without_prose_between_is_no_row_of_headings() -> None:
    assert _headings("1. Holm wins\n3 hours ago\n2. Rain in Mende\n4 hours ago\n3. What to watch\n") == []
    assert _headings(LESSONS.replace("2)", "7)")) == []


CALENDAR = """The dates are out.
Date | Race | Country
14 March | Ronde van de Polder | Netherlands
22 March | Koll Classic | Norway
29 March | Tour of the Fens | Great Britain
More on this next week.
"""


def _barred(text: str) -> list[str]:
    return [span.of(text) for span in barred_rows(text, segment(text))]


def test_lines_with_the_same_number_of_bars_are_a_table() -> None:
    assert _barred(CALENDAR) == CALENDAR.splitlines()[1:5]


def test_head_and_two_rows_are_enough_and_one_row_is_not() -> None:
    lines = CALENDAR.splitlines()
    assert _barred("\n".join(lines[1:4])) == lines[1:4]
    assert _barred("\n".join(lines[1:3])) == []


def test_tabs_part_cells_too() -> None:
    text = "1\tAda Holm\t4:12:08\n2\tEva Lie\t+0:02\n3\tAna Ruiz\ts.t.\n"
    assert _barred(text) == text.splitlines()


def test_rows_with_another_number_of_bars_are_another_table() -> None:
    assert _barred("1 | Holm\n2 | Lie\n3 | Ruiz | Koll\n4 | Kos | Koll\n") == []


def test_bars_of_links_are_no_table() -> None:
    assert _barred("Home | News | Shop\n" * 3) == []
    assert _barred("Home | News | Shop\nRaces | Riders | Top 10\nImprint | Terms | Jobs\n") == []
    assert _barred("Tour 2025 | News | Shop\n" * 3) == []  # the same line again is furniture
    assert _barred("Home | Races 2025\nPhotos | Store 24\nContact | Top 10\nLogin | Fleet 4\n") == []


def test_bylines_and_cards_of_other_stories_are_no_table() -> None:
    assert _barred("Holm wins in Mende | 3 hours ago\nLie signs for Koll | 5 hours ago\nRain | 2 days ago\n") == []
    assert _barred("Sign up | 50% off\nSubscribe now | 2 months free\nJoin | 30 days free\n") == []


REPORT = """14:32 CET
Good afternoon and welcome.
14:50 CET
Attack!
15:07: That is all.
"""
TICKER = "20:06 Cade un albero sul percorso\n18:18 Coppa dei Tre Laghi, dove vederla\n18:30 La squadra risponde\n"


def test_entries_of_a_report_by_the_minute_are_found() -> None:
    assert [span.of(REPORT) for span in live_entries(REPORT, segment(REPORT))] == REPORT.splitlines()


def test_links_with_times_and_single_times_are_no_report() -> None:
    assert not live_entries(TICKER, segment(TICKER))
    assert not live_entries("14:32 CET\nThe rain came early.\n", segment("14:32 CET\nThe rain came early.\n"))


def test_a_list_of_sentences_that_count_up_stays_whole(resources: Resources) -> None:
    items = [
        "1. Arrive early, because the car park is small.",
        "2. Enter your name exactly as it stands on your licence.",
        "3. Check your email the night before: start times change.",
        "4. Eat before you are hungry.",
        "5. Share the work. Nobody likes a passenger.",
        "6. Thank the marshals at every corner.",
    ]
    lead = "Gwen Pryce has ridden forty of these events, and has a word for those who ride their first."
    text = "\n\n".join([lead, "\n".join(items), "She starts on Sunday at nine, in the rain."])
    _, clean = clean_dump(dump_from_text(text, "case"), resources)
    assert [p.text for p in clean.paragraphs][1:7] == items


def test_a_list_of_links_that_counts_up_is_no_list_of_sentences() -> None:
    text = "\n".join(f"{i}. Holm wins stage {i} in the rain" for i in range(1, 6))
    assert numbered_sentences(text, segment(text)) == ()
    assert len(numbered_sentences(text.replace("rain", "rain."), segment(text.replace("rain", "rain.")))) == 5
