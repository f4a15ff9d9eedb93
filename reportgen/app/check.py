"""Reading everything and saying what is wrong; and filling in what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.app.year import YearInputs, read_year
from reportgen.report.entries import REWORDING, Entry, Kind
from reportgen.report.model import Folded
from reportgen.sources.fix import with_keys
from reportgen.sources.meetings import meeting_changes
from reportgen.sources.yaml_nodes import Path
from reportgen.workspace import files
from reportgen.workspace.places import Year


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found, and what it wrote."""

    inputs: YearInputs
    fixed: tuple[str, ...] = ()
    """Files that `fix` wrote into, from the workspace."""


def check(year: Year, *, fix: bool = False) -> Checked:
    """Read the year; with `fix`, write the ids and wordings that entries left out.

    Only files without errors of their own are written into, and in them only the keys
    ``id``, ``før`` and ``før_overskrift`` are added.
    """
    inputs = read_year(year)
    if not fix:
        return Checked(inputs)
    written: list[str] = []
    at_fault = {p.location.file for p in inputs.problems if p.severity.value == "error"}
    for file in inputs.meetings:
        if file.file in at_fault:
            continue
        additions = _additions(inputs, file.file)
        if additions:
            path = year.meetings / file.file
            data = files.read(path) or b""
            files.write(path, with_keys(data, file.document, additions))
            written.append(year.workspace.relative(path))
    return Checked(read_year(year) if written else inputs, tuple(written))


def _additions(inputs: YearInputs, name: str) -> list[tuple[Path, Mapping[str, str]]]:
    """The keys each entry of a meeting's file lacks."""
    found: list[tuple[Path, Mapping[str, str]]] = []
    changes = [c for c in meeting_changes(inputs.meetings) if c.group == name]
    paths = [
        ("dagsorden", i, "aarsrapport", j)
        for file in inputs.meetings
        if file.file == name
        for i, item in enumerate(file.meeting.agenda)
        for j, _ in enumerate(item.entries)
    ]
    for change, path in zip(changes, paths, strict=True):
        keys = _missing(change.entry, change.ref, inputs.folded)
        if keys:
            found.append((path, keys))
    return found


def _missing(entry: Entry, ref: str, folded: Folded) -> dict[str, str]:
    meant = folded.meant.get(ref)
    if meant is None:
        return {}
    block, text, heading = meant
    keys = {} if entry.id else {"id": block}
    if entry.kind in REWORDING | {Kind.REMOVE} and entry.kind is not Kind.ADD:
        if entry.before is None:
            keys["før"] = text
        if entry.heading and entry.heading_before is None:
            keys["før_overskrift"] = heading
    return keys
