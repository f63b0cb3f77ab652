"""Ask checkers that others wrote about the built site: `python -m tools.full_check output`; exit 1 with any finding.

Needs node and npm, java for vnu, and Chromium for axe and Lighthouse; the npm packages (package.json beside this file)
are fetched once.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tools.full_check import axe, kinds, lighthouse, markup, packages
from tools.full_check.hosting import host

from press import desk

NAMES = ("vnu", "html-validate", "axe", "lighthouse")
NEEDS = {"vnu": ("npm", "java"), "html-validate": ("node", "npm"), "lighthouse": ("node", "npm")}
IN_A_BROWSER = ("axe", "lighthouse")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is found, a line each, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.full_check", description=__doc__)
    parser.add_argument("output", nargs="?", type=Path, default=Path("output"), help="the built site (output)")
    parser.add_argument("--speed", action="store_true", help="hold Lighthouse's performance to 100 as well")
    parser.add_argument("--only", choices=NAMES, action="append", help="ask this checker; may be given several times")
    asked = parser.parse_args(arguments)
    site = desk.built_for(asked.output)
    names = tuple(name for name in NAMES if name in (asked.only or NAMES))
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if not (asked.output / "index.html").is_file():
        return _stop(f"{asked.output}: there is no site. Build one with `invoke build`.")
    if missing := _find_missing(names, browser):
        what = ", ".join(missing)
        return _stop(f"{what} missing. On Debian: sudo apt-get install nodejs npm default-jre-headless chromium")
    tools = packages.install(whole="lighthouse" in names)
    pages = kinds.choose(asked.output)
    print(f"{asked.output}: {len(pages)} kinds of page: {', '.join(pages)}", flush=True)
    faults = 0
    with host(asked.output, site) as address:
        checks: dict[str, Callable[[], Iterator[str]]] = {
            "vnu": lambda: markup.ask_vnu(tools, asked.output),
            "html-validate": lambda: markup.ask_html_validate(tools, asked.output),
            "axe": lambda: axe.ask(browser, address, pages),
            "lighthouse": lambda: lighthouse.ask(tools, browser, address, pages, speed=asked.speed),
        }
        for name in names:
            check = checks[name]
            found = 0
            for found, line in enumerate(check(), 1):  # noqa: B007  # counted for the summary
                print(f"{name}: {line}", file=sys.stderr, flush=True)
            print(f"{name}: {found or 'no'} {'finding' if found == 1 else 'findings'}", flush=True)
            faults += found
    return 1 if faults else 0


def _find_missing(names: Sequence[str], browser: str) -> list[str]:
    """Return the programs that these checkers need and the machine lacks."""
    programs = dict.fromkeys(program for name in names for program in NEEDS.get(name, ()))
    missing = [program for program in programs if shutil.which(program) is None]
    return [*missing, *(["chromium"] if not browser and any(name in IN_A_BROWSER for name in names) else [])]


def _stop(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
