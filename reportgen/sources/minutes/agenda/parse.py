"""From an outline to the items of the agenda: number, title, proposal, minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.report.outline import (
    Cell,
    Doubt,
    MinutesOutline,
    Omission,
    OutlineParagraph,
    OutlineRow,
    OutlineTable,
    TracedText,
    joined,
)
from reportgen.sources.minutes.agenda.items import Agenda, TracedItem, by_headings, unnumbered_after
from reportgen.sources.minutes.labels import AgendaColumn, agenda_columns
from reportgen.sources.minutes.text.numbering import (
    NumberedTitle,
    split_item_number,
    split_list_mark,
)
from reportgen.sources.minutes.text.paragraphs import ends_sentence

OVERVIEW = "dagsordenens oversigt før referatet"


def agenda(outline: MinutesOutline) -> Agenda:
    """Find the items of `outline`: in tables by their headers, else by headings and numbers."""
    outline = _with_marks(outline)
    head: list[OutlineParagraph] = []
    people: list[OutlineTable] = []
    omissions = list(outline.omissions)
    doubts = list(outline.doubts)
    items: list[TracedItem] = []
    roles: tuple[AgendaColumn | None, ...] | None = None
    loose: list[OutlineParagraph] = []
    for block in outline.blocks:
        if isinstance(block, OutlineParagraph):
            (loose if items else head).append(block)
            continue
        found = read_table(block, roles)
        if found is None:
            if not items and is_people(block):
                people.append(block)
            else:
                (loose if items else head).extend(as_running_text(block))
            continue
        roles, own, left, own_doubts = found
        omissions += left
        doubts += own_doubts
        if items and loose:
            items[-1] = replace(items[-1], minutes=(*items[-1].minutes, *loose))
            loose = []
        for item in own:
            if item.title or item.number:
                items.append(item)
            elif items:
                items[-1] = _continued(items[-1], item)
            else:
                head.extend((*item.proposal, *item.minutes))
    if items:
        after = unnumbered_after(loose)
        if after:
            items += after
        elif loose:
            items[-1] = replace(items[-1], minutes=(*items[-1].minutes, *loose))
        return Agenda(tuple(head), tuple(items), tuple(omissions), tuple(people), tuple(doubts))
    before, found_items, overview = by_headings(head)
    omissions += [
        Omission(joined((paragraph.glyph, paragraph.words)), OVERVIEW, paragraph.place)
        for paragraph in overview
    ]
    return Agenda(before, found_items, tuple(omissions), tuple(people), tuple(doubts))


def _with_marks(outline: MinutesOutline) -> MinutesOutline:
    """Split list marks that were typed by hand from their words."""
    return replace(outline, blocks=tuple(_marked_block(block) for block in outline.blocks))


def _marked_block(block: OutlineParagraph | OutlineTable) -> OutlineParagraph | OutlineTable:
    if isinstance(block, OutlineParagraph):
        return _marked_paragraph(block)
    return OutlineTable(
        tuple(
            replace(row, cells=tuple(tuple(map(_marked_paragraph, cell)) for cell in row.cells))
            for row in block.rows
        )
    )


def _marked_paragraph(paragraph: OutlineParagraph) -> OutlineParagraph:
    mark = None if paragraph.mark or paragraph.level else split_list_mark(paragraph.words)
    if mark is None or not mark.words:
        return paragraph
    return replace(paragraph, words=mark.words, mark=mark.mark, glyph=mark.glyph, depth=mark.depth)


def _continued(item: TracedItem, more: TracedItem) -> TracedItem:
    return replace(
        item,
        proposal=(*item.proposal, *more.proposal),
        minutes=(*item.minutes, *more.minutes),
        decisions=(*item.decisions, *more.decisions),
        tasks=(*item.tasks, *more.tasks),
        doubts=(*item.doubts, *more.doubts),
    )


# The agenda as a table: columns by their headers, one item a row.

TABLE_HEAD = "tabelhoved"
REPEATED_HEAD = "gentaget tabelhoved"

_BESIDE_TITLE = re.compile(
    r"(?:bilag|vedhæftet|vedlagt|link|se|jf\.?|https?://|tid|varighed|kl\.|v/|ved:|ansvarlig)\b|https?:",
    re.IGNORECASE,
)

_Found = tuple[tuple[AgendaColumn | None, ...], list[TracedItem], list[Omission], list[Doubt]]


def read_table(
    table: OutlineTable, before: tuple[AgendaColumn | None, ...] | None
) -> _Found | None:
    """Read `table` if it is an agenda's: by its header, else by the header of the one before."""
    omissions: list[Omission] = []
    doubts: list[Doubt] = []
    rows = list(table.rows)
    roles: tuple[AgendaColumn | None, ...] | None = None
    header: tuple[str, ...] = ()
    start = 0
    for at, row in enumerate(rows[:6]):
        roles = agenda_columns(row.texts)
        if roles is not None:
            header, start = row.texts, at + 1
            omissions += _as_asides(row, TABLE_HEAD)
            break
    if roles is None:
        width = max((len(row.cells) for row in rows), default=0)
        if before is not None and len(before) == width:
            roles = before
        else:
            roles = _roles_by_content(rows)
            if roles is None:
                return None
            doubts.append(Doubt("minutes-columns-unnamed", {}, rows[0].place))
    items: list[TracedItem] = [
        TracedItem(TracedText(), minutes=tuple(as_running_text(OutlineTable((row,)))))
        for row in rows[: max(start - 1, 0)]
    ]
    for row in rows[start:]:
        if header and row.texts == header:
            omissions += _as_asides(row, REPEATED_HEAD)
        elif any(row.cells):
            items.append(_item(row, roles))
    return roles, items, omissions, doubts


def _as_asides(row: OutlineRow, reason: str) -> list[Omission]:
    words = joined(
        part
        for cell in row.cells
        for paragraph in cell
        for part in (paragraph.glyph, paragraph.words)
    )
    # A header that a reader made up (the line itself is set aside already) has no characters.
    return [Omission(words, reason, row.place)] if any(at >= 0 for at in words.at) else []


def _roles_by_content(rows: Sequence[OutlineRow]) -> tuple[AgendaColumn | None, ...] | None:
    """Columns of a table without header: numbered titles first, or a number column."""
    width = max((len(row.cells) for row in rows), default=0)
    if not 2 <= width <= 4 or len(rows) < 2:
        return None
    firsts = [row.cells[0] for row in rows if row.cells and row.cells[0]]
    opened = [split_item_number(cell[0].words, cell[0].mark, cell[0].glyph) for cell in firsts]
    if sum(1 for found in opened if found and found.words) * 2 >= len(rows):
        return (AgendaColumn.TITLE, AgendaColumn.PROPOSAL, AgendaColumn.MINUTES)[:1] + (
            (AgendaColumn.MINUTES,)
            if width == 2
            else (AgendaColumn.PROPOSAL, AgendaColumn.MINUTES, AgendaColumn.TASK)[: width - 1]
        )
    bare = [row.texts[0].strip(" .)") for row in rows if row.cells]
    if sum(text.isdigit() for text in bare) * 2 >= len(rows) and width >= 3:
        rest = (
            (AgendaColumn.MINUTES,) if width == 3 else (AgendaColumn.PROPOSAL, AgendaColumn.MINUTES)
        )
        return (AgendaColumn.NUMBER, AgendaColumn.TITLE, *rest)
    return None


def _item(row: OutlineRow, roles: Sequence[AgendaColumn | None]) -> TracedItem:
    """Read a row; a cell under no known header goes with the minutes."""
    by_role: dict[AgendaColumn, list[OutlineParagraph]] = {}
    last = len(roles) - 1
    for at, cell in enumerate(row.cells):
        role = roles[min(at, last)]
        by_role.setdefault(role or AgendaColumn.MINUTES, []).extend(cell)
    number = tuple(by_role.get(AgendaColumn.NUMBER, ()))
    title, beside, found = _title(tuple(by_role.get(AgendaColumn.TITLE, ())), number)
    decisions = tuple(by_role.get(AgendaColumn.DECISION, ()))
    tasks = tuple(by_role.get(AgendaColumn.TASK, ()))
    return TracedItem(
        title=joined(paragraph.words for paragraph in title),
        number=found.text if found else None,
        number_glyph=found.glyph if found else TracedText(),
        proposal=(*beside, *by_role.get(AgendaColumn.PROPOSAL, ())),
        minutes=(*by_role.get(AgendaColumn.MINUTES, ()), *decisions, *tasks),
        decisions=decisions,
        tasks=tasks,
        title_links=tuple(link for paragraph in title for link in paragraph.links),
        place=row.place,
        doubts=row.doubts,
    )


def _title(cell: Cell, number: Cell) -> tuple[Cell, Cell, NumberedTitle | None]:
    """Split a title cell into the title and what stands below it (attachments, links)."""
    found = None
    if number:
        first = number[0]
        found = (
            split_item_number(TracedText.inserted("x"), first.mark, first.glyph)
            if first.mark
            else None
        )
        found = found or split_item_number(first.words + TracedText.inserted(". x"))
        if found:
            glyph = joined(part for p in number for part in (p.glyph, p.words))
            found = replace(found, glyph=glyph)
        else:
            cell = (*number, *cell)
    if not cell:
        return (), (), found
    if found is None:
        first = cell[0]
        found = split_item_number(first.words, first.mark, first.glyph)
        if found is not None and not found.words and len(cell) > 1:
            cell = cell[1:]
        elif found is not None:
            cell = (replace(first, words=found.words, mark="", glyph=TracedText()), *cell[1:])
    end = 1
    while end < len(cell) and not _stands_beside(cell[end - 1], cell[end]):
        end += 1
    return cell[:end], cell[end:], found


def _stands_beside(above: OutlineParagraph, paragraph: OutlineParagraph) -> bool:
    if paragraph.mark or _BESIDE_TITLE.match(paragraph.text):
        return True
    return ends_sentence(above.text) and len(paragraph.text) > 60


def as_running_text(table: OutlineTable) -> Iterable[OutlineParagraph]:
    """Read a table that is no agenda as running text; a cell that ends in a colon is a label."""
    for row in table.rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) >= 2 and len(cells[0]) == 1 and len(row.texts[0]) < 40:
            label, (first, *others) = cells[0][0], cells[1]
            between = "" if label.text.endswith(":") else ":"
            words = joined((label.words + TracedText.inserted(between), first.glyph, first.words))
            yield replace(label, words=words, links=(*label.links, *first.links))
            yield from others
            for cell in cells[2:]:
                yield from cell
        else:
            for cell in cells:
                yield from cell


_PEOPLE = re.compile(r"navn(?:e)?|deltager(?:e|navn)?|medlem(?:mer)?", re.IGNORECASE)


def is_people(table: OutlineTable) -> bool:
    """Whether `table` lists people."""
    header = table.rows[0].texts if table.rows else ()
    return len(header) >= 2 and any(_PEOPLE.fullmatch(text.strip(" :")) for text in header)
