"""The press's own way to an edition: Pelican reads, the doors plan, and the press prints what changed."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import platform
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican import Pelican, signals
from pelican.generators import Generator, PagesGenerator, StaticGenerator

from press.bindery import bind
from press.compiled import remember_compiled
from press.edition import SETTING, Edition
from press.folders import empty_edition, readable_by_all
from press.plan import Compositor, Piece
from press.printing import print_apart
from press.roads import is_plain
from press.rubbish import nothing_thrown_away
from press.state import State, stamp_of
from press.typesetter import QuickGenerator, Typesetter
from racenews.publish.view_records import Frame, House

SOURCES = Path(__file__).resolve().parents[1]
_MAKERS = ("jinja2", "markupsafe", "pelican", "feedgenerator", "markdown", "nh3", "pillow")
"""The packages whose versions may show in a file."""
# What Pelican adds to the context of single templates.
_PELICANS_OWN = frozenset({"blog", "category", "all_articles", "articles_page", "articles_paginator", "page_name"})
# Where things lie is no part of any page.
_FOLDERS = frozenset({"PATH", "OUTPUT_PATH", "THEME", "PLUGIN_PATHS", "CACHE_PATH", "THEME_TEMPLATES_OVERRIDES"})


COMMON = ("site", "house", "localsiteurl")
"""The names that every template knows."""


def print_site(pelican: Pelican, last: State) -> None:
    """Print the edition that `pelican` is set up for into its output folder, and tell the doors when it is done.

    The pages of a large one are printed by another process.
    """
    edition: Edition = pelican.settings[SETTING]
    with readable_by_all():
        if print_apart(edition, partial(_print_pages, pelican, last)):
            last.let_go()
        else:
            empty_edition(Path(pelican.output_path))  # another process may have begun
            _print_pages(pelican, last)
        signals.finalized.send(pelican)


def _print_pages(pelican: Pelican, last: State) -> None:
    """Print all pages; what was laid into the output folder is `bound` in the edition."""
    edition: Edition = pelican.settings[SETTING]
    generators = _read(pelican)
    compositor = _hire(pelican, generators, edition)
    last = State(last.output, _name_once(last.names, edition), last.rows)
    told = partial(edition.progress, "Printing")
    with nothing_thrown_away():
        pieces = _plan(generators, compositor)
        folder, rows = Path(pelican.output_path), edition.rows
        edition.bound = bind(pieces, folder, last, edition.siteurl, jobs=edition.jobs, told=told, rows=rows)


def _name_once(names: Sequence[str], edition: Edition) -> list[str]:
    """Return the places that pages are known to lead to and those of all stories, by the texts that the cards have.

    Two texts a story that say the same would take as much room as its card.
    """
    texts = {path: path for story in edition.site.announced for path in (story.card.path, story.card.plate)}
    return [*(texts.pop(name, name) for name in names), *texts]


def _read(pelican: Pelican) -> list[Any]:
    """Return Pelican's generators when all they need is read; the steps are those of `Pelican.run`."""
    context = {**pelican.settings, "generated_content": {}, "static_links": set(), "static_content": {}}
    context["localsiteurl"] = pelican.settings["SITEURL"]
    folders = {"path": pelican.path, "theme": pelican.theme, "output_path": pelican.output_path}
    generators = [kind(context=context, settings=pelican.settings, **folders) for kind in _kinds(pelican)]
    for generator in generators:
        if hasattr(generator, "generate_context"):
            generator.generate_context()
        if hasattr(generator, "check_disabled_readers"):
            generator.check_disabled_readers()
    signals.all_generators_finalized.send(generators)
    for generator in generators:
        if hasattr(generator, "refresh_metadata_intersite_links"):
            generator.refresh_metadata_intersite_links()
    return generators


def _kinds(pelican: Any) -> list[type[Any]]:
    return list(pelican._get_generator_classes())


def _hire(pelican: Pelican, generators: list[Any], edition: Edition) -> Compositor:
    """Return the compositor of an edition, who knows with what everything is made."""
    settings, first = pelican.settings, generators[0]
    edition.others = frozenset(first.context) | _PELICANS_OWN
    common = {name: first.context[name] for name in COMMON}
    remember_compiled(first.env, settings)
    typesetter = Typesetter(first.env, common, settings, edition.others)
    plain = {name: value for name, value in settings.items() if name not in _FOLDERS and is_plain(value)}
    made_with = (
        _digest_of_code(),
        [platform.python_version(), *(f"{package} {version(package)}" for package in _MAKERS)],
        sorted((name, repr(value)) for name, value in plain.items()),
        common,
    )
    return Compositor(made_with, _digest_of_templates(first), typesetter.set_page)


def open_environment(pelican: Any) -> Environment:
    """Return the environment of the theme's templates. Pelican's own generator makes it, but reads nothing."""
    folders = {"path": pelican.path, "theme": pelican.theme, "output_path": pelican.output_path}
    kind: Any = Generator
    environment: Environment = kind(context=dict(pelican.settings), settings=pelican.settings, **folders).env
    environment.code_generator_class = QuickGenerator
    remember_compiled(environment, pelican.settings)
    return environment


def open_typesetter(pelican: Any, frame: Frame, others: Collection[str]) -> tuple[Typesetter, House]:
    """Return who sets single pages of an edition that is laid out already, and the house as templates know it."""
    environment = open_environment(pelican)
    house: Any = environment.globals["house"]
    common = dict(zip(COMMON, (frame, house, house.base), strict=True))
    return Typesetter(environment, common, pelican.settings, others), house


def _plan(generators: list[Any], compositor: Compositor) -> Iterator[Piece]:
    """Yield a piece for every file. As with Pelican, a file of the editor's own takes the place of one of ours."""
    static = {p.path: p for g in generators if isinstance(g, StaticGenerator) for p in _plan_static(g, compositor)}
    for generator in generators:
        if isinstance(generator, PagesGenerator):
            yield from (p for p in _plan_pages(generator, compositor) if p.path not in static)
        elif hasattr(generator, "plan_files"):
            yield from (p for p in generator.plan_files(compositor) if p.path not in static)
    yield from static.values()


def _plan_pages(generator: Any, compositor: Compositor) -> Iterator[Piece]:
    """Yield the pages written by hand; they are few, and what their template may see of them is Pelican's to say."""
    for page in chain(
        generator.translations,
        generator.pages,
        generator.hidden_translations,
        generator.hidden_pages,
        generator.draft_translations,
        generator.draft_pages,
    ):
        if not page.save_as:
            continue
        signals.page_generator_write_page.send(generator, content=page)
        context = {"page": page, "url": page.url, "jsonld": generator.context.get("jsonld", "")}
        template = generator.get_template(page.template).name
        raw = compositor.set_page(template, context, page.save_as)
        yield compositor.made(page.save_as, raw, partial(bytes, raw))


def _plan_static(generator: Any, compositor: Compositor) -> Iterator[Piece]:
    """Yield the files that are copied as they are: those of the theme, then those of the content."""
    ignored = generator.settings["IGNORE_FILES"]
    below = generator.settings["THEME_STATIC_DIR"]
    for folder in generator.settings["THEME_STATIC_PATHS"]:
        for file, name in _walk(Path(generator.theme, folder), ignored):
            yield _copy(file, f"{below}/{name}", compositor)
    for static in generator.context["staticfiles"]:
        yield _copy(Path(generator.path, static.source_path), static.save_as, compositor)


def _copy(file: Path, path: str, compositor: Compositor) -> Piece:
    """Return a copy of a file. Its stamp is its key: pictures may be too large to read them for every edition."""
    real = file.resolve()
    return compositor.made(Path(path).as_posix(), (str(real), stamp_of(str(real))), real.read_bytes)


def _walk(start: Path, ignored: list[str]) -> Iterator[tuple[Path, str]]:
    """Yield each file at or below `start` with its path, as `pelican.utils.copy` would find them."""

    def is_ignored(name: str) -> bool:
        return any(fnmatch.fnmatch(name, pattern) for pattern in ignored)

    if is_ignored(start.name):
        return
    if start.is_file():
        yield start, start.name
        return
    for folder, folders, names in os.walk(start, followlinks=True):
        folders[:] = sorted(name for name in folders if not is_ignored(name))
        for name in sorted(names):
            file = Path(folder, name)
            if not is_ignored(name) and file.is_file():
                yield file, file.relative_to(start).as_posix()


# --- with what everything is made -------------------------------------------------------------------------------


def _digest_of_code() -> bytes:
    """Return a digest of the program itself: a new version may write other pages of the same records."""
    parts = (SOURCES.glob("*.py"), (SOURCES / "press").rglob("*.py"), (SOURCES / "racenews").rglob("*.py"))
    return _digest((file.relative_to(SOURCES).as_posix(), file) for part in parts for file in sorted(part))


def _digest_of_templates(generator: Any) -> bytes:
    """Return a digest of the theme's templates and of what the settings put before them."""
    folders = [Path(folder) for folder in generator._templates_path]
    return _digest(
        (f"{number}/{file.relative_to(folder).as_posix()}", file)
        for number, folder in enumerate(folders)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    )


def _digest(files: Iterator[tuple[str, Path]]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for name, file in files:
        raw = file.read_bytes()
        digest.update(f"{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.digest()
