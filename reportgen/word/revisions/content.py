"""Leaving out, unwrapping and restoring: the single steps of settling tracked changes.

Every step is iterative and touches an element once: what comes back may be nested as
deep as the parser lets through.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from reportgen.opc.namespaces import NAMESPACES, qn, qualified
from reportgen.opc.xml import Element
from reportgen.word.revisions.revision import MARKS, PASSIVE, RANGE_MARKS, RANGE_OPENING

_ID = qn("w:id")
_P, _TC, _TR, _TBL = qn("w:p"), qn("w:tc"), qn("w:tr"), qn("w:tbl")
_SDT, _SDT_CONTENT = qn("w:sdt"), qn("w:sdtContent")
_P_PR, _R_PR, _SECT_PR, _TR_PR = qn("w:pPr"), qn("w:rPr"), qn("w:sectPr"), qn("w:trPr")
# What the old properties do not record, so that it stands when they are restored.
_NOT_RECORDED = {
    _P_PR: frozenset({_R_PR, _SECT_PR}),
    _SECT_PR: frozenset({qn("w:headerReference"), qn("w:footerReference")}),
}
_PROPERTIES = qualified("m", "rPr", "oMathParaPr", "ctrlPr", "argPr") | qualified(
    "w", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"
)
# Wrappers that mean nothing once all they held is gone. An inline content control stays:
# it is a place to write in.
_WRAPPERS = qualified("m", "r", "oMath", "oMathPara") | qualified(
    "w", "hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo"
)
_BLOCK_WRAPPERS = frozenset({_SDT, _SDT_CONTENT, qn("w:customXml")})
_ARGUMENTS = qualified("m", "e", "num", "den", "sub", "sup", "deg", "lim", "fName")
_MATH = f"{{{NAMESPACES['m']}}}"
_BEFORE_V_MERGE = qualified("w", "cnfStyle", "tcW", "gridSpan", "hMerge")


def remove(element: Element) -> None:
    """Take `element` out of its parent, if it has one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put the children of `element` in its place."""
    if element.getparent() is None:
        return
    for child in list(element):
        element.addprevious(child)
    remove(element)


def _unwrap_wrapper(element: Element) -> None:
    """Put what `element` holds in its place, without properties: those were its own."""
    element[:] = [child for child in element if child.tag not in _PROPERTIES]
    unwrap(element)


def leave_out(element: Element) -> None:
    """Remove `element` and all in it, but for the lone halves of ranges that go on outside."""
    if element.getparent() is None:
        return
    halves: dict[tuple[str, str | None], list[Element]] = {}
    for mark in element.iter(*RANGE_MARKS):
        halves.setdefault((RANGE_OPENING[str(mark.tag)], mark.get(_ID)), []).append(mark)
    for marks in halves.values():
        if len(marks) == 1:
            element.addprevious(marks[0])
    remove(element)


def leave_out_content(elements: Iterable[Element]) -> set[Element]:
    """Leave out runs and what is round them; return the paragraphs that lost something."""
    return set(_leave_out_of(_P, elements, _WRAPPERS))


def _leave_out_of(
    holder_tag: str,
    elements: Iterable[Element],
    wrappers: frozenset[str] = _BLOCK_WRAPPERS,
) -> Iterable[Element]:
    """Leave out elements, and wrappers that then hold nothing; return what they were parts of."""
    holders: dict[Element, None] = {}
    parents: dict[Element, None] = {}
    for element in elements:
        if (holder := next(element.iterancestors(holder_tag), None)) is not None:
            holders[holder] = None
        if (parent := element.getparent()) is not None:
            parents[parent] = None
        leave_out(element)
    prune(parents, wrappers)
    return holders


def prune(candidates: Iterable[Element], wrappers: frozenset[str] = _BLOCK_WRAPPERS) -> None:
    """Remove wrappers that hold nothing a reader sees, and those that then hold nothing.

    They are, unless others are named, controls round paragraphs, rows or cells.
    """
    for candidate in candidates:
        element: Element | None = candidate
        while element is not None and element.tag in wrappers and _is_blank(element):
            parent = element.getparent()
            _unwrap_wrapper(element)
            element = parent


def _is_blank(element: Element) -> bool:
    return all(child.tag in PASSIVE or child.tag in _PROPERTIES for child in element)


def unwrap_control(control: Element) -> None:
    """Remove a content control and keep what it holds."""
    if control.tag != _SDT:
        _unwrap_wrapper(control)
        return
    for child in control.findall(f"{_SDT_CONTENT}/*"):
        control.addprevious(child)
    remove(control)


def remove_empty(properties: Element | None) -> None:
    """Remove properties that a mark was all there was of, and those round them."""
    while (
        properties is not None
        and properties.tag in (_R_PR, _P_PR, _TR_PR, qn("w:numPr"))
        and not len(properties)
    ):
        parent = properties.getparent()
        remove(properties)
        properties = parent


def restore(change: Element) -> None:
    """Give properties back what `change` says they were."""
    properties = change.getparent()
    if properties is None:
        return
    old = next(iter(change), None)
    kept = _NOT_RECORDED.get(str(properties.tag), frozenset())
    properties[:] = [child for child in properties if child.tag in kept]
    passed = MARKS | kept
    stated = [] if old is None else [child for child in old if child.tag not in passed]
    for mark in [mark for child in stated for mark in child.iter(*MARKS)]:
        remove(mark)
    at = 0 if properties.tag == _P_PR else len(properties)
    properties[at:at] = stated
    remove_empty(properties)


def merge_cell(mark: Element, attribute: str) -> None:
    """Write a tracked vertical merge as the merge that `attribute` of its mark says."""
    properties = mark.getparent()
    if properties is None:
        return
    value = {"rest": "restart", "cont": "continue"}.get(mark.get(qn(attribute)) or "")
    if (present := properties.find(qn("w:vMerge"))) is not None:
        properties.remove(present)
    if value:
        # The schema has an order for cell properties.
        at = sum(1 for child in properties if child.tag in _BEFORE_V_MERGE)
        properties.insert(at, etree.Element(qn("w:vMerge"), {qn("w:val"): value}))
    remove(mark)


def remove_cells(cells: Iterable[Element]) -> None:
    """Remove cells, and the rows and tables that have none left."""
    rows = _leave_out_of(_TR, cells)
    remove_rows(row for row in rows if next(row.iter(_TC), None) is None)


def remove_rows(rows: Iterable[Element]) -> None:
    """Remove rows, and the tables that have none left."""
    tables = _leave_out_of(_TBL, rows)
    _leave_out_of(_TBL, (table for table in tables if next(table.iter(_TR), None) is None))


def dissolve(control: Element) -> None:
    """Remove the mathematical object that control properties belong to; keep its arguments.

    A fraction whose bar was deleted leaves its numerator and its denominator.
    """
    properties = control.getparent()
    if properties is None or not str(properties.tag).endswith("Pr"):
        return
    math = properties.getparent()
    if math is None or math.getparent() is None or not str(math.tag).startswith(_MATH):
        return
    for argument in _arguments(math):
        for child in list(argument):
            if child.tag not in _PROPERTIES:
                math.addprevious(child)
    remove(math)


def _arguments(math: Element) -> list[Element]:
    arguments: list[Element] = []
    for child in math:
        if child.tag in _ARGUMENTS:
            arguments.append(child)
        elif child.tag == qn("m:mr"):
            arguments.extend(cell for cell in child if cell.tag in _ARGUMENTS)
    return arguments
