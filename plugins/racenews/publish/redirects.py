"""Old addresses -> a small page at each that leads on: no script, no style, nothing to load.

pelican-redirect was looked at: it moves articles and pages that carry their old address in their own metadata.
Here old addresses are the desk's, in one file, and a target that is not there stops the build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from html import escape

from racenews.publish.view_records import House
from racenews.types import RacenewsError, Redirect

INDEX = "index.html"
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Moved: {old} – {name}</title>
<link rel="canonical" href="{full}">
<meta http-equiv="refresh" content="0; url={link}">
</head>
<body>
<h1>This page has moved</h1>
<p>It is now at <a href="{link}">{full}</a>.</p>
</body>
</html>
"""


def redirect_pages(redirects: Sequence[Redirect], pages: Set[str], house: House) -> Iterator[tuple[str, str]]:
    """Yield (path of the file, HTML) for every old address. `pages` holds the files of all pages of the site.

    Raises RacenewsError with every target that is no page, and every old address that is one.
    """
    old = {r.old for r in redirects}
    faults = []
    for redirect in redirects:
        where = f'desk/redirects.toml: redirect "{redirect.old}"'
        if _file(redirect.old) in pages:
            faults.append(f"{where}: there is a page at this address. Take the entry out.")
        if redirect.new in old:
            faults.append(f'{where}: "{redirect.new}" has moved itself. Name the page where it leads in the end.')
        elif _file(redirect.new) not in pages:
            faults.append(f'{where}: there is no page at "{redirect.new}". Correct "to".')
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))
    for redirect in redirects:
        yield (
            _file(redirect.old),
            _PAGE.format(
                lang=escape(house.lang),
                name=escape(house.name),
                old=escape(f"/{redirect.old}"),
                link=escape(f"{house.base}/{redirect.new}"),
                full=escape(house.address(redirect.new)),
            ),
        )


def _file(path: str) -> str:
    return path if path.endswith(".html") else f"{path}{INDEX}"
