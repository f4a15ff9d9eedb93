"""``aendringer/NNN.yaml``: what was absorbed or decided, appended and never altered."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from reportgen.problems import Location, Problem
from reportgen.report._base import FileModel, MaybeList
from reportgen.report.dates import danish_date
from reportgen.report.entries import DecidedEntry
from reportgen.report.model import Change
from reportgen.sources.validate import validate
from reportgen.sources.yaml_nodes import Document, read_yaml

_NAME = re.compile(r"(\d{3,})\.ya?ml")


class _DecidedFile(FileModel):
    """The file's one list, under a name so that faults can be placed in it."""

    entries: Annotated[tuple[DecidedEntry, ...], MaybeList] = Field(alias="indhold")


def read_decided(data: bytes, file: str) -> tuple[tuple[Change, ...], list[Problem]]:
    """Read a file of decided changes; each is named for its file and place, as ``001/2``."""
    name = _NAME.fullmatch(file)
    problems = [] if name else [Problem("change-number", Location(file))]
    document = read_yaml(data, file)
    if document.data is not None and not isinstance(document.data, list):
        wanted = Problem("list-wanted", Location(file, line=1), {"key": file})
        return (), [*problems, *document.problems, wanted]
    marks = {("indhold", *path): mark for path, mark in document.marks.items()}
    whole = {"indhold": document.data} if document.data is not None else None
    wrapped = Document(whole, marks, document.text, document.problems)
    content, wrapped, found = validate(_DecidedFile, wrapped, file)
    problems += found
    number = name[1] if name else file
    changes = tuple(
        Change(
            ref=f"{number}/{i + 1}",
            entry=entry,
            group=file,
            source=_source(entry),
            location=Location(file, line=wrapped.place(("indhold", i)).line, item=str(i + 1)),
            date=entry.decision.date if entry.decision else None,
        )
        for i, entry in enumerate(content.entries if content else ())
    )
    return changes, problems


def _source(entry: DecidedEntry) -> str:
    """What a reader of the report is told: who asked for it, and when it was decided."""
    origin, decision = entry.origin, entry.decision
    who = (origin.party or origin.author) if origin else None
    by = decision.by if decision else None
    said = f"Høringssvar fra {who}" if who and who != by else f"Redigeret af {by or who or '–'}"
    return f"{said}, {danish_date(decision.date)}" if decision and decision.date else said
