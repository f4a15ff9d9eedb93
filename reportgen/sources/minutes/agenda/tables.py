"""The agenda as a table: columns by their headers, one item a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.report.outline import Aside, Cell, Doubt, Paragraph, Row, Stretch, Table, joined
from reportgen.sources.minutes.agenda.columns import Column, columns_of
from reportgen.sources.minutes.agenda.items import Item
from reportgen.sources.minutes.agenda.numbering import Numbered, numbered
from reportgen.sources.minutes.text.line_breaks import ends_sentence

TABLE_HEAD = "tabelhoved"
REPEATED_HEAD = "gentaget tabelhoved"

_BESIDE_TITLE = re.compile(
    r"(?:bilag|vedhæftet|vedlagt|link|se|jf\.?|https?://|tid|varighed|kl\.|v/|ved:|ansvarlig)\b|https?:",
    re.IGNORECASE,
)

_Found = tuple[tuple[Column | None, ...], list[Item], list[Aside], list[Doubt]]


def read_table(table: Table, before: tuple[Column | None, ...] | None) -> _Found | None:
    """Read `table` if it is an agenda's: by its header, else by the header of the one before."""
    asides: list[Aside] = []
    doubts: list[Doubt] = []
    rows = list(table.rows)
    roles: tuple[Column | None, ...] | None = None
    header: tuple[str, ...] = ()
    start = 0
    for at, row in enumerate(rows[:6]):
        roles = columns_of(row.texts)
        if roles is not None:
            header, start = row.texts, at + 1
            asides += _as_asides(row, TABLE_HEAD)
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
    items: list[Item] = [
        Item(Stretch(), minutes=tuple(flat(Table((row,))))) for row in rows[: max(start - 1, 0)]
    ]
    for row in rows[start:]:
        if header and row.texts == header:
            asides += _as_asides(row, REPEATED_HEAD)
        elif any(row.cells):
            items.append(_item(row, roles))
    return roles, items, asides, doubts


def _as_asides(row: Row, reason: str) -> list[Aside]:
    words = joined(
        part
        for cell in row.cells
        for paragraph in cell
        for part in (paragraph.glyph, paragraph.words)
    )
    # A header that a reader made up (the line itself is set aside already) has no characters.
    return [Aside(words, reason, row.place)] if any(at >= 0 for at in words.at) else []


def _roles_by_content(rows: Sequence[Row]) -> tuple[Column | None, ...] | None:
    """Columns of a table without header: numbered titles first, or a number column."""
    width = max((len(row.cells) for row in rows), default=0)
    if not 2 <= width <= 4 or len(rows) < 2:
        return None
    firsts = [row.cells[0] for row in rows if row.cells and row.cells[0]]
    opened = [numbered(cell[0].words, cell[0].mark, cell[0].glyph) for cell in firsts]
    if sum(1 for found in opened if found and found.words) * 2 >= len(rows):
        return (Column.TITLE, Column.PROPOSAL, Column.MINUTES)[:1] + (
            (Column.MINUTES,)
            if width == 2
            else (Column.PROPOSAL, Column.MINUTES, Column.TASK)[: width - 1]
        )
    bare = [row.texts[0].strip(" .)") for row in rows if row.cells]
    if sum(text.isdigit() for text in bare) * 2 >= len(rows) and width >= 3:
        rest = (Column.MINUTES,) if width == 3 else (Column.PROPOSAL, Column.MINUTES)
        return (Column.NUMBER, Column.TITLE, *rest)
    return None


def _item(row: Row, roles: Sequence[Column | None]) -> Item:
    """Read a row; a cell under no known header goes with the minutes."""
    by_role: dict[Column, list[Paragraph]] = {}
    last = len(roles) - 1
    for at, cell in enumerate(row.cells):
        role = roles[min(at, last)]
        by_role.setdefault(role or Column.MINUTES, []).extend(cell)
    number = tuple(by_role.get(Column.NUMBER, ()))
    title, beside, found = _title(tuple(by_role.get(Column.TITLE, ())), number)
    decisions = tuple(by_role.get(Column.DECISION, ()))
    tasks = tuple(by_role.get(Column.TASK, ()))
    return Item(
        title=joined(paragraph.words for paragraph in title),
        number=found.text if found else None,
        number_glyph=found.glyph if found else Stretch(),
        proposal=(*beside, *by_role.get(Column.PROPOSAL, ())),
        minutes=(*by_role.get(Column.MINUTES, ()), *decisions, *tasks),
        decisions=decisions,
        tasks=tasks,
        title_links=tuple(link for paragraph in title for link in paragraph.links),
        place=row.place,
        doubts=row.doubts,
    )


def _title(cell: Cell, number: Cell) -> tuple[Cell, Cell, Numbered | None]:
    """Part a title cell into the title and what stands below it (attachments, links)."""
    found = None
    if number:
        first = number[0]
        found = numbered(Stretch.inserted("x"), first.mark, first.glyph) if first.mark else None
        found = found or numbered(first.words + Stretch.inserted(". x"))
        if found:
            glyph = joined(part for p in number for part in (p.glyph, p.words))
            found = replace(found, glyph=glyph)
        else:
            cell = (*number, *cell)
    if not cell:
        return (), (), found
    if found is None:
        first = cell[0]
        found = numbered(first.words, first.mark, first.glyph)
        if found is not None and not found.words and len(cell) > 1:
            cell = cell[1:]
        elif found is not None:
            cell = (replace(first, words=found.words, mark="", glyph=Stretch()), *cell[1:])
    end = 1
    while end < len(cell) and not _stands_beside(cell[end - 1], cell[end]):
        end += 1
    return cell[:end], cell[end:], found


def _stands_beside(above: Paragraph, paragraph: Paragraph) -> bool:
    if paragraph.mark or _BESIDE_TITLE.match(paragraph.text):
        return True
    return ends_sentence(above.text) and len(paragraph.text) > 60


def flat(table: Table) -> Iterable[Paragraph]:
    """Read a table that is no agenda as running text; a cell that ends in a colon is a label."""
    for row in table.rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) >= 2 and len(cells[0]) == 1 and len(row.texts[0]) < 40:
            label, (first, *others) = cells[0][0], cells[1]
            between = "" if label.text.endswith(":") else ":"
            words = joined((label.words + Stretch.inserted(between), first.glyph, first.words))
            yield replace(label, words=words, links=(*label.links, *first.links))
            yield from others
            for cell in cells[2:]:
                yield from cell
        else:
            for cell in cells:
                yield from cell


_PEOPLE = re.compile(r"navn(?:e)?|deltager(?:e|navn)?|medlem(?:mer)?", re.IGNORECASE)


def is_people(table: Table) -> bool:
    """Whether `table` lists people."""
    header = table.rows[0].texts if table.rows else ()
    return len(header) >= 2 and any(_PEOPLE.fullmatch(text.strip(" :")) for text in header)
