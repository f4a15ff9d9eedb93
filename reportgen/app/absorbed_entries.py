"""Edits and comments of an absorbed file as entries of ``aendringer/``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportgen.app.workbook_cells import Written
from reportgen.hearing.decisions.apply import CellChange
from reportgen.hearing.result import Comment, Edit, EditKind
from reportgen.report.entries import DecidedEntry, Decision, Kind, Origin


def remark(edit: Edit) -> DecidedEntry:
    """An edit of what the inputs do not hold as words: pending until somebody sees to it."""
    if edit.kind is EditKind.CELL:
        said = f"{edit.block} i arbejdsbogen skal være “{edit.after}” (var “{edit.before}”)."
    elif edit.before and edit.after:
        said = f"Fast tekst “{edit.before}” er rettet til “{edit.after}”."
    elif edit.after:
        said = f"Skrevet uden for punkter og tekst: “{edit.after}”."
    else:
        said = f"Fast tekst “{edit.before}” er slettet."
    return DecidedEntry(
        section=edit.section or None,
        id=None if "!" in edit.block else edit.block or None,
        kind=Kind.REMARK,
        input=said,
        origin=_origin(edit),
    )


def cell_change(edit: Edit) -> CellChange:
    """The change of the workbook's cell that an edit asks for."""
    return CellChange(edit.block, edit.before, edit.after, (edit.id,))


def typed_in_workbook(entry: DecidedEntry, workbook: Written, decision: Decision) -> DecidedEntry:
    """The remark on a cell, answered where the cell is written."""
    cell = (entry.input or "").partition(" i arbejdsbogen")[0]
    if entry.kind is not Kind.REMARK or cell not in workbook.done:
        return entry
    return entry.model_copy(update={"answer": "Skrevet i arbejdsbogen.", "decision": decision})


def of_comment(comment: Comment, decision: Decision) -> DecidedEntry:
    """A new comment: pending until it is answered, unless it was resolved already."""
    done: dict[str, Any] = {}
    if comment.resolved:
        done = {"answer": "Løst i dokumentet.", "decision": decision}
    return DecidedEntry(
        section=comment.section or None,
        id=comment.block if comment.block and "!" not in comment.block else None,
        kind=Kind.REMARK,
        input=comment.text or None,
        origin=Origin(author=comment.author or None, time=comment.date or None),
        **done,
    )


def _origin(edit: Edit) -> Origin:
    authors = [author for source in edit.sources for author in source.authors]
    return Origin(
        author="; ".join(dict.fromkeys(a.name for a in authors if a.name)) or None,
        time="; ".join(sorted({a.time for a in authors if a.time})) or None,
    )


def signed(entry: DecidedEntry, file: str, by: str) -> DecidedEntry:
    """The entry with the file it comes from, as an edit of the secretariat's own."""
    origin = entry.origin or Origin()
    changed = origin.model_copy(update={"file": file, "party": by})
    return entry.model_copy(update={"origin": changed})


def one_a_block(entries: Sequence[DecidedEntry]) -> list[DecidedEntry]:
    """Rewordings of one block by the same people as one entry: it was one sitting."""
    made: list[DecidedEntry] = []
    for entry in entries:
        last = made[-1] if made else None
        if last is not None and _go_together(last, entry):
            made[-1] = _together(last, entry)
        else:
            made.append(entry)
    return made


def _go_together(one: DecidedEntry, other: DecidedEntry) -> bool:
    rewords = {Kind.AMEND, Kind.REPLACE}
    authors = {entry.origin.author if entry.origin else None for entry in (one, other)}
    return one.kind in rewords and other.kind in rewords and one.id == other.id and len(authors) < 2


def _together(one: DecidedEntry, other: DecidedEntry) -> DecidedEntry:
    """Two rewordings, the second made against what the first left, as one."""
    changed: dict[str, Any] = {}
    if other.text is not None:
        changed["text"] = other.text
        changed["before"] = other.before if one.text is None else one.before
    if other.heading is not None:
        changed["heading"] = other.heading
        changed["heading_before"] = (
            other.heading_before if one.heading is None else one.heading_before
        )
    times = [e.origin.time for e in (one, other) if e.origin and e.origin.time]
    if one.origin and times:
        said = "; ".join(dict.fromkeys("; ".join(times).split("; ")))
        changed["origin"] = one.origin.model_copy(update={"time": said})
    return one.model_copy(update=changed)
