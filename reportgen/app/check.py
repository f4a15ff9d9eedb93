"""Reading everything and saying what is wrong; and filling in what was left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path as Place

from reportgen.app.archiving import archive_faults
from reportgen.app.extracts.submission import case_template_faults
from reportgen.app.generate import read_whole
from reportgen.app.hearing.soundness import round_faults
from reportgen.app.workbook.fill import fill_in
from reportgen.app.year import YearInputs, read_year
from reportgen.report.entries import REWORDING, Entry, Kind
from reportgen.report.model import Folded
from reportgen.sources.meetings import entry_paths, meeting_changes
from reportgen.sources.yaml.fill_in import with_keys
from reportgen.sources.yaml.read import Path
from reportgen.workspace import files
from reportgen.workspace.exemptions import exemption_faults
from reportgen.workspace.journal import Journal
from reportgen.workspace.places import Year

_Additions = list[tuple[Path, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found, and what it wrote."""

    inputs: YearInputs
    """With what is wrong in the hearing rounds among their problems."""
    fixed: tuple[str, ...] = ()
    """Files that `fix` wrote into, from the workspace."""
    cells: tuple[tuple[str, str], ...] = ()
    """Cells of the workbook that `fix` wrote, as ``Udfordringer!A2``, and what stands there now."""


def check(
    year: Year, *, fix: bool = False, read: Callable[[Year], YearInputs] = read_year
) -> Checked:
    """Read the year with its hearing rounds; with `fix`, write what was left out.

    `read` gives the inputs as they are now.

    In the workbook a row without an id gets its own, whatever else is wrong. In the meetings'
    files only the keys ``id``, ``før`` and ``før_overskrift`` are added, and while anything has
    errors they are not: a point missing from the workbook, or an entry from an earlier meeting,
    makes every later ``pind`` mean another block, and what is written here is not computed again.
    """
    inputs = _read(year, read)
    if not fix:
        return Checked(inputs)
    cells = fill_in(inputs)
    if cells:
        inputs = _read(year, read)
    files_of_year = (year.workbook,) if cells else ()
    if not inputs.has_errors and (named := _name_blocks(inputs)):
        inputs, files_of_year = _read(year, read), (*files_of_year, *named)
    return Checked(inputs, tuple(map(year.workspace.relative, files_of_year)), cells)


def _name_blocks(inputs: YearInputs) -> tuple[Place, ...]:
    """Write which block each entry means; returns the files that were written."""
    year = inputs.year
    by_file = {file.file: file for file in inputs.meetings}
    written: dict[str, bytes] = {}
    for name, additions in _additions(inputs).items():
        data = files.read(year.meetings / name) or b""
        written[name] = with_keys(data, by_file[name].document, additions, name)
    for name, data in written.items():
        files.write(year.meetings / name, data)
    return tuple(year.meetings / name for name in written)


def _read(year: Year, read: Callable[[Year], YearInputs]) -> YearInputs:
    """The inputs, with everything that is wrong in what the program wrote too."""
    inputs, rounds = read_whole(year, read)
    more = (
        *round_faults(rounds),
        *Journal(year.journal).problems,
        *exemption_faults(year),
        *archive_faults(year),
        *case_template_faults(year.workspace),
    )
    return replace(inputs, problems=(*inputs.problems, *more))


def _additions(inputs: YearInputs) -> dict[str, _Additions]:
    """The keys that entries lack, by the meeting's file and the entry's path in it."""
    changes = meeting_changes(inputs.meetings)
    paths = [path for file in inputs.meetings for path in entry_paths(file)]
    additions: dict[str, _Additions] = {}
    for name, group in groupby(zip(changes, paths, strict=True), key=lambda pair: pair[0].group):
        for change, path in group:
            if keys := _missing(change.entry, change.ref, inputs.folded):
                additions.setdefault(name, []).append((path, keys))
    return additions


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
