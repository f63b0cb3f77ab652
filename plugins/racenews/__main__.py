"""The `racenews` command: clean a dump, a stream or an archive of them; explain what was done."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from racenews.disk_faults import tell_disk_fault
from racenews.intake.read import dump_from_bytes, read_dump
from racenews.pipeline import article_from_dump, default_resources
from racenews.record_lines import RequestError, clean_request, read_line, record_line
from racenews.records import record
from racenews.resources import Resources, load
from racenews.types import Dump, RacenewsError, Rejection, UnreadableDumpError

if TYPE_CHECKING:
    from racenews.clean.weights import Mode

_MODES = "cautious: hardly a sentence of a story is lost; thorough: hardly one of the page is left (cautious)"
EXIT_OK, EXIT_SOME_UNREADABLE, EXIT_NO_FILE, EXIT_NOT_AN_ARTICLE = 0, 1, 2, 3
EXIT_STOPPED = 130  # by Ctrl-C, as a shell has it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="racenews", description="Turn raw race-news dumps into clean stories.")
    commands = parser.add_subparsers(dest="command", required=True)
    clean = commands.add_parser("clean", help="print the clean paragraphs of a dump, a blank line between")
    clean.add_argument("file", nargs="?", default="-", help="the dump (- or nothing: standard input)")
    clean.add_argument("--html", action="store_true", help="the dump is an HTML page")
    form = clean.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON record instead")
    form.add_argument(
        "--jsonl",
        nargs=2,
        metavar=("IN", "OUT"),
        help='{"id", "raw" or "html"} a line in, a record a line out',
    )
    explain = commands.add_parser("explain", help="show what was kept, removed and linked, and why")
    explain.add_argument("files", nargs="+", metavar="FILE")
    explain.add_argument("--json", action="store_true", help="print the record of each link instead, a line a file")
    archive = commands.add_parser(
        "archive", help="clean, link and count files of dumps, in partitions, here or on a Dask cluster"
    )
    archive.add_argument("source", metavar="IN", help="a .jsonl or .parquet file, or a folder of them")
    archive.add_argument("target", metavar="OUT", help="the folder for the results; what is done there is kept")
    archive.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler: tcp://10.0.0.1:8786")
    archive.add_argument("--jobs", type=_number, metavar="N", help="processes on this machine (a core each)")
    archive.add_argument("--min", type=_number, default=5, metavar="N", help="what recurs in so many dumps is told (5)")
    for command in (clean, archive):
        command.add_argument("--mode", choices=("cautious", "thorough"), default="cautious", help=_MODES)
    options = parser.parse_args(arguments)
    _open_streams()
    _set_encoding(as_json=getattr(options, "json", False))
    try:
        code = _run(options)
        sys.stdout.flush()  # here, where a fault can be told
    except RacenewsError as fault:
        print(fault, file=sys.stderr)
        return EXIT_SOME_UNREADABLE
    except BrokenPipeError:  # who reads has seen enough
        _drop_output()
        return EXIT_OK
    except OSError as fault:
        print(tell_disk_fault(fault, "standard output"), file=sys.stderr)
        _drop_output()
        return EXIT_NO_FILE
    except KeyboardInterrupt:
        again = " Run the command again: it does what is not done." if options.command == "archive" else ""
        print(f"Stopped.{again}", file=sys.stderr)
        return EXIT_STOPPED
    return code


def _run(options: argparse.Namespace) -> int:
    if options.command == "explain":
        return _explain(options.files, as_json=options.json)
    if options.command == "archive":
        return _archive(options)
    if options.jsonl:
        return _clean_lines(options.jsonl[0], options.jsonl[1], options.mode)
    return _clean_one(options.file, options.mode, is_html=options.html, as_json=options.json)


def _open_streams() -> None:
    """Open those of the three standard streams that whoever started us has closed: nothing comes in or goes out."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _set_encoding(*, as_json: bool) -> None:
    """Have JSON printed as UTF-8, and text as the terminal wants it, with "?" for what it does not know."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8" if as_json else None, errors="replace")


def _drop_output() -> None:
    """Let what is still to be printed go nowhere, or Python would try once more when it ends, and complain."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _number(text: str) -> int:
    """Return a number from 1 up."""
    if not text.isdecimal() or not (number := int(text)):
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 up")
    return number


def _archive(options: argparse.Namespace) -> int:
    """Clean whole files of dumps; tell what became of them."""
    from racenews.archive.run import archive

    done = archive(
        Path(options.source),
        Path(options.target),
        mode=options.mode,
        jobs=options.jobs or os.cpu_count() or 1,
        scheduler=options.scheduler,
        minimum=options.min,
    )
    for note in done.notes():
        print(note, file=sys.stderr)
    print(done.told())
    return EXIT_SOME_UNREADABLE if done.faulty or done.failed else EXIT_OK


def _clean_one(file: str, mode: Mode, *, is_html: bool, as_json: bool) -> int:
    """Clean one file or standard input."""
    source = "stdin" if file == "-" else file
    try:
        if file == "-":
            dump = dump_from_bytes(sys.stdin.buffer.read(), source, is_html=is_html)
        elif is_html:
            dump = dump_from_bytes(Path(file).read_bytes(), source, is_html=True)
        else:
            dump = read_dump(Path(file), source)
    except OSError as fault:
        print(f"{source}: {fault.strerror or fault}. Name a file that can be read.", file=sys.stderr)
        return EXIT_NO_FILE
    except UnreadableDumpError as fault:
        return _reject(Dump(source, ""), Rejection(source, str(fault), ""), as_json=as_json)
    outcome = article_from_dump(dump, replace(default_resources(), mode=mode))
    if isinstance(outcome, Rejection):
        return _reject(dump, outcome, as_json=as_json)
    if as_json:
        print(json.dumps(record(dump, outcome, Path(source).name), ensure_ascii=False))
    else:
        print("\n\n".join(p.text for p in outcome.paragraphs))
    return EXIT_OK


def _reject(dump: Dump, rejection: Rejection, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(record(dump, rejection, Path(dump.source).name), ensure_ascii=False))
    print(f"{dump.source}: not an article: {rejection.reason}. {rejection.remedy}".rstrip(), file=sys.stderr)
    return EXIT_NOT_AN_ARTICLE


def _clean_lines(source: str, target: str, mode: Mode) -> int:
    """Clean a JSONL stream, a line at a time; a line that cannot be read is named and passed over."""
    if (
        "-" not in (source, target)
        and Path(target).exists()
        and Path(source).exists()
        and Path(target).samefile(source)
    ):
        raise RacenewsError(
            f"{target}: IN and OUT are one file, and writing would empty it. Name another file for OUT."
        )
    resources = replace(default_resources(), mode=mode)
    unreadable = 0
    with _open(source) as stream, _writing(target) as out:
        for number, line in enumerate(_lines(stream, source), 1):
            if not line.strip():
                continue
            try:
                request = read_line(line)
                told = record_line(request, *clean_request(request, resources))
            except Exception as fault:  # one dump must not cost the others
                unreadable += 1
                what = str(fault) if isinstance(fault, RequestError) else f"a fault of the program, {fault!r:.120}"
                print(f"{source}, line {number}: passed over: {what}.", file=sys.stderr)
                continue
            out.write(told)
    return EXIT_SOME_UNREADABLE if unreadable else EXIT_OK


def _open(name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
    """Return a file, or standard input for "-"; raises RacenewsError where it cannot be opened."""
    if name == "-":
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as fault:
        raise RacenewsError(tell_disk_fault(fault, name)) from None


def _lines(stream: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        yield from stream
    except OSError as fault:
        raise RacenewsError(tell_disk_fault(fault, name)) from None


@contextlib.contextmanager
def _writing(name: str) -> Iterator[IO[str]]:
    """Yield a file to be written, or standard output for "-"; raises RacenewsError where a file cannot be."""
    if name == "-":
        with open(sys.stdout.fileno(), "w", encoding="utf-8", errors="replace", closefd=False) as out:
            yield out
        return
    try:
        with Path(name).open("w", encoding="utf-8", errors="replace") as out:
            yield out
    except OSError as fault:
        raise RacenewsError(tell_disk_fault(fault, name)) from None


def _explain(files: Sequence[str], *, as_json: bool) -> int:
    """Print what was kept, removed and linked of each file."""
    from racenews.explain import print_audit, print_explanation

    missing = [file for file in files if not Path(file).is_file()]
    for file in missing:
        what = "a folder; name the files in it" if Path(file).is_dir() else "no such file; name one that is there"
        print(f"{file}: {what}.", file=sys.stderr)
    if missing:
        return EXIT_NO_FILE
    known: dict[Path | None, Resources] = {None: default_resources()}
    for file in files:
        desk, source = _desk_of(Path(file))
        if desk not in known:
            known[desk] = load(desk=desk)
        if as_json:
            print_audit(Path(file), known[desk], source)
            continue
        dumps = _dumps_beside(desk) if desk and known[desk].desk.overrides else ()
        print_explanation(Path(file), known[desk], source=source, files=dumps)
    return EXIT_OK


def _dumps_beside(desk: Path) -> tuple[str, ...]:
    """Return the paths of all files in the `dumps/` beside the desk's folder."""
    folder = desk.parent / "dumps"
    return tuple(path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())


def _desk_of(file: Path) -> tuple[Path | None, str]:
    """Return the desk's folder beside the `dumps/` that holds `file`, and the file's path below it."""
    whole = file.resolve()
    for folder in whole.parents:
        if folder.name == "dumps":
            desk = folder.parent / "desk"
            return desk if desk.is_dir() else None, whole.relative_to(folder).as_posix()
    return None, file.name


if __name__ == "__main__":
    sys.exit(main())
