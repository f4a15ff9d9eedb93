"""The template's tags, filled in by docxtpl with every guard it has.

Values are escaped, a missing one is an error, and the template's expressions run in a
sandbox. A block tag only leaves a mark here; `reportgen.word.write.compose` puts the content
in its place, so that nobody's text ever passes through Jinja.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Round the name of a block tag; Unicode keeps these for a program's own use."""


def mark(tag: str) -> str:
    """What stands in the filled template where `tag` was."""
    return f"{OPEN}{tag}{CLOSE}"


def fill(template: bytes, values: Mapping[str, str], block_tags: Iterable[str]) -> bytes:
    """Fill the template's tags and return a Word file.

    Raises jinja2.TemplateError for a template that its check would have refused.
    """
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    document = DocxTemplate(io.BytesIO(template))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    context = {**{tag: mark(tag) for tag in block_tags}, **values}
    document.render(context, jinja_env=environment, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
