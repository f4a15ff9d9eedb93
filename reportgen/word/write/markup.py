"""The content of a document as Word's XML, written as text.

A report of thousands of points is mostly this, and text is several times quicker to
write than a tree; every value passes `escape`, and the tests parse what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from reportgen.layout.content import (
    Align,
    Block,
    Column,
    Figure,
    Paragraph,
    Style,
    Table,
    TableCell,
)
from reportgen.opc.xml import escape
from reportgen.report.ids import Anchor
from reportgen.report.wording.text import ListKind, Run, parse
from reportgen.word.elements.identity import bookmark
from reportgen.word.write.fields import write_field_begin, write_field_end
from reportgen.word.write.page import PageSetup

_Described = tuple[Style, ListKind, int, int, bool]
"""What a paragraph's properties depend on: style, list, number of the list, level of the
heading it is under, kept with next."""

LINK_STYLE = "Hyperlink"
TABLE_STYLE = "Rapporttabel"
CHART_STYLE = "Diagram"
_CELL_INDENT = 227
"""Of the items of a list in a cell, in twentieths of a point: 4 mm."""
_DEEPEST = 8
"""The last outline level, counted from 0 (ECMA-376 part 1, 17.3.1.20)."""


@dataclass(slots=True)
class Writer:
    """Writes content, and gives out the ids of bookmarks, lists, tables and charts as it goes."""

    page: PageSetup
    link: Callable[[str], str]
    """Gives the relationship id of an address."""
    chart: Callable[[Figure, int], str]
    """Adds a chart's parts and returns the drawing for a run; the int is a drawing id."""
    comment_ids: Mapping[str, int]
    """Pending input to the id of its comment."""
    height: Callable[[Figure], int] = lambda _: 0
    """How high a figure is drawn, in twentieths of a point."""
    next_bookmark: int = 1
    next_number: int = 1
    numbers: list[tuple[int, str]] = field(default_factory=list)
    """Lists that were begun: id, and the abstract list they are of."""
    level: int = 0
    """Level of the heading that is written under; 0 under none."""
    tables: int = 0
    figures: int = 0
    drawings: int = 0
    _cell_bullets: int = 0
    """The list of the bullets in cells; 0 before there is one."""
    _anchors: set[Anchor] = field(default_factory=set)
    _properties_written: dict[_Described, str] = field(default_factory=dict)

    def write(self, blocks: Sequence[Block], *, keep_last: bool = False) -> str:
        """Write `blocks`; points are numbered from 1, and each list starts anew.

        With `keep_last` the last of them stays on the page of what comes after it.
        """
        written: list[str] = []
        points = 0
        kept = [self._stays_with(block, after) for block, after in pairwise(blocks)]
        followed = zip(blocks, [*kept, keep_last], strict=False)
        for kind, group in groupby(followed, lambda pair: _list_of(pair[0])):
            number = self._begin_list(Style.NUMBER) if kind is ListKind.NUMBER else 0
            for block, keep in group:
                if isinstance(block, Paragraph):
                    counted = number
                    if block.style is Style.POINT:
                        counted = points = points or self._begin_list(Style.POINT)
                    written.append(self.write_paragraph(block, counted, keep_with_next=keep))
                elif isinstance(block, Table):
                    written.append(self.write_table(block, keep_with_next=keep))
                else:
                    written.append(self.write_figure(block))
        return "".join(written)

    def _stays_with(self, block: Block, after: Block) -> bool:
        """Tell whether a block stays on the page of what comes after it.

        A source never stands alone at the top of a page: what it is of stays with it. Nor
        does a figure, whose table is above it, where both have room.
        """
        if isinstance(block, Paragraph):
            is_source = isinstance(after, Paragraph) and after.style is Style.SOURCE
            return block.keeps or is_source
        if isinstance(block, Table) and isinstance(after, Figure):
            return self.page.is_with_figure(block, after, self.height(after))
        return False

    def _begin_list(self, style: Style) -> int:
        number = self.next_number
        self.next_number += 1
        self.numbers.append((number, self.page.abstract_numbers[style]))
        return number

    # Paragraphs

    def write_paragraph(
        self, paragraph: Paragraph, number: int = 0, *, keep_with_next: bool = False
    ) -> str:
        """Write one paragraph; `number` is the list it counts in, if any."""
        inner = self.with_comments(self.write_runs(paragraph.runs), paragraph.pending)
        level = self.level if paragraph.style is Style.SUBHEADING else 0
        head = self._properties_of(paragraph.style, paragraph.kind, number, level, keep_with_next)
        return f"<w:p>{head}{self.with_bookmark(inner, paragraph.anchor)}</w:p>"

    def _properties_of(self, *described: *_Described) -> str:
        """Properties of a paragraph; thousands of paragraphs share a handful of them."""
        head = self._properties_written.get(described)
        if head is None:
            head = self._properties_written[described] = self._properties(*described)
        return head

    def _properties(
        self, style: Style, kind: ListKind, number: int, level: int, keep_with_next: bool
    ) -> str:
        """Write `w:pPr`, its children in the order of the schema; nothing for plain text."""
        properties = ""
        if style is Style.POINT_TEXT and kind is not ListKind.NONE:
            style = Style.BULLET if kind is ListKind.BULLET else Style.NUMBER
            left = self.page.point_indent + 357
            properties = f'<w:ind w:left="{left}" w:hanging="357"/>'
        if number:
            numbering = f'<w:ilvl w:val="0"/><w:numId w:val="{number}"/>'
            properties = f"<w:numPr>{numbering}</w:numPr>{properties}"
        if keep_with_next:
            properties = f"<w:keepNext/>{properties}"
        if style is not Style.BODY:
            properties = f'<w:pStyle w:val="{style.value}"/>{properties}'
        if level:
            # Counted from 0. So it is a heading to those who listen, at its place below others.
            properties += f'<w:outlineLvl w:val="{min(level, _DEEPEST)}"/>'
        return f"<w:pPr>{properties}</w:pPr>" if properties else ""

    def with_bookmark(self, inner: str, anchor: Anchor) -> str:
        """Put the bookmark of `anchor` round `inner`; a place is marked only once."""
        if not anchor or anchor in self._anchors:
            return inner
        self._anchors.add(anchor)
        number = self.next_bookmark
        self.next_bookmark += 1
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(anchor)}"/>'
            f'{inner}<w:bookmarkEnd w:id="{number}"/>'
        )

    def with_comments(self, inner: str, pending: Iterable[str]) -> str:
        """Hang the comments of `pending` on `inner`."""
        for ref in pending:
            number = self.comment_ids[ref]
            inner = (
                f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
                f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
                f'<w:commentReference w:id="{number}"/></w:r>'
            )
        return inner

    def write_runs(self, runs: Sequence[Run], *, bold: bool = False) -> str:
        """Write runs; neighbours of one address become one link."""
        if len(runs) == 1 and not runs[0].href:
            return _write_run(runs[0], bold=bold)
        written: list[str] = []
        for href, group in groupby(runs, lambda run: run.href):
            inner = "".join(_write_run(run, bold=bold) for run in group)
            if href:
                inner = f'<w:hyperlink r:id="{self.link(href)}" w:history="1">{inner}</w:hyperlink>'
            written.append(inner)
        return "".join(written)

    # Tables

    def write_table(self, table: Table, *, keep_with_next: bool = False) -> str:
        """Write a table with its caption above and its source below."""
        self.tables += 1
        caption = _write_caption("Tabel", self.tables, table.caption, keep_with_next=True)
        widths = self.page.widths(table.columns)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = self._write_row(
            [TableCell(column.header, bold=False) for column in table.columns],
            table.columns,
            widths,
            header=True,
        )
        kept = self.page.rows_kept(table)
        if keep_with_next and kept:
            kept[-1] = True
        rows = "".join(
            self._write_row(row, table.columns, widths, keep_with_next=keep)
            for row, keep in zip(table.rows, kept, strict=True)
        )
        shading = (
            f'w:firstRow="1" w:lastRow="{int(table.total)}" w:firstColumn="0" w:lastColumn="0"'
        )
        value = "0460" if table.total else "0420"  # the same, as bits
        properties = (
            f'<w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="{value}" {shading} w:noHBand="0" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{escape(table.caption)}"/>'
            f'<w:tblDescription w:val="{escape(table.summary or table.caption)}"/>'
        )
        return (
            f"{caption}<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
            f"{head}{rows}</w:tbl>{self._write_source(table.source, keep_with_next=keep_with_next)}"
        )

    def _write_row(
        self,
        cells: Sequence[TableCell],
        columns: Sequence[Column],
        widths: Sequence[int],
        *,
        header: bool = False,
        keep_with_next: bool = True,
    ) -> str:
        """Write a row that stays on one page; a header is repeated on each."""
        mark = "<w:tblHeader/>" if header else ""
        written = [f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>"]
        for cell, column, width in zip(cells, columns, widths, strict=True):
            number = column.align is Align.NUMBER
            style = Style.CELL_HEAD if header else Style.CELL_NUMBER if number else Style.CELL
            aligned = '<w:jc w:val="right"/>' if header and number else ""
            written.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>')
            written.append(self._write_cell(cell, style, aligned, keep_with_next))
            written.append("</w:tc>")
        written.append("</w:tr>")
        return "".join(written)

    def _write_cell(self, cell: TableCell, style: Style, aligned: str, keep_with_next: bool) -> str:
        paragraphs: list[str] = []
        anchor = cell.anchor
        keep = "<w:keepNext/>" if keep_with_next else ""
        lines = parse(cell.text) or parse("–")
        for kind, group in groupby(lines, lambda line: line.kind):
            listed = self._cell_list_properties(kind)
            for line in group:
                inner = self.with_bookmark(self.write_runs(line.runs, bold=cell.bold), anchor)
                anchor = Anchor()
                head = f'<w:pStyle w:val="{style.value}"/>{keep}{listed}{aligned}'
                paragraphs.append(f"<w:p><w:pPr>{head}</w:pPr>{inner}</w:p>")
        return "".join(paragraphs)

    def _cell_list_properties(self, kind: ListKind) -> str:
        """Properties of the items of a list in a cell, close to the cell's edge."""
        if kind is ListKind.NONE:
            return ""
        if kind is ListKind.NUMBER:
            number = self._begin_list(Style.NUMBER)
        else:
            # Bullets are all alike, so those of all cells are one list.
            number = self._cell_bullets = self._cell_bullets or self._begin_list(Style.BULLET)
        return (
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            f'<w:ind w:left="{_CELL_INDENT}" w:hanging="{_CELL_INDENT}"/>'
        )

    def write_cell(self, paragraphs: Sequence[Paragraph]) -> str:
        """Write the paragraphs of a cell; one without runs is empty, to be filled in."""
        written: list[str] = []
        for kind, group in groupby(paragraphs, lambda paragraph: paragraph.kind):
            listed = self._cell_list_properties(kind)
            for paragraph in group:
                keep = "<w:keepLines/>" if paragraph.runs else ""
                head = f'<w:pStyle w:val="{paragraph.style.value}"/>{keep}{listed}'
                inner = self.with_bookmark(self.write_runs(paragraph.runs), paragraph.anchor)
                written.append(f"<w:p><w:pPr>{head}</w:pPr>{inner}</w:p>")
        return (
            "".join(written) or f'<w:p><w:pPr><w:pStyle w:val="{Style.CELL.value}"/></w:pPr></w:p>'
        )

    # Figures

    def write_figure(self, figure: Figure) -> str:
        """Write a chart with its caption and source below."""
        self.figures += 1
        self.drawings += 1
        drawing = self.chart(figure, self.drawings)
        caption = _write_caption(
            "Figur", self.figures, figure.caption, keep_with_next=bool(figure.source)
        )
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{CHART_STYLE}"/></w:pPr><w:r>{drawing}</w:r></w:p>'
            f"{caption}{self._write_source(figure.source)}"
        )

    def _write_source(self, source: str, *, keep_with_next: bool = False) -> str:
        lines = parse(source)
        return "".join(
            self.write_paragraph(
                Paragraph(line.runs, Style.SOURCE),
                keep_with_next=keep_with_next or line is not lines[-1],
            )
            for line in lines
        )


def _list_of(block: Block) -> ListKind:
    return block.kind if isinstance(block, Paragraph) else ListKind.NONE


def _write_run(run: Run, *, bold: bool = False) -> str:
    if not (bold or run.bold or run.italic or run.href):
        return f"<w:r>{write_text(run.text)}</w:r>"
    properties = "".join(
        (
            f'<w:rStyle w:val="{LINK_STYLE}"/>' if run.href else "",
            "<w:b/>" if run.bold or bold else "",
            "<w:i/>" if run.italic else "",
        )
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{write_text(run.text)}</w:r>"


def write_text(value: str) -> str:
    """Write text with its blanks kept and its tabs as Word's own."""
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
        for piece in (value.split("\t") if "\t" in value else (value,))
    )


def _write_caption(label: str, number: int, caption: str, *, keep_with_next: bool) -> str:
    """Write the caption of a table or figure, its number counted by Word."""
    keep = "<w:keepNext/>" if keep_with_next else '<w:keepNext w:val="0"/>'
    begin = write_field_begin(rf" SEQ {label} \* ARABIC ")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{Style.CAPTION.value}"/>{keep}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{label} </w:t></w:r>'
        f"{begin}<w:r><w:t>{number}</w:t></w:r>{write_field_end()}"
        f"<w:r>{write_text('. ' + caption)}</w:r></w:p>"
    )
