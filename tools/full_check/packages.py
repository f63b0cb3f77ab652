"""The npm packages that the checks need, as package-lock.json pins them."""

from __future__ import annotations

import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def install(*, whole: bool) -> Path:
    """Return node_modules, filled from the lock where it is missing or older. No script of a package runs.

    The HTML checkers are 22 packages; Lighthouse, fetched where the `whole` is asked for, is 250 more.
    """
    modules = HERE / "node_modules"
    stamp = modules / ".package-lock.json"  # npm writes it last
    is_new = stamp.is_file() and stamp.stat().st_mtime >= (HERE / "package-lock.json").stat().st_mtime
    if not is_new or (whole and not (modules / "lighthouse").is_dir()):
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*command, *([] if whole else ["--omit=dev"])], cwd=HERE, check=True)  # noqa: S603  # fixed words
        stamp.touch()
    return modules
