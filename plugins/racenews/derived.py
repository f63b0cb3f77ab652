"""What was worked out from data files, kept on disk: taken again while those files, the code and Python are the same.

A drawer can be emptied at any time; only speed is lost. What does not fit its key or its seal is worked out anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

DIGEST_BYTES = 20


@dataclass(frozen=True, slots=True)
class Drawer:
    """A folder of such files, one a name; it is made when the first is kept."""

    folder: Path

    def take(self, name: str, key: bytes) -> bytes | None:
        """Return what was kept under `name` with this key; None where nothing was, or where it is damaged."""
        try:
            kept = (self.folder / name).read_bytes()
        except OSError:
            return None
        seal, content = kept[:DIGEST_BYTES], kept[DIGEST_BYTES:]
        return content if seal == _seal(key, content) else None

    def keep(self, name: str, key: bytes, content: bytes) -> None:
        """Keep `content`, which was made from what `key` stands for; where the disk refuses, nothing is kept."""
        draft = self.folder / f"{name}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(_seal(key, content) + content)
            draft.replace(self.folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def key_of(files: Iterable[Path], *words: str) -> bytes:
    """Return a digest of what the files hold, of `words` and of this Python; OSError where a file cannot be read."""
    whole = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for file in files:
        content = file.read_bytes()
        whole.update(f"{file.name} {len(content)}\0".encode("utf-8", "surrogateescape") + content)
    for word in (*words, sys.version, sys.byteorder):
        whole.update(word.encode() + b"\0")
    return whole.digest()


def _seal(key: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(content, key=key, digest_size=DIGEST_BYTES).digest()
