"""A small newspaper in a folder of its own, and what can happen to it between two builds."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from tools.fuzz.griefs import build_in_grief, damage
from tools.fuzz.texts import change_text, write_sentence

from press.folders import FORMER
from press.printer import ROOT, Order, print_edition
from racenews.types import RacenewsError

FIRST_DAY = dt.date(2024, 7, 5)
FEWEST_STORIES, MOST_STORIES = 2, 9
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
            body = "".join(f"{s}\n" if s.startswith("<") else f"<p>{s}</p>\n" for s in self.sentences)
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
    before: list[tuple[str, Story]] = field(default_factory=list)
    """What stories were before an edit of their text, the newest last."""
    roads: Counter[str] = field(default_factory=Counter)
    """How often the press went which way, and why not the shorter one."""
    most_stories: int = MOST_STORIES
    torn: Sequence[str] = ()
    """The files in which a site was neither the old nor the new edition."""

    def set_up(self) -> None:
        """Write the first stories and a theme of the paper's own."""
        (self.content / "dumps").mkdir(parents=True)
        shutil.copytree(ROOT / "theme", self.folder / "theme")
        self._write_settings()
        for _ in range(max(4, self.most_stories - MOST_STORIES)):
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
        if len(self.stories) >= self.most_stories:
            return
        name = f"{self.dice.choice(('', '2024/', 'new/'))}{self.dice.randrange(10**6)}"
        file = name + self.dice.choice((".txt", ".txt", ".html", ".md"))
        self.stories[file] = Story(self._line(TITLES), self._day(), self.dice.choice(AUTHORS), self._body())
        self._write_story(file)

    def copy_story(self) -> None:
        """Send a dump in twice."""
        file = self._any()
        other = str(Path(file).with_stem(f"{Path(file).stem}-copy"))
        if other not in self.stories and len(self.stories) < self.most_stories:
            self.stories[other] = self.stories[file]
            self._write_story(other)

    def edit_body(self) -> None:
        """Change one sentence."""
        file = self._any()
        story = self._own(file)
        place = self.dice.randrange(len(story.sentences) or 1)
        story.sentences[place : place + 1] = [self._line(SENTENCES)]
        self._write_story(file)

    def mend_a_word(self) -> None:
        """Change a word that names nobody, in one story or in two."""
        for _ in range(self.dice.choice((1, 1, 2))):
            file = self._any_published()
            story = self._own(file)
            place = self.dice.randrange(len(story.sentences) or 1)
            old, new = self.dice.choice((("long", "short"), ("short", "long"), ("the", "The"), (" and ", " and then ")))
            story.sentences[place : place + 1] = [s.replace(old, new, 1) for s in story.sentences[place : place + 1]]
            self._write_story(file)

    def edit_a_letter(self) -> None:
        """Change one letter, and give the file the times it had."""
        file = self._any()
        story = self._own(file)
        story.sentences[:1] = [s.replace("e", "a", 1) for s in story.sentences[:1]]
        path = self.content / "dumps" / file
        was = path.stat()
        self._write_story(file)
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    def change_text(self) -> None:
        """Change the text of one story as an editor may, or of two or three at once."""
        for _ in range(self.dice.choice((1, 1, 1, 1, 2, 3))):
            self._change_text(self._any_published())

    def change_text_again(self) -> None:
        """Change the text of the story that was changed last."""
        file = self.before[-1][0] if self.before else ""
        self._change_text(file if file in self.stories else self._any_published())

    def undo_text(self) -> None:
        """Give a story the text back that it had before the last edit, or two stories theirs."""
        for _ in range(self.dice.choice((1, 1, 2))):
            file, story = self.before.pop() if self.before else ("", None)
            if story and file in self.stories:
                self.log[-1] += f" of {file}"
                self._own(file).sentences[:] = story.sentences
                self._write_story(file)

    def say_the_same(self) -> None:
        """Give two stories texts that are nearly or fully alike, at once or one after the other."""
        one, other = self._any_published(), self._any_published()
        sentences = list(self.stories[one].sentences)
        if self.dice.random() < 0.7:
            start = self.dice.randrange(1000)
            sentences += [f"Kilometre {n} went past the {n * 7} houses, unseen." for n in range(start, start + 20)]
        for file in self.dice.choice(((one, other), (other,))):
            self.before.append((file, self.stories[file]))
            self._own(file).sentences[:] = sentences
            self._write_story(file)
        if self.dice.random() < 0.5:
            self._change_text(other)

    def _change_text(self, file: str) -> None:
        self.before.append((file, self.stories[file]))
        story = self._own(file)
        done = change_text(self.dice, story.sentences, Path(file).suffix, lambda: self._line(SENTENCES))
        self.log.append(f"({done} {file})")
        self._write_story(file)

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
                f"keep = [{json.dumps(self._line(SENTENCES))}]",
                f"cut = [{json.dumps(self._line(SENTENCES))}]",
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
             ("MAX_DUMP_MB", 0.0005), ("DESK_BYLINE", "The Desk"), ("RECEIPTS", True), ("RECEIPTS", True),
             ("DEFAULT_LANG", "de"), ("SEARCH_FULL_TEXT_STORIES", 3))
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
        state = self.folder / "site.state"
        files = [f for f in sorted(state.rglob("*")) if f.is_file() and FORMER not in f.relative_to(state).parts]
        if files:
            self.log.append(f"({damage(self.dice.choice(files), self.dice)})")

    def tamper_with_former(self) -> None:
        """Change a file of the edition before."""
        former = self.folder / "site.state" / FORMER
        files = [f for f in sorted(former.rglob("*")) if f.is_file()]
        if files:
            self.log.append(f"({damage(self.dice.choice(files), self.dice)})")

    def come_to_grief(self) -> None:
        """Let a build be killed, interrupted or without room: one whole edition stands then, the old or the new one."""
        self.change_text()
        old = read_tree(self.folder / "site")
        self.log.append(build_in_grief(lambda: print_edition(self.order("site")), self.dice))
        stands = read_tree(self.folder / "site")
        if stands != old:
            with contextlib.suppress(RacenewsError):
                print_edition(self.order("new"))
            new = read_tree(self.folder / "new")
            self.torn = [path for path in stands.keys() | new.keys() if stands.get(path) != new.get(path)]
            for name in ("new", "new.state"):
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def photograph(self) -> None:
        """Give a story a photograph, or take it back."""
        file = self._any()
        image = self.content / "photos/a.png"
        if not image.is_file():
            image.parent.mkdir(exist_ok=True)
            Image.new("RGB", (900, 600), (90, 120, 60)).save(image)
        said = f'[[picture]]\nfile = {json.dumps(file)}\nimage = "photos/a.png"\nalt = "A road."\n'
        self._say("pictures.toml", file, said)

    # --- how ------------------------------------------------------------------------------------------------

    def _any(self) -> str:
        return self.dice.choice(sorted(self.stories))

    def _any_published(self) -> str:
        """Return a dump of which a story is published, most often; not a hand-written one: its page is never alone."""
        known = [f for f, story in sorted(self.stories.items()) if story.day <= self.today and not f.endswith(".md")]
        return self.dice.choice(known) if known and self.dice.random() < 0.9 else self._any()

    def _own(self, file: str) -> Story:
        """Return the story in a file; no copy is changed with it."""
        was = self.stories[file]
        self.stories[file] = Story(was.title, was.day, was.author, list(was.sentences))
        return self.stories[file]

    def _line(self, patterns: Sequence[str]) -> str:
        return self.dice.choice(patterns).format(name=self.dice.choice(NAMES), race=self.dice.choice(RACES))

    def _body(self) -> list[str]:
        more = (write_sentence(self.dice, lambda: self._line(SENTENCES)) for _ in range(self.dice.randrange(2, 9)))
        return [self._line(SENTENCES[:1]), *more]

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


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, by their paths in it."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}
