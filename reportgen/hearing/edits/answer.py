"""One answer, seen against what was sent out: aligned with it, and as the report's blocks.

A paragraph belongs to the block it stands in, whatever it was before: a line dragged from
one point to another is now the other's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from reportgen.hearing.base import Prepared, Role, Slot, compared, item
from reportgen.hearing.edits.typed_anew import pair_what_was_typed_anew
from reportgen.hearing.matching.align import align
from reportgen.hearing.matching.alignment import Alignment, Item
from reportgen.hearing.matching.tables import Table, TableChange, table_changes, tables
from reportgen.hearing.model import Author, DeletedParagraph, Para, Returned
from reportgen.hearing.placeholders import without_placeholders
from reportgen.hearing.result import Source
from reportgen.report import ids
from reportgen.report.ids import Anchor

Said = tuple[str, ...]
"""What a row says, cell by cell."""
_NONE: Mapping[int, Collection[Said]] = MappingProxyType({})
_LONG_HEADING = 120
"""Letters beyond which the first of new paragraphs is text, not the heading of a point."""


@dataclass(slots=True)
class Piece:
    """A block as it came back, or a new one; numbers are paragraphs among those compared."""

    section: str
    block: str = ""
    """Empty for a new one."""
    heading: int | None = None
    texts: list[int] = field(default_factory=list)
    closed: bool = False
    """Whether its source line has come."""
    is_point: bool = False

    @property
    def paragraphs(self) -> list[int]:
        """Everything of it, in order."""
        return ([self.heading] if self.heading is not None else []) + self.texts


@dataclass(slots=True)
class View:
    """The whole answer as blocks."""

    pieces: list[Piece] = field(default_factory=list)
    """In the order of the answer; a block of the base is there once, or not at all."""
    new_fixed: list[tuple[int, str]] = field(default_factory=list)
    """New paragraphs where no block can stand, each with its section."""


def view(prepared: Prepared, items: Sequence[Item], alignment: Alignment) -> View:
    """See an answer's paragraphs as blocks."""
    walk = _Walk(prepared, items, alignment)
    for j in range(len(items)):
        walk.step(j)
    return walk.result()


class _Walk:
    """One way down the answer, from paragraph to paragraph."""

    def __init__(self, prepared: Prepared, items: Sequence[Item], alignment: Alignment) -> None:
        self.prepared = prepared
        self.items = items
        self.alignment = alignment
        self.section = ""
        self.at: Piece | None = None
        self.made = View()
        slots, back = prepared.slots, alignment.back
        self.standing = {
            slot.section
            for slot, there in zip(slots, back, strict=True)
            if slot.role is Role.SECTION and there is not None
        }
        self.headed = {
            slot.block
            for slot, there in zip(slots, back, strict=True)
            if slot.role is Role.HEADING and there is not None
        }
        self.seen: set[str] = set()

    def step(self, j: int) -> None:
        """Take the next paragraph."""
        i = self.alignment.match[j]
        if i is None:
            i = self.alignment.part_of.get(j)
            if i is not None and self.prepared.slots[i].role is Role.HEADING:
                self._text_of_heading(j)
                return
        if j in self.alignment.doubtful:
            return
        if i is None:
            self._new(j)
            return
        slot = self.prepared.slots[i]
        if slot.role is Role.SECTION:
            self.section, self.at = slot.section, None
            return
        if slot.section not in self.standing:
            self.section = slot.section
        if slot.role is Role.FIXED:
            self.at = None
            if self.alignment.match[j] is None:
                self.made.new_fixed.append((j, self.section))
        elif ids.is_point(slot.block):
            self._point(j, slot)
        else:
            self._prose(j, slot.block)

    def _begin(self, piece: Piece) -> None:
        self.made.pieces.append(piece)
        self.at = piece
        self.seen.add(piece.block)

    def _point(self, j: int, slot: Slot) -> None:
        if slot.role is Role.HEADING:
            self._begin(Piece(self.section, slot.block, j, is_point=True))
            return
        at = self.at
        lost_heading = slot.block not in self.headed and slot.block not in self.seen
        if lost_heading and at is not None and _is_only_heading(at):
            at.heading = at.texts.pop() if at.heading is None else at.heading
            at.block = slot.block  # its heading was reworded past knowing
            self.seen.add(slot.block)
        if at is None or not at.is_point or (lost_heading and at.block != slot.block):
            new = slot.block if slot.block not in self.headed | self.seen else ""
            if slot.role is Role.SOURCE and not new:
                return
            at = Piece(self.section, new, is_point=True)
            self._begin(at)
        if slot.role is Role.SOURCE:
            at.closed = True
        else:
            at.texts.append(j)

    def _text_of_heading(self, j: int) -> None:
        """Take what was split off from a heading: the text of its point."""
        if self.at is not None and self.at.is_point:
            self.at.texts.append(j)
        else:
            self._new(j)

    def _prose(self, j: int, block: str) -> None:
        if self.at is None or self.at.block != block or self.at.section != self.section:
            self._begin(Piece(self.section, block))
        assert self.at is not None
        self.at.texts.append(j)

    def _new(self, j: int) -> None:
        """Take a paragraph that is in no block of the base."""
        section, at = self.section, self.at
        opens = self.items[j].style in self.prepared.heading_styles
        if at is not None and at.is_point and self.items[j].text in self.prepared.source_lines:
            at.closed = True  # of a point that was copied
            return
        if ids.is_point_section(section) and (opens or self._after_point(section)):
            if opens:
                self._begin(Piece(section, "", j, is_point=True))
            elif at is not None and at.is_point and not at.closed:
                at.texts.append(j)
            else:
                self._begin(Piece(section, "", texts=[j], is_point=True))
        elif section in self.prepared.prose:
            self._begin(Piece(section, "", texts=[j]))
        elif ids.is_point_section(section):
            self._begin(Piece(section, "", texts=[j], is_point=True))
        else:
            self.at = None
            self.made.new_fixed.append((j, section))

    def _after_point(self, section: str) -> bool:
        pieces = self.made.pieces
        return bool(pieces) and pieces[-1].is_point and pieces[-1].section == section

    def result(self) -> View:
        """Let each block be one piece, and each new point have a heading where it can."""
        # A point of which only its source line is left is gone.
        self.made.pieces = self._whole([each for each in self.made.pieces if each.paragraphs])
        for piece in self.made.pieces:
            known = self.prepared.known.get(piece.block)
            new = known is None or known.block.section != piece.section
            if piece.is_point and new and piece.heading is None and piece.texts:
                self._find_heading(piece)
        return self.made

    def _whole(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Join the pieces of one paragraph of prose; what strayed from it is new."""
        joined: list[Piece] = []
        following = _next_known(pieces)
        for n, piece in enumerate(pieces):
            last = joined[-1] if joined else None
            if last is None or piece.is_point or last.is_point or not last.block:
                joined.append(piece)
            elif piece.section == last.section and last.block in (piece.block, following[n]):
                last.texts += piece.texts
            else:
                joined.append(piece)
        most: dict[str, Piece] = {}
        for piece in joined:
            kept = most.get(piece.block)
            if kept is None or len(piece.texts) > len(kept.texts):
                most[piece.block] = piece
        for piece in joined:
            if piece.block and most[piece.block] is not piece:
                piece.block = ""
        return joined

    def _find_heading(self, piece: Piece) -> None:
        first = self.items[piece.texts[0]]
        opens = first.style in self.prepared.heading_styles
        short = len(first.text) <= _LONG_HEADING
        whole = first.text.endswith((".", "!", "?", ":"))
        if opens or (short and (len(piece.texts) > 1 or not whole)):
            piece.heading = piece.texts.pop(0)


def _is_only_heading(piece: Piece) -> bool:
    """Whether a piece is a new point of one paragraph, which may be another's heading."""
    return piece.is_point and not piece.block and len(piece.paragraphs) == 1


def _next_known(pieces: Sequence[Piece]) -> list[str]:
    """For each new piece, the block of the base that comes next."""
    found: list[str] = []
    block = ""
    for piece in reversed(pieces):
        found.append("" if piece.block else block)
        block = piece.block or block
    return found[::-1]


class Answer:
    """An answer with its paragraphs aligned and seen as blocks.

    Paragraphs outside tables that say something go by their number among those (`j`, and
    `i` for those of the base); all others by their index in the document.
    """

    def __init__(
        self, prepared: Prepared, returned: Returned, added: Mapping[int, Collection[Said]] = _NONE
    ) -> None:
        """Align `returned`; `added` are rows known to be new, by table and what they say."""
        self.prepared = prepared
        self.returned = returned = without_placeholders(returned, prepared.placeholders)
        self.tracks = Tracks(returned)
        self.index = compared(returned.paragraphs)
        items = tuple(item(returned.paragraphs[at]) for at in self.index)
        self.alignment: Alignment = align(prepared.items, items)
        _let_go_of_lone_headings(prepared, items, self.alignment)
        pair_what_was_typed_anew(prepared, returned.deleted, items, self.alignment)
        self.view: View = view(prepared, items, self.alignment)
        self._added = added

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables that came back."""
        return tables(self.returned.paragraphs)

    @cached_property
    def table_changes(self) -> tuple[TableChange, ...]:
        """Every difference in tables."""
        sent, came = self.prepared.document.paragraphs, self.returned.paragraphs
        if [para for para in sent if para.cell] == [para for para in came if para.cell]:
            return ()  # as in most answers, and quicker told than table by table
        return tuple(table_changes(self.prepared.tables, self.tables, self._added))

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

    def place(self, at: int) -> int | None:
        """Base paragraph, as its index there, that a place of the answer comes after.

        `at` is an index in the answer, also of a paragraph that is not compared.
        """
        before = bisect_right(self.index, at) - 1
        return self.near(before) if before >= 0 else None

    @cached_property
    def gone(self) -> frozenset[int]:
        """Paragraphs of the base that are no more, by their index in it."""
        back = self.alignment.back
        return frozenset(
            slot.index for i, slot in enumerate(self.prepared.slots) if back[i] is None
        )

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Number of each paragraph that is compared, by its index in the answer."""
        return {at: j for j, at in enumerate(self.index)}

    def block_at(self, paragraph: int | None) -> str:
        """The block of a place of the base, or that it comes after in its section, or nothing."""
        prepared = self.prepared
        for at in range(-1 if paragraph is None else paragraph, -1, -1):
            if prepared.section_at[at] != prepared.section_at[paragraph or 0]:
                break
            if (block := prepared.document.paragraphs[at].block) in prepared.known:
                return block
        return ""

    @cached_property
    def _nearest(self) -> list[int | None]:
        found: list[int | None] = []
        last: int | None = None
        for j in range(len(self.index)):
            if (i := self.comes_from(j)) is not None:
                last = self.prepared.slots[i].index
            found.append(last)
        return found


def _let_go_of_lone_headings(
    prepared: Prepared, items: Sequence[Item], alignment: Alignment
) -> None:
    """Part a heading from words that are only like it, where nothing else of its point is left.

    So few words are like many others; without a bookmark they are something new.
    """
    split = set(alignment.part_of.values())
    for known in prepared.known.values():
        at = known.heading
        j = None if at is None or at in split else alignment.back[at]
        if at is None or j is None:
            continue
        base, other = prepared.items[at], items[j]
        is_sure = base.text == other.text or set(base.anchors) & set(other.anchors)
        rest = [i for i in known.slots if i != at]
        if is_sure or any(alignment.back[i] is not None or i in alignment.joined for i in rest):
            continue
        alignment.match[j] = alignment.back[at] = None


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
        made = set(authors)
        signed = {Author(each.name, each.time) for each in made if each.name or not each.struck}
        named = sorted(signed, key=lambda author: (author.time, author.name))
        struck = any(author.struck for author in made)
        return Source(self._returned.party, tuple(named), self._returned.file, struck)

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
