"""Rows that the inputs have changed under an open round, shown again with both texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.app.workbook import cells as workbook_cells
from reportgen.app.year import YearInputs
from reportgen.hearing.decisions.current import Current, Overtaken, overtaken_rows
from reportgen.hearing.decisions.rows import Row, with_both_texts
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.responses import RoundResult
from reportgen.hearing.result import EditKind
from reportgen.report.recorded import RecordedReport
from reportgen.workspace import answer_sets
from reportgen.workspace.answer_sets import STATE
from reportgen.workspace.answer_sets import Collection as AnswerSet
from reportgen.workspace.rounds import Round
from reportgen.workspace.versions import Record

_MET = frozenset({Outcome.YES, Outcome.PARTLY})


def current_inputs(inputs: YearInputs, sent: Record, result: RoundResult) -> Current | None:
    """The inputs beside what was sent out; None where they still say the same."""
    if inputs.material.digest(RecordedReport.of(inputs.folded)) == sent.fold:
        return None
    cells = {e.block: e.before for e in result.merged.edits if e.kind is EditKind.CELL}
    changed = workbook_cells.changed_cells(inputs, cells)
    return Current(result.prepared, inputs.folded, changed)


def rows_overtaken(
    result: RoundResult, rows: Sequence[Row], current: Current | None
) -> dict[str, Overtaken]:
    """Rows that cannot be met as they stand, with what the inputs say there now."""
    if current is None:
        return {}
    return overtaken_rows(result.prepared, result.merged, rows, current)


def with_texts_shown(
    rows: Sequence[Row], overtaken: Mapping[str, Overtaken], seen: Mapping[str, str]
) -> tuple[Row, ...]:
    """The rows with both texts where the inputs say something else now.

    Where they were met before that was `seen`, as what the inputs said, they are open again;
    what was typed with the decision stays.
    """
    return tuple(
        _shown(row, overtaken[row.id], seen.get(row.id)) if row.id in overtaken else row
        for row in rows
    )


def _shown(row: Row, overtaken: Overtaken, seen: str | None) -> Row:
    shown = with_both_texts(row, overtaken.shown, overtaken.place, overtaken.wanted)
    if row.typed.outcome in _MET and overtaken.now != seen:
        return replace(shown, typed=replace(row.typed, outcome=None))
    return shown


def texts_seen(found: Round, latest: AnswerSet, paths: Collection[Path]) -> Mapping[str, str]:
    """What the inputs said of each overtaken row in the set that decisions are read from."""
    for path in paths:
        said = path.name.partition("_")[0]
        number = int(said) if said.isdecimal() else latest.number
        if number < latest.number and answer_sets.path_of(found, number, STATE).exists():
            return answer_sets.read(found, number).overtaken
    return latest.overtaken
