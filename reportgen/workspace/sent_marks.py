"""Which parties of a round a person has marked as written to or answered: ``sendt.yaml``.

The program sends nothing itself, so it knows of a letter only that it was made ready. That it was
sent is what a person says. The record lies beside ``runde.yaml``, outside ``udsendt/``, which is
never altered; a mark can be taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from reportgen.problems import InputFaults, Problem
from reportgen.report.file_model import FileModel, MaybeList, Text
from reportgen.sources.yaml.write import write_record
from reportgen.workspace import files
from reportgen.workspace.rounds import Round, Time, read_own

MARKS_FILE = "sendt.yaml"

_HEADING = "Skrevet, da nogen markerede, hvad der er sendt. Ret ikke i filen."


class _Mark(FileModel):
    party: Text = Field(alias="part")
    marked: Time = Field(alias="markeret")


class _Marks(FileModel):
    """``sendt.yaml``."""

    marks: Annotated[tuple[_Mark, ...], MaybeList] = Field(alias="sendt")
    answers: Annotated[tuple[_Mark, ...], MaybeList] = Field((), alias="svar")


@dataclass(frozen=True, slots=True)
class SentMarks:
    """What was marked in a round, and when, by party in their order; who has no mark is not in."""

    written: Mapping[str, dt.datetime] = field(default_factory=dict)
    """When it was written to, as the round was opened."""
    answered: Mapping[str, dt.datetime] = field(default_factory=dict)
    """When the answer to it was sent, once the round was closed."""


def read_sent_marks(found: Round) -> SentMarks:
    """What was marked in a round; raises `InputFaults` where the record is damaged."""
    data = files.read(found.folder / MARKS_FILE)
    if data is None:
        return SentMarks()
    problems: list[Problem] = []
    said = read_own(_Marks, data, f"hoering/{found.number}/{MARKS_FILE}", problems)
    if said is None:
        raise InputFaults(problems)
    return SentMarks(_of_parties(found, said.marks), _of_parties(found, said.answers))


def _of_parties(found: Round, marks: Sequence[_Mark]) -> Mapping[str, dt.datetime]:
    marked = {each.party: each.marked for each in marks}
    return {party.name: marked[party.name] for party in found.parties if party.name in marked}


def marks_file(found: Round, marks: SentMarks) -> dict[Path, bytes]:
    """The file that keeps the marks of a round."""
    said = {"sendt": _listed(marks.written)}
    if marks.answered:
        said["svar"] = _listed(marks.answered)
    return {found.folder / MARKS_FILE: write_record(said, [_HEADING]).encode()}


def _listed(marked: Mapping[str, dt.datetime]) -> list[dict[str, str]]:
    return [
        {"part": party, "markeret": time.isoformat(timespec="seconds")}
        for party, time in marked.items()
    ]
