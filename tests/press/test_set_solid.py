"""Templates are printed without the white space that nobody sees, and with all that somebody does."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from press.set_solid import SetSolid, set_solid


def set_page(source: str, **seen: object) -> str:
    environment = jinja2.Environment(extensions=[SetSolid], autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source).render(**seen)


def test_white_space_between_words_and_links_stays() -> None:
    for markup in ("<b>By</b> <a href='/x/'>A</a>", "one\n<i>two</i>", "<a>a</a>\n<a>b</a>", "<img> <small>x</small>"):
        assert set_solid(markup) == markup


def test_blocks_stand_side_by_side() -> None:
    page = set_page(
        "<ul>\n{% for name in names %}\n<li>{{ name }} <b>1</b></li>\n{% endfor %}\n</ul>\n<p>{{ names[0] }}</p>\n",
        names=["One", "Two"],
    )
    assert page == "<ul><li>One <b>1</b></li><li>Two <b>1</b></li></ul><p>One</p>"


def test_what_a_story_brings_in_is_left_as_it_is() -> None:
    page = set_page("<div>\n{{ text }}\n</div>", text=Markup("<p>a </p>\n<p>b</p>"))
    assert page == "<div><p>a </p>\n<p>b</p></div>"
