import traceback

import pytest
from jinja2 import DictLoader, Environment

from press.typesetter import Typesetter, join_yields

TEMPLATES = {
    "base.html": "<title>{{ title }}</title>\n{% block main %}{% endblock %}\n{% include 'foot.html' %}",
    "foot.html": "{{ paper }}, {{ output_file }}",
    "page.html": (
        '{% extends "base.html" %}{% import "macros/small.html" as small %}{% block main %}\n'
        "{{ title }}:\n{% for name in names %}\n{{ loop.index }} {{ small.row(name) }}\n{{ 6 // count }}{% endfor %}{% endblock %}"
    ),
    "macros/small.html": "{% macro row(name) %}<li>{{ name }}</li>{% endmacro %}",
}


def environment() -> Environment:
    made = Environment(autoescape=True, loader=DictLoader(TEMPLATES))
    made.globals["say"] = str
    return made


def test_a_page_is_set_as_jinja_sets_it() -> None:
    page = {"title": "A & B", "names": ["<x>", "y"], "count": 3}
    set_page = Typesetter(environment(), {"paper": "P"}, {}, ()).set_page
    as_jinja = environment().get_template("page.html").render(paper="P", output_file="a.html", **page)
    assert set_page("page.html", page, "a.html") == set_page("page.html", page, "a.html") == as_jinja.encode()


def test_an_error_names_the_line_of_the_template_in_which_it_is() -> None:
    with pytest.raises(ZeroDivisionError) as fault:
        Typesetter(environment(), {}, {}, ()).set_page("page.html", {"names": ["x"], "count": 0}, "a.html")
    last = traceback.extract_tb(fault.value.__traceback__)[-1]
    assert (last.name, last.lineno) == ("block 'main'", 5)


def test_lines_that_put_out_texts_in_a_row_put_out_one() -> None:
    code = "def root():\n    yield 'a'\n    yield b\n    if c:\n        yield d\n        yield from e()\n    yield 'f'\n    yield None"
    assert join_yields(code).split("\n") == [
        "def root():", "    yield ''.join(('a',", "    b,))", "    if c:", "        yield d", "        yield from e()",
        "    yield 'f'", "    yield None",
    ]  # fmt: skip
