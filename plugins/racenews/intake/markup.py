"""HTML -> Markup: the page's blocks of text in order, the elements around them, and the raw facts of its head.

A tokenizer and a stack, no tree: one pass, linear whatever comes in. It mends what pages get wrong most
(paragraphs and list items that are never closed, stray end tags) as browsers do, and reads on where they differ.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from html import unescape

from racenews.intake.invisible import INVISIBLE
from racenews.types import ParagraphKind

MAX_DEPTH = 200  # elements nested deeper are read through: their text counts to the one at this depth
MAX_ELEMENTS = 150_000  # so are elements beyond this number; a long page has five thousand
MAX_TAG_CHARS = 100_000  # of one tag with its attributes; some pages keep their whole state in one
MAX_ODD_TAGS = 100  # tags with quotes that never close; past these, every tag ends at its first ">"
MAX_CELL_CHARS = 160  # a longer cell is layout, or a paragraph of its own
MAX_META = 400
MAX_SCRIPT_CHARS = 500_000

VOID = frozenset("area base br col embed hr img input link meta param source track wbr frame".split())
BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol optgroup option p pre "
    "search section select summary table tbody td textarea tfoot th thead tr ul video audio".split()
)
_CLOSES_P = frozenset(
    "address article aside blockquote center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr main menu nav ol p pre section table ul".split()
)
_CLOSES_SAME = {
    "li": ("li", ("ul", "ol", "menu")), "dt": ("dt dd", ("dl",)), "dd": ("dt dd", ("dl",)),
    "option": ("option", ("select",)), "tr": ("tr", ("table",)), "td": ("td th", ("tr", "table")),
    "th": ("td th", ("tr", "table")),
}  # fmt: skip
_SILENT = "script style template noscript svg iframe object math canvas title noframes".split()
_OPENS_SILENCE = re.compile(r"<!--|<!\[cdata\[|\]\]>|<(" + "|".join(_SILENT) + r")(?=[\s/>])")
_PIECE = re.compile(r"""([^<]+)|<(/?)([a-zA-Z][^\s/>"'<=]*+)((?>[^>"'=]+|=\s*"[^"]*"|=\s*'[^']*'|[="'])*+)>|<""")
_PLAIN_PIECE = re.compile(r"([^<]+)|<(/?)([a-zA-Z][^\s/>\"'<=]*+)([^>]*)>|<")
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>\"'<=]*)")
_SPACE = re.compile(r"\s+")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_KINDS: dict[str, ParagraphKind] = {
    "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "item", "tr": "row", "blockquote": "quote",
}  # fmt: skip
_HINT_ATTRIBUTES = ("itemprop", "role", "data-component", "data-testid", "aria-label", "rel")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Element:
    """One element that holds text: where it hangs, what it calls itself, and which blocks lie in it."""

    up: Element | None
    number: int
    tag: str
    depth: int
    kind: ParagraphKind
    host: Element | None
    """The nearest block element: itself, or the one it stands in."""
    name: str = ""
    """Its class and id as written."""
    hints: str = ""
    """Its role, itemprop and the like."""
    is_hidden: bool = False
    is_link: bool = False
    """An `a` that leads somewhere; others only name a place."""
    first: int = 0
    last: int = 0
    """Its blocks: from `first` up to `last`, the latter not among them."""


@dataclass(slots=True)
class Block:
    """A stretch of text that no block element parts: a paragraph, a label, a row of cells."""

    text: str
    element: Element
    link_chars: int
    bold_chars: int


@dataclass(slots=True)
class Markup:
    """A page as its markup tells it."""

    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    """What stands in its JSON-LD scripts."""
    metas: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)
    """(number of blocks before it, its datetime)."""
    images: list[int] = field(default_factory=list)
    """The number of blocks before each picture."""
    title: str = ""
    is_cut: bool = False
    """Whether it has more blocks than were asked for, and was read no further."""


def read_markup(html: str, *, scripted: bool = True, most: int | None = None) -> Markup:
    """Return the blocks of a page, `most` of them at most. Never raises; a page without text has no blocks.

    `scripted` leaves out `<noscript>`, as a browser that runs scripts does, and `<template>`, which scripts fill in.
    """
    page = Markup()
    _Reader(page).read(_without_silent(html, page, scripted=scripted), sys.maxsize if most is None else most)
    if most is not None and len(page.blocks) > most:
        page.is_cut = True
        del page.blocks[most:]
    return page


def _without_silent(html: str, page: Markup, *, scripted: bool) -> str:
    """Return `html` without comments and what is never shown; keeps JSON-LD and the title aside."""
    low = html.lower()
    if len(low) != len(html):  # one letter, İ, has two in lower case
        low = html.replace("İ", "I").lower()
    kept: list[str] = []
    closing: dict[str, int] = {}
    at = start = 0
    while (found := _OPENS_SILENCE.search(low, at)) is not None:
        tag = found.group(1)
        if found.group() == "<!--":
            end = low.find("-->", found.end())
            stop = end + 3 if end >= 0 else len(html)
        elif tag is None:
            stop = found.end()  # of what feeds and XHTML set apart so, only the marks go
        elif tag in ("noscript", "template") and not scripted:
            at = found.end()
            continue
        else:
            opened = low.find(">", found.end())
            end = closing.get(tag, 0)
            if 0 <= end < found.end():
                end = closing[tag] = low.find(f"</{tag}", found.end())
            if opened < 0 or (end < 0 and tag in ("script", "style")):
                stop = len(html)
            elif end < 0 or low[opened - 1] == "/" or (tag == "template" and "shadowroot" in low[found.end() : opened]):
                at = found.end()  # never closed, or a part of the page after all: read on inside
                continue
            else:
                stop = low.find(">", end)
                stop = stop + 1 if stop >= 0 else len(html)
                if tag == "title" and not page.title:
                    page.title = clean_line(html[opened + 1 : end])
                elif tag == "script" and "ld+json" in low[found.end() : opened] and end - opened < MAX_SCRIPT_CHARS:
                    page.scripts.append(html[opened + 1 : end])
        kept.append(html[start : found.start()])
        at = start = stop
    kept.append(html[start:])
    return "".join(kept)


def clean_line(raw: str) -> str:
    """Return `raw` with its entities read and white space folded, on one line.

    >>> clean_line("Ros&eacute;n&nbsp;wins ")
    'Rosén wins'
    """
    if "&" in raw:
        raw = INVISIBLE.sub("", unescape(raw))
    return _SPACE.sub(" ", raw).strip()


def attributes(raw: str) -> dict[str, str]:
    """Return the attributes of a tag by name in lower case; the first of two counts.

    >>> attributes(' property="og:title" content=Holm hidden')
    {'property': 'og:title', 'content': 'Holm', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw[:MAX_TAG_CHARS]):
        found.setdefault(name.lower(), double or single or bare)
    return found


class _Reader:
    """The stack of open elements, and the line of text that is growing."""

    def __init__(self, page: Markup) -> None:
        root = Element(None, 0, "body", 0, "p", None)
        root.host = root
        page.elements.append(root)
        self.page = page
        self.root = self.top = root
        self.open: dict[str, list[Element]] = {}
        self.unread: dict[str, int] = {}
        self.line: list[str] = []
        self.link_chars = self.bold_chars = self.in_link = self.in_bold = 0
        self.cell_at = -1
        self.named: dict[str, tuple[str, str, bool]] = {}

    def read(self, html: str, most: int) -> None:
        """Read `html` tag by tag, until it has more than `most` blocks."""
        at = odd = 0
        length = len(html)
        line, match, step, blocks = self.line, _PIECE.match, self._step, self.page.blocks
        while at < length and len(blocks) <= most:
            piece = match(html, at, at + MAX_TAG_CHARS)
            if piece is None or piece.lastindex is None:
                end = html.find(">", at)
                name = _NAME.match(html, at)
                if name is None and html[at + 1 : at + 2] not in ("!", "?", "/"):
                    line.append("<")  # a sign: "gaps < 10 seconds"
                    at += 1
                elif end < 0:
                    break  # a tag that never ends
                else:
                    if name is not None:
                        odd += 1
                        stop = min(end, name.end() + MAX_TAG_CHARS)
                        step(name.group(1), name.group(2).lower(), html[name.end() : stop])
                    at = end + 1
                    if odd > MAX_ODD_TAGS:
                        match = _PLAIN_PIECE.match
                continue
            at = piece.end()
            if piece.lastindex == 1:
                text = piece.group(1)
                line.append(text)
                if self.in_link:
                    self.link_chars += len(text.strip())
                if self.in_bold:
                    self.bold_chars += len(text.strip())
            else:
                step(piece.group(2), piece.group(3).lower(), piece.group(4))
        self._flush()
        while self.top is not self.root:
            self._pop()
        self.root.last = len(self.page.blocks)

    def _step(self, slash: str, tag: str, raw: str) -> None:
        if slash:
            self._close(tag)
        else:
            self._begin(tag, raw)

    def _begin(self, tag: str, raw: str) -> None:
        is_block = tag in BLOCKS
        if tag in ("html", "head", "body"):
            return
        if tag in ("td", "th"):
            self._close_same(tag)
            self._begin_cell()
        elif is_block:
            self._flush()
        if tag in VOID:
            if tag == "img":
                self.page.images.append(len(self.page.blocks) + bool(self.line))
            elif tag in ("meta", "link") and raw:
                self._note(tag, raw)
            return
        if tag in _CLOSES_P:
            host = self.top.host
            if host is not None and host.tag == "p":
                self._pop_to(host)
        elif tag in _CLOSES_SAME and tag not in ("td", "th"):
            self._close_same(tag)
        elif tag == "a" and (links := self.open.get("a")) and links[-1].host is self.top.host:
            self._pop_to(links[-1])  # links do not nest: the one before was never closed
        if tag == "time" and "datetime" in raw:
            self.page.times.append((len(self.page.blocks), attributes(raw).get("datetime", "")))
        if raw.endswith("/") and not is_block and tag not in ("a", "span", "b", "i", "em", "strong"):
            return
        self._push(tag, raw, is_block=is_block)

    def _push(self, tag: str, raw: str, *, is_block: bool) -> None:
        up, elements = self.top, self.page.elements
        if up.depth >= MAX_DEPTH or len(elements) >= MAX_ELEMENTS:
            self.unread[tag] = self.unread.get(tag, 0) + 1
            return
        kind = _KINDS.get(tag) or ("p" if tag in ("p", "div") and up.kind != "quote" else up.kind)
        name, hints, hidden = self._names(raw) if raw else ("", "", False)
        element = Element(up, len(elements), tag, up.depth + 1, kind, up.host, name, hints, hidden)
        element.first = len(self.page.blocks)
        if is_block:
            element.host = element
        elements.append(element)
        self.open.setdefault(tag, []).append(element)
        self.top = element
        if tag == "a":
            element.is_link = "href" in raw or "HREF" in raw
            self.in_link += element.is_link
        elif tag in ("b", "strong"):
            self.in_bold += 1

    def _names(self, raw: str) -> tuple[str, str, bool]:
        known = self.named.get(raw)
        if known is None:
            if "=" not in raw and "hidden" not in raw:
                known = ("", "", False)
            else:
                found = attributes(raw)
                name = " ".join(found[key] for key in ("class", "id") if key in found)
                hints = " ".join(found[key] for key in _HINT_ATTRIBUTES if key in found)
                hidden = (
                    "hidden" in found
                    or found.get("aria-hidden", "").lower() == "true"
                    or ("style" in found and bool(_HIDING.search(found["style"])))
                )
                known = (name, hints, hidden)
            self.named[raw] = known
        return known

    def _note(self, tag: str, raw: str) -> None:
        page = self.page
        noted = page.metas if tag == "meta" else page.links
        if len(noted) < MAX_META:
            found = attributes(raw)
            if tag == "meta" or "canonical" in found.get("rel", "").lower():
                noted.append(found)

    def _close(self, tag: str) -> None:
        if self.unread.get(tag):
            self.unread[tag] -= 1
            if tag in BLOCKS:
                self._flush()
            return
        stack = self.open.get(tag)
        if tag in BLOCKS and not (tag in ("td", "th") and self._end_cell()):
            self._flush()
        if not stack:
            return
        element = stack[-1]
        if tag not in BLOCKS and self.top.host is not element.host:
            return  # a stray inline end tag does not close the blocks in between
        self._pop_to(element)

    def _close_same(self, tag: str) -> None:
        """Close the open list item, row or cell that a new one follows, unless a list or table lies between."""
        siblings, walls = _CLOSES_SAME[tag]
        last = max(
            (stack[-1] for name in siblings.split() if (stack := self.open.get(name))),
            key=lambda e: e.number,
            default=None,
        )
        if last is None:
            return
        wall = max((stack[-1].number for name in walls if (stack := self.open.get(name))), default=-1)
        if last.number > wall:
            if tag in ("td", "th"):
                self._end_cell()
            self._pop_to(last)

    def _pop_to(self, element: Element) -> None:
        """Close `element` and all that is open in it."""
        while self.top is not element and self.top is not self.root:
            self._pop()
        if self.top is element:
            self._pop()

    def _pop(self) -> None:
        element = self.top
        element.last = len(self.page.blocks) + (1 if self._has_text() and element.tag not in BLOCKS else 0)
        self.open[element.tag].pop()
        if element.tag == "a":
            self.in_link -= element.is_link
        elif element.tag in ("b", "strong"):
            self.in_bold -= 1
        self.top = element.up or self.root

    def _has_text(self) -> bool:
        return bool(self.line)

    def _begin_cell(self) -> None:
        """Part two cells of one row by a space."""
        if self.cell_at < 0:
            self._flush()
        self.cell_at = len(self.line)
        self.line.append(" ")

    def _end_cell(self) -> bool:
        """Tell whether the cell that ends may share its line with the rest of its row."""
        if self.cell_at < 0:
            return False
        cell = self.line[self.cell_at :]
        if sum(map(len, cell)) <= MAX_CELL_CHARS or len(clean_line("".join(cell))) <= MAX_CELL_CHARS:
            return True
        before = self.line[: self.cell_at]
        self.line[:] = before
        self._flush()
        self.line[:] = cell
        self._flush()
        return True

    def _flush(self) -> None:
        """End the line that is growing, and keep it if it holds text."""
        self.cell_at = -1
        line = self.line
        if not line:
            return
        text = clean_line("".join(line))
        line.clear()
        if text:
            host = self.top.host or self.root
            row = host
            self.page.blocks.append(Block(text, row, min(self.link_chars, len(text)), min(self.bold_chars, len(text))))
        self.link_chars = self.bold_chars = 0
