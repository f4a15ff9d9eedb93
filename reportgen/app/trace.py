"""Where the wording of a block comes from: every step of its life, the base first."""

from __future__ import annotations

from typing import Any

from reportgen.app.year import YearInputs, read_year
from reportgen.problems import InputFaults, Location, Problem
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry
from reportgen.report.inputs import Workbook
from reportgen.report.model import Block, Change, Fate, Step
from reportgen.sources.decided import read_decided
from reportgen.sources.meetings import meeting_changes
from reportgen.workspace import files
from reportgen.workspace.places import Year


def trace(year: Year, ref: str) -> list[dict[str, Any]]:
    """The base and every change of the block `ref` names, oldest first.

    `ref` is an id (``U1``, ``3.1/2``, ``Nøgletal!E7``) or a point's place (``3.6/2``).
    Raises `InputFaults` where there is no such block.
    """
    inputs = read_year(year)
    if "!" in ref:
        return [_cell(inputs.workbook, ref)]
    block = _find(inputs, ref)
    if block is None:
        known = ", ".join(b.id for blocks in inputs.folded.blocks.values() for b in blocks[:40])
        fault = Problem("trace-unknown", Location(), {"ref": ref, "known": known or "–"})
        raise InputFaults([fault])
    base = [_base(step, block) for step in block.steps if not step.ref]
    about = [c for c in _changes(year, inputs) if inputs.folded.targets.get(c.ref) == block.id]
    return base + [_change(c, inputs.folded.fates.get(c.ref)) for c in about]


def _find(inputs: YearInputs, ref: str) -> Block | None:
    section, _, place = ref.partition("/")
    if ids.is_point_section(section) and place.isdecimal():
        blocks = inputs.folded.points(section)
        return blocks[int(place) - 1] if 1 <= int(place) <= len(blocks) else None
    return inputs.folded.find(ref)


def _changes(year: Year, inputs: YearInputs) -> list[Change]:
    changes = list(meeting_changes(inputs.meetings))
    paths, _ = files.listed(year.decided, ".yaml", ".yml")
    for path in paths:
        changes += read_decided(files.read(path) or b"", path.name)[0]
    return changes


def _base(step: Step, block: Block) -> dict[str, Any]:
    return {
        "afsnit": block.section,
        "id": block.id,
        "art": step.kind.value,
        "overskrift": step.heading or None,
        "tekst": step.text,
        "kilde": {"fil": step.place, "part": step.source or None, "forfatter": None, "tid": None},
    }


def _change(change: Change, fate: Fate | None) -> dict[str, Any]:
    entry = change.entry
    said = {
        key: value
        for key, value in entry.model_dump(mode="json", by_alias=True).items()
        if value not in (None, [], ())
    }
    if not isinstance(entry, DecidedEntry) or entry.origin is None:
        said["kilde"] = {
            "fil": f"{change.location.file}, linje {change.location.line}",
            "part": change.source,
            "forfatter": None,
            "tid": change.date.isoformat() if change.date else None,
        }
    said["ref"] = change.ref
    said["udestår"] = fate is Fate.PENDING
    return said


def _cell(workbook: Workbook, ref: str) -> dict[str, Any]:
    """A cell of the workbook as its own base."""
    sheet, _, cell = ref.partition("!")
    rows: dict[str, tuple[Any, ...]] = {
        "Medlemmer": workbook.members,
        "Nøgletal": workbook.figures,
        "Opfølgning": workbook.follow_ups,
        "Årshjul": workbook.wheel,
    }
    for row in rows.get(sheet, ()):
        for header, place in row.cells.items():
            if place == cell:
                return {
                    "id": ref,
                    "art": "tilføj",
                    "overskrift": header,
                    "tekst": str(_value(row, header)),
                    "kilde": {
                        "fil": f"{workbook.file}, {ref}",
                        "part": getattr(row, "source", "") or None,
                        "forfatter": None,
                        "tid": None,
                    },
                }
    fault = Problem("trace-unknown", Location(workbook.file), {"ref": ref, "known": "–"})
    raise InputFaults([fault])


def _value(row: Any, header: str) -> Any:
    """The value under `header`: a row's fields stand in the order of its columns."""
    names = [name for name in row.__slots__ if name != "cells"]
    return getattr(row, names[list(row.cells).index(header)])
