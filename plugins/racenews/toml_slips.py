"""What to do about a TOML file that cannot be read: the line, and the slip that most likely stands in it."""

from __future__ import annotations

import re

MAX_SHOWN_CHARS = 60

_LINE = re.compile(r"at line (\d+)")
_CURLY = re.compile(r"=\s*\[?\s*[“”„«»‘’]")
_DONE_ALREADY = ("Cannot declare", "Cannot overwrite", "Cannot mutate", "Duplicate inline table key")
_SLIPS = (
    (_DONE_ALREADY, "this table or key stands further up already. Put the lines of both into one"),
    (("backslash", "'\\\\'", "escape", "hex value"), "write \\\\ for a backslash"),
    (("Illegal character", "Unterminated", "Expected '\"'"), 'close the text with a straight quote: "…"'),
    (("Expected '='",), 'write KEY = "VALUE"; a key with spaces, dots or slashes stands in quotes'),
    (("Invalid value", "Invalid date"), 'put the text in straight quotes: KEY = "VALUE"'),
    (
        ("Unclosed array", "Unclosed inline table", "Expected ']'"),
        "close the bracket, and part what stands in it by commas",
    ),
    (("Expected newline",), 'a line says one thing; several texts stand in brackets: ["…", "…"]'),
    (("Invalid statement", "Invalid initial character"), 'write KEY = "VALUE", or [TABLE] on a line of its own'),
)


def explain_slip(text: str, fault: ValueError) -> str:
    """Return the remedy for what Python says of a TOML text: the line where it gave up, and what to write there.

    >>> import tomllib
    >>> try: tomllib.loads('title = “Holm”')
    ... except ValueError as fault: print(explain_slip('title = “Holm”', fault))
    Mend that line, title = “Holm”: put the text in straight quotes: KEY = "VALUE".
    """
    found = _LINE.search(str(fault))
    lines = text.splitlines() or [""]
    line = lines[min(int(found[1]), len(lines)) - 1] if found else lines[-1]
    shown = " ".join(line.split())
    shown = shown if len(shown) <= MAX_SHOWN_CHARS else f"{shown[: MAX_SHOWN_CHARS - 1]}…"
    said = str(fault)
    told = next((what for signs, what in _SLIPS if any(sign in said for sign in signs)), "")
    if _CURLY.search(line):
        told = 'put the text in straight quotes: KEY = "VALUE"'
    return f"Mend that line, {shown}: {told}." if told and shown else "Mend that line."
