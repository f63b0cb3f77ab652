"""The commands of this project: `invoke --list` names them, `invoke --help COMMAND` explains one."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from invoke.collection import Collection
from invoke.context import Context
from invoke.tasks import task

sys.path.insert(0, str(Path(__file__).parent / "plugins"))
if not sys.flags.dont_write_bytecode:  # invoke keeps nothing of what Python compiles, and each build would do it again
    sys.dont_write_bytecode = False

# Everything else is imported by the task that needs it: a build of what has not changed needs nothing more.
from press import precheck
from press.__main__ import STATE
from press.commands import FilesTask, SlugsTask, find_uv

if TYPE_CHECKING:
    from rich.console import Console

    from press.printer import Order, Printed

ROOT = Path(__file__).resolve().parent
BUILD_HELP = {
    "content": "Folder with dumps/, pages/ and desk/, each optional; or a folder of dumps (content).",
    "output": "Where the site goes (output). Only a folder that was built before is ever replaced.",
    "siteurl": "Address of the site, base path included: https://example.org/news.",
    "settings": "Settings file (pelicanconf.py).",
    "jobs": "Processes that clean dumps; 0 for one a core (0).",
    "future": "Publish stories dated after today as well.",
    "strict": "Exit with 1 where a dump had to be set aside.",
    "timings": "Show how long each step took, and why more than a changed page was printed.",
    "verify": "Build from nothing beside as well, compare every byte, and exit with 1 where one differs.",
    "archive_split": "Write the site as two besides: stories from before this year get an archive of their own.",
    "archive_url": "Address of that archive, on the host of the site: https://example.org/news-archive.",
    "archive_output": "Where the two go, as paper/ and archive/ (parted).",
}


@functools.cache
def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr)


def _stop(fault: object) -> NoReturn:
    """Say on stderr what is wrong, without a traceback, and exit with 1."""
    from rich.markup import escape

    _console(stderr=True).print(f"[bold red]Stopped:[/] {escape(str(fault))}", highlight=False, soft_wrap=True)
    raise SystemExit(1)


def _print(order: Order, *, timings: bool = False, verify: bool = False) -> Printed:
    try:
        from press.compiled import kept_templates
        from press.patterns import kept_patterns
        from racenews.derived import Drawer

        drawer = Drawer(Path(STATE) / precheck.DRAWER)
        with kept_patterns(drawer), kept_templates(drawer):
            return _print_all(order, timings=timings, verify=verify)
    except KeyboardInterrupt:  # while libraries are loaded as well, which takes a second
        _console(stderr=True).print("Interrupted. The site that stands is untouched.")
        raise SystemExit(130) from None


def _print_all(order: Order, *, timings: bool, verify: bool) -> Printed:
    from press import report
    from press.printer import print_edition
    from press.timings import Stopwatch
    from press.verify import find_differences
    from racenews.types import RacenewsError

    out, different = _console(), None
    try:
        with report.show_progress(out) as tell:
            watch = Stopwatch(tell)
            printed = print_edition(order, watch.tell)
            spent = watch.stop()
            if verify:
                different = find_differences(order, printed, tell)
    except RacenewsError as fault:
        _stop(fault)
    report.tell_result(out, printed)
    if timings:
        report.tell_timings(out, spent, printed.why_whole)
    if different:
        _stop("A build from nothing differs, report this as a fault of the program:\n" + "\n".join(different))
    if different is not None:
        out.print("A build from nothing makes the same, byte for byte.")
    return printed


def _stop_strict(set_aside: int) -> NoReturn:
    _stop(f"--strict: {set_aside} set aside, see above. The site is published without them.")


def _jobs(asked: int) -> int:
    return asked or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else asked or os.cpu_count() or 1


@task(help=BUILD_HELP)
def build(
    c: Context,
    content: str = "content",
    output: str = "output",
    siteurl: str = "",
    settings: str = "pelicanconf.py",
    jobs: int = 0,
    future: bool = False,
    strict: bool = False,
    timings: bool = False,
    verify: bool = False,
    archive_split: str = "",
    archive_url: str = "",
    archive_output: str = "parted",
) -> None:
    """Build the site: dumps -> a complete site in output/."""
    before = _year(archive_split, archive_url)
    asked = precheck.Asked(content, output, settings, STATE, siteurl, future, precheck.day_of(os.environ))
    if not (timings or verify) and (standing := precheck.find_standing(asked)):
        print(standing.told(output))
        if before:
            _part(output, before, archive_url, archive_output)
        if strict and standing.set_aside:
            _stop_strict(standing.set_aside)
        return
    from press.printer import Order

    order = Order(Path(content), Path(output), Path(settings), siteurl=siteurl or None, jobs=_jobs(jobs), future=future)
    printed = _print(order, timings=timings, verify=verify)
    if before:
        _part(output, before, archive_url, archive_output)
    if strict and printed.set_aside:
        _stop_strict(len(printed.set_aside))


def _year(archive_split: str, archive_url: str) -> int:
    """Return the first year that stays in the paper, 0 where nobody asked for an archive."""
    if not archive_split and not archive_url:
        return 0
    if not archive_split or not archive_url:
        _stop("An archive needs a year and an address: --archive-split 2019 --archive-url https://example.org/archive")
    if not re.fullmatch(r"[0-9]{4}", archive_split):
        _stop(f"--archive-split {archive_split}: no year of four figures. Name the first year that stays in the paper.")
    from racenews.publish.old_years import check_archive_address
    from racenews.types import RacenewsError

    try:
        check_archive_address(archive_url)
    except RacenewsError as fault:
        _stop(fault)
    return int(archive_split)


def _part(output: str, before: int, archive_url: str, folder: str) -> None:
    """Write the site as two, and say what became of it."""
    from press import report
    from press.parting import part_site
    from racenews.types import RacenewsError

    try:
        parted = part_site(Path(output), before, archive_url, Path(folder), Path(STATE))
    except RacenewsError as fault:
        _stop(fault)
    report.tell_parted(_console(), parted)


@task(help={**{k: BUILD_HELP[k] for k in ("content", "output")}, "port": "Port on this machine (8000)."})
def serve(c: Context, content: str = "content", output: str = "output", port: int = 8000) -> None:
    """Build, serve on this machine, rebuild on every change and reload the browser."""
    from press import server
    from press.printer import Order
    from racenews.types import RacenewsError

    if not 0 < port < 65_536:
        _stop(f"--port {port}: there is no such port. Name one from 1024 to 65535.")
    address = f"http://localhost:{port}"
    watched = [Path(content), *(ROOT / name for name in ("theme", "plugins", "pelicanconf.py"))]
    built_from = server.look_at(watched)
    _print(Order(Path(content), Path(output), siteurl=address, jobs=_jobs(0)))
    again = ["build", "--content", content, "--output", output, "--siteurl", address]
    try:
        server.serve(Path(output), port, watched, again, built_from)
    except RacenewsError as fault:
        _stop(fault)
    except KeyboardInterrupt:  # while a page was printed; that process says so itself
        return


@task(
    help={
        "output": "The built site (output).",
        "siteurl": "The address it was built for, if not as its robots.txt says.",
        "full": "Ask vnu, html-validate, axe and Lighthouse as well; they need node, java and Chromium.",
    }
)
def check(c: Context, output: str = "output", siteurl: str = "", full: bool = False) -> None:
    """Check the built site: links, fragments, feeds, sitemap, JSON-LD, headings, titles, requests, size."""
    from rich.markup import escape

    from press import desk
    from press.parting import check_parted, is_parted
    from racenews.publish.checks import check_site

    folder, err = Path(output), _console(stderr=True)
    if is_parted(folder):
        found = check_parted(folder)
    elif (folder / "index.html").is_file():
        found = check_site(folder, siteurl or desk.built_for(folder))
    else:
        _stop(f"{output}: there is no site. Build one with `invoke build`.")
    for finding in found:
        colour = "red" if finding.severity == "error" else "yellow"
        line = f"[{colour}]{escape(finding.where)}:[/] {escape(finding.what)}. {escape(finding.remedy)}"
        err.print(line, highlight=False, soft_wrap=True)
    if any(finding.severity == "error" for finding in found):
        _stop(f"{len(found)} findings.")
    if full:
        _run_with_tools(f"python -m tools.full_check {shlex.quote(output)}")
    _console().print(f"{output}: nothing to mend.")


@task(klass=FilesTask)
def explain(c: Context, **files: str) -> None:
    """Show what was kept of a dump, what was removed and what was linked, with the reasons: invoke explain FILE…"""
    from racenews.__main__ import main

    raise SystemExit(main(["explain", *files.values()]))


@task(help={"title": "The headline.", "author": "Who wrote it; the desk if nobody is named."})
def new(c: Context, title: str, author: str = "") -> None:
    """Start a hand-written story: a dated Markdown file in content/dumps/."""
    from press import desk
    from racenews.types import RacenewsError

    try:
        _console().print(
            f"Write your story in {desk.start_story(Path('content/dumps'), title, author, dt.date.today())}"
        )
    except RacenewsError as fault:
        _stop(fault)


@task(
    iterable=["accept"],
    help={
        "suggest": "Show what recurs word for word in the dumps of one source.",
        "accept": "Make a rule of the proposal with this id; may be given several times.",
        "content": BUILD_HELP["content"],
        "min": "In so many dumps at least (4).",
    },
)
def rules(c: Context, accept: list[str], suggest: bool = False, content: str = "content", min: int = 4) -> None:
    """Show or accept ideas for the desk's own rules: invoke rules --suggest, invoke rules --accept ID."""
    from press import desk, report
    from racenews.repeats import name_left_out, propose
    from racenews.types import RacenewsError

    out = _console()
    try:
        if accept:
            for taken in desk.accept_rules(Path(content), accept, min, _jobs(0)):
                out.print(f"{Path(content, 'desk/rules.toml')}: {taken.id}", highlight=False, soft_wrap=True)
        else:
            counts = desk.count_repeats(Path(content), min, _jobs(0))
            report.tell_proposals(out, propose(counts, min), min, name_left_out(counts, min))
    except RacenewsError as fault:
        _stop(fault)


@task(
    help={
        "suggest": "Show unknown names that occur often and known ones that are left unlinked, with lines to paste.",
        "content": BUILD_HELP["content"],
        "min": "Suggest names that stand in so many stories at least (3).",
        "most": "Show so many of each list; 0 for all (30).",
    }
)
def topics(c: Context, suggest: bool = False, content: str = "content", min: int = 3, most: int = 30) -> None:
    """List the topics of the dumps with counts; --suggest: ideas for content/desk/topics.toml."""
    from press import desk, report
    from racenews.types import RacenewsError

    out = _console()
    try:
        if suggest:
            newcomers, names = desk.suggest_topics(Path(content), min, _jobs(0))
            report.tell_newcomers(out, newcomers, most, min)
            report.tell_open_names(out, names, most)
        else:
            report.tell_topics(out, desk.count_topics(Path(content), _jobs(0)), most)
    except RacenewsError as fault:
        _stop(fault)


@task(
    help={
        "siteurl": "Address of the live site; else SITEURL in the environment or in publishconf.py.",
        **{name: text for name, text in BUILD_HELP.items() if name.startswith("archive_")},
    }
)
def publish(
    c: Context, siteurl: str = "", archive_split: str = "", archive_url: str = "", archive_output: str = "parted"
) -> None:
    """Build the live site with publishconf.py. GitHub does this on every push to main, and deploys it."""
    from press.printer import Order

    before = _year(archive_split, archive_url)
    _print(Order(settings=ROOT / "publishconf.py", siteurl=siteurl or None, jobs=_jobs(0)))
    if before:
        _part("output", before, archive_url, archive_output)
    _console().print("Ready. On GitHub the workflow publish.yml builds and deploys the main branch like this.")


def _run_with_tools(*commands: str, group: str = "dev") -> None:
    """Run each command in the environment that has the tools of `group`; exit with 1 if any fails."""
    uv = find_uv()
    if uv is None:
        _stop("uv is missing. Install it with: .venv/bin/pip install uv")
        return
    failed = []
    for command in commands:
        words = [uv, "run", "--group", group, *shlex.split(command)]
        if subprocess.run(words, cwd=ROOT, check=False).returncode:  # noqa: S603  # the project's own tools
            failed.append(command)
    if failed:
        _stop("failed: " + "; ".join(failed))


@task(help={"args": "Handed to pytest: --args '-k sitemap -x'. So is all that stands behind --."})
def test(c: Context, args: str = "") -> None:
    """Run every test."""
    _run_with_tools(f"pytest {args} {c.remainder}".strip())


@task(klass=SlugsTask)
def golden(c: Context, **slugs: str) -> None:
    """Write what golden stories must come out as, for review: invoke golden SLUG…; all of them without a name."""
    from tests.golden_files import golden_slugs, write_golden

    from racenews.types import RacenewsError

    try:
        for slug in slugs.values() or golden_slugs():
            for file in write_golden(slug):
                _console().print(f"Read {file.relative_to(ROOT)}", highlight=False, soft_wrap=True)
    except RacenewsError as fault:
        _stop(fault)


@task
def lint(c: Context) -> None:
    """Check the code: ruff, mypy, import contracts, workflows."""
    _run_with_tools(
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "lint-imports",
        "zizmor --offline --quiet .github",
        "check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/publish.yml"
        " .github/workflows/test.yml",
        "check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml",
    )


@task(help={"output": "Where the list goes (sbom.json)."})
def sbom(c: Context, output: str = "sbom.json") -> None:
    """Write what the site is built with, each package with its version and hashes, as CycloneDX JSON."""
    uv = find_uv()
    if uv is None:
        _stop("uv is missing. Install it with: .venv/bin/pip install uv")
        return
    words = [uv, "export", "--frozen", "--quiet", "--no-dev", "--preview-features", "sbom-export"]
    asked = subprocess.run(  # noqa: S603  # the project's own tool
        [*words, "--format", "cyclonedx1.5"], cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
    )
    if asked.returncode:
        _stop(f"uv export: {asked.stderr.strip()}")
    try:
        Path(output).write_text(asked.stdout, encoding="utf-8")
    except OSError as fault:
        _stop(f"{output}: cannot be written ({fault.strerror}). Name another file with --output.")
    count = len(json.loads(asked.stdout)["components"])
    _console().print(f"{output}: {count} packages", highlight=False, soft_wrap=True)


@task(help={"stories": "How many made-up stories (1000).", "args": "Handed on: --args '--rounds 5 --without pelican'."})
def bench(c: Context, stories: int = 1000, args: str = "") -> None:
    """Time cold builds, rebuilds and edits beside Hugo and stock Pelican on the same stories."""
    _run_with_tools(f"python -m tools.bench --stories {stories} {args}".strip(), group="bench")


LABELLED = "../shared/bench/clean"
INVENTED = "tools/train/own/publishers.jsonl.gz"
JUDGE_HELP = {"only": "text or html: one of the two judges (both).", "args": "Handed on to the tool of the judge."}


@task(help=JUDGE_HELP)
def train(c: Context, only: str = "", args: str = "") -> None:
    """Learn the weights of the judges anew from the labelled pages in ../shared (a quarter of an hour)."""
    tools = {"text": "python -m tools.train", "html": f"python -m tools.train.html {LABELLED} --own {INVENTED}"}
    _run_judges(tools, only, args)


@task(help=JUDGE_HELP)
def gate(c: Context, only: str = "", args: str = "") -> None:
    """Measure the cleaner: on our own pages, and on the labelled pages in ../shared where they are."""
    _run_with_tools("python -m tools.gate.floors")
    if not (ROOT / LABELLED).is_dir():
        _console().print(f"{LABELLED} is not there: the labelled pages are not measured.", highlight=False)
        return
    html = f"python -m tools.gate.html {LABELLED} --mode cautious thorough"
    tools = {"text": "python -m tools.gate --judge unseen", "html": html}
    _run_judges(tools, only, args)


def _run_judges(tools: dict[str, str], only: str, args: str) -> None:
    chosen = [f"{tool} {args}" for name, tool in tools.items() if name.startswith(only)]
    if not chosen:
        _stop(f'--only {only}: "text" or "html".')
    _run_with_tools(*chosen, group="train")


@task(help={"output": "The built site (output)."})
def clean_output(c: Context, output: str = "output") -> None:
    """Remove the built site and what killed builds left beside it."""
    from press.folders import clear_leftovers, may_be_replaced, remove_edition

    folder = Path(output).resolve()
    if not may_be_replaced(folder):
        _stop(f"{output}: it has files that this program did not write, so it stays.")
    clear_leftovers(folder)
    remove_edition(folder)


ns: Any = Collection(
    *(build, serve, check, explain, new, publish, rules, topics),
    *(test, golden, lint, sbom, train, gate, bench, clean_output),
)
