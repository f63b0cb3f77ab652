"""Door: the finished edition gets its search index and is checked; what is wrong with it ends the build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import signals

from press.bindery import Facts, Sizes
from press.edition import SETTING, Edition
from press.galleys import pull_galleys
from press.search_index import FOLDER, add_search_index, sizes_below
from racenews.publish.checks import check_facts, check_site
from racenews.types import Finding, RacenewsError


def register() -> None:
    """Connect the door."""
    signals.finalized.connect(check_edition)


def check_edition(pelican: Any) -> None:
    """Raise RacenewsError with all findings where the edition is not fit to print."""
    edition: Edition = pelican.settings[SETTING]
    output = Path(pelican.output_path)
    edition.progress("Indexing", 0, edition.stories)
    if edition.galleys is None:
        edition.galleys = pull_galleys(edition.site, edition.briefs, edition.articles, edition.state)
        edition.forget_stories()
    standing = output, edition.published
    unsearchable = add_search_index(
        edition.galleys, pelican.settings["DEFAULT_LANG"], *standing, edition.progress, jobs=edition.jobs
    )
    edition.progress("Checking", 0, 1)
    edition.take_rest()
    found = [*unsearchable, *_missing(edition, output)]
    if edition.bound:
        edition.bound.beside = _sizes_below(output, FOLDER)
        found += check_facts(Sizes(edition.bound), Facts(edition.bound), edition.bound.targets, building=True)
    else:
        found += check_site(output, edition.siteurl, building=True)
    edition.findings = tuple(found)
    errors = [f for f in found if f.severity == "error"]
    if errors:
        sources = {f"{(row.url or '')[1:]}index.html": row.file for row in edition.ledger if row.status == "published"}
        lines = "\n".join(f"{_place(f, sources, edition)}: {f.what}. {f.remedy}." for f in errors)
        raise RacenewsError(f"The new site has faults, so the old one stays:\n{lines}")
    edition.progress("Checking", 1, 1)


def _place(finding: Finding, sources: Mapping[str, str], edition: Edition) -> str:
    """Return where a fault is: the file of the editor's from which the page was made, where there is one."""
    source = sources.get(finding.where)
    return f"{edition.dumps.name}/{source} (page /{finding.where})" if source else finding.where


def _missing(edition: Edition, output: Path) -> list[Finding]:
    """Return a finding for each story that the ledger calls published and that has no page."""
    is_file = os.path.isfile  # of ten thousand texts: a `Path` each takes longer
    return [
        Finding(
            row.file,
            f"published at {row.url}, where there is no page",
            "Report this as a fault of the program",
        )
        for row in edition.ledger
        if row.status == "published" and not is_file(f"{output}/{(row.url or '').strip('/')}/index.html")
    ]


def _sizes_below(output: Path, folder: str) -> dict[str, int]:
    """Return path -> size of every file that lies in a folder of the edition."""
    return {f"{folder}/{path}": size for path, size in sizes_below(output / folder).items()}
