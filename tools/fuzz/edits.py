"""Edit a small newspaper at random and build after each edit: `python -m tools.fuzz.edits --rounds 200`.

What must hold: the site that builds leave, one after the other, is byte for byte what a build from nothing makes of the
same content; and where a build would be skipped because nothing changed, nothing had to be printed. A sequence that
breaks this is told with its seed and its edits, and its folder stays.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press.precheck import FILE as STANDING
from press.precheck import LEDGER, find_standing
from press.printer import ROOT, Order, asked_of, print_edition
from press.proofs import FILE as PROOFS
from press.store import FILE as BASE
from press.verify import compare
from racenews.types import RacenewsError

FIRST_DAY = dt.date(2024, 7, 5)
FEWEST_STORIES, MOST_STORIES = 2, 9
MOST_EDITS = 3  # before each build
NAMES = ("Mark Cavendish", "Lotte Kopecky", "Tadej Pogacar", "Marianne Vos", "the Blue Lantern", "Hollie Marsh")
RACES = ("the Tour de France", "Paris-Roubaix", "the Harbour Prize", "Milan-San Remo")
AUTHORS = ("Hollie Marsh", "Ivo Stamm", "H. Marsh", "")
TITLES = (
    "{name} wins {race}",
    "{name} out of {race} after a crash",
    "What {race} means to {name}",
    "A long day at {race}",
)
SENTENCES = (
    "{name} won {race} in a sprint of nine riders after a long and windy day in the saddle.",
    "Behind {name} the peloton rode through the rain and never saw the breakaway of {race} again.",
    "This report was brought to you by the van of {race} and by all of its friendly drivers.",
    "“I had nothing left,” {name} said at the finish of {race}, where the stage ended on a short climb.",
    "Sign up to our newsletter to get the news of {race} in your inbox.",
    "The team of {name} had controlled the race from the first hour and lost two riders on the descent.",
)


@dataclass
class Story:
    """One dump, before it is written down."""

    title: str
    day: dt.date
    author: str
    sentences: list[str]

    def text(self, ending: str) -> str:
        """Return the file as its ending asks for it."""
        if ending == ".md":
            head = [f"Title: {self.title}", f"Date: {self.day}", *([f"Author: {self.author}"] if self.author else [])]
            return "\n".join([*head, "", *(f"{s}\n" for s in self.sentences)])
        if ending == ".html":
            body = "".join(f"<p>{s}</p>\n" for s in self.sentences)
            by = f'<meta name="author" content="{self.author}">' if self.author else ""
            day = f'<time datetime="{self.day}">{self.day}</time>'
            return f"<!doctype html><title>{self.title}</title>{by}<article><h1>{self.title}</h1>{day}{body}</article>"
        head = [f"title {self.title}", f"date {self.day}", *([f"author {self.author}"] if self.author else [])]
        return "\n".join([*head, "", "", "", *(f"{s}\n\n\n" for s in self.sentences)])


@dataclass
class Paper:
    """A newspaper in a folder of its own, and what can happen to it between two builds."""

    folder: Path
    dice: random.Random
    stories: dict[str, Story] = field(default_factory=dict)
    desk: dict[str, dict[str, str]] = field(default_factory=dict)
    """File of the desk -> an entry as TOML by what it speaks of."""
    settings: dict[str, object] = field(default_factory=dict)
    today: dt.date = FIRST_DAY
    log: list[str] = field(default_factory=list)

    def set_up(self) -> None:
        """Write the first stories and a theme of the paper's own."""
        (self.content / "dumps").mkdir(parents=True)
        shutil.copytree(ROOT / "theme", self.folder / "theme")
        self._write_settings()
        for _ in range(4):
            self.add_story()

    @property
    def content(self) -> Path:
        """Return the folder with dumps, desk and pages."""
        return self.folder / "content"

    def order(self, place: str) -> Order:
        """Return the order of an edition whose site and state are called `place`."""
        return Order(
            content=self.content,
            output=self.folder / place,
            settings=self.folder / "conf.py",
            state=self.folder / f"{place}.state",
            today=self.today,
        )

    # --- edits ----------------------------------------------------------------------------------------------

    def add_story(self) -> None:
        """Put a new dump into the folder."""
        if len(self.stories) >= MOST_STORIES:
            return
        name = f"{self.dice.choice(('', '2024/', 'new/'))}{self.dice.randrange(10**6)}"
        file = name + self.dice.choice((".txt", ".txt", ".html", ".md"))
        self.stories[file] = Story(self._line(TITLES), self._day(), self.dice.choice(AUTHORS), self._body())
        self._write_story(file)

    def copy_story(self) -> None:
        """Send a dump in twice."""
        file = self._any()
        other = str(Path(file).with_stem(f"{Path(file).stem}-copy"))
        if other not in self.stories and len(self.stories) < MOST_STORIES:
            self.stories[other] = self.stories[file]
            self._write_story(other)

    def edit_body(self) -> None:
        """Change one sentence."""
        file = self._any()
        story = self._own(file)
        story.sentences[self.dice.randrange(len(story.sentences))] = self._line(SENTENCES)
        self._write_story(file)

    def mend_a_word(self) -> None:
        """Change a word that names nobody, in one story or in two."""
        for _ in range(self.dice.choice((1, 1, 2))):
            file = self._any()
            story = self._own(file)
            place = self.dice.randrange(len(story.sentences))
            old, new = self.dice.choice((("long", "short"), ("short", "long"), ("the", "The"), (" and ", " and then ")))
            story.sentences[place] = story.sentences[place].replace(old, new, 1)
            self._write_story(file)

    def edit_a_letter(self) -> None:
        """Change one letter, and give the file the times it had."""
        file = self._any()
        story = self._own(file)
        story.sentences[0] = story.sentences[0].replace("e", "a", 1)
        path = self.content / "dumps" / file
        was = path.stat()
        self._write_story(file)
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    def touch(self) -> None:
        """Save a file without a change."""
        self._write_story(self._any())

    def retitle(self) -> None:
        """Change a headline."""
        file = self._any()
        self._own(file).title = self._line(TITLES)
        self._write_story(file)

    def redate(self) -> None:
        """Change a date; it may lie ahead."""
        file = self._any()
        self._own(file).day = self._day()
        self._write_story(file)

    def sign(self) -> None:
        """Change an author."""
        file = self._any()
        self._own(file).author = self.dice.choice(AUTHORS)
        self._write_story(file)

    def delete(self) -> None:
        """Take a dump out."""
        if len(self.stories) > FEWEST_STORIES:
            file = self._any()
            self._forget(file)
            del self.stories[file]
            (self.content / "dumps" / file).unlink()

    def rename(self) -> None:
        """Give a dump another name."""
        file = self._any()
        other = str(Path(file).with_stem(f"r{self.dice.randrange(10**6)}"))
        self._forget(file)
        self.stories[other] = self.stories.pop(file)
        (self.content / "dumps" / file).rename(self.content / "dumps" / other)

    def override(self) -> None:
        """Let the desk speak of a dump, or fall silent."""
        file = self._any()
        said = self.dice.choice(
            (
                f'title = "{self._line(TITLES)}"',
                'author = "Ivo Stamm"',
                f"date = {self._day()}",
                'summary = "In short."',
                f'slug = "s{self.dice.randrange(5)}"',
                "publish = false",
            )
        )
        self._say("overrides.toml", file, f"[[override]]\nfile = {json.dumps(file)}\n{said}\n")

    def correct(self) -> None:
        """Let the desk take a topic from a story."""
        file = self._any()
        said = '{ drop = ["rider/mark-cavendish"] }'
        self._say("topics.toml", f"2 {file}", f"[correct]\n{json.dumps(file)} = {said}\n", alone="2 ")

    def alias(self) -> None:
        """Give a rider another name, or take it back."""
        rider = self.dice.choice(("rider/mark-cavendish", "rider/marianne-vos"))
        self._say("topics.toml", "1 alias", f'[alias]\n"the Blue Lantern" = "{rider}"\n')

    def rule(self) -> None:
        """Add a rule of the desk's own, or take it back."""
        rule = (
            '[[rule]]\nid = "desk/van"\nmatch = "This report was brought to you by"\nwhy = "a thank you"\nseen = "x"\n'
        )
        self._say("rules.toml", "van", rule)

    def author(self) -> None:
        """Tell of an author, or fall silent."""
        bio = f"Writes since {self.dice.randrange(1990, 2024)}."
        aliases = self.dice.choice(("[]", '["H. Marsh"]'))
        said = f'[[author]]\nname = "Hollie Marsh"\nbio = "{bio}"\n' + (
            f"aliases = {aliases}\n" if "H" in aliases else ""
        )
        self._say("authors.toml", "marsh", said)

    def template(self) -> None:
        """Change a template."""
        file = self.folder / "theme/templates" / self.dice.choice(("base.html", "article.html", "topic.html"))
        text = file.read_text(encoding="utf-8")
        file.write_text(f"{text.rstrip()}\n{{# {self.dice.random()} #}}\n", encoding="utf-8")
        base = self.folder / "theme/templates/base.html"
        text = base.read_text(encoding="utf-8")
        base.write_text(text.replace("</body>", f"<!-- {self.dice.random()} --></body>"), encoding="utf-8")

    def style(self) -> None:
        """Change a colour."""
        with (self.folder / "theme/static/css/tokens.css").open("a", encoding="utf-8") as stream:
            stream.write(f"/* {self.dice.random()} */\n")

    def setting(self) -> None:
        """Change a setting."""
        name, value = self.dice.choice(
            (("SITENAME", "Gazette"), ("STORIES_PER_PAGE", 2), ("STORIES_PER_PAGE", 3), ("DUPLICATES", "fold"),
             ("MAX_DUMP_MB", 0.0005), ("DESK_BYLINE", "The Desk"))
        )  # fmt: skip
        if self.settings.get(name) == value:
            del self.settings[name]
        else:
            self.settings[name] = value
        self._write_settings()

    def page(self) -> None:
        """Write a page by hand, or a file for the root of the site."""
        file = self.dice.choice(("pages/about.md", "extra/CNAME", "images/a.svg"))
        path = self.content / file
        path.parent.mkdir(exist_ok=True)
        number = self.dice.randrange(9)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{number}"/>\n'
        path.write_text(svg if path.suffix == ".svg" else f"Title: About\n\nNumber {number}.\n", encoding="utf-8")

    def night(self) -> None:
        """Let a day or more go by."""
        self.today += dt.timedelta(days=self.dice.choice((1, 2, 40)))

    def tamper(self) -> None:
        """Let somebody else at the site that stands."""
        site = self.folder / "site"
        pages = sorted(site.rglob("*.html"))
        if not pages:
            return
        page = self.dice.choice(pages)
        what = self.dice.choice(("edit", "remove", "add"))
        if what == "edit":
            # In a file of its own: what is edited in place would change an edition that shares it.
            text = page.read_bytes()
            page.unlink()
            page.write_bytes(text[:-2] + b" \n")
        elif what == "remove":
            page.unlink()
        else:
            (page.parent / "mine.html").write_text("<p>mine", encoding="utf-8")

    def lose_state(self) -> None:
        """Delete or garble what builds remember."""
        file = self.folder / "site.state" / self.dice.choice((BASE, STANDING, PROOFS))
        if not file.is_file():
            return
        whole = file.read_bytes()
        at = self.dice.randrange(len(whole))
        garbled = self.dice.choice((b"", whole[:at], whole[:at] + b"\xa5" * 200 + whole[at + 200 :]))
        if self.dice.random() < 0.3:
            file.unlink()
        else:
            file.write_bytes(garbled)

    # --- how ------------------------------------------------------------------------------------------------

    def _any(self) -> str:
        return self.dice.choice(sorted(self.stories))

    def _own(self, file: str) -> Story:
        """Return the story in a file; no copy is changed with it."""
        was = self.stories[file]
        self.stories[file] = Story(was.title, was.day, was.author, list(was.sentences))
        return self.stories[file]

    def _line(self, patterns: Sequence[str]) -> str:
        return self.dice.choice(patterns).format(name=self.dice.choice(NAMES), race=self.dice.choice(RACES))

    def _body(self) -> list[str]:
        return [self._line(SENTENCES[:1]), *(self._line(SENTENCES) for _ in range(self.dice.randrange(2, 9)))]

    def _day(self) -> dt.date:
        return self.today + dt.timedelta(days=self.dice.choice((-800, -400, -40, -3, -1, 0, 0, 1, 2, 30)))

    def _write_story(self, file: str) -> None:
        path = self.content / "dumps" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.stories[file].text(path.suffix), encoding="utf-8")

    def _write_settings(self) -> None:
        lines = [
            "import sys",
            f"sys.path.insert(0, {str(ROOT)!r})",
            "from pelicanconf import *",
            f"THEME = {str(self.folder / 'theme')!r}",
            f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]",
            *(f"{name} = {value!r}" for name, value in self.settings.items()),
        ]
        (self.folder / "conf.py").write_text("\n".join([*lines, ""]), encoding="utf-8")

    def _say(self, file: str, key: str, entry: str, alone: str = "") -> None:
        """Add an entry to a file of the desk; take it out where it stands there. One begins with `alone` at most."""
        entries = self.desk.setdefault(file, {})
        if entries.pop(key, None) != entry:
            for other in [other for other in entries if alone and other.startswith(alone)]:
                del entries[other]
            entries[key] = entry
        self._write_desk()

    def _forget(self, source: str) -> None:
        for entries in self.desk.values():
            for key in [key for key in entries if key in (source, f"2 {source}")]:
                del entries[key]
        self._write_desk()

    def _write_desk(self) -> None:
        folder = self.content / "desk"
        folder.mkdir(exist_ok=True)
        for file, entries in self.desk.items():
            text = "\n".join(entry for _, entry in sorted(entries.items()))
            if text:
                (folder / file).write_text(text, encoding="utf-8")
            else:
                (folder / file).unlink(missing_ok=True)


EDITS: tuple[Callable[[Paper], None], ...] = (
    Paper.add_story, Paper.add_story, Paper.edit_body, Paper.edit_body, *[Paper.mend_a_word] * 6, Paper.edit_a_letter,
    Paper.touch, Paper.retitle, Paper.redate, Paper.sign, Paper.delete, Paper.rename, Paper.copy_story, Paper.override,
    Paper.correct, Paper.alias, Paper.rule, Paper.author, Paper.template, Paper.style, Paper.setting, Paper.page,
    Paper.night, Paper.tamper, Paper.lose_state,
)  # fmt: skip


def build(paper: Paper, place: str) -> str:
    """Build as an editor does; return why it failed, "" where it did not."""
    order = paper.order(place)
    if find_standing(asked_of(order)):
        paper.log.append("nothing changed")
        return ""
    try:
        if print_edition(order).stop_press:
            paper.log.append("stop press")
    except RacenewsError as fault:
        return str(fault).replace(str(order.output), "").replace(str(order.state), "")
    return ""


def check(paper: Paper) -> tuple[str, ...]:
    """Build on, build from nothing, and return the files that differ."""
    told = build(paper, "site")
    for name in ("anew", "anew.state"):
        shutil.rmtree(paper.folder / name, ignore_errors=True)
    expected = build(paper, "anew")
    if told != expected:
        return (f"told {told!r}, from nothing {expected!r}",)
    if told:
        paper.log.append(f"stopped: {told}")
        paper.desk.clear()
        shutil.rmtree(paper.content / "desk", ignore_errors=True)
        return ()
    ledgers = [(paper.folder / f"{name}.state" / LEDGER).read_bytes() for name in ("site", "anew")]
    other = () if ledgers[0] == ledgers[1] else (LEDGER,)
    return (*compare(paper.folder / "site", paper.folder / "anew"), *other)


def run_round(folder: Path, seed: int, builds: int) -> tuple[tuple[str, ...], list[str]]:
    """Edit and build so many times; return the files that differed, if any, and what was done until then."""
    paper = Paper(folder, random.Random(seed))  # noqa: S311  # no secret depends on it
    paper.set_up()
    for number in range(builds):
        if different := check(paper):
            return different, paper.log
        if number + 1 < builds:
            for edit in paper.dice.choices(EDITS, k=paper.dice.randrange(MOST_EDITS + 1)):
                paper.log.append(edit.__name__)
                edit(paper)
            paper.log.append("build")
    return (), paper.log


def main(arguments: Sequence[str] | None = None) -> int:
    """Run so many rounds; return 1 where one of them left a site that a build from nothing does not make."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=10, help="newspapers, each with a seed of its own")
    options.add_argument("--builds", type=int, default=8, help="builds of each, with edits between them")
    options.add_argument("--seed", type=int, default=1, help="of the first round")
    chosen = options.parse_args(arguments)
    broken = 0
    for seed in range(chosen.seed, chosen.seed + chosen.rounds):
        began = time.process_time()
        folder = Path(tempfile.mkdtemp(prefix=f"racenews-edits-{seed}-"))
        different, log = run_round(folder, seed, chosen.builds)
        outcome = "DIFFERS" if different else "same"
        seconds = time.process_time() - began
        print(f"seed {seed}: {outcome}, {seconds:.0f} s; {', '.join(log)}", flush=True)
        if different:
            broken += 1
            print("\n".join(f"    {line}" for line in different))
            print(f"    kept in {folder}", flush=True)
        else:
            shutil.rmtree(folder)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
