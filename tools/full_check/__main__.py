"""Ask checkers that others wrote about the built site: `python -m tools.full_check output`; exit 1 with any finding.

Needs node, npm and java, and Chromium; the npm packages (package.json beside this file) are fetched once.
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
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is found, a line each, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.full_check", description=__doc__)
    parser.add_argument("output", nargs="?", type=Path, default=Path("output"), help="the built site (output)")
    parser.add_argument("--speed", action="store_true", help="hold Lighthouse's performance to 100 as well")
    parser.add_argument("--only", choices=NAMES, action="append", help="ask this checker; may be given several times")
    asked = parser.parse_args(arguments)
    site = desk.built_for(asked.output)
    missing = [name for name in ("node", "npm", "java") if shutil.which(name) is None]
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not (asked.output / "index.html").is_file():
        return _stop(f"{asked.output}: there is no site. Build one with `invoke build`.")
    if missing or browser is None:
        what = ", ".join([*missing, *([] if browser else ["chromium"])])
        return _stop(f"{what} missing. On Debian: sudo apt-get install nodejs npm default-jre-headless chromium")
    tools = packages.install()
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
        for name in asked.only or NAMES:
            check = checks[name]
            found = 0
            for found, line in enumerate(check(), 1):  # noqa: B007  # counted for the summary
                print(f"{name}: {line}", file=sys.stderr, flush=True)
            print(f"{name}: {found or 'no'} {'finding' if found == 1 else 'findings'}", flush=True)
            faults += found
    return 1 if faults else 0


def _stop(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
