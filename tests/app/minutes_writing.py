"""A secretary who writes minutes in an agenda, in the XML as Word would leave it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element

TEXT, DECISION, TASK = 0, 1, 2
"""The paragraphs of a cell to be filled in, in their order."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is written at one item."""

    text: Sequence[str] = ()
    decisions: Sequence[str] = ()
    tasks: Sequence[str] = ()

    @property
    def lines(self) -> tuple[tuple[int, Sequence[str]], ...]:
        """What is typed into each paragraph; several lines are paragraphs of its kind."""
        kinds = ((TEXT, self.text), (DECISION, self.decisions), (TASK, self.tasks))
        return tuple((place, lines) for place, lines in kinds if lines)


class Written:
    """An agenda that is open for writing."""

    def __init__(self, data: bytes) -> None:
        self.package = Package.open(data, "")
        self.root = self.package.xml(self.package.document)

    @property
    def rows(self) -> list[Element]:
        """Rows of its table, the header first."""
        table = next(self.root.iter(qn("w:tbl")))
        return table.findall(qn("w:tr"))

    def write(self, row: int, said: Said) -> None:
        """Fill in the last cell of a row."""
        cell = self.rows[row].findall(qn("w:tc"))[-1]
        paragraphs = cell.findall(qn("w:p"))
        for place, lines in said.lines:
            first = paragraphs[place]
            for line in reversed(lines[1:]):
                another = copy.deepcopy(first)
                _type(another, line)
                first.addnext(another)
            _type(first, lines[0])

    def fill_in(self, label: str, value: str) -> None:
        """Type after a label of the head."""
        for paragraph in self.root.iter(qn("w:p")):
            if "".join(t.text or "" for t in paragraph.iter(qn("w:t"))) == label:
                _type(paragraph, value)
                return
        raise AssertionError(f"no {label}")

    def retype(self, old: str, new: str) -> None:
        """Type other words in the place of some."""
        found = [text for text in self.root.iter(qn("w:t")) if old in (text.text or "")]
        assert found, f"no {old}"
        for text in found:
            text.text = (text.text or "").replace(old, new)

    def retitle(self, row: int, title: str) -> None:
        """Type another heading over that of an item."""
        first, *others = self.rows[row].iter(qn("w:t"))
        del others
        first.text = title

    def unmark(self, row: int) -> None:
        """Take the item's mark out, as when a heading is typed anew."""
        for mark in list(self.rows[row].iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)

    @staticmethod
    def marks(row: Element) -> list[str]:
        """Names of the marks in a row."""
        return [mark.get(qn("w:name")) or "" for mark in row.iter(qn("w:bookmarkStart"))]

    def rename_mark(self, row: int, name: str) -> None:
        """Give the mark of a row another name, as programs do by pasting."""
        for mark in self.rows[row].iter(qn("w:bookmarkStart")):
            mark.set(qn("w:name"), name)

    def forget(self) -> None:
        """Lose all that no text shows, as some programs do: marks, properties, styles."""
        for row in range(len(self.rows)):
            self.unmark(row)
        self.forget_styles()
        self.package.parts["docProps/custom.xml"] = (
            b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'custom-properties"/>'
        )

    def forget_styles(self) -> None:
        """Make every paragraph plain."""
        for style in self.root.iter(qn("w:pStyle")):
            style.set(qn("w:val"), "Normal")

    def copy_row(self, row: int) -> None:
        """Put the copy of a row below it."""
        self.rows[row].addnext(copy.deepcopy(self.rows[row]))

    def take_out(self, row: int) -> None:
        """Delete a row."""
        found = self.rows[row]
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)

    @property
    def data(self) -> bytes:
        """The file as it is now."""
        self.package.set_xml(self.package.document, self.root)
        return self.package.save()


def _type(paragraph: Element, text: str) -> None:
    run = etree.SubElement(paragraph, qn("w:r"))
    etree.SubElement(run, qn("w:t")).text = text
