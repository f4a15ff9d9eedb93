"""A template's tags filled in by docxtpl, with every guard it has.

Values are escaped, a missing one is an error, and what stands in a tag runs in a sandbox. Only
a template without errors (`reportgen.word.template.check`) is ever filled in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

_JOINED = re.compile(r"(?<=\{)(?:<[^>]*>)+(?=[{%#])|(?<=[%}#])(?:<[^>]*>)+(?=\})")
"""What docxtpl takes out between two braces, to make one mark of them."""
_WITHIN_LINE = re.compile(r"</w:t>(?:(?!</?w:p[ >/]).)*<w:t(?: [^>]*)?>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p[ >/]")


def fill(template: bytes, values: Mapping[str, str]) -> bytes:
    """Fill in every tag of a template that `check_template` has no error of.

    `values` has what each tag shows; a value's line breaks and tabs become Word's own.
    """
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    class Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
        def render_properties(self, *_: object) -> None:
            """Leave the file's properties: nothing in them is a tag."""

    document = Template(io.BytesIO(template))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    document.render(dict(values), jinja_env=environment, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def torn_marks(xml: str) -> Iterator[int]:
    """Paragraphs of a part, by their number from 0, that hold one half of a mark of a tag.

    docxtpl joins the halves, whatever stands between them; where that is more than the ends
    of two pieces of one line, half an element would go with it.

    >>> list(torn_marks("<w:p><w:t>{</w:t></w:p><w:p><w:t>{ aar }}</w:t></w:p>"))
    [0]
    >>> list(torn_marks("<w:p><w:t>{</w:t></w:r><w:r><w:t>{ aar }}</w:t></w:p>"))
    []
    """
    for found in _JOINED.finditer(xml):
        if not _WITHIN_LINE.fullmatch(found[0]):
            yield max(len(_PARAGRAPH.findall(xml, 0, found.start())) - 1, 0)
