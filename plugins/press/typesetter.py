"""Templates -> pages, with the environment that Pelican makes for a theme, and quicker.

Pelican copies all settings for every page and asks the disk whether a template has changed. Here a template sees the
records of its page, and of Pelican's context only the settings; where it asks for more, Pelican has to print.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, MutableMapping
from typing import Any

import markupsafe
from jinja2 import Environment, Template
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from press.roads import NeedsPelicanError, is_plain
from press.sorts import keep_sorts


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
        self._environment = environment
        self._common = common
        environment.auto_reload = False  # the templates of one edition do not change
        environment.template_class = _QuickTemplate
        environment.context_class = _context_class(settings, frozenset(others))
        keep_sorts(environment, ("say",))

    def set_page(self, template: str, context: Mapping[str, object], path: str) -> bytes:
        """Return the page as it is written."""
        page = self._environment.get_template(template)
        return page.render({**self._common, "output_file": path, **context}).encode()


def _context_class(settings: Mapping[str, Any], others: Collection[str]) -> type[Context]:
    class PageContext(Context):
        """Knows the settings without holding them."""

        def resolve_or_missing(self, key: str) -> Any:
            """Return the value of a name, or `missing`."""
            value = super().resolve_or_missing(key)
            if value is not missing:
                return value
            if key.isupper() and key in settings:
                if is_plain(settings[key]):
                    return settings[key]
                raise NeedsPelicanError(f"a template asks for {key}")
            if key in others:
                raise NeedsPelicanError(f"a template asks for {key}")
            return missing

    return PageContext


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
