"""How long does a megabyte of a flood take, and twice as much of it twice as long? `python -m tools.fuzz.linear`.

Each flood is read as a text and as a page, in several sizes. Seconds are of the processor, and where they seem too
many the best of three is told. `s/MB` is the worst of all sizes. The exponent is the slope of time over size, both as
logarithms, between two sizes next to each other: 1 is in proportion, 2 is square. Below half a megabyte it would tell
of what every dump costs, and of the processor's caches. What the largest became stands behind: what is set aside costs
little.
"""

from __future__ import annotations

import argparse
import csv
import math
import resource
import sys
import time
from collections.abc import Callable, Sequence

from racenews.intake.read import dump_from_bytes
from racenews.pipeline import article_from_dump, default_resources
from racenews.publish.body import render_body
from racenews.resources import DATA
from racenews.types import Article, UnreadableDumpError

MOST_SECONDS_PER_MB, MOST_EXPONENT = 2.0, 1.15
SIZES = (125_000, 500_000, 2_000_000)
STEEP_FROM = 0.4  # megabytes
TIMES = 3
LONGEST = 8_000_000  # of the one line that is as long as a dump may be
TOO_SHORT = 0.05  # seconds; below that the clock decides, not the text
NEWS = "Ada Holm beat Ida Berg by four seconds on the last climb of the day, and nobody saw it coming. "


def _of(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece.encode()))


def _numbered(pattern: str, between: str = "") -> Callable[[int], str]:
    return lambda size: between.join(pattern.format(n) for n in range(size // (len(pattern) + 4)))


def _known_names(size: int) -> str:
    names: list[str] = []
    for file in sorted((DATA / "gazetteer").glob("[rt]*s.csv")):  # riders, teams, races
        with file.open(encoding="utf-8") as lines:
            names += [row["name"] for row in csv.DictReader(lines) if row.get("name")]
    return _of(", ".join(names) + ", ")(size + 200_000)[:size]


def _record(fields: str) -> str:
    return f'<script type="application/ld+json">{{{fields}}}</script><p>{NEWS * 4}</p>'


FLOODS: dict[str, Callable[[int], str]] = {
    "<a ": _of("<a "),
    "[": _of("["),
    "nested divs": _of("<div>"),
    "nested divs, closed": lambda size: "<div>" * (size // 11) + "x" + "</div>" * (size // 11),
    "nested tables": _of("<table><tr><td>"),
    "nested lists": _of("<ul><li>x"),
    "nested quotes": _of("<blockquote><p>x"),
    "bold, never closed": _of("<b><p>x"),
    "one line": _of(NEWS),
    "one word": _of("a"),
    "blanks": _of(" "),
    "line feeds": _of("\n"),
    "marks on one letter": _of("\u0301"),
    "marks of two kinds": _of("a\u0301\u0323\u0302"),
    "tags, after topics": lambda size: "title x\ntopics " + _numbered("tag {}", "; ")(size) + f"\n\n\n\n{NEWS}",
    "keywords": lambda size: f'<meta name="keywords" content="{_numbered("tag {}", ",")(size)}"><p>{NEWS}</p>',
    "attributes": lambda size: f"<p {_numbered('data-{0}=x', ' ')(size)}>{NEWS}</p>",
    "one attribute": lambda size: f'<p title="{"x" * size}">{NEWS}</p>',
    "many attributes named on": _of('<p onx="y" style="z" class="w">x'),
    "comments": _of("<!-- x -->"),
    "comment, never closed": lambda size: "<!--" + "x -" * (size // 3),
    "scripts": _of("<script>x()</script>"),
    "records": _of('<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>'),
    "one deep record": lambda size: f'<script type="application/ld+json">{"[" * size}</script><p>{NEWS}</p>',
    "entities": _of("&amp;"),
    "half entities": _of("&#"),
    "rows": lambda size: "<table>" + _of("<tr><td>1</td><td>Ada Holm</td></tr>")(size) + "</table>",
    "links": _of('<a href="https://x.example/a">x</a> '),
    "paragraphs": _of(f"<p>{NEWS}</p>\n"),
    "text paragraphs": _of(f"{NEWS}\n\n"),
    "short lines": _of("a\n"),
    "pairs of lines": _of("Ada Holm\nTeam Nord\n\n"),
    "list items": _of("- an item of a list\n"),
    "numbered lines": _numbered("{}. Ada Holm (Team Nord)\n"),
    "markdown table": _of("| a | b |\n|---|---|\n"),
    "markdown links": _of("[a](http://x.example/b) "),
    "half links": _of("[a](http://x"),
    "stars": _of("**a "),
    "underscores": _of("_a "),
    "backticks": _of("`"),
    "angles": _of("> "),
    "hashes": _of("# a\n"),
    "quotes, never closed": _of("“He said "),
    "straight quotes": _of('"a '),
    "apostrophes": _of("'a "),
    "brackets": _of("(a "),
    "forms": _of("Enter your email address\n"),
    "forms on one line": _of("Sign up to our newsletter. Your email address. "),
    "fields": _of("Title: x\n"),
    "fields on one line": _of("title x date 2024-01-02 author A B "),
    "bylines": _of("By Ada Holm\n"),
    "credits": _of("(Image credit: Ada Holm) "),
    "credits on one line": _of("Photo: Ada Holm Text: Ida Berg "),
    "dates": _of("12 March 2025 "),
    "half dates": _of("2024-"),
    "times": _of("12:"),
    "numbers": _of("1,"),
    "names": _of("Mathieu van der Poel "),
    "known names": _known_names,
    "half names": _of("van der "),
    "races": _of("Tour de France Femmes "),
    "half races": _of("Tour de "),
    "capitals": _of("Ada Holm Ida Berg "),
    "all capitals": _of("ADA HOLM WINS "),
    "addresses": _of("a@b.c "),
    "half addresses": _of("a@"),
    "webs": _of("http://"),
    "dots": _of("a."),
    "dashes": _of("– "),
    "bars": _of("a | "),
    "bullets": _of("• a "),
    "templates": _of("{{ x }} {% y %} "),
    "emoji": _of("🚴🏽\u200d♀️"),
    "turned": _of("\u202ea\u202c"),
    "unseen": _of("a\u200b"),
    "letters decoded twice": _of("Ã© â€™ "),
    "another script": _of("ツール・ド・フランス。"),
    "lines that recur": _of(f"{NEWS}\nRead more: another story\n"),
    "notices": _of("© 2024 All rights reserved. "),
    "comments, never closed": _of("<!--"),
    "sections of XML": _of("<![CDATA["),
    "ends of sections": _of("]]>"),
    "bare ampersands": _of("&"),
    "unseen entities": _of("&#x202e;"),
    "carriage returns": _of("a b\r"),
    "blank lines in a head": lambda size: f"title x{_of(chr(10))(size)}{NEWS}",
    "words of heads": _of(" date title author topics "),
    "authors": lambda size: f"title x\nauthor {_of('Ada Holm and ')(size)}\n\n\n\n{NEWS}",
    "a long headline": lambda size: f"title {_of('Ada Holm wins and ')(size)}\n\n\n\n{NEWS}",
    "a long first line": lambda size: f"{_of('Ada Holm wins ')(size)}\n\n\n\n{NEWS}",
    "a long title": lambda size: (
        f"<title>{_of('Ada wins | ')(size // 2)}</title><h1>{_of('Ada - ')(size // 2)}</h1><p>{NEWS * 4}"
    ),
    "closing quotes": _of("a” "),
    "opening quotes": _of("‘"),
    "interviews": _of("“I won,” Ada Holm said. "),
    "short sentences": _of("A b. "),
    "sentences": _of("Holm won the race. "),
    "abbreviations": _of("Mr. St. A. U.S. "),
    "questions": _of("? "),
    "ellipses": _of("…"),
    "full stops": _of("."),
    "colons": _of("a: "),
    "hyphens": _of("a-"),
    "tabs": _of("a\t"),
    "figures": _of("1 "),
    "ISO dates": _of("2023-09-26 "),
    "results": _numbered("{} Ada Holm (Ned) Team Nord 3:45:12\n"),
    "conjunctions": _of("Holm and "),
    "clauses": _of("Holm, who beat Berg, "),
    "surnames": _of("Kopecky, Vollering, Pogačar and "),
    "mail": _of("ada@holm.example "),
    "addresses of the web": _of("https://x.example/a-b "),
    "data in an address": lambda size: f'<img src="data:image/png;base64,{_of("iVBORw0KGgo")(size)}"><p>{NEWS * 4}',
    "joined emoji": _of("👩\u200d"),
    "marks of direction": _of("a\u200f "),
    "soft hyphens": _of("a\u00ad"),
    "cells": lambda size: f"<table><tr>{_of('<td>a')(size)}",
    "paragraphs of a word": _of("<p>word</p>"),
    "options": lambda size: f"<select>{_of('<option>a</option>')(size)}</select><p>{NEWS * 4}",
    "metas": _of('<meta property="article:tag" content="Ada Holm">'),
    "a large record": lambda size: _record(f'"@type":"NewsArticle","articleBody":"{_of(NEWS)(size)}"'),
    "objects in a record": lambda size: _record(f'"@graph":[{_of("{},")(size)}1]'),
    "stray ends": _of("</div>x"),
    "breaks": _of("x<br>"),
    "templates in a page": _of("<template>"),
    "noscripts": _of("<noscript>x</noscript>"),
    "names of classes": _numbered('<div class="c{}">x</div>'),
    "quotes in tags": _of('<p a="'),
    "links around blocks": _of("<a href=x><div>x"),
    "pictures, half": _of("![a]("),
    "brackets, nested": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "marks of all kinds": _of("**a *b _c `d [e](f "),
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each flood; return 1 where one takes too long or grows too fast."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="", help="the floods whose names hold this")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="in bytes")
    options.add_argument(
        "--longest", type=int, default=LONGEST, help="bytes of the one line as long as may be; 0: none"
    )
    chosen = options.parse_args(arguments)
    for is_html in (False, True):  # what is read or compiled once belongs to no flood
        take(NEWS, is_html=is_html)
    bad, worst, steepest = 0, 0.0, 0.0
    print(f"{'flood':<26} {'as':<5} " + " ".join(f"{size / 1e6:>6g}MB" for size in chosen.sizes) + "   s/MB  exponent")
    for name, make in FLOODS.items():
        for is_html in (False, True):
            if chosen.only not in name:
                continue
            texts = [make(size) for size in chosen.sizes]
            if chosen.longest and name == "one line":
                texts[-1] = make(chosen.longest)
            sizes = [len(text.encode("utf-8", "surrogatepass")) / 1e6 for text in texts]
            seconds = [math.inf] * len(texts)
            for _ in range(TIMES):
                tried = [take(text, is_html=is_html) for text in texts]
                seconds = [min(now, before) for (now, _), before in zip(tried, seconds, strict=True)]
                rate = max(s / size for s, size in zip(seconds, sizes, strict=True) if size >= 0.1)
                exponent = grow(sizes, seconds)
                too_much = rate > MOST_SECONDS_PER_MB or exponent > MOST_EXPONENT
                if not too_much:
                    break
            bad += too_much
            worst, steepest = max(worst, rate), max(steepest, exponent)
            row = " ".join(f"{s:>8.3f}" for s in seconds)
            kind = "page" if is_html else "text"
            end = f"{tried[-1][1]}{'  TOO MUCH' * too_much}"
            print(f"{name:<26} {kind:<5} {row} {rate:>6.2f} {exponent:>9.2f}  {end}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"worst {worst:.2f} s/MB, steepest {steepest:.2f}, {memory:.0f} MB of memory; {bad} too much")
    return 1 if bad else 0


def take(text: str, *, is_html: bool) -> tuple[float, str]:
    """Return how many seconds of the processor it takes to read, clean and print a dump, and what became of it."""
    raw = text.encode("utf-8", "surrogatepass")
    began = time.process_time()
    try:
        outcome = article_from_dump(dump_from_bytes(raw, "flood", is_html=is_html), default_resources())
    except UnreadableDumpError:
        return time.process_time() - began, "unreadable"
    if isinstance(outcome, Article):
        render_body(outcome, lambda mention: f"/{mention.kind}s/{mention.id}/")
    return time.process_time() - began, "a story" if isinstance(outcome, Article) else "set aside"


def grow(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Return the steepest slope between two sizes next to each other; 1 where sizes or times are too small to tell."""
    slopes = [1.0]
    for (small, quick), (large, slow) in zip(
        zip(sizes, seconds, strict=True), zip(sizes[1:], seconds[1:], strict=True), strict=False
    ):
        if quick >= TOO_SHORT and small >= STEEP_FROM and large > small:
            slopes.append(math.log(slow / quick) / math.log(large / small))
    return max(slopes)


if __name__ == "__main__":
    sys.exit(main())
