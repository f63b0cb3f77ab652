"""A finished site -> `Finding`s: what a reader, a feed reader or a search engine would stumble over."""

from __future__ import annotations

import json
import os
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from racenews.publish.page_reading import PageReader
from racenews.publish.site_size import MOST_BYTES, judge_size
from racenews.publish.sitemap import PACKED, text_of
from racenews.types import Finding

Severity = Literal["error", "warning"]

ERROR_PAGE = "404.html"
MAX_FINDINGS_OF_A_KIND = 20  # a fault of the theme stands on every page; more lines say nothing new

_LANG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_CSS_URL = re.compile(r"""url\(\s*['"]?\s*([^'")\s]+)|@import\s+['"]([^'"]+)""", re.IGNORECASE)
_FULL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\")  # a scheme or a host
_PLAIN_PATH = re.compile(r"/(?:[\w-]+/)*(?:[\w-]+(?:\.[\w-]+)*)?", re.ASCII)
_PLAIN_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*", re.ASCII)
_ROOTED = re.compile(r"/(?![/\\\t\r\n])[^\t\r\n]*\Z")  # browsers drop tabs and line ends, and take "\" for "/"


def check_site(output: Path, siteurl: str = "", *, building: bool = False) -> tuple[Finding, ...]:
    """Return all findings of the site in `output`, sorted. An empty answer means: nothing to mend.

    `siteurl` is the site's address; its path is taken off root-relative links. Titles and links that name the
    site's host in full may be what somebody sent: while `building` they are no errors, only warnings, since no
    single dump may stop the others.
    """
    sizes = dict(_walk(output))
    reader = Reader(siteurl)
    facts = {name: reader.read(name, (output / name).read_bytes()) for name in sorted(sizes) if is_read(name)}
    return check_facts(sizes, facts, reader.targets, building=building)


# --- what one file says ----------------------------------------------------------------------------------


class Targets:
    """Places that pages lead to ("riders/x/#a"), numbered: most stand on many pages, and are kept once."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def number(self, names: Iterable[str]) -> bytes:
        """Return the numbers of some places, packed."""
        return self.pack(map(self.find, names))

    def find(self, name: str) -> int:
        """Return the number of a place; a new one gets the next."""
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = len(self.names)
            self.names.append(name)
        return number

    @staticmethod
    def pack(numbers: Iterable[int]) -> bytes:
        """Return numbers, each once and in order of size, as `numbers_in` reads them."""
        return array("I", sorted(set(numbers))).tobytes()

    @staticmethod
    def numbers_in(packed: bytes) -> array[int]:
        """Return the numbers that were packed."""
        return array("I", packed)


class FileFacts(NamedTuple):
    """What the check of the whole site has to know of one file; the same bytes always give the same facts."""

    title: str = ""
    ids: tuple[str, ...] = ()
    links: bytes = b""
    """Numbers of the places of this site that it leads to by path."""
    full_links: bytes = b""
    """Numbers of those that it names in full."""
    listed: bytes = b""
    """Numbers of those that a sitemap lists."""
    findings: tuple[tuple[str, str, str], ...] = ()
    """What is wrong with the file whatever the others hold: kind, what, remedy."""


def is_read(name: str) -> bool:
    """Say whether a file is read by the check; of others only the size counts."""
    return name.endswith((".html", ".xml", ".svg", ".json", ".css", f".xml{PACKED}"))


class Reader:
    """Reads single files of a site that stands at `siteurl`.

    Where several sites of one host are read together, `roots` are the paths below which they stand.
    """

    def __init__(self, siteurl: str, targets: Targets | None = None, roots: tuple[str, ...] = ("/",)) -> None:
        parts = urlsplit(siteurl.rstrip("/"))
        self.host, self.base = parts.netloc, parts.path.rstrip("/")
        self.targets = targets or Targets()
        self.roots = roots
        # What begins with it and is a plain path names a place of this site.
        is_known = roots == ("/",) and parts.netloc and parts.scheme in ("http", "https")
        self._home = f"{parts.scheme}://{parts.netloc}{self.base}" if is_known else "\0"
        self._rooted: dict[str, str] = {}
        self._pages = PageReader(self._is_foreign, self._number)

    def read(self, name: str, raw: bytes) -> FileFacts:
        """Return what the file called `name` says."""
        found: list[tuple[str, str, str]] = []
        if name.endswith(".html"):
            return self._read_page(name, raw, found)
        if name.endswith(".css"):
            return self._read_css(name, raw, found)
        if name.endswith(".json"):
            try:
                json.loads(raw.decode("utf-8"))
            except ValueError as fault:
                found.append(("json", f"does not parse: {fault}", "see publish/feeds.py"))
            return FileFacts(findings=tuple(found))
        if name.endswith(PACKED):
            try:
                raw = text_of(name, raw).encode()
            except ValueError as fault:
                return FileFacts(findings=(("sitemap", str(fault), "build it anew"),))
        return self._read_xml(raw, found)

    def _read_page(self, name: str, raw: bytes, found: list[tuple[str, str, str]]) -> FileFacts:
        """Check what a page owes its readers: language, title, one h1, alternative texts, no third party."""
        if not raw.strip():
            return FileFacts(findings=(("empty", "the page is empty", "mend its template"),))
        try:
            page = self._pages.read(raw)
        except UnicodeDecodeError as fault:
            what = f"not UTF-8 at byte {fault.start}"
            return FileFacts(findings=(("encoding", what, "mend what writes the page"),))
        said = page.said
        ids = [one.id for one in said if one.id is not None]
        here = {"#", "#top", *(f"#{id}" for id in ids if "%" not in id)}
        values = (value for one in said for value in one.links if value not in here)  # a page knows its own places
        links, full = self._part_links(name, values, found)
        if not _LANG.match(page.lang):
            found.append(("lang", "<html> names no language", 'write lang="en" in base.html'))
        h1s = sum(one.is_h1 for one in said)
        if h1s != 1:
            found.append(("h1", f"{h1s} <h1> elements", "a page has exactly one"))
        title = " ".join(page.title.split())
        if not title:
            found.append(("title", "no <title>", "set `head.title`"))
        if len(ids) != len(set(ids)):
            doubled = next(id for id, times in Counter(ids).items() if times > 1)
            found.append(("id", f"id {doubled!r} stands twice", "ids are unique on a page"))
        for one in said:
            if one.bare is not None:
                found.append(("alt", f"<img src={one.bare}> has no alt", 'give it a text, or alt=""'))
            found += [
                ("request", f"asks a third party: {asked}", "keep a copy in theme/static") for asked in one.foreign
            ]
        for record in page.records:
            _check_record(record, found)
        if not any(one.is_policy for one in said):
            found.append(
                ("policy", "no Content-Security-Policy that begins with nothing", "include partials/head.html")
            )
        numbers = self.targets.pack((*page.numbers, *map(self.targets.find, links)))
        return FileFacts(title, tuple(ids), numbers, self.targets.number(full), b"", tuple(found))

    def _read_xml(self, raw: bytes, found: list[tuple[str, str, str]]) -> FileFacts:
        try:
            root = etree.fromstring(raw, _XML_PARSER)
        except etree.XMLSyntaxError as fault:
            what = f"not well-formed: {fault}"
            return FileFacts(findings=(("xml", what, "see publish/feeds.py and publish/sitemap.py"),))
        if root.getroottree().docinfo.internalDTD is not None:
            found.append(("xml", "has a DOCTYPE, by which files could be drawn in", "leave it out"))
        tag = etree.QName(root).localname
        needed: Mapping[str, tuple[str, ...]] = {"feed": ("id", "title", "updated"), "rss": ("channel",)}
        missing = [n for n in needed.get(tag, ()) if root.find(f"{{*}}{n}") is None]
        if missing:
            found.append(("feed", f"<{tag}> lacks {', '.join(missing)}", "see publish/feeds.py"))
        listed = []
        if tag in ("urlset", "sitemapindex"):
            for loc in root.iterfind(".//{*}loc"):
                target = self._own(loc.text or "")
                if target is None:
                    found.append(("sitemap", f"names {loc.text}, not there", "see publish/sitemap.py"))
                else:
                    listed.append(target)
        return FileFacts(listed=self.targets.number(listed), findings=tuple(found))

    def _read_css(self, name: str, raw: bytes, found: list[tuple[str, str, str]]) -> FileFacts:
        links = []
        for match in _CSS_URL.finditer(raw.decode("utf-8", errors="replace")):
            url = match.group(1) or match.group(2)
            if url.startswith(("data:", "#")):
                continue
            if self._is_foreign(url):
                found.append(("request", f"asks a third party: {url}", "keep a copy in theme/static"))
                continue
            target = None if _FULL.match(url) else self._below(name, url, found)
            if target is not None:
                links.append(target.partition("#")[0])
        return FileFacts(links=self.targets.number(links), findings=tuple(found))

    # --- links ------------------------------------------------------------------------------------------

    def _part_links(
        self, name: str, values: Iterable[str], found: list[tuple[str, str, str]]
    ) -> tuple[list[str], list[str]]:
        """Return the places of this site that a page leads to: by path, and in full."""
        links: list[str] = []
        full: list[str] = []
        rooted = self._rooted
        for value in dict.fromkeys(values):
            target: str | None
            if value in rooted:  # the same place from every page, and most links are on every page
                target, into = rooted[value], links
            else:
                link = value.strip()
                if _FULL.match(link):
                    target, into = self._own(link), full
                else:
                    target, into = self._below(name, link, found), links
                    if target is not None and value.startswith("/"):
                        rooted[value] = target
            if target is not None:
                into.append(target)
        return links, full

    def _number(self, link: str) -> int | None:
        """Return the number of the place that a link from the root of the site names; None for any other link."""
        if not self.base and _PLAIN_PATH.fullmatch(link):
            return self.targets.find(link[1:])
        found: list[tuple[str, str, str]] = []
        target = self._below("", link, found) if link.startswith("/") and not _FULL.match(link) else None
        return None if target is None or found else self.targets.find(target)

    def _own(self, address: str) -> str | None:
        """Return the place that a full address names; None for another site, on the same host or elsewhere."""
        if address.startswith(self._home) and _PLAIN_PATH.fullmatch(address, len(self._home)):
            return address[len(self._home) + 1 :]
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if not self.host or parts.netloc != self.host or parts.scheme not in ("http", "https", ""):
            return None
        if self.base and parts.path != self.base and not parts.path.startswith(f"{self.base}/"):
            return None
        if not (parts.path or "/").startswith(self.roots):
            return None
        return parts.path[len(self.base) :].lstrip("/") + (f"#{parts.fragment}" if parts.fragment else "")

    def _below(self, name: str, link: str, found: list[tuple[str, str, str]]) -> str | None:
        """Return the place that a link without a host names; a link past the base path is a finding."""
        path, _, fragment = link.partition("#")
        path = path.partition("?")[0]
        if not _PLAIN_PATH.fullmatch(path):  # that one is its own address already
            page = f"{self.base}/{name}"
            if not path:
                path = page
            elif _PLAIN_NAME.fullmatch(path) and _PLAIN_PATH.fullmatch(page):  # a file beside the page
                path = f"{page.rpartition('/')[0]}/{path}"
            else:
                path = urljoin(page, path)
        if self.base and path != self.base and not path.startswith(f"{self.base}/"):
            found.append(("link", f"{link!r} leads outside {self.base}/", "write the base path before it"))
            return None
        return path[len(self.base) :].lstrip("/") + (f"#{fragment}" if fragment else "")

    def _is_foreign(self, url: str) -> bool:
        if _ROOTED.match(url):
            return False
        try:
            host = urlsplit(url.strip().replace("\\", "/")).netloc
        except ValueError:
            return True
        return bool(host) and host != self.host


def _check_record(text: str, found: list[tuple[str, str, str]]) -> None:
    try:
        record = json.loads(text)
    except ValueError as fault:
        found.append(("json-ld", f"JSON-LD does not parse: {fault}", "see publish/jsonld.py"))
        return
    if not isinstance(record, dict) or "@context" not in record:
        found.append(("json-ld", "JSON-LD without @context", "see publish/jsonld.py"))


# --- what all of them say together ---------------------------------------------------------------------------


def check_facts(
    sizes: Mapping[str, int], facts: Mapping[str, FileFacts], targets: Targets, *, building: bool = False
) -> tuple[Finding, ...]:
    """Return all findings of a site whose files have these `sizes` and say these `facts`. See `check_site`."""
    return _Site(sizes, facts, targets, "warning" if building else "error").check()


def check_sites(folders: Mapping[str, Path], *, building: bool = False) -> tuple[Finding, ...]:
    """Return all findings of sites that stand on one host, by their addresses, and lead to each other.

    Each is weighed by itself. Of error pages only the first one's is read: the others have copies.
    """
    parts = {urlsplit(address): folder for address, folder in folders.items()}
    first = next(iter(parts))
    roots = tuple(f"{part.path.rstrip('/')}/" for part in parts)
    reader = Reader(f"{first.scheme}://{first.netloc}", roots=roots)
    sizes: dict[str, int] = {}
    facts: dict[str, FileFacts] = {}
    found: list[Finding] = []
    sent: Severity = "warning" if building else "error"
    for root, folder in zip(roots, parts.values(), strict=True):
        own = dict(_walk(folder))
        for name in sorted(filter(is_read, own)):
            if name != ERROR_PAGE or root == roots[0]:
                facts[root[1:] + name] = reader.read(root[1:] + name, (folder / name).read_bytes())
        sizes |= {root[1:] + name: size for name, size in own.items()}
        found += [replace(f, where=f"{folder.name}/") for f in _Site(own, {}, Targets(), sent).weigh()]
    return (*found, *_Site(sizes, facts, reader.targets, sent, weighed=True).check())


@dataclass
class _Site:
    sizes: Mapping[str, int]
    facts: Mapping[str, FileFacts]
    targets: Targets
    sent: Severity
    """How bad a fault is that a dump can bring in."""
    weighed: bool = False
    """Whether its weight has been looked at already."""
    found: dict[str, list[Finding]] = field(default_factory=dict)
    named: dict[str, set[int]] = field(default_factory=lambda: {"links": set(), "full_links": set(), "listed": set()})
    """The numbers of the places that links of each kind lead to."""

    def check(self) -> tuple[Finding, ...]:
        """Return what was found, at most so many of a kind, with the number of those left out."""
        self._gather()
        self._follow("links", "error")
        self._follow("full_links", self.sent)
        self._find_listed()
        if not self.weighed:
            self.found["size"] = [*self.weigh()]
        said: list[Finding] = []
        for kind in sorted(self.found, key=lambda kind: (kind != "size", kind)):  # a build shows but the first
            rows = sorted(self.found[kind], key=lambda f: (f.severity, f.where, f.what))
            said += rows[:MAX_FINDINGS_OF_A_KIND]
            left = rows[MAX_FINDINGS_OF_A_KIND:]
            if left:  # errors are sorted before warnings
                what = f"{len(left)} more findings of this kind: {kind}"
                said.append(Finding("(site)", what, left[0].remedy, left[0].severity, len(left)))
        return tuple(said)

    def _fail(self, kind: str, where: str, what: str, remedy: str, severity: Severity = "error") -> None:
        self.found.setdefault(kind, []).append(Finding(where, what, remedy, severity))

    def _gather(self) -> None:
        """Take over what is wrong with single files, find titles that stand on several, and note where links lead.

        All of it in one walk over the facts, which lie packed.
        """
        titles: set[str] = set()
        doubled: set[str] = set()
        for name, facts in self.facts.items():
            for kind, what, remedy in facts.findings:
                self._fail(kind, name, what, remedy)
            if facts.title:
                (doubled if facts.title in titles else titles).add(facts.title)
            for kind_of_link, named in self.named.items():
                if packed := getattr(facts, kind_of_link):
                    named.update(Targets.numbers_in(packed))
        if doubled:
            self._find_doubled(doubled)

    def _find_doubled(self, titles: Set[str]) -> None:
        first: dict[str, str] = {}
        for name in sorted(self.facts):
            title = self.facts[name].title
            if title in titles and first.setdefault(title, name) != name:
                what = f"shares its title with {first[title]}: {title!r}"
                self._fail("title", name, what, "titles are unique", self.sent)

    def _follow(self, kind: str, severity: Severity) -> None:
        """Find links without an end, and fragments without an element."""
        for target, origin in self._lost(kind, self._leads_somewhere):
            path, _, fragment = target.partition("#")
            if self._file(path) is None:
                what, remedy = f"the link to /{path} leads nowhere", "mend the link or the page it names"
                self._fail("link", origin, what, remedy, severity)
            else:
                what = f"/{path} has no #{fragment}"
                self._fail("fragment", origin, what, "mend the link or add the id", severity)

    def _find_listed(self) -> None:
        for target, origin in self._lost("listed", lambda target: self._file(target) is not None):
            self._fail("sitemap", origin, f"names /{target}, not there", "see publish/sitemap.py")

    def _lost(self, kind: str, is_there: Callable[[str], bool]) -> list[tuple[str, str]]:
        """Return each place that is not there, and the first file that leads to it.

        Every place is looked up once, however many pages lead to it.
        """
        lost = {number for number in self.named[kind] if not is_there(self.targets.names[number])}
        if not lost:
            return []
        origins: dict[int, str] = {}
        for name in sorted(self.facts):
            for number in lost.intersection(Targets.numbers_in(getattr(self.facts[name], kind))):
                origins.setdefault(number, name)
        return [(self.targets.names[number], origin) for number, origin in origins.items()]

    def _leads_somewhere(self, target: str) -> bool:
        path, _, fragment = target.partition("#")
        file = self._file(path)
        if file is None or not fragment or not file.endswith(".html") or file not in self.facts:
            return file is not None
        return unquote(fragment) in ("top", *self.facts[file].ids)

    def _file(self, path: str) -> str | None:
        """Return the file that stands at a path, None where there is none."""
        if "%" in path:
            path = unquote(path)
        if path == "" or path.endswith("/"):
            path += "index.html"
        return path if path in self.sizes else None

    def weigh(self) -> Iterator[Finding]:
        """Hold the site's size against what GitHub Pages carries; the paper may stand elsewhere, so a build goes on."""
        what, plan = judge_size(self.sizes)
        if what:
            severity = self.sent if sum(self.sizes.values()) > MOST_BYTES else "warning"
            yield Finding("(site)", what, plan, severity)


# No entity is resolved and nothing is fetched: the files may hold what a dump brought in.
# What stands in a feed may be as long as a dump: that is no fault of the site.
_XML_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _walk(output: Path) -> Iterator[tuple[str, int]]:
    """Yield each file's path below `output`, with slashes, and its size."""
    for folder, _, names in os.walk(output):
        for name in names:
            path = Path(folder, name)
            yield path.relative_to(output).as_posix(), path.lstat().st_size
