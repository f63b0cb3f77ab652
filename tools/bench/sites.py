"""The builders and their sites: the same made-up stories, each in the form that its builder wants."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from press.printer import ROOT
from press.store import FILE as STORE

PLACE = "https://bench.example"
SETTINGS = "\nTHEME = {theme!r}\nPLUGIN_PATHS = [{plugins!r}]\n"  # behind those of the paper
MINIMAL = Path(__file__).with_name("minimal")
SCAN = """import os, sys
def walk(folder):
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            walk(entry.path)
        else:
            entry.stat(follow_symlinks=False)
for folder in sys.argv[1:]:
    walk(folder)
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A builder with its site. `stories` is where its sources lie, `output` where its pages go."""

    name: str
    folder: Path
    words: tuple[str, ...]
    stories: Path
    output: Path
    state: tuple[Path, ...] = ()
    """What goes before a cold build, with the output."""
    theme: Path | None = None
    """A file of the theme that may be touched."""
    records: tuple[Path, Path] | None = None
    """Where the builder keeps what it has worked out of its sources, and where a copy of it lies meanwhile."""
    scenarios: frozenset[str] = frozenset()
    """The only ones that it takes part in, where these are not all."""
    environment: Mapping[str, str] = field(default_factory=dict)

    def forget(self) -> None:
        """Remove the output and whatever the builder remembers."""
        for path in (self.output, *self.state):
            shutil.rmtree(path, ignore_errors=True)

    def forget_pages(self) -> None:
        """Remove the output and whatever the builder remembers but for the records of its sources."""
        if self.records and self.records[0].is_file():
            self.records[1].parent.mkdir(exist_ok=True)
            shutil.copy2(*self.records)
        self.forget()
        if self.records and self.records[1].is_file():
            self.records[0].parent.mkdir(exist_ok=True)
            shutil.copy2(self.records[1], self.records[0])

    def edit_story(self, number: int) -> None:
        """Add a sentence to the story in the middle."""
        files = sorted(f for f in self.stories.rglob("*.*") if f.is_file() and f.name != "_index.md")
        with files[len(files) // 2].open("a", encoding="utf-8") as stream:
            stream.write(f"\n\nCorrection number {number}: the gap at the line was {number} seconds and no more.\n")

    def edit_theme(self, number: int) -> None:
        """Change a template without changing what it prints."""
        assert self.theme is not None
        with self.theme.open("a", encoding="utf-8") as stream:
            stream.write(f"{{#- {number} -#}}")

    def count_pages(self) -> int:
        """Return how many pages stand in the output."""
        return sum(1 for _ in self.output.rglob("*.html"))


def lay_out_ours(work: Path, data: Path) -> Site:
    """Return this project's builder on raw dumps, with the real cleaner, linker and theme."""
    return _lay_out("racenews", work, data, ROOT / "theme", frozenset())


def lay_out_minimal(work: Path, data: Path, ours: Site) -> Site:
    """Return this project's builder with the theme of the others; it begins with the records of `ours`."""
    site = _lay_out("minimal theme", work, data, MINIMAL, frozenset(("from records", "theme changed")))
    return replace(site, records=(site.state[0] / STORE, ours.folder / "kept" / STORE))


def _lay_out(name: str, work: Path, data: Path, theme: Path, scenarios: frozenset[str]) -> Site:
    folder = work / name.replace(" ", "-")
    shutil.copytree(data / "raw", folder / "content/dumps")
    shutil.copytree(theme, folder / "theme")
    conf = folder / "conf.py"
    added = SETTINGS.format(theme=str(folder / "theme"), plugins=str(ROOT / "plugins"))
    conf.write_text((ROOT / "pelicanconf.py").read_text(encoding="utf-8") + added, encoding="utf-8")
    invoke = str(Path(sys.executable).with_name("invoke"))
    words = (invoke, "-r", str(ROOT), "build", "--content", "content", "--output", "output", "--settings", "conf.py")
    state = folder / ".racenews"
    return Site(
        name,
        folder,
        (*words, "--siteurl", PLACE),
        folder / "content/dumps",
        folder / "output",
        state=(state,),
        theme=folder / "theme/templates/base.html",
        records=(state / STORE, folder / "kept" / STORE),
        scenarios=scenarios,
    )


def lay_out_hugo(work: Path, data: Path, shared: Path) -> Site:
    """Return Hugo with the bench's minimal theme on ready-made Markdown."""
    folder = work / "hugo"
    shutil.copytree(shared / "sites/hugo", folder)
    stories = folder / "content/news"
    shutil.copytree(data / "hugo", stories)
    (stories / "_index.md").write_text("+++\ntitle='news'\n[build]\nrender='never'\n+++\n", encoding="utf-8")
    for year in (path for path in stories.iterdir() if path.is_dir()):
        head = f"+++\ntitle='{year.name}'\nurl='/archive/{year.name}.html'\n+++\n"
        (year / "_index.md").write_text(head, encoding="utf-8")
    hugo = str(Path(sys.executable).with_name("hugo"))
    state = (folder / "resources",)
    theme = folder / "layouts/baseof.html"
    return Site("hugo", folder, (hugo, "--quiet", "-d", "output"), stories, folder / "output", state, theme)


def lay_out_pelican(work: Path, data: Path, shared: Path) -> Site:
    """Return stock Pelican with the bench's minimal theme on ready-made Markdown."""
    folder = work / "pelican"
    shutil.copytree(shared / "sites/pelican", folder)
    shutil.copytree(data / "pelican", folder / "content")
    pelican = str(Path(sys.executable).with_name("pelican"))
    words = (pelican, "-q", "-s", "pelicanconf.py")
    theme = next((folder / "theme/templates").glob("base*.html"), folder / "pelicanconf.py")
    return Site("pelican", folder, words, folder / "content", folder / "output", (folder / "cache",), theme)


def lay_out_scan(work: Path, ours: Site) -> Site:
    """Return a program that does nothing but look at every file that our own check has to look at."""
    folder = work / "scan"
    folder.mkdir()
    program = folder / "scan.py"
    program.write_text(SCAN, encoding="utf-8")
    looked_at = [str(ours.stories), str(ours.output), str(ROOT / "plugins"), str(ours.folder / "theme")]
    words = (os.fspath(sys.executable), "-S", "-E", str(program), *looked_at)
    only = frozenset(("nothing changed",))
    return Site("scandir+stat", folder, words, ours.stories, ours.output, scenarios=only)


def lay_out_copy(work: Path, ours: Site) -> Site:
    """Return a program that does nothing but write the files that our own build wrote: no build takes less."""
    folder = work / "copy"
    folder.mkdir()
    words = ("cp", "-r", str(ours.output), "copy")
    return Site(
        "same files copied", folder, words, ours.stories, folder / "copy", scenarios=frozenset(("from records",))
    )


def lay_out_imports(work: Path, ours: Site) -> Site:
    """Return a program that does nothing but load what a build of one story cannot do without."""
    folder = work / "imports"
    folder.mkdir()
    words = (os.fspath(sys.executable), "-c", "import invoke.main, pelican, numpy, lxml.html, msgspec, sqlite3")
    only = frozenset(("one story edited",))
    return Site("imports", folder, words, ours.stories, folder / "output", scenarios=only)


Scenario = Callable[[Site, int], None]
SCENARIOS: Mapping[str, Scenario] = {
    "cold": lambda site, number: site.forget(),
    "from records": lambda site, number: site.forget_pages(),
    "nothing changed": lambda site, number: None,
    "one story edited": lambda site, number: None if site.name == "imports" else site.edit_story(number),
    "theme changed": lambda site, number: site.edit_theme(number),
}
