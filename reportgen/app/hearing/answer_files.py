"""The files of ``svar/``: numbered sets, each made whole by one collect and decided in after."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from reportgen.app.hearing.note import hearing_note
from reportgen.app.hearing.results import RoundResult
from reportgen.hearing.base import Prepared
from reportgen.hearing.consolidated.decided import FromDocument, decisions_from_document
from reportgen.hearing.consolidated.plan import plan
from reportgen.hearing.decisions.rows import Row, Typed, answer_rows
from reportgen.hearing.result import Merged
from reportgen.problems import InputFaults, Problem, Refusal
from reportgen.sources.decision_sheet.reading import read_answers
from reportgen.sources.decision_sheet.writing import write_answers
from reportgen.word.read.returned import read_returned
from reportgen.word.revisions.redline.document import redline
from reportgen.workspace import files
from reportgen.workspace.answer_sets import DOCUMENT, NOTE, SHEET, STATE, Collection, path_of
from reportgen.workspace.rounds import Round


class NothingCollected(Refusal):
    """Nothing was collected in the round yet."""

    code = "round-nothing-collected"


def rows_of(result: RoundResult, say: Callable[[Problem], str]) -> tuple[Row, ...]:
    """The rows of a result; `say` words why a file was set aside."""
    reasons = {aside.id: say(aside.reason) for aside in result.set_aside}
    return answer_rows(result.merged, result.set_aside, reasons)


def typed_in(found: Round, number: int, rows: Sequence[Row]) -> dict[str, Typed]:
    """What was typed in a set's workbook; nothing where the workbook is gone.

    What cannot be read is left out: whoever is to lose nothing asks `refuse_unreadable` first.
    """
    path = path_of(found, number, SHEET)
    data = files.read(path)
    return read_answers(data, path.name, rows)[0] if data is not None else {}


def make(
    result: RoundResult,
    rows: Sequence[Row],
    receipts: int,
    template: bytes,
    now: dt.datetime,
) -> tuple[Path, ...]:
    """Write a set: workbook, consolidated document and note; the record of it comes last."""
    found, number = result.round, result.number
    network = result.network
    decided = {row.id: row.typed for row in rows}
    made = {
        SHEET: write_answers(rows),
        DOCUMENT: consolidate(
            result.original,
            result.prepared,
            result.merged,
            network.organisations,
            network.secretariat.organisation,
        ),
        NOTE: hearing_note(template, result, rows, decided, date=now.date()),
    }
    said = {
        "receipts": receipts,
        "conflicts": [[c.id, [v.edits for v in c.variants]] for c in result.merged.conflicts],
        "files": {name: files.digest(data) for name, data in made.items()},
        "rows": [[row.id, row.party, row.conflict] for row in rows],
        "aside": len(result.set_aside),
        "decided": any(not typed.is_empty for typed in decided.values()),
    }
    for name, data in made.items():
        files.write(path_of(found, number, name), data)
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    files.write(path_of(found, number, STATE), text.encode())
    return tuple(path_of(found, number, name) for name in made)


def consolidate(
    base: bytes, prepared: Prepared, merged: Merged, order: Sequence[str], secretariat: str
) -> bytes:
    """Write all answers into the document that was sent out, each under its party.

    `base` is that document and `prepared` what was read from it; `order` is that of the
    network's organisations, and `secretariat` signs what is said about conflicts. The
    same arguments always give the same bytes.
    """
    return redline(base, plan(prepared, merged, order, secretariat))


def decided_in(data: bytes, file: str, result: RoundResult) -> FromDocument:
    """Read the decisions of a document; raises `InputFaults` where it cannot be read."""
    read, problems = read_returned(data, file)
    if read is None:
        raise InputFaults(problems)
    return decisions_from_document(result.prepared, result.merged, read.document, read.rejected)


def is_worked_in(found: Round, collection: Collection) -> bytes | None:
    """The consolidated document of a set, where somebody saved it since it was made."""
    path = path_of(found, collection.number, DOCUMENT)
    data = files.read(path)
    made = collection.digests.get(DOCUMENT)
    return data if data is not None and files.digest(data) != made else None


def decisions_in_word(
    found: Round, collection: Collection, result: RoundResult
) -> dict[str, Typed]:
    """What was decided in a set's consolidated document, by row; nothing where nobody did."""
    data = is_worked_in(found, collection)
    if data is None:
        return {}
    path = path_of(found, collection.number, DOCUMENT)
    return dict(decided_in(data, path.name, result).decisions)
