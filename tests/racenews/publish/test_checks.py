from pathlib import Path

import pytest

from racenews.publish.checks import Reader, check_site
from racenews.publish.sitemap import as_published

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<link rel="stylesheet" href="/theme/main.css"></head>
<body><h1 id="top-head">Head</h1>{body}</body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, "theme/main.css", 'a { background: url("dot.svg") }')
    write(tmp_path, "theme/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    page(tmp_path, "index.html", title="Front")
    page(tmp_path, "riders/vos/index.html", title="Vos", body='<a href="/">home</a> <a href="/#top-head">head</a>')
    return tmp_path


def write(site: Path, name: str, text: str) -> None:
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def page(site: Path, name: str, title: str = "Another", body: str = "") -> None:
    write(site, name, PAGE.format(title=title, body=body))


def findings(site: Path, siteurl: str = "https://example.org") -> list[str]:
    return [f"{finding.where}: {finding.what}" for finding in check_site(site, siteurl)]


def test_good_site_has_no_findings(site: Path) -> None:
    assert findings(site) == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ('<a href="/nowhere/">x</a>', "the link to /nowhere/ leads nowhere"),
        ('<a href="https://example.org/nowhere/">x</a>', "the link to /nowhere/ leads nowhere"),
        ('<a href="nowhere.html">x</a>', "the link to /nowhere.html leads nowhere"),
        ("<a class=x href=/riders>x</a>", "the link to /riders leads nowhere"),
        ('<img src="/lost.png" alt="">', "the link to /lost.png leads nowhere"),
        ('<a href="/riders/vos/#nothing">x</a>', "/riders/vos/ has no #nothing"),
        ('<a href="#nothing">x</a>', "/bad.html has no #nothing"),
        ("<h1>Again</h1>", "2 <h1> elements"),
        ('<p id="top-head">x</p>', "id 'top-head' stands twice"),
        ('<img src="/theme/dot.svg">', "<img src='/theme/dot.svg'> has no alt"),
        ('<img src="https://elsewhere.net/x.gif" alt="">', "asks a third party: https://elsewhere.net/x.gif"),
        ('<script src="//elsewhere.net/x.js"></script>', "asks a third party: //elsewhere.net/x.js"),
        ('<iframe src="https://elsewhere.net/"></iframe>', "asks a third party: https://elsewhere.net/"),
        ('<img srcset="https://elsewhere.net/2x.gif 2x" alt="">', "asks a third party: https://elsewhere.net/2x.gif"),
        ('<script type="application/ld+json">{"a":</script>', "JSON-LD does not parse"),
        ('<script type="application/ld+json">{"a":1}</script>', "JSON-LD without @context"),
    ],
)
def test_fault_of_a_page_is_found(site: Path, body: str, what: str) -> None:
    page(site, "bad.html", body=body)
    assert any(line.startswith(f"bad.html: {what}") for line in findings(site)), findings(site)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://elsewhere.net/">x</a>',
        '<a href="mailto:desk@example.org">x</a>',
        '<p>He wrote &lt;a href="/nowhere/"&gt; by hand, and href="/nowhere/" too.</p>',
        '<a href="/riders/vos/?from=here">x</a>',
        '<a href="">x</a>',
        '<p title="Win &gt; src=x href=&quot;/nowhere/&quot;">x</p>',
        '<a href="http://[broken">x</a>',
    ],
)
def test_what_is_right_is_not_found_fault_with(site: Path, body: str) -> None:
    page(site, "good.html", body=body)
    assert findings(site) == []


def test_a_page_that_leads_to_places_of_its_own_names_none_to_others(site: Path) -> None:
    page(site, "here.html", body='<a href="#top-head">a</a><a href="#">b</a><a href="#top">c</a><a href="/">d</a>')
    reader = Reader("https://example.org")
    reader.read("here.html", (site / "here.html").read_bytes())
    assert set(reader.targets.names) == {"theme/main.css", ""}
    page(site, "odd.html", title="Odd", body='<p id="a%20b"><a href="#a%20b">x</a></p>')
    assert findings(site) == ["odd.html: /odd.html has no #a%20b"]


def test_titles_are_unique(site: Path) -> None:
    page(site, "bad.html", title="Vos")
    assert findings(site) == ["riders/vos/index.html: shares its title with bad.html: 'Vos'"]


def test_language_and_title_are_there(site: Path) -> None:
    write(site, "bad.html", "<!doctype html><html><body><h1>x</h1></body></html>")
    assert [line for line in findings(site) if "Policy" not in line] == [
        "bad.html: <html> names no language",
        "bad.html: no <title>",
    ]


def test_links_of_a_site_below_a_path_carry_it(site: Path) -> None:
    for name in ("index.html", "riders/vos/index.html"):
        file = site / name
        file.write_text(file.read_text().replace('href="/', 'href="/repo/'), encoding="utf-8")
    assert findings(site, "https://example.org/repo") == []
    page(site, "bad.html", body='<a href="/riders/vos/">x</a>')
    assert "leads outside /repo/" in "".join(findings(site, "https://example.org/repo"))


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("feeds/all.atom.xml", "<feed", "not well-formed"),
        ("feeds/all.atom.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id></feed>', "lacks title, updated"),
        ("feeds/all.json", "{", "does not parse"),
        ("sitemap.xml", "<urlset><url><loc>https://example.org/gone/</loc></url></urlset>", "not there"),
        ("theme/other.css", "@import 'https://elsewhere.net/x.css';", "asks a third party"),
        ("theme/other.css", "a { background: url(gone.png) }", "leads nowhere"),
    ],
)
def test_fault_of_a_machine_file_is_found(site: Path, name: str, text: str, what: str) -> None:
    write(site, name, text)
    (line,) = findings(site)
    assert line.startswith(name)
    assert what in line


def test_a_packed_sitemap_is_read_like_any_other(site: Path) -> None:
    name = "sitemap-1.xml.gz"
    packed = as_published(name, "<urlset><url><loc>https://example.org/gone/</loc></url></urlset>")
    for data, what in ((packed, "names /gone/, not there"), (packed[:-9], "cannot be unpacked")):
        (site / name).write_bytes(data)
        (line,) = findings(site)
        assert line.startswith(name) and what in line


def test_a_text_as_long_as_a_dump_does_not_make_a_feed_faulty(site: Path) -> None:
    write(site, "feeds/all.rss.xml", f"<rss version='2.0'><channel><title>{'a' * 10_100_000}</title></channel></rss>")
    assert not [finding for finding in findings(site) if "well-formed" in finding]


def test_xml_cannot_make_the_check_read_other_files(site: Path) -> None:
    secret = site / "secret"
    secret.write_text("hidden", encoding="utf-8")
    write(site, "bad.xml", f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{secret}">]><a>&e;</a>')
    (line,) = findings(site)
    assert line == "bad.xml: has a DOCTYPE, by which files could be drawn in"


def test_a_fault_on_every_page_is_said_a_few_times(site: Path) -> None:
    for number in range(50):
        page(site, f"p{number}.html", title=f"Page {number}", body="<h1>Again</h1>")
    lines = findings(site)
    assert len(lines) == 21
    assert "30 more" in lines[-1]


def test_full_address_in_a_story_does_not_stop_a_build(site: Path) -> None:
    page(site, "bad.html", body='<a href="https://example.org/nowhere/">x</a>')
    assert [f.severity for f in check_site(site, "https://example.org", building=True)] == ["warning"]
    assert [f.severity for f in check_site(site, "https://example.org")] == ["error"]


def test_title_that_a_story_brings_in_does_not_stop_a_build(site: Path) -> None:
    page(site, "bad.html", title="Vos")
    assert [f.severity for f in check_site(site, building=True)] == ["warning"]


def test_any_number_of_titles_that_stories_bring_in_does_not_stop_a_build(site: Path) -> None:
    for number in range(50):
        page(site, f"p{number}.html", title="Vos")
    found = check_site(site, building=True)
    assert {f.severity for f in found} == {"warning"}
    assert sum(f.stands_for for f in found) == 50


def test_another_site_on_the_same_host_is_not_ours(site: Path) -> None:
    for name in ("index.html", "riders/vos/index.html"):
        file = site / name
        file.write_text(file.read_text().replace('href="/', 'href="/repo/'), encoding="utf-8")
    page(site, "good.html", body='<a href="https://example.org/other/">x</a>')
    (site / "good.html").write_text((site / "good.html").read_text().replace("/theme", "/repo/theme"), encoding="utf-8")
    assert findings(site, "https://example.org/repo") == []


def test_site_beyond_what_github_carries_is_found(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("racenews.publish.site_size.MOST_BYTES", 100)
    assert "MB" in findings(site)[0]


def test_page_that_may_load_whatever_it_likes_is_found(site: Path) -> None:
    file = site / "riders/vos/index.html"
    file.write_text(file.read_text(encoding="utf-8").replace("default-src 'none'; ", ""), encoding="utf-8")
    assert findings(site) == ["riders/vos/index.html: no Content-Security-Policy that begins with nothing"]
