"""Paragraphs -> the HTML of a story's body. Text is escaped here, once, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import nh3

from racenews.publish.sheet import Sheet, read_sheet
from racenews.types import Article, Mention, Paragraph

FindLink = Callable[[Mention], str | None]

# The only markup a body may hold. What `render_body` writes passes through `sanitise` unchanged,
# but for the class that tells a result sheet from other tables.
TAGS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "blockquote",
        "a",
        "em",
        "strong",
        "br",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
URL_SCHEMES = frozenset({"http", "https", "mailto"})
SHEET_CLASS = "sheet"

# A page of the editor's own, such as About, may hold what else Markdown writes, and pictures of this site.
PAGE_TAGS = TAGS | {"code", "del", "hr", "img", "pre"}

_TOP_HEADING = re.compile(r"<(/?)h1(?=[\s>])", re.IGNORECASE)
_FULL = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)  # a scheme or a host
_HAS_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)  # which of them are good, the allow-list says
_OWN_PAGE = re.compile(r"/(?!/)[^\s\\\x00-\x1f\x7f]*")  # browsers take "/\" for "//", and drop tabs and line ends
_OWN_LINK = '<a href="/'  # as the sanitiser writes it; in text no "<" is left
_OUT = re.compile(r"(?:DNF|DNS|DSQ|DNQ|OTL)\b")
_NUMBERED = re.compile(r"(?P<pos>\d{1,3})[.)]\s+(?P<text>\S.*)\Z", re.DOTALL)


def sanitise(html: str) -> str:
    """Return `html` with nothing but the tags of a body, and links to web and mail addresses and pages of this site.

    A page of this site stands with a slash in front, "/riders/"; the site's base path comes in when it is printed.
    """
    return nh3.clean(
        _TOP_HEADING.sub(r"<\1h2", html),  # the page has its one h1 already
        tags=set(TAGS),
        attributes={"a": {"href"}},
        tag_attribute_values={"th": {"scope": {"col", "row"}}},  # tells a listener which cells a head is the head of
        attribute_filter=lambda tag, name, value: (
            value if name != "href" or _HAS_SCHEME.match(value) or _OWN_PAGE.fullmatch(value) else None
        ),
        url_schemes=set(URL_SCHEMES),
        link_rel=None,
        url_relative="pass_through",  # but for what the filter takes
    )


def sanitise_page(html: str) -> str:
    """Return the HTML of a page written by the editor, without what could run, and without pictures from elsewhere."""
    return nh3.clean(
        _TOP_HEADING.sub(r"<\1h2", html),
        tags=set(PAGE_TAGS),
        attributes={"a": {"href"}, "img": {"src", "alt", "width", "height"}, "h2": {"id"}, "h3": {"id"}},
        tag_attribute_values={"th": {"scope": {"col", "row"}}},
        attribute_filter=lambda tag, name, value: (
            None if (tag, name) == ("img", "src") and _FULL.match(value) else value
        ),
        url_schemes=set(URL_SCHEMES),
        link_rel=None,
        url_relative="pass_through",
    )


def render_body(article: Article, link: FindLink, base: str = "") -> str:
    """Return the body as escaped HTML, the first mention of each topic linked where `link` knows a page.

    A hand-written story's body comes out as it was sanitised, the site's `base` path before links to its own pages.
    """
    if article.body_html is not None:
        return article.body_html.replace(_OWN_LINK, f'<a href="{_escape_url(base)}/')
    # A first line that serves as the headline stays in the story, and is not printed a second time.
    first = int(len(article.paragraphs) > 1 and article.paragraphs[0].text == article.title)
    linked = _first_mentions((m for m in article.mentions if m.paragraph >= first), link)
    named: dict[int, list[Mention]] = {}
    for mention in article.mentions:
        named.setdefault(mention.paragraph, []).append(mention)
    blocks = [_Block(p, linked.get(i, ()), named.get(i, ())) for i, p in enumerate(article.paragraphs) if i >= first]
    return "\n".join(_render_run(kind, list(run)) for kind, run in groupby(blocks, key=lambda b: b.paragraph.kind))


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, the links that stand in it, in order, and whom it names."""

    paragraph: Paragraph
    links: Sequence[tuple[int, int, str]]
    mentions: Sequence[Mention]

    def html(self, start: int = 0, end: int | None = None) -> str:
        """Return a stretch of the paragraph as HTML, with the links that lie wholly inside it."""
        text = self.paragraph.text
        if not self.links:
            return _escape(text[start:end])
        end = len(text) if end is None else end
        return "".join(_pieces(text, start, end, self.links))


def _pieces(text: str, start: int, end: int, links: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    at = start
    for first, last, url in links:
        if first < at or last > end:
            continue
        yield _escape(text[at:first])
        yield f'<a href="{_escape_url(url)}">{_escape(text[first:last])}</a>'
        at = last
    yield _escape(text[at:end])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def _escape_url(url: str) -> str:
    return url.replace("&", "&amp;").replace('"', "&quot;").replace("\u00a0", "%C2%A0")


def _first_mentions(mentions: Iterable[Mention], link: FindLink) -> dict[int, list[tuple[int, int, str]]]:
    """Map a paragraph's number to its links; the title's mentions (-1) carry none."""
    linked: dict[int, list[tuple[int, int, str]]] = {}
    seen: set[tuple[str, str]] = set()
    for mention in sorted(mentions, key=lambda m: (m.paragraph, m.start, -m.end)):
        if mention.paragraph < 0 or (mention.kind, mention.id) in seen:
            continue
        here = linked.setdefault(mention.paragraph, [])
        if here and mention.start < here[-1][1]:
            continue
        url = link(mention)
        if url:
            seen.add((mention.kind, mention.id))
            here.append((mention.start, mention.end, url))
    return linked


def _render_run(kind: str, blocks: Sequence[_Block]) -> str:
    if kind == "row":
        return _render_rows(blocks)
    if kind == "item":
        return "<ul>" + "".join(f"<li>{b.html()}</li>" for b in blocks) + "</ul>"
    if kind == "quote":
        return "<blockquote>" + "".join(f"<p>{b.html()}</p>" for b in blocks) + "</blockquote>"
    tag = "h2" if kind == "heading" else "p"
    return "\n".join(f"<{tag}>{b.html()}</{tag}>" for b in blocks)


def _render_rows(blocks: Sequence[_Block]) -> str:
    """Return a result sheet where every row is a result, else a list; numbered where the numbers count up.

    Who did not finish stands below the numbered list.
    """
    sheet = read_sheet([b.paragraph.text for b in blocks], [b.mentions for b in blocks])
    if sheet:
        return _render_sheet(blocks, sheet)
    numbered = [_NUMBERED.match(b.paragraph.text) for b in blocks]
    counted = 0
    while counted < len(blocks) and (m := numbered[counted]) and int(m["pos"]) == counted + 1:
        counted += 1
    if not all(_OUT.match(b.paragraph.text) for b in blocks[counted:]):
        counted = 0
    top = [b.html(m.start("text")) for b, m in zip(blocks[:counted], numbered, strict=False) if m]
    lists = (("ol", top), ("ul", [b.html() for b in blocks[counted:]]))
    return "\n".join(f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>" for tag, items in lists if items)


def _render_sheet(blocks: Sequence[_Block], sheet: Sheet) -> str:
    rows = []
    for block, cells in zip(blocks, sheet.rows, strict=True):
        row = ""
        for name, cell in zip(sheet.columns, cells, strict=True):
            html = block.html(*cell) if cell else ""
            row += f'<th scope="row">{html}</th>' if name == "Rider" else f"<td>{html}</td>"
        rows.append(f"<tr>{row}</tr>")
    head = "".join(f'<th scope="col">{name}</th>' for name in sheet.columns)
    return f'<table class="{SHEET_CLASS}"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
