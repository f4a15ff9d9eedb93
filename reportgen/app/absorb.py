"""The secretariat's own edits of a version, taken back into ``aendringer/`` as they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.app import deciding
from reportgen.app.generate import read_sound
from reportgen.app.hearing.reading import as_before_saving, base_document, with_foreign_texts
from reportgen.app.recording import OUTCOME, SOURCE
from reportgen.app.workbook import cells as workbook_cells
from reportgen.app.workbook.cells import WrittenCells
from reportgen.app.workbook.point_cells import cells_of_points, without_written
from reportgen.app.year import YearInputs, decided_changes
from reportgen.hearing.absorbing import (
    ClosedInputs,
    absorbed_digests,
    cell_change,
    closed_inputs,
    new_entries,
    of_comment,
    one_a_block,
    remark,
    row_change,
    signed,
    typed_in_workbook,
)
from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.decisions.apply import apply_rulings
from reportgen.hearing.decisions.rulings import Outcome, Ruling
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.problems import InputFaults, Location, Problem, Refusal
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Decision, Kind, Origin
from reportgen.report.ids import CellId
from reportgen.report.wording.characters import legible_name
from reportgen.word.read.returned import Reader, ReadFile, differences
from reportgen.workspace import files, versions
from reportgen.workspace import rounds as hearing
from reportgen.workspace.names import version_in, version_name
from reportgen.workspace.places import Year
from reportgen.workspace.rounds import Round
from reportgen.workspace.together import write_all
from reportgen.workspace.versions import Record


class NotThisReport(Refusal, code="absorb-other-report"):
    """The file is not a version of this network's report of this year."""


class NoOriginal(Refusal, code="absorb-without-original"):
    """The version that the file was made from is not known any more."""


class NotAVersion(NoOriginal, code="absorb-not-a-version"):
    """The file says nowhere which version it is."""


class HearingCopy(Refusal, code="absorb-hearing-copy"):
    """The file is a copy that was sent out in a hearing: it may hold another's edits."""


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What `absorb` did."""

    changes: tuple[dict[str, Any], ...]
    """The entries that were written, as the contract's objects."""
    file: str
    """Name in ``aendringer/``; empty where nothing was written."""
    version: str
    problems: tuple[Problem, ...]
    closed: tuple[str, ...] = ()
    already: bool = False
    """Whether nothing in the file is new."""
    edited: bool = False
    """Where nothing is new: whether it holds edits, that were taken in before."""


@dataclass(frozen=True, slots=True)
class _File:
    """The edited file, read, and the version it was made from."""

    name: str
    data: bytes
    read: ReadFile
    """As it was before another program saved it."""
    sent: ReadFile | None
    """Its original, read."""
    record: Record
    original: bytes
    problems: tuple[Problem, ...]
    reader: Reader
    """What has read the file, and reads its original alongside."""


def absorb(
    year: Year,
    path: Path,
    date: dt.date,
    *,
    close: Sequence[str] | None = None,
    by: str | None = None,
) -> Absorbed:
    """Take the edits of `path` into the next file of ``aendringer/``.

    `close` names the pending inputs that are closed because their comments are gone; an
    empty one closes none; None leaves it to the file, and raises `CommentsGone` where that
    cannot tell. `by` is the secretariat of the network unless given. Raises `InputFaults`
    where the inputs have errors or an edit no longer fits them. Nothing is written where
    anything is raised.
    """
    inputs, rounds = read_sound(year)
    edited = _open(inputs, rounds, path)
    decided = decided_changes(year)
    if files.digest(edited.data) in absorbed_digests(decided):
        return Absorbed((), "", edited.record.version, edited.problems, already=True, edited=True)
    by = by or inputs.material.network.secretariat.organisation
    document = base_document(
        edited.record, edited.original, inputs.outline.prose_sections, edited.reader
    )
    prepared = prepare(document)
    merged = _edits(prepared, edited, by)
    folded, version = inputs.folded, edited.record.state
    closes = closed_inputs(folded, version, document.remarks, edited.read.document.remarks, close)
    decision = Decision(by=by, date=date, outcome=OUTCOME)
    cells = [cell_change(edit) for edit in merged.edits if edit.kind is EditKind.CELL]
    rows = [row for edit in merged.edits if (row := row_change(edit)) is not None]
    entries = _entries(inputs, prepared, merged, edited, decision)
    of_points = cells_of_points(inputs, new_entries(folded, decided, version, entries))
    workbook = workbook_cells.with_written_cells(
        inputs, [*cells, *of_points], rows, date=date, source=SOURCE
    )
    typed = {remark(edit).input or "" for edit in merged.edits if _is_written(edit, workbook)}
    entries = [typed_in_workbook(entry, typed, decision) for entry in entries]
    new = new_entries(folded, decided, version, entries)
    new = without_written(inputs, new, workbook.done)
    problems = (*edited.problems, *_left_to_do(merged, workbook))
    if not new and not closes.ids and not _is_edited(edited):
        return Absorbed((), "", edited.record.version, problems, already=True)
    receipt = _receipt(edited, new, closes, decision)
    heading = (f"Indarbejdet fra {edited.name}. Ret ikke i filen.",)
    try:
        name, data = deciding.next_checked_file(inputs, [*new, receipt], heading)
    except InputFaults as faults:
        raise InputFaults(_in_file(edited, fault) for fault in faults.problems) from None
    contents = workbook_cells.workbook_file(inputs, workbook)
    write_all(year.workspace.root, {**contents, year.decided / name: data})
    changes = deciding.entries_as_json(name, data)
    kept = changes if closes.ids else changes[:-1]
    return Absorbed(tuple(kept), name, edited.record.version, problems, closes.ids)


def _in_file(edited: _File, fault: Problem) -> Problem:
    """A fault of the entries, which are not written, as one of the file they were to be made of."""
    where = Location(edited.name)
    if fault.code not in {"change-conflict", "removal-of-changed"}:
        return replace(fault, location=where)
    values = {"wanted": "(udgår)", **fault.values, "version": edited.record.version}
    return Problem("absorb-conflict", where, values)


def _open(inputs: YearInputs, rounds: Sequence[Round], path: Path) -> _File:
    """Read the file and find the version it was made from."""
    name = legible_name(path.name)
    data = files.read(path, named=True)
    if data is None:
        raise InputFaults([Problem("file-missing", Location(name), {"path": str(path)})])
    reader = Reader()
    read, problems = reader.read(data, name)
    if read is None:
        raise InputFaults(problems)
    year, where = inputs.year, Location(name)
    if read.mark is not None:
        raise HearingCopy(where)
    identity = read.identity
    if identity is not None and (identity.network, identity.year) != (year.network, year.year):
        raise NotThisReport(where, network=identity.network, year=identity.year)
    number = version_in(f"_{identity.version}." if identity else name)
    if not number:
        raise NotAVersion(where)
    record = _record(year, rounds, number)
    original = versions.original(year, record) if record else None
    if record is None or original is None or (identity and identity.base != record.fold):
        raise NoOriginal(where, version=identity.version if identity else version_name(number))
    read = reader.read(data, name, sent=original)[0] or read
    sent, _ = reader.read(original, "")
    read, resaved = as_before_saving(sent, read)
    return _File(name, data, read, sent, record, original, (*problems, *resaved), reader)


def _record(year: Year, rounds: Sequence[Round], number: int) -> Record | None:
    known = next((r for r in versions.records(year) if r.number == number), None)
    if known is not None and versions.original(year, known) is not None:
        return known
    for sent in rounds:
        if sent.version_number == number:
            record, data = hearing.sent_version(sent)
            versions.write_version(year, record, data)
            return record
    return known


def _edits(prepared: Prepared, edited: _File, by: str) -> Merged:
    """Everything in the file that is not in the version it was made from."""
    document = with_foreign_texts(edited.read, edited.reader)
    return merge(prepared, [replace(document, party=by, file=edited.name)], [by])


def _is_edited(edited: _File) -> bool:
    return edited.sent is None or bool(differences(edited.sent, edited.read))


def _entries(
    inputs: YearInputs,
    prepared: Prepared,
    merged: Merged,
    edited: _File,
    decision: Decision,
) -> list[DecidedEntry]:
    """Every edit as an entry, accepted as it stands; what no entry can do, as a remark."""
    ruled = [edit for edit in merged.edits if not _is_for_a_person(edit)]
    rulings = {edit.id: Ruling(edit.id, Outcome.YES) for edit in ruled}
    applied = apply_rulings(prepared, merged, rulings, deciding.taken_ids(inputs))
    if applied.problems:
        raise InputFaults(applied.problems)
    entries = [remark(edit) for edit in merged.edits if _is_for_a_person(edit)]
    entries += [of_comment(comment, decision) for comment in merged.comments]
    entries += one_a_block([e.model_copy(update={"decision": decision}) for e in applied.entries])
    made_by = [signed(entry, edited.name, decision.by or "") for entry in entries]
    return deciding.fitted(inputs, made_by)


def _is_for_a_person(edit: Edit) -> bool:
    return edit.part is Part.FIXED or edit.kind is EditKind.CELL or edit.is_row


def _is_written(edit: Edit, workbook: WrittenCells) -> bool:
    """Whether what an edit asks of the workbook is written in it."""
    if edit.kind is EditKind.CELL:
        return edit.block in workbook.done
    row = row_change(edit)
    return row is not None and row in workbook.rows


def _receipt(
    edited: _File, new: Sequence[DecidedEntry], closes: ClosedInputs, decision: Decision
) -> DecidedEntry:
    """The record that all of a file was taken in, and what was closed with it."""
    count = (
        "1 ændring eller bemærkning" if len(new) == 1 else f"{len(new)} ændringer og bemærkninger"
    )
    summary = f"Indarbejdet fra {edited.record.version}: {count}."
    return DecidedEntry(
        kind=Kind.REMARK,
        answer=summary,
        origin=Origin(file=edited.name, party=decision.by, digest=files.digest(edited.data)),
        decision=decision.model_copy(update={"reason": closes.reason or None}),
        closes=closes.ids,
    )


def _left_to_do(merged: Merged, workbook: WrittenCells) -> list[Problem]:
    """What the secretariat has to see to by hand, as notes."""
    problems = list(workbook.told)
    for edit in merged.edits:
        row = row_change(edit)
        if _is_written(edit, workbook):
            continue
        if row is not None:
            problems.append(workbook_cells.row_note(row))
        elif edit.kind is EditKind.CELL:
            sheet, cell = CellId.parse(edit.block)
            where = Location("aarsrapport.xlsx", sheet=sheet, cell=cell)
            values = {"before": edit.before or "–", "after": edit.after or "–"}
            problems.append(Problem("absorb-cell", where, values))
        elif edit.part is Part.FIXED:
            values = {"before": edit.before or "–", "after": edit.after or "–"}
            if ids.is_point(edit.block):
                values["block"] = edit.block
                problems.append(Problem("absorb-point-line", Location(), values))
            else:
                values["section"] = edit.section or "–"
                problems.append(Problem("absorb-fixed-text", Location(), values))
    return problems
