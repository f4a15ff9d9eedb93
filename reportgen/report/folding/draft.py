"""The report while it is being folded: blocks by id, and their order in each section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.problems import Location
from reportgen.report import ids
from reportgen.report.entries import Kind
from reportgen.report.model import Base, Block, Change, Step


class FoldedDraft:
    """A report under way; blocks are frozen, so a step back is only a reference."""

    def __init__(self, base: Base) -> None:
        self._blocks: dict[str, Block] = {}
        self._rows: dict[str, BlockOrder] = {}
        self._removed: dict[str, Block] = {}
        self._before_group: dict[str, Block] = {}
        self._challenges: dict[str, Location] = {}
        for block, named_at in (*_points(base), *_prose(base)):
            # An id used twice is the reader's fault to report; the first one keeps it here.
            if block.id not in self._blocks:
                self.insert(block, None)
                self.name_challenge(block.id, named_at)

    def __contains__(self, block: object) -> bool:
        return block in self._blocks

    def __getitem__(self, block: str) -> Block:
        return self._blocks[block]

    def get(self, block: str | None) -> Block | None:
        """Return the block, or None where it is not (or no longer) in the report."""
        return self._blocks.get(block) if block is not None else None

    def row(self, row: str) -> Iterator[str]:
        """Ids of a row's blocks, in order; see `ids.sequence`."""
        return iter(self._rows.get(row, ()))

    def ever_had(self, block: str) -> bool:
        """Whether the id is in use now or was before."""
        return block in self._blocks or block in self._removed

    def removed_by(self, block: str) -> str | None:
        """What took the block out, or None where it never was in the report."""
        gone = self._removed.get(block)
        return gone.steps[-1].source if gone else None

    def open_group(self) -> None:
        """Remember the blocks from here on as the next meeting or file found them."""
        self._before_group = {}

    def before_group(self, block: str) -> Block:
        """The block as the meeting or file being folded had it before it."""
        return self._before_group.get(block) or self._blocks[block]

    def update(self, block: Block) -> None:
        """Let `block` take the place of the one with its id."""
        self._before_group.setdefault(block.id, self._blocks[block.id])
        self._blocks[block.id] = block

    def insert(self, block: Block, after: str | None) -> None:
        """Put a new block after `after`: None is last, the empty text is first."""
        self._blocks[block.id] = block
        self._rows.setdefault(ids.sequence_of(block.id), BlockOrder()).insert(block.id, after)

    def move(self, block: str, after: str) -> None:
        """Put a block elsewhere in its row: after `after`, or first where that is empty."""
        row = self._rows[ids.sequence_of(block)]
        row.remove(block)
        row.insert(block, after)

    def remove(self, block: Block) -> None:
        """Take a block out; its history is kept."""
        self._before_group.setdefault(block.id, self._blocks[block.id])
        del self._blocks[block.id]
        self._rows[ids.sequence_of(block.id)].remove(block.id)
        self._removed[block.id] = block

    def name_challenge(self, block: str, place: Location) -> None:
        """Remember where the challenge that `block` answers is named now."""
        self._challenges[block] = place

    def challenge_place(self, block: str) -> Location:
        """Where the challenge that `block` answers is named."""
        return self._challenges[block]

    def rows(self) -> Mapping[str, tuple[Block, ...]]:
        """Blocks of each row that has any."""
        written = {row: tuple(map(self._blocks.__getitem__, r)) for row, r in self._rows.items()}
        return {row: blocks for row, blocks in written.items() if blocks}

    def removed(self) -> tuple[Block, ...]:
        """Blocks that were taken out."""
        return tuple(self._removed.values())


def stepped(block: Block, change: Change) -> Block:
    """The block with one more step in its history: what `change` made of it."""
    step = Step(
        ref=change.ref,
        kind=change.entry.kind,
        heading=block.heading,
        text=block.text,
        source=change.source,
        place=change.location.file,
        entry=change.entry,
    )
    return replace(block, steps=(*block.steps, step))


def _points(base: Base) -> Iterator[tuple[Block, Location]]:
    """The workbook's points, each with the cell that names its challenge."""
    for row in base.points:
        cell = row.cells.get("Tekst") or row.cells.get("Id", "")
        place = f"{base.workbook}, {row.sheet}!{cell}"
        step = Step("", Kind.ADD, row.heading, row.text, row.source, place, row=row)
        block = Block(
            id=row.id,
            section=ids.section_of(row.id) or "",
            text=row.text,
            heading=row.heading,
            status=row.status,
            challenge=row.challenge,
            priority=row.priority,
            addressee=row.addressee,
            asked=row.asked,
            due=row.due,
            steps=(step,),
        )
        named = row.cells.get("Udfordring", cell)
        yield block, Location(base.workbook, sheet=row.sheet, cell=named)


def _prose(base: Base) -> Iterator[tuple[Block, Location]]:
    for line in base.prose:
        block = ids.prose_id(line.section, line.number)
        step = Step("", Kind.ADD, "", line.text, "", f"{base.prose_file}, linje {line.line}")
        where = Location(base.prose_file, line=line.line)
        yield Block(block, line.section, line.text, steps=(step,)), where


# Ids in an order that changes often.

_EDGE = ""


class BlockOrder:
    """The ids of one row of blocks, linked to their neighbours.

    Putting one in, taking one out and finding where it goes all take the same time
    however many there are, so that a fold of thousands of changes grows evenly.
    """

    def __init__(self) -> None:
        self._next = {_EDGE: _EDGE}
        self._previous = {_EDGE: _EDGE}

    def __iter__(self) -> Iterator[str]:
        at = self._next[_EDGE]
        while at != _EDGE:
            yield at
            at = self._next[at]

    def insert(self, block: str, after: str | None) -> None:
        """Put `block` after `after`: None is last, the empty text is first."""
        before = self._previous[_EDGE] if after is None else after
        behind = self._next[before]
        self._next[before] = self._previous[behind] = block
        self._next[block], self._previous[block] = behind, before

    def remove(self, block: str) -> None:
        """Take `block` out."""
        behind, before = self._next.pop(block), self._previous.pop(block)
        self._next[before], self._previous[behind] = behind, before
