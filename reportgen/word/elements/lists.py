"""Word's lists: where a style's numbering comes from, and new lists that start at 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse, serialise


class Numbering:
    """The numbering and styles of a package, read, and added to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._name = package.related("numbering") or "word/numbering.xml"
        self._root = parse(package.parts[self._name])
        styles = package.related("styles")
        self._styles = {
            style.get(qn("w:styleId")): style
            for style in (parse(package.parts[styles]) if styles else ())
            if style.tag == qn("w:style")
        }
        self._nums = {num.get(qn("w:numId")): num for num in self._root.findall(qn("w:num"))}

    @property
    def next_id(self) -> int:
        """First list id that is free."""
        return max((int(number or 0) for number in self._nums), default=0) + 1

    def abstract_numbers(self, styles: Sequence[str]) -> Mapping[str, str]:
        """Abstract list of each style, followed through the styles it is based on."""
        found: dict[str, str] = {}
        for style in styles:
            number = self._inherited(style, f"{qn('w:numPr')}/{qn('w:numId')}")
            num = self._nums.get(number.get(qn("w:val"))) if number is not None else None
            abstract = num.find(qn("w:abstractNumId")) if num is not None else None
            if abstract is not None:
                found[style] = abstract.get(qn("w:val")) or ""
        return found

    def left_indent(self, style: str) -> int:
        """Left indent of a style, in twentieths of a point."""
        indent = self._inherited(style, qn("w:ind"))
        return int(indent.get(qn("w:left")) or 0) if indent is not None else 0

    def _inherited(self, style: str | None, path: str) -> etree._Element | None:
        seen: set[str | None] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            found = element.find(f"{qn('w:pPr')}/{path}")
            if found is not None:
                return found
            based_on = element.find(qn("w:basedOn"))
            style = based_on.get(qn("w:val")) if based_on is not None else None
        return None

    def add(self, numbers: Iterable[tuple[int, str]]) -> None:
        """Add lists of the given ids, each of an abstract list and starting at 1."""
        last = self._root.findall(qn("w:num"))[-1]
        for number, abstract in numbers:
            num = etree.Element(qn("w:num"), {qn("w:numId"): str(number)})
            etree.SubElement(num, qn("w:abstractNumId"), {qn("w:val"): abstract})
            override = etree.SubElement(num, qn("w:lvlOverride"), {qn("w:ilvl"): "0"})
            etree.SubElement(override, qn("w:startOverride"), {qn("w:val"): "1"})
            last.addnext(num)
            last = num
        self._package.parts[self._name] = serialise(self._root)
