"""`content/desk/pictures.toml`: which photograph stands with which story, what it shows and who took it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from racenews.resources_checks import Check, check_entry, check_text, name_of, read_entries
from racenews.types import Picture

PICTURES = "pictures.toml"


def _image(value: Any) -> str:
    """Return what is wrong with the place of a picture: only files of the editor's own count."""
    if wrong := check_text(value):
        return wrong
    path = PurePosixPath(value)
    if ":" in value or "\\" in value or path.is_absolute() or ".." in path.parts:
        return f'is "{value}", which is no file below content. Put a copy there and name it: "photos/finish.jpg".'
    return ""


_KEYS: Mapping[str, Check] = {
    "file": check_text, "image": _image, "alt": check_text, "credit": check_text, "caption": check_text,
}  # fmt: skip


def load_pictures(file: Path, faults: list[str]) -> dict[str, Picture]:
    """Return the pictures by the dump of their story; append to `faults` what is wrong with the file."""
    found: dict[str, Picture] = {}
    for number, entry in enumerate(read_entries(file, "picture", faults), 1):
        source = entry.get("file")
        if not isinstance(source, str) or not source.strip():
            faults.append(
                f"{name_of(file)}: picture {number} names no file. "
                'Name the dump of its story by its path below content/dumps: file = "2023/x.txt".'
            )
            continue
        where = f'{name_of(file)}: picture "{source}"'
        missing = [key for key in ("image", "alt") if key not in entry]
        told = {"image": "Name the file below content.", "alt": "Say what it shows, for those who do not see it."}
        faults += [f'{where}: "{key}" is missing. {told[key]}' for key in missing]
        if source in found:
            faults.append(f"{where}: there are two entries for this story. A story has one picture: take one out.")
        if check_entry(entry, where, _KEYS, faults) and not missing:
            texts = {key: " ".join(entry.get(key, "").split()) for key in ("alt", "credit", "caption")}
            found[source] = Picture(source, entry["image"], **texts)
    return found
