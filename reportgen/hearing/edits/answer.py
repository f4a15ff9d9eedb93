"""One answer, seen against what was sent out, and who tracked what in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from reportgen.hearing.base import Prepared, compared, item
from reportgen.hearing.edits.view import Piece, View, view
from reportgen.hearing.matching.align import align
from reportgen.hearing.matching.alignment import Alignment
from reportgen.hearing.model import Author, DeletedParagraph, Para, Returned
from reportgen.hearing.result import Source
from reportgen.report.ids import Anchor


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


class Tracks:
    """The tracked changes of one answer."""

    def __init__(self, returned: Returned) -> None:
        self._returned = returned
        self._by_anchor: defaultdict[Anchor, list[DeletedParagraph]] = defaultdict(list)
        self._by_text: defaultdict[str, list[DeletedParagraph]] = defaultdict(list)
        for deleted in returned.deleted:
            for anchor in deleted.anchors:
                self._by_anchor[anchor].append(deleted)
            self._by_text[" ".join(deleted.plain.split())].append(deleted)

    def source(self, authors: Iterable[Author]) -> Source:
        """The answer as the source of an edit that these authors tracked."""
        named = sorted(set(authors), key=lambda author: (author.time, author.name))
        return Source(self._returned.party, tuple(named), self._returned.file)

    def of_paragraphs(self, at: Iterable[int]) -> list[Author]:
        """Everyone who tracked anything in these paragraphs."""
        paragraphs = self._returned.paragraphs
        return [tracked.author for i in at for tracked in paragraphs[i].tracked]

    def of_gone(self, base: Iterable[Para]) -> list[Author]:
        """Everyone who tracked that one of these paragraphs of the base went."""
        found: list[Author] = []
        for para in base if self._returned.deleted else ():
            gone = [d for anchor in para.anchors for d in self._by_anchor.get(anchor, ())]
            gone = gone or self._by_text.get(" ".join(para.plain.split()), [])
            found += [deleted.author for deleted in gone]
        return found

    def of_bookmarked(self, base: Iterable[Para]) -> list[Author]:
        """Everyone who tracked anything where bookmarks of these paragraphs of the base are."""
        anchors = {anchor for para in base for anchor in para.anchors}
        return [
            tracked.author
            for para in self._returned.paragraphs
            if para.tracked and anchors & set(para.anchors)
            for tracked in para.tracked
        ]
