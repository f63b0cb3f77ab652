"""When to look for rubbish in memory, and when not."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Look for no rubbish meanwhile: records are made that all stay, and each search would go through all there are.

    What nobody holds goes at once as ever; only things that hold each other wait.
    """
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()
