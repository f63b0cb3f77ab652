"""A finished site -> `Finding`s: what a reader, a feed reader or a search engine would stumble over."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from racenews.types import Finding

Severity = Literal["error", "warning"]

MAX_SITE_BYTES = 1_000_000_000  # GitHub Pages refuses a published site above one gigabyte
WARN_SITE_BYTES = 900_000_000
MAX_FINDINGS_OF_A_KIND = 20  # a fault of the theme stands on every page; more lines say nothing new

_LINKS = etree.XPath("//@href | //@src | //@poster", smart_strings=False)
_IDS = etree.XPath("//@id", smart_strings=False)
_LANG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_CSS_URL = re.compile(r"""url\(\s*['"]?\s*([^'")\s]+)|@import\s+['"]([^'"]+)""", re.IGNORECASE)
_FULL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\")  # a scheme or a host
_LOADED_RELS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "prefetch", "preconnect"}
    | {"dns-prefetch", "modulepreload"}
)
_LOADERS = ("script", "img", "iframe", "source", "video", "audio", "embed", "track", "input")
_SCRIPT_DATA = "application/ld+json"


def check_site(output: Path, siteurl: str = "", *, building: bool = False) -> tuple[Finding, ...]:
    """Return all findings of the site in `output`, sorted. An empty answer means: nothing to mend.

    `siteurl` is the site's address; its path is taken off root-relative links. Titles and links that name the
    site's host in full may be what somebody sent: while `building` they are no errors, only warnings, since no
    single dump may stop the others.
    """
    site = _Site(output, siteurl.rstrip("/"), "warning" if building else "error")
    for name in sorted(name for name in site.files if name.endswith(".html")):
        site.read_page(name, (output / name).read_bytes())
    site.follow_links()
    site.read_machine_files()
    site.weigh()
    return site.findings()


@dataclass
class _Site:
    output: Path
    siteurl: str
    sent: Severity
    """How bad a fault is that a dump can bring in."""
    files: dict[str, int] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """A target ("riders/x/#a") and the first page that names it."""
    full_links: dict[str, str] = field(default_factory=dict)
    rooted: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)
    found: dict[str, list[Finding]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = urlsplit(self.siteurl)
        self.host, self.base = parts.netloc, parts.path.rstrip("/")
        self.files = dict(_walk(self.output))

    def fail(self, kind: str, where: str, what: str, remedy: str, severity: Severity = "error") -> None:
        """Note a finding of one kind."""
        self.found.setdefault(kind, []).append(Finding(where, what, remedy, severity))

    def findings(self) -> tuple[Finding, ...]:
        """Return what was noted, at most so many of a kind, with the number of those left out."""
        said: list[Finding] = []
        for kind in sorted(self.found):
            rows = sorted(self.found[kind], key=lambda f: (f.severity, f.where, f.what))
            said += rows[:MAX_FINDINGS_OF_A_KIND]
            left = rows[MAX_FINDINGS_OF_A_KIND:]
            if left:  # errors are sorted before warnings
                what = f"{len(left)} more findings of this kind: {kind}"
                said.append(Finding("(site)", what, left[0].remedy, left[0].severity, len(left)))
        return tuple(said)

    # --- links ------------------------------------------------------------------------------------------

    def note_links(self, name: str, values: Iterable[str]) -> None:
        """Keep the places a page leads to."""
        for value in set(values):
            if value.startswith("/"):  # the same place from every page, and most links are on every page
                if value in self.rooted:
                    continue
                self.rooted.add(value)
            link = value.strip()
            if _FULL.match(link):
                target, links = self._own(link), self.full_links
            else:
                target, links = self._below(name, link), self.links
            if target is not None:
                links.setdefault(target, name)

    def _own(self, address: str) -> str | None:
        """Return the place that a full address names; None for another site, on the same host or elsewhere."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if not self.host or parts.netloc != self.host or parts.scheme not in ("http", "https", ""):
            return None
        if self.base and parts.path != self.base and not parts.path.startswith(f"{self.base}/"):
            return None
        return parts.path[len(self.base) :].lstrip("/") + (f"#{parts.fragment}" if parts.fragment else "")

    def _below(self, name: str, link: str) -> str | None:
        """Return the place that a link without a host names; a link past the base path is a finding."""
        path, _, fragment = link.partition("#")
        path = path.partition("?")[0]
        path = urljoin(f"{self.base}/{name}", path) if path else f"{self.base}/{name}"
        if self.base and path != self.base and not path.startswith(f"{self.base}/"):
            self.fail("link", name, f"{link!r} leads outside {self.base}/", "write the base path before it")
            return None
        return path[len(self.base) :].lstrip("/") + (f"#{fragment}" if fragment else "")

    def follow_links(self) -> None:
        """Find links without an end, and fragments without an element."""
        for target, origin in self.links.items():
            self._follow(target, origin, "error")
        for target, origin in self.full_links.items():
            self._follow(target, origin, self.sent)

    def _follow(self, target: str, origin: str, severity: Severity) -> None:
        path, _, fragment = target.partition("#")
        file = self._file(unquote(path))
        if file is None:
            what, remedy = f"the link to /{path} leads nowhere", "mend the link or the page it names"
            self.fail("link", origin, what, remedy, severity)
        elif fragment and file in self.ids and unquote(fragment) not in self.ids[file] | {"top"}:
            self.fail("fragment", origin, f"/{path} has no #{fragment}", "mend the link or add the id", severity)

    def _file(self, path: str) -> str | None:
        if path == "" or path.endswith("/"):
            path += "index.html"
        return path if path in self.files else None

    # --- pages ------------------------------------------------------------------------------------------

    def read_page(self, name: str, raw: bytes) -> None:
        """Check what a page owes its readers: language, title, one h1, alternative texts, no third party."""
        if not raw.strip():
            self.fail("empty", name, "the page is empty", "mend its template")
            return
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as fault:
            self.fail("encoding", name, f"not UTF-8 at byte {fault.start}", "mend what writes the page")
            return
        page = lxml_html.document_fromstring(raw, parser=_PARSER)
        ids = _strings(_IDS, page)
        self.ids[name] = frozenset(ids)
        self.note_links(name, _strings(_LINKS, page))
        if not _LANG.match(page.get("lang") or ""):
            self.fail("lang", name, "<html> names no language", 'write lang="en" in base.html')
        h1s = sum(1 for _ in page.iter("h1"))
        if h1s != 1:
            self.fail("h1", name, f"{h1s} <h1> elements", "a page has exactly one")
        self._check_title(name, page)
        doubled = next((id for id, times in Counter(ids).items() if times > 1), None)
        if doubled:
            self.fail("id", name, f"id {doubled!r} stands twice", "ids are unique on a page")
        for image in page.iter("img"):
            if image.get("alt") is None:
                self.fail("alt", name, f"<img src={image.get('src')!r}> has no alt", 'give it a text, or alt=""')
        for asked in _requests(page):
            if self._is_foreign(asked):
                self.fail("request", name, f"asks a third party: {asked}", "keep a copy in theme/static")
        for script in page.iter("script"):
            self._check_script(name, script)
        policies = [m for m in page.iter("meta") if (m.get("http-equiv") or "").lower() == "content-security-policy"]
        if not any("default-src 'none'" in (m.get("content") or "") for m in policies):
            what, remedy = "no Content-Security-Policy that begins with nothing", "include partials/head.html"
            self.fail("policy", name, what, remedy)

    def _check_title(self, name: str, page: lxml_html.HtmlElement) -> None:
        title = " ".join((page.findtext(".//title") or "").split())
        if not title:
            self.fail("title", name, "no <title>", "set `head.title`")
        elif title in self.titles:
            what = f"shares its title with {self.titles[title]}: {title!r}"
            self.fail("title", name, what, "titles are unique", self.sent)
        else:
            self.titles[title] = name

    def _check_script(self, name: str, script: lxml_html.HtmlElement) -> None:
        if script.get("type") != _SCRIPT_DATA:
            return
        try:
            record = json.loads(script.text or "")
        except ValueError as fault:
            self.fail("json-ld", name, f"JSON-LD does not parse: {fault}", "see publish/jsonld.py")
            return
        if not isinstance(record, dict) or "@context" not in record:
            self.fail("json-ld", name, "JSON-LD without @context", "see publish/jsonld.py")

    def _is_foreign(self, url: str) -> bool:
        try:
            host = urlsplit(url.strip().replace("\\", "/")).netloc
        except ValueError:
            return True
        return bool(host) and host != self.host

    # --- the rest ---------------------------------------------------------------------------------------

    def read_machine_files(self) -> None:
        """Check that XML is well-formed, JSON parses, feeds are whole, style sheets stay at home."""
        for name in sorted(self.files):
            path = self.output / name
            if name.endswith((".xml", ".svg")):
                self._check_xml(name, path)
            elif name.endswith(".json"):
                try:
                    json.loads(path.read_text(encoding="utf-8"))
                except ValueError as fault:
                    self.fail("json", name, f"does not parse: {fault}", "see publish/feeds.py")
            elif name.endswith(".css"):
                self._check_css(name, path)

    def _check_xml(self, name: str, path: Path) -> None:
        try:
            document = etree.parse(path, _XML_PARSER)
        except etree.XMLSyntaxError as fault:
            self.fail("xml", name, f"not well-formed: {fault}", "see publish/feeds.py and publish/sitemap.py")
            return
        root = document.getroot()
        if document.docinfo.internalDTD is not None:
            self.fail("xml", name, "has a DOCTYPE, by which files could be drawn in", "leave it out")
        tag = etree.QName(root).localname
        needed: Mapping[str, tuple[str, ...]] = {"feed": ("id", "title", "updated"), "rss": ("channel",)}
        missing = [n for n in needed.get(tag, ()) if root.find(f"{{*}}{n}") is None]
        if missing:
            self.fail("feed", name, f"<{tag}> lacks {', '.join(missing)}", "see publish/feeds.py")
        if tag in ("urlset", "sitemapindex"):
            for loc in root.iterfind(".//{*}loc"):
                target = self._own(loc.text or "")
                if target is None or self._file(unquote(target)) is None:
                    self.fail("sitemap", name, f"names {loc.text}, not there", "see publish/sitemap.py")

    def _check_css(self, name: str, path: Path) -> None:
        for match in _CSS_URL.finditer(path.read_text(encoding="utf-8", errors="replace")):
            url = match.group(1) or match.group(2)
            if url.startswith(("data:", "#")):
                continue
            if self._is_foreign(url):
                self.fail("request", name, f"asks a third party: {url}", "keep a copy in theme/static")
                continue
            target = None if _FULL.match(url) else self._below(name, url)
            if target is not None and self._file(unquote(target.partition("#")[0])) is None:
                self.fail("link", name, f"url({url}) leads nowhere", "mend the address")

    def weigh(self) -> None:
        """Hold the site's size against what GitHub Pages carries."""
        total = sum(self.files.values())
        remedy = "GitHub Pages carries 1,000 MB: archive old years elsewhere, or make pages lighter"
        if total > MAX_SITE_BYTES:
            self.fail("size", "(site)", f"{total / 1e6:,.0f} MB", remedy)
        elif total > WARN_SITE_BYTES:
            self.fail("size", "(site)", f"{total / 1e6:,.0f} MB, near the limit", remedy, "warning")


_PARSER = lxml_html.HTMLParser(encoding="utf-8")
# No entity is resolved and nothing is fetched: the files may hold what a dump brought in.
_XML_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def _walk(output: Path) -> Iterator[tuple[str, int]]:
    """Yield each file's path below `output`, with slashes, and its size."""
    for folder, _, names in os.walk(output):
        for name in names:
            path = Path(folder, name)
            yield path.relative_to(output).as_posix(), path.lstat().st_size


def _strings(query: etree.XPath, page: lxml_html.HtmlElement) -> list[str]:
    found = query(page)
    return [str(value) for value in found] if isinstance(found, list) else []


def _requests(page: lxml_html.HtmlElement) -> Iterator[str]:
    """Yield what a browser would fetch for this page on its own account."""
    for element in page.iter("script", "img", "iframe", "source", "video", "audio", "embed", "track", "input"):
        for name in ("src", "poster"):
            if element.get(name):
                yield str(element.get(name))
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
    for link in page.iter("link"):
        if link.get("href") and _LOADED_RELS & set((link.get("rel") or "").lower().split()):
            yield str(link.get("href"))
