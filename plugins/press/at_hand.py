"""What a process that waits for the next change has at hand: rules, names and weights. Templates are in `compiled`.

All of it is kept in memory and found by what it was made from, so that whoever takes it gets what he would have made
himself. A process that makes one build keeps nothing: there is nobody to take it.
"""

from __future__ import annotations

from pathlib import Path

from press.knowledge import digest_knowledge
from press.stamps import NoStampError, scan
from racenews import resources
from racenews.derived import Drawer
from racenews.resources import Resources

# Made up; they take all the ways that a dump can take: a form, results, no headline or one, text and a page.
_TEXT = """By Ada Muster 3 May 2024 Sign up to our newsletter! Your email address. Thank you for signing up. Follow us.

Ada Holm won the third stage of the Tour de France Femmes on Friday, ahead of Inès Roche and two riders from the break.

"It was hard," she said. "The team did everything right, and I knew that the first through the corner would win."

Results
1 Ada Holm (Nordlys) 3:12:04
2 Inès Roche (Sud) +0:40
3 Sanne Krol (Duin) s.t.

The race goes on with a time trial on Saturday; the leader has nine seconds. Read more: five things we learned.
"""
_PAGE = """<html><head><title>Holm wins - Fen Paper</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>Holm wins</h1>{}</article></body></html>"""


class _AtHand:
    """The one place of a process; empty until `keep` is called."""

    knowledge: tuple[bytes, Resources] | None = None


_at_hand = _AtHand()


def keep(desk: Path | None, lang: str, drawer: Drawer) -> None:
    """Load rules, names and weights, and keep them."""
    made_from = _what_it_is_made_from(desk, lang)
    res = resources.load(desk=desk, lang=lang, drawer=drawer)
    res.prepare()
    res.rules.compile_all()
    _practise(res)
    if made_from and made_from == _what_it_is_made_from(desk, lang):
        _at_hand.knowledge = made_from, res


def _practise(res: Resources) -> None:
    """Clean dumps of our own, for whatever is imported, compiled or read when it is first needed."""
    from racenews.intake.read import dump_from_text
    from racenews.pipeline import article_from_dump

    page = _PAGE.format("".join(f"<p>{line}</p>" for line in _TEXT.splitlines() if line))
    for text, is_html in ((_TEXT, False), (page, True)):
        article_from_dump(dump_from_text(text, "practice", is_html=is_html), res)


def load_resources(desk: Path | None, lang: str, drawer: Drawer) -> Resources:
    """Return what the newsroom knows, which is at hand where nothing of it has changed; RacenewsError as `load`."""
    kept = _at_hand.knowledge
    if kept and kept[0] == _what_it_is_made_from(desk, lang):
        return kept[1]
    return resources.load(desk=desk, lang=lang, drawer=drawer)


def _what_it_is_made_from(desk: Path | None, lang: str) -> bytes:
    """Return a digest of the newsroom, of all files of the desk and of the language; b"" where there is none."""
    try:
        files = scan(str(desk)).digest() if desk else ""
        return digest_knowledge(desk) + f"{desk}\0{files}\0{lang}".encode("utf-8", "surrogateescape")
    except (NoStampError, OSError):
        return b""
