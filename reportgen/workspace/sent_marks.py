"""Which parties of a round a person has marked as written to, and when: ``sendt.yaml``.

The program sends nothing itself, so it knows of a letter only that it was made ready. That it was
sent is what a person says. The record lies beside ``runde.yaml``, outside ``udsendt/``, which is
never altered; a mark can be taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
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


def read_sent_marks(found: Round) -> Mapping[str, dt.datetime]:
    """When each party of a round was marked as written to, in their order.

    Who is not among them has no mark. Raises `InputFaults` where the record is damaged.
    """
    data = files.read(found.folder / MARKS_FILE)
    if data is None:
        return {}
    problems: list[Problem] = []
    said = read_own(_Marks, data, f"hoering/{found.number}/{MARKS_FILE}", problems)
    if said is None:
        raise InputFaults(problems)
    marked = {each.party: each.marked for each in said.marks}
    return {party.name: marked[party.name] for party in found.parties if party.name in marked}


def marks_file(found: Round, marked: Mapping[str, dt.datetime]) -> dict[Path, bytes]:
    """The file that keeps the marks of a round."""
    listed = [
        {"part": party, "markeret": time.isoformat(timespec="seconds")}
        for party, time in marked.items()
    ]
    return {found.folder / MARKS_FILE: write_record({"sendt": listed}, [_HEADING]).encode()}
