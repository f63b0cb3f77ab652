from __future__ import annotations

import pytest

from racenews.intake.page import dump_from_html

STORY = "".join(
    f"<p>{s}</p>"
    for s in (
        "Ada Holm rode away from the leading group on the last climb and won the third stage on Thursday.",
        "The Norwegian was forty seconds clear at the top and never looked back on the wet descent.",
        "Inès Roche finished second after a long chase behind the winner through the narrow streets.",
    )
)
HEADLINE = "Holm wins alone in the rain"
META = '<meta property="og:site_name" content="Pedal Post">'
LINK = '<link rel="canonical" href="https://www.pedalpost.example/road/holm">'
JSON = '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"The Pedal Post"}}</script>'
OTHER = '<script type="application/ld+json">{"@type":"WebSite","name":"Pedal Post"}</script>'


def title_of(title: str, head: str = "", body: str = "") -> str | None:
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}<div>{STORY}</div></body></html>"
    return dump_from_html(html, "page.html").declared.title


@pytest.mark.parametrize("head", [META, LINK, JSON, OTHER])
@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} - Pedal Post",
        f"{HEADLINE} – Pedal Post",
        f"{HEADLINE} | The Pedal Post",
        f"{HEADLINE} &raquo; Pedal Post",
        f"{HEADLINE} / Pedal Post",
        f"Pedal Post: {HEADLINE}",
        f"Pedal Post - {HEADLINE}",
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(title: str, head: str) -> None:
    assert title_of(title, head) == HEADLINE


def test_the_name_of_the_site_is_told_by_its_copyright_notice() -> None:
    assert (
        title_of(f"{HEADLINE} - Pedal Post", body="<footer>© 2024 Pedal Post. All rights reserved.</footer>")
        == HEADLINE
    )


def test_a_headline_that_the_page_repeats_is_whole() -> None:
    assert title_of(f"{HEADLINE} - Road - Pedal Post", body=f"<b>{HEADLINE}</b><br>") == HEADLINE
    og = f'<meta property="og:title" content="{HEADLINE} | Road"><meta name="twitter:title" content="{HEADLINE}">'
    assert title_of("Holm", og) == HEADLINE


def test_a_sub_heading_that_repeats_what_stands_behind_a_colon_is_not_the_headline() -> None:
    assert title_of("Holm and the rain: how she won", body="<h3>How she won</h3>") == "Holm and the rain: how she won"


def test_an_address_longer_than_the_name_tells_it() -> None:
    assert title_of(f"{HEADLINE} - Pedal Post Road News", LINK) == HEADLINE


def test_a_headline_in_the_text_loses_the_name_of_the_site_behind_it_alone() -> None:
    assert title_of("x", META, f"<h1>{HEADLINE} | Pedal Post</h1>") == HEADLINE
    assert title_of("x", META, f"<h1>Pedal Post: {HEADLINE}</h1>") == f"Pedal Post: {HEADLINE}"


@pytest.mark.parametrize(
    "title",
    [
        "Entries close on Sunday – and this year there is a limit",
        "Holm wins in the rain - Roche second",
        "Tour of the Fjords: Holm wins alone",
        "Holm: “I never looked back”",
        "Stage 3 - Holm wins",
    ],
)
@pytest.mark.parametrize("head", ["", META])
def test_a_headline_in_two_parts_stays(title: str, head: str) -> None:
    assert title_of(title, head) == title
