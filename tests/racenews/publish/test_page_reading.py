import random

import pytest

from racenews.publish import page_reading
from racenews.publish.page_reading import MOST_DEEP, NotPlainError, PageReader, PageText, Said

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Rain &amp; wind &lt;b&gt; | Flamme Rouge</title>
<link rel="stylesheet" href="/theme/paper.css">
<script src="/theme/slash.js" defer></script>
<script type="application/ld+json">{"@context":"x","a":"1 > 0 \\u003c \\"quoted\\""}</script>
</head>
<body>
<a class="skip" href="#main">Skip</a>
<main id="main"><h1>Rain <i class="kite"></i> &amp; wind</h1>
<p>Said "id='x' href='/y/'" &gt; that <a href="/riders/a/">A</a>, <a href="/riders/a/">A</a> and <a href="https://b.net/?a=1&amp;b=2">B</a>.
<img src="1.svg" alt="" loading="lazy"><img src="/2.svg"><source type="image/avif" srcset="/3.avif 1x, https://c.net/4.avif 2x">
<svg viewBox="0 0 9 9"><title id="t">A drawing</title><path d="M0 0h9"/></svg><br/>
<table><tr><td id="cell"><data value="1">1</data></td></tr></table></p></main>
</body>
</html>
"""


def reader() -> PageReader:
    return PageReader(lambda address: address.startswith("https:"), lambda link: 7 if link == "/riders/a/" else None)


def as_parsed(page: PageText) -> tuple[str, str, list[Said], list[str]]:
    """Return what a page says, without the links for which a number stands."""
    said = [one for one in page.said if one != Said(links=("/riders/a/",))]
    return page.lang, page.title.strip(), said, list(page.records)


def test_a_plain_page_says_what_the_parser_finds_on_it() -> None:
    pages = reader()
    plain = pages.read_tags(PAGE)
    assert plain.lang == "en" and plain.title == "Rain & wind <b> | Flamme Rouge" and plain.numbers == {7}
    assert [one.id for one in plain.said if one.id] == ["main", "t", "cell"]
    assert [one.bare for one in plain.said if one.bare] == ["'/2.svg'"]
    assert [one.foreign for one in plain.said if one.foreign] == [("https://c.net/4.avif",)]
    assert ("https://b.net/?a=1&b=2",) in [one.links for one in plain.said]
    assert as_parsed(plain) == as_parsed(pages.parse(PAGE.encode()))
    assert pages.read_tags(PAGE) == plain  # by heart


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>", "<!-- <p id='c'> --><p>"),
        ("<p>", "<p ID=x>"),
        ("<p>", "<p id='x'>"),
        ("<p>", '<p id="x" id="y">'),
        ("<p>", "<P>"),
        ("<p>", '<p title="a > b" id="x">'),
        ("<p>", '<p id="&eacute;">'),
        ("<p>", "<template id=\"t\"><a href='/x/'></a></template><p>"),
        ("<p>", '<textarea><a href="/x/"></a></textarea><p>'),
        ("<p>", '<style>a{content:"<b>"}</style><p>'),
        ("<p>", '<script>document.write("<a href=\\"/x/\\">")</script><p>'),
        ("<p>", "1 < 2 <p>"),
        ("<p>", "\0<p>"),
        ("<p>", '<body id="two"><p>'),
        ("<title>", '<title class="x">'),
        ("<title>Rain", "<title>Rain <b>"),
        ("</title>\n<link", "</title><title>Two</title>\n<link"),
        ("<head>\n", "<head>\n<p>"),
        ("<head>", "<head class='x'>"),
        ("<!doctype html>", ""),
        ("<body>", '<body class="x">'),
        ("<p>", '<script type="application/ld+json" src="/x.js"></script><p>'),
        ("</head>", '<script type="application/ld+json">{"a":"</b>"}</script></head>'),
        ("</p>", "</p" + " " * 3),
    ],
)
def test_what_is_not_plain_is_left_to_the_parser_or_read_as_it_would(old: str, new: str) -> None:
    page = PAGE.replace(old, new, 1)
    pages = reader()
    assert as_parsed(pages.read(page.encode())) == as_parsed(pages.parse(page.encode()))


def test_a_page_that_is_mixed_up_is_never_read_otherwise_than_the_parser_does() -> None:
    shuffle = random.Random(7)
    parts = [part + ">" for part in PAGE.split(">")]
    plain = 0
    for _ in range(3000):
        mixed = parts[:]
        for _ in range(shuffle.randint(1, 3)):
            first, second = shuffle.randrange(len(mixed)), shuffle.randrange(len(mixed))
            if shuffle.random() < 0.5:
                mixed[first], mixed[second] = mixed[second], mixed[first]
            else:
                mixed.insert(first, mixed[second])
        page = "".join(mixed)
        pages = reader()
        try:
            told = pages.read_tags(page)
        except NotPlainError:
            continue
        plain += 1
        assert as_parsed(told) == as_parsed(pages.parse(page.encode())), page
    assert plain > 100


def test_a_page_as_deep_as_a_parser_follows_is_left_to_it() -> None:
    deep = PAGE.replace("<p>", "<em>" * MOST_DEEP + "</em>" * MOST_DEEP + "<p>", 1)
    with pytest.raises(NotPlainError):
        reader().read_tags(deep)
    reader().read_tags(PAGE.replace("<p>", "<em></em>" * MOST_DEEP + "<p>", 1))


def test_a_reader_that_forgets_its_tags_knows_the_frame_of_a_page_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_reading, "MOST_KNOWN", 0)
    long = PAGE.replace("<p>", "<em></em>" * MOST_DEEP + "<p>", 1).encode()
    pages = reader()
    assert pages.read(long) == pages.read(long)


def test_what_stands_around_a_page_counts_for_its_depth_and_what_it_says() -> None:
    pages = reader()
    below = PAGE.replace("</main>", '</main><p id="foot"><a href="/riders/a/">A</a></p>')
    assert [one.id for one in pages.read_tags(below).said if one.id] == ["main", "t", "cell", "foot"]
    assert as_parsed(pages.read_tags(below)) == as_parsed(pages.parse(below.encode()))
    deep = PAGE.replace("<main", "<em>" * MOST_DEEP + "<main").replace("</main>", "</main>" + "</em>" * MOST_DEEP)
    with pytest.raises(NotPlainError):
        pages.read_tags(deep)
    assert pages.read_tags(PAGE.replace("main", "p")).lang == "en"
