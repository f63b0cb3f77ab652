"""Bytes -> Dump: decode what came in, repair it where that is certain, say why where it is not."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import replace
from pathlib import Path

from racenews.intake.invisible import drop_invisible
from racenews.intake.lines import is_too_cut_up
from racenews.intake.markdown import plain_markdown
from racenews.types import Dump, UnreadableDumpError

_MB = 1024 * 1024
MAX_BYTES = 8 * _MB  # a story is a few kB; past this it is a database or an accident
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})

_MOJIBAKE = re.compile("[ÃÂâÅÄ]\\W|[ÃÂ][\u0080-\u00bf]|â€|Ã.|\ufffd")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
"""How a saved page begins, whatever its file is called."""
_WORD = re.compile("[^ \t\r\x0b\x0c\u2000-\u200a\u2028\u2029]+")  # a letter decoded wrongly can end in U+00A0
_IN_REPORTS = re.compile("[\x20-\u024f\u1e00-\u1eff\u2000-\u2122\U0001f300-\U0001faff]")
"""Latin letters, punctuation, emoji. Other writing that comes of mending is chance: the line was no text before."""
_C1 = re.compile("[\x80-\x9f]")
_LINE_ENDS = re.compile("\r\n?")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_dump(path: Path, source: str) -> Dump:
    """Return the dump in the file that somebody named, called `source` in every message; it may be a link or a pipe.

    Raises UnreadableDumpError, with the reason and the remedy, where the bytes are no text.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableDumpError(f"the file is {size:,} bytes, more than the {MAX_BYTES:,} a dump may have")
    return dump_from_bytes(path.read_bytes(), source, is_html=is_page(path))


def is_page(path: Path) -> bool:
    """Tell whether the name of a file says that it is HTML."""
    return path.suffix.lower() in HTML_SUFFIXES


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return what the file at `path`, which was found in a folder, holds.

    Raises UnreadableDumpError where it cannot be read, is no regular file, is too large, or changes meanwhile.
    """
    try:
        # Without following links and without waiting: it may have been exchanged since it was listed.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise UnreadableDumpError("not a regular file (a pipe, socket or device)")
            if before.st_size > max_bytes:
                raise UnreadableDumpError(
                    f"the file has {before.st_size / _MB:,.1f} MB; a dump may have {max_bytes / _MB:,.1f} MB. "
                    "Split it, or remove it from the folder"
                )
            raw = stream.read(max_bytes + 1)
            after = os.fstat(stream.fileno())
    except OSError as fault:
        raise UnreadableDumpError(f"cannot be read: {fault.strerror or fault}") from None
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or len(raw) != before.st_size:
        raise UnreadableDumpError("the file was written to while it was read; build again once that is done")
    return raw


def dump_from_bytes(raw: bytes, source: str, *, is_html: bool = False) -> Dump:
    """Return the dump that `raw` holds; raises UnreadableDumpError where it is no text."""
    text, warnings = _decode(raw)
    text, dropped = drop_invisible(text)
    if dropped:  # what stood on both sides of an invisible sign may be one letter that was decoded wrongly
        text, more = _repair(text)
        warnings = (*warnings, *dropped, *more)
    dump = dump_from_text(text, source, is_html=is_html, warnings=warnings)
    return replace(dump, as_sent=False) if dump.as_sent and dump.text.encode("utf-8", "surrogatepass") != raw else dump


def dump_from_text(text: str, source: str, *, is_html: bool = False, warnings: tuple[str, ...] = ()) -> Dump:
    """Return the dump for text that is already decoded. Line ends become line feeds, marks of Markdown go."""
    sent = text
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    text, invisible = drop_invisible(text)
    warnings = (*warnings, *invisible)
    if is_html or _PAGE.match(text):
        from racenews.intake.page import dump_from_html  # numpy waits for the first page

        return dump_from_html(text, source, warnings)
    if is_too_cut_up(text):  # no story is made of it
        return Dump(source=source, text=text, warnings=warnings)
    plain = plain_markdown(text)
    return Dump(
        source=source,
        text=plain.text,
        warnings=warnings,
        marked=plain.marked,
        kinds=plain.kinds,
        as_sent=plain.text == sent,
    )


def _decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of `raw` and what had to be repaired."""
    if not raw.removeprefix(codecs.BOM_UTF8).strip(b" \t\r\n\x00"):
        raise UnreadableDumpError("the file is empty")
    if len(_BINARY.findall(raw[:4096].decode("latin-1"))) > max(8, len(raw[:4096]) // 50) and not _is_utf16(raw):
        raise UnreadableDumpError("the file is not text (it is full of control characters)")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                return _repair(raw.decode(encoding))
            except UnicodeDecodeError as fault:
                raise UnreadableDumpError(
                    f"the file starts like {encoding} but breaks at byte {fault.start}; save it again as UTF-8"
                ) from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return guess_encoding(raw, fault.start)
    return _repair(text)


def _is_utf16(raw: bytes) -> bool:
    return raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def guess_encoding(raw: bytes, bad_at: int) -> tuple[str, tuple[str, ...]]:
    """Return `raw` read as Windows-1252 where nothing speaks against it."""
    if b"\x00" in raw:
        raise UnreadableDumpError("the file is not text (it holds NUL bytes)")
    from ftfy.badness import is_bad  # it takes long to load, and most dumps are sound

    text = raw.decode("cp1252", "replace")
    strange = sum(not (c.isalpha() or c in "‘’“”–—…•€£©®°·«»´¿¡§½¼\u00a0") for c in text if ord(c) > 127)
    letters = sum(c.isalpha() or c.isspace() for c in text)
    if "\ufffd" in text or strange or _C1.search(text) or letters < 0.7 * len(text) or is_bad(text):
        raise UnreadableDumpError(
            f"the file is not UTF-8 (byte {bad_at}) and no other encoding fits for certain; save it again as UTF-8"
        )
    return text, ("read as Windows-1252, because it is not UTF-8",)


def _mend(word: re.Match[str]) -> str:
    """Return the word decoded rightly; as it was where that makes no sound text, or signs that no report holds.

    Word by word, so that it makes no difference what stands beside it: mending a second time changes nothing.
    """
    import ftfy
    from ftfy.badness import is_bad

    text = word.group()
    if not is_bad(text):
        return text
    mended = ftfy.fix_encoding(text)
    return text if is_bad(mended) or not all(map(_IN_REPORTS.match, set(mended) - set(text))) else mended


def _repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` with lines mended that were decoded wrongly once before (â€™ for ’)."""
    if not _MOJIBAKE.search(text):
        return text, ()
    from ftfy.badness import is_bad

    lines = text.split("\n")
    mended = [_WORD.sub(_mend, line) if _MOJIBAKE.search(line) and is_bad(line) else line for line in lines]
    changed = sum(a != b for a, b in zip(lines, mended, strict=True))
    note = (f"characters mended in {changed} lines that had been decoded wrongly",) if changed else ()
    return "\n".join(mended), note
