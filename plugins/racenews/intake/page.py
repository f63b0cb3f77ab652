"""HTML -> Dump: the page's text line by line, what its markup declares, and what its markup sets apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import CData, Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag

from racenews.intake.declared import read_declared
from racenews.types import Dump, ParagraphKind, Removal, Span

_SILENT = frozenset(
    "script style template noscript svg iframe object embed canvas audio video map math head title meta link".split()
)
_CHROME = {
    "nav": "navigation", "aside": "aside", "footer": "page foot", "form": "form", "button": "button",
    "select": "form", "textarea": "form", "label": "form", "dialog": "dialog", "menu": "menu",
    "figcaption": "picture caption", "figure": "picture",
}  # fmt: skip
_BLOCKS = frozenset(
    "address article aside blockquote body br dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_KINDS: dict[str, ParagraphKind] = {
    "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "item", "tr": "row", "blockquote": "quote",
}  # fmt: skip
_PROSE_TAGS = ("p", "blockquote", "pre", "li", "td", "dd")
_CLASS_HINTS = frozenset(
    "share sharing social related recirc recirculation newsletter newsletters signup subscribe "
    "subscription promo promos promotion advert advertisement ad ads sponsor sponsored comment comments "
    "cookie cookies consent gdpr paywall breadcrumb breadcrumbs nav navbar navigation menu footer sidebar "
    "widget popup modal trending outbrain taboola tags taglist bio hidden caption credit toolbar "
    "pagination pager rating toc jumplinks skip skiplink visually sronly noprint cta".split()
)
_MIN_PROSE_CHARS = 40  # shorter paragraphs are as often labels as story
_ROOT_SHARE = 0.6  # a landmark holding this share of the best container's prose is the story's home


@dataclass(slots=True)
class _Lines:
    """The text of the page as it grows, line by line."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    marked: list[Removal] = field(default_factory=list)
    kinds: dict[int, ParagraphKind] = field(default_factory=dict)
    buffer: list[str] = field(default_factory=list)
    state: tuple[str, ParagraphKind] = ("", "p")

    def add(self, text: str, mark: str, kind: ParagraphKind) -> None:
        if self.buffer and self.state != (mark, kind):
            self.flush()
        self.state = (mark, kind)
        self.buffer.append(text)

    def flush(self) -> None:
        line = re.sub(r"\s+", " ", "".join(self.buffer)).strip()
        self.buffer.clear()
        if not line:
            return
        mark, kind = self.state
        start = self.length
        self.parts.append(line)
        self.length += len(line) + 1
        if mark:
            self.marked.append(Removal(Span(start, start + len(line)), f"markup/{mark}", _why(mark)))
        elif kind != "p":
            self.kinds[start] = kind


def _why(mark: str) -> str:
    return "stands outside the story's part of the page" if mark == "outside" else f"the page's markup calls it {mark}"


def dump_from_html(html: str, source: str, warnings: tuple[str, ...] = ()) -> Dump:
    """Return the dump of an HTML page. Never raises: a page without text gives an empty dump."""
    soup = BeautifulSoup(html, "lxml")
    mass = _prose_mass(soup)
    root = _story_root(soup, mass)
    lines = _Lines()
    for text, mark, kind, is_break in _walk(soup, root, mass):
        if is_break:
            lines.flush()
        else:
            lines.add(text, mark, kind)
    lines.flush()
    return Dump(
        source=source,
        text="\n".join(lines.parts),
        kind="html",
        declared=read_declared(soup, root),
        warnings=warnings,
        marked=tuple(lines.marked),
        kinds=lines.kinds,
    )


def _prose_mass(soup: BeautifulSoup) -> dict[int, int]:
    """Return, for each element by identity, how many characters of likely prose it holds."""
    mass: dict[int, int] = {}
    for tag in soup.find_all(_PROSE_TAGS):
        if tag.find(_PROSE_TAGS):
            continue
        text = tag.get_text(" ", strip=True)
        links = sum(len(a.get_text(" ", strip=True)) for a in tag.find_all("a"))
        if len(text) < _MIN_PROSE_CHARS or links * 2 > len(text):
            continue
        if any(parent.name in ("nav", "aside", "footer", "form") for parent in tag.parents):
            continue
        weight = len(text) * (2 if tag.name == "p" else 1)
        mass[id(tag)] = mass.get(id(tag), 0) + weight
        for parent in tag.parents:
            mass[id(parent)] = mass.get(id(parent), 0) + weight
    return mass


def _story_root(soup: BeautifulSoup, mass: dict[int, int]) -> Tag:
    """Return the smallest landmark or container that holds most of the page's prose."""
    total = mass.get(id(soup), 0)
    if not total:
        return soup.body or soup
    for selector in ('[itemprop="articleBody"]', "article", "main", '[role="main"]'):
        found = soup.select(selector)
        best = max(found, key=lambda t: mass.get(id(t), 0), default=None)
        if best is not None and mass.get(id(best), 0) >= _ROOT_SHARE * total:
            return best
    node: Tag = soup.body or soup
    while True:
        child = max((c for c in node.children if isinstance(c, Tag)), key=lambda t: mass.get(id(t), 0), default=None)
        if child is None or child.name in _PROSE_TAGS or mass.get(id(child), 0) < 0.85 * mass.get(id(node), 1):
            return node
        node = child


def _walk(soup: BeautifulSoup, root: Tag, mass: dict[int, int]) -> Iterator[tuple[str, str, ParagraphKind, bool]]:
    """Yield (text, mark, kind, is a break) in document order, without recursion."""
    root_mass = mass.get(id(root), 0)
    home = {id(root), *(id(p) for p in root.parents)}
    stack: list[tuple[object, str, ParagraphKind]] = [(soup, "outside", "p")]
    while stack:
        node, mark, kind = stack.pop()
        if node is None:
            yield "", "", "p", True
            continue
        if isinstance(node, NavigableString):
            if not isinstance(node, Comment | CData | Declaration | Doctype | ProcessingInstruction):
                yield str(node), mark, kind, False
            continue
        if not isinstance(node, Tag) or node.name in _SILENT:
            continue
        if node is root:
            mark = ""
        elif id(node) not in home:
            mark = mark or _mark_of(node, mass, root_mass)
        kind = _KINDS.get(node.name, "p" if node.name in ("p", "div") and kind != "quote" else kind)
        is_block = node.name in _BLOCKS and not (kind == "row" and node.name in ("td", "th"))
        if is_block:
            yield "", "", "p", True
            stack.append((None, "", "p"))
        elif node.name in ("td", "th"):
            yield " ", mark, kind, False
        stack.extend((child, mark, kind) for child in reversed(node.contents))


def _mark_of(tag: Tag, mass: dict[int, int], root_mass: int) -> str:
    """Return why the markup sets `tag` apart from the story, "" where it does not."""
    if mass.get(id(tag), 0) * 2 > root_mass > 0:
        return ""
    if tag.name in _CHROME:
        return "" if tag.name == "figure" and tag.find("table") else _CHROME[tag.name]
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return "hidden"
    classes = tag.get_attribute_list("class")
    tokens = re.split(
        r"[^a-z0-9]+",
        " ".join([*map(str, filter(None, classes)), str(tag.get("id") or ""), str(tag.get("role") or "")]).lower(),
    )
    return next((t for t in tokens if t in _CLASS_HINTS), "")
