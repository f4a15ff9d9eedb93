"""Edits of tables: their cells, and rows that came or went; and what is remarked on in them.

A cell or a row that shows the workbook is the report's own, and so is a figure that was typed
where none stood. What is reckoned from them, and the order of rows and columns, is the
program's: what was done to it is a remark at its place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.fixed import fixed_edit, new_fixed
from reportgen.hearing.matching.rows import CellText, Row
from reportgen.hearing.matching.tables import Changed, TableChange
from reportgen.hearing.model import Author, Remark
from reportgen.hearing.result import Edit, EditKind, Part, TablePlace, name
from reportgen.report.ids import FIGURES, CellId
from reportgen.report.wording.differ import Hunk, apply_hunks, differences
from reportgen.report.wording.text import Line, Run
from reportgen.report.wording.tokens import Tokens, markup_of, plain_of, tokenize

BETWEEN_CELLS = " | "
_ONE_VALUE = 8
"""Words up to which a cell is one value, so that two people's digits or names never mix."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPTION = re.compile(r"Tabel\s+\d+\s*[.:]?\s*")
_PERIOD = re.compile(r",\s*(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?$")


def table_edits(answer: Answer) -> Iterator[Edit]:
    """Every edit in tables; a cell that shows one of the workbook is named for it."""
    before: defaultdict[tuple[int | None, int], str] = defaultdict(str)
    for change in answer.table_changes:
        match change.what:
            case Changed.CELL if change.before and change.after:
                yield from _of_cell(answer, change)
            case Changed.CELL | Changed.TABLE:
                yield _of_text(answer, change)
            case Changed.ROW if change.before:
                yield _row_gone(answer, change)
            case Changed.ROW:
                where = (change.table, change.row)
                made = _row_come(answer, change, before[where])
                before[where] = made.id
                yield made


# Cells


def _of_cell(answer: Answer, change: TableChange) -> Iterator[Edit]:
    cell, other = change.before[0], change.after[0]
    yield from _of_formatting(answer, cell, other)
    if change.is_formatting:
        return
    place = _place(answer, change)
    block = cell.anchor or _figure(place)
    if not block:
        yield replace(_of_text(answer, change), block=_nearest(answer, change), table=place)
        return
    section = answer.prepared.section_at[cell.paragraphs[0]]
    words, after = cell_words(cell.text), cell_words(other.text)
    sources = (answer.tracks.source(_authors(answer, change)),)
    for hunk in _cell_hunks(words, after):
        yield Edit(
            id=name(section, block, "cell", hunk) if cell.anchor else _named(section, block, hunk),
            section=section,
            block=block,
            kind=EditKind.CELL,
            part=Part.TEXT,
            before=cell.text,
            after=plain_of(apply_hunks(words, [hunk])),
            sources=sources,
            paragraphs=cell.paragraphs,
            hunk=hunk,
            table=place,
        )


def _of_formatting(answer: Answer, cell: CellText, other: CellText) -> Iterator[Edit]:
    """Marks set on words of a cell that stay: its content has none, so they are remarked on."""
    here = [n for n, line in enumerate(cell.lines) if line.plain.strip()]
    there = [n for n, line in enumerate(other.lines) if line.plain.strip()]
    for n, m in zip(here, there, strict=False) if len(here) == len(there) else ():
        if cell.lines[n] == other.lines[m]:
            continue
        authors = answer.tracks.of_paragraphs([other.paragraphs[m]])
        words = tokenize([cell.lines[n]])
        for hunk, _ in differences(words, tokenize([other.lines[m]])):
            if hunk.sets is not None:
                after = markup_of(apply_hunks(words, [hunk]))
                edit = fixed_edit(answer, cell.paragraphs[n], after, authors, hunk)
                yield replace(edit, block=cell.anchor)


def _of_text(answer: Answer, change: TableChange) -> Edit:
    """Text of a table that shows no cell of the workbook, or a whole table."""
    authors = _authors(answer, change)
    after = BETWEEN_CELLS.join(cell.text for cell in change.after)
    gone = [i for cell in change.before for i in cell.paragraphs]
    if not gone:
        near = _above(answer, change)
        if near is None:  # a table that is new stands after what stands before it
            near = answer.place(change.after[0].paragraphs[0])
        section = answer.prepared.section_at[near] if near is not None else ""
        made = new_fixed(answer, after, near, section, authors)
        return replace(made, block=answer.block_at(near))
    before = BETWEEN_CELLS.join(cell.text for cell in change.before)
    return replace(fixed_edit(answer, gone[0], after, authors), before=before)


def _cell_hunks(words: Tokens, other: Tokens) -> Sequence[Hunk]:
    if sum(token.text[0].isalnum() for token in words) <= _ONE_VALUE:
        return [Hunk(0, len(words), other)]
    return [hunk for hunk, _ in differences(words, other)]


def cell_words(text: str) -> Tokens:
    """Words of a cell; a cell has no marks."""
    return tokenize(Line((Run(line),)) for line in text.split("\n"))


def _named(section: str, block: str, hunk: Hunk) -> str:
    """Name of an edit of a figure that has no cell: without the many words of its block."""
    return name(section, FIGURES, "cell", block, hunk)


def cell_with(before: str, edits: Sequence[Edit]) -> str:
    """What a cell says with these edits of it made."""
    hunks = [edit.hunk for edit in edits if edit.hunk is not None]
    return plain_of(apply_hunks(cell_words(before), hunks)) if hunks else before


# Rows


def row_with(place: TablePlace, edits: Sequence[Edit]) -> list[str]:
    """What each cell of a row says with these edits of its cells made."""
    return [
        cell_with(text, [e for e in edits if e.table and e.table.column == column])
        for column, text in enumerate(place.cells)
    ]


def _row_gone(answer: Answer, change: TableChange) -> Edit:
    paragraphs = tuple(i for cell in change.before for i in cell.paragraphs)
    section = answer.prepared.section_at[paragraphs[0]]
    return Edit(
        id=name(section, "række", "remove", change.table, change.row),
        section=section,
        block=next((cell.anchor for cell in change.before if cell.anchor), ""),
        kind=EditKind.REMOVE,
        part=Part.ROW,
        before=BETWEEN_CELLS.join(cell.text for cell in change.before),
        after="",
        sources=(answer.tracks.source(_authors(answer, change)),),
        paragraphs=paragraphs,
        table=_place(answer, change),
    )


def _row_come(answer: Answer, change: TableChange, follows: str) -> Edit:
    party = answer.returned.party
    near = _above(answer, change)
    section = answer.prepared.section_at[near] if near is not None else ""
    said = tuple(cell.text for cell in change.after)
    place = replace(_place(answer, change), cells=said, anchors=(), after=((party, change.row),))
    return Edit(
        id=name(section, "række", "new", change.table, said),
        section=section,
        block="",
        kind=EditKind.ADD,
        part=Part.ROW,
        before="",
        after=BETWEEN_CELLS.join(said),
        sources=(answer.tracks.source(_authors(answer, change)),),
        paragraphs=() if near is None else (near,),
        follows=((party, follows),) if follows else (),
        table=place,
    )


# Places


def _place(answer: Answer, change: TableChange) -> TablePlace:
    """Where a change is, with what the table says round it."""
    assert change.table is not None
    table = answer.prepared.tables[change.table]
    row: Row = table[change.row] if change.row >= 0 else ()
    anchors = tuple(cell.anchor for cell in row)
    shown = [cell.anchor for each in table for cell in each if cell.anchor]
    return TablePlace(
        table=change.table,
        row=change.row,
        column=change.column,
        headers=tuple(cell.text for cell in table[0]),
        cells=tuple(cell.text for cell in row),
        anchors=anchors,
        shows=next((anchor for anchor in anchors if anchor), "") or next(iter(shown), ""),
        caption=caption(answer, change.table),
    )


def caption(answer: Answer, table: int) -> str:
    """The caption above a table, without its number; empty where there is none."""
    paragraphs = answer.prepared.document.paragraphs
    first = answer.prepared.tables[table][0][0].paragraphs[0]
    above = (para for para in reversed(paragraphs[:first]) if para.cell or para.plain.strip())
    said = next((para.plain.strip() for para in above if para.cell is None), "")
    numbered = _CAPTION.match(said)
    return said[numbered.end() :] if numbered else ""


def _figure(place: TablePlace) -> str:
    """Name of a figure that the workbook has no cell for; empty where it is none.

    It stands in the row of an organisation that has others, in the column of a year.
    """
    if not any(anchor and CellId.parse(anchor).sheet == FIGURES for anchor in place.anchors):
        return ""
    year = place.headers[place.column] if place.column < len(place.headers) else ""
    if not _YEAR.fullmatch(year):
        return ""
    indicator = _PERIOD.sub("", place.caption) or f"tabel {place.table + 1}"
    return str(CellId(FIGURES, f"{indicator}, {place.cells[0]}, {year}"))


def _nearest(answer: Answer, change: TableChange) -> str:
    """The cell of the workbook that a reckoned cell is nearest to, in its row or its column."""
    shown = _shown(answer, change)
    return shown.anchor if shown else ""


def _shown(answer: Answer, change: TableChange) -> CellText | None:
    """The nearest cell that shows one of the workbook: in the row, else in the column."""
    assert change.table is not None
    table = answer.prepared.tables[change.table]
    row, column = table[max(change.row, 0)], max(change.column, 0)
    beside = [*reversed(row[:column]), *row[column + 1 :]]
    above = [each[column] for each in reversed(table[: change.row]) if column < len(each)]
    below = [each[column] for each in table[max(change.row, 0) :] if column < len(each)]
    whole = [cell for each in table for cell in each]
    return next((cell for cell in (*beside, *above, *below, *whole) if cell.anchor), None)


def _above(answer: Answer, change: TableChange) -> int | None:
    """Paragraph of the base just before what came, in its table."""
    if change.table is None:
        return None
    row = answer.prepared.tables[change.table][max(change.row, 0)]
    return row[-1].paragraphs[-1] if row else None


def _authors(answer: Answer, change: TableChange) -> list[Author]:
    gone = [i for cell in change.before for i in cell.paragraphs]
    authors = answer.tracks.of_paragraphs(i for cell in change.after for i in cell.paragraphs)
    return authors + answer.tracks.of_gone(answer.prepared.document.paragraphs[i] for i in gone)


# Remarks


def table_remarks(answer: Answer) -> Iterator[Remark]:
    """What was done to a table that is no edit of what it says, once a table and kind."""
    told: set[tuple[int | None, str]] = set()
    for change in answer.table_changes:
        said = _remark(answer, change)
        if said and (change.table, said) not in told:
            told.add((change.table, said))
            yield _made(answer, change, said)


def _remark(answer: Answer, change: TableChange) -> str:
    if change.table is None:
        return ""
    table = called(caption(answer, change.table), _place(answer, change).sheet)
    match change.what:
        case Changed.ORDER:
            return f"Rækkefølgen af rækkerne i {table} er ændret."
        case Changed.COLUMN_ORDER:
            return f"Rækkefølgen af kolonnerne i {table} er ændret."
        case Changed.EMPTY_ROW:
            return f"Der er sat en tom række ind i {table}."
        case Changed.COLUMN:
            cells = change.before or change.after
            header, *rest = [cell.text for cell in cells]
            filled = [text for text in rest if text]
            which = f"Kolonnen “{header}”" if header else "En kolonne"
            what = "er slettet i" if change.before else "er sat ind i"
            says = f": {'; '.join(filled)}" if filled and change.after else ""
            return f"{which} {what} {table}{says}."
    return ""


def cell_place(place: TablePlace) -> str:
    """Where a cell is, that shows none of the workbook: reckoned, or from elsewhere."""
    said = [place.cells[0] if place.cells and place.row > 0 else "", ""]
    if 0 < place.column < len(place.headers):
        said[1] = place.headers[place.column]
    where = f" ({', '.join(filter(None, said))})" if any(said) else ""
    return f"I {called(place.caption, place.sheet)}{where}"


def called(caption_: str, sheet: str) -> str:
    """What a table is called in a sentence."""
    if sheet == "Medlemmer":
        return "tabellen over medlemmer"
    return f"tabellen “{caption_}”" if caption_ else "tabellen"


def said_of_row(place: TablePlace, *, is_new: bool) -> str:
    """What somebody did to a row of a table, in words."""
    what = "tilføjet" if is_new else "slettet"
    says = BETWEEN_CELLS.join(" ".join(text.split()) for text in place.cells)
    return f"Række {what} i {called(place.caption, place.sheet)}: {says}"


def _made(answer: Answer, change: TableChange, said: str) -> Remark:
    authors = _authors(answer, change)
    times = sorted(author.time for author in authors if author.time)
    names = dict.fromkeys(author.name for author in authors if author.name)
    author = Author("; ".join(names), times[0] if times else "")
    shown = _shown(answer, change)
    base = shown.paragraphs[0] if shown else _above(answer, change)
    return Remark(f"tabel {change.table}: {said}", author, said, base=base)
