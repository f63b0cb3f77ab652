"""What tells programs their way: a list of all feeds, how to search, how to install, what is where.

feeds/all.opml         every feed, for feed readers
opensearch.xml         how a browser searches the site
manifest.webmanifest   name, icons and colours of the site on a home screen
llms.txt               what is where, in Markdown
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from racenews.publish.feeds import ALL_ATOM, ALL_JSON, FEED_NAME, printable
from racenews.publish.sitemap import SITEMAP
from racenews.publish.view_records import House, Link, Site

OPML, OPEN_SEARCH, MANIFEST, LLMS = "feeds/all.opml", "opensearch.xml", "manifest.webmanifest", "llms.txt"
GUIDES = (OPML, OPEN_SEARCH, MANIFEST, LLMS)
SHORT_NAME_CHARS, LONG_NAME_CHARS = 16, 48  # what OpenSearch 1.1 allows
HOME_SCREEN_CHARS = 12  # more is cut below an icon
PAPER = "#faf9f6"  # --paper in tokens.css
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'


def all_guides(site: Site) -> Iterator[tuple[str, str]]:
    """Yield every guide as (path below the output folder, text)."""
    yield OPML, opml(site)
    yield OPEN_SEARCH, open_search(site.house)
    yield MANIFEST, manifest(site.house)
    yield LLMS, llms(site)


def opml(site: Site) -> str:
    """Return OPML 2.0 with the feed of the whole site, then those of authors and topics in groups."""
    house = site.house
    kinds = [
        (house.words.say(f"{index.kind}.title"), [t.link for t in site.topics if t.kind == index.kind and t.head.feed])
        for index in site.indexes
    ]
    groups = [(house.words.say("authors.title"), [author.link for author in site.authors]), *kinds]
    body = _outline(house, house.name, "", ALL_ATOM) + "".join(_group(house, *group) for group in groups if group[1])
    title = escape(printable(house.words.say("feed.all", paper=house.name)))
    return f'{_XML}<opml version="2.0">\n<head><title>{title}</title></head>\n<body>\n{body}</body>\n</opml>\n'


def _group(house: House, title: str, links: Iterable[Link]) -> str:
    rows = "".join(_outline(house, link.name, link.path, f"{link.path}{FEED_NAME}") for link in links)
    return f"<outline text={quoteattr(title)}>\n{rows}</outline>\n"


def _outline(house: House, name: str, page: str, feed: str) -> str:
    said = f"text={quoteattr(printable(name))} xmlUrl={quoteattr(house.address(feed))}"
    return f'<outline type="rss" {said} htmlUrl={quoteattr(house.address(page))}/>\n'


def open_search(house: House) -> str:
    """Return the OpenSearch 1.1 description; the search page takes `?q=`."""
    name = printable(house.name)
    icon, search, own = (escape(house.address(path)) for path in ("theme/img/favicon-32.png", "search/", OPEN_SEARCH))
    return (
        f'{_XML}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(name[:SHORT_NAME_CHARS].strip())}</ShortName>\n"
        f"<LongName>{escape(name[:LONG_NAME_CHARS].strip())}</LongName>\n"
        f"<Description>{escape(printable(house.description)[:1024])}</Description>\n"
        f'<Image width="32" height="32" type="image/png">{icon}</Image>\n'
        f'<Url type="text/html" template="{search}?q={{searchTerms}}"/>\n'
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{own}"/>\n'
        f"<Language>{house.lang}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n"
    )


def manifest(house: House) -> str:
    """Return the web manifest. Paths in it count from the manifest itself, so they hold wherever the site hangs."""
    record = {
        "name": house.name,
        "short_name": house.name if len(house.name) <= HOME_SCREEN_CHARS else house.wordmark[0][:HOME_SCREEN_CHARS],
        "description": house.description,
        "lang": house.lang,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {"src": "theme/img/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": "theme/img/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "theme/img/icon-512.png", "sizes": "512x512", "type": "image/png"},
            {"src": "theme/img/icon-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
        "shortcuts": [
            {"name": link.name, "url": link.path} for link in (Link(house.words.say("search.title"), "search/"),)
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def llms(site: Site) -> str:
    """Return llms.txt (llmstxt.org): a heading, a line on the paper, and lists of links."""
    house = site.house
    sections = [(link.name, link.path) for link in site.frame.sections if link.path != ""]
    say = house.words.say
    machines = [(say("guide.json"), ALL_JSON), (say("guide.atom"), ALL_ATOM), (say("guide.feeds"), OPML)]
    machines.append((say("guide.pages"), SITEMAP))
    lines = [
        f"# {_line(house.name)}",
        "",
        f"> {_line(house.description)}",
        "",
        say("guide.facts"),
        "",
        f"## {say('guide.read')}",
        "",
        f"- [{say('guide.front')}]({house.address()})",
        *(f"- [{_line(name)}]({house.address(path)})" for name, path in sections),
        "",
        f"## {say('guide.maps')}",
        "",
        *(f"- [{name}]({house.address(path)})" for name, path in machines),
    ]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
