"""`python -m press build …`: what `invoke build …` does, without loading invoke where nothing changed.

invoke alone takes longer to load than it takes to see that nothing changed. The server builds through this door.
"""

from __future__ import annotations

import os
import sys

from press.precheck import Asked, day_of, find_standing

_TEXTS = {"--content": "content", "--output": "output", "--siteurl": "siteurl", "--settings": "settings"}
STATE = ".racenews"


def main(words: list[str]) -> int:
    """Return 0 where nothing changed; else hand the words to invoke, which exits by itself."""
    asked = read_words(words)
    if asked and (standing := find_standing(asked)):
        print(standing.told(asked.output))
        return 0
    run_invoke(words)
    return 0


def run_invoke(words: list[str]) -> None:
    """Do what invoke does with these words, which exits by itself where something is wrong."""
    from invoke.main import program

    program.run(["invoke", *words])


def read_words(words: list[str]) -> Asked | None:
    """Return what a build is asked for; None for any other command, and for options that are not plain.

    >>> vars(read_words(["build", "--output", "site", "--future"]))["output"]
    'site'
    >>> read_words(["build", "--strict"]), read_words(["build", "--output"]), read_words(["check"])
    (None, None, None)
    """
    if words[:1] != ["build"]:
        return None
    texts = {"content": "content", "output": "output", "settings": "pelicanconf.py", "siteurl": ""}
    future, rest = False, words[1:]
    while rest:
        word, _, value = rest.pop(0).partition("=")
        if word == "--future" and not value:
            future = True
        elif word in _TEXTS and (value or (rest and not rest[0].startswith("-"))):
            texts[_TEXTS[word]] = value or rest.pop(0)
        else:
            return None
    return Asked(**texts, state=STATE, future=future, day=day_of(os.environ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
