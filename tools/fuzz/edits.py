"""Edit a small newspaper at random and build after each edit: `python -m tools.fuzz.edits --rounds 200`.

What must hold: the site that builds leave, one after the other, is byte for byte what a build from nothing makes of the
same content; and where a build would be skipped because nothing changed, nothing had to be printed. A sequence that
breaks this is told with its seed and its edits, and its folder stays.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.fuzz.paper import MOST_STORIES, Paper

from press import folders
from press.folders import FEW_FILES
from press.precheck import LEDGER, find_standing
from press.printer import Printed, asked_of, print_edition
from press.verify import compare
from racenews.types import RacenewsError

MOST_EDITS = 3  # before each build
ENDINGS = (".txt", ".html", ".md")

EDITS: tuple[Callable[[Paper], None], ...] = (
    Paper.add_story, Paper.add_story, Paper.edit_body, Paper.edit_body, *[Paper.mend_a_word] * 6, Paper.edit_a_letter,
    Paper.touch, Paper.retitle, Paper.redate, Paper.sign, Paper.delete, Paper.rename, Paper.copy_story, Paper.override,
    Paper.correct, Paper.alias, Paper.rule, Paper.author, Paper.template, Paper.style, Paper.setting, Paper.page,
    Paper.night, Paper.tamper, Paper.lose_state, *[Paper.change_text] * 4, Paper.undo_text, Paper.say_the_same,
    Paper.photograph, Paper.tamper_with_former,
)  # fmt: skip
OF_TEXT: tuple[Callable[[Paper], None], ...] = (
    *[Paper.change_text] * 20, *[Paper.change_text_again] * 8, *[Paper.undo_text] * 8, *[Paper.mend_a_word] * 4,
    Paper.say_the_same, Paper.edit_a_letter, Paper.touch, Paper.setting, Paper.photograph, Paper.override,
)  # fmt: skip
OF_GRIEF = (
    *[Paper.change_text] * 8, *[Paper.undo_text] * 2, *[Paper.come_to_grief] * 8, *[Paper.lose_state] * 2,
    Paper.tamper, Paper.tamper_with_former,
)  # fmt: skip
KINDS = {"all": EDITS, "text": OF_TEXT, "grief": OF_GRIEF}


@dataclass(frozen=True)
class Built:
    """What came of a build: why it failed, "" where it did not; and what it told, where it had anything to print."""

    fault: str
    printed: Printed | None = None

    def counted(self) -> tuple[object, ...]:
        """Return what every build of this content has to tell."""
        told = self.printed
        return (told.stories, told.pages, told.files, told.size, told.findings, told.notes) if told else ()


def build(paper: Paper, place: str) -> Built:
    """Build as an editor does, and count which way the press went."""
    order = paper.order(place)
    if find_standing(asked_of(order)):
        paper.log.append("nothing changed")
        return Built("")
    try:
        printed = print_edition(order)
    except RacenewsError as fault:
        return Built(str(fault).replace(str(order.output), "").replace(str(order.state), ""))
    if place == "site":
        road = "stop press" if printed.stop_press else _without_names(printed.why_whole, paper)
        paper.log.append(road)
        paper.roads[road] += 1
    return Built("", printed)


def _without_names(reason: str, paper: Paper) -> str:
    """Return a reason as it is told of any paper."""
    named = (
        part for part in reason.replace(str(paper.folder), "").split() if Path(part.rstrip(":")).suffix not in ENDINGS
    )
    return " ".join(named)


def check(paper: Paper, built: Built) -> tuple[str, ...]:
    """Build from nothing, and return in what the two builds differ."""
    for name in ("anew", "anew.state"):
        shutil.rmtree(paper.folder / name, ignore_errors=True)
    anew = build(paper, "anew")
    if built.fault != anew.fault:
        return (f"told {built.fault!r}, from nothing {anew.fault!r}",)
    if built.fault:
        paper.log.append(f"stopped: {built.fault}")
        paper.desk.clear()
        shutil.rmtree(paper.content / "desk", ignore_errors=True)
        return ()
    other: tuple[str, ...] = ()
    if built.printed and built.counted() != anew.counted():
        other += (f"told {built.counted()}, from nothing {anew.counted()}",)
    ledgers = [(paper.folder / f"{name}.state" / LEDGER).read_bytes() for name in ("site", "anew")]
    other += () if ledgers[0] == ledgers[1] else (LEDGER,)
    return (*compare(paper.folder / "site", paper.folder / "anew"), *other)


def run_round(
    paper: Paper, builds: int, edits: Sequence[Callable[[Paper], None]] = EDITS, every: int = 1
) -> tuple[str, ...]:
    """Edit and build so many times, comparing after each `every` of them; return in what two builds differed."""
    paper.set_up()
    for number in range(builds):
        built = build(paper, "site")
        if paper.torn:
            return tuple(f"torn: {path}" for path in paper.torn)
        if (built.fault or number % every == 0 or number + 1 == builds) and (different := check(paper, built)):
            return different
        if number + 1 < builds:
            for edit in paper.dice.choices(edits, k=_how_many(paper.dice, edits)):
                paper.log.append(edit.__name__)
                edit(paper)
            paper.log.append("build")
    return ()


def _how_many(dice: random.Random, edits: Sequence[Callable[[Paper], None]]) -> int:
    return dice.randrange(MOST_EDITS + 1) if edits is EDITS else dice.choice((1, 1, 1, 2, 3))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run so many rounds; return 1 where one of them left a site that a build from nothing does not make."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=10, help="newspapers, each with a seed of its own")
    options.add_argument("--builds", type=int, default=8, help="builds of each, with edits between them")
    options.add_argument("--seed", type=int, default=1, help="of the first round")
    options.add_argument("--edits", choices=KINDS, default="all", help="text: most of them of published stories' texts")
    options.add_argument("--every", type=int, default=1, help="builds from one comparison to the next")
    options.add_argument("--stories", type=int, default=MOST_STORIES, help="most stories of a newspaper")
    chosen = options.parse_args(arguments)
    broken = 0
    roads: Counter[str] = Counter()
    for seed in range(chosen.seed, chosen.seed + chosen.rounds):
        began = time.process_time()
        paper = Paper(Path(tempfile.mkdtemp(prefix=f"racenews-edits-{seed}-")), random.Random(seed))  # noqa: S311  # no secret depends on it
        paper.most_stories = chosen.stories
        folders.FEW_FILES = 0 if seed % 2 else FEW_FILES  # of every other paper files have a second name
        different = run_round(paper, chosen.builds, KINDS[chosen.edits], chosen.every)
        roads += paper.roads
        outcome = "DIFFERS" if different else "same"
        seconds = time.process_time() - began
        print(f"seed {seed}: {outcome}, {seconds:.0f} s; {', '.join(paper.log)}", flush=True)
        if different:
            broken += 1
            print("\n".join(f"    {line}" for line in different))
            print(f"    kept in {paper.folder}", flush=True)
        else:
            shutil.rmtree(paper.folder)
    print(*(f"{number:>6,}  {road}" for road, number in roads.most_common()), sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
