"""Templates -> pages, with the environment that Pelican makes for a theme, and quicker.

Pelican copies all settings for every page and asks the disk whether a template has changed. Here a template sees the
records of its page, and of Pelican's context only the settings; where it asks for more, Pelican has to print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, MutableMapping
from io import StringIO
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from jinja2.utils import internalcode, missing
from markupsafe import Markup

from press.roads import NeedsPelicanError, is_plain
from press.sorts import Sort, keep_sorts


class Typesetter:
    """Sets pages with one environment. `common` is seen by all templates, `settings` as far as they are plain data.

    `others` are names that Pelican would give to templates as well: asking for one of them raises NeedsPelicanError.
    """

    def __init__(
        self,
        environment: Environment,
        common: Mapping[str, object],
        settings: Mapping[str, Any],
        others: Collection[str],
    ) -> None:
        self._common = common
        environment.auto_reload = False  # the templates of one edition do not change
        environment.code_generator_class = JoiningGenerator
        environment.template_class = _QuickTemplate
        environment.context_class = _context_class(settings, frozenset(others))
        self._get_template = _remember_templates(environment)
        keep_sorts(environment, ("say",))

    def set_page(self, template: str, context: Mapping[str, object], path: str) -> bytes:
        """Return the page as it is written."""
        page = self._get_template(template)
        return page.render({**self._common, "output_file": path, **context}).encode()


def _remember_templates(environment: Environment) -> Callable[[str], Template]:
    """Let an environment find templates by their names alone: every page asks for a dozen."""
    find: Any = environment.get_template
    known: dict[Any, Template] = {}

    def get_template(name: Any, parent: str | None = None, globals: MutableMapping[str, Any] | None = None) -> Template:
        template = known.get(name) if globals is None else None
        if template is None:
            template = find(name, parent, globals)
            if globals is None and isinstance(name, str):
                known[name] = template
        return template

    whole: Any = environment
    whole.get_template = get_template
    return get_template


def _context_class(settings: Mapping[str, Any], others: Collection[str]) -> type[Context]:
    class PageContext(Context):
        """Knows the settings without holding them."""

        def resolve_or_missing(self, key: str) -> Any:
            """Return the value of a name, or `missing`."""
            if key in self.vars:
                return self.vars[key]
            if key in self.parent:
                return self.parent[key]
            if key.isupper() and key in settings:
                if is_plain(settings[key]):
                    return settings[key]
                raise NeedsPelicanError(f"a template asks for {key}")
            if key in others:
                raise NeedsPelicanError(f"a template asks for {key}")
            return missing

        @internalcode
        def call(self, to_call: Any, /, *args: Any, **named: Any) -> Any:
            """Return what something that a template calls returns."""
            if type(to_call) is not Sort:  # it sees nothing of a page
                return super().call(to_call, *args, **named)
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return to_call(*args, **named)

    return PageContext


# --- the code of templates ------------------------------------------------------------------------------------


class JoiningGenerator(CodeGenerator):
    """Writes templates that put out as one text what they put out in a row: each time that they do, it takes time."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802  # the name is Jinja's
        """Write a whole template."""
        written = self.stream = StringIO()
        super().visit_Template(node, frame)
        self.stream = StringIO(join_yields(written.getvalue()))


_YIELD = re.compile(r"( +)yield (?!from |None$)(.+)")


def join_yields(code: str) -> str:
    """Return Python code that yields texts in a row as one. Each is still made in its line, which an error names."""
    lines: list[str] = []
    first, indent, parts = 0, "", list[str]()

    def finish() -> None:
        if len(parts) > 1:
            lines[first:] = [f"{indent}{part}," for part in parts]
            lines[first] = f"{indent}yield ''.join(({parts[0]},"
            lines[-1] += "))"
        parts.clear()

    for line in code.split("\n"):
        match = _YIELD.fullmatch(line)
        if not match or match[1] != indent:
            finish()
        if match:
            if not parts:
                first, indent = len(lines), match[1]
            parts.append(match[2])
        lines.append(line)
    finish()
    return "\n".join(lines)


# --- escaping -------------------------------------------------------------------------------------------------

_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def _escape(value: Any) -> str:
    """Return what `markupsafe.escape` returns, without wrapping it: what templates put out is only joined."""
    if type(value) is str:
        return _escape_text(value)
    return value if type(value) is Markup else markupsafe.escape(value)


class _QuickTemplate(Template):
    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> Template:
        namespace["escape"] = _escape  # the compiled template's own name for it
        return super()._from_namespace(environment, namespace, dict(globals))  # read for every page: a chain is slow
