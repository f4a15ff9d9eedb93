"""Page numbers in the contents of a version that is published.

They need a layout, so they are measured in the version's own PDF and written in here.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reportgen.word.headings import paragraph_text
from reportgen.word.ns import qn
from reportgen.word.package import Package, parse, serialise

_LINK, _ANCHOR, _RUN = qn("w:hyperlink"), qn("w:anchor"), qn("w:r")
_WITHOUT = r" \n"


def contents_entries(made: bytes) -> tuple[str, ...]:
    """Read the entries of the contents in order, as ``3.6 Udfordringer``.

    Raises `BadPackage` for what is no Word file.
    """
    package = Package.open(made, "")
    root = parse(package.parts[package.document])
    return tuple(paragraph_text(paragraph) for paragraph, _ in _entries(root))


def number_contents(made: bytes, pages: Sequence[int]) -> bytes:
    """Write the page of each entry of the contents behind it, at the style's last tab.

    `pages` are counted from 1, one for each entry. Raises ValueError where their number is
    another, and `BadPackage` for what is no Word file.
    """
    package = Package.open(made, "")
    root = parse(package.parts[package.document])
    for (paragraph, link), page in zip(_entries(root), pages, strict=True):
        _to_the_margin(paragraph)
        run = etree.SubElement(link, _RUN)
        etree.SubElement(run, qn("w:tab"))
        etree.SubElement(run, qn("w:t")).text = str(page)
    for instruction in root.iter(qn("w:instrText")):
        said = instruction.text or ""
        if said.strip().startswith("TOC "):
            # `\n` says that the entries have no page numbers.
            instruction.text = said.replace(_WITHOUT, "")
    package.parts[package.document] = serialise(root)
    return package.save()


def _to_the_margin(paragraph: etree._Element) -> None:
    """Let the line reach the margin: LibreOffice shows nothing at a tab beyond an indent."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None or properties.find(qn("w:ind")) is not None:
        return
    indent = etree.SubElement(properties, qn("w:ind"))
    indent.set(qn("w:right"), "0")


def has_page_numbers(made: bytes) -> bool:
    """Whether the contents show page numbers, or there are no contents to show them in."""
    package = Package.open(made, "")
    root = parse(package.parts[package.document])
    return not any(
        (i.text or "").strip().startswith("TOC ") and _WITHOUT in (i.text or "")
        for i in root.iter(qn("w:instrText"))
    )


def _entries(root: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    """The paragraphs of the contents, each with its link; a field holds them all."""
    found: list[tuple[etree._Element, etree._Element]] = []
    depth = inside = 0
    for paragraph in root.iter(qn("w:p")):
        was_inside = bool(inside)
        for mark in paragraph.iter(qn("w:fldChar"), qn("w:instrText")):
            kind = mark.get(qn("w:fldCharType"))
            if kind == "begin":
                depth += 1
            elif kind == "end":
                inside = 0 if depth == inside else inside
                depth -= 1
            elif kind is None and (mark.text or "").strip().startswith("TOC "):
                inside, was_inside = depth, True
        link = next((e for e in paragraph.iter(_LINK) if e.get(_ANCHOR)), None)
        if was_inside and link is not None:
            found.append((paragraph, link))
    return found
