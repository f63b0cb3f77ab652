"""Templates set solid, as printers call lines without lead between them: what no reader sees is not printed.

It is done where a template is read, so pages cost nothing more, and templates may be laid out for those who write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

# Elements that begin and end a line of their own, or are never shown: white space beside them is nothing.
_BLOCK = (
    r"</?(?:html|head|meta|link|title|body|main|header|footer|nav|section|article|aside|div|p|h[1-6]|ul|ol|li|dl|dt|dd"
    r"|figure|figcaption|table|caption|thead|tbody|tr|th|td|details|summary|form|fieldset|legend)\b"
)
_BEFORE = re.compile(rf"\s+(?={_BLOCK})")
_BEHIND = re.compile(rf"({_BLOCK}[^<>]*>)\s+")


class SetSolid(Extension):
    """Leaves out white space around the tags of blocks in templates. What the stories bring in is not touched."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Yield the pieces of a template, those that are put out as they stand set solid."""
        for token in stream:
            yield token if token.type != "data" else Token(token.lineno, "data", set_solid(token.value))


def set_solid(markup: str) -> str:
    r"""Return `markup` without white space where it stands beside a block.

    >>> set_solid("<ul>\n<li><a>One</a> <b>1</b></li>\n</ul>\n<i>two</i> ")
    '<ul><li><a>One</a> <b>1</b></li></ul><i>two</i> '
    """
    return _BEHIND.sub(r"\1", _BEFORE.sub("", markup))
