"""The newsroom: raw race-news dumps in, clean stories out. Plain Python, no Pelican."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from racenews.pipeline import clean_text as clean_text

__all__ = ["clean_text"]


def __getattr__(name: str) -> object:
    """Return `clean_text` on first use, so that `import racenews` alone loads nothing."""
    if name == "clean_text":
        from racenews.pipeline import clean_text

        return clean_text
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
