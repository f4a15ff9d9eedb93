"""Reading ``hoeringssvar.xlsx`` back: what was typed, and every fault at its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reportgen.hearing.decisions.rows import Row, Typed
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.problems import Location, Problem
from reportgen.sources.decision_sheet.columns import (
    ANSWERS,
    ASSESSMENT,
    ID,
    MET,
    OUTCOMES,
    REASON,
    TYPED,
    WORDING,
)
from reportgen.sources.spelling import folded, nearest
from reportgen.sources.workbook.package import Unreadable, WorkbookPackage
from reportgen.sources.workbook.rows import RowReader
from reportgen.sources.workbook.spreadsheetml import WorkbookParts
from reportgen.sources.workbook.table import SheetTable, read_table


def read_answers(
    data: bytes, file: str, rows: Sequence[Row]
) -> tuple[dict[str, Typed], list[Problem]]:
    """Read what was typed in the workbook, by the id of the row, and list every fault.

    `rows` are those it was made with. A row that is gone is undecided, with a warning.
    Nothing is raised, whatever `data` holds.
    """
    problems: list[Problem] = []
    table = _table(data, file, problems)
    if table is None or ID not in table.columns:
        return {}, problems
    found = _typed(table, {row.id: row for row in rows}, problems)
    problems += _too_many(table, rows, found)
    problems += [
        Problem("hearing-row-gone", table.where, {"id": row.id, "party": row.party})
        for row in rows
        if row.id not in found
    ]
    return found, problems


def _table(data: bytes, file: str, problems: list[Problem]) -> SheetTable | None:
    """The sheet with the decisions; None, with the fault told, where there is none to read."""
    where = Location(file)
    try:
        workbook = WorkbookParts(WorkbookPackage(data))
        names = [part.name for part in workbook.sheets]
        part = next((p for p in workbook.sheets if folded(p.name) == folded(ANSWERS.name)), None)
        if part is None:
            values = {"sheet": ANSWERS.name, "found": ", ".join(names)}
            problems.append(Problem("hearing-sheet-missing", where, values))
            return None
        raw = workbook.sheet(part)
    except Unreadable as fault:
        problems.append(Problem(fault.code, where, fault.values))
        return None
    if workbook.has_macros:
        problems.append(Problem("workbook-macros", where))
    table, faults = read_table(raw, TYPED, Location(file, part.name))
    problems += faults
    return table


def _typed(
    table: SheetTable, known: Mapping[str, Row], problems: list[Problem]
) -> dict[str, Typed]:
    """What was typed in each row, by its id; a row that none can be given to is a fault."""
    found: dict[str, Typed] = {}
    for row in table.rows:
        reader = RowReader(table, row, problems)
        id_ = reader.line(ID)
        outcome = _outcome(reader)
        text, assessment = reader.text(WORDING), reader.text(ASSESSMENT)
        typed = Typed(
            outcome, text, assessment, reader.text(REASON), table.at(row.cells.get(MET, ""))
        )
        if not id_:
            reader.report("hearing-row-without-id", ID)
        elif id_ not in known:
            near = nearest(id_, known) or ""
            reader.report("hearing-decision-unknown", ID, id=id_, near=near)
        elif id_ in found:
            reader.report("hearing-row-twice", ID, id=id_)
        else:
            found[id_] = typed
            _check(reader, id_, typed)
    return found


def _outcome(reader: RowReader) -> Outcome | None:
    said = reader.line(MET)
    if not said:
        return None
    if folded(said) in OUTCOMES:
        return Outcome(folded(said))
    reader.report("hearing-outcome-unknown", MET, typed=said, allowed=", ".join(OUTCOMES))
    return None


def _check(reader: RowReader, id_: str, typed: Typed) -> None:
    """Whether the wording fits the decision."""
    if typed.outcome is Outcome.PARTLY and not typed.text.strip():
        reader.report("hearing-wording-missing", WORDING, id=id_)
    if typed.text.strip() and typed.outcome in (None, Outcome.NO):
        reader.report("hearing-wording-unused", WORDING, id=id_)


def _too_many(table: SheetTable, rows: Sequence[Row], found: Mapping[str, Typed]) -> list[Problem]:
    """Conflicts of which more than one side was met."""
    met: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        typed = found.get(row.id)
        if row.conflict and typed and typed.outcome in (Outcome.YES, Outcome.PARTLY):
            met[row.conflict].append(row.id)
    return [
        Problem(
            "hearing-variants-both",
            found[ids[1]].where,
            {"conflict": conflict, "chosen": ", ".join(ids)},
        )
        for conflict, ids in met.items()
        if len(ids) > 1
    ]
