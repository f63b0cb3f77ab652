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


def set_alone(text: str, **seen: object) -> str:
    templates = {**TEMPLATES, "own.html": text}
    quick, plain = (Environment(autoescape=True, loader=DictLoader(templates)) for _ in range(2))
    quick.globals["say"] = plain.globals["say"] = str
    page = Typesetter(quick, {}, {}, ()).set_page("own.html", seen, "a.html").decode()
    assert page == plain.get_template("own.html").render(output_file="a.html", **seen)
    return page


def test_what_is_no_field_is_looked_for_as_jinja_does() -> None:
    text = '{% set head = {"title": "A<"} %}{{ head.title }} {{ named.title }} {{ named.lacks }}{{ named.items().__len__() }}'
    assert set_alone(text, named={"title": "B<"}) == "A&lt; B&lt; 1"


def test_names_that_python_has_for_itself_are_asked_for_as_well() -> None:
    assert set_alone("{{ mark.class }}{{ dict(from=1).from }}", mark={"class": "<i>"}) == "&lt;i&gt;1"


def test_a_template_that_changes_how_it_escapes_is_set_as_it_says() -> None:
    text = (
        "{% macro own(x) %}<b>{{ x }}</b>{% endmacro %}{{ own('<') }}"
        "{% autoescape false %}{{ own('<') }}{{ x }}{% endautoescape %}{{ x }}{{ x | safe }}"
    )
    assert set_alone(text, x="<i>") == "<b>&lt;</b><b>&lt;</b><i>&lt;i&gt;<i>"


def test_macros_take_what_they_are_given() -> None:
    text = (
        "{% macro own(x, y=2, z=3) %}{{ x }}{{ y }}{{ z }},{% endmacro %}"
        "{{ own(1) }}{{ own(1, z=9) }}{{ own(y=7, x='<') }}{{ own() }}{% macro more(x) %}{{ x }}{{ varargs }}{% endmacro %}"
        "{{ more(1, 2) }}{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}{{ 1 < 2 }}{% endcall %}"
    )
    assert set_alone(text) == "123,129,&lt;73,23,1(2,)[True]"


def test_a_macro_that_is_given_too_much_says_so_as_jinja_does() -> None:
    with pytest.raises(TypeError, match="'own' takes no keyword argument 'z'"):
        set_alone("{% macro own(x) %}{% endmacro %}{{ own(1, z=2) }}")
    with pytest.raises(TypeError, match="'own' takes not more than 1 argument"):
        set_alone("{% macro own(x) %}{% endmacro %}{{ own(1, 2) }}")


def test_an_attribute_error_of_a_record_is_not_hidden() -> None:
    class Record:
        @property
        def broken(self) -> str:
            raise AttributeError("within")

    assert (
        set_alone(
            "{{ record.broken }}|{% for n in [1, 2] %}{{ loop.index }}{{ loop.lacks }}{% endfor %}", record=Record()
        )
        == "|12"
    )


def test_lines_that_put_out_texts_in_a_row_put_out_one() -> None:
    code = "def root():\n    yield 'a'\n    yield b\n    if c:\n        yield d\n        yield from e()\n    yield 'f'\n    yield None"
    assert join_yields(code).split("\n") == [
        "def root():", "    yield ''.join(('a',", "    b,))", "    if c:", "        yield d", "        yield from e()",
        "    yield 'f'", "    yield None",
    ]  # fmt: skip
