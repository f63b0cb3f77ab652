from dataclasses import dataclass

from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from press.sorts import MOST_KEPT, Keep, keep_sorts, remember


@dataclass(frozen=True)
class Card:
    title: str


def test_a_macro_is_asked_once_for_the_same_card_and_again_for_another() -> None:
    asked: list[str] = []
    macros = "{% macro row(card, level=3) %}<h{{ level }}>{{ note(card.title) }}</h{{ level }}>{% endmacro %}"
    page = '{% import "macros/cards.html" as cards %}{% for c in list %}{{ cards.row(c) }}{{ cards.row(c, level=2) }}{% endfor %}'
    environment = Environment(autoescape=True, loader=DictLoader({"macros/cards.html": macros, "page.html": page}))
    environment.globals["note"] = lambda title: asked.append(title) or title
    keep_sorts(environment)
    one, twin = Card("A & B"), Card("A & B")
    set_page = environment.get_template("page.html").render
    first = set_page(list=[one])
    assert first == "<h3>A &amp; B</h3><h2>A &amp; B</h2>"
    assert set_page(list=[one, one]) == first * 2 and asked == ["A & B"] * 2
    assert set_page(list=[twin]) == first and asked == ["A & B"] * 4


def test_text_and_markup_a_number_and_its_truth_and_a_name_and_a_value_are_told_apart() -> None:
    say = remember(lambda *args, **named: escape(f"{args}{named}") if args else escape(next(iter(named.values()))), {})
    assert say(x="<b>") == "&lt;b&gt;" and say(x=Markup("<b>")) == "<b>"
    assert say(1) != say(True) and say("x", "y") != say(x="y")


def test_what_is_kept_stays_below_a_limit_and_a_record_that_is_gone_is_not_taken_for_a_new_one() -> None:
    kept: Keep = {}
    show = remember(lambda card: card.title, kept)
    assert [show(Card(str(n))) for n in range(MOST_KEPT + 5)] == [str(n) for n in range(MOST_KEPT + 5)]
    assert len(kept) == 5
