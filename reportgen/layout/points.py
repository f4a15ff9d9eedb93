"""Points and prose as paragraphs, each with the anchor that finds it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice

from reportgen.layout.content import Block, Paragraph, Style
from reportgen.report.ids import RECOMMENDATIONS, Anchor, BlockPart
from reportgen.report.model import Block as ReportBlock
from reportgen.report.model import Folded
from reportgen.report.text import ListKind, Run, lines, parse

UNWORDED = "Ordlyden er ikke skrevet endnu. Netværkets ønske står i kommentaren."
UNNAMED = "Nyt punkt"


def point_blocks(folded: Folded, section: str) -> tuple[Block, ...]:
    """Every point of a section: heading, text, and the line that says where it is from."""
    comments = _comments(folded)
    challenges = _headings(folded) if section == RECOMMENDATIONS else {}
    written: list[Block] = []
    for point in folded.points(section):
        heading = Run(point.heading or UNNAMED, italic=not point.heading)
        pending = comments.get(point.id, ())
        written.append(
            Paragraph(
                (heading,),
                Style.POINT,
                Anchor.of_block(point.id, BlockPart.HEADING),
                pending=pending,
            )
        )
        if point.waiting and not point.text:
            unworded = (Run(UNWORDED, italic=True),)
            written.append(
                Paragraph(unworded, Style.POINT_TEXT, Anchor.of_block(point.id, BlockPart.WAITING))
            )
        for i, line in enumerate(parse(point.text), 1):
            anchor = Anchor.of_block(point.id, BlockPart.TEXT, i)
            written.append(Paragraph(line.runs, Style.POINT_TEXT, anchor, line.kind))
        meta = (Run(_meta(point, challenges)),)
        written.append(Paragraph(meta, Style.SOURCE, Anchor.of_block(point.id, BlockPart.SOURCE)))
    return tuple(written)


def _headings(folded: Folded) -> Mapping[str, str]:
    """Heading of every block, removed ones included, by id."""
    rows = (*folded.blocks.values(), folded.removed)
    return {block.id: block.heading for blocks in rows for block in blocks}


def _meta(point: ReportBlock, challenges: Mapping[str, str]) -> str:
    """Source, status and id of a point, and what a recommendation answers."""
    parts: list[str] = []
    if point.section == RECOMMENDATIONS and point.challenge:
        heading = challenges.get(point.challenge)
        answered = f"{point.challenge}, {heading}" if heading else point.challenge
        parts.append(f"Svarer på udfordring {answered}")
    sources = point.sources or (point.steps[0].place,)
    parts.append(f"Kilde: {'; '.join(sources)}")
    if point.priority:
        parts.append(f"Prioritet: {point.priority}")
    if point.status:
        parts.append(f"Status: {point.status}")
    parts.append(point.id)
    return " · ".join(parts)


def prose_blocks(folded: Folded, section: str) -> tuple[Block, ...]:
    """Every paragraph of a section's prose."""
    comments = _comments(folded)
    written: list[Block] = []
    blocks = folded.prose(section)
    # Read together: the second entry of a list is one only by the entry before it.
    read = iter(parse("\n".join(block.text for block in blocks if block.text)))
    for block in blocks:
        pending = comments.get(block.id, ())
        if block.waiting and not block.text:
            unworded = (Run(UNWORDED, italic=True),)
            written.append(
                Paragraph(
                    unworded,
                    Style.BODY,
                    Anchor.of_block(block.id, BlockPart.WAITING),
                    pending=pending,
                )
            )
        for i, line in enumerate(islice(read, len(lines(block.text))), 1):
            style = _BODY_STYLES[line.kind]
            anchor = Anchor.of_block(block.id, BlockPart.TEXT, i)
            written.append(Paragraph(line.runs, style, anchor, line.kind, pending))
            pending = ()
    return tuple(written)


_BODY_STYLES = {
    ListKind.NONE: Style.BODY,
    ListKind.BULLET: Style.BULLET,
    ListKind.NUMBER: Style.NUMBER,
}


def _comments(folded: Folded) -> Mapping[str, tuple[str, ...]]:
    """Ids of the pending inputs on each block."""
    by_block: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for pending in folded.pending:
        if pending.block is not None:
            by_block[pending.block] += (pending.id,)
    return by_block
