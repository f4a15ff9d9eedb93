"""The files of ``svar/``: numbered sets, each made whole by one collect and decided in after."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

from reportgen.app.hearing.gathering import RoundAnswers
from reportgen.hearing.base import Prepared
from reportgen.hearing.consolidated.plan import plan
from reportgen.hearing.decisions.rows import Row
from reportgen.hearing.result import Merged
from reportgen.layout.hearing_note import hearing_note
from reportgen.sources.decision_sheet import write_answers
from reportgen.word.revisions.redline.document import redline
from reportgen.word.write.letter import write_hearing_note
from reportgen.workspace import files
from reportgen.workspace.answer_sets import DOCUMENT, NOTE, SHEET, STATE, path_of, write_record


def make_set(
    answers: RoundAnswers, rows: Sequence[Row], receipts: int, template: bytes, now: dt.datetime
) -> tuple[Path, ...]:
    """Write a set: workbook, consolidated document and note; what it was made of comes last.

    `receipts` is the number of the last receipt in it. Returns what a person is to open.
    """
    found, number, result = answers.round, answers.number, answers.result
    network = answers.hearing.network
    decided = {row.id: row.typed for row in rows}
    note = hearing_note(answers.hearing, result, rows, decided, date=now.date())
    made = {
        SHEET: write_answers(rows),
        DOCUMENT: consolidate(
            answers.original,
            result.prepared,
            result.merged,
            network.organisations,
            network.secretariat.organisation,
        ),
        NOTE: write_hearing_note(template, note),
    }
    state = {
        "receipts": receipts,
        "conflicts": [[c.id, [v.edits for v in c.variants]] for c in result.merged.conflicts],
        "files": {name: files.digest(data) for name, data in made.items()},
        "rows": [[row.id, row.party, row.conflict] for row in rows],
        "aside": len(result.set_aside),
        "decided": any(not typed.is_empty for typed in decided.values()),
    }
    for name, data in made.items():
        files.write(path_of(found, number, name), data)
    write_record(found, number, answers.record)
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
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
