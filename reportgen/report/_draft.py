"""The report while it is being folded: blocks by id, and their order in each section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.problems import Location
from reportgen.report import ids
from reportgen.report.entries import Kind
from reportgen.report.model import Base, Block, Step


class Draft:
    """A report under way; blocks are frozen, so a step back is only a reference."""

    def __init__(self, base: Base) -> None:
        self._blocks: dict[str, Block] = {}
        self._order: dict[str, list[str]] = {}
        self._removed: dict[str, Block] = {}
        self._places: dict[str, Location] = {}
        for row in base.points:
            section = ids.section_of(row.id) or ""
            cell = row.cells.get("Tekst") or row.cells.get("Id", "")
            place = f"{base.workbook}, {row.sheet}!{cell}"
            step = Step("", Kind.ADD, row.heading, row.text, row.source, place)
            self._append(
                Block(
                    row.id,
                    section,
                    row.text,
                    row.heading,
                    row.status,
                    row.challenge,
                    row.priority,
                    (step,),
                ),
                Location(base.workbook, sheet=row.sheet, cell=row.cells.get("Udfordring", cell)),
            )
        for line in base.prose:
            place = f"{base.prose_file}, linje {line.line}"
            step = Step("", Kind.ADD, "", line.text, "", place)
            self._append(
                Block(f"{line.section}/{line.number}", line.section, line.text, steps=(step,)),
                Location(base.prose_file, line=line.line),
            )

    def _append(self, block: Block, place: Location) -> None:
        # An id used twice is the reader's fault to report; the first one keeps it here.
        if block.id not in self._blocks:
            self._blocks[block.id] = block
            self._order.setdefault(ids.sequence_of(block.id), []).append(block.id)
            self._places[block.id] = place

    def __contains__(self, block: object) -> bool:
        return block in self._blocks

    def __getitem__(self, block: str) -> Block:
        return self._blocks[block]

    def get(self, block: str | None) -> Block | None:
        """Return the block, or None where it is not (or no longer) in the report."""
        return self._blocks.get(block) if block is not None else None

    def order(self, row: str) -> tuple[str, ...]:
        """Ids of a row's blocks, in order; see `ids.sequence`."""
        return tuple(self._order.get(row, ()))

    def every_id(self) -> set[str]:
        """Every id in use now or before."""
        return self._blocks.keys() | self._removed.keys()

    def location(self, block: str) -> Location:
        """Where the block stands in the inputs, as far as the base knows it."""
        return self._places.get(block, Location())

    def put(self, block: Block) -> None:
        """Let `block` take the place of the one with its id."""
        self._blocks[block.id] = block

    def insert(self, block: Block, after: str | bool | None) -> None:
        """Put a new block after `after`: None is last, the empty text is first."""
        self._blocks[block.id] = block
        self._insert_id(block.id, after)

    def _insert_id(self, block: str, after: str | bool | None) -> None:
        order = self._order.setdefault(ids.sequence_of(block), [])
        if after is None:
            order.append(block)
        else:
            order.insert(order.index(str(after)) + 1 if after else 0, block)

    def move(self, block: Block, after: str | bool | None) -> None:
        """Put a block elsewhere in its section."""
        self.put(block)
        self._order[ids.sequence_of(block.id)].remove(block.id)
        self._insert_id(block.id, after)

    def remove(self, block: Block) -> None:
        """Take a block out; its history is kept."""
        del self._blocks[block.id]
        self._order[ids.sequence_of(block.id)].remove(block.id)
        self._removed[block.id] = replace(block)

    def removed_by(self, block: str) -> str | None:
        """What took the block out, or None where it never was in the report."""
        gone = self._removed.get(block)
        return gone.steps[-1].source if gone else None

    def removed(self) -> tuple[Block, ...]:
        """Blocks that were taken out."""
        return tuple(self._removed.values())

    def rows(self) -> Mapping[str, tuple[Block, ...]]:
        """Blocks of each row that has any."""
        return {
            row: tuple(self._blocks[block] for block in order)
            for row, order in self._order.items()
            if order
        }
