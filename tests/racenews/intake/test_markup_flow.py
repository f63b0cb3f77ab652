"""Every way in which sites hold the text of a story: each of its sentences is kept, nothing of the page around it."""

from __future__ import annotations

import numpy as np
import pytest

from racenews.intake.markup_columns import Columns
from racenews.intake.markup_text import add_sections
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article, Rejection

TITLE = "Holm wins alone in the rain"
STORY = (
    "Ada Holm rode away from the leading group on the last climb and won the third stage alone on Thursday.",
    "The Norwegian was forty seconds clear at the top and never looked back on the wet descent.",
    "Inès Roche finished second after a long chase behind the winner through the narrow streets.",
    "It was hard from the first kilometre, and nobody wanted to give the break any room.",
    "Her team had ridden at the front all afternoon to keep the gap below three minutes.",
    "The peloton split in the crosswinds with sixty kilometres to go and never came together again.",
    "Behind them the favourites watched each other and lost another half a minute.",
    "The race goes on tomorrow with a time trial of eighteen kilometres along the river.",
)
IN_FRENCH = (
    "Ada Holm s'est échappée du groupe de tête dans la dernière montée et a gagné seule jeudi.",
    "La Norvégienne avait quarante secondes d'avance au sommet et n'a jamais regardé derrière elle.",
    "Inès Roche a pris la deuxième place après une longue poursuite dans les rues étroites.",
    "Le peloton s'est brisé dans le vent à soixante kilomètres de l'arrivée.",
    "La course continue demain avec un contre-la-montre le long de la rivière.",
)
IN_GERMAN = (
    "Ada Holm fuhr am letzten Anstieg aus der Spitzengruppe davon und gewann am Donnerstag allein.",
    "Die Norwegerin hatte oben vierzig Sekunden Vorsprung und sah sich in der Abfahrt nicht mehr um.",
    "Inès Roche wurde nach langer Verfolgung durch die engen Gassen Zweite.",
    "Das Feld zerriss sechzig Kilometer vor dem Ziel im Wind.",
    "Das Rennen geht morgen mit einem Zeitfahren am Fluss weiter.",
)
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/road">Road racing</a></li></ul></nav>'
REST = """<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/a">Tveit signs for two more years with her
 team</a></li><li><a href="/b">Five things we learned in the hills</a></li></ul></aside>
<div class="newsletter-signup"><form><label>Sign up for our weekly newsletter</label><input type="email"><button>
Subscribe</button></form></div><footer><p>© Pedal Post 2024. All rights reserved. No part of this site may be
 reproduced.</p><ul><li><a href="/privacy">Privacy policy</a></li></ul></footer>"""
AROUND = ("Road racing", "Most read", "Tveit signs", "weekly newsletter", "All rights reserved", "Privacy policy")


def page(body: str, *, wrap: str = "content", around: bool = True) -> str:
    """Return a page with a headline, `body`, and what stands around a story."""
    inner = f'<div class="{wrap}"><h1>{TITLE}</h1>{body}</div>' if wrap else f"<h1>{TITLE}</h1>{body}"
    menu, rest = (MENU, REST) if around else ("", "")
    return f"<!doctype html><html><head><title>{TITLE}</title></head><body>{menu}{inner}{rest}</body></html>"


def each(tag: str, sentences: tuple[str, ...] = STORY) -> str:
    """Return every sentence in an element of its own."""
    return "".join(f"<{tag}>{s}</{tag.split()[0]}>" for s in sentences)


def read(html: str, resources: Resources) -> str:
    """Return the story of a page on one line."""
    outcome = article_from_dump(dump_from_text(html, "page.html", is_html=True), resources)
    assert isinstance(outcome, Article), outcome
    return " ".join(p.text for p in outcome.paragraphs).replace("’", "'")


WAYS = {
    "paragraphs": each("p"),
    "breaks by two": "<div>" + "<br><br>".join(STORY) + "</div>",
    "breaks by one": "<div>" + "<br>\n".join(STORY) + "</div>",
    "breaks in one paragraph": "<p>" + "<br><br>".join(STORY) + "</p>",
    "breaks and empty lines": "<div>" + "<br>&nbsp;<br>".join(STORY) + "</div>",
    "breaks, the lead in bold": f"<div><b>{STORY[0]}</b><br><br>" + "<br><br>".join(STORY[1:]) + "</div>",
    "breaks, old markup": "<center><font face=arial>" + "<br><br>".join(STORY) + "</font></center>",
    "breaks around a table": (
        f"<div>{'<br><br>'.join(STORY[:3])}<table><tr><td>1</td><td>Ada Holm</td></tr><tr><td>2</td><td>Inès Roche</td>"
        f"</tr></table>{'<br><br>'.join(STORY[3:])}</div>"
    ),
    "paragraphs, breaks and loose text": (
        f"<p>{STORY[0]}<br>{STORY[1]}</p><p>{STORY[2]}<br><br>{STORY[3]}</p><div>{STORY[4]}<br>{STORY[5]}</div>"
        f"<p>{STORY[6]}</p>{STORY[7]}"
    ),
    "loose text between paragraphs": "".join(s if i % 2 else f"<p>{s}</p>" for i, s in enumerate(STORY)),
    "boxes": each("div"),
    "boxes of an editor": "".join(f'<div data-block="true"><div class="block"><span>{s}</span></div></div>' for s in STORY),
    "spans shown as blocks": "<div>" + each('span style="display:block"') + "</div>",
    "sections": each("section"),
    "sections with wrappers": "".join(f'<section class="b"><div><div><p>{s}</p></div></div></section>' for s in STORY),
    "elements of the site's own": "<story-body>" + each("story-par") + "</story-body>",
    "list items": "<ul>" + each("li") + "</ul>",
    "quotations in between": "".join(f"<blockquote>{s}</blockquote>" if i % 3 == 1 else f"<p>{s}</p>"
                                     for i, s in enumerate(STORY)),
    "terms and their text": "<dl>" + "".join(f"<dt>Stage {i}</dt><dd>{s}</dd>" for i, s in enumerate(STORY)) + "</dl>",
    "preformatted": "<pre>" + "\n\n".join(STORY) + "</pre>",
    "cells, a row each": "<table>" + "".join(f"<tr><td>{s}</td></tr>" for s in STORY) + "</table>",
    "headings between": "".join(f"<h3>On the climb {i}</h3><p>{s}</p>" for i, s in enumerate(STORY)),
    "a part folded in": f"<p>{STORY[0]}</p><p>{STORY[1]}</p><details><summary>How it was raced</summary>"
                        f"{each('p', STORY[2:4])}</details>{each('p', STORY[4:])}",
    "a sentence folded in": f"<p>{STORY[0]}</p><p>{STORY[1]}</p><details><summary>The finish</summary><p>{STORY[2]}</p>"
                            f"</details>{each('p', STORY[3:])}",
    "entries of a live report": "".join(f'<article class="entry"><time>1{i}:00</time><h3>Update {i}</h3><p>{s}</p>'
                                        "</article>" for i, s in enumerate(STORY)),
    "pictures that load late": "".join(f'<p>{s}<noscript><img src="x.jpg"></noscript></p>' for s in STORY),
    "all in noscript": f"<div id=app></div><noscript>{each('p')}</noscript>",
    "all in a template": f"<div id=app></div><template>{each('p')}</template>",
    "all in CDATA": f"<div><![CDATA[{each('p')}]]></div>",
    "paragraphs with names of their own": "".join(f'<p id="p{i}" class="par par-{i}">{s}</p>' for i, s in enumerate(STORY)),
    "pages of a long story": "".join(f'<div id="page{i}">{each("p", STORY[i : i + 2])}</div>' for i in range(0, 8, 2)),
    "a page for phones": f'<article><div class="amp-content">{each("p")}<amp-ad width=300></amp-ad></div></article>',
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_sentence_of_a_story_is_kept_however_it_is_marked(way: str, resources: Resources) -> None:
    text = read(page(WAYS[way]), resources)
    assert [s for s in STORY if s not in text] == []
    assert [s for s in AROUND if s in text] == []


@pytest.mark.parametrize("around", [True, False])
@pytest.mark.parametrize("wrap", ["post-content", ""])
@pytest.mark.parametrize("story", [IN_FRENCH, IN_GERMAN])
def test_other_languages_lose_no_sentence(
    story: tuple[str, ...], wrap: str, around: bool, resources: Resources
) -> None:
    for body in (each("p", story), "<br><br>".join(story), each("div", story), each("section", story)):
        text = read(page(body, wrap=wrap, around=around), resources)
        assert [s for s in story if s not in text] == []
        assert [s for s in AROUND if s in text] == []


ENDS = {
    "a table": "<table><tr><td>1</td><td>Ada Holm</td></tr><tr><td>2</td><td>Inès Roche</td></tr></table>",
    "a list of results": "<ol><li>Ada Holm (Nord) 3:12:04</li><li>Inès Roche (Sud) +0:40</li><li>Sanne Krol s.t.</li></ol>",
    "tables side by side": (
        "<table><tr><td><table><tr><td>1</td><td>Ada Holm</td><td>3:12:04</td></tr><tr><td>2</td><td>Inès Roche</td></tr>"
        "</table></td><td><table><tr><td>1</td><td>Sanne Krol</td></tr></table></td></tr></table>"
    ),
    "results as they were typed": "<pre>1 Ada Holm (Nord) 3:12:04\n2 Inès Roche (Sud) +0:40\n3 Sanne Krol +0:52</pre>",
    "results in boxes": "".join(f'<div class="r"><b>{i}</b> <i>Rider {i}</i> <i>+0:1{i}</i></div>' for i in range(9))
    + '<div class="r"><b>9</b> <i>Sanne Krol</i> <i>+0:19</i></div>',
    "results in paragraphs": "".join(f"<p>{i}. Rider {i} (Nord)</p>" for i in range(1, 9))
    + "<p>9. Sanne Krol (Duin)</p>",
    "questions and answers": (
        "<dl><dt>What is next?</dt><dd>The riders go to the coast for two more stages in the hills.</dd></dl>"
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_results_and_answers_behind_a_story_stay(end: str, resources: Resources) -> None:
    text = read(page(each("p") + ENDS[end] + f"<p>{STORY[0]}</p>"), resources)
    last = {"questions and answers": "two more stages in the hills.", "a table": "2 Inès Roche"}.get(end, "Sanne Krol")
    assert last in text
    assert read(page(each("p") + ENDS[end]), resources).count(last) == 1


def table(rows: tuple[tuple[str, ...], ...], linked: tuple[int, ...], start: int = 0) -> str:
    """Return a table of `rows`, the cells at `linked` being links from row `start` on."""
    lines = (
        "".join(
            f'<td><a href="/to/{at}">{cell}</a></td>' if at in linked and number >= start else f"<td>{cell}</td>"
            for at, cell in enumerate(row)
        )
        for number, row in enumerate(rows)
    )
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


FINISHERS = (
    ("1", "Ada Holm", "Nordlys Racing", "3:12:04"),
    ("2", "Inès Roche", "Équipe du Sud", "0:40"),
    ("3", "Sanne Krol", "Team Duin - hansekogge", "s.t."),
    ("4", "Vida Lund", "Fjord Cycling", "1:02"),
)
HEADED = (("Pos", "Rider", "Team", "Time"), *FINISHERS)


@pytest.mark.parametrize("wrap", ["{}", '<div class="table-wrap"><div>{}</div></div>'])
@pytest.mark.parametrize(
    ("rows", "linked", "start"),
    [
        (tuple((rank, name, time) for rank, name, _, time in FINISHERS[:2]), (1,), 1),
        (FINISHERS, (1, 2), 0),
        (FINISHERS, (1, 2), 1),
        (HEADED, (1, 2), 1),
        (tuple((rank, name, "120") for rank, name, *_ in FINISHERS), (1,), 0),
    ],
    ids=["the second rider is a link", "riders and teams", "but the winner", "below a head", "points"],
)
def test_a_table_of_results_is_kept_whole_where_its_riders_are_links(
    rows: tuple[tuple[str, ...], ...], linked: tuple[int, ...], start: int, wrap: str, resources: Resources
) -> None:
    results = wrap.format(table(rows, linked, start))
    for body in (each("p", STORY[:3]) + results + each("p", STORY[3:]), each("p") + results):
        text = read(page(body), resources)
        assert [row for row in FINISHERS[: len(rows)] if f"{row[0]} {row[1]} " not in text] == []


@pytest.mark.parametrize(
    "rows",
    [
        (("Home", "Races"), ("Riders", "Teams"), ("Calendar", "Shop")),
        (("1", "Tveit signs for two more years"), ("2", "Five things we learned"), ("3", "How to ride in the wind")),
        (("1", "Tveit signs"), ("2", "Roche abandons"), ("3", "Lund wins")),
    ],
    ids=["a menu", "the most read", "the most read in two words"],
)
def test_a_table_of_links_elsewhere_is_cut(rows: tuple[tuple[str, ...], ...], resources: Resources) -> None:
    text = read(page(each("p", STORY[:3]) + table(rows, (0, 1)) + each("p", STORY[3:])), resources)
    assert [row[1] for row in rows if row[1] in text] == []


STARTERS = (
    ("Rider", "Team"),
    ("Ada Holm", "Nordlys Racing"),
    ("Inès Roche", "Équipe du Sud"),
    ("Sanne Krol", "Team Duin"),
)


@pytest.mark.parametrize("linked", [(), (0,), (0, 1)], ids=["no links", "riders are links", "all are links"])
def test_a_table_without_ranks_stays_between_two_paragraphs(linked: tuple[int, ...], resources: Resources) -> None:
    text = read(page(each("p", STORY[:3]) + table(STARTERS, linked, 1) + each("p", STORY[3:])), resources)
    assert [row for row in STARTERS[1:] if " ".join(row) not in text] == []


def test_a_table_without_ranks_stays_behind_the_story(resources: Resources) -> None:
    text = read(page(each("p") + table(STARTERS, ())), resources)
    assert [row for row in STARTERS[1:] if " ".join(row) not in text] == []


def test_a_question_over_a_part_of_the_story_stays(resources: Resources) -> None:
    part = f'<div class="faq"><h3>Who won?</h3><p>{STORY[3]}</p><h3>Who was second?</h3><p>{STORY[4]}</p></div>'
    assert "Who won?" in read(page(each("p", STORY[:3]) + part), resources)


def test_a_short_last_paragraph_behind_a_table_stays(resources: Resources) -> None:
    text = read(page(f"<p>{STORY[0]}</p>{ENDS['a table']}<p>The race goes on tomorrow.</p>"), resources)
    assert text.endswith("The race goes on tomorrow.")


def test_news_in_brief_is_a_story(resources: Resources) -> None:
    brief = (
        "Ada Holm won.",
        "Inès Roche was second.",
        "It rained all day.",
        "The race ends on Sunday.",
        "Nobody crashed.",
    )
    text = read(page(each("p", brief)), resources)
    assert [s for s in brief if s not in text] == []


INSETS = {
    "a form": '<div class="box"><p>Sign up for our newsletter and get the best of the road in your inbox.</p><form><input>'
              "<button>Sign up</button></form></div>",
    "a form made like the story": "<p>Sign up for our weekly newsletter and get the best stories in your inbox.</p>",
    "a card": '<div class="related-card"><a href="/x"><h4>Tveit in plaster</h4><p>The sprinter broke her wrist on the last'
              " stage of the tour and will not race again before May.</p></a></div>",
    "a heading of links": '<h3>Related articles:</h3><ul><li><a href="/x">Tveit in plaster until May</a></li></ul>',
    "a caption": '<figure><img src="x.jpg"><figcaption>Holm waves to the crowd on the last climb. Photo: Ole Dahl'
                 "</figcaption></figure>",
}  # fmt: skip


@pytest.mark.parametrize("inset", INSETS)
def test_what_is_set_into_a_story_goes(inset: str, resources: Resources) -> None:
    text = read(page(each("p", STORY[:4]) + INSETS[inset] + each("p", STORY[4:])), resources)
    assert text == " ".join(STORY)


NO_STORY = {
    "a list of stories": "".join(
        f'<div class="card"><h3><a href="/{i}">Headline number {i} of the day</a></h3><p><a href="/{i}">{s}</a></p></div>'
        for i, s in enumerate(STORY)
    ),
    "a log-in": "<form><p>Log in to go on.</p><label>Name</label><input><p>Forgot your password? Ask for a new one.</p></form>",
    "a wall": '<div class="cookie-consent"><p>We and our partners store cookies on your device. You can say no.</p></div>',
}


@pytest.mark.parametrize("kind", NO_STORY)
def test_a_page_without_a_story_is_set_aside(kind: str, resources: Resources) -> None:
    dump = dump_from_text(page(NO_STORY[kind]).replace(TITLE, "Pedal Post"), "page.html", is_html=True)
    assert isinstance(article_from_dump(dump, resources), Rejection)


def test_a_wall_of_signs_before_a_word_heads_no_section() -> None:
    def since(text: str) -> list[float]:
        out = Columns()
        add_sections(out, 2, [text, "A line."], np.array([1.0, 2.0], np.float32), np.zeros(2))
        return [float(value) for value in out.column("since related")]

    assert since("[ Related ]")[1] == 1
    assert since("[" * 5_000 + " Related")[1] > 1
