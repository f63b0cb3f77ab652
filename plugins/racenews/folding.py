"""One folding for all matching: lower case, plain quotes, dashes and spaces. Same length as its input."""

from __future__ import annotations

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʼ"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPACES = dict.fromkeys(
    [*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 0x2028, 0x2029, 0x85, 0x0B, 0x0C, 0x09], " "
)
_TABLE = _QUOTES | _DASHES | _SPACES


def fold(text: str) -> str:
    """Return `text` for comparing, code point for code point, so that offsets hold in both.

    >>> fold("You’ll “Subscribe”")
    'you\\'ll "subscribe"'
    """
    plain = text.translate(_TABLE)
    lowered = plain.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
