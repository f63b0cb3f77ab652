"""Heads on one line with the story, as a page's text looks when its lines are lost."""

from __future__ import annotations

import pytest

from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article

TITLE = "Holm wins sprint in Bergen"
STORY = (
    "The Norwegian rider took the sprint on Friday ahead of two rivals from her own town and wept at the finish. "
    "It was her third win of the spring, and the first in front of her mother, who runs a bakery nearby. "
    "The series goes on next week in the fjords with a hilly race over 140 km."
)
GERMAN = (
    "Die Norwegerin gewann am Freitag den Sprint vor zwei Rivalinnen aus ihrem Dorf und weinte im Ziel. "
    "Es war ihr dritter Sieg im Frühjahr und der erste vor den Augen ihrer Mutter, die eine Bäckerei betreibt."
)
FRENCH = (
    "La Norvégienne a remporté vendredi le sprint devant deux rivales de son village et a pleuré à l'arrivée. "
    "C'était sa troisième victoire du printemps, la première sous les yeux de sa mère, boulangère du coin."
)
MENU = "Home News Racing Tech Subscribe Log in"


def publish(text: str, resources: Resources) -> Article:
    outcome = article_from_dump(dump_from_text(text, "a dump of ours"), resources)
    assert isinstance(outcome, Article)
    return outcome


def body(article: Article) -> str:
    return " ".join(p.text for p in article.paragraphs).replace("’", "'")


@pytest.mark.parametrize(
    ("head", "title", "author", "date"),
    [
        (f"{MENU} {TITLE} By Gwen Pryce Published 14 March 2025", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"{MENU}\n{TITLE} By Gwen Pryce Published 14 March 2025", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"{MENU} {TITLE}\nBy Gwen Pryce Published 14 March 2025\n", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"{TITLE} By Gwen Pryce Published 14 March 2025", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"{TITLE} 14 March 2025 By Gwen Pryce", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"{TITLE}\nBy Gwen Pryce Published 14 March 2025", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"Menu Search News Calendar {TITLE} 14 March 2025", TITLE, None, "2025-03-14"),
        (f"Home | News | Log in {TITLE} By Gwen Pryce | 14 March 2025 | 3 min read", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"Home » News » {TITLE} By Gwen Pryce on March 14, 2025 0 Comments", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"{MENU} {TITLE} Posted on March 14, 2025 by Gwen Pryce", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"{MENU} {TITLE} By Gwen Pryce and Carlo Benassi 14 March 2025", TITLE, "Gwen Pryce and Carlo Benassi", "2025-03-14"),
        (f"{MENU} {TITLE} By Gwen Pryce, senior reporter, in Bergen Fri 14 Mar 2025 18.20 GMT", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"Home News Race report {TITLE} By GWEN PRYCE Associated Press Published March 14, 2025", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"Home Sport Cycling {TITLE} Reuters - 14 March 2025", TITLE, None, "2025-03-14"),
        (f"{TITLE} | The Coast Mail Skip to content Boats Tides {TITLE} By Gwen Pryce 14 March 2025", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"Home News Tour de France {TITLE} By Gwen Pryce 14 March 2025", TITLE, "Gwen Pryce", "2025-03-14"),
        ("Home News Tech giants sponsor a race By Gwen Pryce 14 March 2025", "Tech giants sponsor a race", "Gwen Pryce", "2025-03-14"),
        (f"{MENU} {TITLE} By Gwen Pryce Published 14 March 2025 Share Facebook X WhatsApp Email", TITLE, "Gwen Pryce", "2025-03-14"),
        (f"{MENU} {TITLE} By Gwen Pryce", TITLE, "Gwen Pryce", None),
        (f"{MENU} {TITLE} By Gwen Pryce 3 hours ago", TITLE, "Gwen Pryce", None),
        ("Home News Giro 2024 preview: who can beat Holm? By Gwen Pryce 14 March 2025", "Giro 2024 preview: who can beat Holm?", "Gwen Pryce", "2025-03-14"),
        ("HOME NEWS HOLM WINS FJORD RACE BY FOUR SECONDS BY GWEN PRYCE 14 MARCH 2025", "HOLM WINS FJORD RACE BY FOUR SECONDS", "Gwen Pryce", "2025-03-14"),
        (f"We use cookies to give you the best experience. Accept all {MENU} {TITLE} By Gwen Pryce | 14 March 2025", TITLE, "Gwen Pryce", "2025-03-14"),
    ],
)  # fmt: skip
def test_headline_byline_and_date_are_told_from_the_menu(
    head: str, title: str, author: str | None, date: str | None, resources: Resources
) -> None:
    article = publish(f"{head} {STORY}", resources)
    assert (article.title, article.title_source, article.author) == (title, "dump", author)
    assert (article.date and str(article.date)) == date
    assert body(article) == STORY


@pytest.mark.parametrize(
    ("head", "title", "author", "story"),
    [
        (
            "Startseite Nachrichten Ergebnisse Anmelden Holm gewinnt Sprint in Bergen Von Uli Brandt Veröffentlicht am 14. März 2025",
            "Holm gewinnt Sprint in Bergen",
            "Uli Brandt",
            GERMAN,
        ),
        (
            "Accueil Actualités Résultats Se connecter Holm gagne le sprint à Bergen Par Luc Vernet Publié le 14 mars 2025 à 18h20, mis à jour le 15 mars 2025 à 9h10",
            "Holm gagne le sprint à Bergen",
            "Luc Vernet",
            FRENCH,
        ),
    ],
)
def test_menus_of_other_languages(head: str, title: str, author: str, story: str, resources: Resources) -> None:
    article = publish(f"{head} {story}", resources)
    assert (article.title, article.author, str(article.date)) == (title, author, "2025-03-14")
    assert body(article) == story


@pytest.mark.parametrize(
    "before",
    [
        "Oars Tides Lanterns Diaries Holm wins sprint in Bergen By",  # a menu nobody knows
        f"{MENU} {TITLE} The Norwegian rider beats two rivals from her own town in a close and wet finish By",
        f"{MENU} {TITLE} The Norwegian beats two rivals. By",
    ],
)
def test_what_may_be_more_than_a_headline_stays_in_the_story(before: str, resources: Resources) -> None:
    article = publish(f"{before} Gwen Pryce 14 March 2025 {STORY}", resources)
    assert (article.title_source, article.author, str(article.date)) == ("derived", "Gwen Pryce", "2025-03-14")
    assert body(article) == f"{before.removeprefix(MENU).removesuffix(' By').strip()} {STORY}"


@pytest.mark.parametrize(
    "words",
    [
        "Holm beaten by Marianne Vos",
        "Holm Beaten By Marianne Vos",
        "Holm wins again Gwen Pryce",
        "Holm wins time trial Gwen Pryce in Bergen",
    ],
)
def test_a_name_before_a_bare_date_is_neither_headline_nor_byline(words: str, resources: Resources) -> None:
    article = publish(f"{MENU} {words} 14 March 2025 {STORY}", resources)
    assert (article.title_source, article.author, str(article.date)) == ("derived", None, "2025-03-14")
    assert body(article) == f"{words} {STORY}"


@pytest.mark.parametrize(
    "lead",
    [
        "News broke on Friday 14 March 2025 Ada Holm said, and nobody in the village of her birth slept that night.",
        "By Friday 14 March 2025 Holm had ridden nine hundred kilometres, and the doctors told her to stop at once.",
        "Home Depot sponsored the race until 14 March 2025. The Guardian wrote of the end of an era on the same day.",
        "A poster By Gwen Pryce dated 14 March 2025 hangs in the hall, and every rider touched it before the start.",
        "Women raced in Bergen on 14 March 2025. Men raced there two days later, and fewer people came to watch it.",
        "Posted by Gwen Pryce on 14 March 2025, the message was read by four thousand people before it was taken down.",
        "Results Road Race Women 14 March 2025. The jury needed an hour to count the seconds, and nobody believed it.",
        "Published 14 March 2025 in Bergen, the book tells of the war years and of a race that nobody wanted to win.",
        "Published 14 March 2025 by Gwen Pryce, the book tells of the war years and of a race that nobody wanted to win.",
        "Posted on 14 March 2025 by a fan, the message was read by four thousand people before it was taken down.",
        "Von Anna Brandt ist bekannt, dass sie am 14. März 2025 in Bergen gewann und danach lange im Ziel weinte.",
        "Par Luc Vernet, le 14 mars 2025 restera un grand jour, et le village a fêté sa championne toute la nuit.",
    ],
)
def test_a_story_that_opens_with_words_of_a_head_is_kept_whole(lead: str, resources: Resources) -> None:
    article = publish(f"{lead}\n\n{STORY}", resources)
    assert (article.author, article.date) == (None, None)
    assert body(article) == f"{lead} {STORY}"


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_headline_on_the_line_above_a_glued_standfirst(between: str, resources: Resources) -> None:
    standfirst = "The Norwegian rider beats two rivals"
    article = publish(f"{TITLE}\n{standfirst} By Gwen Pryce 14 March 2025{between}{STORY}", resources)
    assert (article.title, article.author, str(article.date)) == (TITLE, "Gwen Pryce", "2025-03-14")
    assert body(article) == f"{standfirst} {STORY}"


def test_a_headline_that_is_told_twice_takes_no_sentence_along(resources: Resources) -> None:
    text = f"{TITLE} The Norwegian won in the rain. She wept. {TITLE} By Gwen Pryce 14 March 2025 {STORY}"
    article = publish(text, resources)
    assert article.title == TITLE
    assert "The Norwegian won in the rain. She wept." in body(article)


def test_what_follows_below_a_head_is_read_too(resources: Resources) -> None:
    article = publish(f"{MENU} {TITLE} By Gwen Pryce\nUpdated 15 March 2025\n{STORY}", resources)
    assert (article.title, str(article.date), body(article)) == (TITLE, "2025-03-15", STORY)


def test_a_photographer_is_no_author(resources: Resources) -> None:
    article = publish(f"{MENU} {TITLE} Photo By Lena Mohr 14 March 2025 {STORY}", resources)
    assert article.author is None
    assert STORY in body(article)


@pytest.mark.parametrize("lead", ["Holm needs a witness in fancy dress.", STORY])
@pytest.mark.parametrize(
    "menu",
    ["Skip to content Menu Home News Calendar Shop Log in Search", "Home | News | Calendar | Shop | Contact", MENU],
)
def test_a_menu_goes_alone_where_it_opens_the_lead(menu: str, lead: str, resources: Resources) -> None:
    assert body(publish(f"{menu} {lead} {STORY}", resources)) == f"{lead} {STORY}"


@pytest.mark.parametrize(
    "lead",
    [
        "De Lie won the sprint of the second stage on Friday after a long day in the wind.",
        "Women Holm had never met before rode with her to the last climb of the long day.",
        "Cycling Ireland has named four riders for the race in Bergen on the last day of May.",
        "All Norwegian riders in the race wore black on Friday, and nobody asked them why.",
        "Giro Donne riders came to Bergen in the rain, and none of them had slept that night.",
    ],
)
def test_a_lead_keeps_a_first_word_that_menus_have_too(lead: str, resources: Resources) -> None:
    assert body(publish(f"Home News Calendar Log in {lead} {STORY}", resources)) == f"{lead} {STORY}"


def test_a_word_between_menu_and_headline_that_may_be_of_either_stays(resources: Resources) -> None:
    article = publish(f"Home News Log in More {TITLE} By Gwen Pryce 14 March 2025 {STORY}", resources)
    assert (article.title_source, article.author) == ("derived", "Gwen Pryce")
    assert TITLE in body(article)


def test_a_headline_of_its_own_line_leaves_the_menu_behind(resources: Resources) -> None:
    article = publish(f"Toggle navigation Home Cycling Football Tennis {TITLE}\n{STORY}", resources)
    assert (article.title, body(article)) == (TITLE, STORY)


def test_a_menu_without_byline_or_date_takes_nothing_of_the_lead_along(resources: Resources) -> None:
    assert STORY in body(publish(f"{MENU} {STORY}", resources))
