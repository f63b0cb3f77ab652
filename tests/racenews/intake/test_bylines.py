"""The heads of many papers: what stands between a headline and its story, and what it says of byline and date."""

from __future__ import annotations

import pytest

from racenews.intake.header import parse_header
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article

TITLE = "Van Aert wins again as the wind blows"
STORY = """Wout van Aert won the second stage of the race on Sunday after a long day in the wind, and took the jersey.

"I waited for the last corner," he said at the finish. The peloton was four seconds behind him, and the crowd sang.

The race goes on tomorrow with a time trial over twenty kilometres, which should suit him and hurt the climbers."""
HEADS = (
    ("Joost Herrebout | Sunday 22 December 2024 | Updated 18:42 GMT", "Joost Herrebout", "2024-12-22"),
    ("By Mark Date | 4 May 2023", "Mark Date", "2023-05-04"),
    ("By Mark Date |", "Mark Date", None),
    ("By SELA HAILE, in Turin\n12 May 2024", "Sela Haile", "2024-05-12"),
    ("Race Desk\n12 May 2024", "Race Desk", "2024-05-12"),
    ("By Reuters\nMay 12, 2024", None, "2024-05-12"),
    ("By Anna Lindqvist, Reuters\nMay 12, 2024", "Anna Lindqvist", "2024-05-12"),
    ("Text: Jonas Rieger | Fotos: Pool\n12. Mai 2024", "Jonas Rieger", "2024-05-12"),
    ("Written by Maud Kestens on 12/05/2024", "Maud Kestens", "2024-05-12"),
    ("Posted by Ciarán Ó Broin at 09:30, 12 May 2024", "Ciarán Ó Broin", "2024-05-12"),
    ("12 May 2024 | 5 min read | by Tove Falk", "Tove Falk", "2024-05-12"),
    ("Tove Falk, cycling correspondent, in Siena\nSun 12 May 2024 18.20 BST", "Tove Falk", "2024-05-12"),
    (
        "Published: 17:04, 12 May 2024 | Last updated: 19:00, 13 May 2024\nBy Tove Falk for The Coast Mail",
        "Tove Falk",
        "2024-05-12",
    ),
    ("By Tove Falk and Ines Pardo\n2024-05-12T18:20:00Z", "Tove Falk and Ines Pardo", "2024-05-12"),
    ("TOVE FALK\nMAY 12TH, 2024", "Tove Falk", "2024-05-12"),
    ("By Tove Falk\n3 days ago", "Tove Falk", None),
    ("By Tove Falk\nYesterday", "Tove Falk", None),
    ("Di Carla Sordi\n12 maggio 2024", "Carla Sordi", "2024-05-12"),
    ("Par Luc Vernet, envoyé spécial à Nice\nle 12 mai 2024 à 18h20", "Luc Vernet", "2024-05-12"),
    ("Door Piet Maas\nzondag 12 mei 2024, 18:20", "Piet Maas", "2024-05-12"),
    ("Von Uli Brandt, 12.05.2024, 18:20 Uhr", "Uli Brandt", "2024-05-12"),
    ("Por Ana Ruiz - 12 de mayo de 2024", "Ana Ruiz", "2024-05-12"),
    ("By The Associated Press\nMay 12, 2024", None, "2024-05-12"),
    ("Staff Report\n05/12/2024", None, "2024-12-05"),
    ("May 12 2024 - Tove Falk", "Tove Falk", "2024-05-12"),
    ("Author: Tove Falk   Date: 12 May 2024", "Tove Falk", "2024-05-12"),
    ("Tove Falk · 12 May 2024 · Road", "Tove Falk", "2024-05-12"),
    ("Tove Falk\nSenior Reporter\nPublished 12 May 2024", "Tove Falk", "2024-05-12"),
    ("Photos by Lena Mohr\nBy Tove Falk\n12 May 2024", "Tove Falk", "2024-05-12"),
    ("Interview by Tove Falk. Photography by Lena Mohr.\n12 May 2024", "Tove Falk", "2024-05-12"),
    ("by admin | May 12, 2024 | News | 0 comments", None, "2024-05-12"),
    ("By JAMES O'HARA\nPublished May 12, 2024 at 6:20 PM EDT", "James O'Hara", "2024-05-12"),
    ("By Tove Falk (Siena) — 12 May 2024", "Tove Falk", "2024-05-12"),
    ("12th of May 2024, words by Tove Falk", "Tove Falk", "2024-05-12"),
    ("Sun, May 12th 2024", None, "2024-05-12"),
    ("2024/05/12 18:20", None, "2024-05-12"),
    ("12 May", None, None),
    ("Last updated on 12 May 2024", None, "2024-05-12"),
    ("By Our Cycling Correspondent\n12 May 2024", None, "2024-05-12"),
    ("By May Winter\n12 May 2024", "May Winter", "2024-05-12"),
    ("By April Jones and June Day\n12 May 2024", "April Jones and June Day", "2024-05-12"),
    ("By Sky Rossi\n12 May 2024", "Sky Rossi", "2024-05-12"),
    ("AFP | 12 May 2024", None, "2024-05-12"),
    ("Reuters, 12 May 2024", None, "2024-05-12"),
    ("by tove falk\n12 May 2024", "Tove Falk", "2024-05-12"),
    ("by tove falk", "Tove Falk", None),
    ("by tove falk and ines pardo | 12 may 2024", "Tove Falk and Ines Pardo", "2024-05-12"),
    ("By Tove Falk, Ines Pardo & Carla Sordi\n12 May 2024", "Tove Falk, Ines Pardo and Carla Sordi", "2024-05-12"),
    ("Tove Falk, Ines Pardo & Carla Sordi | 12 May 2024", "Tove Falk, Ines Pardo and Carla Sordi", "2024-05-12"),
    ("By Tove Falk\nBy Ines Pardo\n12 May 2024", "Tove Falk and Ines Pardo", "2024-05-12"),
    ("Publié le 12 mai 2024 à 18h20, mis à jour le 13 mai 2024 à 09h00", None, "2024-05-12"),
    ("Par Luc Vernet\nPublié le 12/05/2024 à 18:20 - Mis à jour le 13/05/2024 à 09:00", "Luc Vernet", "2024-05-12"),
    ("Geplaatst op 12 mei 2024", None, "2024-05-12"),
    (
        "Door Piet Maas\nGepubliceerd op zondag 12 mei 2024 om 18:20 | Laatst bijgewerkt op 13 mei 2024",
        "Piet Maas",
        "2024-05-12",
    ),
    ("Veröffentlicht am 12.05.2024 um 18:20 Uhr", None, "2024-05-12"),
    ("Von Uli Brandt\nStand: 12.05.2024, 18:20 Uhr", "Uli Brandt", "2024-05-12"),
    ("Pubblicato il 12 maggio 2024 alle ore 18:20", None, "2024-05-12"),
    ("di Carla Sordi\n12 maggio 2024 (aggiornato il 13 maggio 2024)", "Carla Sordi", "2024-05-12"),
    ("Publicado el 12 de mayo de 2024 a las 18:20", None, "2024-05-12"),
    ("Por Ana Ruiz\n12/05/2024 - 18:20 Actualizado: 13/05/2024 - 09:00", "Ana Ruiz", "2024-05-12"),
    (
        "Por Ana Sousa\nPublicado em 12 de maio de 2024 às 18h20, atualizado em 13 de maio de 2024",
        "Ana Sousa",
        "2024-05-12",
    ),
    ("Av Tove Falk\nPublisert 12. mai 2024 kl. 18:20", "Tove Falk", "2024-05-12"),
    ("Tove Falk in Siena\n@tovefalk\n12 May 2024\n3 Comments", "Tove Falk", "2024-05-12"),
)


@pytest.mark.parametrize(
    ("head", "author", "date"), HEADS, ids=[head.replace("\n", " / ")[:50] for head, _, _ in HEADS]
)
@pytest.mark.parametrize("above", [f"{TITLE}\n", f"SPORT\n\n{TITLE}\n\n"], ids=["bare", "below a section"])
def test_byline_and_date_are_read_and_nothing_of_the_head_is_left(
    above: str, head: str, author: str | None, date: str | None, resources: Resources
) -> None:
    outcome = article_from_dump(dump_from_text(f"{above}{head}\n\n{STORY}\n", "a dump of ours"), resources)
    assert isinstance(outcome, Article)
    assert (outcome.title, outcome.author, outcome.date and str(outcome.date)) == (TITLE, author, date)
    assert "\n\n".join(p.text for p in outcome.paragraphs).replace("“", '"').replace("”", '"') == STORY


@pytest.mark.parametrize("line", ["by hook or by crook", "by popular demand", "by half past three"])
def test_what_begins_with_by_and_names_nobody_is_no_byline(line: str, resources: Resources) -> None:
    outcome = article_from_dump(dump_from_text(f"{TITLE}\n{line}\n12 May 2024\n\n{STORY}\n", "a dump"), resources)
    assert isinstance(outcome, Article)
    assert (outcome.title, outcome.author) == (TITLE, None)


@pytest.mark.parametrize(
    "last", ["Siena, 12 May 2024", "She will be back. 12 May 2024.", "The series ends on Sunday 12 May 2024"]
)
def test_a_date_behind_the_story_is_not_its_head(last: str) -> None:
    lead = STORY.partition("\n")[0]
    header = parse_header(dump_from_text(f"{lead}\n\n{last}\n", "a dump"))
    assert (header.published, header.spans) == (None, ())


def test_a_sentence_before_a_date_is_no_place(resources: Resources) -> None:
    text = f"{TITLE}\n\nShe will be back. 12 May 2024.\n\n{STORY}\n"
    outcome = article_from_dump(dump_from_text(text, "a dump"), resources)
    assert isinstance(outcome, Article)
    assert "She will be back. 12 May 2024." in [p.text for p in outcome.paragraphs]
