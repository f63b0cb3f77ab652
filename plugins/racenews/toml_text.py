"""Texts as TOML writes them: for lines that an editor pastes, and files that the program writes."""

from __future__ import annotations

import json


def quote_toml(text: str) -> str:
    """Return a text in TOML's quotes: JSON's, but for one control.

    >>> print(quote_toml('the "Blue" Train'))
    "the \\"Blue\\" Train"
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
