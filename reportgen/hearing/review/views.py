"""A section as a whole: as it was sent out, with everyone's changes, and as it is decided.

Every view is a plan like that of the consolidated document, of other edits: one mechanism says
where everything comes to stand.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from reportgen.hearing.base import Prepared
from reportgen.hearing.consolidated.plan import plan
from reportgen.hearing.decisions.apply import apply_rulings
from reportgen.hearing.decisions.rows import Row, Typed, rulings
from reportgen.hearing.decisions.rulings import Decided, Outcome, settle
from reportgen.hearing.model import Para
from reportgen.hearing.redline_plan import (
    AddedParagraph,
    AddedRow,
    DeletedRow,
    DeletedText,
    InsertedText,
    KeptText,
    Moved,
    ParagraphSplit,
    Plan,
    Segment,
    Signature,
)
from reportgen.hearing.result import Edit, EditKind, Merged, Part, Source
from reportgen.hearing.review.marked import Mark, MarkedLine, Piece
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.wording.differ import differences
from reportgen.report.wording.text import Run
from reportgen.report.wording.tokens import Form, tokenize_markup

OWN = "egen ordlyd"
"""Who signs a wording of the secretariat's own."""
_DECIDED = "\u2713"
"""Who signs what is decided, where only what is open is to be seen."""
_BETWEEN = " | "


class View(StrEnum):
    """How a section is looked at."""

    SENT = "udsendt"
    EVERYONE = "alle"
    DECISIONS = "afgjort"
    """What the decisions change."""
    SO_FAR = "nu"
    """As it reads with what is decided, and with what is open marked in it."""


@dataclass(frozen=True, slots=True)
class ViewedLine:
    """A paragraph of the section, and the block that it shows a part of."""

    line: MarkedLine
    block: str = ""


def viewed(
    prepared: Prepared,
    merged: Merged,
    rows: Sequence[Row],
    typed: Mapping[str, Typed],
    section: str,
    *,
    view: View,
) -> tuple[ViewedLine, ...]:
    """A section of the report in one of its views.

    `rows` and what was `typed` in them say what is decided: a row without a decision, or partly
    met without a wording, is open.
    """
    here = replace(
        merged,
        edits=tuple(edit for edit in merged.edits if edit.section == section),
        conflicts=tuple(each for each in merged.conflicts if each.section == section),
        comments=tuple(each for each in merged.comments if each.section == section),
    )
    edits: tuple[Edit, ...] = ()
    if view is View.EVERYONE:
        edits = here.edits
    elif view is not View.SENT:
        known = {edit.id for edit in here.edits} | {comment.id for comment in here.comments}
        rows = [row for row in rows if known.intersection(row.about)]
        edits = _decided_edits(prepared, here, rows, typed)
        if view is View.SO_FAR:
            edits = (*map(_silent, edits), *_open_edits(here, rows, typed))
    planned = plan(prepared, replace(here, edits=edits, conflicts=(), comments=()), (), "")
    return tuple(_Section(prepared, planned, section).lines())


def _is_decided(typed: Typed) -> bool:
    return typed.outcome is not None and bool(
        typed.outcome is not Outcome.PARTLY or typed.text.strip()
    )


def _open_edits(merged: Merged, rows: Iterable[Row], typed: Mapping[str, Typed]) -> Iterator[Edit]:
    decided = {id_ for row in rows if _is_decided(typed.get(row.id, Typed())) for id_ in row.about}
    yield from (edit for edit in merged.edits if edit.id not in decided)


def _decided_edits(
    prepared: Prepared, merged: Merged, rows: Sequence[Row], typed: Mapping[str, Typed]
) -> tuple[Edit, ...]:
    """What the decisions come to, as edits: those that are met, and those of own wordings.

    What an own wording comes to is asked of `apply_rulings`, which asks it of the report too.
    """
    sound = {row.id: typed[row.id] for row in rows if _is_decided(typed.get(row.id, Typed()))}
    ruled = rulings(rows, sound, "", dt.date.min)
    decided = Decided.of(prepared, merged, settle(merged, ruled)[0])
    entries = [each.entry for each in apply_rulings(prepared, merged, ruled).made]
    reworded = {
        entry.id for entry in entries if entry.kind is Kind.REPLACE and entry.text is not None
    }
    made = [
        edit
        for edit in merged.edits
        if decided.met(edit) and not (edit.block in reworded and edit.part is Part.TEXT)
    ]
    for block in filter(None, reworded):
        made += _reworded(prepared, block, [e for e in entries if e.id == block])
    made += _own(decided, entries)
    return tuple(made)


def _reworded(prepared: Prepared, block: str, entries: Sequence[DecidedEntry]) -> Iterator[Edit]:
    """The text of a block as all that was decided leaves it, against what was sent out."""
    text = [entry.text for entry in entries if entry.text is not None][-1]
    known = prepared.known[block]
    for hunk, _ in differences(known.words, tokenize_markup(text)):
        yield Edit(
            id=f"{block}:{hunk.start}:{hunk.end}:{hunk.sets or ''}",
            section=known.block.section,
            block=block,
            kind=EditKind.REPLACE if hunk.sets is None else EditKind.FORMAT,
            part=Part.TEXT,
            before=known.block.text,
            after=text,
            sources=(Source(OWN),),
            paragraphs=tuple(prepared.slots[n].index for n in known.texts),
            hunk=hunk,
        )


def _own(decided: Decided, entries: Sequence[DecidedEntry]) -> Iterator[Edit]:
    """Headings, additions and cells that were given a wording of their own."""
    added = {entry.after: entry for entry in entries if entry.kind is Kind.ADD}
    seen: set[tuple[str, str]] = set()
    for edit in decided.merged.edits:
        own = decided.wording(edit)
        if own is None or (edit.block, edit.part) in seen:
            continue
        signed = replace(edit, sources=(Source(OWN),), conflict="")
        if edit.kind is EditKind.ADD and not edit.is_row:
            entry = next((e for e in added.values() if e.origin and e.origin.party), None)
            made = entry if entry and entry.after == edit.place else None
            text = made.text if made else own.text.strip()
            yield replace(signed, after=text or "", heading=(made and made.heading) or edit.heading)
        elif edit.kind is EditKind.CELL:
            seen.add((edit.block, edit.part))
            yield replace(signed, after=own.text.strip(), hunk=None)
        elif edit.part is Part.HEADING:
            seen.add((edit.block, edit.part))
            known = decided.prepared.known[edit.block]
            heading = next((e.heading for e in entries if e.id == edit.block and e.heading), "")
            words = tokenize_markup(heading or "")
            for hunk, _ in differences(known.heading_words, words) if words else ():
                yield replace(signed, hunk=hunk)


def _silent(edit: Edit) -> Edit:
    return replace(edit, sources=(Source(_DECIDED),))


class _Section:
    """One section, laid out by a plan."""

    def __init__(self, prepared: Prepared, planned: Plan, section: str) -> None:
        self._prepared, self._plan, self._section = prepared, planned, section
        self._moved = {
            index: move
            for move in planned.moves.values()
            for index in range(move.first, move.last + 1)
        }
        self._rows: defaultdict[int, list[DeletedRow | AddedRow]] = defaultdict(list)
        for row in planned.rows:
            self._rows[row.table].append(row)

    def lines(self) -> Iterator[ViewedLine]:
        """Its paragraphs in order, each row of a table as one."""
        paragraphs = self._prepared.document.paragraphs
        here = [
            index
            for index, section in enumerate(self._prepared.section_at)
            if section == self._section and not paragraphs[index].generated
        ]

        def row_of(index: int) -> tuple[int, int] | int:
            cell = paragraphs[index].cell
            return (cell.table, cell.row) if cell else index

        for key, indexes in groupby(here, row_of):
            if isinstance(key, tuple):
                yield from self._table_row(key, list(indexes))
            else:
                yield from self._paragraph(key)

    def _paragraph(self, index: int) -> Iterator[ViewedLine]:
        para = self._prepared.document.paragraphs[index]
        move = self._moved.get(index)
        if move is None:
            yield from self._edited(index, para)
        elif (mark := _mark(move.by, Mark.GONE)) is not None:
            pieces = (Piece(para.plain, mark, by=_name(move.by)),)
            yield self._viewed(para, pieces)
        for added in self._plan.added.get(index, ()):
            yield from self._added(added)

    def _edited(self, index: int, para: Para) -> Iterator[ViewedLine]:
        edited = self._plan.edited.get(index)
        segments = edited.segments if edited and edited.segments else (KeptText(para.plain),)
        pieces: list[Piece] = []
        for segment in segments:
            if isinstance(segment, ParagraphSplit):
                yield self._viewed(para, pieces)
                pieces = []
            else:
                pieces += _pieces(segment)
        is_gone = edited is not None and edited.unmarked is not None
        if is_gone and not pieces:
            return  # taken out by what is decided
        yield self._viewed(para, pieces)

    def _added(self, added: AddedParagraph | Moved) -> Iterator[ViewedLine]:
        paragraphs = self._prepared.document.paragraphs
        if isinstance(added, Moved):
            move = self._plan.moves[added.name]
            for index in range(move.first, move.last + 1):
                mark = _mark(move.by, Mark.COME) or Mark.KEPT
                segments = added.segments.get(index, ())
                text = "".join(p.text for s in segments for p in _pieces(s)) if segments else ""
                piece = Piece(text or paragraphs[index].plain, mark, by=_name(move.by))
                yield self._viewed(paragraphs[index], (piece,))
            return
        pieces = tuple(_inserted(added.runs, added.by))
        is_heading = added.style in self._prepared.heading_styles
        yield ViewedLine(MarkedLine(pieces, is_heading=is_heading))

    def _table_row(self, place: tuple[int, int], indexes: Sequence[int]) -> Iterator[ViewedLine]:
        table, row = place
        paragraphs = self._prepared.document.paragraphs
        pieces: list[Piece] = []
        for index in indexes:
            if pieces:
                pieces.append(Piece(_BETWEEN))
            edited = self._plan.edited.get(index)
            for segment in edited.segments if edited else (KeptText(paragraphs[index].plain),):
                pieces += _pieces(segment)
        gone = any(isinstance(r, DeletedRow) and r.row == row for r in self._rows[table])
        if not gone or any(p.mark is not Mark.KEPT for p in pieces):
            yield ViewedLine(MarkedLine(tuple(pieces)))
        for new in self._rows[table]:
            if isinstance(new, AddedRow) and new.row == row:
                runs = (Run(_BETWEEN.join(new.cells)),)
                yield ViewedLine(MarkedLine(tuple(_inserted(runs, new.by))))

    def _viewed(self, para: Para, pieces: Collection[Piece]) -> ViewedLine:
        heading = para.style in self._prepared.heading_styles or para.style.startswith("Heading")
        line = MarkedLine(tuple(pieces), kind=para.line.kind, is_heading=heading)
        return ViewedLine(line, para.block)


def _pieces(segment: Segment) -> Iterator[Piece]:
    if isinstance(segment, KeptText):
        looks = segment.formatting
        mark = _mark(looks.by, Mark.LOOK) if looks else None
        form = Form(looks.bold, looks.italic) if looks else Form()
        yield Piece(segment.text, mark or Mark.KEPT, form, _name(looks.by) if looks else "")
    elif isinstance(segment, DeletedText):
        if (mark := _mark(segment.by, Mark.GONE)) is not None:
            yield Piece(segment.text, mark, by=_name(segment.by))
    elif isinstance(segment, InsertedText):
        yield from _inserted(segment.runs, segment.by)


def _inserted(runs: Iterable[Run], by: Signature) -> Iterator[Piece]:
    mark = _mark(by, Mark.COME) or Mark.KEPT
    for run in runs:
        yield Piece(run.text, mark, Form(run.bold, run.italic, run.href), _name(by))


def _mark(by: Signature, mark: Mark) -> Mark | None:
    """The mark of somebody's change; none where it is decided, and simply so."""
    return None if _DECIDED in by.parties else mark


def _name(by: Signature) -> str:
    return "" if _DECIDED in by.parties else by.author
