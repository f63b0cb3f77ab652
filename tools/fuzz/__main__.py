"""Change dumps at random and hand them to the newsroom, for as long as asked: `python -m tools.fuzz --minutes 20`.

What must hold of each: it becomes a story or is set aside with a reason, in time that is in proportion to its length;
its tiles lie edge to edge, and its HTML holds nothing but what the allow-list lets through. A dump for which that does
not hold is written to --crashes, from where `racenews explain` shows it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from racenews.intake.read import dump_from_bytes
from racenews.pipeline import article_from_dump, default_resources, tiles
from racenews.publish.body import render_body, sanitise
from racenews.types import Article, UnreadableDumpError

ROOT = Path(__file__).parents[2]
SECONDS_PER_MB, SECONDS_AT_LEAST = 2.0, 0.5  # of the processor
MAX_SEED_BYTES, MAX_BYTES = 60_000, 400_000
TELL_EVERY = 30.0  # seconds
PIECES = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        "\n", "\r\n", "\n\n\n\n", "\x00", "\x0b", "\x85", "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800",
        "\U000e0041", "é", "e\u0301" * 9, "<p>", "</p>", "<div>" * 40, "</div>", "<!--", "-->", "<![CDATA[", "]]>",
        "<script>", "</script>", "<style>", "<table><tr><td>", "</table>", "<br>", "<a href='javascript:x()'>",
        "<a ", "<img src=x onerror=x()>", "<svg><p>", "<template>", "<noscript>", "<textarea>", "<title>",
        "<meta property='og:title' content='",
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"", "&#", "&amp;lt;",
        "&#x202e;", "{{ x }}", "{% x %}", "{static}/x", "[a](b)", "[" * 50, "title ", "date 2023-02-30 ", "date ",
        "author By ", "topics a; b; ", "url http://[", "Title: ", "By ", "Published ", "12 March 2025", "03/04/2024",
        "- ", "1. ", "| a | b |\n", "“", "”", "’", "…", "—", "Read more: ", "Sign up to our newsletter",
        "Name: Your Email Address", "(Image credit: ", "Share this", "Related: ", "©", "😀", "🚴🏽‍♀️", "ﷺ", "ı", "İ",
        "ß", "ŉ", "Ǆ", "\u0345", "a" * 3000, " " * 3000,
        "text and ", "photos, ", "Anna van der ", "**a ", "[a](http://x", "_a ", "> ", "![[", "`",
    )
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run for so many minutes; return 1 where a dump broke a promise."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=1, help="the same seed tries the same dumps in the same order")
    options.add_argument("--crashes", type=Path, default=Path("fuzz-crashes"))
    chosen = options.parse_args(arguments)
    seeds = list(read_seeds())
    dice = random.Random(chosen.seed)  # noqa: S311  # no secret depends on it
    for is_html in (False, True):  # what is read or compiled once costs no dump its time
        article_from_dump(dump_from_bytes(b"<p>A first dump.", "fuzz", is_html=is_html), default_resources())
    began, told, tried = time.monotonic(), time.monotonic(), 0
    ends: Counter[str] = Counter()
    while time.monotonic() - began < 60 * chosen.minutes:
        raw = change(dice, seeds)
        is_html = dice.random() < 0.5
        try:
            ends[hold_to_promises(raw, is_html=is_html)] += 1
        except Exception:  # whatever it is, it is what was looked for
            ends["broken"] += 1
            name = f"{hashlib.sha256(raw).hexdigest()[:12]}{'.html' if is_html else '.txt'}"
            chosen.crashes.mkdir(parents=True, exist_ok=True)
            (chosen.crashes / name).write_bytes(raw)
            print(f"{chosen.crashes / name}: {traceback.format_exc(limit=-2)}", file=sys.stderr)
        tried += 1
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            print(f"{tried:,} dumps: {_in_words(ends)}", flush=True)
    print(f"{tried:,} dumps from {len(seeds)} seeds in {chosen.minutes:g} minutes: {_in_words(ends)}")
    return 1 if ends["broken"] else 0


def _in_words(ends: Counter[str]) -> str:
    return ", ".join(f"{count:,} {end}" for end, count in sorted(ends.items()))


def read_seeds() -> Iterator[bytes]:
    """Yield the dumps that the project comes with: its sample, its golden stories, its invented publishers' pages."""
    for folder in (ROOT / "content/dumps", ROOT / "tests/golden"):
        for file in sorted(folder.rglob("*.txt")):
            yield file.read_bytes()[:MAX_SEED_BYTES]
    for file in sorted((ROOT / "tools/train/own").glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield str(record.get("html") or record.get("raw") or "").encode("utf-8", "replace")[:MAX_SEED_BYTES]


def change(dice: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return one of the seeds with a handful of changes."""
    raw = bytearray(dice.choice(seeds))
    for _ in range(dice.choice((0, 1, 1, 2, 3, 5, 8, 20))):
        at = dice.randrange(len(raw) + 1)
        length = int(dice.paretovariate(0.8) * 4)
        kind = dice.randrange(8)
        if kind == 0:
            del raw[at : at + length]
        elif kind == 1:
            raw[at:at] = dice.choice(PIECES)
        elif kind == 2:
            other = dice.choice(seeds)
            start = dice.randrange(len(other) + 1)
            raw[at:at] = other[start : start + length]
        elif kind == 3:
            raw[at:at] = raw[at : at + length] * dice.choice((1, 2, 50))
        elif kind == 4:
            raw[at : at + 3] = dice.randbytes(dice.randrange(5))
        elif kind == 5:
            del raw[at:]
        elif kind == 6:
            raw[at:at] = dice.choice(PIECES) * dice.choice((1, 3, 300))
        else:
            other_at = dice.randrange(len(raw) + 1)
            raw[at:at] = raw[other_at : other_at + length]
        del raw[MAX_BYTES:]
    if dice.random() < 0.03:
        return bytes(raw).decode("utf-8", "replace").encode(dice.choice(("utf-16", "cp1252")), "replace")
    return bytes(raw)


def hold_to_promises(raw: bytes, *, is_html: bool) -> str:
    """Return what became of a dump: "unreadable", "rejected" or "published". Raises where a promise is broken."""
    began = time.process_time()
    try:
        dump = dump_from_bytes(raw, "fuzz", is_html=is_html)
    except UnreadableDumpError as fault:
        _insist(len(str(fault)) > 8, "set aside without a reason")
        return "unreadable"
    outcome = article_from_dump(dump, default_resources())
    taken = time.process_time() - began
    allowed = SECONDS_AT_LEAST + SECONDS_PER_MB * len(raw) / 1e6
    _insist(taken <= allowed, f"{taken:.2f} s for {len(raw):,} bytes")
    head = outcome.header_spans if isinstance(outcome, Article) else ()
    laid = tiles(dump, head, outcome.removals)
    edges = [0, *(tile.end for tile in laid)]
    _insist(edges[-1] == len(dump.text) or not laid, "the tiles end before the dump does")
    _insist(all(tile.start == edge for tile, edge in zip(laid, edges, strict=False)), "the tiles leave a gap")
    if not isinstance(outcome, Article):
        _insist(bool(outcome.reason and outcome.remedy), "rejected without a reason")
        return "rejected"
    html = render_body(outcome, lambda mention: f"/{mention.kind}s/{mention.id}/")
    bare = html.replace(' class="sheet"', "")
    passed = sanitise(bare.replace('<a href="/', '<a href="https://x.example/'))
    _insist(passed == bare.replace('<a href="/', '<a href="https://x.example/'), "markup that the allow-list changes")
    _insist(bool(outcome.title.strip()) and "\n" not in outcome.title, "a headline of no line, or of several")
    return "published"


def _insist(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


if __name__ == "__main__":
    sys.exit(main())
