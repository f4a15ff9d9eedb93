"""Edits of whole blocks: added, taken out, moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.hearing.base import Known, Role
from reportgen.hearing.edits.answer import Answer, Piece
from reportgen.hearing.edits.fixed import new_fixed
from reportgen.hearing.matching.chains import increasing
from reportgen.hearing.result import Edit, EditKind, Part, name, nth
from reportgen.report import ids
from reportgen.report.wording.tokens import markup_of, plain_of, tokenize, without_breaks


def row_edits(answer: Answer) -> Iterator[Edit]:
    """Every block that is new, gone or elsewhere."""
    yield from _gone(answer)
    for row, pieces in pieces_of_rows(answer).items():
        yield from _moved(answer, row, pieces)
        yield from _added(answer, row, pieces)
    for piece in answer.view.pieces:
        if _is_new(answer, piece) and not _row_of(piece):
            yield from _without_place(answer, piece)
    yield from _doubtful(answer)


def _is_new(answer: Answer, piece: Piece) -> bool:
    return not piece.block or answer.has_left(piece)


def _row_of(piece: Piece) -> str:
    """The row a piece stands in; empty where its section has no such row."""
    if piece.is_point:
        return piece.section if ids.is_point_section(piece.section) else ""
    return ids.prose_row(piece.section) if piece.section else ""


def pieces_of_rows(answer: Answer) -> dict[str, list[Piece]]:
    """Pieces of each row, in the order of the answer."""
    rows: dict[str, list[Piece]] = {}
    for piece in answer.view.pieces:
        if row := _row_of(piece):
            rows.setdefault(row, []).append(piece)
    return rows


def _place(answer: Answer, pieces: Sequence[Piece], at: int) -> str:
    """The block of the base before `pieces[at]`, or the section where there is none."""
    for piece in reversed(pieces[:at]):
        if not _is_new(answer, piece):
            return piece.block
    return pieces[at].section


def _moved(answer: Answer, row: str, pieces: Sequence[Piece]) -> Iterator[Edit]:
    there = [(at, piece) for at, piece in enumerate(pieces) if not _is_new(answer, piece)]
    order = [answer.prepared.known[piece.block].order for _, piece in there]
    if order == sorted(order):
        return
    kept = set(increasing(order))
    for n, (at, piece) in enumerate(there):
        if n in kept:
            continue
        known = answer.prepared.known[piece.block]
        block, place = known.block, _place(answer, pieces, at)
        authors = answer.tracks.of_paragraphs(answer.index[j] for j in piece.paragraphs)
        authors += answer.tracks.of_gone(answer.base(i) for i in known.slots)
        yield Edit(
            id=name(block.section, block.id, "move", place),
            section=block.section,
            block=block.id,
            kind=EditKind.MOVE,
            part=Part.PLACE,
            before=block.text,
            after=block.text,
            sources=(answer.tracks.source(authors),),
            paragraphs=answer.indexes(known.slots),
            heading=block.heading,
            place=place,
            row=row,
        )


def _added(answer: Answer, row: str, pieces: Sequence[Piece]) -> Iterator[Edit]:
    before: dict[str, str] = {}
    times: Counter[str] = Counter()
    place = ""
    for piece in pieces:
        if not _is_new(answer, piece):
            place = piece.block
            continue
        after = place or piece.section
        edit = _addition(answer, piece, row, after, before.get(after, ""))
        times[edit.id] += 1
        edit = replace(edit, id=nth(edit.id, times[edit.id]))
        before[after] = edit.id
        yield edit


def _addition(answer: Answer, piece: Piece, row: str, place: str, follows: str) -> Edit:
    heading = ""
    if piece.heading is not None:
        heading = plain_of(tokenize([answer.para(piece.heading).line])).replace("\n", " ")
    text = markup_of(tokenize(answer.para(j).line for j in piece.texts), with_breaks=True)
    authors = answer.tracks.of_paragraphs(answer.index[j] for j in piece.paragraphs)
    near = answer.near(piece.paragraphs[0])
    made = name(piece.section, "ny", row, place, heading, without_breaks(text))
    return Edit(
        id=made,
        section=piece.section,
        block="",
        kind=EditKind.ADD,
        part=Part.PLACE,
        before="",
        after=text,
        sources=(answer.tracks.source(authors),),
        paragraphs=() if near is None else (near,),
        heading=heading,
        place=place,
        row=row,
        follows=((answer.returned.party, follows),) if follows else (),
        together=piece.block,
    )


def _without_place(answer: Answer, piece: Piece) -> Iterator[Edit]:
    """A point that was moved to where no points stand: its words, for a person to place."""
    for j in piece.paragraphs:
        authors = answer.tracks.of_paragraphs([answer.index[j]])
        text = answer.para(j).plain.strip()
        yield new_fixed(answer, text, answer.near(j), piece.section, authors)


def _gone(answer: Answer) -> Iterator[Edit]:
    left = {piece.block: piece for piece in answer.view.pieces if answer.has_left(piece)}
    joined = _joined(answer)
    for block, known in answer.prepared.known.items():
        if block in answer.standing or not known.slots:
            continue
        if block not in left and (candidates := _may_be(answer, known)):
            yield _unsure(answer, known, candidates)
            continue
        together = joined.get(block, "")
        if block in left and _row_of(left[block]):
            together = block
        yield _removal(answer, known, together)


def _removal(answer: Answer, known: Known, together: str) -> Edit:
    block, paragraphs = known.block, [answer.base(i) for i in known.slots]
    # Where all words of a paragraph were replaced, its bookmark may stand with the new ones.
    authors = answer.tracks.of_gone(paragraphs) or answer.tracks.of_bookmarked(paragraphs)
    return Edit(
        id=name(block.section, block.id, "remove", together),
        section=block.section,
        block=block.id,
        kind=EditKind.REMOVE,
        part=Part.PLACE,
        before=block.text,
        after="",
        sources=(answer.tracks.source(authors),),
        paragraphs=answer.indexes(known.slots),
        heading=block.heading,
        together=together,
    )


def _joined(answer: Answer) -> dict[str, str]:
    """Paragraphs of prose whose words went into a neighbour: name of what belongs together."""
    found: dict[str, str] = {}
    slots = answer.prepared.slots
    for i, j in answer.alignment.joined.items():
        into = answer.comes_from(j)
        block = slots[i].block
        if into is None or block in answer.standing or not slots[into].block:
            continue
        if slots[into].block != block:
            found[block] = f"{slots[into].block}+{block}"
    return found


def _may_be(answer: Answer, known: Known) -> tuple[str, ...]:
    """Blocks of which any may be the one that is gone, or none where it is clear."""
    slots, alignment = answer.prepared.slots, answer.alignment
    found: set[str] = set()
    for i in known.slots:
        if alignment.back[i] is not None:
            continue
        others = alignment.unsure.get(i, ())
        others += tuple(k for named in alignment.doubtful.values() if i in named for k in named)
        if not others:
            return ()
        if slots[i].role is not Role.SOURCE:
            found |= {slots[k].block for k in others if slots[k].block}
    return tuple(sorted(found, key=ids.order)) if len(found) > 1 else ()


def _unsure(answer: Answer, known: Known, candidates: tuple[str, ...]) -> Edit:
    """One of several blocks is gone, and only a person can tell which."""
    removal = _removal(answer, known, "")
    return replace(
        removal,
        id=name(known.block.section, known.block.id, "one of", candidates),
        kind=EditKind.REMARK,
        part=Part.FIXED,
        candidates=candidates,
    )


def _doubtful(answer: Answer) -> Iterator[Edit]:
    """Words that may be any of several blocks, reworded."""
    slots = answer.prepared.slots
    for j, named in answer.alignment.doubtful.items():
        blocks = {slots[i].block for i in named if slots[i].block}
        authors = answer.tracks.of_paragraphs([answer.index[j]])
        text = answer.para(j).plain.strip()
        near = answer.near(j)
        section = answer.prepared.section_at[near] if near is not None else ""
        edit = new_fixed(answer, text, near, section, authors)
        yield replace(edit, candidates=tuple(sorted(blocks, key=ids.order)))
