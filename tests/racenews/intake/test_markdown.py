"""Marks of Markdown in a text dump go, every word stays, and what only looks like a mark stays as well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from racenews.intake.markdown import plain_markdown
from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump, tiles
from racenews.resources import Resources
from racenews.types import Article

DUMP = """# Holm wins alone in the rain

**By Gwen Pryce**

*2 May 2024*

Ada Holm won the **third stage** on Thursday, and [Inès Roche](https://x.example/a_(b) "Roche") was second in the rain.

## How it was won ##

She attacked on the _last climb_ and was never seen again, as her team told the [paper][1].

> “I never looked back, because I knew what I would see,” she said.

![Holm on the climb](https://x.example/a.jpg)

---

**What is next**

The race ends on Sunday with a `time trial`, \\*unless it rains.

[1]: https://x.example/paper "The paper"
"""


def read(text: str, resources: Resources) -> Article:
    outcome = article_from_dump(dump_from_text(text, "a.txt"), resources)
    assert isinstance(outcome, Article)
    return outcome


def test_a_dump_with_marks_is_a_story_with_head_headings_and_quotes(resources: Resources) -> None:
    story = read(DUMP, resources)
    assert (story.title, story.author, str(story.date)) == ("Holm wins alone in the rain", "Gwen Pryce", "2024-05-02")
    assert [(p.kind, p.text) for p in story.paragraphs] == [
        ("p", "Ada Holm won the third stage on Thursday, and Inès Roche was second in the rain."),
        ("heading", "How it was won"),
        ("p", "She attacked on the last climb and was never seen again, as her team told the paper."),
        ("quote", "“I never looked back, because I knew what I would see,” she said."),
        ("heading", "What is next"),
        ("p", "The race ends on Sunday with a time trial, *unless it rains."),
    ]
    assert {"markup/picture caption", "markup/address"} <= {removal.rule for removal in story.removals}


def test_the_tiles_cover_a_dump_with_marks(resources: Resources) -> None:
    dump = dump_from_text(DUMP, "a.txt")
    outcome = read(DUMP, resources)
    found = tiles(dump, outcome.header_spans, outcome.removals)
    assert "".join(dump.text[t.start : t.end] for t in found) == dump.text


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("[Holm](/riders/holm) won", "Holm won"),
        ("She won.[2](#fn2) Roche was second.", "She won. Roche was second."),
        ("[![The climb](/a.jpg)](/gallery) She won.", "The climb She won."),
        ("**Holm**'s ***last*** win", "Holm's last win"),
        ("**Holm** __won__", "Holm won"),
        ("### Results", "Results"),
        ("# A first line", "A first line"),
        ("**Roche:**\n> She won.\n>\n> I was second.", "Roche:\nShe won.\n\nI was second."),
        ("> “She won,” he said.", "“She won,” he said."),
    ],
)
def test_marks_go(marked: str, plain: str) -> None:
    assert plain_markdown(marked).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "* 1. Holm\n* 2. Roche",
        "She is\n#1 in the ranking",
        "The list\n# Rider Team Time\n1 Holm Nord 3:12:04",
        "The favourites\n***** Holm\n**** Roche, *** Krol",
        "5 * 3 * 2 seconds, and snake_case_names",
        "* denotes a neutralised rider *",
        "What a f**k up, s**t",
        "[sic](as she wrote it) and [brackets] (and more)",
        "Home > Road > News\n> 10 seconds behind",
        "The gap is > 10 seconds and < 20",
        "He rides for Team **",
        "C:\\_new_ and 1\\. place",
        "- A dash\n+ a plus",
        "[1] Holm, [2] Roche",
        "> Tveit signs for two more years...\n> Roche in plaster.",
        "__init__ and >>> print(1).",
    ],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert plain_markdown(text) == (text, {}, ())


@given(st.text(alphabet="ab*_#>[]()! \n`\\:/1.", max_size=60))
def test_no_letter_is_lost_and_plain_text_is_plain_again(text: str) -> None:
    found = plain_markdown(text)
    assert all(found.text[m.span.start : m.span.end] for m in found.marked)
    assert found.text.count("\n") == text.count("\n")
    if "](" not in text:
        assert [c for c in found.text if c in "ab1"] == [c for c in text if c in "ab1"]


@pytest.mark.parametrize(
    "line", ["**a " * 5000, "[a](http://x" * 2000, "_a " * 9000, "> " * 9000, "![[" * 6000, "`" * 19_000]
)
def test_marks_that_never_close_cost_no_letter(line: str) -> None:
    found = plain_markdown("\n".join([line] * 20))  # `python -m tools.fuzz` holds such lines to seconds
    assert found.text.count("\n") == 19
    assert found.text.count("a") == 20 * line.count("a")
