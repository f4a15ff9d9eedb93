"""One answer, seen against what was sent out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from reportgen.hearing.base import Prepared, compared, item
from reportgen.hearing.edits.tracks import Tracks
from reportgen.hearing.edits.view import Piece, View, view
from reportgen.hearing.matching.align import align
from reportgen.hearing.matching.alignment import Alignment
from reportgen.hearing.model import Para, Returned


class Answer:
    """An answer with its paragraphs aligned and seen as blocks.

    Paragraphs outside tables that say something go by their number among those (`j`, and
    `i` for those of the base); all others by their index in the document.
    """

    def __init__(self, prepared: Prepared, returned: Returned) -> None:
        self.prepared = prepared
        self.returned = returned
        self.tracks = Tracks(returned)
        self.index = compared(returned.paragraphs)
        items = tuple(item(returned.paragraphs[at]) for at in self.index)
        self.alignment: Alignment = align(prepared.items, items)
        self.view: View = view(prepared, items, self.alignment)

    @cached_property
    def standing(self) -> dict[str, Piece]:
        """Blocks that came back in their own section."""
        return {p.block: p for p in self.view.pieces if p.block and not self.has_left(p)}

    def has_left(self, piece: Piece) -> bool:
        """Whether a block came back in a section that is not its own."""
        return bool(piece.block) and (
            self.prepared.known[piece.block].block.section != piece.section
        )

    def para(self, j: int) -> Para:
        """The `j`-th paragraph of the answer that is compared."""
        return self.returned.paragraphs[self.index[j]]

    def base(self, i: int) -> Para:
        """The `i`-th paragraph of the base that is compared."""
        return self.prepared.document.paragraphs[self.prepared.slots[i].index]

    def indexes(self, slots: Sequence[int]) -> tuple[int, ...]:
        """Where in the base the paragraphs of these numbers stand."""
        return tuple(self.prepared.slots[i].index for i in slots)

    def comes_from(self, j: int) -> int | None:
        """Number of the base paragraph that `j` is, or was split off from."""
        i = self.alignment.match[j]
        return self.alignment.part_of.get(j) if i is None else i

    def near(self, j: int) -> int | None:
        """Base paragraph that `j` is, or comes after, as its index in the base."""
        return self._nearest[j]

    @cached_property
    def _nearest(self) -> list[int | None]:
        found: list[int | None] = []
        last: int | None = None
        for j in range(len(self.index)):
            if (i := self.comes_from(j)) is not None:
                last = self.prepared.slots[i].index
            found.append(last)
        return found
