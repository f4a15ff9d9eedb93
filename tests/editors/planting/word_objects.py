"""What people put in, take out and change in Word beside its text: tables and figures."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import parse
from tests.editors.planting.word_places import (
    MARKS,
    P_PR,
    P,
    WordPlaces,
    made,
    parent,
    run_of,
    shown,
)
from tests.editors.word import text

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR42mM4ICCABzGMSmNDAEORV4FjzKDf"
    "AAAAAElFTkSuQmCC"
)
"""A red square of ten by ten."""


class WordObjects(WordPlaces):
    """A copy whose tables and figures somebody works on."""

    # Tables

    def table_after(self, words: str, rows: Sequence[Sequence[str]]) -> None:
        """Put a table in under a paragraph."""
        paragraph, _ = self.find(words)
        cells = "".join(
            f"<w:tr>{self._row_mark('w:ins')}"
            + "".join(f"<w:tc><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:tc>" for said in row)
            + "</w:tr>"
            for row in rows
        )
        grid = "<w:gridCol/>" * len(rows[0])
        table = made(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>")
        paragraph.addnext(table)
        table.addnext(etree.Element(P))

    def _row_mark(self, tag: str) -> str:
        if not self.tracking:
            return ""
        change = etree.tostring(self._change(qn(tag)), encoding="unicode")
        return f"<w:trPr>{change}</w:trPr>"

    def row(self, cells: Sequence[str]) -> etree._Element:
        """The row that shows just these cells."""
        for row in self._root.iter(qn("w:tr")):
            if [shown(cell) for cell in row.iter(qn("w:tc"))] == [*cells]:
                return row
        raise LookupError(cells)

    def row_after(self, cells: Sequence[str], new: Sequence[str]) -> None:
        """Put a row in under another."""
        row = self.row(cells)
        copy = deepcopy(row)
        for mark in list(copy.iter(*MARKS)):
            parent(mark).remove(mark)
        for cell, said in zip(copy.iter(qn("w:tc")), new, strict=True):
            (paragraph,) = cell.iter(P)
            for each in [each for each in paragraph if each.tag != P_PR]:
                paragraph.remove(each)
            self._added(run_of(said), paragraph.append)
        if self.tracking:
            self._mark_row(copy, "w:ins")
        row.addnext(copy)

    def delete_row(self, cells: Sequence[str]) -> None:
        """Take a row out."""
        row = self.row(cells)
        if not self.tracking:
            parent(row).remove(row)
            return
        for paragraph in row.iter(P):
            self.delete(paragraph, 0, len(text(paragraph)))
        self._mark_row(row, "w:del")

    def _mark_row(self, row: etree._Element, tag: str) -> None:
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = etree.Element(qn("w:trPr"))
            row.insert(0, properties)
        properties.append(self._change(qn(tag)))

    def set_cell(self, cells: Sequence[str], column: int, said: str) -> None:
        """Type over a cell of a row."""
        cell = list(self.row(cells).iter(qn("w:tc")))[column]
        (paragraph,) = cell.iter(P)
        self.replace(paragraph, 0, len(text(paragraph)), said)

    def sort_rows(self, words: str) -> None:
        """Turn the rows of the table that says `words`, all but its head."""
        paragraph, _ = self.find(words)
        table = next(paragraph.iterancestors(qn("w:tbl")))
        rows = table.findall(qn("w:tr"))[1:]
        for row in rows:
            table.remove(row)
        table.extend(reversed(rows))

    def add_column(self, words: str, said: str) -> None:
        """Put a column in at the right of the table that says `words`."""
        paragraph, _ = self.find(words)
        table = next(paragraph.iterancestors(qn("w:tbl")))
        etree.SubElement(table.find(qn("w:tblGrid")), qn("w:gridCol"))  # type: ignore[arg-type]
        for number, row in enumerate(table.findall(qn("w:tr"))):
            row.append(made("<w:tc><w:p/></w:tc>"))
            run = run_of(said if number == 0 else "ja")
            self._added(run, row[-1][0].append)

    # Figures

    def figure(self, described: str) -> etree._Element:
        """The drawing whose alternative text begins so."""
        return next(
            drawing
            for drawing in self._root.iter(qn("w:drawing"))
            for about in drawing.iter(qn("wp:docPr"))
            if (about.get("descr") or "").startswith(described)
        )

    def delete_figure(self, number: int, described: str) -> None:
        """Take a figure out; with tracking on it is marked."""
        run = parent(self.figure(described))
        if self.tracking:
            change = self._change(qn("w:del"))
            run.addprevious(change)
            change.append(run)
        else:
            paragraph = parent(run)
            parent(paragraph).remove(paragraph)

    def describe_figure(self, number: int, described: str, said: str) -> None:
        """Type another alternative text."""
        next(self.figure(described).iter(qn("wp:docPr"))).set("descr", said)

    def plot(self, described: str, new: str) -> None:
        """Type another value in the data of a chart."""
        (chart,) = self.figure(described).iter(qn("c:chart"))
        targets = self._package.relationships("word/document.xml").target_of
        part = f"word/{targets[chart.get(qn('r:id')) or '']}"
        root = parse(self._package.parts[part])
        next(v for cache in root.iter(qn("c:numCache")) for v in cache.iter(qn("c:v"))).text = new
        self._package.set_xml(part, root)

    def picture_after(self, words: str, said: str) -> None:
        """Put a picture in after words."""
        self._package.add("word/media/roed.png", DOT, "image/png")
        name = self._package.relate("word/document.xml", "image", "media/roed.png")
        self.put_in(words, run_of("", "", _PICTURE.format(name=name, said=said)))

    def embed(self, words: str, said: str) -> None:
        """Let a part of another format stand under a paragraph, as tools that merge do."""
        page = f"<html><body><p>{said}</p></body></html>".encode()
        self._package.add("word/indsat.html", page, "text/html")
        name = self._package.relate("word/document.xml", "aFChunk", "indsat.html")
        self.find(words)[0].addnext(made(f'<w:altChunk r:id="{name}"/>'))


_PICTURE = (
    '<w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="990" name="Billede"'
    ' descr="{said}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/'
    '2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="990" name="Billede"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing>"
)
