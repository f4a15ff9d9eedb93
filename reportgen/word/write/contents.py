"""The table of contents: Word's own field, filled in with the headings there are.

Word would leave it empty until somebody updates it, and asking for that greets every
reader with a question. So the entries are written here: linked, without page numbers,
which need a layout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.report.ids import Anchor
from reportgen.word.elements.headings import paragraph_text
from reportgen.word.elements.identity import bookmark
from reportgen.word.elements.numbering import format_number
from reportgen.word.write.fields import write_field_begin, write_field_end
from reportgen.word.write.markup import write_text

DEEPEST = 3
"""Level of the deepest heading that is listed."""

_INSTRUCTION = r' TOC \o "1-3" \h \n '


def write_contents(entries: Sequence[tuple[int, str, str]]) -> str:
    """Write the field from (level, number, title) of each heading, in order."""
    if not entries:
        return ""
    begin, end = write_field_begin(_INSTRUCTION), write_field_end()
    last = len(entries) - 1
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin if i == 0 else ""}'
        f'<w:hyperlink w:anchor="{bookmark(Anchor.of_section(number))}" w:history="1">'
        f"<w:r>{write_text(f'{number}{chr(9)}{title}')}</w:r></w:hyperlink>"
        f"{end if i == last else ''}</w:p>"
        for i, (level, number, title) in enumerate(entries)
    )


# Page numbers in the contents of a version that is published: they need a layout, so they are
# measured in the version's own PDF and written in here.

_LINK, _ANCHOR, _RUN = qn("w:hyperlink"), qn("w:anchor"), qn("w:r")
_NUMBERING = qn("w:pgNumType")
_WITHOUT = r" \n"
_OPEN, _CLOSE = "⟦", "⟧"


def contents_entries(document: bytes) -> tuple[str, ...]:
    """Read the entries of the contents in order, as ``3.6 Udfordringer``.

    Raises `BadPackage` for what is no Word file.
    """
    package = Package.open(document, "")
    root = package.xml(package.document)
    return tuple(paragraph_text(paragraph) for paragraph, _ in _entries(root))


def number_contents(document: bytes, pages: Sequence[str]) -> bytes:
    """Write the page of each entry of the contents behind it, at the style's last tab.

    `pages` are as they are printed, one for each entry. Raises ValueError where their number
    is another, and `BadPackage` for what is no Word file.
    """
    package = Package.open(document, "")
    root = package.xml(package.document)
    for (paragraph, link), page in zip(_entries(root), pages, strict=True):
        _to_the_margin(paragraph)
        run = etree.SubElement(link, _RUN)
        etree.SubElement(run, qn("w:tab"))
        etree.SubElement(run, qn("w:t")).text = page
    for instruction in _instructions(root):
        # `\n` says that the entries have no page numbers.
        instruction.text = (instruction.text or "").replace(_WITHOUT, "")
    package.set_xml(package.document, root)
    return package.save()


def _to_the_margin(paragraph: Element) -> None:
    """Let the line reach the margin: LibreOffice shows nothing at a tab beyond an indent."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None or properties.find(qn("w:ind")) is not None:
        return
    etree.SubElement(properties, qn("w:ind"), {qn("w:right"): "0"})


def has_page_numbers(document: bytes) -> bool:
    """Whether the contents show page numbers, or there are no contents to show them in."""
    package = Package.open(document, "")
    root = package.xml(package.document)
    return not any(_WITHOUT in (instruction.text or "") for instruction in _instructions(root))


def _instructions(root: Element) -> list[Element]:
    """The instructions of the fields that are contents."""
    codes = root.iter(qn("w:instrText"))
    return [code for code in codes if (code.text or "").strip().startswith("TOC ")]


# Pages that are not counted from the first one (`w:pgNumType`, ECMA-376 part 1, 17.6.12)


def counts_pages_anew(document: bytes) -> bool:
    """Whether a section begins its page numbers elsewhere, or writes them in another way."""
    package = Package.open(document, "")
    return next(package.xml(package.document).iter(_NUMBERING), None) is not None


def with_page_references(document: bytes) -> bytes:
    """The file with a last paragraph for each entry, in which a field tells its page.

    It is for measuring: `read_references` reads the paragraphs in what it was laid out as.
    """
    package = Package.open(document, "")
    root = package.xml(package.document)
    links = [link.get(_ANCHOR) or "" for _, link in _entries(root)]
    for body in root.iterchildren(qn("w:body")):
        last = body.find(qn("w:sectPr"))
        at = len(body) if last is None else body.index(last)
        body[at:at] = [_reference(number, anchor) for number, anchor in enumerate(links)]
    package.set_xml(package.document, root)
    return package.save()


def _reference(number: int, anchor: str) -> Element:
    """A paragraph whose field tells the page of a bookmark: ``⟦3:7⟧`` for entry 3 on page 7."""
    paragraph = etree.Element(qn("w:p"))

    def add(name: str, text: str = "", kind: str = "") -> None:
        element = etree.SubElement(etree.SubElement(paragraph, _RUN), qn(name))
        element.text = text or None
        if kind:
            element.set(qn("w:fldCharType"), kind)

    add("w:t", f"{_OPEN}{number}:")
    add("w:fldChar", kind="begin")
    add("w:instrText", f"PAGEREF {anchor}")
    add("w:fldChar", kind="separate")
    add("w:t", "?")
    add("w:fldChar", kind="end")
    add("w:t", _CLOSE)
    return paragraph


def read_references(document: bytes, text: str) -> list[str] | None:
    """The page of each entry as it is printed, from the text of the laid out references.

    None where one of them is not there.
    """
    numbers = dict(re.findall(rf"{_OPEN}(\d+):(\d+){_CLOSE}", text))
    package = Package.open(document, "")
    root = package.xml(package.document)
    formats = _formats(root)
    links = [link.get(_ANCHOR) or "" for _, link in _entries(root)]
    if len(numbers) != len(links):
        return None
    return [
        format_number(int(numbers[str(number)]), formats.get(anchor, "decimal"))
        for number, anchor in enumerate(links)
    ]


def _formats(root: Element) -> Mapping[str, str]:
    """How the pages of the section are written that each bookmark stands in."""
    sections = [section.find(_NUMBERING) for section in root.iter(qn("w:sectPr"))]
    formats = ["" if s is None else s.get(qn("w:fmt")) or "" for s in sections] or [""]
    by_bookmark: dict[str, str] = {}
    passed = 0
    for paragraph in root.iter(qn("w:p")):
        for mark in paragraph.iter(qn("w:bookmarkStart")):
            by_bookmark[mark.get(qn("w:name")) or ""] = formats[min(passed, len(formats) - 1)]
        # The paragraph that holds the properties of a section is the last one of it.
        passed += paragraph.find(qn("w:pPr/w:sectPr")) is not None
    return by_bookmark


def _entries(root: Element) -> list[tuple[Element, Element]]:
    """The paragraphs of the contents, each with its link; a field holds them all."""
    entries: list[tuple[Element, Element]] = []
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
            entries.append((paragraph, link))
    return entries
