"""Pages that came in instead of a story, and stories that only sound like them."""

from __future__ import annotations

import pytest

from racenews.intake.error_page import name_error
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article, Rejection

ERRORS = {
    "an error page: not found": [
        "404\n\nSorry, the page you were looking for does not exist. It may have been moved or deleted by our team.",
        (
            "The Long Chase\nPage not found\n\nWe could not find what you were after. Go back to the front page of the paper.\n\n"
            "Latest\n\nHolm wins again in the fjords after a long solo\n\nPryce moves to Team Nord for two years"
        ),
        "Error 404 - Not Found\n\nThe requested URL was not found on this server.",
        "Oops! That page can’t be found.\n\nIt looks like nothing was found at this location.",
        "Whoops! 404\n\nThis link has gone the way of the breakaway, well before the finish.\n\nPopular\nHolm wins again",
        "We can't find that page\n\nIt may have been moved or deleted. Try our search, or go back to the home page.",
        "Seite nicht gefunden\n\nDie von Ihnen aufgerufene Seite existiert leider nicht mehr. Zurück zur Startseite.",
        "Oups ! Page introuvable\n\nLa page demandée n'existe plus ou a changé d'adresse depuis votre dernier passage.",
        "Pagina niet gevonden\n\nDe opgevraagde pagina is misschien verplaatst of verwijderd door de redactie.",
        "Página no encontrada\n\nLa página solicitada no existe o ha cambiado de dirección en los últimos meses.",
    ],
    "an error page: access denied": [
        'Access Denied\n\nYou don\'t have permission to access "http://chase.example/" on this server.\n\nReference #18.2d351',
        "Access to this page has been denied because we believe you are using automation tools to browse the website.",
        "403 Forbidden\n\nnginx/1.18.0 (Ubuntu)",
        "Sorry, you have been blocked\n\nThis website is using a security service to protect itself from online attacks.",
    ],
    "an error page: the server failed": [
        "503 Service Unavailable\n\nNo server is available to handle this request.",
        "502 Bad Gateway\n\nnginx",
        "Internal Server Error\n\nThe server encountered an internal error and was unable to complete your request.",
    ],
    "a check of the browser": [
        (
            "Checking your browser before accessing chase.example.\n\nThis process is automatic. Your browser will redirect to "
            "your requested content shortly.\n\nPlease allow up to 5 seconds…\n\nRay ID: 4d35c5e2"
        ),
        "Just a moment...\n\nEnable JavaScript and cookies to continue",
        "Are you a robot?\n\nPlease verify you are a human to continue. Our systems have detected unusual traffic.",
    ],
    "the thanks page of a form": [
        "Thank you for subscribing!\n\nWe have sent you an email with a link. Please click it to confirm your address.",
        "You're signed up\n\nOur first letter will be with you on Monday morning. Until then, follow us on Instagram.",
        "Vielen Dank für Ihre Anmeldung!\n\nZurück zur Startseite",
    ],
    "a page of terms": [
        (
            "Terms of use\nLast updated 1 May 2023\n1. These terms apply to everybody who reads this website.\n"
            "2. By using it you accept that our liability ends where the law allows it.\n"
            "3. The courts of Bergen have jurisdiction over any dispute that may arise."
        ),
        (
            "The Long Chase\nPrivacy policy\n\nWe collect personal data when a reader opens an account with the paper.\n\n"
            "The data is not given to third parties. Cookies are deleted when the browser is closed at night."
        ),
        (
            "Impressum\n\nDer Verlag hat seinen Sitz in der Hafenstraße in Bergen, vertreten durch Ada Holm.\n\n"
            "Die Haftung für Inhalte fremder Seiten liegt bei Dritten. Das Urheberrecht bleibt beim Verlag."
        ),
    ],
    "a cookie wall": [
        (
            "We value your privacy\n\nWe and our 842 partners store and access information on a device, such as cookies.\n\n"
            "Accept all\nReject all"
        ),
        "Before you continue to The Long Chase\n\nWe use cookies and data to deliver our services and protect against spam.",
    ],
}
STORIES = [
    (
        "Access denied: spectators kept off the climb\n\nThe mayor closed the road to spectators on Tuesday after a landslide.\n\n"
        "Riders will pass at noon, and nobody will stand beside them."
    ),
    (
        "404 days without a win\n\nAda Holm won the race on Tuesday after 404 days in which she was second nine times.\n\n"
        "She had counted every one of them."
    ),
    (
        "Team bus not found for an hour\n\nThe bus of Team Nord was not found until the race had gone, and nobody had a radio.\n\n"
        "The riders changed in a bakery."
    ),
    "Just a moment of doubt\n\nHolm looked round once, saw nobody and rode on to the finish in Bergen.\n\nThe gap was a minute.",
    (
        "Cookies at kilometre zero\n\nThe baker of Voss gave cookies to all the riders before the start of the stage.\n\n"
        "Two of them asked for more, and got it."
    ),
    (
        "Service unavailable: why the feed car stood still\n\nThe neutral service car broke down twice in the first hour of the "
        "race.\n\nIts driver walked to the finish."
    ),
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ERRORS.items() for text in texts])
def test_an_error_page_is_set_aside_and_called_by_its_name(kind: str, text: str, resources: Resources) -> None:
    assert name_error(text) == kind
    outcome = article_from_dump(dump_from_text(text, "x"), resources)
    assert isinstance(outcome, Rejection)
    assert outcome.reason == f"it is {kind}, and no story"


@pytest.mark.parametrize("text", STORIES)
def test_a_story_that_sounds_like_one_is_published(text: str, resources: Resources) -> None:
    assert name_error(text) is None
    assert isinstance(article_from_dump(dump_from_text(text, "x"), resources), Article)


def test_an_error_page_in_markup_is_known_as_well(resources: Resources) -> None:
    nav = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(200))
    page = f"<html><body><nav><ul>{nav}</ul></nav><main><h1>Page not found</h1><p>The page may have been removed.</p></main>"
    outcome = article_from_dump(dump_from_text(page, "x"), resources)
    assert isinstance(outcome, Rejection)
    assert outcome.reason == "it is an error page: not found, and no story"


STORY = "Ada Holm won the second stage on Tuesday after a long solo ride through the rain. Roche was second."


@pytest.mark.parametrize(
    "text",
    [
        f"date 2024-08-18 We use cookies to improve your experience. Accept all {STORY}",
        f"{STORY} We use cookies to improve your experience. Learn more Accept",
        f'"Are you a robot?" they asked her. {STORY}',
    ],
)
def test_a_story_on_one_line_with_a_notice_is_a_story(text: str) -> None:
    assert name_error(text) is None
