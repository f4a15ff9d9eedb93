"""What was decided in Word: read from the consolidated document somebody worked in."""

from __future__ import annotations

from reportgen.app.hearing.consolidated_decisions import FromDocument, decisions_from_document
from reportgen.app.hearing.results import RoundResult
from reportgen.app.hearing.sheet import Typed
from reportgen.problems import InputFaults
from reportgen.word.read.returned import read_returned
from reportgen.workspace import files
from reportgen.workspace.answer_sets import DOCUMENT, Collection, path_of
from reportgen.workspace.rounds import Round


def decided_in(data: bytes, file: str, result: RoundResult) -> FromDocument:
    """Read the decisions of a document; raises `InputFaults` where it cannot be read."""
    read, problems = read_returned(data, file)
    if read is None:
        raise InputFaults(problems)
    return decisions_from_document(result.prepared, result.merged, read)


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
