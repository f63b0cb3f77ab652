"""Templates -> pages, with the environment that Pelican makes for a theme, and quicker.

Pelican copies all settings for every page and asks the disk whether a template has changed. Here a template sees the
records of its page, and of Pelican's context only the settings; where it asks for more, Pelican has to print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, MutableMapping
from functools import partial
from io import StringIO
from keyword import iskeyword
from types import BuiltinMethodType, MethodType
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode, missing, pass_eval_context
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
        environment.template_class = _QuickTemplate
        environment.context_class = _context_class(settings, frozenset(others))
        self._careful: Callable[[str], Template] | None = None
        self._odd: set[str] = set()
        self._environment = environment.overlay()
        environment.code_generator_class = QuickGenerator
        self._get_template = _remember_templates(environment)
        keep_sorts(environment, ("say",))

    def set_page(self, template: str, context: Mapping[str, object], path: str) -> bytes:
        """Return the page as it is written."""
        seen = {**self._common, "output_file": path, **context}
        if template not in self._odd:
            try:
                return self._get_template(template).render(seen).encode()
            except AttributeError:  # what Jinja looks for in other ways as well: `name.key` of a mapping, what may lack
                self._odd.add(template)
        return self._get_careful(template).render(seen).encode()

    def _get_careful(self, name: str) -> Template:
        """Return a template that asks as Jinja does."""
        if self._careful is None:
            self._environment.code_generator_class = JoiningGenerator
            self._environment.bytecode_cache = None
            self._careful = _remember_templates(self._environment)
        return self._careful(name)


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


class QuickGenerator(JoiningGenerator):
    """Writes templates that ask records for their fields and call functions of ours without a detour over Jinja.

    Where Jinja would look further than for a field, these raise AttributeError. A template that changes the way it
    escapes is left as Jinja writes it.
    """

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802  # the name is Jinja's
        """Write a whole template."""
        self._quick = not (node.find(nodes.EvalContextModifier) or node.find(nodes.ScopedEvalContextModifier))
        super().visit_Template(node, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # the name is Jinja's
        """Write what asks for a field."""
        if not node.attr.isidentifier() or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802  # the name is Jinja's
        """Write a mapping that has its values for fields as well."""
        self.write("table(")
        super().visit_Dict(node, frame)
        self.write(")")

    @optimizeconst
    def visit_Call(  # noqa: N802  # the name is Jinja's
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call, past `Context.call` where nothing is to be handed over that the template does not name."""
        if not self._quick or forward_caller or node.dyn_args or node.dyn_kwargs or any(map(_is_odd, node.kwargs)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        called = self.temporary_identifier()
        self.write(f"({called} if type({called} := ")
        self.visit(node.node, frame)
        self.write(f") in plain_calls else partial(context.call, {called}")
        self.write(", _loop_vars=_loop_vars" if frame.loop_frame else "")
        self.write(", _block_vars=_block_vars" if frame.block_frame else "")
        self.write("))(")
        for place, argument in enumerate((*node.args, *node.kwargs)):
            self.write(", " if place else "")
            self.visit(argument, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._escapes_here(frame, finalize):
            super()._output_child_pre(node, frame, finalize)
            return
        self._shown = self.temporary_identifier()
        self.write(f"(escape_text({self._shown}) if type({self._shown} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._escapes_here(frame, finalize):
            super()._output_child_post(node, frame, finalize)
            return
        self.write(f") is str else {self._shown} if type({self._shown}) is Markup else escape({self._shown}))")

    def _escapes_here(self, frame: Frame, finalize: Any) -> bool:
        return self._quick and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None


def _is_odd(argument: nodes.Keyword) -> bool:
    return iskeyword(argument.key)


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
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else markupsafe.escape(value)


class _QuickTemplate(Template):
    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> Template:
        namespace["escape"] = _escape  # the compiled template's own name for it
        namespace.update(_OF_QUICK_TEMPLATES)
        return super()._from_namespace(environment, namespace, dict(globals))  # read for every page: a chain is slow


# --- calls ------------------------------------------------------------------------------------------------------


class _Table(dict[Any, Any]):
    """A mapping that a template has made."""

    def __getattr__(self, name: str) -> Any:
        """Return the value of a key, as Jinja does where a mapping has no such field."""
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class _QuickMacro(Macro):
    """A macro that is called with its own arguments and escapes as its template does."""

    def __init__(self, *made_of: Any, **named: Any) -> None:
        super().__init__(*made_of, **named)
        self._is_plain = not (self.catch_kwargs or self.catch_varargs or self.caller or self._environment.is_async)

    @internalcode
    @pass_eval_context
    def __call__(self, *args: Any, **named: Any) -> Any:
        """Return what the macro puts out."""
        if not self._is_plain or len(args) > self._argument_count or (args and isinstance(args[0], EvalContext)):
            return super().__call__(*args, **named)
        arguments, rest = list(args), named
        if len(args) != self._argument_count:
            rest = dict(named)
            arguments += [rest.pop(name, missing) for name in self.arguments[len(args) :]]
        if rest:  # Jinja says what is wrong
            return super().__call__(*args, **named)
        told = self._func(*arguments)
        return _new_text(Markup, told) if self._default_autoescape else told


_new_text = str.__new__  # what a macro puts out is a text; `Markup` would ask what it is
_OF_QUICK_TEMPLATES = {
    "Macro": _QuickMacro,
    "escape_text": _escape_text,
    "partial": partial,
    # Functions that Jinja would hand more than the template does are none of these.
    "plain_calls": frozenset({Sort, _QuickMacro, MethodType, BuiltinMethodType}),
    "table": _Table,
}
