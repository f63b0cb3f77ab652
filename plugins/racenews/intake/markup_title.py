"""A page's title without the name of its site: "Holm wins | Pedal Post", "Pedal Post: Holm wins".

Half a headline must not be lost ("Entries close on Sunday – and there is a limit"), so a part goes only where the page
itself tells that it names the site, or repeats the rest as a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from racenews.folding import fold_names
from racenews.intake.head import Head
from racenews.intake.markup import Markup

MAX_SITE_WORDS = 6
MIN_DOMAIN_CHARS = 5  # of a label: shorter ones are countries and abbreviations
MAX_TITLE_CHARS = 500  # a longer one is no headline
MIN_REST_WORDS = 2  # what is left is a headline
MAX_NOTICE_CHARS = 200  # of a line with ©; a longer one is a story about copyright

_SIGN = re.compile(r"\s+(?:[-–—·•»«/]|::|\\)\s+|\s*\|\s*")
_PARTED = re.compile(rf"{_SIGN.pattern}|\s*:\s+")
_SITE_METAS = (
    "og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "twitter:site",
    "copyright",
)  # fmt: skip
_NOTICE = re.compile(r"©|\bcopyright\b|\(c\)", re.IGNORECASE)
_BESIDE_NOTICE = re.compile(r"[.,;|©]|\(c\)|\b\d{4}\b|\bcopyright\b|\ball rights\b|\s[-–—]\s", re.IGNORECASE)
_ARTICLES = frozenset("the le la les el il lo de het der die das".split())
_LETTERS = re.compile(r"[^\W_]+")


def bare_title(title: str, page: Markup, head: Head, *, is_shown: bool = False) -> str:
    """Return a title without the name of the site before it or behind it, where the page tells it for certain.

    `is_shown` is true of a headline in the text: it goes on where a `<title>` would name the site.
    """
    if len(title) > MAX_TITLE_CHARS or not _PARTED.search(title):
        return title
    names, hosts = _site_names(page, head)
    for rest, part in _divide(title, _PARTED):
        is_prefix = title.endswith(rest)
        if len(rest.split()) < MIN_REST_WORDS or len(part.split()) > MAX_SITE_WORDS or (is_prefix and is_shown):
            continue
        plain = _plain(part)
        if plain in names or (not is_prefix and not is_shown and plain.startswith(hosts)):  # "Pedal Post Road News"
            return bare_title(rest, page, head, is_shown=is_shown)
    if is_shown:
        return title
    shown = {_plain(block.text) for block in page.blocks if len(block.text) <= len(title)}
    shown |= {_plain(other) for other in head.headlines if len(other) < len(title)}
    likely = [
        rest for rest, part in _divide(title, _SIGN) if len(part.split()) <= MAX_SITE_WORDS and _plain(rest) in shown
    ]
    if best := max((rest for rest in likely if len(rest.split()) > MIN_REST_WORDS), key=len, default=""):
        return best
    parts = re.split(r"\s+\|\s+", title)
    if len(parts) > 1 and 2 <= len(parts[-1]) <= 40 and len(" ".join(parts[:-1]).split()) > MIN_REST_WORDS:
        return title[: title.rindex("|")].rstrip()  # nobody sets a bar into a headline
    return title


def _divide(title: str, sign: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield (what is left, what may name the site) for each sign that parts a title: parts behind, then before."""
    marks = list(sign.finditer(title))
    for mark in reversed(marks):
        yield title[: mark.start()], title[mark.end() :]
    for mark in marks:
        yield title[mark.end() :], title[: mark.start()]


def _site_names(page: Markup, head: Head) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return what the page calls its site in meta tags, JSON-LD and its copyright notice; and its addresses, plain."""
    names = [head.metas[name] for name in _SITE_METAS if name in head.metas] + head.sites
    hosts = [host for address in (head.canonical, head.metas.get("og:url", ""), *names) for host in _hosts(address)]
    for block in page.blocks:
        if len(block.text) <= MAX_NOTICE_CHARS and _NOTICE.search(block.text):
            names += _BESIDE_NOTICE.split(block.text)
    plain_hosts = tuple(filter(None, map(_plain, hosts)))
    return frozenset((*filter(None, map(_plain, names)), *plain_hosts)), plain_hosts


def _hosts(address: str) -> list[str]:
    """Return the host of an address, and the label in it that the site is known by; nothing for another text.

    >>> _hosts("https://www.pedal-post.co.uk/a/")
    ['pedal-post.co.uk', 'pedal-post']
    """
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return []
    if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host):
        return []
    host = host.removeprefix("www.")
    labels = [label for label in host.split(".")[:-1] if len(label) >= MIN_DOMAIN_CHARS]
    return [host, *labels[-1:]]


def _plain(text: str) -> str:
    """Return letters and digits alone, without an article: "The Pedal-Post" is "pedalpost"."""
    words = _LETTERS.findall(fold_names(text).lower())
    return "".join(
        words[1:] if len(words) > 1 and words[0] in ("the", "le", "la", "el", "il", "de", "der", "die") else words
    )
