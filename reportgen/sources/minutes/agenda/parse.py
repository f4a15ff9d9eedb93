"""From an outline to the items of the agenda: tables by their headers, else running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen.report.outline import (
    Cell,
    Doubt,
    MinutesOutline,
    Omission,
    OutlineParagraph,
    OutlineRow,
    OutlineTable,
    Role,
    SourcePlace,
    TracedText,
)
from reportgen.sources.minutes.agenda import form
from reportgen.sources.minutes.agenda.blocks import split_blocks
from reportgen.sources.minutes.agenda.items import Agenda, TracedItem
from reportgen.sources.minutes.agenda.running_text import (
    is_running,
    items_below_table,
    items_by_headings,
)
from reportgen.sources.minutes.agenda.votes import title_key
from reportgen.sources.minutes.header.people_table import is_people_table
from reportgen.sources.minutes.labels import (
    REPEATED_HEADER,
    TABLE_HEADER,
    AgendaColumn,
    agenda_columns,
)
from reportgen.sources.minutes.text.numbering import (
    NumberedTitle,
    item_number,
    split_item_number,
    split_list_mark,
)
from reportgen.sources.minutes.text.sentences import ends_sentence

_BESIDE_TITLE = re.compile(
    r"(?:bilag|vedhæftet|vedlagt|link|se|jf\.?|https?://|tid|varighed|kl\.|v/|ved:|ansvarlig)\b|https?:",
    re.IGNORECASE,
)
Columns = tuple[AgendaColumn | None, ...]


def read_agenda(outline: MinutesOutline) -> Agenda:
    """Find the items of `outline`: in tables by their headers, else by headings and numbers.

    Text between two tables, and below the last, goes on with the item above it. In an agenda
    that the program made, marks say which item a row is, and styles what its paragraphs are.
    """
    agenda = _found_items(outline)
    if outline.agenda is None or not agenda.items:
        return agenda
    items, doubts = form.by_marks(agenda.items, outline.agenda)
    return replace(agenda, items=items, doubts=(*agenda.doubts, *doubts))


def _found_items(outline: MinutesOutline) -> Agenda:
    head: list[OutlineParagraph] = []
    people: list[OutlineTable] = []
    omissions = list(outline.omissions)
    doubts = list(outline.doubts)
    items: list[TracedItem] = []
    columns: Columns | None = None
    running = False
    """Whether the items stand in running text, so that tables are inside them."""
    loose: list[OutlineParagraph] = []
    below_header: list[OutlineParagraph] = []
    made = None if outline.agenda is None else _Form(form.uses_styles(outline))
    for block in map(_with_list_marks, outline.blocks):
        if isinstance(block, OutlineParagraph):
            (loose if items else head).append(block)
            continue
        table = _read_table(block, columns, made)
        if table is not None and not items:
            running = running or _is_inside(table, head)
            table = None if running else table
        if table is None:
            if not items and is_people_table(block):
                people.append(block)
            else:
                (loose if items else head).extend(_as_running_text(block))
            continue
        columns = table.columns
        omissions += table.omissions
        doubts += table.doubts
        if items:
            items[-1] = items[-1].continued(TracedItem(TracedText(), minutes=tuple(loose)))
            loose = []
        for item in table.items:
            if item.title or item.number:
                items.append(item)
            elif items:
                items[-1] = items[-1].continued(item)
            else:
                (below_header if item.place != SourcePlace() else head).extend(item.paragraphs)
    if items:
        last = re.match(r"\d*", items[-1].number or "")
        rest, below = items_below_table(loose, int((last and last[0]) or 0))
        if rest:
            items[-1] = items[-1].continued(TracedItem(TracedText(), minutes=tuple(rest)))
        return Agenda(
            tuple(head),
            (*items, *below),
            tuple(omissions),
            tuple(people),
            tuple(doubts),
            tuple(below_header),
        )
    head += below_header
    agenda = items_by_headings(head)
    return replace(
        agenda,
        omissions=(*omissions, *agenda.omissions),
        people=tuple(people),
        doubts=tuple(doubts),
    )


def _is_inside(table: _AgendaTable, above: Sequence[OutlineParagraph]) -> bool:
    """Whether `table` stands inside an item of the running text above it: it names none of them."""
    agenda = items_by_headings(above)
    titles = {title_key(item.title.text) for item in agenda.items}
    return is_running(agenda) and not any(
        title_key(item.title.text) in titles for item in table.items
    )


def _with_list_marks(block: OutlineParagraph | OutlineTable) -> OutlineParagraph | OutlineTable:
    """Split list marks that were typed by hand from their words."""
    if isinstance(block, OutlineParagraph):
        return _with_list_mark(block)
    return OutlineTable(
        tuple(
            replace(row, cells=tuple(tuple(map(_with_list_mark, cell)) for cell in row.cells))
            for row in block.rows
        )
    )


def _with_list_mark(paragraph: OutlineParagraph) -> OutlineParagraph:
    mark = None if paragraph.mark or paragraph.level else split_list_mark(paragraph.words)
    if mark is None or not mark.words:
        return paragraph
    return replace(paragraph, words=mark.words, mark=mark.mark, glyph=mark.glyph, depth=mark.depth)


# --- tables ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _AgendaTable:
    """A table of the agenda, one item a row; what stood above its header has no title."""

    columns: Columns
    items: tuple[TracedItem, ...]
    omissions: tuple[Omission, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """That a table is of an agenda that the program made."""

    is_styled: bool
    """Whether styles alone say what is decided and who does what."""


def _read_table(
    table: OutlineTable, before: Columns | None, made: _Form | None
) -> _AgendaTable | None:
    """Read `table` if it is an agenda's: by its header, else by the columns of the one before."""
    rows = table.rows
    headers = ((at, agenda_columns(row.texts)) for at, row in enumerate(rows[:6]))
    at, columns = next((pair for pair in headers if pair[1] is not None), (-1, before))
    doubts: tuple[Doubt, ...] = ()
    width = max((len(row.cells) for row in rows), default=0)
    if columns is None or (at < 0 and len(columns) != width):
        columns = _columns_by_content(rows)
        if columns is None:
            return None
        doubts = (Doubt("minutes-columns-unnamed", {}, rows[0].place),)
    items: list[TracedItem] = []
    omissions: list[Omission] = []
    for index, row in enumerate(rows):
        if index < at:
            items.append(
                TracedItem(TracedText(), minutes=tuple(_as_running_text(OutlineTable((row,)))))
            )
        elif index == at:
            omissions += _omitted(row, TABLE_HEADER)
        elif at >= 0 and row.texts == rows[at].texts:
            omissions += _omitted(row, REPEATED_HEADER)
        elif any(row.cells):
            filled, unfilled = _filled_in(row) if made else (row, ())
            omissions += unfilled
            items.append(_item(filled, columns, made))
    return _AgendaTable(columns, tuple(items), tuple(omissions), doubts)


def _omitted(row: OutlineRow, reason: str) -> list[Omission]:
    """Leave out a row; one that a reader made up has no characters, and its line is left out."""
    words = TracedText.joined(paragraph.printed for cell in row.cells for paragraph in cell)
    is_printed = any(offset >= 0 for offset in words.offsets)
    return [Omission(words, reason, row.place)] if is_printed else []


def _columns_by_content(rows: Sequence[OutlineRow]) -> Columns | None:
    """Columns of a table without header: numbered titles first, or a number column."""
    width = max((len(row.cells) for row in rows), default=0)
    if not 2 <= width <= 4 or len(rows) < 2:
        return None
    firsts = [item_number(row.cells[0][0]) for row in rows if row.cells and row.cells[0]]
    if sum(1 for numbered in firsts if numbered and numbered.words) * 2 >= len(rows):
        others = (AgendaColumn.PROPOSAL, AgendaColumn.MINUTES, AgendaColumn.TASK)
        return (AgendaColumn.TITLE, *(others[: width - 1] if width > 2 else others[1:2]))
    bare = [row.texts[0].strip(" .)") for row in rows if row.cells]
    if sum(text.isdigit() for text in bare) * 2 >= len(rows) and width >= 3:
        rest = (AgendaColumn.PROPOSAL, AgendaColumn.MINUTES)[4 - width :]
        return (AgendaColumn.NUMBER, AgendaColumn.TITLE, *rest)
    return None


def _filled_in(row: OutlineRow) -> tuple[OutlineRow, tuple[Omission, ...]]:
    """A row of our agenda without the labels of what was not filled in, and these."""
    read = [form.filled_in(cell) for cell in form.with_roles(row).cells]
    cells = tuple(cell for cell, _ in read)
    return replace(row, cells=cells), tuple(omission for _, left in read for omission in left)


def _item(row: OutlineRow, columns: Columns, made: _Form | None = None) -> TracedItem:
    """Read a row; a cell under no known header goes with the minutes."""
    by_column: dict[AgendaColumn, Cell] = dict.fromkeys(AgendaColumn, ())
    for at, cell in enumerate(row.cells):
        column = columns[min(at, len(columns) - 1)] or AgendaColumn.MINUTES
        by_column[column] += cell
    title, beside, numbered = _split_title(
        by_column[AgendaColumn.TITLE], by_column[AgendaColumn.NUMBER]
    )
    decisions, tasks = by_column[AgendaColumn.DECISION], by_column[AgendaColumn.TASK]
    marks = tuple(mark for cell in row.cells for paragraph in cell for mark in paragraph.items)
    proposal = beside + by_column[AgendaColumn.PROPOSAL]
    is_styled = made is not None and made.is_styled
    if is_styled:
        styled = tuple(paragraph for paragraph in proposal if paragraph.role is not None)
        proposal = tuple(paragraph for paragraph in proposal if paragraph.role is None)
        minutes = styled + by_column[AgendaColumn.MINUTES] + decisions + tasks
        decisions, tasks = form.of_role(minutes, Role.DECISION), form.of_role(minutes, Role.TASK)
    else:
        blocks = split_blocks(by_column[AgendaColumn.MINUTES], labelled=False)
        proposal += blocks.proposal
        minutes = blocks.minutes + decisions + tasks
        decisions = blocks.decisions + decisions
    return TracedItem(
        title=TracedText.joined(paragraph.words for paragraph in title),
        number=numbered.text if numbered else None,
        number_glyph=numbered.glyph if numbered else TracedText(),
        proposal=proposal,
        minutes=minutes,
        decisions=decisions,
        tasks=tasks,
        title_links=tuple(link for paragraph in title for link in paragraph.links),
        marks=marks,
        is_form=made is not None,
        is_styled=is_styled,
        place=row.place,
        doubts=row.doubts,
    )


def _split_title(cell: Cell, number: Cell) -> tuple[Cell, Cell, NumberedTitle | None]:
    """Split a title cell into the title and what stands below it (attachments, links).

    The item's number stands in the `number` cell, or opens the title.
    """
    numbered = None
    if number:
        first = number[0]
        if first.mark:
            numbered = split_item_number(TracedText.inserted("x"), first.mark, first.glyph)
        numbered = numbered or split_item_number(first.words + TracedText.inserted(". x"))
        if numbered:
            glyph = TracedText.joined(paragraph.printed for paragraph in number)
            numbered = replace(numbered, glyph=glyph)
        else:
            cell = (*number, *cell)
    if not cell:
        return (), (), numbered
    if numbered is None:
        first = cell[0]
        numbered = item_number(first)
        if numbered is not None and not numbered.words and len(cell) > 1:
            cell = cell[1:]
        elif numbered is not None:
            cell = (replace(first, words=numbered.words, mark="", glyph=TracedText()), *cell[1:])
    end = 1
    while end < len(cell) and not _stands_beside(cell[end - 1], cell[end]):
        end += 1
    return cell[:end], cell[end:], numbered


def _stands_beside(above: OutlineParagraph, paragraph: OutlineParagraph) -> bool:
    """Whether a paragraph of a title's cell is no part of the title."""
    if paragraph.mark or _BESIDE_TITLE.match(paragraph.text):
        return True
    return ends_sentence(above.text) and len(paragraph.text) > 60


def _as_running_text(table: OutlineTable) -> Iterable[OutlineParagraph]:
    """Read a table that is no agenda as running text; a short first cell is a label."""
    for row in table.rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) >= 2 and len(cells[0]) == 1 and len(row.texts[0]) < 40:
            label, (first, *others) = cells[0][0], cells[1]
            between = "" if label.text.endswith(":") else ":"
            words = TracedText.joined((label.words + TracedText.inserted(between), first.printed))
            yield replace(label, words=words, links=(*label.links, *first.links))
            cells = [tuple(others), *cells[2:]]
        for cell in cells:
            yield from cell
