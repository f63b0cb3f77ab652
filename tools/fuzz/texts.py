"""Edits of a story's text, and of nothing else: what an editor does to a story that is published already."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

Line = Callable[[], str]
"""Returns a sentence that may name a rider or a race."""

LONG = 3_000  # letters of a word that no line can hold
ODD = (
    "The ﬁnal eﬀort was ﬂat and oﬃcial.", "E\u0301tape, é\u0323tape, étape and E\u0301TAPE are four.",
    "ツール・ド・フランスは雨の中で終わった。", "环法自行车赛在雨中结束。", "투르 드 프랑스가 끝났다.",
    "انتهى السباق في المطر.",
    "การแข่งขันจบลงท่ามกลางสายฝน", "A 🚴🏽\u200d♀️ and a 😀, and a flag 🇫🇷.",
    "The pe\u00adlo\u00adton was a pe\u00adloton.",
    "Jørgensen, Mørkøv, Łukasz and Müller rode on the Straße to İstanbul and Iğdır.", "ŉ ǅ ı İ ß ẞ \u0345 ſ.",
    "He rode 1,250.5 km at 00000123456789012345678 watts, 12:34:56 behind, in 2,024 and ½, ²and Ⅷ.",
    "ＡＢＣ１２３ and 𝐀𝐁𝐂 and 𐐀𐐁.", "RaceNews, raceNewsDesk, race_news_desk, C++, a-b-c, don't, l'Étape, O’Brien’s.",
    "See https://x.example/a?b=c&d=e#f or mail desk@x.example.", "It is <b>bold</b> & {{ x }} &amp; [a](b) `c` **d**.",
    "a" * LONG + " was a word.", "Zero\u200bwidth, no\u00a0break, thin\u2009space and \ufeffmark.", "!!! ??? … — “”",
    "résumé resume Resume RESUME résumés.", "Pogačar, Pogačar’s, Pogacar and POGAČAR.", "\u202eTurned\u202c around.",
)  # fmt: skip
QUOTED = "“It is what it is,” the rider said of number {}, “and it will be what it will be.”"
RARE = "Xq{}zz and {} vqxj{} were seen beside wq{}."
PLAIN = "Kilometre {} went past the {} houses of village {}, which nobody saw."
KNOWN = "In the end {} was there as well, and {} was not."
NAMES = ("Lotte Kopecky", "Wout van Aert", "Remco Evenepoel", "Demi Vollering", "UAE Team Emirates", "Strade Bianche")


def change_text(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> str:
    """Change the paragraphs of a story as they stand in a file with this ending; return what was done."""
    edit: Callable[[random.Random, list[str], str, Line], None] = dice.choice(TEXT_EDITS)
    edit(dice, paragraphs, ending, line)
    return edit.__name__.strip("_")


def write_sentence(dice: random.Random, line: Line) -> str:
    """Return a sentence that names somebody, or one that nobody wrote before, or one of odd signs."""
    n = dice.randrange(10**6)
    return dice.choice(
        (
            line(), line(), dice.choice(ODD), dice.choice(ODD), QUOTED.format(n), RARE.format(n, n * 7, n + 1, n % 97),
            PLAIN.format(n, n % 97, n % 13), KNOWN.format(*dice.sample(NAMES, 2)),
        )
    )  # fmt: skip


def _place(dice: random.Random, paragraphs: Sequence[str]) -> int:
    """Return where: first, last, or anywhere between."""
    last = max(0, len(paragraphs) - 1)
    return dice.choice((0, last, last, *[dice.randint(min(1, last), last)] * 9))


def _insert(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    paragraphs.insert(dice.choice((_place(dice, paragraphs), len(paragraphs))), write_sentence(dice, line))


def _replace(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    if paragraphs:
        paragraphs[_place(dice, paragraphs)] = write_sentence(dice, line)


def _remove(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    if len(paragraphs) > 1:
        del paragraphs[_place(dice, paragraphs)]


def _go_on(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    """Add a sentence to a paragraph, before it or behind it."""
    if paragraphs:
        place = _place(dice, paragraphs)
        both = [paragraphs[place], write_sentence(dice, line)]
        paragraphs[place] = " ".join(dice.choice((both, both, both[::-1])))


def _cut_short(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    """Take a word out of a paragraph, or the rest of it."""
    if paragraphs:
        place = _place(dice, paragraphs)
        words = paragraphs[place].split(" ")
        at = dice.randrange(len(words))
        kept = words[:at] + (words[at + 1 :] if dice.random() < 0.7 else [])
        paragraphs[place] = " ".join(kept) or "It rained."


def _swap(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    if len(paragraphs) > 2:
        one, other = dice.sample(range(1, len(paragraphs)), 2)
        paragraphs[one], paragraphs[other] = paragraphs[other], paragraphs[one]


def _repeat(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    if paragraphs:
        paragraphs.append(paragraphs[_place(dice, paragraphs)])


def _shape(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    """Add a heading, a list or a table."""
    n = dice.randrange(1000)
    rows = [[str(row + 1), f"Rider {n + row}", f"{row}:{n % 60:02}"] for row in range(dice.choice((1, 2, 3, 5)))]
    if ending == ".html":
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        items = "".join(f"<li>Point {row[1]} of the list</li>" for row in rows)
        shapes = (f"<h2>Part {n}</h2>", f"<ul>{items}</ul>", f"<table>{cells}</table>",
                  f"<blockquote><p>{QUOTED.format(n)}</p></blockquote>")  # fmt: skip
    else:
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        rule = "|---|---|---|\n" if ending == ".md" else ""
        shapes = (f"## Part {n}", "\n".join(f"- Point {row[1]} of the list" for row in rows),
                  f"| No | Rider | Time |\n{rule}{table}", f"> {QUOTED.format(n)}")  # fmt: skip
    paragraphs.insert(dice.choice((_place(dice, paragraphs), len(paragraphs))), dice.choice(shapes))


def _lengthen(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    """Add so much that it takes more minutes to read, and that words of the search lie in other files."""
    start, many = dice.randrange(10**6), dice.choice((30, 80, 400))
    rare = dice.random() < 0.5
    pattern = RARE if rare else PLAIN
    paragraphs += [pattern.format(n, n * 7, n % 97, n % 13) for n in range(start, start + many)]


def _shorten(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    del paragraphs[dice.choice((1, 2, 3)) :]


def _empty(dice: random.Random, paragraphs: list[str], ending: str, line: Line) -> None:
    if dice.random() < 0.3:
        del paragraphs[dice.choice((0, 1)) :]


TEXT_EDITS = (
    *[_insert] * 5, *[_replace] * 4, *[_remove] * 3, *[_go_on] * 5, *[_cut_short] * 4, _swap, _repeat, *[_shape] * 3,
    _lengthen, *[_shorten] * 2, _empty,
)  # fmt: skip
