"""One answer against what was sent out: every difference, as an edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.hearing.align import Alignment, align
from reportgen.hearing.base import Known, Prepared, Role, compared, item
from reportgen.hearing.differences import applied, differences
from reportgen.hearing.model import Author, Para, Returned
from reportgen.hearing.names import name
from reportgen.hearing.result import Edit, EditKind, Hunk, Part
from reportgen.hearing.rows import row_edits
from reportgen.hearing.tables import CellText, TableChange, table_changes, tables
from reportgen.hearing.tracks import Tracks
from reportgen.hearing.view import Piece, View, view
from reportgen.hearing.words import Tokens, markup, of_markup, plain, tokens
from reportgen.report import ids

_SHORT_CELL = 8
"""Words up to which a cell is one value, and two people's digits or names do not mix."""


class Answer:
    """One answer, aligned with what was sent out."""

    def __init__(self, prepared: Prepared, returned: Returned) -> None:
        self.prepared = prepared
        self.returned = returned
        self.tracks = Tracks(returned)
        self.index = compared(returned.paragraphs)
        """The paragraphs that are compared, by their place in the answer."""
        items = tuple(item(returned.paragraphs[i]) for i in self.index)
        self.alignment: Alignment = align(prepared.items, items)
        self.view: View = view(prepared, items, self.alignment)

    def para(self, j: int) -> Para:
        """The `j`-th paragraph that is compared."""
        return self.returned.paragraphs[self.index[j]]

    def edits(self) -> tuple[Edit, ...]:
        """Every difference from what was sent out, each once."""
        found: list[Edit] = []
        for piece in self.view.pieces:
            if piece.block:
                found += self._of_block(piece)
        found += row_edits(self)
        found += self._of_cells()
        found += self._of_fixed()
        return _each_once(found)

    # Blocks

    def _of_block(self, piece: Piece) -> Iterator[Edit]:
        known = self.prepared.known[piece.block]
        if known.heading is not None:
            yield from self._of_heading(known, piece)
        words = tokens(self.para(j).line for j in piece.texts)
        if _seen(words) == _seen(known.words) and words == known.words:
            return
        if not words:
            yield self._emptied(known)
            return
        cuts = self._cuts(known, piece)
        at = [self.index[j] for j in piece.texts]
        for hunk, span in differences(known.words, words, cuts):
            authors = self.tracks.of_words(at, span.there, span.until)
            gone = self._paragraphs_gone(known, hunk)
            yield self._text_edit(known, hunk, [*authors, *gone])

    def _text_edit(self, known: Known, hunk: Hunk, authors: Sequence[Author]) -> Edit:
        block = known.block
        kind = EditKind.REPLACE if hunk.sets is None else EditKind.FORMAT
        return Edit(
            id=name(block.section, block.id, "text", hunk),
            section=block.section,
            block=block.id,
            kind=kind,
            part=Part.TEXT,
            before=block.text,
            after=text_with(known, [hunk]),
            sources=(self.tracks.source(authors),),
            paragraphs=self._indexes(known.texts),
            hunk=hunk,
        )

    def _paragraphs_gone(self, known: Known, hunk: Hunk) -> list[Author]:
        """Who took out the paragraphs that lie whole in `hunk`."""
        begun = [k for k, token in enumerate(known.words) if token.begins]
        ends = [*begun[1:], len(known.words)]
        whole = [
            n
            for n, (first, last) in enumerate(zip(begun, ends, strict=True))
            if hunk.sets is None and hunk.start <= first and last <= hunk.end
        ]
        paragraphs = self._indexes(known.texts)
        return self.tracks.of_gone(
            self.prepared.document.paragraphs[paragraphs[n]] for n in whole if n < len(paragraphs)
        )

    def _cuts(self, known: Known, piece: Piece) -> list[tuple[int, int]]:
        """Words where a paragraph of the block is sure to correspond to one that came back."""
        here = {n: at for at, n in enumerate(known.texts)}
        pairs: list[tuple[int, int]] = []
        for at, j in enumerate(piece.texts):
            i = self.alignment.match[j]
            if i in here and (not pairs or here[i] > pairs[-1][0]):
                pairs.append((here[i], at))
        lines = [self.para(j).line for j in piece.texts]
        mine = _starts([self.prepared.document.paragraphs[i].line for i in self._indexes(known.texts)])
        theirs = _starts(lines)
        cuts: list[tuple[int, int]] = []
        edges = [*pairs, (len(known.texts), len(piece.texts))]
        before = (-1, -1)
        for pair in edges:
            gone = known.texts[before[0] + 1 : pair[0]]
            new = piece.texts[before[1] + 1 : pair[1]]
            pieces = any(n in self.alignment.joined for n in gone) or any(
                j in self.alignment.part_of for j in new
            )
            if not pieces:
                if (gone or new) and before[0] >= 0:
                    cuts.append((mine[before[0] + 1], theirs[before[1] + 1]))
                cuts.append((mine[pair[0]], theirs[pair[1]]))
            before = pair
        return [cut for cut in dict.fromkeys(cuts) if cut[0] or cut[1]]

    def _emptied(self, known: Known) -> Edit:
        """The whole text is gone and the heading stands: the point says nothing any more."""
        block = known.block
        gone = [self.prepared.document.paragraphs[i] for i in self._indexes(known.texts)]
        hunk = Hunk(0, len(known.words))
        waiting = block.waiting and not block.text
        return Edit(
            id=name(block.section, block.id, "text", hunk),
            section=block.section,
            block=block.id,
            kind=EditKind.REMARK if waiting else EditKind.REMOVE,
            part=Part.FIXED if waiting else Part.TEXT,
            before=plain(known.words) if waiting else block.text,
            after="",
            sources=(self.tracks.source(self.tracks.of_gone(gone)),),
            paragraphs=self._indexes(known.texts),
            hunk=hunk,
        )

    def _of_heading(self, known: Known, piece: Piece) -> Iterator[Edit]:
        block = known.block
        assert known.heading is not None
        index = self.prepared.slots[known.heading].index
        if piece.heading is None:
            authors = self.tracks.of_gone([self.prepared.document.paragraphs[index]])
            yield self.fixed(index, "", authors)
            return
        words = tokens([self.para(piece.heading).line])
        if words == known.heading_words:
            return
        at = [self.index[piece.heading]]
        for hunk, span in differences(known.heading_words, words):
            authors = self.tracks.of_words(at, span.there, span.until)
            after = applied(known.heading_words, [hunk])
            if hunk.sets is not None:
                yield self.fixed(index, markup(after), authors, hunk)
                continue
            yield Edit(
                id=name(block.section, block.id, "heading", hunk),
                section=block.section,
                block=block.id,
                kind=EditKind.REPLACE,
                part=Part.HEADING,
                before=block.heading or plain(known.heading_words),
                after=plain(after).replace("\n", " "),
                sources=(self.tracks.source(authors),),
                paragraphs=(index,),
                hunk=hunk,
            )

    def _indexes(self, slots: Sequence[int]) -> tuple[int, ...]:
        return tuple(self.prepared.slots[n].index for n in slots)

    # Outside the blocks

    def fixed(
        self, index: int, after: str, authors: Sequence[Author], hunk: Hunk | None = None
    ) -> Edit:
        """A change to what is not the report's own content, for the secretariat to see."""
        para = self.prepared.document.paragraphs[index]
        slot = next((s for s in self.prepared.slots if s.index == index), None)
        section = self.prepared.section_at[index]
        block = slot.block if slot else ""
        return Edit(
            id=name(section, block or "tekst", "fixed", index, after, hunk),
            section=section,
            block=block,
            kind=EditKind.REMARK,
            part=Part.FIXED,
            before=para.plain.strip() if hunk is None else markup(tokens([para.line])),
            after=after,
            sources=(self.tracks.source(authors),),
            paragraphs=(index,),
            hunk=hunk,
        )

    def new_fixed(
        self, after: str, near: int | None, section: str, authors: Sequence[Author]
    ) -> Edit:
        """Something new where nothing of the report's own can stand."""
        return Edit(
            id=name(section, "tekst", "new", near, after),
            section=section,
            block="",
            kind=EditKind.REMARK,
            part=Part.FIXED,
            before="",
            after=after,
            sources=(self.tracks.source(authors),),
            paragraphs=() if near is None else (near,),
        )

    def _of_fixed(self) -> Iterator[Edit]:
        slots, back = self.prepared.slots, self.alignment.back
        there = {piece.block for piece in self.view.pieces}
        for n, slot in enumerate(slots):
            if slot.role not in (Role.FIXED, Role.SECTION, Role.SOURCE):
                continue
            if slot.role is Role.SOURCE and slot.block not in there:
                continue  # it went with its point
            j = back[n]
            para = self.prepared.document.paragraphs[slot.index]
            if j is None:
                yield self.fixed(slot.index, "", self.tracks.of_gone([para]))
                continue
            here = self.para(j)
            mine, theirs = tokens([para.line]), tokens([here.line])
            if _seen(mine) != _seen(theirs):
                authors = self.tracks.of_paragraphs([self.index[j]])
                yield self.fixed(slot.index, here.plain.strip(), authors)
            elif mine != theirs:
                for hunk, _ in differences(mine, theirs):
                    authors = self.tracks.of_paragraphs([self.index[j]])
                    yield self.fixed(slot.index, markup(applied(mine, [hunk])), authors, hunk)
        for j, section in self.view.new_fixed:
            authors = self.tracks.of_paragraphs([self.index[j]])
            yield self.new_fixed(self.para(j).plain.strip(), self.near(j), section, authors)

    def near(self, j: int) -> int | None:
        """Base paragraph that a new one comes after, as its index in the base."""
        for k in range(j, -1, -1):
            i = self.alignment.match[k]
            i = self.alignment.part_of.get(k) if i is None else i
            if i is not None:
                return self.prepared.slots[i].index
        return None

    # Tables

    def _of_cells(self) -> Iterator[Edit]:
        theirs = tables(self.returned.paragraphs)
        if theirs == self.prepared.tables:
            return
        for change in table_changes(self.prepared.tables, theirs):
            yield from self._of_cell(change)

    def _of_cell(self, change: TableChange) -> Iterator[Edit]:
        at = [i for cell in change.after for i in cell.paragraphs]
        gone = [i for cell in change.before for i in cell.paragraphs]
        authors = self.tracks.of_paragraphs(at)
        authors += self.tracks.of_gone(self.prepared.document.paragraphs[i] for i in gone)
        before = " | ".join(cell.text for cell in change.before)
        after = " | ".join(cell.text for cell in change.after)
        one = change.before[0] if len(change.before) == 1 else None
        if one is not None and one.anchor and len(change.after) == 1:
            yield from self._of_workbook(one, after, authors)
        elif change.before:
            yield self.fixed(gone[0], after, authors).with_before(before)
        else:
            section = self.prepared.section_at[change.near] if change.near is not None else ""
            yield self.new_fixed(after, change.near, section, authors)

    def _of_workbook(self, cell: CellText, after: str, authors: Sequence[Author]) -> Iterator[Edit]:
        section = self.prepared.section_at[cell.paragraphs[0]]
        words, other = cell_words(cell.text), cell_words(after)
        if sum(token.text[0].isalnum() for token in words) <= _SHORT_CELL:
            hunks = [Hunk(0, len(words), other)]
        else:
            hunks = [hunk for hunk, _ in differences(words, other)]
        for hunk in hunks:
            yield Edit(
                id=name(section, cell.anchor, "cell", hunk),
                section=section,
                block=cell.anchor,
                kind=EditKind.CELL,
                part=Part.TEXT,
                before=cell.text,
                after=plain(applied(words, [hunk])),
                sources=(self.tracks.source(authors),),
                paragraphs=cell.paragraphs,
                hunk=hunk,
            )


def _seen(words: Tokens) -> tuple[str, ...]:
    return tuple(token.text for token in words)


def _starts(lines: Sequence[object]) -> list[int]:
    """Token that each paragraph begins at, and the end."""
    found = [0]
    for line in lines:
        found.append(found[-1] + len(tokens([line])))  # type: ignore[list-item]
    return found


def _each_once(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    return tuple({edit.id: edit for edit in edits}.values())


def cell_words(text: str) -> Tokens:
    """Words of a cell; marks are letters there like any other."""
    from reportgen.report.text import Line, Run

    return tokens(Line((Run(line),)) for line in text.split("\n"))


def text_with(known: Known, hunks: Sequence[Hunk]) -> str:
    """The block's whole text with `hunks` applied, as markup.

    Of a point nobody had worded, the sentence that stood in its place is no part of it.
    """
    if not hunks:
        return known.block.text
    words = applied(known.words, hunks)
    if known.block.waiting and not known.block.text:
        stood = len(known.words)
        if _seen(words[:stood]) == _seen(known.words):
            words = (known.words[:1] + words[stood:]) if len(words) > stood else ()
    return markup(words)


__all__ = ["Answer", "cell_words", "ids", "of_markup", "text_with"]
