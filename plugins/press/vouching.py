"""Stamps of all that an edition goes by, taken while it is made, so that the next build can see that nothing changed.

Where something may have a say and has no stamp (a plug-in of somebody else's, a settings file that reads the clock or
other files), no record is left, and the next build is made whatever changed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from press.changes import name_dumps
from press.precheck import BUT, DUMPS, FILE, LEDGER, LISTED, PLUGINS, ROOT, WHOLE, Asked, Standing, write_standing
from press.stamps import STARTED_NS, NoStampError, Scan, at_rest, list_folder, scan, scan_but

# What a settings file may do that makes it say another thing tomorrow. `os.environ["NAME"]` is followed by name.
_IMPURE = re.compile(
    r"\bopen\s*\(|\bread_(?:text|bytes)\b|\b(?:subprocess|popen|system|urlopen|requests|socket|random|uuid|getpass|pwd)\b"
    r"|\.(?:today|now|time|time_ns|utcnow|localtime|gmtime|strftime|stat|exists|is_file|is_dir|glob|rglob|iterdir|listdir"
    r"|scandir|walk|getcwd|cwd|gethostname|node|platform|getmtime)\b"
)
_ENVIRONMENT = re.compile(r"\b(?:environb?|getenv)\b(?:\s*(?:\.\s*get\s*)?[\[(]\s*[\"'](\w+)[\"'])?")
_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+([\w., \t]+)", re.MULTILINE)
_ALWAYS_READ = ("SOURCE_DATE_EPOCH", "TZ", "LANG", "LC_ALL", "LC_CTYPE", "LANGUAGE", "PYTHONHASHSEED", "PYTHONUTF8")


class Vouching:
    """Takes the stamps while an edition is made, each before what it speaks of is read, and leaves the record."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.doubt = "" if asked.day else "the day is unknown"
        self.seal = ""
        """Of the record that was left."""
        self.listed: list[str] = []
        """Every file and folder of the site, once a record is left."""
        self.names = b""
        """A digest of the names in the folder of dumps, before they are read; b"" where there is none."""
        self._stamps: list[tuple[str, str, Sequence[str]]] = []
        dumps = f"{asked.content.rstrip('/')}/dumps"
        self._keep(BUT, [asked.content, dumps], lambda: at_rest(lambda: scan_but(asked.content, dumps)))
        found = self._keep(DUMPS, [dumps], lambda: at_rest(lambda: scan(dumps)))
        if found and Path(dumps).is_dir():
            self.names, _ = name_dumps(found, dumps, Path(dumps))
        self._take(PLUGINS, rest=True)
        self._take(asked.settings, *(f"{ROOT}/{name}" for name in ("tasks.py", "uv.lock", "pyproject.toml")))

    def take_settings(self, settings: Mapping[str, Any], doors: Iterable[str]) -> None:
        """Take the stamps of what the settings name: the theme, and plug-ins."""
        theme = str(settings.get("THEME", ""))
        self._take(theme, *map(str, settings.get("THEME_TEMPLATES_OVERRIDES", ())), rest=True)
        others = sorted({str(name) for name in settings.get("PLUGINS", ())} - set(doors))
        if others:
            self.doubt = self.doubt or f"nobody knows what {', '.join(others)} may read"
        if settings.get("JINJA_FILTERS") or settings.get("JINJA_GLOBALS") or settings.get("JINJA_TESTS"):
            self.doubt = self.doubt or "the settings add code of their own to templates"

    def leave(self, stories: int, set_aside: int, code: Iterable[str] = ()) -> None:
        """Leave the record of an edition that is in its place; none where something cannot be vouched for.

        `code` are files that other processes have loaded for it.
        """
        try:
            names = self._variables()
            self._take_code(code)
            self._take(f"{self.asked.state}/{LEDGER}", rest=True)
            self._take_output()
            if self.doubt:
                Path(self.asked.state, FILE).unlink(missing_ok=True)  # what stood there is replaced
            else:
                self.seal = write_standing(self.asked, Standing(stories, set_aside), names, self._stamps)
        except (OSError, UnicodeError):  # a full disk may keep us from being quick next time, not from having built
            return

    def _take(self, *paths: str, rest: bool = False) -> None:
        self._keep(WHOLE, list(paths), lambda: at_rest(lambda: scan(*paths)) if rest else scan(*paths))

    def _keep(self, kind: str, paths: Sequence[str], take: Callable[[], Scan]) -> Scan | None:
        if self.doubt:
            return None
        try:
            found = take()
        except NoStampError as fault:
            self.doubt = str(fault)
            return None
        self._stamps.append((found.digest(), kind, paths))
        return found

    def _take_output(self) -> None:
        """Take the stamp of what was published, all of it listed: pages are many, and each has a folder of its own."""
        if self.doubt:
            return
        try:
            found = at_rest(lambda: list_folder(self.asked.output))
            self.listed = found.paths
            self._stamps.append((found.digest(), LISTED, found.paths))
        except NoStampError as fault:
            self.doubt = str(fault)

    def _take_code(self, more: Iterable[str]) -> None:
        """Take the stamp of all code that is loaded, and of `more`; doubt where a file is younger than this process.

        The settings may be younger: they are read after their own stamp is taken.
        """
        standard = str(Path(os.__file__).parent)
        files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}.union(more)
        files.discard(os.path.realpath(self.asked.settings))
        code = sorted(f for f in files if f and (not f.startswith(standard) or "-packages" in f))
        found = scan(*code)
        if found.rests_at_ns > STARTED_NS:
            self.doubt = self.doubt or "code was changed while it was being loaded"
        self._stamps.append((found.digest(), WHOLE, code))

    def _variables(self) -> list[str]:
        """Return the names of the variables that the settings read; doubt where that cannot be told."""
        names = set(_ALWAYS_READ)
        for file, text in _read_with_imports(self.asked.settings):
            if impure := _IMPURE.search(text):
                self.doubt = self.doubt or f"{file} has {impure.group()!r}: it may say another thing tomorrow"
            for read in _ENVIRONMENT.finditer(text):
                if read[1]:
                    names.add(read[1])
                elif not text[: read.start()].rstrip().endswith("import"):
                    self.doubt = self.doubt or f"nobody knows what {file} reads from the environment"
        return sorted(names)


def _read_with_imports(settings: str) -> list[tuple[str, str]]:
    """Return the settings file and what it imports of the editor's own, each with its text."""
    texts: dict[str, str] = {}
    pending = [settings]
    while pending:
        file = pending.pop()
        if file in texts:
            continue
        texts[file] = Path(file).read_text(encoding="utf-8")
        for line in _IMPORT.findall(texts[file]):
            for name in re.split(r"[\s,]+", line):
                found = getattr(sys.modules.get(name), "__file__", None) or ""
                if found.endswith(".py") and not found.startswith((sys.base_prefix, sys.prefix, PLUGINS)):
                    pending.append(found)
    return list(texts.items())
