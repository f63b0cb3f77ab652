"""How long does a megabyte of a flood take, and twice as much of it twice as long? `python -m tools.fuzz.linear`.

Each flood is read as a text and as a page, in three sizes, and each time is the best of two. Seconds are of the
processor; the exponent is the slope of time over size, both as logarithms: 1 is in proportion, 2 is square.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import time
from collections.abc import Callable, Sequence

from racenews.intake.read import dump_from_bytes
from racenews.pipeline import article_from_dump, default_resources
from racenews.publish.body import render_body
from racenews.types import Article, UnreadableDumpError

MOST_SECONDS_PER_MB, MOST_EXPONENT = 2.0, 1.15
SIZES = (125_000, 500_000, 2_000_000)
LONGEST = 8_000_000  # of the one line that is as long as a dump may be
TOO_SHORT = 0.05  # seconds; below that the clock and the first look decide, not the text
NEWS = "Ada Holm beat Ida Berg by four seconds on the last climb of the day, and nobody saw it coming. "


def _of(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece.encode()))


def _numbered(pattern: str, between: str = "") -> Callable[[int], str]:
    return lambda size: between.join(pattern.format(n) for n in range(size // (len(pattern) + 4)))


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
            sizes = [len(text.encode()) / 1e6 for text in texts]
            seconds = [min(take(text, is_html=is_html) for _ in range(2)) for text in texts]
            rate = max(s / size for s, size in zip(seconds, sizes, strict=True) if size >= 0.1)
            exponent = grow(sizes, seconds)
            too_much = rate > MOST_SECONDS_PER_MB or exponent > MOST_EXPONENT
            bad += too_much
            worst, steepest = max(worst, rate), max(steepest, exponent)
            row = " ".join(f"{s:>8.3f}" for s in seconds)
            kind = "page" if is_html else "text"
            print(f"{name:<26} {kind:<5} {row} {rate:>6.2f} {exponent:>9.2f}{'  TOO MUCH' * too_much}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"worst {worst:.2f} s/MB, steepest {steepest:.2f}, {memory:.0f} MB of memory; {bad} too much")
    return 1 if bad else 0


def take(text: str, *, is_html: bool) -> float:
    """Return how many seconds of the processor it takes to read, clean and print a dump."""
    raw = text.encode("utf-8", "surrogatepass")
    began = time.process_time()
    try:
        outcome = article_from_dump(dump_from_bytes(raw, "flood", is_html=is_html), default_resources())
    except UnreadableDumpError:
        return time.process_time() - began
    if isinstance(outcome, Article):
        render_body(outcome, lambda mention: f"/{mention.kind}s/{mention.id}/")
    return time.process_time() - began


def grow(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Return the steepest slope between two sizes next to each other; 1 where the times are too short to tell."""
    slopes = [1.0]
    for (small, quick), (large, slow) in zip(
        zip(sizes, seconds, strict=True), zip(sizes[1:], seconds[1:], strict=True), strict=False
    ):
        if quick >= TOO_SHORT and large > small:
            slopes.append(math.log(slow / quick) / math.log(large / small))
    return max(slopes)


if __name__ == "__main__":
    sys.exit(main())
