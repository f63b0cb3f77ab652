"""A page's HTML -> what the check of the site asks of it.

Templates escape what they are given, so nearly every page is plain: whole tags in small letters, with quoted
attributes. A plain page is read tag by tag, and most of its tags stood on a page before. Any other goes to a parser
that knows HTML. What both can read, both read alike.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from lxml import etree

MOST_KNOWN = 20_000  # tags that are remembered, a hundred bytes each
MOST_IN_HEADS = 2_000  # of those in the heads of pages
MOST_FRAMES = 500  # parts around what is a page's own that are remembered, a kilobyte each
MOST_DEEP = 200  # elements in one another; the parser gives up at 256
MOST_CHARS = 5_000_000  # of a page that is read tag by tag; the parser takes no text of 10 MB

_LINKS = ("href", "src", "poster")
_LOADERS = frozenset({"script", "img", "iframe", "source", "video", "audio", "embed", "track", "input"})
_LOADED_RELS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "prefetch", "preconnect"}
    | {"dns-prefetch", "modulepreload"}
)
_POLICY = "content-security-policy"
_RECORD = "application/ld+json"

_OPENING = re.compile(r"<!doctype html>\s*<html[^<>]*>\s*<head>").match
_TAG = re.compile("<[^>]*>")
_PLAIN_TAG = re.compile(r"""<(/?[a-z][a-z0-9]*)((?:[ \n]+[a-z][a-zA-Z0-9:-]*(?:="[^"<>\x00-\x1f\x7f]*")?)*)[ \n]*/?>""")
_ATTRIBUTE = re.compile(r"""([a-z][a-zA-Z0-9:-]*)(?:="([^"]*)")?""")
_PLAIN_TEXT = re.compile(r"(?:[^&]|&(?:amp|lt|gt|quot|nbsp|#34|#39);)*+")
_OPAQUE = re.compile(r"<(script|title)([^<>]*)>([^<]*)</\1>")  # in these elements is text alone
# Tags of which every story has its own: a link or a picture of this site and nothing else, or nothing at all.
_BARE_LINK = re.compile(
    r"""<a(?: (?:class|rel)="[a-z -]*")* href="(/[a-z0-9/-]*)">"""
    r"""|<img(?: class="[a-z -]*")? src="(/[a-z0-9-][a-z0-9/.-]*)" alt="""
    r'""(?: (?:width|height|loading|fetchpriority)="[a-z0-9]*")*>'
).fullmatch
_OWN_ADDRESS = re.compile(r"""<link rel="canonical" href="(https?://[a-z0-9.:-]+/[a-z0-9/.-]*)">""").fullmatch
_SILENT = re.compile(
    r"""<meta (?:name|property)="[^"]*"(?: property="[^"]*")? content="[^"<>]*">|<time datetime="[0-9-]*">"""
).fullmatch
_IN_HEAD = re.compile("<(?:(?:meta|link|script) |title>|/(?:script|title)>)").match
_VOID = ("<img ", "<br", "<meta ", "<link ", "<source ", "<wbr", "<hr")
_HEARD = frozenset({"h1", "title", "script", "meta", "img", "source"})
_ASKED = frozenset({"id", "srcset", *_LINKS})
_OPAQUE_NAMES = ("script", "title")
# Elements that a parser leaves as and where they are, whatever stands around them.
_PLAIN_NAMES = frozenset(
    "a abbr article aside b blockquote br caption circle code data dd del details div dl dt em figcaption figure footer"
    " g h1 h2 h3 h4 h5 h6 header hr i img li link main meta nav ol p path picture pre rect script section small source"
    " span strong summary svg table tbody td text th thead time title tr ul wbr".split()
)


class Said(NamedTuple):
    """What one element says."""

    id: str | None = None
    links: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    """What a browser would fetch for it from elsewhere, on its own account."""
    bare: str | None = None
    """The address of a picture that has no alternative text, as Python writes it."""
    is_h1: bool = False
    is_policy: bool = False
    """Whether it is a policy that begins with nothing."""
    is_opaque: bool = False
    """Whether nothing in it is a tag."""
    is_record: bool = False
    """Whether it is a script of JSON-LD."""


class PageText(NamedTuple):
    """What a page says."""

    lang: str
    title: str
    said: Sequence[Said]
    """In the order of its elements, those left out that say nothing."""
    records: Sequence[str]
    """The texts of its scripts of JSON-LD."""
    numbers: frozenset[int] = frozenset()
    """What `number` returned for the links of elements that say nothing else; they are not among those that `said`."""


class NotPlainError(Exception):
    """Only a parser can say what a page means."""


class PageReader:
    """Reads pages, and remembers tags.

    `is_foreign` tells of an address whether it is another site's. `number` returns a number for a link that means the
    same on every page, None for any other.
    """

    def __init__(self, is_foreign: Callable[[str], bool], number: Callable[[str], int | None]) -> None:
        self._is_foreign, self._number = is_foreign, number
        self._known = _Known(self._hear_tag)
        self._in_heads = _Known(self._hear_tag)  # each page has tags of its own there, which no other page has
        self._frames: dict[str, _Frame] = {}

    def read(self, raw: bytes) -> PageText:
        """Return what a page says; UnicodeDecodeError where it is not UTF-8."""
        if len(self._known) > MOST_KNOWN:
            self._known = _Known(self._hear_tag)
            self._frames.clear()  # their tags are not known any more
        if len(self._in_heads) > MOST_IN_HEADS:
            self._in_heads = _Known(self._hear_tag)
        try:
            return self.read_tags(raw.decode("utf-8"))
        except NotPlainError:
            return self.parse(raw)

    # --- a plain page -----------------------------------------------------------------------------------------

    def read_tags(self, page: str) -> PageText:
        """Return what a plain page says; NotPlainError where a parser might find something else."""
        top, end = page.find("<body>") + len("<body>"), page.rfind("</body>")
        main, foot = page.find("<main", top), page.rfind("</main>", 0, max(end, 0))
        if not top <= main < foot:
            main, foot = top, end
        opening, inner, ending = _cut(page[:top]), _cut(page[main:foot]), _cut(page[end:])
        if not (_OPENING(page) and opening[-2:] == ["</head>", "<body>"] and ending == ["</body>", "</html>"]):
            raise NotPlainError
        head = opening[3:-2]
        name, attributes = _read_tag(opening[1])
        if name != "html" or "<title>" not in head or not all(map(_IN_HEAD, head)):
            raise NotPlainError
        if "\0" in page or len(page) >= MOST_CHARS:
            raise NotPlainError
        above, below = self._hear_frame(page[top:main]), self._hear_frame(page[foot:end])
        heard = [*_hear_all(head, self._in_heads), *above.heard, *_hear_all(inner, self._known), *below.heard]
        if above.deepest + len(inner) + below.deepest > MOST_DEEP:
            steps = map(self._known.steps.__getitem__, chain(above.tags, inner, below.tags))
            if max(accumulate(steps)) > MOST_DEEP:
                raise NotPlainError
        said = [answer for answer in heard if not isinstance(answer, int)]
        opaque, known = _OPAQUE.findall(page, 0, top), sum([one.is_opaque for one in said])
        if len(opaque) != known:  # most pages have them all in the head
            opaque = _OPAQUE.findall(page)
        records = [text for _, of_it, text in opaque if _RECORD in of_it]
        if len(opaque) != known or len(records) != sum([one.is_record for one in said]):
            raise NotPlainError
        title = next(text for name, _, text in opaque if name == "title")
        if "id" in attributes:
            said.insert(0, Said(attributes["id"]))
        numbers = frozenset([answer for answer in heard if isinstance(answer, int)])
        return PageText(attributes.get("lang", ""), _plain(title), said, records, numbers)

    def _hear_frame(self, part: str) -> _Frame:
        """Return what a part of a page says that stands around its own: it is a third of the tags of most."""
        frame = self._frames.get(part)
        if frame is None:
            if len(self._frames) >= MOST_FRAMES:
                self._frames.clear()
            tags = _cut(part)
            heard = _hear_all(tags, self._known)
            deepest = max(accumulate(map(self._known.steps.__getitem__, tags)), default=0)
            frame = self._frames[part] = _Frame(tags, heard, max(deepest, 0))
        return frame

    def _hear_tag(self, tag: str) -> Said | int | None:
        """Return what a tag says: a number where that is one link and nothing else."""
        if link := _BARE_LINK(tag):
            address = link[link.lastindex or 1]
            number = self._number(address)
            return Said(links=(address,)) if number is None else number
        if _SILENT(tag):
            return None
        if own := _OWN_ADDRESS(tag):
            return Said(links=(own[1],))
        name, attributes = _read_tag(tag)
        if name.removeprefix("/") not in _PLAIN_NAMES:
            raise NotPlainError
        if name.startswith("/"):
            return None
        said = self._hear(name, attributes)
        if said and len(said.links) == 1 and said == Said(links=said.links):
            number = self._number(said.links[0])
            return said if number is None else number
        return said

    # --- any page ---------------------------------------------------------------------------------------------

    def parse(self, raw: bytes) -> PageText:
        """Return what a parser finds on a page."""
        page = etree.fromstring(raw, _PARSER)
        said, records = [], []
        for element in page.iter("*"):
            if one := self._hear(str(element.tag), {str(name): str(value) for name, value in element.attrib.items()}):
                said.append(one)
                if one.is_record:
                    records.append(element.text or "")
        return PageText(page.get("lang") or "", page.findtext(".//title") or "", said, records)

    # --- one element ------------------------------------------------------------------------------------------

    def _hear(self, name: str, attributes: Mapping[str, str]) -> Said | None:
        """Return what an element says, None for nothing."""
        if name not in _HEARD and _ASKED.isdisjoint(attributes):
            return None
        return Said(
            attributes.get("id"),
            tuple([attributes[link] for link in _LINKS if link in attributes]),
            tuple(filter(self._is_foreign, _requests(name, attributes))),
            repr(attributes.get("src")) if name == "img" and "alt" not in attributes else None,
            name == "h1",
            name == "meta"
            and attributes.get("http-equiv", "").lower() == _POLICY
            and "default-src 'none'" in attributes.get("content", ""),
            name in _OPAQUE_NAMES,
            name == "script" and attributes.get("type") == _RECORD,
        )


_PARSER = etree.HTMLParser(encoding="utf-8")


class _Frame(NamedTuple):
    """A part of a page with its tags and what they say."""

    tags: Sequence[str]
    heard: Sequence[Said | int]
    deepest: int
    """Into how many elements it leads."""


class _Known(dict[str, Said | int | None]):
    """What tags say; one that is asked for the first time is heard. `steps` tells which go deeper."""

    def __init__(self, hear: Callable[[str], Said | int | None]) -> None:
        super().__init__()
        self._hear = hear
        self.steps: dict[str, int] = {}

    def __missing__(self, tag: str) -> Said | int | None:
        answer = self[tag] = self._hear(tag)
        self.steps[tag] = -1 if tag.startswith("</") else not tag.endswith("/>") and not tag.startswith(_VOID)
        return answer


def _hear_all(tags: Sequence[str], known: _Known) -> list[Said | int]:
    """Return what tags say, those left out that say nothing."""
    return [answer for answer in map(known.__getitem__, tags) if answer is not None]


def _cut(part: str) -> list[str]:
    """Return the tags of a part of a page; NotPlainError where one of them is cut in two."""
    tags = _TAG.findall(part)
    if len(tags) != part.count("<"):
        raise NotPlainError
    return tags


def _read_tag(tag: str) -> tuple[str, dict[str, str]]:
    """Return the name of a plain tag and its attributes."""
    match = _PLAIN_TAG.fullmatch(tag)
    if not match:
        raise NotPlainError
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(match[2]) if match[2] else ():
        name = name.lower()
        if name in attributes:
            raise NotPlainError
        attributes[name] = _plain(value)
    return match[1], attributes


def _plain(text: str) -> str:
    """Return an escaped text as it is read."""
    if "&" not in text:
        return text
    if not _PLAIN_TEXT.fullmatch(text):
        raise NotPlainError
    return html.unescape(text)


def _requests(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield what a browser would fetch for an element on its own account."""
    if name in _LOADERS:
        for of_one in ("src", "poster"):
            if attributes.get(of_one):
                yield attributes[of_one]
        for candidate in attributes.get("srcset", "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
    if name == "link" and attributes.get("href") and _LOADED_RELS & set(attributes.get("rel", "").lower().split()):
        yield attributes["href"]
