"""Fields by their names: on lines of their own, in other languages, and what ends a list of them."""

from __future__ import annotations

import pytest

from racenews.intake.read import dump_from_text
from racenews.pipeline import clean_dump
from racenews.resources import Resources

LEAD = "Ada Holm won the second stage of the race on Tuesday after a long solo ride into the wind."
MORE = "Inès Roche was second, a minute behind, and keeps the leader's jersey for another day at least."
TITLE = "Holm rides away in the fjords"


def read(head: str, resources: Resources) -> tuple[str | None, str | None, str | None, list[str]]:
    header, clean = clean_dump(dump_from_text(f"{head}{LEAD}\n\n{MORE}\n", "case"), resources)
    date = header.published.isoformat() if header.published else None
    return header.title, header.author, date, [p.text for p in clean.paragraphs]


@pytest.mark.parametrize(
    "head",
    [
        f"Title\n{TITLE}\n\nAuthor\nGwen Pryce\n\nDate\n2 May 2023\n\n",
        f"Headline:\n{TITLE}\nByline:\nGwen Pryce\nPublished:\n2023-05-02\nTags:\nFjords; Long rides\n\n",
        f"TITLE\n{TITLE}\n\nAUTHOR\nGwen Pryce\n\nDATE\n2 May 2023\n\nBODY\n",
        f"Title\n{TITLE}\n\nURL\n\nAuthor\nGwen Pryce\n\nDate\n2 May 2023\n\nText:\n\n",
        f"Titre\n{TITLE}\nAuteur\nGwen Pryce\nDate\n2 mai 2023\n\n",
        f"Titolo\n{TITLE}\nAutore\nGwen Pryce\nData\n2 maggio 2023\n\n",
        f"Título\n{TITLE}\nAutor\nGwen Pryce\nFecha\n2 de mayo de 2023\n\n",
        f"Título\n{TITLE}\nAutor\nGwen Pryce\nData\n2 de maio de 2023\n\n",
    ],
)
def test_names_of_fields_may_stand_on_lines_of_their_own(head: str, resources: Resources) -> None:
    assert read(head, resources) == (TITLE, "Gwen Pryce", "2023-05-02", [LEAD, MORE])


@pytest.mark.parametrize(
    ("title", "author", "date", "day"),
    [
        ("titre", "auteur", "date", "2 mai 2023"),
        ("titel", "auteur", "datum", "2 mei 2023"),
        ("titel", "autor", "datum", "2. Mai 2023"),
        ("titolo", "autore", "data", "2 maggio 2023"),
        ("título", "autor", "fecha", "2 de mayo de 2023"),
        ("título", "autor", "data", "2 de maio de 2023"),
    ],
)
@pytest.mark.parametrize("shape", ["lines", "colons", "flat", "capitals", "with the lead"])
def test_names_of_fields_in_other_languages(
    shape: str, title: str, author: str, date: str, day: str, resources: Resources
) -> None:
    lines = (f"{title.capitalize()}: {TITLE}", f"{author.capitalize()} : Gwen Pryce", f"{date.capitalize()}: {day}")
    flat = f"{title} {TITLE} {author} Gwen Pryce {date} {day}"
    heads = {
        "lines": "\n".join(lines) + "\n\n",
        "colons": " ".join(lines) + "\n\n",
        "flat": f"{flat}\n",
        "capitals": f"{title.capitalize()} {TITLE} {author.capitalize()} Gwen Pryce {date.capitalize()} {day}\n",
        "with the lead": f"{flat} ",
    }
    assert read(heads[shape], resources) == (TITLE, "Gwen Pryce", "2023-05-02", [LEAD, MORE])


@pytest.mark.parametrize(
    "fields",
    [
        f"Title {TITLE} Author Gwen Pryce Date 2 May 2023 Topics Fjords, Long rides",
        f"TITLE {TITLE} AUTHOR Gwen Pryce DATE 2 May 2023 TAGS Fjords, Long rides",
        f"title {TITLE} author Gwen Pryce date 2023-05-02 tags Fjords, Long rides",
        f"Title: {TITLE} | Author: Gwen Pryce | Date: 2 May 2023 | Tags: Fjords, Long rides",
        f"Title={TITLE}\nAuthor=Gwen Pryce\nDate=2023-05-02\nTags=Fjords, Long rides",
        f"{TITLE}\nGwen Pryce | 2 May 2023 | Topics: Fjords, Long rides",
        f"{TITLE} By Gwen Pryce 2 May 2023 Topics: Fjords, Long rides",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_topics_that_end_the_fields_are_no_story(fields: str, between: str, resources: Resources) -> None:
    assert read(fields + between, resources) == (TITLE, "Gwen Pryce", "2023-05-02", [LEAD, MORE])


def test_a_lead_runs_on_from_a_list_of_topics(resources: Resources) -> None:
    head = f"Title: {TITLE} Author: Gwen Pryce Date: 2 May 2023 Tags: Fjords, Long rides The wind blew hard. "
    body = read(head, resources)[3]
    assert body == [f"The wind blew hard. {LEAD}", MORE]


def test_a_list_of_topics_takes_nothing_of_the_lead(resources: Resources) -> None:
    head = f"Title: {TITLE} Author: Gwen Pryce Date: 2 May 2023 Tags: Fjords, Women"
    for lead in (
        "Kimberley Le Court rode away alone.",
        "Holm won The Coast Classic.",
        "Holm wept. “I am tired, I think.”",
    ):
        assert lead.split()[0] in read(f"{head} {lead} ", resources)[3][0]
        assert "Holm" not in (read(f"{head} {lead}\n\n", resources)[1] or "")


@pytest.mark.parametrize(
    "lead",
    [
        "Tags: the little paper labels on the bikes, Holm said, were what gave the mechanic away in the end, alas.",
        "Topics discussed on Friday were the weather, the road and the long transfer to the start of the next stage.",
        "Title sponsors come and go. Date by date the calendar of 14 March 2025 shows who had left and who came back.",
        "Titel verteidigt: Ada Holm gewann am Freitag das Rennen in Bergen und weinte danach lange im Ziel dort.",
        "Data from the race shows that Holm rode at 52 km/h on 14 March 2025 and nobody else came near that number.",
        "Temas como el dopaje no se tocaron el 14 de marzo de 2025, dijo la corredora tras ganar la etapa reina.",
        "Language: the words of the sport are French, and nobody in the bunch of today speaks it any more.",
        "Section: the part of the road that they all feared.",
        "Text messages between the two were read out in court on Friday. Body cameras showed the rest of the evening.",
    ],
)
def test_a_sentence_that_begins_with_a_field_name_in_any_language_is_story(lead: str, resources: Resources) -> None:
    assert read(f"{lead}\n\n", resources) == (None, None, None, [lead, LEAD, MORE])


def test_one_name_of_a_field_alone_on_a_line_is_no_head(resources: Resources) -> None:
    title, author, _, body = read(f"Source\n\n{MORE}\n\n", resources)
    assert (title, author) == (None, None)
    assert MORE in body
