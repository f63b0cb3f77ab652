"""HTML and CSS, judged by the Nu checker and html-validate."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

SETTINGS = Path(__file__).with_name("html-validate.json")
AT_ONCE = 500  # files a command line


def ask_vnu(tools: Path, output: Path) -> Iterator[str]:
    """Yield the errors that the Nu checker finds in any page or picture. Its warnings are not asked for.

    Read from files, it takes every resource of the site for a stranger to the page's Content-Security-Policy.
    """
    jar = tools / "vnu-jar/build/dist/vnu.jar"
    for files in _portions(sorted((*output.rglob("*.html"), *output.rglob("*.svg")))):
        command = ["java", "-Xss4m", "-jar", str(jar), "--errors-only", "--also-check-svg", "--format", "json", *files]
        answer = subprocess.run(command, check=False, capture_output=True)  # noqa: S603  # fixed words, own files
        try:
            messages = json.loads(answer.stderr)["messages"]
        except ValueError:
            yield answer.stderr.decode(errors="replace").strip() or "no answer"
            return
        for message in messages:
            file = message["url"].removeprefix("file:").removeprefix(str(output.resolve())).lstrip("/")
            yield f"{file}:{message.get('lastLine', 0)}: {message['message']}"


def ask_html_validate(tools: Path, output: Path) -> Iterator[str]:
    """Yield what html-validate's recommended rules find in any page."""
    program = tools / ".bin/html-validate"
    for files in _portions(sorted(output.rglob("*.html"))):
        with tempfile.TemporaryDirectory() as folder:
            said = Path(folder, "said.json")  # it leaves before a pipe has taken all of a long answer
            command = [str(program), "--config", str(SETTINGS), "--formatter", f"json={said}", *files]
            answer = subprocess.run(command, check=False, capture_output=True)  # noqa: S603  # fixed words, own files
            try:
                results = json.loads(said.read_bytes())
            except (OSError, ValueError):
                yield answer.stderr.decode(errors="replace").strip() or "no answer"
                return
        for result in results:
            file = result["filePath"].removeprefix(str(output.resolve())).lstrip("/")
            for message in result["messages"]:
                yield f"{file}:{message['line']}: {message['message']} [{message['ruleId']}]"


def _portions(files: list[Path]) -> Iterator[list[str]]:
    for start in range(0, len(files), AT_ONCE):
        yield [str(file.resolve()) for file in files[start : start + AT_ONCE]]
