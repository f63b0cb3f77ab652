"""The editor's word on one dump, applied: what to keep, what to cut, what the story is called. Opens no file."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from racenews.folding import fold
from racenews.types import Header, Override, Removal, Span

CUT_RULE = "desk/cut"
CUT_WHY = "the desk cut it, see content/desk/overrides.toml"
MAX_SHOWN_CHARS = 60
MAX_BESIDE_CHARS = 30  # on each side of a cut that is shown
MIN_LIKENESS = 0.75  # less is another file, not a slip of the pen

_GOES_ON = re.compile(r"[,;]?\s+[^\W\d_A-ZÀ-Þ]|[,;]\s")
_LEADS_UP = re.compile(r"[^\W\d_A-ZÀ-Þ,;]\w*[,;]?\s+$")


def find_text(folded: str, wanted: str) -> tuple[Span, ...]:
    """Return every place in `folded` (a folded text) where `wanted` stands; white space and quotes are alike.

    A single word stands by itself where it does so anywhere: "Ad" is not the head of "Ada".

    >>> find_text(fold("He said “no”,  and\\nmeant it."), '"No", and')
    (Span(start=8, end=18),)
    """
    for form in ("NFC", "NFD"):  # pages show composed letters, dumps may hold them in parts
        words = fold(unicodedata.normalize(form, wanted)).split()
        if not words:
            return ()
        pattern = r"\s+".join(map(re.escape, words))
        if len(words) == 1 and re.search(alone := rf"(?<!\w){pattern}(?!\w)", folded):
            pattern = alone
        if found := tuple(Span(m.start(), m.end()) for m in re.finditer(pattern, folded)):
            return found
    return ()


def find_faults(text: str, override: Override) -> tuple[str, ...]:
    """Return a line for each keep or cut of `override` that the dump's `text` does not hold, or that another undoes."""
    folded = fold(text)
    missing = tuple(
        f'desk/overrides.toml: override "{override.file}": {key} "{_shorten(wanted)}" does not stand in the dump. '
        "Copy it from the dump as it stands there, or take it out."
        for key, texts in (("keep", override.keep), ("cut", override.cut))
        for wanted in texts
        if not find_text(folded, wanted)
    )
    return missing + _find_contradictions(folded, override)


def _find_contradictions(folded: str, override: Override) -> tuple[str, ...]:
    """Return a line for every keep that a cut undoes: it stands in the cut wherever it stands, or runs into one.

    A cut inside a longer keep is none: the desk keeps a sentence without some of its words.
    """
    faults = []
    for kept in override.keep:
        for cut in override.cut:
            places, taken = find_text(folded, kept), find_text(folded, cut)
            where = (
                f'desk/overrides.toml: override "{override.file}": keep "{_shorten(kept)}" and cut "{_shorten(cut)}"'
            )
            if places and all(any(t.start <= p.start and p.end <= t.end for t in taken) for p in places):
                faults.append(
                    f"{where} contradict each other: the cut takes all that is to be kept. Take one of them out."
                )
            elif any(_cross(p, t) for p in places for t in taken):
                faults.append(f"{where} contradict each other where they overlap. Shorten one of them.")
    return tuple(faults)


def _cross(one: Span, other: Span) -> bool:
    """Tell whether two spans overlap and neither holds the other."""
    if one.end <= other.start or other.end <= one.start:
        return False
    inside = (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)
    return not inside


def find_nearest(file: str, files: Iterable[str]) -> str | None:
    """Return the path that `file` was most likely meant to be, None where none is like it.

    >>> find_nearest("2032/holm.txt", ["2023/holm.txt", "2023/roche.txt"]), find_nearest("x.txt", ["2023/holm.txt"])
    ('2023/holm.txt', None)
    """
    files = sorted(files)
    wanted = _bare_path(file)
    bare = {path: _bare_path(path) for path in files}
    name = wanted.rpartition("/")[2]
    same = [path for path in files if bare[path].rpartition("/")[2] == name] or [
        path for path in files if bare[path].rpartition("/")[2].partition(".")[0] == name.partition(".")[0]
    ]
    likely = same or files
    close = difflib.get_close_matches(wanted, [bare[path] for path in likely], 1, 0.0 if same else MIN_LIKENESS)
    return next((path for path in likely if close and bare[path] == close[0]), None)


def _bare_path(path: str) -> str:
    """Return a path as it is compared: no folder above the dumps, plain slashes, lower case."""
    plain = path.replace("\\", "/").removeprefix("./").strip().lower()
    return plain.removeprefix("content/").removeprefix("dumps/")


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[: MAX_SHOWN_CHARS - 1]}…"


def find_torn(text: str, removals: Iterable[Removal], own: Collection[str]) -> tuple[str, ...]:
    """Return a warning for each rule in `own`, the desk's, that cuts words out of a sentence that stays."""
    torn: dict[str, str] = {}
    for removal in removals:
        start, end = removal.span.start, removal.span.end
        if removal.rule not in own or removal.rule in torn:
            continue
        before = text[max(0, start - MAX_SHOWN_CHARS) : start].rpartition("\n")[2]
        behind = text[end : end + MAX_SHOWN_CHARS].partition("\n")[0]
        if _GOES_ON.match(behind) or _LEADS_UP.search(before):
            shown = f"…{before[-MAX_BESIDE_CHARS:]}[{_shorten(removal.span.of(text))}]{behind[:MAX_BESIDE_CHARS]}…"
            torn[removal.rule] = " ".join(shown.split())
    return tuple(
        f'desk/rules.toml: rule "{rule}" cuts words out of a sentence that stays: “{shown}”. '
        'Write scope = "sentence" to take all of it, scope = "line" to take lines of these words alone.'
        for rule, shown in torn.items()
    )


def find_greedy(text: str, removals: Iterable[Removal], own: Collection[str], kept: int) -> tuple[str, ...]:
    """Return a warning for each rule in `own`, the desk's, that takes more than half as much as the `kept` signs."""
    return tuple(
        f'desk/rules.toml: rule "{rule}" takes {round(100 * taken / (taken + kept))} % of this text. '
        "Where that is story, narrow its match."
        for rule, taken in _taken_by(text, removals).items()
        if rule in own and 2 * taken > kept
    )


def remedy_for_emptied(text: str, removals: Sequence[Removal], own: Collection[str]) -> str:
    """Return what to do about a dump that the desk's own rules or cuts took most of; "" where others did."""
    taken = _taken_by(text, removals)
    ours = {rule: count for rule, count in taken.items() if rule == CUT_RULE or rule in own}
    if not ours or 2 * sum(ours.values()) < sum(taken.values()):
        return ""
    most = max(ours, key=lambda rule: ours[rule])
    if most == CUT_RULE:
        return "Shorten what content/desk/overrides.toml cuts: it takes most of the text."
    return f'Narrow the match of rule "{most}" in content/desk/rules.toml: it takes most of the text.'


def _taken_by(text: str, removals: Iterable[Removal]) -> dict[str, int]:
    """Return how many signs each rule takes, white space not counted."""
    taken: dict[str, int] = {}
    for removal in removals:
        taken[removal.rule] = taken.get(removal.rule, 0) + len("".join(removal.span.of(text).split()))
    return taken


def apply_word(
    text: str, header: Header, removals: Sequence[Removal], override: Override
) -> tuple[Header, tuple[Removal, ...]]:
    """Return header and removals as the desk wants them: its keeps win over every rule, its cuts over all.

    A headline that the desk keeps as text is no headline any more.
    """
    folded = fold(text)
    kept = _merge(span for wanted in override.keep for span in find_text(folded, wanted))
    cut = _merge(span for wanted in override.cut for span in find_text(folded, wanted))
    settled = [*kept, *cut]
    left = [Removal(s, r.rule, r.why) for r in removals for s in _without(r.span, settled)]
    ours = [Removal(span, CUT_RULE, CUT_WHY) for span in cut]
    spans = tuple(s for span in header.spans for s in _without(span, settled))
    title = header.title
    if title and any(fold(title) in " ".join(span.of(folded).split()) for span in kept):
        title = None
    elif title:
        title = _cut_from(title, override.cut)
    above = tuple(s for span in header.above for s in _without(span, settled))
    return (
        replace(header, title=title, spans=spans, above=above),
        tuple(sorted([*left, *ours], key=lambda r: r.span)),
    )


def _cut_from(title: str, cuts: Iterable[str]) -> str | None:
    """Return the headline without what the desk cut: a form's words may have run into it."""
    for wanted in cuts:
        for span in reversed(find_text(fold(title), wanted)):
            title = title[: span.start] + title[span.end :]
    return " ".join(title.split()) or None


def _merge(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, overlapping ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """Return what is left of `span` when the `taken` spans are cut out of it."""
    rest = [span]
    for other in taken:
        pieces = []
        for piece in rest:
            if other.end <= piece.start or piece.end <= other.start:
                pieces.append(piece)
                continue
            if piece.start < other.start:
                pieces.append(Span(piece.start, other.start))
            if other.end < piece.end:
                pieces.append(Span(other.end, piece.end))
        rest = pieces
    return rest
