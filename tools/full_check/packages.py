"""The npm packages that the checks need, as package-lock.json pins them."""

from __future__ import annotations

import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def install() -> Path:
    """Return node_modules, filled from the lock where it is missing or older. No script of a package runs."""
    modules = HERE / "node_modules"
    stamp = modules / ".package-lock.json"  # npm writes it last
    if not stamp.is_file() or stamp.stat().st_mtime < (HERE / "package-lock.json").stat().st_mtime:
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=HERE, check=True)  # noqa: S603  # fixed words
        stamp.touch()
    return modules
