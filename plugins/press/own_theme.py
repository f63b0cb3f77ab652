"""The paper's own dress, `content/theme/`: templates that come before the theme's, style sheets that come behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from press.edition import Edition
from racenews.publish.style_sheet import find_slips
from racenews.types import RacenewsError

FOLDER, TEMPLATES = "theme", "templates"
OVERRIDES = "THEME_TEMPLATES_OVERRIDES"
"""The setting under which Pelican looks for templates before the theme's."""
_CALLED = re.compile(r"""["']([^"'\n]+\.html)["']""")


def wear(content: Path, settings: dict[str, Any], edition: Edition) -> None:
    """Let the edition wear what stands in `content`/theme; RacenewsError lists every fault in it."""
    folder = content / FOLDER
    if not folder.is_dir() or folder.resolve() == Path(settings["THEME"]).resolve():
        return  # a whole theme of the paper's own may lie there as well
    sheets = sorted(file for file in folder.glob("*.css") if file.is_file())
    faults = [*_strangers(folder), *_unused(folder / TEMPLATES, Path(settings["THEME"], TEMPLATES)), *_slips(sheets)]
    if faults:
        raise RacenewsError("\n".join(sorted(faults)))
    edition.sheets = tuple(sheets)
    if (folder / TEMPLATES).is_dir():
        settings[OVERRIDES] = [str(folder / TEMPLATES), *settings.get(OVERRIDES, ())]


def _strangers(folder: Path) -> Iterator[str]:
    """Yield a fault for each thing in the folder that nothing reads."""
    for path in folder.iterdir():
        if path.name.startswith(".") or (path.name == TEMPLATES and path.is_dir()) or path.suffix == ".css":
            continue
        yield (
            f"{_name(path, folder)}: nothing reads this. The folder holds style sheets (.css) and {TEMPLATES}/; "
            "pictures go into content/images/."
        )


def _unused(own: Path, theme: Path) -> Iterator[str]:
    """Yield a fault for each template that stands for none of the theme's and that no other one here calls."""
    files = {path.relative_to(own).as_posix(): path for path in own.rglob("*") if path.is_file()}
    files = {name: path for name, path in files.items() if not path.name.startswith(".")}
    known = {path.relative_to(theme).as_posix() for path in theme.rglob("*.html")}
    texts = {name: path.read_text(encoding="utf-8", errors="replace") for name, path in files.items()}
    for name, path in files.items():
        called = {call for other, text in texts.items() if other != name for call in _CALLED.findall(text)}
        if name in known or name in called:
            continue
        near = get_close_matches(name, known, 1) or [k for k in sorted(known) if k.endswith(f"/{path.name}")]
        hint = f'Do you mean "{near[0]}"?' if near else f"There are: {', '.join(sorted(known))}."
        yield f"{_name(path, own.parent)}: the theme has no template of this name. {hint}"


def _slips(sheets: list[Path]) -> Iterator[str]:
    for sheet in sheets:
        try:
            wrong = find_slips(sheet.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            wrong = "cannot be read. Save it as UTF-8 and make it readable."
        if wrong:
            yield f"{_name(sheet, sheet.parent)}: {wrong}"


def _name(path: Path, folder: Path) -> str:
    return f"content/{FOLDER}/{path.relative_to(folder).as_posix()}"
