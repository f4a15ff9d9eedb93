"""From an outline to the items of the agenda: number, title, proposal, minutes."""

from __future__ import annotations

from dataclasses import replace

from reportgen.report.outline import Aside, Outline, Paragraph, Table, joined
from reportgen.sources.minutes.agenda.columns import Column
from reportgen.sources.minutes.agenda.headings import by_headings, unnumbered_after
from reportgen.sources.minutes.agenda.items import Agenda, Item
from reportgen.sources.minutes.agenda.tables import flat, is_people, read_table
from reportgen.sources.minutes.text.list_marks import marked

OVERVIEW = "dagsordenens oversigt før referatet"


def agenda(outline: Outline) -> Agenda:
    """Find the items of `outline`: in tables by their headers, else by headings and numbers."""
    outline = _with_marks(outline)
    head: list[Paragraph] = []
    people: list[Table] = []
    asides = list(outline.asides)
    doubts = list(outline.doubts)
    items: list[Item] = []
    roles: tuple[Column | None, ...] | None = None
    loose: list[Paragraph] = []
    for block in outline.blocks:
        if isinstance(block, Paragraph):
            (loose if items else head).append(block)
            continue
        found = read_table(block, roles)
        if found is None:
            if not items and is_people(block):
                people.append(block)
            else:
                (loose if items else head).extend(flat(block))
            continue
        roles, own, left, own_doubts = found
        asides += left
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
        return Agenda(tuple(head), tuple(items), tuple(asides), tuple(people), tuple(doubts))
    before, found_items, overview = by_headings(head)
    asides += [
        Aside(joined((paragraph.glyph, paragraph.words)), OVERVIEW, paragraph.place)
        for paragraph in overview
    ]
    return Agenda(before, found_items, tuple(asides), tuple(people), tuple(doubts))


def _with_marks(outline: Outline) -> Outline:
    """Part list marks that were typed by hand from their words."""
    return replace(outline, blocks=tuple(_marked_block(block) for block in outline.blocks))


def _marked_block(block: Paragraph | Table) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return _marked_paragraph(block)
    return Table(
        tuple(
            replace(row, cells=tuple(tuple(map(_marked_paragraph, cell)) for cell in row.cells))
            for row in block.rows
        )
    )


def _marked_paragraph(paragraph: Paragraph) -> Paragraph:
    mark = None if paragraph.mark or paragraph.level else marked(paragraph.words)
    if mark is None or not mark.words:
        return paragraph
    return replace(paragraph, words=mark.words, mark=mark.mark, glyph=mark.glyph, depth=mark.depth)


def _continued(item: Item, more: Item) -> Item:
    return replace(
        item,
        proposal=(*item.proposal, *more.proposal),
        minutes=(*item.minutes, *more.minutes),
        decisions=(*item.decisions, *more.decisions),
        tasks=(*item.tasks, *more.tasks),
        doubts=(*item.doubts, *more.doubts),
    )
