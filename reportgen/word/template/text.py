"""Paragraphs of a template, each with its place, its section and what it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportgen.opc.container import RefusalReason, Refused
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element, outside
from reportgen.problems import Location
from reportgen.word.elements.headings import Heading, headings

PARTS = {"header": "header", "footer": "footer", "footnotes": "footnote"}
"""Parts beside the body that docxtpl fills in: relationship to the word for the place."""

_P, _T, _BOX = qn("w:p"), qn("w:t"), qn("w:txbxContent")
_FALLBACK = qn("mc:Fallback")
_OBJECTS = tuple(map(qn, ("w:drawing", "w:pict", "w:object", "w:footnoteReference", "w:sym")))


class Within(StrEnum):
    """What a paragraph stands in."""

    TEXT = "text"
    TABLE = "table"
    BOX = "box"
    CONTROL = "control"
    EDGE = "edge"
    """A header, a footer or a note."""


@dataclass(frozen=True, slots=True)
class TemplateParagraph:
    """One paragraph of the template."""

    element: Element
    text: str
    part: str
    """Word for the part: body, header, footer, footnote."""
    source: int
    """Number of the part, so that two headers are not taken for one."""
    index: int
    """Paragraph after the heading, from 1; 0 is the heading itself."""
    above: Heading | None
    """Nearest heading above, or the heading itself."""
    is_twin: bool = False
    """Whether it is a box's text once more, for old versions of Word."""

    @property
    def is_heading(self) -> bool:
        """Whether the paragraph is itself a heading."""
        return self.above is not None and self.above.element is self.element

    @property
    def section(self) -> str:
        """Number of the section it stands in; empty outside numbered sections."""
        return "" if self.above is None else self.above.number

    def location(self, file: str) -> Location:
        """Say where it is."""
        heading = "" if self.above is None else self.above.label
        return Location(file, part=self.part, heading=heading, paragraph=self.index)

    @property
    def texts(self) -> list[Element]:
        """The elements that its text is in, in order."""
        return outside(self.element, (_BOX,), _T)

    @property
    def has_objects(self) -> bool:
        """Whether it holds more than text: a picture, a note, a symbol."""
        return any(True for _ in self.element.iter(*_OBJECTS))

    def within(self) -> Within:
        """What it stands in, the innermost that matters to a tag."""
        for ancestor in self.element.iterancestors():
            if ancestor.tag == _BOX:
                return Within.BOX
            if ancestor.tag == qn("w:sdtContent"):
                return Within.CONTROL
            if ancestor.tag == qn("w:tc"):
                return Within.TABLE
        return Within.TEXT if self.part == "body" else Within.EDGE


@dataclass(frozen=True, slots=True)
class TemplateText:
    """All text of a template."""

    paragraphs: tuple[TemplateParagraph, ...]
    headings: tuple[Heading, ...]
    roots: Mapping[str, Element]
    """Root of each part that is filled in, by the part's name; the body's is the first."""


def read_text(package: Package) -> TemplateText:
    """Read every part that is filled in.

    Raises `Refused`, with the part's name, for a part that is missing or cannot be parsed.
    """
    body = _parsed(package, package.document)
    for kind in ("styles", "numbering"):
        if name := package.related(kind):
            _parsed(package, name)
    in_body = headings(package, body)
    roots = {package.document: body}
    paragraphs = list(_paragraphs(body, "body", 0, in_body))
    for name, word in filled_parts(package).items():
        roots[name] = _parsed(package, name)
        paragraphs.extend(_paragraphs(roots[name], word, len(roots) - 1, ()))
    return TemplateText(tuple(paragraphs), tuple(in_body), roots)


def filled_parts(package: Package) -> Mapping[str, str]:
    """Every part that is filled in beside the body, by name, with the word for the place."""
    relations = list(package.relationships(package.document))
    return {
        package.resolve(relation.target): word
        for kind, word in PARTS.items()
        for relation in relations
        if relation.kind == kind and not relation.external
    }


def _parsed(package: Package, name: str) -> Element:
    try:
        return package.xml(name)
    except KeyError:
        raise Refused(RefusalReason.DAMAGED, name) from None


def _paragraphs(
    root: Element, part: str, source: int, known: Sequence[Heading]
) -> Iterator[TemplateParagraph]:
    by_element = {heading.element: heading for heading in known}
    twins = {element for fallback in root.iter(_FALLBACK) for element in fallback.iter(_P)}
    above: Heading | None = None
    index = 0
    for element in root.iter(_P):
        is_twin = element in twins
        if not is_twin:
            heading = by_element.get(element)
            above, index = (heading, 0) if heading is not None else (above, index + 1)
        text = "".join(text.text or "" for text in outside(element, (_BOX,), _T))
        yield TemplateParagraph(element, text, part, source, index, above, is_twin)
