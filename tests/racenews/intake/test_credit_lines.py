"""Credits under a headline, read to the end or not: none of them takes the headline's place."""

from __future__ import annotations

import datetime as dt

import pytest

from racenews.intake.credit_lines import read_credits
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article

TITLE = "Holm sprints to victory in Bergen"
STORY = """Ada Holm won the second stage of the race on Tuesday after a long sprint in the rain, and she leads it now.

The third stage brings the riders over two climbs to the sea, and the wind may split the bunch once more."""
CREDITS = (
    ("Posted 04/13/2022 by J.P. Castellano", "J.P. Castellano", "2022-04-13"),
    ("Posted on April 13, 2022 by J.P. Castellano", "J.P. Castellano", "2022-04-13"),
    ("compiled by Zoe Trent, Aug 11, 2023", "Zoe Trent", "2023-08-11"),
    ("Text and pictures by Abe Linn", "Abe Linn", None),
    ("Words & photography: Abe Linn | 3 May 2021", "Abe Linn", "2021-05-03"),
    ("Ann Bell (text) & Jan Bos (photos), Sept 5th 2023", "Ann Bell", "2023-09-05"),
    ("Recueilli par Maël Kerdoncuff, à Quimper — 12/03/2024 à 18h30", "Maël Kerdoncuff", "2024-03-12"),
    ("Propos recueillis par Maël Kerdoncuff", "Maël Kerdoncuff", None),
    ("Par Luc Vernet avec AFP", "Luc Vernet", None),
    ("Escrito por Ana Lima el 5 de septiembre de 2023", "Ana Lima", "2023-09-05"),
    ("Texto: Ana Lima Fotos: EFE 15/9/2023", "Ana Lima", "2023-09-15"),
    ("Por Ana Ruiz y agencias", "Ana Ruiz", None),
    ("A cura di Carla Sordi", "Carla Sordi", None),
    ("Di Carla Sordi e agenzie", "Carla Sordi", None),
    ("Geschrieben von Uli Brandt am 5. September 2023", "Uli Brandt", "2023-09-05"),
    ("Ein Bericht von Uli Brandt", "Uli Brandt", None),
    ("Zusammengetragen durch Uli Brandt, 3. Mai 2021", "Uli Brandt", "2021-05-03"),
    ("Een verslag van Piet Maas", "Piet Maas", None),
    ("Piet Maas\nzo 31 mrt 2024", "Piet Maas", "2024-03-31"),
    ("Foto: Belga. Tekst: Piet Maas, 5 september 2023", "Piet Maas", "2023-09-05"),
    ("Tekst: Piet Maas • Foto's: Jan Bos • zondag 31 maart 2024 om 17.20 u.", "Piet Maas", "2024-03-31"),
    ("Escrito por Ana Lima em 5 de setembro de 2023", "Ana Lima", "2023-09-05"),
    ("Napisał: Jan Kowal, 5 września 2023", "Jan Kowal", "2023-09-05"),
    ("Bergen, July 29 (Fjord Press) -", None, None),
    ("A guest post by Ann Bell | September 5th 2023", "Ann Bell", "2023-09-05"),
    ("Ann Bell 5 Sept '23", "Ann Bell", "2023-09-05"),
    ("Ann Bell September 5, 2023 0", "Ann Bell", "2023-09-05"),
    ("Vol. 12, No. 3 - September 5, 2023", None, "2023-09-05"),
    ("By: Rich Dorrell; 2022/11/30", "Rich Dorrell", "2022-11-30"),
    ("By A.J. Bell", "A.J. Bell", None),
    ("By R.R. Tolk and A.J. Bell", "R.R. Tolk and A.J. Bell", None),
    ("September 5, 2023 by Ann Bell Leave a comment", "Ann Bell", "2023-09-05"),
    ("By Dr. Ingrid O'Malley, Data Correspondent", "Dr. Ingrid O'Malley", None),
    ("By Ingrid O'Malley and agencies", "Ingrid O'Malley", None),
    ("Contributor: Ann Bell", "Ann Bell", None),
    ("By Staff and Agencies", None, None),
    ("Redacción", "Redacción", None),
    ("Anon.", None, None),
)
UNREAD = (
    "Curated by the good folk of Abe Linn's farm, 3 May 2021",
    "Our woman on the road: Ann Bell / 3 May 2021 / 4 shares / Kongsberg",
    "Entrevista de Ana Lima",
)
HEADLINES = (
    "Vos beaten by Anna Rossi on 5 May 2023",
    "New route drawn for the race of 5 September 2023",
    "Words by the roadside: how fans spur riders on",
    "By a whisker: Holm storms to a third title",
    "Pictures of the thousand who rode to Bergen",
    "Text and tweet: how a race is told today",
)


def publish(head: str, resources: Resources) -> Article:
    article = article_from_dump(dump_from_text(f"{head}\n\n{STORY}\n", "story.txt"), resources)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["right below", "apart"])
@pytest.mark.parametrize(
    ("credits", "author", "date"), CREDITS, ids=[head.replace("\n", " / ") for head, *_ in CREDITS]
)
def test_credits_are_read_and_the_headline_stays(
    credits: str, author: str | None, date: str | None, gap: str, resources: Resources
) -> None:
    article = publish(f"{TITLE}{gap}{credits}", resources)
    told = article.date and str(article.date)
    assert (article.title, article.author, told) == (TITLE, author, date)
    assert [p.text for p in article.paragraphs] == STORY.split("\n\n")


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["right below", "apart"])
@pytest.mark.parametrize("credits", UNREAD)
def test_credits_that_nobody_can_read_never_take_the_headlines_place(
    credits: str, gap: str, resources: Resources
) -> None:
    article = publish(f"{TITLE}{gap}{credits}", resources)
    assert article.title == TITLE
    assert [p.text for p in article.paragraphs] in ([credits, *STORY.split("\n\n")], STORY.split("\n\n"))


@pytest.mark.parametrize(
    "below", ["Race report and results from Bergen", "The champion takes the lead from her friend in the rain"]
)
def test_a_first_line_that_reads_as_a_headline_is_never_cut(below: str, resources: Resources) -> None:
    article = publish(f"{TITLE}\n{below}", resources)
    assert article.title == TITLE
    assert [p.text for p in article.paragraphs] == [below, *STORY.split("\n\n")]


@pytest.mark.parametrize("title", HEADLINES)
def test_headlines_with_a_date_or_a_word_of_credits_stay(title: str, resources: Resources) -> None:
    article = publish(f"{title}\nBy Ann Bell\n12 May 2024", resources)
    assert (article.title, article.author) == (title, "Ann Bell")
    assert [p.text for p in article.paragraphs] == STORY.split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        *HEADLINES,
        "Verslag van Gent-Wevelgem",
        "Interview with Anna Rossi",
        "Tour of Norway, July 29",
        "By noon the road was dry",
        "Words fail Anna Rossi",
        "Report by the jury",
        "Foto finish in Bergen",
        "Fotos: how to take them",
    ],
)
def test_other_lines_are_no_credits(line: str) -> None:
    assert read_credits(line) is None


@pytest.mark.parametrize(
    ("opens", "date"),
    [
        ("ARES DEL MAESTRE, Spain, Aug 31, 2023 (AP) — ", "2023-08-31"),
        ("BERGEN (Norway), 5 September 2023 – ", "2023-09-05"),
        ("Bergen, 5. September 2023 (dpa) - ", "2023-09-05"),
        ("Bergen, le 5 septembre 2023 (AFP) – ", "2023-09-05"),
        ("On 5 May 2019 – ", None),
        ("Ever since Bergen, on 5 May 2019, ", None),
        ("Holm, born 5 May 1999 - ", None),
    ],
)
def test_a_dateline_dates_the_story_and_stays(opens: str, date: str | None, resources: Resources) -> None:
    lead, rest = STORY.split("\n\n")
    text = f"{TITLE}\nBy Ann Bell\n\n{opens}{lead}\n\n{rest}\n"
    article = article_from_dump(dump_from_text(text, "story.txt"), resources)
    assert isinstance(article, Article)
    assert article.date == (date and dt.date.fromisoformat(date))
    assert article.paragraphs[0].text.endswith(lead)
    assert article.paragraphs[0].text.split()[0] == opens.split()[0]


@pytest.mark.parametrize("name", ["subtitle", "Standfirst", "Sous-titre", "Untertitel", "Sottotitolo", "Subtítulo"])
def test_the_name_of_a_subtitle_goes_and_its_words_stay(name: str, resources: Resources) -> None:
    text = (
        f"title: {TITLE}\nauthor: Ann Bell\n{name}: She leads the race by a second now.\ndate: 2023-09-05\n\n{STORY}\n"
    )
    article = article_from_dump(dump_from_text(text, "story.txt"), resources)
    assert isinstance(article, Article)
    assert (article.title, article.author, str(article.date)) == (TITLE, "Ann Bell", "2023-09-05")
    assert [p.text for p in article.paragraphs] == ["She leads the race by a second now.", *STORY.split("\n\n")]


@pytest.mark.parametrize("words", ["text and ", "photos, ", "words & text, ", "Anna van der "])
def test_a_line_made_to_be_hard_is_no_credit(words: str) -> None:
    # Where a label may list without bound, one of these takes minutes; `python -m tools.fuzz` holds them to seconds.
    assert read_credits((words * 40)[:200].strip()) is None
