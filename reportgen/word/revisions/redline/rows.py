"""Rows of a table that are put in or taken away."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reportgen.hearing.redline_plan import AddedRow, DeletedRow, PlanDoesNotFit, Signature
from reportgen.opc.namespaces import qn
from reportgen.report.text import Run
from reportgen.word.revisions.redline.cut import runs
from reportgen.word.revisions.redline.marks import Ink, own_properties, run_element
from reportgen.word.revisions.redline.paragraph import Pen

_P, _P_PR = qn("w:p"), qn("w:pPr")
_TBL, _TR, _TC, _TC_PR, _TR_PR = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:tcPr"), qn("w:trPr")


def write_rows(
    pen: Pen, tables: Sequence[etree._Element], rows: Sequence[DeletedRow | AddedRow]
) -> None:
    """Write the rows that are put in or taken away."""
    before = [_rows(table) for table in tables]
    last: dict[tuple[int, int], etree._Element] = {}
    for row in rows:
        if not (row.table < len(before) and -1 <= row.row < len(before[row.table])):
            raise PlanDoesNotFit(f"no row {row.row} in table {row.table}")
        element = before[row.table][max(row.row, 0)]
        if isinstance(row, DeletedRow):
            _delete_row(pen.ink, element, row.by)
            continue
        pattern = element if row.like is None else before[row.table][row.like]
        made = _new_row(pen, pattern, row)
        place = (row.table, row.row)
        if place in last:
            last[place].addnext(made)
        elif row.row < 0:
            element.addprevious(made)
        else:
            element.addnext(made)
        last[place] = made


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in table.iter(_TR) if next(row.iterancestors(_TBL)) is table]


def _mark_row(ink: Ink, row: etree._Element, tag: str, by: Signature) -> None:
    properties = row.find(_TR_PR)
    if properties is None:
        properties = etree.Element(_TR_PR)
        row.insert(sum(1 for child in row if child.tag == qn("w:tblPrEx")), properties)
    properties.append(ink.mark(tag, by))


def _delete_row(ink: Ink, row: etree._Element, by: Signature) -> None:
    """Mark a row and all it holds: some editors look at the one, some at the other."""
    for paragraph in row.iter(_P):
        for run in runs(paragraph):
            parent = run.getparent()
            if parent is not None and parent.tag not in {qn("w:ins"), qn("w:del")}:
                ink.delete(run, by)
    _mark_row(ink, row, "w:del", by)


def _new_row(pen: Pen, pattern: etree._Element, row: AddedRow) -> etree._Element:
    """A row like another, with other text."""
    made = etree.Element(_TR)
    for cell, said in zip(pattern.iterchildren(_TC), row.cells, strict=False):
        new = etree.SubElement(made, _TC)
        if (properties := cell.find(_TC_PR)) is not None:
            new.append(deepcopy(properties))
        first = cell.find(_P)
        for line in said.split("\n"):
            paragraph = etree.SubElement(new, _P)
            if first is not None and (like := own_properties(first)):
                etree.SubElement(paragraph, _P_PR).extend(like)
            wrapper = pen.ink.mark("w:ins", row.by)
            wrapper.append(run_element(Run(line)))
            paragraph.append(wrapper)
            pen.ink.mark_paragraph(paragraph, "w:ins", row.by)
    _mark_row(pen.ink, made, "w:ins", row.by)
    return made
